/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal as a document of its own: docs/TILL.md describes it for whoever has to read it. */
#include "salon-till.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"

#include "salon-till-private.h"

#define HOW_TO_VERIFY                                                                              \
  "Each line: hash = SHA-256, in hexadecimal, of the fields previous, number, at, device, "        \
  "is_training, kind, payment_id, booking_id, means, amount_cents, deposit, reverses, period, "    \
  "totals, in this order, each written as its length in bytes (UTF-8), a colon, the value and a "  \
  "comma; null is written as a hyphen and a comma; then card in the same way, unless it is null. " \
  "previous is the hash of the line before; the "                                                  \
  "first has 64 zeros. Numbers begin with 1 and have no gap. The hash of the last line seals "     \
  "them all."

#define NOT_CERTIFIED                                                                              \
  "Logiciel non attesté et non certifié (CGI, art. 286, I, 3° bis) tant que l’éditeur n’a pas "    \
  "signé d’attestation."

static void
append_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, "\"%s\":", name);
  if (text != NULL)
    salon_json_append_text (json, text);
  else
    g_string_append (json, "null");
  g_string_append_c (json, ',');
}

static void
append_number (GString *json, const char *name, gint64 number)
{
  g_string_append_printf (json, "\"%s\":%" G_GINT64_FORMAT ",", name, number);
}

static void
append_line (const SalonTillLine *line, gpointer data)
{
  GString *json = data;

  if (line->number > 1)
    g_string_append (json, ",\n");
  g_string_append_c (json, '{');
  append_text (json, "previous", line->previous);
  append_number (json, "number", line->number);
  append_number (json, "at", line->at);
  append_text (json, "device", line->device);
  append_number (json, "is_training", line->is_training);
  append_text (json, "kind", line->kind);
  append_text (json, "payment_id", line->payment_id);
  append_text (json, "booking_id", line->booking_id);
  append_text (json, "means", line->means);
  append_number (json, "amount_cents", line->amount_cents);
  append_text (json, "deposit", line->deposit);
  append_text (json, "reverses", line->reverses);
  append_text (json, "period", line->period);
  append_text (json, "totals", line->totals);
  append_text (json, "card", line->card);
  append_text (json, "hash", line->hash);
  /* The last comma. */
  g_string_truncate (json, json->len - 1);
  g_string_append_c (json, '}');
}

static GString *
begin_document (SalonStore *store, gint64 now)
{
  GString *json = g_string_new ("{");
  g_autofree char *at = salon_instant_to_wire (now);

  append_text (json, "format", "serenaia till journal 1");
  append_text (json, "notice", NOT_CERTIFIED);
  append_text (json, "verify", HOW_TO_VERIFY);
  append_text (json, "desk", salon_store_get_device (store));
  append_text (json, "written_at", at);
  append_text (json, "training",
               salon_store_is_sample (store) ? "Sample: nothing of this is real." : NULL);
  g_string_append (json, "\n\"lines\":[\n");
  return json;
}

SalonTillReport *
salon_till_export (SalonStore *store, const char *path, gint64 now, GError **error)
{
  g_autoptr (SalonTillReport) report = NULL;
  g_autoptr (SalonTillWalk) walk = NULL;
  g_autoptr (GString) json = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = salon_till_verify (store, NULL, error);
  if (report == NULL)
    return NULL;
  walk = salon_till_walk_new ();
  json = begin_document (store, now);
  if (!salon_till_read (store, walk, append_line, json, NULL, error))
    return NULL;
  g_string_append (json, "\n],\n");
  append_text (json, "seal", report->hash);
  g_string_truncate (json, json->len - 1);
  g_string_append (json, "}\n");
  if (!g_file_set_contents_full (path, json->str, (gssize) json->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return NULL;
  return g_steal_pointer (&report);
}
