/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reviewed-salon FILE: makes a shared salon that has something of each kind to review, for pictures of
 * what is only there when others work on the salon. What was done in it is written down in the
 * language of the caller.
 */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "review-fixture.h"

int
main (int argc, char *argv[])
{
  g_autoptr (SalonStore) store = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc != 2)
    {
      g_printerr ("reviewed-salon FILE\n");
      return 2;
    }
  store = salon_store_open (argv[1], &error);
  if (store == NULL)
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }
  review_fixture_fill (store, REVIEW_FIXTURE_ALL);
  return 0;
}
