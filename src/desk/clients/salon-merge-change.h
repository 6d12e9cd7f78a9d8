/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two cards become one: the change, with every row that follows, and its words. */
#pragma once

#include "core/salon-client-merge.h"
#include "store/salon-client-duplicates.h"

G_BEGIN_DECLS

/* Reads her rows: a client's bookings. NULL with @error when something cannot be read. The cards must
 * be such as can be merged. */
SalonChange *salon_merge_change_new (SalonReader *reader,
                                     SalonClient *left,
                                     SalonClient *right,
                                     const SalonMergeChoice *choice,
                                     GError **error);
/* "Phone", as a title. */
const char *salon_merge_change_get_title (SalonMergeField field);
/* What @client says in @field, as the owner reads it; "" for nothing. Transfer full. */
char *salon_merge_change_describe (SalonClient *client, SalonMergeField field);
/* NULL: it is possible; else a sentence. */
const char *salon_merge_change_refuse (SalonMergeRefusal refusal);
/* "Same phone number, same name" */
char *salon_merge_change_describe_same (SalonSame same);

G_END_DECLS
