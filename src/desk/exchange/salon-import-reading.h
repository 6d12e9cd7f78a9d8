/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A foreign file read and compared with the salon, in a thread of its own: the main loop waits for
 * nothing. What comes of it is a reading; what the owner says otherwise (what the rows are, what a column
 * holds) makes a new one from the same bytes.
 *
 * A reading is counted atomically, for it is saved in a thread while the window may go; it is looked at
 * and chosen in by one thread at a time. Main thread but for the work.
 */
#pragma once

#include "common/salon-session.h"
#include "exchange/salon-calendar.h"
#include "exchange/salon-import.h"
#include "exchange/salon-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_FOREIGN_SHEET,
  SALON_FOREIGN_CALENDAR,
  SALON_FOREIGN_CARDS,
} SalonForeignForm;

typedef struct
{
  gatomicrefcount references;
  SalonForeignForm form;
  SalonForeignKind kind;
  SalonSheet *sheet;        /* of SHEET */
  SalonColumnField *fields; /* of SHEET: one for each column */
  SalonCalendar *calendar;  /* of CALENDAR */
  SalonForeignRows *rows;   /* matched */
  SalonKnown known;         /* with what */
} SalonImportReading;

SalonImportReading *salon_import_reading_ref (SalonImportReading *self);
void salon_import_reading_unref (SalonImportReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonImportReading, salon_import_reading_unref)

/* What the owner says; -1 and NULL: find out. */
typedef struct
{
  int kind;                       /* SalonForeignKind */
  const SalonColumnField *fields; /* as many as the sheet has columns; with a kind */
  guint n_fields;
} SalonImportWish;

void salon_import_reading_make_async (SalonSession *session,
                                      GBytes *bytes,
                                      const SalonImportWish *wish,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SalonImportReading *
salon_import_reading_make_finish (SalonSession *session, GAsyncResult *result, GError **error);

/* What is remembered of the columns of files with these titles, for -1/NULL wishes of the next time. */
void salon_import_reading_remember (const SalonImportReading *self);

/* Rows that will be in the change. */
guint salon_import_reading_count_taken (const SalonImportReading *self);
/**
 * salon_import_reading_save_async:
 *
 * Makes the change in a thread and commits it: all of it or nothing. Nobody may choose in @self until then.
 */
void salon_import_reading_save_async (SalonImportReading *self,
                                      SalonSession *session,
                                      const char *file_name,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
salon_import_reading_save_finish (SalonSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
