/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How trying one carrier goes: its steps, what is left of the credit, and a message to the owner herself. */
#pragma once

#include <adwaita.h>

#include "carriers/salon-carriers-test.h"

G_BEGIN_DECLS

#define SALON_TYPE_CARRIERS_TRIAL (salon_carriers_trial_get_type ())
G_DECLARE_FINAL_TYPE (SalonCarriersTrial, salon_carriers_trial, SALON, CARRIERS_TRIAL, AdwBin)

/* Begins at once. */
GtkWidget *salon_carriers_trial_new (SalonCarriersTest *test);
/* All steps have passed. */
gboolean salon_carriers_trial_has_passed (SalonCarriersTrial *self);
/* Nobody wants to know any more. */
void salon_carriers_trial_stop (SalonCarriersTrial *self);

/*
 * Signals:
 *   ended: the steps have passed or not.
 */

G_END_DECLS
