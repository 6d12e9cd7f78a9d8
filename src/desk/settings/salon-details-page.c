/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-details-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-detail.h"
#include "settings/salon-setting.h"

#define MOST_DETAILS 8

static const char *const currencies[] = { "EUR", "CHF", "XPF" };
static const int steps[] = { 5, 10, 15, 30 };

struct _SalonDetailsPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *details_group;
  AdwComboRow *currency_row;
  AdwComboRow *step_row;
  AdwSwitchRow *till_row;
  AdwComboRow *vat_row; /* none, then the rates of core/salon-vat.h */

  SalonSession *session;
  GtkEditable *rows[MOST_DETAILS]; /* borrowed; in the order of the details */
  GtkLabel *errors[MOST_DETAILS];
  gboolean is_filling; /* what is set by us is no edit of hers */
};

G_DEFINE_FINAL_TYPE (SalonDetailsPage, salon_details_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
dup_shown_text (SalonDetailsPage *self, const SalonDetail *detail)
{
  g_autofree char *kept =
    salon_setting_dup_text (salon_session_get_reader (self->session), detail->key);

  return kept ? detail->show (kept) : g_strdup ("");
}

/* Commits @change, or tells the @error of making it. Takes both. */
static void
finish (SalonDetailsPage *self, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) owned_error = error;

  if (error)
    {
      g_autofree char *words = salon_words_for_error (error);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
    }
  else if (change)
    salon_session_commit (self->session, change);
}

static gsize
find_row (SalonDetailsPage *self, GtkEditable *row)
{
  for (gsize i = 0; i < MOST_DETAILS; i++)
    if (self->rows[i] == row)
      return i;
  g_return_val_if_reached (0);
}

static void
applied_cb (SalonDetailsPage *self, GtkEditable *row)
{
  gsize n_details, index = find_row (self, row);
  const SalonDetail *detail = &salon_detail_list (&n_details)[index];
  const char *text = gtk_editable_get_text (row);
  GError *error = NULL;

  if (!salon_field_tell (GTK_WIDGET (row), self->errors[index], detail->check (text)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
  g_autofree char *kept = detail->keep (text);
  SalonChange *change = salon_setting_change_text (salon_session_get_reader (self->session),
                                                   detail->key, kept, _ (detail->label), &error);
  finish (self, change, error);
}

/* Once a text was refused, its error follows the typing. */
static void
typed_cb (SalonDetailsPage *self, GtkEditable *row)
{
  gsize n_details, index = find_row (self, row);
  const SalonDetail *detail = &salon_detail_list (&n_details)[index];

  if (gtk_widget_get_visible (GTK_WIDGET (self->errors[index])))
    salon_field_tell (GTK_WIDGET (row), self->errors[index],
                      detail->check (gtk_editable_get_text (row)));
}

static void
add_detail (SalonDetailsPage *self, gsize index, const SalonDetail *detail)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *error = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (detail->title));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), detail->purpose);
  g_signal_connect_object (row, "apply", G_CALLBACK (applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_css_class (error, "field-error");
  gtk_label_set_xalign (GTK_LABEL (error), 0);
  gtk_label_set_wrap (GTK_LABEL (error), TRUE);
  gtk_widget_set_visible (error, FALSE);

  self->rows[index] = GTK_EDITABLE (row);
  self->errors[index] = GTK_LABEL (error);
  adw_preferences_group_add (self->details_group, row);
  adw_preferences_group_add (self->details_group, error);
}

static void
currency_chosen_cb (SalonDetailsPage *self)
{
  GError *error = NULL;

  if (self->is_filling)
    return;
  const char *currency = currencies[adw_combo_row_get_selected (self->currency_row)];
  SalonChange *change =
    salon_setting_change_text (salon_session_get_reader (self->session), "salon.currency", currency,
                               _ ("Currency"), &error);
  finish (self, change, error);
}

static void
step_chosen_cb (SalonDetailsPage *self)
{
  GError *error = NULL;

  if (self->is_filling)
    return;
  int step = steps[adw_combo_row_get_selected (self->step_row)];
  SalonChange *change =
    salon_setting_change_integer (salon_session_get_reader (self->session), "calendar.step_minutes",
                                  step, _ ("Step of the calendar"), &error);
  finish (self, change, error);
}

static void
till_chosen_cb (SalonDetailsPage *self)
{
  GError *error = NULL;

  if (self->is_filling)
    return;
  SalonChange *change =
    salon_setting_change_boolean (salon_session_get_reader (self->session), SALON_TILL_OFF_KEY,
                                  adw_switch_row_get_active (self->till_row),
                                  _ ("Recording takings"), &error);
  finish (self, change, error);
}

static void
vat_chosen_cb (SalonDetailsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->vat_row);
  GError *error = NULL;

  if (self->is_filling)
    return;
  SalonChange *change =
    salon_setting_change_integer (salon_session_get_reader (self->session), SALON_VAT_RATE_KEY,
                                  selected > 0 ? salon_vat_get_rate ((int) selected - 1) : 0,
                                  _ ("VAT rate"), &error);
  finish (self, change, error);
}

static void
fill_choices (SalonDetailsPage *self)
{
  const char *currency = salon_session_get_currency (self->session);
  int step = salon_session_get_step (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i], currency) == 0)
      adw_combo_row_set_selected (self->currency_row, i);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] == step)
      adw_combo_row_set_selected (self->step_row, i);
  adw_switch_row_set_active (self->till_row, !salon_till_setting_is_on (self->session));
  /* No rate is found at -1. */
  adw_combo_row_set_selected (
    self->vat_row,
    (guint) (salon_vat_find_rate (salon_till_setting_get_vat_rate (self->session)) + 1));
}

/* A text that is as it was kept is left alone: she may be typing in it. */
static void
fill (SalonDetailsPage *self)
{
  gsize n_details;
  const SalonDetail *details = salon_detail_list (&n_details);

  self->is_filling = TRUE;
  for (gsize i = 0; i < n_details; i++)
    {
      g_autofree char *text = dup_shown_text (self, &details[i]);
      GtkWidget *row = GTK_WIDGET (self->rows[i]);
      gboolean is_typing = gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN;

      if (!is_typing && !g_str_equal (gtk_editable_get_text (self->rows[i]), text))
        {
          /* The apply button is for what she types. */
          adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
          gtk_editable_set_text (self->rows[i], text);
          adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
        }
    }
  fill_choices (self);
  self->is_filling = FALSE;
}

static void
add_choices (SalonDetailsPage *self)
{
  g_autoptr (GtkStringList) currency_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) vat_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) step_names = gtk_string_list_new (NULL);

  gtk_string_list_append (currency_names, _ ("Euro"));
  gtk_string_list_append (currency_names, _ ("Swiss franc"));
  gtk_string_list_append (currency_names, _ ("CFP franc"));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *name = salon_format_duration (steps[i]);
      gtk_string_list_append (step_names, name);
    }
  gtk_string_list_append (vat_names, _ ("None (“franchise en base”)"));
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    {
      g_autofree char *name = salon_till_setting_format_rate (salon_vat_get_rate (i));
      gtk_string_list_append (vat_names, name);
    }
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->vat_row, G_LIST_MODEL (vat_names));
  adw_combo_row_set_model (self->currency_row, G_LIST_MODEL (currency_names));
  adw_combo_row_set_model (self->step_row, G_LIST_MODEL (step_names));
  self->is_filling = FALSE;
}

static void
salon_details_page_dispose (GObject *object)
{
  SalonDetailsPage *self = SALON_DETAILS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_DETAILS_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_details_page_parent_class)->dispose (object);
}

static void
salon_details_page_class_init (SalonDetailsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_details_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonDetailsPage, details_group);
  gtk_widget_class_bind_template_child (widget_class, SalonDetailsPage, currency_row);
  gtk_widget_class_bind_template_child (widget_class, SalonDetailsPage, step_row);
  gtk_widget_class_bind_template_child (widget_class, SalonDetailsPage, till_row);
  gtk_widget_class_bind_template_child (widget_class, SalonDetailsPage, vat_row);
  gtk_widget_class_bind_template_callback (widget_class, currency_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, till_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, vat_chosen_cb);
}

static void
salon_details_page_init (SalonDetailsPage *self)
{
  gsize n_details;
  const SalonDetail *details = salon_detail_list (&n_details);

  g_assert (n_details <= MOST_DETAILS);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n_details; i++)
    add_detail (self, i, &details[i]);
  add_choices (self);
}

AdwPreferencesPage *
salon_details_page_new (SalonSession *session)
{
  SalonDetailsPage *self = g_object_new (SALON_TYPE_DETAILS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
