# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server for a test: a PostgreSQL of its own, the program on a free port, a client.

    with Salon(program) as salon:
        salon.sql("INSERT INTO services …")
        with salon.serve(processes=2) as server:
            answer = server.ask('GET', '/api/v1/services')

Everything lies in a folder that is gone at the end. A child of a test that is killed is killed too.
"""

import collections
import ctypes
import datetime
import glob
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time

OWNER = 'owner'
WEEK = ''.join(f"({day}, '09:00', '19:00'),\n" for day in range(6)).rstrip(',\n')

# A salon that is open from Monday to Saturday, on holidays too: no test depends on the day it runs.
SALON_SQL = f"""
INSERT INTO services (id, name, category, duration_minutes, price, position) VALUES
  ('00000000-0000-4000-8000-000000000001', 'Manucure', 'ongles', 30, 25, 0),
  ('00000000-0000-4000-8000-000000000002', 'Soin du visage', 'visage', 60, 65.5, 1),
  ('00000000-0000-4000-8000-000000000003', 'Massage', 'massage', 90, 90, 2);
INSERT INTO services (id, name, category, duration_minutes, price, is_active, position) VALUES
  ('00000000-0000-4000-8000-000000000009', 'Ancien soin', 'visage', 60, 50, FALSE, 9);
INSERT INTO availabilities (day_of_week, start_time, end_time) VALUES {WEEK};
INSERT INTO salon_settings (key, value) VALUES ('holidays.closed', 'false'), ('salon.zone', '"Europe/Paris"');
"""
NAILS, FACE, MASSAGE, ARCHIVED = (f'00000000-0000-4000-8000-00000000000{n}' for n in (1, 2, 3, 9))

Answer = collections.namedtuple('Answer', 'status headers body json')


def die_with_parent():
    """In a child: nothing outlives the test."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def newest_binaries():
    """Where the newest PostgreSQL that is installed has its programs."""
    if named := os.environ.get('SALON_POSTGRES'):
        return pathlib.Path(named)
    found = glob.glob('/usr/lib/postgresql/*/bin')
    return pathlib.Path(max(found, key=lambda path: int(path.split('/')[-2])))


class Salon:
    """A database with a salon in it."""

    def __init__(self, program, sql=SALON_SQL):
        self.program, self.script = str(program), sql
        self.folder = tempfile.mkdtemp(prefix='serenaia-server-')
        self.binaries = newest_binaries()
        self.postgres = None

    def __enter__(self):
        data = f'{self.folder}/data'
        subprocess.run([self.binaries / 'initdb', '--auth=trust', f'--username={OWNER}', '--encoding=UTF8',
                        '--locale=C', '--no-sync', '--no-instructions', '--wal-segsize=4', '--pgdata', data],
                       check=True, stdout=subprocess.DEVNULL)
        self.start_database()
        self.run('createdb', 'salon')
        self.call('migrate')
        if self.script:
            self.sql(self.script)
        return self

    def __exit__(self, *failure):
        self.stop_database()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_database(self):
        """Ready when this returns."""
        with open(f'{self.folder}/log', 'ab') as log:
            self.postgres = subprocess.Popen(
                [self.binaries / 'postgres', '-D', f'{self.folder}/data', '-k', self.folder,
                 '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'full_page_writes=off',
                 '-c', 'max_connections=200', '-c', 'timezone=UTC', '-c', 'log_min_messages=fatal'],
                stdout=log, stderr=log, preexec_fn=die_with_parent)
        while subprocess.run([self.binaries / 'pg_isready', '-q', '-h', self.folder, '-U', OWNER],
                             check=False).returncode:
            assert self.postgres.poll() is None, open(f'{self.folder}/log', encoding='utf-8').read()
            time.sleep(0.02)

    def stop_database(self):
        """As a crash does; what was committed stays."""
        if self.postgres:
            self.postgres.send_signal(signal.SIGQUIT)
            self.postgres.wait()
            self.postgres = None

    def run(self, tool, *arguments):
        return subprocess.run([self.binaries / tool, '-h', self.folder, '-U', OWNER, *arguments], check=True,
                              text=True, stdout=subprocess.PIPE).stdout

    def sql(self, script):
        """Rows as lists of texts."""
        ran = subprocess.run(
            [self.binaries / 'psql', '-h', self.folder, '-U', OWNER, '-d', 'salon', '-XqtA', '-F', '\t',
             '-v', 'ON_ERROR_STOP=1', '-f', '-'],
            input=script, text=True, check=True, stdout=subprocess.PIPE)
        return [line.split('\t') for line in ran.stdout.splitlines()]

    @property
    def url(self):
        return f'postgresql+asyncpg://{OWNER}@/salon?host={self.folder}'

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items()
                if name in ('PATH', 'HOME', 'LANG') or name.endswith('SAN_OPTIONS')}
        return {**kept, 'DATABASE_URL': self.url, 'PORT': '0', 'RATE_LIMITS': 'off',
                'SECRET_KEY': 'only-for-tests-0123456789abcdefgh', 'MAX_CONNECTIONS_PER_ADDRESS': '5000',
                **{name: str(value) for name, value in more.items()}}

    def call(self, *arguments, status=0, text=None, **environment):
        """Runs a verb of the program to its end; what it printed."""
        ran = subprocess.run([self.program, *arguments], env=self.environment(**environment), input=text,
                             text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert ran.returncode == status, f'{arguments}: {ran.returncode}\n{ran.stdout}'
        return ran.stdout

    def make_certificate(self):
        """For 127.0.0.1, signed by itself; the files of the certificate and of its key."""
        certificate, key = f'{self.folder}/tls.pem', f'{self.folder}/tls.key'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
                        '-addext', 'subjectAltName=IP:127.0.0.1', '-out', certificate, '-keyout', key],
                       check=True, stderr=subprocess.DEVNULL)
        return certificate, key

    def call_other(self, program, *arguments):
        """Another program, which knows its way."""
        subprocess.run([program, *arguments], check=True)

    def serve(self, *arguments, processes=1, **environment):
        return Server(self, [*arguments, '--processes', str(processes)], self.environment(**environment))


class Server:
    """The running program."""

    def __init__(self, salon, arguments, environment):
        self.salon = salon
        self.log_path = f'{salon.folder}/server.log'
        with open(self.log_path, 'ab') as log:
            self.process = subprocess.Popen([salon.program, 'serve', *arguments], env=environment, text=True,
                                            stdout=subprocess.PIPE, stderr=log, preexec_fn=die_with_parent)
        line = self.process.stdout.readline()
        found = re.fullmatch(r'Listening on (https?)://(.+):(\d+)\n', line)
        assert found, f'the server did not start: {line}\n{self.log()}'
        self.scheme, self.host, self.port = found[1], found[2], int(found[3])
        # By TLS: what it shows is what it was given.
        self.context = ssl.create_default_context(cafile=environment['TLS_CERTIFICATE']) if found[1] == 'https' else None

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process.poll() is None:
            status = self.stop()
            assert failure[0] or status == 0, f'the server ended with {status}\n{self.log()[-4000:]}'
        self.process.stdout.close()

    def log(self):
        with open(self.log_path, encoding='utf-8', errors='replace') as log:
            return log.read()

    def stop(self):
        """SIGTERM; the exit status."""
        self.process.terminate()
        return self.process.wait(timeout=60)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def connect(self):
        if self.context:
            return http.client.HTTPSConnection(self.host, self.port, timeout=60, context=self.context)
        return http.client.HTTPConnection(self.host, self.port, timeout=60)

    def raw(self, data, timeout=60):
        """Sends bytes and reads until the server closes."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as line:
            line.sendall(data)
            answer = b''
            while piece := line.recv(65536):
                answer += piece
        return answer

    def ask(self, method, path, body=None, headers=None, connection=None):
        """body: what becomes JSON, or bytes."""
        own = connection or self.connect()
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault('Content-Type', 'application/json')
        own.request(method, path, body, headers)
        response = own.getresponse()
        content = response.read()
        if connection is None:
            own.close()
        kind = response.headers.get('Content-Type', '')
        return Answer(response.status, response.headers, content,
                      json.loads(content) if 'json' in kind and content and 'Content-Encoding' not in response.headers
                      else None)


def booking(date, clock, service=NAILS, **more):
    """The body of a booking."""
    return {'service_id': service, 'booking_date': date, 'booking_time': clock, 'client_name': 'Élodie Test',
            'client_email': 'elodie@example.org', 'client_phone': '06 12 34 56 78', **more}


def working_day(number):
    """The so-manieth day from tomorrow on that is no Sunday."""
    weeks, rest = divmod(number, 6)
    day = datetime.date.today() + datetime.timedelta(days=1 + 7 * weeks)
    while rest or day.weekday() == 6:
        rest -= day.weekday() != 6
        day += datetime.timedelta(days=1)
    return day.isoformat()


def bearer(token):
    return {'Authorization': f'Bearer {token}'}
