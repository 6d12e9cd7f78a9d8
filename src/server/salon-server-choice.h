/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Services that somebody has chosen for one visit, where they follow one another: it is as long and as dear
 * as all of them, and its buffers are the largest of theirs, as at the desk.
 */
#pragma once

#include "salon-server-calendar.h"

G_BEGIN_DECLS

#define SALON_SERVER_CHOICE_MOST 8

/* Lives no longer than its calendar. */
typedef struct
{
  SalonServerOffer whole; /* as if it were one service; service_id is the first one's */
  GPtrArray *parts;       /* const SalonServerOffer *, in their order, each once */
} SalonServerChoice;

/**
 * salon_server_choice_new:
 * @service_ids: (array zero-terminated=1): at least one; what is there twice counts once
 *
 * Fails with NOT_FOUND when one of them is not offered, and with INVALID when they are too many, or more than
 * a day.
 */
SalonServerChoice *salon_server_choice_new (const SalonServerCalendar *calendar,
                                            const char *const *service_ids,
                                            GError **error);
void salon_server_choice_free (SalonServerChoice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerChoice, salon_server_choice_free)

G_END_DECLS
