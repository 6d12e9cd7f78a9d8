/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom to call because a gift card ends soon, with what is left on it: the number of the buyer or of
 * her for whom it is, when one of them is a client, and a mark for who was called.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CALL_LIST_DIALOG (salon_call_list_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonCallListDialog,
                      salon_call_list_dialog,
                      SALON,
                      CALL_LIST_DIALOG,
                      AdwDialog)

AdwDialog *salon_call_list_dialog_new (SalonSession *session);

G_END_DECLS
