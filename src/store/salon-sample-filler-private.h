/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who writes a sample: what salon-sample.c (clients and visits) and salon-sample-salon.c (the salon
 * itself) share. Chance and ids go in the order of writing, so the order is part of the sample.
 */
#pragma once

#include <sqlite3.h>

#include "salon-random.h"
#include "salon-sample-plan.h"

G_BEGIN_DECLS

#define SALON_SAMPLE_ID_LENGTH 36

typedef struct
{
  char id[SALON_SAMPLE_ID_LENGTH + 1];
  char *name;
  char *email; /* nullable */
  char *phone; /* nullable */
} SalonSampleClient;

typedef struct
{
  sqlite3 *database;
  SalonSampleSource *source;
  SalonSamplePlan *plan;
  GCancellable *cancellable;
  SalonRandom random;
  gint64 n_ids;
  char (*service_ids)[SALON_SAMPLE_ID_LENGTH + 1];
  SalonSampleClient *clients; /* by their index in the plan; without a name: not written yet */
  GHashTable *names;
  int n_numbers;
  sqlite3_stmt *insert_client;
  sqlite3_stmt *insert_booking;
  sqlite3_stmt *insert_line;
} SalonSampleFiller;

void salon_sample_filler_make_id (SalonSampleFiller *self, char id[SALON_SAMPLE_ID_LENGTH + 1]);
gboolean salon_sample_filler_write_salon (SalonSampleFiller *self, GError **error);
/* Payments and gift cards, when all visits are written. */
gboolean salon_sample_filler_write_money (SalonSampleFiller *self, GError **error);
/* What clients were told, when all visits are written. */
gboolean salon_sample_filler_write_messages (SalonSampleFiller *self, GError **error);
/* How often the salon's web pages were opened. */
gboolean salon_sample_filler_write_web_visits (SalonSampleFiller *self, GError **error);

/* @text must live until the statement has run. */
void salon_sample_bind_text (sqlite3_stmt *statement, int parameter, const char *text);
/* Takes @text. */
void salon_sample_bind_own_text (sqlite3_stmt *statement, int parameter, char *text);
/* Runs @statement and leaves it ready for the next row. */
gboolean salon_sample_run (sqlite3_stmt *statement, GError **error);

G_END_DECLS
