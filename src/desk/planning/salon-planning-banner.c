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

static gboolean
look_at_closings_cb (gpointer data)
{
  SalonPlanningBanner *self = data;
  g_autoptr (GPtrArray) bookings = salon_closing_dialog_list_bookings (self->session, NULL);
  guint n = bookings != NULL ? bookings->len : 0;
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u booking lies where the salon is closed",
                               "%u bookings lie where the salon is closed", n),
                     n);

  self->source = 0;
  if (n > 0)
    adw_banner_set_title (self->closing_banner, words);
  adw_banner_set_revealed (self->closing_banner, n > 0);
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
