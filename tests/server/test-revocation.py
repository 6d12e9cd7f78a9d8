# SPDX-License-Identifier: GPL-3.0-or-later
"""Two servers of two processes each on one database: whose sign-in ends at one of them is refused by both from
the next request on, on lines that were open before. Not after a moment: a request that begins when the end was
answered is refused. With Redis and without, whatever happens to it and to the servers' own connections."""

import pathlib
import socket
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import FACE, Salon, bearer, die_with_parent, working_day  # noqa: E402

PASSWORD = 'un mot de passe'
# What she reads, what only the owner reads, and what is written.
READS = (f'/api/v1/admin/bookings?day={working_day(3)}', '/api/v1/admin/services')
FIGURES = '/api/v1/admin/stats'
WRITE = f'/api/v1/admin/services/{FACE}'
LINES = 3


class Redis:
    def __init__(self):
        with socket.create_server(('127.0.0.1', 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            ['redis-server', '--port', str(self.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
        while 'Ready to accept connections' not in (line := self.process.stdout.readline()):
            assert line, 'Redis did not start'

    def nothing(self):
        """Is done to it."""

    def flush(self):
        with socket.create_connection(('127.0.0.1', self.port)) as line:
            line.sendall(b'FLUSHALL\r\n')
            assert line.recv(16) == b'+OK\r\n'

    def kill(self):
        """Also once more."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Front:
    """A server, and some lines to it that stay with the process that took them."""

    def __init__(self, server):
        self.server = server
        self.lines = [server.connect() for _ in range(LINES)]

    def ask(self, method, path, token, body=None):
        """What each of the lines says."""
        return {self.server.ask(method, path, body, bearer(token), line).status for line in self.lines}

    def close(self):
        for line in self.lines:
            line.close()


def main():
    with Salon(sys.argv[1]) as salon:
        salon.call('add-user', 'chef@example.org', '--owner', text=PASSWORD + '\n')

        def sign_in(server):
            answer = server.ask('POST', '/api/v1/auth/login', {'email': 'chef@example.org', 'password': PASSWORD})
            assert answer.status == 200, answer
            return answer.json

        def everywhere(fronts, token, expected, figures=None, write=None):
            for front in fronts:
                for path in READS:
                    assert front.ask('GET', path, token) == {expected}, path
                assert front.ask('GET', FIGURES, token) == {figures or expected}
                assert front.ask('PUT', WRITE, token, {'description': 'Doux'}) == {write or expected}

        def sign_out(server, tokens):
            assert server.ask('POST', '/api/v1/auth/logout', {'refresh_token': tokens['refresh_token']}).status == 204

        def steal(server, tokens):
            for device, expected in (('desk', 200), ('elsewhere', 401)):
                body = {'refresh_token': tokens['refresh_token'], 'device': device}
                assert server.ask('POST', '/api/v1/auth/refresh', body).status == expected

        def switch_off(server, tokens):
            salon.sql('UPDATE users SET is_active = FALSE')

        def change_password(server, tokens):
            salon.call('add-user', 'chef@example.org', '--owner', text=PASSWORD + '\n')

        def delete(server, tokens):
            salon.sql('DELETE FROM users')

        def run(ways, between=lambda: None, **environment):
            """Each way to end a sign-in, seen at both servers before and after; between them, what goes wrong."""
            with salon.serve(processes=2, **environment) as one, salon.serve(processes=2, **environment) as other:
                fronts = [Front(one), Front(other)]
                for way in ways:
                    tokens = sign_in(one)
                    everywhere(fronts, tokens['access_token'], 200)
                    between()
                    way(one, tokens)
                    everywhere(fronts, tokens['access_token'], 401)
                    salon.sql('UPDATE users SET is_active = TRUE')
                    if way is delete:
                        change_password(one, tokens)
                        everywhere(fronts, tokens['access_token'], 401)
                for front in fronts:
                    front.close()

        def it_ends_everywhere_at_once():
            run((sign_out, steal, switch_off, change_password, delete))

        def a_role_is_that_of_now():
            with salon.serve(processes=2) as one, salon.serve(processes=2) as other:
                fronts = [Front(one), Front(other)]
                token = sign_in(one)['access_token']
                everywhere(fronts, token, 200)
                salon.sql('UPDATE users SET is_superuser = FALSE')
                everywhere(fronts, token, 200, figures=403, write=403)
                salon.sql('UPDATE users SET is_superuser = TRUE')
                everywhere(fronts, token, 200)
                for front in fronts:
                    front.close()

        def nobody_slips_through():
            """Somebody asks without a pause while she signs out elsewhere."""
            with salon.serve(processes=2) as one, salon.serve(processes=2) as other:
                tokens = sign_in(one)
                begun, ended, told = threading.Semaphore(0), threading.Event(), []

                def hammer():
                    line = other.connect()
                    for _ in range(3000):
                        late = ended.is_set()
                        status = other.ask('GET', READS[0], None, bearer(tokens['access_token']), line).status
                        told.append((late, status))
                        begun.release()
                        if late:
                            break
                    line.close()
                hammers = [threading.Thread(target=hammer) for _ in range(3)]
                for one_of_them in hammers:
                    one_of_them.start()
                for _ in range(60):
                    begun.acquire()
                sign_out(one, tokens)
                ended.set()
                for one_of_them in hammers:
                    one_of_them.join()
                assert {status for late, status in told if late} == {401}, told
                assert {status for late, status in told if not late} <= {200, 401}, told

        def without_a_listener():
            """Who hears of changes is cut off again and again; nothing of this is hers."""
            run((sign_out, switch_off), lambda: salon.sql(
                "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
                " WHERE application_name = 'serenaia-server listener'"))

        def with_lost_connections():
            """What asks next is answered by a new connection, and as rightly."""
            run((sign_out, change_password), lambda: salon.sql(
                "SELECT pg_terminate_backend (pid, 5000) FROM pg_stat_activity"
                " WHERE application_name LIKE 'serenaia-server%'"))

        def whatever_redis_does():
            for ways, event in (((sign_out, switch_off), 'nothing'), ((sign_out, steal), 'flush'), ((sign_out,), 'kill')):
                redis = Redis()
                run(ways, getattr(redis, event), RATE_LIMITS='on', REDIS_URL=f'redis://127.0.0.1:{redis.port}')
                redis.kill()

        for words, function in (
                ('a sign-in that ends at one server ends at both', it_ends_everywhere_at_once),
                ('a role is that of now, at both', a_role_is_that_of_now),
                ('no request that begins after the end is let in', nobody_slips_through),
                ('without a listener it ends as well', without_a_listener),
                ('lost connections open nothing', with_lost_connections),
                ('with Redis there, emptied and killed it ends as well', whatever_redis_does)):
            tap.test(words, function)
    tap.finish()


main()
