/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-shortcut-row.h"

struct _SalonShortcutRow
{
  AdwActionRow parent_instance;

  char *accelerator;
};

G_DEFINE_FINAL_TYPE (SalonShortcutRow, salon_shortcut_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_ACCELERATOR = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static char *
dup_key_words (const char *accelerator)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup (accelerator);
  return gtk_accelerator_get_label (key, modifiers);
}

static void
set_accelerator (SalonShortcutRow *self, const char *accelerator)
{
  g_auto (GStrv) parts = g_strsplit (accelerator != NULL ? accelerator : "", " ", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  g_set_str (&self->accelerator, accelerator);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (parts[i], "...", 2);

      for (gsize j = 0; ends[j] != NULL; j++)
        {
          g_autofree char *key = dup_key_words (ends[j]);

          if (j > 0)
            g_string_append (words, " … ");
          else if (i > 0)
            g_string_append (words, " · ");
          g_string_append (words, key);
        }
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words->str);
}

static void
salon_shortcut_row_set_property (GObject *object,
                                 guint property_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_ACCELERATOR:
      set_accelerator (SALON_SHORTCUT_ROW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
salon_shortcut_row_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_ACCELERATOR:
      g_value_set_string (value, SALON_SHORTCUT_ROW (object)->accelerator);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
salon_shortcut_row_finalize (GObject *object)
{
  g_free (SALON_SHORTCUT_ROW (object)->accelerator);
  G_OBJECT_CLASS (salon_shortcut_row_parent_class)->finalize (object);
}

static void
salon_shortcut_row_class_init (SalonShortcutRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = salon_shortcut_row_set_property;
  object_class->get_property = salon_shortcut_row_get_property;
  object_class->finalize = salon_shortcut_row_finalize;

  props[PROP_ACCELERATOR] = g_param_spec_string ("accelerator", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
salon_shortcut_row_init (SalonShortcutRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}
