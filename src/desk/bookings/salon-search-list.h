/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A search entry and the list beneath it, worked from the entry without leaving it: Up and Down
 * choose a row (and say it aloud), Enter activates the chosen one. The rows stay ordinary rows: Tab
 * and the pointer reach them as well.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Both must live in one template: the pairing lasts as long as they do. */
void salon_search_list_pair (GtkSearchEntry *entry, GtkListBox *list);
/* To be called after the rows changed: the first visible row becomes the chosen one. */
void salon_search_list_choose_first (GtkListBox *list);

G_END_DECLS
