/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-design-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-words.h"
#include "core/salon-change.h"
#include "vouchers/salon-logo.h"
#include "vouchers/salon-voucher-preview.h"
#include "vouchers/salon-voucher-setting.h"

struct _SalonVoucherDesignDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure;
  SalonVoucherPreview *preview;
  AdwComboRow *look_row;
  AdwComboRow *paper_row;
  AdwComboRow *typeface_row;
  GtkColorDialogButton *main_button;
  GtkColorDialogButton *accent_button;
  GtkEditable *heading_row;
  GtkEditable *terms_row;
  GtkEditable *footer_row;

  SalonSession *session;
  SalonVoucherDesign *design; /* as it is kept, or soon will be */
  gboolean is_filling;        /* what is set by us is no choice of hers */
};

G_DEFINE_FINAL_TYPE (SalonVoucherDesignDialog, salon_voucher_design_dialog, ADW_TYPE_DIALOG)

static void
tell (SalonVoucherDesignDialog *self, const char *sentence)
{
  if (sentence != NULL)
    adw_banner_set_title (self->failure, sentence);
  adw_banner_set_revealed (self->failure, sentence != NULL);
}

static void
failure_read_cb (SalonVoucherDesignDialog *self)
{
  tell (self, NULL);
}

/* Commits @change, or tells the @error of making it. Takes both. */
static void
finish (SalonVoucherDesignDialog *self, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) owned_error = error;

  if (error != NULL)
    {
      g_autofree char *words = salon_words_for_error (error);

      tell (self, words);
    }
  else if (change != NULL)
    salon_session_commit (self->session, change);
}

static void
commit_design (SalonVoucherDesignDialog *self)
{
  GError *error = NULL;
  SalonChange *change = salon_voucher_setting_change (self->session, self->design, &error);

  finish (self, change, error);
}

/* --- What the rows show --- */

static GdkRGBA
to_rgba (guint32 colour)
{
  return (GdkRGBA) { (float) (colour >> 16 & 0xff) / 255, (float) (colour >> 8 & 0xff) / 255,
                     (float) (colour & 0xff) / 255, 1 };
}

static guint32
to_byte (float channel)
{
  return (guint32) (CLAMP (channel, 0, 1) * 255 + 0.5f);
}

static guint32
from_rgba (const GdkRGBA *rgba)
{
  return to_byte (rgba->red) << 16 | to_byte (rgba->green) << 8 | to_byte (rgba->blue);
}

/* A text that she is typing is left alone. */
static void
fill_text (GtkEditable *row, const char *text)
{
  gboolean is_typing = gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (is_typing || g_str_equal (gtk_editable_get_text (row), text != NULL ? text : ""))
    return;
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (row, text != NULL ? text : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

static void
fill (SalonVoucherDesignDialog *self)
{
  const SalonVoucherDesign *design = self->design;
  GdkRGBA main = to_rgba (design->main_colour), accent = to_rgba (design->accent_colour);

  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->look_row, design->look);
  adw_combo_row_set_selected (self->paper_row, design->paper);
  adw_combo_row_set_selected (self->typeface_row, design->typeface);
  gtk_color_dialog_button_set_rgba (self->main_button, &main);
  gtk_color_dialog_button_set_rgba (self->accent_button, &accent);
  fill_text (self->heading_row, design->heading);
  fill_text (self->terms_row, design->terms);
  fill_text (self->footer_row, design->footer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "design.remove-logo", design->logo != NULL);
  self->is_filling = FALSE;
}

static void
read_design (SalonVoucherDesignDialog *self)
{
  g_clear_pointer (&self->design, salon_voucher_design_free);
  self->design = salon_voucher_setting_read (self->session);
  fill (self);
}

static void
changed_cb (SalonVoucherDesignDialog *self, SalonChange *change)
{
  if (salon_change_touches (change, "salon_settings", NULL))
    read_design (self);
}

/* --- What she chooses --- */

/* Another look comes with its own colours and letters, unless she had changed them. */
static void
take_look (SalonVoucherDesign *design, SalonVoucherLook look)
{
  guint32 main, accent;
  SalonVoucherTypeface typeface = salon_voucher_design_get_typeface (design->look);

  salon_voucher_design_get_colours (design->look, &main, &accent);
  if (design->main_colour == main && design->accent_colour == accent)
    salon_voucher_design_get_colours (look, &design->main_colour, &design->accent_colour);
  if (design->typeface == typeface)
    design->typeface = salon_voucher_design_get_typeface (look);
  design->look = look;
}

static void
choice_changed_cb (SalonVoucherDesignDialog *self)
{
  SalonVoucherDesign *design = self->design;
  SalonVoucherLook look;

  if (self->is_filling || design == NULL)
    return;
  look = adw_combo_row_get_selected (self->look_row);
  design->paper = adw_combo_row_get_selected (self->paper_row);
  if (look != design->look)
    take_look (design, look);
  else
    {
      design->typeface = adw_combo_row_get_selected (self->typeface_row);
      design->main_colour = from_rgba (gtk_color_dialog_button_get_rgba (self->main_button));
      design->accent_colour = from_rgba (gtk_color_dialog_button_get_rgba (self->accent_button));
    }
  fill (self);
  commit_design (self);
}

static void
text_applied_cb (SalonVoucherDesignDialog *self)
{
  g_set_str (&self->design->heading, gtk_editable_get_text (self->heading_row));
  g_set_str (&self->design->terms, gtk_editable_get_text (self->terms_row));
  g_set_str (&self->design->footer, gtk_editable_get_text (self->footer_row));
  commit_design (self);
}

static void
reset (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDesignDialog *self = SALON_VOUCHER_DESIGN_DIALOG (widget);

  g_clear_pointer (&self->design, salon_voucher_design_free);
  self->design = salon_voucher_design_read (NULL, NULL);
  commit_design (self);
}

/* --- The logo --- */

static void
commit_logo (SalonVoucherDesignDialog *self, GBytes *logo)
{
  GError *error = NULL;
  SalonChange *change = salon_voucher_setting_change_logo (self->session, logo, &error);

  finish (self, change, error);
}

static void
logo_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonVoucherDesignDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) logo = salon_logo_read_finish (result, &error);
  g_autofree char *words = logo == NULL ? salon_logo_write_failure (error) : NULL;

  if (self->session == NULL)
    return;
  tell (self, words);
  if (logo != NULL)
    commit_logo (self, logo);
}

void
salon_voucher_design_dialog_read_logo (SalonVoucherDesignDialog *self, GFile *file)
{
  g_return_if_fail (SALON_IS_VOUCHER_DESIGN_DIALOG (self));

  salon_logo_read_async (file, logo_read_cb, g_object_ref (self));
}

static void
logo_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonVoucherDesignDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->session != NULL)
    salon_voucher_design_dialog_read_logo (self, file);
  else if (file == NULL && self->session != NULL
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    tell (self, error->message);
}

static void
choose_logo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonVoucherDesignDialog *self = SALON_VOUCHER_DESIGN_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_pixbuf_formats (pictures);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Logo"));
  gtk_file_dialog_set_default_filter (dialog, pictures);
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        logo_chosen_cb, g_object_ref (self));
}

static void
remove_logo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  commit_logo (SALON_VOUCHER_DESIGN_DIALOG (widget), NULL);
}

/* --- The dialog --- */

static void
salon_voucher_design_dialog_dispose (GObject *object)
{
  SalonVoucherDesignDialog *self = SALON_VOUCHER_DESIGN_DIALOG (object);

  g_clear_object (&self->session);
  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_VOUCHER_DESIGN_DIALOG);
  g_clear_pointer (&self->design, salon_voucher_design_free);
  G_OBJECT_CLASS (salon_voucher_design_dialog_parent_class)->dispose (object);
}

static void
salon_voucher_design_dialog_class_init (SalonVoucherDesignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_voucher_design_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "design.choose-logo", NULL, choose_logo);
  gtk_widget_class_install_action (widget_class, "design.remove-logo", NULL, remove_logo);
  gtk_widget_class_install_action (widget_class, "design.reset", NULL, reset);

  g_type_ensure (SALON_TYPE_VOUCHER_PREVIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-voucher-design-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, look_row);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, typeface_row);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, main_button);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, accent_button);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, heading_row);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, terms_row);
  gtk_widget_class_bind_template_child (widget_class, SalonVoucherDesignDialog, footer_row);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, failure_read_cb);
}

/* What takes the focus is the button within, which says no more than that it is a button. */
static void
name_button (GtkColorDialogButton *button, const char *name)
{
  GtkWidget *within = gtk_widget_get_first_child (GTK_WIDGET (button));

  gtk_accessible_update_property (GTK_ACCESSIBLE (within), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
salon_voucher_design_dialog_init (SalonVoucherDesignDialog *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  name_button (self->main_button, _ ("Main Color"));
  name_button (self->accent_button, _ ("Second Color"));
  self->is_filling = FALSE;
}

/* A voucher such as she might sell today. */
static void
show_example (SalonVoucherDesignDialog *self)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  const SalonVoucherCard example = {
    .code = "SERA-7K2M-9QXA",
    .value_cents = 8000,
    .recipient = C_ ("example of a voucher", "Marie Durand"),
    .buyer = C_ ("example of a voucher", "Camille and Julien"),
    .message = C_ ("example of a voucher", "Happy birthday! An hour that is yours alone."),
    .issued_on = today,
    .expires_on = salon_day_add_months (today, 12),
  };

  salon_voucher_preview_set_cards (self->preview, &example, 1);
}

AdwDialog *
salon_voucher_design_dialog_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonVoucherDesignDialog *self = g_object_new (SALON_TYPE_VOUCHER_DESIGN_DIALOG, NULL);

  self->session = g_object_ref (session);
  read_design (self);
  show_example (self);
  salon_voucher_preview_set_session (self->preview, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}
