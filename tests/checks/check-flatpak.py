#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flatpak: the manifest asks for no permission beyond those that are needed, and every archive has its sum."""

import re

import tap

ID = 'fr.serenaia_beaute.Salon'
MANIFEST = f'flatpak/{ID}.yml'
PERMISSIONS = ['--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri']


def items(text, key):
    """The list under a key of the top level."""
    block = re.search(rf'^{key}:\n((?:  - .*\n)+)', text, re.MULTILINE)
    return re.findall(r'^  - (.*)$', block[1], re.MULTILINE) if block else []


def violations(tree):
    text = (tree / MANIFEST).read_text(encoding='utf-8')
    asked = items(text, 'finish-args')
    found = [f'{one} is more than what is needed' for one in asked if one not in PERMISSIONS]
    found += [f'{one} is missing' for one in PERMISSIONS if one not in asked]
    if f'id: {ID}\n' not in text:
        found.append('the id is not that of the program')
    if re.search(r'^(default-)?branch:', text, re.MULTILINE):
        found.append('a branch is named')
    for source in re.findall(r'^      - type: (?:archive|file)\n(?:        .*\n)*', text, re.MULTILINE):
        if not re.search(r'^        sha256: [0-9a-f]{64}$', source, re.MULTILINE):
            found.append(f'no sum for {re.search("url: (.*)", source)[1]}')
    return found


def manifest(permissions, source=''):
    lines = ''.join(f'  - {one}\n' for one in permissions)
    return {MANIFEST: f'id: {ID}\nfinish-args:\n{lines}\nmodules:\n{source}'}


UNSUMMED = '      - type: archive\n        url: https://example.org/a.tar.xz\n'

tap.holds('it asks for what is needed, and every archive has its sum', violations)
tap.catches('one more permission is found', violations, manifest(PERMISSIONS + ['--filesystem=home']),
            '--filesystem=home is more')
tap.catches('one less is found', violations, manifest(PERMISSIONS[1:]), '--share=network is missing')
tap.catches('an archive without its sum is found', violations, manifest(PERMISSIONS, UNSUMMED),
            'no sum for https://example.org/a.tar.xz')
tap.finish()
