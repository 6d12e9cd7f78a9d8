/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody on the waiting list: an immutable value, edited like SalonService; and whom a time that has
 * become free would suit.
 */
#pragma once

#include "salon-slot.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_WISH_WAITING,
  SALON_WISH_OFFERED, /* was told of a time; still waits for one */
  SALON_WISH_BOOKED,
  SALON_WISH_GONE, /* does not wait any more */
} SalonWishStatus;

#define SALON_WISH_ALL_WEEKDAYS 127

typedef struct
{
  const char *id;
  const char *client_id; /* nullable */
  const char *client_name;
  const char *client_phone;       /* nullable, E.164 */
  const char *client_email;       /* nullable */
  const char *const *service_ids; /* NULL-terminated; nullable: none */
  int duration_minutes;           /* 5 … 1440 */
  SalonDay from;
  SalonDay to;      /* inclusive */
  int weekdays;     /* a bit for each that suits her: Monday is 1 */
  int start_minute; /* the visit lies within [start, end) of the day; -1: at any time */
  int end_minute;
  const char *notes; /* nullable */
  SalonWishStatus status;
  const char *booking_id;    /* nullable: what she got */
  gint64 created_at;         /* Unix seconds */
  gint64 offered_at;         /* Unix seconds; 0: she was told of no time */
  SalonMoment offered_start; /* of which, when she was */
  /* Of the services as they are now, the largest: not stored here. */
  int buffer_before_minutes;
  int buffer_minutes;
} SalonWishFields;

#define SALON_TYPE_WISH (salon_wish_get_type ())
G_DECLARE_FINAL_TYPE (SalonWish, salon_wish, SALON, WISH, GObject)

SalonWish *salon_wish_new (const SalonWishFields *fields);
const SalonWishFields *salon_wish_get_fields (SalonWish *self);
/* "waiting", "offered", "booked", "gone" */
const char *salon_wish_status_to_wire (SalonWishStatus status);
gboolean salon_wish_status_from_wire (const char *wire, SalonWishStatus *status);

/* She was told of the time @start, at @now (Unix seconds). Transfer full. */
SalonWish *salon_wish_with_offer (SalonWish *self, SalonMoment start, gint64 now);
/* She does not want it, and waits for another. Transfer full. */
SalonWish *salon_wish_without_offer (SalonWish *self);

void salon_wish_add_insert (SalonWish *self, SalonChangeBuilder *builder);
gboolean salon_wish_add_update (SalonWish *before, SalonWish *after, SalonChangeBuilder *builder);

/* A wish and the first start that would suit. */
typedef struct
{
  SalonWish *wish;
  SalonMoment start;
} SalonWishMatch;

/**
 * salon_wish_list_matches:
 * @wishes: (element-type SalonWish): any
 * @query: hours and bookings of the days of @freed; length and buffers are each wish's own
 * @freed: the time that has become free
 *
 * Those that still wait and whose visit could begin at a free start and reach into @freed, on a day
 * and within the hours that suit them. Who came first is first.
 *
 * Returns: (element-type SalonWishMatch) (transfer full): each holds a reference to its wish
 */
GArray *salon_wish_list_matches (GPtrArray *wishes, const SalonSlotQuery *query, SalonRange freed);

G_END_DECLS
