/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `visits` is the plan. A new rule makes a new one; what the owner mended in the old one is lost with
 * it. Every change in the salon is looked at anew, so a date that somebody else takes meanwhile says so.
 */
#include "salon-repeat-dialog.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-slot-words.h"
#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "common/salon-slot-query.h"
#include "core/salon-series.h"
#include "planning/salon-series-changes.h"
#include "settings/salon-day-row.h"
#include "store/salon-id.h"

#define MAX_OFFERS 12

struct _SalonRepeatDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  AdwPreferencesGroup *rule_group;
  AdwSpinRow *every_row;
  AdwComboRow *unit_row;
  AdwSpinRow *count_row;
  AdwSwitchRow *until_switch;
  SalonDayRow *until_row;
  AdwPreferencesGroup *dates_group;
  GtkLabel *summary_label;

  SalonSession *session;
  SalonBooking *booking;
  GArray *visits;  /* SalonSeriesVisit */
  GPtrArray *rows; /* borrowed; in the order of the visits */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SalonRepeatDialog, salon_repeat_dialog, ADW_TYPE_DIALOG)

/* @bookings: (out): what @query borrows. */
static SalonSlotQuery
make_query (SalonRepeatDialog *self, SalonDay day, GPtrArray **bookings)
{
  g_autoptr (GError) error = NULL;

  *bookings = salon_reader_list_bookings (salon_session_get_reader (self->session), day - 1,
                                          day + 2, SALON_BOOKINGS_WITHOUT_CANCELLED, &error);
  if (*bookings == NULL)
    {
      salon_session_report (self->session, error);
      *bookings = g_ptr_array_new ();
    }
  return salon_slot_query_begin_as (self->session, self->booking, *bookings);
}

/* NULL when the date is free, else why it is not. */
static char *
explain (SalonRepeatDialog *self, guint index)
{
  SalonMoment start = g_array_index (self->visits, SalonSeriesVisit, index).start;
  g_autoptr (GPtrArray) bookings = NULL;
  const SalonSlotQuery query = make_query (self, salon_moment_get_day (start), &bookings);
  SalonSlotVerdict verdict = salon_series_explain (&query, self->booking, self->visits, index);

  if (verdict.state == SALON_SLOT_TAKEN && verdict.booking == NULL)
    return g_strdup (_ ("Another date of this list is there"));
  return salon_slot_words (&verdict, query.hours, start);
}

static void
append_time (GMenu *menu, guint index, SalonMoment start, const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "repeat.set-start", "(ux)", index, start);
  g_menu_append_item (menu, item);
}

/* The free times of the day that are nearest to the one that was wished for, as the clock goes. */
static GMenuModel *
make_menu (SalonRepeatDialog *self, guint index)
{
  SalonMoment start = g_array_index (self->visits, SalonSeriesVisit, index).start;
  g_autoptr (GPtrArray) bookings = NULL;
  const SalonSlotQuery query = make_query (self, salon_moment_get_day (start), &bookings);
  g_autoptr (GArray) offers = salon_slot_list_nearest (&query, start, 0, MAX_OFFERS);
  g_autoptr (GArray) free_starts = salon_slot_list_free (&query, salon_moment_get_day (start));
  g_autoptr (GMenu) times = g_menu_new ();
  g_autoptr (GMenu) days = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < free_starts->len; i++)
    {
      SalonMoment offer = g_array_index (free_starts, SalonMoment, i);
      g_autofree char *label = salon_format_minute (salon_moment_get_minute (offer));
      gboolean is_near = FALSE;

      for (guint j = 0; j < offers->len; j++)
        is_near |= g_array_index (offers, SalonMoment, j) == offer;
      if (is_near)
        append_time (times, index, offer, label);
    }
  append_time (days, index, start - SALON_DAY_MINUTES, _ ("One Day _Earlier"));
  append_time (days, index, start + SALON_DAY_MINUTES, _ ("One Day _Later"));
  g_menu_append_section (menu, free_starts->len > 0 ? _ ("Free That Day") : NULL,
                         G_MENU_MODEL (times));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (days));
  return G_MENU_MODEL (menu);
}

static void show_states (SalonRepeatDialog *self);

static void
included_toggled_cb (SalonRepeatDialog *self, GtkCheckButton *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  if (self->is_filling)
    return;
  g_array_index (self->visits, SalonSeriesVisit, index).is_skipped =
    !gtk_check_button_get_active (button);
  show_states (self);
}

static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  SalonRepeatDialog *self = SALON_REPEAT_DIALOG (data);
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  g_autoptr (GMenuModel) model = make_menu (self, index);

  gtk_menu_button_set_menu_model (button, model);
}

/* A date with its check, its state and its way to another time. */
static GtkWidget *
make_row (SalonRepeatDialog *self, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *other = gtk_menu_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (check), "index", GUINT_TO_POINTER (index));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (included_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (other), "index", GUINT_TO_POINTER (index));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (other), "preferences-system-time-symbolic");
  gtk_widget_set_tooltip_text (other, _ ("Another Time"));
  gtk_widget_set_valign (other, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (other, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (other), create_menu_cb, self, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), other);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

/* Whether the date may be made as it stands. */
static gboolean
show_state (SalonRepeatDialog *self, guint index)
{
  const SalonSeriesVisit *visit = &g_array_index (self->visits, SalonSeriesVisit, index);
  GtkWidget *row = g_ptr_array_index (self->rows, index);
  GtkWidget *check = g_object_get_data (G_OBJECT (row), "check");
  g_autofree char *when = salon_format_moment (visit->start);
  g_autofree char *title = salon_format_heading (when);
  g_autofree char *words = visit->is_skipped ? NULL : explain (self, index);
  /* Translators: a day and time: "Make the booking of Thursday 14 March 14:30" */
  g_autofree char *name = g_strdup_printf (_ ("Make the booking of %s"), when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), visit->is_skipped ? _ ("Left out")
                                                     : words != NULL   ? words
                                                                       : C_ ("slot", "Free"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !visit->is_skipped);
  if (words != NULL)
    gtk_widget_add_css_class (row, "date-to-mend");
  else
    gtk_widget_remove_css_class (row, "date-to-mend");
  return words == NULL;
}

static void
show_states (SalonRepeatDialog *self)
{
  guint n_made = 0;
  guint n_to_mend = 0;
  g_autofree char *summary = NULL;

  self->is_filling = TRUE;
  for (guint i = 0; i < self->visits->len; i++)
    {
      n_made += g_array_index (self->visits, SalonSeriesVisit, i).is_skipped ? 0 : 1;
      n_to_mend += show_state (self, i) ? 0 : 1;
    }
  self->is_filling = FALSE;
  if (n_to_mend > 0)
    summary =
      g_strdup_printf (ngettext ("%u date is not free: choose another time, or leave it out.",
                                 "%u dates are not free: choose other times, or leave "
                                 "them out.",
                                 n_to_mend),
                       n_to_mend);
  else if (n_made > 0)
    summary =
      g_strdup_printf (ngettext ("%u booking will be made.", "%u bookings will be made.", n_made),
                       n_made);
  else
    summary = g_strdup (_ ("No booking will be made."));
  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "repeat.create", n_made > 0 && n_to_mend == 0);
}

static void
make_plan (SalonRepeatDialog *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  gboolean has_end = adw_switch_row_get_active (self->until_switch);
  const SalonSeriesRule rule = {
    .first = fields->day,
    .unit =
      adw_combo_row_get_selected (self->unit_row) == 0 ? SALON_SERIES_WEEKS : SALON_SERIES_MONTHS,
    .every = (int) adw_spin_row_get_value (self->every_row),
    .n_visits = has_end ? SALON_SERIES_MAX_VISITS : (int) adw_spin_row_get_value (self->count_row),
    .until = has_end ? salon_day_row_get_day (self->until_row) : SALON_DAY_NONE,
  };
  g_autoptr (GArray) days = salon_series_list_days (&rule);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->dates_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->visits, 0);
  for (guint i = 0; i < days->len; i++)
    {
      GtkWidget *row = make_row (self, i);

      g_array_append_val (
        self->visits, ((SalonSeriesVisit) {
                        salon_moment (g_array_index (days, SalonDay, i), fields->minute), FALSE }));
      adw_preferences_group_add (self->dates_group, row);
      g_ptr_array_add (self->rows, row);
    }
  show_states (self);
}

static void
rule_changed_cb (SalonRepeatDialog *self)
{
  if (self->booking != NULL && !self->is_filling)
    make_plan (self);
}

static void
salon_changed_cb (SalonRepeatDialog *self)
{
  if (gtk_widget_is_sensitive (GTK_WIDGET (self)))
    show_states (self);
}

static void
set_start_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonRepeatDialog *self = SALON_REPEAT_DIALOG (widget);
  guint index;
  gint64 start;

  g_variant_get (parameter, "(ux)", &index, &start);
  if (index >= self->visits->len)
    return;
  g_array_index (self->visits, SalonSeriesVisit, index) = (SalonSeriesVisit) { start, FALSE };
  show_states (self);
}

static void
create_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonRepeatDialog *self = SALON_REPEAT_DIALOG (widget);
  g_autofree char *series_id = salon_id_new ();
  g_autoptr (SalonChange) change =
    salon_series_changes_create (self->booking, self->visits, series_id,
                                 salon_session_get_instant (self->session));

  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
salon_repeat_dialog_dispose (GObject *object)
{
  SalonRepeatDialog *self = SALON_REPEAT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_REPEAT_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->booking);
  g_clear_pointer (&self->visits, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_repeat_dialog_parent_class)->dispose (object);
}

static void
salon_repeat_dialog_class_init (SalonRepeatDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_repeat_dialog_dispose;
  g_type_ensure (SALON_TYPE_DAY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-repeat-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, rule_group);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, every_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, unit_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, until_switch);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, dates_group);
  gtk_widget_class_bind_template_child (widget_class, SalonRepeatDialog, summary_label);
  gtk_widget_class_bind_template_callback (widget_class, rule_changed_cb);
  gtk_widget_class_install_action (widget_class, "repeat.create", NULL, create_activated_cb);
  gtk_widget_class_install_action (widget_class, "repeat.set-start", "(ux)",
                                   set_start_activated_cb);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "repeat.create",
                              NULL);
}

static void
salon_repeat_dialog_init (SalonRepeatDialog *self)
{
  self->visits = g_array_new (FALSE, FALSE, sizeof (SalonSeriesVisit));
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_repeat_dialog_new (SalonSession *session, SalonBooking *booking)
{
  SalonRepeatDialog *self = NULL;
  const SalonBookingFields *fields = NULL;
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_BOOKING (booking), NULL);

  self = g_object_new (SALON_TYPE_REPEAT_DIALOG, NULL);
  fields = salon_booking_get_fields (booking);
  when = salon_format_moment (salon_booking_get_visit (booking).start);
  words = g_strdup_printf ("%s, %s", fields->client_name, when);
  self->session = g_object_ref (session);
  self->is_filling = TRUE;
  salon_day_row_set_day (self->until_row, salon_day_add_months (fields->day, 6));
  self->is_filling = FALSE;
  self->booking = g_object_ref (booking);
  title = g_markup_escape_text (words, -1);
  adw_preferences_group_set_title (self->rule_group, title);
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_changed_cb), self,
                           G_CONNECT_SWAPPED);
  make_plan (self);
  return ADW_DIALOG (self);
}
