/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-link-dialog.h"

#include <glib/gi18n-lib.h>

#include "payments/salon-online-words.h"
#include "print/salon-qr.h"

struct _SalonPaymentLinkDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkLabel *state_label;
  GtkWidget *link_box;
  GtkDrawingArea *qr_area;
  AdwActionRow *url_row;
  GtkWidget *provider_group;
  AdwComboRow *provider_row;
  GtkWidget *waiting_box;
  GtkWidget *make_button;
  GtkWidget *copy_button;

  SalonSession *session;
  char *booking_id;
  char **providers;
  char *url; /* NULL: there is no link that is open */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SalonPaymentLinkDialog, salon_payment_link_dialog, ADW_TYPE_DIALOG)

/* --- What is shown --- */

/* Dark on white, whatever the style is: readers know it no other way. */
static void
draw_qr (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SalonPaymentLinkDialog *self = data;
  double side = MIN (width, height);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, (width - side) / 2, (height - side) / 2, side, side);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (self->url != NULL)
    salon_qr_fill (cr, self->url, (width - side) / 2, (height - side) / 2, side);
}

static gboolean
has_qr (const char *text)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  gboolean is_there = salon_qr_fill (cr, text, 0, 0, 1);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return is_there;
}

static void
show_buttons (SalonPaymentLinkDialog *self, gboolean is_waiting)
{
  gboolean is_open = self->url != NULL;

  gtk_widget_set_visible (self->waiting_box, is_waiting);
  gtk_widget_set_visible (self->link_box, is_open);
  gtk_widget_set_visible (self->copy_button, is_open);
  gtk_widget_set_visible (self->make_button, !is_open);
  gtk_widget_set_sensitive (self->make_button, !is_waiting);
  gtk_widget_set_sensitive (self->provider_group, !is_waiting);
  gtk_widget_set_visible (self->provider_group, !is_open && self->providers[1] != NULL);
}

/* @link: (nullable) */
static void
show_link (SalonPaymentLinkDialog *self, const SalonPaymentLink *link)
{
  g_autofree char *words =
    link != NULL ? salon_online_words_for_link (self->session, link)
                 : g_strdup (_ ("The client pays the deposit, or what is left to pay, on a page of "
                                "the payment service."));

  g_set_str (&self->url, link != NULL && link->state == SALON_PAYMENT_LINK_OPEN ? link->url : NULL);
  gtk_label_set_label (self->state_label, words);
  if (self->url != NULL)
    {
      adw_action_row_set_subtitle (self->url_row, self->url);
      gtk_widget_set_visible (GTK_WIDGET (self->qr_area), has_qr (self->url));
      gtk_widget_queue_draw (GTK_WIDGET (self->qr_area));
    }
  show_buttons (self, FALSE);
}

static void
tell (SalonPaymentLinkDialog *self, const GError *error)
{
  g_autofree char *words = salon_online_words_for_failed_link (error);

  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* --- What is done --- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonPaymentLinkDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonPaymentLink) link =
    salon_online_make_link_finish (SALON_ONLINE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (link == NULL)
    {
      show_buttons (self, FALSE);
      tell (self, error);
      return;
    }
  show_link (self, link);
  gtk_widget_grab_focus (self->url != NULL ? self->copy_button : self->make_button);
}

static void
make_clicked_cb (SalonPaymentLinkDialog *self)
{
  SalonOnline *online = salon_session_get_online (self->session);
  guint selected =
    MIN (adw_combo_row_get_selected (self->provider_row), g_strv_length (self->providers) - 1);

  adw_banner_set_revealed (self->failure_banner, FALSE);
  if (online == NULL)
    {
      g_autoptr (GError) error =
        g_error_new_literal (SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE, "not connected");

      tell (self, error);
      return;
    }
  show_buttons (self, TRUE);
  salon_online_make_link_async (online, self->booking_id, self->providers[selected],
                                self->cancellable, made_cb, g_object_ref (self));
}

static void
copy_clicked_cb (SalonPaymentLinkDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->url);
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _ ("Copied"));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* --- The object --- */

static void
fill_providers (SalonPaymentLinkDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (char **provider = self->providers; *provider != NULL; provider++)
    gtk_string_list_append (names, salon_online_words_for_provider (*provider));
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (names));
}

static void
salon_payment_link_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SALON_PAYMENT_LINK_DIALOG (dialog)->cancellable);
}

static void
salon_payment_link_dialog_dispose (GObject *object)
{
  SalonPaymentLinkDialog *self = SALON_PAYMENT_LINK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_PAYMENT_LINK_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_payment_link_dialog_parent_class)->dispose (object);
}

static void
salon_payment_link_dialog_finalize (GObject *object)
{
  SalonPaymentLinkDialog *self = SALON_PAYMENT_LINK_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->booking_id);
  g_strfreev (self->providers);
  g_free (self->url);
  G_OBJECT_CLASS (salon_payment_link_dialog_parent_class)->finalize (object);
}

static void
salon_payment_link_dialog_class_init (SalonPaymentLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_payment_link_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_payment_link_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = salon_payment_link_dialog_closed;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-payment-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, link_box);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, qr_area);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, provider_group);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, provider_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentLinkDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
salon_payment_link_dialog_init (SalonPaymentLinkDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->qr_area, draw_qr, self, NULL);
}

AdwDialog *
salon_payment_link_dialog_new (SalonSession *session,
                               const char *booking_id,
                               const SalonPaymentLinks *links)
{
  SalonPaymentLinkDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session) && booking_id != NULL, NULL);
  g_return_val_if_fail (links != NULL && *links->providers != NULL, NULL);

  self = g_object_new (SALON_TYPE_PAYMENT_LINK_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->booking_id = g_strdup (booking_id);
  self->providers = g_strdupv (links->providers);
  fill_providers (self);
  show_link (self, links->links->len > 0 ? g_ptr_array_index (links->links, 0) : NULL);
  adw_dialog_set_focus (ADW_DIALOG (self),
                        self->url != NULL ? self->copy_button : self->make_button);
  return ADW_DIALOG (self);
}
