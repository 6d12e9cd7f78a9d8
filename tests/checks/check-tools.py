#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/dev on machines that lack something: what it says there, and that it leaves nothing half made.

Each test is a machine of its own: a PATH with only the commands it has, some of them false, and a
cache folder that is empty. Nothing is downloaded.
"""

import os
import pathlib
import subprocess
import tempfile

import tap

# What every Linux has. Not in it: mmdebstrap, bwrap, apt, sudo, pkg-config.
ORDINARY = ('bash sh cat cp mv rm mkdir mktemp ls ln chmod find sed grep awk cut paste tail head sort tr '
            'sha256sum flock df du id env dirname basename readlink tar true false date uname touch').split()
ROOT_MADE_OF_NOTHING = '''
for last; do :; done
echo made >>"$MADE"
case "$*" in
*--format=tar*) tar -c -T /dev/null ;;
*) for word; do case $word in */roots/*) mkdir -p "$word" ;; esac; done ;;
esac
'''


class Machine:
    """A place with few commands; `tools` are scripts by name."""

    def __init__(self, folder, **tools):
        self.folder = pathlib.Path(folder)
        self.commands = self.folder / 'bin'
        self.commands.mkdir()
        for name in ORDINARY:
            for place in ('/usr/bin', '/bin', '/usr/sbin', '/sbin'):
                if os.path.exists(f'{place}/{name}'):
                    (self.commands / name).symlink_to(f'{place}/{name}')
                    break
        for name, script in tools.items():
            path = self.commands / name
            path.unlink(missing_ok=True)
            path.write_text('#!/bin/sh\n' + script + '\n')
            path.chmod(0o755)
        # A tree of its own, so that no build folder of the real one is touched.
        self.tree = self.folder / 'tree'
        (self.tree).mkdir()
        for name in ('tools', 'tests'):
            (self.tree / name).symlink_to(tap.TREE / name)
        self.roots = self.folder / 'cache/serenaia/roots'
        self.made = self.folder / 'made'
        self.environment = {'PATH': str(self.commands), 'HOME': str(self.folder), 'MADE': str(self.made),
                            'XDG_CACHE_HOME': str(self.folder / 'cache'), 'TMPDIR': str(self.folder)}

    def start(self, *words):
        return subprocess.Popen([str(self.commands / 'bash'), str(self.tree / 'tools/dev'), *words],
                                env=self.environment, text=True, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, *words):
        started = self.start(*words)
        said = started.communicate()[0]
        return started.returncode, said

    def times_made(self):
        return len(self.made.read_text().splitlines()) if self.made.exists() else 0

    def whole_roots(self):
        return [path for path in self.roots.glob('trixie-*') if path.is_dir()]


def on_a_machine(function, **tools):
    def run():
        with tempfile.TemporaryDirectory() as folder:
            function(Machine(folder, **tools))
    return run


def says(words, command, expected, more='', **tools):
    """The command fails, and its words have `expected` and `more` in them and no trace of the shell."""
    def function(machine):
        status, said = machine.run(*command)
        assert status != 0, f'it went on:\n{said}'
        assert expected in said and more in said, f'it said:\n{said}'
        assert 'line ' not in said and 'command not found' not in said, f'it stumbled:\n{said}'
        assert not machine.whole_roots() or 'mmdebstrap' in tools and 'echo made' in tools['mmdebstrap'], \
            'a root that was not made whole is there'
    tap.test(words, on_a_machine(function, **tools))


UIDMAP = {'newuidmap': ':'}
TEST = ('--root', 'trixie', 'shell', 'true')

says('without mmdebstrap and apt it says what to install', TEST,
     'mmdebstrap is missing', 'apt install mmdebstrap')
says('without the right to install it says so', TEST, 'mmdebstrap is missing', 'As an administrator',
     **{'apt-get': 'echo "E: are you root?" >&2; exit 100'})
says('without a network it names the mirror', TEST, 'no network: http', 'deb.debian.org',
     mmdebstrap="echo \"W: Could not resolve 'deb.debian.org'\" >&2; exit 25", **UIDMAP)
says('with a full disk it says how much is needed', TEST, 'not enough room', '3.5 GB',
     mmdebstrap='exit 1', df='echo head; echo /dev/vda 100 90 1024 99% /', **UIDMAP)
says('a disk that becomes full is told as that', TEST, 'the disk became full', '',
     mmdebstrap='echo "tar: No space left on device" >&2; exit 1', **UIDMAP)
says('without user namespaces to enter the root it says how to allow them', TEST,
     'user namespaces', 'sysctl kernel.',
     mmdebstrap=ROOT_MADE_OF_NOTHING, bwrap='echo "bwrap: setting up uid map: Permission denied" >&2; exit 1', **UIDMAP)
says('without user namespaces to make the root it says how to allow them', TEST,
     'user namespaces', 'usermod --add-subuids',
     mmdebstrap='echo "E: unable to use unshare: newuidmap failed" >&2; exit 1', **UIDMAP)
says('any other failure shows the end of its story', TEST, 'could not be made', 'a riddle',
     mmdebstrap='echo "E: a riddle" >&2; exit 1', **UIDMAP)
says('an old machine may not be forced', ('--host', 'test'), 'this machine cannot do it alone', 'Debian 13 root',
     **{'pkg-config': 'exit 1'})
says('an unknown verb is answered with those there are', ('dance',), 'no verb “dance”', 'run, serve, test, tsan, bench, fuzz')
says('an unknown root is answered with those there are', ('--root', 'sid', 'test'), 'no root called “sid”', 'forky')
says('an unknown style is answered with those there are', ('shot', 'clients', '--style', 'pink'), 'no style “pink”',
     'high-contrast')
says('a size that is none is refused', ('shot', 'clients', '--size', 'big'), 'not “big”')
says('an argument that run does not know is refused', ('run', '--fast'), 'run does not know “--fast”')
says('an argument that image does not know is refused', ('image', '--fast'), 'image takes nothing')
says('a fuzz target that is none is answered with those there are', ('fuzz', 'dragon'), 'no fuzz target “dragon”',
     'money phone')
says('without a fuzz target it says which there are', ('fuzz',), 'fuzz needs a target', 'money phone')
says('a time that is no number of seconds is refused', ('fuzz', 'money', 'soon'), 'not “soon”')


def failure_leaves_nothing(machine):
    machine.run(*TEST)
    left = [path.name for path in machine.roots.iterdir() if path.is_dir()]
    assert not left, f'left behind: {left}'


def made_once(machine):
    first, second = machine.start(*TEST), machine.start(*TEST)
    said = first.communicate()[0] + second.communicate()[0]
    assert machine.times_made() == 1, f'made {machine.times_made()} times:\n{said}'
    assert first.returncode == 0 and second.returncode == 0, said
    assert len(machine.whole_roots()) == 1


def changed_list_makes_a_new_root(machine):
    machine.run(*TEST)
    (machine.tree / 'tools').unlink()
    subprocess.run(['cp', '-r', str(tap.TREE / 'tools'), str(machine.tree / 'tools')], check=True)
    packages = machine.tree / 'tools/packages'
    packages.write_text(packages.read_text(encoding='utf-8').replace('# test\n', '# test\none-more\n'), encoding='utf-8')
    machine.run(*TEST)
    assert machine.times_made() == 2 and len(machine.whole_roots()) == 2


def help_needs_nothing(machine):
    status, said = machine.run('help')
    assert status == 0 and 'tools/dev' in said and not machine.roots.exists(), said


ENTERED = {'mmdebstrap': ROOT_MADE_OF_NOTHING, 'bwrap': 'exit 0', **UIDMAP}
tap.test('a failed making leaves no root behind',
         on_a_machine(failure_leaves_nothing, mmdebstrap='exit 1', **UIDMAP))
tap.test('two runs at once make one root', on_a_machine(made_once, **ENTERED))
tap.test('a changed package list makes a new root', on_a_machine(changed_list_makes_a_new_root, **ENTERED))
tap.test('help needs nothing', on_a_machine(help_needs_nothing))
tap.finish()
