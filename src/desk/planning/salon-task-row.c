/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-task-row.h"

#define TEXT_CHARS 34

struct _SalonTaskRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *texts;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (SalonTaskRow, salon_task_row, ADW_TYPE_PREFERENCES_ROW)

static void
salon_task_row_class_init (SalonTaskRowClass *klass)
{
}

static void
salon_task_row_init (SalonTaskRow *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  self->texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->texts, TRUE);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->texts);
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->buttons);
  gtk_widget_add_css_class (box, "task-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static void
add_text (SalonTaskRow *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->texts), label);
}

GtkWidget *
salon_task_row_new (const char *title, const char *details)
{
  SalonTaskRow *self = g_object_new (SALON_TYPE_TASK_ROW, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  add_text (self, title, NULL);
  add_text (self, details, "caption");
  gtk_widget_add_css_class (gtk_widget_get_last_child (self->texts), "dim-label");
  return GTK_WIDGET (self);
}

void
salon_task_row_add (SalonTaskRow *self, GtkWidget *button)
{
  g_return_if_fail (SALON_IS_TASK_ROW (self));
  gtk_box_append (GTK_BOX (self->buttons), button);
}

void
salon_task_row_add_action (SalonTaskRow *self,
                           const char *icon_name,
                           const char *tooltip,
                           const char *action,
                           const char *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  salon_task_row_add (self, button);
}
