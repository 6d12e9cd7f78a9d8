#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client is told, from the booking to her phone, in French.

test-messages.py PROGRAM SMALL-SALON CATALOGUE FOLDER

OVH is a program of this computer (tests/message/fake_messages.py), and the keyring is a file. A booking is made
with its confirmation, which waits, and is sent at once; another goes to a number that OVH refuses, and says so,
and is sent again when OVH has thought better of it. The desk's clock stands still: nothing goes out by waiting.
"""

import datetime
import gettext
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

import gi

import a11y
from a11y import press, type_text, until

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'message'))
import fake_messages  # noqa: E402  (its folder is named first)

NOW = datetime.datetime(2026, 3, 12, 13, 20, tzinfo=datetime.timezone.utc)
# Further away than what is planned is shown: a confirmation is all that they are told.
DAY = '17/03/2026'
TOLD, TOLD_PHONE = 'Zoé Martin', '06 98 76 54 32'
# OVH takes no number with this end.
REFUSED, REFUSED_PHONE = 'Nina Faure', '06 12 00 00 00'


def fill_keyring(folder, values):
    """As the desk keeps it, for the desk to find."""
    os.environ.update({'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': str(folder / 'keyring'),
                       'SECRET_FILE_TEST_PASSWORD': 'test'})
    gi.require_version('Secret', '1')
    from gi.repository import Secret  # pylint: disable=import-outside-toplevel
    schema = Secret.Schema.new(f'{a11y.APPLICATION}.Messages', Secret.SchemaFlags.NONE,
                               {'purpose': Secret.SchemaAttributeType.STRING})
    assert Secret.password_store_sync(schema, {'purpose': 'messages'}, Secret.COLLECTION_DEFAULT, 'test',
                                      json.dumps(values), None)


class Messages:
    def __init__(self, program, small_salon, catalogue, folder):
        self.file = folder / 'zoe.salon'
        self.fake = fake_messages.Fake(folder)
        # It and the desk live at the same moment.
        self.fake.ovh.now = lambda: int(NOW.timestamp())
        values = {name: value for name, value in self.fake.environment().items() if name.startswith('OVH_')}
        fill_keyring(folder, values)
        subprocess.run([small_salon, self.file], check=True)
        with sqlite3.connect(self.file) as connection:
            connection.execute('INSERT INTO salon_settings (key, value) VALUES (?, ?)',
                               ('message.sender', json.dumps(fake_messages.SENDER)))
        connection.close()
        self.say = gettext.GNUTranslations(open(catalogue, 'rb'))
        self.desk = a11y.Desk(program, folder, f'--salon={self.file}', '--page=messages', language='fr',
                              now='2026-03-12 14:20')

    def said(self, words):
        return re.escape(self.say.gettext(words).replace('_', ''))

    def named(self, words):
        return f'^{self.said(words)}$'

    def row(self, query, *values):
        with sqlite3.connect(f'file:{self.file}?mode=ro', uri=True) as connection:
            return connection.execute(query, values).fetchone()

    def tab_to(self, words):
        pattern = self.named(words)
        return self.desk.tab_until(lambda focused: re.search(pattern, focused.get_name() or ''), words)

    def focus(self, words):
        pattern = self.named(words)
        return self.desk.focus_in(lambda focused: re.search(pattern, focused.get_name() or ''), words)

    def turn_to(self, words):
        """One of the three lists."""
        name = '^' + re.escape(self.say.pgettext('messages', words))
        self.desk.click(name, role='radio button')

    def find_message(self, *parts):
        return self.desk.find('list item', '.*'.join(parts))

    def arrived(self):
        return [line['to'] for line in self.fake.arrived()]

    # What happens

    def is_ready(self):
        self.desk.find('label', self.named('Messages'))
        until(lambda: not self.desk.has('label', self.said('Nothing goes out yet')), 'the carrier to be known')

    def book(self, name, phone, time):
        """With its confirmation: she was asked, and the switch that tells her is on by itself."""
        press('ctrl+n')
        self.desk.find('dialog', self.named('New booking'))
        self.focus('Find a client by name, phone or e-mail')
        type_text(name)
        self.desk.find('list item', name)
        press('Return')
        self.focus('Phone')
        type_text(phone)
        self.tab_to('Agrees to Messages')
        press('space')
        self.tab_to('Add a service')
        type_text('Gel nails')
        press('Return')
        self.desk.find('list', self.named('Services of this booking'))
        self.desk.tab_until(lambda focused: 'text' in focused.get_role_name()
                            and re.fullmatch(r'\d\d/\d\d/\d{4}', a11y.text_of(focused)), 'the day')
        press('ctrl+a')
        type_text(DAY)
        press('Return')
        self.tab_to('Time')
        press('ctrl+a')
        type_text(time)
        press('Return')
        self.tab_to_tell(name)
        press('ctrl+Return')
        self.desk.gone('dialog', self.named('New booking'))

    def tab_to_tell(self, name):
        words = self.say.gettext('Tell %1$s by %2$s').replace('%1$s', name).replace('%2$s', 'SMS')
        return self.desk.tab_until(lambda focused: (focused.get_name() or '').startswith(words), words)

    def is_booked(self):
        self.book(TOLD, TOLD_PHONE, '10:00')
        assert self.row('SELECT sms_consent, email_consent FROM clients WHERE name = ?', TOLD) == (1, 0)

    def waits(self):
        self.find_message(TOLD, self.say.pgettext('message', 'Confirmation'), 'SMS')
        assert self.row("SELECT count (*) FROM notifications WHERE status = 'pending'") == (1,)
        assert not self.arrived(), self.arrived()

    def is_sent_at_once(self):
        self.send_now(TOLD)
        until(self.arrived, 'the message at OVH')
        line, = self.fake.arrived()
        assert (line['to'], line['sender']) == ('+33698765432', fake_messages.SENDER), line
        assert '10' in line['text'] and '17' in line['text'], line

    def send_now(self, name):
        self.desk.click(name, role='list item')
        self.desk.find('dialog', 'SMS')
        self.tab_to('_Send Now')
        press('Return')
        self.desk.gone('dialog', 'SMS')

    def is_among_the_sent(self):
        until(lambda: self.row("SELECT count (*) FROM notifications WHERE status = 'sent'") == (1,), 'it to be sent')
        self.turn_to('Sent')
        self.find_message(TOLD, 'SMS')

    def fails(self):
        self.turn_to('To Send')
        self.book(REFUSED, REFUSED_PHONE, '14:00')
        self.find_message(REFUSED, 'SMS')
        self.send_now(REFUSED)
        until(lambda: self.row("SELECT count (*) FROM notifications WHERE status = 'failed'") == (1,), 'it to fail')
        self.turn_to('Not Sent')
        self.find_message(REFUSED, self.said('The phone number was not accepted.'))
        self.desk.find('button', self.named('_Retry'))
        assert self.arrived() == ['+33698765432'], self.arrived()

    def is_sent_again(self):
        self.fake.ovh.refused_end = None
        self.desk.click(self.named('_Retry'))
        until(lambda: len(self.arrived()) == 2, 'the second message at OVH')
        until(lambda: self.row("SELECT count (*) FROM notifications WHERE status = 'sent'") == (2,), 'it to be sent')
        self.desk.find('label', self.named('Everything Was Sent'))
        self.turn_to('Sent')
        self.find_message(REFUSED, 'SMS')

    def each_was_told_once(self):
        press('ctrl+q')
        until(lambda: self.desk.process.poll() is not None, 'the desk to close')
        assert self.desk.process.returncode == 0, self.desk.said()
        self.fake.close()
        assert self.arrived() == ['+33698765432', '+33612000000'], self.arrived()
        assert not self.fake.complaints, self.fake.complaints
        assert self.row('SELECT count (*) FROM notifications') == (2,)
        assert self.row('PRAGMA integrity_check') == ('ok',)


def main():
    program, small_salon, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'messages'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    messages, story = Messages(program, small_salon, catalogue, folder), a11y.Story(folder)
    try:
        for words, step in (
                ('the carrier is known from the keyring', messages.is_ready),
                ('a new client who agrees is booked with her confirmation', messages.is_booked),
                ('the confirmation waits', messages.waits),
                ('it goes out once when it is sent at once', messages.is_sent_at_once),
                ('it is among what was sent', messages.is_among_the_sent),
                ('another is refused, and it is said why', messages.fails),
                ('it goes out when it is tried again', messages.is_sent_again),
                ('each of them was told once', messages.each_was_told_once)):
            story.step(words, step)
    finally:
        messages.desk.kill()
    return story.end()


sys.exit(main())
