/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the shared salon: the first migration against the text that all programs were given,
 * and all of them against the one list of src/core/salon-schema.c.
 */
#include "core/salon-schema.h"
#include "database/salon-migrator.h"
#include "postgres-fixture.h"

#define SEED_TEXT "reference/seed-architecture.md"

/* Everything that makes a table what it is. */
#define DESCRIBE_SQL                                                                               \
  "SELECT string_agg (line, E'\\n' ORDER BY rank, line) FROM (\n"                                  \
  "  SELECT a.attnum AS rank, concat_ws (' ', a.attname, format_type (a.atttypid, a.atttypmod),\n" \
  "    CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr (d.adbin, d.adrelid)) AS line\n"    \
  "  FROM pg_attribute AS a\n"                                                                     \
  "  LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum\n"                 \
  "  WHERE a.attrelid = 'public.%1$s'::regclass AND a.attnum > 0\n"                                \
  "  UNION ALL\n"                                                                                  \
  "  SELECT 1000, conname || ' ' || pg_get_constraintdef (oid) FROM pg_constraint\n"               \
  "  WHERE conrelid = 'public.%1$s'::regclass AND contype <> 'n'\n"                                \
  "  UNION ALL\n"                                                                                  \
  "  SELECT 1001, pg_get_indexdef (indexrelid) FROM pg_index\n"                                    \
  "  WHERE indrelid = 'public.%1$s'::regclass\n"                                                   \
  ") AS lines"

static PostgresFixture *server;

static SalonConnection *
connect_to_version (int version)
{
  g_autofree char *database = postgres_fixture_create_database (server);
  SalonConnection *connection = postgres_fixture_connect (server, database, NULL);
  g_autoptr (GError) error = NULL;

  if (version >= 0)
    salon_migrator_run (connection, version, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static char *
describe (SalonConnection *connection, const char *table)
{
  g_autofree char *sql = g_strdup_printf (DESCRIBE_SQL, table);

  return fixture_read_text (connection, sql);
}

/* The statements of the text's SQL blocks, as they stand there. */
static GPtrArray *
read_seed_statements (const char *text)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) blocks = g_strsplit (text, "```sql\n", -1);

  for (gsize i = 1; blocks[i] != NULL; i++)
    {
      g_autofree char *block = g_strndup (blocks[i], strcspn (blocks[i], "`"));
      g_auto (GStrv) found = g_strsplit (block, ";\n", -1);

      for (gsize j = 0; found[j] != NULL; j++)
        if (*g_strstrip (found[j]) != '\0')
          g_ptr_array_add (statements, g_strdup (found[j]));
    }
  return g_steal_pointer (&statements);
}

/* As somebody would who meets an error: goes on with the next, and comes back to what failed. */
static void
run_in_any_order (SalonConnection *connection, GPtrArray *statements)
{
  while (statements->len > 0)
    {
      guint before = statements->len;

      for (guint i = 0; i < statements->len;)
        if (salon_connection_execute (connection, statements->pdata[i], NULL, NULL))
          g_ptr_array_remove_index (statements, i);
        else
          i++;
      g_assert_cmpint (statements->len, <, before);
    }
}

static void
test_seed (void)
{
  static const char *const tables[] = { "users",         "services",     "bookings",
                                        "payments",      "gift_cards",   "availabilities",
                                        "blocked_dates", "notifications" };
  g_autofree char *path =
    g_build_filename (g_getenv ("SALON_SHARED") != NULL ? g_getenv ("SALON_SHARED") : "", SEED_TEXT,
                      NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  g_autoptr (SalonConnection) ours = NULL;
  g_autoptr (SalonConnection) given = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the given text is not beside this tree");
      return;
    }

  statements = read_seed_statements (text);
  g_assert_cmpint (statements->len, ==, 14);
  given = connect_to_version (-1);
  run_in_any_order (given, statements);
  ours = connect_to_version (1);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *expected = describe (given, tables[i]);
      g_autofree char *found = describe (ours, tables[i]);

      g_test_message ("%s", tables[i]);
      g_assert_cmpstr (found, ==, expected);
    }
  g_assert_cmpint (fixture_read_int (ours, "SELECT count (*) FROM pg_class\n"
                                           "WHERE relnamespace = 'public'::regnamespace\n"
                                           "  AND relkind = 'r'"),
                   ==, G_N_ELEMENTS (tables));
}

static const char *
type_of_kind (SalonKind kind)
{
  switch (kind)
    {
    case SALON_KIND_UUID:
      return "uuid";
    case SALON_KIND_TEXT:
      return "text";
    case SALON_KIND_INTEGER:
      return "integer";
    case SALON_KIND_MONEY:
      return "numeric(10,2)";
    case SALON_KIND_BOOLEAN:
      return "boolean";
    case SALON_KIND_DATE:
      return "date";
    case SALON_KIND_TIME:
      return "time";
    case SALON_KIND_INSTANT:
      return "timestamp";
    case SALON_KIND_JSON:
      return "jsonb";
    }
  g_assert_not_reached ();
}

/* "id uuid NOT NULL KEY" for each column, a line each, by name: the seed's order is not ours. */
static char *
describe_expected (const SalonTable *table)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < table->n_columns; i++)
    g_ptr_array_add (
      lines,
      g_strdup_printf ("%s %s%s%s", table->columns[i].name, type_of_kind (table->columns[i].kind),
                       table->columns[i].nullable ? "" : " NOT NULL",
                       g_str_equal (table->columns[i].name, table->key) ? " KEY" : ""));
  g_ptr_array_sort_values (lines, (GCompareFunc) strcmp);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Columns that no change carries: the bookkeeping of each database, what follows from the ledger of a
 * card, and what holds the chair. */
static const char not_synced[] = "('services', 'created_at'), ('services', 'updated_at'),\n"
                                 "('bookings', 'updated_at'), ('bookings', 'during'),\n"
                                 "('gift_cards', 'is_used'), ('gift_cards', 'used_at'),\n"
                                 "('gift_cards', 'used_by_booking_id'), ('gift_cards', 'status'),\n"
                                 "('gift_cards', 'created_at'), ('gift_cards', 'updated_at'),\n"
                                 "('payments', 'updated_at'),\n"
                                 "('availabilities', 'created_at'),\n"
                                 "('availabilities', 'updated_at'),\n"
                                 "('blocked_dates', 'created_at'),\n"
                                 "('notifications', 'created_at')";

static char *
describe_found (SalonConnection *connection, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT string_agg (concat_ws (' ', a.attname,\n"
    "  CASE WHEN a.atttypid = 'varchar'::regtype THEN 'text'\n"
    "       WHEN a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype) THEN 'timestamp'\n"
    "       WHEN a.atttypid = 'time'::regtype THEN 'time'\n"
    "       ELSE format_type (a.atttypid, a.atttypmod) END,\n"
    "  CASE WHEN a.attnotnull THEN 'NOT NULL' END,\n"
    "  CASE WHEN i.indrelid IS NOT NULL THEN 'KEY' END), E'\\n' ORDER BY a.attname COLLATE \"C\")\n"
    "FROM pg_attribute AS a\n"
    "LEFT JOIN pg_index AS i\n"
    "  ON i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey::int2[])\n"
    "WHERE a.attrelid = 'public.%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped\n"
    "  AND ('%s', a.attname) NOT IN (VALUES %s)",
    table, table, not_synced);

  return fixture_read_text (connection, sql);
}

static void
test_columns (void)
{
  g_autoptr (SalonConnection) connection = connect_to_version (0);
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *expected = describe_expected (&tables[i]);
      g_autofree char *found = describe_found (connection, tables[i].name);

      g_test_message ("%s", tables[i].name);
      g_assert_cmpstr (found, ==, expected);
    }
  /* And users, which is not synced. */
  g_assert_cmpint (fixture_read_int (connection, "SELECT count (*) FROM pg_class\n"
                                                 "WHERE relnamespace = 'public'::regnamespace\n"
                                                 "  AND relkind = 'r'"),
                   ==, (int) n_tables + 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/database-schema/first-migration-is-the-given-text", test_seed);
  g_test_add_func ("/salon/database-schema/tables-have-the-columns-of-the-one-list", test_columns);

  server = postgres_fixture_new ();
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
