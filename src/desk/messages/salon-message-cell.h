/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message in a list: to whom, what for and by what means; when, or what came of it and why; its
 * words in one line. */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "messages/salon-message-item.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_CELL (salon_message_cell_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageCell, salon_message_cell, SALON, MESSAGE_CELL, AdwBin)

GtkWidget *salon_message_cell_new (void);
void
salon_message_cell_show (SalonMessageCell *self, SalonSession *session, SalonMessageItem *item);
/* For a screen reader: all that the cell shows, in one sentence. */
char *salon_message_cell_describe (SalonSession *session, SalonMessageItem *item);

/* Activates "messages.send" with the message's id, from the button that a failed one has. */

G_END_DECLS
