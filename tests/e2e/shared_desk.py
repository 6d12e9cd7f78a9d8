# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk whose salon is shared: its file, its window among others, and what it shows of one client's booking."""

import re
import sqlite3
import subprocess

import a11y
from a11y import pointer, press, type_text, until

LONG = 60  # seconds: both programs carry sanitizers, and a lost connection is noticed within thirty


class Desk:
    """One of the two, with a salon's file and a screen of its own place in the queue."""

    def __init__(self, name, program, file, folder, words, now, client):
        self.name, self.file = name, file
        self.words, self.client = words, client
        (folder / name).mkdir()
        self.desk = a11y.Desk(program, folder / name, f'--salon={file}', '--page=connection', language='fr', now=now)

    def named(self, words):
        return '^' + re.escape(self.words.gettext(words).replace('_', '')) + '$'

    def front(self):
        """Its window above the other one, with the keyboard."""
        window = until(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.desk.process.pid)],
                                              check=False, text=True, stdout=subprocess.PIPE).stdout.split(),
                       f'the window of the {self.name} desk')[-1]
        subprocess.run(['xdotool', 'windowactivate', '--sync', window], check=True)

    def connect(self, address, *buttons):
        """From the details to the end of the dialog, by what its buttons are called."""
        self.front()
        self.desk.find('dialog', self.named('Shared Salon'))
        until(lambda: (node := self.desk.focused()) and node.get_role_name() in ('text', 'entry'), 'the focus on the address')
        type_text(address)
        for button in ('_Test Connection', *buttons):
            self.desk.click(self.named(button), patience=LONG)
        self.desk.gone('dialog', self.named('Shared Salon'))

    def rows(self, query, *values):
        connection = sqlite3.connect(f'file:{self.file}?mode=ro', uri=True)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def time_of(self, client):
        rows = self.rows('SELECT booking_date, booking_time FROM bookings WHERE client_name = ?', client)
        return rows[0] if len(rows) == 1 else rows

    def comes_to(self, expected, patience=LONG):
        until(lambda: self.time_of(self.client) == expected,
              f'{self.client} at {expected} at the {self.name} desk, not {self.time_of(self.client)}', patience)

    def chip(self):
        return self.desk.find('button', '^' + re.escape(self.client) + ',')

    def says(self, time):
        """The calendar shows it too, as a screen reader tells it."""
        until(lambda: time in (self.chip().get_name() or ''), f'“{time}” in “{self.chip().get_name()}”', LONG)

    def nudge(self, *keys):
        """Moves the booking by keys."""
        self.front()
        x, y, width, height = self.desk.place(self.chip())
        pointer('mousemove', x + width // 3, y + height // 2, 'sleep', 0.1, 'click', 1)
        until(lambda: (node := self.desk.focused()) and (node.get_name() or '').startswith(self.client), 'the focus on it')
        press(*keys)
