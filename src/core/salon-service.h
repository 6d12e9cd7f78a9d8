/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A service of the salon's list. An immutable value: to edit one, copy its fields, change the copy
 * and make a new value; the difference of both is a change.
 */
#pragma once

#include <glib-object.h>

#include "salon-change.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *name;
  const char *category;    /* a key ("ongles", "regard" …) or any text of the owner's */
  const char *description; /* nullable */
  int duration_minutes;    /* 1 … 1440 */
  int
    buffer_before_minutes; /* before it, 0 … 240: laying out, heating the wax; holds the chair too */
  int buffer_minutes;      /* after it, 0 … 240: cleaning, airing; holds the chair, is not sold */
  gint64 price_cents;
  gboolean is_active; /* FALSE: archived, kept for the bookings that have it */
  int position;       /* order in the list */
} SalonServiceFields;

#define SALON_TYPE_SERVICE (salon_service_get_type ())
G_DECLARE_FINAL_TYPE (SalonService, salon_service, SALON, SERVICE, GObject)

SalonService *salon_service_new (const SalonServiceFields *fields);
const SalonServiceFields *salon_service_get_fields (SalonService *self);

void salon_service_add_insert (SalonService *self, SalonChangeBuilder *builder);
gboolean
salon_service_add_update (SalonService *before, SalonService *after, SalonChangeBuilder *builder);
void salon_service_add_delete (SalonService *self, SalonChangeBuilder *builder);

G_END_DECLS
