/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are sent in groups that make sense only together: a booking with its lines, a card with its
 * movements. Groups go out parents first, and as many in one change as fit; but one that could be
 * refused alone is a change by itself, so that it takes nothing else with it.
 */
#include "salon-upload.h"

#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

/* A change is full then: with the last group it has hardly ever more than 200. */
#define FULL_CHANGE_ROWS 180

/* Two active bookings at one time: the shared salon takes only one of them. */
#define OVERLAPS                                                                                   \
  "status IN ('pending', 'confirmed', 'arrived', 'completed')\n"                                   \
  "AND EXISTS (\n"                                                                                 \
  "  SELECT 1\n"                                                                                   \
  "  FROM bookings AS o\n"                                                                         \
  "  WHERE o.staff_id = bookings.staff_id\n"                                                       \
  "    AND o.start_minute > bookings.start_minute - 1920\n"                                        \
  "    AND o.start_minute < bookings.end_minute + 240\n"                                           \
  "    AND o.start_minute - o.buffer_before_minutes < bookings.end_minute\n"                       \
  "    AND o.end_minute > bookings.start_minute - bookings.buffer_before_minutes\n"                \
  "    AND o.status IN ('pending', 'confirmed', 'arrived', 'completed')\n"                         \
  "    AND o.id <> bookings.id\n"                                                                  \
  ")"

/* In the order in which they are sent. */
typedef struct
{
  const char *table;
  const char *name;    /* the column whose value tells the owner which row it is */
  const char *alone;   /* SQL: is this row to be sent by itself? */
  const char *order;   /* SQL: rows that others of the table point at come first */
  const char *child;   /* nullable: the table of the rows that belong to it … */
  const char *pointer; /* … and the column by which */
  const char *part;    /* SQL: is this row sent also when it is a part that is uploaded? */
} Root;

static const Root roots[] = {
  /* The first one is everywhere. */
  { "staff", "name", "FALSE", "position", NULL, NULL,
    "EXISTS (SELECT 1 FROM bookings WHERE staff_id = staff.id)" },
  { "services", "name", "FALSE", "position", NULL, NULL, "TRUE" },
  { "clients", "name", "FALSE", "merged_into IS NOT NULL, created_at", NULL, NULL, "TRUE" },
  { "bookings", "client_name", OVERLAPS, "start_minute", "booking_services", "booking_id", "TRUE" },
  { "waiting_list", "client_name", "FALSE", "created_at", NULL, NULL, "TRUE" },
  { "availabilities", "start_time", "FALSE", "day_of_week", NULL, NULL, "FALSE" },
  { "opening_exceptions", "from_date", "FALSE", "from_date", NULL, NULL, "FALSE" },
  { "blocked_dates", "date", "FALSE", "date", NULL, NULL, "FALSE" },
  { "gift_cards", "code", "FALSE", "purchase_date", "gift_card_movements", "card_id", "TRUE" },
  { "payments", "created_at", "FALSE", "reverses IS NOT NULL, created_at", NULL, NULL, "TRUE" },
  { "web_visits", "day", "FALSE", "day", NULL, NULL, "FALSE" },
  { "notifications", "recipient", "FALSE", "id", NULL, NULL, "TRUE" },
  { "salon_settings", "key", "FALSE", "key", NULL, NULL, "FALSE" },
};

typedef struct
{
  SalonStore *store;
  SalonUploadKind kind;
  gint64 now;
  SalonChangeBuilder *builder;
  char *label; /* of the change that is being built: the name of its first row */
} Uploader;

static gboolean
queue_change (Uploader *self, SalonChange *change, GError **error)
{
  g_autoptr (SalonChange) numbered = salon_store_number (self->store, change, self->now, error);
  g_autofree char *json = NULL;

  if (numbered == NULL)
    return FALSE;
  json = salon_change_to_json (numbered);
  return salon_waiting_add (self->store, numbered, json, error);
}

static gboolean
flush (Uploader *self, GError **error)
{
  g_autoptr (SalonChange) change = NULL;

  if (salon_change_builder_is_empty (self->builder))
    return TRUE;
  change = salon_change_builder_end (self->builder, self->label);
  return queue_change (self, change, error);
}

/* Nobody there holds it yet. Rows come in the order in which they were made: what takes back another
 * comes after it. */
static gboolean
add_row (Uploader *self, const SalonTable *table, JsonObject *row, GError **error)
{
  salon_change_builder_insert (self->builder, table->name, row);
  return salon_waiting_set_base (
    self->store, table, json_object_get_string_member (row, table->key), NULL, FALSE, error);
}

static gboolean
add_children (Uploader *self, const Root *root, const char *id, GError **error)
{
  const SalonTable *table = salon_schema_find_table (root->child);
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ?1 ORDER BY rowid", columns,
                                          table->name, root->pointer);
  g_autoptr (SalonStatement) rows = salon_store_prepare (self->store, sql, error);
  gboolean found = FALSE;

  if (rows == NULL)
    return FALSE;
  salon_statement_bind_text (rows, 1, id);
  if (!salon_sqlite_step (rows, &found, error))
    return FALSE;
  while (found)
    {
      g_autoptr (JsonObject) row = salon_row_read (table, rows, error);

      if (row == NULL || !add_row (self, table, row, error)
          || !salon_sqlite_step (rows, &found, error))
        return FALSE;
    }
  return TRUE;
}

/* The row that @rows stands on; behind its columns, whether it is to be sent by itself. */
static gboolean
add_group (Uploader *self,
           const Root *root,
           const SalonTable *table,
           SalonStatement *rows,
           GError **error)
{
  g_autoptr (JsonObject) row = salon_row_read (table, rows, error);
  gboolean is_alone = sqlite3_column_int (rows, (int) table->n_columns) != 0;

  if (row == NULL || (is_alone && !flush (self, error)))
    return FALSE;
  if (salon_change_builder_is_empty (self->builder))
    g_set_str (&self->label, json_object_get_string_member (row, root->name));
  if (!add_row (self, table, row, error)
      || (root->child != NULL
          && !add_children (self, root, json_object_get_string_member (row, table->key), error)))
    return FALSE;
  if (is_alone || self->kind == SALON_UPLOAD_PARTS
      || salon_change_builder_count (self->builder) >= FULL_CHANGE_ROWS)
    return flush (self, error);
  return TRUE;
}

static gboolean
queue_root (Uploader *self, const Root *root, GError **error)
{
  const SalonTable *table = salon_schema_find_table (root->table);
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s, %s\nFROM %s\nWHERE %s <> '%s'\n  AND %s\nORDER BY %s", columns,
                     root->alone, table->name, table->key, SALON_FIRST_STAFF_ID,
                     self->kind == SALON_UPLOAD_PARTS ? root->part : "TRUE", root->order);
  g_autoptr (SalonStatement) rows = salon_store_prepare (self->store, sql, error);
  gboolean found = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &found, error))
    return FALSE;
  while (found)
    {
      if (!add_group (self, root, table, rows, error) || !salon_sqlite_step (rows, &found, error))
        return FALSE;
    }
  return flush (self, error);
}

/* The one member of staff that every salon begins with, there too. */
static JsonObject *
make_first_staff (void)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", SALON_FIRST_STAFF_ID);
  json_object_set_string_member (row, "name", "Salon");
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_int_member (row, "position", 0);
  return row;
}

static gboolean
queue_first_staff (Uploader *self, GError **error)
{
  const SalonTable *staff = salon_schema_find_table ("staff");
  g_autoptr (JsonObject) there = make_first_staff ();
  g_autoptr (JsonObject) here = NULL;

  if (!salon_row_find (self->store, staff, SALON_FIRST_STAFF_ID, &here, error))
    return FALSE;
  if (here == NULL || !salon_change_builder_update (self->builder, "staff", there, here))
    return TRUE;
  g_set_str (&self->label, json_object_get_string_member (here, "name"));
  return salon_waiting_set_base (self->store, staff, SALON_FIRST_STAFF_ID, there, FALSE, error)
         && flush (self, error);
}

/* Only the shared salon says that a booking may overlap; what it takes of these is up to it. */
static gboolean
clear_double_booked (SalonStore *store, GError **error)
{
  return salon_sqlite_execute (salon_store_get_database (store),
                               "UPDATE bookings SET double_booked = 0 WHERE double_booked = 1",
                               error);
}

static gboolean
queue_all (Uploader *self, GError **error)
{
  if (!clear_double_booked (self->store, error)
      || (self->kind == SALON_UPLOAD_WHOLE && !queue_first_staff (self, error)))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (roots); i++)
    if (!queue_root (self, &roots[i], error))
      return FALSE;
  return TRUE;
}

gboolean
salon_upload_queue (SalonStore *store, SalonUploadKind kind, gint64 now, GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  Uploader uploader = { store, kind, now, builder, NULL };
  gboolean done = queue_all (&uploader, error);

  g_free (uploader.label);
  return done;
}
