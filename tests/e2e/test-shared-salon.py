#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desks, one salon: what is done at one is seen at the other, and what clashes is settled.

test-shared-salon.py PROGRAM SMALL_SALON CATALOGUE FOLDER

In French, with a real PostgreSQL between two real windows. The first desk has the salon and shares it;
the second joins. A booking dragged at the first moves at the second. Then the second desk's cable is
pulled, and both move the same booking: when the cable is in again, the second finds both versions
under “To review” and settles it, and both show the same.
"""

import gettext
import pathlib
import re
import shutil
import subprocess
import sys

import a11y
import postgres
from a11y import press, until
from shared_desk import LONG, Desk

NOW = '2026-03-12 10:20'
CLIENT = 'Alice Martin'


class Story:
    def __init__(self, program, maker, catalogue, folder):
        self.program, self.maker, self.folder = program, maker, folder
        self.words = gettext.GNUTranslations(open(catalogue, 'rb'))
        self.server = self.cable = self.first = self.second = None

    def desks(self):
        return [desk for desk in (self.first, self.second) if desk]

    def open(self, name):
        return Desk(name, self.program, self.folder / f'{name}.salon', self.folder, self.words, NOW, CLIENT)

    def connect(self, desk, port, *buttons):
        desk.connect(f'postgresql://{self.server.USER}:{self.server.PASSWORD}@127.0.0.1:{port}/{self.server.DATABASE}',
                     *buttons)

    # The steps

    def shares_the_first(self):
        # Signing in to a computer opens its keyring; nobody has signed in here.
        subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets'], input=b'of the test', check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.server = postgres.Postgres()
        self.cable = postgres.Cable(self.server.port)
        subprocess.run([self.maker, self.folder / 'first.salon'], check=True)
        self.first = self.open('first')
        self.connect(self.first, self.server.port, '_Prepare It', '_Send My Salon')
        until(lambda: self.server.query('SELECT count(*) FROM bookings') == [['6']],
              f"six bookings in the shared salon, not {self.server.query('SELECT count(*) FROM bookings')}", LONG)

    def joins_with_the_second(self):
        self.second = self.open('second')
        self.connect(self.second, self.cable.port, '_Take the Shared Salon')
        self.second.comes_to(('2026-03-10', '10:00:00'))
        self.second.says('10:00')

    def drags_it_at_the_first(self):
        self.first.front()
        x, y, width, height = self.first.desk.place(self.first.chip())
        # Two hours are twice the height of this visit of one.
        start = x + width // 2, y + height // 3
        self.first.desk.drag(start, (start[0], start[1] + 2 * height))
        until(lambda: self.first.time_of(CLIENT) != ('2026-03-10', '10:00:00'), 'the drag to be saved')
        moved = self.first.time_of(CLIENT)
        self.second.comes_to(moved)
        self.second.says(moved[1][:5])

    def moves_it_at_both_while_the_cable_is_out(self):
        self.cable.pull()
        before = self.second.time_of(CLIENT)
        self.second.nudge('ctrl+Down')
        until(lambda: self.second.time_of(CLIENT) != before, 'the move to be saved without the cable')
        self.first.nudge('ctrl+Up')
        until(lambda: self.server.query("SELECT booking_time FROM bookings WHERE client_name = 'Alice Martin'")
              == [[self.first.time_of(CLIENT)[1]]] and self.first.time_of(CLIENT) != before,
              'the other move in the shared salon', LONG)
        self.mine, self.theirs = self.second.time_of(CLIENT), self.first.time_of(CLIENT)
        assert self.mine != self.theirs, (self.mine, self.theirs)

    def is_told_what_clashes(self):
        self.cable.plug()
        self.second.front()
        self.second.comes_to(self.theirs)
        self.second.desk.click(self.second.named('To Review'), role='list item', patience=LONG)
        self.second.desk.find('label', re.escape(self.mine[1][:5]))
        self.second.desk.find('label', re.escape(self.theirs[1][:5]))

    def keeps_hers(self):
        self.second.desk.click(self.second.named('_Keep Mine'))
        self.second.comes_to(self.mine)
        self.first.comes_to(self.mine)
        self.first.says(self.mine[1][:5])
        self.second.desk.find('label', self.second.named('Nothing to Review'))

    def closes_both(self):
        for desk in self.desks():
            desk.front()
            press('ctrl+q')
            assert (status := desk.desk.process.wait(a11y.PATIENCE)) == 0, f'the desk ended with {status}'
            assert (told := desk.rows('PRAGMA integrity_check')) == [('ok',)], told
        bookings = [desk.rows('SELECT id, booking_date, booking_time, status FROM bookings ORDER BY id')
                    for desk in self.desks()]
        assert bookings[0] == bookings[1], bookings

    def end(self):
        for desk in self.desks():
            desk.desk.kill()
        if self.server:
            self.server.stop()


def main():
    program, maker, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'shared-salon'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    told, story = a11y.Story(folder), Story(program, maker, catalogue, folder)
    try:
        for words, step in (
                ('the first desk shares its salon', story.shares_the_first),
                ('the second desk joins', story.joins_with_the_second),
                ('a booking dragged at the first moves at the second', story.drags_it_at_the_first),
                ('both move it while the cable is out', story.moves_it_at_both_while_the_cable_is_out),
                ('the second is told what clashes', story.is_told_what_clashes),
                ('she keeps hers, and the first shows it', story.keeps_hers),
                ('both close with the same salon', story.closes_both)):
            told.step(words, step)
    finally:
        story.end()
    return told.end()


sys.exit(main())
