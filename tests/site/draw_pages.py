# SPDX-License-Identifier: GPL-3.0-or-later
"""draw_pages.py SERVER FOLDER [NAME…]: a picture of every page of the public site, and of every step of its journeys, as
NAME-LANGUAGE-SIZE-LIGHT.png; of those alone whose name begins with one of the NAMEs."""

import pathlib
import sys

import journeys
from browser import DESKTOP, PHONE
from salon_site import BACK, PAGES, Site

SIZES = {'phone': PHONE, 'desktop': DESKTOP}


class Album:
    def __init__(self, site, folder, wanted):
        self.site, self.folder, self.wanted = site, pathlib.Path(folder), wanted
        self.language = self.size = None

    def wants(self, name):
        return not self.wanted or any(name.startswith(one) for one in self.wanted)

    def take(self, name):
        """The page that is shown, by day and by night."""
        if not self.wants(name):
            return
        browser = self.site.browser
        browser.run('document.activeElement && document.activeElement.blur ()')
        for light in ('light', 'dark'):
            browser.dress(SIZES[self.size], dark=light == 'dark')
            browser.picture(self.folder / f'{name}-{self.language}-{self.size}-{light}.png')
        browser.dress(SIZES[self.size])

    def fill(self):
        for number, self.language in enumerate(('fr', 'en')):
            for self.size in SIZES:
                browser = self.site.browser
                browser.dress(SIZES[self.size])
                for pair in PAGES + BACK:
                    name = pair[1].partition('?')[0].removeprefix('/en').strip('/').replace('/', '-') or 'home'
                    if self.wants(name):
                        browser.open(self.site.url(pair[number]))
                        self.take(name)
                for tour in journeys.TOURS:
                    tour(self.site, self.language, self.take)


def main():
    program, folder, *wanted = sys.argv[1:]
    with Site(program) as site:
        Album(site, folder, wanted).fill()


main()
