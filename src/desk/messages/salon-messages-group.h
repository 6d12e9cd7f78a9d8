/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The messages of one booking, or of one client: what she was told and what she will be; each opens with
 * its words. Of a booking that has none the owner can send a reminder at once. Hidden when there is
 * nothing to show or to do. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGES_GROUP (salon_messages_group_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessagesGroup,
                      salon_messages_group,
                      SALON,
                      MESSAGES_GROUP,
                      AdwPreferencesGroup)

/* NULL: of none. It follows the salon from then on. */
void salon_messages_group_show_booking (SalonMessagesGroup *self,
                                        SalonSession *session,
                                        const char *booking_id);
void salon_messages_group_show_client (SalonMessagesGroup *self,
                                       SalonSession *session,
                                       const char *client_id);

G_END_DECLS
