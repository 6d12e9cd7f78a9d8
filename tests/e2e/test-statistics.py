#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a bar to the bookings behind it, to one of them, and back, in French and without touching the mouse.

test-statistics.py PROGRAM SMALL-SALON CATALOGUE FOLDER
"""

import gettext
import pathlib
import re
import shutil
import subprocess
import sys

import a11y
from a11y import press, type_text, until

NOW = '2026-03-12 14:20'
# A row of the list: a booking on a day of March.
ROW = r' mars 2026\. '
# A bar of the bookings: how many there are on a day, and what they were in the period before.
BAR = r'\bmars\s:\s\d+ \(février 2026\s:\s\d+\)$'


class Month:
    def __init__(self, program, small_salon, catalogue, folder):
        self.file = folder / 'month.salon'
        subprocess.run([small_salon, self.file], check=True)
        self.say = gettext.GNUTranslations(open(catalogue, 'rb')).gettext
        self.desk = a11y.Desk(program, folder, f'--salon={self.file}', '--page=statistics', language='fr', now=NOW)
        self.bar = None

    def named(self, words):
        return '^' + re.escape(self.say(words).replace('_', '')) + '$'

    def focus_on(self, pattern):
        return self.desk.focus_in(lambda focused: re.search(pattern, focused.get_name() or ''), pattern)

    def is_shown(self):
        self.desk.find('heading', '^Mars 2026$')
        self.desk.find('button', r"^Chiffre d’affaires\s: ")
        unnamed = self.desk.unnamed()
        assert not unnamed, unnamed

    def has_a_bar(self):
        focused = self.desk.tab_until(lambda focused: re.search(BAR, focused.get_name() or ''), 'the bookings')
        press('Home')
        focused = self.focus_on(r'^dimanche 1er mars\s:')
        while re.search(r'mars\s:\s0 ', focused.get_name()):
            before = focused.get_name()
            press('Right')
            focused = until(lambda: (node := self.desk.focused()) and node.get_name() != before and node, 'the next bar')
            assert not re.search(r' 31 mars\s:\s0 ', focused.get_name()), 'no bar has a booking'
        self.bar = focused.get_name()

    def opens_its_list(self):
        press('Return')
        self.desk.find('dialog', '^' + re.escape(self.bar[0].upper() + self.bar[1:]) + '$')
        row = self.focus_on(ROW)
        day = re.match(r'(\w+ \S+) mars', self.bar)[1]
        assert row.get_name().lower().startswith(day), (row.get_name(), self.bar)

    def opens_a_booking(self):
        press('Return')
        self.desk.find('dialog', self.named('Booking'))

    def comes_back_to_the_list(self):
        press('Escape')
        self.desk.gone('dialog', self.named('Booking'))
        self.focus_on(ROW)

    def comes_back_to_the_bar(self):
        press('Escape')
        self.focus_on('^' + re.escape(self.bar) + '$')

    def turns_the_month(self):
        press('alt+Left')
        self.desk.find('heading', '^Février 2026$')

    def chooses_last(self, value):
        """The last one of a list that drops down, by keys alone."""
        self.desk.tab_until(lambda focused: focused.get_role_name() == 'toggle button' and focused.get_name() == value,
                            value)
        press('space')
        self.desk.focus_in(lambda focused: focused.get_role_name() != 'toggle button', 'the list')
        press('End', 'Return')

    def compares_with_last_year(self):
        self.chooses_last('Avec la période précédente')
        self.desk.find('button', r"^Chiffre d’affaires\s: .*Février 2025\s: ")

    def asks_for_two_dates(self):
        press('shift+Tab')
        self.focus_on('^Mois$')
        self.chooses_last('Mois')
        for label, date in (('From', '01/03/2026'), ('To', '10/03/2026')):
            self.desk.tab_until(lambda focused, name=self.named(label): re.search(name, focused.get_name() or ''), label)
            press('ctrl+a')
            type_text(date)
        self.desk.find('heading', r'^1er\s?–\s?10 mars 2026$')

    def closes(self):
        press('ctrl+q')
        until(lambda: self.desk.process.poll() is not None, 'the desk to close')
        assert self.desk.process.returncode == 0, self.desk.said()


def main():
    program, small_salon, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'statistics'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    month, story = Month(program, small_salon, catalogue, folder), a11y.Story(folder)
    try:
        for words, step in (
                ('the month is shown', month.is_shown),
                ('the arrows lead to a bar', month.has_a_bar),
                ('a bar opens its list', month.opens_its_list),
                ('the list opens a booking', month.opens_a_booking),
                ('Escape leads back to the list', month.comes_back_to_the_list),
                ('Escape leads back to the bar', month.comes_back_to_the_bar),
                ('Alt and an arrow turn the month', month.turns_the_month),
                ('it is compared with last year', month.compares_with_last_year),
                ('two dates are asked for', month.asks_for_two_dates),
                ('the desk closes', month.closes)):
            story.step(words, step)
    finally:
        month.desk.kill()
    return story.end()


sys.exit(main())
