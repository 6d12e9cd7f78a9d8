# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a salon, counted from its rows: one booking after the other, as a person would with a
pencil. Written from what src/core/salon-statistics.h says that each figure means, and from nothing else:
no sum of the program is looked at, and none of its statements is copied.

A salon is a dictionary of tables, each a list of rows (dictionaries) as SQLite has them.
"""

import datetime
import sqlite3
import zoneinfo
from collections import Counter, defaultdict

EPOCH = datetime.date(1970, 1, 1)
VISITS = ('arrived', 'completed')
KEPT = ('pending', 'confirmed', 'arrived', 'completed')
TABLES = ('staff', 'services', 'clients', 'bookings', 'booking_services', 'availabilities',
          'opening_exceptions', 'blocked_dates', 'gift_cards', 'gift_card_movements', 'payments',
          'salon_settings', 'web_visits')


def read(path):
    file = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    file.row_factory = sqlite3.Row
    return {table: [dict(row) for row in file.execute(f'SELECT * FROM {table}')]
            for table in TABLES}


def day_of(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def date_of(day):
    return EPOCH + datetime.timedelta(days=day)


def minute_of(text):
    return int(text[:2]) * 60 + int(text[3:5])


def easter(year):
    """The Gregorian computus of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def is_holiday(date):
    """Code du travail, L3133-1."""
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = [easter(date.year) + datetime.timedelta(days=days) for days in (1, 39, 50)]
    return (date.month, date.day) in fixed or date in moving


class Salon:
    def __init__(self, rows, today):
        self.rows = rows
        self.today = today
        settings = {row['key']: row['value'] for row in rows['salon_settings']}
        self.zone = zoneinfo.ZoneInfo(settings.get('salon.zone', '"Europe/Paris"').strip('"'))
        self.lines = defaultdict(list)
        for line in rows['booking_services']:
            self.lines[line['booking_id']].append(line)
        self.bookings = sorted(rows['bookings'], key=lambda row: (row['booking_date'],
                                                                  row['booking_time'], row['id']))
        self.of_client = defaultdict(list)
        self.of_day = defaultdict(list)
        self.times = {}
        for booking in self.bookings:
            booking['day'] = day_of(booking['booking_date'])
            booking['minute'] = minute_of(booking['booking_time'])
            self.of_day[booking['day']].append(booking)
            if booking['client_id'] is not None:
                self.of_client[booking['client_id']].append(booking)
        self.movement = {row['id']: row for row in rows['gift_card_movements']}
        self.card = {row['id']: row for row in rows['gift_cards']}

    # Clocks

    def instant(self, day, minute=0):
        """Of wall time that is skipped or comes twice, what was before the change holds."""
        wall = datetime.datetime.combine(date_of(day), datetime.time(minute // 60, minute % 60))
        return int(wall.replace(tzinfo=self.zone, fold=0).timestamp())

    # Bookings

    def state(self, booking):
        lapsed = booking['cancellation_reason'] in ('hold expired', 'undone')
        return 'lapsed' if booking['status'] == 'cancelled' and lapsed else booking['status']

    def within(self, start, end):
        return [booking for day in range(start, end) for booking in self.of_day[day]]

    def visits(self, start, end):
        return [booking for booking in self.within(start, end) if booking['status'] in VISITS]

    def expected(self, start, end):
        return [booking for booking in self.within(start, end) if booking['status'] != 'cancelled']

    def is_of_web(self, booking):
        return booking['id'][14] != '7'

    def service_keys(self, booking):
        if not self.lines[booking['id']]:
            return [(booking['service_id'] or '', booking['price'])]
        return [(line['service_id'] or line['name'], line['price'])
                for line in self.lines[booking['id']]]

    # Clients

    def visits_of(self, client):
        return [booking for booking in self.of_client[client] if booking['status'] in VISITS]

    def last_day_before(self, booking):
        """Of the visit before this one; the same day when she came twice."""
        earlier = [visit for visit in self.visits_of(booking['client_id'])
                   if (visit['day'], visit['minute'], visit['id'])
                   < (booking['day'], booking['minute'], booking['id'])]
        return earlier[-1]['day'] if earlier else None

    def is_rebooked(self, booking):
        end = self.instant(booking['day'] + 1)
        return any(later['day'] > booking['day'] and later['status'] != 'cancelled'
                   and later['created_at'] < end
                   for later in self.of_client[booking['client_id']])

    def clients(self, start, end):
        return {booking['client_id'] for booking in self.visits(start, end)
                if booking['client_id'] is not None}

    def is_new(self, client, start):
        return all(visit['day'] >= start for visit in self.visits_of(client))

    # Time

    def usual(self, day):
        """The minutes of the week, as a set."""
        open_minutes = set()
        for window in self.rows['availabilities']:
            if window['is_active'] and window['day_of_week'] == date_of(day).weekday():
                open_minutes |= set(range(minute_of(window['start_time']),
                                          minute_of(window['end_time'])))
        return open_minutes

    def exceptions(self, day, is_open):
        found = []
        for row in self.rows['opening_exceptions']:
            if bool(row['open']) == is_open \
                    and day_of(row['from_date']) <= day <= day_of(row['to_date']):
                whole = row['start_time'] is None
                found.append(set(range(0 if whole else minute_of(row['start_time']),
                                       1440 if whole else minute_of(row['end_time']))))
        return found

    def open(self, day):
        opened = self.exceptions(day, True)
        minutes = set().union(*opened) if opened else self.usual(day)
        if not opened and is_holiday(date_of(day)):
            minutes = set()
        for closed in self.exceptions(day, False):
            minutes -= closed
        if any(day_of(row['date']) == day for row in self.rows['blocked_dates']):
            minutes = set()
        return minutes

    def is_late(self, booking):
        return booking['cancelled_at'] is not None and booking['cancelled_at'] \
            > self.instant(booking['day'], booking['minute']) - 86400

    def held(self, booking):
        return set(range(booking['minute'] - booking['buffer_before_minutes'],
                         booking['minute'] + booking['duration_minutes']
                         + booking['buffer_minutes']))

    def chair(self, day, bookings, sums):
        """What became of the open minutes of one chair."""
        shortest = min((row['duration_minutes'] for row in self.rows['services']
                        if row['is_active']), default=0)
        left = self.open(day)
        sums['open'] += len(left)
        sums['closed'] += len(self.usual(day) - left)
        for name, wanted in (('booked_minutes', lambda row: row['status'] in KEPT),
                             ('no_show_minutes', lambda row: row['status'] == 'no_show'),
                             ('cancelled_minutes', lambda row: self.state(row) == 'cancelled'
                              and self.is_late(row))):
            held = set().union(*[self.held(row) for row in bookings if wanted(row)]) & left
            sums[name] += len(held)
            left -= held
        run = 0
        for minute in range(1441):
            if minute in left:
                run += 1
            elif run > 0:
                sums['holes' if run < shortest else 'free'] += run
                run = 0

    def time_of_day(self, day):
        sums = Counter()
        working = {row['id'] for row in self.rows['staff'] if row['is_active']}
        holding = [row for row in self.of_day[day]
                   if row['status'] in KEPT + ('no_show',)
                   or (self.state(row) == 'cancelled' and self.is_late(row))]
        for staff in working | {row['staff_id'] for row in holding}:
            self.chair(day, [row for row in holding if row['staff_id'] == staff], sums)
        return sums

    def time(self, start, end):
        names = ('open', 'closed', 'booked_minutes', 'no_show_minutes', 'cancelled_minutes',
                 'holes', 'free')
        for day in range(start, end):
            if day not in self.times:
                self.times[day] = self.time_of_day(day)
        return {name: sum(self.times[day][name] for day in range(start, end)) for name in names}

    # Money

    def payments(self, start, end):
        taken_back = {row['reverses'] for row in self.rows['payments']}
        first, last = self.instant(start), self.instant(end)
        return [row for row in self.rows['payments'] if first <= row['created_at'] < last
                and (row['status'] == 'completed'
                     or (row['status'] == 'refunded' and row['id'] in taken_back))]

    def means(self, payment):
        known = ('cash', 'card', 'cheque', 'transfer', 'gift_card')
        return payment['payment_method'] if payment['payment_method'] in known else 'other'

    def first_kind(self, movement):
        return self.movement.get(movement['reverses'], movement)['kind']

    def moves(self, start, end, kinds, is_given):
        first, last = self.instant(start), self.instant(end)
        return [row for row in self.rows['gift_card_movements'] if first <= row['at'] < last
                and self.first_kind(row) in kinds
                and bool(self.card[row['card_id']]['is_complimentary']) == is_given]

    def balance(self, card, end):
        last = self.instant(end)
        return sum(row['amount'] for row in self.rows['gift_card_movements']
                   if row['card_id'] == card['id'] and row['at'] < last)

    def owed(self, end):
        return {card['id']: self.balance(card, end) for card in self.rows['gift_cards']
                if not card['is_complimentary'] and day_of(card['expiry_date']) >= end - 1}

    # All

    def sum_moves(self, start, end, kinds, is_given=False):
        return sum(row['amount'] for row in self.moves(start, end, kinds, is_given))

    def series(self, start, end, steps):
        return [{'from': step['from'], 'to': step['to'],
                 'visits': self.tally(step, VISITS), 'booked': self.tally(step, KEPT[:2]),
                 'cancelled': self.tally(step, ('cancelled',)),
                 'no_shows': self.tally(step, ('no_show',))}
                for step in steps]

    def tally(self, step, states):
        found = [booking for booking in self.within(step['from'], step['to'])
                 if self.state(booking) in states]
        return [len(found), sum(booking['price'] for booking in found)]

    def count_bookings(self, start, end):
        found = {}
        for state in KEPT + ('cancelled', 'no_show', 'lapsed'):
            found[state] = self.tally({'from': start, 'to': end}, (state,))
        services = defaultdict(lambda: [0, 0])
        for booking in self.visits(start, end):
            for key, price in self.service_keys(booking):
                services[key][0] += 1
                services[key][1] += price
        turnover = sum(booking['price'] for booking in self.visits(start, end))
        hours = [0] * 168
        for booking in self.within(start, end):
            if booking['status'] in KEPT:
                hours[24 * date_of(booking['day']).weekday() + booking['minute'] // 60] += 1
        found['services'] = dict(services)
        found['reductions'] = turnover - sum(cents for _, cents in services.values())
        found['hours'] = hours
        for name, of_web in (('desk', False), ('web', True)):
            made = [row for row in self.expected(start, end) if self.is_of_web(row) == of_web]
            found[name] = [len(made), sum(row['price'] for row in made)]
        counted = [row['visits'] for row in self.rows['web_visits']
                   if start <= day_of(row['day']) < end]
        found['web_visits'] = sum(counted) if counted else -1
        n_visits = len(self.visits(start, end))
        found['average'] = (2 * turnover + n_visits) // (2 * n_visits) if n_visits else 0
        lately = [self.state(row) for row in self.within(self.today - 90, self.today)]
        part = sum(state in VISITS for state in lately)
        whole = sum(state in VISITS + ('cancelled', 'no_show') for state in lately)
        found['show'] = [part, whole]
        booked = found['pending'][1] + found['confirmed'][1]
        coming = (2 * booked * part + whole) // (2 * whole) if whole else booked
        found['forecast'] = turnover + coming
        return found

    def count_clients(self, start, end):
        clients = self.clients(start, end)
        new = {client for client in clients if self.is_new(client, start)}
        visits = [row for row in self.visits(start, end) if row['client_id'] is not None]
        gaps = sorted(row['day'] - before for row in visits
                      if (before := self.last_day_before(row)) is not None
                      and before < row['day'])
        return {'clients': len(clients), 'new_clients': len(new),
                'returning_clients': len(clients - new),
                'passers_by': len(self.visits(start, end)) - len(visits),
                'rebooked': [sum(map(self.is_rebooked, visits)), len(visits)],
                'rhythm': gaps[(len(gaps) - 1) // 2] if gaps else 0}

    def count_money(self, start, end):
        payments = self.payments(start, end)
        received = Counter(cash=0, card=0, cheque=0, transfer=0, gift_card=0, other=0)
        for payment in payments:
            received[self.means(payment)] += payment['amount']
        issues = self.moves(start, end, ('issue',), False)
        return {'received': dict(received),
                'received_total': sum(row['amount'] for row in payments),
                'n_payments': len(payments),
                'cards_sold': self.sum_moves(start, end, ('issue', 'credit', 'extend')),
                'n_cards_sold': sum(-1 if row['kind'] == 'void' else 1 for row in issues),
                'cards_used': -self.sum_moves(start, end, ('debit',)),
                'cards_refunded': -self.sum_moves(start, end, ('refund',)),
                'cards_void': -self.sum_moves(start, end, ('void',)),
                'cards_given': self.sum_moves(start, end, ('issue', 'credit', 'extend'), True),
                'cards_given_used': -self.sum_moves(start, end, ('debit',), True),
                'owed': sum(self.owed(end).values())}

    def count(self, start, end):
        return {**self.count_bookings(start, end), **self.count_clients(start, end),
                **self.count_money(start, end), **self.time(start, end)}

    # The rows behind a figure

    def bookings_behind(self, asked):
        start, end, part = asked['from'], asked['to'], asked['part']
        within = self.within(start, end)
        figure = asked['figure']
        if figure == 'lost':
            figure = {1: 'no_shows', 2: 'late'}[part]
        wanted = {
            'turnover': lambda row: row['status'] in VISITS,
            'average': lambda row: row['status'] in VISITS,
            'bookings': lambda row: row['status'] != 'cancelled',
            'cancelled': lambda row: self.state(row) == 'cancelled',
            'late': lambda row: self.state(row) == 'cancelled' and self.is_late(row),
            'lapsed': lambda row: self.state(row) == 'lapsed',
            'no_shows': lambda row: row['status'] == 'no_show',
            'occupancy': lambda row: row['status'] in KEPT,
            'forecast': lambda row: row['status'] in KEPT,
            'services': lambda row: row['status'] in VISITS and (
                asked['key'] is None
                or asked['key'] in [key for key, _ in self.service_keys(row)]),
            'hours': lambda row: row['status'] in KEPT
            and asked['weekday'] in (-1, date_of(row['day']).weekday())
            and asked['hour'] in (-1, row['minute'] // 60),
            'passers_by': lambda row: row['status'] in VISITS and row['client_id'] is None,
            'rebooked': lambda row: row['status'] in VISITS and row['client_id'] is not None
            and self.is_rebooked(row),
            'rhythm': lambda row: row['status'] in VISITS and row['client_id'] is not None
            and any(visit['day'] < row['day'] for visit in self.visits_of(row['client_id'])),
            'origin': lambda row: row['status'] != 'cancelled'
            and part in (-1, int(self.is_of_web(row))),
            'conversion': lambda row: row['status'] != 'cancelled' and self.is_of_web(row),
        }[figure]
        return {row['id'] for row in within if wanted(row)}

    def behind(self, asked):
        start, end, figure = asked['from'], asked['to'], asked['figure']
        if figure == 'received':
            means = ('cash', 'card', 'cheque', 'transfer', 'gift_card', 'other')
            return {row['id'] for row in self.payments(start, end)
                    if asked['part'] < 0 or self.means(row) == means[asked['part']]}
        if figure == 'cards_owed':
            return {card for card, cents in self.owed(end).items() if cents != 0}
        if figure in ('cards_sold', 'cards_used'):
            kinds = ('debit',) if figure == 'cards_used' else ('issue', 'credit', 'extend')
            return {row['card_id'] for row in self.moves(start, end, kinds, False)}
        if figure in ('clients', 'new_clients', 'returning_clients'):
            return {client for client in self.clients(start, end)
                    if figure == 'clients'
                    or self.is_new(client, start) == (figure == 'new_clients')}
        return self.bookings_behind(asked)
