/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-job.h"

#include <string.h>

#include "salon-server-rows.h"

#define FIRST_DELAY_SECONDS 5u
#define MAX_DELAY_SECONDS 3600u
#define MAX_ERROR_CHARACTERS 300

gboolean
salon_job_add (SalonServerContext *context,
               const char *kind,
               const char *key,
               guint delay_seconds,
               GError **error)
{
  g_autofree char *delay = g_strdup_printf ("%u", delay_seconds);
  const char *const values[] = { kind, key, delay };
  g_autoptr (PGresult) done =
    salon_server_context_query (context, "SELECT salon.add_job ($1::text, $2::text, $3::integer)",
                                3, values, error);

  return done != NULL;
}

guint
salon_job_get_delay (guint attempts)
{
  guint delay = FIRST_DELAY_SECONDS;

  for (guint i = 1; i < attempts && delay < MAX_DELAY_SECONDS; i++)
    delay *= 2;
  return MIN (delay, MAX_DELAY_SECONDS);
}

static char *
make_list (const SalonJobKind *kinds, gsize n_kinds)
{
  GString *list = g_string_new ("{");

  for (gsize i = 0; i < n_kinds; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", kinds[i].kind);
  g_string_append_c (list, '}');
  return g_string_free (list, FALSE);
}

/* One row, or none. The lease is longer than the slowest job: a few calls of 30 s each. */
static PGresult *
take (SalonServerContext *context, const SalonJobKind *kinds, gsize n_kinds, GError **error)
{
  static const char sql[] =
    "UPDATE salon.jobs AS j\n"
    "SET lease = gen_random_uuid (), lease_until = now () + interval '5 minutes',\n"
    "  attempts = j.attempts + 1\n"
    "WHERE j.id = (\n"
    "    SELECT f.id\n"
    "    FROM salon.jobs AS f\n"
    "    WHERE f.run_at <= now () AND f.kind = ANY ($1::text[])\n"
    "      AND (f.lease_until IS NULL OR f.lease_until < now ())\n"
    "    ORDER BY f.run_at\n"
    "    LIMIT 1\n"
    "    FOR UPDATE SKIP LOCKED\n"
    "  )\n"
    "RETURNING j.id, j.kind, j.key, j.wanted, j.lease, j.attempts";
  g_autofree char *list = make_list (kinds, n_kinds);
  const char *const values[] = { list };

  return salon_server_context_query (context, sql, 1, values, error);
}

/* Gone, unless it was asked for once more in between. */
static gboolean
finish (SalonServerContext *context, const PGresult *job, GError **error)
{
  static const char sql[] =
    "WITH done AS (\n"
    "    DELETE FROM salon.jobs\n"
    "    WHERE id = $1::bigint AND lease = $2::uuid AND wanted = $3::bigint\n"
    "    RETURNING id\n"
    "  )\n"
    "UPDATE salon.jobs\n"
    "SET lease = NULL, lease_until = NULL, attempts = 0, run_at = now ()\n"
    "WHERE id = $1::bigint AND lease = $2::uuid\n"
    "  AND NOT EXISTS (SELECT FROM done)";
  const char *const values[] = {
    salon_server_rows_get (job, 0, "id"),
    salon_server_rows_get (job, 0, "lease"),
    salon_server_rows_get (job, 0, "wanted"),
  };
  g_autoptr (PGresult) done = salon_server_context_query (context, sql, 3, values, error);

  return done != NULL;
}

/* @failure: (nullable): NULL is a job that only waits, and begins to count anew. */
static gboolean
put_off (SalonServerContext *context,
         const PGresult *job,
         guint seconds,
         const GError *failure,
         GError **error)
{
  static const char sql[] = "UPDATE salon.jobs\n"
                            "SET lease = NULL, lease_until = NULL, last_error = $4::text,\n"
                            "  attempts = CASE WHEN $4::text IS NULL THEN 0 ELSE attempts END,\n"
                            "  run_at = CASE WHEN wanted > $5::bigint THEN now ()\n"
                            "    ELSE now () + make_interval (secs => $3::integer) END\n"
                            "WHERE id = $1::bigint AND lease = $2::uuid";
  g_autofree char *delay = g_strdup_printf ("%u", seconds);
  g_autofree char *words = failure != NULL ? g_utf8_make_valid (failure->message, -1) : NULL;
  const char *const values[] = {
    salon_server_rows_get (job, 0, "id"),     salon_server_rows_get (job, 0, "lease"), delay, words,
    salon_server_rows_get (job, 0, "wanted"),
  };
  g_autoptr (PGresult) done = NULL;

  if (words != NULL && g_utf8_strlen (words, -1) > MAX_ERROR_CHARACTERS)
    *g_utf8_offset_to_pointer (words, MAX_ERROR_CHARACTERS) = '\0';
  done = salon_server_context_query (context, sql, 5, values, error);
  return done != NULL;
}

static const SalonJobKind *
find_kind (const SalonJobKind *kinds, gsize n_kinds, const char *kind)
{
  for (gsize i = 0; i < n_kinds; i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return &kinds[i];
  g_return_val_if_reached (NULL);
}

gboolean
salon_job_run_next (SalonServerContext *context,
                    const SalonJobKind *kinds,
                    gsize n_kinds,
                    gboolean *has_run,
                    GError **error)
{
  g_autoptr (PGresult) job = take (context, kinds, n_kinds, error);
  g_autoptr (GError) failure = NULL;
  const SalonJobKind *kind;
  guint again_seconds = 0;
  guint attempts;

  *has_run = FALSE;
  if (job == NULL)
    return FALSE;
  if (PQntuples (job) == 0)
    return TRUE;

  *has_run = TRUE;
  kind = find_kind (kinds, n_kinds, salon_server_rows_get (job, 0, "kind"));
  attempts = (guint) g_ascii_strtoull (salon_server_rows_get (job, 0, "attempts"), NULL, 10);
  if (kind->func (context, salon_server_rows_get (job, 0, "key"), &again_seconds, &failure))
    return again_seconds == 0 ? finish (context, job, error)
                              : put_off (context, job, again_seconds, NULL, error);

  g_message ("job %s: %s", kind->kind, failure->message);
  salon_server_context_settle (context, failure);
  return put_off (context, job, salon_job_get_delay (attempts), failure, error);
}
