#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk in its sandbox, used as its owner would: tools/dev flatpak --try runs this beside it.

try-flatpak.py FOLDER: what is started by the sandbox's own command is read from FOLDER/command; its data lies in
FOLDER/home. A first run, a booking, a gift card that is printed and saved through the portals, and the next
morning.
"""

import os
import pathlib
import re
import shlex
import sqlite3
import subprocess
import sys
import time

import a11y
from a11y import Atspi, children, press, type_text, until

CLIENT = 'Zoe Martin'


class Sandboxed(a11y.Desk):
    """The program behind its proxies: no process id of it is known out here, so it is found by its name."""

    def __init__(self, command, folder):
        self.folder = folder
        self.log = open(folder / 'desk.log', 'a', encoding='utf-8')
        self._focused = None
        self._listener = Atspi.EventListener.new(self._focus_moved)
        self._listener.register('object:state-changed:focused')
        began = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        self.root = until(self._find_itself, 'the window to open', 60)
        self.opened_in = time.monotonic() - began
        until(self._has_keyboard, 'the window to get the keys', 60)

    def _find_itself(self):
        assert self.process.poll() is None, f'the desk ended by itself:\n{self.said()}'
        return next((one for one in children(Atspi.get_desktop(0))
                     if one.get_name() in ('serenaia', a11y.APPLICATION) and one.get_child_count()), None)

    def _has_keyboard(self):
        asked = subprocess.run(['xdotool', 'getactivewindow', 'getwindowclassname'], check=False, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return asked.stdout.strip() in ('serenaia', a11y.APPLICATION)

    def _focus_moved(self, event):
        self._focused = event.source


class Visit:
    def __init__(self, folder):
        self.folder = folder
        self.command = shlex.split((folder / 'command').read_text())
        self.home = folder / 'home'
        self.desk = self.code = None

    def named(self, words):
        return '^' + re.escape(words.replace('_', '')) + '$'

    def focus(self, words):
        return self.desk.focus_in(lambda focused: re.search(self.named(words), focused.get_name() or ''), words)

    def tab_to(self, words):
        return self.desk.tab_until(lambda focused: re.search(self.named(words), focused.get_name() or ''), words)

    def rows(self, query):
        file, = (self.home / '.var/app' / a11y.APPLICATION / 'data').rglob('*.salon')
        with sqlite3.connect(f'file:{file}?mode=ro', uri=True) as connection:
            return connection.execute(query).fetchall()

    def opens(self):
        self.desk = Sandboxed(self.command, self.folder)
        print(f'# its window after {self.desk.opened_in * 1000:.0f} ms')

    def looks_around(self):
        self.desk.find('label', self.named('Welcome to Sérénaïa'))
        self.tab_to('_Look Around with a Sample Salon')
        press('Return')
        self.desk.find('list', self.named('Pages'))

    def books(self):
        service, = self.rows('SELECT name FROM services WHERE is_active ORDER BY duration_minutes, position LIMIT 1')[0]
        press('ctrl+n')
        self.desk.find('dialog', self.named('New booking'))
        self.focus('Find a client by name, phone or e-mail')
        type_text(CLIENT)
        self.desk.find('list item', re.escape(CLIENT))
        press('Return')
        self.focus('Phone')
        type_text('06 12 34 56 78')
        self.tab_to('Add a service')
        type_text(service)
        press('Return')
        self.desk.find(None, '^' + re.escape(service), under=self.desk.find('list', self.named('Services of this booking')))
        self.desk.click(r'^\d\d:\d\d', role='toggle button')
        press('ctrl+Return')
        self.desk.gone('dialog', self.named('New booking'))
        until(lambda: self.rows(BOOKED), 'the booking in the file')

    def sells(self):
        self.desk.action('page', a11y.GLib.Variant('s', 'gift-cards'))
        press('ctrl+shift+n')
        self.desk.find('dialog', self.named('Sell a Gift Card'))
        self.focus('Amount')
        type_text('80')
        press('Return')
        self.focus('For')
        type_text(CLIENT)
        press('Return')
        self.focus('Bought by')
        type_text('Denise Fabre')
        press('ctrl+Return')
        self.focus('_Print…')
        (self.code,), = self.rows(SOLD)

    def portal(self, title):
        """A window of the portal: a program of its own, out here."""
        return until(lambda: next((one for program in children(Atspi.get_desktop(0)) for one in children(program)
                                   if re.search(title, one.get_name() or '')), None), f'the portal’s “{title}”')

    def prints(self):
        press('Return')
        self.portal('Print')
        a11y.picture(self.folder / 'print.png')
        raise AssertionError('look')


BOOKED = f"SELECT 1 FROM bookings WHERE client_name = '{CLIENT}' AND status = 'confirmed'"
SOLD = f"SELECT code FROM gift_cards WHERE recipient_name = '{CLIENT}'"


def main():
    visit = Visit(pathlib.Path(sys.argv[1]))
    story = a11y.Story(visit.folder)
    try:
        for words, step in (
                ('it opens', visit.opens),
                ('the sample salon is there', visit.looks_around),
                ('a client is booked', visit.books),
                ('a gift card is sold', visit.sells),
                ('its voucher is printed through the portal', visit.prints)):
            story.step(words, step)
    finally:
        subprocess.run(['flatpak', 'kill', a11y.APPLICATION], check=False)
    return story.end()


sys.exit(main())
