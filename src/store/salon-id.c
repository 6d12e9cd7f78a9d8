/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-id.h"

#include <uuid.h>

char *
salon_id_new (void)
{
  uuid_t uuid;
  char text[UUID_STR_LEN];

  uuid_generate_time_v7 (uuid);
  uuid_unparse_lower (uuid, text);
  return g_strdup (text);
}
