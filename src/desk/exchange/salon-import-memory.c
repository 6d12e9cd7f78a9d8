/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-import-memory.h"

#include <gio/gio.h>

/* Files of so many sorts. */
#define MAX_ENTRIES 30

#define KEY "import-columns"

static const char *const kinds[SALON_N_FOREIGN_KINDS] = {
  [SALON_FOREIGN_CLIENTS] = "clients",       [SALON_FOREIGN_SERVICES] = "services",
  [SALON_FOREIGN_BOOKINGS] = "bookings",     [SALON_FOREIGN_CLOSURES] = "closures",
  [SALON_FOREIGN_GIFT_CARDS] = "gift-cards",
};

GVariant *
salon_import_memory_read (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  return g_settings_get_value (settings, KEY);
}

static SalonColumnField *
read_fields (const char *text, guint n_columns, SalonForeignKind kind)
{
  g_auto (GStrv) keys = g_strsplit (text, ",", -1);
  g_autofree SalonColumnField *fields = g_new0 (SalonColumnField, n_columns + 1);

  if (g_strv_length (keys) != n_columns)
    return NULL;
  for (guint i = 0; i < n_columns; i++)
    if (!salon_column_field_from_key (keys[i], &fields[i])
        || !salon_column_field_is_for (fields[i], kind))
      return NULL;
  return g_steal_pointer (&fields);
}

SalonColumnField *
salon_import_memory_find (GVariant *memory, const char *signature, guint n_columns, int *kind)
{
  GVariantIter iter;
  const char *found = NULL;
  const char *kind_key = NULL;
  const char *fields = NULL;

  g_variant_iter_init (&iter, memory);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &found, &kind_key, &fields))
    for (guint i = 0; i < SALON_N_FOREIGN_KINDS; i++)
      if (g_str_equal (found, signature) && g_str_equal (kinds[i], kind_key)
          && (*kind < 0 || *kind == (int) i))
        {
          SalonColumnField *read = read_fields (fields, n_columns, (SalonForeignKind) i);

          if (read == NULL)
            return NULL;
          *kind = (int) i;
          return read;
        }
  return NULL;
}

static char *
write_fields (const SalonColumnField *fields, guint n_columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", salon_column_field_to_key (fields[i]));
  return g_string_free_and_steal (text);
}

void
salon_import_memory_keep (const char *signature,
                          SalonForeignKind kind,
                          const SalonColumnField *fields,
                          guint n_columns)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GVariant) before = g_settings_get_value (settings, KEY);
  g_autofree char *text = write_fields (fields, n_columns);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *found = NULL;
  const char *kind_key = NULL;
  const char *others = NULL;
  guint n = 1;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  g_variant_builder_add (&builder, "(sss)", signature, kinds[kind], text);
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &found, &kind_key, &others) && n < MAX_ENTRIES)
    if (!g_str_equal (found, signature) || !g_str_equal (kind_key, kinds[kind]))
      {
        g_variant_builder_add (&builder, "(sss)", found, kind_key, others);
        n++;
      }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}
