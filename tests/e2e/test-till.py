#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a day at the desk, in French and without touching the mouse.

test-till.py PROGRAM SMALL-SALON CATALOGUE FOLDER

A client arrives, something is noted about her, she pays one part in cash and the other by card; the day
is printed to a PDF that has her name in it; the day is closed, the journal verified and given out.
"""

import gettext
import json
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
from a11y import press, type_text, until

TILL = pathlib.Path(__file__).parents[2] / 'docs/TILL.md'
CLIENT = 'Denise Fabre'
NOTE = 'Vernis rouge la prochaine fois'


class Evening:
    def __init__(self, program, small_salon, catalogue, folder):
        self.file = folder / 'denise.salon'
        self.sheet = folder / 'jour.pdf'
        self.journal = folder / 'journal.json'
        subprocess.run([small_salon, self.file], check=True)
        words = gettext.GNUTranslations(open(catalogue, 'rb'))
        self.say = words.gettext
        self.desk = a11y.Desk(program, folder, f'--salon={self.file}', '--page=calendar/day', language='fr',
                              now='2026-03-12 14:20')

    def named(self, words):
        return '^' + re.escape(self.say(words).replace('_', '')) + '$'

    def row(self, query, *values):
        with sqlite3.connect(f'file:{self.file}?mode=ro', uri=True) as connection:
            return connection.execute(query, values).fetchone()

    def becomes(self, expected, query):
        until(lambda: self.row(query, CLIENT) == expected, f'{expected}, not {self.row(query, CLIENT)}')

    def focus(self, pattern, what):
        return self.desk.focus_in(lambda focused: re.search(pattern, focused.get_name() or ''), what)

    def tab_to(self, words):
        pattern = self.named(words)
        return self.desk.tab_until(lambda focused: re.search(pattern, focused.get_name() or ''), self.say(words))

    def is_on_client(self, node):
        return (node.get_name() or '').startswith(CLIENT)

    # What she does

    def arrives(self):
        self.desk.find('button', '^' + CLIENT)
        self.desk.tab_until(lambda focused: re.search(r'\d\d:\d\d', focused.get_name() or ''), 'the calendar')
        for _ in range(60):
            if (node := self.desk.focused()) and self.is_on_client(node):
                break
            before = node
            press('Down')
            until(lambda: self.desk.focused() not in (None, before), 'the focus to walk')
        press('a')
        self.becomes(('arrived',), 'SELECT status FROM bookings WHERE client_name = ?')

    def is_noted(self):
        self.desk.focus_in(self.is_on_client, CLIENT)
        press('Return')
        self.desk.find('dialog', self.named('Booking'))
        self.tab_to('Notes on this booking')
        type_text(NOTE)
        press('ctrl+Return')
        self.becomes((NOTE,), 'SELECT notes FROM bookings WHERE client_name = ?')
        self.desk.gone('dialog', self.named('Booking'))

    def pays_in_two_parts(self):
        self.desk.tab_until(self.is_on_client, CLIENT)
        press('p')
        self.desk.find('dialog', self.named('Payment'))
        self.desk.focus_in(lambda focused: a11y.text_of(focused).startswith('45,00'), 'the card')
        type_text('25')
        press('F2')
        self.focus(self.named('Received in cash'), 'what is received')
        type_text('50')
        self.desk.find('label', r'Monnaie à rendre\s:\s30,00')
        press('Return')
        self.desk.gone('dialog', self.named('Payment'))
        self.becomes(('fully_paid',), 'SELECT payment_status FROM bookings WHERE client_name = ?')
        assert self.row("SELECT group_concat (payment_method || ' ' || amount) FROM (SELECT * FROM payments "
                        'ORDER BY payment_method)') == ('card 2500,cash 2000',)

    def is_on_the_sheet(self):
        press('ctrl+p')
        self.desk.find('dialog', self.named('Print'))
        self.tab_to('_Save as PDF')
        press('space')
        self.desk.choose_file(self.sheet)
        document = until(self.read_sheet, 'the whole sheet')
        assert CLIENT in document.get_page(0).get_text()
        self.tab_to('_Cancel')
        press('space')
        self.desk.gone('dialog', self.named('Print'))

    def read_sheet(self):
        try:
            return Poppler.Document.new_from_gfile(Gio.File.new_for_path(str(self.sheet)), None, None)
        except Exception:  # not written to its end
            return None

    def closes_the_day(self):
        press('F10')
        until(lambda: self.desk.focused() is not None, 'the menu')
        press('e')
        self.desk.find('dialog', self.named('Takings'))
        self.tab_to('_Close the Day…')
        press('Return')
        self.desk.find(None, self.named('Close the Day?'))
        self.focus(self.named('Close the _Day'), 'the answer')
        press('Return')
        self.desk.find('label', self.named('The day is closed.'))
        kind, period, totals = self.row('SELECT kind, period, totals FROM till_journal ORDER BY number DESC LIMIT 1')
        assert (kind, period) == ('day', '2026-03-12')
        assert (json.loads(totals)['cash'], json.loads(totals)['card']) == ('20.00', '25.00'), totals

    def verifies(self):
        self.desk.tab_until(lambda focused: (focused.get_name() or '').startswith(self.say('_Verify').replace('_', '')),
                            'Vérifier')
        press('Return')
        self.desk.find(None, 'Les 5 lignes sont telles qu’elles ont été écrites')

    def is_given_out(self):
        """And the program of docs/TILL.md, which knows nothing of ours, finds every line as it was."""
        self.desk.tab_until(lambda focused: (focused.get_name() or '').startswith(self.say('_Export…').replace('_', '')),
                            'Exporter')
        press('Return')
        self.desk.choose_file(self.journal)
        program = re.search(r'```python\n(.*?)```', TILL.read_text(encoding='utf-8'), re.DOTALL).group(1)
        check = [sys.executable, '-c', program]
        subprocess.run([*check, self.journal], check=True)
        forged = self.journal.with_name('faux.json')
        forged.write_text(self.journal.read_text(encoding='utf-8').replace('"amount_cents":2000', '"amount_cents":1000'),
                          encoding='utf-8')
        assert subprocess.run([*check, forged], check=False, stderr=subprocess.DEVNULL).returncode == 1
        press('Escape')
        self.desk.gone('dialog', self.named('Takings'))

    def closes(self):
        press('ctrl+q')
        until(lambda: self.desk.process.poll() is not None, 'the desk to close')
        assert self.desk.process.returncode == 0, self.desk.said()
        assert self.row('PRAGMA integrity_check') == ('ok',)


def main():
    program, small_salon, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'till'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    evening, story = Evening(program, small_salon, catalogue, folder), a11y.Story(folder)
    try:
        for words, step in (
                ('A says that she has arrived', evening.arrives),
                ('a note is written', evening.is_noted),
                ('P takes one part in cash and the rest by card', evening.pays_in_two_parts),
                ('Ctrl+P prints the day, and her name is in it', evening.is_on_the_sheet),
                ('the day is closed from the menu', evening.closes_the_day),
                ('the journal is verified', evening.verifies),
                ('the journal is given out, and checked without the program', evening.is_given_out),
                ('the desk closes', evening.closes)):
            story.step(words, step)
    finally:
        evening.desk.kill()
    return story.end()


sys.exit(main())
