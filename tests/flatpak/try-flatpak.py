#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk in its sandbox, used as its owner would: tools/dev flatpak --try runs this beside it.

try-flatpak.py FOLDER: what is started by the sandbox's own command is read from FOLDER/command; its data lies in
FOLDER/home. A first run, a booking, a gift card that is printed and saved through the portals, and the next
morning.
"""

import datetime
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
        asked = subprocess.run(['xdotool', 'getactivewindow', 'getwindowname'], check=False, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return 'Sérénaïa' in asked.stdout

    def _find_window(self):
        return subprocess.check_output(['xdotool', 'getactivewindow'], text=True).split()

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
        data = self.home / '.var/app' / a11y.APPLICATION / 'data'
        file, = until(lambda: [path for path in data.rglob('*') if path.suffix in ('.salon', '.db')], 'the salon’s file')
        with sqlite3.connect(f'file:{file}?mode=ro', uri=True) as connection:
            return connection.execute(query).fetchall()

    def may_do_no_more(self):
        """As it was built: what the manifest asks for (check-flatpak.py), and nothing that came in by itself."""
        asked = subprocess.check_output(['flatpak', '--user', 'info', '--show-permissions', a11y.APPLICATION], text=True)
        lines = sorted(line for line in asked.splitlines() if line)
        assert lines == ['[Context]', 'devices=dri;', 'shared=network;ipc;', 'sockets=x11;wayland;fallback-x11;'], asked

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
        self.desk.find('list item', re.escape(service))
        press('Return')
        self.desk.find(None, '^' + re.escape(service), under=self.desk.find('list', self.named('Services of this booking')))
        # The day that is offered is one with room: its first free hour.
        shown = self.desk.tab_until(lambda focused: 'text' in focused.get_role_name()
                                    and re.fullmatch(r'\d\d/\d\d/\d{4}', a11y.text_of(focused)), 'the day')
        self.tab_to('Time')
        type_text(self.free_hour(datetime.datetime.strptime(a11y.text_of(shown), '%d/%m/%Y').date()))
        press('Return')
        press('ctrl+Return')
        self.desk.gone('dialog', self.named('New booking'))
        until(lambda: self.rows(BOOKED), 'the booking in the file')

    def free_hour(self, day):
        midnight = (day - datetime.date(1970, 1, 1)).days * 1440
        taken = self.rows('SELECT start_minute - 15, end_minute + 15 FROM bookings')
        minute = next(minute for minute in range(9 * 60, 18 * 60, 15)
                      if not any(start < midnight + minute + 15 and end > midnight + minute for start, end in taken))
        return f'{minute // 60:02}:{minute % 60:02}'

    def sells(self):
        self.desk.click(self.named('Gift Cards'), role='list item')
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

    def prints(self):
        press('Return')
        dialog = Portal('Print Voucher')
        dialog.press('Print to File', 'table cell')
        dialog.press('Print', 'push button')
        paper = until(lambda: next(iter(self.home.rglob('*.pdf')), None), 'the printed paper')
        self.reads(paper)

    def saves(self):
        paper = self.home / 'bon.pdf'
        self.tab_to('_Save as PDF…')
        press('space')
        Portal('Save')
        press('ctrl+a')
        type_text(str(paper))
        press('Return')
        until(paper.exists, paper.name)
        self.reads(paper)
        self.tab_to('_Done')
        press('Return')
        self.desk.gone('dialog', self.named('Sell a Gift Card'))

    def reads(self, paper):
        def is_whole():
            said = subprocess.run(['pdftotext', paper, '-'], check=False, text=True, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL).stdout
            return CLIENT in said and self.code in said
        until(is_whole, f'the words on {paper.name}')

    def closes(self):
        self.desk.action('quit')
        until(lambda: self.desk.process.poll() is not None, 'the desk to close')
        assert self.desk.process.returncode == 0, self.desk.said()

    def is_there_again(self):
        self.opens()
        self.desk.find('list', self.named('Pages'))
        assert self.rows(BOOKED) and self.rows(SOLD) == [(self.code,)]
        self.closes()

    def is_activated(self):
        """By the service that the installed Flatpak has put where the bus looks."""
        bus = a11y.Gio.bus_get_sync(a11y.Gio.BusType.SESSION)
        bus.call_sync(a11y.APPLICATION, '/' + a11y.APPLICATION.replace('.', '/'), 'org.freedesktop.Application', 'Activate',
                      a11y.GLib.Variant('(a{sv})', ({},)), None, a11y.Gio.DBusCallFlags.NONE, 60000, None)
        until(self.is_shown, 'the window')
        self.desk.action('quit')
        until(lambda: not self.is_shown(), 'the window to go')

    def is_measured(self):
        """From the click to the window, in the sandbox and with the same files outside of it."""
        for words, command in (('in the sandbox', self.command), ('outside', shlex.split((self.folder / 'bare').read_text()))):
            times = sorted(self.time_of(command) for _ in range(TIMES))
            print(f'# the window {words}: {times[TIMES // 2] * 1000:.0f} ms '
                  f'({times[0] * 1000:.0f} to {times[-1] * 1000:.0f})')

    def time_of(self, command):
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.desk_log(), stderr=subprocess.STDOUT)
        until(self.is_shown, 'the window')
        took = time.monotonic() - began
        self.desk.action('quit')
        process.wait(a11y.PATIENCE)
        until(lambda: not self.is_shown(), 'the window to go')
        return took

    def desk_log(self):
        return open(self.folder / 'desk.log', 'a', encoding='utf-8')

    @staticmethod
    def is_shown():
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Sérénaïa'], check=False, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return found.stdout.strip()


class Portal:
    """A window of the portal: a program of its own, outside the sandbox."""

    def __init__(self, title):
        self.window = until(lambda: self.find(title), f'the portal’s “{title}”')

    @staticmethod
    def find(title):
        for program in children(Atspi.get_desktop(0)):
            try:
                for one in children(program):
                    if 'portal' in program.get_name() and title in one.get_name():
                        return one
            except a11y.GLib.GError:     # it went away
                pass
        return None

    def press(self, name, role):
        """By the pointer, where it stands: GTK 3 tells of places on the screen."""
        node = until(lambda: self.inside(self.window, name, role), f'the portal’s {role} “{name}”')
        box = node.get_extents(Atspi.CoordType.SCREEN)
        a11y.pointer('mousemove', box.x + box.width // 2, box.y + box.height // 2, 'click', 1)
        time.sleep(0.5)

    def inside(self, node, name, role):
        if node.get_role_name() == role and node.get_name() == name \
                and node.get_state_set().contains(a11y.STATE.SENSITIVE):
            return node
        return next(filter(None, (self.inside(child, name, role) for child in children(node))), None)


TIMES = 9
BOOKED = f"SELECT 1 FROM bookings WHERE client_name = '{CLIENT}' AND status = 'confirmed'"
SOLD = f"SELECT code FROM gift_cards WHERE recipient_name = '{CLIENT}'"


def main():
    visit = Visit(pathlib.Path(sys.argv[1]))
    story = a11y.Story(visit.folder)
    try:
        for words, step in (
                ('it may do no more than it needs', visit.may_do_no_more),
                ('it opens', visit.opens),
                ('the sample salon is there', visit.looks_around),
                ('a client is booked', visit.books),
                ('a gift card is sold', visit.sells),
                ('its voucher is printed through the portal', visit.prints),
                ('and saved as a file through the portal', visit.saves),
                ('it closes', visit.closes),
                ('the next time everything is there', visit.is_there_again),
                ('the desktop opens it over the session bus', visit.is_activated),
                ('how long it takes from the click to the window is told', visit.is_measured)):
            story.step(words, step)
    finally:
        subprocess.run(['flatpak', 'kill', a11y.APPLICATION], check=False)
    return story.end()


sys.exit(main())
