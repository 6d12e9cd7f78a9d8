/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-client-form.h"

#include "store-fixture.h"

static const SalonClientForm filled = {
  .name = " Élodie   Durand",
  .phone = "06.12.34.56.78",
  .email = " Elodie@Example.COM ",
  .allergies = "latex",
  .notes = "\nTea, no sugar.\nLikes windows.  ",
  .language = "fr",
  .sms_consent = TRUE,
};

static void
test_checks (void)
{
  g_assert_nonnull (salon_client_form_check_name (""));
  g_assert_null (salon_client_form_check_name ("Marie"));
  g_assert_null (salon_client_form_check_phone (""));
  g_assert_null (salon_client_form_check_phone (" 06 12 34 56 78 "));
  g_assert_null (salon_client_form_check_phone ("+32 470 12 34 56"));
  g_assert_nonnull (salon_client_form_check_phone ("06 12"));
  g_assert_nonnull (salon_client_form_check_phone ("call me"));
  g_assert_null (salon_client_form_check_email (""));
  g_assert_null (salon_client_form_check_email ("marie@example.com"));
  g_assert_nonnull (salon_client_form_check_email ("marie@example"));
  g_assert_nonnull (salon_client_form_check_email ("marie at example.com"));
}

static void
test_read (void)
{
  g_autoptr (SalonClient) client = salon_client_form_read (&filled, NULL, FIXTURE_NOW);
  const SalonClientFields *fields = salon_client_get_fields (client);

  g_assert_cmpstr (fields->name, ==, "Élodie Durand");
  g_assert_cmpstr (fields->phone, ==, "+33612345678");
  g_assert_cmpstr (fields->email, ==, "elodie@example.com");
  g_assert_cmpstr (fields->allergies, ==, "latex");
  g_assert_cmpstr (fields->notes, ==, "Tea, no sugar.\nLikes windows.");
  g_assert_true (fields->sms_consent);
  g_assert_false (fields->email_consent);
  g_assert_cmpint (fields->created_at, ==, FIXTURE_NOW);
}

static void
test_name_alone (void)
{
  SalonClientForm form = { .name = "Marie", .phone = " ", .language = "en" };
  g_autoptr (SalonClient) client = salon_client_form_read (&form, NULL, FIXTURE_NOW);
  const SalonClientFields *fields = salon_client_get_fields (client);

  g_assert_null (fields->phone);
  g_assert_null (fields->email);
  g_assert_null (fields->allergies);
  g_assert_null (fields->notes);
}

static void
test_edit (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonClient) made = salon_client_form_read (&filled, NULL, FIXTURE_NOW);
  SalonClientForm form = filled;
  form.phone = "";
  g_autoptr (SalonClient) edited = salon_client_form_read (&form, made, FIXTURE_NOW + 100);

  salon_change_unref (store_fixture_apply (fixture, salon_client_form_change (NULL, made)));
  g_assert_null (salon_client_form_change (made, made));
  g_autoptr (SalonChange) change = salon_client_form_change (made, edited);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  g_assert_cmpuint (json_object_get_size (salon_change_get_edit (change, 0)->set), ==, 1);
  salon_change_unref (store_fixture_apply (fixture, g_steal_pointer (&change)));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT phone IS NULL FROM clients"), ==, 1);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT created_at FROM clients"), ==,
                   FIXTURE_NOW);

  salon_change_unref (store_fixture_apply (fixture, salon_client_form_delete (edited)));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM clients"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/client-form/what-cannot-be-saved-is-told", test_checks);
  g_test_add_func ("/salon/client-form/texts-are-cleaned-and-notes-keep-their-lines", test_read);
  g_test_add_func ("/salon/client-form/a-name-is-enough", test_name_alone);
  g_test_add ("/salon/client-form/an-edit-touches-only-what-differs", StoreFixture, NULL,
              store_fixture_set_up, test_edit, store_fixture_tear_down);
  return g_test_run ();
}
