#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first five minutes, in French and from an empty home: each of the three ways in.

test-first-run.py PROGRAM CATALOGUE FOLDER
"""

import gettext
import pathlib
import re
import shutil
import sqlite3
import sys

import a11y
from a11y import press, type_text, until

NAME = 'Chez Zoé'
NOBODY = 'salon.invalid'  # RFC 6761: a name that nobody ever has


class Newcomer:
    def __init__(self, program, catalogue, folder):
        self.program, self.folder = program, folder
        self.words = gettext.GNUTranslations(open(catalogue, 'rb'))
        self.desk = self.home = None

    def say(self, words):
        return self.words.gettext(words).replace('_', '')

    def named(self, words):
        return '^' + re.escape(self.say(words)) + '$'

    def comes(self, home):
        self.home = self.folder / home
        self.home.mkdir()
        self.desk = a11y.Desk(self.program, self.home, language='fr', now='2026-03-12 10:20')
        self.desk.find('label', self.named('Welcome to Sérénaïa'))

    def tab_to(self, words):
        pattern = self.named(words)
        return self.desk.tab_until(lambda focused: re.search(pattern, focused.get_name() or ''), self.say(words))

    def everything_has_a_name(self):
        assert not (unnamed := self.desk.unnamed()), f'without a name: {unnamed}'

    def rows(self, query):
        with sqlite3.connect(f"file:{self.home / 'data/serenaia/salon.db'}?mode=ro", uri=True) as connection:
            return connection.execute(query).fetchall()

    # A salon of her own

    def says_what_her_salon_is(self):
        self.tab_to('_Start My Salon on This Computer')
        press('Return')
        self.desk.focus_in(lambda focused: self.say('Name of the salon') in (focused.get_name() or ''), 'the name')
        type_text(NAME)
        self.tab_to('Address')
        type_text('1 rue Neuve, 37000 Tours')
        self.everything_has_a_name()
        a11y.picture(self.home / 'start.png')

    def chooses_a_first_service(self):
        self.tab_to('Manicure')
        press('space')
        a11y.picture(self.home / 'services.png')
        self.tab_to('_Start')
        press('Return')
        self.desk.find('button', self.named('Today'))

    def finds_it_in_her_salon(self):
        settings = dict(self.rows('SELECT key, value FROM salon_settings'))
        assert NAME in settings['salon.name'] and '37000 Tours' in settings['salon.address'], settings
        assert self.rows('SELECT name, duration_minutes FROM services') == [(self.say('Manicure'), 45)]
        assert self.rows('SELECT count(*) FROM availabilities') == [(5,)]

    # The sample

    def looks_around(self):
        self.tab_to('_Look Around with a Sample Salon')
        press('Return')
        self.desk.find('label', self.named('Sample salon: nothing here is real'))
        assert not (self.home / 'data/serenaia/salon.db').exists()

    # A salon that is shared

    def asks_for_her_shared_salon(self):
        self.tab_to('_Connect to My Salon')
        press('Return')
        self.desk.find('dialog', self.named('Shared Salon'))
        address = self.say('Address, or everything as one line')
        self.desk.focus_in(lambda focused: address in (focused.get_name() or ''), 'the address')
        self.everything_has_a_name()

    def is_told_kindly_that_it_is_not_there(self):
        type_text(NOBODY)
        self.tab_to('Database')
        type_text('salon')
        self.tab_to('User Name')
        type_text('desk')
        self.desk.click(self.named('_Test Connection'))
        self.desk.find('label', self.named(
            'The shared salon’s computer was not found. Check the address and the Internet.'))
        a11y.picture(self.home / 'connection.png')
        press('Escape')
        self.desk.find('button', self.named('_Test Connection'))
        press('Escape')
        self.desk.gone('dialog', self.named('Shared Salon'))

    def leaves(self):
        self.desk.close()


def main():
    program, catalogue, folder = sys.argv[1:]
    folder = pathlib.Path(folder) / 'first-run'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    newcomer, story = Newcomer(program, catalogue, folder), a11y.Story(folder)
    try:
        for words, step, *arguments in (
                ('the first start greets', newcomer.comes, 'own'),
                ('everything on the welcome has a name', newcomer.everything_has_a_name),
                ('she says what her salon is', newcomer.says_what_her_salon_is),
                ('she chooses a first service and starts', newcomer.chooses_a_first_service),
                ('her salon holds what she said', newcomer.finds_it_in_her_salon),
                ('the desk closes', newcomer.leaves),
                ('an empty home greets again', newcomer.comes, 'sample'),
                ('the sample opens, with a word of what it is', newcomer.looks_around),
                ('the desk closes after the sample', newcomer.leaves),
                ('a third home greets', newcomer.comes, 'shared'),
                ('she asks for her shared salon', newcomer.asks_for_her_shared_salon),
                ('a wrong address is told in kind words', newcomer.is_told_kindly_that_it_is_not_there),
                ('the desk closes at last', newcomer.leaves)):
            story.step(words, step, *arguments)
    finally:
        if newcomer.desk:
            newcomer.desk.kill()
    return story.end()


sys.exit(main())
