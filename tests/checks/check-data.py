#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data: what the desktop reads about the program is valid, and says the same everywhere."""

import re
import shutil

import tap

ID = 'fr.serenaia_beaute.Salon'


def need(program):
    if not shutil.which(program):
        raise tap.Skip(f'{program} is not here')


def desktop_violations(tree):
    need('desktop-file-validate')
    status, words = tap.output('desktop-file-validate', str(tree / 'data' / f'{ID}.desktop'))
    return words.splitlines() if status != 0 or words else []


def metainfo_violations(tree):
    need('appstreamcli')
    status, words = tap.output('appstreamcli', 'validate', '--no-net', '--pedantic',
                               str(tree / 'data' / f'{ID}.metainfo.xml'))
    return words.splitlines() if status != 0 else []


def schema_violations(tree):
    need('glib-compile-schemas')
    status, words = tap.output('glib-compile-schemas', '--strict', '--dry-run', str(tree / 'data'))
    return words.splitlines() if status != 0 else []


def agreement_violations(tree):
    """The name of the program's id, version and French texts."""
    found = []
    metainfo = (tree / 'data' / f'{ID}.metainfo.xml').read_text(encoding='utf-8')
    version = re.search(r"version: '([^']+)'", (tree / 'meson.build').read_text(encoding='utf-8'))[1]
    newest = re.search(r'<release version="([^"]+)"', metainfo)
    if not newest or newest[1] != version:
        found.append(f'the newest release of the metainfo is not {version}, the version of meson.build')
    for tag in ('summary', 'p', 'li', 'caption', 'image'):
        english = len(re.findall(rf'<{tag}>', metainfo))
        french = len(re.findall(rf'<{tag} xml:lang="fr">', metainfo))
        if english != french:
            found.append(f'the metainfo has {english} <{tag}> in English and {french} in French')
    return found


def bus_violations(tree):
    """The session bus and the shell start the program under the name that it takes."""
    found = []
    for name in (f'{ID}.service.in', f'{ID}.search-provider.ini'):
        text = (tree / 'data' / name).read_text(encoding='utf-8')
        if re.findall(r'^(?:Name|BusName)=(.*)$', text, re.MULTILINE) != [ID]:
            found.append(f'{name} names another program than {ID}')
    return found


def icon_violations(tree):
    """The symbolic icon is drawn on the grid of 16 pixels, in one colour, which the desktop replaces."""
    text = (tree / 'data/icons' / f'{ID}-symbolic.svg').read_text(encoding='utf-8')
    found = []
    if 'viewBox="0 0 16 16"' not in text or 'width="16"' not in text or 'height="16"' not in text:
        found.append('the symbolic icon is not 16 pixels wide and high')
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) - {'none'}
    if len(colours) != 1 or re.search(r'opacity|gradient|style=|filter', text):
        found.append(f'the symbolic icon has other than one plain colour: {sorted(colours)}')
    for rect in re.findall(r'<rect ([^>]*)/>', text):
        edges = [float(re.search(rf'\b{side}="([^"]*)"', rect)[1]) for side in ('x', 'y', 'width', 'height')]
        if any(edge != int(edge) for edge in edges):
            found.append(f'an edge lies between two pixels: {rect}')
    for path in re.findall(r' d="([^"]*)"', text):
        if not all(0 <= float(number) <= 16 for number in re.findall(r'-?[\d.]+', path)):
            found.append(f'a path leaves the icon: {path}')
    return found


def real(name):
    return (tap.TREE / 'data' / name).read_text(encoding='utf-8')


tap.holds('the desktop file is valid', desktop_violations)
tap.catches('a desktop file without a name is caught', desktop_violations,
            {f'data/{ID}.desktop': re.sub(r'^Name=.*\n', '', real(f'{ID}.desktop'), flags=re.MULTILINE)}, 'Name')
tap.holds('the metainfo is valid', metainfo_violations)
tap.catches('metainfo without a licence is caught', metainfo_violations,
            {f'data/{ID}.metainfo.xml': re.sub('<metadata_license>.*', '', real(f'{ID}.metainfo.xml'))}, 'license')
tap.holds('the settings schema is valid', schema_violations)
tap.catches('a default outside its choices is caught', schema_violations,
            {f'data/{ID}.gschema.xml': real(f'{ID}.gschema.xml').replace("'week'", "'year'")}, 'choices')
tap.holds('version and French texts agree', agreement_violations)
tap.catches('a release that is not the version is caught', agreement_violations,
            {'meson.build': "version: '9.9'", f'data/{ID}.metainfo.xml': real(f'{ID}.metainfo.xml')}, '9.9')
tap.holds('the bus knows the program by its name', bus_violations)
tap.catches('another name on the bus is caught', bus_violations,
            {f'data/{ID}.service.in': 'Name=org.example.Other\n',
             f'data/{ID}.search-provider.ini': real(f'{ID}.search-provider.ini')}, 'service.in names another')
SYMBOLIC = f'data/icons/{ID}-symbolic.svg'
tap.holds('the symbolic icon is one colour on the grid', icon_violations)
tap.catches('a second colour is caught', icon_violations,
            {SYMBOLIC: real(f'icons/{ID}-symbolic.svg').replace('<rect ', '<rect fill="#ff0000" ')}, 'one plain colour')
tap.catches('an edge between two pixels is caught', icon_violations,
            {SYMBOLIC: real(f'icons/{ID}-symbolic.svg').replace('y="13"', 'y="13.5"')}, 'between two pixels')
tap.finish()
