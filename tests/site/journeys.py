# SPDX-License-Identifier: GPL-3.0-or-later
"""The journeys of clients through the public site, step by step: what is pressed and typed, and nothing of what
is judged on the way. A step is told to `at_step` by its name when its page is shown."""

from browser import until
from salon_site import FACE, MASSAGE, NAILS, booking, working_day

START = {'fr': '/reservation', 'en': '/en/booking'}
GIFT = {'fr': '/bon-cadeau', 'en': '/en/gift-card'}
BALANCE = {'fr': '/bon-cadeau/solde', 'en': '/en/gift-card/balance'}
EMAIL, PHONE_NUMBER = 'ines@example.org', '06 12 34 56 78'


def nothing(name):
    """Nobody looks."""


class Booking:
    """From the services to the page of the booking."""

    BOOK, NEXT_MONTH, CHOOSE_DAY = '#booking-submit', '#month-next', '#services-next'

    def __init__(self, browser, origin, language='fr', at_step=nothing):
        self.browser, self.origin, self.language, self.at_step = browser, origin, language, at_step

    @staticmethod
    def of_service(service):
        return f'#services-form input[value="{service}"]'

    @staticmethod
    def of_day(day):
        return f'#booking-days a[data-date="{day}"]'

    @staticmethod
    def of_time(clock):
        return f'#times a[data-time="{clock}"]'

    def start(self):
        self.browser.open(self.origin + START[self.language])
        self.at_step('booking')

    def choose(self, services):
        for service in services:
            if not self.browser.find(self.of_service(service)).is_selected():
                self.browser.press(self.of_service(service))
        self.browser.go(self.CHOOSE_DAY)
        self.at_step('booking-month')

    def pick_day(self, day):
        while not self.browser.has(self.of_day(day)):
            self.follow(self.NEXT_MONTH)
        self.follow(self.of_day(day))
        self.at_step('booking-day')

    def follow(self, selector):
        """A link that a script may follow without another page: what it leads to is shown."""
        goal = self.browser.find(selector).get_attribute('href')
        self.browser.press(selector)
        until(lambda: self.is_at(goal), f'{goal} to be shown, not {self.browser.url}')

    def is_at(self, goal):
        """The month or the day of an address is shown, and nothing is on its way any more."""
        return self.browser.url.partition('#')[0] == goal.partition('#')[0] and self.browser.run(
            'return document.readyState === "complete" && !document.querySelector ("[aria-busy=true]")')

    def pick_time(self, clock):
        self.browser.go(self.of_time(clock))
        self.at_step('booking-details')

    def fill(self, name, email=EMAIL, phone=PHONE_NUMBER):
        for field, text in (('name', name), ('email', email), ('phone', phone)):
            self.browser.type(f'main [name={field}]', text)

    def press_book(self):
        self.browser.press(self.BOOK)

    def is_booked(self):
        return self.browser.has_changed() and self.browser.has('#appointment-state')

    def walk_to_contact(self, services, day, clock, name):
        self.start()
        self.choose(services)
        self.pick_day(day)
        self.pick_time(clock)
        self.fill(name)

    def move(self, day, clock):
        """From the page of the booking to the question whether to move it there, and yes."""
        self.browser.go('#appointment-move')
        self.at_step('appointment-move')
        while not self.browser.has(self.of_day(day)):
            self.follow(self.NEXT_MONTH)
        self.follow(self.of_day(day))
        self.at_step('appointment-move-day')
        self.browser.go(self.of_time(clock))
        self.at_step('appointment-move-ask')
        self.browser.go('#move-yes')
        self.at_step('appointment-moved')

    def walk(self, services, day, clock, name):
        """All of it, to the page of the booking."""
        self.walk_to_contact(services, day, clock, name)
        self.press_book()
        until(self.is_booked, 'the page of the booking')
        self.at_step('appointment')


class Gift:
    """From the wish to the card."""

    ORDER, PREVIEW = '#gift-order', '#gift-preview'
    FIELDS = {'recipient_name': 'Zoé Martin', 'message': 'Bon anniversaire !', 'buyer_name': 'Inès Lambert',
              'buyer_email': EMAIL}

    def __init__(self, browser, origin, language='fr', at_step=nothing):
        self.browser, self.origin, self.language, self.at_step = browser, origin, language, at_step

    def start(self):
        self.browser.open(self.origin + GIFT[self.language])
        self.at_step('gift')

    def choose(self, amount):
        """An amount of one's own."""
        self.browser.press('input[name=choice][value=other]')
        self.browser.type('[name=other_amount]', amount)

    def fill(self, **fields):
        for field, text in {**self.FIELDS, **fields}.items():
            self.browser.type(f'main [name={field}]', text)

    def by(self, provider):
        if self.browser.has(f'input[type=radio][name=provider][value={provider}]'):
            self.browser.press(f'input[name=provider][value={provider}]')

    def order(self):
        """To the page of the provider."""
        self.browser.go(self.ORDER)
        assert self.browser.has('#payer-pays'), f'no page of a provider: {self.browser.url}\n{self.browser.text()}'

    def walk_to_provider(self, amount, provider='stripe', **fields):
        self.start()
        self.choose(amount)
        self.fill(**fields)
        self.by(provider)
        self.at_step('gift-filled')
        self.order()

    def is_ready(self):
        """The card is shown."""
        return self.browser.has('a[href$="bon-cadeau.pdf"]')

    def walk(self, amount, provider='stripe', **fields):
        self.walk_to_provider(amount, provider, **fields)
        self.browser.go('#payer-pays')
        until(self.is_ready, 'the card')
        self.at_step('gift-ready')

    def ask_balance(self, code):
        self.browser.open(self.origin + BALANCE[self.language])
        self.browser.type('main [name=code]', code)
        self.browser.go('#show-balance')
        self.at_step('balance')


# Tours lead past every page there is. Each has days of its own for each language and each time it is made.
_days = iter(range(8, 70))


def booking_tour(site, language, at_step):
    """What is forgotten, what is booked, what is moved, and what is cancelled."""
    day, browser = working_day(next(_days)), site.browser
    journey = Booking(browser, site.origin, language, at_step)
    browser.open(site.origin + START[language])
    browser.go(journey.CHOOSE_DAY)
    at_step('booking-nothing')
    journey.start()
    journey.choose([NAILS, FACE])
    journey.pick_day(day)
    journey.pick_time('10:00')
    browser.go(journey.BOOK)
    at_step('booking-faults')
    journey.fill('Inès Lambert')
    journey.press_book()
    until(journey.is_booked, 'the page of the booking')
    at_step('appointment')
    journey.move(day, '14:00')
    browser.go('#appointment-cancel')
    at_step('appointment-cancel')
    browser.go('#cancel-yes')
    at_step('appointment-cancelled')


def waiting_tour(site, language, at_step):
    """A day that is full, and a time that is taken meanwhile."""
    day, browser = working_day(next(_days)), site.browser
    journey = Booking(browser, site.origin, language, at_step=nothing)
    journey.walk_to_contact([FACE], day, '10:00', 'Inès Lambert')
    for service, clock in ((MASSAGE, '09:00'), (MASSAGE, '10:30')):
        take(site, service, day, clock)
    browser.go(journey.BOOK)
    at_step('booking-taken')
    for service, clock in ((MASSAGE, '12:00'), (MASSAGE, '13:30'), (MASSAGE, '15:00'), (MASSAGE, '16:30'), (FACE, '18:00')):
        take(site, service, day, clock)
    journey.start()
    journey.choose([FACE])
    journey.pick_day(day)
    at_step('booking-full')
    browser.go('#wait-link')
    at_step('waiting')
    browser.go('#waiting-submit')
    at_step('waiting-faults')
    journey.fill('Inès Lambert')
    browser.go('#waiting-submit')
    at_step('waiting-noted')


def take(site, service, day, clock):
    answer = site.server.ask('POST', '/api/v1/bookings', booking(day, clock, service))
    assert answer.status == 201, answer


def deposit_tour(site, language, at_step):
    """A booking that asks for something in advance, given up once and then paid."""
    day, browser = working_day(next(_days)), site.browser
    journey = Booking(browser, site.origin, language)
    site.set('online.deposit', '30')
    try:
        journey.walk_to_contact([FACE], day, '10:00', 'Inès Lambert')
        at_step('deposit-details')
        journey.press_book()
        until(journey.is_booked, 'the page of the booking')
        at_step('deposit-held')
        pay(browser, '#pay-stripe', '#payer-gives-up')
        at_step('deposit-given-up')
        pay(browser, '#pay-stripe', '#payer-pays')
        at_step('deposit-paid')
    finally:
        site.set('online.deposit', '0')


def pay(browser, how, button):
    """To the provider's page, and back by one of its buttons."""
    browser.go(how)
    assert browser.has('#payer-pays'), f'{how} leads to no page of a provider: {browser.url}\n{browser.text()}'
    browser.go(button)


def gift_tour(site, language, at_step):
    """What is forgotten, what is given up, what is paid, and what is left on it."""
    browser = site.browser
    gift = Gift(browser, site.origin, language, at_step)
    gift.start()
    browser.go(gift.ORDER)
    at_step('gift-faults')
    gift.at_step = nothing
    gift.walk_to_provider('60')
    browser.go('#payer-gives-up')
    at_step('gift-given-up')
    gift.at_step = at_step
    site.fake.tells = 'later'
    try:
        gift.walk_to_provider('60')
        browser.go('#payer-pays')
        at_step('gift-waiting')
    finally:
        site.fake.tells = 'before'
    site.tell()
    until(gift.is_ready, 'the card')
    at_step('gift-ready')
    gift.ask_balance(site.value('SELECT code FROM gift_cards ORDER BY created_at DESC LIMIT 1'))


TOURS = (booking_tour, waiting_tour, deposit_tour, gift_tour)
