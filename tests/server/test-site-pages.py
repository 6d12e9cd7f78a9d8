# SPDX-License-Identifier: GPL-3.0-or-later
"""The public site as whoever asks for it gets it: pages in two languages, refusals that a person understands, files
that are kept, and a salon whose name is made of everything that could break a page."""

import datetime
import gzip
import html.parser
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'checks'))
import tap  # noqa: E402
from salon_server import ARCHIVED, NAILS, Salon, booking, working_day  # noqa: E402

NAME = '<b>&"\'</script>{{x}}{y}'
PLACES = {'/': '/en', '/a-propos': '/en/about', '/prestations': '/en/services', '/avis': '/en/reviews',
          '/contact': '/en/contact', '/mentions-legales': '/en/legal-notice', '/confidentialite': '/en/privacy'}
SITE = 'https://www.salon.example'
NBSP = '\u00a0'
VOID = {'meta', 'link', 'br', 'input', 'img', 'hr'}
MOST_BYTES = 50 * 1024


class Page(html.parser.HTMLParser):
    """What a browser would make of it. Whatever is left open, or closed twice, is a fault."""

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.texts, self.scripts = [], [], [], []
        self.feed(body.decode())
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f'</{tag}> closes nothing'

    def handle_data(self, text):
        (self.scripts if self.open and self.open[-1] == 'script' else self.texts).append(text)

    @property
    def text(self):
        return ' '.join(' '.join(self.texts).split())

    def all(self, tag, **wanted):
        return [attributes for name, attributes in self.tags
                if name == tag and all(attributes.get(key) == value for key, value in wanted.items())]


def is_page(answer, status=200):
    assert answer.status == status, (answer.status, answer.body[:300])
    assert answer.headers['Content-Type'] == 'text/html; charset=utf-8', answer.headers
    return Page(answer.body)


def main():
    setting = json.dumps(NAME).replace("'", "''")
    with Salon(sys.argv[1]) as salon, salon.serve(PUBLIC_URL=f'{SITE}/', STRIPE_SECRET_KEY='sk_test_x',
                                                  STRIPE_BASE_URL='http://127.0.0.1:9') as server:
        salon.sql(f"INSERT INTO salon_settings (key, value) VALUES ('salon.name', '{setting}')"
                  " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;"
                  "UPDATE services SET description = '<i>\"doux\"</i>' WHERE name = 'Manucure'")

        def every_page_is_there_in_both_languages():
            for french, english in PLACES.items():
                for path, language, other in ((french, 'fr', english), (english, 'en', french)):
                    page = is_page(server.ask('GET', path))
                    assert page.all('html') == [{'lang': language}], path
                    assert page.all('link', rel='canonical')[0]['href'] == SITE + path, path
                    for code, address in (('fr', french), ('en', english), ('x-default', french)):
                        links = page.all('link', rel='alternate', hreflang=code)
                        assert [link['href'] for link in links] == [SITE + address], (path, links)
                    assert page.all('a', href=other, hreflang='en' if language == 'fr' else 'fr'), path
                    assert len(page.all('h1')) == 1 and page.all('main', id='content'), path
                    assert page.all('meta', name='description')[0]['content'], path
                    assert 'words.' not in page.text and '{{' not in page.text.replace(NAME, ''), path

        def a_hostile_name_is_a_name():
            for path in ('/', '/en/contact', '/mentions-legales', '/rien'):
                answer = server.ask('GET', path)
                page = Page(answer.body)
                assert NAME in page.text and not page.all('b'), path
                assert b'<b>' not in answer.body and NAME in page.all('meta', property='og:site_name')[0]['content'] \
                    if page.all('meta', property='og:site_name') else True
            page = is_page(server.ask('GET', '/prestations'))
            assert '<i>"doux"</i>' in page.text and not page.all('i')

        def search_engines_read_the_salon():
            page = is_page(server.ask('GET', '/'))
            read = json.loads(''.join(page.scripts))
            assert read['@type'] == 'BeautySalon' and read['name'] == NAME, read
            assert {'@type': 'OpeningHoursSpecification', 'dayOfWeek': 'Monday', 'opens': '09:00',
                    'closes': '19:00'} in read['openingHoursSpecification'], read
            offers = json.loads(''.join(is_page(server.ask('GET', '/en/services')).scripts))
            prices = {offer['itemOffered']['name']: offer['price'] for offer in
                      offers['hasOfferCatalog']['itemListElement']}
            assert prices == {'Manucure': '25.00', 'Soin du visage': '65.50', 'Massage': '90.00'}, prices
            listed = server.ask('GET', '/sitemap.xml').body.decode()
            assert f'<loc>{SITE}/en/services</loc>' in listed and '/avis' not in listed
            assert f'Sitemap: {SITE}/sitemap.xml' in server.ask('GET', '/robots.txt').body.decode()

        def search_engines_read_where_it_is_and_what_it_costs():
            salon.sql("INSERT INTO salon_settings (key, value) VALUES ('salon.phone', '\"04 78 00 00 00\"'), "
                      "('salon.address', '\"12 rue des Lilas\\n69003 Lyon\"') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;"
                      "INSERT INTO opening_exceptions (from_date, to_date, start_time, end_time, open) "
                      "SELECT d, d, '10:00', '12:00', TRUE FROM (SELECT current_date + (6 - extract (isodow FROM current_date)::int "
                      "+ 15) AS d) AS s")
            for _ in range(2000):
                read = json.loads(''.join(is_page(server.ask('GET', '/')).scripts))
                if 'telephone' in read and any('validFrom' in one for one in read['openingHoursSpecification']):
                    break
            assert read['priceRange'] == f'25{NBSP}€ – 90{NBSP}€', read
            assert read['telephone'] == '+33478000000' and read['url'] == f'{SITE}/', read
            assert read['address'] == {'@type': 'PostalAddress', 'streetAddress': '12 rue des Lilas', 'postalCode': '69003',
                                       'addressLocality': 'Lyon', 'addressCountry': 'FR'}, read
            shown = server.ask('GET', read['image'][len(SITE):])
            assert shown.status == 200 and shown.headers['Content-Type'] == 'image/png', read['image']
            days = [one for one in read['openingHoursSpecification'] if 'validFrom' in one]
            sunday = datetime.date.fromisoformat(days[0]['validFrom'])
            assert sunday.weekday() == 6 and days == [
                {'@type': 'OpeningHoursSpecification', 'opens': '10:00', 'closes': '12:00',
                 'validFrom': sunday.isoformat(), 'validThrough': sunday.isoformat()}], days
            assert 'aggregateRating' not in read, 'nobody has said anything'
            english = json.loads(''.join(is_page(server.ask('GET', '/en/contact')).scripts))
            assert english['priceRange'] == '€25 – €90' and english['url'] == f'{SITE}/en', english
            salon.sql("DELETE FROM opening_exceptions")

        def services_are_told_as_people_write_them():
            french, english = (is_page(server.ask('GET', path)).text.replace('\u00a0', ' ')
                               for path in ('/prestations', '/en/services'))
            assert '65,50 €' in french and '1 h 30' in french and 'Ongles' in french, french
            assert '€65.50' in english and '€25' in english and 'Nails' in english, english
            assert 'Ancien soin' not in french and ARCHIVED not in french
            assert french.count('Manucure') == english.count('Manucure') == 2, french

        def a_day_off_is_said_beforehand():
            salon.sql("INSERT INTO blocked_dates (date) SELECT current_date + n FROM generate_series (8, 14) AS n")
            for _ in range(2000):
                text = is_page(server.ask('GET', '/contact')).text
                if 'Les prochaines semaines' in text:
                    break
            assert re.search(r'du \w+ \d+(er)?\s\S+ au \w+ \d+(er)?\s\S+\s: fermé', text), text
            read = json.loads(''.join(is_page(server.ask('GET', '/contact')).scripts))['openingHoursSpecification']
            days = [one for one in read if 'validFrom' in one]
            first, last = (datetime.date.today() + datetime.timedelta(days=n) for n in (8, 14))
            assert len(days) == 1 and days[0]['opens'] == days[0]['closes'] == '00:00', days
            assert abs((datetime.date.fromisoformat(days[0]['validFrom']) - first).days) <= 1, days
            assert abs((datetime.date.fromisoformat(days[0]['validThrough']) - last).days) <= 1, days

        def browsers_are_told_what_a_page_may_do():
            answer = server.ask('GET', '/')
            policy = answer.headers['Content-Security-Policy']
            assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; "), policy
            assert "form-action 'self' https://checkout.stripe.com http://127.0.0.1:9" in policy, policy
            assert 'unsafe' not in policy and "frame-ancestors 'none'" in policy
            assert answer.headers['Referrer-Policy'] == 'same-origin'
            assert 'Set-Cookie' not in answer.headers
            page = Page(answer.body)
            assert not [tag for tag, attributes in page.tags
                        if 'style' in attributes or any(key.startswith('on') for key in attributes)]
            for tag, attributes in page.tags:
                source = attributes.get('src') or (attributes.get('href') if tag == 'link' else None)
                assert not source or source.startswith(('/', SITE)), source
            # What is for programs is as it was.
            assert "form-action 'none'" in server.ask('GET', '/api/v1/services').headers['Content-Security-Policy']

        def refusals_are_pages():
            for path, words in (('/rien', 'Cette page n’existe pas'), ('/en/nothing/x', 'There is no such page'),
                                ('/site/rien.css', 'Cette page n’existe pas')):
                answer = server.ask('GET', path)
                page = is_page(answer, 404)
                assert words in page.text and page.all('meta', name='robots', content='noindex'), path
                assert answer.headers['Cache-Control'] == 'no-store'
            wrong = server.ask('POST', '/contact')
            assert 'Cette page' in is_page(wrong, 405).text and wrong.headers['Allow'] == 'GET'
            assert 'trop long' in is_page(server.ask('POST', '/contact', b'x' * 300000), 413).text
            for path in ('/api/v1/nothing', '/health/nothing'):
                assert server.ask('GET', path).json['code'] == 'not_found', path

        def what_is_asked_behind_the_address_does_not_matter():
            assert is_page(server.ask('GET', '/?utm_source=x&fbclid=y')).text == \
                is_page(server.ask('GET', '/')).text

        def who_has_a_page_gets_it_once():
            first = server.ask('GET', '/prestations')
            tag = first.headers['ETag']
            assert tag.startswith('W/"'), 'one tag for two forms of a page is a weak one'
            same = server.ask('GET', '/prestations', headers={'If-None-Match': tag[2:], 'Accept-Encoding': 'gzip'})
            assert same.status == 304 and same.body == b'' and 'Content-Encoding' not in same.headers, same
            assert same.headers['Vary'] == 'Accept-Encoding' and same.headers['ETag'] == tag, same.headers
            again = server.ask('GET', '/prestations', headers={'If-None-Match': f'"x", {tag}'})
            assert again.status == 304 and again.body == b'' and again.headers['ETag'] == tag, again
            other = server.ask('GET', '/prestations', headers={'If-None-Match': '"0123"'})
            assert other.status == 200 and other.body == first.body
            head = server.ask('HEAD', '/prestations')
            assert head.status == 200 and head.body == b'' and int(head.headers['Content-Length']) == len(first.body)

        def pages_are_packed_for_who_takes_them_so():
            plain = server.ask('GET', '/prestations')
            assert 'Content-Encoding' not in plain.headers and plain.headers['Vary'] == 'Accept-Encoding', plain.headers
            for accepted in ('gzip', 'x-gzip', 'br, GZIP;q=0.5', '*', 'identity;q=0.1, *;q=0.2', 'deflate , gzip ; q=1'):
                for method in ('GET', 'GET', 'HEAD'):
                    packed = server.ask(method, '/prestations', headers={'Accept-Encoding': accepted})
                    assert packed.headers['Content-Encoding'] == 'gzip', (accepted, method)
                    assert packed.headers['Vary'] == 'Accept-Encoding'
                    assert packed.headers['ETag'] == plain.headers['ETag']
                    if method == 'GET':
                        assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
                    length = int(packed.headers['Content-Length'])
                    assert length == (len(packed.body) if packed.body else length) < len(plain.body) / 2
            for refused in ('identity', 'gzip;q=0', 'gzip; q=0.000, *', '*;q=0', 'br', ''):
                other = server.ask('GET', '/prestations', headers={'Accept-Encoding': refused})
                assert 'Content-Encoding' not in other.headers and other.body == plain.body, refused
                assert other.headers['Vary'] == 'Accept-Encoding'

        def what_is_packed_and_what_is_not():
            date = working_day(3)
            made = server.ask('POST', '/api/v1/bookings', booking(date, '10:00')).json
            own = f"/rendez-vous/{made['id']}/{made['token']}"
            gzipped = {'Accept-Encoding': 'gzip', 'Authorization': f"Bearer {made['token']}"}
            for path in ('/', '/en/contact', '/reservation', f'/reservation/jour?soins={NAILS}&jour={date}',
                         '/api/v1/openapi.json', f'/api/v1/availabilities?date={date}&service_id={NAILS}'):
                answer, plain = server.ask('GET', path, headers=gzipped), server.ask('GET', path)
                if len(plain.body) < 1024:
                    assert 'Content-Encoding' not in answer.headers and 'Vary' not in answer.headers, path
                    continue
                assert answer.headers.get('Content-Encoding') == 'gzip' and gzip.decompress(answer.body), path
                assert plain.headers['Vary'] == 'Accept-Encoding', path
            # Forms have a secret, and so has an address that is one.
            for path in (own, f'{own}/annuler', f'{own}/deplacer', f'{own}/agenda.ics', '/bon-cadeau', '/bon-cadeau/solde',
                         f'/reservation/coordonnees?soins={NAILS}&jour={date}&heure=11:00',
                         f'/reservation/liste-attente?soins={NAILS}&jour={date}', '/rien', '/site/share-0.png'):
                answer = server.ask('GET', path, headers=gzipped)
                assert answer.status in (200, 404) and 'Content-Encoding' not in answer.headers, path
            assert len(server.ask('GET', own).body) > 1024

        def files_never_change():
            page = is_page(server.ask('GET', '/'))
            links = [link for link in page.all('link') if link['rel'] in ('stylesheet', 'icon', 'preload')]
            total = len(server.ask('GET', '/').body)
            for link in links:
                plain = server.ask('GET', link['href'])
                assert plain.status == 200 and 'immutable' in plain.headers['Cache-Control'], link
                packed = server.ask('GET', link['href'], headers={'Accept-Encoding': 'gzip, br'})
                body = packed.body
                if packed.headers.get('Content-Encoding') == 'gzip':
                    assert packed.headers['Vary'] == 'Accept-Encoding'
                    body = gzip.decompress(body)
                assert body == plain.body, link
                total += len(packed.body)
            print(f'# the first page has {total} bytes in all')
            assert total < MOST_BYTES, total

        def a_link_to_the_salon_has_a_picture():
            shown = is_page(server.ask('GET', '/')).all('meta', property='og:image')[0]['content']
            assert shown.startswith(f'{SITE}/site/share-'), shown
            answer = server.ask('GET', shown[len(SITE):])
            assert answer.status == 200 and answer.headers['Content-Type'] == 'image/png'
            assert answer.body[:8] == b'\x89PNG\r\n\x1a\n' and answer.body[16:24] == b'\0\0\x04\xb0\0\0\x02\x76'
            assert server.ask('GET', '/site/share-0123456789.png').status == 404

        def the_salon_has_its_colours():
            page = is_page(server.ask('GET', '/'))
            sheet = [link['href'] for link in page.all('link', rel='stylesheet') if 'colours' in link['href']][0]
            assert server.ask('GET', sheet).body.startswith(b':root{--main:#')
            old = server.ask('GET', '/site/colours-0000000000.css')
            assert old.status == 200 and old.headers['Cache-Control'] == 'no-cache'

        for function in (every_page_is_there_in_both_languages, a_hostile_name_is_a_name,
                         search_engines_read_the_salon, search_engines_read_where_it_is_and_what_it_costs, services_are_told_as_people_write_them,
                         browsers_are_told_what_a_page_may_do, refusals_are_pages,
                         what_is_asked_behind_the_address_does_not_matter, who_has_a_page_gets_it_once,
                         pages_are_packed_for_who_takes_them_so, what_is_packed_and_what_is_not,
                         files_never_change, a_link_to_the_salon_has_a_picture, the_salon_has_its_colours, a_day_off_is_said_beforehand):
            tap.test(function.__name__.replace('_', ' '), function)

    with Salon(sys.argv[1]) as salon:
        def too_often_is_explained():
            with salon.serve(RATE_LIMITS='on') as server:
                connection = server.connect()
                for _ in range(700):
                    answer = server.ask('GET', '/en/nothing', connection=connection)
                    if answer.status != 404:
                        break
                    answer = server.ask('GET', '/site/colours-0.css', connection=connection)
                    if answer.status == 429:
                        break
                text = is_page(answer, 429).text
                assert int(answer.headers['Retry-After']) >= 1 and 'réessayer dans' in text, text

        def without_the_site():
            with salon.serve(SITE='off') as server:
                for path in ('/', '/en/contact', '/site/x.css'):
                    assert server.ask('GET', path).json['code'] == 'not_found', path
                assert server.ask('GET', '/api/v1/services').status == 200

        # The desk says when it is too much; another program may write as much as a setting can be.
        def what_is_said_at_length_is_said_whole():
            texts = {key: f'{key} ' * (99000 // (len(key) + 1)) + 'fin' for key in (
                'salon.name', 'site.tagline', 'site.about', 'site.legal', 'site.host', 'site.mediator')}
            for key, text in texts.items():
                salon.sql(f"INSERT INTO salon_settings (key, value) VALUES ('{key}', to_jsonb ('{text}'::text))"
                          " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value")
            with salon.serve(PUBLIC_URL=f'{SITE}/') as server:
                assert texts['site.about'] in is_page(server.ask('GET', '/a-propos')).text
                legal = is_page(server.ask('GET', '/mentions-legales')).text
                assert all(texts[f'site.{key}'] in legal for key in ('legal', 'host', 'mediator'))
                home = is_page(server.ask('GET', '/'))
                assert texts['site.tagline'] in home.text and texts['salon.name'] in home.text
                shown = home.all('meta', property='og:image')[0]['content'].removeprefix(SITE)
                assert server.ask('GET', shown).body.startswith(b'\x89PNG')
                is_page(server.ask('GET', '/nowhere'), 404)

        def a_salon_that_has_said_nothing():
            salon.sql("DELETE FROM salon_settings; DELETE FROM services; DELETE FROM availabilities")
            with salon.serve() as server:
                for path in [*PLACES, *PLACES.values()]:
                    page = is_page(server.ask('GET', path))
                    assert 'None' not in page.text and '()' not in page.text, page.text
                    assert not page.all('link', rel='canonical')

        for function in (too_often_is_explained, without_the_site, what_is_said_at_length_is_said_whole,
                         a_salon_that_has_said_nothing):
            tap.test(function.__name__.replace('_', ' '), function)
    tap.finish()


main()
