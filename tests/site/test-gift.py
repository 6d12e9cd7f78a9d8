# SPDX-License-Identifier: GPL-3.0-or-later
"""A client gives a card on the public site in Chromium: the preview, the provider's page, the card with its paper, and
what is left on it; with and without scripts, in haste and with a bad network."""

import base64
import os
import subprocess
import sys

import browser as chromium
import journeys
from browser import DESKTOP, PHONE, until
from salon_site import Site, check, tap

EVERYTHING = bool(os.environ.get('SALON_LONG'))
WAYS = [(size, javascript, language) for size in (PHONE, DESKTOP) for javascript in (True, False) for language in ('fr', 'en')]
# Each pair of the three at least once.
FEW = [(PHONE, True, 'fr'), (PHONE, False, 'en'), (DESKTOP, True, 'en'), (DESKTOP, False, 'fr')]
PREVIEW = 'main img[src^="data:image/png"]'


class Tests:
    def __init__(self, site):
        self.site, self.browser = site, site.browser
        self.n_recipients = 0

    def recipient(self):
        self.n_recipients += 1
        return f'Zoé Martin-{self.n_recipients}'

    def gift(self, language='fr', size=PHONE, javascript=True):
        self.browser.dress(size, javascript=javascript)
        return journeys.Gift(self.browser, self.site.origin, language)

    def cards(self, name):
        return self.site.sql(f"SELECT amount, status, custom_message FROM gift_cards WHERE recipient_name = '{name}'")

    def orders(self, name):
        # What was ordered is in the order until it is paid, and then in the card.
        return self.site.value('SELECT count(*) FROM salon.payment_orders AS o LEFT JOIN gift_cards AS c '
                               f"ON c.id = o.gift_card_id WHERE '{name}' IN (c.recipient_name, gift_card ->> 'recipient_name')")

    def is_given_once(self, name, amount):
        assert self.cards(name) == [[f'{amount}.00', 'active', 'Bon anniversaire !']], self.cards(name)

    def has_kept(self, name):
        """What she typed is put back by the browser, a moment after the form is there."""
        until(lambda: self.browser.value('[name=recipient_name]') == name, 'what she typed')

    def gives(self, size, javascript, language):
        name = self.recipient()
        gift = self.gift(language, size, javascript)
        gift.walk('60', recipient_name=name)
        self.is_given_once(name, 60)
        code = self.site.value(f"SELECT code FROM gift_cards WHERE recipient_name = '{name}'")
        picture = self.browser.find('main img')
        until(lambda: self.browser.run('return arguments[0].complete && arguments[0].naturalWidth > 300', picture), 'the picture')
        assert code in picture.get_attribute('alt') or code in self.browser.text(), 'nobody can read the code'
        paper = self.browser.find('a[href$="bon-cadeau.pdf"]').get_attribute('href')
        answer = self.site.server.ask('GET', paper.removeprefix(self.site.origin))
        assert answer.status == 200 and answer.headers['Content-Type'] == 'application/pdf', answer
        text = subprocess.run(['pdftotext', '-layout', '-', '-'], input=answer.body, check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        assert name in text and code in text and 'Bon anniversaire' in text, text
        self.balance(gift, code, ('60' if language == 'fr' else '60'))

    def balance(self, gift, code, expected):
        """As people type it."""
        gift.ask_balance(code.lower().replace('-', ' '))
        assert expected in self.browser.text(), self.browser.text()

    def gives_by(self, provider):
        name = self.recipient()
        self.gift().walk('45', provider, recipient_name=name)
        self.is_given_once(name, 45)

    def an_unknown_code(self):
        gift = self.gift()
        gift.ask_balance('SERA-AAAA-AAAA')
        assert 'SERA-AAAA-AAAA' in (self.browser.value('main [name=code]') or ''), 'what she typed is gone'

    def a_preview_follows_what_is_typed(self):
        gift = self.gift()
        gift.start()
        gift.choose('60')
        gift.fill()
        until(lambda: self.browser.has(PREVIEW), 'the preview')
        first = self.browser.find(PREVIEW).get_attribute('src')
        self.browser.type('[name=recipient_name]', 'Barnabé')
        until(lambda: self.browser.find(PREVIEW).get_attribute('src') != first, 'another preview')
        until(lambda: 'Barnabé' in self.browser.find(PREVIEW).get_attribute('alt'), 'its words')

    def a_preview_without_scripts(self):
        gift = self.gift(javascript=False)
        gift.start()
        gift.choose('60')
        gift.fill(recipient_name='Barnabé')
        self.browser.go(gift.PREVIEW)
        assert 'Barnabé' in self.browser.find(PREVIEW).get_attribute('alt')
        assert self.browser.value('[name=recipient_name]') == 'Barnabé' and self.browser.value('[name=other_amount]') == '60'

    def told_after_she_is_back(self, javascript):
        """The provider is late: the page waits, and shows the card by itself."""
        name = self.recipient()
        gift = self.gift(javascript=javascript)
        gift.walk_to_provider('60', recipient_name=name)
        self.site.fake.tells = 'later'
        try:
            self.browser.go('#payer-pays')
            assert not gift.is_ready()
        finally:
            self.site.fake.tells = 'before'
        self.site.tell()
        until(gift.is_ready, 'the card, by itself')
        self.is_given_once(name, 60)

    def given_up_and_again(self):
        """Nothing is to be typed again."""
        name = self.recipient()
        gift = self.gift(javascript=False)
        gift.walk_to_provider('60', recipient_name=name)
        self.browser.go('#payer-gives-up')
        self.browser.driver.refresh()
        self.browser.go('#pay')
        self.browser.go('#payer-pays')
        until(gift.is_ready, 'the card')
        self.is_given_once(name, 60)
        assert self.orders(name) == '1', self.orders(name)

    def a_double_click_orders_once(self, javascript):
        name = self.recipient()
        gift = self.gift(javascript=javascript)
        gift.start()
        gift.choose('60')
        gift.fill(recipient_name=name)
        gift.by('stripe')
        self.browser.tap(gift.ORDER, times=2)
        until(lambda: self.browser.has('#payer-pays'), 'the page of the provider')
        assert self.orders(name) == '1', self.orders(name)

    def back_and_again_orders_once(self):
        name = self.recipient()
        gift = self.gift()
        gift.walk_to_provider('60', recipient_name=name)
        self.browser.driver.back()
        until(lambda: self.browser.has(gift.ORDER), 'the form again')
        self.has_kept(name)
        gift.order()
        assert self.orders(name) == '1', self.orders(name)

    def no_network_at_the_last_press(self):
        name = self.recipient()
        gift = self.gift()
        gift.start()
        gift.choose('60')
        gift.fill(recipient_name=name)
        gift.by('stripe')
        self.browser.cut()
        self.browser.press(gift.ORDER)
        until(self.browser.is_cut_off, 'the page of no network')
        self.browser.cut(False)
        self.browser.driver.back()
        until(lambda: self.browser.has(gift.ORDER), f'the form again, not {self.browser.path}')
        self.has_kept(name)
        gift.order()
        assert self.orders(name) == '1', self.orders(name)

    def prints(self):
        """What somebody keeps of it is one sheet, black on white, by night too."""
        name = self.recipient()
        gift = self.gift('fr', DESKTOP)
        gift.walk('60', recipient_name=name)
        code = self.site.value(f"SELECT code FROM gift_cards WHERE recipient_name = '{name}'")
        for dark in (False, True):
            self.browser.dress(DESKTOP, dark=dark)
            sheet = self.browser.command('Page.printToPDF', paperWidth=8.27, paperHeight=11.69)['data']
            text = subprocess.run(['pdftotext', '-layout', '-', '-'], input=base64.b64decode(sheet), check=True,
                                  stdout=subprocess.PIPE).stdout.decode()
            assert text.count('\f') == 1, f'{text.count(chr(12))} sheets: {text}'
            assert code in text and name in text and '04 78 00 00 00' in text, text
            assert 'Ouvrir le bon' not in text and 'Gardez' not in text, text
        self.browser.command('Emulation.setEmulatedMedia', media='print',
                             features=[{'name': 'prefers-color-scheme', 'value': 'dark'}])
        try:
            colours = self.browser.run('return [...new Set ([...document.querySelectorAll ("main p, main dd, footer a, h1")]'
                                       '.filter (one => one.offsetParent).map (one => getComputedStyle (one).color))]')
            assert set(colours) <= {'rgb(0, 0, 0)', 'rgb(51, 51, 51)'}, colours
        finally:
            self.browser.command('Emulation.setEmulatedMedia', media='', features=[])

    def every_step_bears(self, javascript):
        """Reloaded, left and come back to, and without a network for a moment, at each step."""
        name = self.recipient()
        gift = self.gift('fr', PHONE, javascript)
        driver = self.browser.driver

        def shake(step):
            # What the provider's page bears is its own business, and what was typed is looked at below.
            path, text = self.browser.path, self.browser.text()
            driver.refresh()
            assert self.browser.path == path and self.browser.text() == text, step
            self.browser.cut()
            self.browser.reload_without_a_network()
            self.browser.cut(False)
            driver.refresh()
            assert self.browser.path == path and self.browser.text() == text, step

        gift.start()
        shake('gift')
        gift.choose('60')
        gift.fill(recipient_name=name)
        gift.by('stripe')
        # She looks at something else meanwhile, without a network, and comes back to what she typed.
        self.browser.cut()
        self.browser.press('.site-footer li a')
        until(self.browser.is_cut_off, 'the page of no network')
        self.browser.cut(False)
        driver.back()
        until(lambda: self.browser.has(gift.ORDER), f'the form again, not {self.browser.path}')
        self.has_kept(name)
        gift.order()
        self.browser.go('#payer-gives-up')
        shake('given up')
        self.browser.cut()
        self.browser.press('#pay')
        until(self.browser.is_cut_off, 'the page of no network')
        self.browser.cut(False)
        driver.back()
        until(lambda: self.browser.has('#pay'), f'the order again, not {self.browser.path}')
        self.browser.go('#pay')
        self.browser.go('#payer-pays')
        until(gift.is_ready, 'the card')
        shake('ready')
        self.is_given_once(name, 60)
        assert self.orders(name) == '1', self.orders(name)
        code = self.site.value(f"SELECT code FROM gift_cards WHERE recipient_name = '{name}'")
        self.browser.open(self.site.origin + journeys.BALANCE['fr'])
        shake('balance')
        self.browser.type('main [name=code]', code)
        self.browser.cut()
        self.browser.press('#show-balance')
        until(self.browser.is_cut_off, 'the page of no network')
        self.browser.cut(False)
        # The address of the answer is that of the question: it is asked anew.
        self.browser.open(self.site.origin + journeys.BALANCE['fr'])
        self.browser.type('main [name=code]', code)
        self.browser.go('#show-balance')
        assert '60' in self.browser.text(), self.browser.text()

    def a_card_bears_reload_and_back(self):
        name = self.recipient()
        gift = self.gift()
        gift.walk('60', recipient_name=name)
        own = self.browser.url
        self.browser.driver.refresh()
        assert self.browser.url == own and gift.is_ready()
        self.is_given_once(name, 60)

    def finish(self):
        assert not self.site.fake.complaints, self.site.fake.complaints


def main():
    if reason := chromium.missing():
        print(f'1..0 # SKIP {reason}')
        return
    with Site(sys.argv[1]) as site:
        tests = Tests(site)
        for size, javascript, language in WAYS if EVERYTHING else FEW:
            words = f"{'a phone' if size == PHONE else 'a desktop'} {'with' if javascript else 'without'} scripts in {language}"
            check(site, f'she gives a card with {words}', lambda way=(size, javascript, language): tests.gives(*way))
        for provider in ('paypal', 'lydia'):
            check(site, f'she pays with {provider}', lambda provider=provider: tests.gives_by(provider))
        for javascript in (True, False):
            words = 'with scripts' if javascript else 'without'
            check(site, f'a provider that tells late keeps nobody waiting, {words}',
                  lambda javascript=javascript: tests.told_after_she_is_back(javascript))
            check(site, f'a double click orders once, {words}',
                  lambda javascript=javascript: tests.a_double_click_orders_once(javascript))
            check(site, f'reload, back and a lost network cost nothing at any step, {words}',
                  lambda javascript=javascript: tests.every_step_bears(javascript))
        for text, function in (
                ('the preview follows what is typed', tests.a_preview_follows_what_is_typed),
                ('without scripts a button shows the preview', tests.a_preview_without_scripts),
                ('who gave up pays without typing again', tests.given_up_and_again),
                ('going back and pressing again orders once', tests.back_and_again_orders_once),
                ('without a network at the last press nothing is lost', tests.no_network_at_the_last_press),
                ('what is printed of a card is one sheet', tests.prints),
                ('a card bears a reload', tests.a_card_bears_reload_and_back),
                ('a code that is none leaves what was typed', tests.an_unknown_code),
                ('the providers were asked well', tests.finish)):
            check(site, text, function)
    tap.finish()


main()
