#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers: an arrow between the folders of src/ exists only where the table in docs/MAP.md has it.

Three kinds of arrow are read: quoted includes, angle includes of libraries, and the dependencies that
meson gives to a layer's library. The table is the only place where an arrow is allowed.
"""

import re

import tap

ROW = re.compile(r'^\|\s*`src/(\w+)/`\s*\|')
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)
# Which library a header belongs to; what is not here is the C library's.
HEADERS = (('glib-object.h', 'gobject'), ('glib/gi18n', 'gettext'), ('glib', 'glib'), ('gio/', 'gio'),
           ('gtk/', 'gtk'), ('gdk', 'gtk'), ('gsk/', 'gtk'), ('graphene', 'gtk'), ('pango', 'pango'),
           ('cairo', 'cairo'), ('adwaita', 'adwaita'), ('json-glib/', 'json-glib'),
           ('sqlite3', 'sqlite'), ('uuid/', 'uuid'), ('libpq', 'pq'), ('libsecret/', 'secret'),
           ('libsoup/', 'soup'), ('qrencode', 'qrencode'), ('poppler', 'poppler'),
           ('microhttpd', 'microhttpd'), ('hiredis/', 'hiredis'), ('yyjson', 'yyjson'), ('crypt.h', 'crypt'),
           ('gnutls/', 'gnutls'), ('gmime', 'gmime'), ('curl/', 'curl'),
           ('libical-glib/', 'ical'), ('archive', 'archive'))
# Rules of the salon know no clock, no language and no disk: those headers stay out of core.
NOT_IN_CORE = ('time.h', 'locale.h', 'unistd.h', 'fcntl.h', 'sys/time.h', 'sys/stat.h')
CALLS_NOT_IN_CORE = re.compile(r'\b(g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*|'
                               r'g_file_\w+|g_random_\w+|fopen|printf|fprintf|setlocale|localtime\w*|gettimeofday)\b')
IMPLIED = {'gtk': {'gtk', 'gio', 'glib', 'gobject', 'pango', 'cairo'}, 'gio': {'gio', 'glib', 'gobject'}}


def table(tree):
    """Layer → (layers it may include, libraries it may link)."""
    rows = {}
    for line in (tree / 'docs/MAP.md').read_text(encoding='utf-8').splitlines():
        if (row := ROW.match(line)):
            cells = [cell.strip() for cell in line.strip('| ').split('|')]
            libraries = set(re.findall(r'`([\w-]+)`', cells[3]))
            for library in tuple(libraries):
                libraries |= IMPLIED.get(library, set())
            rows[row[1]] = (set(re.findall(r'`(\w+)`', cells[2])), libraries)
    return rows


def without_comments(text):
    return re.sub(r'/\*.*?\*/', lambda comment: '\n' * comment[0].count('\n'), text, flags=re.DOTALL)


def include_violations(tree, layer, rows, path):
    allowed, libraries = rows[layer]
    subfolders = {folder.name for folder in (tree / 'src' / layer).iterdir() if folder.is_dir()}
    text = without_comments(path.read_text(encoding='utf-8'))
    name = path.relative_to(tree)
    for mark, included in INCLUDE.findall(text):
        first = included.split('/')[0]
        if mark == '<':
            library = next((owner for start, owner in HEADERS if included.startswith(start)), None)
            if library == 'gettext':
                library = None if layer != 'core' else library
            if library and library not in libraries and not linked_below(library, allowed, rows):
                yield f'{name}: <{included}> is {library}, which {layer} may not link'
            if layer == 'core' and included in NOT_IN_CORE:
                yield f'{name}: <{included}> in core, which has no clock, locale or I/O'
        elif '/' not in included:
            made_by_meson = included.endswith('-resources.h')
            if not made_by_meson and not (path.parent / included).exists():
                yield f'{name}: "{included}" is not in its own folder; across folders it names the folder'
        elif first in rows:
            if first == layer:
                yield f'{name}: "{included}" names its own layer; within a layer the file name is enough'
            elif first not in allowed:
                yield f'{name}: includes {first}, but {layer} → {first} is not an arrow of docs/MAP.md'
        elif first not in subfolders:
            yield f'{name}: "{included}" belongs to no layer of docs/MAP.md'
    if layer == 'core':
        for call in CALLS_NOT_IN_CORE.findall(text):
            yield f'{name}: {call}() in core, which has no clock, locale or I/O'


def linked_below(library, allowed, rows):
    return any(library in rows[layer][1] for layer in allowed if layer in rows)


def meson_violations(tree, layer, rows):
    """Dependencies of the layer's library."""
    build = tree / 'src' / layer / 'meson.build'
    if not build.exists():
        return
    allowed, libraries = rows[layer]
    known = {f"{name.replace('-', '_')}_dep" for name in libraries | allowed}
    text = re.sub(r'#.*', '', build.read_text(encoding='utf-8'))
    for named in set(re.findall(r'\b(\w+_dep)\b', text)) - {f'{layer}_dep'}:
        if named not in known:
            yield f'src/{layer}/meson.build: {named} is not allowed for {layer} by docs/MAP.md'


def violations(tree):
    rows = table(tree)
    found = []
    for folder in sorted(path for path in (tree / 'src').iterdir() if path.is_dir()):
        layer = folder.name
        if layer not in rows:
            found.append(f'src/{layer} has no row in docs/MAP.md')
            continue
        for path in tap.sources(tree, '.c', '.h', folders=(f'src/{layer}',)):
            found += include_violations(tree, layer, rows, path)
        found += meson_violations(tree, layer, rows)
    return found


MAP = '''| folder | owns | may include | may link |
|---|---|---|---|
| `src/core/` | values | – | `glib` |
| `src/store/` | SQLite | `core` | `gio`, `sqlite` |
'''


def planted(name, text):
    return {'docs/MAP.md': MAP, 'src/core/salon-day.h': '', 'src/store/salon-store.h': '', name: text}


tap.holds('every arrow between layers is in the table', violations)
tap.catches('core that includes store is caught', violations,
            planted('src/core/salon-day.c', '#include "store/salon-store.h"\n'), 'core → store')
tap.catches('a library that the layer may not link is caught', violations,
            planted('src/core/salon-day.c', '#include <sqlite3.h>\n'), '<sqlite3.h> is sqlite')
tap.catches('the keyring is a library like any other', violations,
            planted('src/store/salon-store.c', '#include <libsecret/secret.h>\n'), 'is secret')
tap.catches('a dependency in meson that the layer may not have is caught', violations,
            planted('src/core/meson.build', 'static_library (dependencies: [glib_dep, gtk_dep])\n'), 'gtk_dep')
tap.catches('a layer without a row is caught', violations,
            planted('src/misc/salon-thing.c', ''), 'src/misc has no row')
tap.catches('an include that reaches into another folder without naming it is caught', violations,
            planted('src/store/salon-store.c', '#include "salon-day.h"\n'), 'not in its own folder')
tap.catches('a clock in core is caught', violations,
            planted('src/core/salon-day.c', 'now = g_get_real_time ();\n'), 'g_get_real_time')
tap.finish()
