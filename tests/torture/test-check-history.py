#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of the torture tests is judged: a salon where all is well passes, and each thing that may
go wrong, put into its records, is found and called by its name."""

import copy
import json
import pathlib
import sys
import tempfile

import tap

JUDGE = pathlib.Path(__file__).with_name('check-history.py')
STAFF = '00000000-0000-7000-8000-000000000001'


def client(key, notes):
    return {'id': key, 'name': 'Marie', 'notes': notes}


def booking(key, time, status='confirmed'):
    return {'id': key, 'staff_id': STAFF, 'booking_date': '2026-03-12', 'booking_time': time,
            'duration_minutes': 60, 'buffer_minutes': 15, 'buffer_before_minutes': 0,
            'status': status, 'double_booked': False}


def movement(key, kind, amount):
    return {'id': key, 'card_id': 'g1', 'kind': kind, 'amount': amount}


def insert(table, row):
    return {'op': 'insert', 'table': table, 'id': row['id'], 'set': row, 'was': {}}


def update(table, key, name, was, value):
    return {'op': 'update', 'table': table, 'id': key, 'set': {name: value}, 'was': {name: was}}


def change(device, seq, *edits):
    return {'device': device, 'seq': seq, 'label': f'Change {seq}', 'at': None, 'edits': list(edits)}


class Salon:
    """Two devices, five changes of which one was refused, and the server: all is well."""

    def __init__(self):
        self.logs = {
            'anna': [change('A', 1, insert('clients', client('c1', 'a'))),
                     change('A', 2, update('clients', 'c1', 'notes', 'a', 'b')),
                     change('A', 3, insert('bookings', booking('b1', '10:00:00')))],
            'lea': [change('L', 1, update('clients', 'c1', 'notes', 'b', 'c')),
                    change('L', 2, insert('bookings', booking('b2', '10:30:00')))],
        }
        self.rows = [('clients', client('c1', 'c')), ('bookings', booking('b1', '10:00:00')),
                     ('bookings', booking('b3', '11:15:00')),
                     ('bookings', booking('b4', '10:00:00', 'cancelled')),
                     ('gift_card_movements', movement('m1', 'issue', '50.00')),
                     ('gift_card_movements', movement('m2', 'debit', '-50.00'))]
        self.copies = {name: copy.deepcopy(self.rows) for name in self.logs}
        self.waiting, self.reviews = {'anna': [], 'lea': []}, {'anna': [], 'lea': [2]}
        self.broken = {'anna': [], 'lea': []}
        self.answers = {('A', 1): 'applied', ('A', 2): 'applied', ('A', 3): 'applied',
                        ('L', 1): 'applied', ('L', 2): 'conflict'}
        self.effects = [('A', 1, 'clients', 'c1', 'insert'), ('A', 2, 'clients', 'c1', 'update')]

    def put(self, table, row):
        """Everywhere."""
        for rows in [self.rows, *self.copies.values()]:
            rows[:] = [(name, old) for name, old in rows if (name, old['id']) != (table, row['id'])]
            rows.append((table, row))

    def take_away(self, key):
        for rows in [self.rows, *self.copies.values()]:
            rows[:] = [(name, row) for name, row in rows if row['id'] != key]

    def write(self, folder):
        rows = {'server': self.rows, **self.copies}
        lines = {name + '.dump': [{'table': table, 'row': row} for table, row in rows[name]]
                 for name in rows}
        for name, log in self.logs.items():
            lines[name + '.log'] = [{'saved': saved} for saved in log]
            lines[name + '.dump'] += [{'waiting': seq} for seq in self.waiting[name]]
            lines[name + '.dump'] += [{'review': {'seq': seq, 'code': 'taken'}} for seq in self.reviews[name]]
            lines[name + '.dump'] += [{'broken': words} for words in self.broken[name]]
        lines['server.dump'] += [{'answer': {'device': device, 'seq': seq, 'outcome': outcome}}
                                 for (device, seq), outcome in self.answers.items()]
        lines['server.dump'] += [{'effect': dict(zip(('device', 'seq', 'table', 'id', 'op'), effect))}
                                 for effect in self.effects]
        for name, content in lines.items():
            (folder / name).write_text(''.join(json.dumps(line) + '\n' for line in content), encoding='utf-8')


def judge(salon):
    with tempfile.TemporaryDirectory() as folder:
        salon.write(pathlib.Path(folder))
        return tap.output(sys.executable, JUDGE, folder)


def finds(words, plant, *expected):
    """Of these kinds, and of no other."""
    def function():
        salon = Salon()
        plant(salon)
        status, said = judge(salon)
        kinds = {line.split(':')[0] for line in said.splitlines()[:-1]}
        assert status == (1 if expected else 0) and kinds == set(expected), f'{expected}, but it says:\n{said}'
    tap.test(words, function)


def forget_answer(salon):
    del salon.answers['A', 3]
    salon.take_away('b1')


def lose_row(salon):
    salon.take_away('b1')


def undo_last_note(salon):
    salon.put('clients', client('c1', 'b'))


def overwrite_note(salon):
    salon.logs['lea'][0] = change('L', 1, update('clients', 'c1', 'notes', 'a', 'c'))


def apply_refused(salon):
    salon.put('bookings', booking('b2', '10:30:00', 'cancelled'))


def answer_differently(salon):
    salon.answers['L', 2] = 'applied'


def repeat_effect(salon):
    salon.effects.append(('A', 2, 'clients', 'c1', 'update'))


def share_number(salon):
    salon.logs['lea'][0] = change('A', 1, update('clients', 'c1', 'notes', 'b', 'c'))


def skip_row(salon):
    salon.copies['lea'].pop()


def keep_old_row(salon):
    salon.copies['lea'].append(('clients', client('c9', None)))


def keep_old_field(salon):
    salon.copies['anna'][0] = ('clients', client('c1', 'b'))


def book_twice(salon):
    salon.put('bookings', booking('b5', '10:45:00'))


def hide_overlap(salon):
    salon.put('bookings', {**booking('b5', '10:45:00'), 'double_booked': True})


def overdraw(salon):
    salon.put('gift_card_movements', movement('m3', 'debit', '-0.01'))


def leave_waiting(salon):
    salon.waiting['anna'].append(3)


def undo_note(salon):
    salon.logs['anna'].append(change('A', 4, update('clients', 'c1', 'notes', 'c', 'b')))
    salon.answers['A', 4] = 'applied'
    salon.put('clients', client('c1', 'b'))


def damage_file(salon):
    salon.broken['lea'].append('a page is out of order')


def cut_last_line(salon):
    salon.write = lambda folder: (Salon.write(salon, folder), cut(folder / 'lea.log'))


def cut(path):
    with path.open('a', encoding='utf-8') as log:
        log.write('{"saved": {"device": "L", "se')


finds('a salon where all is well passes', lambda salon: None)
finds('a line that a kill cut short was not reported', cut_last_line)
finds('a note that was undone passes', undo_note)
finds('a double booking that the server knows of passes', hide_overlap)
finds('a change that left the outbox without an answer is lost', forget_answer, 'lost')
finds('a change that was answered and has no effect is lost', lose_row, 'lost')
finds('a field that went back to what it was is lost', undo_last_note, 'lost')
finds('two changes from one value: one was lost', overwrite_note, 'lost')
finds('a refused change that took effect', apply_refused, 'twice')
finds('a change that was applied and is up for review', answer_differently, 'twice')
finds('a change that took effect twice', repeat_effect, 'twice')
finds('one number for two changes', share_number, 'twice')
finds('a row that a copy misses', skip_row, 'unequal')
finds('a row that a copy still has', keep_old_row, 'unequal')
finds('a field that a copy does not have right', keep_old_field, 'unequal')
finds('two bookings at one time', book_twice, 'overlap')
finds('a gift card of which too much was taken', overdraw, 'overdrawn')
finds('a change that still waits', leave_waiting, 'restless')
finds('a file that is not whole', damage_file, 'broken')
tap.finish()
