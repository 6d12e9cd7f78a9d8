/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-buyer-box.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-client-row.h"
#include "clients/salon-client-form.h"
#include "common/salon-field.h"

/* More would push away what is still to be filled in. */
#define MOST_OFFERED 4

struct _SalonBuyerBox
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkEditable *name_row;
  AdwSwitchRow *client_row;
  GtkEditable *phone_row;
  GtkLabel *phone_error;

  SalonSession *session;
  GtkWidget *offered[MOST_OFFERED]; /* borrowed */
  SalonClient *chosen;              /* NULL: nobody */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonBuyerBox, salon_buyer_box, ADW_TYPE_BIN)

static char *
dup_typed (SalonBuyerBox *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
changed_cb (SalonBuyerBox *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* With nobody found the list is as it was: the name may be anybody's. */
static void
offer (SalonBuyerBox *self, const char *typed)
{
  g_autoptr (GPtrArray) clients = NULL;

  if (self->chosen == NULL && g_utf8_strlen (typed, -1) >= 2)
    clients = salon_reader_search_clients (salon_session_get_reader (self->session), typed,
                                           MOST_OFFERED, NULL);
  for (guint i = 0; i < MOST_OFFERED; i++)
    {
      gboolean is_one = clients != NULL && i < clients->len;

      if (is_one)
        salon_client_row_show (SALON_CLIENT_ROW (self->offered[i]), self->session,
                               g_ptr_array_index (clients, i));
      gtk_widget_set_visible (self->offered[i], is_one);
    }
}

static void
name_changed_cb (SalonBuyerBox *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean is_nobody;

  if (self->session == NULL)
    return;
  if (self->chosen != NULL && !g_str_equal (typed, salon_client_get_fields (self->chosen)->name))
    g_clear_object (&self->chosen);
  is_nobody = self->chosen == NULL && *typed != '\0';
  gtk_widget_set_visible (GTK_WIDGET (self->client_row), is_nobody);
  if (!is_nobody)
    adw_switch_row_set_active (self->client_row, FALSE);
  offer (self, typed);
  changed_cb (self);
}

static void
phone_changed_cb (SalonBuyerBox *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->phone_error)))
    salon_field_tell (GTK_WIDGET (self->phone_row), self->phone_error,
                      salon_client_form_check_phone (gtk_editable_get_text (self->phone_row)));
}

static void
row_activated_cb (SalonBuyerBox *self, GtkListBoxRow *row)
{
  g_autoptr (SalonClient) client = NULL;

  if (!SALON_IS_CLIENT_ROW (row))
    return;
  client = g_object_ref (salon_client_row_get_client (SALON_CLIENT_ROW (row)));
  /* On its way to the new text the entry is empty for a moment, and nobody is chosen. */
  gtk_editable_set_text (self->name_row, salon_client_get_fields (client)->name);
  g_set_object (&self->chosen, client);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  name_changed_cb (self);
}

void
salon_buyer_box_set_session (SalonBuyerBox *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_BUYER_BOX (self) && SALON_IS_SESSION (session));
  g_set_object (&self->session, session);
}

const char *
salon_buyer_box_get_name (SalonBuyerBox *self)
{
  g_return_val_if_fail (SALON_IS_BUYER_BOX (self), "");
  return gtk_editable_get_text (self->name_row);
}

const char *
salon_buyer_box_get_email (SalonBuyerBox *self)
{
  g_return_val_if_fail (SALON_IS_BUYER_BOX (self), NULL);
  return self->chosen != NULL ? salon_client_get_fields (self->chosen)->email : NULL;
}

SalonClient *
salon_buyer_box_dup_new_client (SalonBuyerBox *self)
{
  g_return_val_if_fail (SALON_IS_BUYER_BOX (self), NULL);

  if (!adw_switch_row_get_active (self->client_row))
    return NULL;
  return salon_client_form_read (
    &(SalonClientForm) { .name = gtk_editable_get_text (self->name_row),
                         .phone = gtk_editable_get_text (self->phone_row),
                         .email = "",
                         .allergies = "",
                         .notes = "",
                         .language = "fr" },
    NULL, salon_session_get_instant (self->session));
}

gboolean
salon_buyer_box_check (SalonBuyerBox *self)
{
  const char *words = NULL;

  g_return_val_if_fail (SALON_IS_BUYER_BOX (self), FALSE);

  if (adw_switch_row_get_active (self->client_row))
    words = salon_client_form_check_phone (gtk_editable_get_text (self->phone_row));
  if (salon_field_tell (GTK_WIDGET (self->phone_row), self->phone_error, words))
    return TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (self->phone_row));
  return FALSE;
}

void
salon_buyer_box_set_name (SalonBuyerBox *self, const char *text)
{
  g_return_if_fail (SALON_IS_BUYER_BOX (self) && text != NULL);
  gtk_editable_set_text (self->name_row, text);
}

static gboolean
salon_buyer_box_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SALON_BUYER_BOX (widget)->name_row));
}

static void
salon_buyer_box_dispose (GObject *object)
{
  SalonBuyerBox *self = SALON_BUYER_BOX (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BUYER_BOX);
  g_clear_object (&self->chosen);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_buyer_box_parent_class)->dispose (object);
}

static void
salon_buyer_box_class_init (SalonBuyerBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_buyer_box_dispose;
  widget_class->grab_focus = salon_buyer_box_grab_focus;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SALON_TYPE_BUYER_BOX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-buyer-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonBuyerBox, list);
  gtk_widget_class_bind_template_child (widget_class, SalonBuyerBox, name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBuyerBox, client_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBuyerBox, phone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonBuyerBox, phone_error);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, phone_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
salon_buyer_box_init (SalonBuyerBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < MOST_OFFERED; i++)
    {
      self->offered[i] = salon_client_row_new ();
      gtk_widget_set_visible (self->offered[i], FALSE);
      gtk_list_box_insert (self->list, self->offered[i], i + 1);
    }
}
