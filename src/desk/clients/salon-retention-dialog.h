/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients who have not been heard of for years, for the owner to decide what becomes of their cards: the
 * last contact of each is told with what it was, and she is anonymised from here, alone or with all that
 * are shown. Nothing happens by itself. How many years is a setting of the salon.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_RETENTION_DIALOG (salon_retention_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonRetentionDialog,
                      salon_retention_dialog,
                      SALON,
                      RETENTION_DIALOG,
                      AdwDialog)

/* An integer of `salon_settings`: after how many years somebody is listed. */
#define SALON_RETENTION_YEARS_KEY "clients.keep_years"

AdwDialog *salon_retention_dialog_new (SalonSession *session);

G_END_DECLS
