# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once: a time has one winner, what was acknowledged is there after a kill, and who is being
answered when the server is told to end gets the answer."""

import collections
import http.client
import os
import pathlib
import queue
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import Salon, bearer, booking, working_day  # noqa: E402

LONG = 'SALON_LONG' in os.environ
CLIENTS = 32
CLOCKS = [f'{9 + half // 2:02}:{half % 2 * 30:02}' for half in range(20)]


def rush(server, work, until_cut=False):
    """Sends the requests (body, headers) from many connections; (body, answer) of each that came."""
    todo, done, failures = queue.SimpleQueue(), [], []
    for item in work:
        todo.put(item)

    def run():
        connection = server.connect()
        while True:
            try:
                body, headers = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.append((body, server.ask('POST', '/api/v1/bookings', body, headers, connection)))
            except (OSError, http.client.HTTPException) as error:
                if not until_cut:
                    failures.append(error)
                return
    runners = [threading.Thread(target=run) for _ in range(CLIENTS)]
    for runner in runners:
        runner.start()
    return runners, done, failures


def main():
    with Salon(sys.argv[1]) as salon:
        def one_winner_each():
            times = [(working_day(5 + day), clock) for day in range(5) for clock in CLOCKS]
            asked = 100 if LONG else 10
            work = [(booking(*times[number % len(times)], client_name=f'Client {number}',
                             client_phone=f'06{number:08}', client_email=f'c{number}@example.org'), None)
                    for number in range(asked * len(times))]
            with salon.serve(processes=2) as server:
                runners, done, failures = rush(server, work)
                for runner in runners:
                    runner.join()
                assert not failures, failures
                codes = collections.Counter(answer.status for _, answer in done)
                assert codes == {201: len(times), 409: len(work) - len(times)}, codes
                won = collections.Counter((body['booking_date'], body['booking_time'])
                                          for body, answer in done if answer.status == 201)
                assert set(won) == set(times) and set(won.values()) == {1}, won
                for _, answer in done:
                    if answer.status == 409:
                        assert answer.json['code'] == 'taken' and len(answer.json['alternatives']) == 5, answer.json
                assert salon.sql("SELECT count (*) FROM bookings WHERE status = 'confirmed'") == [[str(len(times))]]
                # Who lost has left nothing behind.
                assert salon.sql('SELECT count (*) FROM clients') == [[str(len(times))]]

        def kept(done):
            """Every acknowledged booking is there, and its token opens it."""
            rows = {row[0] for row in salon.sql('SELECT id FROM bookings')}
            won = [answer.json for _, answer in done if answer.status == 201]
            assert won, 'nothing was booked before the end'
            lost = [one['id'] for one in won if one['id'] not in rows]
            assert not lost, f'{len(lost)} of {len(won)} acknowledged bookings are lost'
            return won

        def wait_for(done, number):
            while len(done) < number:
                time.sleep(0.005)

        def a_kill_loses_nothing_acknowledged():
            work = [(booking(working_day(12 + number % 15), CLOCKS[number % 20], client_name=f'Killed {number}'),
                     {'Idempotency-Key': f'kill-{number}'}) for number in range(60)]
            # One time each.
            seen = set()
            work = [one for one in work
                    if (key := (one[0]['booking_date'], one[0]['booking_time'])) not in seen and not seen.add(key)]
            server = salon.serve()
            runners, done, _ = rush(server, work, until_cut=True)
            wait_for(done, len(work) // 3)
            server.kill()
            for runner in runners:
                runner.join()
            server.process.stdout.close()
            won = kept(done)
            # The same requests again, with their keys: what was done is not done twice.
            salon.sql("UPDATE salon.idempotency SET started_at = now () - INTERVAL '5 minutes'")
            with salon.serve() as again:
                runners, redone, failures = rush(again, work)
                for runner in runners:
                    runner.join()
                assert not failures, failures
                assert {answer.status for _, answer in redone} == {201}, collections.Counter(a.status for _, a in redone)
                assert {one['id'] for one in won} <= {answer.json['id'] for _, answer in redone}
                one = won[0]
                assert again.ask('GET', f"/api/v1/bookings/{one['id']}", headers=bearer(one['token'])).status == 200
            count = salon.sql("SELECT count (*) FROM bookings WHERE client_name LIKE 'Killed %'")
            assert count == [[str(len(work))]], count

        def an_end_in_good_order():
            for processes in (1, 2):
                work = [(booking(working_day(30 + number % 20), CLOCKS[number % 20], client_name=f'Ended {number}'), None)
                        for number in range(400)]
                server = salon.serve(processes=processes)
                runners, done, _ = rush(server, work, until_cut=True)
                wait_for(done, 20)
                began = time.monotonic()
                assert server.stop() == 0, server.log()[-2000:]
                assert time.monotonic() - began < 8
                for runner in runners:
                    runner.join()
                server.process.stdout.close()
                kept(done)
                assert {answer.status for _, answer in done} <= {201, 409}, done
                salon.sql("UPDATE bookings SET status = 'cancelled' WHERE client_name LIKE 'Ended %'")

        def the_database_comes_back():
            with salon.serve() as server:
                assert server.ask('GET', f'/api/v1/availabilities?date={working_day(60)}').status == 200
                salon.stop_database()
                try:
                    answer = server.ask('POST', '/api/v1/bookings', booking(working_day(60), '10:00'))
                    assert answer.status == 503 and answer.json['code'] == 'unavailable', answer
                finally:
                    salon.start_database()
                answer = server.ask('POST', '/api/v1/bookings', booking(working_day(60), '10:00'))
                assert answer.status == 201, answer

        def a_dead_process_is_replaced():
            with salon.serve(processes=2) as server:
                listed = pathlib.Path(f'/proc/{server.process.pid}/task/{server.process.pid}/children')

                def wait_for_two_without(dead):
                    while len(now := listed.read_text().split()) < 2 or dead in now:
                        time.sleep(0.01)
                    return now
                victim = wait_for_two_without(None)[0]
                os.kill(int(victim), 9)
                wait_for_two_without(victim)
                for _ in range(20):
                    assert server.ask('GET', '/health/live').status == 200

        for words, function in (
                ('a time that many want has one winner, the others hear of other times', one_winner_each),
                ('a kill loses nothing that was acknowledged, and keys repair the rest', a_kill_loses_nothing_acknowledged),
                ('told to end, it answers what has come', an_end_in_good_order),
                ('the database goes and comes back', the_database_comes_back),
                ('a process that dies is replaced', a_dead_process_is_replaced)):
            tap.test(words, function)
    tap.finish()


main()
