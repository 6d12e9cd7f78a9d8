/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The walk along the chain. It is made twice over with the same eyes: when the journal is verified, and
 * when a closing is written, so that both sum alike.
 *
 * Of every line it keeps what a closing sums. A closing covers the lines after those that the closing
 * before it of the same kind covered: whatever day the clock told, no line is ever in none.
 */
#include "salon-till-line.h"

typedef struct
{
  gint64 number;
  gint64 amount_cents;
  gint64 sum_cents; /* of all up to here, with this one */
  SalonMeans means;
  gint64 vat_cents;
  int vat_index; /* of the rate; -1: none */
  gboolean is_payment;
} Entry;

struct _SalonTillWalk
{
  GArray *entries; /* of Entry */
  GArray *faults;
  char *hash; /* of the line before */
  gint64 at;  /* of the line before */
  gint64 number;
  gint64 last_day; /* the last line that a day's closing covers */
  gint64 last_month;
  gint64 last_year;
};

SalonTillWalk *
salon_till_walk_new (void)
{
  SalonTillWalk *self = g_new0 (SalonTillWalk, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->faults = g_array_new (FALSE, FALSE, sizeof (SalonTillFault));
  self->hash = g_strdup (SALON_TILL_BEGINNING);
  return self;
}

void
salon_till_walk_free (SalonTillWalk *self)
{
  g_array_unref (self->entries);
  g_array_unref (self->faults);
  g_free (self->hash);
  g_free (self);
}

gint64
salon_till_walk_get_n_lines (SalonTillWalk *self)
{
  return self->entries->len;
}

GArray *
salon_till_walk_get_faults (SalonTillWalk *self)
{
  return self->faults;
}

static void
add_fault (SalonTillWalk *self, SalonTillFaultKind kind, gint64 number, gint64 at)
{
  SalonTillFault fault = { kind, number, at };

  g_array_append_val (self->faults, fault);
}

static gint64 *
get_last (SalonTillWalk *self, const char *kind)
{
  if (g_str_equal (kind, SALON_TILL_YEAR))
    return &self->last_year;
  return g_str_equal (kind, SALON_TILL_MONTH) ? &self->last_month : &self->last_day;
}

/* How many entries have a number of at most @number. */
static guint
count_up_to (SalonTillWalk *self, gint64 number)
{
  guint low = 0;
  guint high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->entries, Entry, middle).number <= number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gint64
sum_first (SalonTillWalk *self, guint n_entries)
{
  return n_entries > 0 ? g_array_index (self->entries, Entry, n_entries - 1).sum_cents : 0;
}

static void
add_entry (SalonTillTotals *totals, const Entry *entry)
{
  SalonTillVat *vat = NULL;

  salon_takings_add (&totals->takings, entry->means, entry->amount_cents);
  if (entry->vat_index < 0)
    return;
  vat = &totals->vat[entry->vat_index];
  vat->is_used = TRUE;
  vat->gross_cents = salon_takings_sum (vat->gross_cents, entry->amount_cents);
  vat->vat_cents = salon_takings_sum (vat->vat_cents, entry->vat_cents);
}

SalonTillTotals
salon_till_walk_sum (SalonTillWalk *self, const char *kind, gint64 last)
{
  SalonTillTotals totals = { .first = *get_last (self, kind) + 1, .last = last };
  guint end = count_up_to (self, last);
  gint64 before;

  totals.perpetual_cents = sum_first (self, end);
  before = sum_first (self, MIN (count_up_to (self, self->last_year), end));
  totals.cumulative_cents =
    salon_takings_sum (totals.perpetual_cents, (gint64) (0 - (guint64) before));
  for (guint i = count_up_to (self, totals.first - 1); i < end; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (entry->is_payment)
        add_entry (&totals, entry);
    }
  return totals;
}

/* What a closing says of its lines must be what they say. */
static gboolean
is_summed_right (SalonTillWalk *self, const SalonTillLine *line)
{
  SalonTillTotals said;
  SalonTillTotals found;
  g_autofree char *text = NULL;

  if (line->totals == NULL || !salon_till_totals_from_text (line->totals, &said, NULL))
    return FALSE;
  found = salon_till_walk_sum (self, line->kind, said.last);
  text = salon_till_totals_to_text (&found);
  *get_last (self, line->kind) = MAX (said.last, *get_last (self, line->kind));
  return said.last < line->number && g_str_equal (text, line->totals);
}

static void
check_place (SalonTillWalk *self, const SalonTillLine *line, gboolean is_altered)
{
  if (line->number > self->number + 1)
    for (gint64 number = self->number + 1; number < line->number && number <= self->number + 5;
         number++)
      add_fault (self, SALON_TILL_FAULT_MISSING, number, self->at);
  else if (!is_altered && g_strcmp0 (line->previous, self->hash) != 0)
    add_fault (self, SALON_TILL_FAULT_OUT_OF_PLACE, line->number, line->at);
}

void
salon_till_walk_add (SalonTillWalk *self, const SalonTillLine *line)
{
  g_autofree char *hash = NULL;
  gboolean is_altered;
  Entry entry;

  g_return_if_fail (self != NULL && line != NULL);

  hash = salon_till_line_make_hash (line);
  is_altered = g_strcmp0 (hash, line->hash) != 0;
  if (is_altered)
    add_fault (self, SALON_TILL_FAULT_ALTERED, line->number, line->at);
  check_place (self, line, is_altered);
  if (salon_till_line_is_closing (line) && !is_summed_right (self, line) && !is_altered)
    add_fault (self, SALON_TILL_FAULT_TOTALS, line->number, line->at);

  entry = (Entry) {
    .number = line->number,
    .amount_cents = line->amount_cents,
    .means = salon_means_from_wire (line->means),
    .vat_cents = line->vat_cents,
    .vat_index = salon_vat_find_rate (line->vat_rate),
    .is_payment = salon_till_line_is_payment (line),
    .sum_cents = sum_first (self, self->entries->len),
  };
  if (entry.is_payment)
    entry.sum_cents = salon_takings_sum (entry.sum_cents, entry.amount_cents);
  g_array_append_val (self->entries, entry);
  g_set_str (&self->hash, line->hash);
  self->at = line->at;
  self->number = line->number;
}

void
salon_till_walk_end (SalonTillWalk *self, gint64 number, const char *hash)
{
  g_return_if_fail (self != NULL);

  if (number > self->number)
    for (gint64 missing = self->number + 1; missing <= number && missing <= self->number + 5;
         missing++)
      add_fault (self, SALON_TILL_FAULT_MISSING, missing, self->at);
  else if (number < self->number
           || g_strcmp0 (hash != NULL ? hash : SALON_TILL_BEGINNING, self->hash) != 0)
    add_fault (self, SALON_TILL_FAULT_END, self->number, self->at);
}
