/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is who: people of the salon and of the file, found by number, address and name. Private to this
 * layer. */
#pragma once

#include "core/salon-client.h"

#include "salon-foreign-rows.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id; /* borrowed; NULL: not in the salon yet */
  const char *name;
  const char *phone;
  const char *email;
  SalonClient *client; /* borrowed; NULL: not in the salon */
  guint line;          /* of the file, 0: not in it */
} SalonPerson;

typedef struct _SalonPeople SalonPeople;

SalonPeople *salon_people_new (GPtrArray *clients); /* nullable */
void salon_people_free (SalonPeople *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPeople, salon_people_free)

/* Borrows the texts; returns what is kept of it. */
SalonPerson *salon_people_add (SalonPeople *self, const SalonPerson *person);
/* @is_shared: (out): somebody of another name has that number or address */
SalonPerson *salon_people_find (SalonPeople *self,
                                const char *name,
                                const char *phone,
                                const char *email,
                                gboolean *is_shared);

G_END_DECLS
