/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where bookings that overlap stand beside each other. Pure.
 *
 * Active bookings never overlap, but a cancelled one and the one that took its place do. Bookings
 * that overlap, directly or through others, form a cluster; a cluster is cut into as few columns
 * as its fullest moment needs, and each booking stands in the first column that is free when it
 * starts, as wide as its neighbours to the right allow.
 */
#pragma once

#include "core/salon-range.h"

G_BEGIN_DECLS

typedef struct
{
  guint column;  /* 0 … columns - 1 */
  guint span;    /* ≥ 1; column + span ≤ columns */
  guint columns; /* of the cluster */
} SalonCalendarPlace;

/**
 * salon_calendar_layout_place:
 * @ranges: what each booking covers, not empty; any order. Of two that start together the longer
 *   one is placed first, and of two equal ones the first of the array.
 * @n: how many
 * @places: (out caller-allocates): as many, in the same order
 */
void salon_calendar_layout_place (const SalonRange *ranges, gsize n, SalonCalendarPlace *places);

G_END_DECLS
