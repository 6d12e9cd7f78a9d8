#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a salon at rest: check-history.py FOLDER

The folder holds, as one JSON object a line:
  NAME.log     what a device reported: {"saved": change}, in the form of salon-change.h; {"found":
               change} for one that it found in its file after it was killed, reported by nobody
  NAME.dump    what its file holds: {"table", "row"}, {"waiting": seq}, {"review": {"seq", "code"}},
               and {"broken": words} when the file's own check finds that it is not whole
  server.dump  what PostgreSQL holds: {"table", "row"}, {"answer": {"device", "seq", "outcome"}},
               {"effect": {"device", "seq", "table", "id", "op"}} for each row written by a change

It knows nothing of how a salon is synced, only what has to be true when it is:
  lost      a change that was saved is not there, and nobody says that it was refused
  twice     a change took effect twice, or was refused and took effect
  unequal   a copy is not the server's
  overlap   two active bookings of one member of staff, neither marked as kept though it overlaps
  overdrawn a gift card of which more was taken than was on it
  restless  a change is still waiting
  broken    a file is not whole

Prints one finding a line, the kind first, and ends with 1 when there is one.
"""

import collections
import datetime
import decimal
import json
import pathlib
import sys

ACTIVE = ('pending', 'confirmed', 'arrived', 'completed')
KEYS = {'salon_settings': 'key'}
FEW = 5


def read_lines(path):
    for line in path.read_text(encoding='utf-8').splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:                # the line that the kill cut short was not reported
            continue


class Dump:
    """One copy of the salon: rows by (table, id)."""

    def __init__(self, path):
        self.name = path.stem
        self.rows, self.waiting, self.reviews, self.broken = {}, [], [], []
        self.answers, self.effects = {}, collections.Counter()
        for line in read_lines(path):
            if 'table' in line:
                key = line['row'][KEYS.get(line['table'], 'id')]
                self.rows[line['table'], key] = line['row']
            elif 'waiting' in line:
                self.waiting.append(line['waiting'])
            elif 'review' in line:
                self.reviews.append(line['review']['seq'])
            elif 'broken' in line:
                self.broken.append(line['broken'])
            elif 'answer' in line:
                answer = line['answer']
                self.answers[answer['device'], answer['seq']] = answer['outcome']
            elif 'effect' in line:
                effect = line['effect']
                self.effects[tuple(effect[name] for name in ('device', 'seq', 'table', 'id', 'op'))] += 1

    def of(self, table):
        return [row for (name, _), row in self.rows.items() if name == table]


class Change:
    """A change as its device told of it."""

    def __init__(self, owner, change):
        self.owner = owner
        self.device, self.seq, self.edits = change['device'], change['seq'], change['edits']
        self.words = f'{owner}, change {self.seq} “{change["label"]}”'


class Evidence:
    def __init__(self, folder):
        self.server = Dump(folder / 'server.dump')
        self.copies = {path.stem: Dump(path) for path in sorted(folder.glob('*.dump'))
                       if path.stem != 'server'}
        self.changes = [Change(path.stem, line.get('saved') or line['found'])
                        for path in sorted(folder.glob('*.log')) for line in read_lines(path)]

    def is_refused(self, change):
        return change.seq in self.copies[change.owner].reviews

    def is_waiting(self, change):
        return change.seq in self.copies[change.owner].waiting

    def applied(self):
        """What the devices have reason to believe in: neither waiting nor put up for review."""
        return [change for change in self.changes
                if not self.is_refused(change) and not self.is_waiting(change)]


def find_restless(evidence):
    for copy in evidence.copies.values():
        if copy.waiting:
            yield f'restless: {copy.name}: {len(copy.waiting)} changes are waiting'


def find_broken(evidence):
    for copy in evidence.copies.values():
        yield from (f'broken: {copy.name}: {words}' for words in copy.broken)


def find_unanswered(evidence):
    """lost: it left the outbox, and the server has not said that it took it."""
    for change in evidence.applied():
        outcome = evidence.server.answers.get((change.device, change.seq))
        if outcome != 'applied':
            yield f'lost: {change.words}: left the outbox, and the server’s answer is {outcome}'


def find_swallowed(evidence):
    """lost: answered as applied, but what it made is not there, or what it took away is."""
    deleted, made = set(), set()
    for change in evidence.applied():
        for edit in change.edits:
            {'delete': deleted, 'insert': made}.get(edit['op'], set()).add((edit['table'], edit['id']))
    for change in evidence.applied():
        for edit in change.edits:
            row = edit['table'], edit['id']
            if edit['op'] == 'insert' and row not in evidence.server.rows and row not in deleted:
                yield f'lost: {change.words}: {row[0]} {row[1]} was never made'
            if edit['op'] == 'delete' and row in evidence.server.rows and row not in made:
                yield f'lost: {change.words}: {row[0]} {row[1]} is still there'


def find_broken_chains(evidence):
    """lost: the values that a field was given hang together. Each was there as often as it was set,
    and was followed by another as often, but for the last, which the server has."""
    steps = collections.defaultdict(list)
    made = {}
    for change in evidence.applied():
        for edit in change.edits:
            row = edit['table'], edit['id']
            if edit['op'] == 'insert':
                made[row] = edit['set']
            elif edit['op'] == 'update':
                for name, value in edit['set'].items():
                    steps[row + (name,)].append((json.dumps(edit['was'][name]), json.dumps(value), change))
    for (table, key, name), edits in steps.items():
        if len({step[:2] for step in edits}) < len(edits):
            continue             # two wanted the same of the same: the second found nothing to do
        surplus = collections.Counter(value for _, value, _ in edits)
        surplus.subtract(was for was, _, _ in edits)
        if (table, key) in made:
            surplus[json.dumps(made[table, key].get(name))] += 1
        else:                    # of a row that nobody here made: what was there before all edits
            surplus[next((was for was, _, _ in edits if surplus[was] < 0), edits[0][0])] += 1
        if (table, key) in evidence.server.rows:
            last = json.dumps(evidence.server.rows[table, key][name])
            surplus[last] -= 1
            if surplus[last] < 0:
                yield f'lost: {table} {key} {name} is {last}, which came from nowhere or was followed'
        for was, value, change in edits:
            if surplus[was] < 0:
                yield f'lost: {change.words}: {table} {key} {name}, {was} to {value}, clashes with another'


def find_twice(evidence):
    made = {(edit['table'], edit['id']) for change in evidence.applied() for edit in change.edits
            if edit['op'] == 'insert'}
    for change in evidence.changes:
        if not evidence.is_refused(change):
            continue
        if evidence.server.answers.get((change.device, change.seq)) == 'applied':
            yield f'twice: {change.words}: was applied, and put up for review all the same'
        for edit in change.edits:
            row = edit['table'], edit['id']
            if edit['op'] == 'insert' and row in evidence.server.rows and row not in made:
                yield f'twice: {change.words}: was refused, and {row[0]} {row[1]} is there'
    for (device, seq, table, key, op), times in evidence.server.effects.items():
        if times > 1:
            yield f'twice: device {device}, change {seq}: {op} of {table} {key} took effect {times} times'


def find_reused_numbers(evidence):
    """twice: a number that two different changes have is no name for either."""
    named = collections.defaultdict(list)
    for change in evidence.changes:
        named[change.device, change.seq].append(change)
    for (device, seq), changes in named.items():
        if any(change.edits != changes[0].edits for change in changes):
            yield f'twice: number {seq} of device {device} was given to {len(changes)} changes'


def find_unequal(evidence):
    for copy in evidence.copies.values():
        rows = sorted(set(copy.rows) | set(evidence.server.rows))
        different = [row for row in rows if copy.rows.get(row) != evidence.server.rows.get(row)]
        for table, key in different[:FEW]:
            yield f'unequal: {copy.name}: {table} {key}: ' + tell_difference(
                copy.rows.get((table, key)), evidence.server.rows.get((table, key)))
        if len(different) > FEW:
            yield f'unequal: {copy.name}: {len(different) - FEW} rows more'


def tell_difference(ours, theirs):
    if ours is None:
        return 'is missing'
    if theirs is None:
        return 'is too much'
    return ', '.join(f'{name} is {ours.get(name)!r}, on the server {theirs.get(name)!r}'
                     for name in sorted(set(ours) | set(theirs)) if ours.get(name) != theirs.get(name))


def find_overlaps(evidence):
    for copy in [evidence.server, *evidence.copies.values()]:
        chairs = collections.defaultdict(list)
        for row in copy.of('bookings'):
            if row['status'] in ACTIVE and not row.get('double_booked'):
                start = datetime.datetime.fromisoformat(f'{row["booking_date"]}T{row["booking_time"]}')
                before = datetime.timedelta(minutes=row['buffer_before_minutes'])
                length = datetime.timedelta(minutes=row['duration_minutes'] + row['buffer_minutes'])
                chairs[row['staff_id']].append((start - before, start + length, row['id']))
        for taken in chairs.values():
            taken.sort()
            for (_, end, one), (start, _, other) in zip(taken, taken[1:]):
                if start < end:
                    yield f'overlap: {copy.name}: bookings {one} and {other} at {start}'


def find_overdrawn(evidence):
    for copy in [evidence.server, *evidence.copies.values()]:
        balances = collections.Counter()
        for row in copy.of('gift_card_movements'):
            balances[row['card_id']] += decimal.Decimal(row['amount'])
        for card, balance in sorted(balances.items()):
            if balance < 0:
                yield f'overdrawn: {copy.name}: gift card {card} by {-balance}'


QUESTIONS = (find_broken, find_restless, find_unanswered, find_swallowed, find_broken_chains, find_twice,
             find_reused_numbers, find_unequal, find_overlaps, find_overdrawn)


def main():
    evidence = Evidence(pathlib.Path(sys.argv[1]))
    findings = [finding for ask in QUESTIONS for finding in ask(evidence)]
    for finding in findings:
        print(finding)
    refused = sum(evidence.is_refused(change) for change in evidence.changes)
    print(f'{len(evidence.changes)} changes of {len(evidence.copies)} devices, {refused} of them put up '
          f'for review, {len(evidence.server.rows)} rows: {len(findings)} findings')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
