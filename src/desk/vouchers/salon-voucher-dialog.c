/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "vouchers/salon-voucher-design-dialog.h"
#include "vouchers/salon-voucher-preview.h"
#include "vouchers/salon-voucher-printing.h"
#include "vouchers/salon-voucher-prints.h"

struct _SalonVoucherDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwBanner *failure;
  GtkProgressBar *progress_bar;
  SalonVoucherPreview *preview;
  GtkLabel *reprint_label;
  GtkWidget *pages_box;
  GtkLabel *pages_label;

  SalonSession *session;
  SalonVoucherCard *cards;
  gsize n_cards;
};

G_DEFINE_FINAL_TYPE (SalonVoucherDialog, salon_voucher_dialog, ADW_TYPE_DIALOG)

static guint
get_page (SalonVoucherDialog *self)
{
  guint page;

  g_object_get (self->preview, "page", &page, NULL);
  return page;
}

static void
enable (SalonVoucherDialog *self, const char *action, gboolean is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

/* How often the voucher that is shown was printed before. */
static void
tell_prints (SalonVoucherDialog *self)
{
  const SalonVoucherCard *card = &self->cards[MIN (get_page (self), self->n_cards - 1)];
  guint n_prints = card->id != NULL ? salon_voucher_prints_count (self->session, card->id) : 0;
  g_autofree char *sentence = g_strdup_printf (
    ngettext ("Printed %u time already. Whichever paper comes first is the one that counts.",
              "Printed %u times already. Whichever paper comes first is the one that counts.",
              n_prints),
    n_prints);

  gtk_label_set_text (self->reprint_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->reprint_label), n_prints > 0);
}

static void
preview_changed_cb (SalonVoucherDialog *self)
{
  gboolean has_pdf = salon_voucher_preview_get_pdf (self->preview) != NULL;
  const char *failure = salon_voucher_preview_get_failure (self->preview);
  guint page = get_page (self);
  g_autofree char *text = NULL;
  guint n_pages;

  if (self->session == NULL)
    return;
  g_object_get (self->preview, "n-pages", &n_pages, NULL);
  /* Translators: "page 1 of 3" under the preview of a print */
  text = g_strdup_printf (_ ("%1$u of %2$u"), page + 1, n_pages);
  gtk_label_set_text (self->pages_label, text);
  gtk_widget_set_visible (self->pages_box, n_pages > 1);
  enable (self, "voucher.previous", page > 0);
  enable (self, "voucher.next", page + 1 < n_pages);
  enable (self, "voucher.print", has_pdf);
  enable (self, "voucher.save", has_pdf);
  adw_banner_set_title (self->failure, failure != NULL ? failure : "");
  adw_banner_set_revealed (self->failure, failure != NULL);
  tell_prints (self);
}

static void
progress_changed_cb (SalonVoucherDialog *self)
{
  g_autofree char *text = NULL;
  gboolean is_making;
  double progress;

  g_object_get (self->preview, "is-making", &is_making, "progress", &progress, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), is_making && self->n_cards > 1);
  gtk_progress_bar_set_fraction (self->progress_bar, progress);
  /* Translators: 120 vouchers of 500 are ready to be printed */
  text = g_strdup_printf (_ ("%1$u of %2$u vouchers"), (guint) (progress * (double) self->n_cards),
                          (guint) self->n_cards);
  gtk_progress_bar_set_text (self->progress_bar, text);
}

static void
say (SalonVoucherDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
printed_cb (gboolean is_done, const char *sentence, gpointer user_data)
{
  g_autoptr (SalonVoucherDialog) self = user_data;

  if (self->session == NULL)
    return;
  if (sentence != NULL)
    say (self, sentence);
  if (is_done)
    tell_prints (self);
}

static void
print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDialog *self = SALON_VOUCHER_DIALOG (widget);
  GBytes *pdf = salon_voucher_preview_get_pdf (self->preview);

  if (pdf != NULL)
    salon_voucher_printing_print (widget, self->session, pdf, self->cards, self->n_cards,
                                  printed_cb, g_object_ref (self));
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDialog *self = SALON_VOUCHER_DIALOG (widget);
  GBytes *pdf = salon_voucher_preview_get_pdf (self->preview);

  if (pdf != NULL)
    salon_voucher_printing_save (widget, pdf, self->cards, self->n_cards, printed_cb,
                                 g_object_ref (self));
}

void
salon_voucher_dialog_save (SalonVoucherDialog *self, GFile *file)
{
  g_return_if_fail (SALON_IS_VOUCHER_DIALOG (self));
  GBytes *pdf = salon_voucher_preview_get_pdf (self->preview);

  if (pdf != NULL)
    salon_voucher_printing_write (file, pdf, printed_cb, g_object_ref (self));
}

/* What is chosen there is seen here at once. */
static void
design (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDialog *self = SALON_VOUCHER_DIALOG (widget);

  salon_dialog_present (salon_voucher_design_dialog_new (self->session), widget);
}

static void
previous_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDialog *self = SALON_VOUCHER_DIALOG (widget);

  salon_voucher_preview_set_page (self->preview, get_page (self) - 1);
}

static void
next_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDialog *self = SALON_VOUCHER_DIALOG (widget);

  salon_voucher_preview_set_page (self->preview, get_page (self) + 1);
}

static void
salon_voucher_dialog_dispose (GObject *object)
{
  SalonVoucherDialog *self = SALON_VOUCHER_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_VOUCHER_DIALOG);
  salon_voucher_card_free_all (self->cards, self->n_cards);
  self->cards = NULL;
  self->n_cards = 0;
  G_OBJECT_CLASS (salon_voucher_dialog_parent_class)->dispose (object);
}

static void
salon_voucher_dialog_class_init (SalonVoucherDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_voucher_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "voucher.previous", NULL, previous_page);
  gtk_widget_class_install_action (widget_class, "voucher.next", NULL, next_page);
  gtk_widget_class_install_action (widget_class, "voucher.design", NULL, design);
  gtk_widget_class_install_action (widget_class, "voucher.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "voucher.print", NULL, print);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_PRINT, SALON_EVERY_KEY, "voucher.print",
                              NULL);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_SAVE, SALON_EVERY_KEY, "voucher.save",
                              NULL);

  g_type_ensure (SALON_TYPE_VOUCHER_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-voucher-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, reprint_label);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, pages_box);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDialog, pages_label);
  gtk_widget_class_bind_template_callback (widget_class, preview_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, progress_changed_cb);
}

static void
salon_voucher_dialog_init (SalonVoucherDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_voucher_dialog_new (SalonSession *session, const SalonVoucherCard *cards, gsize n_cards)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (n_cards >= 1, NULL);
  SalonVoucherDialog *self = g_object_new (SALON_TYPE_VOUCHER_DIALOG, NULL);

  if (n_cards > 1)
    adw_dialog_set_title (ADW_DIALOG (self), _ ("Gift Vouchers"));
  self->session = g_object_ref (session);
  self->cards = salon_voucher_card_copy_all (cards, n_cards);
  self->n_cards = n_cards;
  salon_voucher_preview_set_cards (self->preview, cards, n_cards);
  salon_voucher_preview_set_session (self->preview, session);
  preview_changed_cb (self);
  progress_changed_cb (self);
  return ADW_DIALOG (self);
}
