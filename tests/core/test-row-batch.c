/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as texts. */
#include "core/salon-error.h"
#include "core/salon-row-batch.h"

#define KEY "salon.name"

static SalonRowBatch *
new_settings (const char *key, const char *value)
{
  SalonRowBatch *batch = salon_row_batch_new (salon_schema_find_table ("salon_settings"));
  const char *values[] = { key, value };

  salon_row_batch_append (batch, values);
  return batch;
}

static void
test_values_come_out_as_they_went_in (void)
{
  const SalonTable *dates = salon_schema_find_table ("blocked_dates");
  g_autoptr (SalonRowBatch) batch = salon_row_batch_new (dates);

  g_assert_cmpuint (salon_row_batch_get_n_rows (batch), ==, 0);
  g_assert_true (salon_row_batch_get_table (batch) == dates);
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      const char *values[] = { id, i % 2 == 0 ? "" : "2026-12-25", i % 3 == 0 ? NULL : "Noël" };

      salon_row_batch_append (batch, values);
    }
  g_assert_cmpuint (salon_row_batch_get_n_rows (batch), ==, 1000);
  for (gsize i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", (int) i);

      g_assert_cmpstr (salon_row_batch_get_value (batch, i, 0), ==, id);
      g_assert_cmpstr (salon_row_batch_get_value (batch, i, 1), ==, i % 2 == 0 ? "" : "2026-12-25");
      g_assert_cmpstr (salon_row_batch_get_value (batch, i, 2), ==, i % 3 == 0 ? NULL : "Noël");
    }
}

static void
test_a_row_is_in_the_wire_form (void)
{
  const SalonTable *payments = salon_schema_find_table ("payments");
  g_autoptr (SalonRowBatch) batch = salon_row_batch_new (payments);
  const char *values[] = {
    "00000000-0000-7000-8000-000000000001",
    NULL,
    NULL,
    "45.00",
    "cash",
    NULL,
    NULL,
    "completed",
    "{\"a\": [1, true]}",
    "2026-03-12T09:30:00Z",
    NULL,
  };
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (GError) error = NULL;

  salon_row_batch_append (batch, values);
  row = salon_row_batch_dup_row (batch, 0, &error);
  g_assert_no_error (error);
  g_assert_true (salon_row_check (payments, row, TRUE, NULL));
  g_assert_cmpuint (json_object_get_size (row), ==, payments->n_columns);
  g_assert_cmpstr (json_object_get_string_member (row, "amount"), ==, "45.00");
  g_assert_true (json_object_get_null_member (row, "reverses"));
  g_assert_cmpint (
    json_array_get_int_element (
      json_object_get_array_member (json_object_get_object_member (row, "metadata"), "a"), 0),
    ==, 1);
}

static void
test_a_wrong_value_is_named (void)
{
  static const char *const wrong[] = { NULL, "{", "\"\\u0000\"", "1e999", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (SalonRowBatch) batch = new_settings (KEY, wrong[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (salon_row_batch_dup_row (batch, 0, &error));
      g_assert_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE);
      g_assert_nonnull (strstr (error->message, "salon_settings.value"));
    }
}

static void
test_a_reference_keeps_it (void)
{
  SalonRowBatch *batch = new_settings (KEY, "1");
  SalonRowBatch *other = salon_row_batch_ref (batch);

  salon_row_batch_unref (batch);
  g_assert_cmpstr (salon_row_batch_get_value (other, 0, 0), ==, KEY);
  salon_row_batch_unref (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/row-batch/values-come-out-as-they-went-in",
                   test_values_come_out_as_they_went_in);
  g_test_add_func ("/salon/row-batch/a-row-is-in-the-wire-form", test_a_row_is_in_the_wire_form);
  g_test_add_func ("/salon/row-batch/a-wrong-value-is-named", test_a_wrong_value_is_named);
  g_test_add_func ("/salon/row-batch/a-reference-keeps-it", test_a_reference_keeps_it);
  return g_test_run ();
}
