/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of the till's journal, and the chain that holds the lines together.
 *
 * Every payment that is made at a desk is a line, and so is every closing of a day, a month or a year,
 * and every event: what else there is to know of the till. Lines are numbered from 1 without a gap. Each bears a SHA-256 (64 small hexadecimal digits) over
 * the one before it and over everything that it says itself, so that a line which is altered, taken
 * out, put in or moved is found (CGI art. 286 I 3° bis: inaltérabilité, sécurisation).
 *
 * What is hashed is the concatenation of the fields below, in the order of the struct from `previous`
 * to `totals`. Numbers are written in decimal. A field that is NULL is "-,", every other
 * is the number of its bytes, ":", its bytes in UTF-8, and ",": "4:cash,". `card` comes next, and only
 * when there is one: lines of before gift cards have none. A line that says something of an event or
 * of VAT has `card`, even when it is NULL, and then `event` to `vat_cents`: those of before have none.
 */
#pragma once

#include "salon-day.h"
#include "salon-payment.h"
#include "salon-vat.h"

G_BEGIN_DECLS

/* kind: what the desk writes. */
#define SALON_TILL_PAYMENT "payment"
#define SALON_TILL_REVERSAL "reversal" /* it takes back an earlier payment */
#define SALON_TILL_REFUSED "refused"   /* the shared salon did not take the payment */
#define SALON_TILL_EVENT "event"
#define SALON_TILL_DAY "day"
#define SALON_TILL_MONTH "month"
#define SALON_TILL_YEAR "year"

/* event: what happened, and what `detail` says of it. */
#define SALON_TILL_OPENING "opening" /* the file was opened; once a day. The version */
#define SALON_TILL_VERSION "version" /* another version than before writes. Which */
#define SALON_TILL_REPRINT "reprint" /* `card` was put on paper again. How often by now */
#define SALON_TILL_RECORDING_OFF "recording_off" /* takings are not recorded from here on */
#define SALON_TILL_RECORDING_ON "recording_on"
#define SALON_TILL_VAT_RATE "vat_rate" /* the salon's rate was set. In percent: "20.00" */
#define SALON_TILL_EXPORT "export"     /* the journal was given out. Its seal; NULL: no line yet */

/* Of salon_settings: true when takings are not recorded. */
#define SALON_TILL_OFF_KEY "till.off"

/* What the first line has before it. */
#define SALON_TILL_BEGINNING "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  char *previous; /* the hash of the line before */
  gint64 number;
  gint64 at;       /* Unix seconds */
  char *device;    /* which desk */
  int is_training; /* 1: of a sample, nothing of it is real */
  char *kind;
  char *payment_id; /* NULL for closings and events, like all down to `reverses` */
  char *booking_id; /* nullable */
  char *means;      /* as in the shared schema */
  gint64 amount_cents;
  char *deposit;    /* nullable: "arrhes", "acompte" */
  char *reverses;   /* nullable: a payment's id */
  char *period;     /* of closings: "2026-03-12", "2026-03", "2026" */
  char *totals;     /* of closings: salon_till_totals_to_text() */
  char *card;       /* nullable: the code of the gift card that was sold, paid with, or printed */
  char *event;      /* of events */
  char *detail;     /* nullable */
  int vat_rate;     /* in hundredths of a percent; 0: no VAT is due with this line */
  gint64 vat_cents; /* the part of the amount */
  char *hash;
} SalonTillLine;

/* Takes nothing of @line but copies it. */
SalonTillLine *salon_till_line_copy (const SalonTillLine *line);
void salon_till_line_free (SalonTillLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonTillLine, salon_till_line_free)

/* What the line's `hash` has to be. */
char *salon_till_line_make_hash (const SalonTillLine *line);
gboolean salon_till_line_is_closing (const SalonTillLine *line);
/* Neither a closing nor an event: money. */
gboolean salon_till_line_is_payment (const SalonTillLine *line);

/* What was taken at one rate, the tax in it included. */
typedef struct
{
  gboolean is_used; /* there is a line with this rate */
  gint64 gross_cents;
  gint64 vat_cents;
} SalonTillVat;

/**
 * SalonTillTotals:
 * @first: the first line that the closing covers; one more than @last when it covers none
 * @last: the last
 * @takings: of those lines
 * @cumulative_cents: what was taken since the last closing of a year
 * @perpetual_cents: what was taken since the first line of the journal
 * @vat: of the lines that it covers, by rate, as salon_vat_get_rate() has them
 */
typedef struct
{
  gint64 first;
  gint64 last;
  SalonTakings takings;
  gint64 cumulative_cents;
  gint64 perpetual_cents;
  SalonTillVat vat[SALON_N_VAT_RATES];
} SalonTillTotals;

/* A JSON object in one canonical form; money as in the wire form. */
char *salon_till_totals_to_text (const SalonTillTotals *totals);
/* @totals: (out): untouched on failure. Fails with NOT_UNDERSTOOD. */
gboolean salon_till_totals_from_text (const char *text, SalonTillTotals *totals, GError **error);

/* "2026-03-12", "2026-03" or "2026", by @kind. */
char *salon_till_line_make_period (const char *kind, SalonDay day);

/**
 * SalonTillFault:
 * @SALON_TILL_FAULT_ALTERED: the line says something else than when it was written
 * @SALON_TILL_FAULT_MISSING: there is no line with this number
 * @SALON_TILL_FAULT_OUT_OF_PLACE: it does not follow on the line before it
 * @SALON_TILL_FAULT_TOTALS: a closing whose totals are not those of its lines
 * @SALON_TILL_FAULT_END: the last lines are not the ones that were written last
 */
typedef enum
{
  SALON_TILL_FAULT_ALTERED,
  SALON_TILL_FAULT_MISSING,
  SALON_TILL_FAULT_OUT_OF_PLACE,
  SALON_TILL_FAULT_TOTALS,
  SALON_TILL_FAULT_END,
} SalonTillFaultKind;

typedef struct
{
  SalonTillFaultKind kind;
  gint64 number;
  gint64 at; /* of the line, or of the one before a missing one; Unix seconds, 0: not known */
} SalonTillFault;

/* Goes along the lines, in the order of their numbers, and collects what is wrong. */
typedef struct _SalonTillWalk SalonTillWalk;

SalonTillWalk *salon_till_walk_new (void);
void salon_till_walk_free (SalonTillWalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonTillWalk, salon_till_walk_free)

void salon_till_walk_add (SalonTillWalk *self, const SalonTillLine *line);
/* What was noted beside the journal of its last line. @hash: (nullable): of it; NULL: none */
void salon_till_walk_end (SalonTillWalk *self, gint64 number, const char *hash);
gint64 salon_till_walk_get_n_lines (SalonTillWalk *self);
/* Of SalonTillFault, by number. Borrowed. */
GArray *salon_till_walk_get_faults (SalonTillWalk *self);
/* The totals that a closing has that ends the period at line @last, after what was added so far. */
SalonTillTotals salon_till_walk_sum (SalonTillWalk *self, const char *kind, gint64 last);

G_END_DECLS
