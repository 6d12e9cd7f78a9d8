/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each number is a choice among some that make sense; one that another program has set is a choice of its
 * own beside them.
 */
#include "salon-online-page.h"

#include <glib/gi18n-lib.h>

#include "payments/salon-payment-words.h"
#include "settings/salon-online-rules-words.h"
#include "settings/salon-setting.h"
#include "settings/salon-site-texts-group.h"

#define MOST_CHOICES 14
#define HOUR 60
#define DAY (24 * HOUR)

typedef char *(*Describe) (int number);

/* Of one rule. */
typedef struct
{
  int numbers[MOST_CHOICES]; /* ascending; ends with -1 */
  Describe describe;
  const char *label; /* of the change */
} Choices;

struct _SalonOnlinePage
{
  AdwPreferencesPage parent_instance;

  GtkLabel *example_label;
  AdwComboRow *step_row;
  AdwComboRow *notice_row;
  AdwComboRow *horizon_row;
  AdwComboRow *deposit_row;
  AdwComboRow *hold_row;
  AdwComboRow *cancel_row;
  AdwSwitchRow *manual_row;
  AdwComboRow *kind_row;
  AdwPreferencesGroup *deposit_group;

  SalonSession *session;
  AdwComboRow *rows[SALON_N_ONLINE_RULES]; /* borrowed */
  GArray *shown[SALON_N_ONLINE_RULES];     /* of int: the choices of each */
  gboolean is_filling;                     /* what is set by us is no edit of hers */
};

G_DEFINE_FINAL_TYPE (SalonOnlinePage, salon_online_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
describe_days (int days)
{
  return salon_online_rules_words_before (days * DAY);
}

static char *
describe_hours (int hours)
{
  return salon_online_rules_words_before (hours * HOUR);
}

static char *
describe_percent (int percent)
{
  if (percent == 0)
    return g_strdup (_ ("Nothing"));
  if (percent == 100)
    return g_strdup (_ ("The whole price"));
  /* Translators: "30 % of the price" */
  return g_strdup_printf (_ ("%d %% of the price"), percent);
}

static const Choices choices[SALON_N_ONLINE_RULES] = {
  [SALON_ONLINE_RULE_STEP] = { { 5, 10, 15, 20, 30, 45, 60, 90, 120, -1 },
                               salon_online_rules_words_length,
                               N_ ("How often a time is offered online") },
  [SALON_ONLINE_RULE_NOTICE] = { { 0, 30, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY,
                                   3 * DAY, 7 * DAY, -1 },
                                 salon_online_rules_words_before,
                                 N_ ("Until when can be booked online") },
  [SALON_ONLINE_RULE_HORIZON] = { { 7, 14, 30, 60, 90, 180, 365, -1 },
                                  describe_days,
                                  N_ ("How far ahead can be booked online") },
  [SALON_ONLINE_RULE_DEPOSIT] = { { 0, 10, 20, 25, 30, 40, 50, 75, 100, -1 },
                                  describe_percent,
                                  N_ ("Deposit of online bookings") },
  [SALON_ONLINE_RULE_HOLD] = { { 10, 15, 20, 30, HOUR, 2 * HOUR, 12 * HOUR, DAY, -1 },
                               salon_online_rules_words_length,
                               N_ ("How long an unpaid time is kept") },
  [SALON_ONLINE_RULE_CANCEL] = { { 0, 2, 4, 6, 12, 24, 48, 72, 168, -1 },
                                 describe_hours,
                                 N_ ("Until when can be cancelled online") },
};

/* --- What is shown --- */

static SalonOnlineRules
read_rules (SalonOnlinePage *self)
{
  SalonOnlineRules rules = salon_online_rules_get_default ();
  const char *keys[] = { SALON_ONLINE_CONFIRMATION_KEY, SALON_ONLINE_DEPOSIT_KIND_KEY };

  for (int i = 0; i < SALON_N_ONLINE_RULES; i++)
    {
      const char *key = salon_online_rule_get_key ((SalonOnlineRule) i);

      salon_online_rules_take (&rules, key, salon_session_get_setting (self->session, key));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    salon_online_rules_take (&rules, keys[i], salon_session_get_setting (self->session, keys[i]));
  return rules;
}

/* Sets what can be chosen; where @number is among it. */
static guint
list_choices (SalonOnlinePage *self, int rule, int number, GtkStringList *names)
{
  GArray *shown = self->shown[rule];
  guint selected = 0;

  g_array_set_size (shown, 0);
  for (const int *choice = choices[rule].numbers; *choice >= 0; choice++)
    {
      if (number < *choice
          && (shown->len == 0 || g_array_index (shown, int, shown->len - 1) < number))
        g_array_append_val (shown, number);
      g_array_append_val (shown, *choice);
    }
  if (g_array_index (shown, int, shown->len - 1) < number)
    g_array_append_val (shown, number);
  for (guint i = 0; i < shown->len; i++)
    {
      g_autofree char *name = choices[rule].describe (g_array_index (shown, int, i));

      gtk_string_list_append (names, name);
      if (g_array_index (shown, int, i) == number)
        selected = i;
    }
  return selected;
}

static void
fill_rule (SalonOnlinePage *self, int rule, int number)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = list_choices (self, rule, number, names);

  adw_combo_row_set_model (self->rows[rule], G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->rows[rule], selected);
}

static void
fill (SalonOnlinePage *self)
{
  SalonOnlineRules rules = read_rules (self);
  gboolean has_deposit = rules.numbers[SALON_ONLINE_RULE_DEPOSIT] > 0;
  g_autofree char *example =
    salon_online_rules_words_example (&rules, salon_session_get_now (self->session));

  self->is_filling = TRUE;
  for (int rule = 0; rule < SALON_N_ONLINE_RULES; rule++)
    fill_rule (self, rule, rules.numbers[rule]);
  adw_switch_row_set_active (self->manual_row, !rules.confirms);
  adw_combo_row_set_selected (self->kind_row, rules.deposit_kind == SALON_DEPOSIT_ACOMPTE ? 1 : 0);
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), has_deposit);
  gtk_widget_set_visible (GTK_WIDGET (self->hold_row), has_deposit);
  adw_preferences_group_set_description (
    self->deposit_group, has_deposit ? salon_payment_words_explain_deposit (rules.deposit_kind)
                                     : _ ("Without a deposit, clients pay at the salon."));
  gtk_label_set_label (self->example_label, example);
}

/* --- What is chosen --- */

/* Takes both. */
static void
finish (SalonOnlinePage *self, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) owned_error = error;

  if (error != NULL)
    salon_session_report (self->session, error);
  else if (change != NULL)
    salon_session_commit (self->session, change);
}

static void
number_chosen_cb (SalonOnlinePage *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  int rule = 0;
  GError *error = NULL;
  SalonChange *change = NULL;

  if (self->is_filling || self->session == NULL)
    return;
  while (rule < SALON_N_ONLINE_RULES && self->rows[rule] != row)
    rule++;
  g_return_if_fail (rule < SALON_N_ONLINE_RULES && selected < self->shown[rule]->len);
  change = salon_setting_change_integer (salon_session_get_reader (self->session),
                                         salon_online_rule_get_key ((SalonOnlineRule) rule),
                                         g_array_index (self->shown[rule], int, selected),
                                         _ (choices[rule].label), &error);
  finish (self, change, error);
}

static void
choose_text (SalonOnlinePage *self, const char *key, const char *text, const char *label)
{
  GError *error = NULL;
  SalonChange *change = NULL;

  if (self->is_filling || self->session == NULL)
    return;
  change =
    salon_setting_change_text (salon_session_get_reader (self->session), key, text, label, &error);
  finish (self, change, error);
}

static void
manual_chosen_cb (SalonOnlinePage *self)
{
  choose_text (self, SALON_ONLINE_CONFIRMATION_KEY,
               adw_switch_row_get_active (self->manual_row) ? "manual" : "automatic",
               _ ("Confirming online bookings"));
}

static void
kind_chosen_cb (SalonOnlinePage *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  choose_text (self, SALON_ONLINE_DEPOSIT_KIND_KEY,
               salon_deposit_to_wire (selected == 1 ? SALON_DEPOSIT_ACOMPTE : SALON_DEPOSIT_ARRHES),
               _ ("What a deposit online is called"));
}

/* --- The object --- */

static void
salon_online_page_dispose (GObject *object)
{
  SalonOnlinePage *self = SALON_ONLINE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_ONLINE_PAGE);
  g_clear_object (&self->session);
  for (int rule = 0; rule < SALON_N_ONLINE_RULES; rule++)
    g_clear_pointer (&self->shown[rule], g_array_unref);
  G_OBJECT_CLASS (salon_online_page_parent_class)->dispose (object);
}

static void
salon_online_page_class_init (SalonOnlinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_online_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-online-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, example_label);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, step_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, notice_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, horizon_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, deposit_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, hold_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, cancel_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, manual_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOnlinePage, deposit_group);
  gtk_widget_class_bind_template_callback (widget_class, number_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, manual_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
}

static void
fill_kinds (SalonOnlinePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, salon_payment_words_for_deposit (SALON_DEPOSIT_ARRHES));
  gtk_string_list_append (names, salon_payment_words_for_deposit (SALON_DEPOSIT_ACOMPTE));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
}

static void
salon_online_page_init (SalonOnlinePage *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows[SALON_ONLINE_RULE_STEP] = self->step_row;
  self->rows[SALON_ONLINE_RULE_NOTICE] = self->notice_row;
  self->rows[SALON_ONLINE_RULE_HORIZON] = self->horizon_row;
  self->rows[SALON_ONLINE_RULE_DEPOSIT] = self->deposit_row;
  self->rows[SALON_ONLINE_RULE_HOLD] = self->hold_row;
  self->rows[SALON_ONLINE_RULE_CANCEL] = self->cancel_row;
  for (int rule = 0; rule < SALON_N_ONLINE_RULES; rule++)
    self->shown[rule] = g_array_new (FALSE, FALSE, sizeof (int));
  fill_kinds (self);
}

AdwPreferencesPage *
salon_online_page_new (SalonSession *session)
{
  SalonOnlinePage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_ONLINE_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), salon_site_texts_group_new (session));
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
