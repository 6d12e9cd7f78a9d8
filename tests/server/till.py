# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of online payments do again and again: book, order, pay, tell, wait for the workers, and judge
the salon's rows by the providers' books."""

from salon_server import FACE, bearer, booking, working_day

SETTINGS = """
INSERT INTO salon_settings (key, value) VALUES ('online.deposit', '30'), ('online.hold', '60'),
  ('salon.name', '"Institut Sérénaïa"'), ('salon.phone', '"+33478000000"');
"""
HOURS = [f'{hour:02}:00' for hour in range(9, 18)]


class Till:
    """What the tests ask again and again."""

    def __init__(self, salon, fake, server):
        self.salon, self.fake, self.server = salon, fake, server
        self.slots = ((working_day(ahead), clock) for ahead in range(10, 80, 2) for clock in HOURS)

    def value(self, query):
        rows = self.salon.sql(query)
        return rows[0][0] if rows else None

    def eventually(self, query, expected):
        """The workers get there by themselves."""
        for _ in range(600):
            found = self.value(query)
            if found == expected:
                return
        raise AssertionError(f'{query}\n{found!r}, not {expected!r}\n'
                             f"{self.salon.sql('SELECT kind, key, attempts, last_error FROM salon.jobs')}\n"
                             f"{self.salon.sql('SELECT kind, state, message FROM salon.payment_operations')}\n"
                             f'{self.fake.complaints}')

    def book(self):
        date, clock = next(self.slots)
        made = self.server.ask('POST', '/api/v1/bookings', booking(date, clock, FACE))
        assert made.status == 201 and made.json['status'] == 'pending', made
        assert made.json['deposit'] == '19.65', made.json
        return made.json

    def order(self, made, provider='stripe', status=201):
        answer = self.server.ask('POST', f'/api/v1/payments/{provider}', {'booking_id': made['id']},
                                 bearer(made['token']))
        assert answer.status == status, (answer, self.fake.complaints)
        return answer.json

    def tell(self, provider, event, status=200, **forged):
        path, headers, body = self.fake.message(provider, event, **forged)
        answer = self.server.ask('POST', path, body, headers)
        assert answer.status == status, answer
        return answer

    def pay(self, made, provider='stripe'):
        """Paid, told, settled."""
        order = self.order(made, provider)
        self.tell(provider, self.fake.pay(order['payment_url']))
        self.eventually(f"SELECT status || ' ' || payment_status FROM bookings WHERE id = '{made['id']}'",
                        'confirmed deposit_paid')
        return order

    def hurry(self):
        """Whatever waits for its time is due now; leases are left alone."""
        self.salon.sql("UPDATE salon.jobs SET run_at = now () WHERE lease_until IS NULL; NOTIFY salon_jobs")

    def judge(self):
        """Each order's rows add up to what its provider has of it."""
        rows = {one: int(cents) for one, cents in self.salon.sql(
            'SELECT coalesce (reverses, id), (sum (amount) * 100)::bigint FROM payments '
            'WHERE payment_provider IS NOT NULL GROUP BY 1')}
        books = self.fake.books()
        assert rows == books, f'{rows}\n{books}'
        assert not self.fake.complaints, self.fake.complaints
