/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any words as those of a message: what is wrong lies inside them, what is filled in is never read, and
 * nothing gets out of its place in a mail. */
#include "message/salon-message-template.h"

#include <string.h>

#include "fuzz-target.h"

/* What no template can write by itself: its braces would be a placeholder, or half of one. */
#define VALUE "{code}<b>{"

static void
check (const char *text, SalonMessageKind kind)
{
  gsize offset = 0, length = 0;
  SalonTemplateFault fault = salon_message_template_check (text, kind, &offset, &length);

  g_assert_true (offset + length <= strlen (text));
  switch (fault)
    {
    case SALON_TEMPLATE_GOOD:
    case SALON_TEMPLATE_EMPTY:
      g_assert_true (offset == 0 && length == 0);
      break;
    case SALON_TEMPLATE_OPEN:
      g_assert_true (length == 1 && strchr ("{}", text[offset]) != NULL);
      break;
    case SALON_TEMPLATE_UNKNOWN:
    case SALON_TEMPLATE_FOREIGN:
      g_assert_true (text[offset] == '{' && text[offset + length - 1] == '}');
      break;
    }
  /* It is the first: what stands before it is good, or nothing but spaces. */
  if (fault != SALON_TEMPLATE_GOOD && offset > 0)
    {
      g_autofree char *before = g_strndup (text, offset);
      SalonTemplateFault found = salon_message_template_check (before, kind, NULL, NULL);

      g_assert_true (found == SALON_TEMPLATE_GOOD || found == SALON_TEMPLATE_EMPTY);
    }
}

static guint
count (const char *text, const char *words)
{
  guint n = 0;

  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + strlen (words), words))
    n++;
  return n;
}

static void
check_filled (const char *text, gboolean is_good)
{
  SalonMessageValues nothing = { { NULL } }, values;
  g_autofree char *empty = salon_message_template_fill (text, &nothing);
  g_autofree char *filled = NULL;
  g_autofree char *line = NULL;
  g_autofree char *html = NULL;

  for (SalonPlaceholder i = 0; i < SALON_N_PLACEHOLDERS; i++)
    values.texts[i] = VALUE;
  filled = salon_message_template_fill (text, &values);
  g_assert_true (g_utf8_validate (empty, -1, NULL) && g_utf8_validate (filled, -1, NULL));
  /* Nothing is written where nothing is known. */
  g_assert_cmpuint (strlen (empty), <=, strlen (text));
  /* Each one gives its value once. */
  if (is_good)
    g_assert_cmpuint (strlen (filled), <=, strlen (text) * strlen (VALUE));
  line = salon_message_template_make_line (filled);
  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
  html = salon_message_template_to_html (filled, line, SALON_LANGUAGE_FRENCH);
  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_cmpuint (count (html, "<b>"), ==, 0);
  g_assert_cmpuint (count (html, "<script"), ==, 0);
  g_assert_cmpuint (count (html, "</title>"), ==, 1);
  g_assert_cmpuint (count (html, "<a "), ==, count (html, "</a>"));
  g_assert_cmpuint (count (html, "<p>"), ==, count (html, "</p>"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  gboolean is_good = FALSE;

  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    {
      check (text, kind);
      is_good |= salon_message_template_check (text, kind, NULL, NULL) == SALON_TEMPLATE_GOOD;
    }
  check_filled (text, is_good);
  return 0;
}
