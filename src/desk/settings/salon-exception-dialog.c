/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-exception-dialog.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-typed.h"
#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "settings/salon-day-row.h"

struct _SalonExceptionDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  AdwToggleGroup *kind_group;
  SalonDayRow *from_row;
  SalonDayRow *to_row;
  AdwSwitchRow *all_day_row;
  GtkEditable *start_row;
  GtkEditable *end_row;
  GtkEditable *reason_row;
  GtkLabel *error_label;
  GtkWidget *hits_card;
  GtkLabel *hits_label;
  GtkWidget *remove_button;

  SalonSession *session;
  SalonExceptionForm *form;
  SalonDay first_day;   /* as last seen: the last day moves with it */
  gboolean was_refused; /* from then on, errors follow the typing */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SalonExceptionDialog, salon_exception_dialog, ADW_TYPE_DIALOG)

static gboolean
is_open (SalonExceptionDialog *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->kind_group), "open") == 0;
}

/* Into self->form; NULL when it can be saved, else what to put right. */
static const char *
read_form (SalonExceptionDialog *self)
{
  SalonExceptionForm *form = self->form;

  form->open = is_open (self);
  form->from = salon_day_row_get_day (self->from_row);
  form->to = salon_day_row_get_day (self->to_row);
  form->all_day = !form->open && adw_switch_row_get_active (self->all_day_row);
  g_set_str (&form->reason, gtk_editable_get_text (self->reason_row));
  if (!form->all_day
      && (!salon_typed_time_parse (gtk_editable_get_text (self->start_row), &form->start)
          || !salon_typed_time_parse (gtk_editable_get_text (self->end_row), &form->end)))
    return _ ("Write a time like 9:30.");
  return salon_exception_form_check (form);
}

static void
show_hits (SalonExceptionDialog *self, gboolean is_valid)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  int n_hits = 0;

  if (is_valid)
    salon_exception_form_count_hits (self->form, salon_session_get_reader (self->session), today,
                                     &n_hits, NULL);
  g_autofree char *words = g_strdup_printf (
    ngettext (
      "%d booking falls in this period. It stays until you have seen to it: once this is "
      "saved, you find it among the bookings to see to.",
      "%d bookings fall in this period. They stay until you have seen to them: once this is "
      "saved, you find them among the bookings to see to.",
      (gulong) n_hits),
    n_hits);
  gtk_label_set_text (self->hits_label, words);
  gtk_widget_set_visible (self->hits_card, n_hits > 0);
}

static void
edited_cb (SalonExceptionDialog *self)
{
  if (self->is_filling)
    return;
  const char *words = read_form (self);

  gtk_widget_set_visible (GTK_WIDGET (self->all_day_row), !self->form->open);
  gtk_widget_set_visible (GTK_WIDGET (self->start_row), !self->form->all_day);
  gtk_widget_set_visible (GTK_WIDGET (self->end_row), !self->form->all_day);
  if (self->was_refused)
    salon_field_tell (GTK_WIDGET (self->to_row), self->error_label, words);
  show_hits (self, words == NULL);
}

/* A period keeps its length when its beginning moves. */
static void
first_day_chosen_cb (SalonExceptionDialog *self)
{
  if (self->is_filling)
    return;
  SalonDay first = salon_day_row_get_day (self->from_row);
  SalonDay shift = first - self->first_day;

  self->first_day = first;
  salon_day_row_set_day (self->to_row, salon_day_row_get_day (self->to_row) + shift);
  edited_cb (self);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExceptionDialog *self = SALON_EXCEPTION_DIALOG (widget);

  if (!salon_field_tell (GTK_WIDGET (self->to_row), self->error_label, read_form (self)))
    {
      self->was_refused = TRUE;
      return;
    }
  g_autoptr (SalonChange) change = salon_exception_form_save (self->form);
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
remove_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExceptionDialog *self = SALON_EXCEPTION_DIALOG (widget);
  g_autoptr (SalonChange) change = salon_exception_form_remove (self->form);

  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
set_minute (GtkEditable *row, int minute)
{
  g_autofree char *text = salon_format_minute (minute);

  gtk_editable_set_text (row, text);
}

static void
fill (SalonExceptionDialog *self)
{
  const SalonExceptionForm *form = self->form;

  self->is_filling = TRUE;
  adw_toggle_group_set_active_name (self->kind_group, form->open ? "open" : "closed");
  self->first_day = form->from;
  salon_day_row_set_day (self->from_row, form->from);
  salon_day_row_set_day (self->to_row, form->to);
  adw_switch_row_set_active (self->all_day_row, form->all_day);
  set_minute (self->start_row, form->start);
  set_minute (self->end_row, form->end);
  gtk_editable_set_text (self->reason_row, form->reason ? form->reason : "");
  gtk_widget_set_visible (self->remove_button, form->row != NULL);
  if (form->row)
    adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Exception"));
  self->is_filling = FALSE;
  edited_cb (self);
}

static void
salon_exception_dialog_dispose (GObject *object)
{
  SalonExceptionDialog *self = SALON_EXCEPTION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_EXCEPTION_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->form, salon_exception_form_free);
  G_OBJECT_CLASS (salon_exception_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, kind_group);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, to_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, all_day_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, end_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, hits_card);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, hits_label);
  gtk_widget_class_bind_template_child (widget_class, SalonExceptionDialog, remove_button);
}

static void
salon_exception_dialog_class_init (SalonExceptionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_exception_dialog_dispose;
  g_type_ensure (SALON_TYPE_DAY_ROW);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "dialog.remove", NULL, remove_activated_cb);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-exception-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_day_chosen_cb);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "dialog.save",
                              NULL);
}

static void
salon_exception_dialog_init (SalonExceptionDialog *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_exception_dialog_new (SalonSession *session, const SalonExceptionForm *form)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonExceptionDialog *self = g_object_new (SALON_TYPE_EXCEPTION_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->form = salon_exception_form_copy (form);
  fill (self);
  return ADW_DIALOG (self);
}
