# SPDX-License-Identifier: GPL-3.0-or-later
"""The server beside the same endpoints in FastAPI, on one PostgreSQL with 100 000 bookings: two processes
each, 32 connections of wrk, by turns in one run, so that what else the machine does hits both. Lines of

    name value unit ratio limit verdict

where value is requests a second, ratio is that by the reference's; and the same of the slowest in a
hundred, where it is the reference's by ours. Fails when a verdict is FAIL."""

import datetime
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'server'))
from salon_server import Salon, bearer  # noqa: E402

SECONDS = int(os.environ.get('SALON_BENCH_SECONDS', '5'))
CONNECTIONS = 32
DAY = datetime.date.today() + datetime.timedelta(days=30)
# Days that are full: 48 bookings each, so that two weeks are the 672 of a busy week.
FULL = datetime.date.today() - datetime.timedelta(days=300)
BUSY = FULL + datetime.timedelta(days=13)
PASSWORD = 'un mot de passe assez long'

# 40 services; 20 bookings a day of two people in the past, 10 a day from now on; any hour can be booked.
FILL = """
SET session_replication_role = replica;
INSERT INTO staff (id, name, position) VALUES ('00000000-0000-7000-8000-000000000002', 'Zoé', 1);
INSERT INTO services (id, name, category, description, duration_minutes, price, position)
SELECT ('00000000-0000-4000-8000-' || lpad (n::text, 12, '0'))::uuid, 'Soin ' || n, 'visage',
       'Un soin de la peau qui détend et qui nourrit, avec des huiles choisies.', 15, 20 + n, n
FROM generate_series (1, 40) AS n;
INSERT INTO availabilities (day_of_week, start_time, end_time) SELECT d, '00:00', '23:45' FROM generate_series (0, 6) AS d;
INSERT INTO salon_settings (key, value) VALUES ('holidays.closed', 'false'), ('online.horizon', '730'), ('online.step', '15');
INSERT INTO clients (name, email, phone)
SELECT 'Cliente ' || n, 'cliente' || n || '@example.org', '+336' || lpad (n::text, 8, '0') FROM generate_series (1, 5000) AS n;
INSERT INTO bookings (service_id, client_name, client_email, client_phone, booking_date, booking_time, status, staff_id,
                      duration_minutes, price, created_at)
SELECT ('00000000-0000-4000-8000-' || lpad ((1 + n % 40)::text, 12, '0'))::uuid, 'Cliente ' || n % 5000,
       'cliente' || n % 5000 || '@example.org', '+336' || lpad ((n % 5000)::text, 8, '0'),
       current_date + 90 - (n / 48)::int, TIME '09:00' + make_interval (mins => 15 * (n % 24)),
       CASE n % 9 WHEN 0 THEN 'cancelled' ELSE 'confirmed' END,
       CASE WHEN n % 48 < 24 THEN '00000000-0000-7000-8000-000000000001' ELSE '00000000-0000-7000-8000-000000000002' END::uuid,
       15, 20 + n % 40, now ()
FROM generate_series (0, 99999) AS n;
INSERT INTO booking_services (booking_id, position, service_id, name, duration_minutes, buffer_minutes, price)
SELECT id, 0, service_id, 'Soin', 15, 0, price FROM bookings;
SET session_replication_role = DEFAULT;
INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
SELECT day, kind, key, state, n, cents FROM salon.counted;
SELECT salon.fold_tally ();
VACUUM ANALYZE;
"""
SERVICE = '00000000-0000-4000-8000-000000000007'

# Every request another time: 92 a day from the 100th day on, each thread on days of its own.
BOOK = """
local count, thread = 0, 0
local threads = 0
function setup (t) t:set ("number", threads); threads = threads + 1 end
function init () thread = number end
request = function ()
  count = count + 1
  local slot = FIRST + count * 2 + thread
  local day = os.date ("!%%Y-%%m-%%d", %(start)d + math.floor (slot / 92) * 86400)
  local clock = string.format ("%%02d:%%02d", math.floor (slot %% 92 / 4), slot %% 4 * 15)
  local body = string.format ('{"service_id":"%(service)s","booking_date":"%%s","booking_time":"%%s",'
    .. '"client_name":"Cliente %%d","client_email":"c%%d@example.org","client_phone":"+336%%08d"}',
    day, clock, slot, slot, slot)
  return wrk.format ("POST", "/api/v1/bookings", {["Content-Type"] = "application/json"}, body)
end
"""


def measure(port, path, token=None, script=None, seconds=SECONDS):
    """Requests a second that were answered well, and the 99th percentile in ms."""
    command = ['wrk', '-t2', f'-c{CONNECTIONS}', f'-d{seconds}s', '--latency', f'http://127.0.0.1:{port}{path}']
    for name, value in (token or {}).items():
        command[1:1] = ['-H', f'{name}: {value}']
    if script:
        command[1:1] = ['-s', script]
    text = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    rate = float(re.search(r'Requests/sec:\s+([\d.]+)', text)[1])
    bad = re.search(r'Non-2xx or 3xx responses: (\d+)', text)
    total = int(re.search(r'(\d+) requests in', text)[1])
    good = (total - int(bad[1] if bad else 0)) / total
    number, unit = re.search(r'99%\s+([\d.]+)(us|ms|s)', text).groups()
    return rate * good, float(number) * {'us': 0.001, 'ms': 1, 's': 1000}[unit]


class Reference:
    """FastAPI under two workers of uvicorn."""

    def __init__(self, salon):
        with socket.socket() as any_port:
            any_port.bind(('127.0.0.1', 0))
            self.port = any_port.getsockname()[1]
        self.log = open(f'{salon.folder}/reference.log', 'ab')
        self.process = subprocess.Popen(
            [sys.executable, '-m', 'uvicorn', 'app:app', '--app-dir', HERE / 'reference', '--port', str(self.port),
             '--workers', '2', '--loop', 'uvloop', '--http', 'httptools', '--no-access-log', '--log-level', 'warning'],
            env={**os.environ, 'BENCH_HOST': salon.folder, 'SECRET_KEY': salon.environment()['SECRET_KEY']},
            stderr=self.log)
        for _ in range(200):
            try:
                urllib.request.urlopen(f'http://127.0.0.1:{self.port}/api/v1/services').read()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit('the reference did not start')

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def memory(server):
    """The largest resident set of a process of the server, in MB."""
    listed = pathlib.Path(f'/proc/{server.process.pid}/task/{server.process.pid}/children').read_text().split()
    sizes = [int(re.search(r'VmRSS:\s+(\d+)', pathlib.Path(f'/proc/{pid}/status').read_text())[1]) for pid in listed]
    return max(sizes) / 1024


def sign_in(server):
    """What the owner sends with each request."""
    body = {'email': 'patronne@example.org', 'password': PASSWORD}
    return bearer(server.ask('POST', '/api/v1/auth/login', body).json['access_token'])


def measure_beside_report(server, path):
    """The 99th percentile of the services, while somebody asks for the slowest report again and again."""
    header = sign_in(server)
    report = subprocess.Popen(['wrk', '-t1', '-c1', f'-d{SECONDS + 5}s', '-H',
                               f"Authorization: {header['Authorization']}", f'http://127.0.0.1:{server.port}{path}'],
                              stdout=subprocess.DEVNULL)
    try:
        return measure(server.port, '/api/v1/services')[1]
    finally:
        report.kill()
        report.wait()


def main():
    failed = False

    def tell(name, value, unit, ratio, limit, good):
        nonlocal failed
        failed |= not good
        print(f'{name:<34} {value:>10.1f} {unit:<6} {ratio:>8.2f} {limit:>8} {"ok" if good else "FAIL"}', flush=True)

    with Salon(sys.argv[1], FILL) as salon:
        salon.call('add-user', 'patronne@example.org', '--owner', text=f'{PASSWORD}\n')
        start = int(time.time()) // 86400 * 86400 + 100 * 86400
        scripts = {}
        for place, first in (('reference', 1), ('server', 20001)):
            scripts[place] = f'{salon.folder}/{place}.lua'
            pathlib.Path(scripts[place]).write_text(
                BOOK.replace('FIRST', str(first)) % {'start': start, 'service': SERVICE}, encoding='utf-8')
        slots = f'/api/v1/availabilities?date={DAY}&service={SERVICE}'
        # name, address here, address there, how many times quicker at least
        cases = [('services', '/api/v1/services', '/api/v1/services', 25),
                 ('availabilities-cached', slots, slots, 50),
                 ('availabilities', slots, slots, 12),
                 ('bookings-post', '/api/v1/bookings', '/api/v1/bookings', 14),
                 ('admin-day', f'/api/v1/admin/bookings?day={FULL}',
                  f'/api/v1/admin/bookings?first={FULL}&last={FULL}', 13),
                 ('admin-week', f'/api/v1/admin/bookings?from={FULL}&to={BUSY}',
                  f'/api/v1/admin/bookings?first={FULL}&last={BUSY}', 13),
                 ('admin-stats', '/api/v1/admin/stats', '/api/v1/admin/stats', 20)]
        with salon.serve() as server:
            token = sign_in(server)
        reference = Reference(salon)
        try:
            # Connections to the database are made, here as there, before anything is measured.
            measure(reference.port, '/api/v1/services', seconds=1)
            for name, path, path_there, least in cases:
                books = name == 'bookings-post'
                header = token if name.startswith('admin') else None
                rate_there, late_there = measure(reference.port, path_there, header,
                                                 scripts['reference'] if books else None)
                uncached = {'CACHE': 'off'} if name == 'availabilities' else {}
                with salon.serve(processes=2, WORKER_THREADS=2, **uncached) as server:
                    server.ask('GET', '/health/ready')
                    measure(server.port, f'/api/v1/services/{SERVICE}', seconds=2)
                    rate, late = measure(server.port, path, header, scripts['server'] if books else None)
                    tell(f'server-{name}', rate, 'req/s', rate / rate_there, f'>={least}', rate >= least * rate_there)
                    tell(f'server-{name}-p99', late, 'ms', late_there / late, '>=8', late_there >= 8 * late)
                    if name == 'services':
                        size = memory(server)
                        tell('server-memory', size, 'MB', size / 25, '<=1', size <= 25)
                    if name == 'admin-week':
                        late = measure_beside_report(server, path)
                        tell('server-services-beside-report-p99', late, 'ms', late / 20, '<=1', late <= 20)
        finally:
            reference.stop()
    sys.exit(failed)


if __name__ == '__main__':
    main()
