#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Format: the whole tree, no exceptions. `tools/dev format` puts it right."""

import re
import shutil

import tap

# Later ones write the same text in other lines.
CLANG_FORMAT = 19
BLUEPRINT = '0.16'


def violations(tree):
    found = []
    sources = [str(path) for path in tap.sources(tree, '.c', '.h')]
    if sources:
        version = tap.output('clang-format', '--version')[1] if shutil.which('clang-format') else ''
        number = re.search(r'version (\d+)', version)
        if not number or int(number[1]) != CLANG_FORMAT:
            raise tap.Skip(f'clang-format {CLANG_FORMAT} is not here')
        status, words = tap.output('clang-format', '--style=file:' + str(tap.TREE / '.clang-format'),
                                   '--dry-run', '-Werror', *sources)
        if status != 0:
            found += [line.replace(str(tree) + '/', '') for line in words.splitlines() if 'error:' in line]
    return found


def blueprint_violations(tree):
    blueprints = [str(path) for path in tap.sources(tree, '.blp')]
    if not blueprints:
        return []
    if not tap.output('blueprint-compiler', '--version')[1].startswith(BLUEPRINT + '.'):
        raise tap.Skip(f'blueprint-compiler {BLUEPRINT} is not here')
    status, words = tap.output('blueprint-compiler', 'format', *blueprints)
    return [] if status == 0 else re.sub(r'\x1b\[[0-9;]*m', '', words).splitlines()


def line_violations(tree):
    """What no formatter looks at: other texts have no tabs, no trailing space, and end with a line."""
    found = []
    for path in tap.sources(tree, '.build', '.py', '.sh', '.css', '.sql', '.blp',
                            folders=('src', 'tests', 'tools', 'data', 'resources')):
        name, text = path.relative_to(tree), path.read_text(encoding='utf-8')
        for number, line in enumerate(text.splitlines(), 1):
            if line != line.rstrip() or '\t' in line:
                found.append(f'{name}:{number}: a tab, or space at the end of the line')
        if text and not text.endswith('\n'):
            found.append(f'{name}: the last line does not end')
    return found


def list_violations(tree):
    """Names in meson's lists: one a line, in order. (`meson format` would join them in one line.)"""
    found = []
    for path in tap.sources(tree, '.build'):
        text = path.read_text(encoding='utf-8')
        for block in re.findall(r"(?:\bfiles\(|_tests = \[|^checks = \[)\n(.*?)^[)\]]", text, re.DOTALL | re.MULTILINE):
            lines = [line.strip() for line in block.splitlines() if line.strip().startswith("'")]
            if any(line.count("'") != 2 for line in lines):
                found.append(f'{path.relative_to(tree)}: two names on a line')
            if lines != sorted(lines):
                first = next(line for line, right in zip(lines, sorted(lines)) if line != right)
                found.append(f'{path.relative_to(tree)}: {first} is out of order')
    return found


tap.holds('C is as clang-format writes it', violations)
tap.catches('C that is not is caught', violations, {'src/core/salon-day.c': 'int  a ;\n'}, 'error:')
tap.holds('Blueprint is as its compiler writes it', blueprint_violations)
tap.catches('Blueprint that is not is caught', blueprint_violations,
            {'src/desk/a.blp': 'using Gtk 4.0;\nLabel  {}\n'}, 'a.blp')
tap.holds('other texts have no tabs and no trailing space', line_violations)
tap.catches('a trailing space is caught', line_violations, {'src/desk/a.css': 'a {} \n'}, 'a.css:1')
tap.holds("names in meson's lists are one a line, in order", list_violations)
tap.catches('a name out of order is caught', list_violations,
            {'src/core/meson.build': "core_sources = files(\n  'b.c',\n  'a.c',\n)\n"}, 'out of order')
tap.finish()
