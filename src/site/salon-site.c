/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site.h"

#include <gio/gio.h>
#include <string.h>

#include "salon-site-resources.h"

#define ROOT "/fr/serenaia_beaute/Salon/site/"

struct _SalonSite
{
  SalonSiteTemplates *templates;
  SalonSiteWords *words[2]; /* by SalonLanguage */
  GHashTable *files;        /* name → SalonSiteFile */
  yyjson_mut_doc *doc;
  yyjson_mut_val *context[2]; /* by SalonLanguage: paths, files */
};

static const struct
{
  const char *ending;
  const char *type;
} types[] = {
  { ".css", "text/css; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".svg", "image/svg+xml" },
  { ".woff2", "font/woff2" },
};

static void
free_file (gpointer data)
{
  SalonSiteFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_clear_pointer (&file->packed, g_bytes_unref);
  g_free (file);
}

char *
salon_site_name_by_content (const char *name, GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  const char *dot = strrchr (name, '.');

  g_return_val_if_fail (dot != NULL, NULL);

  return g_strdup_printf ("%.*s-%.10s%s", (int) (dot - name), name, sum, dot);
}

GBytes *
salon_site_pack (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GBytes) packed = g_converter_convert_bytes (G_CONVERTER (compressor), bytes, NULL);

  return packed != NULL && g_bytes_get_size (packed) < g_bytes_get_size (bytes)
           ? g_steal_pointer (&packed)
           : NULL;
}

/* "style.css" → "style_css": what a template can name. */
static void
name_file (SalonSite *self, yyjson_mut_val *files, const char *name, const char *served)
{
  g_autofree char *key = g_strdelimit (g_strdup (name), ".-", '_');
  g_autofree char *path = g_strconcat ("/site/", served, NULL);

  yyjson_mut_obj_add (files, yyjson_mut_strcpy (self->doc, key),
                      yyjson_mut_strcpy (self->doc, path));
}

/* A style sheet names files as they lie beside it: url("garamond.woff2"). Here they are called otherwise. */
static GBytes *
point_to_files (SalonSite *self, GBytes *bytes)
{
  g_autoptr (GString) css =
    g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  GHashTableIter iter;
  gpointer file;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    {
      const SalonSiteFile *named = file;
      const char *dash = strrchr (named->name, '-');
      g_autofree char *own = g_strdup_printf ("url(\"%.*s%s\")", (int) (dash - named->name),
                                              named->name, strrchr (named->name, '.'));
      g_autofree char *served = g_strdup_printf ("url(\"%s\")", named->name);

      g_string_replace (css, own, served, 0);
    }
  return g_bytes_new (css->str, css->len);
}

static void
take_file (SalonSite *self, yyjson_mut_val *files, const char *name, GBytes *bytes)
{
  SalonSiteFile *file;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i].ending))
      {
        file = g_new0 (SalonSiteFile, 1);
        file->name = salon_site_name_by_content (name, bytes);
        file->type = types[i].type;
        file->bytes = g_bytes_ref (bytes);
        file->packed = salon_site_pack (bytes);
        name_file (self, files, name, file->name);
        g_hash_table_replace (self->files, file->name, file);
        return;
      }
}

static gboolean
take_named (SalonSite *self, yyjson_mut_val *files, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (ROOT, name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) pointed = NULL;

  if (g_str_has_suffix (name, "/"))
    return TRUE;
  bytes = g_resources_lookup_data (path, 0, error);
  if (bytes == NULL)
    return FALSE;
  if (g_str_has_suffix (name, ".css"))
    pointed = point_to_files (self, bytes);
  take_file (self, files, name, pointed != NULL ? pointed : bytes);
  return TRUE;
}

static gboolean
take_template (SalonSite *self, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (ROOT "pages/", name, NULL);
  g_autofree char *plain = g_strndup (name, strlen (name) - strlen (".html"));
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, error);

  /* A resource has a zero behind its end. */
  return bytes != NULL
         && salon_site_templates_add (self->templates, plain, g_bytes_get_data (bytes, NULL),
                                      error);
}

static gboolean
take_words (SalonSite *self, SalonLanguage language, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (ROOT, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, error);

  if (bytes != NULL)
    self->words[language] = salon_site_words_new (language, g_bytes_get_data (bytes, NULL), error);
  return self->words[language] != NULL;
}

static gboolean
take_all (SalonSite *self, yyjson_mut_val *files, GError **error)
{
  g_auto (GStrv) pages = g_resources_enumerate_children (ROOT "pages", 0, error);
  g_auto (GStrv) names = g_resources_enumerate_children (ROOT, 0, error);

  if (pages == NULL || names == NULL)
    return FALSE;
  for (gsize i = 0; pages[i] != NULL; i++)
    if (!take_template (self, pages[i], error))
      return FALSE;
  /* Style sheets last, for they name the others. */
  for (gsize i = 0; names[i] != NULL; i++)
    if (!g_str_has_suffix (names[i], ".css") && !take_named (self, files, names[i], error))
      return FALSE;
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".css") && !take_named (self, files, names[i], error))
      return FALSE;
  return take_words (self, SALON_LANGUAGE_FRENCH, "words.fr.ini", error)
         && take_words (self, SALON_LANGUAGE_ENGLISH, "words.en.ini", error)
         && salon_site_templates_check (self->templates, error);
}

static void
add_paths (SalonSite *self, SalonLanguage language)
{
  yyjson_mut_val *paths = yyjson_mut_obj_add_obj (self->doc, self->context[language], "paths");

  for (SalonSitePlace place = 0; place < SALON_N_SITE_PLACES; place++)
    yyjson_mut_obj_add_str (self->doc, paths, salon_site_place_get_name (place),
                            salon_site_place_get_path (place, language));
}

SalonSite *
salon_site_new (GError **error)
{
  g_autoptr (SalonSite) self = g_new0 (SalonSite, 1);
  yyjson_mut_val *files;

  /* Named, so that the static library keeps it. */
  salon_site_resources_get_resource ();
  self->templates = salon_site_templates_new ();
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_file);
  self->doc = yyjson_mut_doc_new (NULL);
  files = yyjson_mut_obj (self->doc);
  if (!take_all (self, files, error))
    return NULL;
  for (SalonLanguage language = 0; language < G_N_ELEMENTS (self->context); language++)
    {
      self->context[language] = yyjson_mut_obj (self->doc);
      add_paths (self, language);
      yyjson_mut_obj_add_val (self->doc, self->context[language], "files",
                              yyjson_mut_val_mut_copy (self->doc, files));
    }
  return g_steal_pointer (&self);
}

void
salon_site_free (SalonSite *self)
{
  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (self->words); i++)
    g_clear_pointer (&self->words[i], salon_site_words_free);
  salon_site_templates_free (self->templates);
  g_hash_table_unref (self->files);
  yyjson_mut_doc_free (self->doc);
  g_free (self);
}

const SalonSiteWords *
salon_site_get_words (const SalonSite *self, SalonLanguage language)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->words[language];
}

const char *
salon_site_get_file_path (const SalonSite *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return yyjson_mut_get_str (
    yyjson_mut_obj_get (yyjson_mut_obj_get (self->context[SALON_LANGUAGE_FRENCH], "files"), name));
}

const SalonSiteFile *
salon_site_find_file (const SalonSite *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_hash_table_lookup (self->files, name);
}

char *
salon_site_render (const SalonSite *self,
                   SalonLanguage language,
                   const char *template,
                   yyjson_mut_val *data)
{
  yyjson_mut_val *contexts[3];

  g_return_val_if_fail (self != NULL && template != NULL && data != NULL, NULL);

  contexts[0] = salon_site_words_get_context (self->words[language]);
  contexts[1] = self->context[language];
  contexts[2] = data;
  return salon_site_templates_render (self->templates, template, contexts, G_N_ELEMENTS (contexts));
}
