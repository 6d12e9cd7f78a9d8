/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-carriers-trial.h"

#include <glib/gi18n-lib.h>

#include "carriers/salon-carriers-words.h"
#include "common/salon-field.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"

struct _SalonCarriersTrial
{
  AdwBin parent_instance;

  AdwPreferencesGroup *steps_group;
  AdwPreferencesGroup *self_group; /* to herself */
  GtkEditable *recipient_row;
  GtkWidget *send_row;
  GtkLabel *outcome_label;

  SalonCarriersTest *test;
  GCancellable *cancellable;
  gboolean has_passed;
};

G_DEFINE_FINAL_TYPE (SalonCarriersTrial, salon_carriers_trial, ADW_TYPE_BIN)

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The steps */

static GtkWidget *
make_image (const char *icon_name, const char *css_class)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (image, css_class);
  return image;
}

static void
add_row (SalonCarriersTrial *self, const char *title, const char *sentence, GtkWidget *sign)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sentence);
  gtk_widget_set_size_request (sign, 16, 16);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  adw_preferences_group_add (self->steps_group, row);
}

static const char *
get_title (SalonCarriersTrial *self)
{
  return salon_carriers_test_get_medium (self->test) == SALON_MESSAGE_SMS ? _ ("SMS")
                                                                          : _ ("E-mail");
}

/* The rows of before go with their group. */
static void
begin_rows (SalonCarriersTrial *self)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->self_group));

  if (self->steps_group != NULL)
    gtk_box_remove (GTK_BOX (box), GTK_WIDGET (self->steps_group));
  self->steps_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->steps_group, get_title (self));
  gtk_box_prepend (GTK_BOX (box), GTK_WIDGET (self->steps_group));
}

static void
add_credits (SalonCarriersTrial *self, gint64 credits)
{
  g_autofree char *sentence = g_strdup_printf (
    ngettext ("Enough for %d SMS in France.", "Enough for %d SMS in France.", (gulong) credits),
    (int) MIN (credits, G_MAXINT));

  add_row (self, salon_carriers_words_for_step (SALON_MESSAGE_STEP_CREDITS), sentence,
           make_image ("object-select-symbolic", "success"));
}

static void
show_check (SalonCarriersTrial *self, const SalonMessageCheck *check)
{
  SalonMessageMedium medium = salon_carriers_test_get_medium (self->test);
  gboolean is_told = FALSE;

  begin_rows (self);
  for (int i = 0; i < SALON_N_MESSAGE_STEPS; i++)
    {
      SalonMessageStep step = (SalonMessageStep) i;
      const char *title = salon_carriers_words_for_step (step);

      if (!check->is_asked[i])
        continue;
      if (check->is_passed[i] && step == SALON_MESSAGE_STEP_CREDITS && check->credits >= 0)
        add_credits (self, check->credits);
      else if (check->is_passed[i])
        add_row (self, title, salon_carriers_words_for_passed (step),
                 make_image ("object-select-symbolic", "success"));
      else if (!is_told)
        add_row (self, title, salon_carriers_words_for_reason (check->reason, medium),
                 make_image ("dialog-error-symbolic", "error"));
      else
        add_row (self, title, _ ("Not tried yet."),
                 make_image ("content-loading-symbolic", "dim-label"));
      is_told = is_told || !check->is_passed[i];
    }
  self->has_passed = !is_told;
  gtk_widget_set_visible (GTK_WIDGET (self->self_group), self->has_passed);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonCarriersTrial) self = user_data;
  SalonMessageCheck check;

  if (!salon_carriers_test_check_finish (SALON_CARRIERS_TEST (source), result, &check, NULL))
    return;
  show_check (self, &check);
  g_signal_emit (self, signals[ENDED], 0);
}

/* To herself */

/* NULL, having said why. */
static char *
read_recipient (SalonCarriersTrial *self)
{
  g_autofree char *text = salon_text_clean (gtk_editable_get_text (self->recipient_row));
  g_autofree char *number = NULL;

  if (salon_carriers_test_get_medium (self->test) == SALON_MESSAGE_SMS)
    {
      salon_phone_parse (text, &number, NULL);
      if (salon_field_tell (GTK_WIDGET (self->recipient_row), self->outcome_label,
                            number == NULL ? _ ("This is no phone number.") : NULL))
        return g_steal_pointer (&number);
      return NULL;
    }
  if (salon_field_tell (GTK_WIDGET (self->recipient_row), self->outcome_label,
                        salon_text_is_email (text) ? NULL : _ ("This is no e-mail address.")))
    return g_steal_pointer (&text);
  return NULL;
}

static void
show_outcome (SalonCarriersTrial *self, const char *words, gboolean is_good)
{
  gtk_label_set_label (self->outcome_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_label), TRUE);
  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->outcome_label), "field-error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->outcome_label), "field-error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonCarriersTrial) self = user_data;
  g_autoptr (SalonDelivery) delivery =
    salon_carriers_test_send_finish (SALON_CARRIERS_TEST (source), result, NULL);
  SalonMessageMedium medium = salon_carriers_test_get_medium (self->test);

  if (delivery == NULL)
    return;
  gtk_widget_set_sensitive (self->send_row, TRUE);
  if (delivery->outcome == SALON_DELIVERY_SENT)
    show_outcome (self,
                  medium == SALON_MESSAGE_SMS
                    ? _ ("It is on its way: your phone should ring in a moment.")
                    : _ ("It is on its way. If it does not come, look among unwanted mail."),
                  TRUE);
  else
    show_outcome (self, salon_carriers_words_for_reason (delivery->reason, medium), FALSE);
}

static void
send_activated_cb (SalonCarriersTrial *self)
{
  g_autofree char *recipient = read_recipient (self);

  if (recipient == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->outcome_label), "field-error");
      gtk_widget_grab_focus (GTK_WIDGET (self->recipient_row));
      return;
    }
  gtk_widget_set_sensitive (self->send_row, FALSE);
  show_outcome (self, _ ("Being sent…"), TRUE);
  salon_carriers_test_send_async (self->test, recipient, self->cancellable, sent_cb,
                                  g_object_ref (self));
}

static void
add_self_group (SalonCarriersTrial *self, GtkBox *box)
{
  gboolean is_sms = salon_carriers_test_get_medium (self->test) == SALON_MESSAGE_SMS;
  GtkWidget *recipient = adw_entry_row_new ();
  GtkWidget *outcome = gtk_label_new (NULL);

  self->self_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (recipient),
                                 is_sms ? _ ("Your Phone Number") : _ ("Your E-mail Address"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (recipient),
                                   is_sms ? GTK_INPUT_PURPOSE_PHONE : GTK_INPUT_PURPOSE_EMAIL);
  g_signal_connect_object (recipient, "entry-activated", G_CALLBACK (send_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->recipient_row = GTK_EDITABLE (recipient);

  self->send_row = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->send_row),
                                 _ ("Send a Test Message to Myself"));
  g_signal_connect_object (self->send_row, "activated", G_CALLBACK (send_activated_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_label_set_xalign (GTK_LABEL (outcome), 0);
  gtk_label_set_wrap (GTK_LABEL (outcome), TRUE);
  gtk_widget_set_margin_top (outcome, 6);
  gtk_widget_set_visible (outcome, FALSE);
  self->outcome_label = GTK_LABEL (outcome);

  adw_preferences_group_add (self->self_group, recipient);
  adw_preferences_group_add (self->self_group, self->send_row);
  adw_preferences_group_add (self->self_group, outcome);
  gtk_widget_set_visible (GTK_WIDGET (self->self_group), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->self_group));
}

/* The object */

gboolean
salon_carriers_trial_has_passed (SalonCarriersTrial *self)
{
  g_return_val_if_fail (SALON_IS_CARRIERS_TRIAL (self), FALSE);
  return self->has_passed;
}

void
salon_carriers_trial_stop (SalonCarriersTrial *self)
{
  g_return_if_fail (SALON_IS_CARRIERS_TRIAL (self));

  g_cancellable_cancel (self->cancellable);
}

static void
salon_carriers_trial_dispose (GObject *object)
{
  SalonCarriersTrial *self = SALON_CARRIERS_TRIAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->test);
  G_OBJECT_CLASS (salon_carriers_trial_parent_class)->dispose (object);
}

static void
salon_carriers_trial_finalize (GObject *object)
{
  SalonCarriersTrial *self = SALON_CARRIERS_TRIAL (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (salon_carriers_trial_parent_class)->finalize (object);
}

static void
salon_carriers_trial_class_init (SalonCarriersTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_carriers_trial_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_carriers_trial_finalize;
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_carriers_trial_init (SalonCarriersTrial *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
salon_carriers_trial_new (SalonCarriersTest *test)
{
  SalonCarriersTrial *self = g_object_new (SALON_TYPE_CARRIERS_TRIAL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->test = g_object_ref (test);
  adw_bin_set_child (ADW_BIN (self), box);
  add_self_group (self, GTK_BOX (box));
  begin_rows (self);
  add_row (self, salon_carriers_words_for_step (SALON_MESSAGE_STEP_REACH), _ ("Being tried…"),
           adw_spinner_new ());
  salon_carriers_test_check_async (test, self->cancellable, checked_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
