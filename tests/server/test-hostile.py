# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the network sends: it is refused in words, it harms nobody else, and the server lives on."""

import json
import os
import pathlib
import random
import socket
import ssl
import sys
import threading
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import NAILS, Salon, bearer, booking, working_day  # noqa: E402

LONG = 'SALON_LONG' in os.environ
SEED = int(os.environ.get('SALON_FUZZ_SEED', random.randrange(1 << 30)))


def head(method, path, *lines):
    return '\r\n'.join([f'{method} {path} HTTP/1.1', 'Host: salon', *lines, '', '']).encode()


def status_of(answer):
    return int(answer.split(b' ', 2)[1]) if answer.startswith(b'HTTP/1.1 ') else 0


def is_problem(answer):
    top, _, body = answer.partition(b'\r\n\r\n')
    return b'application/problem+json' in top and json.loads(body)['status'] == status_of(answer)


def main():
    print(f'# seed {SEED}')
    # The second is only for those who are slow.
    with Salon(sys.argv[1]) as salon, salon.serve() as server, salon.serve(REQUEST_TIMEOUT=2) as hasty:
        def alive():
            assert server.ask('GET', '/api/v1/services').status == 200
            assert server.process.poll() is None

        def what_is_too_large():
            long_address = server.raw(head('GET', '/api/v1/services?x=' + 'a' * 5000, 'Connection: close'))
            assert status_of(long_address) == 414 and is_problem(long_address), long_address[:300]
            much = server.raw(head('GET', '/api/v1/services', *(f'X-{n}: ' + 'a' * 1000 for n in range(18)), 'Connection: close'))
            assert status_of(much) == 431 and is_problem(much), much[:300]
            # Beyond what the library keeps of a request it answers by itself.
            assert status_of(server.raw(head('GET', '/' + 'a' * 100000))) in (0, 400, 414, 431)
            body = server.raw(head('POST', '/api/v1/bookings', 'Content-Length: 300000',
                                   'Content-Type: application/json'))
            assert status_of(body) == 413 and is_problem(body), body[:300]
            chunks = b''.join(b'4000\r\n' + b'a' * 0x4000 + b'\r\n' for _ in range(20)) + b'0\r\n\r\n'
            chunked = server.raw(head('POST', '/api/v1/bookings', 'Transfer-Encoding: chunked',
                                      'Content-Type: application/json', 'Connection: close') + chunks)
            assert status_of(chunked) == 413 and is_problem(chunked), chunked[:300]
            alive()

        def what_is_malformed():
            for first in (b'\r\n\r\n', b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n', b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc',
                          b'GET / HTTP/1.1\r\n\r\n', head('GET', '/', 'Content-Length: -1'),
                          head('POST', '/api/v1/bookings', 'Content-Length: 5', 'Content-Length: 6'),
                          head('POST', '/api/v1/bookings', 'Content-Length: 5', 'Transfer-Encoding: chunked')):
                with socket.create_connection((server.host, server.port)) as line:
                    line.sendall(first)
                    line.shutdown(socket.SHUT_WR)
                    answer = line.recv(65536)
                assert status_of(answer) in (0, 400, 404, 411, 413, 415, 505), (first, answer[:200])
            for path in ('/api/v1/services/%ff', '/api/v1/services?x=%ff', '/api/v1/services/%00', '/%2e%2e/etc/passwd',
                         '/api/v1//services', '/api/v1/availabilities?date=2026-01-01%00'):
                answer = server.ask('GET', path)
                assert answer.status in (400, 404, 422), (path, answer.status)
            for body, status in ((b'', 400), (b'{', 400), (b'[]', 422), (b'"x"', 422), (b'{} x', 400), (b'\xff\xfe', 400),
                                 (b'[' * 40 + b']' * 40, 400), (b'{"a":' * 33 + b'1' + b'}' * 33, 400),
                                 (b'{"service_id": 1e999}', 400), (b'{"notes": "\\ud800"}', 400), (b'null', 422)):
                answer = server.ask('POST', '/api/v1/bookings', body, {'Content-Type': 'application/json'})
                assert answer.status in (status, 422), (body, answer)
                assert answer.json['code'] in ('malformed', 'invalid'), answer
            good = json.dumps(booking(working_day(20), '10:00')).encode()
            for kind in ('text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', ''):
                assert server.ask('POST', '/api/v1/bookings', good, {'Content-Type': kind}).status == 415, kind
            alive()

        def what_the_schema_does_not_have():
            day = working_day(20)
            for more, pointer in (({'status': 'confirmed'}, '/'), ({'price': '0.00'}, '/'), ({'id': NAILS}, '/'),
                                  ({'client_email': 'nobody'}, '/client_email'), ({'client_phone': '12'}, '/client_phone'),
                                  ({'client_name': ' '}, '/client_name'), ({'client_name': None}, '/client_name'),
                                  ({'client_name': 'a' * 121}, '/client_name'), ({'client_name': 'a\u0000b'}, '/client_name'),
                                  ({'client_name': ['a']}, '/client_name'), ({'service_id': 7}, '/service_id'),
                                  ({'booking_time': '25:00'}, '/booking_time'), ({'notes': 'a' * 2001}, '/notes')):
                answer = server.ask('POST', '/api/v1/bookings', booking(day, '10:00', **more))
                assert answer.status == 422 and answer.json['errors'][0]['pointer'] == pointer, (more, answer)
            twice = b'{"client_name":"a","client_name":"b"}'
            answer = server.ask('POST', '/api/v1/bookings', twice, {'Content-Type': 'application/json'})
            assert any(error['detail'] == 'is there twice' for error in answer.json['errors']), answer

        def sql_in_every_place():
            rand = random.Random(SEED)
            parts = ["'", '"', ';', '--', '/*', '*/', ' OR 1=1', ' UNION SELECT ', 'NULL', ')', '(', '\\', '%', '$1',
                     '::uuid', 'pg_sleep(9)', "'; DROP TABLE bookings; --", '\u2019', '\ufffd', 'x', '0', '|| chr(39)']
            before = salon.sql('SELECT count (*) FROM clients')
            connection = server.connect()
            day = working_day(21)
            for number in range(500 if LONG else 100):
                attack = ''.join(rand.choices(parts, k=rand.randint(1, 8)))
                quoted = urllib.parse.quote(attack, safe='')
                answers = [
                    server.ask('GET', f'/api/v1/services/{quoted}', connection=connection),
                    server.ask('GET', f'/api/v1/availabilities?date={quoted}', connection=connection),
                    server.ask('GET', f'/api/v1/availabilities?date={day}&service={quoted}', connection=connection),
                    server.ask('GET', f'/api/v1/bookings/{quoted}', headers=bearer('x'), connection=connection),
                    server.ask('POST', '/api/v1/bookings', booking(day, attack), connection=connection),
                    # This one is a name like any other, and the time is none: nothing is written.
                    server.ask('POST', '/api/v1/bookings', booking(day, '10:01', client_name=attack + 'x'),
                               {'Idempotency-Key': f'sql-{number}'}, connection=connection),
                ]
                for answer in answers:
                    assert 400 <= answer.status < 500, (attack, answer)
                    text = answer.body.decode().lower()
                    assert 'syntax' not in text and 'sqlstate' not in text and 'postgres' not in text, answer
            assert salon.sql('SELECT count (*) FROM clients') == before
            kept = server.ask('POST', '/api/v1/bookings', booking(day, '11:00', client_name="O'Brien; DROP TABLE x --"))
            assert kept.status == 201
            assert salon.sql("SELECT client_name FROM bookings WHERE booking_time = '11:00'") == [["O'Brien; DROP TABLE x --"]]

        def random_bytes():
            rand = random.Random(SEED)
            good = head('POST', '/api/v1/bookings', 'Content-Type: application/json', 'Content-Length: 20') + b'{"service_id": true}'
            for _ in range(2000 if LONG else 150):
                data = bytearray(good)
                for _ in range(rand.randint(1, 12)):
                    data[rand.randrange(len(data))] = rand.randrange(256)
                with socket.create_connection((server.host, server.port)) as line:
                    line.sendall(bytes(data))
                    line.shutdown(socket.SHUT_WR)
                    answer = line.recv(65536)
                    assert status_of(answer) < 500 or status_of(answer) == 505, (bytes(data), answer)
            alive()

        # Whoever is too slow is ended, however she says her first part; @says: what she may hear.
        def the_slow_are_ended(server, starts, dribbles, says):
            lines = []
            try:
                for index in range(2000 if LONG else 200):
                    lines.append(starts[index % len(starts)]())
                for _ in range(50):
                    assert server.ask('GET', '/api/v1/services').status == 200

                # One that sends a byte whenever it hears nothing is ended like the others.
                for begin, piece in dribbles:
                    dribbler = begin()
                    dribbler.settimeout(0.3)
                    answer, sent = b'', 0
                    while sent < 60:
                        try:
                            if not (heard := dribbler.recv(4096)):
                                break
                            answer += heard
                        except TimeoutError:
                            dribbler.sendall(piece(sent))
                            sent += 1
                        except OSError:
                            break
                    assert sent < 60, 'it may go on for ever'
                    assert says(answer), answer
                    dribbler.close()
                for line in lines:
                    line.settimeout(30)
                    try:
                        answer = line.recv(4096)
                    except TimeoutError:
                        raise AssertionError('it was never let go') from None
                    except OSError:
                        continue
                    assert says(answer), answer
            finally:
                for line in lines:
                    line.close()
            assert server.ask('GET', '/api/v1/services').status == 200

        unfinished = (b'GET /api/v1/services HT', head('POST', '/api/v1/bookings', 'Content-Length: 99')[:-2],
                      head('POST', '/api/v1/bookings', 'Content-Length: 99', 'Content-Type: application/json') + b'{"')

        def the_slow_harm_nobody():
            def begin(data):
                line = socket.create_connection((hasty.host, hasty.port))
                line.sendall(data)
                return line
            the_slow_are_ended(hasty, [lambda data=data: begin(data) for data in unfinished],
                               [(lambda: begin(b'GET /a'), lambda sent: b'a')],
                               lambda answer: answer == b'' or (status_of(answer) == 408 and is_problem(answer)))

        # Nothing can be said there but through the library, which has no word for it: the line is cut.
        def the_slow_by_tls():
            certificate, key = salon.make_certificate()
            context = ssl.create_default_context(cafile=certificate)
            greeting = ssl.MemoryBIO()
            try:
                context.wrap_bio(ssl.MemoryBIO(), greeting, server_hostname='127.0.0.1').do_handshake()
            except ssl.SSLWantReadError:
                pass
            hello = greeting.read()

            with salon.serve(TLS_CERTIFICATE=certificate, TLS_KEY=key, REQUEST_TIMEOUT=2) as guarded:
                def bare(data):
                    line = socket.create_connection((guarded.host, guarded.port))
                    line.sendall(data)
                    return line

                def secured(data):
                    line = context.wrap_socket(bare(b''), server_hostname='127.0.0.1')
                    line.sendall(data)
                    return line
                the_slow_are_ended(guarded,
                                   [lambda: bare(b''), lambda: bare(hello[:20]),
                                    *(lambda data=data: secured(data) for data in unfinished)],
                                   [(lambda: bare(hello[:5]), lambda sent: hello[5 + sent:6 + sent]),
                                    (lambda: secured(b'GET /a'), lambda sent: b'a')],
                                   lambda answer: answer == b'' or answer[:1] == b'\x15')

        def those_who_go_away():
            def go():
                with socket.create_connection((server.host, server.port)) as line:
                    line.sendall(head('GET', f'/api/v1/availabilities?date={working_day(22)}'))
            runners = [threading.Thread(target=go) for _ in range(60)]
            for runner in runners:
                runner.start()
            for runner in runners:
                runner.join()
            alive()

        for words, function in (
                ('what is too large is refused in words', what_is_too_large),
                ('what is malformed is refused in words', what_is_malformed),
                ('what the schema does not have is refused, and named', what_the_schema_does_not_have),
                ('SQL in every place is a text like any other', sql_in_every_place),
                ('random bytes are answered or dropped', random_bytes),
                ('the slow harm nobody and are ended', the_slow_harm_nobody),
                ('the slow by TLS harm nobody and are ended', the_slow_by_tls),
                ('those who go away before the answer', those_who_go_away)):
            tap.test(words, function)
    tap.finish()


main()
