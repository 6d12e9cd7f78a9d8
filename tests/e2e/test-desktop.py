#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the desktop starts it, over the session bus: for a search, an action of the launcher, a file.

test-desktop.py PROGRAM SMALL-SALON CATALOGUE FOLDER
"""

import gettext
import os
import pathlib
import re
import shutil
import subprocess
import sys

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version is asked for first)

import a11y
from a11y import APPLICATION, press, until

PATH = '/' + APPLICATION.replace('.', '/')
SEARCH = 'org.gnome.Shell.SearchProvider2'


class Process:
    """Somebody else's child: the bus daemon has started it."""

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, patience):
        until(lambda: self.poll() is not None, 'the desk to end', patience)
        return 0


class Activated(a11y.Desk):
    """A desk that nobody here has started."""

    def __init__(self, folder, pid):  # pylint: disable=super-init-not-called
        self.folder = folder
        self.log = open(folder / 'desk.log', 'a', encoding='utf-8')
        self._focused = None
        self._listener = Atspi.EventListener.new(self._focus_moved)
        self._listener.register('object:state-changed:focused')
        self.process = Process(pid)
        self.root = until(self._find_itself, 'the window to open', 60)
        until(self._has_keyboard, 'the window to get the keys', 60)


class Desktop:
    def __init__(self, program, small_salon, catalogue, folder):
        self.folder = folder
        self.say = gettext.GNUTranslations(open(catalogue, 'rb')).gettext
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.desk = None
        self.client = None
        (folder / 'data/serenaia').mkdir(parents=True)
        subprocess.run([small_salon, folder / 'data/serenaia/salon.db'], check=True)
        (folder / 'config/glib-2.0/settings').mkdir(parents=True)
        (folder / 'config/glib-2.0/settings/keyfile').write_text(f"[{PATH[1:]}]\nsalon-file='own'\n")
        self.offer_service(program)

    def offer_service(self, program):
        """As the package does, but with folders of this test's own."""
        services = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'dbus-1/services'
        services.mkdir(parents=True, exist_ok=True)
        places = ' '.join(f'{name}={self.folder / place}' for name, place in
                          (('XDG_DATA_HOME', 'data'), ('XDG_CONFIG_HOME', 'config')))
        (services / f'{APPLICATION}.service').write_text(
            f'[D-BUS Service]\nName={APPLICATION}\nExec=/usr/bin/env {places} GSETTINGS_BACKEND=keyfile '
            f'LANG=fr_FR.UTF-8 LANGUAGE=fr {program} --gapplication-service\n')
        self.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ReloadConfig', None)

    def call(self, name, path, interface, method, parameters):
        answer = self.bus.call_sync(name, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, 60000, None)
        return answer.unpack() if answer else ()

    def pid(self):
        """Of the program; None while it does not run. Asking does not start it."""
        try:
            return self.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                             GLib.Variant('(s)', (APPLICATION,)))[0]
        except GLib.GError:
            return None

    def search(self, *terms):
        return self.call(APPLICATION, f'{PATH}/SearchProvider', SEARCH, 'GetInitialResultSet',
                         GLib.Variant('(as)', (terms,)))[0]

    def windows(self):
        pid = self.pid()
        return [child for application in a11y.children(Atspi.get_desktop(0))
                if application.get_process_id() == pid for child in a11y.children(application)]

    def named(self, words):
        return '^' + re.escape(self.say(words).replace('_', '')) + '$'

    # What happens

    def is_found_without_a_window(self):
        assert self.pid() is None
        found = self.search('math', 'ro')
        assert found and found[0].startswith('client:'), found
        metas = self.call(APPLICATION, f'{PATH}/SearchProvider', SEARCH, 'GetResultMetas',
                          GLib.Variant('(as)', (found[:1],)))[0]
        self.client = metas[0]['name']
        assert metas[0]['description'] == '+33612345678', metas
        assert self.pid() is not None and not self.windows(), 'a search has opened a window'

    def open_from_the_search(self):
        found = self.search('math', 'ro')
        self.call(APPLICATION, f'{PATH}/SearchProvider', SEARCH, 'ActivateResult',
                  GLib.Variant('(sasu)', (found[0], ['math', 'ro'], 0)))
        self.desk = Activated(self.folder, self.pid())
        self.desk.find('button', self.named('Edit Client'))
        self.desk.find('label', '^' + re.escape(self.client) + '$')

    def is_opened_from_the_search(self):
        self.open_from_the_search()

    def is_opened_again_while_the_program_lingers(self):
        """The window is closed, and the program stays a while for the next search."""
        pid = self.pid()
        self.desk.action('quit')
        until(lambda: not self.windows(), 'the window to go')
        self.open_from_the_search()
        assert self.pid() == pid, 'another program was started'
        self.desk.close()

    def is_booked_from_the_launcher(self):
        until(lambda: self.pid() is None, 'the program to end')
        self.call(APPLICATION, PATH, 'org.freedesktop.Application', 'ActivateAction',
                  GLib.Variant('(sava{sv})', ('new-booking', [], {})))
        self.desk = Activated(self.folder, self.pid())
        self.desk.find('dialog', self.named('New booking'))
        press('Escape')
        self.desk.gone('dialog', self.named('New booking'))

    def is_opened_with_a_file(self):
        table = self.folder / 'clientes.csv'
        table.write_text('Nom;Téléphone\nZoé Martin;06 98 76 54 32\n', encoding='utf-8')
        self.call(APPLICATION, PATH, 'org.freedesktop.Application', 'Open',
                  GLib.Variant('(asa{sv})', ([table.as_uri()], {})))
        self.desk.find('dialog', self.named('Import'))
        self.desk.find('label', 'Zoé Martin')
        press('Escape')
        self.desk.gone('dialog', self.named('Import'))
        self.desk.close()


def main():
    program, small_salon, catalogue, build = sys.argv[1:]
    folder = pathlib.Path(build) / 'desktop'
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    story = a11y.Story(folder)
    desktop = Desktop(program, small_salon, catalogue, folder)
    story.step('the desktop’s search finds a client, and no window opens', desktop.is_found_without_a_window)
    story.step('what is found opens in the window', desktop.is_opened_from_the_search)
    story.step('it opens again while the program lingers', desktop.is_opened_again_while_the_program_lingers)
    story.step('the launcher’s “New booking” starts the program with a new booking', desktop.is_booked_from_the_launcher)
    story.step('a table is opened with the program, and is looked at first', desktop.is_opened_with_a_file)
    return story.end()


sys.exit(main())
