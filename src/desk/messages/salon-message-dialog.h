/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message to a client: to whom, when, in what words, what came of it, and what the owner can do
 * about it. It closes when she has done it. Main thread. */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "messages/salon-message-item.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_DIALOG (salon_message_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageDialog, salon_message_dialog, SALON, MESSAGE_DIALOG, AdwDialog)

AdwDialog *salon_message_dialog_new (SalonSession *session, SalonMessageItem *item);

G_END_DECLS
