#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Help: the pages are whole in English and French, and call buttons and menus what the window calls them."""

import pathlib
import re
import shutil
import tempfile
import xml.etree.ElementTree as ET

import tap
from french import FRENCH, TERMS, read, wrong

MALLARD = '{http://projectmallard.org/1.0/}'
GUI = re.compile(r'<gui>(.*?)</gui>')
KEY, TAG = re.compile(r'<key>[^<]*</key>'), re.compile(r'<[^>]*>')


def pages(tree):
    return sorted((tree / 'help/C').glob('*.page'))


def translation(tree):
    return [entry for entry in read((tree / 'help/fr/fr.po').read_text(encoding='utf-8')) if entry.context != '_']


def page_violations(tree):
    """Each page is listed, is named as its file, is reached from a page, and points at what is there."""
    found, names = [], set()
    listed = re.findall(r"'([\w-]+)\.page'", (tree / 'help/meson.build').read_text(encoding='utf-8'))
    shown = set(re.findall(r"^  '([\w-]+)',$", (tree / 'help/meson.build').read_text(encoding='utf-8'), re.MULTILINE))
    for path in pages(tree):
        root = ET.parse(path).getroot()
        names |= {root.get('id')} | {f"{root.get('id')}#{part.get('id')}" for part in root.iter(f'{MALLARD}section')}
        if root.get('id') != path.stem:
            found.append(f'{path.name} calls itself {root.get("id")}')
        if path.stem not in listed:
            found.append(f'{path.name} is not in help/meson.build')
    found += [f'help/meson.build lists {name}.page, which is not there' for name in set(listed)
              if not (tree / f'help/C/{name}.page').exists()]
    for path in pages(tree):
        root = ET.parse(path).getroot()
        found += [f'{path.name} points at {link.get("xref")}, which is not there'
                  for link in root.iter(f'{MALLARD}link') if link.get('xref') not in names]
        if root.get('id') != 'index' and root.find(f'{MALLARD}info/{MALLARD}link[@type="guide"]') is None:
            found.append(f'{path.name} is in no guide')
        for media in root.iter(f'{MALLARD}media'):
            name = re.fullmatch(r'figures/([\w-]+)\.png', media.get('src'))
            if not name or name[1] not in shown:
                found.append(f'{path.name} shows {media.get("src")}, which help/meson.build does not install')
    return found


def yelp_violations(tree):
    """The checks that the help's own tools have, with the pictures where they are installed."""
    if not shutil.which('yelp-check'):
        raise tap.Skip('yelp-check is not here')
    found = []
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / 'figures').mkdir()
        for page in pages(tree):
            shutil.copy(page, place)
        for picture in (tree / 'docs/pictures').glob('*-light.png'):
            (place / 'figures' / picture.name.replace('-light.png', '.png')).symlink_to(picture)
        for what in ('validate', 'links', 'ids', 'orphans', 'media'):
            status, words = tap.output('yelp-check', what, *(str(page) for page in sorted(place.glob('*.page'))))
            found += [f'yelp-check {what}: {line}' for line in words.replace(f'{folder}/', '').splitlines()]
            found += [f'yelp-check {what} ended with {status}'] if status and not words else []
    return found


def wholeness_violations(tree):
    """Every sentence of the pages is in French, and nothing else is."""
    if not shutil.which('itstool'):
        raise tap.Skip('itstool is not here')
    with tempfile.NamedTemporaryFile(suffix='.pot') as pot:
        status, printed = tap.output('itstool', '-o', pot.name, *map(str, pages(tree)))
        assert status == 0, printed
        said = {entry.key[1] for entry in read(pot.read().decode('utf-8')) if entry.context != '_'}
    entries = translation(tree)
    there = {entry.key[1] for entry in entries if entry.french and all(entry.french) and not entry.is_fuzzy}
    return ([f'has no French: {text}' for text in sorted(said - there)]
            + [f'is in help/fr/fr.po and on no page: {text}' for text in sorted(there - said)])


def window_words(tree):
    """What the window says in English → what it says in French, without mnemonics."""
    words = {}
    for entry in read((tree / 'po/fr.po').read_text(encoding='utf-8')):
        for english, french in entry.pairs():
            words.setdefault(english.replace('_', ''), set()).add(french.replace('_', ''))
    return words


def naming_violations(tree):
    words, found = window_words(tree), []
    for entry in translation(tree):
        for english, french in entry.pairs():
            names, theirs = GUI.findall(english), GUI.findall(french)
            found += [f'“{name}” is nowhere in the window' for name in names if name not in words]
            known = [words[name] for name in names if name in words]
            if len(known) == len(names) and not (len(names) == len(theirs) and
                                                 all(any(one in may for one in theirs) for may in known)):
                found.append(f'in French {theirs} should be what the window says: {known}')
    return found


def french_violations(tree):
    return [f'{words}: {text}' for entry in translation(tree) for text in entry.french
            for words in wrong(TAG.sub('', KEY.sub('A', text)), FRENCH + TERMS)]


def table_of_keys(tree):
    """(keys as they are written on the page) → what they are for, of each row of the program's own table."""
    table = (tree / 'src/desk/common/salon-shortcuts.c').read_text(encoding='utf-8')
    names = {'Control': 'Ctrl', 'comma': ',', 'question': '?'}
    keys = {}
    for title, written in re.findall(r'NC_ \("shortcuts",\s*"([^"]*)"\),?\s*"([^"]*)"', table):
        for one in written.split():
            held = re.findall(r'<(\w+)>', one)
            last = re.sub(r'<\w+>', '', one)
            keys[frozenset(names.get(key, key) for key in [*held, last.upper() if len(last) == 1 else last])] = title
    return keys


def key_violations(tree):
    """The page of shortcuts promises what the program's table of keys has, in the same words."""
    found, keys = [], table_of_keys(tree)
    said = {entry.key[1]: entry.french for entry in read((tree / 'po/fr.po').read_text(encoding='utf-8'))
            if entry.context == 'shortcuts'}
    in_help = {entry.key[1]: entry.french for entry in translation(tree)}
    for row in ET.parse(tree / 'help/C/shortcuts.page').getroot().iter(f'{MALLARD}tr'):
        pressed = frozenset(key.text for key in row.iter(f'{MALLARD}key'))
        words = ''.join(row.findall(f'{MALLARD}td')[1].itertext()).strip()
        if keys.get(pressed) != words:
            found.append(f'{"+".join(sorted(pressed))} is “{keys.get(pressed)}” in the program, not “{words}”')
        elif in_help.get(words) != said.get(words):
            found.append(f'in French {in_help.get(words)} should be {said.get(words)}')
    return found


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PAGE = ('<page xmlns="http://projectmallard.org/1.0/" type="topic" id="book"><info><link type="guide" xref="book"/></info>'
        '<title>Book</title>%s</page>')
MESON = "'book.page',\n"


def book(inside='', french='Réserver', meson=MESON):
    return {'help/C/book.page': PAGE % inside, 'help/meson.build': meson,
            'help/fr/fr.po': f'{HEAD}msgid "Book"\nmsgstr "{french}"\n',
            'po/fr.po': f'{HEAD}msgid "_Save"\nmsgstr "_Enregistrer"\n'}


def says(english, french):
    return book() | {'help/fr/fr.po': f'{HEAD}msgid "{english}"\nmsgstr "{french}"\n'}


tap.holds('the pages hang together', page_violations)
tap.catches('a page that is not listed is caught', page_violations, book(meson=''), 'is not in help/meson.build')
tap.catches('a link to nowhere is caught', page_violations, book('<p><link xref="sell"/></p>'), 'points at sell')
tap.catches('a picture that is not installed is caught', page_violations,
            book('<media src="figures/book.png"/>'), 'shows figures/book.png')
tap.holds('yelp-check has nothing to say', yelp_violations)
tap.catches('a page that is no Mallard is caught', yelp_violations, book('<paragraph>Take a time.</paragraph>'), 'validate')
tap.catches('a picture that is not there is caught', yelp_violations, book('<media type="image" src="figures/book.png"/>'),
            'media: book.page: figures/book.png')
tap.holds('the help is French from end to end', wholeness_violations)
tap.catches('a sentence without French is caught', wholeness_violations, book('<p>Take a time.</p>'),
            'has no French: Take a time.')
tap.catches('French of a sentence that is gone is caught', wholeness_violations,
            book() | says('Booking', 'Prendre'), 'on no page: Booking')
tap.holds('buttons are called what the window calls them', naming_violations)
tap.catches('a button that there is not is caught', naming_violations,
            says('Choose <gui>Keep</gui>', 'Choisissez <gui>Garder</gui>'), '“Keep” is nowhere')
tap.catches('a button called otherwise in French is caught', naming_violations,
            says('Choose <gui>Save</gui>', 'Choisissez <gui>Sauver</gui>'), 'should be what the window says')
tap.holds('the French of the help is set as French', french_violations)
tap.catches('French that is not set so is caught', french_violations, book(french="L'heure"), 'a straight apostrophe')
tap.catches('another word for a thing that has one is caught', french_violations, book(french='Nouveau RDV'), 'the word')
KEYS = {'src/desk/common/salon-shortcuts.c': '{ NC_ ("shortcuts", "Undo"), "<Control>z" },',
        'help/C/shortcuts.page': PAGE % '<table><tr><td><p><key>Ctrl</key><key>Z</key></p></td><td><p>Undo</p></td></tr></table>',
        'help/fr/fr.po': f'{HEAD}msgid "Undo"\nmsgstr "Défaire"\n',
        'po/fr.po': f'{HEAD}msgctxt "shortcuts"\nmsgid "Undo"\nmsgstr "Annuler"\n'}
tap.holds('the page of shortcuts has the keys of the program', key_violations)
tap.catches('a key that the program does not have is caught', key_violations,
            KEYS | {'src/desk/common/salon-shortcuts.c': '{ NC_ ("shortcuts", "Undo"), "<Control>u" },'}, 'Ctrl+Z is “None”')
tap.catches('a key called otherwise in French is caught', key_violations, KEYS, 'should be [\'Annuler\']')
tap.finish()
