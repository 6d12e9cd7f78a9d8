# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a fake provider for whoever pays in a browser: one button pays, the other gives up.

Whoever pays is led back to the salon, and the salon is told, in the order that `fake.tells` says:
'before' the payer is led back, or when the test calls `tell` ('later').
"""

import html
import http.client
import urllib.parse

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{provider}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head><body>
<main><h1>{provider}</h1><form method="post"><p><button id="payer-pays" name="do" value="pay">Payer</button>
<button id="payer-gives-up" name="do" value="give-up">Annuler</button></p></form></main></body></html>
"""


def answer(handler, status, body=b'', **headers):
    handler.send_response(status)
    for name, value in {'Content-Type': 'text/html; charset=utf-8', 'Content-Length': str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def serve(fake, handler, call):
    """GET shows the page, POST does what its button says."""
    provider, name = call.path.removeprefix('/pay/').split('/')
    if name not in fake.ways_back:
        answer(handler, 404, b'')
        return
    if call.method != 'POST':
        answer(handler, 200, PAGE.format(provider=html.escape(provider.title())).encode())
        return
    paid_url, given_up_url = fake.ways_back[name]
    if call.form['do'] == 'pay':
        fake.untold.append((provider, fake.pay(f'{fake.url}{call.path}')))
        if fake.tells == 'before':
            tell(fake)
    answer(handler, 303, Location=paid_url if call.form['do'] == 'pay' else given_up_url)


def tell(fake):
    """The salon is told of what was paid and not told yet."""
    while fake.untold:
        path, headers, body = fake.message(*fake.untold.pop(0))
        line = http.client.HTTPConnection(urllib.parse.urlsplit(fake.tells_at).netloc, timeout=60)
        line.request('POST', path, body, headers)
        response = line.getresponse()
        response.read()
        line.close()
        if response.status != 200:
            fake.complaints.append(f'telling {path}: {response.status}')
