#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Source: the licence line, names that say which file they live in, and calls we do not make."""

import re

import tap

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
# A header may speak for the types it declares as well as for its own name.
TYPE = re.compile(r'^\s*}?\s*(?:typedef\s+\w+\s+(?:_?\w+\s+)?)?(Salon\w+);|\bG_DECLARE_\w+ \((Salon\w+)|'
                  r'^typedef .*?\b(Salon\w+);', re.MULTILINE)
# Values so plain that they have no type of their own live with the header that explains them.
PLAIN_VALUES = {
    'salon-day.h': ('salon_minute', 'salon_ymd'),
    'salon-schema.h': ('salon_row',),
    # The second half of what a store does.
    'salon-store-sync.h': ('salon_store',),
}
PUBLIC = re.compile(r'^[A-Za-z](?:[\w *]*?[ *])?(salon_\w+) \(|^(salon_\w+) \(', re.MULTILINE)
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
FORBIDDEN = re.compile(
    r'\b(AdwMessageDialog|AdwPreferencesWindow|AdwAboutWindow|AdwLeaflet|AdwFlap|GtkDialog|'
    r'GtkFileChooserNative|GtkMessageDialog|GtkTreeView|goto|g_print|sprintf|strcpy|strcat|system|'
    r'sqlite3_exec_unsafe)\b')
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b')
HAND_MADE_KEY = re.compile(r'\b(gtk_widget_class_add_binding\w*|gtk_widget_class_add_shortcut|gtk_shortcut_new\w*|'
                           r'gtk_shortcut_controller_new\w*|gtk_application_set_accels_for_action|'
                           r'ShortcutController|Shortcut) [({]')
HAND_MADE_DIALOG = re.compile(r'\badw_dialog_present (?=\()')
VAGUE = re.compile(r'(^|-)(manager|helper|helpers|utils?|misc|common)(-|\.)')


def licence_violations(tree):
    files = tap.sources(tree, '.c', '.h', '.blp', '.py', '.sh', '.sql', '.css', '.build', folders=(
        'src', 'tests', 'data', 'resources', 'po', 'tools'))
    files += [tree / 'meson.build', tree / 'tools/dev'] if (tree / 'meson.build').exists() else []
    return [f'{path.relative_to(tree)}: no line “{SPDX}” at its top' for path in files
            if SPDX not in '\n'.join(path.read_text(encoding='utf-8').splitlines()[:3])]


def snake(name):
    """SalonDayStyle → salon_day_style"""
    return re.sub(r'(?<=[a-z0-9])([A-Z])', r'_\1', name).lower()


def name_violations(tree):
    found = []
    for path in tap.sources(tree, '.h', folders=('src',)):
        # What the files of one type share among themselves has as many prefixes as files.
        if path.name.endswith('-private.h'):
            continue
        text = COMMENT.sub('', path.read_text(encoding='utf-8'))
        public = path.with_stem(path.stem.removesuffix('-private'))
        own = public.stem.replace('-', '_')
        declared = text + (public.read_text(encoding='utf-8') if public.exists() else '')
        prefixes = {own, *PLAIN_VALUES.get(path.name, ())}
        prefixes |= {snake(name) for names in TYPE.findall(declared) for name in names if name}
        for names in PUBLIC.findall(text):
            function = names[0] or names[1]
            if not any(re.match(rf'{prefix}s?(_|$)', function) for prefix in prefixes):
                found.append(f'{path.relative_to(tree)}: {function}() does not begin with {own}_, '
                             'nor with a type declared there')
    return found


def habit_violations(tree):
    found = []
    for path in tap.sources(tree, '.c', '.h', '.blp'):
        name = path.relative_to(tree)
        text = path.read_text(encoding='utf-8')
        code = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', COMMENT.sub('', text))
        found += [f'{name}: {word}' for word in FORBIDDEN.findall(code)]
        found += [f'{name}: {word} is work left undone' for word in UNFINISHED.findall(text)]
        if VAGUE.search(path.name):
            found.append(f'{name}: the name says nothing about what is in it')
        if path.suffix == '.h' and '#pragma once' not in text:
            found.append(f'{name}: no #pragma once')
    return found


def key_violations(tree):
    """Keys come from the table of shortcuts alone, and nothing in the table is left unused."""
    found, used = [], set()
    header = tree / 'src/desk/common/salon-shortcuts.h'
    rows = set(re.findall(r'\b(SALON_SHORTCUT_\w+),', header.read_text(encoding='utf-8'))) if header.exists() else set()
    own = {header, header.with_suffix('.c')}
    for path in tap.sources(tree, '.c', '.blp', folders=('src/desk',)):
        if path in own:
            continue
        code = COMMENT.sub('', path.read_text(encoding='utf-8'))
        found += [f'{path.relative_to(tree)}: {word}: keys come from common/salon-shortcuts.h'
                  for word in HAND_MADE_KEY.findall(code)]
        used |= set(re.findall(r'\bSALON_SHORTCUT_\w+', code))
    if rows:
        table = header.with_suffix('.c').read_text(encoding='utf-8')
        used |= set(re.findall(r'\[(SALON_SHORTCUT_\w+)\] = \{[^}]*TRUE \}', table))
    return found + [f'{row}: nothing listens to it' for row in sorted(rows - used)]


def dialog_violations(tree):
    """What closes with the focus inside is kept by GTK, unless it was presented by salon_dialog_present()."""
    own = tree / 'src/desk/common/salon-dialog.c'
    return [f'{path.relative_to(tree)}: {word.strip()}: dialogs are shown by common/salon-dialog.h'
            for path in tap.sources(tree, '.c', folders=('src/desk',)) if path != own
            for word in HAND_MADE_DIALOG.findall(COMMENT.sub('', path.read_text(encoding='utf-8')))]


tap.holds('every source names its licence', licence_violations)
tap.catches('a source without a licence is caught', licence_violations,
            {'src/core/salon-day.c': 'int a;\n'}, 'no line')
tap.holds('a public function begins with the name of its file', name_violations)
tap.catches('a function with the name of another file is caught', name_violations,
            {'src/core/salon-day.h': 'gboolean salon_money_parse (const char *text);\n'}, 'salon_money_parse')
tap.holds('no forbidden call, no unfinished work, no vague file name', habit_violations)
tap.catches('a forbidden widget is caught', habit_violations,
            {'src/desk/salon-window.c': 'AdwMessageDialog *dialog;\n'}, 'AdwMessageDialog')
tap.catches('unfinished work is caught', habit_violations,
            {'src/core/salon-day.c': '/* TO' 'DO: leap years */\n'}, 'left undone')
tap.catches('a header that may be read twice is caught', habit_violations,
            {'src/core/salon-day.h': 'int a;\n'}, 'pragma once')
tap.holds('every key is in the table of shortcuts, and somebody listens to it', key_violations)
tap.catches('a key beside the table is caught', key_violations,
            {'src/desk/salon-window.c': 'gtk_widget_class_add_binding_action (klass, GDK_KEY_n, 0, "win.new", NULL);\n'},
            'gtk_widget_class_add_binding_action')
tap.catches('a key in a blueprint is caught', key_violations,
            {'src/desk/salon-page.blp': '  Shortcut {\n    trigger: "<Control>f";\n  }\n'}, 'Shortcut')
tap.catches('a key that nothing listens to is caught', key_violations,
            {'src/desk/common/salon-shortcuts.h': '  SALON_SHORTCUT_DANCE,\n',
             'src/desk/common/salon-shortcuts.c': '[SALON_SHORTCUT_DANCE] = { "Dance", "d" },\n'}, 'SALON_SHORTCUT_DANCE')
tap.holds('every dialog gives its focus back when it closes', dialog_violations)
tap.catches('a dialog that keeps the focus is caught', dialog_violations,
            {'src/desk/salon-window.c': 'adw_dialog_present (dialog, parent);\n'}, 'adw_dialog_present')
tap.finish()
