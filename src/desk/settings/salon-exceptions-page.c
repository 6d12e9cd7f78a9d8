/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-exceptions-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "settings/salon-exception-dialog.h"
#include "settings/salon-exception-form.h"

struct _SalonExceptionsPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;

  SalonSession *session;
  GPtrArray *forms; /* SalonExceptionForm, the coming ones; NULL: could not be read */
  GPtrArray *rows;  /* borrowed; in the order of the forms */
};

G_DEFINE_FINAL_TYPE (SalonExceptionsPage, salon_exceptions_page, ADW_TYPE_PREFERENCES_PAGE)

static SalonDay
get_today (SalonExceptionsPage *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

static void
edit_exception (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExceptionsPage *self = SALON_EXCEPTIONS_PAGE (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (self->forms && index < self->forms->len)
    salon_dialog_present (
      salon_exception_dialog_new (self->session, g_ptr_array_index (self->forms, index)), widget);
}

static void
remove_exception (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExceptionsPage *self = SALON_EXCEPTIONS_PAGE (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (!self->forms || index >= self->forms->len)
    return;
  g_autoptr (SalonChange) change =
    salon_exception_form_remove (g_ptr_array_index (self->forms, index));
  salon_session_commit (self->session, change);
}

static void
new_exception (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExceptionsPage *self = SALON_EXCEPTIONS_PAGE (widget);
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (get_today (self));

  salon_dialog_present (salon_exception_dialog_new (self->session, form), widget);
}

static GtkWidget *
make_remove_button (const char *days, guint index)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is a day or days, "12 – 18 March 2026" */
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), days);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "exceptions.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  return button;
}

static GtkWidget *
make_row (const SalonExceptionForm *form, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *days = salon_exception_form_describe_days (form);
  g_autofree char *title = salon_format_heading (days);
  g_autofree char *hours = salon_exception_form_describe_hours (form);
  g_autofree char *subtitle =
    form->reason ? g_strdup_printf ("%s · %s", hours, form->reason) : g_strdup (hours);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (days, index));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "exceptions.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", index);
  return row;
}

static void
add_row (SalonExceptionsPage *self, GtkWidget *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* A row that says why there is no other. */
static GtkWidget *
make_note (const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  gtk_widget_add_css_class (row, "dim-label");
  return row;
}

static void
fill (SalonExceptionsPage *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  self->forms =
    salon_exception_form_list (salon_session_get_reader (self->session), get_today (self), &error);
  if (!self->forms)
    {
      g_autofree char *words = salon_words_for_error (error);
      add_row (self, make_note (words));
      return;
    }
  for (guint i = 0; i < self->forms->len; i++)
    add_row (self, make_row (g_ptr_array_index (self->forms, i), i));
  if (self->forms->len == 0)
    add_row (self, make_note (_ ("Nothing planned")));
}

static void
session_changed_cb (SalonExceptionsPage *self, SalonChange *change)
{
  if (salon_change_touches (change, "opening_exceptions", NULL)
      || salon_change_touches (change, "blocked_dates", NULL))
    fill (self);
}

static void
salon_exceptions_page_dispose (GObject *object)
{
  SalonExceptionsPage *self = SALON_EXCEPTIONS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_EXCEPTIONS_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_exceptions_page_parent_class)->dispose (object);
}

static void
salon_exceptions_page_class_init (SalonExceptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_exceptions_page_dispose;
  gtk_widget_class_install_action (widget_class, "exceptions.new", NULL, new_exception);
  gtk_widget_class_install_action (widget_class, "exceptions.edit", "u", edit_exception);
  gtk_widget_class_install_action (widget_class, "exceptions.remove", "u", remove_exception);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-exceptions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionsPage, group);
}

static void
salon_exceptions_page_init (SalonExceptionsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwPreferencesPage *
salon_exceptions_page_new (SalonSession *session)
{
  SalonExceptionsPage *self = g_object_new (SALON_TYPE_EXCEPTIONS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
