/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/salon-words.h"

#include "store/salon-store-error.h"

#include <string.h>

static GError *
fail (int code)
{
  return g_error_new_literal (SALON_STORE_ERROR, code, "words of the store");
}

static void
test_own_words (void)
{
  for (int code = 0; code <= SALON_STORE_ERROR_IO; code++)
    {
      g_autoptr (GError) error = fail (code);
      g_autofree char *words = salon_words_for_error (error);
      g_autofree char *words_of_save = salon_words_for_failed_save (error);
      g_assert_null (strstr (words, error->message));
      g_assert_null (strstr (words_of_save, error->message));
    }
}

/* Whoever only opens or looks has saved nothing that could be lost. */
static void
test_reading_says_nothing_of_saving (void)
{
  for (int code = 0; code <= SALON_STORE_ERROR_IO; code++)
    {
      g_autoptr (GError) error = fail (code);
      g_autofree char *words = salon_words_for_error (error);
      g_assert_null (strstr (words, "saved"));
      g_assert_null (strstr (words, "typed"));
    }
}

static void
test_failed_save_says_so (void)
{
  static const int codes[] = {
    SALON_STORE_ERROR_FULL,  SALON_STORE_ERROR_READ_ONLY, SALON_STORE_ERROR_BUSY,
    SALON_STORE_ERROR_TAKEN, SALON_STORE_ERROR_REFUSED,   SALON_STORE_ERROR_IO,
    SALON_STORE_ERROR_GONE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = fail (codes[i]);
      g_autofree char *words = salon_words_for_failed_save (error);
      g_assert_nonnull (strstr (words, "not saved"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/words/every-failure-has-words-of-its-own", test_own_words);
  g_test_add_func ("/salon/words/reading-says-nothing-of-saving",
                   test_reading_says_nothing_of_saving);
  g_test_add_func ("/salon/words/failed-save-says-so", test_failed_save_says_so);
  return g_test_run ();
}
