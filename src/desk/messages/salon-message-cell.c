/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-cell.h"

#include <glib/gi18n-lib.h>

#include "messages/salon-message-words.h"

struct _SalonMessageCell
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *title_label;
  GtkLabel *reason_label;
  GtkLabel *text_label;
  GtkButton *retry_button;
};

G_DEFINE_FINAL_TYPE (SalonMessageCell, salon_message_cell, ADW_TYPE_BIN)

/* Whom it is for: her name, or else where it goes. */
static char *
dup_name (SalonMessageItem *item)
{
  const char *name = salon_message_item_get_name (item);

  return *name != '\0' ? g_strdup (name) : salon_message_words_for_recipient (item);
}

static char *
dup_title (SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);
  g_autofree char *title = salon_message_words_for_title (row->kind, row->medium);
  g_autofree char *recipient = salon_message_words_for_recipient (item);

  return *recipient != '\0' ? g_strdup_printf ("%s · %s", title, recipient)
                            : g_steal_pointer (&title);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* Of a mail the subject says what it is; lines are run on. */
static char *
dup_preview (SalonMessageItem *item)
{
  const char *subject = salon_message_item_get_subject (item);
  const char *text = *subject != '\0' ? subject : salon_message_item_get_text (item);

  return text != NULL ? g_strdelimit (g_strdup (text), "\n\r", ' ') : NULL;
}

static void
show_retry (SalonMessageCell *self, SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);
  gboolean has_failed = row->status == SALON_MESSAGE_FAILED && row->id != NULL;

  /* An action without its target would be told as wrong. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry_button), NULL);
  if (has_failed)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry_button), "s", row->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry_button), "messages.send");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), has_failed);
}

void
salon_message_cell_show (SalonMessageCell *self, SalonSession *session, SalonMessageItem *item)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *preview = NULL;

  g_return_if_fail (SALON_IS_MESSAGE_CELL (self));
  g_return_if_fail (SALON_IS_MESSAGE_ITEM (item));

  gtk_image_set_from_icon_name (self->icon, salon_message_words_get_icon (item));
  show_text (self->name_label, name = dup_name (item));
  show_text (self->title_label, title = dup_title (item));
  show_text (self->state_label, state = salon_message_words_for_state (session, item));
  show_text (self->reason_label, reason = salon_message_words_for_reason (item));
  show_text (self->text_label, preview = dup_preview (item));
  show_retry (self, item);
}

char *
salon_message_cell_describe (SalonSession *session, SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);
  g_autofree char *name = dup_name (item);
  g_autofree char *title = salon_message_words_for_title (row->kind, row->medium);
  g_autofree char *state = salon_message_words_for_state (session, item);
  g_autofree char *reason = salon_message_words_for_reason (item);

  if (reason != NULL)
    /* Translators: a message: to whom, what, what came of it, why */
    return g_strdup_printf (_ ("%1$s, %2$s, %3$s: %4$s"), name, title, state, reason);
  /* Translators: a message: to whom, what, when or what came of it */
  return g_strdup_printf (_ ("%1$s, %2$s, %3$s"), name, title, state);
}

static void
salon_message_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_MESSAGE_CELL);
  G_OBJECT_CLASS (salon_message_cell_parent_class)->dispose (object);
}

static void
salon_message_cell_class_init (SalonMessageCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_message_cell_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-message-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, icon);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, name_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, state_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, title_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, text_label);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageCell, retry_button);
}

static void
salon_message_cell_init (SalonMessageCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_message_cell_new (void)
{
  return g_object_new (SALON_TYPE_MESSAGE_CELL, NULL);
}
