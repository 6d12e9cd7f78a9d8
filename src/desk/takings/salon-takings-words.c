/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-takings-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "payments/salon-payment-words.h"
#include "payments/salon-till-setting.h"

#define MOST_FAULTS 5

/* --- Lines --- */

char *
salon_takings_words_title (SalonSession *session, const SalonTillLine *line)
{
  g_autofree char *amount = salon_format_money (session, line->amount_cents);
  g_autofree char *payment =
    g_strdup_printf (C_ ("payment", "%s, %s"),
                     salon_payment_words_for_means (salon_means_from_wire (line->means)), amount);
  g_autoptr (SalonBooking) booking = NULL;

  /* The journal itself names nobody; the booking may be gone. */
  if (line->booking_id != NULL)
    booking = salon_reader_get_booking (salon_session_get_reader (session), line->booking_id, NULL);
  if (booking == NULL)
    return g_steal_pointer (&payment);
  /* Translators: a payment, client: "Card, €45.00 – Marie Durand" */
  return g_strdup_printf (C_ ("takings", "%s – %s"), payment,
                          salon_booking_get_fields (booking)->client_name);
}

/* NULL: an ordinary payment. */
static const char *
get_remark (const SalonTillLine *line)
{
  SalonDeposit deposit = salon_deposit_from_wire (line->deposit);

  if (g_strcmp0 (line->kind, SALON_TILL_REVERSAL) == 0)
    return line->amount_cents < 0 ? _ ("takes back an earlier line")
                                  : _ ("puts back an earlier line");
  if (g_strcmp0 (line->kind, SALON_TILL_REFUSED) == 0)
    return _ ("the shared salon did not take it");
  return deposit != SALON_DEPOSIT_NONE ? salon_payment_words_for_deposit (deposit) : NULL;
}

char *
salon_takings_words_subtitle (SalonSession *session, const SalonTillLine *line)
{
  SalonMoment moment = salon_session_get_moment (session, line->at);
  g_autofree char *time = salon_format_minute (salon_moment_get_minute (moment));
  const char *remark = get_remark (line);

  if (remark == NULL)
    /* Translators: time, number of the line in the journal */
    return g_strdup_printf (_ ("%s, line %d"), time, (int) line->number);
  /* Translators: time, number of the line in the journal, remark */
  return g_strdup_printf (_ ("%s, line %d – %s"), time, (int) line->number, remark);
}

/* --- Closings --- */

static char *
describe_period (const SalonTillLine *line)
{
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;
  SalonDay day = 0;

  if (g_strcmp0 (line->kind, SALON_TILL_YEAR) == 0)
    /* Translators: the year's number */
    return g_strdup_printf (_ ("Year %s"), line->period);
  date = g_strcmp0 (line->kind, SALON_TILL_MONTH) == 0 ? g_strconcat (line->period, "-01", NULL)
                                                       : g_strdup (line->period);
  /* A period that somebody has altered is shown as it stands. */
  if (date == NULL || !salon_day_parse (date, &day, NULL))
    return g_strdup (line->period != NULL ? line->period : "");
  text =
    salon_format_day (day, g_strcmp0 (line->kind, SALON_TILL_MONTH) == 0 ? SALON_DAY_STYLE_MONTH
                                                                         : SALON_DAY_STYLE_LONG);
  return salon_format_heading (text);
}

char *
salon_takings_words_closing_title (SalonSession *session, const SalonTillLine *line)
{
  g_autofree char *period = describe_period (line);
  g_autofree char *amount = NULL;
  SalonTillTotals totals;

  if (line->totals == NULL || !salon_till_totals_from_text (line->totals, &totals, NULL))
    return g_steal_pointer (&period);
  amount = salon_format_money (session, totals.takings.total_cents);
  /* Translators: day, month or year, and what was taken in it */
  return g_strdup_printf (C_ ("closing", "%s: %s"), period, amount);
}

/* "Cash €20.00, Card €25.00" */
static char *
list_means (SalonSession *session, const SalonTakings *takings)
{
  GString *list = g_string_new (NULL);

  for (int means = 0; means < SALON_N_MEANS; means++)
    if (takings->cents[means] != 0)
      {
        g_autofree char *amount = salon_format_money (session, takings->cents[means]);

        /* Translators: means of payment, amount: "Cash €20.00" */
        g_string_append_printf (list, "%s", list->len > 0 ? ", " : "");
        g_string_append_printf (list, C_ ("closing", "%s %s"),
                                salon_payment_words_for_means ((SalonMeans) means), amount);
      }
  return g_string_free_and_steal (list);
}

/* " VAT at 20%: €7.50." for each rate; empty when there is none. */
static char *
list_vat (SalonSession *session, const SalonTillTotals *totals)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    if (totals->vat[i].is_used)
      {
        g_autofree char *rate = salon_till_setting_format_rate (salon_vat_get_rate (i));
        g_autofree char *amount = salon_format_money (session, totals->vat[i].vat_cents);

        g_string_append_c (list, ' ');
        /* Translators: a rate, an amount: "VAT at 20%: €7.50." */
        g_string_append_printf (list, _ ("VAT at %s: %s."), rate, amount);
      }
  return g_string_free_and_steal (list);
}

char *
salon_takings_words_closing_subtitle (SalonSession *session, const SalonTillLine *line)
{
  g_autofree char *means = NULL;
  g_autofree char *cumulative = NULL;
  g_autofree char *perpetual = NULL;
  g_autofree char *sums = NULL;
  g_autofree char *vat = NULL;
  SalonTillTotals totals;

  if (line->totals == NULL || !salon_till_totals_from_text (line->totals, &totals, NULL))
    return g_strdup (_ ("The totals cannot be read."));
  means = list_means (session, &totals.takings);
  cumulative = salon_format_money (session, totals.cumulative_cents);
  perpetual = salon_format_money (session, totals.perpetual_cents);
  vat = list_vat (session, &totals);
  sums = g_strdup_printf (
    /* Translators: amounts by means, or “nothing taken”; two amounts */
    _ ("%s. This year so far: %s. Since the first line: %s."),
    *means != '\0' ? means : _ ("Nothing taken"), cumulative, perpetual);
  return g_strconcat (sums, vat, NULL);
}

/* --- Verifying --- */

char *
salon_takings_words_fault (SalonSession *session, const SalonTillFault *fault)
{
  SalonDay day = salon_moment_get_day (salon_session_get_moment (session, fault->at));
  g_autofree char *date = salon_format_day (day, SALON_DAY_STYLE_SHORT);
  int number = (int) fault->number;

  switch (fault->kind)
    {
    case SALON_TILL_FAULT_ALTERED:
      /* Translators: number of the line, date */
      return g_strdup_printf (_ ("Line %d of %s was altered."), number, date);
    case SALON_TILL_FAULT_MISSING:
      if (fault->at == 0)
        return g_strdup_printf (_ ("Line %d is missing."), number);
      /* Translators: number of the line, date of the one before */
      return g_strdup_printf (_ ("Line %d is missing, after a line of %s."), number, date);
    case SALON_TILL_FAULT_OUT_OF_PLACE:
      return g_strdup_printf (
        /* Translators: number of the line, date, number of the line before */
        _ ("Line %d of %s does not follow on line %d: one of the two was altered."), number, date,
        number - 1);
    case SALON_TILL_FAULT_TOTALS:
      return g_strdup_printf (_ ("The totals of the closing on line %d of %s are not those of its "
                                 "lines."),
                              number, date);
    case SALON_TILL_FAULT_END:
      return g_strdup_printf (_ ("Line %d of %s is not the one that was written last."), number,
                              date);
    }
  g_return_val_if_reached (NULL);
}

char *
salon_takings_words_report (SalonSession *session, const SalonTillReport *report)
{
  GString *words = NULL;

  if (report->faults->len == 0 && report->n_lines == 0)
    return g_strdup (_ ("The journal has no lines yet."));
  if (report->faults->len == 0)
    return g_strdup_printf (ngettext ("The one line is as it was written.",
                                      "All %d lines are as they were written.",
                                      (gulong) report->n_lines),
                            (int) report->n_lines);
  words = g_string_new (NULL);
  for (guint i = 0; i < report->faults->len && i < MOST_FAULTS; i++)
    {
      g_autofree char *fault =
        salon_takings_words_fault (session, &g_array_index (report->faults, SalonTillFault, i));

      g_string_append_printf (words, "%s%s", i > 0 ? "\n" : "", fault);
    }
  if (report->faults->len > MOST_FAULTS)
    {
      int n_more = (int) report->faults->len - MOST_FAULTS;

      g_string_append_c (words, '\n');
      g_string_append_printf (words, ngettext ("And %d more.", "And %d more.", (gulong) n_more),
                              n_more);
    }
  return g_string_free_and_steal (words);
}
