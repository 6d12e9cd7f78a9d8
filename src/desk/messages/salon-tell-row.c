/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-tell-row.h"

#include <glib/gi18n-lib.h>

struct _SalonTellRow
{
  AdwActionRow parent_instance;

  GtkSwitch *choice;
  SalonMessageWish *wish; /* nullable */
};

G_DEFINE_FINAL_TYPE (SalonTellRow, salon_tell_row, ADW_TYPE_ACTION_ROW)

static const char *
describe_kind (SalonMessageKind kind)
{
  switch (kind)
    {
    case SALON_MESSAGE_CONFIRMATION:
      return _ ("The confirmation goes out a minute after saving.");
    case SALON_MESSAGE_CHANGE:
      return _ ("The new time goes out a minute after saving.");
    case SALON_MESSAGE_CANCELLATION:
      return _ ("The cancellation goes out a minute later.");
    case SALON_MESSAGE_REMINDER:
    case SALON_MESSAGE_VOUCHER:
    case SALON_MESSAGE_EXPIRY:
    case SALON_MESSAGE_THANKS:
      return "";
    }
  g_return_val_if_reached ("");
}

static void
show_wish (SalonTellRow *self)
{
  g_autofree char *title = salon_message_wish_dup_label (self->wish);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), describe_kind (self->wish->kind));
}

void
salon_tell_row_show (SalonTellRow *self, SalonMessageWish *wish)
{
  g_return_if_fail (SALON_IS_TELL_ROW (self));

  g_clear_pointer (&self->wish, salon_message_wish_free);
  self->wish = wish;
  gtk_widget_set_visible (GTK_WIDGET (self), wish != NULL);
  if (wish != NULL)
    show_wish (self);
}

const SalonMessageWish *
salon_tell_row_get_wish (SalonTellRow *self)
{
  g_return_val_if_fail (SALON_IS_TELL_ROW (self), NULL);
  return gtk_switch_get_active (self->choice) ? self->wish : NULL;
}

static void
salon_tell_row_finalize (GObject *object)
{
  g_clear_pointer (&SALON_TELL_ROW (object)->wish, salon_message_wish_free);
  G_OBJECT_CLASS (salon_tell_row_parent_class)->finalize (object);
}

static void
salon_tell_row_class_init (SalonTellRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_tell_row_finalize;
}

static void
salon_tell_row_init (SalonTellRow *self)
{
  self->choice = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (self->choice, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->choice), GTK_ALIGN_CENTER);
  /* A client may be called "<b>&". */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->choice));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->choice));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
salon_tell_row_new (void)
{
  return g_object_new (SALON_TYPE_TELL_ROW, NULL);
}
