#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides: every file that they name is there, and tools/dev knows every verb that they use."""

import re

import tap

GUIDES = ('README.md', 'docs/MAP.md', 'docs/HACKING.md')
QUOTED = re.compile(r'`([^`\n]+)`')
LINK = re.compile(r'\]\(([^)#:]+)\)')
FENCED = re.compile(r'^```.*?^```', re.DOTALL | re.MULTILINE)
# What stands for a name that the reader gives (<layer>, {c,h}, NNNN, NAME, thing), and what is made.
STAND_IN = re.compile(r'[<{*]|NNNN|NAME|\bthing\b|[-_]thing\b|^_build/')
VERB = re.compile(r'tools/dev (?:--\w+ (?:trixie |forky )?)?([a-z]+)')
# One folder and nothing else, as in the tables of the map: of src or of src/desk.
PLACES = ('', 'src', 'src/desk', 'docs')


def named_files(text):
    """Paths of the tree that a text names: what begins with a folder of it, or ends as a file does."""
    for quoted in QUOTED.findall(FENCED.sub('', text)):
        word = quoted.split()[0] if quoted.startswith(('src/', 'tests/', 'tools/', 'docs/', 'resources/')) else quoted
        is_path = re.fullmatch(r'[\w.-]+(/[\w.-]*)+|[\w-]+\.(c|h|py|sh|md|blp|css|ini|xml|sql)', word)
        if is_path and not STAND_IN.search(word):
            yield word


def is_there(tree, word):
    if any((tree / place / word).exists() for place in PLACES):
        return True
    return '/' not in word and any(path.name == word for path in tap.sources(
        tree, *{'.' + word.rpartition('.')[2]}, folders=('src', 'tests', 'resources', 'tools', 'docs')))


def file_violations(tree):
    found = []
    for name in GUIDES:
        guide = tree / name
        text = guide.read_text(encoding='utf-8') if guide.exists() else ''
        found += [f'{name}: {word} is not there' for word in named_files(text)
                  if not is_there(tree, word) and not (guide.parent / word).exists()]
        found += [f'{name}: the link to {link} leads nowhere' for link in LINK.findall(text)
                  if not (guide.parent / link).exists()]
    return found


def verb_violations(tree):
    known = set(re.findall(r'^  ([a-z]+) ', (tree / 'tools/dev').read_text(encoding='utf-8'), re.MULTILINE))
    return [f'{name}: tools/dev knows no “{verb}”' for name in GUIDES if (tree / name).exists()
            for verb in VERB.findall((tree / name).read_text(encoding='utf-8')) if verb not in known]


tap.holds('every file that the guides name is there', file_violations)
tap.catches('a file that went is caught', file_violations,
            {'docs/MAP.md': 'Read `src/core/salon-day.h`.\n'}, 'src/core/salon-day.h is not there')
tap.catches('a folder that went is caught', file_violations,
            {'docs/MAP.md': '| `calendar/` | sees the day |\n'}, 'calendar/ is not there')
tap.catches('a link that leads nowhere is caught', file_violations,
            {'README.md': 'See [the till](docs/TILL.md).\n'}, 'docs/TILL.md')
tap.holds('tools/dev knows every verb that the guides use', verb_violations)
tap.catches('a verb that went is caught', verb_violations,
            {'tools/dev': "  run   opens the desk\n", 'docs/HACKING.md': 'tools/dev dance\n'}, 'no “dance”')
tap.finish()
