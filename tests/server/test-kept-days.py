# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of a day goes when that day has changed, whoever wrote it, and stays when another one has.

A kept answer is told from a new one by what no trigger tells: a booking that is moved behind the server's back.
"""

import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import FACE, MASSAGE, NAILS, Salon, booking  # noqa: E402

TODAY = datetime.date.today()
# Three days side by side, none of them a Sunday.
MONDAY = TODAY + datetime.timedelta(days=21 - TODAY.weekday())
A, B, C = ((MONDAY + datetime.timedelta(days=n)).isoformat() for n in range(3))
PATIENCE = 3000


class Days:
    """Two servers on one salon."""

    def __init__(self, salon, first, second):
        self.salon, self.first, self.second = salon, first, second
        self.bases, self.moves = {}, 0

    def slots(self, server, day, service=NAILS):
        query = f'date={day}' + (f'&service={service}' if service else '')
        answer = server.ask('GET', f'/api/v1/availabilities?{query}')
        assert answer.status == 200, answer
        return answer.json['slots']

    def add_base(self, day):
        """A booking of that day that no feed knows of."""
        made = self.first.ask('POST', '/api/v1/bookings', booking(day, '09:00'))
        assert made.status == 201, made
        self.bases[day] = made.json['id']
        self.salon.sql(f"DELETE FROM salon.sync_rows WHERE id = '{made.json['id']}' OR id IN"
                       f" (SELECT id::text FROM booking_services WHERE booking_id = '{made.json['id']}')")

    def move_base(self, day):
        """Behind the server's back, to a time where it was not yet."""
        self.moves += 1
        clock = f'{12 + self.moves // 4 % 4}:{self.moves % 4 * 15:02}'
        self.salon.sql(f"SET session_replication_role = replica; UPDATE bookings SET booking_time = '{clock}'"
                       f" WHERE id = '{self.bases[day]}'")

    def keep(self, server, day, service=NAILS):
        """The answer that the server keeps from now on; it is no longer true."""
        for _ in range(PATIENCE):
            before = self.slots(server, day, service)
            self.move_base(day)
            if self.slots(server, day, service) == before:
                return before
        raise AssertionError('no answer is kept')

    def wait(self, what, *servers):
        for server in servers or (self.first, self.second):
            for _ in range(PATIENCE):
                if what(server):
                    break
            else:
                raise AssertionError('a change is never seen')

    def change_a_price(self, price):
        """When this returns, both have looked at all that was written before."""
        self.salon.sql(f"UPDATE services SET price = {price} WHERE id = '{MASSAGE}'")
        self.wait(lambda server: server.ask('GET', '/api/v1/services').json['items'][2]['price'] == f'{price}.00')


def main():
    with Salon(sys.argv[1]) as salon, salon.serve() as first, salon.serve() as second:
        days = Days(salon, first, second)
        for day in (A, B, C):
            days.add_base(day)
        days.change_a_price(91)
        far = {}

        def another_day_stays():
            for server in (first, second):
                far[server] = days.keep(server, C, FACE)
            days.keep(first, A)
            days.keep(second, A)
            near = {server: days.keep(server, B) for server in (first, second)}
            made = first.ask('POST', '/api/v1/bookings', booking(A, '10:00'))
            assert made.status == 201, made
            # Who has booked sees it at once, and the other server hears of it.
            assert '10:00' not in days.slots(first, A)
            days.wait(lambda server: '10:00' not in days.slots(server, A))
            for server in (first, second):
                assert days.slots(server, B) == near[server], 'the day after was dropped'
                assert days.slots(server, C, FACE) == far[server], 'a day was dropped that has not changed'

        def a_moved_booking_changes_both():
            for server in (first, second):
                for day in (A, B):
                    days.keep(server, day)
            salon.sql(f"UPDATE bookings SET booking_date = '{B}' WHERE booking_date = '{A}' AND booking_time = '10:00'")
            days.wait(lambda server: '10:00' in days.slots(server, A) and '10:00' not in days.slots(server, B))

        def so_does_one_that_goes():
            for server in (first, second):
                days.keep(server, B)
            salon.sql(f"UPDATE bookings SET status = 'cancelled' WHERE booking_date = '{B}' AND booking_time = '10:00'")
            days.wait(lambda server: '10:00' in days.slots(server, B))
            for server in (first, second):
                days.keep(server, B)
            salon.sql(f"UPDATE bookings SET status = 'confirmed' WHERE booking_date = '{B}' AND booking_time = '10:00'")
            days.wait(lambda server: '10:00' not in days.slots(server, B))

        def who_cancels_sees_it_at_once():
            made = first.ask('POST', '/api/v1/bookings', booking(A, '11:00'))
            days.keep(first, A)
            gone = first.ask('DELETE', f"/api/v1/bookings/{made.json['id']}/cancel",
                             headers={'Authorization': f"Bearer {made.json['token']}"})
            assert gone.status == 200, gone
            assert '11:00' in days.slots(first, A)

        def blocked_days():
            for server in (first, second):
                for day in (A, B):
                    days.keep(server, day)
            salon.sql(f"INSERT INTO blocked_dates (date, reason) VALUES ('{A}', 'travaux')")
            days.wait(lambda server: not days.slots(server, A))
            salon.sql(f"UPDATE blocked_dates SET date = '{B}'")
            days.wait(lambda server: days.slots(server, A) and not days.slots(server, B))
            salon.sql('DELETE FROM blocked_dates')
            days.wait(lambda server: days.slots(server, B))
            salon.sql(f"INSERT INTO opening_exceptions (from_date, to_date, start_time, end_time, open)"
                      f" VALUES ('{A}', '{B}', '09:00', '10:00', FALSE)")
            days.wait(lambda server: '09:30' not in days.slots(server, A) + days.slots(server, B))
            salon.sql('DELETE FROM opening_exceptions')
            days.wait(lambda server: '09:30' in days.slots(server, A))

        def services():
            for server in (first, second):
                for service in (NAILS, None):
                    days.keep(server, A, service)
            salon.sql(f"UPDATE services SET duration_minutes = 45 WHERE id = '{NAILS}'")
            days.wait(lambda server: '18:30' not in days.slots(server, A))
            days.wait(lambda server: '18:30' not in days.slots(server, A, None))

        def what_says_nothing_about_days():
            salon.sql("INSERT INTO salon_settings (key, value) VALUES ('site.tagline', '\"Bienvenue\"')")
            days.change_a_price(92)
            for server in (first, second):
                assert days.slots(server, C, FACE) == far[server], 'a day was dropped that has not changed'

        def what_changes_all_of_them():
            hours = 'UPDATE availabilities SET end_time = \'18:00\' WHERE day_of_week = 2'
            settings = "INSERT INTO salon_settings (key, value) VALUES ('online.step', '60')"
            many = (f"UPDATE bookings SET booking_time = '10:00' WHERE id = '{days.bases[C]}';"
                    " INSERT INTO clients (name) SELECT 'Cliente ' || n FROM generate_series (1, 500) AS n")
            for change, what in ((many, lambda slots: '10:00' not in slots), (hours, lambda slots: '17:30' not in slots),
                                 (settings, lambda slots: '10:15' not in slots)):
                for server in (first, second):
                    far[server] = days.keep(server, C, FACE)
                    assert not what(far[server]), (change, far[server])
                salon.sql(change)
                days.wait(lambda server, what=what: what(days.slots(server, C, FACE)))

        for words, function in (
                ('a booking of another day leaves a day as it is', another_day_stays),
                ('a moved booking changes both days', a_moved_booking_changes_both),
                ('so does one that is cancelled, and one that comes back', so_does_one_that_goes),
                ('who cancels sees it at once', who_cancels_sees_it_at_once),
                ('a blocked day, moved and free again', blocked_days),
                ('a service that takes longer', services),
                ('what says nothing about days', what_says_nothing_about_days),
                ('hours, settings and much at once change all days', what_changes_all_of_them)):
            tap.test(words, function)
    tap.finish()


main()
