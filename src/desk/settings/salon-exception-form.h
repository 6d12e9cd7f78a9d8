/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One exception to the weekly hours as the owner edits it, apart from any widget: days (both ends
 * belong to it), the whole day or some hours of each, open or closed, and why. It reads a row of
 * `opening_exceptions`, or of the older `blocked_dates`; what is saved is always the former.
 */
#pragma once

#include "core/salon-change.h"
#include "core/salon-day.h"
#include "store/salon-reader.h"

G_BEGIN_DECLS

typedef struct
{
  SalonDay from;
  SalonDay to;       /* inclusive */
  gboolean all_day;  /* then start and end do not count */
  int start;         /* minute */
  int end;           /* minute */
  gboolean open;     /* FALSE: closed */
  char *reason;      /* nullable */
  const char *table; /* static: where the row stands; NULL: it is new */
  JsonObject *row;   /* as it stands there; NULL: it is new */
} SalonExceptionForm;

/* A closing of the whole of @day. */
SalonExceptionForm *salon_exception_form_new (SalonDay day);
/* NULL when the row is damaged. @table: "opening_exceptions" or "blocked_dates". */
SalonExceptionForm *salon_exception_form_read (const char *table, JsonObject *row);
SalonExceptionForm *salon_exception_form_copy (const SalonExceptionForm *self);
void salon_exception_form_free (SalonExceptionForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonExceptionForm, salon_exception_form_free)

/* Those that are not over on @today, by their first day. Elements: SalonExceptionForm. */
GPtrArray *salon_exception_form_list (SalonReader *reader, SalonDay today, GError **error);

/* NULL when it can be saved, else a sentence that says what to put right. */
const char *salon_exception_form_check (const SalonExceptionForm *self);
/* NULL when nothing would change. */
SalonChange *salon_exception_form_save (const SalonExceptionForm *self);
SalonChange *salon_exception_form_remove (const SalonExceptionForm *self);

/* How many bookings from @today on a closing would hit: 0 for an opening. */
gboolean salon_exception_form_count_hits (const SalonExceptionForm *self,
                                          SalonReader *reader,
                                          SalonDay today,
                                          int *n_bookings,
                                          GError **error);

char *salon_exception_form_describe_days (const SalonExceptionForm *self);
char *salon_exception_form_describe_hours (const SalonExceptionForm *self); /* "Closed all day" */

G_END_DECLS
