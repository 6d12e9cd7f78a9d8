/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the two cards that are to be merged: those of the whole salon that look alike, or, for one
 * client, whoever the owner looks for. Choosing a row opens the merge.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_DUPLICATES_DIALOG (salon_duplicates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonDuplicatesDialog,
                      salon_duplicates_dialog,
                      SALON,
                      DUPLICATES_DIALOG,
                      AdwDialog)

/* @client: (nullable): the card to merge another one into; NULL: all that look alike */
AdwDialog *salon_duplicates_dialog_new (SalonSession *session, SalonClient *client);

G_END_DECLS
