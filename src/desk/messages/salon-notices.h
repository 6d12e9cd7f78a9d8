/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the desktop tells the owner although she does not look at the window: a booking made on the web,
 * which she can confirm at once, and messages that could not be sent. Which of them she wants is kept in
 * GSettings. A notice goes away by itself when what it tells is seen to.
 *
 * The actions are the application's: "app.confirm-booking" (s), "app.open-booking" (s) and "app.show-page" (s).
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_NOTICES (salon_notices_get_type ())
G_DECLARE_FINAL_TYPE (SalonNotices, salon_notices, SALON, NOTICES, GObject)

SalonNotices *salon_notices_new (GtkApplication *application, SalonSession *session);

/* Confirms what a notice told of. FALSE when it cannot be confirmed any more. */
gboolean salon_notices_confirm (SalonSession *session, const char *booking_id);

G_END_DECLS
