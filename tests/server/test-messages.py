# SPDX-License-Identifier: GPL-3.0-or-later
"""What a worker tells clients of the web site: each thing once, also when workers are killed and answers are lost;
and nobody's name, number or address in its log."""

import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'message'))
import tap  # noqa: E402
from fake_messages import Fake  # noqa: E402
from salon_server import Salon, bearer, booking, die_with_parent, working_day  # noqa: E402

AWAKE = """INSERT INTO salon_settings (key, value) VALUES ('message.quiet', '{"from": "00:00", "to": "00:00"}')"""
SITE = 'https://salon.example'
PERSONAL = ('Élodie', 'elodie', '12 34 56', '612345678')


class Worker:
    """A worker that can be killed."""

    def __init__(self, salon, fake):
        with open(f'{salon.folder}/worker.log', 'ab') as log:
            self.process = subprocess.Popen([salon.program, 'worker'], stdout=subprocess.PIPE, stderr=log, text=True,
                                            env=salon.environment(**fake.environment(), PUBLIC_URL=SITE),
                                            preexec_fn=die_with_parent)
        assert self.process.stdout.readline() == 'Working\n'

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.terminate()
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        assert status == 0, f'the worker ended with {status}'


def eventually(salon, query, expected):
    for _ in range(3000):
        found = salon.sql(query)[0][0]
        if found == expected:
            return
    raise AssertionError(f'{query}\n{found!r}, not {expected!r}\n{salon.sql("SELECT * FROM notifications")}')


def told_once(salon, fake):
    """A booking is confirmed and its cancellation is told, with three workers at once."""
    workers = [Worker(salon, fake) for _ in range(3)]
    with salon.serve() as server:
        made = server.ask('POST', '/api/v1/bookings', booking(working_day(3), '10:00:00')).json
        eventually(salon, "SELECT string_agg (channel || ' ' || status, ', ') FROM notifications", 'confirmation sent')
        for _ in range(2):
            gone = server.ask('DELETE', f"/api/v1/bookings/{made['id']}/cancel", headers=bearer(made['token']))
            assert gone.status == 200, gone
        eventually(salon, "SELECT string_agg (channel || ' ' || status, ', ' ORDER BY due_at, channel DESC) "
                   'FROM notifications', 'confirmation sent, cancellation sent')
    for worker in workers:
        worker.stop()
    assert len(fake.arrived()) == 2 and not fake.complaints, (fake.arrived(), fake.complaints)
    # To her own page: the secret in its address is hers, and in no row.
    link = f"{SITE}/rendez-vous/{made['id']}/{made['token']}"
    told = [(link in line['text'], f'"{link}"' in line['html']) for line in fake.arrived()]
    assert told == [(True, True), (False, False)], fake.arrived()
    kept = salon.sql("SELECT count (*) FROM notifications AS n, salon.history AS h "
                     f"WHERE concat (n, h) LIKE '%{made['token']}%'")
    assert kept == [['0']], kept


def killed(salon, fake):
    """Workers die in the middle: what went out went out once, and what nobody knows of is shown."""
    with salon.serve() as server:
        times = [(working_day(4 + n // 6), f'{10 + n % 6}:00:00') for n in range(18)]
        for n, (date, clock) in enumerate(times):
            # Somebody else each time: one client's hours in a row are one message.
            made = server.ask('POST', '/api/v1/bookings', booking(
                date, clock, client_email=f'elodie{n}@example.org', client_phone=f'06 12 34 56 {n:02}'))
            assert made.status == 201, made
        for n in range(8):
            workers = [Worker(salon, fake) for _ in range(2)]
            for _ in range(3 * n):
                salon.sql('SELECT')
            for worker in workers:
                worker.kill()
        worker = Worker(salon, fake)
        eventually(salon, "SELECT count (*) FROM notifications WHERE channel = 'confirmation' AND status = 'pending'", '0')
        worker.stop()
    arrived = [line.get('operation') or line.get('tag') for line in fake.arrived()]
    assert len(arrived) == len(set(arrived)), arrived
    n_open = int(salon.sql("SELECT count (*) FROM notifications WHERE status IN ('sending', 'unknown')")[0][0])
    n_sent = int(salon.sql("SELECT count (*) FROM notifications WHERE status = 'sent'")[0][0])
    assert n_sent <= len(arrived) <= n_sent + n_open, (n_sent, n_open, len(arrived))
    assert not fake.complaints, fake.complaints


def silent(salon):
    """The log of all of it."""
    text = pathlib.Path(salon.folder, 'worker.log').read_text(encoding='utf-8')
    found = [word for word in PERSONAL if word in text]
    assert 'messages: ' in text and not found, (found, text[:2000])


def main():
    with Salon(sys.argv[1]) as salon:
        salon.sql(AWAKE)
        fake = Fake(salon.folder)
        tap.test('who books and cancels online is told of each once', lambda: told_once(salon, fake))
        tap.test('workers that are killed tell nobody twice', lambda: killed(salon, fake))
        tap.test('the log of a worker names nobody', lambda: silent(salon))
        fake.close()
    tap.finish()


main()
