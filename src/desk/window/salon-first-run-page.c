/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-first-run-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-holiday.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "window/salon-new-salon.h"

#define N_WEEKDAYS 7
/* The times to choose from, in minutes: from, to, each half an hour. */
#define STEP 30
#define OPENS_FROM (6 * 60)
#define OPENS_TO (16 * 60)
#define CLOSES_FROM (11 * 60)
#define CLOSES_TO (23 * 60)

struct _SalonFirstRunPage
{
  AdwBin parent_instance;

  AdwNavigationView *view;
  AdwEntryRow *name_row;
  AdwEntryRow *address_row;
  AdwEntryRow *phone_row;
  AdwPreferencesGroup *hours_group;
  AdwWrapBox *days_box;
  AdwComboRow *opens_row;
  AdwComboRow *closes_row;
  AdwComboRow *zone_row;
  AdwPreferencesGroup *services_group;
  GtkButton *start_button;

  GtkToggleButton *days[N_WEEKDAYS]; /* borrowed; by weekday */
  GPtrArray *service_rows; /* borrowed; AdwSwitchRow, as salon_new_salon_list_services() */
};

G_DEFINE_FINAL_TYPE (SalonFirstRunPage, salon_first_run_page, ADW_TYPE_BIN)

static char *
dup_text (AdwEntryRow *row)
{
  return salon_text_clean (gtk_editable_get_text (GTK_EDITABLE (row)));
}

static int
get_opens (SalonFirstRunPage *self)
{
  return OPENS_FROM + STEP * (int) adw_combo_row_get_selected (self->opens_row);
}

static int
get_closes (SalonFirstRunPage *self)
{
  return CLOSES_FROM + STEP * (int) adw_combo_row_get_selected (self->closes_row);
}

static void
mark (AdwPreferencesRow *row, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

/* Empty, or a number that can be called. "" for none; NULL for what is no number. */
static char *
dup_phone (SalonFirstRunPage *self)
{
  g_autofree char *clean = dup_text (self->phone_row);
  char *phone = NULL;

  if (*clean == '\0')
    return g_steal_pointer (&clean);
  return salon_phone_parse (clean, &phone, NULL) ? phone : NULL;
}

static void
start_activated_cb (SalonFirstRunPage *self)
{
  adw_navigation_view_push_by_tag (self->view, "start");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

/* What is wrong is said where it is, and keeps her from starting with it. */
static void
changed_cb (SalonFirstRunPage *self)
{
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *phone = dup_phone (self);
  gboolean is_reversed = get_opens (self) >= get_closes (self);

  mark (ADW_PREFERENCES_ROW (self->phone_row), phone == NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->phone_row),
                                 phone != NULL ? _ ("Phone")
                                               : _ ("Write the phone number like 01 23 45 67 89."));
  mark (ADW_PREFERENCES_ROW (self->closes_row), is_reversed);
  adw_preferences_group_set_description (
    self->hours_group, is_reversed ? _ ("The salon has to close after it opens.") : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button),
                            *name != '\0' && phone != NULL && !is_reversed);
}

static guint32
get_days (SalonFirstRunPage *self)
{
  guint32 days = 0;

  for (int weekday = 0; weekday < N_WEEKDAYS; weekday++)
    if (gtk_toggle_button_get_active (self->days[weekday]))
      days |= 1u << weekday;
  return days;
}

static GVariant *
list_services (SalonFirstRunPage *self)
{
  GVariantBuilder chosen = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("au"));

  for (guint i = 0; i < self->service_rows->len; i++)
    if (adw_switch_row_get_active (g_ptr_array_index (self->service_rows, i)))
      g_variant_builder_add (&chosen, "u", i);
  return g_variant_builder_end (&chosen);
}

static GVariant *
build_plan (SalonFirstRunPage *self)
{
  GVariantBuilder plan = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  SalonHolidayZone zone = (SalonHolidayZone) adw_combo_row_get_selected (self->zone_row);
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *address = dup_text (self->address_row);
  g_autofree char *phone = dup_phone (self);

  g_variant_builder_add (&plan, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (&plan, "{sv}", "address", g_variant_new_string (address));
  g_variant_builder_add (&plan, "{sv}", "phone", g_variant_new_string (phone));
  g_variant_builder_add (&plan, "{sv}", "zone",
                         g_variant_new_string (salon_holiday_zone_get_id (zone)));
  g_variant_builder_add (&plan, "{sv}", "days", g_variant_new_uint32 (get_days (self)));
  g_variant_builder_add (&plan, "{sv}", "opens", g_variant_new_int32 (get_opens (self)));
  g_variant_builder_add (&plan, "{sv}", "closes", g_variant_new_int32 (get_closes (self)));
  g_variant_builder_add (&plan, "{sv}", "services", list_services (self));
  return g_variant_builder_end (&plan);
}

static void
start_clicked_cb (SalonFirstRunPage *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->start_button)))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "app.start-salon", build_plan (self));
}

/* The week as it is begun where she lives. */
static void
add_days (SalonFirstRunPage *self)
{
  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      int weekday = (salon_format_get_first_weekday () + i) % N_WEEKDAYS;
      GtkWidget *day = gtk_toggle_button_new_with_label (salon_format_get_short_weekday (weekday));

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (day),
                                    (SALON_NEW_SALON_DAYS & (1u << weekday)) != 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (day), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      salon_format_get_weekday (weekday), -1);
      adw_wrap_box_append (self->days_box, day);
      self->days[weekday] = GTK_TOGGLE_BUTTON (day);
    }
}

static void
fill_times (AdwComboRow *row, int from, int to, int chosen)
{
  g_autoptr (GtkStringList) times = gtk_string_list_new (NULL);

  for (int minute = from; minute <= to; minute += STEP)
    {
      g_autofree char *words = salon_format_minute (minute);
      gtk_string_list_append (times, words);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (times));
  adw_combo_row_set_selected (row, (guint) ((chosen - from) / STEP));
}

static void
add_services (SalonFirstRunPage *self)
{
  gsize n_services;
  const SalonFirstService *services = salon_new_salon_list_services (&n_services);

  for (gsize i = 0; i < n_services; i++)
    {
      GtkWidget *row = adw_switch_row_new ();
      g_autofree char *duration = salon_format_duration (services[i].duration_minutes);
      g_autofree char *price =
        salon_money_format (services[i].price_cents, "EUR", salon_format_get_language ());
      g_autofree char *words = g_strdup_printf ("%s · %s", duration, price);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (services[i].name));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      adw_preferences_group_add (self->services_group, row);
      g_ptr_array_add (self->service_rows, row);
    }
}

static void
salon_first_run_page_finalize (GObject *object)
{
  g_ptr_array_unref (SALON_FIRST_RUN_PAGE (object)->service_rows);
  G_OBJECT_CLASS (salon_first_run_page_parent_class)->finalize (object);
}

GtkWidget *
salon_first_run_page_new (void)
{
  return g_object_new (SALON_TYPE_FIRST_RUN_PAGE, NULL);
}

static void
salon_first_run_page_class_init (SalonFirstRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_first_run_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, view);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, phone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, hours_group);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, days_box);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, opens_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, closes_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, services_group);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, zone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, start_button);
  gtk_widget_class_bind_template_callback (widget_class, start_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
salon_first_run_page_init (SalonFirstRunPage *self)
{
  g_autoptr (GtkStringList) zones = gtk_string_list_new (NULL);

  self->service_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int zone = 0; zone < SALON_N_HOLIDAY_ZONES; zone++)
    gtk_string_list_append (zones, salon_holiday_zone_get_name ((SalonHolidayZone) zone));
  adw_combo_row_set_model (self->zone_row, G_LIST_MODEL (zones));
  add_days (self);
  fill_times (self->opens_row, OPENS_FROM, OPENS_TO, SALON_NEW_SALON_OPENS);
  fill_times (self->closes_row, CLOSES_FROM, CLOSES_TO, SALON_NEW_SALON_CLOSES);
  add_services (self);
  changed_cb (self);
}
