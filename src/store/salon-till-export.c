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
  "When event or detail is not null, or vat_rate or vat_cents is not 0, then card, even if it is " \
  "null, and event, detail, vat_rate and vat_cents. "                                              \
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
  append_text (json, "event", line->event);
  append_text (json, "detail", line->detail);
  append_number (json, "vat_rate", line->vat_rate);
  append_number (json, "vat_cents", line->vat_cents);
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

  append_text (json, "format", "serenaia till journal 2");
  append_text (json, "notice", NOT_CERTIFIED);
  append_text (json, "verify", HOW_TO_VERIFY);
  append_text (json, "desk", salon_store_get_device (store));
  append_text (json, "written_at", at);
  append_text (json, "training",
               salon_store_is_sample (store) ? "Sample: nothing of this is real." : NULL);
  g_string_append (json, "\n\"lines\":[\n");
  return json;
}

/* The whole document. @report: (out) (transfer full): what a verification finds; NULL on failure */
static GString *
make_document (SalonStore *store, gint64 now, SalonTillReport **report, GError **error)
{
  g_autoptr (SalonTillReport) found = salon_till_verify (store, NULL, error);
  g_autoptr (SalonTillWalk) walk = NULL;
  g_autoptr (GString) json = NULL;

  if (found == NULL)
    return NULL;
  walk = salon_till_walk_new ();
  json = begin_document (store, now);
  if (!salon_till_read (store, walk, append_line, json, NULL, error))
    return NULL;
  g_string_append (json, "\n],\n");
  append_text (json, "seal", found->hash);
  g_string_truncate (json, json->len - 1);
  g_string_append (json, "}\n");
  *report = g_steal_pointer (&found);
  return g_steal_pointer (&json);
}

/* The line is written first, and kept only with the file: what is given out is always noted, and what is
 * in the file is a beginning of the journal whatever comes of it. */
static SalonTillReport *
write_document (SalonStore *store, const char *path, gint64 now, GError **error)
{
  g_autoptr (SalonTillReport) report = NULL;
  g_autoptr (GString) json = make_document (store, now, &report, error);

  if (json == NULL
      || !salon_till_note_event (store, SALON_TILL_EXPORT, report->hash, NULL, now, error)
      || !g_file_set_contents_full (path, json->str, (gssize) json->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                    0600, error)
      || !salon_store_commit (store, NULL, error))
    return NULL;
  return g_steal_pointer (&report);
}

SalonTillReport *
salon_till_export (SalonStore *store, const char *path, gint64 now, GError **error)
{
  SalonTillReport *report = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!salon_store_begin (store, error))
    return NULL;
  report = write_document (store, path, now, error);
  if (report == NULL)
    salon_store_roll_back (store);
  return report;
}
