/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The waiting list: who waits, for what and when, her phone, and the first free time that would suit. When
 * it is opened for a time that has become free, those whom it suits come first, in the order they came.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-wish.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_WAITING_DIALOG (salon_waiting_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonWaitingDialog, salon_waiting_dialog, SALON, WAITING_DIALOG, AdwDialog)

/* @freed: empty for the whole list. */
AdwDialog *salon_waiting_dialog_new (SalonSession *session, SalonRange freed);

/* Who could come in @freed, as it stands now. NULL when it cannot be read; the session has told. */
GArray *salon_waiting_dialog_list_matches (SalonSession *session, SalonRange freed);

G_END_DECLS
