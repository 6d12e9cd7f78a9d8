/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-migrator.h"

#include "salon-database-resources.h"

#define RESOURCE_PATH "/fr/serenaia_beaute/Salon/database/"
#define MIGRATIONS_PATH RESOURCE_PATH "migrations/"

/* "serenaia" as a number: whoever prepares a salon's database takes this lock. */
#define LOCK_SQL "SELECT pg_advisory_lock (8315162673632404833)"
#define UNLOCK_SQL "SELECT pg_advisory_unlock (8315162673632404833)"

#define BEGIN_SESSION_SQL "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"
#define END_SESSION_SQL "RESET statement_timeout; RESET idle_in_transaction_session_timeout"

/* A migration may take its time, but not wait for ever for another program. What is named in it
 * without a schema is in public. */
#define BEGIN_SQL "BEGIN; SET LOCAL lock_timeout = '30s'; SET LOCAL search_path = public, pg_temp"

/* Of the catalogue, so that it can be asked without any right on the tables: our machinery; the seed's
 * tables with all columns and a uuid for a key; tables of the names that we add; anything else that
 * no extension brought. */
#define INSPECT_SQL                                                                                \
  "WITH seed (name, columns) AS (VALUES\n"                                                         \
  "  ('users', ARRAY ['id', 'email', 'hashed_password']),\n"                                       \
  "  ('services', ARRAY ['id', 'name', 'category', 'description', 'duration_minutes', 'price',\n"  \
  "    'is_active', 'image_url']),\n"                                                              \
  "  ('bookings', ARRAY ['id', 'service_id', 'client_name', 'client_email', 'client_phone',\n"     \
  "    'booking_date', 'booking_time', 'status', 'payment_status', 'payment_amount',\n"            \
  "    'payment_method', 'notes', 'cancellation_reason', 'cancelled_at', 'created_at',\n"          \
  "    'updated_at']),\n"                                                                          \
  "  ('gift_cards', ARRAY ['id', 'code', 'type', 'amount', 'service_id', 'buyer_name',\n"          \
  "    'buyer_email', 'recipient_name', 'recipient_email', 'custom_message', 'purchase_date',\n"   \
  "    'expiry_date', 'is_used', 'used_at', 'used_by_booking_id', 'status', 'pdf_url',\n"          \
  "    'created_at', 'updated_at']),\n"                                                            \
  "  ('payments', ARRAY ['id', 'booking_id', 'gift_card_id', 'amount', 'payment_method',\n"        \
  "    'payment_provider', 'provider_payment_id', 'status', 'metadata', 'created_at',\n"           \
  "    'updated_at']),\n"                                                                          \
  "  ('availabilities', ARRAY ['id', 'day_of_week', 'start_time', 'end_time', 'is_active']),\n"    \
  "  ('blocked_dates', ARRAY ['id', 'date', 'reason']),\n"                                         \
  "  ('notifications', ARRAY ['id', 'booking_id', 'type', 'channel', 'recipient', 'content',\n"    \
  "    'status', 'sent_at', 'error_message', 'created_at'])\n"                                     \
  "), found AS (\n"                                                                                \
  "  SELECT c.oid, n.nspname AS schema, c.relname AS name\n"                                       \
  "  FROM pg_catalog.pg_class AS c\n"                                                              \
  "  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n"                                \
  "  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')\n"                                               \
  "    AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'\n"                            \
  "    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d\n"                                    \
  "                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid\n"    \
  "                      AND d.deptype = 'e')\n"                                                   \
  "), seed_found AS (\n"                                                                           \
  "  SELECT s.name,\n"                                                                             \
  "    s.columns <@ ARRAY (SELECT a.attname::text FROM pg_catalog.pg_attribute AS a\n"             \
  "                        WHERE a.attrelid = f.oid AND a.attnum > 0 AND NOT a.attisdropped)\n"    \
  "    AND EXISTS (SELECT FROM pg_catalog.pg_attribute AS a\n"                                     \
  "                WHERE a.attrelid = f.oid AND a.attname = 'id'\n"                                \
  "                  AND a.atttypid = 'uuid'::regtype) AS is_whole\n"                              \
  "  FROM seed AS s\n"                                                                             \
  "  JOIN found AS f ON f.schema = 'public' AND f.name = s.name\n"                                 \
  ")\n"                                                                                            \
  "SELECT\n"                                                                                       \
  "  EXISTS (SELECT FROM found WHERE schema = 'salon' AND name = 'schema_migrations'),\n"          \
  "  NOT EXISTS (SELECT FROM found),\n"                                                            \
  "  (SELECT count (*) FROM seed_found WHERE name IN ('services', 'bookings')) = 2\n"              \
  "    AND NOT EXISTS (SELECT FROM seed_found WHERE NOT is_whole)\n"                               \
  "    AND NOT EXISTS (SELECT FROM found\n"                                                        \
  "                    WHERE schema = 'salon'\n"                                                   \
  "                       OR schema = 'public'\n"                                                  \
  "                         AND name IN ('staff', 'clients', 'booking_services',\n"                \
  "                                      'opening_exceptions', 'gift_card_movements',\n"           \
  "                                      'salon_settings'))"

#define MAKE_RECORD_SQL                                                                            \
  "CREATE SCHEMA IF NOT EXISTS salon;"                                                             \
  "CREATE TABLE IF NOT EXISTS salon.schema_migrations (\n"                                         \
  "  version    INTEGER     NOT NULL PRIMARY KEY,\n"                                               \
  "  name       TEXT        NOT NULL,\n"                                                           \
  "  sha256     TEXT        NOT NULL,\n"                                                           \
  "  applied_at TIMESTAMPTZ NOT NULL DEFAULT now ()\n"                                             \
  ")"

typedef struct
{
  char *name; /* "0001-seed" */
  char *sha256;
  GBytes *sql;
} Migration;

static void
migration_free (Migration *self)
{
  g_free (self->name);
  g_free (self->sha256);
  g_bytes_unref (self->sql);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Migration, migration_free)

static GBytes *
look_up (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (salon_database_resources_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return bytes;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of the numbers with which the names begin: "0001-seed.sql". */
static GStrv
list_migrations (void)
{
  GStrv names = g_resource_enumerate_children (salon_database_resources_get_resource (),
                                               MIGRATIONS_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

int
salon_migrator_get_latest (void)
{
  g_auto (GStrv) names = list_migrations ();

  return (int) g_strv_length (names);
}

/* A version is a place in that order: on the way to a release numbers may have gaps, which belong to
 * migrations that are still being written elsewhere. */
static Migration *
get_migration (int version)
{
  g_auto (GStrv) names = list_migrations ();
  g_autofree char *path = NULL;
  Migration *self;

  g_assert (version >= 1 && version <= (int) g_strv_length (names));

  path = g_strconcat (MIGRATIONS_PATH, names[version - 1], NULL);
  self = g_new0 (Migration, 1);
  self->name = g_strndup (names[version - 1], strlen (names[version - 1]) - strlen (".sql"));
  self->sql = look_up (path);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->sql);
  return self;
}

static gboolean
is_true (const PGresult *result, int column)
{
  return *PQgetvalue (result, 0, column) == 't';
}

static gboolean
read_version (SalonConnection *connection, int *version, GError **error)
{
  g_autofree char *text = salon_connection_read_text (
    connection, "SELECT coalesce (max (version), 0) FROM salon.schema_migrations", error);

  if (text == NULL)
    return FALSE;
  *version = (int) g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

gboolean
salon_migrator_inspect (SalonConnection *connection,
                        SalonDatabaseState *state,
                        int *version,
                        GError **error)
{
  g_autoptr (PGresult) result = NULL;
  int found = 0;

  g_return_val_if_fail (connection != NULL && state != NULL && version != NULL, FALSE);

  result = salon_connection_query (connection, INSPECT_SQL, 0, NULL, NULL, error);
  if (result == NULL || (is_true (result, 0) && !read_version (connection, &found, error)))
    return FALSE;

  *version = found;
  if (found > salon_migrator_get_latest ())
    *state = SALON_DATABASE_NEWER;
  else if (is_true (result, 0))
    *state = SALON_DATABASE_OURS;
  else if (is_true (result, 1))
    *state = SALON_DATABASE_NOTHING;
  else if (is_true (result, 2))
    *state = SALON_DATABASE_SEED;
  else
    *state = SALON_DATABASE_FOREIGN;
  return TRUE;
}

/* Sets @error when nothing can be done with a database of that state. */
static gboolean
refuse_strangers (SalonDatabaseState state, int version, GError **error)
{
  switch (state)
    {
    case SALON_DATABASE_NOTHING:
    case SALON_DATABASE_SEED:
    case SALON_DATABASE_OURS:
      return TRUE;
    case SALON_DATABASE_NEWER:
      g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_NEWER,
                   "version %d is newer than %d", version, salon_migrator_get_latest ());
      return FALSE;
    case SALON_DATABASE_FOREIGN:
      g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_FOREIGN,
                           "neither empty nor a salon's database");
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

gboolean
salon_migrator_check (SalonConnection *connection, GError **error)
{
  SalonDatabaseState state;
  int version;

  g_return_val_if_fail (connection != NULL, FALSE);

  if (!salon_migrator_inspect (connection, &state, &version, error)
      || !refuse_strangers (state, version, error))
    return FALSE;
  if (state != SALON_DATABASE_OURS)
    {
      g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_NOT_PREPARED,
                           state == SALON_DATABASE_SEED ? "another program's, not adopted yet"
                                                        : "an empty database");
      return FALSE;
    }
  if (version < salon_migrator_get_latest ())
    {
      g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_OLDER,
                   "version %d is older than %d", version, salon_migrator_get_latest ());
      return FALSE;
    }
  return TRUE;
}

/* Are the migrations that the database has seen the ones that are compiled in? */
static gboolean
verify_past (SalonConnection *connection, GError **error)
{
  g_autoptr (PGresult) lines =
    salon_connection_query (connection,
                            "SELECT version, sha256 FROM salon.schema_migrations ORDER BY version",
                            0, NULL, NULL, error);

  if (lines == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (lines); i++)
    {
      g_autoptr (Migration) migration = get_migration (i + 1);

      if (g_ascii_strtoll (PQgetvalue (lines, i, 0), NULL, 10) != i + 1
          || !g_str_equal (PQgetvalue (lines, i, 1), migration->sha256))
        {
          g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_FOREIGN,
                       "its migration %d is not %s of this program", i + 1, migration->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
record (SalonConnection *connection, int version, const Migration *migration, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%d", version);
  const char *const values[] = { number, migration->name, migration->sha256 };
  g_autoptr (PGresult) result = salon_connection_query (
    connection, "INSERT INTO salon.schema_migrations (version, name, sha256) VALUES ($1, $2, $3)",
    G_N_ELEMENTS (values), values, NULL, error);

  return result != NULL;
}

static gboolean
apply (SalonConnection *connection,
       int version,
       const Migration *migration,
       GCancellable *cancellable,
       GError **error)
{
  /* Compiled in and not compressed: a zero follows the bytes. */
  const char *sql = g_bytes_get_data (migration->sql, NULL);

  return salon_connection_execute (connection, BEGIN_SQL, cancellable, error)
         && salon_connection_execute (connection, sql, cancellable, error)
         && salon_connection_execute (connection, MAKE_RECORD_SQL, cancellable, error)
         && record (connection, version, migration, error)
         && salon_connection_execute (connection, "COMMIT", cancellable, error);
}

static gboolean
run_one (SalonConnection *connection, int version, GCancellable *cancellable, GError **error)
{
  g_autoptr (Migration) migration = get_migration (version);

  if (apply (connection, version, migration, cancellable, error))
    return TRUE;
  g_prefix_error (error, "%s: ", migration->name);
  salon_connection_execute (connection, "ROLLBACK", NULL, NULL);
  return FALSE;
}

static gboolean
run_file (SalonConnection *connection, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) sql = look_up (path);

  return salon_connection_execute (connection, g_bytes_get_data (sql, NULL), NULL, error);
}

static gboolean
check_encoding (SalonConnection *connection, GError **error)
{
  g_autofree char *encoding =
    salon_connection_read_text (connection, "SHOW server_encoding", error);

  if (encoding == NULL)
    return FALSE;
  if (g_str_equal (encoding, "UTF8"))
    return TRUE;
  g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_FOREIGN,
               "its texts are in %s, not UTF8", encoding);
  return FALSE;
}

/* Everything that has to be done under the lock. */
static gboolean
run_locked (SalonConnection *connection, int version, GCancellable *cancellable, GError **error)
{
  SalonDatabaseState state;
  int found;

  if (!salon_migrator_inspect (connection, &state, &found, error)
      || !refuse_strangers (state, found, error) || !check_encoding (connection, error)
      || (state == SALON_DATABASE_OURS && !verify_past (connection, error))
      || !run_file (connection, "roles.sql", error))
    return FALSE;
  for (int next = found + 1; next <= version; next++)
    if (!run_one (connection, next, cancellable, error))
      return FALSE;
  return run_file (connection, "grants.sql", error);
}

gboolean
salon_migrator_run (SalonConnection *connection,
                    int version,
                    GCancellable *cancellable,
                    GError **error)
{
  gboolean is_done;

  g_return_val_if_fail (connection != NULL, FALSE);
  g_return_val_if_fail (version >= 0 && version <= salon_migrator_get_latest (), FALSE);

  salon_connection_set_patience (connection, 0);
  if (!salon_connection_execute (connection, BEGIN_SESSION_SQL, cancellable, error)
      || !salon_connection_execute (connection, LOCK_SQL, cancellable, error))
    return FALSE;
  is_done = run_locked (connection, version > 0 ? version : salon_migrator_get_latest (),
                        cancellable, error);
  /* When this fails the connection is gone, and the lock with it. */
  salon_connection_execute (connection, UNLOCK_SQL, NULL, NULL);
  salon_connection_execute (connection, END_SESSION_SQL, NULL, NULL);
  salon_connection_set_patience (connection, SALON_CONNECTION_PATIENCE_MS);
  return is_done;
}
