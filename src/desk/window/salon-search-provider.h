/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients and gift cards in the search of GNOME Shell (org.gnome.Shell.SearchProvider2). The shell
 * starts the program for it without a window; it asks only once the owner has switched this provider
 * on in the computer's settings (DefaultDisabled in data/). Reads the salon's file and changes nothing.
 * Main thread only.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_SEARCH_PROVIDER (salon_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (SalonSearchProvider, salon_search_provider, SALON, SEARCH_PROVIDER, GObject)

/**
 * salon_search_provider_new:
 * @application: kept alive for a while after each question; not owned
 * @dup_path: the salon's file to read while none is open; may give %NULL: there is none to search
 *
 * Emits "chosen" (const char *action, GVariant *target): an action of the window for what was chosen;
 * and "wanted" (const char *line): to go on searching in the program.
 */
SalonSearchProvider *salon_search_provider_new (GApplication *application,
                                                char *(*dup_path) (GApplication *application));

/* At @object_path/SearchProvider. */
gboolean salon_search_provider_export (SalonSearchProvider *self,
                                       GDBusConnection *connection,
                                       const char *object_path,
                                       GError **error);
void salon_search_provider_unexport (SalonSearchProvider *self, GDBusConnection *connection);

/* @session: (nullable): the open salon, which is searched from then on. */
void salon_search_provider_set_session (SalonSearchProvider *self, SalonSession *session);

G_END_DECLS
