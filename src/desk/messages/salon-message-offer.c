/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-offer.h"

#include <glib/gi18n-lib.h>

struct _SalonMessageOffer
{
  GObject parent_instance;

  SalonSession *session;  /* weak */
  SalonMessageWish *last; /* of the last change; NULL: nobody is to be told of it */
  gboolean is_made;
};

G_DEFINE_FINAL_TYPE (SalonMessageOffer, salon_message_offer, G_TYPE_OBJECT)

static void
changed_cb (SalonMessageOffer *self, SalonChange *change)
{
  g_clear_pointer (&self->last, salon_message_wish_free);
  self->is_made = FALSE;
  if (change != NULL)
    self->last = salon_message_wish_find (self->session, change);
}

GtkWidget *
salon_message_offer_make_title (SalonMessageOffer *self, const char *label)
{
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  GtkWidget *box = NULL;
  GtkWidget *title = NULL;
  GtkWidget *button = NULL;

  g_return_val_if_fail (SALON_IS_MESSAGE_OFFER (self), NULL);
  g_return_val_if_fail (label != NULL, NULL);

  if (self->last == NULL || self->is_made)
    return NULL;
  self->is_made = TRUE;
  name = salon_message_wish_dup_first_name (self->last);
  /* Translators: on a button: a client's first name */
  words = g_strdup_printf (_ ("Tell %s"), name);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  title = gtk_label_new (label);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  button = gtk_button_new_with_label (words);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.tell-client");
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

void
salon_message_offer_accept (SalonMessageOffer *self)
{
  g_autoptr (SalonMessageWish) wish = NULL;
  g_autoptr (SalonChange) change = NULL;

  g_return_if_fail (SALON_IS_MESSAGE_OFFER (self));

  wish = g_steal_pointer (&self->last);
  if (wish == NULL || self->session == NULL)
    return;
  change = salon_message_wish_build_change (wish, self->session,
                                            salon_session_get_instant (self->session));
  if (change != NULL)
    salon_session_commit (self->session, change);
}

static void
salon_message_offer_finalize (GObject *object)
{
  SalonMessageOffer *self = SALON_MESSAGE_OFFER (object);

  g_clear_weak_pointer (&self->session);
  g_clear_pointer (&self->last, salon_message_wish_free);
  G_OBJECT_CLASS (salon_message_offer_parent_class)->finalize (object);
}

static void
salon_message_offer_class_init (SalonMessageOfferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_message_offer_finalize;
}

static void
salon_message_offer_init (SalonMessageOffer *self)
{
}

SalonMessageOffer *
salon_message_offer_new (SalonSession *session)
{
  SalonMessageOffer *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_MESSAGE_OFFER, NULL);
  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
