#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OVH and SendGrid as one HTTP program, for tests.

    fake = Fake(folder)
    environment = fake.environment()
    fake.trouble.append(('POST', '.*/jobs', 'drop'))   the next such call goes wrong
    fake.chances = {'drop': 0.05, 500: 0.02}           and so many of all that send
    fake.arrived()                                     what went out, in its order

It checks what it is asked as the contracts say: what is not right is a failed test (`complaints`). What would
have reached a client is a line of `arrived.jsonl` in the folder: provider, tag or operation, to whom, what.
Trouble is one of: drop (the effect is there, the answer is not), late500 and garbage (the effect is there, the
answer says nothing), hidden (dropped, and not to be found until `reveal()`), 429 and 500 (before any effect),
moved (another address), denied (the keys are not taken).

As a program it prints one line of JSON that says where everything is, and does what it is told by lines of JSON
on its standard input, one answer for each: tests in C. With --mail there is a mail server too. It ends with its
input, and fails when it has complaints.
"""

import argparse
import base64
import hashlib
import http.server
import json
import os
import random
import re
import socket
import sys
import threading
import time
import urllib.parse

import fake_mail_server

APPLICATION_KEY, APPLICATION_SECRET = 'fakeApplication1', 'fakeApplicationSecret0123456789ab'
CONSUMER_KEY = 'fakeConsumerKey0123456789abcdefgh'
SERVICE, SENDER = 'sms-fk12345-1', 'SERENAIA'
SENDGRID_KEY = 'SG.fake-key.0123456789'
FROM = 'bonjour@salon.example'
UUID = re.compile(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
# How far the clock of whoever signs may be off.
PATIENCE_SECONDS = 30
PLAIN = set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡'
            'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€\f')
JOB_FIELDS = {'message', 'receivers', 'sender', 'noStopClause', 'priority', 'validityPeriod', 'tag', 'charset', 'class',
              'coding', 'differedPeriod'}


class Refuse(Exception):
    """An answer that is no success."""

    def __init__(self, status, body):
        super().__init__(str(status))
        self.status, self.body = status, body


class Call:
    """One question."""

    def __init__(self, handler, body):
        parts = urllib.parse.urlsplit(handler.path)
        self.method, self.path, self.target = handler.command, parts.path, handler.path
        self.query = dict(urllib.parse.parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        self.headers, self.body = handler.headers, body


class Ovh:
    """SMS jobs, as https://eu.api.ovh.com/1.0 has them."""

    def __init__(self, fake):
        self.fake, self.skew, self.credits = fake, 0, 1_000_000
        self.service_status, self.rights = 'enable', True
        self.senders = {SENDER: 'enable', 'NOUVEAU': 'waitingValidation'}
        # Every second one waits in the list of jobs, until the next comes, before it is among what went out.
        self.jobs, self.outgoing, self.hidden = {}, {}, []
        self.n_jobs = 0
        # Of the numbers that it takes from nobody; None: it takes all.
        self.refused_end = '000000'

    def now(self):
        return int(time.time()) + self.skew

    def check_signature(self, call):
        names = ('X-Ovh-Application', 'X-Ovh-Consumer', 'X-Ovh-Timestamp', 'X-Ovh-Signature')
        application, consumer, stamp, signature = (call.headers[name] for name in names)
        if application != APPLICATION_KEY:
            raise Refuse(403, {'errorCode': 'INVALID_KEY', 'message': 'This application key is invalid'})
        if consumer != CONSUMER_KEY:
            raise Refuse(403, {'errorCode': 'INVALID_CREDENTIAL', 'message': 'This credential is not valid'})
        words = '+'.join((APPLICATION_SECRET, CONSUMER_KEY, call.method, self.fake.url + call.target,
                          call.body.decode(), stamp))
        expected = '$1$' + hashlib.sha1(words.encode()).hexdigest()
        if abs(int(stamp) - self.now()) > PATIENCE_SECONDS:
            raise Refuse(400, {'errorCode': 'QUERY_TIME_OUT', 'message': 'Query out of time'})
        if signature != expected:
            raise Refuse(403, {'errorCode': 'INVALID_SIGNATURE', 'message': 'Invalid signature'})

    def answer(self, call):
        if call.path == '/1.0/auth/time':
            assert 'X-Ovh-Signature' not in call.headers, 'the question for the time is never signed'
            return self.now()
        self.check_signature(call)
        if not self.rights:
            raise Refuse(403, {'errorCode': 'NOT_GRANTED_CALL', 'message': 'This call has not been granted'})
        if call.path == '/1.0/sms':
            return [SERVICE]
        found = re.fullmatch(r'/1\.0/sms/([^/]+)(/.*)?', call.path)
        if not found or found[1] != SERVICE:
            raise Refuse(404, {'class': 'Client::NotFound', 'message': 'This service does not exist'})
        return self.route(call, found[2] or '')

    def route(self, call, path):
        if path == '':
            return {'name': SERVICE, 'creditsLeft': self.credits, 'status': self.service_status}
        if path == '/jobs' and call.method == 'POST':
            return self.send(call)
        if path == '/jobs':
            return list(self.jobs)
        if path == '/outgoing':
            assert set(call.query) == {'tag'} and 1 <= len(call.query['tag']) <= 20, call.query
            return [name for name, one in self.outgoing.items()
                    if one['tag'] == call.query['tag'] and name not in self.hidden]
        if found := re.fullmatch(r'/jobs/(\d+)', path):
            name = int(found[1])
            if name not in self.jobs:
                raise Refuse(404, {'class': 'Client::NotFound', 'message': 'This job does not exist'})
            return {'id': name, 'tag': self.jobs[name]['tag'], 'ptt': 1}
        if found := re.fullmatch(r'/senders/([^/]+)', path):
            if found[1] not in self.senders:
                raise Refuse(404, {'class': 'Client::NotFound', 'message': 'This sender does not exist'})
            return {'sender': found[1], 'status': self.senders[found[1]]}
        raise Refuse(404, {'class': 'Client::NotFound', 'message': call.path})

    def send(self, call):
        assert call.headers['Content-Type'] == 'application/json', call.headers['Content-Type']
        job = json.loads(call.body)
        assert set(job) == JOB_FIELDS, set(job) ^ JOB_FIELDS
        assert job['noStopClause'] is True and job['charset'] == 'UTF-8' and job['class'] == 'phoneDisplay'
        assert job['priority'] == 'high' and job['differedPeriod'] == 0
        assert isinstance(job['validityPeriod'], int) and 1 <= job['validityPeriod'] <= 2880, job['validityPeriod']
        assert re.fullmatch(r'[0-9A-Za-z-]{1,20}', job['tag']), job['tag']
        assert job['coding'] == ('7bit' if set(job['message']) <= PLAIN else '8bit'), job
        assert re.fullmatch(r'[0-9A-Za-z]{1,11}', job['sender']), job['sender']
        assert len(job['receivers']) == 1 and re.fullmatch(r'\+[1-9]\d{9,16}', job['receivers'][0])
        if self.senders.get(job['sender']) != 'enable':
            raise Refuse(403, {'class': 'Client::Forbidden', 'message': f"The sender {job['sender']} is not valid"})
        if self.credits < 1:
            raise Refuse(403, {'class': 'Client::Forbidden', 'message': 'Not enough credits to send'})
        number = job['receivers'][0]
        if self.refused_end and number.endswith(self.refused_end):
            return {'ids': [], 'totalCreditsRemoved': 0, 'validReceivers': [], 'invalidReceivers': [number]}
        return self.take(job, number)

    def take(self, job, number):
        self.n_jobs += 1
        self.credits -= 1
        name, is_hidden = 100_000 + self.n_jobs, self.fake.current_trouble == 'hidden'
        self.outgoing.update(self.jobs)
        self.jobs.clear()
        (self.outgoing if self.n_jobs % 2 or is_hidden else self.jobs)[name] = {'tag': job['tag']}
        if is_hidden:
            self.hidden.append(name)
        self.fake.arrive({'provider': 'ovh', 'tag': job['tag'], 'to': number, 'sender': job['sender'],
                          'text': job['message'], 'validity': job['validityPeriod'], 'id': name})
        return {'ids': [name], 'totalCreditsRemoved': 1, 'validReceivers': [number], 'invalidReceivers': []}


class Sendgrid:
    """Mail, as https://api.sendgrid.com/v3 takes it."""

    def __init__(self, fake):
        self.fake, self.scopes, self.n_mails = fake, ['mail.send', 'sender_verification_eligible'], 0

    def answer(self, call):
        if call.headers['Authorization'] != f'Bearer {SENDGRID_KEY}':
            raise Refuse(401, {'errors': [{'message': 'The provided authorization grant is invalid', 'field': None}]})
        if call.path == '/v3/scopes':
            return {'scopes': self.scopes}
        assert (call.method, call.path) == ('POST', '/v3/mail/send'), call.path
        if 'mail.send' not in self.scopes:
            raise Refuse(403, {'errors': [{'message': 'access forbidden', 'field': None}]})
        assert call.headers['Content-Type'] == 'application/json', call.headers['Content-Type']
        return self.send(json.loads(call.body))

    def send(self, mail):
        person, = mail['personalizations']
        operation = person['custom_args']['operation_id']
        assert UUID.fullmatch(operation), operation
        to, = person['to']
        assert set(to) <= {'email', 'name'} and to.get('name') != ''
        assert mail['subject'] and '\n' not in mail['subject']
        assert [part['type'] for part in mail['content']] == ['text/plain', 'text/html'] and all(
            part['value'] for part in mail['content'])
        for kind in ('click_tracking', 'open_tracking'):
            assert mail['tracking_settings'][kind]['enable'] is False, mail['tracking_settings']
        if mail['from']['email'] != FROM:
            raise Refuse(403, {'errors': [{'message': 'The from address does not match a verified Sender Identity.',
                                           'field': 'from'}]})
        if to['email'].startswith('refused'):
            raise Refuse(400, {'errors': [{'message': 'Does not contain a valid address.',
                                           'field': 'personalizations.0.to.0.email'}]})
        papers = []
        for one in mail.get('attachments', []):
            assert one['disposition'] == 'attachment' and '\n' not in one['content']
            content = base64.b64decode(one['content'], validate=True)
            papers.append([one['filename'], one['type'], hashlib.sha256(content).hexdigest()])
        is_sandbox = mail.get('mail_settings', {}).get('sandbox_mode', {}).get('enable', False)
        if is_sandbox:
            return Reply(200, None)
        self.n_mails += 1
        self.fake.arrive({'provider': 'sendgrid', 'operation': operation, 'to': to['email'], 'to_name': to.get('name'),
                          'from_name': mail['from'].get('name'), 'subject': mail['subject'],
                          'text': mail['content'][0]['value'], 'html': mail['content'][1]['value'], 'papers': papers})
        return Reply(202, None, {'X-Message-Id': f'mail-{self.n_mails}'})


class Reply:
    """What is answered, when it is more than 200 and JSON."""

    def __init__(self, status, body, headers=None):
        self.status, self.body, self.headers = status, body, headers or {}


class Fake:
    """Both of them behind one port of this computer."""

    def __init__(self, folder, seed=0, chances=None):
        self.folder, self.lock = folder, threading.Lock()
        self.trouble, self.complaints, self.calls, self.current_trouble = [], [], [], None
        self.random, self.chances = random.Random(seed), chances or {}
        self.retry_after = '7'
        self.file = open(os.path.join(folder, 'arrived.jsonl'), 'a', encoding='utf-8')  # pylint: disable=consider-using-with
        self.ovh, self.sendgrid = Ovh(self), Sendgrid(self)
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            """Hands every question on."""
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                fake.serve(self)

            do_POST = do_DELETE = do_GET

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            """Many senders may ask at once."""
            request_queue_size = 256

            def handle_error(self, request, client_address):
                if not isinstance(sys.exception(), ConnectionError):
                    super().handle_error(request, client_address)

        self.server = Server(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.file.close()

    def environment(self):
        """The server's variables that lead here."""
        return {'MESSAGE_MODE': 'fake', 'OVH_BASE_URL': f'{self.url}/1.0', 'OVH_APPLICATION_KEY': APPLICATION_KEY,
                'OVH_APPLICATION_SECRET': APPLICATION_SECRET, 'OVH_CONSUMER_KEY': CONSUMER_KEY,
                'OVH_SMS_ACCOUNT': SERVICE, 'OVH_SMS_SENDER': SENDER, 'SENDGRID_BASE_URL': self.url,
                'SENDGRID_API_KEY': SENDGRID_KEY, 'FROM_EMAIL': FROM}

    def arrive(self, line):
        self.file.write(json.dumps(line, ensure_ascii=False) + '\n')
        self.file.flush()

    def arrived(self):
        """What went out; also after the program that was asked is dead."""
        with open(os.path.join(self.folder, 'arrived.jsonl'), encoding='utf-8') as file:
            return [json.loads(line) for line in file]

    def reveal(self):
        """What was hidden can be found from now on."""
        self.ovh.hidden.clear()

    # --- Answering ---

    def find_trouble(self, call):
        for one in self.trouble:
            if one[0] == call.method and re.fullmatch(one[1], call.path):
                self.trouble.remove(one)
                return one[2]
        if call.method == 'POST':
            luck = self.random.random()
            for kind, chance in self.chances.items():
                luck -= chance
                if luck < 0:
                    return kind
        return None

    def judge(self, call):
        """The answer, the effect being had."""
        trouble = self.current_trouble
        if trouble == 429:
            headers = {'Retry-After': self.retry_after} if self.retry_after else {
                'X-RateLimit-Reset': str(int(time.time()) + 40)}
            return Reply(429, {'message': 'Too many requests', 'errors': [{'message': 'too many requests'}]}, headers)
        if trouble in (500, 503):
            return Reply(trouble, {'message': 'Internal error'})
        if trouble == 'denied':
            return Reply(403, {'errorCode': 'NOT_CREDENTIAL', 'message': 'This credential does not exist'})
        if trouble == 'moved':
            return Reply(302, {}, {'Location': self.url})
        try:
            provider = self.ovh if call.path.startswith('/1.0/') else self.sendgrid
            answer = provider.answer(call)
        except Refuse as refusal:
            return Reply(refusal.status, refusal.body)
        except (AssertionError, KeyError, ValueError, TypeError) as error:
            self.complaints.append(f'{call.method} {call.path}: {error!r}')
            return Reply(400, {'message': 'complaint', 'errors': [{'message': 'complaint'}]})
        if trouble == 'late500':
            return Reply(500, {'message': 'Internal error'})
        return answer if isinstance(answer, Reply) else Reply(200, answer)

    def serve(self, handler):
        length = int(handler.headers.get('Content-Length') or 0)
        body = handler.rfile.read(length)
        if len(body) < length:
            # Whoever asked was killed in the middle of it: nothing was asked.
            handler.close_connection = True
            return
        call = Call(handler, body)
        with self.lock:
            self.calls.append([call.method, call.path])
            self.current_trouble = trouble = self.find_trouble(call)
            reply = self.judge(call)
        if trouble in ('drop', 'hidden'):
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True
            return
        content = b'' if reply.body is None else json.dumps(reply.body).encode()
        if trouble == 'garbage':
            content = b'<html>\xff\x00 maintenance'
            reply.status = 200
        handler.send_response(reply.status)
        handler.send_header('Content-Type', 'application/json')
        handler.send_header('Content-Length', str(len(content)))
        handler.send_header('X-OVH-QueryID', 'EU.ext-1.fake')
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        try:
            handler.end_headers()
            handler.wfile.write(content)
        except ConnectionError:
            # Whoever asked was killed meanwhile.
            handler.close_connection = True

    # --- Being told ---

    def obey(self, order, *words):
        """One line of the standard input; what it gives is the answer."""
        with self.lock:
            match order:
                case 'trouble':
                    self.trouble.append(tuple(words))
                case 'retry-after':
                    self.retry_after = words[0]
                case 'credits':
                    self.ovh.credits = words[0]
                case 'skew':
                    self.ovh.skew = words[0]
                case 'status':
                    self.ovh.service_status = words[0]
                case 'rights':
                    self.ovh.rights = words[0]
                    self.sendgrid.scopes = ['mail.send'] if words[0] else ['stats.read']
                case 'reveal':
                    self.reveal()
                case 'arrived':
                    return self.arrived()
                case 'read-mail':
                    with open(words[0], 'rb') as file:
                        return fake_mail_server.read_mail(file.read())
                case 'calls':
                    calls, self.calls = self.calls, []
                    return calls
                case _:
                    raise ValueError(order)
        return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--mail', action='store_true')
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--chance', action='append', default=[], metavar='drop=0.05')
    arguments = parser.parse_args()
    chances = {}
    for one in arguments.chance:
        kind, chance = one.split('=')
        chances[int(kind) if kind.isdecimal() else kind] = float(chance)
    fake = Fake(arguments.folder, arguments.seed, chances)
    told = {'environment': fake.environment()}
    if arguments.mail:
        mail = fake_mail_server.MailServer(arguments.folder, fake.arrive)
        told['environment'].update(mail.environment())
        told['doors'] = {name: mail.url(name) for name in mail.ports}
    print(json.dumps(told), flush=True)
    for line in sys.stdin:
        print(json.dumps(fake.obey(*json.loads(line))), flush=True)
    for complaint in fake.complaints:
        print(complaint, file=sys.stderr)
    # At once: threads that still talk to somebody who has gone are not waited for.
    sys.stderr.flush()
    os._exit(1 if fake.complaints else 0)  # pylint: disable=protected-access


if __name__ == '__main__':
    main()
