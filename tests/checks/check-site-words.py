#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the public site: in both languages, all of them used and none missing, and French as it is set.

A page names them in its template, {{words.booking.title}}; C names them "booking.title", "booking.slots" for
slots_one and slots_many, or by a beginning, "gift.need_", before the name of what it speaks of.
"""

import re

import french
import tap

USED = re.compile(r'\{\{[#^]?\s*words\.([a-z0-9_]+\.[a-z0-9_]+)\s*\}\}')
NAMED = re.compile(r'"([a-z0-9_]+\.[a-z0-9_]*[a-z0-9])"')
BEGUN = re.compile(r'"([a-z0-9_]+\.[a-z0-9_]+_)(?:%s)?"')
PLACEHOLDER = re.compile(r'\{([a-z0-9_.]+)\}')
# Found by what a row of the database says.
WHOLE_GROUPS = ('category',)
# The name of a language is written in that language.
ENGLISH_IN_FRENCH = ('layout.other_language',)


def listed(find):
    return lambda tree: list(find(tree))


def read(path):
    """"group.key" → text."""
    words, group = {}, None
    for line in path.read_text(encoding='utf-8').splitlines():
        if (found := re.match(r'\[(\w+)\]$', line)):
            group = found[1]
        elif (found := re.match(r'(\w+)=(.*)$', line)):
            words[f'{group}.{found[1]}'] = found[2]
    return words


def both(tree):
    return [read(tree / f'resources/site/words.{language}.ini') for language in ('fr', 'en')]


def sources(tree):
    """Templates, and the C of the site."""
    pages = sorted((tree / 'resources/site/pages').glob('*.html'))
    code = sorted(path for path in (tree / 'src').rglob('*.c') if path.name.startswith('salon-site'))
    return pages, code


@listed
def missing_words(tree):
    """A name that either language lacks."""
    languages = both(tree)
    pages, code = sources(tree)
    groups = {key.split('.')[0] for words in languages for key in words}
    for path in pages:
        for key in USED.findall(path.read_text(encoding='utf-8')):
            for language, words in zip(('French', 'English'), languages):
                if key not in words:
                    yield f'{path.relative_to(tree)}: {key} is missing in {language}'
    for path in code:
        for key in NAMED.findall(path.read_text(encoding='utf-8')):
            if key.split('.')[0] in groups and key.split('.')[1] not in ('html', 'css', 'js', 'svg'):
                for language, words in zip(('French', 'English'), languages):
                    if not {key, f'{key}_one'} & set(words):
                        yield f'{path.relative_to(tree)}: {key} is missing in {language}'


@listed
def lonely_words(tree):
    """A sentence that only one language has, or that speaks of other things in each."""
    first, second = both(tree)
    for key in sorted(set(first) ^ set(second)):
        yield f'{key}: only in {"French" if key in first else "English"}'
    for key in sorted(set(first) & set(second)):
        if set(PLACEHOLDER.findall(first[key])) != set(PLACEHOLDER.findall(second[key])):
            yield f'{key}: not the same placeholders in both languages'


@listed
def unused_words(tree):
    pages, code = sources(tree)
    used = {key for path in pages for key in USED.findall(path.read_text(encoding='utf-8'))}
    begun = set()
    for path in code:
        text = path.read_text(encoding='utf-8')
        used |= set(NAMED.findall(text))
        begun |= set(BEGUN.findall(text))
    for key in sorted(both(tree)[0]):
        if key.split('.')[0] not in WHOLE_GROUPS and not {key, re.sub('_(one|many)$', '', key)} & used \
                and not key.startswith(tuple(begun)):
            yield f'{key}: nothing uses it'


@listed
def badly_set_french(tree):
    for key, text in both(tree)[0].items():
        if key in ENGLISH_IN_FRENCH:
            continue
        for words in french.wrong(PLACEHOLDER.sub('\x00', text), french.FRENCH):
            yield f'{key}: {words}'


PLANTED = {
    'resources/site/words.fr.ini': '[home]\ntitle=Accueil\n',
    'resources/site/words.en.ini': '[home]\ntitle=Home\n',
    'resources/site/pages/home.html': '<h1>{{words.home.title}}</h1>',
}


def planted(**changes):
    names = {'fr': 'resources/site/words.fr.ini', 'en': 'resources/site/words.en.ini',
             'page': 'resources/site/pages/home.html', 'code': 'src/server/salon-site-home.c'}
    return PLANTED | {names[name]: text for name, text in changes.items()}


tap.holds('every sentence of the site is in both languages', missing_words)
tap.holds('both languages have the same sentences', lonely_words)
tap.holds('every sentence is used', unused_words)
tap.holds('French is set as it should be', badly_set_french)
tap.catches('a template that names a sentence that is not there is caught', missing_words,
            planted(page='{{words.home.title}} {{words.home.gone}}'), 'home.gone is missing')
tap.catches('C that names a sentence that is not there is caught', missing_words,
            planted(code='get (words, "home.gone");'), 'home.gone is missing')
tap.catches('a sentence in one language is caught', lonely_words,
            planted(en='[home]\ntitle=Home\nmore=More\n'), 'home.more: only in English')
tap.catches('a placeholder in one language is caught', lonely_words,
            planted(fr='[home]\ntitle=Le {day}\n'), 'home.title: not the same placeholders')
tap.catches('a sentence that nothing uses is caught', unused_words,
            planted(fr='[home]\ntitle=Accueil\nmore=Plus\n'), 'home.more: nothing uses it')
tap.catches('a straight apostrophe is caught', badly_set_french,
            planted(fr="[home]\ntitle=L'accueil\n"), 'straight apostrophe')
tap.catches('an exclamation mark that can break off is caught', badly_set_french,
            planted(fr='[home]\ntitle=Bonjour !\n'), 'narrow no-break space')
tap.finish()
