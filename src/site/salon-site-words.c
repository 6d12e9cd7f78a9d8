/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-words.h"

#include <string.h>

struct _SalonSiteWords
{
  SalonLanguage language;
  yyjson_mut_doc *doc;
  yyjson_mut_val *groups;
};

/* A group of the file as an object. */
static gboolean
take_group (SalonSiteWords *self, GKeyFile *file, const char *group, GError **error)
{
  yyjson_mut_val *object =
    yyjson_mut_obj_add_obj (self->doc, self->groups,
                            yyjson_mut_get_str (yyjson_mut_strcpy (self->doc, group)));
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, error);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *text = g_key_file_get_string (file, group, keys[i], error);

      if (text == NULL)
        return FALSE;
      yyjson_mut_obj_add (object, yyjson_mut_strcpy (self->doc, keys[i]),
                          yyjson_mut_strcpy (self->doc, text));
    }
  return keys != NULL;
}

SalonSiteWords *
salon_site_words_new (SalonLanguage language, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SalonSiteWords) self = g_new0 (SalonSiteWords, 1);
  g_auto (GStrv) groups = NULL;
  yyjson_mut_val *root;

  g_return_val_if_fail (text != NULL, NULL);

  self->language = language;
  self->doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (self->doc);
  yyjson_mut_doc_set_root (self->doc, root);
  self->groups = yyjson_mut_obj_add_obj (self->doc, root, "words");
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, error))
    return NULL;
  groups = g_key_file_get_groups (file, NULL);
  for (gsize i = 0; groups[i] != NULL; i++)
    if (!take_group (self, file, groups[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

void
salon_site_words_free (SalonSiteWords *self)
{
  g_return_if_fail (self != NULL);

  yyjson_mut_doc_free (self->doc);
  g_free (self);
}

SalonLanguage
salon_site_words_get_language (const SalonSiteWords *self)
{
  g_return_val_if_fail (self != NULL, SALON_LANGUAGE_FRENCH);

  return self->language;
}

yyjson_mut_val *
salon_site_words_get_context (const SalonSiteWords *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return yyjson_mut_doc_get_root (self->doc);
}

const char *
salon_site_words_get (const SalonSiteWords *self, const char *key)
{
  const char *dot, *text;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);
  dot = strchr (key, '.');
  g_return_val_if_fail (dot != NULL, key);

  text = yyjson_mut_get_str (
    yyjson_mut_obj_get (yyjson_mut_obj_getn (self->groups, key, (gsize) (dot - key)), dot + 1));
  return text != NULL ? text : key;
}

const char *
salon_site_words_name_category (const SalonSiteWords *self, const char *category)
{
  const char *text;

  g_return_val_if_fail (self != NULL && category != NULL, NULL);

  text = yyjson_mut_get_str (
    yyjson_mut_obj_get (yyjson_mut_obj_get (self->groups, "category"), category));
  return text != NULL ? text : category;
}

/* The value of the placeholder at @name among the pairs. */
static const char *
find_value (const char *const *pairs, const char *name, gsize length)
{
  for (gsize i = 0; pairs[i] != NULL; i += 2)
    if (strlen (pairs[i]) == length && memcmp (pairs[i], name, length) == 0)
      return pairs[i + 1];
  return NULL;
}

static char *
fill (const char *words, const char *const *pairs)
{
  GString *text = g_string_new (NULL);

  while (*words != '\0')
    {
      const char *close = *words == '{' ? strchr (words, '}') : NULL;
      const char *value =
        close != NULL ? find_value (pairs, words + 1, (gsize) (close - words - 1)) : NULL;

      if (value != NULL)
        {
          g_string_append (text, value);
          words = close + 1;
        }
      else
        g_string_append_c (text, *words++);
    }
  return g_string_free_and_steal (text);
}

char *
salon_site_words_fill (const SalonSiteWords *self, const char *key, ...)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  const char *name;
  va_list arguments;

  va_start (arguments, key);
  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      const char *value = va_arg (arguments, const char *);

      g_ptr_array_add (pairs, (gpointer) name);
      g_ptr_array_add (pairs, (gpointer) (value != NULL ? value : ""));
    }
  va_end (arguments);
  g_ptr_array_add (pairs, NULL);
  return fill (salon_site_words_get (self, key), (const char *const *) pairs->pdata);
}

char *
salon_site_words_count (const SalonSiteWords *self, const char *key, gint64 n)
{
  gboolean is_one = self->language == SALON_LANGUAGE_FRENCH ? n == 0 || n == 1 : n == 1;
  g_autofree char *name = g_strconcat (key, is_one ? "_one" : "_many", NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  return fill (salon_site_words_get (self, name), (const char *const[]) { "n", number, NULL });
}
