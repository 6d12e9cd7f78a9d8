# SPDX-License-Identifier: GPL-3.0-or-later
"""A client books on the public site in Chromium, in every way she may: with a phone or at a desk, with and without
scripts, in both languages, by the keyboard alone, in haste, with a bad network, beside somebody else."""

import os
import signal
import sys

import browser as chromium
import journeys
from browser import DESKTOP, PHONE, Browser, until
from salon_site import FACE, MASSAGE, NAILS, Site, check, tap, working_day

EVERYTHING = bool(os.environ.get('SALON_LONG'))
WAYS = [(size, javascript, language) for size in (PHONE, DESKTOP) for javascript in (True, False) for language in ('fr', 'en')]
# Each pair of the three at least once.
FEW = [(PHONE, True, 'fr'), (PHONE, False, 'en'), (DESKTOP, True, 'en'), (DESKTOP, False, 'fr')]


class Tests:
    def __init__(self, site):
        self.site, self.browser = site, site.browser
        self.slots = ((working_day(ahead), clock) for ahead in range(3, 60) for clock in ('10:00', '14:00', '16:30'))
        self.n_clients = 0

    def client(self):
        """Somebody new, with a time of her own."""
        self.n_clients += 1
        return f'Inès Lambert-{self.n_clients}', *next(self.slots)

    def journey(self, language='fr', size=PHONE, javascript=True):
        self.browser.dress(size, javascript=javascript)
        return journeys.Booking(self.browser, self.site.origin, language)

    def rows(self, name):
        return self.site.sql('SELECT status, booking_date, left (booking_time::text, 5), duration_minutes, '
                             f"(SELECT count(*) FROM booking_services AS s WHERE s.booking_id = b.id) FROM bookings AS b "
                             f"WHERE client_name = '{name}' ORDER BY created_at")

    def is_booked_once(self, name, day, clock, status='confirmed', minutes='30', n_services='1'):
        found = self.rows(name)
        assert found == [[status, day, clock, minutes, n_services]], found

    # The journey

    def books(self, size, javascript, language):
        name, day, clock = self.client()
        journey = self.journey(language, size, javascript)
        journey.walk([NAILS, FACE], day, clock, name)
        self.is_booked_once(name, day, clock, minutes='90', n_services='2')
        text = self.browser.text()
        assert 'Manucure' in text and 'Soin du visage' in text, text
        assert ('confirmé' if language == 'fr' else 'confirmed') in text.lower(), text
        calendar = self.browser.find('#appointment-file').get_attribute('href')
        answer = self.site.server.ask('GET', calendar.removeprefix(self.site.origin))
        assert answer.status == 200 and b'BEGIN:VEVENT' in answer.body, answer

    def books_by_keyboard(self):
        """Tab, Space and Enter, and what she types."""
        name, day, clock = self.client()
        journey = self.journey('fr', DESKTOP)
        journey.start()
        self.tab_to(journey.of_service(NAILS))
        self.key(' ')
        self.tab_to(journey.CHOOSE_DAY)
        self.enter()
        while not self.browser.has(journey.of_day(day)):
            self.follow(journey, journey.NEXT_MONTH)
        self.follow(journey, journey.of_day(day))
        self.tab_to(journey.of_time(clock))
        self.enter()
        for field, text in (('name', name), ('phone', journeys.PHONE_NUMBER), ('email', journeys.EMAIL)):
            self.tab_to(f'[name={field}]')
            self.browser.command('Input.insertText', text=text)
        self.tab_to(journey.BOOK)
        self.enter()
        until(journey.is_booked, 'the page of the booking')
        self.is_booked_once(name, day, clock)

    def key(self, key):
        code = {'\t': 9, '\r': 13, ' ': 32}[key]
        name = {'\t': 'Tab', '\r': 'Enter', ' ': ' '}[key]
        self.browser.command('Input.dispatchKeyEvent', type='keyDown', key=name, windowsVirtualKeyCode=code,
                             **({} if key == '\t' else {'text': key}))
        self.browser.command('Input.dispatchKeyEvent', type='keyUp', key=name, windowsVirtualKeyCode=code)

    def tab_to(self, selector):
        for _ in range(150):
            if self.browser.run('return !!document.activeElement && document.activeElement.matches (arguments[0])', selector):
                return
            self.key('\t')
        raise AssertionError(f'Tab does not lead to {selector} on {self.browser.path}')

    def enter(self):
        self.browser.mark()
        self.key('\r')
        until(self.browser.has_changed, 'another page')

    def follow(self, journey, selector):
        """Enter on a link that a script may follow without another page."""
        self.tab_to(selector)
        goal = self.browser.find(selector).get_attribute('href')
        self.key('\r')
        until(lambda: journey.is_at(goal), f'{goal} to be shown, not {self.browser.url}')

    # Paying, and taking it back

    def pays_a_deposit(self, provider, tells, javascript):
        """At the provider's page, which tells the salon before she is back or afterwards."""
        name, day, clock = self.client()
        journey = self.journey('fr', PHONE, javascript)
        self.site.set('online.deposit', '30')
        self.site.fake.tells = tells
        try:
            journey.walk([FACE], day, clock, name)
            assert self.rows(name)[0][0] == 'pending', self.rows(name)
            journeys.pay(self.browser, f'#pay-{provider}', '#payer-pays')
            assert self.browser.has('#appointment-state'), self.browser.url
            self.site.tell()
            self.site.comes_to("SELECT status || ' ' || payment_status FROM bookings "
                               f"WHERE client_name = '{name}'", 'confirmed deposit_paid')
        finally:
            self.site.set('online.deposit', '0')
            self.site.fake.tells = 'before'
        self.browser.driver.refresh()
        assert '19,65' in self.browser.find('#appointment-paid').text, self.browser.text()
        assert not self.browser.has(f'#pay-{provider}')

    def cancels(self):
        name, day, clock = self.client()
        self.journey('en', PHONE, javascript=False).walk([NAILS], day, clock, name)
        self.browser.go('#appointment-cancel')
        assert self.rows(name)[0][0] == 'confirmed', 'a link alone has cancelled it'
        self.browser.go('#cancel-yes')
        self.is_booked_once(name, day, clock, status='cancelled')
        self.browser.driver.refresh()
        assert 'cancelled' in self.browser.find('#appointment-state').text.lower()

    # Haste, and a bad network

    def every_step_bears(self, javascript):
        """Reload, back and forward at each step cost nothing."""
        name, day, clock = self.client()
        journey = self.journey('fr', PHONE, javascript)
        driver = self.browser.driver

        def shake(step):
            before = self.browser.path, self.browser.text()
            driver.refresh()
            assert (self.browser.path, self.browser.text()) == before, step
            if step != 'booking':
                driver.back()
                driver.forward()
                until(lambda: self.browser.path == before[0], f'{before[0]}, not {self.browser.path}')
                assert self.browser.text() == before[1], step
            # The network goes for a moment: what is shown comes back with it.
            self.browser.cut()
            self.browser.reload_without_a_network()
            self.browser.cut(False)
            driver.refresh()
            assert (self.browser.path, self.browser.text()) == before, step

        journey.at_step = shake
        journey.walk([NAILS], day, clock, name)
        self.is_booked_once(name, day, clock)

    def moves(self, javascript, language):
        """To another day and time, in whatever way she reloads and goes back on the way."""
        name, day, clock = self.client()
        _, later, hour = self.client()
        journey = self.journey(language, PHONE, javascript)
        journey.walk([NAILS, FACE], day, clock, name)
        own, driver = self.browser.path, self.browser.driver

        def shake(step):
            if step == 'appointment-moved':
                return
            before = self.browser.path, self.browser.text()
            driver.refresh()
            assert (self.browser.path, self.browser.text()) == before, step
            self.browser.cut()
            self.browser.reload_without_a_network()
            self.browser.cut(False)
            driver.refresh()
            assert (self.browser.path, self.browser.text()) == before, step

        journey.at_step = shake
        journey.move(later, hour)
        assert self.browser.path.partition('?')[0] == own and self.browser.has('#appointment-news'), self.browser.path
        self.is_booked_once(name, later, hour, minutes='90', n_services='2')
        driver.back()
        until(lambda: self.browser.has('#move-yes'), f'the question, not {self.browser.path}')
        self.browser.go('#move-yes')
        self.is_booked_once(name, later, hour, minutes='90', n_services='2')

    def a_double_click_books_once(self, javascript):
        name, day, clock = self.client()
        journey = self.journey('fr', PHONE, javascript)
        journey.walk_to_contact([NAILS], day, clock, name)
        self.browser.tap(journey.BOOK, times=2)
        until(journey.is_booked, 'the page of the booking')
        self.is_booked_once(name, day, clock)

    def back_and_again_books_once(self, javascript):
        """She has booked, goes back, and presses the button again."""
        name, day, clock = self.client()
        journey = self.journey('fr', PHONE, javascript)
        journey.walk_to_contact([NAILS], day, clock, name)
        journey.press_book()
        until(journey.is_booked, 'the page of the booking')
        own = self.browser.url
        self.browser.driver.refresh()
        assert self.browser.url == own
        self.browser.driver.back()
        until(lambda: self.browser.has(journey.BOOK), 'the form again')
        if not self.browser.value('[name=name]'):
            journey.fill(name)
        journey.press_book()
        until(journey.is_booked, f'the page of the booking, not {self.browser.path}')
        assert self.browser.url == own, (self.browser.url, own)
        self.is_booked_once(name, day, clock)

    def no_network_at_the_last_press(self):
        """Nothing arrived: what she typed is still there when she goes back, and books once."""
        name, day, clock = self.client()
        journey = self.journey('fr')
        journey.walk_to_contact([NAILS], day, clock, name)
        self.browser.cut()
        journey.press_book()
        until(self.browser.is_cut_off, 'the page of no network')
        assert self.rows(name) == []
        self.browser.cut(False)
        self.go_back_and_book(journey, name)
        self.is_booked_once(name, day, clock)

    def go_back_and_book(self, journey, name):
        self.browser.driver.back()
        until(lambda: self.browser.has(journey.BOOK), f'the form again, not {self.browser.path}')
        assert self.browser.value('[name=name]') == name, 'what she typed is gone'
        journey.press_book()
        until(journey.is_booked, f'the page of the booking, not {self.browser.path}')

    def an_answer_that_is_lost(self):
        """The booking arrived, and she has ceased to wait for the answer: whoever presses again has the same booking."""
        name, day, clock = self.client()
        journey = self.journey('fr')
        journey.walk_to_contact([NAILS], day, clock, name)
        with self.site.held():
            # The driver waits for pages: whoever stops one is the page itself.
            self.browser.run('const button = document.querySelector (arguments[0]); setTimeout (() => { button.click (); '
                             'setTimeout (() => window.stop (), 400) })', journey.BOOK)
            until(self.site.has_been_asked_in_vain, 'the booking to be sent and nobody to wait for it')
        until(lambda: len(self.rows(name)) == 1, 'the booking')
        assert self.browser.value('[name=name]') == name, 'what she typed is gone'
        until(lambda: journey.is_booked() or self.browser.tap(journey.BOOK), 'the page of the booking')
        self.is_booked_once(name, day, clock)

    def a_server_that_is_away(self):
        """It is stopped for a moment while she types, as for a new version."""
        name, day, clock = self.client()
        journey = self.journey('fr')
        journey.walk_to_contact([NAILS], day, clock, name)
        self.site.stop()
        journey.press_book()
        until(self.browser.is_cut_off, 'the page of no server')
        self.site.start()
        self.go_back_and_book(journey, name)
        self.is_booked_once(name, day, clock)

    # Somebody else

    def two_browsers_on_one_time(self):
        first, day, clock = self.client()
        second = f'{first}-bis'
        one = self.journey('fr')
        with Browser() as other_browser:
            other = journeys.Booking(other_browser, self.site.origin, 'fr')
            one.walk_to_contact([MASSAGE], day, clock, first)
            other.walk_to_contact([MASSAGE], day, clock, second)
            one.press_book()
            other.press_book()
            until(one.is_booked, 'the page of the booking')
            until(other_browser.has_changed, 'an answer for the other')
            self.is_booked_once(first, day, clock, minutes='90')
            assert self.rows(second) == []
            assert other_browser.value('[name=name]') == second and other_browser.value('[name=email]') == journeys.EMAIL
            # The others are buttons that book at once what is on them.
            times = other_browser.all('main form button[name=moment]')
            assert times, other_browser.text()
            moment = times[0].get_attribute('value')
            assert moment != f'{day}T{clock}', moment
            other_browser.go(times[0])
            until(other.is_booked, 'the page of the other booking')
            self.is_booked_once(second, moment[:10], moment[11:16], minutes='90')

    def a_service_that_became_dearer(self):
        name, day, clock = self.client()
        journey = self.journey('fr')
        journey.walk_to_contact([NAILS], day, clock, name)
        self.site.sql(f"UPDATE services SET price = 27 WHERE id = '{NAILS}'")
        self.browser.go(journey.BOOK)
        assert self.rows(name) == [] and self.browser.value('[name=name]') == name
        assert '27' in self.browser.text(), self.browser.text()
        journey.press_book()
        until(journey.is_booked, 'the page of the booking')
        self.is_booked_once(name, day, clock)

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
            check(site, f'she books with {words}', lambda way=(size, javascript, language): tests.books(*way))
        check(site, 'she books by the keyboard alone', tests.books_by_keyboard)
        for provider, tells, javascript in (('stripe', 'before', True), ('stripe', 'later', False), ('paypal', 'before', False),
                                            ('lydia', 'later', True)):
            check(site, f'a deposit is paid with {provider}, which tells {tells}',
                  lambda way=(provider, tells, javascript): tests.pays_a_deposit(*way))
        check(site, 'she cancels after she was asked once more', tests.cancels)
        for javascript, language in ((True, 'fr'), (False, 'en')):
            check(site, f"she moves it {'with' if javascript else 'without'} scripts in {language}",
                  lambda way=(javascript, language): tests.moves(*way))
        for javascript in (True, False):
            words = 'with scripts' if javascript else 'without'
            for text, function in (('reload, back, forward and a lost network cost nothing at any step', tests.every_step_bears),
                                   ('a double click books once', tests.a_double_click_books_once),
                                   ('going back and pressing again books once', tests.back_and_again_books_once)):
                check(site, f'{text}, {words}', lambda function=function, javascript=javascript: function(javascript))
        for text, function in (
                ('without a network at the last press nothing is lost', tests.no_network_at_the_last_press),
                ('an answer that is lost makes one booking', tests.an_answer_that_is_lost),
                ('a server that is away for a moment costs nothing', tests.a_server_that_is_away),
                ('two browsers on one time: one has it, the other is offered others', tests.two_browsers_on_one_time),
                ('a service that became dearer is said before she books', tests.a_service_that_became_dearer),
                ('the providers were asked well', tests.finish)):
            check(site, text, function)
    tap.finish()


main()
