#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gift card from its sale to its end, in French, without touching the mouse.

test-gift-card.py PROGRAM SMALL-SALON CATALOGUE FOLDER

It is sold and seen, its paper goes into a PDF, the code on the paper is read by another program, and what that
one read is typed as a scanner does. Half of the card is used, then the rest; the third time it is refused.
"""

import gettext
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

import gi
gi.require_version('Poppler', '0.18')
from gi.repository import Gio, Poppler  # noqa: E402  (the version is asked for first)

import a11y
from a11y import press, scan, type_text, until

RECIPIENT = 'Zoé Martin'
BUYER = 'Denise Fabre'


class Present:
    def __init__(self, program, small_salon, catalogue, folder):
        self.file = folder / 'zoe.salon'
        self.paper = folder / 'bon.pdf'
        self.code = None
        subprocess.run([small_salon, self.file], check=True)
        self.say = gettext.GNUTranslations(open(catalogue, 'rb')).gettext
        self.desk = a11y.Desk(program, folder, f'--salon={self.file}', '--page=gift-cards', language='fr',
                              now='2026-03-12 14:20')

    def named(self, words):
        return '^' + re.escape(self.say(words).replace('_', '')) + '$'

    def row(self, query):
        with sqlite3.connect(f'file:{self.file}?mode=ro', uri=True) as connection:
            return connection.execute(query).fetchone()

    def focus(self, words):
        pattern = self.named(words)
        return self.desk.focus_in(lambda focused: re.search(pattern, focused.get_name() or ''), self.say(words))

    def tab_to(self, words):
        pattern = self.named(words)
        return self.desk.tab_until(lambda focused: re.search(pattern, focused.get_name() or ''), self.say(words))

    def balance(self):
        return self.row('SELECT sum (amount) FROM gift_card_movements')[0]

    # What happens

    def is_sold(self):
        self.desk.find('label', self.named('No Gift Cards Yet'))
        press('ctrl+shift+n')
        self.desk.find('dialog', self.named('Sell a Gift Card'))
        self.focus('Amount')
        type_text('80')
        press('Return')
        self.focus('For')
        type_text(RECIPIENT)
        press('Return')
        self.focus('Bought by')
        type_text(BUYER)
        press('ctrl+Return')
        self.focus('_Print…')
        amount, self.code = self.row('SELECT m.amount, code FROM gift_cards c JOIN gift_card_movements m '
                                     'ON m.card_id = c.id')
        assert amount == 8000 and re.match(r'SERA-....-....$', self.code), (amount, self.code)
        assert self.row('SELECT amount, payment_method FROM payments') == (8000, 'card')

    def is_seen(self):
        self.desk.find('label', '^' + self.code + '$')
        self.desk.find('label', r'^80,00\s€ pour ' + RECIPIENT)

    def goes_into_a_pdf(self):
        self.tab_to('_Save as PDF…')
        press('space')
        self.desk.choose_file(self.paper)
        text = until(self.read_paper, 'the whole paper').get_page(0).get_text()
        for words in (RECIPIENT, BUYER, self.code):
            assert words in text.replace('\n', ' '), text
        self.tab_to('_Done')
        press('Return')
        self.desk.gone('dialog', self.named('Sell a Gift Card'))

    def read_paper(self):
        try:
            return Poppler.Document.new_from_gfile(Gio.File.new_for_path(str(self.paper)), None, None)
        except Exception:  # not written to its end
            return None

    def is_read_from_its_paper(self):
        """By a program that knows nothing of ours."""
        picture = self.paper.with_suffix('')
        subprocess.run(['pdftoppm', '-png', '-singlefile', '-r', '150', self.paper, picture], check=True)
        read = subprocess.check_output(['zbarimg', '--quiet', '--raw', picture.with_suffix('.png')], text=True)
        assert self.code in read.split(), read
        self.code = next(word for word in read.split() if word == self.code)

    def is_scanned(self):
        scan(self.code)
        self.focus('_Use…')

    def is_used_by_half(self):
        self.is_scanned()
        press('Return')
        self.desk.find('dialog', self.named('Use the Gift Card'))
        self.focus('Amount to Use')
        type_text('40')
        press('Return')
        self.focus('_Done')
        self.desk.find('label', r'40,00\s€ sur le bon cadeau ' + self.code)
        assert self.balance() == 4000, self.balance()
        press('Return')
        self.desk.gone('dialog', self.named('Use the Gift Card'))

    def is_used_up(self):
        self.is_scanned()
        press('Return')
        self.focus('Amount to Use')
        press('Return')
        self.focus('_Done')
        assert self.balance() == 0, self.balance()
        press('Return')
        self.desk.gone('dialog', self.named('Use the Gift Card'))

    def is_refused(self):
        scan(self.code)
        self.desk.find('label', self.named('Used up: nothing is left on it'))
        self.focus('See and _Print…')
        assert not self.desk.has('button', self.named('_Use…'))
        assert self.row('SELECT count (*) FROM gift_card_movements') == (3,)

    def a_slip_is_told(self):
        last = 'A' if self.code[-2] != 'A' else 'B'
        scan(self.code[:-2] + last + self.code[-1])
        self.desk.find('label', 'est faux|est fausse|inversé')

    def closes(self):
        press('ctrl+q')
        until(lambda: self.desk.process.poll() is not None, 'the desk to close')
        assert self.desk.process.returncode == 0, self.desk.said()
        assert self.row('PRAGMA integrity_check') == ('ok',)


def main():
    program, small_salon, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'gift-card'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    present, story = Present(program, small_salon, catalogue, folder), a11y.Story(folder)
    try:
        for words, step in (
                ('a gift card is sold by the keyboard alone', present.is_sold),
                ('its paper is shown', present.is_seen),
                ('the paper goes into a PDF with all its words', present.goes_into_a_pdf),
                ('another program reads the code from the paper', present.is_read_from_its_paper),
                ('the scanned card is used by half', present.is_used_by_half),
                ('the rest is used', present.is_used_up),
                ('the third time it is refused', present.is_refused),
                ('a code with one wrong character says so', present.a_slip_is_told),
                ('the desk closes', present.closes)):
            story.step(words, step)
    finally:
        present.desk.kill()
    return story.end()


sys.exit(main())
