/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the session share: salon-session.c is what it is made of, its life and its clock,
 * -reading.c what it keeps of the salon, -writing.c what the worker does for it. The worker writes, the
 * reader reads, and the session keeps the two in step.
 */
#pragma once

#include "common/salon-hold-timer.h"
#include "common/salon-session.h"

G_BEGIN_DECLS

struct _SalonSession
{
  GObject parent_instance;

  char *path;
  gboolean is_sample;
  gboolean is_read_only;
  SalonWorker *worker;
  SalonReader *reader;
  SalonSync *sync;       /* nullable */
  SalonOnline *online;   /* nullable */
  SalonHoldTimer *holds; /* NULL: not loaded yet, or closed */

  SalonOpeningHours *hours;
  GListStore *services;
  GHashTable *settings; /* key → text of the JSON value: strings as they are, others as JSON */
  char *staff_id;
  GTimeZone *zone;
  SalonUndoState undo_state;

  gboolean has_fixed_now;
  SalonMoment fixed_now;
};

/* salon-session-reading.c */
gboolean salon_session_read_everything (SalonSession *self, GError **error);
/* @change: NULL: anything may be different. */
gboolean salon_session_read_what_changed (SalonSession *self, SalonChange *change, GError **error);

G_END_DECLS
