/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The client search made anew, for whoever writes so many rows that he does it with the triggers of
 * 0002-client-search.sql switched off. Private to this layer.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Both inside the caller's transaction. */

/* No client is found until it is made anew, nor moved by a booking. */
gboolean salon_client_index_empty (sqlite3 *database, GError **error);
/* What the triggers would have come to, in the order of the index. */
gboolean salon_client_index_rebuild (sqlite3 *database, GError **error);

G_END_DECLS
