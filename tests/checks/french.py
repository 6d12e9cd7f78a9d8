# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of words share: a translation that is read, and how French is set."""

import ast
import re

NO_BREAK, NARROW = '\u00a0', '\u202f'
FORMAT = re.compile(r'%(?:\d+\$)?[-0 #+]*\d*(?:\.\d+)?(?:l{0,2}|z)[sdux]')
# What is wrong, and how it looks, in a French text whose formats and times are taken out.
FRENCH = (
    ('a straight apostrophe', re.compile("'")),
    ('quotes that are not « »', re.compile('["“”]')),
    ('three dots for …', re.compile(r'\.\.\.')),
    ('no no-break space before a colon', re.compile(rf'[^{NO_BREAK}]:|^:')),
    ('no narrow no-break space before ; ! ?', re.compile(rf'[^{NARROW}!?][;!?]|^[;!?]')),
    ('no no-break space after «', re.compile(rf'«(?!{NO_BREAK})')),
    ('no no-break space before »', re.compile(rf'(?<!{NO_BREAK})»')),
    ('a unit that can break from its number', re.compile(r'[0-9\x00] (?:min|h|€|SMS)\b')),
    ('two spaces in a row', re.compile(r'[ \u00a0\u202f]{2}')),
)
# One word for one thing: what the salon calls it, and what it is therefore never called.
TERMS = (
    ('“bon cadeau” is the word', re.compile(r'\b(?:carte|chèque)s?[ -]cadeaux?\b', re.IGNORECASE)),
    ('“rendez-vous” is the word', re.compile(r'\bRDV\b', re.IGNORECASE)),
    ('“cliente” is the word', re.compile(r'\bclients?\b', re.IGNORECASE)),
    ('“e-mail” is the word', re.compile(r'\bcourriels?\b|\badresses? électroniques?\b|(?<!-)\bmails?\b', re.IGNORECASE)),
    ('“salon d’exemple” is the word', re.compile(r'\bsalon d’essai\b')),
)


class Entry:
    """One message: its context, its English and French forms (one, or one for each number)."""

    def __init__(self, block):
        self.fields = {}
        key = None
        for line in block.splitlines():
            found = re.match(r'(msg[\w\[\]]+) (".*")$', line)
            key = found.group(1) if found else key
            if found or line.startswith('"'):
                text = ast.literal_eval(found.group(2) if found else line)
                self.fields[key] = self.fields.get(key, '') + text
        self.is_fuzzy = bool(re.search(r'^#,.*\bfuzzy\b', block, re.MULTILINE))
        self.is_obsolete = '#~' in block
        self.context = self.fields.get('msgctxt')
        self.key = (self.context, self.fields.get('msgid', ''))
        self.english = [text for key, text in self.fields.items() if key.startswith('msgid')]
        self.french = [text for key, text in self.fields.items() if key.startswith('msgstr')]

    def pairs(self):
        """Each French form with the English one that it stands for."""
        return zip(self.english + self.english[-1:] * len(self.french), self.french)


def read(text):
    entries = [Entry(block) for block in re.split(r'\n\s*\n', text.strip())]
    return [entry for entry in entries if entry.key != (None, '')]


def bare(text):
    """The text without what no reader sees: formats, mnemonics, the colons of times."""
    text = re.sub(r'(?<=\d):(?=\d)', '', text.replace('_', ''))
    return FORMAT.sub('\x00', text).replace('%%', '%')


def wrong(text, rules):
    return [words for words, pattern in rules if pattern.search(bare(text))]
