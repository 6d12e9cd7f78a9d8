/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the desk of a salon does all day, at random: books, moves, cancels, confirms, takes notes, puts
 * down clients, sells gift cards and takes money off them, closes a day, thinks better of it.
 *
 * Several devices do so in the same few days and with the same few clients, so that they meet. Every
 * note and every opening hour is written down with a text that nobody else ever writes: by these the
 * judge (check-history.py) sees in what order changes took effect, and which did not.
 */
#pragma once

#include "store/salon-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *device; /* its name in the notes */
  int n_days;         /* that are booked: few, and two devices often want the same slot */
  GRand *random;
  guint n_steps;
} DeviceWorkload;

/* The clients, services and gift cards that all devices find when they begin: for the first desk,
 * before the salon is shared. */
void device_workload_fill (SalonStore *store);

/* One thing more, read and saved in one go: in the worker's thread. Returns what was saved. NULL with
 * an error; NULL without one when the salon has nothing of the kind. */
SalonChange *device_workload_step (DeviceWorkload *self, SalonStore *store, GError **error);

G_END_DECLS
