# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what, over the wire: every route that the server names, asked by everybody with every kind of
id; forged tokens; what the people of the salon do, held against the description; and the events."""

import base64
import hashlib
import hmac
import itertools
import json
import pathlib
import re
import sys
import threading
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import contract  # noqa: E402
import tap  # noqa: E402
from salon_server import FACE, Salon, bearer, booking, working_day  # noqa: E402

SECRET = 'only-for-tests-0123456789abcdefgh'
PASSWORD = 'un mot de passe'
CARD, CLIENT = '00000000-0000-4000-8000-00000000000c', '00000000-0000-4000-8000-00000000000d'
MORE_SQL = f"""
INSERT INTO gift_cards (id, code, type, amount, buyer_name, recipient_name, purchase_date, expiry_date) VALUES
  ('{CARD}', 'SERA-AAAA-BBBB', 'amount', 50, 'Paul', 'Marie', '2026-01-01', '2026-06-30');
INSERT INTO clients (id, name, phone) VALUES ('{CLIENT}', 'Marie Durand', '+33612345678');
"""
ALL = {'public', 'booking-token', 'admin', 'owner', 'provider'}


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def sign(header, claims, secret=SECRET, digest='sha256'):
    text = '.'.join(base64url(json.dumps(part, separators=(',', ':')).encode()) for part in (header, claims))
    return f"{text}.{base64url(hmac.new(secret.encode(), text.encode(), digest).digest())}"


def parts_of(token):
    return [json.loads(base64.urlsafe_b64decode(part + '==')) for part in token.split('.')[:2]]


def example(schema, components):
    """The least that a schema takes."""
    if '$ref' in schema:
        return example(components[schema['$ref'].rpartition('/')[2]], components)
    if 'enum' in schema:
        return schema['enum'][0]
    kind = schema.get('type', 'object')
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == 'object':
        return {name: example(schema['properties'][name], components) for name in schema.get('required', ())}
    if kind in ('array', 'boolean'):
        return [] if kind == 'array' else True
    if kind == 'integer':
        return max(schema.get('minimum', 1), 1)
    if 'pattern' in schema and re.fullmatch(schema['pattern'], '12.50'):
        return '12.50'
    return {'uuid': FACE, 'date': working_day(20), 'time': '10:00:00', 'email': 'x@example.org',
            'date-time': '2026-03-12T09:30:00Z'}.get(schema.get('format'), '0612345678')


def main():
    with Salon(sys.argv[1]) as salon, salon.serve() as plain:
        salon.sql(MORE_SQL)
        server = contract.Checked(plain)
        tokens = {}

        def log_in(email, **more):
            return server.ask('POST', '/api/v1/auth/login', {'email': email, 'password': PASSWORD, **more})

        def users_are_added():
            salon.call('add-user', 'chef@example.org', '--owner', '--name', 'Chef', text=PASSWORD + '\n')
            salon.call('add-user', 'julie@example.org', '--name', 'Julie', text=PASSWORD + '\n')
            assert 'at least 10' in salon.call('add-user', 'x@example.org', text='short\n', status=1)
            assert 'no e-mail' in salon.call('add-user', 'x', text=PASSWORD, status=1)
            assert 'no password' in salon.call('add-user', 'x@example.org', text='', status=1)
            salon.call('add-user', status=2, text='')
            salon.call('add-user', 'x@example.org', '--password', PASSWORD, status=2, text='')
            for name, role in (('chef', 'owner'), ('julie', 'admin')):
                answer = log_in(f'{name}@example.org')
                assert answer.status == 200 and answer.json['user']['role'] == role, answer
                assert answer.headers['Cache-Control'] == 'no-store'
                tokens[role] = answer.json['access_token']
            kept = salon.sql('SELECT hashed_password FROM users')
            assert all(one[0].startswith('$2b$12$') for one in kept), kept

        def every_route_by_everybody():
            made = server.ask('POST', '/api/v1/bookings', booking(working_day(15), '10:00')).json
            other = server.ask('POST', '/api/v1/bookings', booking(working_day(15), '14:00')).json
            header, claims = parts_of(tokens['owner'])
            people = {
                'nobody': None,
                'admin': tokens['admin'],
                'owner': tokens['owner'],
                'a client': made['token'],
                'a forger': sign(header, claims, secret='x' * 40),
                'a late one': sign(header, {**claims, 'exp': claims['iat'] - 1}),
            }
            ids = [made['id'], other['id'], FACE, CARD, CLIENT, str(uuid.uuid4()), 'x']
            components = server.description['components']['schemas']
            n_asked, n_good = 0, 0
            for (pattern, operations), (who, token) in itertools.product(
                    sorted(server.description['paths'].items()), people.items()):
                for method, operation in operations.items():
                    right = operation['x-right']
                    assert right in ALL, right
                    content = operation.get('requestBody', {}).get('content', {}).get('application/json', {})
                    body = example(content['schema'], components) if content.get('schema') else None
                    if operation['responses'].get('200', {}).get('content', {}).get('text/event-stream'):
                        # Goes on for ever: only the refusals can be read to their end.
                        if who in ('admin', 'owner'):
                            continue
                    for one in ids if '{' in pattern else ids[:1]:
                        path = re.sub(r'\{\w+\}', one, pattern)
                        answer = plain.ask(method.upper(), path, body, bearer(token) if token else {})
                        n_asked += 1
                        n_good += answer.status < 300
                        story = (who, method, path, answer.status, answer.body[:200])
                        assert answer.status != 500, story
                        if right in ('admin', 'owner') and who not in ('admin', 'owner'):
                            assert answer.status == 401, story
                        elif right == 'owner' and who == 'admin':
                            assert answer.status == 403, story
                        elif right in ('admin', 'owner'):
                            assert answer.status not in (401, 403), story
                        elif right == 'booking-token':
                            own = who == 'a client' and one == made['id'] and '/bookings/' in path
                            # Without a provider nothing is paid, whoever asks.
                            if b'not_configured' in answer.body:
                                continue
                            assert own or answer.status in (401, 404), story
                            assert not own or answer.status < 300, story
                        elif right == 'provider':
                            assert answer.status >= 400, story
            assert n_asked > 300 and n_good > 20, (n_asked, n_good)
            print(f'# {n_asked} requests, {n_good} of them granted')

        def forged_tokens():
            path = '/api/v1/admin/services'
            header, claims = parts_of(tokens['owner'])
            assert header['alg'] == 'HS256' and claims['exp'] - claims['iat'] == 1800
            good = sign(header, claims)
            assert server.ask('GET', path, headers=bearer(good)).status == 200
            body = good.split('.')[1]
            unsigned = base64url(b'{"alg":"none","typ":"at+jwt"}') + f'.{body}.'
            forged = [
                unsigned, unsigned[:-1], sign({**header, 'alg': 'none'}, claims),
                sign({**header, 'alg': 'HS512'}, claims, digest='sha512'),
                sign({**header, 'alg': 'RS256'}, claims), sign({**header, 'typ': 'JWT'}, claims),
                sign({**header, 'kid': '/dev/null'}, claims, secret=''),
                sign({**header, 'kid': "x' UNION SELECT 'x"}, claims, secret='x'),
                sign({**header, 'jwk': {'kty': 'oct', 'k': 'eA'}}, claims, secret='x'),
                sign({**header, 'crit': ['exp']}, claims), sign(header, {**claims, 'aud': 'elsewhere'}),
                sign(header, {**claims, 'iss': 'elsewhere'}), sign(header, {**claims, 'exp': claims['iat'] - 1}),
                sign(header, {**claims, 'iat': claims['iat'] + 3600}),
                sign(header, {name: claims[name] for name in claims if name != 'sub'}),
                sign(header, {**claims, 'sid': str(uuid.uuid4())}), sign(header, {**claims, 'sub': str(uuid.uuid4())}),
                sign(header, {**claims, 'x': 'x' * 4000}), good[:-1], good[:-10], good + 'A', good + '.', good[1:],
                good.replace('.', '..', 1), hashlib.sha256(good.encode()).hexdigest(),
            ]
            for one in forged:
                answer = plain.ask('GET', path, headers=bearer(one))
                assert answer.status == 401 and answer.headers['WWW-Authenticate'] == 'Bearer', (one, answer)

        def refresh_is_no_access_and_reuse_ends_it():
            first = log_in('julie@example.org', device='desk').json
            path = '/api/v1/admin/services'
            assert server.ask('GET', path, headers=bearer(first['refresh_token'])).status == 401
            renewed = server.ask('POST', '/api/v1/auth/refresh',
                                 {'refresh_token': first['refresh_token'], 'device': 'desk'})
            assert renewed.status == 200
            swapped = server.ask('POST', '/api/v1/auth/refresh', {'refresh_token': first['access_token']})
            assert swapped.status in (401, 422), swapped
            stolen = server.ask('POST', '/api/v1/auth/refresh',
                                {'refresh_token': first['refresh_token'], 'device': 'elsewhere'})
            assert stolen.status == 401
            assert server.ask('GET', path, headers=bearer(renewed.json['access_token'])).status == 401

        def the_people_of_the_salon():
            """Every route of theirs once, with an answer that the description has."""
            def ask(method, path, body=None, expected=200):
                answer = server.ask(method, f'/api/v1/admin/{path}', body, bearer(tokens['owner']))
                assert answer.status == expected, (method, path, answer)
                return answer
            made = server.ask('POST', '/api/v1/bookings', booking(working_day(16), '10:00')).json
            day = ask('GET', f'bookings?day={working_day(16)}').json['items']
            assert [one['id'] for one in day] == [made['id']]
            ask('GET', f'bookings?week={working_day(16)}')
            moved = ask('PUT', f"bookings/{made['id']}", {'booking_time': '15:00', 'client_phone': None})
            assert moved.json['booking_time'] == '15:00:00' and moved.headers['ETag']
            ask('PUT', f"bookings/{made['id']}", {'price': '0.00'}, 422)
            ask('PUT', f'bookings/{uuid.uuid4()}', {}, 404)
            service = ask('POST', 'services', {'name': 'Pieds', 'category': 'ongles', 'duration_minutes': 45,
                                               'price': '35.00'}, 201).json
            ask('PUT', f"services/{service['id']}", {'price': '36.50', 'description': 'Doux'})
            ask('DELETE', f"services/{service['id']}")
            assert service['id'] in [one['id'] for one in ask('GET', 'services').json['items']]
            hours = ask('POST', 'availabilities', {'day_of_week': 6, 'start_time': '10:00', 'end_time': '12:00'}, 201)
            ask('PUT', f"availabilities/{hours.json['id']}", {'end_time': '13:00'})
            ask('GET', 'availabilities')
            ask('DELETE', f"availabilities/{hours.json['id']}", expected=204)
            closed = ask('POST', 'blocked-dates', {'date': '2031-05-01', 'reason': 'Fête'}, 201)
            ask('POST', 'blocked-dates', {'date': '2031-05-01'}, 409)
            ask('GET', 'blocked-dates')
            ask('DELETE', f"blocked-dates/{closed.json['id']}", expected=204)
            client = ask('POST', 'clients', {'name': 'Anna', 'phone': '0611223344'}, 201)
            ask('PUT', f"clients/{client.json['id']}", {'email': 'anna@example.org'})
            ask('GET', f"clients/{client.json['id']}")
            assert len(ask('GET', 'clients?q=anna').json['items']) == 1
            ask('GET', 'gift-cards')
            ask('PUT', f'gift-cards/{CARD}', {'expiry_date': '2033-01-31', 'note': 'Malade'})
            salon.sql("INSERT INTO payments (booking_id, amount, payment_method, status) "
                      f"VALUES ('{made['id']}', 25, 'cash', 'completed')")
            assert ask('GET', 'payments').json['items'][0]['amount'] == '25.00'
            assert ask('GET', 'stats').json['received'] == '25.00'
            ask('GET', 'stats?from=2026-01-01&to=2026-01-31')
            ask('GET', 'stats/figures?from=2026-01-01&to=2026-01-31')
            ask('GET', 'stats/figures?from=2020-01-01&to=2026-01-31', expected=422)
            device = str(uuid.uuid4())
            ask('POST', 'sync/hello', {'device': device, 'name': 'Reception'})
            page = ask('GET', 'sync?rows=2000').json
            assert page['rows'] and not page['more']
            change = {'device': device, 'seq': 1, 'label': 'Note', 'at': '2026-03-10T08:00:00Z', 'edits': [
                {'op': 'update', 'table': 'clients', 'id': CLIENT, 'set': {'notes': 'Thé'}, 'was': {'notes': None}}]}
            assert ask('POST', 'sync', [change]).json['answers'][0]['outcome'] == 'applied'
            told = ask('GET', f'sync/history?table=clients&id={CLIENT}').json
            assert 'Note' in json.dumps(told) and 'Reception' in json.dumps(told), told
            by = salon.sql("SELECT DISTINCT by FROM salon.history_of ('bookings', "
                           f"'{made['id']}') WHERE label = 'Change a booking'")
            assert by == [['Chef']], by

        def a_whole_import_is_one_change():
            """More than anybody else may send, from who shows a good token before she does."""
            device = str(uuid.uuid4())
            edits = [{'op': 'insert', 'table': 'clients', 'id': str(uuid.uuid4()), 'was': {},
                      'set': {'name': f'Cliente {n}', 'notes': 'x' * 300, 'is_blocked': False, 'sms_consent': False,
                              'email_consent': False, 'language': 'fr', 'created_at': '2026-03-10T08:00:00Z'}}
                     for n in range(1500)]
            batch = json.dumps([{'device': device, 'seq': 1, 'label': 'Import', 'at': '2026-03-10T08:00:00Z',
                                 'edits': edits}]).encode()
            assert len(batch) > 600000
            path = '/api/v1/admin/sync'
            answer = plain.ask('POST', path, batch, bearer(tokens['owner']))
            assert answer.status == 200 and answer.json['answers'][0]['outcome'] == 'applied', answer.body[:300]
            header, claims = parts_of(tokens['owner'])
            for token in (tokens['owner'][:-1] + 'x', sign(header, claims, secret='x' * 40), 'x'):
                assert refused(path, batch, bearer(token)) in (413, 0), token
            assert refused('/api/v1/admin/clients', batch, bearer(tokens['owner'])) in (413, 0)
            assert refused(path, b' ' * (17 << 20), bearer(tokens['owner'])) in (413, 0)

        def refused(path, body, headers):
            """The status; 0 when the server hung up before it had heard all."""
            try:
                return plain.ask('POST', path, body, {'Content-Type': 'application/json', **headers}).status
            except (BrokenPipeError, ConnectionResetError):
                return 0

        def every_route_of_theirs_was_seen():
            for pattern, operations in server.description['paths'].items():
                for method, operation in operations.items():
                    if not pattern.startswith('/api/v1/admin') or pattern.endswith('/events'):
                        continue
                    # These need a provider.
                    if '/admin/payments/' in pattern:
                        continue
                    assert any(seen[:2] == (method.upper(), pattern) and seen[2] < 300 for seen in server.seen), (
                        method, pattern)

        def events_hold_no_thread():
            with salon.serve(WORKER_THREADS=2) as small:
                lines = []
                for _ in range(10):
                    line = small.connect()
                    line.request('GET', '/api/v1/admin/events', headers=bearer(tokens['admin']))
                    answer = line.getresponse()
                    assert answer.status == 200 and answer.headers['Content-Type'] == 'text/event-stream'
                    assert answer.readline() == b'retry: 1000\n'
                    lines.append((line, answer))
                assert small.ask('GET', '/api/v1/services').status == 200

                def next_event(answer):
                    while (line := answer.readline()) != b'event: change\n':
                        assert line, 'the stream ended'
                for _, answer in lines:
                    next_event(answer)
                salon.sql(f"UPDATE services SET price = price + 1 WHERE id = '{FACE}'")
                for line, answer in lines:
                    next_event(answer)
                    line.close()
                assert small.ask('GET', '/api/v1/services').status == 200

        def a_lost_database_is_a_reason_to_look():
            """More often than there could be news that were late: each loss is told, though nothing was written."""
            find = "SELECT pid FROM pg_stat_activity WHERE application_name = 'serenaia-server listener'"

            def lose(how, before):
                how()
                while (after := salon.sql(find)) in ([], before):
                    pass
                return after

            def end_listener():
                salon.sql(f'SELECT pg_terminate_backend (pid) FROM ({find}) AS listener')

            def crash():
                salon.stop_database()
                salon.start_database()

            with salon.serve() as small:
                line = small.connect()
                line.request('GET', '/api/v1/admin/events', headers=bearer(tokens['admin']))
                answer = line.getresponse()
                line.sock.settimeout(20)

                def next_event():
                    """A stream that only says that it is there has nothing to tell."""
                    n_beats = 0
                    while (said := answer.readline()) != b'event: change\n':
                        assert said, 'the stream ended'
                        n_beats += said.startswith(b':')
                        assert n_beats < 3, 'no loss was told'
                next_event()
                listener = lose(lambda: None, [])
                for how in (end_listener, end_listener, crash, end_listener):
                    listener = lose(how, listener)
                    next_event()
                line.close()

        def a_crowd_at_the_door_holds_up_nobody():
            """Of four threads two may be busy with passwords; who comes then is sent away at once."""
            with salon.serve(WORKER_THREADS=4) as small:
                statuses = []

                def knock(number):
                    body = {'email': f'user{number}@example.org', 'password': 'wrong'}
                    statuses.append(small.ask('POST', '/api/v1/auth/login', body).status)
                crowd = [threading.Thread(target=knock, args=(number,)) for number in range(24)]
                for one in crowd:
                    one.start()
                for _ in range(20):
                    assert small.ask('GET', '/api/v1/services').status == 200
                for one in crowd:
                    one.join()
                assert set(statuses) == {401, 503}, statuses

        def the_log_names_nobody():
            text = plain.log()
            for word in ('chef@', 'julie@', PASSWORD, 'Bearer', tokens['owner'][:40], '$2b$', SECRET):
                assert word not in text, word

        for words, function in (
                ('users are added, with a password that nobody sees', users_are_added),
                ('every route by everybody with every kind of id', every_route_by_everybody),
                ('forged tokens open nothing', forged_tokens),
                ('a refresh token opens nothing, and its reuse ends the sign-in',
                 refresh_is_no_access_and_reuse_ends_it),
                ('the people of the salon run it', the_people_of_the_salon),
                ('a whole import is one change', a_whole_import_is_one_change),
                ('every route of theirs was seen to work', every_route_of_theirs_was_seen),
                ('events hold no thread', events_hold_no_thread),
                ('a lost database is a reason to look', a_lost_database_is_a_reason_to_look),
                ('a crowd at the door holds up nobody', a_crowd_at_the_door_holds_up_nobody),
                ('the log names nobody', the_log_names_nobody),
                ('the description is valid, and every answer was as it says', server.finish)):
            tap.test(words, function)
    tap.finish()


main()
