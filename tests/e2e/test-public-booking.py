#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client books on the public site, and the open desk shows it.

test-public-booking.py PROGRAM SERVER SMALL_SALON CATALOGUE FOLDER

One PostgreSQL, which the desk has prepared and filled; the server beside it; Chromium in front of the site. It
tells how long the booking took from the press of the last button to the calendar of the desk.
"""

import datetime
import gettext
import pathlib
import shutil
import subprocess
import sys
import time

import a11y
import postgres
from a11y import press, until
from shared_desk import LONG, Desk

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / folder) for folder in ('site', 'server')]
import browser as chromium  # noqa: E402
import journeys  # noqa: E402
from salon_server import Salon, Server, working_day  # noqa: E402
from salon_site import free_port  # noqa: E402

SERVICE = '00000000-0000-7000-8000-000000000002'
CLIENT = 'Inès Lambert'
AT = '15:00'
PATIENCE = 10  # seconds for what takes one: what is measured is told, and no busy machine fails for it


class Shop:
    """The server on a database that a desk has made."""

    def __init__(self, program, database, folder):
        self.folder = str(folder)
        self.salon = Salon(program, None)
        shutil.rmtree(self.salon.folder)
        self.salon.folder = self.folder
        self.url = f'postgresql://{database.USER}:{database.PASSWORD}@127.0.0.1:{database.port}/{database.DATABASE}'
        self.origin = f'http://127.0.0.1:{free_port()}'
        environment = self.salon.environment(DATABASE_URL=self.url, PUBLIC_URL=self.origin, API_URL=self.origin,
                                             PORT=self.origin.rpartition(':')[2], MESSAGE_MODE='off')
        self.server = Server(self.salon, ['--processes', '1'], environment)

    def stop(self):
        self.server.kill()
        self.server.process.stdout.close()


class Story:
    def __init__(self, program, server, maker, catalogue, folder):
        self.program, self.server_program, self.maker, self.folder = program, server, maker, folder
        self.words = gettext.GNUTranslations(open(catalogue, 'rb'))
        self.database = self.desk = self.shop = self.browser = None
        self.day = working_day(3)
        if datetime.date.fromisoformat(self.day).weekday() == 4:
            # That salon closes at noon on Fridays.
            self.day = working_day(4)

    def shares_the_salon(self):
        # Signing in to a computer opens its keyring; nobody has signed in here.
        subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets'], input=b'of the test', check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.database = postgres.Postgres()
        subprocess.run([self.maker, self.folder / 'desk.salon'], check=True)
        self.desk = Desk('only', self.program, self.folder / 'desk.salon', self.folder, self.words,
                         f'{self.day} 10:20', CLIENT)
        self.desk.connect(f'postgresql://{self.database.USER}:{self.database.PASSWORD}@127.0.0.1:{self.database.port}'
                          f'/{self.database.DATABASE}', '_Prepare It', '_Send My Salon')
        until(lambda: self.database.query('SELECT count(*) FROM bookings') == [['6']], 'the salon to be shared', LONG)
        self.database.query("INSERT INTO salon_settings (key, value) VALUES ('holidays.closed', 'false')")

    def opens_the_site(self):
        self.shop = Shop(self.server_program, self.database, self.folder)
        self.browser = chromium.Browser()
        self.journey = journeys.Booking(self.browser, self.shop.origin, 'fr')
        self.journey.walk_to_contact([SERVICE], self.day, AT, CLIENT)

    def books_and_it_is_seen(self):
        began = time.monotonic()
        self.journey.press_book()
        until(self.journey.is_booked, 'the page of the booking', LONG)
        shown = time.monotonic()
        until(lambda: self.desk.time_of(CLIENT) == (self.day, f'{AT}:00'), f'the booking at the desk', PATIENCE)
        saved = time.monotonic()
        self.desk.says(AT)
        print(f'# the client saw it after {shown - began:.2f} s, the desk had it {saved - shown:.2f} s later, '
              f'and its calendar showed it {time.monotonic() - shown:.2f} s later')

    def closes(self):
        self.desk.front()
        press('ctrl+q')
        assert (status := self.desk.desk.process.wait(a11y.PATIENCE)) == 0, f'the desk ended with {status}'

    def end(self):
        if self.browser:
            self.browser.__exit__()
        if self.desk:
            self.desk.desk.kill()
        if self.shop:
            self.shop.stop()
        if self.database:
            self.database.stop()


def main():
    if reason := chromium.missing():
        print(f'1..0 # SKIP {reason}')
        return 0
    *programs, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'public-booking'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    told, story = a11y.Story(folder), Story(*programs, folder)
    try:
        for words, step in (
                ('the desk shares its salon', story.shares_the_salon),
                ('a client is about to book on the site', story.opens_the_site),
                ('she books, and the desk shows it', story.books_and_it_is_seen),
                ('the desk closes', story.closes)):
            told.step(words, step)
    finally:
        story.end()
    return told.end()


sys.exit(main())
