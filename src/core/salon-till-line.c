/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-till-line.h"

#include <string.h>

#include "salon-error.h"
#include "salon-json.h"
#include "salon-money.h"
#include "salon-schema.h"

SalonTillLine *
salon_till_line_copy (const SalonTillLine *line)
{
  SalonTillLine *copy = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  copy = g_memdup2 (line, sizeof *line);
  copy->previous = g_strdup (line->previous);
  copy->device = g_strdup (line->device);
  copy->kind = g_strdup (line->kind);
  copy->payment_id = g_strdup (line->payment_id);
  copy->booking_id = g_strdup (line->booking_id);
  copy->means = g_strdup (line->means);
  copy->deposit = g_strdup (line->deposit);
  copy->reverses = g_strdup (line->reverses);
  copy->period = g_strdup (line->period);
  copy->totals = g_strdup (line->totals);
  copy->card = g_strdup (line->card);
  copy->event = g_strdup (line->event);
  copy->detail = g_strdup (line->detail);
  copy->hash = g_strdup (line->hash);
  return copy;
}

void
salon_till_line_free (SalonTillLine *line)
{
  if (line == NULL)
    return;
  g_free (line->previous);
  g_free (line->device);
  g_free (line->kind);
  g_free (line->payment_id);
  g_free (line->booking_id);
  g_free (line->means);
  g_free (line->deposit);
  g_free (line->reverses);
  g_free (line->period);
  g_free (line->totals);
  g_free (line->card);
  g_free (line->event);
  g_free (line->detail);
  g_free (line->hash);
  g_free (line);
}

static void
add_text (GString *sum, const char *text)
{
  if (text == NULL)
    g_string_append (sum, "-,");
  else
    g_string_append_printf (sum, "%" G_GSIZE_FORMAT ":%s,", strlen (text), text);
}

static void
add_number (GString *sum, gint64 number)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  add_text (sum, text);
}

/* What lines of before events and VAT do not say. */
static gboolean
is_of_second_form (const SalonTillLine *line)
{
  return line->event != NULL || line->detail != NULL || line->vat_rate != 0 || line->vat_cents != 0;
}

char *
salon_till_line_make_hash (const SalonTillLine *line)
{
  g_autoptr (GString) sum = g_string_new (NULL);

  g_return_val_if_fail (line != NULL, NULL);

  add_text (sum, line->previous);
  add_number (sum, line->number);
  add_number (sum, line->at);
  add_text (sum, line->device);
  add_number (sum, line->is_training);
  add_text (sum, line->kind);
  add_text (sum, line->payment_id);
  add_text (sum, line->booking_id);
  add_text (sum, line->means);
  add_number (sum, line->amount_cents);
  add_text (sum, line->deposit);
  add_text (sum, line->reverses);
  add_text (sum, line->period);
  add_text (sum, line->totals);
  if (line->card != NULL || is_of_second_form (line))
    add_text (sum, line->card);
  if (is_of_second_form (line))
    {
      add_text (sum, line->event);
      add_text (sum, line->detail);
      add_number (sum, line->vat_rate);
      add_number (sum, line->vat_cents);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, sum->str, (gssize) sum->len);
}

gboolean
salon_till_line_is_closing (const SalonTillLine *line)
{
  return g_strcmp0 (line->kind, SALON_TILL_DAY) == 0
         || g_strcmp0 (line->kind, SALON_TILL_MONTH) == 0
         || g_strcmp0 (line->kind, SALON_TILL_YEAR) == 0;
}

gboolean
salon_till_line_is_payment (const SalonTillLine *line)
{
  return g_strcmp0 (line->kind, SALON_TILL_EVENT) != 0 && !salon_till_line_is_closing (line);
}

char *
salon_till_line_make_period (const char *kind, SalonDay day)
{
  g_autofree char *date = salon_day_format (day);

  if (g_str_equal (kind, SALON_TILL_YEAR))
    return g_strndup (date, strlen ("2026"));
  if (g_str_equal (kind, SALON_TILL_MONTH))
    return g_strndup (date, strlen ("2026-03"));
  return g_steal_pointer (&date);
}

/* --- Totals --- */

static void
append_money (GString *text, const char *name, gint64 cents)
{
  g_autofree char *wire = salon_money_to_wire (cents);

  g_string_append_printf (text, ",\"%s\":\"%s\"", name, wire);
}

/* Nothing of rates that no line has: closings of before VAT say nothing of it. */
static void
append_vat (GString *text, const SalonTillTotals *totals)
{
  int n_written = 0;

  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    {
      g_autofree char *rate = salon_money_to_wire (salon_vat_get_rate (i));

      if (!totals->vat[i].is_used)
        continue;
      g_string_append_printf (text, "%s{\"rate\":\"%s\"", n_written++ > 0 ? "," : ",\"vat\":[",
                              rate);
      append_money (text, "gross", totals->vat[i].gross_cents);
      append_money (text, "vat", totals->vat[i].vat_cents);
      g_string_append_c (text, '}');
    }
  if (n_written > 0)
    g_string_append_c (text, ']');
}

char *
salon_till_totals_to_text (const SalonTillTotals *totals)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "{\"first\":%" G_GINT64_FORMAT ",\"last\":%" G_GINT64_FORMAT
                          ",\"payments\":%d",
                          totals->first, totals->last, totals->takings.n_payments);
  for (int means = 0; means < SALON_N_MEANS; means++)
    append_money (text, salon_means_to_wire ((SalonMeans) means), totals->takings.cents[means]);
  append_money (text, "total", totals->takings.total_cents);
  append_money (text, "cumulative", totals->cumulative_cents);
  append_money (text, "perpetual", totals->perpetual_cents);
  append_vat (text, totals);
  g_string_append_c (text, '}');
  return g_string_free_and_steal (text);
}

static gboolean
read_number (JsonObject *object, const char *name, gint64 *number)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_money (JsonObject *object, const char *name, gint64 *cents)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING
         && salon_money_from_wire (json_node_get_string (node), cents, NULL);
}

static gboolean
read_rate (JsonNode *node, SalonTillTotals *totals)
{
  JsonObject *object = NULL;
  SalonTillVat vat = { TRUE, 0, 0 };
  gint64 rate = 0;
  int index;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  if (!read_money (object, "rate", &rate) || !read_money (object, "gross", &vat.gross_cents)
      || !read_money (object, "vat", &vat.vat_cents))
    return FALSE;
  index = salon_vat_find_rate (rate);
  if (index < 0)
    return FALSE;
  totals->vat[index] = vat;
  return TRUE;
}

static gboolean
read_vat (JsonObject *object, SalonTillTotals *totals)
{
  JsonNode *node = json_object_get_member (object, "vat");
  JsonArray *rates = NULL;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  rates = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (rates); i++)
    if (!read_rate (json_array_get_element (rates, i), totals))
      return FALSE;
  return TRUE;
}

static gboolean
read_totals (JsonObject *object, SalonTillTotals *totals)
{
  gint64 n_payments = 0;

  for (int means = 0; means < SALON_N_MEANS; means++)
    if (!read_money (object, salon_means_to_wire ((SalonMeans) means),
                     &totals->takings.cents[means]))
      return FALSE;
  if (!read_number (object, "first", &totals->first) || !read_number (object, "last", &totals->last)
      || !read_number (object, "payments", &n_payments) || n_payments > G_MAXINT
      || !read_money (object, "total", &totals->takings.total_cents)
      || !read_money (object, "cumulative", &totals->cumulative_cents)
      || !read_money (object, "perpetual", &totals->perpetual_cents) || !read_vat (object, totals))
    return FALSE;
  totals->takings.n_payments = (int) n_payments;
  return TRUE;
}

gboolean
salon_till_totals_from_text (const char *text, SalonTillTotals *totals, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  SalonTillTotals found = { 0 };

  g_return_val_if_fail (text != NULL && totals != NULL, FALSE);

  node = salon_json_parse (text, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !read_totals (json_node_get_object (node), &found))
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "no totals: %s", text);
      return FALSE;
    }
  *totals = found;
  return TRUE;
}
