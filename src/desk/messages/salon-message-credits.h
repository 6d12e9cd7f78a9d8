/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many SMS the owner's account is still good for, in one line; not there while nobody carries SMS, or
 * while it is not known. The provider is asked in a thread, ten minutes apart at least.
 */
#pragma once

#include <adwaita.h>

#include "carriers/salon-carriers.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_CREDITS (salon_message_credits_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageCredits, salon_message_credits, SALON, MESSAGE_CREDITS, AdwBin)

/* Whenever somebody looks. @now: Unix seconds */
void salon_message_credits_refresh (SalonMessageCredits *self, SalonCarriers *carriers, gint64 now);

G_END_DECLS
