/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-month-sheets.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-vat.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "payments/salon-payment-words.h"
#include "payments/salon-till-setting.h"
#include "print/salon-bound-document.h"
#include "print/salon-list-sheet.h"
#include "printing/salon-print-request.h"
#include "salon-figure-words.h"

#define DAY_WIDTH 24
#define MONEY_WIDTH 21

const char *
salon_month_sheets_name_move (const SalonCardMove *move)
{
  switch (move->movement)
    {
    case SALON_MOVEMENT_ISSUE:
      return C_ ("accounts", "Sold");
    case SALON_MOVEMENT_DEBIT:
      return C_ ("accounts", "Used");
    case SALON_MOVEMENT_CREDIT:
      return C_ ("accounts", "Put back");
    case SALON_MOVEMENT_EXTEND:
      return C_ ("accounts", "Extended");
    case SALON_MOVEMENT_VOID:
      return C_ ("accounts", "Made void");
    case SALON_MOVEMENT_REFUND:
      return C_ ("accounts", "Paid back");
    }
  g_return_val_if_reached ("");
}

const char *
salon_month_sheets_name_kind (const SalonCardMove *move)
{
  if (move->is_complimentary)
    return C_ ("kind of gift card", "Given");
  switch (move->kind)
    {
    case SALON_GIFT_CARD_AMOUNT:
      return C_ ("kind of gift card", "Of an amount");
    case SALON_GIFT_CARD_SERVICE:
      return C_ ("kind of gift card", "Of a service");
    }
  g_return_val_if_reached ("");
}

/* --- The figures --- */

static void
add_figure (SalonListSheet *sheet,
            SalonSession *session,
            const SalonStatisticsPair *pair,
            SalonFigure figure)
{
  g_autofree char *now = salon_figure_words_value (session, figure, pair->now);
  g_autofree char *then = salon_figure_words_value (session, figure, pair->then);
  const char *const cells[] = { salon_figure_words_title (figure), now, then };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
}

static void
add_money (SalonListSheet *sheet, SalonSession *session, const char *name, gint64 now, gint64 then)
{
  g_autofree char *now_text = salon_format_money (session, now);
  g_autofree char *then_text = salon_format_money (session, then);
  const char *const cells[] = { name, now_text, then_text };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
}

static void
add_received (SalonListSheet *sheet, SalonSession *session, const SalonStatisticsPair *pair)
{
  const SalonTakings *now = &pair->now->received;
  const SalonTakings *then = &pair->then->received;

  salon_list_sheet_add_heading (sheet, _ ("Money Received"));
  for (int means = 0; means < SALON_N_MEANS; means++)
    if (now->cents[means] != 0 || then->cents[means] != 0)
      add_money (sheet, session, salon_payment_words_for_means ((SalonMeans) means),
                 now->cents[means], then->cents[means]);
  add_money (sheet, session, _ ("Total"), now->total_cents, then->total_cents);
}

/* --- VAT --- */

static void
add_note (SalonListSheet *sheet, const char *text)
{
  const char *const cells[] = { text, "", "" };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
}

static void
add_rate (SalonListSheet *sheet, SalonSession *session, const SalonVatSums *sums, int index)
{
  g_autofree char *rate = salon_till_setting_format_rate (salon_vat_get_rate (index));
  /* Translators: a rate: "Received at 20%, tax included" */
  g_autofree char *gross_name = g_strdup_printf (_ ("Received at %s, tax included"), rate);
  /* Translators: a rate: "VAT at 20%" */
  g_autofree char *vat_name = g_strdup_printf (_ ("VAT at %s"), rate);
  g_autofree char *gross = salon_format_money (session, sums->gross_cents[index]);
  g_autofree char *vat = salon_format_money (session, sums->vat_cents[index]);
  const char *const gross_cells[] = { gross_name, gross, "" };
  const char *const vat_cells[] = { vat_name, vat, "" };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, gross_cells);
  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, vat_cells);
}

/* What the journal has: each line is taxed at the rate that was set when it was written. */
static void
add_vat (SalonListSheet *sheet, SalonSession *session, const SalonMonthPack *pack)
{
  const SalonVatSums *sums = &pack->vat;
  SalonGiftCardRules rules = salon_gift_card_acts_get_rules (session);
  gint64 cards = 0;
  gboolean is_any = FALSE;

  salon_list_sheet_add_heading (sheet, _ ("VAT"));
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    if (sums->gross_cents[i] != 0 || sums->vat_cents[i] != 0)
      {
        is_any = TRUE;
        add_rate (sheet, session, sums, i);
      }
  if (!is_any)
    add_note (sheet, _ ("No VAT is charged."));
  if (is_any && !salon_gift_card_sums_get_taxable (&pack->pair->now->cards, &rules, &cards))
    add_note (sheet,
              _ ("Gift cards are not in it: in their settings it is not said yet when VAT is due "
                 "on them."));
  if (sums->elsewhere_cents != 0 && (is_any || salon_till_setting_get_vat_rate (session) != 0))
    {
      g_autofree char *amount = salon_format_money (session, sums->elsewhere_cents);
      const char *const cells[] = { _ ("Not in it: received on other computers or on the Internet"),
                                    amount, "" };

      salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
    }
}

static SalonDocument *
make_figures (const SalonMonthPack *pack,
              SalonSession *session,
              const char *title,
              const char *footer)
{
  static const SalonFigure done[] = { SALON_FIGURE_TURNOVER, SALON_FIGURE_BOOKINGS,
                                      SALON_FIGURE_AVERAGE, SALON_FIGURE_CANCELLED,
                                      SALON_FIGURE_NO_SHOWS };
  static const SalonFigure cards[] = { SALON_FIGURE_CARDS_SOLD, SALON_FIGURE_CARDS_USED,
                                       SALON_FIGURE_CARDS_OWED };
  g_autofree char *now = salon_statistics_period_write (&pack->pair->period);
  g_autofree char *then = salon_statistics_period_write (&pack->pair->before);
  g_autofree char *now_title = salon_format_heading (now);
  g_autofree char *then_title = salon_format_heading (then);
  const char *salon = salon_session_get_setting (session, "salon.name");
  const SalonSheetColumn columns[] = {
    { "", 0, FALSE, FALSE },
    { now_title, 45, TRUE, TRUE },
    { then_title, 45, TRUE, FALSE },
  };
  SalonListSheet *sheet = salon_list_sheet_new (title, salon != NULL ? salon : "", footer,
                                                &salon_paper_a4, columns, G_N_ELEMENTS (columns));

  salon_list_sheet_add_heading (sheet, _ ("What Was Done"));
  for (gsize i = 0; i < G_N_ELEMENTS (done); i++)
    add_figure (sheet, session, pack->pair, done[i]);
  add_received (sheet, session, pack->pair);
  salon_list_sheet_add_heading (sheet, _ ("Gift Cards"));
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    add_figure (sheet, session, pack->pair, cards[i]);
  add_vat (sheet, session, pack);
  return SALON_DOCUMENT (sheet);
}

/* --- Takings --- */

static void
add_takings (SalonListSheet *sheet,
             SalonSession *session,
             const char *day,
             const SalonTakings *takings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) cells = NULL;

  g_strv_builder_add (builder, day);
  for (int means = 0; means < SALON_N_MEANS; means++)
    g_strv_builder_take (builder, takings->cents[means] != 0
                                    ? salon_format_money (session, takings->cents[means])
                                    : g_strdup (""));
  g_strv_builder_take (builder, salon_format_money (session, takings->total_cents));
  cells = g_strv_builder_end (builder);
  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, (const char *const *) cells);
}

static SalonDocument *
make_takings (const SalonMonthPack *pack, SalonSession *session, const char *footer)
{
  g_autofree char *period = salon_statistics_period_write (&pack->pair->period);
  g_autofree char *subtitle = salon_format_heading (period);
  SalonSheetColumn columns[SALON_N_MEANS + 2] = { { _ ("Day"), DAY_WIDTH, FALSE, FALSE } };
  SalonListSheet *sheet = NULL;

  for (int means = 0; means < SALON_N_MEANS; means++)
    columns[means + 1] =
      (SalonSheetColumn) { salon_payment_words_for_means ((SalonMeans) means), 0, TRUE, FALSE };
  columns[SALON_N_MEANS + 1] = (SalonSheetColumn) { _ ("Total"), MONEY_WIDTH, TRUE, TRUE };
  sheet = salon_list_sheet_new (_ ("Takings by Day and Means of Payment"), subtitle, footer,
                                &salon_paper_a4, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < pack->takings->len; i++)
    {
      const SalonDayTakings *taken = &g_array_index (pack->takings, SalonDayTakings, i);
      g_autofree char *day = salon_format_day (taken->day, SALON_DAY_STYLE_SHORT);

      add_takings (sheet, session, day, &taken->takings);
    }
  salon_list_sheet_add_heading (sheet, _ ("Total"));
  add_takings (sheet, session, "", &pack->pair->now->received);
  return SALON_DOCUMENT (sheet);
}

/* --- Gift cards --- */

static SalonDocument *
make_moves (const SalonMonthPack *pack, SalonSession *session, const char *footer)
{
  g_autofree char *period = salon_statistics_period_write (&pack->pair->period);
  g_autofree char *subtitle = salon_format_heading (period);
  const SalonSheetColumn columns[] = {
    { _ ("Day"), DAY_WIDTH, FALSE, FALSE },
    { C_ ("gift card", "Code"), 0, FALSE, FALSE },
    { C_ ("gift card", "Movement"), 0, FALSE, FALSE },
    { C_ ("gift card", "Kind"), 0, FALSE, FALSE },
    { _ ("Amount"), 28, TRUE, TRUE },
  };
  SalonListSheet *sheet = salon_list_sheet_new (_ ("Movements on Gift Cards"), subtitle, footer,
                                                &salon_paper_a4, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < pack->moves->len; i++)
    {
      const SalonCardMove *move = &g_array_index (pack->moves, SalonCardMove, i);
      g_autofree char *day = salon_format_day (move->day, SALON_DAY_STYLE_SHORT);
      g_autofree char *amount = salon_format_money (session, move->cents);
      const char *const cells[] = { day, move->code, salon_month_sheets_name_move (move),
                                    salon_month_sheets_name_kind (move), amount };

      salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
    }
  return SALON_DOCUMENT (sheet);
}

SalonDocument *
salon_month_sheets_create (const SalonMonthPack *pack, SalonSession *session, const char *title)
{
  g_autofree char *footer = salon_print_request_footer (session);
  SalonBoundDocument *document = salon_bound_document_new (title, &salon_paper_a4);

  salon_bound_document_take (document, make_figures (pack, session, title, footer));
  salon_bound_document_take (document, make_takings (pack, session, footer));
  if (pack->moves->len > 0)
    salon_bound_document_take (document, make_moves (pack, session, footer));
  return SALON_DOCUMENT (document);
}
