/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One kind of message in the preferences: by what means it is sent, when, and the way to its texts, which
 * is the action "messages.write" of whatever it stands in. */
#pragma once

#include "common/salon-session.h"
#include "message/salon-message-settings.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_KIND_ROW (salon_message_kind_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageKindRow,
                      salon_message_kind_row,
                      SALON,
                      MESSAGE_KIND_ROW,
                      AdwExpanderRow)

GtkWidget *salon_message_kind_row_new (SalonSession *session, SalonMessageKind kind);
void salon_message_kind_row_fill (SalonMessageKindRow *self, SalonMessageSettings *settings);

G_END_DECLS
