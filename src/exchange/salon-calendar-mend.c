/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libical wants every component to end, and in its turn. */
#include "salon-calendar-private.h"

#include <string.h>

/* "BEGIN:VEVENT" is "VEVENT" for "BEGIN:"; NULL for another line. Transfer full. */
static char *
find_component (const char *line, gsize length, const char *word)
{
  gsize size = strlen (word);

  if (length <= size || g_ascii_strncasecmp (line, word, size) != 0)
    return NULL;
  return g_strstrip (g_ascii_strup (line + size, (gssize) (length - size)));
}

/* Ends what stands open in @open down to (with) number @n. */
static void
end_components (GString *mended, GPtrArray *open, guint n)
{
  while (open->len > n)
    {
      g_string_append_printf (mended, "END:%s\r\n",
                              (char *) g_ptr_array_index (open, open->len - 1));
      g_ptr_array_set_size (open, (int) open->len - 1);
    }
}

static void
mend_line (GString *mended, GPtrArray *open, const char *line, gsize length)
{
  g_autofree char *begun = find_component (line, length, "BEGIN:");
  g_autofree char *ended = begun == NULL ? find_component (line, length, "END:") : NULL;
  guint index = 0;

  if (ended != NULL)
    {
      if (g_ptr_array_find_with_equal_func (open, ended, g_str_equal, &index))
        end_components (mended, open, index);
      return;
    }
  if (begun != NULL && open->len > SALON_CALENDAR_MAX_DEPTH)
    return;
  if (begun != NULL)
    g_ptr_array_add (open, g_steal_pointer (&begun));
  g_string_append_len (mended, line, (gssize) length);
  g_string_append (mended, "\r\n");
}

/* Lines may end with a carriage return alone. */
char *
salon_calendar_mend (const char *text)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  GString *mended = g_string_sized_new (strlen (text) + 64);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      if (length > 0)
        mend_line (mended, open, text, length);
      text += length + strspn (text + length, "\r\n");
    }
  end_components (mended, open, 0);
  return g_string_free_and_steal (mended);
}
