# SPDX-License-Identifier: GPL-3.0-or-later
"""What workers do: killed in the middle they lose nothing and do nothing twice; papers are stored once; and
what Google says of the salon is shown, and not kept."""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import contract  # noqa: E402
import tap  # noqa: E402
from fake_provider import Fake, crc32c  # noqa: E402
from salon_server import Salon, bearer, die_with_parent  # noqa: E402
from till import SETTINGS, Till  # noqa: E402

PASSWORD = 'un mot de passe'
GIFT = {'amount': '80.00', 'buyer_name': 'Paul', 'buyer_email': 'paul@example.org', 'recipient_name': 'Zoé'}


class Worker:
    """A worker that can be killed."""

    def __init__(self, salon, fake):
        with open(f'{salon.folder}/worker.log', 'ab') as log:
            self.process = subprocess.Popen([salon.program, 'worker'], stdout=subprocess.PIPE, stderr=log, text=True,
                                            env=salon.environment(**fake.environment()), preexec_fn=die_with_parent)
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


def let_time_pass(salon):
    """Leases are over, and whatever waits is due."""
    salon.sql("UPDATE salon.jobs SET run_at = now (), lease_until = now () - interval '1 second'; "
              "UPDATE salon.payment_operations SET lease_until = now () - interval '1 second' WHERE state = 'sending'; "
              'NOTIFY salon_jobs')


def killed_workers(salon, fake):
    """Workers die at any moment; payments and refunds are in the books once, and so in the rows."""
    rng = random.Random(27112026)
    with salon.serve(**fake.environment()) as server:
        till = Till(salon, fake, server)
        mades = [till.book() for _ in range(12)]
        orders = [till.order(made, ('stripe', 'paypal')[number % 2]) for number, made in enumerate(mades)]
        for order in orders:
            till.tell(order['provider'], fake.pay(order['payment_url']))
        for _ in range(6):
            workers = [Worker(salon, fake) for _ in range(2)]
            for _ in range(rng.randrange(1, 12)):
                salon.sql('SELECT')
            for worker in workers:
                worker.kill()
            let_time_pass(salon)
        worker = Worker(salon, fake)
        names = ', '.join(f"'{made['id']}'" for made in mades)
        till.eventually(f"SELECT count (*) FROM bookings WHERE id IN ({names}) AND payment_status = 'deposit_paid'", '12')
        worker.kill()
        let_time_pass(salon)
        till.judge()

        for made in mades:
            path = f"/api/v1/bookings/{made['id']}/cancel"
            assert server.ask('DELETE', path, headers=bearer(made['token'])).status == 200
        for round_number in range(8):
            fake.trouble += [('POST', '/v1/refunds', 'drop'), ('POST', '/v2/payments/captures/.*', 'drop')]
            worker = Worker(salon, fake)
            for _ in range(rng.randrange(1, 6)):
                salon.sql('SELECT')
            worker.kill()
            let_time_pass(salon)
        fake.trouble.clear()
        worker = Worker(salon, fake)
        let_time_pass(salon)
        till.eventually(f"SELECT count (*) FROM bookings WHERE id IN ({names}) AND payment_status = 'refunded'", '12')
        worker.stop()
        till.judge()
        assert set(till.fake.books().values()) == {0}, till.fake.books()
        assert len(fake.stripe.refunds) == 6, fake.stripe.refunds
        assert all(len(one['purchase_units'][0]['payments']['refunds']) == 1 for one in fake.paypal.orders.values())
        assert fake.paypal.n_sign_ins <= 30, 'the token is not used again'


def two_workers_share(salon, fake):
    """What one has taken the other leaves alone."""
    with salon.serve(**fake.environment()) as server:
        till = Till(salon, fake, server)
        mades = [till.book() for _ in range(10)]
        for made in mades:
            order = till.order(made)
            till.tell('stripe', fake.pay(order['payment_url']))
        workers = [Worker(salon, fake) for _ in range(3)]
        names = ', '.join(f"'{made['id']}'" for made in mades)
        till.eventually(f"SELECT count (*) FROM payments WHERE booking_id IN ({names})", '10')
        till.eventually('SELECT count (*) FROM salon.jobs WHERE lease IS NOT NULL', '0')
        for worker in workers:
            worker.stop()
        till.judge()


def signed_as(fake, url):
    """Checks a V4 address: the signature is that of the service account over what Google would sign."""
    parts = urllib.parse.urlsplit(url)
    query, _, signature = parts.query.rpartition('&X-Goog-Signature=')
    said = dict(urllib.parse.parse_qsl(query))
    canonical = '\n'.join(['GET', parts.path, query, f'host:{parts.netloc}', '', 'host', 'UNSIGNED-PAYLOAD'])
    text = '\n'.join(['GOOG4-RSA-SHA256', said['X-Goog-Date'], said['X-Goog-Credential'].partition('/')[2],
                      hashlib.sha256(canonical.encode()).hexdigest()])
    assert said['X-Goog-Expires'] == '900' and said['X-Goog-Credential'].startswith('salon@example.iam/')
    assert fake.rsa(text.encode()).hex() == signature, url


def papers_are_stored_once(salon, fake):
    environment = {**fake.environment(), 'GCS_BUCKET_NAME': 'bucket',
                   'GOOGLE_APPLICATION_CREDENTIALS': f'{salon.folder}/account.json'}
    with salon.serve('--with-worker', **environment) as server:
        till = Till(salon, fake, server)
        for trouble in (None, 'drop', 500):
            if trouble:
                fake.trouble.append(('POST', '/upload/.*', trouble))
            made = server.ask('POST', '/api/v1/gift-cards', GIFT)
            assert made.status == 201, (made, fake.complaints)
            till.tell('stripe', fake.pay(made.json['payment_url']))
            till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{made.json['id']}'", 'paid')
            card = till.value(f"SELECT gift_card_id FROM salon.payment_orders WHERE id = '{made.json['id']}'")
            for _ in range(20):
                till.hurry()
            till.eventually(f"SELECT object_name FROM salon.voucher_files WHERE card_id = '{card}'", f'vouchers/{card}.pdf')
            body, _ = fake.google.objects[f'vouchers/{card}.pdf']
            assert body.startswith(b'%PDF')
            assert till.value(f"SELECT crc32c FROM salon.voucher_files WHERE card_id = '{card}'") == crc32c(body)
            shown = server.ask('GET', f"/api/v1/payments/{made.json['id']}/status", headers=bearer(made.json['token'])).json
            assert shown['gift_card_pdf_url'].startswith(f'{fake.url}/bucket/vouchers/{card}.pdf?X-Goog-')
            signed_as(fake, shown['gift_card_pdf_url'])
        stored = salon.sql("SELECT count (*) FROM gift_cards WHERE pdf_url IS NOT NULL")
        assert stored == [['0']], 'an address is stored'
        till.judge()


def reviews(salon, fake):
    places = {'GOOGLE_PLACE_ID': 'PLACE', 'GOOGLE_PLACES_API_KEY': 'places-key'}
    profile = {'GOOGLE_OAUTH_CLIENT_ID': 'id', 'GOOGLE_OAUTH_CLIENT_SECRET': 'secret',
               'GOOGLE_OAUTH_REFRESH_TOKEN': 'refresh', 'GOOGLE_BUSINESS_ACCOUNT_ID': '11',
               'GOOGLE_BUSINESS_LOCATION_ID': '22'}
    with salon.serve(**{**fake.environment(), **places}) as plain:
        server = contract.Checked(plain)
        fake.trouble.append(('GET', '/v1/places/PLACE', 'garbage'))
        assert server.ask('GET', '/api/v1/reviews').status == 503
        fake.google.n_places = 0
        for _ in range(5):
            found = server.ask('GET', '/api/v1/reviews')
            assert found.status == 200, found
        assert fake.google.n_places == 1, 'asked again within minutes'
        assert found.json['source'] == 'places' and found.json['rating_tenths'] == 47, found.json
        one = found.json['reviews'][0]
        assert one['author'] == 'Léa' and one['author_url'] == 'https://lea.example' and one['rating'] == 5, one
        kept = salon.run('pg_dump', 'salon')
        assert 'Très bien' not in kept and 'lea.example' not in kept, 'reviews of Places are stored'
        server.finish()
    with salon.serve(**{**fake.environment(), **places, **profile}) as plain:
        found = contract.Checked(plain).ask('GET', '/api/v1/reviews').json
        assert found['source'] == 'business_profile' and found['count'] == 2, found
        assert found['reviews'][0]['rating'] == 4 and found['reviews'][0]['reply'] == 'Merci', found
    with salon.serve(**fake.environment()) as plain:
        assert plain.ask('GET', '/api/v1/reviews').json['code'] == 'not_configured'
    assert not fake.complaints, fake.complaints


def wero(salon, fake):
    """Through Stripe, at the version of their preview, and said to be Wero."""
    with salon.serve('--with-worker', **fake.environment(), STRIPE_WERO=1) as server:
        till = Till(salon, fake, server)
        made = till.book()
        order = till.order(made, 'wero')
        assert fake.stripe.wero, 'not for Wero'
        till.tell('stripe', fake.pay(order['payment_url']))
        till.eventually(f"SELECT status FROM bookings WHERE id = '{made['id']}'", 'confirmed')
        till.eventually(f"SELECT payment_method FROM payments WHERE booking_id = '{made['id']}'", 'wero')
        assert server.ask('DELETE', f"/api/v1/bookings/{made['id']}/cancel", headers=bearer(made['token'])).status == 200
        till.eventually(f"SELECT payment_status FROM bookings WHERE id = '{made['id']}'", 'refunded')
        till.judge()


def another_prefix(salon, fake):
    """The salon's own prefix, zone and validity are those of cards that are bought online."""
    salon.sql("""INSERT INTO salon_settings (key, value) VALUES
                 ('gift_cards', '{"prefix": "LUNA", "validity_months": 6}')""")
    with salon.serve(**fake.environment()) as server:
        worker = Worker(salon, fake)
        till = Till(salon, fake, server)
        made = server.ask('POST', '/api/v1/gift-cards', GIFT).json
        till.tell('stripe', fake.pay(made['payment_url']))
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{made['id']}'", 'paid')
        code = till.value("SELECT code FROM gift_cards WHERE buyer_name = 'Paul'")
        assert code.startswith('LUNA-'), code
        assert server.ask('GET', f"/api/v1/gift-cards/{code.lower().replace('-', '%20')}").json['code'] == code
        months = till.value("SELECT (purchase_date + interval '6 months')::date = expiry_date FROM gift_cards")
        assert months == 't'
        worker.stop()


def codes_are_guessed_slowly(salon, fake):
    """Ten codes a minute, and each wrong one gets the same answer."""
    with salon.serve(**fake.environment(), RATE_LIMITS='on') as server:
        answers = [server.ask('GET', f'/api/v1/gift-cards/{code}') for code in
                   ['SERA-0000-0000', 'SERA-1111-1111', 'x', "'--", 'SERA-0000-000'] + ['SERA-2222-2222/pdf'] * 60]
        assert {one.status for one in answers} == {404, 429}, [one.status for one in answers]
        assert sum(one.status == 404 for one in answers) < 20, 'guessing is not limited'
        told = {json.dumps({**one.json, 'trace_id': '', 'instance': ''}) for one in answers if one.status == 404}
        assert len(told) == 1, told


def keys_without_meaning(salon):
    """serve --check says what is wrong with the keys of payments, and shows none."""
    text = salon.call('serve', '--check', WERO_API_KEY='secret-w', LYDIA_API_KEY='secret-l',
                      STRIPE_SECRET_KEY='sk_test_1', PAYPAL_MODE='live')
    for words in ('WERO_API_KEY', 'Wero gives no such key', 'LYDIA_VENDOR_TOKEN', 'PAYPAL_MODE', 'STRIPE_WEBHOOK_SECRET'):
        assert words in text, (words, text)
    for secret in ('secret-w', 'secret-l', 'sk_test_1'):
        assert secret not in text, text


def main():
    with Salon(sys.argv[1]) as salon:
        salon.sql(SETTINGS)
        for words, function in (
                ('workers that are killed lose nothing and do nothing twice', killed_workers),
                ('two workers share what there is to do', two_workers_share),
                ('papers are stored once, and opened by signed addresses', papers_are_stored_once),
                ('codes are guessed slowly', codes_are_guessed_slowly),
                ('Wero is paid through Stripe', wero),
                ('cards that are bought online are the salon’s own', another_prefix),
                ('reviews of either kind are shown, and asked for seldom', reviews)):
            with Salon(sys.argv[1]) as own:
                own.sql(SETTINGS)
                fake = Fake(own.folder)
                tap.test(words, lambda: function(own, fake))
        tap.test('keys that mean nothing are told, and not shown', lambda: keys_without_meaning(salon))
    tap.finish()


main()
