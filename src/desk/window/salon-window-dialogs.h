/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window's actions that open a dialog of some page's own: payments, takings, printing, import and
 * export, preferences, histories, the connection, the carriers.
 */
#pragma once

#include "window/salon-window.h"

G_BEGIN_DECLS

void salon_window_dialogs_install (GtkWidgetClass *klass);
/* A file that is dropped anywhere on the window is brought in. */
void salon_window_dialogs_take_drops (SalonWindow *self);
/* @page: (nullable): its name; otherwise the first one. "messages/reminder.sms": the text of a message */
void salon_window_dialogs_show_settings (SalonWindow *self, const char *page);
/* For pictures also where the sample salon is open, which cannot be shared. */
void salon_window_dialogs_show_connection (SalonWindow *self);
/* For pictures: the payment of the first booking of the day that is not paid. */
void salon_window_dialogs_show_payment (SalonWindow *self);
/* One dialog at a time, as with the editors: nothing while another is open. Returns what was made;
 * nullable, borrowed. */
AdwDialog *salon_window_dialogs_present_alone (SalonWindow *self,
                                               AdwDialog *(*make) (SalonSession *session));

G_END_DECLS
