/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-setting.h"

#include "settings/salon-detail.h"
#include "store-fixture.h"

typedef struct
{
  StoreFixture base;
  SalonReader *reader;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->reader = salon_reader_open (fixture->base.path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->reader);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
set_text (Fixture *fixture, const char *key, const char *text, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  SalonChange *change = salon_setting_change_text (fixture->reader, key, text, "Set", &error);

  g_assert_no_error (error);
  g_assert_cmpint (change != NULL, ==, expected);
  if (change)
    salon_change_unref (store_fixture_apply (&fixture->base, change));
}

static void
assert_text (Fixture *fixture, const char *key, const char *expected)
{
  g_autofree char *text = salon_setting_dup_text (fixture->reader, key);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (Fixture *fixture, gconstpointer unused)
{
  assert_text (fixture, "salon.email", NULL);
  set_text (fixture, "salon.email", "", FALSE);
  set_text (fixture, "salon.email", "salon@example.com", TRUE);
  assert_text (fixture, "salon.email", "salon@example.com");
  set_text (fixture, "salon.email", "salon@example.com", FALSE);
  set_text (fixture, "salon.email", "« Chez \"Zoé\" »\n", TRUE);
  assert_text (fixture, "salon.email", "« Chez \"Zoé\" »\n");
  set_text (fixture, "salon.email", "", TRUE);
  assert_text (fixture, "salon.email", NULL);
}

static void
test_kinds (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  SalonChange *step =
    salon_setting_change_integer (fixture->reader, "test.step", 30, "Step", &error);
  SalonChange *closed =
    salon_setting_change_boolean (fixture->reader, "test.closed", FALSE, "Closed", &error);

  g_assert_no_error (error);
  salon_change_unref (store_fixture_apply (&fixture->base, step));
  salon_change_unref (store_fixture_apply (&fixture->base, closed));
  g_autofree char *kept =
    store_fixture_read_text (&fixture->base,
                             "SELECT value FROM salon_settings WHERE key = 'test.step'");
  g_assert_cmpstr (kept, ==, "30");
  g_assert_false (salon_setting_get_boolean (fixture->reader, "test.closed", TRUE));
  /* Of another kind, or absent: the fallback. */
  assert_text (fixture, "test.step", NULL);
  g_assert_true (salon_setting_get_boolean (fixture->reader, "test.step", TRUE));
  g_assert_true (salon_setting_get_boolean (fixture->reader, "test.absent", TRUE));
}

static const SalonDetail *
find_detail (const char *key)
{
  gsize n_details;
  const SalonDetail *details = salon_detail_list (&n_details);

  for (gsize i = 0; i < n_details; i++)
    if (g_str_equal (details[i].key, key))
      return &details[i];
  g_assert_not_reached ();
}

static void
assert_detail (const char *key, const char *typed, const char *kept, const char *shown)
{
  const SalonDetail *detail = find_detail (key);
  g_autofree char *keep = detail->keep (typed);
  g_autofree char *show = detail->show (keep);

  g_assert_null (detail->check (typed));
  g_assert_cmpstr (keep, ==, kept);
  g_assert_cmpstr (show, ==, shown);
}

static void
test_details (void)
{
  assert_detail ("salon.name", "  Institut  Zoé ", "Institut Zoé", "Institut Zoé");
  assert_detail ("salon.address", "1 rue Haute, 37000 Tours", "1 rue Haute, 37000 Tours",
                 "1 rue Haute, 37000 Tours");
  g_autofree char *lines = find_detail ("salon.address")->show ("1 rue Haute\n37000 Tours");
  g_assert_cmpstr (lines, ==, "1 rue Haute, 37000 Tours");
  assert_detail ("salon.phone", "01.23.45.67.89", "+33123456789", "01 23 45 67 89");
  assert_detail ("salon.siret", "732 829 320 00074", "73282932000074", "732 829 320 00074");
  g_assert_nonnull (find_detail ("salon.name")->check (" "));
  g_assert_nonnull (find_detail ("salon.phone")->check ("12"));
  g_assert_nonnull (find_detail ("salon.email")->check ("salon"));
  g_assert_nonnull (find_detail ("salon.siret")->check ("73282932000075"));
  g_assert_cmpstr (find_detail ("salon.siret")->check ("732"), !=,
                   find_detail ("salon.siret")->check ("73282932000075"));
  g_assert_null (find_detail ("salon.siret")->check (" "));
  g_assert_null (find_detail ("salon.phone")->check (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/salon/setting/a-text-is-made-changed-and-taken-away", Fixture, NULL, set_up,
              test_text, tear_down);
  g_test_add ("/salon/setting/a-value-of-another-kind-is-as-if-absent", Fixture, NULL, set_up,
              test_kinds, tear_down);
  g_test_add_func ("/salon/detail/what-is-typed-is-checked-kept-and-shown", test_details);
  return g_test_run ();
}
