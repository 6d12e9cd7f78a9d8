# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of a test's own on a free port of this computer, and a cable to it that can be pulled."""

import os
import pathlib
import pwd
import select
import shutil
import socket
import subprocess
import tempfile
import threading

from a11y import until


def binaries():
    """The folder of the newest PostgreSQL that is installed."""
    found = sorted(pathlib.Path('/usr/lib/postgresql').glob('*/bin/initdb'), key=lambda path: int(path.parts[-3]))
    path = found[-1] if found else shutil.which('initdb')
    assert path, 'PostgreSQL is not installed'
    return pathlib.Path(path).parent


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Postgres:
    """One cluster with one empty database, `salon`, and one user of it, `serenaia`, with a password."""

    USER, PASSWORD, DATABASE = 'serenaia', 'secret-42', 'salon'

    def __init__(self):
        self.binaries = binaries()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='salon-pg-'))
        self.port = free_port()
        # PostgreSQL refuses to be root; a test that is root lends it another's identity.
        self.servant = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam('nobody')
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.servant = {'user': user.pw_uid, 'group': user.pw_gid, 'extra_groups': []}
        self._run('initdb', '--auth=trust', '--auth-host=scram-sha-256', '--encoding=UTF8', '--no-locale',
                  '--no-sync', '--username=owner', self.folder / 'data')
        self.server = subprocess.Popen(
            [self.binaries / 'postgres', '-D', self.folder / 'data', '-c', f'port={self.port}', '-c', 'fsync=off',
             '-c', f'unix_socket_directories={self.folder}', '-c', 'listen_addresses=127.0.0.1'],
            stdout=subprocess.DEVNULL, stderr=open(self.folder / 'log', 'w', encoding='utf-8'), **self.servant)
        until(self._is_ready, 'PostgreSQL to start', 60)
        self.query(f"CREATE ROLE {self.USER} LOGIN CREATEROLE PASSWORD '{self.PASSWORD}'", 'postgres')
        self.query(f'CREATE DATABASE {self.DATABASE} OWNER {self.USER}', 'postgres')

    def _place(self):
        return '--host', self.folder, '--port', str(self.port), '--username', 'owner'

    def _is_ready(self):
        return subprocess.run([self.binaries / 'pg_isready', *self._place()], check=False, cwd='/',
                              stdout=subprocess.DEVNULL).returncode == 0

    def _run(self, program, *arguments):
        subprocess.run([self.binaries / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd='/',
                       **self.servant)

    def query(self, sql, database=DATABASE):
        """The rows as lists of texts."""
        told = subprocess.check_output([self.binaries / 'psql', '--no-psqlrc', '--tuples-only', '--no-align',
                                        '--set=ON_ERROR_STOP=1', *self._place(), '--dbname', database,
                                        '--command', sql], text=True, cwd='/')
        return [line.split('|') for line in told.splitlines()]

    def stop(self):
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Cable:
    """Carries what is sent to `port`, until it is pulled: then nothing comes through, and nobody is told."""

    def __init__(self, port):
        self.target = port
        self.is_in = threading.Event()
        self.is_in.set()
        self.pairs = []
        self.door = socket.create_server(('127.0.0.1', 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._carry, daemon=True).start()

    def pull(self):
        self.is_in.clear()

    def plug(self):
        # What was swallowed is missing: a connection that lived through it is of no use.
        for pair in self.pairs:
            for end in pair:
                end.close()
        self.pairs = []
        self.is_in.set()

    def _accept(self):
        near, _ = self.door.accept()
        far = socket.create_connection(('127.0.0.1', self.target))
        self.pairs.append((near, far))

    def _pass_on(self, ready):
        for near, far in list(self.pairs):
            for source, target in ((near, far), (far, near)):
                if source not in ready:
                    continue
                try:
                    what = source.recv(65536)
                    if what:
                        target.sendall(what)
                        continue
                except OSError:
                    pass
                near.close()
                far.close()
                if (near, far) in self.pairs:
                    self.pairs.remove((near, far))

    def _carry(self):
        while True:
            self.is_in.wait()
            ends = [end for pair in self.pairs for end in pair if end.fileno() >= 0]
            ready, _, _ = select.select([self.door, *ends], [], [], 0.05)
            if not self.is_in.is_set():
                continue
            if self.door in ready:
                self._accept()
            self._pass_on(ready)
