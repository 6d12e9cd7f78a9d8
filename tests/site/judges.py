# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page of the site is held to. Each judge looks at the page that the browser shows and returns what is
wrong with it, as sentences; test-judges.py shows that each of them can."""

import json
import subprocess
import tempfile
import pathlib
import urllib.parse

from browser import DESKTOP, NARROW, PHONE, web_check

FIRST_PAGE = 50 * 1024    # bytes, of everything that a first page needs
SHIFT = 0.01              # of the layout, as browsers count it
TARGET = 24               # px, WCAG 2.2, 2.5.8
RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

AXE = """
const done = arguments[arguments.length - 1], rules = arguments[0];
axe.run (document, rules.length ? {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations']}
  : {runOnly: {type: 'tag', values: arguments[1]}, rules: {'target-size': {enabled: true}}, resultTypes: ['violations']})
  .then (found => done (found.violations.flatMap (one => one.nodes.map (node =>
     `axe ${one.id}: ${node.target.join (' ')}: ${(node.failureSummary || '').replace (/^[^:]*:\\s*/, '').replace (/\\s+/g, ' ').slice (0, 150)}`))),
         error => done ([`axe: ${error}`]));
"""

SHIFTS = """
const done = arguments[arguments.length - 1], is_untouched = arguments[0];
let total = 0;
new PerformanceObserver (list => {
  // A new page counts its own size as a touch, so that touches are believed only where there were some.
  for (const entry of list.getEntries ()) total += is_untouched || !entry.hadRecentInput ? entry.value : 0;
}).observe ({type: 'layout-shift', buffered: true});
// What is there before anything is painted moves nothing.
new PerformanceObserver (async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 4; frame++) await new Promise (next => requestAnimationFrame (next));
  setTimeout (() => done (total), 0);
}).observe ({type: 'paint', buffered: true});
"""

# What is wider than the page, the innermost first.
WIDE = """
const root = document.documentElement, limit = root.clientWidth;
if (root.scrollWidth <= limit) return [];
return [...document.querySelectorAll ('body *')].filter (one => one.getBoundingClientRect ().right > limit + 0.5)
  .reverse ().slice (0, 3).map (one => one.tagName.toLowerCase () + (one.id ? '#' + one.id : '') + '.' + one.className)
  .concat ('all');
"""

# Text of twice the size, as a person sets it: everything that is measured in it grows along.
LARGE = """
const root = document.documentElement, at = () => parseFloat (getComputedStyle (document.body).fontSize);
const before = at ();
root.style.fontSize = arguments[0] ? 2 * parseFloat (getComputedStyle (root).fontSize) + 'px' : '';
return at () / before;
"""

# What the keyboard stands on: its name for people, and whether that can be seen.
FOCUS = """
const one = document.activeElement;
if (!one || one === document.body) return null;
const name = one.tagName.toLowerCase () + (one.id ? '#' + one.id : '') + ' ' + (one.name || one.textContent.trim ().slice (0, 30));
const look = () => { const own = [one, one.labels && one.labels[0], one.parentElement].filter (Boolean);
  return own.map (it => { const style = getComputedStyle (it);
    return [style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor, style.boxShadow,
            style.borderColor, style.backgroundColor, style.textDecoration]; }) };
const box = one.getBoundingClientRect (), with_focus = JSON.stringify (look ());
const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
one.blur ();
const without = JSON.stringify (look ());
one.focus ({preventScroll: true, focusVisible: true});
if (window.salonFocused === undefined) window.salonFocused = new Set ();
const again = window.salonFocused.has (one);
window.salonFocused.add (one);
return {name, seen: with_focus !== without, inside, again};
"""
REACHABLE = """
window.salonFocused = new Set ();
// From the top, wherever somebody has pressed before.
document.body.tabIndex = -1;
document.body.focus ();
document.body.blur ();
document.body.removeAttribute ('tabindex');
scrollTo (0, 0);
const groups = new Set ();
return [...document.querySelectorAll ('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter (one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility ({visibilityProperty: true}))
  .filter (one => { if (one.type !== 'radio') return true;
                    const is_new = !groups.has (one.name); groups.add (one.name); return is_new; }).length;
"""


def accessibility(browser, *rules):
    """axe: the rules that are named, or all of WCAG 2.2 AA and good practice."""
    file = web_check('axe-core/axe.min.js')
    if not browser.run('return !!window.axe'):
        browser.run(file.read_text(encoding='utf-8') + '\nwindow.axe = axe;')
    return browser.run_async(AXE, list(rules), RULES)


def can_judge_accessibility():
    return web_check('axe-core/axe.min.js') is not None


def layout_shift(browser, is_untouched=True):
    total = browser.run_async(SHIFTS, is_untouched)
    return [f'what is read moves by {total:.3f}'] if total >= SHIFT else []


def width(browser):
    """Nothing is to be scrolled sideways on the narrowest phone, with ordinary and with large text."""
    sentences = []
    for size, large in ((NARROW, False), (NARROW, True), (DESKTOP, True)):
        browser.dress(size, javascript=browser.javascript)
        grown = browser.run(LARGE, large)
        if large and grown < 1.9:
            sentences.append(f'text grows by {grown:.2f}, not by 2')
        wide = browser.run(WIDE)
        if wide:
            sentences.append(f'wider than {size[0]} px{" with large text" if large else ""}: {", ".join(wide)}')
        browser.run(LARGE, False)
    browser.dress(PHONE, javascript=browser.javascript)
    return sentences


def keyboard(browser):
    """Tab leads to everything, once, and where it stands can be seen."""
    expected = browser.run(REACHABLE)
    sentences, n_seen = [], 0
    for _ in range(expected + 2):
        browser.command('Input.dispatchKeyEvent', type='rawKeyDown', key='Tab', code='Tab', windowsVirtualKeyCode=9)
        here = browser.run(FOCUS)
        if not here or here['again']:
            break
        n_seen += 1
        if not here['seen']:
            sentences.append(f"the keyboard stands unseen on {here['name']}")
        if not here['inside']:
            sentences.append(f"the keyboard stands outside of the screen on {here['name']}")
    if n_seen < expected:
        sentences.append(f'Tab leads to {n_seen} places of {expected}')
    return sentences


def traffic(browser, origin, is_first=False):
    """Of what was heard since the last time: nobody is asked but the origin (or those in a list of them), nothing is
    remembered, little comes."""
    heard = browser.traffic()
    origins = [one + '/' for one in ([origin] if isinstance(origin, str) else origin)]
    sentences = [f'somebody else is asked: {url}' for url in heard.urls
                 if not url.startswith(('data:', 'about:', 'blob:')) and urllib.parse.urljoin(url, '/') not in origins]
    sentences += [f'a cookie: {cookie}' for cookie in heard.cookies]
    sentences += [f"a cookie is kept: {cookie['name']}" for cookie in browser.command('Network.getAllCookies')['cookies']]
    kept = browser.run('return [...Object.keys (localStorage), ...Object.keys (sessionStorage)]')
    sentences += [f'something is kept in the browser: {name}' for name in kept]
    if is_first and heard.n_bytes > FIRST_PAGE:
        sentences.append(f'a first page of {heard.n_bytes} bytes')
    return sentences


def console(browser):
    """What it complains about; that a page itself is a refusal is no complaint."""
    return [one for one in browser.complaints()
            if not (browser.url.partition('#')[0] + ' - Failed to load resource' in one and ' status of 4' in one)]


def can_judge_html():
    return web_check('vnu-jar/build/dist/vnu.jar') is not None


def html(pages):
    """The Nu checker, once for all: pages are names and their HTML as it was sent."""
    with tempfile.TemporaryDirectory(prefix='serenaia-html-') as folder:
        names = {}
        for number, (name, text) in enumerate(pages.items()):
            file = pathlib.Path(folder, f'{number}.html')
            file.write_bytes(text)
            names[file.as_uri()] = name
        jar = web_check('vnu-jar/build/dist/vnu.jar')
        ran = subprocess.run(['java', '-Xss8m', '-XX:TieredStopAtLevel=1', '-jar', jar, '--format', 'json',
                              '--stdout', '--exit-zero-always', *(uri.removeprefix('file://') for uri in names)],
                             check=True, text=True, stdout=subprocess.PIPE)
        told = json.loads(ran.stdout)['messages']
    return [f"{names.get(one.get('url', '').replace('file:/', 'file:///').replace('////', '/'), one.get('url'))}, "
            f"line {one.get('lastLine')}: {one.get('subType') or one['type']}: {one['message']}: "
            f"{one.get('extract', '').strip()}" for one in told]


def look_over(browser, origin, url, thorough=False, is_first=False):
    """Everything about one page, as a phone and a desktop show it, by day and by night."""
    browser.dress(PHONE)
    browser.forget()
    browser.open(url)
    return look_at_page(browser, origin, thorough, is_first, is_untouched=True)


def look_at_page(browser, origin, thorough=False, is_first=False, is_untouched=False):
    """The same of a page that is shown already, with what was heard since the last time; the desktop's only thoroughly."""
    sentences = layout_shift(browser, is_untouched) + traffic(browser, origin, is_first)
    sentences += keyboard(browser)
    if can_judge_accessibility():
        sentences += accessibility(browser)
        browser.dress(PHONE, dark=True)
        sentences += [f'at night: {one}' for one in accessibility(browser, *([] if thorough else ['color-contrast']))]
        if thorough or is_untouched:
            browser.dress(DESKTOP)
            sentences += [f'on a desktop: {one}' for one in accessibility(browser)]
        if thorough:
            browser.dress(DESKTOP, dark=True)
            sentences += [f'on a desktop at night: {one}' for one in accessibility(browser)]
    return sentences + width(browser) + console(browser)
