/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share-sample FILE ADDRESS: makes a sample salon around today in FILE, and sends all of it to the empty
 * shared salon at ADDRESS, as a desk does that is shared for the first time. For `tools/dev serve`. */
#include <sqlite3.h>

#include "core/salon-answer.h"
#include "database/salon-push.h"
#include "store/salon-sample.h"
#include "store/salon-store-sync.h"

#define BATCH_CHANGES 200
#define BATCH_BYTES (4 * 1024 * 1024)

static gboolean
make_sample (const char *path, gint64 now, GError **error)
{
  g_autoptr (SalonStore) store = salon_store_open (path, error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return store != NULL
         && salon_sample_fill (store, salon_moment_from_instant (now, zone),
                               SALON_SAMPLE_DEFAULT_BOOKINGS, 1, NULL, error);
}

/* A sample is never shared by a desk; this one is for nothing else. */
static void
forget_sample (const char *path)
{
  sqlite3 *database = NULL;

  if (sqlite3_open (path, &database) != SQLITE_OK
      || sqlite3_exec (database, "UPDATE salon_file SET is_sample = 0", NULL, NULL, NULL)
           != SQLITE_OK)
    g_printerr ("%s: %s\n", path, sqlite3_errmsg (database));
  sqlite3_close (database);
}

static gboolean
check_answers (GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    if (salon_answer_get_outcome (answers->pdata[i]) != SALON_OUTCOME_APPLIED)
      return FALSE;
  return TRUE;
}

static gboolean
send_waiting (SalonStore *store, SalonConnection *connection, gint64 now, GError **error)
{
  for (;;)
    {
      g_autoptr (GPtrArray) changes =
        salon_store_list_waiting (store, BATCH_CHANGES, BATCH_BYTES, error);
      g_autoptr (GPtrArray) answers = NULL;
      g_autoptr (SalonChange) changed = NULL;

      if (changes == NULL)
        return FALSE;
      if (changes->len == 0)
        return TRUE;
      answers = salon_push_changes (connection, changes, NULL, error);
      if (answers == NULL)
        return FALSE;
      if (!check_answers (answers))
        {
          g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY,
                               "the shared salon did not take everything");
          return FALSE;
        }
      changed = salon_store_take_answers (store, answers, now, error);
      if (changed == NULL)
        return FALSE;
    }
}

static gboolean
share (const char *path, const char *address, gint64 now, GError **error)
{
  g_autoptr (SalonConnectionSettings) settings =
    salon_connection_settings_from_uri (address, error);
  g_autoptr (SalonConnection) connection = NULL;
  g_autoptr (SalonStore) store = NULL;
  SalonPushGreeting greeting;

  if (settings == NULL)
    return FALSE;
  connection = salon_connection_open (settings, NULL, error);
  store = connection != NULL ? salon_store_open (path, error) : NULL;
  return store != NULL
         && salon_push_greet (connection, salon_store_get_device (store), "tools/dev serve",
                              &greeting, NULL, error)
         && salon_store_share (store, SALON_SHARE_UPLOAD, "postgresql://", now, error)
         && send_waiting (store, connection, now, error);
}

int
main (int n_arguments, char *arguments[])
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;

  if (n_arguments != 3)
    {
      g_printerr ("share-sample FILE ADDRESS\n");
      return 2;
    }
  if (make_sample (arguments[1], now, &error))
    {
      forget_sample (arguments[1]);
      if (share (arguments[1], arguments[2], now, &error))
        return 0;
    }
  g_printerr ("%s: %s\n", arguments[1], error->message);
  return 1;
}
