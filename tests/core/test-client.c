/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-client.h"

static const SalonClientFields marie = {
  .id = "0197b1c2-0000-7000-8000-00000000000a",
  .name = "Marie Durand",
  .phone = "+33612345678",
  .allergies = "Latex",
  .sms_consent = TRUE,
  .language = "fr",
  .created_at = 1773307800,
};

static void
test_a_client_keeps_its_own_texts (void)
{
  char allergies[] = "Latex";
  SalonClientFields fields = marie;
  g_autoptr (SalonClient) client = NULL;
  const SalonClientFields *kept = NULL;

  fields.allergies = allergies;
  client = salon_client_new (&fields);
  memset (allergies, 'x', sizeof allergies - 1);

  kept = salon_client_get_fields (client);
  g_assert_cmpstr (kept->name, ==, "Marie Durand");
  g_assert_cmpstr (kept->allergies, ==, "Latex");
  g_assert_null (kept->email);
  g_assert_null (kept->notes);
  g_assert_null (kept->merged_into);
  g_assert_cmpint (kept->created_at, ==, 1773307800);
}

static void
test_its_row_is_in_the_wire_form (void)
{
  g_autoptr (SalonClient) client = salon_client_new (&marie);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *json = NULL;

  salon_client_add_insert (client, builder);
  change = salon_change_builder_end (builder, "Add");
  json = salon_change_to_json (change);
  g_assert_true (salon_change_check (change, NULL));
  g_assert_nonnull (strstr (
    json, "{\"op\":\"insert\",\"table\":\"clients\","
          "\"id\":\"0197b1c2-0000-7000-8000-00000000000a\",\"set\":{\"name\":\"Marie Durand\","
          "\"email\":null,\"phone\":\"+33612345678\",\"allergies\":\"Latex\",\"notes\":null,"
          "\"is_blocked\":false,\"sms_consent\":true,\"email_consent\":false,\"language\":\"fr\","
          "\"merged_into\":null,\"anonymised_at\":null,"
          "\"created_at\":\"2026-03-12T09:30:00Z\"},\"was\":{}}"));
}

static void
test_every_column_of_a_client_is_written (void)
{
  g_autoptr (SalonClient) client = salon_client_new (&marie);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  const SalonTable *table = salon_schema_find_table ("clients");

  salon_client_add_insert (client, builder);
  change = salon_change_builder_end (builder, "Add");
  for (gsize i = 1; i < table->n_columns; i++)
    g_assert_true (
      json_object_has_member (salon_change_get_edit (change, 0)->set, table->columns[i].name));
}

static void
test_an_edited_copy_gives_its_difference (void)
{
  SalonClientFields fields = marie;
  g_autoptr (SalonClient) before = salon_client_new (&marie);
  g_autoptr (SalonClient) after = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  const SalonEdit *edit = NULL;

  fields.allergies = NULL;
  fields.anonymised_at = 1773307800;
  after = salon_client_new (&fields);

  g_assert_false (salon_client_add_update (before, before, builder));
  g_assert_true (salon_client_add_update (before, after, builder));
  change = salon_change_builder_end (builder, "Edit");
  edit = salon_change_get_edit (change, 0);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 2);
  g_assert_true (json_object_get_null_member (edit->set, "allergies"));
  g_assert_cmpstr (json_object_get_string_member (edit->was, "allergies"), ==, "Latex");
  g_assert_cmpstr (json_object_get_string_member (edit->set, "anonymised_at"), ==,
                   "2026-03-12T09:30:00Z");
}

static void
test_a_deleted_client_comes_back_by_the_inverse (void)
{
  g_autoptr (SalonClient) client = salon_client_new (&marie);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) inserted = NULL;
  g_autoptr (SalonChange) deleted = NULL;
  g_autoptr (SalonChange) inverse = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  salon_client_add_insert (client, builder);
  inserted = salon_change_builder_end (builder, "x");
  salon_client_add_delete (client, builder);
  deleted = salon_change_builder_end (builder, "x");
  g_assert_cmpint (salon_change_get_edit (deleted, 0)->op, ==, SALON_EDIT_DELETE);
  inverse = salon_change_invert (deleted, "x");

  first = salon_change_to_json (inserted);
  second = salon_change_to_json (inverse);
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/client/a-client-keeps-its-own-texts", test_a_client_keeps_its_own_texts);
  g_test_add_func ("/salon/client/its-row-is-in-the-wire-form", test_its_row_is_in_the_wire_form);
  g_test_add_func ("/salon/client/every-column-of-a-client-is-written",
                   test_every_column_of_a_client_is_written);
  g_test_add_func ("/salon/client/an-edited-copy-gives-its-difference",
                   test_an_edited_copy_gives_its_difference);
  g_test_add_func ("/salon/client/a-deleted-client-comes-back-by-the-inverse",
                   test_a_deleted_client_comes_back_by_the_inverse);
  return g_test_run ();
}
