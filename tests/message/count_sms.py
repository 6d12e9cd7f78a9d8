#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts SMS parts a second time, and says whether a plain spelling still says the same.

In: pairs of texts, each as its length in bytes, a line end, and the bytes. Out, for each pair: Unicode or
not, units and parts of both, whether the company takes the first one (6 parts), and whether letters and
digits are the same.
"""

import sys
import unicodedata

# 3GPP TS 23.038, row by row; ESC is the way to the second table.
BASIC = ('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?'
         '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
SECOND = {'\f': 0x0a, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2f, '[': 0x3c, '~': 0x3d, ']': 0x3e, '|': 0x40,
          '€': 0x65}
assert len(BASIC) == 128
CODES = {letter: [code] for code, letter in enumerate(BASIC) if letter != '\x1b'}
CODES |= {letter: [0x1b, code] for letter, code in SECOND.items()}


def pack(letters, alone, together):
    """Lists of codes that may not be torn apart, put into parts."""
    codes = sum(len(letter) for letter in letters)
    if codes <= alone:
        return codes, 1 if codes else 0
    parts = [[]]
    for letter in letters:
        if len(parts[-1]) + len(letter) > together:
            parts.append([])
        parts[-1] += letter
    return codes, len(parts)


def count(text):
    try:
        return 0, *pack([CODES[letter] for letter in text], 160, 153)
    except KeyError:
        wide = [list(memoryview(letter.encode('utf-16-be')).cast('H')) for letter in text]
        return 1, *pack(wide, 70, 67)


def letters(text):
    for ligature, pair in (('œ', 'oe'), ('Œ', 'OE'), ('…', ''), ('×', 'x'), ('°', 'o')):
        text = text.replace(ligature, pair)
    flat = unicodedata.normalize('NFKD', text)
    return [letter for letter in flat if letter.isalnum()]


def read():
    while (line := sys.stdin.buffer.readline()):
        yield sys.stdin.buffer.read(int(line)).decode()


texts = read()
for text, plain in zip(texts, texts):
    first, second = count(text), count(plain)
    print(*first, *second, int(first[2] <= 6), int(letters(text) == letters(plain)))
