# SPDX-License-Identifier: GPL-3.0-or-later
"""The judges of the site's pages, judged: a good page passes, and of each kind of fault one is planted, which has
to be found."""

import http.server
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import browser as chromium  # noqa: E402
import judges  # noqa: E402
import tap  # noqa: E402
from browser import PHONE, Browser  # noqa: E402

HEAD = ('<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>Institut</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/style.css"></head><body>')
GOOD = ('<main><h1>Institut</h1><p>Un lieu calme.</p><form action="/good"><p><label for="name">Nom</label> '
        '<input id="name" name="name"></p><p><button>Envoyer</button></p></form><p><a href="/good">Accueil</a></p></main>')
STYLE = ('body { font: 1rem/1.5 serif; color: #222; background: #fff; margin: 1rem }'
         'input, button { font: inherit; min-height: 3rem; max-width: 100%; box-sizing: border-box } a { display: inline-block; padding: .75rem 0; color: #005 }'
         ':focus-visible { outline: 3px solid #05a; }'
         '@media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } a { color: #9cf } }')
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'"

# name: what is put before the end of a good page, what more the style says, who has to find it, what has to be found
PLANTED = {
    'picture': ('<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9"></p>', '',
                judges.accessibility, 'axe image-alt'),
    'pale': ('<p class="pale">Pâle</p>', '.pale { color: #999 }', judges.accessibility, 'axe color-contrast'),
    'nameless': ('<p><input name="phone"></p>', '', judges.accessibility, 'axe label'),
    'small': ('<p><button class="small">–</button><button class="small">+</button></p>',
              '.small { min-height: 0; height: 12px; width: 12px; padding: 0; font-size: 8px }',
              judges.accessibility, 'axe target-size'),
    'wide': ('<p class="wide">Large</p>', '.wide { width: 400px }', judges.width, 'wider than 320 px: p'),
    'clumsy': ('<p class="clumsy">Grand</p>', '.clumsy { width: 18rem }', judges.width, 'wider than 320 px with large text'),
    'fixed': ('', 'body { font-size: 16px }', judges.width, 'text grows by 1.00'),
    'unseen': ('<p><a class="unseen" href="/good">Ici</a></p>', '.unseen:focus { outline: none }',
               judges.keyboard, 'the keyboard stands unseen on a'),
    'trap': ('<script src="/trap.js"></script>', '', judges.keyboard, 'Tab leads to'),
    'shifting': ('<script src="/shift.js"></script>', '', judges.layout_shift, 'what is read moves'),
    'inline': ('<p style="color: red">Rouge</p>', '', judges.console, 'Content Security Policy'),
    'script': ('<script>document.title = "x"</script>', '', judges.console, 'Content Security Policy'),
    'fails': ('<script src="/fails.js"></script>', '', judges.console, 'SEVERE'),
    'foreign': ('<p><img alt="" src="http://localhost:{port}/pixel.gif"></p>', '', judges.traffic, 'somebody else is asked'),
    'cookie': ('', '', judges.traffic, 'a cookie: seen=1'),
    'keeps': ('<script src="/keeps.js"></script>', '', judges.traffic, 'kept in the browser: seen'),
    'heavy': ('<!--' + 'x' * judges.FIRST_PAGE + '-->', '', judges.traffic, 'a first page of'),
}
# Faults on one page, for the judge of everything: each of the judges has to have its say.
TOGETHER = ('picture', 'pale', 'wide', 'unseen', 'shifting', 'fails', 'keeps', 'heavy')
NIGHT = '@media (prefers-color-scheme: dark) { .night { color: #444 } }'
SCRIPTS = {
    'fails': 'nothing.there ()',
    'keeps': 'localStorage.setItem ("seen", "1")',
    'trap': 'addEventListener ("keydown", event => { if (event.key === "Tab") event.preventDefault () })',
    'shift': 'new PerformanceObserver (() => { const space = document.createElement ("p"); space.textContent = "Annonce";'
             'space.className = "space"; document.querySelector ("main").prepend (space) })'
             '.observe ({type: "paint", buffered: true})',
}


class Pages(http.server.BaseHTTPRequestHandler):
    """/NAME is the page with that fault, in a style that may have one too."""

    def log_message(self, *words):
        pass

    def do_GET(self):
        name = self.path.strip('/').partition('?')[0]
        kind, body = 'text/html; charset=utf-8', page(name, self.server.server_port)
        if name.endswith('.js'):
            kind, body = 'text/javascript', SCRIPTS[name[:-3]]
        elif name.startswith('style'):
            of = (self.headers['Referer'] or '').rpartition('/')[2]
            kind, body = 'text/css', STYLE + '.space { height: 300px }' + ''.join(PLANTED[one][1] for one in faults(of))
            body += NIGHT if of == 'together' else ''
        data = body.encode()
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(data)))
        self.send_header('Content-Security-Policy', POLICY + (' http://localhost:*' if name == 'foreign' else ''))
        if name == 'foreign':
            self.send_header('Content-Security-Policy-Report-Only', POLICY)
        if name == 'cookie':
            self.send_header('Set-Cookie', 'seen=1')
        self.end_headers()
        self.wfile.write(data)


def faults(name):
    return TOGETHER if name == 'together' else [name] if name in PLANTED else []


def page(name, port=0):
    more = ''.join(PLANTED[one][0] for one in faults(name)).replace('{port}', str(port))
    more += '<p class="night">Nuit</p>' if name == 'together' else ''
    return HEAD.replace('{lang}', 'fr') + GOOD.replace('</main>', more + '</main>') + '</body></html>\n'


def main():
    if reason := chromium.missing():
        print(f'1..0 # SKIP {reason}')
        return
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Pages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f'http://127.0.0.1:{server.server_port}'
    with Browser() as browser:
        def look_over(name):
            return judges.look_over(browser, origin, f'{origin}/{name}', is_first=True)

        def forget():
            browser.command('Network.clearBrowserCookies')
            browser.run('localStorage.clear ()')

        def a_good_page_passes():
            sentences = look_over('good')
            assert not sentences, '\n'.join(sentences)

        def need_axe():
            if not judges.can_judge_accessibility():
                raise tap.Skip('axe-core was not fetched (tools/lib/web-checks.sh)')

        def is_found(name, judge, expected):
            if judge is judges.accessibility:
                need_axe()
            browser.dress(PHONE)
            browser.forget()
            browser.open(f'{origin}/{name}')
            sentences = judge(browser, origin, True) if judge is judges.traffic else judge(browser)
            forget()
            assert any(expected in one for one in sentences), f'planted, but not found: {expected}\nfound: {sentences}'

        def all_are_found_together():
            need_axe()
            sentences = look_over('together')
            forget()
            for expected in [PLANTED[name][3] for name in TOGETHER] + ['at night: axe color-contrast', 'on a desktop: axe']:
                assert any(expected in one for one in sentences), f'planted, but not found: {expected}\nfound: {sentences}'

        tap.test('a good page passes', a_good_page_passes)
        for name, (_, _, judge, expected) in PLANTED.items():
            tap.test(f'{name}: “{expected}” is found', lambda name=name, judge=judge, expected=expected:
                     is_found(name, judge, expected))
        tap.test('whoever looks a page over asks all of them', all_are_found_together)

        def without_scripts_a_page_stays_as_it_was_sent():
            browser.dress(PHONE, javascript=False)
            browser.open(f'{origin}/shifting')
            assert 'Annonce' not in browser.text()
            browser.dress(PHONE)
            browser.open(f'{origin}/shifting')
            chromium.until(lambda: 'Annonce' in browser.text(), 'the script')

        def a_cut_network_comes_back():
            browser.open(f'{origin}/good')
            browser.cut()
            browser.press('button')
            chromium.until(lambda: 'chrome-error' in browser.run('return document.location.href'), 'the page of no network')
            browser.cut(False)
            browser.open(f'{origin}/good')
            assert browser.has('#name')

        tap.test('without scripts a page stays as it was sent', without_scripts_a_page_stays_as_it_was_sent)
        tap.test('a network that is cut comes back', a_cut_network_comes_back)

    def html_is_judged():
        if not judges.can_judge_html():
            raise tap.Skip('the Nu checker was not fetched (tools/lib/web-checks.sh)')
        pages = {'good': page('good').encode(), 'wrong': page('good').replace('<p><button>', '<p foo="1"><button>').encode()}
        sentences = judges.html(pages)
        assert sentences and all(one.startswith('wrong, line') and 'foo' in one for one in sentences), sentences

    tap.test('a wrong attribute is found, and nothing in a good page', html_is_judged)
    tap.finish()


main()
