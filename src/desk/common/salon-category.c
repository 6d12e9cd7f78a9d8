/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-category.h"

#include <glib/gi18n-lib.h>

static const char *const keys[] = { "ongles", "regard", "visage", "massage", "epilation", NULL };

static const char *const titles[] = {
  NC_ ("service category", "Nails"),  NC_ ("service category", "Lashes and brows"),
  NC_ ("service category", "Face"),   NC_ ("service category", "Massage"),
  NC_ ("service category", "Waxing"),
};

/* First ours, in the order of the keys, then the spare ones, then the one of no category. */
static const char *const classes[] = {
  "category-ongles",    "category-regard",
  "category-visage",    "category-massage",
  "category-epilation", "category-spare-1",
  "category-spare-2",   "category-spare-3",
  "category-other",     NULL,
};

#define N_KEYS (G_N_ELEMENTS (keys) - 1)
#define N_SPARES 3

static int
find_key (const char *key)
{
  for (gsize i = 0; i < N_KEYS; i++)
    if (g_strcmp0 (key, keys[i]) == 0)
      return (int) i;
  return -1;
}

const char *const *
salon_category_get_keys (void)
{
  return keys;
}

const char *
salon_category_get_title (const char *key)
{
  int index = find_key (key);

  if (index >= 0)
    return g_dpgettext2 (NULL, "service category", titles[index]);
  return key != NULL && *key != '\0' ? key : C_ ("service category", "Other");
}

const char *
salon_category_get_css_class (const char *key)
{
  int index = find_key (key);

  if (index >= 0)
    return classes[index];
  if (key == NULL || *key == '\0')
    return classes[N_KEYS + N_SPARES];
  return classes[N_KEYS + g_str_hash (key) % N_SPARES];
}

const char *const *
salon_category_get_css_classes (void)
{
  return classes;
}
