/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-hours-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"
#include "core/salon-holiday.h"
#include "settings/salon-setting.h"
#include "settings/salon-week-form.h"
#include "settings/salon-weekday-row.h"

#define N_WEEKDAYS 7

struct _SalonHoursPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *week_group;
  AdwSwitchRow *closed_row;
  AdwComboRow *zone_row;
  AdwExpanderRow *year_row;

  SalonSession *session;
  SalonWeekdayRow *rows[N_WEEKDAYS]; /* borrowed; by weekday */
  GPtrArray *holiday_rows;           /* borrowed */
  gboolean is_filling;               /* what is set by us is no edit of hers */
};

G_DEFINE_FINAL_TYPE (SalonHoursPage, salon_hours_page, ADW_TYPE_PREFERENCES_PAGE)

static void
tell (SalonHoursPage *self, const GError *error)
{
  g_autofree char *words = salon_words_for_error (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
closed_chosen_cb (SalonHoursPage *self)
{
  g_autoptr (GError) error = NULL;

  if (self->is_filling)
    return;
  gboolean closed = adw_switch_row_get_active (self->closed_row);
  g_autoptr (SalonChange) change = salon_setting_change_boolean (
    salon_session_get_reader (self->session), "holidays.closed", closed,
    closed ? _ ("Closed on public holidays") : _ ("Open on public holidays"), &error);
  if (error)
    tell (self, error);
  else if (change)
    salon_session_commit (self->session, change);
}

static void
zone_chosen_cb (SalonHoursPage *self)
{
  g_autoptr (GError) error = NULL;

  if (self->is_filling)
    return;
  SalonHolidayZone zone = (SalonHolidayZone) adw_combo_row_get_selected (self->zone_row);
  g_autoptr (SalonChange) change =
    salon_setting_change_text (salon_session_get_reader (self->session), "holidays.zone",
                               salon_holiday_zone_get_id (zone),
                               _ ("Region of the public holidays"), &error);
  if (error)
    tell (self, error);
  else if (change)
    salon_session_commit (self->session, change);
}

static void
add_holiday (SalonHoursPage *self, SalonDay day, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *written = salon_format_day (day, SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *when = salon_format_heading (written);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  adw_expander_row_add_row (self->year_row, row);
  g_ptr_array_add (self->holiday_rows, row);
}

/* The holidays of the year it is, for her to check her region by. */
static void
fill_year (SalonHoursPage *self, SalonHolidayZone zone)
{
  int year, month, day_of_month;
  salon_day_to_ymd (salon_moment_get_day (salon_session_get_now (self->session)), &year, &month,
                    &day_of_month);
  SalonDay end = salon_day_from_ymd (year + 1, 1, 1);

  for (guint i = 0; i < self->holiday_rows->len; i++)
    adw_expander_row_remove (self->year_row, g_ptr_array_index (self->holiday_rows, i));
  g_ptr_array_set_size (self->holiday_rows, 0);
  for (SalonDay day = salon_day_from_ymd (year, 1, 1); day < end; day++)
    {
      const char *name = salon_holiday_get_name (day, zone, salon_format_get_language ());
      if (name)
        add_holiday (self, day, name);
    }

  guint n_days = self->holiday_rows->len;
  /* Translators: %d is a year */
  g_autofree char *title = g_strdup_printf (_ ("Public Holidays in %d"), year);
  g_autofree char *count = g_strdup_printf (ngettext ("%u day", "%u days", n_days), n_days);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->year_row), title);
  adw_expander_row_set_subtitle (self->year_row, count);
}

static void
fill_week (SalonHoursPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
    salon_reader_list_rows (salon_session_get_reader (self->session), "availabilities", &error);

  if (!rows)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_preferences_group_set_description (self->week_group, words);
      return;
    }
  adw_preferences_group_set_description (self->week_group, NULL);
  g_autoptr (SalonWeekForm) form = salon_week_form_new (rows);
  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    salon_weekday_row_fill (self->rows[weekday], form);
}

static void
fill (SalonHoursPage *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  SalonHolidayZone zone = SALON_HOLIDAY_ZONE_METROPOLE;
  g_autofree char *id = salon_setting_dup_text (reader, "holidays.zone");

  if (id)
    salon_holiday_zone_from_id (id, &zone);
  self->is_filling = TRUE;
  adw_switch_row_set_active (self->closed_row,
                             salon_setting_get_boolean (reader, "holidays.closed", TRUE));
  adw_combo_row_set_selected (self->zone_row, zone);
  fill_year (self, zone);
  fill_week (self);
  self->is_filling = FALSE;
}

static void
add_weekdays (SalonHoursPage *self)
{
  int first = salon_format_get_first_weekday ();

  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      int weekday = (first + i) % N_WEEKDAYS;
      GtkWidget *row = salon_weekday_row_new (self->session, weekday);
      adw_preferences_group_add (self->week_group, row);
      self->rows[weekday] = SALON_WEEKDAY_ROW (row);
    }
}

static void
add_zones (SalonHoursPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int zone = 0; zone < SALON_N_HOLIDAY_ZONES; zone++)
    gtk_string_list_append (names, salon_holiday_zone_get_name ((SalonHolidayZone) zone));
  adw_combo_row_set_model (self->zone_row, G_LIST_MODEL (names));
}

static void
salon_hours_page_dispose (GObject *object)
{
  SalonHoursPage *self = SALON_HOURS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_HOURS_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->holiday_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_hours_page_parent_class)->dispose (object);
}

static void
salon_hours_page_class_init (SalonHoursPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_hours_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-hours-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonHoursPage, week_group);
  gtk_widget_class_bind_template_child (widget_class, SalonHoursPage, closed_row);
  gtk_widget_class_bind_template_child (widget_class, SalonHoursPage, zone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonHoursPage, year_row);
  gtk_widget_class_bind_template_callback (widget_class, closed_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, zone_chosen_cb);
}

static void
salon_hours_page_init (SalonHoursPage *self)
{
  self->holiday_rows = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwPreferencesPage *
salon_hours_page_new (SalonSession *session)
{
  SalonHoursPage *self = g_object_new (SALON_TYPE_HOURS_PAGE, NULL);

  self->session = g_object_ref (session);
  add_zones (self);
  add_weekdays (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
