/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services/salon-service-form.h"

#include "store-fixture.h"

static const SalonServiceForm filled = {
  .name = "  Pose  gel ",
  .category = "nails",
  .description = " ",
  .price = "45,50 €",
  .duration_minutes = 90,
  .buffer_minutes = 15,
  .buffer_before_minutes = 5,
  .is_active = TRUE,
};

static void
test_checks (void)
{
  g_assert_nonnull (salon_service_form_check_name (" \t"));
  g_assert_null (salon_service_form_check_name ("Gel"));
  g_assert_nonnull (salon_service_form_check_category (" "));
  g_assert_nonnull (salon_service_form_check_price (""));
  g_assert_nonnull (salon_service_form_check_price ("cheap"));
  g_assert_nonnull (salon_service_form_check_price ("-5"));
  g_assert_nonnull (salon_service_form_check_price ("99999999999999999999"));
  g_assert_null (salon_service_form_check_price ("0"));
  g_assert_null (salon_service_form_check_price (" 45.5 "));
}

static void
test_category (void)
{
  g_autofree char *by_title = salon_service_form_dup_category (" NAILS ");
  g_autofree char *by_key = salon_service_form_dup_category ("Épilation");
  g_autofree char *own = salon_service_form_dup_category ("  Soins  d’hiver ");

  g_assert_cmpstr (by_title, ==, "ongles");
  g_assert_cmpstr (by_key, ==, "epilation");
  g_assert_cmpstr (own, ==, "Soins d’hiver");
}

static void
test_read (void)
{
  g_autoptr (SalonService) service = salon_service_form_read (&filled, NULL, 7);
  const SalonServiceFields *fields = salon_service_get_fields (service);

  g_assert_cmpstr (fields->name, ==, "Pose gel");
  g_assert_cmpstr (fields->category, ==, "ongles");
  g_assert_null (fields->description);
  g_assert_cmpint (fields->price_cents, ==, 4550);
  g_assert_cmpint (fields->duration_minutes, ==, 90);
  g_assert_cmpint (fields->buffer_minutes, ==, 15);
  g_assert_cmpint (fields->buffer_before_minutes, ==, 5);
  g_assert_cmpint (fields->position, ==, 7);
  g_assert_true (fields->is_active);
}

static void
test_refuse (void)
{
  SalonServiceForm form = filled;

  form.price = "?";
  g_assert_null (salon_service_form_read (&form, NULL, 0));
  form = filled;
  form.name = "";
  g_assert_null (salon_service_form_read (&form, NULL, 0));
}

static void
apply (StoreFixture *fixture, SalonChange *change)
{
  g_assert_nonnull (change);
  salon_change_unref (store_fixture_apply (fixture, change));
}

static void
test_life (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonService) made = salon_service_form_read (&filled, NULL, 0);
  SalonServiceForm form = filled;

  apply (fixture, salon_service_form_change (NULL, made));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT price FROM services"), ==, 4550);

  g_assert_null (salon_service_form_change (made, made));
  form.price = "50";
  g_autoptr (SalonService) dearer = salon_service_form_read (&form, made, 99);
  apply (fixture, salon_service_form_change (made, dearer));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT price + position FROM services"), ==,
                   5000);

  apply (fixture, salon_service_form_archive (dearer, TRUE));
  g_assert_null (salon_service_form_archive (dearer, FALSE));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT is_active FROM services"), ==, 0);
}

static void
test_delete (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonService) made = salon_service_form_read (&filled, NULL, 0);
  g_autoptr (GError) error = NULL;

  apply (fixture, salon_service_form_change (NULL, made));
  apply (fixture, salon_service_form_delete (made));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM services"), ==, 0);
  g_autoptr (SalonChange) undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT duration_minutes FROM services"), ==,
                   90);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/service-form/what-cannot-be-saved-is-told", test_checks);
  g_test_add_func ("/salon/service-form/a-category-is-known-by-title-or-key", test_category);
  g_test_add_func ("/salon/service-form/texts-are-cleaned-and-read", test_read);
  g_test_add_func ("/salon/service-form/a-wrong-form-makes-no-service", test_refuse);
  g_test_add ("/salon/service-form/made-edited-archived", StoreFixture, NULL, store_fixture_set_up,
              test_life, store_fixture_tear_down);
  g_test_add ("/salon/service-form/a-deleted-one-comes-back-whole", StoreFixture, NULL,
              store_fixture_set_up, test_delete, store_fixture_tear_down);
  return g_test_run ();
}
