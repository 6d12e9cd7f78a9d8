/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a salon holds on its first day: its name, how to reach it, where it is, its hours, and the
 * first of what it offers. The page of the first run makes a plan, the program carries it out once
 * the salon's file is open.
 *
 * A plan is an a{sv}; each part may be missing: "name", "zone" (of public holidays), "address",
 * "phone": s; "days": u, bit 0 is Monday; "opens", "closes": i, minutes of the day; "services": au,
 * numbers of salon_new_salon_list_services(). Pure but for the translation.
 */
#pragma once

#include "core/salon-change.h"

G_BEGIN_DECLS

/* Tuesday to Saturday, 9:00 to 19:00: what the page begins with, and a plan without hours means. */
#define SALON_NEW_SALON_DAYS 0x3eu
#define SALON_NEW_SALON_OPENS (9 * 60)
#define SALON_NEW_SALON_CLOSES (19 * 60)

typedef struct
{
  const char *name;     /* to be translated */
  const char *category; /* a key of salon-category */
  int duration_minutes;
  gint64 price_cents; /* usual in France; hers to change */
} SalonFirstService;

const SalonFirstService *salon_new_salon_list_services (gsize *n_services);

/* One change for an empty file. */
SalonChange *salon_new_salon_build_change (GVariant *plan);

G_END_DECLS
