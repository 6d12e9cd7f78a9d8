/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cards that may be of one person: with the same phone, the same mail, or the same name but for case
 * and accents; but for those of which the owner has said that they are two people, which is a setting of
 * the salon for each pair. Reads all clients once: for the worker, with a reader that it opened itself.
 */
#pragma once

#include "salon-reader.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SAME_PHONE = 1 << 0,
  SALON_SAME_EMAIL = 1 << 1,
  SALON_SAME_NAME = 1 << 2,
} SalonSame;

/* The first card was there first. */
typedef struct
{
  char *first_id;
  char *first_name;
  char *second_id;
  char *second_name;
  SalonSame same;
} SalonDuplicate;

/* The key of `salon_settings` whose being there says that the two are not the same person. Transfer
 * full. */
char *salon_client_duplicates_make_key (const char *one_id, const char *other_id);

/* Elements: SalonDuplicate; those with the most in common first, at most @limit. Of a number that
 * many cards share, each is paired with the first alone. */
GPtrArray *salon_client_duplicates_list (SalonReader *reader, int limit, GError **error);

G_END_DECLS
