/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two cards of one client side by side, field by field: the owner says what the card that remains
 * shall say, and sees what goes before it goes.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_MERGE_DIALOG (salon_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonMergeDialog, salon_merge_dialog, SALON, MERGE_DIALOG, AdwDialog)

/* @left remains. */
AdwDialog *salon_merge_dialog_new (SalonSession *session, SalonClient *left, SalonClient *right);

G_END_DECLS
