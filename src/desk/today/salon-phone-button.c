/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-phone-button.h"

#include <glib/gi18n-lib.h>

#include "common/salon-shortcuts.h"
#include "core/salon-phone.h"

struct _SalonPhoneButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  char *phone;
};

G_DEFINE_FINAL_TYPE (SalonPhoneButton, salon_phone_button, GTK_TYPE_WIDGET)

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonPhoneButton *self = SALON_PHONE_BUTTON (widget);
  g_autofree char *number = salon_phone_format (self->phone);
  g_autofree char *words = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), number);
  /* Translators: a phone number */
  words = g_strdup_printf (_ ("%s is copied"), number);
  gtk_widget_activate_action (widget, "win.toast", "s", words);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonPhoneButton) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    copy (GTK_WIDGET (self), NULL, NULL);
}

static void
call (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonPhoneButton *self = SALON_PHONE_BUTTON (widget);
  g_autofree char *uri = g_strconcat ("tel:", self->phone, NULL);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, launched_cb,
                           g_object_ref (self));
}

void
salon_phone_button_set_phone (SalonPhoneButton *self, const char *phone, const char *name)
{
  g_return_if_fail (SALON_IS_PHONE_BUTTON (self));

  gtk_widget_set_visible (GTK_WIDGET (self), phone != NULL);
  g_set_str (&self->phone, phone);
  if (phone == NULL)
    return;
  g_autofree char *number = salon_phone_format (phone);
  /* Translators: client, phone number */
  g_autofree char *label = g_strdup_printf (_ ("Call %s, %s"), name, number);

  gtk_button_set_label (GTK_BUTTON (self->button), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
salon_phone_button_dispose (GObject *object)
{
  SalonPhoneButton *self = SALON_PHONE_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->phone, g_free);
  G_OBJECT_CLASS (salon_phone_button_parent_class)->dispose (object);
}

static void
salon_phone_button_class_init (SalonPhoneButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_phone_button_dispose;
  gtk_widget_class_install_action (widget_class, "phone.call", NULL, call);
  gtk_widget_class_install_action (widget_class, "phone.copy", NULL, copy);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_COPY_PHONE, SALON_EVERY_KEY,
                              "phone.copy", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
salon_phone_button_init (SalonPhoneButton *self)
{
  self->button = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "phone");
  gtk_widget_set_tooltip_text (self->button, _ ("Call (Ctrl+C copies the number)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "phone.call");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
