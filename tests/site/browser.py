# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium for tests of the public site: one program, dressed as whoever looks at the page.

    with Browser() as browser:
        browser.dress(PHONE, dark=True, javascript=False)
        browser.open(url)

It keeps nothing: its profile is gone at the end. The scripts of a page can be switched off while the
tests' own still run, as in the developer tools. What the page asked for, was answered and complained about
is in `traffic ()` and `complaints ()`, each since it was last asked.
"""

import collections
import json
import os
import pathlib
import shutil
import time

CHROMIUM, DRIVER = '/usr/bin/chromium', '/usr/bin/chromedriver'
# width, height, a finger rather than a pointer
PHONE, DESKTOP, NARROW = (390, 844, True), (1280, 900, False), (320, 640, True)
PATIENCE = 30  # seconds; the sanitizers make the server several times slower than it is

Traffic = collections.namedtuple('Traffic', 'urls n_bytes cookies')


def missing():
    """Why there is no browser here, or nothing."""
    try:
        import selenium.webdriver  # noqa: F401  (only whether it is there)
    except ImportError:
        return 'python3-selenium is not installed'
    return next((f'{program} is not installed' for program in (CHROMIUM, DRIVER) if not shutil.which(program)), None)


def web_check(path):
    """A file of what looks pages over, or None where it was not fetched."""
    home = os.environ.get('SALON_WEB_CHECKS')
    file = pathlib.Path(home, 'node_modules', path) if home else None
    return file if file and file.exists() else None


def until(question, what, patience=PATIENCE):
    """Asks until there is an answer, and returns it."""
    end = time.monotonic() + patience
    while True:
        if answer := question():
            return answer
        if time.monotonic() > end:
            raise AssertionError(f'waited {patience} s for {what}')
        time.sleep(0.02)


class Browser:
    """One Chromium and its driver."""

    def __init__(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        options.page_load_strategy = 'normal'
        for word in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
                     '--disable-background-networking', '--disable-component-update', '--disable-sync',
                     '--force-color-profile=srgb', '--hide-scrollbars', '--lang=fr'):
            options.add_argument(word)
        options.set_capability('goog:loggingPrefs', {'performance': 'ALL', 'browser': 'ALL'})
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        self.driver.set_script_timeout(PATIENCE)
        self.driver.set_page_load_timeout(PATIENCE)
        self.size = self.document = None
        self.dress()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.driver.quit()

    def command(self, name, **words):
        return self.driver.execute_cdp_cmd(name, words)

    # --- Who looks ---

    def dress(self, size=PHONE, dark=False, javascript=True):
        """What follows is seen so, without loading the page again."""
        width, height, touch = size
        self.command('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1,
                     mobile=touch)
        self.command('Emulation.setTouchEmulationEnabled', enabled=touch)
        self.command('Emulation.setEmulatedMedia', features=[
            {'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'},
            # No picture and no measure is taken in the middle of a movement.
            {'name': 'prefers-reduced-motion', 'value': 'reduce'}])
        self.command('Emulation.setScriptExecutionDisabled', value=not javascript)
        self.command('Emulation.setFocusEmulationEnabled', enabled=True)
        self.size, self.javascript = size, javascript

    def cut(self, is_cut=True):
        """The network of the page that is shown goes, or comes back."""
        self.command('Network.emulateNetworkConditions', offline=is_cut, latency=0, downloadThroughput=-1,
                     uploadThroughput=-1)

    # --- Pages ---

    def reload_without_a_network(self):
        """What is cut off stays so: the page of no network."""
        from selenium.common.exceptions import WebDriverException
        try:
            self.driver.refresh()
        except WebDriverException as error:
            assert 'ERR_INTERNET_DISCONNECTED' in str(error), error

    def open(self, url):
        self.driver.get(url)

    @property
    def url(self):
        return self.driver.current_url

    @property
    def path(self):
        return '/' + self.url.split('/', 3)[3] if self.url.count('/') > 2 else self.url

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def run_async(self, script, *arguments):
        """Like run, for what calls back its last argument."""
        return self.driver.execute_async_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements('css selector', selector)

    def find(self, selector):
        found = self.all(selector)
        assert found, f'there is no “{selector}” on {self.path}:\n{self.text()[:1500]}'
        return found[0]

    def has(self, selector):
        return bool(self.all(selector))

    def text(self):
        return self.run('return document.body ? document.body.innerText : ""')

    def type(self, selector, text):
        field = self.find(selector)
        field.clear()
        field.send_keys(text)

    def value(self, selector):
        return self.find(selector).get_property('value')

    def show(self, element):
        """In the middle of the screen, where nothing lies over it."""
        self.run('arguments[0].scrollIntoView ({block: "center", behavior: "instant"})', element)

    def press(self, element):
        """A click or a tap where it is, and whatever comes of it, until the page that comes is there."""
        element = self.find(element) if isinstance(element, str) else element
        self.show(element)
        self.mark()
        element.click()

    def tap(self, selector, times=1):
        """Presses that wait for nothing, as fast as a hand in doubt; none where there is no such button."""
        place = self.run('const one = document.querySelector (arguments[0]); if (!one) return null; window.salonMark = true; '
                         'one.scrollIntoView ({block: "center", behavior: "instant"}); '
                         'const box = one.getBoundingClientRect (); return [box.x + box.width / 2, box.y + box.height / 2]',
                         selector)
        for count in range(1, times + 1) if place else ():
            for kind in ('mousePressed', 'mouseReleased'):
                self.command('Input.dispatchMouseEvent', type=kind, clickCount=count, button='left', x=place[0], y=place[1])

    def is_cut_off(self):
        """The browser's own page is shown, which says that nobody answers."""
        return 'chrome-error' in self.run('return location.href')

    def mark(self):
        """So that it can be told whether another page came."""
        self.run('window.salonMark = true')

    def has_changed(self):
        return self.run('return document.readyState === "complete" && !window.salonMark')

    def go(self, element, patience=PATIENCE):
        """Presses what leads to another page, and waits for that."""
        before = self.path
        self.press(element)
        until(self.has_changed, f'another page after {before}', patience)

    def source(self):
        """The HTML of the page as it was sent. What was heard until now must have been asked for: it names the page."""
        return self.command('Network.getResponseBody', requestId=self.document)['body'].encode()

    def picture(self, file, whole=True):
        """Of the whole page, however long it is."""
        import base64
        width, height, touch = self.size
        if whole:
            height = max(height, self.run('return document.documentElement.scrollHeight'))
            self.command('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1,
                         mobile=touch)
        shot = self.command('Page.captureScreenshot', format='png', captureBeyondViewport=False)
        pathlib.Path(file).write_bytes(base64.b64decode(shot['data']))
        if whole:
            self.command('Emulation.setDeviceMetricsOverride', width=width, height=self.size[1], deviceScaleFactor=1,
                         mobile=touch)

    # --- What was heard ---

    def traffic(self):
        """What was asked for, how many bytes came, and which cookies anybody tried to set, since the last time."""
        urls, n_bytes, cookies = [], 0, []
        for entry in self.driver.get_log('performance'):
            message = json.loads(entry['message'])['message']
            words = message['params']
            if message['method'] == 'Network.requestWillBeSent':
                urls.append(words['request']['url'])
            elif message['method'] == 'Network.loadingFinished':
                n_bytes += int(words['encodedDataLength'])
            elif message['method'] == 'Network.responseReceived' and words['type'] == 'Document':
                self.document = words['requestId']
            elif message['method'] == 'Network.responseReceivedExtraInfo':
                cookies += [value for name, value in words['headers'].items() if name.lower() == 'set-cookie']
        return Traffic(urls, n_bytes, cookies)

    def complaints(self):
        """Errors and warnings of the console, those of the content security policy among them, since the last time."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log('browser')
                if entry['level'] in ('SEVERE', 'WARNING')]

    def forget(self):
        """What was heard until now is nobody's business."""
        self.traffic()
        self.complaints()
