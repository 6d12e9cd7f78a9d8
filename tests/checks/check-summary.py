#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Summary: tools/dev test counts what the programs printed, and no bad end passes for a good one."""

import importlib.util

import tap

specification = importlib.util.spec_from_file_location('summary', tap.TREE / 'tools/inside/test.py')
summary = importlib.util.module_from_spec(specification)
specification.loader.exec_module(summary)


def counts(stdout, result='OK', **more):
    outcome = summary.Outcome({'name': 'money', 'stdout': stdout, 'result': result, 'returncode': 0} | more)
    return len(outcome.passed), len(outcome.failed), len(outcome.skipped)


def expect(words, stdout, result, expected, **more):
    def function():
        found = counts(stdout, result, **more)
        assert found == expected, f'passed, failed, skipped: {found}, not {expected}'
    tap.test(words, function)


expect('every result is counted', '1..2\nok 1 /salon/a\nok 2 /salon/b\n', 'OK', (2, 0, 0))
expect('a failed result is a failure', '1..2\nok 1 /salon/a\nnot ok 2 /salon/b\n', 'FAIL', (1, 1, 0))
expect('a skipped result is neither', '1..2\nok 1 /a\nok 2 /b # SKIP no disk\n', 'OK', (1, 0, 1))
expect('a crash after good results is a failure', '1..2\nok 1 /a\n', 'ERROR', (1, 1, 0), returncode=-11)
expect('fewer results than planned are a failure', '1..3\nok 1 /a\nok 2 /b\n', 'OK', (2, 1, 0))
expect('a leak found at the end is a failure', 'ok 1 /a\n1..1\n', 'ERROR', (1, 1, 0), returncode=1)
expect('too long is a failure', '1..2\nok 1 /a\n', 'TIMEOUT', (1, 1, 0))
expect('a program that bails out is a failure', 'Bail out! no store\n', 'ERROR', (0, 1, 0))
expect('a failure that ends the program is one failure', 'not ok 1 /a\nBail out!\n', 'ERROR', (0, 1, 0))
expect('a program without results answers by its exit status', '', 'OK', (1, 0, 0))
expect('a program without results that fails is one failure', 'oh\n', 'FAIL', (0, 1, 0))
expect('the results of subtests are counted', '# Subtest: a\n    ok 1 a\n    not ok 2 b\n', 'FAIL', (1, 1, 0))
expect('words that only begin like a result are not one', 'okay, then\n1..1\nok 1 /a\n', 'OK', (1, 0, 0))
tap.finish()
