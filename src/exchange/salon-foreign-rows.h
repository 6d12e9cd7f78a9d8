/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a foreign file, understood as far as they can be, each with what is wrong with it. Nothing
 * is known yet of the salon that they come into: that is salon-import.h.
 *
 * A problem is a code; the desk says it in words. Some keep a row out, the others are only told.
 *
 * Texts are cleaned (one line, no control characters; notes keep their lines) and live as long as the
 * rows. Times are wall time in the salon's zone. Belongs to one thread at a time.
 */
#pragma once

#include "core/salon-booking-status.h"
#include "core/salon-day.h"

#include "salon-column.h"
#include "salon-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  /* Told only. */
  SALON_PROBLEM_PHONE = 1 << 0,           /* cannot be read: it goes to the notes */
  SALON_PROBLEM_EMAIL = 1 << 1,           /* the same */
  SALON_PROBLEM_PRICE = 1 << 2,           /* cannot be read: the service's, or 0 */
  SALON_PROBLEM_DURATION = 1 << 3,        /* missing or unreadable: the service's, or an hour */
  SALON_PROBLEM_STATUS = 1 << 4,          /* unknown: confirmed, or done when it is past */
  SALON_PROBLEM_UNKNOWN_SERVICE = 1 << 5, /* the salon has none of that name */
  SALON_PROBLEM_CUT = 1 << 6,             /* it was longer than the titles, or a cell too long */
  SALON_PROBLEM_ZONE = 1 << 7,            /* of an unknown time zone: taken for the salon's */
  SALON_PROBLEM_ENDLESS = 1 << 8,       /* it repeats for ever: taken until the end of next year */
  SALON_PROBLEM_SHARED_PHONE = 1 << 9,  /* somebody of another name has that number */
  SALON_PROBLEM_SKIPPED_TIME = 1 << 10, /* an hour that the clocks skip: an hour later */
  SALON_PROBLEM_NO_EXPIRY = 1 << 11,    /* of a gift card: valid for as long as a new one */
  /* They keep the row out. */
  SALON_PROBLEM_NO_NAME = 1 << 16,
  SALON_PROBLEM_NO_DAY = 1 << 17,
  SALON_PROBLEM_NO_TIME = 1 << 18,
  SALON_PROBLEM_DAY_ORDER = 1 << 19, /* the last day is before the first, or a year later */
  SALON_PROBLEM_OVERLAP = 1 << 20,   /* somebody else is booked then */
  SALON_PROBLEM_CANCELLED = 1 << 21, /* a closed day that was called off */
  SALON_PROBLEM_BROKEN = 1 << 22,    /* an event that makes no sense */
  SALON_PROBLEM_NO_CODE = 1 << 23,   /* a gift card without one, or with one that is too long */
  SALON_PROBLEM_NO_VALUE = 1 << 24,  /* nothing was put on it, or that cannot be read */
  SALON_PROBLEM_REMAINING = 1 << 25, /* more is left than was put on it, or that cannot be read */
  SALON_PROBLEM_EXPIRY_ORDER = 1 << 26, /* it runs out before it was bought */
} SalonProblem;

/* Closed for longer is no closed days any more. */
#define SALON_CLOSURE_MAX_DAYS 366

#define SALON_N_PROBLEMS 27
#define SALON_PROBLEMS_FATAL (~0U << 16)

typedef enum
{
  SALON_CHOICE_ADD,
  SALON_CHOICE_FILL, /* fill the empty fields of the one that is there */
  SALON_CHOICE_SKIP,
} SalonChoice;

/* Fields that the row does not have are NULL, -1, or SALON_DAY_NONE. */
typedef struct
{
  guint line;
  guint problems; /* SalonProblem */

  /* clients, bookings */
  const char *name;
  const char *phone; /* E.164 */
  const char *email;
  const char *notes;
  gint64 created_at; /* Unix seconds, 0: not said */
  /* clients */
  const char *allergies;
  const char *language; /* "fr", "en" */
  int sms_consent;      /* TRUE, FALSE */
  int email_consent;
  int is_blocked;
  /* services, bookings */
  const char *service;
  int duration_minutes;
  int buffer_minutes;
  gint64 price_cents; /* -1 */
  const char *details;
  /* services */
  const char *category;
  const char *description;
  int is_active;
  /* bookings, closures */
  SalonDay day;
  SalonDay last_day;
  int minute;
  int status;                 /* SalonBookingStatus */
  const char *payment_status; /* of the schema */
  const char *reason;
  /* gift cards: name and email are the recipient's, day and last_day its purchase and expiry,
   * price_cents what was put on it */
  const char *code;
  const char *buyer;
  const char *buyer_email;
  const char *message;
  gint64 remaining_cents; /* -1: all of it */
  int is_complimentary;

  /* What salon_import_match() has found, and what is to be done: the owner may choose otherwise. */
  const char *match; /* id of the row that is there; borrowed from what is known */
  const char *match_name;
  guint match_line; /* of an earlier row of this file, 0: none */
  SalonChoice choice;
} SalonForeignRow;

typedef struct
{
  SalonForeignKind kind;
  GArray *rows;        /* of SalonForeignRow */
  GStringChunk *texts; /* what they point at */
} SalonForeignRows;

SalonForeignRows *salon_foreign_rows_new (SalonForeignKind kind);
void salon_foreign_rows_free (SalonForeignRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonForeignRows, salon_foreign_rows_free)

/* One more row, empty; borrowed until the next one is added. */
SalonForeignRow *salon_foreign_rows_add (SalonForeignRows *self, guint line);
static inline SalonForeignRow *
salon_foreign_rows_get (SalonForeignRows *self, guint index)
{
  return &g_array_index (self->rows, SalonForeignRow, index);
}
/* Cleaned, and kept; NULL for a text with nothing in it. */
const char *salon_foreign_rows_keep_line (SalonForeignRows *self, const char *text);
const char *salon_foreign_rows_keep_lines (SalonForeignRows *self, const char *text);

/**
 * salon_foreign_rows_read_sheet:
 * @fields: what each column holds
 * @zone: of the salon
 */
SalonForeignRows *salon_foreign_rows_read_sheet (SalonSheet *sheet,
                                                 SalonForeignKind kind,
                                                 const SalonColumnField *fields,
                                                 GTimeZone *zone);

G_END_DECLS
