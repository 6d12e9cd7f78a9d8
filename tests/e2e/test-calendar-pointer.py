#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendar under a real pointer and a real keyboard, in the real window.

test-calendar-pointer.py PROGRAM SMALL_SALON FOLDER

Each step does one thing a hand does, and then looks into the salon's file: at the row, and at the list
of changes, where a refused or cancelled drag must not have left a line. Before the button is let go
the step waits for the tag beside the pointer, which says what letting go would do; so nothing here
depends on how fast the machine is.
"""

import datetime
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

import a11y
from a11y import pointer, press, type_text, until

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (datetime.date(2026, 3, day) for day in range(9, 15))
WEEK = '^8 – 14 March 2026$|^Mar(ch)? 8 – 14, 2026$'


def clock(minute):
    return f'{minute // 60:02}:{minute % 60:02}'


def at(hour, minute=0):
    return hour * 60 + minute


class Salon:
    """The salon's file, read beside the program that writes it."""

    def __init__(self, file):
        self.file = file
        self.seen = 0

    def rows(self, query, *values):
        connection = sqlite3.connect(f'file:{self.file}?mode=ro', uri=True)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def visits(self, client):
        """(day, minute, length, status) of each booking of hers, the oldest first."""
        return [(datetime.date.fromisoformat(day), at(int(time[:2]), int(time[3:5])), length, status)
                for day, time, length, status in self.rows(
                    'SELECT booking_date, booking_time, duration_minutes, status FROM bookings '
                    'WHERE client_name = ? ORDER BY created_at, id', client)]

    def visit(self, client):
        visits = self.visits(client)
        assert len(visits) == 1, f'{client} is booked {len(visits)} times'
        return visits[0]

    def saved(self, client, day, minute, length, status='confirmed'):
        expected = (day, minute, length, status)
        until(lambda: self.visit(client) == expected, f'{client}: {expected}, not {self.visit(client)}', 8)

    def changes(self):
        """The labels of the changes since this was last asked."""
        rows = self.rows('SELECT seq, label FROM history WHERE seq > ? ORDER BY seq', self.seen)
        if rows:
            self.seen = rows[-1][0]
        return [label for _, label in rows]


class Hand:
    """What the owner does, one method a step."""

    def __init__(self, program, maker, folder):
        file = folder / 'small.salon'
        subprocess.run([maker, file], check=True)
        self.salon = Salon(file)
        self.desk = a11y.Desk(program, folder, f'--salon={file}', '--page=calendar/week', now='2026-03-12 10:20')
        self.origin = self.column = self.minute = None

    # Where things are

    def chip(self, client):
        return self.desk.find('button', '^' + re.escape(client) + ',', patience=8)

    def box(self, client):
        return self.desk.place(self.chip(client))

    def point(self, day, minute):
        """The middle of a day's column, at that time."""
        x, y = self.origin
        return round(x + (day - TUESDAY).days * self.column), round(y + (minute - at(10)) * self.minute)

    def focuses(self, client):
        until(lambda: (node := self.desk.focused()) and (node.get_name() or '').startswith(client + ','),
              f'the focus on {client}, not on {(node := self.desk.focused()) and node.get_name()}', 8)

    def shows(self, title):
        self.desk.find('label', title, patience=8)

    def at_home(self):
        """The week of the bookings, whatever the step before has left."""
        pointer('mouseup', 1)
        for _ in range(3):
            if self.desk.has('button', '^Discard'):
                self.desk.click('^Discard')
            elif self.desk.has('dialog', None) or self.desk.has('menu', None):
                press('Escape')
        if not self.desk.has('label', WEEK):
            press('alt+3', 'ctrl+t')
            self.shows(WEEK)
        self.salon.changes()

    # What a hand does

    def carry(self, start, end, tag):
        """Presses at start and goes to end; returns once the tag says so. The button stays down."""
        (x, y), (to_x, to_y) = start, end
        pointer('mousemove', x, y)
        words = ['mousedown', 1]
        for step in range(1, 9):
            words += ['mousemove', x + (to_x - x) * step // 8, y + (to_y - y) * step // 8, 'sleep', 0.01]
        pointer(*words)
        self.desk.find('label', tag, patience=8)

    def drag(self, start, end, tag):
        self.carry(start, end, tag)
        pointer('mouseup', 1)

    def click(self, x, y, button=1):
        # No hand clicks in the instant it arrives, before the window has seen it come.
        pointer('mousemove', x, y, 'sleep', 0.1, 'click', button)

    def click_on(self, client):
        x, y, width, height = self.box(client)
        self.click(x + width // 3, y + height // 2)
        self.focuses(client)

    def grip(self, client):
        """A point on her booking's body."""
        x, y, width, height = self.box(client)
        return x + width // 2, y + height // 3

    def carry_to(self, client, day, minute, tag):
        """Her booking, held by its body, to where it would begin at that time."""
        x, y = self.grip(client)
        _, top, _, _ = self.box(client)
        to_x, to_y = self.point(day, minute)
        self.carry((x, y), (to_x, to_y + y - top), tag)

    # The steps

    def sees_the_week(self):
        alice, denise = self.box('Alice Martin'), self.box('Denise Fabre')
        self.column = (denise[0] - alice[0]) / 2
        self.minute = (denise[1] - alice[1]) / 240
        self.origin = alice[0] + alice[2] / 2, alice[1]
        assert self.column > 40 and self.minute > 0.5, (alice, denise)

    def pulls_the_edge(self):
        x, y, width, height = self.box('Alice Martin')
        start = x + width // 2, y + height - 3
        self.drag(start, (start[0], round(start[1] + 30 * self.minute)), '^10:00 – 11:30')
        self.salon.saved('Alice Martin', TUESDAY, at(10), 90)

    def moves_it(self):
        self.carry_to('Alice Martin', WEDNESDAY, at(11), '^11:00 – 12:30')
        pointer('mouseup', 1)
        self.salon.saved('Alice Martin', WEDNESDAY, at(11), 90)
        self.focuses('Alice Martin')

    def moves_it_finely(self):
        x, y = self.grip('Alice Martin')
        pointer('keydown', 'shift')
        try:
            self.drag((x, y), (x, round(y + 10 * self.minute)), '^11:10 – 12:40')
        finally:
            pointer('keyup', 'shift')
        self.salon.saved('Alice Martin', WEDNESDAY, at(11, 10), 90)

    def draws_a_new_one(self):
        self.drag(self.point(FRIDAY, at(10, 4)), self.point(FRIDAY, at(11, 10)), '^10:00 – 11:15\n1 h 15$')
        self.desk.find('dialog', '^New booking$')
        self.desk.find('label', '^Fri 13 Mar, 10:00 – 11:15$')
        self.desk.focus_in(lambda node: node.get_name().startswith('Find a client'), 'the client’s field')
        type_text('Gaby Imbert')
        self.desk.find('list item', 'Gaby Imbert')
        press('Return')
        self.desk.focus_in(lambda node: node.get_name() == 'Phone', 'the new client’s phone')
        self.desk.tab_until(lambda node: node.get_name() == 'Add a service', 'Add a service')
        type_text('Gel nails')
        press('Return')
        self.desk.find(None, '^Gel nails', under=self.desk.find('list', '^Services of this booking$'))
        press('ctrl+Return')
        self.desk.gone('dialog', '^New booking$')
        until(lambda: self.salon.visits('Gaby Imbert'), 'the new booking in the file', 8)
        # As long as the service, now that there is one.
        self.salon.saved('Gaby Imbert', FRIDAY, at(10), 60)

    def turns_the_page(self):
        tag = '^14:00 – 15:00'
        self.carry_to('Béatrice Petit', SATURDAY, at(14), tag)
        _, y = self.point(SATURDAY, at(14))
        x = self.point(SATURDAY, at(14))[0] + self.column / 2 - 8
        pointer('mousemove', round(x), y + 20)
        until(lambda: not self.desk.has('label', WEEK), 'the next week', 8)
        # It goes on turning while the pointer stays there.
        pointer('mousemove', *self.point(TUESDAY, at(14, 20)))
        self.desk.find('label', tag)
        pointer('mouseup', 1)
        until(lambda: self.salon.visit('Béatrice Petit')[0] > SATURDAY, 'Béatrice in another week', 8)
        day, *rest = self.salon.visit('Béatrice Petit')
        assert (day - TUESDAY).days % 7 == 0 and rest == [at(14), 60, 'confirmed'], (day, rest)
        assert len(self.salon.changes()) == 1

    def changes_her_mind(self):
        self.carry_to('Denise Fabre', THURSDAY, at(15), '^15:00 – 16:00')
        press('Escape')
        self.desk.gone('label', '^15:00 – 16:00')
        x, y = self.point(THURSDAY, at(15, 30))
        pointer('mousemove', x, y, 'mousemove', x, y + 9, 'mouseup', 1)
        # Changes are saved in order: had the drag left one, it would stand before this.
        press('ctrl+Down')
        self.salon.saved('Denise Fabre', THURSDAY, at(14, 15), 60)
        assert len(changes := self.salon.changes()) == 1, changes

    def drops_it_on_another(self):
        self.carry_to('Élise Garnier', SATURDAY, at(14), '^14:00 – 15:00\n.*\n')
        pointer('mouseup', 1)
        self.desk.gone('label', '^14:00 – 15:00')
        self.desk.find('label', 'Fanny Henry')
        self.focuses('Élise Garnier')
        press('ctrl+Down')
        self.salon.saved('Élise Garnier', SATURDAY, at(10, 15), 60)
        assert len(changes := self.salon.changes()) == 1, changes

    def drops_it_out_of_hours(self):
        self.carry_to('Élise Garnier', FRIDAY, at(13), '^13:00 – 14:00\n.*\n')
        pointer('mouseup', 1)
        self.salon.saved('Élise Garnier', FRIDAY, at(13), 60)
        (reason,), = self.salon.rows('SELECT forced_reason FROM bookings WHERE client_name = ?', 'Élise Garnier')
        assert reason == 'Moved at the desk', reason

    def opens_the_menu_by_the_pointer(self):
        x, y, width, height = self.box('Denise Fabre')
        self.click(x + width // 3, y + height // 2, 3)
        self.desk.find('menu', patience=8)
        press('Escape')
        self.desk.gone('menu', None)
        self.focuses('Denise Fabre')

    def opens_the_menu_by_keys(self):
        self.click_on('Denise Fabre')
        for key in ('Menu', 'shift+F10'):
            press(key)
            self.desk.find('menu', patience=8)
            press('Escape')
            self.desk.gone('menu', None)
            self.focuses('Denise Fabre')
        press('Menu')
        self.desk.find('menu', patience=8)
        press('a')
        until(lambda: self.salon.visit('Denise Fabre')[3] == 'arrived', 'Denise to have arrived', 8)
        self.focuses('Denise Fabre')

    def cuts_and_pastes(self):
        self.click_on('Denise Fabre')
        press('ctrl+x')
        self.desk.find('button', '^Put Back$')
        self.click(*self.point(WEDNESDAY, at(9, 35)))
        press('ctrl+v')
        self.salon.saved('Denise Fabre', WEDNESDAY, at(9, 30), 60, 'arrived')
        self.desk.gone('button', '^Put Back$')
        self.focuses('Denise Fabre')

    def copies_and_pastes(self):
        self.click_on('Fanny Henry')
        press('ctrl+c')
        self.desk.find('button', '^Put Back$')
        self.click(*self.point(MONDAY, at(10, 5)))
        press('ctrl+v')
        until(lambda: self.salon.visits('Fanny Henry') == [(SATURDAY, at(14), 15, 'confirmed'),
                                                          (MONDAY, at(10), 15, 'confirmed')],
              f'Fanny twice, not {self.salon.visits("Fanny Henry")}', 8)

    def moves_by_keys(self):
        self.click_on('Denise Fabre')
        for key, minute, day, length in (('ctrl+Down', at(9, 45), WEDNESDAY, 60),
                                         ('ctrl+Right', at(9, 45), THURSDAY, 60),
                                         ('ctrl+Up', at(9, 30), THURSDAY, 60),
                                         ('ctrl+shift+Down', at(9, 30), THURSDAY, 75),
                                         ('ctrl+shift+Up', at(9, 30), THURSDAY, 60)):
            press(key)
            self.salon.saved('Denise Fabre', day, minute, length, 'arrived')
            self.focuses('Denise Fabre')

    def cancels_and_takes_it_back(self):
        self.click_on('Alice Martin')
        before = self.salon.visit('Alice Martin')
        press('Delete')
        self.salon.saved('Alice Martin', *before[:3], 'cancelled')
        self.desk.click('^Undo$')
        self.salon.saved('Alice Martin', *before)

    def confirms_in_place(self):
        x, y, width, _ = self.box('Chloé Roux')
        pointer('mousemove', x + width // 2, y + 20)
        self.click(x + width - 10, y + 10)
        self.salon.saved('Chloé Roux', THURSDAY, at(11), 45)

    def goes_about_by_keys(self):
        """The keys of the calendar are heard from the sidebar too."""
        pages = self.desk.find('list', '^Pages$')
        for _ in range(30):
            if self.desk.has(None, None, under=pages, states=(a11y.STATE.FOCUSED,)):
                break
            press('shift+Tab')
        else:
            raise AssertionError('Shift+Tab does not lead to the pages')
        for key, title in (('alt+1', r'^Thursday,? (March )?12'), ('alt+2', r'12 – 14'), ('alt+4', '^March 2026$'),
                           ('alt+3', WEEK), ('Page_Down', '15 – 21'), ('Page_Up', WEEK), ('alt+Right', '15 – 21'),
                           ('alt+Right', '22 – 28'), ('alt+Left', '15 – 21'), ('ctrl+t', WEEK)):
            press(key)
            self.shows(title)

    def keeps_still_behind_a_dialog(self):
        press('ctrl+n')
        self.desk.find('dialog', '^New booking$')
        press('Page_Down', 'alt+4', 'alt+Right')
        press('Escape')
        self.desk.gone('dialog', '^New booking$')
        self.shows(WEEK)

    def goes_home(self):
        self.click(*self.point(MONDAY, at(11, 5)))
        press('Page_Down')
        self.shows('15 – 21')
        press('Home')
        self.shows(WEEK)

    def closes(self):
        # By its key: a salon opened by --salon need not be alone on the bus.
        press('ctrl+q')
        assert (status := self.desk.process.wait(a11y.PATIENCE)) == 0, f'the desk ended with {status}'
        assert (told := self.salon.rows('PRAGMA integrity_check')) == [('ok',)], f'the file: {told}'


def main():
    program, maker, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'calendar-pointer'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    story = a11y.Story(folder)
    hand = Hand(program, maker, folder)
    try:
        story.step('the week is on the screen', hand.sees_the_week)
        for words, step in (
                ('the bottom edge makes a visit longer', hand.pulls_the_edge),
                ('a drag moves a visit', hand.moves_it),
                ('with Shift it moves by five minutes', hand.moves_it_finely),
                ('a drag on empty space begins a booking of that day, time and length', hand.draws_a_new_one),
                ('a drag that waits at the edge turns the page', hand.turns_the_page),
                ('Esc lets go of a drag', hand.changes_her_mind),
                ('a drop on another visit is refused', hand.drops_it_on_another),
                ('a drop outside the opening hours is kept with a reason', hand.drops_it_out_of_hours),
                ('the right button opens the menu, and the focus comes back', hand.opens_the_menu_by_the_pointer),
                ('Menu and Shift+F10 open it, and its letters act', hand.opens_the_menu_by_keys),
                ('Ctrl+X and Ctrl+V move a visit', hand.cuts_and_pastes),
                ('Ctrl+C and Ctrl+V book it again', hand.copies_and_pastes),
                ('Ctrl and arrows move and lengthen', hand.moves_by_keys),
                ('Delete cancels, and Undo brings it back', hand.cancels_and_takes_it_back),
                ('the tick on a visit confirms it in place', hand.confirms_in_place),
                ('the calendar’s keys are heard wherever the focus is', hand.goes_about_by_keys),
                ('they are not heard behind a dialog', hand.keeps_still_behind_a_dialog),
                ('Home in the calendar goes to today', hand.goes_home)):
            if hand.column:
                # Each stands by itself: one that fails does not hide the others.
                story.broken = None
                try:
                    hand.at_home()
                except AssertionError as error:
                    print(f'# {error}')
            story.step(words, step)
        story.step('the desk closes', hand.closes)
    finally:
        hand.desk.kill()
    return story.end()


sys.exit(main())
