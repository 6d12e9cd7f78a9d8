# SPDX-License-Identifier: GPL-3.0-or-later
"""Stripe, PayPal, Lydia and Google as one HTTP program, for tests.

    fake = Fake(folder)
    environment = fake.environment(api_url)
    fake.pay(page_url)                       the payer pays on a page
    fake.trouble.append(('POST', '/v1/refunds', 'drop'))   the next such call goes wrong

It checks what it is asked as the contracts say: what is not right is a failed test (`complaints`). It
keeps the books: `stripe`, `paypal`, `lydia`, by which the salon's rows are judged. Trouble is one of:
drop (the effect is there, the answer is not), 400, 429, 500 (before any effect), garbage (after it).
"""

import base64
import hashlib
import hmac
import http.server
import json
import re
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
import uuid
import zlib

import payer_page

STRIPE_KEY, STRIPE_SECRET = 'sk_test_fake', 'whsec_fake_secret'
PAYPAL_ID, PAYPAL_SECRET, PAYPAL_WEBHOOK = 'paypal-client', 'paypal-secret', '1JE4291016473214C'
LYDIA_VENDOR, LYDIA_PRIVATE = 'vt_fake', 'private_fake'
VERSION, PREVIEW = '2026-10-28.endive', '2026-10-28.preview'
UUID = re.compile(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')


def base64url(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def crc32c(data):
    """Castagnoli's, base64 of its four bytes."""
    total = 0xffffffff
    for byte in data:
        total ^= byte
        for _ in range(8):
            total = total >> 1 ^ (0x82f63b78 if total & 1 else 0)
    return base64.b64encode((total ^ 0xffffffff).to_bytes(4, 'big')).decode()


def lydia_signature(fields):
    text = '&'.join(f'{name}={fields[name]}' for name in sorted(fields) if name != 'sig')
    return hashlib.md5(f'{text}&{LYDIA_PRIVATE}'.encode()).hexdigest()


def decimal(cents):
    return f'{cents // 100}.{cents % 100:02}'


def cents(text):
    assert re.fullmatch(r'\d+\.\d\d', text), f'{text} is no amount'
    return int(text.replace('.', ''))


class Refuse(Exception):
    """An answer that is no success."""

    def __init__(self, status, body):
        super().__init__(str(status))
        self.status, self.body = status, body


class Stripe:
    """Checkout sessions, their payment intents, refunds; idempotency as documented."""

    def __init__(self, fake):
        self.fake, self.sessions, self.refunds, self.keys, self.wero = fake, {}, {}, {}, set()

    def check(self, call):
        assert call.headers['Authorization'] == f'Bearer {STRIPE_KEY}', call.headers['Authorization']
        version = PREVIEW if self.is_wero(call) else VERSION
        assert call.headers['Stripe-Version'] == version, (call.path, call.headers['Stripe-Version'])
        if call.method == 'POST':
            assert call.headers['Content-Type'] == 'application/x-www-form-urlencoded'

    def is_wero(self, call):
        """Is it about a session for that means alone?"""
        if call.path == '/v1/checkout/sessions':
            return call.form.get('payment_method_types[0]') == 'wero'
        words = call.path + call.body.decode() + str(call.query)
        return any(name in words for name in self.wero)

    def answer(self, call):
        self.check(call)
        key = call.headers.get('Idempotency-Key')
        if call.method == 'POST' and not call.path.endswith('/expire'):
            assert key and UUID.fullmatch(key), f'no Idempotency-Key for {call.path}'
            if key in self.keys:
                body, reply = self.keys[key]
                if body != call.body:
                    raise Refuse(400, {'error': {'type': 'idempotency_error', 'message': 'another body'}})
                return reply
        reply = self.route(call)
        if key:
            self.keys[key] = call.body, reply
        return reply

    def route(self, call):
        if call.path == '/v1/checkout/sessions':
            return self.open(call.form)
        if found := re.fullmatch(r'/v1/checkout/sessions/(\w+)(/expire)?', call.path):
            session = self.sessions[found[1]]
            if found[2]:
                if session['status'] != 'open':
                    raise Refuse(400, {'error': {'type': 'invalid_request_error', 'message': 'not open'}})
                session['status'], session['url'] = 'expired', None
            else:
                assert call.query == {'expand[0]': 'payment_intent.latest_charge'}, call.query
            return session
        if call.path == '/v1/refunds' and call.method == 'GET':
            return {'data': [refund for refund in self.refunds.values()
                             if refund['payment_intent'] == call.query['payment_intent']]}
        if call.path == '/v1/refunds':
            return self.refund(call.form)
        raise Refuse(404, {'error': {'type': 'invalid_request_error', 'message': call.path}})

    def open(self, form):
        name = f'cs_test_{uuid.uuid4().hex}'
        expected = {'mode': 'payment', 'line_items[0][quantity]': '1', 'locale': 'fr',
                    'line_items[0][price_data][currency]': 'eur'}
        for field, value in expected.items():
            assert form[field] == value, (field, form)
        assert UUID.fullmatch(form['client_reference_id'])
        assert form['metadata[order]'] == form['client_reference_id']
        assert form['payment_intent_data[metadata][order]'] == form['client_reference_id']
        assert 30 * 60 <= int(form['expires_at']) - self.fake.now() + 5 <= 24 * 3600 + 10, form['expires_at']
        self.sessions[name] = {
            'id': name, 'object': 'checkout.session', 'url': f'{self.fake.url}/pay/stripe/{name}',
            'status': 'open', 'payment_status': 'unpaid', 'currency': 'eur', 'livemode': False,
            'amount_total': int(form['line_items[0][price_data][unit_amount]']), 'payment_intent': None,
            'client_reference_id': form['client_reference_id'],
            'success_url': form['success_url'], 'cancel_url': form['cancel_url'],
            'metadata': {'order': form['client_reference_id']}}
        self.fake.ways_back[name] = form['success_url'], form['cancel_url']
        if 'payment_method_types[0]' in form:
            self.wero.add(name)
        return self.sessions[name]

    def pay(self, name):
        session = self.sessions[name]
        assert session['status'] == 'open', 'nobody can pay on a page that is closed'
        session.update(status='complete', payment_status='paid', url=None, payment_intent={
            'id': f'pi_{name}', 'status': 'succeeded', 'metadata': session['metadata'],
            'latest_charge': {'id': f'ch_{name}', 'amount_refunded': 0}})
        return self.event('checkout.session.completed', session)

    def refund(self, form):
        intent = form['payment_intent']
        session = next(one for one in self.sessions.values()
                       if one['payment_intent'] and one['payment_intent']['id'] == intent)
        charge = session['payment_intent']['latest_charge']
        amount = int(form['amount'])
        if charge['amount_refunded'] + amount > session['amount_total']:
            raise Refuse(400, {'error': {'type': 'invalid_request_error', 'message': 'more than was paid'}})
        charge['amount_refunded'] += amount
        name = f're_{uuid.uuid4().hex}'
        self.refunds[name] = {'id': name, 'object': 'refund', 'amount': amount, 'status': 'succeeded',
                              'payment_intent': intent,
                              'metadata': {'order': form['metadata[order]'],
                                           'operation': form['metadata[operation]']}}
        return self.refunds[name]

    def event(self, kind, thing):
        return {'id': f'evt_{uuid.uuid4().hex}', 'object': 'event', 'type': kind, 'livemode': False,
                'data': {'object': thing}}

    def sign(self, body, stamp, secret=STRIPE_SECRET):
        mac = hmac.new(secret.encode(), f'{stamp}.'.encode() + body, hashlib.sha256).hexdigest()
        return {'Stripe-Signature': f't={stamp},v1={mac}', 'Content-Type': 'application/json'}

    def books(self):
        """Of each order that was paid: what is left of it."""
        return {one['client_reference_id']:
                one['amount_total'] - one['payment_intent']['latest_charge']['amount_refunded']
                for one in self.sessions.values() if one['payment_status'] == 'paid'}


class Paypal:
    """Orders v2. A payer approves, the salon captures."""

    def __init__(self, fake):
        self.fake, self.orders, self.keys, self.tokens, self.n_sign_ins = fake, {}, {}, set(), 0
        self.n_declined = 0  # so many cards are refused from now on

    def answer(self, call):
        if call.path == '/v1/oauth2/token':
            pair = base64.b64encode(f'{PAYPAL_ID}:{PAYPAL_SECRET}'.encode()).decode()
            assert call.headers['Authorization'] == f'Basic {pair}'
            assert call.body == b'grant_type=client_credentials', call.body
            self.n_sign_ins += 1
            token = uuid.uuid4().hex
            self.tokens.add(token)
            return {'access_token': token, 'token_type': 'Bearer', 'expires_in': 32400}
        if call.path == '/certs/paypal.pem':
            return self.fake.certificate
        if call.headers.get('Authorization', '').removeprefix('Bearer ') not in self.tokens:
            raise Refuse(401, {'name': 'AUTHENTICATION_FAILURE', 'message': 'no'})
        key = call.headers.get('PayPal-Request-Id')
        if call.method == 'POST':
            assert key and 1 <= len(key) <= 108
            assert call.headers['Prefer'] == 'return=representation'
            assert call.headers['Content-Type'] == 'application/json'
            if (key, call.path) in self.keys:
                return self.keys[key, call.path]
        reply = self.route(call)
        if key:
            self.keys[key, call.path] = reply
        return reply

    def route(self, call):
        if call.path == '/v2/checkout/orders':
            return self.create(json.loads(call.body))
        if found := re.fullmatch(r'/v2/checkout/orders/(\w+)(/capture)?', call.path):
            if found[1] not in self.orders:
                raise Refuse(404, {'name': 'RESOURCE_NOT_FOUND'})
            order = self.orders[found[1]]
            return self.capture(order, call) if found[2] else order
        if found := re.fullmatch(r'/v2/payments/captures/(\w+)/refund', call.path):
            return self.refund(found[1], json.loads(call.body))
        raise Refuse(404, {'name': 'RESOURCE_NOT_FOUND'})

    def create(self, wish):
        assert wish['intent'] == 'CAPTURE' and len(wish['purchase_units']) == 1
        unit = wish['purchase_units'][0]
        assert UUID.fullmatch(unit['custom_id']) and unit['amount']['currency_code'] == 'EUR'
        cents(unit['amount']['value'])
        context = wish['payment_source']['paypal']['experience_context']
        assert context['user_action'] == 'PAY_NOW' and context['locale'] == 'fr-FR'
        assert context['shipping_preference'] == 'NO_SHIPPING'
        name = uuid.uuid4().hex[:17].upper()
        self.orders[name] = {'id': name, 'status': 'PAYER_ACTION_REQUIRED', 'purchase_units': [unit],
                             'links': [{'rel': 'self', 'href': 'x', 'method': 'GET'},
                                       {'rel': 'payer-action', 'method': 'GET',
                                        'href': f'{self.fake.url}/pay/paypal/{name}'}]}
        self.fake.ways_back[name] = context['return_url'], context['cancel_url']
        return self.orders[name]

    def pay(self, name):
        order = self.orders[name]
        order['status'] = 'APPROVED'
        return self.event('CHECKOUT.ORDER.APPROVED', order)

    def capture(self, order, call):
        assert call.body == b'{}', call.body
        issue = {'PAYER_ACTION_REQUIRED': 'ORDER_NOT_APPROVED', 'COMPLETED': 'ORDER_ALREADY_CAPTURED'}
        if order['status'] != 'APPROVED':
            raise Refuse(422, {'name': 'UNPROCESSABLE_ENTITY', 'details': [{'issue': issue[order['status']]}]})
        if self.n_declined:
            self.n_declined -= 1
            order['status'] = 'PAYER_ACTION_REQUIRED'
            raise Refuse(422, {'name': 'UNPROCESSABLE_ENTITY', 'details': [{'issue': 'INSTRUMENT_DECLINED'}]})
        unit = order['purchase_units'][0]
        order['status'] = 'COMPLETED'
        unit['payments'] = {'captures': [{'id': f"CAP{order['id']}", 'status': 'COMPLETED',
                                          'amount': unit['amount'], 'custom_id': unit['custom_id']}]}
        return order

    def refund(self, capture, wish):
        order = next(one for one in self.orders.values() if f"CAP{one['id']}" == capture)
        payments = order['purchase_units'][0]['payments']
        assert wish['amount']['currency_code'] == 'EUR'
        refunds = payments.setdefault('refunds', [])
        total = sum(cents(one['amount']['value']) for one in refunds) + cents(wish['amount']['value'])
        paid = cents(payments['captures'][0]['amount']['value'])
        if total > paid:
            raise Refuse(422, {'name': 'UNPROCESSABLE_ENTITY', 'details': [{'issue': 'REFUND_AMOUNT_EXCEEDED'}]})
        payments['captures'][0]['status'] = 'REFUNDED' if total == paid else 'PARTIALLY_REFUNDED'
        refunds.append({'id': f'REF{uuid.uuid4().hex[:14]}', 'status': 'COMPLETED', 'amount': wish['amount']})
        return refunds[-1]

    def event(self, kind, thing):
        return {'id': f'WH-{uuid.uuid4().hex}', 'event_type': kind, 'resource': thing}

    def sign(self, body, stamp):
        moment = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(stamp))
        name = str(uuid.uuid4())
        text = f'{name}|{moment}|{PAYPAL_WEBHOOK}|{zlib.crc32(body)}'
        return {'PAYPAL-TRANSMISSION-ID': name, 'PAYPAL-TRANSMISSION-TIME': moment,
                'PAYPAL-TRANSMISSION-SIG': base64.b64encode(self.fake.rsa(text.encode())).decode(),
                'PAYPAL-CERT-URL': f'{self.fake.url}/certs/paypal.pem', 'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
                'Content-Type': 'application/json'}

    def books(self):
        books = {}
        for order in self.orders.values():
            unit = order['purchase_units'][0]
            if order['status'] == 'COMPLETED':
                books[unit['custom_id']] = cents(unit['amount']['value']) - sum(
                    cents(one['amount']['value']) for one in unit['payments'].get('refunds', []))
        return books


class Lydia:
    """Payment requests, their states, signed callbacks."""

    def __init__(self, fake):
        self.fake, self.requests = fake, {}

    def answer(self, call):
        assert call.headers['Content-Type'] == 'application/x-www-form-urlencoded'
        assert call.form['vendor_token'] == LYDIA_VENDOR
        if call.path == '/api/request/do.json':
            return self.ask(call.form)
        if call.path == '/api/request/state.json':
            request = self.requests[call.form['request_uuid']]
            fields = {'amount': request['amount'], 'request_uuid': request['uuid']}
            return {'state': str(request['state']), 'amount': request['amount'],
                    'signature': lydia_signature(fields)}
        raise Refuse(404, {'error': '1', 'message': call.path})

    def ask(self, form):
        assert re.fullmatch(r'[A-Za-z0-9-]+', form['order_ref']) and form['currency'] == 'EUR'
        assert form['type'] in ('phone', 'email') and form['recipient'] and form['notify'] == 'no'
        assert not any(one['order'] == form['order_ref'] for one in self.requests.values()), 'asked twice'
        cents(form['amount'])
        name = uuid.uuid4().hex
        self.requests[name] = {'uuid': name, 'order': form['order_ref'], 'amount': form['amount'], 'state': 0}
        self.fake.ways_back[name] = form['browser_success_url'], form['browser_fail_url']
        return {'error': '0', 'request_id': '123', 'request_uuid': name, 'message': 'ok',
                'mobile_url': f'{self.fake.url}/pay/lydia/{name}'}

    def pay(self, name):
        request = self.requests[name]
        request['state'] = 1
        return {'currency': 'EUR', 'request_id': '123', 'amount': request['amount'], 'signed': '1',
                'transaction_identifier': f'TX-{name[:8]}', 'vendor_token': LYDIA_VENDOR,
                'order_ref': request['order']}

    def books(self):
        return {one['order']: cents(one['amount']) for one in self.requests.values() if one['state'] == 1}


class Google:
    """Places, Business Profile, OAuth, storage."""

    def __init__(self, fake):
        self.fake, self.objects, self.n_places = fake, {}, 0

    def answer(self, call):
        if call.path == '/token':
            return self.sign_in(call.form)
        if call.path.startswith('/v1/places/'):
            self.n_places += 1
            assert call.headers['X-Goog-Api-Key'] == 'places-key' and call.query == {'languageCode': 'fr'}
            assert call.headers['X-Goog-FieldMask'] == 'id,displayName,rating,userRatingCount,reviews,googleMapsUri'
            return {'id': 'PLACE', 'rating': 4.7, 'userRatingCount': 132, 'googleMapsUri': 'https://maps.example',
                    'reviews': [{'rating': 5, 'text': {'text': 'Très bien', 'languageCode': 'fr'},
                                 'publishTime': '2026-10-01T10:00:00Z',
                                 'authorAttribution': {'displayName': 'Léa', 'uri': 'https://lea.example',
                                                       'photoUri': 'https://photo.example'}}]}
        assert call.headers['Authorization'] == 'Bearer google-token', call.headers['Authorization']
        if call.path == '/v4/accounts/11/locations/22/reviews':
            assert call.query == {'pageSize': '50', 'orderBy': 'updateTime desc'}, call.query
            return {'averageRating': 4.5, 'totalReviewCount': 2, 'reviews': [
                {'reviewer': {'displayName': 'Zoé'}, 'starRating': 'FOUR', 'comment': 'Bien',
                 'updateTime': '2026-09-01T10:00:00Z', 'reviewReply': {'comment': 'Merci'}}]}
        if call.path == '/upload/storage/v1/b/bucket/o':
            return self.store(call)
        if call.path.startswith('/storage/v1/b/bucket/o/'):
            return self.describe(urllib.parse.unquote(call.path.rpartition('/')[2]))
        raise Refuse(404, {'error': {'code': 404, 'message': call.path}})

    def sign_in(self, form):
        if form['grant_type'] == 'refresh_token':
            assert form == {'client_id': 'id', 'client_secret': 'secret', 'refresh_token': 'refresh',
                            'grant_type': 'refresh_token'}, form
        else:
            assert form['grant_type'] == 'urn:ietf:params:oauth:grant-type:jwt-bearer'
            head, claims, signature = form['assertion'].split('.')
            assert json.loads(base64url(head)) == {'alg': 'RS256', 'typ': 'JWT', 'kid': 'key-1'}
            said = json.loads(base64url(claims))
            assert said['aud'] == 'https://oauth2.googleapis.com/token' and said['exp'] - said['iat'] <= 3600
            assert said['scope'] == 'https://www.googleapis.com/auth/devstorage.read_write'
            assert base64url(signature) == self.fake.rsa(f'{head}.{claims}'.encode()), 'a wrong signature'
        return {'access_token': 'google-token', 'expires_in': 3600, 'token_type': 'Bearer'}

    def store(self, call):
        name = call.query['name']
        assert call.query['uploadType'] == 'media' and call.headers['Content-Type'] == 'application/pdf'
        there = self.objects.get(name, (None, 0))
        if call.query['ifGenerationMatch'] != str(there[1]):
            raise Refuse(412, {'error': {'code': 412, 'message': 'conditionNotMet'}})
        self.objects[name] = call.body, there[1] + 1
        return self.describe(name)

    def describe(self, name):
        body, generation = self.objects[name]
        return {'name': name, 'generation': str(generation), 'size': str(len(body)), 'crc32c': crc32c(body)}


class Call:
    def __init__(self, handler, body):
        self.method, self.headers, self.body = handler.command, handler.headers, body
        parts = urllib.parse.urlsplit(handler.path)
        self.path = parts.path
        self.query = dict(urllib.parse.parse_qsl(parts.query))

    @property
    def form(self):
        return dict(urllib.parse.parse_qsl(self.body.decode(), strict_parsing=True))


class Fake:
    """The program: everything on one port of this computer."""

    def __init__(self, folder):
        self.folder, self.trouble, self.complaints, self.calls = folder, [], [], []
        self.lock = threading.Lock()
        # For payers with a browser (payer_page.py): of each page, where its payer goes afterwards and who gives up;
        # what the salon was not told yet, when it is told, and where.
        self.ways_back, self.untold, self.tells, self.tells_at = {}, [], 'before', None
        self.stripe, self.paypal, self.lydia, self.google = Stripe(self), Paypal(self), Lydia(self), Google(self)
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *words):
                pass

            def do_GET(self):
                fake.serve(self)

            do_POST = do_GET

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.make_keys()

    def now(self):
        return int(time.time())

    def make_keys(self):
        def openssl(*words):
            subprocess.run(['openssl', *words], cwd=self.folder, check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)

        openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=Authority',
                '-keyout', 'authority.key', '-out', 'authority.crt')
        openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=fake.paypal.com',
                '-addext', 'subjectAltName=DNS:fake.paypal.com', '-keyout', 'fake.key', '-out', 'fake.csr')
        openssl('x509', '-req', '-in', 'fake.csr', '-CA', 'authority.crt', '-CAkey', 'authority.key',
                '-days', '30', '-copy_extensions', 'copy', '-out', 'fake.crt')
        with open(f'{self.folder}/fake.crt', encoding='ascii') as file:
            self.certificate = file.read()
        with open(f'{self.folder}/fake.key', encoding='ascii') as file:
            key = file.read()
        with open(f'{self.folder}/account.json', 'w', encoding='utf-8') as file:
            json.dump({'client_email': 'salon@example.iam', 'private_key_id': 'key-1', 'private_key': key}, file)

    def rsa(self, data):
        return subprocess.run(['openssl', 'dgst', '-sha256', '-sign', f'{self.folder}/fake.key'], input=data,
                              check=True, stdout=subprocess.PIPE).stdout

    def environment(self, api_url='http://127.0.0.1:1'):
        urls = {f'{name}_BASE_URL': self.url for name in (
            'STRIPE', 'PAYPAL', 'LYDIA', 'GCS', 'GOOGLE_OAUTH', 'GOOGLE_BUSINESS', 'GOOGLE_PLACES')}
        return {**urls, 'PAYMENT_MODE': 'fake', 'API_URL': api_url, 'PUBLIC_URL': 'https://salon.example',
                'STRIPE_SECRET_KEY': STRIPE_KEY, 'STRIPE_WEBHOOK_SECRET': STRIPE_SECRET,
                'PAYPAL_CLIENT_ID': PAYPAL_ID, 'PAYPAL_CLIENT_SECRET': PAYPAL_SECRET,
                'PAYPAL_WEBHOOK_ID': PAYPAL_WEBHOOK, 'PAYPAL_CA_FILE': f'{self.folder}/authority.crt',
                'LYDIA_VENDOR_TOKEN': LYDIA_VENDOR, 'LYDIA_PRIVATE_TOKEN': LYDIA_PRIVATE}

    def books(self):
        return {**self.stripe.books(), **self.paypal.books(), **self.lydia.books()}

    def pay(self, page_url):
        """The payer pays. Returns what the provider tells of it."""
        provider, name = page_url.removeprefix(f'{self.url}/pay/').split('/')
        with self.lock:
            return getattr(self, provider).pay(name)

    # --- Answering ---

    def find_trouble(self, call):
        for one in self.trouble:
            if one[0] == call.method and re.fullmatch(one[1], call.path):
                self.trouble.remove(one)
                return one[2]
        return None

    def provider_of(self, call):
        if call.path.startswith(('/v1/oauth2', '/v2/', '/certs/')):
            return self.paypal
        if call.path.startswith('/api/'):
            return self.lydia
        if call.path.startswith(('/token', '/v1/places', '/v4/', '/upload/', '/storage/')):
            return self.google
        return self.stripe

    def serve(self, handler):
        length = int(handler.headers.get('Content-Length') or 0)
        body = handler.rfile.read(length)
        if len(body) < length:
            # Whoever asked was killed in the middle of it: nothing was asked.
            handler.close_connection = True
            return
        call = Call(handler, body)
        if call.path.startswith('/pay/'):
            payer_page.serve(self, handler, call)
            return
        with self.lock:
            self.calls.append((call.method, call.path))
            trouble = self.find_trouble(call)
            status, reply = 200, None
            if trouble in (400, 429, 500):
                status, reply = trouble, {'error': {'message': 'trouble', 'type': 'api_error'}}
            else:
                try:
                    reply = self.provider_of(call).answer(call)
                except Refuse as refusal:
                    status, reply = refusal.status, refusal.body
                except (AssertionError, KeyError, ValueError, StopIteration) as error:
                    self.complaints.append(f'{call.method} {call.path}: {error!r}')
                    status, reply = 400, {'error': {'message': 'complaint'}}
        if trouble == 'drop':
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True
            return
        content = reply.encode() if isinstance(reply, str) else json.dumps(reply).encode()
        if trouble == 'garbage':
            content = b'<html>\xff\x00 maintenance'
        handler.send_response(status)
        handler.send_header('Content-Type', 'application/json')
        handler.send_header('Content-Length', str(len(content)))
        handler.send_header('Request-Id', 'req_fake')
        try:
            handler.end_headers()
            handler.wfile.write(content)
        except ConnectionError:
            # Whoever asked was killed meanwhile.
            handler.close_connection = True

    # --- Telling ---

    def message(self, provider, event, stamp=None, **forged):
        """A webhook's path, headers and body."""
        stamp = stamp or self.now()
        if provider == 'lydia':
            body = urllib.parse.urlencode({**event, 'sig': lydia_signature(event), **forged}).encode()
            return '/api/v1/payments/lydia/webhook', {'Content-Type': 'application/x-www-form-urlencoded'}, body
        body = json.dumps(event).encode()
        path = '/api/v1/payments/webhook' if provider == 'stripe' else '/api/v1/payments/paypal/webhook'
        return path, {**getattr(self, provider).sign(body, stamp), **forged}, body
