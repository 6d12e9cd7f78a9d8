# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of the public site, and every step of its journeys, before the judges (judges.py): French thoroughly,
English as well with SALON_LONG, where both are looked at in every dress."""

import json
import os
import re
import sys

import browser as chromium
import judges
import journeys
from browser import PHONE
from salon_site import BACK, PAGES, Site, check, tap

THOROUGH = bool(os.environ.get('SALON_LONG'))
# Answers that are pages as well: address, status.
REFUSALS = (('/rien', 404), ('/en/nothing', 404), ('/rendez-vous/00000000-0000-4000-8000-000000000000/falsch', 404))


class Look:
    """Looks pages over and keeps their HTML for the checker, which is asked once."""

    def __init__(self, site):
        self.site, self.sent = site, {}

    def keep(self, path, status=200):
        """As the server sends it, before a browser has put it right."""
        answer = self.site.server.ask('GET', path, headers={'Accept': 'text/html'})
        assert answer.status == status, f'{path}: {answer.status}, not {status}'
        assert answer.headers['Content-Type'].startswith('text/html'), answer.headers['Content-Type']
        self.sent[path] = answer.body
        return answer

    def page(self, path):
        self.keep(path)
        # A client who has never been here. The picture of a card may weigh something.
        self.site.browser.command('Network.clearBrowserCache')
        found = judges.look_over(self.site.browser, self.site.origin, self.site.url(path), THOROUGH,
                                 is_first=path not in journeys.GIFT.values())
        assert not found, '\n'.join(found)

    def in_english(self, path):
        """The same page in other words: what words can break."""
        self.keep(path)
        browser = self.site.browser
        browser.dress(PHONE)
        browser.forget()
        browser.open(self.site.url(path))
        found = judges.traffic(browser, self.site.origin) + judges.console(browser) + judges.width(browser)
        if judges.can_judge_accessibility():
            found += judges.accessibility(browser)
        assert not found, '\n'.join(found)
        assert browser.run('return document.documentElement.lang') == 'en'

    def refusals(self):
        browser = self.site.browser
        for path, status in REFUSALS:
            self.keep(path, status)
            browser.dress(PHONE)
            browser.open(self.site.url(path))
            browser.forget()
            found = judges.width(browser) + judges.keyboard(browser)
            if judges.can_judge_accessibility():
                found += judges.accessibility(browser)
            assert not found, f'{path}: ' + '\n'.join(found)

    def sitemap(self):
        """Names all that everybody may see, in both languages, and nothing else."""
        answer = self.site.server.ask('GET', '/sitemap.xml')
        assert answer.status == 200, answer
        named = set(re.findall(r'<loc>([^<]*)</loc>', answer.body.decode()))
        expected = {self.site.url(path) for pair in PAGES for path in pair if path not in journeys.BALANCE.values()}
        assert named == expected, f'missing: {sorted(expected - named)}\nunknown: {sorted(named - expected)}'

    def rating(self):
        """Search engines are told of the stars that people see, where they see them."""
        page = self.site.server.ask('GET', '/avis').body.decode()
        read = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])['aggregateRating']
        assert read['@type'] == 'AggregateRating' and read['bestRating'] == 5, read
        assert re.fullmatch(r'[1-5]\.\d', read['ratingValue']) and read['reviewCount'] > 0, read
        assert f"{read['ratingValue'].replace('.', ',')} sur 5" in page and f"{read['reviewCount']} avis" in page, read

    def tour(self, tour, language):
        """Each step of a journey, as it comes."""
        site, found = self.site, []
        site.browser.dress(PHONE)
        site.browser.forget()

        def look(name):
            one = judges.look_at_page(site.browser, [site.origin, site.fake.url], THOROUGH)
            found.extend(f'{name}: {sentence}' for sentence in one)
            site.browser.dress(PHONE)
            # As the browser shows it: a page that answers a form cannot be asked for again.
            self.sent[f'{tour.__name__} {language} {name}'] = site.browser.source()
            site.browser.forget()

        tour(site, language, look)
        assert not found, '\n'.join(found)

    def axe(self):
        if not judges.can_judge_accessibility():
            raise tap.Skip('axe-core was not fetched (tools/lib/web-checks.sh)')

    def providers(self):
        assert not self.site.fake.complaints, self.site.fake.complaints

    def html(self):
        if not judges.can_judge_html():
            raise tap.Skip('the Nu checker was not fetched (tools/lib/web-checks.sh)')
        found = judges.html(self.sent)
        assert not found, '\n'.join(found)


def main():
    if reason := chromium.missing():
        print(f'1..0 # SKIP {reason}')
        return
    with Site(sys.argv[1]) as site:
        look = Look(site)
        for french, english in PAGES + BACK:
            check(site, f'{french} is right for everybody', lambda path=french: look.page(path))
            check(site, f'{english} is right in English', lambda path=english: (look.page if THOROUGH else look.in_english)(path))
        check(site, 'what is not there is a page as well', look.refusals)
        check(site, 'the sitemap names every page', look.sitemap)
        check(site, 'the stars that are shown are told to search engines', look.rating)
        for tour in journeys.TOURS:
            for language in ('fr', 'en') if THOROUGH else ('fr',):
                check(site, f'each step of {tour.__name__} is right ({language})',
                         lambda tour=tour, language=language: look.tour(tour, language))
        check(site, 'the HTML is valid', look.html)
        check(site, 'axe was there to look at all of it', look.axe)
        check(site, 'the providers were asked well', look.providers)
    tap.finish()


main()
