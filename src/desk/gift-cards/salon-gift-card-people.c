/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-people.h"

#include "core/salon-text.h"

/* Namesakes are few; those that only begin so are not. */
#define MOST_NAMESAKES 20

static gboolean
is_living (SalonClient *client)
{
  const SalonClientFields *fields = salon_client_get_fields (client);

  return fields->merged_into == NULL && fields->anonymised_at == 0;
}

static SalonClient *
find_by_mail (SalonReader *reader, const char *email)
{
  g_autoptr (GPtrArray) clients = salon_reader_find_same_clients (reader, NULL, email, NULL);

  for (guint i = 0; clients != NULL && i < clients->len; i++)
    if (is_living (clients->pdata[i]))
      return g_object_ref (clients->pdata[i]);
  return NULL;
}

static SalonClient *
find_by_name (SalonReader *reader, const char *name)
{
  g_autofree char *wanted = salon_text_fold (name);
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (SalonClient) found = NULL;

  if (*wanted == '\0')
    return NULL;
  clients = salon_reader_search_clients (reader, name, MOST_NAMESAKES, NULL);
  for (guint i = 0; clients != NULL && i < clients->len; i++)
    {
      g_autofree char *folded = salon_text_fold (salon_client_get_fields (clients->pdata[i])->name);

      if (!g_str_equal (folded, wanted) || !is_living (clients->pdata[i]))
        continue;
      if (found != NULL)
        return NULL;
      found = g_object_ref (clients->pdata[i]);
    }
  return g_steal_pointer (&found);
}

SalonClient *
salon_gift_card_people_find (SalonReader *reader, const char *name, const char *email)
{
  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return email != NULL && *email != '\0' ? find_by_mail (reader, email)
                                         : find_by_name (reader, name);
}
