/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-first-run-page.h"

#include <glib/gi18n-lib.h>

#include "core/salon-holiday.h"
#include "core/salon-text.h"

struct _SalonFirstRunPage
{
  AdwBin parent_instance;

  AdwNavigationView *view;
  AdwEntryRow *name_row;
  AdwComboRow *zone_row;
  GtkButton *start_button;
};

G_DEFINE_FINAL_TYPE (SalonFirstRunPage, salon_first_run_page, ADW_TYPE_BIN)

static char *
dup_name (SalonFirstRunPage *self)
{
  return salon_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

static void
start_activated_cb (SalonFirstRunPage *self)
{
  adw_navigation_view_push_by_tag (self->view, "start");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
name_changed_cb (SalonFirstRunPage *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), *name != '\0');
}

static void
start_clicked_cb (SalonFirstRunPage *self)
{
  g_autofree char *name = dup_name (self);
  SalonHolidayZone zone = (SalonHolidayZone) adw_combo_row_get_selected (self->zone_row);

  if (*name != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "app.start-salon", "(ss)", name,
                                salon_holiday_zone_get_id (zone));
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, view);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, zone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonFirstRunPage, start_button);
  gtk_widget_class_bind_template_callback (widget_class, start_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
salon_first_run_page_init (SalonFirstRunPage *self)
{
  g_autoptr (GtkStringList) zones = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int zone = 0; zone < SALON_N_HOLIDAY_ZONES; zone++)
    gtk_string_list_append (zones, salon_holiday_zone_get_name ((SalonHolidayZone) zone));
  adw_combo_row_set_model (self->zone_row, G_LIST_MODEL (zones));
}
