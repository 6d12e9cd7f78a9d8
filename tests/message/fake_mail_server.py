# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server that people sign in at, for tests, with an authority of its own; and an eye for mails.

    server = MailServer(folder, arrive)
    server.environment()

It has four doors: `starttls` and `smtps` as they should be, `plain` that offers no encryption, and `stranger`
whose certificate nobody knows. What it does with a mail, the part before the @ says: nobody (no such
recipient), later (come back), unwanted (as sender: not accepted), full and busy (refused, put off, after the
text), drop (taken, and no answer comes), half (hangs up when the text is about to come), silent (taken, and says
nothing more). Everything else is taken.
"""

import asyncio
import email
import email.policy
import hashlib
import logging
import os
import ssl
import subprocess
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

# It says at every sign-in what it thinks of how it is used here.
logging.getLogger('mail.log').setLevel(logging.ERROR)

USER, PASSWORD = 'salon@salon.example', 'mot de passe été'


def read_mail(data):
    """What an independent reader finds in it."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    found = {'structure': [part.get_content_type() for part in mail.walk()],
             'names': list(mail.keys()), 'defects': [str(one) for part in mail.walk() for one in part.defects],
             'is_seven_bit': max(data) < 128, 'has_bare_line_end': b'\n' in data.replace(b'\r\n', b''),
             'longest_line': max(len(line) for line in data.split(b'\r\n'))}
    for name in ('From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted', 'MIME-Version'):
        found[name] = str(mail[name])
        found['defects'] += [str(one) for one in mail[name].defects]
    for field in ('From', 'To'):
        address, = mail[field].addresses
        found[f'{field}-name'], found[f'{field}-address'] = address.display_name, address.addr_spec
    for kind in ('plain', 'html'):
        found[kind] = mail.get_body((kind,)).get_content().replace('\r\n', '\n')
    found['papers'] = [[one.get_filename(), one.get_content_type(), hashlib.sha256(one.get_content()).hexdigest()]
                       for one in mail.iter_attachments()] if mail.get_content_type() == 'multipart/mixed' else []
    return found


def make_certificates(folder):
    """An authority, a server of its, and one that is its own authority."""
    def openssl(*words):
        subprocess.run(['openssl', *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    key = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes')
    for name in ('authority', 'stranger'):
        openssl('req', '-x509', *key, '-days', '30', '-subj', f'/CN={name}', '-addext', 'subjectAltName=DNS:localhost',
                '-keyout', f'{name}.key', '-out', f'{name}.crt')
    openssl('req', '-new', *key, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
            '-keyout', 'server.key', '-out', 'server.csr')
    openssl('x509', '-req', '-in', 'server.csr', '-CA', 'authority.crt', '-CAkey', 'authority.key', '-days', '30',
            '-copy_extensions', 'copy', '-out', 'server.crt')


def authenticate(server, session, envelope, mechanism, data):
    """Whoever knows the password may come in."""
    is_known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=is_known, handled=False)


class Server(SMTP):
    """One conversation."""

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith('half'):
            self.transport.close()
            return
        await super().smtp_DATA(arg)


class Handler:
    """Takes mail, or does not."""

    def __init__(self, arrive):
        self.arrive = arrive

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith('unwanted'):
            return '553 5.7.1 Sender address rejected: not owned by user'
        envelope.mail_from = address
        return '250 OK'

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('nobody'):
            return '550 5.1.1 User unknown'
        if address.startswith('later'):
            return '451 4.7.1 Greylisted, try again later'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to.startswith('full'):
            return '552 5.2.2 Mailbox full'
        if to.startswith('busy'):
            return '452 4.3.1 Insufficient system storage'
        found = read_mail(envelope.original_content)
        self.arrive({'provider': 'smtp', 'to': to, 'from': envelope.mail_from, 'operation': found['Message-ID'][1:37],
                     'mail': found})
        if to.startswith('drop'):
            server.transport.abort()
        if to.startswith('silent'):
            await asyncio.Event().wait()
        return '250 2.0.0 OK: queued as 4711'


class MailServer:
    """All four doors."""

    def __init__(self, folder, arrive):
        self.folder, self.ports = folder, {}
        make_certificates(folder)
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self.open(Handler(arrive)), self.loop).result()

    def context(self, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(self.folder, f'{name}.crt'), os.path.join(self.folder, f'{name}.key'))
        return context

    async def open(self, handler):
        own, stranger = self.context('server'), self.context('stranger')
        await self.open_door('starttls', handler, tls_context=own, require_starttls=True, auth_required=True)
        await self.open_door('stranger', handler, tls_context=stranger, require_starttls=True, auth_required=True)
        await self.open_door('plain', handler, auth_required=True, auth_require_tls=False)
        await self.open_door('smtps', handler, ssl_context=own, auth_required=True, auth_require_tls=False)

    async def open_door(self, name, handler, ssl_context=None, **settings):
        door = await self.loop.create_server(
            lambda: Server(handler, hostname='localhost', loop=self.loop, authenticator=authenticate, **settings),
            host='127.0.0.1', port=0, ssl=ssl_context)
        self.ports[name] = door.sockets[0].getsockname()[1]

    def url(self, door='starttls'):
        return f'{"smtps" if door == "smtps" else "smtp"}://localhost:{self.ports[door]}'

    def environment(self):
        """The server's variables that lead here."""
        return {'SMTP_URL': self.url(), 'SMTP_USER': USER, 'SMTP_PASSWORD': PASSWORD,
                'SMTP_CA_FILE': os.path.join(self.folder, 'authority.crt')}
