/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rules-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-field.h"
#include "core/salon-gift-card.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "settings/salon-setting.h"

struct _SalonRulesPage
{
  AdwPreferencesPage parent_instance;

  AdwSpinRow *months_row;
  GtkEditable *prefix_row;
  GtkLabel *prefix_error;
  AdwComboRow *amount_row;
  AdwComboRow *service_row;

  SalonSession *session;
  gboolean is_filling; /* what is set by us is no edit of hers */
};

G_DEFINE_FINAL_TYPE (SalonRulesPage, salon_rules_page, ADW_TYPE_PREFERENCES_PAGE)

static void
commit (SalonRulesPage *self, const SalonGiftCardRules *rules, const char *label)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (JsonNode) kept = salon_setting_dup_value (reader, SALON_GIFT_CARD_RULES_KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_setting_change_value (reader, SALON_GIFT_CARD_RULES_KEY,
                                salon_gift_card_rules_write (rules, kept), label, &error);

  if (error != NULL)
    salon_session_report (self->session, error);
  else if (change != NULL)
    salon_session_commit (self->session, change);
}

static void
months_chosen_cb (SalonRulesPage *self)
{
  SalonGiftCardRules rules;

  if (self->is_filling || self->session == NULL)
    return;
  rules = salon_gift_card_acts_get_rules (self->session);
  rules.validity_months = (int) adw_spin_row_get_value (self->months_row);
  commit (self, &rules, _ ("How long gift cards are valid"));
}

static void
vat_chosen_cb (SalonRulesPage *self)
{
  SalonGiftCardRules rules;

  if (self->is_filling || self->session == NULL)
    return;
  rules = salon_gift_card_acts_get_rules (self->session);
  rules.vat[SALON_GIFT_CARD_AMOUNT] =
    (SalonVatMoment) adw_combo_row_get_selected (self->amount_row);
  rules.vat[SALON_GIFT_CARD_SERVICE] =
    (SalonVatMoment) adw_combo_row_get_selected (self->service_row);
  commit (self, &rules, _ ("VAT of gift cards"));
}

/* As it would be kept. */
static char *
dup_prefix (SalonRulesPage *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->prefix_row)));

  return g_ascii_strup (typed, -1);
}

static const char *
check_prefix (SalonRulesPage *self)
{
  g_autofree char *prefix = dup_prefix (self);

  return salon_voucher_prefix_is_valid (prefix)
           ? NULL
           : _ ("Two to eight letters or digits without accents, the first a letter.");
}

static void
prefix_typed_cb (SalonRulesPage *self)
{
  if (!self->is_filling && gtk_widget_get_visible (GTK_WIDGET (self->prefix_error)))
    salon_field_tell (GTK_WIDGET (self->prefix_row), self->prefix_error, check_prefix (self));
}

static void
prefix_applied_cb (SalonRulesPage *self)
{
  SalonGiftCardRules rules;
  g_autofree char *prefix = dup_prefix (self);

  if (!salon_field_tell (GTK_WIDGET (self->prefix_row), self->prefix_error, check_prefix (self)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->prefix_row));
      return;
    }
  rules = salon_gift_card_acts_get_rules (self->session);
  g_strlcpy (rules.prefix, prefix, sizeof rules.prefix);
  commit (self, &rules, _ ("How codes of gift cards begin"));
}

/* A text that is as it was kept is left alone: she may be typing in it. */
static void
fill_prefix (SalonRulesPage *self, const char *prefix)
{
  GtkWidget *row = GTK_WIDGET (self->prefix_row);

  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
      || g_str_equal (gtk_editable_get_text (self->prefix_row), prefix))
    return;
  /* The apply button is for what she types. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (self->prefix_row, prefix);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

static void
fill (SalonRulesPage *self)
{
  SalonGiftCardRules rules = salon_gift_card_acts_get_rules (self->session);

  self->is_filling = TRUE;
  adw_spin_row_set_value (self->months_row, rules.validity_months);
  fill_prefix (self, rules.prefix);
  adw_combo_row_set_selected (self->amount_row, rules.vat[SALON_GIFT_CARD_AMOUNT]);
  adw_combo_row_set_selected (self->service_row, rules.vat[SALON_GIFT_CARD_SERVICE]);
  self->is_filling = FALSE;
}

static void
add_moments (AdwComboRow *row)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* In the order of SalonVatMoment. */
  gtk_string_list_append (names, _ ("Not decided"));
  gtk_string_list_append (names, _ ("When it is sold"));
  gtk_string_list_append (names, _ ("When it is used"));
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
}

static void
salon_rules_page_dispose (GObject *object)
{
  SalonRulesPage *self = SALON_RULES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_RULES_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_rules_page_parent_class)->dispose (object);
}

static void
salon_rules_page_class_init (SalonRulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_rules_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonRulesPage, months_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRulesPage, prefix_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRulesPage, prefix_error);
  gtk_widget_class_bind_template_child (widget_class, SalonRulesPage, amount_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRulesPage, service_row);
  gtk_widget_class_bind_template_callback (widget_class, months_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, vat_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, prefix_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, prefix_applied_cb);
}

static void
salon_rules_page_init (SalonRulesPage *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_moments (self->amount_row);
  add_moments (self->service_row);
  self->is_filling = FALSE;
}

AdwPreferencesPage *
salon_rules_page_new (SalonSession *session)
{
  SalonRulesPage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_RULES_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
