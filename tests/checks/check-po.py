#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words: every one of the program is in French, and the French is set as French is printed."""

import re
import shutil
import tempfile

import tap
from french import FRENCH, NO_BREAK, TERMS, bare, read, wrong

CALL = re.compile(r'\b(?:_|N_|C_|NC_|ngettext) ?\(\s*"')
LANGUAGE_CODE = ('language code', 'en')
# Spelt alike in both languages. Whatever is not here and stays as it was has been forgotten.
ALIKE = {
    'Actions', 'Allergies', 'Code', 'Confirmation', 'Date', 'Description', 'E-mail', 'Euro',
    'Exceptions', 'Logo', 'Massage', 'Menu', 'Message', 'Messages', 'Notes', 'Notifications', 'PAGE', 'Pages', 'Port',
    'SMS', 'Salon', 'Sérénaïa', 'Total', 'e-mail', 'minute', 'minutes',
}
ENGLISH = (
    ('a straight apostrophe', re.compile("'")),
    ('straight quotes', re.compile('"')),
    ('three dots for …', re.compile(r'\.\.\.')),
)


def french(tree):
    return read((tree / 'po/fr.po').read_text(encoding='utf-8'))


def need(program):
    if shutil.which(program) is None:
        raise tap.Skip(f'there is no {program}')


def state_violations(tree):
    found = []
    for entry in french(tree):
        if entry.is_obsolete:
            found.append('a message that the program no longer has')
        elif entry.is_fuzzy:
            found.append(f'“{entry.key[1]}” is fuzzy')
        elif not entry.french or not all(entry.french):
            found.append(f'“{entry.key[1]}” has no French')
    return found


def form_violations(tree):
    need('msgfmt')
    status, printed = tap.output('msgfmt', '--check', '-o', '/dev/null', str(tree / 'po/fr.po'))
    return printed.splitlines() if status != 0 else []


def listed(tree):
    lines = (tree / 'po/POTFILES.in').read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def list_violations(tree):
    names = listed(tree)
    speaking = {str(path.relative_to(tree)) for path in (tree / 'src').rglob('*')
                if path.name.endswith(('.c', '.h', '.blp', '.blp.in'))
                and CALL.search(path.read_text(encoding='utf-8'))}
    found = [f'{name} is not in po/POTFILES.in' for name in sorted(speaking - set(names))]
    found += [f'{name} has nothing to translate' for name in sorted(set(names) - speaking)]
    return found + ([] if names == sorted(names) else ['po/POTFILES.in is not sorted'])


def extract(tree):
    """What the program says, gathered as the build gathers it: by the arguments in po/meson.build."""
    need('xgettext')
    arguments = re.findall(r"'(--[^']+)'", (tap.TREE / 'po/meson.build').read_text(encoding='utf-8'))
    with tempfile.NamedTemporaryFile(suffix='.pot') as pot:
        status, printed = tap.output('xgettext', *arguments, '--language=C', '-o', pot.name,
                                     *listed(tree), cwd=tree)
        assert status == 0, printed
        return read(pot.read().decode('utf-8'))


def agreement_violations(tree):
    here, there = {entry.key for entry in extract(tree)}, {entry.key for entry in french(tree)}
    return ([f'“{key[1]}” is not in po/fr.po: ninja serenaia-update-po' for key in sorted(here - there, key=str)]
            + [f'“{key[1]}” is in po/fr.po, and nowhere else' for key in sorted(there - here, key=str)])


def translated(tree):
    """Where it stands, and the text: all French of the program and of what the desktop shows."""
    if (tree / 'po/fr.po').exists():
        for entry in french(tree):
            yield from (('po/fr.po', text) for text in entry.french)
    for path in sorted((tree / 'data').glob('*')):
        if path.suffix == '.desktop':
            lines = re.findall(r'^\w+\[fr\]=(.*)$', path.read_text(encoding='utf-8'), re.MULTILINE)
            yield from ((f'data/{path.name}', text.replace(';', '')) for text in lines)
        if path.suffix == '.xml':
            texts = re.findall(r'xml:lang="fr">([^<]*)<', path.read_text(encoding='utf-8'))
            yield from ((f'data/{path.name}', text) for text in texts if not text.startswith('https://'))


def french_violations(tree):
    return [f'{name}: {words}: {text}' for name, text in translated(tree) for words in wrong(text, FRENCH)]


def term_violations(tree):
    return [f'{name}: {words}: {text}' for name, text in translated(tree) for words in wrong(text, TERMS)]


def english_violations(tree):
    return [f'{words}: {text}' for entry in extract(tree) for text in entry.english
            for words in wrong(text, ENGLISH)]


def difference(english, text):
    """What one has and the other has not, though both need it."""
    if ('_' in english) != ('_' in text) or text.count('_') > 1:
        return 'not one mnemonic in each'
    if english.endswith('…') != text.endswith('…'):
        return 'an ellipsis at one end only'
    if english.endswith('.') != text.endswith('.') and len(english.split()) > 1:
        return 'a full stop at one end only'
    if (english != english.strip()) != (text != text.strip()):
        return 'a space at one end only'
    return None


def likeness_violations(tree):
    found = []
    for entry in french(tree):
        for english, text in entry.pairs():
            words = difference(english, text)
            if words and not english.startswith('%'):
                found.append(f'{words}: “{english}”, “{text}”')
            said = bare(english).replace('\x00', '').strip()
            if english == text and re.search(r'[A-Za-z]{3}', said) and said not in ALIKE:
                found.append(f'“{english}” is English still')
        if entry.key == LANGUAGE_CODE and entry.french != ['fr']:
            found.append('the language code of French is fr')
    return found


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def message(english, text, before=''):
    return {'po/fr.po': f'{HEAD}{before}msgid "{english}"\nmsgstr "{text}"\n'}


def catches_message(words, violations, english, text, expected, before=''):
    tap.catches(words, violations, message(english, text, before), expected)


def catches_french(text, expected):
    catches_message(f'in French, {expected} is caught', french_violations, 'Save', text, expected)


tap.holds('everything is translated', state_violations)
catches_message('a message without French is caught', state_violations, 'Save', '', 'has no French')
catches_message('a fuzzy message is caught', state_violations, 'Save', 'Sauver', 'is fuzzy', '#, fuzzy\n')
tap.holds('msgfmt accepts the translation', form_violations)
catches_message('another format than the English one is caught', form_violations, 'Edit %s',
                'Modifier %d', 'format', '#, c-format\n')

WORDS = {'src/desk/a.c': 'x = _ ("Save");\n', 'po/POTFILES.in': 'src/desk/a.c\n'}
tap.holds('every file with words is listed', list_violations)
tap.catches('a file that is not listed is caught', list_violations,
            WORDS | {'src/desk/b.blp': 'label: C_("a", "Save");\n'}, 'src/desk/b.blp is not in')
tap.catches('a listed file without words is caught', list_violations,
            WORDS | {'src/desk/a.c': 'x = y;\n'}, 'nothing to translate')
tap.catches('a list out of order is caught', list_violations,
            {'src/b.c': '_ ("B")', 'src/a.c': '_ ("A")', 'po/POTFILES.in': 'src/b.c\nsrc/a.c\n'}, 'sorted')
tap.holds('the translation has the words of the program', agreement_violations)
tap.catches('a word that is new is caught', agreement_violations,
            WORDS | message('Open', 'Ouvrir'), '“Save” is not in po/fr.po')
tap.catches('a word that is gone is caught', agreement_violations,
            WORDS | message('Open', 'Ouvrir'), '“Open” is in po/fr.po, and nowhere else')

tap.holds('the French is set as French', french_violations)
catches_french("L'agenda", 'a straight apostrophe')
catches_french('Ouvrir “Gel”', 'quotes that are not « »')
catches_french('Ouvrir...', 'three dots for …')
catches_french('Fermé : Noël', 'no no-break space before a colon')
catches_french('Vraiment ?', 'no narrow no-break space before ; ! ?')
catches_french(f'Vraiment{NO_BREAK}?', 'no narrow no-break space before ; ! ?')
catches_french(f'« Gel{NO_BREAK}»', 'no no-break space after «')
catches_french(f'«{NO_BREAK}Gel »', 'no no-break space before »')
catches_french('45 min', 'a unit that can break from its number')
catches_french('%d min', 'a unit that can break from its number')
catches_french('Enregistrer  tout', 'two spaces in a row')
tap.catches('French of the desktop file is looked at', french_violations,
            {'data/a.desktop': "Comment[fr]=L'agenda\n"}, 'data/a.desktop: a straight apostrophe')
tap.catches('French of the metainfo is looked at', french_violations,
            {'data/a.metainfo.xml': '<p xml:lang="fr">Un écran : tout</p>\n'}, 'before a colon')
tap.holds('one thing has one name', term_violations)
for said, expected in (('Vendre une carte cadeau', 'bon cadeau'), ('Nouveau RDV', 'rendez-vous'), ('Nouveau client', 'cliente'),
                       ('Envoyer un courriel', 'e-mail'), ('Le salon d’essai', 'salon d’exemple')):
    catches_message(f'“{said}” is caught', term_violations, 'Save', said, f'“{expected}” is the word')
tap.holds('the English is set as English', english_violations)
tap.catches('a straight apostrophe in English is caught', english_violations,
            WORDS | {'src/desk/a.c': 'x = _ ("The salon\'s file");\n'}, 'a straight apostrophe')
tap.catches('straight quotes in English are caught', english_violations,
            WORDS | {'src/desk/a.c': 'x = _ ("Use \\"Gel\\"");\n'}, 'straight quotes')

tap.holds('English and French are made alike', likeness_violations)
catches_message('a lost mnemonic is caught', likeness_violations, '_Save', 'Enregistrer', 'mnemonic')
catches_message('a lost ellipsis is caught', likeness_violations, 'Open…', 'Ouvrir', 'ellipsis')
catches_message('a lost full stop is caught', likeness_violations, 'It is full.', 'C’est plein', 'full stop')
catches_message('a lost space is caught', likeness_violations, 'Undone: ', f'Annulé{NO_BREAK}:', 'space')
catches_message('a word left in English is caught', likeness_violations, 'Save', 'Save', 'English still')
catches_message('another code than fr is caught', likeness_violations, 'en', 'de', 'language code',
                'msgctxt "language code"\n')

tap.finish()
