# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of somebody who books on the site, without scripts: services, day, time, who she is, her own page;
what happens when two want one time, when a form is sent twice, and when the salon changes meanwhile."""

import concurrent.futures
import datetime
import pathlib
import re
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from fake_provider import Fake  # noqa: E402
from salon_server import FACE, MASSAGE, NAILS, Salon, booking, working_day  # noqa: E402
from till import SETTINGS, Till  # noqa: E402
from visitor import Visitor  # noqa: E402

WHO = {'name': 'Élodie Testard', 'phone': '06 12 34 56 78', 'email': 'elodie@example.org'}
NBSP = '\u00a0'
HOSTILE = ('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' OR 1=1 --", '{{salon.name}}', '{name}',
           '%00', '\x00\x01', '../../etc/passwd', 'é' * 500, '\ud83d\ude00'.encode('utf-16', 'surrogatepass').decode('utf-16'),
           '$1', '\\', "'; DROP TABLE bookings; --")
MONTHS = ('janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre',
          'décembre')


def say_date(date):
    day = datetime.date.fromisoformat(date)
    return f"{day.day}{'er' if day.day == 1 else ''}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def path_of(step, services, date=None, clock=None):
    more = (f'&jour={date}' if date else '') + (f'&heure={clock}' if clock else '')
    return f"{step}?soins={','.join(services)}{more}"


def details(visitor, services, date, clock):
    page = visitor.get(path_of('/reservation/coordonnees', services, date, clock))
    assert page.status == 200 and page.has('booking-form'), page.text
    return page


def id_of(path):
    found = re.fullmatch(r'/(?:rendez-vous|en/appointment)/([0-9a-f-]{36})/([\w-]{43})', path)
    assert found, path
    return found[1], found[2]


def clock_change(month):
    """The next last Sunday of that month."""
    today = datetime.date.today()
    for year in (today.year, today.year + 1):
        day = datetime.date(year, month, 31)
        day -= datetime.timedelta(days=(day.weekday() + 1) % 7)
        if day > today + datetime.timedelta(days=2):
            return day
    raise AssertionError('no such day')


def run(salon, server):
    visitor = Visitor(server)

    def the_whole_way():
        date = working_day(3)
        page = visitor.get('/reservation')
        assert page.status == 200 and 'Soin du visage' in page.text and f'65,50{NBSP}€' in page.text, page.text
        box = [one for one in page.all('input') if one['value'] == FACE][0]
        page = page.submit('services-form', **{box['name']: True})
        assert page.status == 200 and page.has('first-free') and 'Soin du visage' in page.text
        free = [one for one in page.all('a') if one['data-date'] == date]
        page = visitor.get(free[0]['href'] if free else path_of('/reservation/jour', [FACE], date))
        assert [one.text for one in page.all('h3')] == ['Matin', 'Après-midi', 'Soir'], page.text
        slot = [one for one in page.all('a') if one['data-time'] == '10:00'][0]
        page = visitor.get(slot['href'])
        assert f'10{NBSP}h' in page.text and say_date(date) in page.text, page.text
        page = page.submit('booking-form', **WHO, note='Allergie au latex', reminders=True)
        assert page.status == 200 and page.by_id('appointment-state').text.endswith('est confirmé.'), page.text
        assert f'10{NBSP}h' in page.by_id('appointment-when').text
        booking_id, token = id_of(page.path)
        rows = salon.sql('SELECT b.status, b.booking_date, b.booking_time, b.duration_minutes, b.price, b.client_phone, '
                         'b.notes, c.name, c.sms_consent, c.email_consent, c.language, b.service_id FROM bookings AS b '
                         f"JOIN clients AS c ON c.id = b.client_id WHERE b.id = '{booking_id}'")
        assert rows == [['confirmed', date, '10:00:00', '60', '65.50', '+33612345678', 'Allergie au latex',
                         'Élodie Testard', 't', 't', 'fr', FACE]], rows
        assert salon.sql("SELECT DISTINCT writer, label FROM salon.history WHERE table_name = 'bookings' "
                         f"AND row_id = '{booking_id}'") == [['web', 'Book online']]
        assert salon.sql("SELECT count (*) FROM notifications WHERE channel = 'confirmation' "
                         f"AND booking_id = '{booking_id}'") == [['1']]
        kept = salon.sql(f"SELECT count (*) FROM salon.idempotency WHERE body LIKE '%{token}%'")
        assert kept == [['0']], 'the database has the token'

    def in_english():
        date = working_day(4)
        page = visitor.get(path_of('/en/booking/details', [NAILS], date, '14:30'))
        assert page.all('html')[0]['lang'] == 'en' and '14:30' in page.text, page.text
        page = page.submit('booking-form', **{**WHO, 'name': 'Alice Smith', 'phone': '+44 20 7946 0958'})
        assert page.path.startswith('/en/appointment/') and 'is confirmed' in page.text, page.text
        assert salon.sql("SELECT language, sms_consent FROM clients WHERE name = 'Alice Smith'") == [['en', 'f']]
        other = [one for one in page.all('a') if one['hreflang'] == 'fr'][0]
        assert 'est confirmé' in visitor.get(other['href']).text

    def several_services():
        date = working_day(5)
        chosen = [FACE, NAILS, MASSAGE]
        page = visitor.get(path_of('/reservation/jour', chosen, date))
        assert f'3{NBSP}h' in page.text and f'180,50{NBSP}€' in page.text, page.text
        times = [one['data-time'] for one in page.all('a') if one['data-time']]
        assert times[0] == '09:00' and times[-1] == '16:00', times
        page = details(visitor, chosen, date, '16:00').submit('booking-form', **WHO)
        booking_id, _ = id_of(page.path)
        lines = salon.sql('SELECT position, service_id, name, duration_minutes, price FROM booking_services '
                          f"WHERE booking_id = '{booking_id}' ORDER BY position")
        assert lines == [['0', FACE, 'Soin du visage', '60', '65.50'], ['1', NAILS, 'Manucure', '30', '25.00'],
                         ['2', MASSAGE, 'Massage', '90', '90.00']], lines
        whole = salon.sql(f"SELECT duration_minutes, price, during FROM bookings WHERE id = '{booking_id}'")
        assert whole == [['180', '180.50', f'["{date} 16:00:00","{date} 19:00:00")']], whole
        times = [one['data-time'] for one in visitor.get(path_of('/reservation/jour', [NAILS], date)).all('a')
                 if one['data-time']]
        assert times[-1] == '15:30', times

    def buffers_are_the_largest():
        date = working_day(6)
        salon.sql(f"UPDATE services SET buffer_before_minutes = 10, buffer_minutes = 20 WHERE id = '{FACE}'")
        try:
            for _ in range(2000):
                page = details(visitor, [NAILS, FACE], date, '11:00').submit('booking-form', **WHO)
                found = salon.sql("SELECT buffer_before_minutes, buffer_minutes FROM bookings "
                                  f"WHERE id = '{id_of(page.path)[0]}'")
                if found == [['10', '20']]:
                    break
        finally:
            salon.sql(f"UPDATE services SET buffer_before_minutes = 0, buffer_minutes = 0 WHERE id = '{FACE}'")
        assert found == [['10', '20']], found

    def nothing_chosen():
        for path in ('/reservation/jour', '/reservation/coordonnees', '/reservation/liste-attente', '/en/booking/day'):
            page = visitor.get(path)
            assert page.has('services-form'), (path, page.text)
        assert visitor.get('/reservation/jour').status == 422
        gone = visitor.get(path_of('/reservation/jour', ['00000000-0000-4000-8000-00000000ffff']))
        assert gone.status == 422 and 'plus proposée' in gone.text, gone.text
        page = visitor.get(path_of('/reservation/coordonnees', [NAILS], working_day(5)))
        assert page.path.startswith('/reservation/jour?'), page.path

    def what_is_missing_is_said_beside_the_field():
        page = details(visitor, [NAILS], working_day(7), '09:00')
        page = page.submit('booking-form', name='', phone='06 12', email='elodie', note='bonjour', reminders=True)
        assert page.status == 422 and page.has('faults'), page.text
        for field in ('name', 'phone', 'email'):
            box = page.by_id(field)
            assert box['aria-invalid'] == 'true' and page.has(f'{field}-fault'), field
            assert f'{field}-fault' in box['aria-describedby'].split()
            assert [one for one in page.by_id('faults').walk() if one['href'] == f'#{field}'], field
        values = page.fields(page.by_id('booking-form'))
        assert (values['phone'], values['email'], values['note'], values['reminders']) == (
            '06 12', 'elodie', 'bonjour', '1'), values
        page = page.submit('booking-form', **WHO)
        assert page.has('appointment-state'), page.text

    def the_same_form_is_one_booking():
        date = working_day(8)
        page = details(visitor, [NAILS], date, '09:00')
        _, action, body = page.fill('booking-form', **WHO)
        first = visitor.post(action, body, follow=False)
        again = visitor.post(action, body, follow=False)
        assert first.status == again.status == 303, (first.status, again.status, again.body)
        assert first.headers['Location'] == again.headers['Location']
        # She went back and corrected her name: it is booked already.
        _, _, other = page.fill('booking-form', **{**WHO, 'name': 'Élodie T.'})
        assert visitor.post(action, other, follow=False).headers['Location'] == first.headers['Location']
        page = details(visitor, [NAILS], date, '11:00')
        _, action, body = page.fill('booking-form', **WHO)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: visitor.post(action, body, follow=False), range(8)))
        assert {one.status for one in answers} == {303}, [one.status for one in answers]
        assert len({one.headers['Location'] for one in answers}) == 1
        assert salon.sql(f"SELECT count (*) FROM bookings WHERE booking_date = '{date}'") == [['2']]

    def two_on_one_time():
        date = working_day(9)
        pages = [details(visitor, [FACE], date, '10:00') for _ in range(4)]
        bodies = [page.fill('booking-form', **{**WHO, 'name': f'Cliente {n}', 'note': f'note {n}'})
                  for n, page in enumerate(pages)]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda one: visitor.post(one[1], one[2], follow=False), bodies))
        assert sorted(one.status for one in answers) == [303, 409, 409, 409], [one.status for one in answers]
        lost = next(n for n, one in enumerate(answers) if one.status == 409)
        page = answers[lost]
        assert 'de prendre cette heure' in page.text, page.text
        values = page.fields(page.by_id('booking-form'))
        assert values['name'] == f'Cliente {lost}' and values['note'] == f'note {lost}', values
        others = [one for one in page.all('button') if one['name'] == 'moment']
        assert f'{date}T11:00' in [one['value'] for one in others], [one['value'] for one in others]
        page = page.submit('booking-form', ('moment', f'{date}T11:00'))
        assert page.has('appointment-state') and f'11{NBSP}h' in page.by_id('appointment-when').text, page.text
        taken = visitor.get(path_of('/reservation/coordonnees', [FACE], date, '10:00'))
        assert taken.status == 200 and not taken.has('name'), taken.text
        assert [one for one in taken.all('a') if one['href'].endswith(f'jour={date}&heure=12:00')], taken.text

    def a_price_that_changed_is_said_before():
        date = working_day(10)
        page = details(visitor, [NAILS], date, '09:00')
        # No trigger tells of it: the server still believes the old price.
        salon.sql(f"SET session_replication_role = replica; UPDATE services SET price = 33 WHERE id = '{NAILS}'")
        page = page.submit('booking-form', **WHO)
        assert page.status == 409 and f'33{NBSP}€' in page.by_id('booking-notice').text, page.text
        assert salon.sql(f"SELECT count (*) FROM bookings WHERE booking_date = '{date}'") == [['0']]
        page = page.submit('booking-form')
        assert page.has('appointment-state') and f'33{NBSP}€' in page.text, page.text
        page = details(visitor, [NAILS], date, '11:00')
        salon.sql(f"SET session_replication_role = replica; UPDATE services SET is_active = FALSE WHERE id = '{NAILS}'")
        gone = page.submit('booking-form', **WHO)
        assert gone.status == 422 and 'plus proposée' in gone.text, gone.text
        salon.sql(f"UPDATE services SET price = 25, is_active = TRUE WHERE id = '{NAILS}'")
        for _ in range(2000):
            if NAILS in [one['value'] for one in visitor.get('/reservation').all('input')] \
                    and visitor.get(path_of('/reservation/jour', [NAILS])).status == 200:
                return
        raise AssertionError('the service does not come back')

    def a_day_that_is_full():
        date = working_day(12)
        # The last service to begin before closing time leaves nothing.
        for clock in ('09:00', '10:30', '12:00', '13:30', '15:00', '16:30'):
            made = server.ask('POST', '/api/v1/bookings', booking(date, clock, MASSAGE))
            assert made.status == 201, made
        page = visitor.get(path_of('/reservation/jour', [MASSAGE], date))
        assert f'Tout est pris le' in page.text and page.has('wait-link'), page.text
        cell = [one for one in page.all('a') if one['data-date'] == date]
        assert not cell or 'complet' in cell[0].text, cell
        assert [one for one in page.classes('a', 'slot') if 'jour=' in one['href'] and date not in one['href']], page.text
        page = page.follow('wait-link')
        wrong = page.submit('waiting-form', name='Zoé Attend')
        assert wrong.status == 422 and wrong.has('phone-fault'), wrong.text
        wrong = wrong.submit('waiting-form', phone='0612345678', until='10:00', **{'from': '14:00'})
        assert wrong.status == 422 and wrong.has('until-fault'), wrong.text
        _, action, body = wrong.fill('waiting-form', note='le soir si possible', until='18:00')
        for _ in range(2):
            page = visitor.post(action, body)
            assert page.status == 200 and 'C’est noté' in page.text, page.text
        rows = salon.sql('SELECT w.client_name, w.client_phone, w.client_email, w.services, w.duration_minutes, w.from_date, '
                         'w.to_date, w.weekdays, w.start_time, w.end_time, w.notes, w.status, c.name FROM waiting_list AS w '
                         'JOIN clients AS c ON c.id = w.client_id')
        assert rows == [['Zoé Attend', '+33612345678', '', f'["{MASSAGE}"]', '90', date, date, '127', '14:00:00', '18:00:00',
                         'le soir si possible', 'waiting', 'Zoé Attend']], rows

    def closed_days_say_so():
        sunday = datetime.date.today()
        sunday += datetime.timedelta(days=6 - sunday.weekday() + 7)
        page = visitor.get(path_of('/reservation/jour', [NAILS], sunday.isoformat()))
        assert 'fermé' in page.text and not [one for one in page.all('a') if one['data-date'] == sunday.isoformat()]
        assert [one for one in page.classes('a', 'slot')], page.text
        past = datetime.date.today() - datetime.timedelta(days=40)
        page = visitor.get(path_of('/reservation/jour', [NAILS], past.isoformat()))
        assert page.status == 200 and 'ne peut plus' in page.text, page.text
        far = datetime.date.today() + datetime.timedelta(days=4000)
        page = visitor.get(path_of('/reservation/jour', [NAILS], far.isoformat()))
        assert page.status == 200, page.text
        months = visitor.get(path_of('/reservation/jour', [NAILS]) + '&mois=2999-01')
        assert months.status == 200 and not months.has('month-next'), months.text

    def months_lead_to_one_another():
        page = visitor.get(path_of('/reservation/jour', [NAILS]) + f'&mois={datetime.date.today():%Y-%m}')
        name = page.by_id('month-name').text
        assert not page.has('month-previous') and page.has('month-next')
        page = page.follow('month-next')
        assert page.by_id('month-name').text != name
        assert page.follow('month-previous').by_id('month-name').text == name

    def only_its_token_opens_it():
        date = working_day(13)
        page = details(visitor, [NAILS], date, '09:00').submit('booking-form', **WHO)
        booking_id, token = id_of(page.path)
        assert page.headers['Cache-Control'] == 'no-store' and 'noindex' in page.headers['X-Robots-Tag']
        # Nobody elsewhere learns the address.
        assert page.headers['Referrer-Policy'] in ('no-referrer', 'same-origin'), page.headers
        for other in ('x', token[:-1] + ('A' if token[-1] != 'A' else 'B'), token.upper()):
            assert visitor.get(f'/rendez-vous/{booking_id}/{other}').status == 404, other
            assert visitor.get(f'/rendez-vous/{booking_id}/{other}/agenda.ics').status == 404
        assert visitor.get(f'/rendez-vous/none/{token}').status == 404

    def cancelling_asks_first():
        date = working_day(14)
        page = details(visitor, [NAILS], date, '09:00').submit('booking-form', **WHO)
        booking_id, _ = id_of(page.path)
        ask = page.follow('appointment-cancel')
        assert salon.sql(f"SELECT status FROM bookings WHERE id = '{booking_id}'") == [['confirmed']]
        _, action, body = ask.fill('cancel-form')
        for _ in range(2):
            gone = visitor.post(action, body)
            assert gone.status == 200 and 'annulé' in gone.by_id('appointment-state').text, gone.text
        rows = salon.sql(f"SELECT status, cancellation_reason FROM bookings WHERE id = '{booking_id}'")
        assert rows == [['cancelled', 'cancelled online']], rows
        assert not gone.has('appointment-cancel')
        forged = visitor.post(action, 'jeton=1.x.y')
        assert forged.status in (200, 422) and forged.status != 500

    def late_is_late():
        date = working_day(15)
        page = details(visitor, [NAILS], date, '09:00').submit('booking-form', **WHO)
        booking_id, _ = id_of(page.path)
        ask = page.follow('appointment-cancel')
        salon.sql(f"UPDATE bookings SET booking_date = (now () AT TIME ZONE 'Europe/Paris' + INTERVAL '1 hour')::date, "
                  f"booking_time = date_trunc ('minute', now () AT TIME ZONE 'Europe/Paris' + INTERVAL '1 hour')::time "
                  f"WHERE id = '{booking_id}'")
        late = ask.submit('cancel-form')
        assert late.status == 409 and 'trop tard' in late.text, late.text
        salon.sql(f"UPDATE bookings SET status = 'completed' WHERE id = '{booking_id}'")
        assert 'passé' in visitor.get(page.path).by_id('appointment-state').text

    def move_to(page, date, clock):
        """From her own page to the question whether to move it there."""
        days = visitor.get(f"{page.follow('appointment-move').path}?jour={date}")
        times = [one for one in days.all('a') if one['data-time'] == clock]
        assert days.status == 200 and times, days.text
        return visitor.get(times[0]['href'])

    def when(booking_id):
        return salon.sql("SELECT booking_date || ' ' || left (booking_time::text, 5) || ' ' || status FROM bookings "
                         f"WHERE id = '{booking_id}'")[0][0]

    def told(booking_id):
        return salon.sql(f"SELECT channel, starts_at FROM notifications WHERE booking_id = '{booking_id}' ORDER BY channel")

    def moving_takes_one_press():
        date, later = working_day(32), working_day(33)
        page = details(visitor, [FACE, NAILS], date, '10:00').submit('booking-form', **WHO)
        booking_id, _ = id_of(page.path)
        ask = move_to(page, later, '16:30')
        assert say_date(date) in ask.text and say_date(later) in ask.by_id('move-wish').text, ask.text
        assert ask.headers['Cache-Control'] == 'no-store' and 'noindex' in ask.headers['X-Robots-Tag']
        assert when(booking_id) == f'{date} 10:00 confirmed'
        _, action, body = ask.fill('move-form')
        # Twice is once.
        for _ in range(2):
            moved = visitor.post(action, body)
            assert moved.status == 200 and moved.path == f'{page.path}?deplace=oui', (moved.path, moved.text)
            assert 'a été déplacé' in moved.by_id('appointment-news').text, moved.text
            assert say_date(later) in moved.by_id('appointment-when').text and f'16{NBSP}h{NBSP}30' in moved.text
        assert when(booking_id) == f'{later} 16:30 confirmed'
        lines = salon.sql(f"SELECT name, price FROM booking_services WHERE booking_id = '{booking_id}' ORDER BY position")
        assert lines == [['Soin du visage', '65.50'], ['Manucure', '25.00']], lines
        assert told(booking_id) == [['change', f'{later}T16:30'], ['confirmation', f'{date}T10:00']], told(booking_id)
        history = salon.sql("SELECT writer, label FROM salon.history WHERE table_name = 'bookings' "
                            f"AND row_id = '{booking_id}' ORDER BY id")
        assert history == [['web', 'Book online'], ['web', 'Move online']], history
        file = moved.follow('appointment-file').body.decode()
        assert f"DTSTART;TZID=Europe/Paris:{later.replace('-', '')}T163000\r\n" in file, file
        # Its old time is anybody's.
        other = details(visitor, [FACE, NAILS], date, '10:00').submit('booking-form', **WHO)
        assert other.has('appointment-state'), other.text

    def its_own_place_is_in_nobodys_way():
        date = working_day(34)
        page = details(visitor, [MASSAGE], date, '10:00').submit('booking-form', **WHO)
        days = visitor.get(f"{page.follow('appointment-move').path}?jour={date}")
        times = [one['data-time'] for one in days.all('a') if one['data-time']]
        assert {'09:30', '10:30'} < set(times), times
        assert not days.has('wait-link'), 'who has an appointment waits for none'
        assert 'déjà à cette heure' in visitor.get(f'{days.path}&heure=10:00').text
        moved = move_to(page, date, '10:30').submit('move-form')
        assert when(id_of(page.path)[0]) == f'{date} 10:30 confirmed', moved.text

    def moving_in_english():
        date = working_day(35)
        page = visitor.get(path_of('/en/booking/details', [NAILS], date, '09:00')).submit('booking-form', **WHO)
        ask = move_to(page, date, '17:00')
        assert '/move?' in ask.path and 'Move this appointment?' in ask.text, ask.text
        french = [one for one in ask.all('a') if one['hreflang'] == 'fr'][0]
        assert 'Déplacer ce rendez-vous' in visitor.get(french['href']).text, french['href']
        assert 'has been moved' in ask.submit('move-form').text

    def several_on_one_time():
        """Three who move and one who books: one has it, the others keep what they had."""
        date, wish = working_day(36), working_day(37)
        pages = [details(visitor, [MASSAGE], date, clock).submit('booking-form', **WHO)
                 for clock in ('09:00', '11:00', '14:00')]
        forms = [move_to(page, wish, '10:00').fill('move-form') for page in pages]
        forms.append(details(visitor, [MASSAGE], wish, '10:00').fill('booking-form', **WHO))
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda one: visitor.post(one[1], one[2], follow=False), forms))
        assert sorted(one.status for one in answers) == [303, 409, 409, 409], [one.status for one in answers]
        held = salon.sql(f"SELECT count (*) FROM bookings WHERE booking_date = '{wish}' AND status = 'confirmed'")
        assert held == [['1']], held
        for page, answer, clock in zip(pages, answers, ('09:00', '11:00', '14:00')):
            booking_id = id_of(page.path)[0]
            if answer.status == 303:
                assert when(booking_id) == f'{wish} 10:00 confirmed'
                continue
            assert when(booking_id) == f'{date} {clock} confirmed' and len(told(booking_id)) == 1
            assert 'n’a pas bougé' in answer.text and [one for one in answer.all('a') if one['data-time']], answer.text

    def a_time_that_cannot_be_had():
        date = working_day(38)
        page = details(visitor, [NAILS], date, '09:00').submit('booking-form', **WHO)
        booking_id, _ = id_of(page.path)
        ask = move_to(page, date, '12:00')
        _, action, body = ask.fill('move-form')
        past = (datetime.date.today() - datetime.timedelta(days=3)).isoformat()
        far = (datetime.date.today() + datetime.timedelta(days=900)).isoformat()
        for wish, clock in ((date, '12:07'), (date, '03:00'), (past, '12:00'), (far, '12:00')):
            changed = body.replace(f'jour={date}', f'jour={wish}').replace('heure=12%3A00', f'heure={clock}')
            assert changed != body
            answer = visitor.post(action, changed)
            assert answer.status == 409 and 'pas libre' in answer.text, (wish, clock, answer.text)
        for value in HOSTILE:
            for name in ('jour', 'heure'):
                query = urllib.parse.urlencode({'jour': date, 'heure': '12:00', name: value})
                assert visitor.get(f'{action}?{query}').status in (200, 400), value
                assert visitor.post(action, f"{body.partition('&jour')[0]}&{query}").status in (200, 400), value
        assert visitor.post(action, 'jeton=1.x.y&jour=2030-01-01&heure=09%3A00').status == 200
        assert when(booking_id) == f'{date} 09:00 confirmed'

    def too_late_to_move():
        date = working_day(39)
        page = details(visitor, [NAILS], date, '09:00').submit('booking-form', **WHO)
        booking_id, token = id_of(page.path)
        ask = move_to(page, date, '12:00')
        for other in ('x', token[:-1] + ('A' if token[-1] != 'A' else 'B')):
            assert visitor.get(f'/rendez-vous/{booking_id}/{other}/deplacer').status == 404
            _, action, body = ask.fill('move-form')
            assert visitor.post(action.replace(token, other), body).status == 404
        salon.sql("UPDATE bookings SET booking_date = (now () AT TIME ZONE 'Europe/Paris' + INTERVAL '3 hours')::date, "
                  "booking_time = date_trunc ('minute', now () AT TIME ZONE 'Europe/Paris' + INTERVAL '3 hours')::time "
                  f"WHERE id = '{booking_id}'")
        soon = when(booking_id)
        late = ask.submit('move-form')
        assert late.path == page.path and 'trop tard' in late.text and not late.has('appointment-move'), late.text
        assert visitor.get(f'{page.path}/deplacer').path == page.path and when(booking_id) == soon
        salon.sql(f"UPDATE bookings SET status = 'cancelled' WHERE id = '{booking_id}'")
        assert ask.submit('move-form').path == page.path and len(told(booking_id)) == 1

    def the_file_for_a_telephone():
        date = working_day(16)
        page = details(visitor, [FACE, NAILS], date, '09:00').submit('booking-form', **WHO)
        answer = page.follow('appointment-file')
        assert answer.status == 200 and answer.headers['Content-Type'].startswith('text/calendar'), answer
        text = answer.body.decode().replace('\r\n ', '')
        for line in ('METHOD:PUBLISH', 'TZID:Europe/Paris', f"DTSTART;TZID=Europe/Paris:{date.replace('-', '')}T090000",
                     f"DTEND;TZID=Europe/Paris:{date.replace('-', '')}T103000", 'BEGIN:VALARM', 'STATUS:CONFIRMED'):
            assert f'{line}\r\n' in text, (line, text)
        assert 'Soin du visage' in text and id_of(page.path)[1] not in text

    def on_days_on_which_clocks_change():
        salon.sql("INSERT INTO salon_settings (key, value) VALUES ('online.horizon', '365')")
        for month, offset in ((3, '+02'), (10, '+01')):
            day = clock_change(month).isoformat()
            salon.sql("INSERT INTO opening_exceptions (id, from_date, to_date, start_time, end_time, open) "
                      f"VALUES (gen_random_uuid (), '{day}', '{day}', '09:00', '19:00', TRUE)")
            for _ in range(2000):
                page = visitor.get(path_of('/reservation/jour', [NAILS], day))
                times = [one['data-time'] for one in page.all('a') if one['data-time']]
                if times:
                    break
            assert times[0] == '09:00' and times[-1] == '18:30', times
            page = details(visitor, [NAILS], day, '14:00').submit('booking-form', **WHO)
            assert f'14{NBSP}h' in page.by_id('appointment-when').text, page.text
            booking_id, token = id_of(page.path)
            row = salon.sql(f"SELECT booking_date, booking_time FROM bookings WHERE id = '{booking_id}'")
            assert row == [[day, '14:00:00']], row
            file = page.follow('appointment-file').body.decode()
            assert f"DTSTART;TZID=Europe/Paris:{day.replace('-', '')}T140000" in file, file
            shown = server.ask('GET', f'/api/v1/bookings/{booking_id}', headers={'Authorization': f'Bearer {token}'}).json
            hour = 12 if offset == '+02' else 13
            assert shown['cancellable_until'].endswith(f'T{hour:02}:00:00Z') or 'T1' in shown['cancellable_until'], shown
        salon.sql("DELETE FROM salon_settings WHERE key = 'online.horizon'")

    def hostile_values():
        date = working_day(18)
        minutes = iter(range(0, 600, 30))
        for text in HOSTILE:
            minute = 9 * 60 + next(minutes)
            page = details(visitor, [NAILS], date, f'{minute // 60:02}:{minute % 60:02}')
            page = page.submit('booking-form', **{**WHO, 'name': text, 'note': text})
            assert page.status in (200, 400, 422), (text, page.status)
            assert b'<script>alert' not in page.body and b'<img src=x' not in page.body, text
            for address in ('/reservation', '/reservation/jour', '/reservation/coordonnees', '/en/booking/waiting-list'):
                for name in ('soins', 'soin1', 'jour', 'mois', 'heure'):
                    value = ''.join(f'%{byte:02x}' for byte in text[:60].encode())
                    answer = server.ask('GET', f'{address}?soins={NAILS}&{name}={value}' if name != 'soins'
                                        else f'{address}?soins={value}')
                    assert answer.status in (200, 303, 400, 422), (address, name, text, answer.status)
                    assert b'<script>alert' not in answer.body and b'<img src=x' not in answer.body
        for value in ('1e9', '-1', '99999999999999999999', '', 'NaN'):
            page = details(visitor, [FACE], working_day(19), '09:00')
            page = page.submit('booking-form', shown_price=value, **WHO)
            assert page.status == 409, (value, page.status)
        assert salon.sql("SELECT count (*) FROM bookings WHERE booking_date = "
                         f"'{working_day(19)}'") == [['0']], 'nobody books at a price that was not shown'

    def forms_of_others():
        date = working_day(20)
        page = details(visitor, [NAILS], date, '09:00')
        _, action, body = page.fill('booking-form', **WHO)
        strange = Visitor(server, {'Origin': 'https://elsewhere.example'})
        assert strange.post(action, body).status == 403
        assert Visitor(server, {'Sec-Fetch-Site': 'cross-site'}).post(action, body).status == 403
        trap = page.submit('booking-form', **WHO, fax_bis='buy now')
        assert trap.status in (400, 422) and not trap.has('appointment-state')
        forged = visitor.post(action, body.replace('jeton=', 'jeton=1'))
        assert forged.status == 422 and forged.fields(forged.by_id('booking-form'))['name'] == WHO['name']
        assert salon.sql(f"SELECT count (*) FROM bookings WHERE booking_date = '{date}'") == [['0']]

    def who_agreed_once():
        def agreed(name):
            return salon.sql(f"SELECT sms_consent, email_consent, count (*) OVER () FROM clients WHERE name = '{name}'")

        who = {**WHO, 'name': 'Jeanne Rappel'}
        for ticked, expected in ((False, 'f'), (True, 't'), (False, 't')):
            page = details(visitor, [NAILS], working_day(22), f'{9 + 2 * ticked + 3 * (expected == "t")}:00'.zfill(5))
            page = page.submit('booking-form', **who, **({'reminders': True} if ticked else {}))
            assert page.has('appointment-state'), page.text
            assert agreed('Jeanne Rappel') == [[expected, expected, '1']], (ticked, agreed('Jeanne Rappel'))

    def who_asks_too_often():
        with salon.serve(RATE_LIMITS='on') as strict:
            guest = Visitor(strict)
            page = details(guest, [NAILS], working_day(23), '09:00')
            _, action, body = page.fill('booking-form', name='', phone='', email='')
            answers = [guest.post(action, body) for _ in range(25)]
            refused = next(one for one in answers if one.status == 429)
            assert int(refused.headers['Retry-After']) > 0 and 'seconde' in refused.text, refused.text
            assert guest.get('/reservation').status == 200, 'looking is not limited by it'

    def the_owner_confirms():
        salon.sql("INSERT INTO salon_settings (key, value) VALUES ('online.confirmation', '\"manual\"')")
        with salon.serve() as fresh:
            guest = Visitor(fresh)
            page = details(guest, [NAILS], working_day(21), '09:00')
            assert 'Le salon confirme votre demande' in page.text, page.text
            page = page.submit('booking-form', **WHO)
            assert 'bien arrivée' in page.by_id('appointment-state').text, page.text
            salon.sql(f"UPDATE bookings SET status = 'confirmed' WHERE id = '{id_of(page.path)[0]}'")
            confirmed = guest.get(page.path)
            assert 'est confirmé' in confirmed.text
            # A time that she has not seen is hers to confirm again.
            ask = guest.get(f"{confirmed.follow('appointment-move').path}?jour={working_day(21)}&heure=15:00")
            assert 'confirme la nouvelle heure' in ask.text, ask.text
            assert 'bien arrivée' in ask.submit('move-form').by_id('appointment-state').text
        salon.sql("DELETE FROM salon_settings WHERE key = 'online.confirmation'")

    tap.test('services, day, time, who she is, and it is hers', the_whole_way)
    tap.test('the same in English', in_english)
    tap.test('several services follow one another in one visit', several_services)
    tap.test('its buffers are the largest of theirs', buffers_are_the_largest)
    tap.test('who skips a step is led back to it', nothing_chosen)
    tap.test('what is missing is said beside the field, and nothing is lost', what_is_missing_is_said_beside_the_field)
    tap.test('a form that is sent twice, or eight times at once, books once', the_same_form_is_one_booking)
    tap.test('of four on one time one has it; the others keep what they typed and are offered the nearest', two_on_one_time)
    tap.test('a service that changed meanwhile is said before she books', a_price_that_changed_is_said_before)
    tap.test('on a full day the next ones are shown, and the waiting list', a_day_that_is_full)
    tap.test('days that are closed, past or too far say so', closed_days_say_so)
    tap.test('months lead to one another', months_lead_to_one_another)
    tap.test('her own page opens by its token alone, and nobody keeps it', only_its_token_opens_it)
    tap.test('cancelling asks first, and twice is once', cancelling_asks_first)
    tap.test('what is too late, or over, cannot be cancelled', late_is_late)
    tap.test('she moves it: a day, a time, yes; and twice is once', moving_takes_one_press)
    tap.test('what she moves is not in its own way', its_own_place_is_in_nobodys_way)
    tap.test('she moves it in English', moving_in_english)
    tap.test('of four on one time one has it, and who moves keeps what she had', several_on_one_time)
    tap.test('to a time that cannot be had nothing is moved', a_time_that_cannot_be_had)
    tap.test('what is too late, or cancelled, or of another cannot be moved', too_late_to_move)
    tap.test('her telephone gets a calendar file', the_file_for_a_telephone)
    tap.test('on days on which clocks change times are what they are', on_days_on_which_clocks_change)
    tap.test('hostile values change nothing', hostile_values)
    tap.test('forms from elsewhere, of machines or forged are refused', forms_of_others)
    tap.test('who has agreed to reminders once has agreed; nobody else has', who_agreed_once)
    tap.test('who asks too often is told for how long to wait', who_asks_too_often)
    tap.test('the owner confirms when she wants to', the_owner_confirms)


def pay(salon, fake, server):
    visitor = Visitor(server)
    till = Till(salon, fake, server)

    def hold(clock, date=working_day(30)):
        page = details(visitor, [FACE], date, clock)
        assert f'19,65{NBSP}€' in page.by_id('booking-submit').text and 'arrhes' in page.text, page.text
        page = page.submit('booking-form', **WHO)
        assert 'est gardée' in page.by_id('appointment-state').text, page.text
        return page

    def deposit(provider, clock):
        page = hold(clock)
        booking_id, token = id_of(page.path)
        _, action, body = page.fill('pay-form', ('provider', provider))
        sent = visitor.post(action, body, follow=False)
        assert sent.status == 303 and sent.headers['Location'].startswith(f'{fake.url}/pay/{provider}/'), sent.headers
        assert visitor.post(action, body, follow=False).headers['Location'] == sent.headers['Location']
        if provider == 'stripe':
            session = fake.stripe.sessions[sent.headers['Location'].split('/')[-1]]
            assert session['success_url'] == f'https://salon.example{page.path}?paiement=merci', session
            assert session['cancel_url'] == f'https://salon.example{page.path}?paiement=annule', session
        given_up = visitor.get(f'{page.path}?paiement=annule')
        assert 'n’a pas abouti' in given_up.text and given_up.has('pay-form'), given_up.text
        event = fake.pay(sent.headers['Location'])
        # She is back before anybody has told.
        back = visitor.get(f'{page.path}?paiement=merci')
        assert back.headers.get('Refresh') or 'est confirmé' in back.text, back.text
        till.eventually(f"SELECT status FROM bookings WHERE id = '{booking_id}'", 'confirmed')
        till.tell(provider, event)
        done = visitor.get(f'{page.path}?paiement=merci')
        assert 'est confirmé' in done.text and f'19,65{NBSP}€' in done.by_id('appointment-paid').text, done.text
        assert not done.has('pay-form') and 'Refresh' not in done.headers
        return page, booking_id

    def with_each_provider():
        for provider, clock in (('stripe', '09:00'), ('paypal', '10:00'), ('lydia', '11:00')):
            deposit(provider, clock)

    def cancelled_is_given_back():
        page, booking_id = deposit('stripe', '13:00')
        ask = visitor.get(page.path).follow('appointment-cancel')
        assert f'19,65{NBSP}€' in ask.text and 'rendus' in ask.text, ask.text
        gone = ask.submit('cancel-form')
        assert 'rendu' in gone.text, gone.text
        till.eventually(f"SELECT payment_status FROM bookings WHERE id = '{booking_id}'", 'refunded')
        till.judge()

    def moved_with_its_deposit():
        page, booking_id = deposit('stripe', '15:00')
        orders = "SELECT count (*) FROM salon.payment_orders"
        before = salon.sql(orders)
        ask = visitor.get(f"{visitor.get(page.path).follow('appointment-move').path}?jour={working_day(31)}&heure=10:00")
        assert f'19,65{NBSP}€' in ask.text and 'restent' in ask.text, ask.text
        moved = ask.submit('move-form')
        assert f'19,65{NBSP}€' in moved.by_id('appointment-paid').text and not moved.has('pay-form'), moved.text
        rows = salon.sql("SELECT booking_date, status, payment_status FROM bookings "
                         f"WHERE id = '{booking_id}'")
        assert rows[0][:2] == [working_day(31), 'confirmed'] and salon.sql(orders) == before, rows
        till.judge()
        # What waits for its deposit is paid, or not, where it is.
        held = hold('17:30', working_day(29))
        assert not held.has('appointment-move')
        assert visitor.get(f'{held.path}/deplacer').path == held.path

    def a_provider_in_trouble():
        page = hold('15:00')
        fake.trouble.append(('POST', '/v1/checkout/sessions', 500))
        answer = page.submit('pay-form', ('provider', 'stripe'))
        assert answer.status == 503 and 'ne répond pas' in answer.text and answer.has('pay-form'), answer.text
        for provider in ('bitcoin', '', '../x'):
            assert page.submit('pay-form', ('provider', provider)).status == 409, provider

    def without_a_site():
        with salon.serve(**fake.environment(), SITE='off') as bare:
            assert bare.ask('GET', '/reservation').status == 404
            made = bare.ask('POST', '/api/v1/bookings', booking(working_day(31), '09:00', FACE)).json
            sent = bare.ask('POST', '/api/v1/payments/stripe', {'booking_id': made['id']},
                            {'Authorization': f"Bearer {made['token']}"}).json
            session = fake.stripe.sessions[sent['payment_url'].split('/')[-1]]
            assert session['success_url'] == f"https://salon.example/paiement/merci?commande={sent['id']}", session
        # A site that is there has pages for who comes back, which say nothing of the order.
        for url, english, words in (('success_url', '/en/payment/thanks', 'bon cadeau est établi'),
                                    ('cancel_url', '/en/payment/given-up', 'Rien n’a été débité')):
            back = visitor.get(session[url].removeprefix('https://salon.example'))
            assert back.status == 200 and words in back.text and sent['id'] not in back.body.decode(), back.text
            assert 'content="noindex"' in back.body.decode()
            other = [link for link in back.all('a') if link['hreflang'] == 'en']
            assert [link['href'] for link in other] == [english] and visitor.get(english).status == 200

    def not_paid_in_time():
        page = hold('17:00')
        booking_id, _ = id_of(page.path)
        salon.sql(f"UPDATE bookings SET hold_expires_at = now () - INTERVAL '1 second' WHERE id = '{booking_id}'")
        lapsed = visitor.get(page.path)
        assert not lapsed.has('pay-form') and not lapsed.has('appointment-cancel'), lapsed.text

    tap.test('the deposit is paid with each provider, and leads back to her page', with_each_provider)
    tap.test('who cancels in time is given it back', cancelled_is_given_back)
    tap.test('a deposit that was paid moves along; what is not paid stays', moved_with_its_deposit)
    tap.test('a provider in trouble is said, and can be tried again', a_provider_in_trouble)
    tap.test('what is not paid in time is free again', not_paid_in_time)
    tap.test('who has a site of her own is led back to that', without_a_site)


def is_discreet(server, salon):
    text = server.log()
    tokens = re.findall(r'[\w-]{43}', ' '.join(row[0] for row in salon.sql('SELECT id::text FROM bookings')))
    assert not tokens
    for word in ('Testard', 'elodie', '12 34 56', 'latex', 'jeton', 'paiement='):
        assert word not in text, (word, [line for line in text.splitlines() if word in line][:3])
    assert not re.search(r'/rendez-vous/[0-9a-f]', text), 'an address of a booking is in the log'


def main():
    with Salon(sys.argv[1]) as salon:
        with salon.serve() as server:
            run(salon, server)
            tap.test('nothing of her is in the log', lambda: is_discreet(server, salon))
        salon.sql(SETTINGS)
        fake = Fake(salon.folder)
        with salon.serve('--with-worker', **fake.environment()) as server:
            pay(salon, fake, server)
            tap.test('nor with payments', lambda: is_discreet(server, salon))
    tap.finish()


main()
