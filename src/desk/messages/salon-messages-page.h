/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What clients will be told, were told, and were not, each as a list; a message opens with its words and
 * with what can be done about it. What is due is the plan of the moment and stored nowhere.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "messages/salon-messenger.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGES_PAGE (salon_messages_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessagesPage, salon_messages_page, SALON, MESSAGES_PAGE, AdwBin)

GtkWidget *salon_messages_page_new (SalonSession *session);
/* What it says of the sending; NULL: nothing. */
void salon_messages_page_set_messenger (SalonMessagesPage *self, SalonMessenger *messenger);
/* "due", "sent" or "failed". */
void salon_messages_page_show_list (SalonMessagesPage *self, const char *name);

G_END_DECLS
