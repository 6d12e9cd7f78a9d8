/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-people.h"

#include <string.h>

#include "core/salon-text.h"

/* No number belongs to more people, and no name: the rest is not looked through. */
#define MAX_LOOKED_THROUGH 50

struct _SalonPeople
{
  GPtrArray *all;       /* of SalonPerson */
  GHashTable *by_phone; /* E.164 → GPtrArray of SalonPerson */
  GHashTable *by_email; /* lower case → the same */
  GHashTable *by_name;  /* sorted words → the same */
};

static GHashTable *
new_index (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* "DURAND  Marie" and "Marie Durand" are alike. */
static GStrv
split_name (const char *name)
{
  g_autofree char *folded = salon_text_fold (name);
  GStrv words = g_strsplit_set (folded, " -'.,", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        g_free (words[i]);
      else
        words[n++] = words[i];
    }
  words[n] = NULL;
  qsort (words, n, sizeof (char *), compare_words);
  return words;
}

static char *
make_name_key (const char *name)
{
  g_auto (GStrv) words = split_name (name);

  return g_strjoinv (" ", words);
}

static gboolean
has_all (GStrv words, GStrv others)
{
  for (guint i = 0; others[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) words, others[i]))
      return FALSE;
  return TRUE;
}

/* One says no more than a part of what the other says. */
static gboolean
is_same_name (const char *a, const char *b)
{
  g_auto (GStrv) first = split_name (a);
  g_auto (GStrv) second = split_name (b);

  return has_all (first, second) || has_all (second, first);
}

static void
put (GHashTable *index, char *key, SalonPerson *person)
{
  GPtrArray *found = g_hash_table_lookup (index, key);

  if (found == NULL)
    {
      found = g_ptr_array_new ();
      g_hash_table_insert (index, key, found);
    }
  else
    g_free (key);
  g_ptr_array_add (found, person);
}

SalonPerson *
salon_people_add (SalonPeople *self, const SalonPerson *person)
{
  SalonPerson *kept = g_memdup2 (person, sizeof *person);

  g_ptr_array_add (self->all, kept);
  if (kept->phone != NULL)
    put (self->by_phone, g_strdup (kept->phone), kept);
  if (kept->email != NULL)
    put (self->by_email, g_ascii_strdown (kept->email, -1), kept);
  put (self->by_name, make_name_key (kept->name), kept);
  return kept;
}

SalonPeople *
salon_people_new (GPtrArray *clients)
{
  SalonPeople *self = g_new0 (SalonPeople, 1);

  self->all = g_ptr_array_new_with_free_func (g_free);
  self->by_phone = new_index ();
  self->by_email = new_index ();
  self->by_name = new_index ();
  for (guint i = 0; clients != NULL && i < clients->len; i++)
    {
      SalonClient *client = g_ptr_array_index (clients, i);
      const SalonClientFields *fields = salon_client_get_fields (client);

      salon_people_add (self, &(SalonPerson) { .id = fields->id,
                                               .name = fields->name,
                                               .phone = fields->phone,
                                               .email = fields->email,
                                               .client = client });
    }
  return self;
}

void
salon_people_free (SalonPeople *self)
{
  g_hash_table_unref (self->by_phone);
  g_hash_table_unref (self->by_email);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->all);
  g_free (self);
}

static SalonPerson *
find_same (GPtrArray *people, const char *name, gboolean *is_shared)
{
  for (guint i = 0; people != NULL && i < MIN (people->len, MAX_LOOKED_THROUGH); i++)
    {
      SalonPerson *person = g_ptr_array_index (people, i);

      if (name == NULL || is_same_name (person->name, name))
        return person;
      *is_shared = TRUE;
    }
  return NULL;
}

static gboolean
contradicts (const char *a, const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) != 0;
}

/* Two people may be called Marie Martin. */
static SalonPerson *
find_namesake (SalonPeople *self, const char *name, const char *phone, const char *email)
{
  g_autofree char *key = make_name_key (name);
  GPtrArray *people = g_hash_table_lookup (self->by_name, key);

  for (guint i = 0; people != NULL && i < MIN (people->len, MAX_LOOKED_THROUGH); i++)
    {
      SalonPerson *person = g_ptr_array_index (people, i);

      if (!contradicts (person->phone, phone) && !contradicts (person->email, email))
        return person;
    }
  return NULL;
}

SalonPerson *
salon_people_find (SalonPeople *self,
                   const char *name,
                   const char *phone,
                   const char *email,
                   gboolean *is_shared)
{
  g_autofree char *lower = email != NULL ? g_ascii_strdown (email, -1) : NULL;
  SalonPerson *found = NULL;

  *is_shared = FALSE;
  if (phone != NULL)
    found = find_same (g_hash_table_lookup (self->by_phone, phone), name, is_shared);
  if (found == NULL && lower != NULL)
    found = find_same (g_hash_table_lookup (self->by_email, lower), name, is_shared);
  if (found == NULL && name != NULL)
    found = find_namesake (self, name, phone, email);
  return found;
}
