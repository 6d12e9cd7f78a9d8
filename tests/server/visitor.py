# SPDX-License-Identifier: GPL-3.0-or-later
"""A browser without scripts, for tests of the site over HTTP: it follows links, fills in forms and sends them
as a person would.

    visitor = Visitor(server)
    page = visitor.get('/reservation')
    page = page.submit('services-form', soin1=True)
    page.link('first-free').follow()
"""

import html
import html.parser
import re
import urllib.parse

VOID = {'input', 'link', 'meta', 'br', 'img', 'hr'}


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, attributes, parent, []

    def __getitem__(self, name):
        return self.attributes.get(name)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self):
        words = ''.join(child if isinstance(child, str) else f'{child.text}' for child in self.children)
        return re.sub(r'[ \n]+', ' ', words).strip()


class Parser(html.parser.HTMLParser):
    """Complains of what does not nest."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element('', {}, None)
        self.feed(text)
        assert self.open is self.root, f'<{self.open.tag}> is not closed'

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f'an attribute twice: {attrs}'
        element = Element(tag, {name: value or '' for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag):
        assert tag == self.open.tag, f'</{tag}> within <{self.open.tag}>'
        self.open = self.open.parent

    def handle_data(self, data):
        self.open.children.append(data)


class Page:
    def __init__(self, visitor, path, answer):
        self.visitor, self.path, self.answer, self.status = visitor, path, answer, answer.status
        self.headers, self.body = answer.headers, answer.body
        is_page = 'text/html' in answer.headers.get('Content-Type', '')
        self.root = Parser(answer.body.decode()).root if is_page else None
        if is_page:
            ids = [one['id'] for one in self.root.walk() if one['id'] is not None]
            assert len(ids) == len(set(ids)), f'an id twice: {sorted(ids)}'

    def all(self, tag, **wanted):
        return [one for one in self.root.walk() if one.tag == tag
                and all(one[name.rstrip('_')] == value for name, value in wanted.items())]

    def by_id(self, name):
        found = [one for one in self.root.walk() if one['id'] == name]
        return found[0] if found else None

    def has(self, name):
        return self.by_id(name) is not None

    @property
    def text(self):
        return self.all('main')[0].text

    def follow(self, name):
        """The link with that id."""
        link = self.by_id(name)
        assert link is not None and link['href'], f'{name} is not in {self.text}'
        return self.visitor.get(link['href'])

    def classes(self, tag, name):
        return [one for one in self.all(tag) if name in (one['class'] or '').split()]

    def fields(self, form):
        """What would be sent as it stands."""
        values = {}
        for one in form.walk():
            if one['name'] is None:
                continue
            if one.tag == 'input' and one['type'] in ('checkbox', 'radio'):
                if one['checked'] is not None:
                    values[one['name']] = one['value']
            elif one.tag == 'input':
                values[one['name']] = html.unescape(one['value'] or '')
            elif one.tag == 'textarea':
                values[one['name']] = ''.join(one.children)
            elif one.tag == 'select':
                options = [option for option in one.walk() if option.tag == 'option']
                chosen = [option for option in options if option['selected'] is not None] or options[:1]
                values[one['name']] = chosen[0]['value']
        return values

    def fill(self, form_id, button=None, **typed):
        """Method, address and body of the form."""
        form = self.by_id(form_id)
        assert form is not None, f'{form_id} is not in {self.text}'
        names = {one['name']: one for one in form.walk() if one['name']}
        values = self.fields(form)
        for name, value in typed.items():
            assert name in names, f'{name} is not in {sorted(names)}'
            values[name] = names[name]['value'] if value is True else value
        if button:
            values[button[0]] = button[1]
        return form['method'], form['action'], urllib.parse.urlencode(values)

    def submit(self, form_id, button=None, follow=True, **typed):
        method, action, body = self.fill(form_id, button, **typed)
        if method == 'get':
            return self.visitor.get(f'{action}?{body}')
        return self.visitor.post(action, body, follow)


class Visitor:
    def __init__(self, server, headers=None):
        self.server, self.headers = server, headers or {}

    def take(self, path, answer, follow):
        assert 'Set-Cookie' not in answer.headers, answer.headers
        if follow and answer.status == 303:
            return self.get(answer.headers['Location'])
        return Page(self, path, answer)

    def get(self, path, follow=True):
        return self.take(path, self.server.ask('GET', path.split('#')[0], headers=self.headers), follow)

    def post(self, path, body, follow=True):
        headers = {**self.headers, 'Content-Type': 'application/x-www-form-urlencoded'}
        return self.take(path, self.server.ask('POST', path, body.encode(), headers), follow)
