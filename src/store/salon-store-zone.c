/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock on the salon's wall, for rules that ask which day it is there. */
#include "salon-store-private.h"

GTimeZone *
salon_store_read_zone (SalonStore *store, GError **error)
{
  static const char *sql = "SELECT (\n"
                           "  SELECT CASE json_type (value)\n"
                           "    WHEN 'text' THEN json_extract (value, '$')\n"
                           "  END\n"
                           "  FROM salon_settings\n"
                           "  WHERE key = 'salon.zone'\n"
                           ")";
  g_autoptr (SalonStatement) zone = salon_store_prepare (store, sql, error);
  GTimeZone *found = NULL;
  const char *name = NULL;
  gboolean row = FALSE;

  if (zone == NULL || !salon_sqlite_step (zone, &row, error))
    return NULL;
  name = salon_statement_get_text (zone, 0);
  found = g_time_zone_new_identifier (name != NULL ? name : "Europe/Paris");
  return found != NULL ? found : g_time_zone_new_utc ();
}
