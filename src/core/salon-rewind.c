/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rewind.h"

#include "salon-json.h"

#define LINES "booking_services"

static const struct
{
  const char *table;
  const char *column;
} staying[] = {
  { "clients", "merged_into" },      { "clients", "anonymised_at" },
  { "bookings", "payment_status" },  { "bookings", "payment_amount" },
  { "bookings", "payment_method" },  { "bookings", "double_booked" },
  { "bookings", "hold_expires_at" },
};

gboolean
salon_rewind_goes_back (const char *table, const char *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (staying); i++)
    if (g_str_equal (staying[i].table, table) && g_str_equal (staying[i].column, column))
      return FALSE;
  return TRUE;
}

static gboolean
is_line_of (JsonObject *row, const char *booking_id)
{
  return row != NULL
         && g_strcmp0 (json_object_get_string_member_with_default (row, "booking_id", NULL),
                       booking_id)
              == 0;
}

gboolean
salon_rewind_is_within (const SalonRewindScope *scope,
                        const SalonEdit *edit,
                        SalonRewindFindFunc find,
                        gpointer data)
{
  g_autoptr (JsonObject) line = NULL;

  if (g_str_equal (edit->table->name, scope->table))
    return scope->id == NULL || g_str_equal (edit->id, scope->id);
  if (scope->id == NULL || !g_str_equal (scope->table, "bookings")
      || !g_str_equal (edit->table->name, LINES))
    return FALSE;
  if (edit->op != SALON_EDIT_UPDATE)
    return is_line_of (edit->op == SALON_EDIT_INSERT ? edit->set : edit->was, scope->id);
  line = find (LINES, edit->id, data);
  return is_line_of (line, scope->id);
}

/* One row on its way back */

typedef struct
{
  const SalonTable *table;
  const char *id; /* borrowed from an edit */
  JsonObject *now;
  JsonObject *then;
  gboolean is_whole; /* nothing of `then` is missing */
} Row;

static void
row_free (Row *row)
{
  g_clear_pointer (&row->now, json_object_unref);
  g_clear_pointer (&row->then, json_object_unref);
  g_free (row);
}

static void
lay (JsonObject *row, JsonObject *fields)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (row, name, salon_json_copy (value));
}

static JsonObject *
make_whole (const SalonEdit *edit, JsonObject *fields)
{
  JsonObject *row = salon_json_copy_object (fields);

  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

static void
drop (Row *row)
{
  g_clear_pointer (&row->then, json_object_unref);
  row->is_whole = TRUE;
}

static void
replace (Row *row, JsonObject *then)
{
  g_clear_pointer (&row->then, json_object_unref);
  row->then = then;
  row->is_whole = TRUE;
}

/* A step back over @edit. */
static void
step_back (Row *row, const SalonEdit *edit)
{
  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      drop (row);
      return;
    case SALON_EDIT_DELETE:
      replace (row, make_whole (edit, edit->was));
      return;
    case SALON_EDIT_UPDATE:
      if (row->then != NULL)
        lay (row->then, edit->was);
      return;
    }
}

/* What @edit, of the moment or before it, says that the row became. */
static void
step_forward (Row *row, const SalonEdit *edit)
{
  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      if (row->then != NULL)
        lay (row->then, edit->set);
      else
        replace (row, make_whole (edit, edit->set));
      return;
    case SALON_EDIT_DELETE:
      drop (row);
      return;
    case SALON_EDIT_UPDATE:
      if (row->then != NULL)
        lay (row->then, edit->set);
      else
        row->is_whole = FALSE;
      return;
    }
}

static gboolean
is_of (const Row *row, const SalonEdit *edit)
{
  return edit->table == row->table && g_str_equal (edit->id, row->id);
}

static void
walk (Row *row, GPtrArray *changes, guint index)
{
  for (guint i = 0; i < index; i++)
    {
      const SalonChange *change = g_ptr_array_index (changes, i);

      for (gsize n = salon_change_get_n_edits (change); n > 0; n--)
        if (is_of (row, salon_change_get_edit (change, n - 1)))
          step_back (row, salon_change_get_edit (change, n - 1));
    }
  for (guint i = changes->len; i > index; i--)
    {
      const SalonChange *change = g_ptr_array_index (changes, i - 1);

      for (gsize n = 0; n < salon_change_get_n_edits (change); n++)
        if (is_of (row, salon_change_get_edit (change, n)))
          step_forward (row, salon_change_get_edit (change, n));
    }
}

static void
keep_what_stays (Row *row)
{
  for (gsize i = 0; row->now != NULL && row->then != NULL && i < row->table->n_columns; i++)
    {
      const char *column = row->table->columns[i].name;

      if (!salon_rewind_goes_back (row->table->name, column)
          && json_object_has_member (row->now, column))
        json_object_set_member (row->then, column,
                                salon_json_copy (json_object_get_member (row->now, column)));
    }
}

static void
add_row (Row *row, SalonChangeBuilder *builder)
{
  if (row->now != NULL && row->then != NULL)
    salon_change_builder_update (builder, row->table->name, row->now, row->then);
  else if (row->now != NULL)
    salon_change_builder_delete (builder, row->table->name, row->now);
  else if (row->then != NULL)
    salon_change_builder_insert (builder, row->table->name, row->then);
}

/* All rows */

static Row *
row_new (const SalonEdit *edit, SalonRewindFindFunc find, gpointer data)
{
  Row *row = g_new0 (Row, 1);

  row->table = edit->table;
  row->id = edit->id;
  row->now = find (edit->table->name, edit->id, data);
  row->then = row->now != NULL ? salon_json_copy_object (row->now) : NULL;
  row->is_whole = TRUE;
  return row;
}

static gboolean
has_row (GPtrArray *rows, const SalonEdit *edit)
{
  for (guint i = 0; i < rows->len; i++)
    if (is_of (g_ptr_array_index (rows, i), edit))
      return TRUE;
  return FALSE;
}

static GPtrArray *
collect_rows (const SalonRewindScope *scope,
              GPtrArray *changes,
              SalonRewindFindFunc find,
              gpointer data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

  for (guint i = 0; i < changes->len; i++)
    {
      const SalonChange *change = g_ptr_array_index (changes, i);

      for (gsize n = 0; n < salon_change_get_n_edits (change); n++)
        {
          const SalonEdit *edit = salon_change_get_edit (change, n);

          if (!has_row (rows, edit) && salon_rewind_is_within (scope, edit, find, data))
            g_ptr_array_add (rows, row_new (edit, find, data));
        }
    }
  return rows;
}

gboolean
salon_rewind_add (const SalonRewindScope *scope,
                  GPtrArray *changes,
                  guint index,
                  SalonRewindFindFunc find,
                  gpointer data,
                  SalonChangeBuilder *builder)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (scope != NULL && changes != NULL && builder != NULL, FALSE);
  g_return_val_if_fail (index <= changes->len, FALSE);

  rows = collect_rows (scope, changes, find, data);
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      walk (row, changes, index);
      keep_what_stays (row);
      if (!row->is_whole)
        return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    add_row (g_ptr_array_index (rows, i), builder);
  return !salon_change_builder_is_empty (builder);
}
