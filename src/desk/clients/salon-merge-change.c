/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-merge-change.h"

#include <glib/gi18n-lib.h>

#include "core/salon-phone.h"
#include "store/salon-client-dossier.h"

static gboolean
add_table (SalonReader *reader,
           SalonClient *left,
           GPtrArray *right_ids,
           const SalonTable *table,
           SalonChangeBuilder *builder,
           GError **error)
{
  for (gsize i = 0; i < table->n_columns; i++)
    {
      const SalonColumn *column = &table->columns[i];
      g_autoptr (GPtrArray) rows = NULL;

      if (!salon_client_dossier_is_link (table, column))
        continue;
      rows = salon_client_dossier_list_rows (reader, table, column->name, right_ids, error);
      if (rows == NULL)
        return FALSE;
      salon_client_merge_add_rows (left, table->name, column->name, rows, builder);
    }
  return TRUE;
}

SalonChange *
salon_merge_change_new (SalonReader *reader,
                        SalonClient *left,
                        SalonClient *right,
                        const SalonMergeChoice *choice,
                        GError **error)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) right_ids = g_ptr_array_new ();
  g_autofree char *label = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  g_ptr_array_add (right_ids, (char *) salon_client_get_fields (right)->id);
  salon_client_merge_add_cards (left, right, choice, builder);
  for (gsize i = 0; i < n_tables; i++)
    if (!add_table (reader, left, right_ids, &tables[i], builder, error))
      return NULL;
  /* Translators: the names on two cards of one client */
  label =
    g_strdup_printf (_ ("Merge the cards %1$s and %2$s"), salon_client_get_fields (left)->name,
                     salon_client_get_fields (right)->name);
  return salon_change_builder_end (builder, label);
}

const char *
salon_merge_change_get_title (SalonMergeField field)
{
  switch (field)
    {
    case SALON_MERGE_NAME:
      return _ ("Name");
    case SALON_MERGE_PHONE:
      return _ ("Phone");
    case SALON_MERGE_EMAIL:
      return _ ("E-mail");
    case SALON_MERGE_NOTES:
      return _ ("Notes");
    case SALON_MERGE_LANGUAGE:
      return _ ("Language");
    case SALON_MERGE_N_FIELDS:
      break;
    }
  g_return_val_if_reached ("");
}

char *
salon_merge_change_describe (SalonClient *client, SalonMergeField field)
{
  const char *text = salon_client_merge_get_text (client, field);

  if (text == NULL)
    return g_strdup ("");
  if (field == SALON_MERGE_PHONE)
    return salon_phone_format (text);
  if (field == SALON_MERGE_LANGUAGE)
    return g_strdup (g_str_equal (text, "fr") ? _ ("French") : _ ("English"));
  return g_strdup (text);
}

const char *
salon_merge_change_refuse (SalonMergeRefusal refusal)
{
  switch (refusal)
    {
    case SALON_MERGE_POSSIBLE:
      return NULL;
    case SALON_MERGE_SAME_CARD:
      return _ ("This is one and the same card.");
    case SALON_MERGE_MERGED_ALREADY:
      return _ ("One of these cards was merged already. Open the card that remained.");
    case SALON_MERGE_ANONYMISED:
      return _ ("One of these cards was anonymised: nobody knows any more whose it was.");
    }
  g_return_val_if_reached (NULL);
}

char *
salon_merge_change_describe_same (SalonSame same)
{
  const char *words[4] = { NULL };
  guint n = 0;

  if (same & SALON_SAME_PHONE)
    words[n++] = _ ("same phone number");
  if (same & SALON_SAME_EMAIL)
    words[n++] = _ ("same e-mail");
  if (same & SALON_SAME_NAME)
    words[n++] = _ ("same name");
  return g_strjoinv (", ", (char **) words);
}
