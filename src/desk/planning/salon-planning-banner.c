/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has become free is read off the change itself: where its bookings were, and what the hours were
 * before. Whoever is in that place now is asked of the free slots, so too much is never offered.
 */
#include "salon-planning-banner.h"

#include <glib/gi18n-lib.h>

#include "core/salon-closing.h"
#include "planning/salon-closing-dialog.h"
#include "planning/salon-waiting-dialog.h"
#include "planning/salon-wish-words.h"

/* As far as hours are compared. */
#define LOOK_AHEAD_DAYS 90

struct _SalonPlanningBanner
{
  AdwBin parent_instance;

  AdwBanner *waiting_banner;
  AdwBanner *closing_banner;

  SalonSession *session;
  SalonOpeningHours *hours; /* as last seen */
  SalonRange freed;         /* that waiting_banner tells of */
  guint source;             /* of the look at the closings */
  gboolean is_looking;
  gboolean is_outdated; /* something changed since the look began */
};

G_DEFINE_FINAL_TYPE (SalonPlanningBanner, salon_planning_banner, ADW_TYPE_BIN)

/* What has become free */

static const char *
get_was (const SalonEdit *edit, JsonObject *now, const char *member)
{
  const char *text = json_object_get_string_member_with_default (edit->was, member, NULL);

  return text != NULL || now == NULL
           ? text
           : json_object_get_string_member_with_default (now, member, NULL);
}

static int
get_minutes (const SalonEdit *edit, JsonObject *now, const char *member)
{
  if (json_object_has_member (edit->was, member))
    return (int) json_object_get_int_member_with_default (edit->was, member, 0);
  return now != NULL ? (int) json_object_get_int_member_with_default (now, member, 0) : 0;
}

/* Where the booking was before the edit; empty when it held no chair. */
static SalonRange
get_place_before (SalonSession *session, const SalonEdit *edit)
{
  g_autoptr (JsonObject) now =
    edit->op == SALON_EDIT_UPDATE
      ? salon_reader_get_row (salon_session_get_reader (session), "bookings", edit->id, NULL)
      : NULL;
  const char *date = get_was (edit, now, "booking_date");
  const char *time = get_was (edit, now, "booking_time");
  const char *wire = get_was (edit, now, "status");
  SalonBookingStatus status = SALON_BOOKING_CANCELLED;
  SalonDay day;
  int minute;
  SalonMoment start;

  if (wire == NULL || !salon_booking_status_from_wire (wire, &status)
      || !salon_booking_status_is_active (status) || date == NULL || time == NULL
      || !salon_day_parse (date, &day, NULL) || !salon_minute_parse (time, &minute, NULL))
    return salon_range (0, 0);
  start = salon_moment (day, minute);
  return salon_range (start - get_minutes (edit, now, "buffer_before_minutes"),
                      start + get_minutes (edit, now, "duration_minutes")
                        + get_minutes (edit, now, "buffer_minutes"));
}

static void
gather_bookings (SalonPlanningBanner *self, SalonChange *change, GArray *freed)
{
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      SalonRange place;

      if (!g_str_equal (edit->table->name, "bookings") || edit->op == SALON_EDIT_INSERT)
        continue;
      place = get_place_before (self->session, edit);
      if (!salon_range_is_empty (place))
        g_array_append_val (freed, place);
    }
}

static void
gather_hours (SalonPlanningBanner *self, GArray *freed)
{
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  g_autoptr (GArray) opened = NULL;

  if (hours == NULL || hours == self->hours)
    return;
  if (self->hours != NULL)
    {
      opened = salon_closing_list_freed (self->hours, hours, today, today + LOOK_AHEAD_DAYS);
      if (opened->len > 0)
        g_array_append_vals (freed, opened->data, opened->len);
    }
  g_set_object (&self->hours, hours);
}

/* The first of what has become free that somebody waits for. */
static void
offer (SalonPlanningBanner *self, GArray *freed)
{
  for (guint i = 0; i < freed->len; i++)
    {
      SalonRange range = g_array_index (freed, SalonRange, i);
      g_autoptr (GArray) matches = salon_waiting_dialog_list_matches (self->session, range);
      g_autofree char *words = NULL;

      if (matches == NULL || matches->len == 0)
        continue;
      words = salon_wish_words_matches (matches);
      self->freed = range;
      adw_banner_set_title (self->waiting_banner, words);
      adw_banner_set_revealed (self->waiting_banner, TRUE);
      gtk_accessible_announce (GTK_ACCESSIBLE (self->waiting_banner), words,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return;
    }
}

/* What was offered may have been taken meanwhile, or nobody may wait for it any more. */
static void
look_again (SalonPlanningBanner *self)
{
  g_autoptr (GArray) matches = NULL;
  g_autofree char *words = NULL;

  if (!adw_banner_get_revealed (self->waiting_banner))
    return;
  matches = salon_waiting_dialog_list_matches (self->session, self->freed);
  if (matches == NULL || matches->len == 0)
    {
      adw_banner_set_revealed (self->waiting_banner, FALSE);
      return;
    }
  words = salon_wish_words_matches (matches);
  adw_banner_set_title (self->waiting_banner, words);
}

static void
waiting_clicked_cb (SalonPlanningBanner *self)
{
  adw_banner_set_revealed (self->waiting_banner, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.waiting-matches", "(xx)", self->freed.start,
                              self->freed.end);
}

/* Bookings in closed time */

typedef struct
{
  SalonOpeningHours *hours;
  SalonMoment now;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_object_unref (look->hours);
  g_free (look);
}

/* In the worker, with a reader of its own: a year of bookings is more than the window may wait for. */
static gpointer
count_in_closed_time (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);
  g_autoptr (GPtrArray) bookings =
    reader != NULL ? salon_closing_dialog_read_bookings (reader, look->hours, look->now, error)
                   : NULL;

  return bookings != NULL ? GUINT_TO_POINTER (bookings->len) : NULL;
}

static void look_at_closings_soon (SalonPlanningBanner *self);

static void
show_closings (SalonPlanningBanner *self, guint n)
{
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u booking lies where the salon is closed",
                               "%u bookings lie where the salon is closed", n),
                     n);

  if (n > 0)
    adw_banner_set_title (self->closing_banner, words);
  adw_banner_set_revealed (self->closing_banner, n > 0);
}

/* A look that failed says nothing: whatever is wrong with the file is told by those who need it. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *place = user_data;
  g_autoptr (SalonPlanningBanner) self = g_weak_ref_get (place);
  g_autoptr (GError) error = NULL;
  gpointer counted = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  g_weak_ref_clear (place);
  g_free (place);
  if (self == NULL || self->session == NULL)
    return;
  self->is_looking = FALSE;
  if (error == NULL)
    show_closings (self, GPOINTER_TO_UINT (counted));
  if (self->is_outdated)
    look_at_closings_soon (self);
}

static gboolean
look_at_closings_cb (gpointer data)
{
  SalonPlanningBanner *self = data;
  Look *look = NULL;
  GWeakRef *place = NULL;

  self->source = 0;
  self->is_outdated = self->is_looking;
  if (self->is_looking || salon_session_get_hours (self->session) == NULL)
    return G_SOURCE_REMOVE;
  self->is_looking = TRUE;
  look = g_new (Look, 1);
  look->hours = g_object_ref (salon_session_get_hours (self->session));
  look->now = salon_session_get_now (self->session);
  place = g_new0 (GWeakRef, 1);
  g_weak_ref_init (place, self);
  salon_worker_run_async (salon_session_get_worker (self->session), count_in_closed_time, look,
                          look_free, NULL, NULL, counted_cb, place);
  return G_SOURCE_REMOVE;
}

/* Not before the first frame, and once for many changes. */
static void
look_at_closings_soon (SalonPlanningBanner *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, look_at_closings_cb, self, NULL);
}

static void
session_changed_cb (SalonPlanningBanner *self, SalonChange *change)
{
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  if (change != NULL && salon_change_touches (change, "bookings", NULL))
    gather_bookings (self, change, freed);
  gather_hours (self, freed);
  look_again (self);
  offer (self, freed);
  if (salon_change_touches (change, "bookings", NULL) || freed->len > 0
      || salon_change_touches (change, "availabilities", NULL)
      || salon_change_touches (change, "opening_exceptions", NULL)
      || salon_change_touches (change, "blocked_dates", NULL)
      || salon_change_touches (change, "salon_settings", NULL))
    look_at_closings_soon (self);
}

void
salon_planning_banner_set_session (SalonPlanningBanner *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_PLANNING_BANNER (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_set_object (&self->hours, salon_session_get_hours (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look_at_closings_soon (self);
}

static void
salon_planning_banner_dispose (GObject *object)
{
  SalonPlanningBanner *self = SALON_PLANNING_BANNER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_PLANNING_BANNER);
  g_clear_object (&self->session);
  g_clear_object (&self->hours);
  G_OBJECT_CLASS (salon_planning_banner_parent_class)->dispose (object);
}

static void
salon_planning_banner_class_init (SalonPlanningBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_planning_banner_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-planning-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonPlanningBanner, waiting_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonPlanningBanner, closing_banner);
  gtk_widget_class_bind_template_callback (widget_class, waiting_clicked_cb);
}

static void
salon_planning_banner_init (SalonPlanningBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
