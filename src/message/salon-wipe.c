/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-wipe.h"

#include <string.h>

void
salon_wipe_text (char **text)
{
  if (*text != NULL)
    explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

void
salon_wipe_string (GString **string)
{
  if (*string == NULL)
    return;
  explicit_bzero ((*string)->str, (*string)->allocated_len);
  g_string_free (g_steal_pointer (string), TRUE);
}
