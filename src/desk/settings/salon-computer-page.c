/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The switch shows what is so: it is kept only once the computer has agreed, and goes back when it
 * has not.
 */
#include "salon-computer-page.h"

#include <glib/gi18n-lib.h>

#include "window/salon-background.h"

struct _SalonComputerPage
{
  AdwPreferencesPage parent_instance;

  AdwSwitchRow *background_row;
  GtkLabel *background_error;
  AdwSwitchRow *web_row;
  AdwSwitchRow *failed_row;

  GSettings *settings;
  GCancellable *asking; /* NULL: nothing is asked */
  gboolean is_sandboxed;
};

G_DEFINE_FINAL_TYPE (SalonComputerPage, salon_computer_page, ADW_TYPE_PREFERENCES_PAGE)

static void
say (SalonComputerPage *self, const char *words)
{
  gtk_label_set_label (self->background_error, words);
  gtk_widget_set_visible (GTK_WIDGET (self->background_error), *words != '\0');
  if (*words != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (self->background_error), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
say_failure (SalonComputerPage *self, const GError *error)
{
  g_info ("Cannot run in the background: %s", error->message);
  say (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
               ? _ ("This computer does not let Sérénaïa work with its window closed. It can be "
                    "allowed in the settings of the computer, under Applications.")
               : _ ("Sérénaïa could not be set to start by itself on this computer."));
}

static void
show_background (SalonComputerPage *self)
{
  adw_switch_row_set_active (self->background_row,
                             g_settings_get_boolean (self->settings, "run-in-background"));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonComputerPage) self = data;
  gboolean is_wanted = adw_switch_row_get_active (self->background_row);
  g_autoptr (GError) error = NULL;
  gboolean done = salon_background_request_finish (result, &error);

  /* Closed meanwhile: what is kept is what was so before. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->background_row), TRUE);
  if (done)
    g_settings_set_boolean (self->settings, "run-in-background", is_wanted);
  else
    say_failure (self, error);
  show_background (self);
}

static void
background_chosen_cb (SalonComputerPage *self)
{
  gboolean is_wanted = adw_switch_row_get_active (self->background_row);

  if (self->settings == NULL || self->asking != NULL
      || is_wanted == g_settings_get_boolean (self->settings, "run-in-background"))
    return;
  say (self, "");
  self->asking = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->background_row), FALSE);
  salon_background_request_async (self->is_sandboxed, is_wanted, self->asking, answered_cb,
                                  g_object_ref (self));
}

static void
salon_computer_page_dispose (GObject *object)
{
  SalonComputerPage *self = SALON_COMPUTER_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_COMPUTER_PAGE);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (salon_computer_page_parent_class)->dispose (object);
}

static void
salon_computer_page_class_init (SalonComputerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_computer_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-computer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonComputerPage, background_row);
  gtk_widget_class_bind_template_child (widget_class, SalonComputerPage, background_error);
  gtk_widget_class_bind_template_child (widget_class, SalonComputerPage, web_row);
  gtk_widget_class_bind_template_child (widget_class, SalonComputerPage, failed_row);
  gtk_widget_class_bind_template_callback (widget_class, background_chosen_cb);
}

static void
salon_computer_page_init (SalonComputerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_sandboxed = salon_background_is_sandboxed ();
  self->settings = g_settings_new (APPLICATION_ID);
  show_background (self);
  g_settings_bind (self->settings, "tell-web-bookings", self->web_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "tell-failed-messages", self->failed_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

AdwPreferencesPage *
salon_computer_page_new (void)
{
  return g_object_new (SALON_TYPE_COMPUTER_PAGE, NULL);
}

void
salon_computer_page_set_sandboxed (SalonComputerPage *self, gboolean is_sandboxed)
{
  g_return_if_fail (SALON_IS_COMPUTER_PAGE (self));
  self->is_sandboxed = is_sandboxed;
}
