/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients who have not been heard of for long: the law lets a salon keep what it knows of somebody for
 * three years after the last contact that came from her (CNIL, délibération 2021-131). Who is on the
 * list is for the owner to decide; nothing happens by itself.
 *
 * Reads all bookings once: for the worker, with a reader that it opened itself.
 */
#pragma once

#include "salon-reader.h"

G_BEGIN_DECLS

/* What the last contact was. The numbers are those in the SQL. */
typedef enum
{
  SALON_CONTACT_VISIT = 1,     /* she was here */
  SALON_CONTACT_BOOKING = 2,   /* she asked for a time, and did not come */
  SALON_CONTACT_WISH = 3,      /* she was put on the waiting list */
  SALON_CONTACT_GIFT_CARD = 4, /* she bought a gift card */
  SALON_CONTACT_CARD = 5,      /* nothing but her card, made then */
} SalonContact;

typedef struct
{
  char *client_id;
  char *name;
  char *phone; /* nullable, E.164 */
  SalonDay day;
  SalonContact contact;
} SalonSilentClient;

/**
 * salon_client_retention_list:
 * @before: whose last contact was before this day
 * @now: who has bookings to come from here on is left out
 *
 * Neither who is anonymised already nor a card that was merged into another.
 *
 * Returns: (transfer full) (element-type SalonSilentClient): the longest silent first, at most @limit
 */
GPtrArray *salon_client_retention_list (SalonReader *reader,
                                        SalonDay before,
                                        SalonMoment now,
                                        int limit,
                                        GError **error);

G_END_DECLS
