/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scanner types, and what a person types. */
#include "gift-cards/salon-scan.h"

#include <gdk/gdk.h>
#include <locale.h>

typedef struct
{
  SalonScan *scan;
  guint32 now_ms;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->scan = salon_scan_new ();
  self->now_ms = 1000;
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_scan_free (self->scan);
}

static gboolean
press (Fixture *self, guint keyval, guint keycode, guint32 gap_ms)
{
  self->now_ms += gap_ms;
  return salon_scan_take_key (self->scan, keyval, keycode, self->now_ms);
}

static gboolean
type (Fixture *self, const char *text, guint32 gap_ms)
{
  for (const char *letter = text; *letter != '\0'; letter++)
    g_assert_false (press (self, gdk_unicode_to_keyval ((guint) *letter), 0, gap_ms));
  return press (self, GDK_KEY_Return, 36, gap_ms);
}

static void
test_a_scanner_is_told_by_its_speed (Fixture *self, gconstpointer unused)
{
  g_assert_true (type (self, "SERA-7K2M-X9QP", 8));
  g_assert_cmpstr (salon_scan_get_text (self->scan), ==, "SERA-7K2M-X9QP");
}

static void
test_a_person_is_never_taken_for_one (Fixture *self, gconstpointer unused)
{
  /* The fastest typist strikes a key every 60 ms or so. */
  g_assert_false (type (self, "SERA-7K2M-X9QP", 60));
  /* Pasting is no typing, and Enter long after a scanner's keys is a person's. */
  for (const char *letter = "SERA-7K2M"; *letter != '\0'; letter++)
    press (self, (guint) *letter, 0, 5);
  g_assert_false (press (self, GDK_KEY_Return, 36, 400));
}

static void
test_one_long_gap_is_the_computers (Fixture *self, gconstpointer unused)
{
  for (const char *letter = "SERA-7K"; *letter != '\0'; letter++)
    press (self, (guint) *letter, 0, 5);
  self->now_ms += SALON_SCAN_MOST_GAP_MS - 5;
  g_assert_true (type (self, "2M-X9QP", 5));
  g_assert_cmpstr (salon_scan_get_text (self->scan), ==, "SERA-7K2M-X9QP");
}

static void
test_a_few_keys_at_once_are_no_code (Fixture *self, gconstpointer unused)
{
  g_assert_false (type (self, "asdf", 5));
}

static void
test_what_was_typed_before_by_hand_is_not_part_of_it (Fixture *self, gconstpointer unused)
{
  press (self, 'm', 0, 200);
  press (self, 'a', 0, 200);
  press (self, 'S', 0, 300);
  g_assert_true (salon_scan_is_beginning (self->scan));
  g_assert_true (type (self, "ERA-7K2M-X9QP", 5));
  g_assert_cmpstr (salon_scan_get_text (self->scan), ==, "SERA-7K2M-X9QP");
}

static void
test_the_next_scan_begins_anew (Fixture *self, gconstpointer unused)
{
  g_assert_true (type (self, "SERA-7K2M-X9QP", 5));
  g_assert_true (type (self, "SERA-AAAA-BBBB", 5));
  g_assert_cmpstr (salon_scan_get_text (self->scan), ==, "SERA-AAAA-BBBB");
}

static void
test_shift_is_not_a_letter (Fixture *self, gconstpointer unused)
{
  for (const char *letter = "SERA7K2M"; *letter != '\0'; letter++)
    {
      press (self, GDK_KEY_Shift_L, 50, 3);
      press (self, (guint) *letter, 0, 3);
    }
  g_assert_true (press (self, GDK_KEY_KP_Enter, 104, 3));
  g_assert_cmpstr (salon_scan_get_text (self->scan), ==, "SERA7K2M");
}

/* A scanner that thinks it is American, on a French keyboard: “A” is “Q”, digits are é, ", ', … */
static void
test_an_american_scanner_on_a_french_keyboard (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    guint keyval;
    guint keycode;
  } keys[] = {
    { 's', 39 },
    { 'e', 26 },
    { 'r', 27 },
    { 'q', 38 },
    { GDK_KEY_parenright, 20 },
    { 'k', 45 },
    { GDK_KEY_eacute, 11 },
    { 'z', 25 },
    { 'a', 24 },
    { GDK_KEY_ccedilla, 18 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (press (self, keys[i].keyval, keys[i].keycode, 4));
  g_assert_true (press (self, GDK_KEY_Return, 36, 4));
  g_assert_cmpstr (salon_scan_get_american_text (self->scan), ==, "SERA-K2WQ9");
}

static void
test_the_clock_may_wrap_around (Fixture *self, gconstpointer unused)
{
  self->now_ms = G_MAXUINT32 - 20;
  g_assert_true (type (self, "SERA-7K2M-X9QP", 6));
}

static void
test_endless_typing_is_not_kept (Fixture *self, gconstpointer unused)
{
  for (int i = 0; i < 100000; i++)
    press (self, 'A', 38, 1);
  g_assert_cmpuint (strlen (salon_scan_get_text (self->scan)), <=, 1024);
  g_assert_cmpuint (strlen (salon_scan_get_american_text (self->scan)), <=, 1024);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/scan/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ADD ("a-scanner-is-told-by-its-speed", test_a_scanner_is_told_by_its_speed);
  ADD ("a-person-is-never-taken-for-one", test_a_person_is_never_taken_for_one);
  ADD ("one-long-gap-is-the-computers", test_one_long_gap_is_the_computers);
  ADD ("a-few-keys-at-once-are-no-code", test_a_few_keys_at_once_are_no_code);
  ADD ("what-was-typed-before-by-hand-is-not-part-of-it",
       test_what_was_typed_before_by_hand_is_not_part_of_it);
  ADD ("the-next-scan-begins-anew", test_the_next_scan_begins_anew);
  ADD ("shift-is-not-a-letter", test_shift_is_not_a_letter);
  ADD ("an-american-scanner-on-a-french-keyboard", test_an_american_scanner_on_a_french_keyboard);
  ADD ("the-clock-may-wrap-around", test_the_clock_may_wrap_around);
  ADD ("endless-typing-is-not-kept", test_endless_typing_is_not_kept);
  return g_test_run ();
}
