/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the list of shortcuts: what is done, and under it the keys in the words of the language.
 * Words wrap where drawn keys would be cut, and a screen reader reads them.
 *
 * Property: accelerator (string): accelerators as GTK writes them, separated by blanks; "<Alt>1...4" is
 * a range.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SHORTCUT_ROW (salon_shortcut_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonShortcutRow, salon_shortcut_row, SALON, SHORTCUT_ROW, AdwActionRow)

G_END_DECLS
