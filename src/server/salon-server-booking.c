/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-booking.h"

#define N_ALTERNATIVES 5
#define ALTERNATIVE_DAYS 14

static SalonSlotQuery
make_query (const SalonServerCalendar *calendar,
            const SalonServerOffer *offer,
            GPtrArray *bookings,
            const char *staff_id,
            gint64 now_us)
{
  return (SalonSlotQuery) {
    .hours = calendar->hours,
    .bookings = bookings,
    .staff_id = staff_id,
    .duration_minutes = offer->duration_minutes,
    .buffer_before_minutes = offer->buffer_before_minutes,
    .buffer_minutes = offer->buffer_minutes,
    .step_minutes = calendar->step_minutes,
    .instant = now_us / G_USEC_PER_SEC,
    .now = salon_server_calendar_get_first (calendar, now_us),
  };
}

static gboolean
is_among (GArray *starts, SalonMoment start)
{
  for (guint i = 0; i < starts->len; i++)
    if (g_array_index (starts, SalonMoment, i) == start)
      return TRUE;
  return FALSE;
}

static const char *
name_state (SalonSlotState state)
{
  switch (state)
    {
    case SALON_SLOT_TAKEN:
      return "taken";
    case SALON_SLOT_CLOSED:
    case SALON_SLOT_TOO_LONG:
      return "closed";
    case SALON_SLOT_PAST:
      return "too_soon";
    case SALON_SLOT_FREE:
      break;
    }
  return "not_offered";
}

/* Is it a time of the day that is offered when nobody has booked? For that nothing has to be read. */
static gboolean
is_offered (const SalonServerCalendar *calendar,
            const SalonServerOffer *offer,
            SalonMoment start,
            gint64 now_us)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  SalonSlotQuery query = make_query (calendar, offer, nothing, NULL, now_us);
  g_autoptr (GArray) starts = salon_slot_list_free (&query, salon_moment_get_day (start));

  return is_among (starts, start);
}

const char *
salon_server_booking_explain (SalonServerContext *context,
                              const SalonServerCalendar *calendar,
                              const SalonServerOffer *offer,
                              SalonMoment start,
                              GPtrArray **staff,
                              GError **error)
{
  gint64 now_us = salon_server_context_get_now (context);
  SalonDay day = salon_moment_get_day (start);
  g_autoptr (GPtrArray) bookings = NULL;
  const char *code = "too_far";

  *staff = g_ptr_array_new ();
  if (day > salon_server_calendar_get_last_day (calendar, now_us))
    return code;
  /* Whether it is taken the database says, to whoever tries to have it. */
  if (is_offered (calendar, offer, start, now_us))
    {
      g_ptr_array_extend (*staff, calendar->staff, NULL, NULL);
      return NULL;
    }
  bookings = salon_server_calendar_read_bookings (context, day, day, error);
  if (bookings == NULL)
    return "failed";
  for (guint i = 0; i < calendar->staff->len; i++)
    {
      SalonSlotQuery query =
        make_query (calendar, offer, bookings, calendar->staff->pdata[i], now_us);
      g_autoptr (GArray) starts = salon_slot_list_free (&query, day);

      if (is_among (starts, start))
        g_ptr_array_add (*staff, calendar->staff->pdata[i]);
      else
        code = name_state (salon_slot_explain (&query, start).state);
    }
  return (*staff)->len > 0 ? NULL : code;
}

static int
compare_distance (gconstpointer a, gconstpointer b, gpointer wish)
{
  SalonMoment first = *(const SalonMoment *) a, second = *(const SalonMoment *) b;
  SalonMoment from = *(const SalonMoment *) wish;
  gint64 near = ABS (first - from), far = ABS (second - from);

  return near != far ? (near > far) - (near < far) : (first > second) - (first < second);
}

GArray *
salon_server_booking_list_free (const SalonServerCalendar *calendar,
                                GPtrArray *bookings,
                                const SalonServerOffer *offer,
                                SalonDay day,
                                gint64 now_us)
{
  gboolean is_free[SALON_DAY_MINUTES] = { FALSE };
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < calendar->staff->len; i++)
    {
      SalonSlotQuery query =
        make_query (calendar, offer, bookings, calendar->staff->pdata[i], now_us);
      g_autoptr (GArray) starts = salon_slot_list_free (&query, day);

      for (guint j = 0; j < starts->len; j++)
        is_free[salon_moment_get_minute (g_array_index (starts, SalonMoment, j))] = TRUE;
    }
  for (int minute = 0; minute < SALON_DAY_MINUTES; minute++)
    if (is_free[minute])
      g_array_append_val (minutes, minute);
  return minutes;
}

GArray *
salon_server_booking_list_nearest (SalonServerContext *context,
                                   const SalonServerCalendar *calendar,
                                   const SalonServerOffer *offer,
                                   SalonMoment wish,
                                   GError **error)
{
  gint64 now_us = salon_server_context_get_now (context);
  SalonMoment first = salon_server_calendar_get_first (calendar, now_us);
  SalonDay last_day = salon_server_calendar_get_last_day (calendar, now_us), day;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  g_autoptr (GPtrArray) bookings = NULL;

  wish = CLAMP (wish, first, MAX (first, salon_moment (last_day, SALON_DAY_MINUTES - 1)));
  day = salon_moment_get_day (wish);
  bookings = salon_server_calendar_read_bookings (context, day - ALTERNATIVE_DAYS,
                                                  day + ALTERNATIVE_DAYS, error);
  if (bookings == NULL)
    return NULL;
  for (guint i = 0; i < calendar->staff->len; i++)
    {
      SalonSlotQuery query =
        make_query (calendar, offer, bookings, calendar->staff->pdata[i], now_us);
      g_autoptr (GArray) starts =
        salon_slot_list_nearest (&query, wish, ALTERNATIVE_DAYS, N_ALTERNATIVES);

      for (guint j = 0; j < starts->len; j++)
        {
          SalonMoment start = g_array_index (starts, SalonMoment, j);

          if (!is_among (found, start) && salon_moment_get_day (start) <= last_day)
            g_array_append_val (found, start);
        }
    }
  g_array_sort_with_data (found, compare_distance, &wish);
  g_array_set_size (found, MIN (found->len, N_ALTERNATIVES));
  return g_steal_pointer (&found);
}

static const char *
say_why (const char *code)
{
  static const char *const words[][2] = {
    { "taken", "This time has just been taken." },
    { "closed", "The salon is closed then." },
    { "too_soon", "This time is too soon." },
    { "too_far", "This time is too far ahead." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], code))
      return words[i][1];
  return "This time is not offered.";
}

SalonServerResponse *
salon_server_booking_refuse (SalonServerContext *context,
                             const SalonServerCalendar *calendar,
                             const SalonServerOffer *offer,
                             SalonMoment start,
                             const char *code,
                             GError **error)
{
  g_autoptr (GArray) nearest =
    salon_server_booking_list_nearest (context, calendar, offer, start, error);
  yyjson_mut_doc *doc;
  yyjson_mut_val *root, *alternatives;

  if (nearest == NULL)
    return NULL;
  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_BOOKINGS_REFUSED, 1);
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  alternatives = yyjson_mut_obj_add_arr (doc, root, "alternatives");
  for (guint i = 0; i < nearest->len; i++)
    {
      SalonMoment moment = g_array_index (nearest, SalonMoment, i);
      g_autofree char *date = salon_day_format (salon_moment_get_day (moment));
      g_autofree char *time = salon_minute_format (salon_moment_get_minute (moment));
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, alternatives);

      yyjson_mut_obj_add_strcpy (doc, one, "booking_date", date);
      yyjson_mut_obj_add_strcpy (doc, one, "booking_time", time);
    }
  return salon_server_response_new_problem_with (409, code, say_why (code), doc);
}
