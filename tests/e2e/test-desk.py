#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day at the desk, from the first run to the next morning, in English and in French.

test-desk.py PROGRAM LANGUAGE CATALOGUE FOLDER

The owner opens the program for the first time and looks around in the sample salon. She books a new
client for two services without touching the mouse, drags the booking to another day, drags its edge,
takes both back, does one again, cancels the booking and thinks better of it. Then she closes the
program, and the next time everything is as she left it. Each step is looked at twice: on the screen,
as a screen reader tells it, and in the salon's file, as it will be read tomorrow.
"""

import datetime
import gettext
import pathlib
import re
import shutil
import sqlite3
import sys

import a11y
from a11y import press, type_text, until

NOW = datetime.datetime(2026, 3, 12, 10, 20)
CLIENT = 'Zélie Éclair-Dubois'
PHONE = '06 12 34 56 78'
ACTIVE = ('pending', 'confirmed', 'arrived', 'completed')
LONGER = 30  # minutes by which its edge is pulled


class Salon:
    """The salon's file, read beside the program that writes it."""

    def __init__(self, folder):
        found = [path for path in pathlib.Path(folder).rglob('*') if path.suffix in ('.salon', '.db', '.sqlite')]
        assert len(found) == 1, f'one salon’s file was expected: {found}'
        self.file = found[0]

    def rows(self, query, *values):
        with sqlite3.connect(f'file:{self.file}?mode=ro', uri=True) as connection:
            return connection.execute(query, values).fetchall()

    def booking(self):
        """(moment of the start, length, status) of the one booking of our client."""
        rows = self.rows('SELECT start_minute, duration_minutes, status FROM bookings WHERE client_name = ?', CLIENT)
        assert len(rows) < 2, f'{CLIENT} is booked {len(rows)} times'
        return rows[0] if rows else None

    def two_services(self):
        """The names of two short ones, and for how long they hold the chair."""
        rows = self.rows('SELECT name, duration_minutes + buffer_minutes FROM services WHERE is_active '
                         'AND duration_minutes >= 30 ORDER BY duration_minutes, position LIMIT 2')
        return [name for name, _ in rows], sum(minutes for _, minutes in rows)

    def is_open(self, day, start, end):
        # Somebody comes that day, so it is no holiday.
        return bool(self.rows(f'SELECT 1 FROM bookings WHERE booking_date = ? AND status IN {ACTIVE}',
                              day.isoformat())) and bool(self.rows('SELECT 1 FROM availabilities WHERE is_active AND day_of_week = ? '
                              'AND start_time <= ? AND end_time >= ?', day.weekday(), clock(start), clock(end)))

    def is_free(self, day, start, end):
        first, last = moment(day, start), moment(day, end)
        return self.is_open(day, start, end) and not self.rows(
            f"SELECT 1 FROM bookings WHERE start_minute < ? AND end_minute > ? AND status IN {ACTIVE}", last, first)

    def free_neighbours(self, length):
        """A day after next Sunday and a minute: free for that length there and on the day after."""
        first = NOW.date() + datetime.timedelta(days=7 - NOW.weekday())
        for distance in range(60):
            day = first + datetime.timedelta(days=distance)
            if day.weekday() >= 5:
                continue
            for start in range(9 * 60, 18 * 60, 15):
                if all(self.is_free(day + datetime.timedelta(days=more), start, start + length) for more in (0, 1)):
                    return day, start
        raise AssertionError('the sample salon has no two free neighbours')


def moment(day, minute):
    return (day - datetime.date(1970, 1, 1)).days * 1440 + minute


def clock(minute):
    return f'{minute // 60:02}:{minute % 60:02}:00'


class Day:
    """The story: what she does, in the language she does it in."""

    def __init__(self, program, language, catalogue, folder):
        self.program, self.language, self.folder = program, language, folder
        words = (gettext.GNUTranslations(open(catalogue, 'rb')) if language == 'fr'
                 else gettext.NullTranslations())
        self.say, self.say_of = words.gettext, words.pgettext
        self.desk = self.salon = None
        self.services = []
        self.day = self.minute = self.length = None

    def named(self, words):
        """A pattern for exactly these words, in her language, without their mnemonic."""
        return '^' + re.escape(self.say(words).replace('_', '')) + '$'

    def open(self, *arguments):
        self.desk = a11y.Desk(self.program, self.folder, *arguments, language=self.language,
                              now=NOW.strftime('%Y-%m-%d %H:%M'))

    def tab_to(self, words):
        pattern = self.named(words)
        return self.desk.tab_until(lambda focused: re.search(pattern, focused.get_name() or ''), self.say(words))

    def focus_in(self, words):
        pattern = self.named(words)
        return self.desk.focus_in(lambda focused: re.search(pattern, focused.get_name() or ''), self.say(words))

    def saved(self, expected, what):
        until(lambda: self.salon.booking() == expected, f'{what}: {expected}, not {self.salon.booking()}')

    def chip(self):
        return self.desk.find('button', '^' + re.escape(CLIENT))

    # What she does

    def first_run(self):
        self.open()
        self.desk.find('label', self.named('Welcome to Sérénaïa'))

    def looks_around(self):
        self.tab_to('_Look Around with a Sample Salon')
        press('Return')
        self.desk.find('list', self.named('Pages'))
        self.salon = until(lambda: Salon(self.folder / 'data'), 'the sample salon')

    def everything_has_a_name(self):
        assert not (unnamed := self.desk.unnamed()), f'without a name: {unnamed}'

    def begins_a_booking(self):
        self.services, length = self.salon.two_services()
        self.day, self.minute = self.salon.free_neighbours(length + LONGER)
        press('ctrl+n')
        self.desk.find('dialog', self.named('New booking'))
        self.focus_in('Find a client by name, phone or e-mail')

    def names_a_new_client(self):
        type_text(CLIENT)
        self.desk.find('list item', re.escape(CLIENT))
        press('Return')
        self.focus_in('Phone')
        type_text(PHONE)

    def adds_two_services(self):
        self.tab_to('Add a service')
        for service in self.services:
            type_text(service)
            press('Return')
            self.desk.find(None, '^' + re.escape(service), under=self.desk.find('list', self.named('Services of this booking')))

    def chooses_a_time(self):
        # The field of the day is called by the day that is in it.
        self.desk.tab_until(lambda focused: 'text' in focused.get_role_name()
                            and re.fullmatch(r'\d\d/\d\d/\d{4}', a11y.text_of(focused)), 'the day')
        press('ctrl+a')
        type_text(self.day.strftime('%d/%m/%Y'))
        press('Return')
        self.tab_to('Time')
        press('ctrl+a')
        type_text(clock(self.minute)[:5])
        press('Return')

    def saves(self):
        press('ctrl+Return')
        self.desk.gone('dialog', self.named('New booking'))
        booking = until(self.salon.booking, 'the booking in the salon’s file')
        self.length = booking[1]
        assert booking == (moment(self.day, self.minute), self.length, 'confirmed'), booking
        lines = self.salon.rows('SELECT s.name FROM booking_services s JOIN bookings b ON b.id = s.booking_id '
                                'WHERE b.client_name = ? ORDER BY s.position', CLIENT)
        assert [name for name, in lines] == self.services, lines
        phones = self.salon.rows('SELECT phone FROM clients WHERE name = ?', CLIENT)
        assert phones == [('+33612345678',)], phones

    def sees_it(self):
        """The calendar goes to the week of the booking, by its keys."""
        self.desk.tab_until(lambda focused: re.search(r'\d\d:\d\d', focused.get_name() or ''), 'the calendar')
        press('Home')
        for _ in range(12):
            if self.desk.has('button', '^' + re.escape(CLIENT)):
                break
            shown = self.headings()
            press('Page_Down')
            until(lambda: self.headings() != shown, 'another week')
        name = self.chip().get_name()
        for words in (self.services[0], clock(self.minute)[:5], self.say_of('booking', 'confirmed')):
            assert words in name, f'“{words}” is not in “{name}”'

    def finds_her(self):
        press('ctrl+k')
        self.desk.find('dialog', self.named('Find or Book'))
        self.focus_in('Find a client, a booking, a day or an action, or book in one line')
        type_text('eclair')
        self.desk.find('list item', '^' + re.escape(CLIENT))
        press('Escape')
        self.desk.gone('dialog', self.named('Find or Book'))

    def drags_it_to_the_next_day(self):
        x, y, width, height = self.desk.place(self.chip())
        start = (x + width // 2, y + height // 3)
        self.desk.drag(start, (start[0] + self.column_width(), start[1]))
        self.saved((moment(self.day, self.minute) + 1440, self.length, 'confirmed'), 'a day later')

    def headings(self):
        """Place and name of each day of the week that is shown: “Thursday 12 March, 7 bookings …”."""
        return sorted((node.get_extents(a11y.Atspi.CoordType.WINDOW).x, node.get_name())
                      for node in self.desk.all('button', r'^\w+ \d+ \w+, \d+ '))

    def column_width(self):
        places = [x for x, _ in self.headings()]
        assert len(places) == 7, f'no week of headings: {self.headings()}'
        return (places[-1] - places[0]) // 6

    def pulls_its_edge(self):
        x, y, width, height = self.desk.place(self.chip())
        start = (x + width // 2, y + height - 2)
        pull = round(height * LONGER / self.length)
        self.desk.drag(start, (start[0], start[1] + pull))
        self.saved((moment(self.day, self.minute) + 1440, self.length + LONGER, 'confirmed'), 'half an hour longer')

    def takes_both_back(self):
        press('ctrl+z')
        self.saved((moment(self.day, self.minute) + 1440, self.length, 'confirmed'), 'as long as before')
        press('ctrl+z')
        self.saved((moment(self.day, self.minute), self.length, 'confirmed'), 'where it was')

    def does_one_again(self):
        press('ctrl+shift+z')
        self.saved((moment(self.day, self.minute) + 1440, self.length, 'confirmed'), 'moved again')

    def cancels_and_thinks_better_of_it(self):
        x, y = self.desk.centre(self.chip())
        a11y.pointer('mousemove', x, y, 'click', 1)
        until(lambda: (node := self.desk.focused()) and CLIENT in (node.get_name() or ''), 'the focus on the booking')
        press('Delete')
        self.saved((moment(self.day, self.minute) + 1440, self.length, 'cancelled'), 'cancelled')
        self.desk.click(self.named('Undo'))
        self.saved((moment(self.day, self.minute) + 1440, self.length, 'confirmed'), 'confirmed again')

    def closes(self):
        self.desk.close()
        assert self.salon.rows('PRAGMA integrity_check') == [('ok',)]

    def finds_everything_as_it_was(self):
        before = self.salon.booking()
        self.open()
        self.day += datetime.timedelta(days=1)
        self.desk.find('list', self.named('Pages'))
        self.sees_it()
        assert self.salon.booking() == before

    def takes_yesterday_back(self):
        press('ctrl+z')
        self.saved((moment(self.day, self.minute) - 1440, self.length, 'confirmed'), 'undone after the restart')


def main():
    program, language, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / f'desk-{language}'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    day, story = Day(program, language, catalogue, folder), a11y.Story(folder)
    try:
        for words, step in (
                ('the first run greets', day.first_run),
                ('a key opens the sample salon', day.looks_around),
                ('everything that takes the focus has a name', day.everything_has_a_name),
                ('Ctrl+N begins a booking', day.begins_a_booking),
                ('a new client is made by typing', day.names_a_new_client),
                ('two services are added by typing', day.adds_two_services),
                ('a day and a time are typed', day.chooses_a_time),
                ('everything in the editor has a name', day.everything_has_a_name),
                ('Ctrl+Enter saves it all', day.saves),
                ('the calendar shows it and says it', day.sees_it),
                ('Ctrl+K finds her without her accents', day.finds_her),
                ('a drag moves it to the next day', day.drags_it_to_the_next_day),
                ('a drag of its edge makes it longer', day.pulls_its_edge),
                ('Ctrl+Z twice takes both back', day.takes_both_back),
                ('Shift+Ctrl+Z does one again', day.does_one_again),
                ('Delete cancels, and Undo brings it back', day.cancels_and_thinks_better_of_it),
                ('the desk closes', day.closes),
                ('the next time all is as it was left', day.finds_everything_as_it_was),
                ('Ctrl+Z still takes back what was done before', day.takes_yesterday_back),
                ('the desk closes again', day.closes)):
            story.step(words, step)
    finally:
        if day.desk:
            day.desk.kill()
    return story.end()


sys.exit(main())
