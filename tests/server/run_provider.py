# SPDX-License-Identifier: GPL-3.0-or-later
"""The fake providers for a test in another language. Tells on the first line, between tabs, the environment
that a server needs for them; then does what each line of its input says, and answers with a line:

    pay URL                     the payer pays on the page
    trouble METHOD PATH WORD    the next such call goes wrong (fake_provider.py)
    calls METHOD PATH           how many such calls there were
    left                        what the salon has of all that was paid, in cents
    complaints                  what was not asked as it should be

PATH is a regular expression.
"""

import re
import sys
import tempfile

from fake_provider import Fake


def answer(fake, words):
    if words[0] == 'pay':
        fake.pay(words[1])
        return 'paid'
    if words[0] == 'trouble':
        fake.trouble.append((words[1], words[2], int(words[3]) if words[3].isdigit() else words[3]))
        return 'troubled'
    if words[0] == 'calls':
        return str(sum(method == words[1] and re.fullmatch(words[2], path) is not None
                       for method, path in fake.calls))
    if words[0] == 'left':
        return str(sum(fake.books().values()))
    return ' '.join(fake.complaints)


def main():
    with tempfile.TemporaryDirectory(prefix='serenaia-provider-') as folder:
        fake = Fake(folder)
        environment = {**fake.environment(), 'GOOGLE_PLACE_ID': 'PLACE', 'GOOGLE_PLACES_API_KEY': 'places-key'}
        print('\t'.join(f'{name}={value}' for name, value in environment.items()), flush=True)
        for line in sys.stdin:
            print(answer(fake, line.split()), flush=True)


main()
