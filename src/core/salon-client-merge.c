/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-merge.h"

#include <string.h>

#include "salon-json.h"

SalonMergeRefusal
salon_client_merge_check (SalonClient *left, SalonClient *right)
{
  const SalonClientFields *a = salon_client_get_fields (left);
  const SalonClientFields *b = salon_client_get_fields (right);

  if (g_str_equal (a->id, b->id))
    return SALON_MERGE_SAME_CARD;
  if (a->merged_into != NULL || b->merged_into != NULL)
    return SALON_MERGE_MERGED_ALREADY;
  if (a->anonymised_at != 0 || b->anonymised_at != 0)
    return SALON_MERGE_ANONYMISED;
  return SALON_MERGE_POSSIBLE;
}

const char *
salon_client_merge_get_text (SalonClient *client, SalonMergeField field)
{
  const SalonClientFields *fields = salon_client_get_fields (client);

  switch (field)
    {
    case SALON_MERGE_NAME:
      return fields->name;
    case SALON_MERGE_PHONE:
      return fields->phone;
    case SALON_MERGE_EMAIL:
      return fields->email;
    case SALON_MERGE_NOTES:
      return fields->notes;
    case SALON_MERGE_LANGUAGE:
      return fields->language;
    case SALON_MERGE_N_FIELDS:
      break;
    }
  g_return_val_if_reached (NULL);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

gboolean
salon_client_merge_differs (SalonClient *left, SalonClient *right, SalonMergeField field)
{
  const char *a = salon_client_merge_get_text (left, field);
  const char *b = salon_client_merge_get_text (right, field);

  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") != 0;
}

/* "Durand" says less than "Marie Durand"; of two alike the left one. */
static gboolean
is_fuller (const char *text, const char *than)
{
  return !is_empty (text)
         && (is_empty (than) || g_utf8_strlen (text, -1) > g_utf8_strlen (than, -1));
}

static SalonMergeKeep
suggest_field (SalonClient *left, SalonClient *right, SalonMergeField field)
{
  const char *a = salon_client_merge_get_text (left, field);
  const char *b = salon_client_merge_get_text (right, field);

  switch (field)
    {
    case SALON_MERGE_NAME:
      return is_fuller (b, a) ? SALON_MERGE_KEEP_RIGHT : SALON_MERGE_KEEP_LEFT;
    case SALON_MERGE_PHONE:
    case SALON_MERGE_EMAIL:
      /* A longer number is not a better one. */
      return is_empty (a) && !is_empty (b) ? SALON_MERGE_KEEP_RIGHT : SALON_MERGE_KEEP_LEFT;
    case SALON_MERGE_NOTES:
      return is_empty (a) && !is_empty (b)   ? SALON_MERGE_KEEP_RIGHT
             : !is_empty (a) && is_empty (b) ? SALON_MERGE_KEEP_LEFT
                                             : SALON_MERGE_KEEP_BOTH;
    case SALON_MERGE_LANGUAGE:
    case SALON_MERGE_N_FIELDS:
      break;
    }
  return SALON_MERGE_KEEP_LEFT;
}

SalonMergeChoice
salon_client_merge_suggest (SalonClient *left, SalonClient *right)
{
  SalonMergeChoice choice = { { SALON_MERGE_KEEP_LEFT } };

  for (int field = 0; field < SALON_MERGE_N_FIELDS; field++)
    choice.keep[field] = suggest_field (left, right, field);
  return choice;
}

static const char *
choose (SalonClient *left,
        SalonClient *right,
        const SalonMergeChoice *choice,
        SalonMergeField field)
{
  return salon_client_merge_get_text (choice->keep[field] == SALON_MERGE_KEEP_RIGHT ? right : left,
                                      field);
}

/* One below the other; what is in the other already is not said twice. */
static char *
join_texts (const char *a, const char *b, const char *separator)
{
  if (is_empty (a) || (!is_empty (b) && strstr (b, a) != NULL))
    return is_empty (b) ? NULL : g_strdup (b);
  if (is_empty (b) || strstr (a, b) != NULL)
    return g_strdup (a);
  return g_strconcat (a, separator, b, NULL);
}

static char *
join_notes (SalonClient *left, SalonClient *right, const SalonMergeChoice *choice)
{
  if (choice->keep[SALON_MERGE_NOTES] != SALON_MERGE_KEEP_BOTH)
    return g_strdup (choose (left, right, choice, SALON_MERGE_NOTES));
  return join_texts (salon_client_get_fields (left)->notes, salon_client_get_fields (right)->notes,
                     "\n");
}

/* Those cards that have the @kept address must all say yes, and there must be one. */
static gboolean
keeps_consent (const char *kept, const char *a, gboolean a_agrees, const char *b, gboolean b_agrees)
{
  gboolean is_left = g_strcmp0 (kept, a) == 0, is_right = g_strcmp0 (kept, b) == 0;

  return (is_left || is_right) && (!is_left || a_agrees) && (!is_right || b_agrees);
}

SalonClient *
salon_client_merge_join (SalonClient *left, SalonClient *right, const SalonMergeChoice *choice)
{
  const SalonClientFields *a = salon_client_get_fields (left);
  const SalonClientFields *b = salon_client_get_fields (right);
  SalonClientFields fields = *a;
  g_autofree char *allergies = join_texts (a->allergies, b->allergies, ", ");
  g_autofree char *notes = join_notes (left, right, choice);

  fields.name = choose (left, right, choice, SALON_MERGE_NAME);
  fields.phone = choose (left, right, choice, SALON_MERGE_PHONE);
  fields.email = choose (left, right, choice, SALON_MERGE_EMAIL);
  fields.language = choose (left, right, choice, SALON_MERGE_LANGUAGE);
  fields.allergies = allergies;
  fields.notes = notes;
  fields.is_blocked = a->is_blocked || b->is_blocked;
  fields.sms_consent =
    keeps_consent (fields.phone, a->phone, a->sms_consent, b->phone, b->sms_consent);
  fields.email_consent =
    keeps_consent (fields.email, a->email, a->email_consent, b->email, b->email_consent);
  fields.created_at = MIN (a->created_at, b->created_at);
  return salon_client_new (&fields);
}

static void
loss_free (SalonMergeLoss *loss)
{
  g_free (loss->text);
  g_free (loss);
}

static void
add_loss (GPtrArray *losses, SalonMergeField field, const char *text, const char *kept)
{
  SalonMergeLoss *loss = NULL;

  /* A language is no text of hers. */
  if (field == SALON_MERGE_LANGUAGE || is_empty (text) || g_strcmp0 (text, kept) == 0
      || (field == SALON_MERGE_NOTES && kept != NULL && strstr (kept, text) != NULL))
    return;
  loss = g_new0 (SalonMergeLoss, 1);
  loss->field = field;
  loss->text = g_strdup (text);
  g_ptr_array_add (losses, loss);
}

GPtrArray *
salon_client_merge_list_losses (SalonClient *left,
                                SalonClient *right,
                                const SalonMergeChoice *choice)
{
  g_autoptr (SalonClient) joined = salon_client_merge_join (left, right, choice);
  GPtrArray *losses = g_ptr_array_new_with_free_func ((GDestroyNotify) loss_free);

  for (int field = 0; field < SALON_MERGE_N_FIELDS; field++)
    {
      const char *kept = salon_client_merge_get_text (joined, field);

      add_loss (losses, field, salon_client_merge_get_text (left, field), kept);
      add_loss (losses, field, salon_client_merge_get_text (right, field), kept);
    }
  return losses;
}

void
salon_client_merge_add_rows (SalonClient *left,
                             const char *table,
                             const char *column,
                             GPtrArray *rows,
                             SalonChangeBuilder *builder)
{
  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);
      g_autoptr (JsonObject) after = salon_json_copy_object (row);

      json_object_set_string_member (after, column, salon_client_get_fields (left)->id);
      salon_change_builder_update (builder, table, row, after);
    }
}

void
salon_client_merge_add_cards (SalonClient *left,
                              SalonClient *right,
                              const SalonMergeChoice *choice,
                              SalonChangeBuilder *builder)
{
  g_autoptr (SalonClient) joined = salon_client_merge_join (left, right, choice);
  SalonClientFields fields = *salon_client_get_fields (right);
  g_autoptr (SalonClient) merged = NULL;

  g_return_if_fail (salon_client_merge_check (left, right) == SALON_MERGE_POSSIBLE);

  fields.merged_into = salon_client_get_fields (left)->id;
  merged = salon_client_new (&fields);
  salon_client_add_update (left, joined, builder);
  salon_client_add_update (right, merged, builder);
}
