# SPDX-License-Identifier: GPL-3.0-or-later
"""Giving on the site, as a browser without any script does it: forms that are posted, pages that are followed,
providers that are one program of ours. And what must not happen: two orders of one form, a code on a picture
that is no card, a name in the log."""

import base64
import collections
import concurrent.futures
import html
import pathlib
import re
import struct
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from fake_provider import Fake  # noqa: E402
from salon_server import ARCHIVED, FACE, Salon, booking, working_day  # noqa: E402
from till import SETTINGS, Till  # noqa: E402

PAGES = {'fr': ('/bon-cadeau', '/bon-cadeau/apercu', '/bon-cadeau/solde', '/bon-cadeau/commande/'),
         'en': ('/en/gift-card', '/en/gift-card/preview', '/en/gift-card/balance', '/en/gift-card/order/')}
WISH = {'choice': '80.00', 'other_amount': '', 'service': '', 'recipient_name': 'Zoé Rossignol',
        'recipient_email': '', 'message': 'Joyeux anniversaire !', 'buyer_name': 'Paul Mésange',
        'buyer_email': 'paul.mesange@example.org', 'provider': 'stripe', 'action': 'order'}
HOSTILE = [
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '{{salon.name}} {words.gift.title}', '</textarea><b>',
    "Robert'); DROP TABLE gift_cards;--", 'a' * 120, 'W' * 120, 'فاطمة الزهراء بنت محمد', '👩‍👩‍👧‍👦🏳️‍🌈🎁', 'Z̷̛̩̀ͅa̶̙͂l̴̰̾g̸̺̈́o̴͕͌',
    '\u202eeirM\u202c', '山田花子様へ お誕生日おめでとう', '%s %n \\0 \\x00', 'é' * 100, "l’été d'Élise & co", '   b   c   ',
    '\u200b\ufeff\u2028', '<![CDATA[x]]>', '&lt;&amp;&#0;', '-' * 119]

ORIGIN = 'https://salon.example'

Card = collections.namedtuple('Card', 'path page code')


def field(page, name):
    """What stands in a field of a page."""
    found = re.search(rf'<input [^>]*name="{name}"[^>]*? value="([^"]*)"', page)
    return html.unescape(found[1]) if found else None


def is_chosen(page, ident):
    return re.search(rf'id="{ident}" [^>]*checked', page) is not None


class Visitor:
    """A browser without a memory."""

    def __init__(self, server, language='fr'):
        self.server = server
        self.form, self.preview, self.balance, self.orders = PAGES[language]

    def get(self, path, status=200):
        answer = self.server.ask('GET', path)
        assert answer.status == status, (path, answer.status, answer.body[:2000])
        return answer

    def page(self, path, status=200):
        return self.get(path, status).body.decode()

    def post(self, path, fields, headers=None):
        return self.server.ask('POST', path, urllib.parse.urlencode(fields).encode(), {
            'Content-Type': 'application/x-www-form-urlencoded', **(headers or {})})

    def fill(self, **more):
        """A form that was just opened."""
        return {**WISH, 'jeton': field(self.page(self.form), 'jeton'), 'fax_bis': '', **more}

    def order(self, **more):
        """The address of the page to pay on."""
        answer = self.post(self.form, self.fill(**more))
        assert answer.status == 303, (answer.status, answer.body.decode())
        return answer.headers['Location']


def main():
    with Salon(sys.argv[1]) as salon:
        salon.sql(SETTINGS)
        fake = Fake(salon.folder)
        with salon.serve('--with-worker', **fake.environment()) as server:
            try:
                run(salon, fake, Till(salon, fake, server), server)
            except Exception:
                print('\n'.join('# ' + line for line in server.log()[-6000:].splitlines()))
                raise
            tap.test('no name, no mail, no code and no secret is in the log', lambda: log_is_discreet(salon, server))
        with salon.serve(RATE_LIMITS='on', **fake.environment()) as server:
            limits(server)
        with salon.serve() as server:
            nobody_to_pay(server)
    tap.finish()


def barcode(folder, picture):
    """What a scanner reads of a picture; None when there is nothing to be read."""
    path = pathlib.Path(folder) / 'picture.png'
    path.write_bytes(picture)
    # Twice as large, as a telephone that is held closer sees it.
    ran = subprocess.run(['zbarimg', '-q', '--raw', str(path)], check=False, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    return ran.stdout.decode().strip() or None


def size(png):
    assert png.startswith(b'\x89PNG'), png[:20]
    return struct.unpack('>II', png[16:24])


def run(salon, fake, till, server):
    visitor = Visitor(server)

    def reference(url):
        """The order that a provider's page is for."""
        return till.value(f"SELECT id FROM salon.payment_orders WHERE url = '{url}'")

    def way_back(url, word='merci'):
        """Where the provider sends the payer's browser."""
        back = urllib.parse.urlsplit(fake.ways_back[url.rsplit('/', 1)[-1]][word == 'annule'])
        assert f'{back.scheme}://{back.netloc}' == ORIGIN and back.query == f'paiement={word}', back
        return f'{back.path}?{back.query}'

    def buy(provider='stripe', who=visitor, **more):
        url = who.order(provider=provider, **more)
        back = way_back(url)
        path = back.split('?')[0]
        ident = path.split('/')[-2]
        till.tell(provider, fake.pay(url))
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{ident}'", 'paid')
        page = who.page(back)
        code = till.value('SELECT c.code FROM gift_cards AS c JOIN salon.payment_orders AS o ON o.gift_card_id = c.id '
                          f"WHERE o.id = '{ident}'")
        assert code and code in page, page
        return Card(path, page, code)

    def the_form():
        for language, words in (('fr', 'Que souhaitez-vous offrir\u202f?'), ('en', 'What would you like to give?')):
            who = Visitor(server, language)
            answer = who.get(who.form)
            page = answer.body.decode()
            assert words in html.unescape(page), page
            assert answer.headers['Cache-Control'] == 'no-store', answer.headers
            for name in WISH:
                assert f'name="{name}"' in page, name
            for ident in re.findall(r' for="([^"]+)"', page):
                assert f'id="{ident}"' in page, ident
            assert 'Soin du visage' in page and 'Ancien soin' not in page, page
            assert is_chosen(page, 'choice-50') and is_chosen(page, 'provider-stripe'), page
            assert len(answer.body) < 20_000, len(answer.body)

    def terms_say_until_when():
        salon.sql("INSERT INTO salon_settings (key, value) VALUES ('gift_cards', '{\"validity_months\": 18}')")
        try:
            page = html.unescape(visitor.page(visitor.form))
            assert 'Valable 18\u00a0mois' in page or 'Valable 18 mois' in page, page
        finally:
            salon.sql("DELETE FROM salon_settings WHERE key = 'gift_cards'")

    def the_whole_way(provider, language):
        who = Visitor(server, language)
        card = buy(provider, who)
        assert card.path.startswith(who.orders), card.path
        answer = who.get(card.path)
        assert answer.headers['Cache-Control'] == 'no-store' and answer.headers['X-Robots-Tag'] == 'noindex'
        assert 'noindex' in card.page and 'Refresh' not in answer.headers
        page = html.unescape(card.page)
        assert 'paul.mesange@example.org' in page, page
        picture = who.get(card.path + '/bon-cadeau.png')
        assert size(picture.body) == (840, 592) and picture.headers['Cache-Control'] == 'no-store'
        pdf = who.get(card.path + '/bon-cadeau.pdf')
        assert pdf.headers['Content-Type'] == 'application/pdf', pdf.headers
        check_paper(pdf.body, card.code)
        till.judge()

    def check_paper(pdf, code):
        path = f'{salon.folder}/paper'
        pathlib.Path(f'{path}.pdf').write_bytes(pdf)
        text = subprocess.run(['pdftotext', f'{path}.pdf', '-'], check=True, stdout=subprocess.PIPE).stdout.decode()
        bare = ''.join(text.split()).casefold()
        for words in ('ZoéRossignol', 'PaulMésange', 'Joyeuxanniversaire', code):
            assert words.casefold() in bare, (words, text)
        subprocess.run(['pdftoppm', '-r', '150', '-png', '-singlefile', f'{path}.pdf', path], check=True)
        assert barcode(salon.folder, pathlib.Path(f'{path}.png').read_bytes()) == code

    def a_service_and_another_amount():
        for more, cents in (({'choice': 'service', 'service': FACE}, 6550), ({'choice': 'other', 'other_amount': '45'}, 4500),
                            ({'choice': 'other', 'other_amount': '1 000,00 €'}, 100000)):
            ident = reference(visitor.order(**more))
            assert till.value(f"SELECT amount_cents FROM salon.payment_orders WHERE id = '{ident}'") == str(cents), more
        card = buy(choice='service', service=FACE, recipient_email='zoe@example.org')
        assert 'Soin du visage' in card.page and 'zoe@example.org' in card.page, card.page

    def redirect_before_webhook():
        url = visitor.order()
        back = way_back(url)
        answer = visitor.get(back)
        page = html.unescape(answer.body.decode())
        assert 'Nous attendons votre paiement' in page, page
        refresh = answer.headers['Refresh']
        assert re.fullmatch(r'2; url=/bon-cadeau/commande/[\w/-]+\?paiement=merci&essai=1', refresh), refresh
        assert visitor.get(back + '&essai=10').headers['Refresh'].startswith('7; '), 'it looks more rarely'
        late = visitor.get(back + '&essai=40')
        assert 'Refresh' not in late.headers and 'La confirmation tarde' in late.body.decode()
        assert 'Refresh' not in visitor.get(back + '&essai=x').headers
        visitor.get(back.split('?')[0] + '/bon-cadeau.pdf', 404)
        # No webhook at all: whoever looks makes the server look.
        fake.pay(url)
        visitor.get(back)
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE url = '{url}' OR id = '{back.split('/')[-2]}'", 'paid')
        assert 'Le bon cadeau est prêt' in html.unescape(visitor.page(back))
        till.judge()

    def told_twice():
        url = visitor.order(buyer_name='Berthe')
        event = fake.pay(url)
        back = way_back(url)
        for _ in range(2):
            till.tell('stripe', event)
            till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{back.split('/')[-2]}'", 'paid')
        assert till.value("SELECT count (*) FROM gift_cards WHERE buyer_name = 'Berthe'") == '1'
        assert till.value("SELECT count (*) FROM notifications AS n JOIN gift_cards AS c ON c.id = n.gift_card_id "
                          "WHERE c.buyer_name = 'Berthe'") == '1'
        till.judge()

    def one_form_is_one_order():
        fields = visitor.fill(buyer_name='Double Clic')
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            answers = [one.result() for one in [pool.submit(visitor.post, visitor.form, fields) for _ in range(4)]]
        again = visitor.post(visitor.form, fields)
        assert {answer.status for answer in answers} == {303}, answers
        query = "FROM salon.payment_orders WHERE gift_card ->> 'buyer_name' = 'Double Clic'"
        assert till.value(f'SELECT count (*) {query}') == '1'
        assert again.headers['Location'] == till.value(f'SELECT url {query}')
        ident = till.value(f'SELECT id {query}')
        for answer in answers:
            # To the provider, or to the order while another of the four was asking for its page.
            where = answer.headers['Location']
            assert where == again.headers['Location'] or ident in where, where
        assert sum(one['client_reference_id'] == ident for one in fake.stripe.sessions.values()) == 1
        # She came back and wished for something else: that is another order, and the first one stays as it was.
        other = visitor.post(visitor.form, {**fields, 'choice': '100.00'})
        assert other.status == 303 and other.headers['Location'] != again.headers['Location']
        assert till.value(f"SELECT string_agg (amount_cents::text, ' ' ORDER BY amount_cents) {query}") == '8000 10000'
        # Paid meanwhile: the same form leads to the card.
        till.tell('stripe', fake.pay(again.headers['Location']))
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{ident}'", 'paid')
        assert ident in visitor.post(visitor.form, fields).headers['Location']
        till.judge()

    def given_up_and_tried_again():
        wish = {'choice': 'other', 'other_amount': '42,50', 'message': 'Deux\nlignes & <b>', 'recipient_email': 'z@example.org'}
        url = visitor.order(**wish)
        back = way_back(url, 'annule')
        path = back.split('?')[0]
        page = html.unescape(visitor.page(back))
        assert 'Il ne reste plus qu’à payer' in page and '42,50' in page, page
        token = field(page, 'jeton')
        paying = visitor.post(path, {'jeton': token, 'fax_bis': '', 'action': 'pay'})
        assert (paying.status, paying.headers['Location']) == (303, url), paying
        again = visitor.post(path, {'jeton': token, 'fax_bis': '', 'action': 'again'})
        assert again.status == 200, again
        filled = again.body.decode()
        for name in ('recipient_name', 'recipient_email', 'buyer_name', 'buyer_email'):
            assert field(filled, name) == {**WISH, **wish}[name], (name, filled)
        assert 'Deux\nlignes &amp; &lt;b&gt;</textarea>' in filled, filled
        assert is_chosen(filled, 'choice-other') and '42,50' in field(filled, 'other_amount'), filled
        # What she has given up cannot be paid any more, and what she typed is there all the same.
        till.eventually(f"SELECT state FROM salon.payment_orders WHERE id = '{path.split('/')[-2]}'", 'closed')
        page = html.unescape(visitor.page(path))
        assert 'Le paiement n’a pas abouti' in page and 'Payer maintenant' not in page, page
        again = visitor.post(path, {'jeton': field(page, 'jeton'), 'fax_bis': '', 'action': 'again'}).body.decode()
        assert field(again, 'buyer_email') == WISH['buyer_email'], again
        sent = {**WISH, **wish, 'jeton': field(again, 'jeton'), 'fax_bis': '', 'provider': 'paypal'}
        answer = visitor.post(visitor.form, sent)
        assert answer.status == 303 and answer.headers['Location'] != url, answer
        till.tell('paypal', fake.pay(answer.headers['Location']))
        till.eventually("SELECT count (*) FROM gift_cards WHERE recipient_email = 'z@example.org'", '1')
        till.judge()

    def a_provider_that_is_away():
        fake.trouble.append(('POST', '/v1/checkout/sessions', 500))
        answer = visitor.post(visitor.form, visitor.fill(buyer_name='Patiente'))
        assert answer.status == 303 and answer.headers['Location'].startswith(visitor.orders), answer
        path = answer.headers['Location']
        page = visitor.page(path)
        assert 'Rien n’a été débité' in html.unescape(page), page
        paying = visitor.post(path, {'jeton': field(page, 'jeton'), 'fax_bis': '', 'action': 'pay'})
        assert paying.status == 303 and paying.headers['Location'].startswith(fake.url), (paying, fake.complaints)
        till.tell('stripe', fake.pay(paying.headers['Location']))
        till.eventually("SELECT count (*) FROM gift_cards WHERE buyer_name = 'Patiente'", '1')
        till.judge()

    def paid_back():
        card = buy()
        salon.sql(f"UPDATE gift_cards SET status = 'refunded' WHERE code = '{card.code}'")
        page = html.unescape(visitor.page(card.path))
        assert 'Le paiement a été remboursé' in page and card.code not in page, page
        visitor.get(card.path + '/bon-cadeau.pdf', 404)
        visitor.get(card.path + '/bon-cadeau.png', 404)

    def secrets():
        card = buy()
        ident, token = card.path.split('/')[-2:]
        other = buy().path.split('/')[-1]
        strange = '00000000-0000-8000-8000-000000000000'
        answers = [visitor.server.ask('GET', f'{visitor.orders}{one}/{secret}{rest}')
                   for one, secret in ((ident, other), (strange, token), ('x', 'y'), (ident, token[:-1]))
                   for rest in ('', '/bon-cadeau.pdf', '/bon-cadeau.png')]
        assert {answer.status for answer in answers} == {404}, answers
        assert len({answer.body for answer in answers[::3]}) <= 4
        for answer in answers:
            assert card.code not in answer.body.decode() and 'Zoé' not in answer.body.decode()
        # Of a booking the payment is not shown here, whoever has its secret.
        made = server.ask('POST', '/api/v1/bookings', booking(working_day(3), '10:00', FACE)).json
        paid = till.order(made)
        visitor.get(f"{visitor.orders}{paid['id']}/{made['token']}", 404)

    def what_is_wrong_is_said():
        def refuse(name, **more):
            answer = visitor.post(visitor.form, visitor.fill(**more))
            page = answer.body.decode()
            assert answer.status == 422, (name, answer.status, page)
            assert f'id="{name}-fault"' in page and f'href="#{name}"' in page, (name, page)
            for kept in ('recipient_name', 'buyer_name', 'buyer_email'):
                assert field(page, kept) == {**WISH, **more}[kept].strip(), (kept, page)

        before = till.value('SELECT count (*) FROM salon.payment_orders')
        for amount in ('', '9,99', '1000,01', '-50', 'NaN', '1e3', '99999999999999999999', '<b>'):
            refuse('other_amount', choice='other', other_amount=amount)
        for service in ('', ARCHIVED, 'x', '00000000-0000-4000-8000-00000000abcd'):
            refuse('service', choice='service', service=service)
        refuse('choice', choice='')
        refuse('choice', choice='5.00')
        refuse('recipient_name', recipient_name='  ')
        refuse('recipient_name', recipient_name='x' * 121)
        refuse('buyer_name', buyer_name='')
        refuse('buyer_email', buyer_email='paul@')
        refuse('buyer_email', buyer_email='')
        refuse('recipient_email', recipient_email='zoé')
        refuse('message', message='é' * 501)
        refuse('provider', provider='bitcoin')
        refuse('provider', provider='wero')
        assert till.value('SELECT count (*) FROM salon.payment_orders') == before

    def not_our_form():
        before = till.value('SELECT count (*) FROM salon.payment_orders')
        fields = visitor.fill()
        balance = field(visitor.page(visitor.balance), 'jeton')
        for token in ('', 'x.y.z', balance, fields['jeton'][:-1], fields['jeton'].replace('.', ',')):
            answer = visitor.post(visitor.form, {**fields, 'jeton': token})
            assert answer.status == 422 and field(answer.body.decode(), 'buyer_name') == 'Paul Mésange', answer
        assert visitor.post(visitor.form, fields, {'Origin': 'https://evil.example'}).status == 403
        assert visitor.post(visitor.form, fields, {'Sec-Fetch-Site': 'cross-site'}).status == 403
        assert visitor.post(visitor.form, {**fields, 'fax_bis': '123'}).status >= 400
        assert server.ask('POST', visitor.form, {'choice': '80.00'}).status == 415
        assert till.value('SELECT count (*) FROM salon.payment_orders') == before

    def draw(**more):
        answer = visitor.post(visitor.preview, visitor.fill(**more))
        assert answer.status == 200, (more, answer)
        kind, data = answer.json['source'].split(',', 1)
        assert kind == 'data:image/png;base64', kind
        return base64.b64decode(data), answer.json['alt']

    def the_picture_follows():
        plain, alt = draw()
        assert size(plain) == (840, 592) and len(plain) < 200_000, len(plain)
        assert draw() == (plain, alt), 'the same is drawn alike'
        for words in ('80\u00a0€', 'Zoé Rossignol', 'Paul Mésange', 'Joyeux anniversaire', 'Valable jusqu’au'):
            assert words in alt.replace('\u202f', '\u00a0'), (words, alt)
        for more in ({'choice': '100.00'}, {'choice': 'service', 'service': FACE}, {'recipient_name': 'Léa'},
                     {'buyer_name': 'Marc'}, {'message': 'Bravo'}, {'choice': 'other', 'other_amount': '43'}):
            other, words = draw(**more)
            assert other != plain and words != alt, more
            assert barcode(salon.folder, other) is None, more
        # Nothing need be right yet.
        for more in ({'choice': ''}, {'choice': 'other', 'other_amount': 'x'}, {'choice': 'service', 'service': 'x'},
                     {'recipient_name': '', 'buyer_name': '', 'message': ''}, {'message': 'x\n' * 5000}):
            draw(**more)

    def without_a_script():
        fields = visitor.fill(action='preview', buyer_email='', message='Bonne fête\nà toi', provider='lydia')
        answer = visitor.post(visitor.form, fields)
        page = answer.body.decode()
        assert answer.status == 200, answer
        source = re.search(r'id="preview-picture" src="data:image/png;base64,([^"]+)" alt="([^"]+)"', page)
        assert size(base64.b64decode(source[1])) == (840, 592) and 'Bonne fête' in html.unescape(source[2])
        assert base64.b64decode(source[1]) == draw(message='Bonne fête\nà toi')[0], 'not the picture that the script shows'
        assert 'Bonne fête\nà toi</textarea>' in page and is_chosen(page, 'provider-lydia'), page
        assert is_chosen(page, 'choice-80') and 'field-fault' not in page, page

    def hostile_texts():
        for text in HOSTILE:
            picture, alt = draw(recipient_name=text, buyer_name=text, message=text * 3)
            assert size(picture) == (840, 592) and barcode(salon.folder, picture) is None, text
            fields = visitor.fill(recipient_name=text, buyer_name=text, message=text * 3, action='preview', buyer_email='')
            page = visitor.post(visitor.form, fields).body.decode()
            for raw in ('<script>alert', '<img src=x', '</textarea><b>', '<![CDATA'):
                assert raw not in page, text
            assert alt
        url = visitor.order(recipient_name=HOSTILE[0], buyer_name=HOSTILE[1], message=HOSTILE[2] + '\n' + HOSTILE[4])
        till.tell('stripe', fake.pay(url))
        page = visitor.page(way_back(url))
        till.eventually('SELECT count (*) FROM gift_cards WHERE recipient_name = \'<script>alert(1)</script>\'', '1')
        page = visitor.page(way_back(url))
        assert '<script>alert' not in page and '&lt;script&gt;alert' in page, page

    def ask_balance(code, status=200, who=visitor):
        token = field(who.page(who.balance), 'jeton')
        answer = who.post(who.balance, {'jeton': token, 'fax_bis': '', 'code': code})
        assert answer.status == status, (code, answer.status)
        return html.unescape(answer.body.decode())

    def balances():
        card = buy()
        bare = card.code.replace('-', '')
        for typed in (card.code, card.code.lower(), bare, f'  {bare[:6]} {bare[6:]} ', bare[4:],
                      bare.replace('0', 'O').replace('1', 'I'), card.code.replace('-', '–')):
            page = ask_balance(typed)
            assert '80\u00a0€' in page.replace('\u202f', '\u00a0') and card.code in page, (typed, page)
        assert 'left' in ask_balance(card.code, who=Visitor(server, 'en'))
        ident = f"(SELECT id FROM gift_cards WHERE code = '{card.code}')"
        salon.sql(f"INSERT INTO gift_card_movements (card_id, kind, amount) VALUES ({ident}, 'debit', -55.5)")
        assert '24,50' in ask_balance(card.code)
        expire = f"UPDATE gift_cards SET purchase_date = '2020-01-01', expiry_date = '2021-01-01' WHERE code = '{card.code}'"
        salon.sql(expire)
        page = ask_balance(card.code)
        assert 'Ce bon était valable jusqu’au 1er janvier 2021' in page.replace('\u00a0', ' ') and '24,50' in page, page
        used = buy()
        ident = f"(SELECT id FROM gift_cards WHERE code = '{used.code}')"
        salon.sql(f"INSERT INTO gift_card_movements (card_id, kind, amount) VALUES ({ident}, 'debit', -80)")
        assert 'entièrement utilisé' in ask_balance(used.code)

    def codes_that_there_are_not():
        card = buy()
        last = next(letter for letter in '23456789' if letter != card.code[-1])
        assert 'Un caractère de ce code semble faux' in ask_balance(card.code[:-1] + last, 422)
        for code in ('SERA-0000-0000', 'x', '%', "'", '🎁', 'SERA', 'A' * 5000):
            assert 'Nous ne trouvons pas de bon' in ask_balance(code, 422), code
        assert 'Saisissez le code' in ask_balance('', 422)
        salon.sql(f"UPDATE gift_cards SET status = 'refunded' WHERE code = '{card.code}'")
        assert 'Nous ne trouvons pas de bon' in ask_balance(card.code, 422)
        # Nothing of it is in an address.
        assert visitor.server.ask('GET', f'{visitor.balance}?code={card.code}').status == 200

    tests = [('the form has all that is asked for, in both languages', the_form),
             ('the terms say how long a card is good', terms_say_until_when)]
    tests += [(f'form, {provider}, webhook, way back, card, paper, in {language}',
               lambda provider=provider, language=language: the_whole_way(provider, language))
              for provider, language in (('stripe', 'fr'), ('paypal', 'en'), ('lydia', 'fr'))]
    tests += [
        ('a service can be given, and any amount within bounds', a_service_and_another_amount),
        ('who comes back before the webhook waits, within bounds, and gets the card', redirect_before_webhook),
        ('a payment that is told twice is one card and one mail', told_twice),
        ('one form is one order, however often it is sent', one_form_is_one_order),
        ('who gives up tries again without typing again', given_up_and_tried_again),
        ('who finds the provider away pays a little later', a_provider_that_is_away),
        ('a card that was paid back is not shown', paid_back),
        ('nothing is shown without the secret', secrets),
        ('what is wrong is said beside its field, and nothing is ordered', what_is_wrong_is_said),
        ('only our own forms are taken', not_our_form),
        ('the picture follows what is typed, and has no code', the_picture_follows),
        ('the picture is shown without any script', without_a_script),
        ('hostile texts are only texts', hostile_texts),
        ('what is left is told, however the code is typed', balances),
        ('of a code that there is not no more is told than its check character knows', codes_that_there_are_not)]
    for words, function in tests:
        tap.test(words, function)


def log_is_discreet(salon, server):
    text = server.log()
    words = ['Rossignol', 'Mésange', 'mesange', 'zoe@', 'Joyeux', 'Clic', 'Patiente', 'paiement=', 'essai=']
    words += [row[0] for row in salon.sql('SELECT code FROM gift_cards')]
    for word in words:
        assert word not in text, word
    assert not re.search(r'/(commande|order)/[0-9a-f]', text), 'the address of an order'


def limits(server):
    visitor = Visitor(server)

    def codes_are_not_guessed():
        token = field(visitor.page(visitor.balance), 'jeton')
        answers = [visitor.post(visitor.balance, {'jeton': token, 'fax_bis': '', 'code': f'SERA-0000-{n:04}'})
                   for n in range(12)]
        assert [answer.status for answer in answers[:10]] == [422] * 10, answers[:10]
        last = answers[-1]
        assert last.status == 429 and int(last.headers['Retry-After']) > 0, last
        page = html.unescape(last.body.decode())
        assert 'réessayer' in page and '<main' in page, page

    def pictures_are_not_drawn_without_end():
        fields = visitor.fill()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            statuses = [one.result().status
                        for one in [pool.submit(visitor.post, visitor.preview, fields) for _ in range(80)]]
        assert set(statuses) == {200, 429}, statuses
        assert visitor.get(visitor.form), 'pages are another matter'

    tap.test('codes cannot be guessed by the thousand, and a person is told why', codes_are_not_guessed)
    tap.test('pictures are not drawn without end', pictures_are_not_drawn_without_end)


def nobody_to_pay(server):
    def the_page_says_where():
        for language, words in (('fr', 'À l’institut'), ('en', 'At the salon')):
            visitor = Visitor(server, language)
            page = html.unescape(visitor.page(visitor.form))
            assert words in page and '<form' not in page, page
            assert visitor.balance in page, page

    tap.test('where nobody takes payments the page says how to buy a card at the salon', the_page_says_where)


main()
