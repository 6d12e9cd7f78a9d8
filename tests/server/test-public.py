# SPDX-License-Identifier: GPL-3.0-or-later
"""What the web site sees: services, free times, booking, looking, cancelling. Every answer is held
against the description that the server gives of itself."""

import datetime
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import contract  # noqa: E402
import tap  # noqa: E402
from salon_server import ARCHIVED, FACE, MASSAGE, NAILS, Salon, bearer, booking, working_day  # noqa: E402

TODAY = datetime.date.today()


def main():
    with Salon(sys.argv[1]) as salon, salon.serve() as plain:
        server = contract.Checked(plain)

        def services():
            answer = server.ask('GET', '/api/v1/services')
            assert answer.status == 200
            assert [one['name'] for one in answer.json['items']] == ['Manucure', 'Soin du visage', 'Massage']
            assert answer.json['items'][1]['price'] == '65.50', answer.json
            assert server.ask('GET', f'/api/v1/services/{FACE}').json['duration_minutes'] == 60
            for unknown in (ARCHIVED, 'none', '00000000-0000-4000-8000-00000000ffff', "' OR 1=1 --".replace(' ', '%20')):
                assert server.ask('GET', f'/api/v1/services/{unknown}').status == 404, unknown

        def a_changed_price_is_seen():
            # What no trigger tells is not seen: the answers are kept. (Not before the listener hears.)
            for price in range(100, 400):
                server.ask('GET', '/api/v1/services')
                salon.sql(f"SET session_replication_role = replica; UPDATE services SET price = {price} WHERE id = '{NAILS}'")
                if server.ask('GET', '/api/v1/services').json['items'][0]['price'] != f'{price}.00':
                    break
            else:
                raise AssertionError('no answer is kept')
            salon.sql(f"UPDATE services SET price = 26 WHERE id = '{NAILS}'")
            for _ in range(2000):
                if server.ask('GET', '/api/v1/services').json['items'][0]['price'] == '26.00':
                    return
            raise AssertionError('the old price is still told')

        def availabilities():
            day = working_day(8)
            slots = server.ask('GET', f'/api/v1/availabilities?date={day}&service={MASSAGE}').json['slots']
            assert slots[0] == '09:00' and slots[-1] == '17:30' and len(slots) == 35, slots
            short = server.ask('GET', f'/api/v1/availabilities?date={day}').json
            assert short['service_id'] is None and short['duration_minutes'] == 30
            sunday = TODAY + datetime.timedelta(days=7 + 6 - TODAY.weekday())
            assert server.ask('GET', f'/api/v1/availabilities?date={sunday}').json['slots'] == []
            past = TODAY - datetime.timedelta(days=1)
            assert server.ask('GET', f'/api/v1/availabilities?date={past}').json['slots'] == []
            for bad in ('', '?date=2026-02-30', '?date=tomorrow', f'?date={day}&date={day}', f'?date={day}&x=1'):
                answer = server.ask('GET', f'/api/v1/availabilities{bad}')
                assert answer.status in (400, 422), bad

        def a_booking_takes_its_time():
            day = working_day(9)
            path = f'/api/v1/availabilities?date={day}&service={FACE}'
            assert '10:00' in server.ask('GET', path).json['slots']
            made = server.ask('POST', '/api/v1/bookings', booking(day, '10:00', FACE))
            assert made.status == 201 and made.json['status'] == 'confirmed', made
            assert made.json['price'] == '65.50' and len(made.json['token']) == 43
            slots = server.ask('GET', path).json['slots']
            assert '10:00' not in slots and '09:30' not in slots and '11:00' in slots, slots
            lost = server.ask('POST', '/api/v1/bookings', booking(day, '10:30', FACE))
            assert lost.status == 409 and lost.json['code'] == 'taken', lost
            assert {'booking_date': day, 'booking_time': '11:00'} in lost.json['alternatives'], lost.json
            writer = salon.sql("SELECT DISTINCT writer FROM salon.history "
                               f"WHERE table_name = 'bookings' AND row_id = '{made.json['id']}'")
            assert writer == [['web']], writer
            lines = salon.sql(f"SELECT name FROM booking_services WHERE booking_id = '{made.json['id']}'")
            assert lines == [['Soin du visage']], lines

        def a_time_that_is_not_offered():
            day = working_day(10)
            for clock, code in (('05:00', 'closed'), ('18:45', 'closed'), ('10:07', 'not_offered')):
                answer = server.ask('POST', '/api/v1/bookings', booking(day, clock))
                assert answer.status == 409 and answer.json['code'] == code, (clock, answer)
            for date, code in ((TODAY - datetime.timedelta(days=3), 'too_soon'),
                               (TODAY + datetime.timedelta(days=400), 'too_far')):
                answer = server.ask('POST', '/api/v1/bookings', booking(date.isoformat(), '10:00'))
                assert answer.status == 409, answer
                assert answer.json['code'] in (code, 'closed'), answer
                assert answer.json['alternatives'], answer

        def a_service_that_changed_meanwhile():
            day = working_day(15)
            server.ask('GET', f'/api/v1/availabilities?date={day}&service={NAILS}')
            # No trigger tells of it: the server still believes the old price.
            salon.sql(f"SET session_replication_role = replica; UPDATE services SET price = 33 WHERE id = '{NAILS}'")
            made = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'))
            assert made.status == 201 and made.json['price'] == '33.00', made
            salon.sql(f"SET session_replication_role = replica; UPDATE services SET is_active = FALSE WHERE id = '{NAILS}'")
            gone = server.ask('POST', '/api/v1/bookings', booking(day, '10:00'))
            assert gone.status == 404, gone
            salon.sql(f"UPDATE services SET price = 26, is_active = TRUE WHERE id = '{NAILS}'")
            for _ in range(2000):
                if server.ask('POST', '/api/v1/bookings', booking(day, '11:00')).status == 201:
                    return
            raise AssertionError('the service does not come back')

        def the_moment_after_another_can_be_had():
            day = working_day(16)
            salon.sql("INSERT INTO services (id, name, category, duration_minutes, price, position) VALUES "
                      "('00000000-0000-4000-8000-000000000020', 'Retouche', 'ongles', 20, 10, 5)")
            for _ in range(2000):
                made = server.ask('POST', '/api/v1/bookings',
                                  booking(day, '10:00', '00000000-0000-4000-8000-000000000020'))
                if made.status == 201:
                    break
            assert made.status == 201, made
            for clock, status, code in (('10:10', 409, 'taken'), ('10:25', 409, 'not_offered'), ('10:20', 201, None)):
                answer = server.ask('POST', '/api/v1/bookings', booking(day, clock))
                assert answer.status == status and answer.json.get('code') == code, (clock, answer)
            salon.sql("UPDATE services SET is_active = FALSE WHERE name = 'Retouche'")

        def whoever_is_free_has_it():
            day = working_day(17)
            assert server.ask('POST', '/api/v1/bookings', booking(day, '10:00')).status == 201
            salon.sql("INSERT INTO staff (id, name, position) VALUES ('00000000-0000-7000-8000-000000000002', 'Zoé', 1)")
            for _ in range(2000):
                other = server.ask('POST', '/api/v1/bookings', booking(day, '10:00'))
                if other.status == 201:
                    break
            assert other.status == 201, other
            third = server.ask('POST', '/api/v1/bookings', booking(day, '10:00'))
            assert third.status == 409 and third.json['code'] == 'taken', third
            chairs = salon.sql(f"SELECT staff_id FROM bookings WHERE booking_date = '{day}' AND status = 'confirmed' "
                               "ORDER BY staff_id")
            assert [chair[0][-1] for chair in chairs] == ['1', '2'], chairs
            salon.sql("UPDATE staff SET is_active = FALSE WHERE name = 'Zoé'")

        def no_change_is_missed():
            for price in range(40, 60):
                salon.sql(f"UPDATE services SET price = {price} WHERE id = '{FACE}'")
                for _ in range(2000):
                    if server.ask('GET', '/api/v1/services').json['items'][1]['price'] == f'{price}.00':
                        break
                else:
                    raise AssertionError(f'{price} is never told')

        def only_its_token_shows_and_cancels_it():
            day = working_day(11)
            made = server.ask('POST', '/api/v1/bookings', booking(day, '09:00')).json
            other = server.ask('POST', '/api/v1/bookings', booking(day, '11:00')).json
            path = f"/api/v1/bookings/{made['id']}"
            assert server.ask('GET', path).status == 401
            assert server.ask('GET', path, headers=bearer(other['token'])).status == 404
            shown = server.ask('GET', path, headers=bearer(made['token']))
            assert shown.status == 200 and 'token' not in shown.json, shown
            assert server.ask('DELETE', path + '/cancel', headers=bearer(other['token'])).status == 404
            for _ in range(2):
                gone = server.ask('DELETE', path + '/cancel', headers=bearer(made['token']))
                assert gone.status == 200 and gone.json['status'] == 'cancelled', gone
            again = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'))
            assert again.status == 201, again
            stored = salon.sql("SELECT count (*) FROM salon.booking_tokens WHERE encode (digest, 'escape') "
                               f"LIKE '%{made['token'][:16]}%'")
            assert stored == [['0']]

        def late_and_past_bookings_cannot_be_cancelled():
            day = working_day(12)
            made = server.ask('POST', '/api/v1/bookings', booking(day, '09:00')).json
            path = f"/api/v1/bookings/{made['id']}/cancel"
            salon.sql(f"UPDATE bookings SET booking_date = CURRENT_DATE, status = 'confirmed' WHERE id = '{made['id']}'")
            late = server.ask('DELETE', path, headers=bearer(made['token']))
            assert late.status == 409 and late.json['code'] == 'too_late', late
            salon.sql(f"UPDATE bookings SET status = 'completed' WHERE id = '{made['id']}'")
            done = server.ask('DELETE', path, headers=bearer(made['token']))
            assert done.status == 409 and done.json['code'] == 'not_cancellable', done

        def a_key_makes_it_happen_once():
            day = working_day(13)
            key = {'Idempotency-Key': 'k-1'}
            first = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'), key)
            again = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'), key)
            assert first.status == again.status == 201 and first.body == again.body
            assert again.headers['Idempotency-Replayed'] == 'true'
            other = server.ask('POST', '/api/v1/bookings', booking(day, '10:00'), key)
            assert other.status == 422 and other.json['code'] == 'idempotency_key_reused', other
            salon.sql("INSERT INTO salon.idempotency (key, digest) SELECT 'public k-2', digest "
                      "FROM salon.idempotency WHERE key = 'public k-1'")
            running = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'), {'Idempotency-Key': 'k-2'})
            assert running.status == 409 and running.headers['Retry-After'], running
            salon.sql("UPDATE salon.idempotency SET started_at = now () - INTERVAL '5 minutes' "
                      "WHERE key = 'public k-2'")
            taken_over = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'), {'Idempotency-Key': 'k-2'})
            assert taken_over.status == 409 and taken_over.json['code'] == 'taken', taken_over
            lost = server.ask('POST', '/api/v1/bookings', booking(day, '09:00'), {'Idempotency-Key': 'k-2'})
            assert lost.body == taken_over.body
            assert server.ask('POST', '/api/v1/bookings', booking(day, '10:00'),
                              {'Idempotency-Key': 'k ' + 'x' * 300}).status == 400

        def a_deposit_holds_the_chair_for_a_while():
            salon.sql("INSERT INTO salon_settings (key, value) VALUES ('online.deposit', '30')")
            with salon.serve() as fresh:
                day = working_day(14)
                made = contract.Checked(fresh).ask('POST', '/api/v1/bookings', booking(day, '09:00', MASSAGE))
                assert made.json['status'] == 'pending' and made.json['deposit'] == '27.00', made
                assert made.json['hold_expires_at']
                salon.sql("UPDATE bookings SET hold_expires_at = now () - INTERVAL '1 minute' "
                          f"WHERE id = '{made.json['id']}'")
                path = f"/api/v1/bookings/{made.json['id']}"
                assert fresh.ask('GET', path, headers=bearer(made.json['token'])).json['status'] == 'cancelled'
                again = fresh.ask('POST', '/api/v1/bookings', booking(day, '09:00', MASSAGE))
                assert again.status == 201, again
            salon.sql("DELETE FROM salon_settings WHERE key = 'online.deposit'")

        def headers_and_origins():
            with salon.serve(CORS_ORIGINS='https://salon.example,https://www.salon.example') as open_one:
                one = open_one.ask('GET', '/api/v1/services', headers={'Origin': 'https://salon.example'})
                assert one.headers['Access-Control-Allow-Origin'] == 'https://salon.example'
                assert one.headers['Vary'] == 'Origin'
                for origin in ('https://salon.example.evil.test', 'http://salon.example', 'null'):
                    other = open_one.ask('GET', '/api/v1/services', headers={'Origin': origin})
                    assert other.headers['Access-Control-Allow-Origin'] is None, origin
                asked = open_one.ask('OPTIONS', '/api/v1/bookings', headers={
                    'Origin': 'https://salon.example', 'Access-Control-Request-Method': 'POST'})
                assert asked.status == 204 and 'POST' in asked.headers['Access-Control-Allow-Methods']
                assert '*' not in asked.headers['Access-Control-Allow-Headers']
            answer = server.ask('GET', '/api/v1/services')
            for name, part in (('Strict-Transport-Security', 'includeSubDomains'),
                               ('Content-Security-Policy', "default-src 'none'"),
                               ('X-Content-Type-Options', 'nosniff'), ('Referrer-Policy', 'no-referrer'),
                               ('Cross-Origin-Resource-Policy', 'same-origin'), ('X-Request-Id', '')):
                assert part in answer.headers[name], name
            assert answer.headers['X-XSS-Protection'] is None
            assert server.ask('GET', '/api/v1/bookings/x', headers=bearer('x')).headers['Cache-Control'] == 'no-store'

        def health_and_measures():
            assert server.ask('GET', '/health/live').json == {'status': 'ok'}
            assert server.ask('GET', '/health/ready').status == 200
            text = server.ask('GET', '/metrics').body.decode()
            assert 'serenaia_request_seconds_bucket{method="POST",route="/api/v1/bookings",le="+Inf"}' in text
            rules = (tap.TREE / 'data/server/alerts.yml').read_text(encoding='utf-8')
            for name in set(re.findall(r'serenaia_\w+', rules)):
                assert name in text, f'the alerts speak of {name}, which nothing measures'
            booked = [line for line in text.splitlines() if line.startswith('serenaia_bookings_total ')]
            assert int(booked[0].split()[1]) >= 6, booked
            salon.stop_database()
            try:
                answer = server.ask('GET', '/health/ready')
                assert answer.status == 503 and answer.headers['Retry-After'], answer
                assert server.ask('GET', '/health/live').status == 200
            finally:
                salon.start_database()
            assert server.ask('GET', '/health/ready').status == 200

        def the_log_names_nobody():
            text = plain.log()
            assert '"route":"/api/v1/bookings/{id}"' in text
            for word in ('lodie', 'example.org', '612345678', '127.0.0.1', 'Bearer'):
                assert word not in text, word

        def unknown_and_other_methods():
            assert server.ask('GET', '/api/v1/nothing').json['code'] == 'not_found'
            wrong = server.ask('DELETE', '/api/v1/services')
            assert wrong.status == 405 and wrong.headers['Allow'] == 'GET', wrong
            assert plain.ask('HEAD', '/api/v1/services').status == 200

        for words, function in (
                ('services are listed without what was archived', services),
                ('a changed price is seen', a_changed_price_is_seen),
                ('free times follow hours, length and the calendar', availabilities),
                ('a booking takes its time, and the history says web', a_booking_takes_its_time),
                ('a time that is not offered is refused with others', a_time_that_is_not_offered),
                ('a service that changed meanwhile is booked as it is now', a_service_that_changed_meanwhile),
                ('the moment after another booking can be had', the_moment_after_another_can_be_had),
                ('whoever is free has the booking', whoever_is_free_has_it),
                ('no change is missed', no_change_is_missed),
                ('only its token shows and cancels a booking', only_its_token_shows_and_cancels_it),
                ('late and past bookings cannot be cancelled', late_and_past_bookings_cannot_be_cancelled),
                ('a key makes it happen once', a_key_makes_it_happen_once),
                ('a deposit holds the chair for a while', a_deposit_holds_the_chair_for_a_while),
                ('security headers are there and origins exact', headers_and_origins),
                ('health, readiness and measures', health_and_measures),
                ('the log names nobody', the_log_names_nobody),
                ('unknown addresses and other methods', unknown_and_other_methods),
                ('the description is valid, and every answer was as it says', server.finish)):
            tap.test(words, function)
    tap.finish()


main()
