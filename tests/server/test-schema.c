/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-server-schema.h"

#include <string.h>

static const char *const colours[] = { "red", "green", NULL };

static const SalonServerSchema inner = {
  "Inner",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema outer = {
  "Outer",
  (const SalonServerField[]) {
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 2, 5 },
    { "note", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE },
    { "count", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_OPTIONAL, -1, 3 },
    { "price", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_OPTIONAL, 100, 10000 },
    { "colour", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_OPTIONAL, .choices = colours },
    { "day", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_OPTIONAL },
    { "time", SALON_SERVER_KIND_TIME, SALON_SERVER_FIELD_OPTIONAL },
    { "at", SALON_SERVER_KIND_INSTANT, SALON_SERVER_FIELD_OPTIONAL },
    { "email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_OPTIONAL },
    { "phone", SALON_SERVER_KIND_PHONE, SALON_SERVER_FIELD_OPTIONAL },
    { "sure", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_OPTIONAL },
    { "one", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_NULLABLE, .schema = &inner },
    { "many", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_ARRAY, .schema = &inner,
      .most_items = 2 },
    { NULL },
  },
};

/* The pointer of the first fault, or "". */
static char *
check (const char *json)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), 0);
  g_autoptr (GPtrArray) faults = NULL;
  char *pointer;

  g_assert_nonnull (doc);
  faults = salon_server_schema_check (&outer, yyjson_doc_get_root (doc));
  pointer = g_strdup (faults->len > 0 ? ((SalonServerFault *) faults->pdata[0])->pointer : "");
  yyjson_doc_free (doc);
  return pointer;
}

#define assert_fault(json, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found_ = check (json);                                                        \
    g_assert_cmpstr (found_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
test_takes_what_it_describes (void)
{
  assert_fault ("{\"name\":\"Zoé\"}", "");
  assert_fault (
    "{\"name\":\"Zo\",\"note\":null,\"count\":-1,\"price\":\"100.00\",\"colour\":\"red\","
    "\"day\":\"2026-02-28\",\"time\":\"09:30\",\"at\":\"2026-02-28T09:30:00Z\","
    "\"email\":\"a@b.fr\",\"phone\":\"06 12 34 56 78\",\"sure\":false,\"one\":null,"
    "\"many\":[{\"id\":\"00000000-0000-4000-8000-000000000001\"}]}",
    "");
}

static void
test_names_what_is_wrong (void)
{
  static const struct
  {
    const char *members, *pointer;
  } cases[] = {
    { "\"name\":\"Z\"", "/name" },
    { "\"name\":\"Zoélie\"", "/name" },
    { "\"name\":null", "/name" },
    { "\"name\":\"  \"", "/name" },
    { "\"name\":\"a\\u0000b\"", "/name" },
    { "\"name\":\"a\\u0007b\"", "/name" },
    { "\"name\":7", "/name" },
    { "\"name\":\"Zoé\",\"count\":4", "/count" },
    { "\"name\":\"Zoé\",\"count\":1.0", "/count" },
    { "\"name\":\"Zoé\",\"count\":18446744073709551615", "/count" },
    { "\"name\":\"Zoé\",\"price\":12.5", "/price" },
    { "\"name\":\"Zoé\",\"price\":\"12.5\"", "/price" },
    { "\"name\":\"Zoé\",\"price\":\"0.99\"", "/price" },
    { "\"name\":\"Zoé\",\"colour\":\"blue\"", "/colour" },
    { "\"name\":\"Zoé\",\"day\":\"2026-02-29\"", "/day" },
    { "\"name\":\"Zoé\",\"time\":\"9:30\"", "/time" },
    { "\"name\":\"Zoé\",\"at\":\"2026-02-28\"", "/at" },
    { "\"name\":\"Zoé\",\"email\":\"a@b\"", "/email" },
    { "\"name\":\"Zoé\",\"email\":\"a@b.fr\\nBcc: c@d.fr\"", "/email" },
    { "\"name\":\"Zoé\",\"phone\":\"12\"", "/phone" },
    { "\"name\":\"Zoé\",\"sure\":\"true\"", "/sure" },
    { "\"name\":\"Zoé\",\"one\":{}", "/one/id" },
    { "\"name\":\"Zoé\",\"one\":[]", "/one" },
    { "\"name\":\"Zoé\",\"many\":{}", "/many" },
    { "\"name\":\"Zoé\",\"many\":[{\"id\":1}]", "/many/0/id" },
    { "\"name\":\"Zoé\",\"many\":[{},{},{}]", "/many" },
    { "\"name\":\"Zoé\",\"other\":1", "/" },
    { "\"name\":\"Zoé\",\"name\":\"Léa\"", "/name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strconcat ("{", cases[i].members, "}", NULL);

      g_test_message ("%s", json);
      assert_fault (json, cases[i].pointer);
    }
  assert_fault ("{}", "/name");
  assert_fault ("[]", "");
}

static void
test_stops_naming (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  yyjson_doc *doc;
  g_autoptr (GPtrArray) faults = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (json, "\"x%d\":1,", i);
  g_string_append (json, "\"name\":\"Zoé\"}");
  doc = yyjson_read (json->str, json->len, 0);
  faults = salon_server_schema_check (&outer, yyjson_doc_get_root (doc));
  g_assert_cmpuint (faults->len, ==, 20);
  yyjson_doc_free (doc);
}

static guint
count_query_faults (const char *name, const char *value)
{
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) faults = NULL;

  g_hash_table_insert (query, (gpointer) "name", (gpointer) "Zoé");
  g_hash_table_insert (query, (gpointer) name, (gpointer) value);
  faults = salon_server_schema_check_query (&outer, query);
  return faults->len;
}

static void
test_reads_addresses (void)
{
  g_autoptr (GHashTable) nothing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) faults = NULL;

  g_assert_cmpuint (count_query_faults ("count", "3"), ==, 0);
  g_assert_cmpuint (count_query_faults ("count", "4"), ==, 1);
  g_assert_cmpuint (count_query_faults ("count", "3x"), ==, 1);
  g_assert_cmpuint (count_query_faults ("sure", "true"), ==, 0);
  g_assert_cmpuint (count_query_faults ("sure", "1"), ==, 1);
  g_assert_cmpuint (count_query_faults ("other", "1"), ==, 1);
  faults = salon_server_schema_check_query (NULL, nothing);
  g_assert_cmpuint (faults->len, ==, 0);
}

int
main (int n_arguments, char **arguments)
{
  g_test_init (&n_arguments, &arguments, NULL);

  g_test_add_func ("/salon/server-schema/takes-what-it-describes", test_takes_what_it_describes);
  g_test_add_func ("/salon/server-schema/names-what-is-wrong", test_names_what_is_wrong);
  g_test_add_func ("/salon/server-schema/stops-naming-at-twenty", test_stops_naming);
  g_test_add_func ("/salon/server-schema/reads-addresses-too", test_reads_addresses);
  return g_test_run ();
}
