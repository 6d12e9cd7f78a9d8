/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything about one client on one page: allergies first, how to reach her, what comes next, what
 * was. Each showing is a handful of bounded reads; of a long history the latest visits are shown
 * and the rest on demand.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLIENT_VIEW (salon_client_view_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientView, salon_client_view, SALON, CLIENT_VIEW, AdwBin)

void salon_client_view_set_session (SalonClientView *self, SalonSession *session);
/* FALSE, and the view as it was, when there is no such client. Again for the same one: anew. */
gboolean salon_client_view_show (SalonClientView *self, const char *client_id);
const char *salon_client_view_get_name (SalonClientView *self);

G_END_DECLS
