# SPDX-License-Identifier: GPL-3.0-or-later
"""A salon with its public site, providers that are ours, and a browser in front of it.

    with Site(program) as site:
        site.browser.open(site.url('/prestations'))
        site.sql('SELECT …')

The site lives on one port all the time: it can be stopped and started again, as a crash or a deployment does.
"""

import contextlib
import os
import pathlib
import signal
import socket
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'server'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import payer_page  # noqa: E402
import tap  # noqa: E402
from browser import Browser, until  # noqa: E402
from fake_provider import Fake  # noqa: E402
from salon_server import FACE, MASSAGE, NAILS, SALON_SQL, Salon, booking, working_day  # noqa: E402, F401  (for tests)

# The salon as its owner has filled it in.
SITE_SQL = SALON_SQL + """
INSERT INTO salon_settings (key, value) VALUES
  ('salon.name', '"Institut Sérénaïa"'), ('salon.address', '"12 rue des Lilas\\n69003 Lyon"'),
  ('salon.phone', '"+33478000000"'), ('salon.email', '"bonjour@institut.example"'), ('salon.siret', '"73282932000074"'),
  ('online.deposit', '0'), ('online.hold', '60');
UPDATE services SET description = 'Un soin sur mesure, précédé d’un moment pour parler de votre peau.' WHERE price > 60;
"""

# The pages that are there for everybody, in both languages.
PAGES = (('/', '/en'), ('/a-propos', '/en/about'), ('/prestations', '/en/services'), ('/reservation', '/en/booking'),
         ('/bon-cadeau', '/en/gift-card'), ('/bon-cadeau/solde', '/en/gift-card/balance'), ('/avis', '/en/reviews'),
         ('/contact', '/en/contact'), ('/mentions-legales', '/en/legal-notice'), ('/confidentialite', '/en/privacy'))

# Where a payment page leads back to, and nothing else does: not for search engines.
BACK = (('/paiement/merci?commande=1', '/en/payment/thanks?commande=1'),
        ('/paiement/annule?commande=1', '/en/payment/given-up?commande=1'))


def free_port():
    with socket.create_server(('127.0.0.1', 0)) as free:
        return free.getsockname()[1]


class Site:
    """See above. environment: more of it for the server."""

    def __init__(self, program, sql=SITE_SQL, **environment):
        self.salon, self.port = Salon(program, sql), free_port()
        self.origin = f'http://127.0.0.1:{self.port}'
        self.more = environment
        self.fake = self.server = self.browser = None

    def __enter__(self):
        self.salon.__enter__()
        try:
            self.fake = Fake(self.salon.folder)
            self.fake.tells_at = self.origin
            self.start()
            self.browser = Browser()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, *failure):
        try:
            if self.browser:
                self.browser.__exit__()
            if self.server:
                if failure[0]:
                    print('\n'.join('# ' + line for line in self.server.log()[-4000:].splitlines()))
                self.server.__exit__(*failure)
        finally:
            self.salon.__exit__(*failure)

    def start(self):
        environment = {**self.fake.environment(self.origin), 'PUBLIC_URL': self.origin, 'PORT': self.port,
                       'GOOGLE_PLACE_ID': 'PLACE', 'GOOGLE_PLACES_API_KEY': 'places-key', **self.more}
        self.server = self.salon.serve('--with-worker', **environment)

    def stop(self):
        """Ends it, and well; start () brings it back at the same address."""
        self.server.__exit__(None, None, None)
        self.server = None

    @contextlib.contextmanager
    def held(self):
        """The server stands still: what it is asked lies with the system."""
        folder = pathlib.Path(f'/proc/{self.server.process.pid}/task/{self.server.process.pid}/children')
        processes = [self.server.process.pid, *map(int, folder.read_text(encoding='ascii').split())]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def has_been_asked_in_vain(self):
        """Something was sent to it that it has not read, by somebody who has gone (CLOSE_WAIT)."""
        rows = [line.split() for line in pathlib.Path('/proc/net/tcp').read_text(encoding='ascii').splitlines()[1:]]
        return any(row[1].endswith(f':{self.port:04X}') and row[3] == '08' and int(row[4].partition(':')[2], 16) > 1
                   for row in rows)

    def url(self, path):
        return self.origin + path

    def sql(self, script):
        return self.salon.sql(script)

    def value(self, query):
        rows = self.sql(query)
        return rows[0][0] if rows else None

    def comes_to(self, query, expected):
        """What the workers do is done soon."""
        until(lambda: self.value(query) == expected, f'{expected} of {query}, not {self.value(query)}\n{self.fake.complaints}')

    def set(self, key, value):
        """A setting, as JSON; a page that is asked for afterwards knows it."""
        self.sql(f"INSERT INTO salon_settings (key, value) VALUES ('{key}', '{value}') "
                 'ON CONFLICT (key) DO UPDATE SET value = excluded.value')

    def tell(self):
        payer_page.tell(self.fake)


def check(site, words, function):
    """One result (tap.py); what fails tells what the browser shows. Whoever names words on the command line wants
    those alone that have them."""
    if sys.argv[2:] and not any(word in words for word in sys.argv[2:]):
        return

    def checked():
        from selenium.common.exceptions import WebDriverException
        site.browser.cut(False)
        try:
            function()
        except (AssertionError, WebDriverException) as error:
            where = traceback.extract_tb(error.__traceback__)[1:]
            told = str(error).partition('\nStacktrace')[0].splitlines()
            told = [*told[:12], *([f'and {len(told) - 12} more'] if len(told) > 12 else [])]
            lines = [f'{pathlib.Path(one.filename).name}:{one.lineno}: {one.line}' for one in where
                     if 'tests/site' in one.filename]
            shown = f'{site.browser.url}\n{site.browser.text()[:700]}'
            raise AssertionError('\n'.join([*told, *lines, shown])) from error
    began = time.monotonic()
    tap.test(words, checked)
    print(f'# {time.monotonic() - began:.1f} s', flush=True)
