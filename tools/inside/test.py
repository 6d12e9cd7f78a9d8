#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the built tests and says what came of them.

A test program may hold one test or hundreds: what is counted is the results it prints (TAP), not the
programs. A program that ends badly, or before the results it planned, counts as one failure more.
The last line is always "N passed, N failed".
"""

import argparse
import fnmatch
import json
import os
import pathlib
import re
import subprocess
import sys

SUITES = ('headless', 'database', 'display', 'e2e')
NEED_A_SCREEN = ('display', 'e2e')
RESULT = re.compile(r'^\s*(not )?ok\b\s*(\d+)?\s*-?\s*(.*)$')
PLAN = re.compile(r'^1\.\.(\d+)')


class Outcome:
    """What one test program said."""

    def __init__(self, record):
        self.name = record['name'].split(' / ')[-1].split(':')[-1]
        self.log = (record.get('stdout') or '') + (record.get('stderr') or '')
        self.passed, self.failed, self.skipped = [], [], []
        self.read_results(record)

    def read_results(self, record):
        planned = None
        result = record['result']
        for line in (record.get('stdout') or '').splitlines():
            if (plan := PLAN.match(line)):
                planned = int(plan[1])
                if planned == 0:
                    self.skipped.append((self.name, line.partition('#')[2].strip()))
            elif (found := RESULT.match(line)):
                words, _, directive = found[3].partition('# ')
                words = words.strip() or self.name
                if directive.upper().startswith('SKIP'):
                    self.skipped.append((words, directive[4:].strip()))
                elif found[1] and not directive.upper().startswith('TODO'):
                    self.failed.append(words)
                else:
                    self.passed.append(words)
            elif line.startswith('Bail out!') and not self.failed:
                self.failed.append(f'{self.name}: {line}')
        seen = len(self.passed) + len(self.failed) + len(self.skipped)
        if seen == 0 and planned is None:                     # a program that answers by its exit status
            if result == 'SKIP':
                self.skipped.append((self.name, 'the program says so'))
            elif result == 'OK':
                self.passed.append(self.name)
        if planned is not None and planned != 0 and seen < planned and not self.failed:
            self.failed.append(f'{self.name}: {seen} results of {planned}')
        if result not in ('OK', 'SKIP', 'EXPECTEDFAIL') and not self.failed:
            words = {'TIMEOUT': 'took too long', 'INTERRUPT': 'was interrupted'}
            self.failed.append(f"{self.name}: {words.get(result, 'ended badly')}"
                               f" (exit status {record.get('returncode')})")


def built_tests(build):
    words = subprocess.check_output(['meson', 'introspect', '--tests', build], text=True)
    return [(test['name'], {suite.split(':')[-1] for suite in test['suite']})
            for test in json.loads(words)]


def is_meant(name, words):
    """“money” means “core-money”, and patterns are taken."""
    return fnmatch.fnmatch(name, words) or fnmatch.fnmatch(name, '*-' + words)


def run_suite(build, source, suite, names):
    """Runs the named tests of a suite; returns their outcomes."""
    command = ['meson', 'test', '-C', build, '--no-rebuild', '--suite', suite, '--logbase', suite,
               '--quiet']
    if suite in NEED_A_SCREEN:
        command += ['--wrapper', str(source / 'tests/e2e/display.sh')]
    if 'SALON_LONG' in os.environ:
        command += ['--timeout-multiplier', '15']
    if jobs := os.environ.get('SALON_JOBS'):
        command += ['--num-processes', jobs]
    # meson adds the name of the wrapper to the name of the log.
    logs = pathlib.Path(build, 'meson-logs')
    for old in logs.glob(f'{suite}*.json'):
        old.unlink()
    print(f'{suite}: {len(names)} programs …', flush=True)
    ran = subprocess.run(command + sorted(names), stdin=subprocess.DEVNULL, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    records = [json.loads(line) for log in logs.glob(f'{suite}*.json')
               for line in log.read_text().splitlines() if line.strip()]
    if not records:
        print(ran.stdout)
    return [Outcome(record) for record in records]


def tell(outcomes):
    for outcome in outcomes:
        if outcome.failed:
            print(f'\n──── {outcome.name} ────')
            print(outcome.log.rstrip() or '(it printed nothing)')
    skipped = [skip for outcome in outcomes for skip in outcome.skipped]
    failed = [words for outcome in outcomes for words in outcome.failed]
    if skipped:
        print('\nSkipped:')
        for words, reason in skipped:
            print(f'  {words}: {reason or "no reason given"}')
    if failed:
        print('\nFailed:')
        for words in failed:
            print(f'  {words}')
    return sum(len(outcome.passed) for outcome in outcomes), len(failed)


def main():
    parser = argparse.ArgumentParser(prog='tools/dev test')
    parser.add_argument('--long', action='store_true', help='also what takes minutes')
    parser.add_argument('--suite', action='append', choices=SUITES)
    parser.add_argument('--build', default='test', help='the folder of the build')
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    build = f"{os.environ['SALON_BUILD']}/{options.build}"
    source = pathlib.Path(os.environ['SALON_SOURCE'])
    if options.long:
        os.environ['SALON_LONG'] = '1'

    tests = built_tests(build)
    unknown = [name for name in options.names if not any(is_meant(test, name) for test, _ in tests)]
    if unknown:
        print('no test is called ' + ', '.join(unknown) + '; there are: '
              + ' '.join(sorted({name for name, _ in tests})))
        print('0 passed, 1 failed')
        return 2

    outcomes, lost = [], 0
    for suite in options.suite or SUITES:
        chosen = {name for name, suites in tests if suite in suites
                  and (not options.names or any(is_meant(name, words) for words in options.names))}
        if chosen:
            ran = run_suite(build, source, suite, chosen)
            lost += max(0, len(chosen) - len(ran))
            outcomes += ran
    passed, failed = tell(outcomes)
    if lost:
        print(f'{lost} programs gave no result')
    print(f'{passed} passed, {failed + lost} failed')
    return 1 if failed or lost or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
