# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window the way a person does: by what a screen reader hears, by keys, by the pointer.

Widgets are found by role and accessible name only. What a test cannot find, somebody who does not see
the screen cannot find either, so the tests hold accessibility as they go.

Facts of AT-SPI with GTK 4 that this file knows, so that tests need not:
 · GTK answers get_text (0, -1) of an entry with nothing: the number of characters is passed instead;
 · grab_focus does nothing: a widget is focused by Tab or by a click;
 · screen coordinates are all zero: window coordinates are added to the window's place;
 · the items of a menu have no name: their action is activated over D-Bus instead;
 · a drag needs several motions, or GTK takes it for a click.
"""

import os
import pathlib
import re
import signal
import subprocess
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version is asked for first)

Atspi.set_timeout(3000, 10000)
STATE = Atspi.StateType
LEAVES = ('button', 'toggle button', 'label', 'image', 'separator', 'scroll bar')
APPLICATION = 'fr.serenaia_beaute.Salon'
PATIENCE = 20  # seconds; the sanitizers make the desk several times slower than it is


def until(question, what, patience=PATIENCE):
    """Asks until there is an answer, and returns it."""
    end = time.monotonic() + patience
    while True:
        if answer := question():
            return answer
        if time.monotonic() > end:
            raise AssertionError(f'waited {patience} s for {what}')
        time.sleep(0.03)


def children(node):
    found = (node.get_child_at_index(index) for index in range(node.get_child_count()))
    return [child for child in found if child]


def key_code(key):
    """“shift+F10” by the number of its key (F1 is 67): told the name, the xdotool of today presses Alt as well."""
    return re.sub(r'\bF(\d+)$', lambda name: str(66 + int(name[1])), key)


def press(*keys):
    """Keys as xdotool names them: press ('ctrl+n'), press ('Tab', 'Tab', 'Return')."""
    subprocess.run(['xdotool', 'key', '--delay', '40', *map(key_code, keys)], check=True)


def type_text(text):
    subprocess.run(['xdotool', 'type', '--delay', '30', text], check=True)


def scan(code):
    """As a scanner at the keyboard's plug does: every key a few milliseconds after the one before, then Enter."""
    subprocess.run(['xdotool', 'type', '--delay', '2', '--args', '1', code, 'key', 'Return'], check=True)


def pointer(*words):
    subprocess.run(['xdotool', *map(str, words)], check=True)


def text_of(node):
    return Atspi.Text.get_text(node, 0, node.get_character_count())


def is_value_of_combo(node):
    """libadwaita shows the value of a row with choices as a list of one, which never takes the focus by itself."""
    while node and node.get_role_name() not in ('combo box', 'frame'):
        node = node.get_parent()
    return bool(node) and node.get_role_name() == 'combo box'


class Desk:
    """The running program with data and settings in `folder`; start it again there to come back."""

    def __init__(self, program, folder, *arguments, language='C', now=None):
        self.folder = pathlib.Path(folder)
        self.program = program
        environment = dict(os.environ)
        for name, place in (('XDG_DATA_HOME', 'data'), ('XDG_CONFIG_HOME', 'config'), ('XDG_CACHE_HOME', 'cache'),
                            ('XDG_STATE_HOME', 'state')):
            environment[name] = str(self.folder / place)
            (self.folder / place).mkdir(parents=True, exist_ok=True)
        settings = self.folder / 'config/gtk-4.0/settings.ini'
        settings.parent.mkdir(exist_ok=True)
        settings.write_text('[Settings]\ngtk-enable-animations=0\ngtk-cursor-blink=0\n')
        environment['GSETTINGS_BACKEND'] = 'keyfile'
        environment.pop('LC_ALL', None)
        environment['LANG'] = 'fr_FR.UTF-8' if language == 'fr' else 'C.UTF-8'
        environment['LANGUAGE'] = 'fr' if language == 'fr' else 'en'
        self.log = open(self.folder / 'desk.log', 'a', encoding='utf-8')
        self._focused = None
        self._listener = Atspi.EventListener.new(self._focus_moved)
        self._listener.register('object:state-changed:focused')
        command = [program, *([f'--now={now}'] if now else []), *arguments]
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=subprocess.STDOUT)
        self.root = until(self._find_itself, 'the window to open', 60)
        until(self._has_keyboard, 'the window to get the keys', 60)

    def _has_keyboard(self):
        """A screen reader may tell of the window before the window manager has given it the keys."""
        asked = subprocess.run(['xdotool', 'getactivewindow', 'getwindowpid'], check=False, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return asked.stdout.strip() == str(self.process.pid)

    def _find_itself(self):
        assert self.process.poll() is None, f'the desk ended by itself:\n{self.said()}'
        try:
            return next((application for application in children(Atspi.get_desktop(0))
                         if application.get_process_id() == self.process.pid
                         and application.get_child_count()), None)
        except GLib.GError:
            return None

    def said(self):
        return (self.folder / 'desk.log').read_text(encoding='utf-8', errors='replace')

    # Finding

    def all(self, role=None, name=None, under=None, states=(STATE.SHOWING,)):
        """Nodes in the order of the tree. `name` is a regular expression."""
        waiting = [under or self.root]
        while waiting:
            node = waiting.pop(0)
            try:
                held = node.get_state_set()
                if node is not self.root and STATE.SHOWING in states and not held.contains(STATE.SHOWING):
                    continue         # what is in it does not show either
                of_role = node.get_role_name()
                if of_role not in LEAVES or role in (None, 'label', 'image'):
                    waiting = children(node) + waiting
                if node is self.root or not all(held.contains(state) for state in states):
                    continue
                if role in (None, of_role) and re.search(name or '', node.get_name() or ''):
                    yield node
            except GLib.GError:      # it went away while the tree was walked
                pass

    def find(self, role=None, name=None, patience=PATIENCE, **more):
        return until(lambda: next(self.all(role, name, **more), None), f'{role} “{name}”', patience)

    def gone(self, role, name, **more):
        until(lambda: next(self.all(role, name, **more), None) is None, f'{role} “{name}” to go')

    def has(self, role, name, **more):
        return next(self.all(role, name, **more), None) is not None

    def focused(self):
        """What has the focus, as the last event told: walking the whole tree for it takes seconds."""
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            if self._focused and self._focused.get_state_set().contains(STATE.FOCUSED):
                return self._focused
        except GLib.GError:          # it went away
            pass
        return None

    def _focus_moved(self, event):
        if event.detail1 and event.source.get_process_id() == self.process.pid:
            self._focused = event.source

    def focus_in(self, is_there, what):
        """Waits for the focus to be there. A key that moves it is waited for before another is pressed:
        otherwise a Tab on its way goes further than the test has seen."""
        return until(lambda: (node := self.focused()) and is_there(node) and node, f'the focus in {what}')

    def tab_until(self, is_there, what):
        """Tab until the focus is there: what cannot be reached so cannot be reached by everybody."""
        for _ in range(60):
            focused = self.focused()
            if focused and is_there(focused):
                return focused
            press('Tab')
            until(lambda: self.focused() not in (None, focused), 'the focus to move')
        raise AssertionError(f'Tab does not lead to “{what}”')

    def unnamed(self):
        """Focusable widgets on the screen that a screen reader could not name."""
        plain = ('frame', 'window', 'panel', 'filler', 'scroll pane', 'list', 'grouping', 'dialog', 'viewport',
                 'generic', 'layered pane', 'application', 'table')
        return [f'{node.get_role_name()} in {node.get_parent().get_role_name()} “{node.get_parent().get_name()}”'
                for node in self.all(states=(STATE.SHOWING, STATE.FOCUSABLE))
                if not (node.get_name() or '').strip() and node.get_role_name() not in plain
                and not is_value_of_combo(node)]

    # Acting

    def click(self, name, role='button', **more):
        node = self.find(role, name, **more)
        for index in range(node.get_n_actions()):
            if Atspi.Action.get_action_name(node, index) in ('click', 'activate', 'toggle'):
                assert node.do_action(index), f'{role} “{name}” does not react'
                return
        pointer('mousemove', *self.centre(node), 'click', 1)

    def action(self, name, parameter=None, window=False):
        """Activates a GAction: of the application, or of its first window."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        path = '/' + APPLICATION.replace('.', '/') + ('/window/1' if window else '')
        bus.call_sync(APPLICATION, path, 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', (name, [parameter] if parameter else [], {})),
                      None, Gio.DBusCallFlags.NONE, -1, None)

    def _find_window(self):
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], check=False,
                              text=True, stdout=subprocess.PIPE).stdout.split()

    def place(self, node):
        """x, y, width and height on the screen."""
        # The accessibility bus may tell of a window before the screen shows it.
        window = until(self._find_window, 'the window on the screen')[-1]
        words = subprocess.check_output(['xdotool', 'getwindowgeometry', '--shell', window], text=True)
        at = dict(line.split('=') for line in words.splitlines() if '=' in line)
        frame = self.find('frame').get_extents(Atspi.CoordType.WINDOW)
        inside = node.get_extents(Atspi.CoordType.WINDOW)
        return int(at['X']) + inside.x - frame.x, int(at['Y']) + inside.y - frame.y, inside.width, inside.height

    def centre(self, node):
        x, y, width, height = self.place(node)
        return x + width // 2, y + height // 2

    def drag(self, start, end):
        """The pointer goes down at start, to end in small steps, and up. Both are (x, y) on the screen."""
        (x0, y0), (x1, y1) = start, end
        pointer('mousemove', x0, y0)
        time.sleep(0.1)
        pointer('mousedown', 1)
        for step in range(1, 13):
            pointer('mousemove', x0 + (x1 - x0) * step // 12, y0 + (y1 - y0) * step // 12)
            time.sleep(0.03)
        time.sleep(0.2)
        pointer('mouseup', 1)

    def choose_file(self, file):
        """In GTK's own dialog, where the name is what is typed first."""
        self.focus_in(lambda focused: 'text' in focused.get_role_name(), 'the name of the file')
        press('ctrl+a')
        type_text(str(file))
        press('Return')
        until(file.exists, file.name)
        # The next key is for the window that is there again.
        until(lambda: self.root.get_child_count() == 1, 'the file chooser to go')

    def close(self):
        """Ends the program as the window's close button does; it has to end well."""
        self.action('quit')
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGKILL)
            raise AssertionError('the desk did not close') from None
        finally:
            self.log.close()
        assert status == 0, f'the desk ended with {status}:\n{self.said()}'

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def picture(file):
    subprocess.run(['import', '-silent', '-window', 'root', str(file)], check=False)


class Story:
    """Steps in order, each a result of its own. After a step that fails the others cannot be told."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.results = []
        self.broken = None

    def step(self, words, function, *arguments):
        number = len(self.results) + 1
        if self.broken:
            print(f'not ok {number} - {words}\n# not reached: {self.broken} failed', flush=True)
            self.results.append(False)
            return None
        began = time.monotonic()
        try:
            answer = function(*arguments)
        except (AssertionError, GLib.GError, subprocess.CalledProcessError) as error:
            shot = self.folder / f"failed-{re.sub('[^a-z0-9]+', '-', words.lower())}.png"
            picture(shot)
            for line in [*str(error).splitlines(), f'picture: {shot}']:
                print(f'# {line}')
            print(f'not ok {number} - {words}', flush=True)
            self.results.append(False)
            self.broken = words
            return None
        print(f'ok {number} - {words}\n# {time.monotonic() - began:.1f} s', flush=True)
        self.results.append(True)
        return answer

    def end(self):
        print(f'1..{len(self.results)}')
        return 0 if all(self.results) else 1
