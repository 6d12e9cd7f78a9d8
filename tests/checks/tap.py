# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: printing results, and a tree to plant a violation in.

A check is a function that takes a tree and returns its violations as sentences. It is asked twice:
about the project, where the answer has to be none, and about a small tree with one violation planted,
where it has to find exactly that. A check that nothing can fail is no check.
"""

import pathlib
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[2]
_results = []


class Skip(Exception):
    """This machine cannot answer; the reason is the argument."""


def sources(tree, *suffixes, folders=('src', 'tests')):
    """Files below the folders with one of the suffixes, sorted."""
    return sorted(path for folder in folders for path in (tree / folder).rglob('*')
                  if path.suffix in suffixes and path.is_file())


def output(*command, **keywords):
    """Exit status and everything the command printed."""
    ran = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         stdin=subprocess.DEVNULL, check=False, **keywords)
    return ran.returncode, ran.stdout


def test(words, function):
    """One result: function fails by AssertionError, is skipped by Skip."""
    number = len(_results) + 1
    try:
        function()
    except Skip as reason:
        print(f'ok {number} - {words} # SKIP {reason}', flush=True)
        _results.append(True)
        return
    except AssertionError as error:
        for line in str(error).splitlines():
            print(f'# {line}')
        print(f'not ok {number} - {words}', flush=True)
        _results.append(False)
        return
    print(f'ok {number} - {words}', flush=True)
    _results.append(True)


def holds(words, violations):
    """The project has no violation."""
    def function():
        found = violations(TREE)
        assert not found, '\n'.join(found)
    test(words, function)


def catches(words, violations, files, expected):
    """In a tree of these files (name → text) the check finds something that says `expected`."""
    def function():
        with tempfile.TemporaryDirectory() as folder:
            tree = plant(folder, files)
            found = violations(tree)
            assert any(expected in sentence for sentence in found), \
                f'planted, but not found: {expected}\nfound: {found}'
    test(words, function)


def plant(folder, files):
    tree = pathlib.Path(folder)
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return tree


def finish():
    print(f'1..{len(_results)}')
    sys.exit(0 if all(_results) else 1)
