# SPDX-License-Identifier: GPL-3.0-or-later
"""Paying online, with providers that are one program of ours: the whole way of a client, and whatever can go
wrong between three parties. In the end the salon's rows say what the providers' books say."""

import concurrent.futures
import json
import pathlib
import random
import re
import subprocess
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import contract  # noqa: E402
import tap  # noqa: E402
from fake_provider import Fake  # noqa: E402
from salon_server import FACE, Salon, bearer, booking  # noqa: E402
from till import SETTINGS, Till  # noqa: E402

PASSWORD = 'un mot de passe'
PROVIDERS = ('stripe', 'paypal', 'lydia')


def main():
    with Salon(sys.argv[1]) as salon:
        salon.sql(SETTINGS)
        fake = Fake(salon.folder)
        for name, more in (('chef@example.org', ('--owner',)), ):
            salon.call('add-user', name, *more, '--name', 'Chef', text=PASSWORD + '\n')
        with salon.serve('--with-worker', **fake.environment()) as plain:
            server = contract.Checked(plain)
            till = Till(salon, fake, server)
            try:
                run(salon, fake, till, server)
            except Exception:
                print('\n'.join('# ' + line for line in plain.log()[-6000:].splitlines()))
                raise
            tap.test('the description is valid, and every answer was as it says', server.finish)
            tap.test('no secret and no name is in the log', lambda: log_is_discreet(plain))
    tap.finish()


def log_is_discreet(server):
    text = server.log()
    for word in ('sk_test_fake', 'whsec_fake', 'paypal-secret', 'private_fake', 'elodie@', 'odie Test'):
        assert word not in text, word


def run(salon, fake, till, server):
    signed_in = server.ask('POST', '/api/v1/auth/login', {'email': 'chef@example.org', 'password': PASSWORD})
    assert signed_in.status == 200, signed_in
    chef = bearer(signed_in.json['access_token'])

    def journey(provider):
        services = server.ask('GET', '/api/v1/services').json['items']
        assert [one['id'] for one in services if one['id'] == FACE]
        made = till.book()
        path = f"/api/v1/bookings/{made['id']}"
        order = till.order(made, provider)
        assert order['status'] == 'pending' and order['amount'] == '19.65', order
        assert till.order(made, provider)['id'] == order['id'], 'another page for the same'
        till.tell(provider, fake.pay(order['payment_url']))
        till.eventually(f"SELECT status FROM bookings WHERE id = '{made['id']}'", 'confirmed')
        shown = server.ask('GET', path, headers=bearer(made['token'])).json
        assert (shown['status'], shown['payment_status']) == ('confirmed', 'deposit_paid'), shown
        paid = server.ask('GET', f"/api/v1/payments/{order['id']}/status", headers=bearer(made['token'])).json
        assert paid['status'] == 'paid' and paid['payment_url'] is None, paid
        row = salon.sql('SELECT amount, payment_method, status, metadata ->> \'deposit\' FROM payments '
                        f"WHERE booking_id = '{made['id']}'")
        assert row == [['19.65', provider, 'completed', 'arrhes']], row
        assert server.ask('DELETE', path + '/cancel', headers=bearer(made['token'])).status == 200
        if provider == 'lydia':
            till.eventually(f"SELECT attention FROM salon.payment_orders WHERE id = '{order['id']}'",
                            'refund_by_hand')
        else:
            till.eventually(f"SELECT payment_status FROM bookings WHERE id = '{made['id']}'", 'refunded')
            assert till.value(f"SELECT sum (amount) FROM payments WHERE booking_id = '{made['id']}'") == '0.00'
        till.judge()

    def strangers_cannot_pay_or_look():
        made, other = till.book(), till.book()
        for token in (other['token'], 'x', ''):
            answer = server.ask('POST', '/api/v1/payments/stripe', {'booking_id': made['id']}, bearer(token))
            assert answer.status in (401, 404), answer
        order = till.order(made)
        assert server.ask('GET', f"/api/v1/payments/{order['id']}/status", headers=bearer(other['token'])).status == 404
        assert till.order(made, 'bitcoin', 503)['code'] == 'not_configured'
        assert till.order(made, 'wero', 503)['code'] == 'not_configured'

    def forged_webhooks():
        made = till.book()
        order = till.order(made)
        event = fake.stripe.event('checkout.session.completed', {
            'id': 'cs_x', 'client_reference_id': order['id'], 'payment_status': 'paid', 'metadata': {}})
        path, headers, body = fake.message('stripe', event)
        attempts = [
            (path, {}, body), (path, {**headers, 'Stripe-Signature': 't=1,v1=00'}, body),
            (path, headers, body + b' '), (path, headers, body.replace(b'paid', b'dead')),
            (path, fake.stripe.sign(body, fake.now() - 400), body),
            (path, fake.stripe.sign(body, fake.now(), 'whsec_other'), body),
            (path, fake.stripe.sign(json.dumps({**event, 'livemode': True}).encode(), fake.now()),
             json.dumps({**event, 'livemode': True}).encode()),
            (path, fake.stripe.sign(b'[]', fake.now()), b'[]'), (path, fake.stripe.sign(b'', fake.now()), b'')]
        path, headers, body = fake.message('paypal', fake.paypal.event('CHECKOUT.ORDER.APPROVED', {'custom_id': order['id']}))
        for change in ({'PAYPAL-CERT-URL': 'https://paypal.com.example/cert'}, {'PAYPAL-CERT-URL': fake.url + '0/x'},
                       {'PAYPAL-TRANSMISSION-ID': 'other'}, {'PAYPAL-AUTH-ALGO': 'SHA1withRSA'},
                       {'PAYPAL-TRANSMISSION-TIME': '2020-01-01T00:00:00Z'}, {'PAYPAL-TRANSMISSION-SIG': 'AAAA'}):
            attempts.append((path, {**headers, **change}, body))
        attempts.append((path, headers, body + b' '))
        path, headers, body = fake.message('lydia', {'request_id': '1', 'order_ref': order['id'], 'amount': '19.65'})
        attempts += [(path, headers, body[:-1]), (path, headers, body + b'&x=1'), (path, headers, b'\xff=%00&sig=1')]
        for path, headers, body in attempts:
            answer = server.ask('POST', path, body, headers)
            assert answer.status in (400, 415), (path, headers, body, answer)
        assert till.value(f"SELECT count (*) FROM salon.webhooks WHERE order_id = '{order['id']}'") == '0'
        assert till.value(f"SELECT status FROM bookings WHERE id = '{made['id']}'") == 'pending'

    def a_webhook_alone_confirms_nothing():
        for provider in PROVIDERS:
            made = till.book()
            order = till.order(made, provider)
            # Truly signed, and not true.
            if provider == 'lydia':
                event = {'request_id': '9', 'order_ref': order['id'], 'amount': '19.65', 'transaction_identifier': 'T'}
            else:
                thing = {'custom_id': order['id'], 'client_reference_id': order['id'],
                         'metadata': {'order': order['id']}, 'payment_status': 'paid', 'status': 'COMPLETED'}
                kinds = {'stripe': 'checkout.session.completed', 'paypal': 'PAYMENT.CAPTURE.COMPLETED'}
                event = getattr(fake, provider).event(kinds[provider], thing)
            n_calls = len(fake.calls)
            till.tell(provider, event)
            till.eventually(f"SELECT lease IS NULL AND run_at > now () FROM salon.jobs WHERE key = '{order['id']}'", 't')
            assert len(fake.calls) > n_calls, 'the provider was not asked'
            assert till.value(f"SELECT status FROM bookings WHERE id = '{made['id']}'") == 'pending'
        till.judge()

    def duplicated_and_shuffled():
        rng = random.Random(20261127)
        events, wanted = [], []
        for number in range(6):
            provider = PROVIDERS[number % 3]
            made = till.book()
            order = till.order(made, provider)
            event = fake.pay(order['payment_url'])
            events += [(provider, event)] * 3
            if provider == 'stripe':
                events.append((provider, fake.stripe.event('payment_intent.processing',
                                                           {'metadata': {'order': order['id']}})))
            wanted.append(made['id'])
        rng.shuffle(events)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(till.tell, *event) for event in events]:
                done.result()
        names = ', '.join(f"'{one}'" for one in wanted)
        till.eventually(f"SELECT count (*) FROM bookings WHERE id IN ({names}) AND status = 'confirmed' "
                        "AND payment_status = 'deposit_paid'", '6')
        till.judge()

    def lost_webhooks():
        paid = []
        for provider in PROVIDERS:
            made = till.book()
            fake.pay(till.order(made, provider)['payment_url'])
            paid.append(made['id'])
        till.hurry()
        names = ', '.join(f"'{one}'" for one in paid)
        till.eventually(f"SELECT count (*) FROM bookings WHERE id IN ({names}) AND status = 'confirmed'", '3')
        till.judge()

    def refunds_in_parts():
        for provider in ('stripe', 'paypal'):
            order = till.pay(till.book(), provider)
            path = f"/api/v1/admin/payments/{order['id']}/refund"
            assert server.ask('POST', path, {'amount': '5.00'}).status == 401
            part = server.ask('POST', path, {'amount': '5.00'}, chef)
            assert part.status == 200 and part.json['status'] == 'done', (part, fake.complaints)
            assert server.ask('POST', path, {'amount': '14.66'}, chef).status == 409
            key = {**chef, 'Idempotency-Key': f'refund-{provider}'}
            for forget in ('', 'DELETE FROM salon.idempotency'):
                # Also when the program died before it could remember its answer.
                salon.sql(forget)
                once = server.ask('POST', path, {'amount': '4.00'}, key)
                assert once.status == 200, once
            rest = server.ask('POST', path, {}, chef)
            assert rest.status == 200, rest
            assert server.ask('POST', path, {}, chef).status == 409
            amounts = salon.sql(f"SELECT amount FROM payments WHERE reverses = '{order['id']}' ORDER BY amount DESC")
            assert amounts == [['-4.00'], ['-5.00'], ['-10.65']], amounts
        assert server.ask('POST', f'/api/v1/admin/payments/{uuid.uuid4()}/refund', {}, chef).status == 404
        till.judge()

    def trouble_with_refunds(kind):
        """The money goes back once, whatever becomes of the answer."""
        for provider, path in (('stripe', '/v1/refunds'), ('paypal', '/v2/payments/captures/.*')):
            made = till.book()
            order = till.pay(made, provider)
            fake.trouble.append(('POST', path, kind))
            answer = server.ask('POST', f"/api/v1/admin/payments/{order['id']}/refund", {'amount': '5.00'}, chef)
            assert answer.status == 200 and answer.json['status'] == 'on_its_way', answer
            # Stripe forgets keys after a day: then only looking helps.
            fake.stripe.keys.clear()
            till.hurry()
            till.eventually(f"SELECT sum (amount) FROM payments WHERE booking_id = '{made['id']}'", '14.65')
            till.eventually(f"SELECT state FROM salon.payment_operations WHERE id = '{answer.json['id']}'", 'sent')
            assert fake.books()[order['id']] == 1465, 'given back twice'
        till.judge()

    def trouble_with_pages(kind):
        for provider, path in (('stripe', '/v1/checkout/sessions'), ('paypal', '/v2/checkout/orders'),
                               ('lydia', '/api/request/do.json')):
            made = till.book()
            fake.trouble.append(('POST', path, kind))
            till.order(made, provider, 503)
            again = server.ask('POST', f'/api/v1/payments/{provider}', {'booking_id': made['id']}, bearer(made['token']))
            if again.status != 201:
                # Lydia's page is lost: the order is closed, and the next one has a page.
                assert provider == 'lydia' and again.status in (502, 503), again
                again = server.ask('POST', f'/api/v1/payments/{provider}', {'booking_id': made['id']},
                                   bearer(made['token']))
            assert again.status == 201, (again, fake.complaints)
            till.tell(provider, fake.pay(again.json['payment_url']))
            till.eventually(f"SELECT status FROM bookings WHERE id = '{made['id']}'", 'confirmed')
        sessions = [one['client_reference_id'] for one in fake.stripe.sessions.values()]
        assert len(sessions) == len(set(sessions)), 'two pages for one order'
        till.judge()

    def a_capture_whose_answer_is_lost():
        made = till.book()
        order = till.order(made, 'paypal')
        fake.trouble.append(('POST', '/v2/checkout/orders/.*/capture', 'drop'))
        till.tell('paypal', fake.pay(order['payment_url']))
        for _ in range(3):
            till.hurry()
        till.eventually(f"SELECT status FROM bookings WHERE id = '{made['id']}'", 'confirmed')
        till.judge()

    def another_card_after_one_that_was_refused():
        made = till.book()
        order = till.order(made, 'paypal')
        fake.paypal.n_declined = 1
        till.tell('paypal', fake.pay(order['payment_url']))
        till.eventually(f"SELECT state FROM salon.payment_operations WHERE order_id = '{order['id']}' AND kind = 'take'",
                        'failed')
        assert till.value(f"SELECT status FROM bookings WHERE id = '{made['id']}'") == 'pending'
        till.tell('paypal', fake.pay(order['payment_url']))
        till.hurry()
        till.eventually(f"SELECT status FROM bookings WHERE id = '{made['id']}'", 'confirmed')
        till.judge()

    def a_gift_card_paid_when_it_was_over():
        made = server.ask('POST', '/api/v1/gift-cards', {
            'amount': '30.00', 'buyer_name': 'Ida', 'buyer_email': 'ida@example.org', 'recipient_name': 'Max'})
        order = f"WHERE id = '{made.json['id']}'"
        salon.sql(f"UPDATE salon.payment_orders SET state = 'closed', gift_card = NULL {order}")
        till.tell('stripe', fake.pay(made.json['payment_url']))
        till.eventually(f'SELECT attention FROM salon.payment_orders {order}', 'paid_too_late')
        till.eventually(f"SELECT sum (amount) FROM payments WHERE '{made.json['id']}' IN (id, reverses)", '0.00')
        assert till.value("SELECT count (*) FROM gift_cards WHERE buyer_name = 'Ida'") == '0'
        till.judge()

    def expire(made):
        salon.sql(f"UPDATE bookings SET hold_expires_at = now () - interval '1 minute' WHERE id = '{made['id']}'; "
                  'NOTIFY salon_jobs')
        till.eventually(f"SELECT status || ' ' || cancellation_reason FROM bookings WHERE id = '{made['id']}'",
                        'cancelled hold expired')

    def paid_late_and_still_free():
        for provider in PROVIDERS:
            made = till.book()
            order = till.order(made, provider)
            expire(made)
            till.tell(provider, fake.pay(order['payment_url']))
            till.eventually(f"SELECT status || ' ' || payment_status FROM bookings WHERE id = '{made['id']}'",
                            'confirmed deposit_paid')
        till.judge()

    def paid_late_and_taken():
        for provider in ('stripe', 'paypal'):
            made = till.book()
            order = till.order(made, provider)
            expire(made)
            other = server.ask('POST', '/api/v1/bookings', booking(made['booking_date'], made['booking_time'], FACE))
            assert other.status == 201, other
            till.tell(provider, fake.pay(order['payment_url']))
            till.eventually(f"SELECT payment_status FROM bookings WHERE id = '{made['id']}'", 'refunded')
            assert till.value(f"SELECT status FROM bookings WHERE id = '{made['id']}'") == 'cancelled'
            seen = server.ask('GET', '/api/v1/admin/payments/attention', headers=chef).json['payments']
            mine = [one for one in seen if one['id'] == order['id']]
            assert mine and mine[0]['attention'] == 'paid_too_late' and mine[0]['amount'] == '19.65', seen
            path = f"/api/v1/admin/payments/{order['id']}/attention"
            assert server.ask('DELETE', path, headers=chef).status == 204
            seen = server.ask('GET', '/api/v1/admin/payments/attention', headers=chef).json['payments']
            assert not [one for one in seen if one['id'] == order['id']], seen
        till.judge()

    def a_page_closes_with_its_booking():
        made = till.book()
        order = till.order(made)
        assert server.ask('DELETE', f"/api/v1/bookings/{made['id']}/cancel", headers=bearer(made['token'])).status == 200
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{order['id']}'", 'closed')
        session = next(one for one in fake.stripe.sessions.values() if one['client_reference_id'] == order['id'])
        assert session['status'] == 'expired', session
        till.order(made, 'stripe', 410)

    def refunded_at_the_provider():
        made = till.book()
        order = till.pay(made)
        session = next(one for one in fake.stripe.sessions.values() if one['client_reference_id'] == order['id'])
        charge = session['payment_intent']['latest_charge']
        charge['amount_refunded'] = 900
        # Begun at Stripe: none of our words is in it.
        intent = session['payment_intent']['id']
        till.tell('stripe', fake.stripe.event('refund.created', {'id': 're_1', 'metadata': {}, 'payment_intent': intent}))
        till.eventually(f"SELECT sum (amount) FROM payments WHERE booking_id = '{made['id']}'", '10.65')
        # It failed days later: the money is back.
        charge['amount_refunded'] = 0
        till.tell('stripe', fake.stripe.event('refund.failed', {'metadata': {'order': order['id']}}))
        till.eventually(f"SELECT sum (amount) FROM payments WHERE booking_id = '{made['id']}'", '19.65')
        till.judge()

    def disputes():
        for provider in ('stripe', 'paypal'):
            made = till.book()
            order = till.pay(made, provider)
            capture = till.value(f"SELECT capture_id FROM salon.payment_orders WHERE id = '{order['id']}'")
            thing = {'stripe': {'id': 'dp_1', 'payment_intent': capture, 'metadata': {}},
                     'paypal': {'dispute_id': 'PP-D-1', 'disputed_transactions': [{'seller_transaction_id': capture}]}}
            kind = {'stripe': 'charge.dispute.created', 'paypal': 'CUSTOMER.DISPUTE.CREATED'}
            till.tell(provider, getattr(fake, provider).event(kind[provider], thing[provider]))
            assert till.value(f"SELECT attention FROM salon.payment_orders WHERE id = '{order['id']}'") == 'disputed'
        till.tell('stripe', fake.stripe.event('charge.dispute.created', {'payment_intent': 'pi_of_somebody_else'}))
        till.judge()

    def another_amount_confirms_nothing():
        made = till.book()
        order = till.order(made)
        session = next(one for one in fake.stripe.sessions.values() if one['client_reference_id'] == order['id'])
        session['amount_total'] = 100
        event = fake.pay(order['payment_url'])
        till.tell('stripe', event)
        till.eventually(f"SELECT attention FROM salon.payment_orders WHERE id = '{order['id']}'", 'not_what_was_ordered')
        assert till.value(f"SELECT status FROM bookings WHERE id = '{made['id']}'") == 'pending'
        del fake.stripe.sessions[session['id']]

    def gift_cards():
        wish = {'amount': '80.00', 'buyer_name': 'Paul', 'buyer_email': 'paul@example.org', 'recipient_name': 'Zoé',
                'custom_message': 'Joyeux anniversaire !'}
        for provider in ('stripe', 'paypal'):
            made = server.ask('POST', '/api/v1/gift-cards', {**wish, 'provider': provider})
            assert made.status == 201 and made.json['status'] == 'pending', (made, fake.complaints)
            path = f"/api/v1/payments/{made.json['id']}/status"
            assert server.ask('GET', path, headers=bearer(made.json['token'])).json['gift_card_code'] is None
            assert till.value("SELECT count (*) FROM gift_cards WHERE buyer_name = 'Paul'") == '0'
            till.tell(provider, fake.pay(made.json['payment_url']))
            till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{made.json['id']}'", 'paid')
            paid = server.ask('GET', path, headers=bearer(made.json['token'])).json
            code = paid['gift_card_code']
            card = server.ask('GET', f'/api/v1/gift-cards/{code}')
            assert card.status == 200 and card.json['valid'] and card.json['balance'] == '80.00', card
            assert server.ask('GET', f"/api/v1/gift-cards/{code.lower().replace('-', '')}").json['code'] == code
            pdf = server.ask('GET', f'/api/v1/gift-cards/{code}/pdf')
            assert pdf.status == 200 and pdf.body.startswith(b'%PDF'), pdf.status
            check_paper(pdf.body, code)
            assert paid['gift_card_pdf_url'].endswith(f'/gift-cards/{code}/pdf')
            back = server.ask('POST', f"/api/v1/admin/payments/{made.json['id']}/refund", {}, chef)
            assert back.status == 200 and back.json['status'] == 'done', back
            assert server.ask('GET', f'/api/v1/gift-cards/{code}').status == 404
            salon.sql("UPDATE gift_cards SET buyer_name = 'Paul D.' WHERE buyer_name = 'Paul'")
        assert server.ask('GET', '/api/v1/gift-cards/SERA-0000-0000').status == 404
        for bad in ({'amount': '80.00', 'service_id': FACE}, {}, {'amount': '0.50'}, {'amount': '80'}):
            answer = server.ask('POST', '/api/v1/gift-cards', {**{key: wish[key] for key in wish if key != 'amount'}, **bad})
            assert answer.status == 422, (bad, answer)
        service = server.ask('POST', '/api/v1/gift-cards',
                             {**{key: wish[key] for key in wish if key != 'amount'}, 'service_id': FACE})
        assert service.status == 201 and service.json['amount'] == '65.50', service
        till.judge()

    def check_paper(pdf, code):
        path = f'{salon.folder}/paper'
        pathlib.Path(f'{path}.pdf').write_bytes(pdf)
        text = subprocess.run(['pdftotext', f'{path}.pdf', '-'], check=True, stdout=subprocess.PIPE).stdout.decode()
        # A gap between two letters may be read as a space.
        bare = ''.join(text.split()).casefold()
        # The telephone as people write it.
        for words in ('Zoé', 'Paul', 'Joyeuxanniversaire', code, 'InstitutSérénaïa', '0478000000'):
            assert words.casefold() in bare, (words, text)
        subprocess.run(['pdftoppm', '-r', '150', '-png', '-singlefile', f'{path}.pdf', path], check=True)
        seen = subprocess.run(['zbarimg', '-q', '--raw', f'{path}.png'], check=True, stdout=subprocess.PIPE).stdout
        assert seen.decode().strip() == code, seen

    def paid_twice():
        made = till.book()
        orders = [till.order(made, provider) for provider in ('stripe', 'paypal')]
        salon.sql(f"UPDATE bookings SET price = 30 WHERE id = '{made['id']}'")
        for order in orders:
            till.tell(order['provider'], fake.pay(order['payment_url']))
        till.eventually(f"SELECT payment_amount FROM bookings WHERE id = '{made['id']}'", '39.30')
        seen = server.ask('GET', '/api/v1/admin/payments/attention', headers=chef).json['payments']
        assert [one['attention'] for one in seen if one['booking_id'] == made['id']] == ['overpaid'], seen
        till.judge()

    def measures():
        text = server.ask('GET', '/metrics').body.decode()
        found = {name: int(value) for name, value in re.findall(r'^serenaia_(\w+) (\d+)$', text, re.MULTILINE)}
        assert found['revenue_cents_total'] > 0 and found['refund_cents_total'] > 0, text
        assert found['webhooks_total'] > 20 and found['webhooks_refused_total'] >= 15, text

    def links_from_the_salon():
        made = till.book()
        wish = {'booking_id': made['id'], 'provider': 'stripe'}
        assert server.ask('POST', '/api/v1/admin/payments/links', wish).status == 401
        link = server.ask('POST', '/api/v1/admin/payments/links', wish, chef)
        assert link.status == 201 and link.json['payment_url'].startswith(fake.url), link
        assert till.order(made)['id'] == link.json['id']
        path = f"/api/v1/admin/payments/links?booking_id={made['id']}"
        assert server.ask('GET', path).status == 401
        shown = server.ask('GET', path, headers=chef).json
        assert shown['providers'] == list(PROVIDERS), shown
        assert [(one['id'], one['status'], one['payment_url']) for one in shown['links']] == [
            (link.json['id'], 'pending', link.json['payment_url'])], shown
        # Nobody tells: who looks makes the server look.
        fake.pay(link.json['payment_url'])
        server.ask('GET', path, headers=chef)
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{link.json['id']}'", 'paid')
        shown = server.ask('GET', path, headers=chef).json
        assert [(one['status'], one['payment_url']) for one in shown['links']] == [('paid', None)], shown

    def a_refund_that_is_refused():
        order = till.pay(till.book())
        fake.trouble.append(('POST', '/v1/refunds', 400))
        path = f"/api/v1/admin/payments/{order['id']}/refund"
        for _ in range(2):
            answer = server.ask('POST', path, {'amount': '5.00'}, {**chef, 'Idempotency-Key': 'no-twice'})
            assert (answer.status, answer.json['code']) == (502, 'provider_failed'), answer
        till.judge()

    tests = [(f'services, time, booking, paying by {one}, cancelling, money back', lambda one=one: journey(one))
             for one in PROVIDERS]
    tests += [
        ('strangers cannot pay or look', strangers_cannot_pay_or_look),
        ('forged webhooks are refused', forged_webhooks),
        ('a webhook alone confirms nothing', a_webhook_alone_confirms_nothing),
        ('duplicated and shuffled webhooks change nothing', duplicated_and_shuffled),
        ('lost webhooks are made up for', lost_webhooks),
        ('money goes back in parts, never more than came', refunds_in_parts)]
    tests += [(f'a refund goes back once when its answer is: {kind}', lambda kind=kind: trouble_with_refunds(kind))
              for kind in ('drop', 'garbage', 429, 500)]
    tests += [(f'a page is had once when its answer is: {kind}', lambda kind=kind: trouble_with_pages(kind))
              for kind in ('drop', 'garbage', 500)]
    tests += [
        ('a capture whose answer is lost happens once', a_capture_whose_answer_is_lost),
        ('another card is taken after one that was refused', another_card_after_one_that_was_refused),
        ('a gift card that is paid when it was over is paid back', a_gift_card_paid_when_it_was_over),
        ('who pays late has her time when it is free', paid_late_and_still_free),
        ('who pays late gets her money back when it is not', paid_late_and_taken),
        ('a page closes with its booking', a_page_closes_with_its_booking),
        ('what is given back at the provider is seen, also when it fails', refunded_at_the_provider),
        ('a dispute is told, and about which payment it is', disputes),
        ('another amount confirms nothing', another_amount_confirms_nothing),
        ('a gift card is there when it is paid, with its paper', gift_cards),
        ('the salon can send a link, and sees what becomes of it', links_from_the_salon),
        ('a refund that was refused is refused again when it is asked for again', a_refund_that_is_refused),
        ('who pays twice is seen', paid_twice),
        ('revenue, refunds and webhooks are counted', measures)]
    for words, function in tests:
        tap.test(words, function)


main()
