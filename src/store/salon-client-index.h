/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The client search made anew, for whoever writes so many rows that he does it with the triggers of
 * 0002-client-search.sql switched off. Private to this layer.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Inside the caller's transaction. What the triggers would have come to, in the order of the index. */
gboolean salon_client_index_rebuild (sqlite3 *database, GError **error);

G_END_DECLS
