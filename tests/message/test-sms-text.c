/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-sms-text.h"

#include <locale.h>

static void
check (const char *text, gboolean is_unicode, guint n_units, guint n_parts)
{
  SalonSmsSize size = salon_sms_text_measure (text);

  g_assert_cmpint (size.is_unicode, ==, is_unicode);
  g_assert_cmpuint (size.n_units, ==, n_units);
  g_assert_cmpuint (size.n_parts, ==, n_parts);
}

static void
check_repeated (const char *letter, guint n, gboolean is_unicode, guint n_units, guint n_parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letter);
  check (text->str, is_unicode, n_units, n_parts);
}

static void
test_parts (void)
{
  check ("", FALSE, 0, 0);
  check_repeated ("a", 160, FALSE, 160, 1);
  check_repeated ("a", 161, FALSE, 161, 2);
  check_repeated ("a", 306, FALSE, 306, 2);
  check_repeated ("a", 307, FALSE, 307, 3);
  check_repeated ("€", 80, FALSE, 160, 1);
  check_repeated ("€", 81, FALSE, 162, 2);
  check_repeated ("ê", 70, TRUE, 70, 1);
  check_repeated ("ê", 71, TRUE, 71, 2);
  check_repeated ("😀", 35, TRUE, 70, 1);
  check_repeated ("😀", 36, TRUE, 72, 2);
  check ("Votre soin est confirmé, reçu à 45€", TRUE, 35, 1);
}

static void
test_nothing_is_torn (void)
{
  g_autofree char *half = g_strnfill (152, 'a');
  g_autofree char *text = g_strconcat (half, "€", half, NULL);

  check (text, FALSE, 306, 3);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/sms-text/parts", test_parts);
  g_test_add_func ("/salon/sms-text/an-escape-is-not-torn-from-its-letter", test_nothing_is_torn);
  return g_test_run ();
}
