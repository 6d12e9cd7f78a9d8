# SPDX-License-Identifier: GPL-3.0-or-later
"""Three programs that send what is due on one database, two desks and the server's worker: killed at any moment,
with providers that lose answers and are in trouble, and with bookings that are cancelled, moved and made anew in
the instant at which they are told of. Each thing once, none missing, nobody's name in a log.

The hour is the database's, and a test puts it forward when nobody sends: what takes a lease to run out is as if
nobody had been there for five minutes. With SALON_LONG as often as the promise says."""

import collections
import os
import pathlib
import random
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'message'))
import tap  # noqa: E402
from fake_messages import Fake  # noqa: E402
from salon_server import Salon, die_with_parent  # noqa: E402

IS_LONG = 'SALON_LONG' in os.environ
N_REMINDERS, N_RACES, RACES_AT_ONCE = (10_000, 5_000, 500) if IS_LONG else (150, 40, 40)
# What the judges have to find, or they prove nothing.
N_PLANTED = 60
# A claim that does not look whether the booking stands.
BLIND = '''
CREATE OR REPLACE FUNCTION salon.message_stands (message JSONB, at TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql
AS 'SELECT TRUE';
'''
# What nobody knows the fate of is sent again without a look.
RASH = '''
CREATE FUNCTION salon.forget_unknown () RETURNS TRIGGER LANGUAGE plpgsql
AS $$
BEGIN
  NEW.status := 'pending';
  RETURN NEW;
END
$$;
CREATE TRIGGER forget_unknown BEFORE UPDATE ON notifications FOR EACH ROW
WHEN (NEW.status = 'unknown') EXECUTE FUNCTION salon.forget_unknown ();
'''
# In fractions of all that is sent: the answer is lost after the effect; and what is in trouble before any.
CHANCES = {'drop': 0.05, 500: 0.002, 429: 0.002} if IS_LONG else {'drop': 0.05, 500: 0.01, 429: 0.01}
# Without anything sent: then all of them leave a provider alone, or nothing is left to do.
PATIENCE_SECONDS = 12 if IS_LONG else 3
# What each person's name, number, address and text has in it.
PERSONAL = ('Personne', 'personne-', '33610', '6 10', 'Pose gel')
SETTINGS = """
INSERT INTO salon_settings (key, value) VALUES
  ('salon.zone', '"Europe/Paris"'),
  ('message.reminder', '{"sms": true, "email": true, "hours": 24}'),
  ('message.sender', '"SERENAIA"'),
  ('message.quiet', '{"from": "00:00", "to": "00:00"}');
CREATE ROLE desk LOGIN IN ROLE serenaia_desk;

-- The hour, as the test wants it.
CREATE TABLE salon.ahead (seconds FLOAT NOT NULL);
INSERT INTO salon.ahead VALUES (0);
CREATE OR REPLACE FUNCTION salon.message_clock (hour TIMESTAMPTZ) RETURNS TIMESTAMPTZ
LANGUAGE sql VOLATILE
AS $$
  SELECT date_trunc ('second', coalesce (
    hour, clock_timestamp () + make_interval (secs => (SELECT a.seconds FROM salon.ahead AS a))))
$$;
"""
# What came first: both happen while the booking is locked.
WITNESS = """
CREATE TABLE salon.witness (
  n BIGSERIAL PRIMARY KEY, what TEXT, booking UUID, starts_at TEXT, at TIMESTAMPTZ, begins TIMESTAMPTZ);
CREATE FUNCTION salon.see_change () RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER
AS $$
BEGIN
  INSERT INTO salon.witness (what, booking, starts_at)
  VALUES ('changed', OLD.id, to_char (OLD.booking_date + OLD.booking_time, 'YYYY-MM-DD"T"HH24:MI'));
  RETURN NULL;
END
$$;
CREATE TRIGGER see_change AFTER UPDATE OF status, booking_date, booking_time ON bookings
FOR EACH ROW EXECUTE FUNCTION salon.see_change ();
CREATE FUNCTION salon.see_claim () RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER
AS $$
BEGIN
  INSERT INTO salon.witness (what, booking, starts_at, at, begins)
  VALUES ('claimed', NEW.booking_id, NEW.starts_at, salon.message_clock (NULL),
          salon.wall_instant (NEW.starts_at::timestamp));
  RETURN NULL;
END
$$;
CREATE TRIGGER see_claim AFTER UPDATE ON notifications FOR EACH ROW
WHEN (NEW.status = 'sending' AND OLD.status <> 'sending') EXECUTE FUNCTION salon.see_claim ();
"""
# Everybody has a chair of her own. Every third has left no number, and is told by mail.
BOOK = """
WITH people AS (
  SELECT n, lpad (n::text, 12, '0') AS tail,
    CASE WHEN n %% 3 = 0 AND %(mail)s THEN '' ELSE '+33610' || lpad (n::text, 6, '0') END AS phone,
    CASE WHEN n %% 3 = 0 AND %(mail)s THEN 'personne-' || n || '@exemple.fr' ELSE '' END AS email
  FROM generate_series (%(first)s, %(last)s) AS n
), clients AS (
  INSERT INTO clients (id, name, email, phone, is_blocked, sms_consent, email_consent, language, created_at)
  SELECT ('c0000000-0000-4000-8000-' || tail)::uuid, 'Zoé Personne ' || n, nullif (email, ''), nullif (phone, ''),
    FALSE, TRUE, TRUE, 'fr', now () - interval '30 days'
  FROM people
), staff AS (
  INSERT INTO staff (id, name, is_active, position)
  SELECT ('f0000000-0000-4000-8000-' || tail)::uuid, 'Nina', TRUE, 1 FROM people
), bookings AS (
  INSERT INTO bookings (id, client_name, client_email, client_phone, booking_date, booking_time, status,
    payment_status, created_at, client_id, staff_id, duration_minutes, buffer_minutes, price, double_booked,
    buffer_before_minutes)
  SELECT ('b0000000-0000-4000-8000-' || tail)::uuid, 'Zoé Personne ' || n, email, phone,
    ('%(starts_at)s'::timestamp)::date, ('%(starts_at)s'::timestamp)::time, 'confirmed', 'pending',
    now () - interval '30 days', ('c0000000-0000-4000-8000-' || tail)::uuid,
    ('f0000000-0000-4000-8000-' || tail)::uuid, 30, 0, 45, FALSE, 0
  FROM people
)
INSERT INTO booking_services (id, booking_id, position, name, duration_minutes, buffer_minutes, price,
  buffer_before_minutes)
SELECT ('d0000000-0000-4000-8000-' || tail)::uuid, ('b0000000-0000-4000-8000-' || tail)::uuid, 0, 'Pose gel', 30, 0,
  45, 0
FROM people;
"""
CANCEL = "UPDATE bookings SET status = 'cancelled', cancelled_at = now () WHERE id = '{id}';"
MOVE = "UPDATE bookings SET booking_date = booking_date + 3 WHERE id = '{id}';"
# To an hour that is over.
MOVE_BACK = "UPDATE bookings SET booking_date = booking_date - 2 WHERE id = '{id}';"
MAKE_ANEW = "BEGIN;" + CANCEL + """
INSERT INTO bookings (id, client_name, client_email, client_phone, booking_date, booking_time, status,
  payment_status, created_at, client_id, staff_id, duration_minutes, buffer_minutes, price, double_booked,
  buffer_before_minutes)
SELECT overlay (id::text PLACING 'a' FROM 1)::uuid, client_name, client_email, client_phone, booking_date,
  booking_time, 'confirmed', payment_status, created_at, client_id, staff_id, 30, 0, 45, FALSE, 0
FROM bookings WHERE id = '{id}';
COMMIT;"""


class CountingFake(Fake):
    """One that can be waited for."""

    def __init__(self, folder, **options):
        self.n_arrived, self.news = 0, threading.Condition()
        super().__init__(folder, **options)

    def arrive(self, line):
        super().arrive(line)
        with self.news:
            self.n_arrived += 1
            self.news.notify_all()

    def wait_for(self, n, seconds):
        """Until so many have arrived in all; FALSE: nothing comes."""
        with self.news:
            return self.news.wait_for(lambda: self.n_arrived >= n, seconds)


class Senders:
    """Two desks and a worker."""

    def __init__(self, salon, fake, desk, pause):
        self.salon, self.environment = salon, salon.environment(**fake.environment())
        # Every word that any library has to say; of ten thousand that is too much.
        if not IS_LONG:
            self.environment['G_MESSAGES_DEBUG'] = 'all'
        uri = f'postgresql://desk@/salon?host={salon.folder}'
        self.commands = [[desk, uri, str(pause)], [desk, uri, str(pause)], [salon.program, 'worker']]
        self.running, self.n_deaths = [None] * len(self.commands), 0

    def start(self, which):
        with open(f'{self.salon.folder}/senders.log', 'ab') as log:
            self.running[which] = subprocess.Popen(self.commands[which], stdout=log, stderr=log,
                                                   env=self.environment, preexec_fn=die_with_parent)

    def start_all(self):
        for which in range(len(self.commands)):
            self.start(which)

    def kill(self, which):
        status = self.running[which].poll()
        assert status is None, f'a sender ended by itself, with {status}:\n{self.log()[-3000:]}'
        self.running[which].kill()
        self.running[which].wait()
        self.n_deaths += 1

    def kill_all(self):
        for which in range(len(self.commands)):
            self.kill(which)

    def log(self):
        return pathlib.Path(self.salon.folder, 'senders.log').read_text(encoding='utf-8', errors='replace')


def count(salon, query):
    return int(salon.sql(f'SELECT count (*) FROM {query}')[0][0])


def is_silent(log):
    found = [word for word in PERSONAL if word in log]
    assert 'messages: ' in log and not found, (found, log[:2000])


def put_forward(salon, seconds):
    """When nobody sends."""
    salon.sql(f'UPDATE salon.ahead SET seconds = seconds + {seconds}')


OPEN = "notifications WHERE status IN ('pending', 'sending') OR status = 'unknown' AND try_at IS NOT NULL"


def storm(desk, program, n_reminders, plant=''):
    """Killed and started again until nothing is open."""
    with Salon(program, SETTINGS + plant) as salon:
        starts_at, = salon.sql("SELECT to_char ((now () + interval '23 hours') AT TIME ZONE 'Europe/Paris', "
                               "'YYYY-MM-DD HH24:MI')")[0]
        salon.sql(BOOK % {'first': 1, 'last': n_reminders, 'starts_at': starts_at, 'mail': 'TRUE'})
        fake = CountingFake(salon.folder, seed=20261128, chances=CHANCES)
        senders, luck = Senders(salon, fake, desk, 500), random.Random(20261128)
        n_times = 0
        while count(salon, 'notifications') < n_reminders or count(salon, OPEN):
            assert n_times < 200, salon.sql('SELECT status, count (*) FROM notifications GROUP BY 1')
            senders.start_all()
            for _ in range(8):
                if not fake.wait_for(fake.n_arrived + luck.randint(1, 4 + n_reminders // 50), PATIENCE_SECONDS):
                    break
                victim = luck.randrange(3)
                senders.kill(victim)
                senders.start(victim)
            senders.kill_all()
            put_forward(salon, 300)
            n_times += 1
        judge_storm(salon, fake, senders, n_reminders)
        fake.close()


def judge_storm(salon, fake, senders, n_reminders):
    arrived = collections.Counter(line['to'] for line in fake.arrived())
    became = collections.Counter(dict((key, int(n)) for key, n in salon.sql(
        "SELECT type || ' ' || status, count (*) FROM notifications GROUP BY 1")))
    print(f'# {n_reminders} reminders, {senders.n_deaths} deaths, {dict(became)}, '
          f'{len(fake.calls)} questions', flush=True)
    assert not fake.complaints, fake.complaints[:3]
    assert senders.n_deaths >= 6, 'too few have died'
    twice = [to for to, n in arrived.items() if n > 1]
    assert not twice, f'told twice: {twice}'
    # All by SMS, since that can be looked up; by mail, what nobody knows of is shown.
    n_mails = n_reminders // 3
    assert became['sms sent'] == n_reminders - n_mails, became
    assert became['email sent'] + became['email unknown'] == n_mails, became
    told = {recipient for recipient, in salon.sql("SELECT recipient FROM notifications WHERE status = 'sent'")}
    shown = {recipient for recipient, in salon.sql("SELECT recipient FROM notifications WHERE status = 'unknown'")}
    assert told <= set(arrived) <= told | shown, (told - set(arrived), set(arrived) - told - shown)
    is_silent(senders.log())


def race(desk, program, n_races, plant=''):
    """Whoever cancels or moves comes before the claim, and nothing is sent, or after it."""
    with Salon(program, SETTINGS + WITNESS + plant) as salon:
        fake = CountingFake(salon.folder, seed=1)
        senders, luck = Senders(salon, fake, desk, 100), random.Random(1)
        senders.start_all()
        for first in range(1, n_races + 1, RACES_AT_ONCE):
            race_once(salon, fake, luck, range(first, min(first + RACES_AT_ONCE, n_races + 1)))
        senders.kill_all()
        judge_race(salon, fake, senders, n_races)
        fake.close()


def race_once(salon, fake, luck, numbers):
    starts_at, = salon.sql("SELECT to_char (salon.message_clock (NULL) AT TIME ZONE 'Europe/Paris' "
                           "+ interval '24 hours 3 minutes', 'YYYY-MM-DD HH24:MI')")[0]
    salon.sql(BOOK % {'first': numbers[0], 'last': numbers[-1], 'starts_at': starts_at, 'mail': 'FALSE'})
    happenings = [luck.choice((CANCEL, MOVE, MOVE_BACK, MAKE_ANEW, '')).format(
        id=f'b0000000-0000-4000-8000-{n:012}') for n in numbers]
    luck.shuffle(happenings)
    n_before = fake.n_arrived
    # A second before they are due. Nobody sends anything now.
    salon.sql("UPDATE salon.ahead SET seconds = seconds + extract (epoch FROM salon.wall_instant ("
              f"timestamp '{starts_at}' - interval '1 day') - interval '1 second' - salon.message_clock (NULL)); "
              'NOTIFY salon')
    n_early = len(happenings) // 4
    salon.sql('\n'.join(happenings[:n_early]))
    assert fake.wait_for(n_before + 1, 60), 'nothing is sent'
    salon.sql('\n'.join(happenings[n_early:]))
    left = f"""bookings AS b WHERE b.status = 'confirmed'
      AND b.booking_date + b.booking_time = '{starts_at}'
      AND NOT EXISTS (SELECT FROM notifications AS n WHERE n.booking_id = b.id AND n.status = 'sent')"""
    for _ in range(3000):
        if not count(salon, left) and not count(salon, OPEN):
            return
    raise AssertionError(f'never sent: {count(salon, left)}, open: {count(salon, OPEN)}')


def judge_race(salon, fake, senders, n_races):
    n_told, n_claims = fake.n_arrived, count(salon, "salon.witness WHERE what = 'claimed'")
    n_after = count(salon, """salon.witness AS claim JOIN salon.witness AS change USING (booking, starts_at)
      WHERE claim.what = 'claimed' AND change.what = 'changed'""")
    print(f'# {n_races} bookings, {n_told} messages, {n_after} changed after they were claimed', flush=True)
    assert not fake.complaints, fake.complaints[:3]
    wrong = count(salon, """salon.witness AS claim JOIN salon.witness AS change USING (booking, starts_at)
      WHERE claim.what = 'claimed' AND change.what = 'changed' AND change.n < claim.n""")
    assert wrong == 0, f'{wrong} were claimed that did not stand any more'
    assert count(salon, "salon.witness WHERE what = 'claimed' AND at >= begins") == 0, 'claimed after its start'
    assert n_told == n_claims == count(salon, "notifications WHERE status = 'sent'"), (n_told, n_claims)
    tags = {line['tag'] for line in fake.arrived()}
    assert len(tags) == n_told, 'told twice'
    assert n_races / 10 < n_told, n_told
    is_silent(senders.log())


def finds(run, words):
    """The judge finds what is planted."""
    try:
        run()
    except AssertionError as error:
        assert words in str(error), f'not “{words}”: {error}'
        return
    raise AssertionError(f'not found: {words}')


def main():
    program, desk = sys.argv[1:3]
    tap.test('senders that are killed tell each client once', lambda: storm(desk, program, N_REMINDERS))
    tap.test('what is changed before the claim is not told', lambda: race(desk, program, N_RACES))
    tap.test('the judge finds what a look-up prevents', lambda: finds(
        lambda: storm(desk, program, N_PLANTED, RASH), 'told twice'))
    tap.test('the judge finds what the check of a claim prevents', lambda: finds(
        lambda: race(desk, program, N_PLANTED, BLIND), 'did not stand any more'))
    tap.finish()


main()
