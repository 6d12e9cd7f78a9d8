#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-statistics.py STATISTICS-SALON: every figure of random salons, and the rows behind each, against
count_by_hand.py. With SALON_LONG there are five times as many; SALON_SEED says where they begin."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import count_by_hand
import tap

PROGRAM = sys.argv[1]
N_SALONS = 100 if os.environ.get('SALON_LONG') else 20


def compare(salon, said):
    if 'figure' in said:
        found = sorted(said['ids'])
        expected = sorted(salon.behind(said))
        what = {name: said[name] for name in said if name != 'ids'}
        assert found == expected, f'{what}: {len(found)} rows, by hand {len(expected)}: ' \
            f'{set(found) ^ set(expected) or "some twice"}'
        return
    start, end = said['from'], said['to']
    counted = salon.count(start, end)
    counted['series'] = salon.series(start, end, said['series'])
    for name, value in counted.items():
        assert said[name] == value, f'{name} of {count_by_hand.date_of(start)} to ' \
            f'{count_by_hand.date_of(end)}: {said[name]}, by hand {value}'
    steps = said['series']
    assert steps[0]['from'] == start and steps[-1]['to'] == end
    assert all(a['to'] == b['from'] for a, b in zip(steps, steps[1:]))
    assert said['open'] == sum(said[name] for name in (
        'booked_minutes', 'no_show_minutes', 'cancelled_minutes', 'holes', 'free'))


def run(seed):
    with tempfile.TemporaryDirectory(prefix='salon-statistics-') as folder:
        ran = subprocess.run([PROGRAM, str(seed), folder], text=True, stdout=subprocess.PIPE,
                             check=True)
        said = [json.loads(line) for line in ran.stdout.splitlines()]
        rows = count_by_hand.read(pathlib.Path(folder, 'salon.sqlite'))
    salon = count_by_hand.Salon(rows, next(line['today'] for line in said if 'today' in line))
    days = [booking['day'] for booking in salon.bookings]
    for line in said:
        if line.get('is_all'):
            assert (line['from'], line['to']) == (min(days), max(days + [salon.today]) + 1)
        compare(salon, line)


def main():
    first = int(os.environ.get('SALON_SEED', random.randrange(1 << 30)))
    for seed in range(first, first + N_SALONS):
        tap.test(f'the figures of salon {seed} are those that its rows give', lambda: run(seed))
    tap.finish()


if __name__ == '__main__':
    main()
