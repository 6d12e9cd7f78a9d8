# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the endpoints: the verbs, TLS, processes, and what every answer has."""

import pathlib
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import Salon, booking, working_day  # noqa: E402


def main():
    with Salon(sys.argv[1]) as salon:
        def it_says_what_is_set():
            text = salon.call('serve', '--check', STRIPE_SECRET_KEY='sk_test_hidden')
            assert 'set      STRIPE_SECRET_KEY\n' in text and 'sk_test_hidden' not in text
            assert 'set      DATABASE_URL\n' in text and salon.folder not in text
            assert 'missing  OVH_APPLICATION_KEY: no text messages\n' in text, text

        def what_it_was_told_wrongly():
            for name, value in (('PORT', 'http'), ('CORS_ORIGINS', '*'), ('SECRET_KEY', 'short'), ('DATABASE_URL', 'x'),
                                ('LISTEN_ADDRESS', 'here'), ('TLS_CERTIFICATE', '/nowhere')):
                text = salon.call('serve', status=1, **{'RATE_LIMITS': 'on', name: value})
                assert name in text and len(text.splitlines()) == 1, text
            for words in (('dance',), ('serve', '--processes', '0'), ('serve', '--fast'), ('migrate', 'now'), ('add-user',)):
                assert 'is not understood' in salon.call(*words, status=2), words

        def migrating_twice_is_migrating_once():
            assert 'The database is at version' in salon.call('migrate')

        def tls():
            certificate, key = salon.make_certificate()
            with salon.serve(TLS_CERTIFICATE=certificate, TLS_KEY=key) as server:
                assert server.scheme == 'https'
                line = server.connect()
                assert server.ask('GET', '/health/live', connection=line).json == {'status': 'ok'}
                assert line.sock.version() in ('TLSv1.2', 'TLSv1.3')
                line.close()

        def a_slow_report_holds_up_nobody():
            with salon.serve(WORKER_THREADS=4) as server:
                # A transaction of somebody else's that has locked the table holds up those who write to it.
                blocker = subprocess.Popen(
                    [salon.binaries / 'psql', '-h', salon.folder, '-U', 'owner', '-d', 'salon', '-Xq'], stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, text=True)
                blocker.stdin.write("BEGIN; LOCK TABLE bookings IN SHARE MODE; SELECT 'locked';\n")
                blocker.stdin.flush()
                while 'locked' not in blocker.stdout.readline():
                    pass
                answers = []
                writer = threading.Thread(target=lambda: answers.append(
                    server.ask('POST', '/api/v1/bookings', booking(working_day(3), '10:00'))))
                writer.start()
                for _ in range(50):
                    assert server.ask('GET', '/api/v1/services').status == 200
                    assert server.ask('GET', f'/api/v1/availabilities?date={working_day(3)}').status == 200
                assert not answers
                blocker.stdin.write('COMMIT;\n')
                blocker.stdin.close()
                blocker.wait()
                writer.join()
                assert answers[0].status == 201, answers

        def every_answer_has_its_own_id():
            with salon.serve(processes=2) as server:
                ids = {server.ask('GET', '/health/live', headers={'X-Request-Id': 'mine'}).headers['X-Request-Id']
                       for _ in range(60)}
                assert len(ids) == 60 and 'mine' not in ids, ids
                # Measures are those of all processes.
                text = server.ask('GET', '/metrics').body.decode()
                line = [one for one in text.splitlines() if 'requests_total{method="GET",route="/health/live"' in one]
                assert line[0].endswith(' 60'), line

        def many_at_one_line():
            with salon.serve() as server:
                line = server.connect()
                for _ in range(100):
                    assert server.ask('GET', '/api/v1/services', connection=line).status == 200
                line.close()
                # Both at once.
                two = b'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
                assert server.raw(two).count(b'{"status":"ok"}') == 2

        for words, function in (
                ('serve --check says what is set and no secret', it_says_what_is_set),
                ('what it was told wrongly is named in one line', what_it_was_told_wrongly),
                ('migrating twice is migrating once', migrating_twice_is_migrating_once),
                ('TLS when there is a certificate', tls),
                ('one that waits holds up nobody', a_slow_report_holds_up_nobody),
                ('every answer has an id of its own, and measures are shared', every_answer_has_its_own_id),
                ('many requests on one connection', many_at_one_line)):
            tap.test(words, function)
    tap.finish()


main()
