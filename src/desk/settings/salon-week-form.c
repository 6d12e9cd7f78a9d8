/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-week-form.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "store/salon-id.h"

#define N_WEEKDAYS 7
#define USUAL_START (9 * 60)
#define USUAL_END (19 * 60)
#define LUNCH_START (12 * 60)
#define LUNCH_END (13 * 60)
/* A window that is cut keeps an hour on either side of the break. */
#define SHORTEST_HALF 60

struct _SalonWeekForm
{
  GPtrArray *days[N_WEEKDAYS]; /* of JsonObject, by start */
};

static int
read_minute (JsonObject *row, const char *column)
{
  int minute = 0;

  /* Rows are checked before they come into the store: the form is certain. */
  if (!salon_minute_parse (json_object_get_string_member (row, column), &minute, NULL))
    g_return_val_if_reached (0);
  return minute;
}

static SalonRange
read_window (JsonObject *row)
{
  return salon_range (read_minute (row, "start_time"), read_minute (row, "end_time"));
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  SalonRange first = read_window (*(JsonObject *const *) a);
  SalonRange second = read_window (*(JsonObject *const *) b);

  return first.start < second.start ? -1 : first.start > second.start;
}

static gboolean
is_of_the_salon (JsonObject *row)
{
  return !json_object_has_member (row, "staff_id") || json_object_get_null_member (row, "staff_id");
}

SalonWeekForm *
salon_week_form_new (GPtrArray *rows)
{
  SalonWeekForm *self = g_new0 (SalonWeekForm, 1);

  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    self->days[weekday] = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);
      gint64 weekday = json_object_get_int_member (row, "day_of_week");

      if (weekday >= 0 && weekday < N_WEEKDAYS && is_of_the_salon (row))
        g_ptr_array_add (self->days[weekday], json_object_ref (row));
    }
  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    g_ptr_array_sort (self->days[weekday], compare_rows);
  return self;
}

void
salon_week_form_free (SalonWeekForm *self)
{
  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    g_ptr_array_unref (self->days[weekday]);
  g_free (self);
}

gboolean
salon_week_form_is_open (SalonWeekForm *self, int weekday)
{
  for (guint i = 0; i < self->days[weekday]->len; i++)
    if (json_object_get_boolean_member (self->days[weekday]->pdata[i], "is_active"))
      return TRUE;
  return FALSE;
}

/* The rows on screen: the active ones of an open day, all of a closed one. */
static GPtrArray *
list_shown_rows (SalonWeekForm *self, int weekday)
{
  gboolean is_open = salon_week_form_is_open (self, weekday);
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < self->days[weekday]->len; i++)
    {
      JsonObject *row = g_ptr_array_index (self->days[weekday], i);
      if (json_object_get_boolean_member (row, "is_active") == is_open)
        g_ptr_array_add (shown, json_object_ref (row));
    }
  return shown;
}

GArray *
salon_week_form_dup_windows (SalonWeekForm *self, int weekday)
{
  g_return_val_if_fail (weekday >= 0 && weekday < N_WEEKDAYS, NULL);
  g_autoptr (GPtrArray) rows = list_shown_rows (self, weekday);
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  for (guint i = 0; i < rows->len; i++)
    {
      SalonRange window = read_window (g_ptr_array_index (rows, i));
      g_array_append_val (windows, window);
    }
  return windows;
}

GArray *
salon_week_form_suggest_windows (SalonWeekForm *self)
{
  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    if (salon_week_form_is_open (self, weekday))
      return salon_week_form_dup_windows (self, weekday);

  GArray *windows = g_array_new (FALSE, FALSE, sizeof (SalonRange));
  SalonRange usual = salon_range (USUAL_START, USUAL_END);
  g_array_append_val (windows, usual);
  return windows;
}

const char *
salon_week_form_check (GArray *windows)
{
  for (guint i = 0; i < windows->len; i++)
    {
      SalonRange window = g_array_index (windows, SalonRange, i);

      if (window.start < 0 || window.end > SALON_DAY_MINUTES)
        return _ ("A time lies between 0:00 and 24:00.");
      if (salon_range_is_empty (window))
        return _ ("The end must be later than the start.");
      for (guint j = 0; j < i; j++)
        if (salon_range_overlaps (window, g_array_index (windows, SalonRange, j)))
          return _ ("Two of these hours overlap. Let one end before the next begins.");
    }
  return NULL;
}

static void
cut_window (GArray *windows, guint index)
{
  SalonRange *window = &g_array_index (windows, SalonRange, index);
  SalonRange pause = salon_range (LUNCH_START, LUNCH_END);

  if (window->start + SHORTEST_HALF > pause.start || window->end - SHORTEST_HALF < pause.end)
    {
      /* Not around noon: an hour in the middle, on the quarter. */
      SalonMoment middle = (window->start + window->end) / 2 / 15 * 15;
      pause = salon_range (middle - 30, middle + 30);
    }

  SalonRange second = salon_range (pause.end, window->end);
  window->end = pause.start;
  g_array_insert_val (windows, index + 1, second);
}

GArray *
salon_week_form_add_break (GArray *windows)
{
  GArray *result = g_array_copy (windows);
  SalonRange longest = { 0 };
  guint index = 0;

  for (guint i = 0; i < result->len; i++)
    {
      SalonRange window = g_array_index (result, SalonRange, i);
      if (window.end - window.start > longest.end - longest.start)
        {
          longest = window;
          index = i;
        }
    }
  if (longest.end - longest.start >= 2 * SHORTEST_HALF + 60)
    {
      cut_window (result, index);
      return result;
    }

  SalonMoment last =
    result->len > 0 ? g_array_index (result, SalonRange, result->len - 1).end : USUAL_START - 60;
  SalonRange added = salon_range (last + 60, last + 120);
  if (added.end <= SALON_DAY_MINUTES)
    g_array_append_val (result, added);
  return result;
}

static JsonObject *
make_row (const char *id, int weekday, SalonRange window, gboolean is_active)
{
  g_autofree char *start = salon_minute_format_sql ((int) window.start);
  g_autofree char *end = salon_minute_format_sql ((int) window.end);
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", start);
  json_object_set_string_member (row, "end_time", end);
  json_object_set_boolean_member (row, "is_active", is_active);
  json_object_set_null_member (row, "staff_id");
  return row;
}

/* The rows are taken one after the other: the first window keeps the first row, and so on; what is
 * over is made or deleted. An open day's forgotten, inactive rows stay as they are. */
static void
add_day (SalonWeekForm *self,
         SalonChangeBuilder *builder,
         int weekday,
         gboolean is_open,
         GArray *windows)
{
  g_autoptr (GPtrArray) rows = list_shown_rows (self, weekday);

  for (guint i = 0; i < windows->len; i++)
    {
      SalonRange window = g_array_index (windows, SalonRange, i);
      JsonObject *before = i < rows->len ? g_ptr_array_index (rows, i) : NULL;
      g_autofree char *id =
        before ? g_strdup (json_object_get_string_member (before, "id")) : salon_id_new ();
      g_autoptr (JsonObject) after = make_row (id, weekday, window, is_open);

      if (before)
        salon_change_builder_update (builder, "availabilities", before, after);
      else
        salon_change_builder_insert (builder, "availabilities", after);
    }
  for (guint i = windows->len; i < rows->len; i++)
    salon_change_builder_delete (builder, "availabilities", g_ptr_array_index (rows, i));
}

SalonChange *
salon_week_form_change_day (SalonWeekForm *self, int weekday, gboolean is_open, GArray *windows)
{
  g_return_val_if_fail (weekday >= 0 && weekday < N_WEEKDAYS, NULL);
  g_return_val_if_fail (salon_week_form_check (windows) == NULL, NULL);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  add_day (self, builder, weekday, is_open, windows);
  if (salon_change_builder_is_empty (builder))
    return NULL;
  /* Translators: %s is a weekday, "Opening hours on Monday" */
  g_autofree char *label =
    g_strdup_printf (_ ("Opening hours on %s"), salon_format_get_weekday (weekday));
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_week_form_copy_day (SalonWeekForm *self, int weekday, guint days)
{
  g_return_val_if_fail (weekday >= 0 && weekday < N_WEEKDAYS, NULL);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GArray) windows = salon_week_form_dup_windows (self, weekday);
  gboolean is_open = salon_week_form_is_open (self, weekday);

  for (int other = 0; other < N_WEEKDAYS; other++)
    if (other != weekday && (days & (1u << other)))
      add_day (self, builder, other, is_open, windows);
  if (salon_change_builder_is_empty (builder))
    return NULL;
  /* Translators: %s is a weekday; its opening hours are given to other days */
  g_autofree char *label =
    g_strdup_printf (_ ("Copy the opening hours of %s"), salon_format_get_weekday (weekday));
  return salon_change_builder_end (builder, label);
}

char *
salon_week_form_describe (GArray *windows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < windows->len; i++)
    {
      SalonRange window = g_array_index (windows, SalonRange, i);
      g_autofree char *start = salon_format_minute ((int) window.start);
      g_autofree char *end = salon_format_minute ((int) window.end);

      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append_printf (text, "%s – %s", start, end);
    }
  return g_string_free (text, FALSE);
}
