/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-service-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-category.h"
#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "history/salon-history-dialog.h"
#include "services/salon-service-form.h"
#include "services/salon-service-order.h"

struct _SalonServiceDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkEditable *name_row;
  GtkEditable *category_row;
  GtkMenuButton *category_button;
  GtkEditable *description_row;
  AdwPreferencesGroup *terms_group;
  AdwSpinRow *duration_row;
  AdwSpinRow *buffer_before_row;
  AdwSpinRow *buffer_row;
  GtkEditable *price_row;
  GtkWidget *active_group;
  AdwSwitchRow *active_row;
  GtkLabel *name_error;
  GtkLabel *category_error;
  GtkLabel *price_error;

  SalonSession *session;
  SalonService *before; /* NULL: a new service */
  GPtrArray *services;  /* all of them; empty when they cannot be read */
  gboolean was_refused; /* from then on, errors follow the typing */
};

G_DEFINE_FINAL_TYPE (SalonServiceDialog, salon_service_dialog, ADW_TYPE_DIALOG)

/* The first field that cannot be saved; NULL: all can. */
static GtkEditable *
check (SalonServiceDialog *self)
{
  GtkEditable *first = NULL;

  if (!salon_field_tell (GTK_WIDGET (self->price_row), self->price_error,
                         salon_service_form_check_price (gtk_editable_get_text (self->price_row))))
    first = self->price_row;
  if (!salon_field_tell (GTK_WIDGET (self->category_row), self->category_error,
                         salon_service_form_check_category (
                           gtk_editable_get_text (self->category_row))))
    first = self->category_row;
  if (!salon_field_tell (GTK_WIDGET (self->name_row), self->name_error,
                         salon_service_form_check_name (gtk_editable_get_text (self->name_row))))
    first = self->name_row;
  return first;
}

static void
changed_cb (SalonServiceDialog *self)
{
  if (self->was_refused)
    check (self);
}

/* "90" is hard to picture: "1 h 30" stands below it. */
static void
length_changed_cb (SalonServiceDialog *self)
{
  int minutes = (int) adw_spin_row_get_value (self->duration_row);
  g_autofree char *words = minutes >= 60 ? salon_format_duration (minutes) : g_strdup ("");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->duration_row), words);
}

static SalonService *
read_form (SalonServiceDialog *self)
{
  SalonServiceForm form = {
    .name = gtk_editable_get_text (self->name_row),
    .category = gtk_editable_get_text (self->category_row),
    .description = gtk_editable_get_text (self->description_row),
    .price = gtk_editable_get_text (self->price_row),
    .duration_minutes = (int) adw_spin_row_get_value (self->duration_row),
    .buffer_before_minutes = (int) adw_spin_row_get_value (self->buffer_before_row),
    .buffer_minutes = (int) adw_spin_row_get_value (self->buffer_row),
    .is_active = adw_switch_row_get_active (self->active_row),
  };

  return salon_service_form_read (&form, self->before,
                                  salon_service_order_get_next_position (self->services));
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServiceDialog *self = SALON_SERVICE_DIALOG (widget);
  GtkEditable *refused = check (self);

  if (refused)
    {
      self->was_refused = TRUE;
      gtk_widget_grab_focus (GTK_WIDGET (refused));
      return;
    }

  g_autoptr (SalonService) after = read_form (self);
  g_autoptr (SalonChange) change = salon_service_form_change (self->before, after);
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
choose_category (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServiceDialog *self = SALON_SERVICE_DIALOG (widget);

  gtk_editable_set_text (self->category_row, g_variant_get_string (parameter, NULL));
}

static void
append_category (GMenu *menu, const char *key)
{
  const char *title = salon_category_get_title (key);
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "dialog.category", "s", title);
  g_menu_append_item (menu, item);
}

/* The categories we know, and those that the owner has made. */
static void
fill_categories (SalonServiceDialog *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) known = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GPtrArray) groups = salon_service_order_group (self->services);
  const char *const *keys = salon_category_get_keys ();

  for (gsize i = 0; keys[i]; i++)
    append_category (known, keys[i]);
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      const char *category = salon_service_get_fields (group->pdata[0])->category;
      if (*category != '\0' && !g_strv_contains (keys, category))
        append_category (own, category);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (known));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  gtk_menu_button_set_menu_model (self->category_button, G_MENU_MODEL (menu));
}

static void
fill (SalonServiceDialog *self, const SalonServiceFields *fields)
{
  g_autofree char *price = salon_format_money (self->session, fields->price_cents);

  gtk_editable_set_text (self->name_row, fields->name);
  if (*fields->category != '\0')
    gtk_editable_set_text (self->category_row, salon_category_get_title (fields->category));
  gtk_editable_set_text (self->description_row, fields->description ? fields->description : "");
  adw_spin_row_set_value (self->duration_row, fields->duration_minutes);
  adw_spin_row_set_value (self->buffer_before_row, fields->buffer_before_minutes);
  adw_spin_row_set_value (self->buffer_row, fields->buffer_minutes);
  gtk_editable_set_text (self->price_row, price);
  adw_switch_row_set_active (self->active_row, fields->is_active);
  gtk_widget_set_visible (self->active_group, TRUE);
  adw_preferences_group_set_description (self->terms_group,
                                         _ ("New prices and lengths apply to new bookings only."));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Service"));
}

/* What is typed here is of a service that is not so any more. */
static void
went_back_cb (SalonServiceDialog *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
show_history (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServiceDialog *self = SALON_SERVICE_DIALOG (widget);
  const SalonServiceFields *fields = salon_service_get_fields (self->before);
  AdwDialog *dialog =
    salon_history_dialog_new (self->session, "services", fields->id, fields->name);

  g_signal_connect_object (dialog, "went-back", G_CALLBACK (went_back_cb), self, G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, widget);
}

static void
salon_service_dialog_dispose (GObject *object)
{
  SalonServiceDialog *self = SALON_SERVICE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SERVICE_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->before);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_service_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, category_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, category_button);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, description_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, terms_group);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, duration_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, buffer_before_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, buffer_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, price_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, active_group);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, active_row);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, name_error);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, category_error);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceDialog, price_error);
}

static void
salon_service_dialog_class_init (SalonServiceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_service_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "dialog.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "dialog.category", "s", choose_category);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-service-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, length_changed_cb);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "dialog.save",
                              NULL);
}

static void
salon_service_dialog_init (SalonServiceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_service_dialog_new (SalonSession *session, SalonService *service)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonServiceDialog *self = g_object_new (SALON_TYPE_SERVICE_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->before = service ? g_object_ref (service) : NULL;
  self->services = salon_reader_list_services (salon_session_get_reader (session), TRUE, NULL);
  if (!self->services)
    self->services = g_ptr_array_new ();
  if (service)
    fill (self, salon_service_get_fields (service));
  fill_categories (self);
  length_changed_cb (self);
  return ADW_DIALOG (self);
}
