/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/salon-error.h"
#include "core/salon-json.h"
#include "core/salon-schema.h"

#define ID "0197b1c2-0000-7000-8000-00000000000a"

/* Whether a nullable column of @kind takes the JSON @text. */
static gboolean
takes (SalonKind kind, const char *text)
{
  static const SalonTable table = { "table", "id", NULL, 0 };
  SalonColumn column = { "column", kind, TRUE };
  g_autoptr (JsonNode) value = salon_json_parse (text, 1000000, 100, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_taken;

  g_assert_nonnull (value);
  is_taken = salon_column_check (&table, &column, value, &error);
  if (is_taken)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE);
      g_assert_nonnull (strstr (error->message, "table.column"));
    }
  return is_taken;
}

static void
assert_kind (SalonKind kind, const char *const *good, const char *const *bad)
{
  for (; *good != NULL; good++)
    if (!takes (kind, *good))
      g_error ("%s is refused", *good);
  for (; *bad != NULL; bad++)
    if (takes (kind, *bad))
      g_error ("%s is taken", *bad);
  g_assert_true (takes (kind, "null"));
}

#define TEXTS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
test_every_kind_takes_its_wire_form_alone (void)
{
  assert_kind (SALON_KIND_UUID, TEXTS ("\"" ID "\"", "\"00000000-0000-0000-0000-000000000000\""),
               TEXTS ("\"\"", "\"0197B1C2-0000-7000-8000-00000000000a\"",
                      "\"0197b1c2-0000-7000-8000-00000000000\"", "\"" ID "0\"",
                      "\"{0197b1c2-0000-7000-8000-00000000000}\"",
                      "\"0197b1c200000-7000-8000-00000000000a\"",
                      "\"0197b1cg-0000-7000-8000-00000000000a\"", "1", "[]"));
  assert_kind (SALON_KIND_TEXT, TEXTS ("\"\"", "\"Élodie\"", "\"a\\nb\""),
               TEXTS ("1", "true", "[]", "{}"));
  assert_kind (SALON_KIND_INTEGER, TEXTS ("0", "-9223372036854775808", "9223372036854775807"),
               TEXTS ("1.0", "\"1\"", "true", "[1]"));
  assert_kind (SALON_KIND_MONEY,
               TEXTS ("\"0.00\"", "\"45.00\"", "\"-3.50\"", "\"92233720368547758.07\"",
                      "\"-92233720368547758.08\""),
               TEXTS ("\"45\"", "\"45.0\"", "\"45.000\"", "\"45,00\"", "\".50\"", "\"+1.00\"",
                      "\" 1.00\"", "\"1.00 \"", "\"\"", "\"-\"", "\"--1.00\"", "\"1e2.00\"",
                      "\"92233720368547758.08\"", "\"999999999999999999999.00\"", "45", "45.0"));
  assert_kind (SALON_KIND_BOOLEAN, TEXTS ("true", "false"), TEXTS ("0", "1", "\"true\"", "[]"));
  assert_kind (SALON_KIND_DATE, TEXTS ("\"2026-03-12\"", "\"2024-02-29\"", "\"2000-02-29\""),
               TEXTS ("\"2026-02-29\"", "\"1900-02-29\"", "\"2026-04-31\"", "\"2026-00-10\"",
                      "\"2026-13-10\"", "\"2026-3-12\"", "\"12/03/2026\"", "\"2026-03-12 \"",
                      "\"2026-03-12T00:00:00Z\"", "\"\"", "20260312"));
  assert_kind (SALON_KIND_TIME, TEXTS ("\"00:00:00\"", "\"23:59:59\"", "\"24:00:00\""),
               TEXTS ("\"24:00:01\"", "\"24:01:00\"", "\"9:30:00\"", "\"09:30\"", "\"09:60:00\"",
                      "\"09:30:60\"", "\"25:00:00\"", "\"09:30:00Z\"", "\"\"", "930"));
  assert_kind (SALON_KIND_INSTANT, TEXTS ("\"2026-03-12T09:30:00Z\""),
               TEXTS ("\"2026-03-12T09:30:00+01:00\"", "\"2026-02-30T09:30:00Z\"", "0"));
  assert_kind (SALON_KIND_JSON, TEXTS ("{\"a\":[1,2.5,null,\"x\"]}", "3", "\"x\"", "[]"),
               TEXTS ("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"));
}

static gboolean
check_column (const char *table, const char *column, JsonNode *value, GError **error)
{
  const SalonTable *found = salon_schema_find_table (table);

  return salon_column_check (found, salon_table_find_column (found, column), value, error);
}

static void
test_texts_have_a_bound_and_are_utf8 (void)
{
  g_autofree char *longest = g_strnfill (SALON_TEXT_MAX_BYTES, 'a');
  g_autofree char *longer = g_strnfill (SALON_TEXT_MAX_BYTES + 1, 'a');
  g_autoptr (JsonNode) fits = json_node_init_string (json_node_alloc (), longest);
  g_autoptr (JsonNode) too_long = json_node_init_string (json_node_alloc (), longer);
  g_autoptr (JsonNode) latin1 = json_node_init_string (json_node_alloc (), "\xe9lodie");

  g_assert_true (check_column ("clients", "notes", fits, NULL));
  g_assert_false (check_column ("clients", "notes", too_long, NULL));
  g_assert_false (check_column ("clients", "notes", latin1, NULL));
}

static void
test_json_of_our_own_making_is_looked_at_too (void)
{
  g_autoptr (JsonNode) infinite = json_node_init_double (json_node_alloc (), INFINITY);
  g_autoptr (JsonNode) array = json_node_init_array (json_node_alloc (), NULL);
  JsonArray *texts = json_array_new ();

  json_array_add_string_element (texts, "\xe9");
  json_node_take_array (array, texts);
  g_assert_false (check_column ("payments", "metadata", infinite, NULL));
  g_assert_false (check_column ("payments", "metadata", array, NULL));
}

static void
test_null_needs_a_nullable_column (void)
{
  g_autoptr (JsonNode) null = json_node_new (JSON_NODE_NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (check_column ("clients", "email", null, NULL));
  g_assert_false (check_column ("clients", "name", null, &error));
  g_assert_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE);
  g_assert_nonnull (strstr (error->message, "clients.name"));
}

static JsonObject *
read_row (const char *text)
{
  g_autoptr (JsonNode) node = salon_json_parse (text, 10000, 8, NULL);

  return salon_json_copy_object (json_node_get_object (node));
}

static void
test_a_row_names_its_unknown_column (void)
{
  g_autoptr (JsonObject) row = read_row ("{\"name\":\"Marie\",\"shoe_size\":38}");
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_row_check (salon_schema_find_table ("staff"), row, FALSE, &error));
  g_assert_error (error, SALON_ERROR, SALON_ERROR_UNKNOWN_FIELD);
  g_assert_nonnull (strstr (error->message, "staff.shoe_size"));
}

static void
test_a_whole_row_lacks_no_required_column (void)
{
  const SalonTable *staff = salon_schema_find_table ("staff");
  g_autoptr (JsonObject) whole =
    read_row ("{\"id\":\"" ID "\",\"name\":\"Léa\",\"is_active\":true,\"position\":0}");
  g_autoptr (JsonObject) part = read_row ("{\"id\":\"" ID "\",\"is_active\":true,\"position\":0}");
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_row_check (staff, whole, TRUE, NULL));
  g_assert_true (salon_row_check (staff, part, FALSE, NULL));
  g_assert_false (salon_row_check (staff, part, TRUE, &error));
  g_assert_nonnull (strstr (error->message, "staff.name"));
}

static void
test_what_is_not_listed_is_not_found (void)
{
  g_assert_null (salon_schema_find_table ("users"));
  g_assert_null (salon_schema_find_table ("Clients"));
  g_assert_null (salon_table_find_column (salon_schema_find_table ("clients"), "password"));
}

static int
index_of_table (const char *name)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    if (g_str_equal (tables[i].name, name))
      return (int) i;
  return -1;
}

static void
test_every_table_has_its_key_first_and_stands_behind_its_parents (void)
{
  static const char *const parents[][2] = {
    { "bookings", "staff" },         { "bookings", "clients" },
    { "bookings", "services" },      { "booking_services", "bookings" },
    { "availabilities", "staff" },   { "gift_card_movements", "gift_cards" },
    { "payments", "bookings" },      { "payments", "gift_cards" },
    { "notifications", "bookings" },
  };
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_assert_cmpstr (tables[i].columns[0].name, ==, tables[i].key);
      g_assert_false (tables[i].columns[0].nullable);
      for (gsize j = 0; j < tables[i].n_columns; j++)
        g_assert_true (salon_table_find_column (&tables[i], tables[i].columns[j].name)
                       == &tables[i].columns[j]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parents); i++)
    g_assert_cmpint (index_of_table (parents[i][0]), >, index_of_table (parents[i][1]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/schema/every-kind-takes-its-wire-form-alone",
                   test_every_kind_takes_its_wire_form_alone);
  g_test_add_func ("/salon/schema/texts-have-a-bound-and-are-utf8",
                   test_texts_have_a_bound_and_are_utf8);
  g_test_add_func ("/salon/schema/json-of-our-own-making-is-looked-at-too",
                   test_json_of_our_own_making_is_looked_at_too);
  g_test_add_func ("/salon/schema/null-needs-a-nullable-column", test_null_needs_a_nullable_column);
  g_test_add_func ("/salon/schema/a-row-names-its-unknown-column",
                   test_a_row_names_its_unknown_column);
  g_test_add_func ("/salon/schema/a-whole-row-lacks-no-required-column",
                   test_a_whole_row_lacks_no_required_column);
  g_test_add_func ("/salon/schema/what-is-not-listed-is-not-found",
                   test_what_is_not_listed_is_not_found);
  g_test_add_func ("/salon/schema/every-table-has-its-key-first-and-stands-behind-its-parents",
                   test_every_table_has_its_key_first_and_stands_behind_its_parents);
  return g_test_run ();
}
