/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-service.h"

static const SalonServiceFields gel = {
  .id = "0197b1c2-0000-7000-8000-00000000000a",
  .name = "Pose gel",
  .category = "ongles",
  .description = NULL,
  .duration_minutes = 90,
  .buffer_minutes = 10,
  .buffer_before_minutes = 5,
  .price_cents = 4550,
  .is_active = TRUE,
  .position = 3,
};

static void
test_a_service_keeps_its_own_texts (void)
{
  char name[] = "Pose gel";
  SalonServiceFields fields = gel;
  g_autoptr (SalonService) service = NULL;
  const SalonServiceFields *kept = NULL;

  fields.name = name;
  service = salon_service_new (&fields);
  memset (name, 'x', sizeof name - 1);

  kept = salon_service_get_fields (service);
  g_assert_cmpstr (kept->name, ==, "Pose gel");
  g_assert_cmpstr (kept->category, ==, "ongles");
  g_assert_null (kept->description);
  g_assert_cmpint (kept->price_cents, ==, 4550);
  g_assert_cmpint (kept->position, ==, 3);
}

static void
test_its_row_is_in_the_wire_form (void)
{
  g_autoptr (SalonService) service = salon_service_new (&gel);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *json = NULL;

  salon_service_add_insert (service, builder);
  change = salon_change_builder_end (builder, "Add");
  json = salon_change_to_json (change);
  g_assert_true (salon_change_check (change, NULL));
  g_assert_nonnull (strstr (
    json,
    "{\"op\":\"insert\",\"table\":\"services\","
    "\"id\":\"0197b1c2-0000-7000-8000-00000000000a\",\"set\":{\"name\":\"Pose gel\","
    "\"category\":\"ongles\",\"description\":null,\"duration_minutes\":90,"
    "\"buffer_minutes\":10,\"price\":\"45.50\",\"is_active\":true,\"position\":3,\"buffer_before_minutes\":5},"
    "\"was\":{}}"));
}

static void
test_an_edited_copy_gives_its_difference (void)
{
  SalonServiceFields fields = gel;
  g_autoptr (SalonService) before = salon_service_new (&gel);
  g_autoptr (SalonService) same = salon_service_new (&gel);
  g_autoptr (SalonService) after = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  const SalonEdit *edit = NULL;

  fields.price_cents = 5000;
  fields.is_active = FALSE;
  fields.description = "Avec soin";
  after = salon_service_new (&fields);

  g_assert_false (salon_service_add_update (before, same, builder));
  g_assert_true (salon_service_add_update (before, after, builder));
  change = salon_change_builder_end (builder, "Edit");
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  edit = salon_change_get_edit (change, 0);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (edit->set, "price"), ==, "50.00");
  g_assert_cmpstr (json_object_get_string_member (edit->was, "price"), ==, "45.50");
  g_assert_false (json_object_get_boolean_member (edit->set, "is_active"));
  g_assert_cmpstr (json_object_get_string_member (edit->set, "description"), ==, "Avec soin");
  g_assert_true (json_object_get_null_member (edit->was, "description"));
}

static void
test_a_deleted_service_comes_back_by_the_inverse (void)
{
  g_autoptr (SalonService) service = salon_service_new (&gel);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) inserted = NULL;
  g_autoptr (SalonChange) deleted = NULL;
  g_autoptr (SalonChange) inverse = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  salon_service_add_insert (service, builder);
  inserted = salon_change_builder_end (builder, "x");
  salon_service_add_delete (service, builder);
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
  g_test_add_func ("/salon/service/a-service-keeps-its-own-texts",
                   test_a_service_keeps_its_own_texts);
  g_test_add_func ("/salon/service/its-row-is-in-the-wire-form", test_its_row_is_in_the_wire_form);
  g_test_add_func ("/salon/service/an-edited-copy-gives-its-difference",
                   test_an_edited_copy_gives_its_difference);
  g_test_add_func ("/salon/service/a-deleted-service-comes-back-by-the-inverse",
                   test_a_deleted_service_comes_back_by_the_inverse);
  return g_test_run ();
}
