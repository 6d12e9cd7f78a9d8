/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-export.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"

/* (transfer full) */
static JsonObject *
copy_row (SalonClientDossier *dossier, const SalonDossierRow *entry)
{
  JsonObject *row = salon_json_copy_object (entry->row);

  if (!g_str_equal (entry->table->name, "gift_cards"))
    return row;
  if (!salon_client_dossier_owns_end (dossier, entry->row, "buyer_name", "buyer_email"))
    json_object_remove_member (row, "buyer_email");
  if (!salon_client_dossier_owns_end (dossier, entry->row, "recipient_name", "recipient_email"))
    json_object_remove_member (row, "recipient_email");
  return row;
}

static JsonObject *
make_tables (SalonClientDossier *dossier)
{
  JsonObject *tables = json_object_new ();

  for (guint i = 0; i < dossier->rows->len; i++)
    {
      const SalonDossierRow *entry = g_ptr_array_index (dossier->rows, i);

      if (!json_object_has_member (tables, entry->table->name))
        json_object_set_array_member (tables, entry->table->name, json_array_new ());
      json_array_add_object_element (json_object_get_array_member (tables, entry->table->name),
                                     copy_row (dossier, entry));
    }
  return tables;
}

char *
salon_client_export_to_json (SalonClientDossier *dossier, gint64 now)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *at = salon_instant_to_wire (now);
  g_autofree char *json = NULL;

  g_return_val_if_fail (dossier != NULL, NULL);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "format", "serenaia-client");
  json_object_set_int_member (object, "version", 1);
  json_object_set_string_member (object, "exported_at", at);
  json_object_set_string_member (object, "client_id", dossier->client_id);
  json_object_set_object_member (object, "tables", make_tables (dossier));
  json = json_to_string (node, TRUE);
  return g_strconcat (json, "\n", NULL);
}
