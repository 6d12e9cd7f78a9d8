/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-kind-row.h"

#include <glib/gi18n-lib.h>

#include "messages/salon-message-rules.h"
#include "messages/salon-template-words.h"

struct _SalonMessageKindRow
{
  AdwExpanderRow parent_instance;

  AdwSwitchRow *media_rows[SALON_N_MESSAGE_MEDIA]; /* NULL: it never goes out so, or always */
  AdwSpinRow *span_row;                            /* NULL: it has no span */

  SalonSession *session;
  SalonMessageKind kind;
  gboolean is_filling; /* what is set by us is no edit of hers */
};

G_DEFINE_FINAL_TYPE (SalonMessageKindRow, salon_message_kind_row, ADW_TYPE_EXPANDER_ROW)

static void
medium_chosen_cb (SalonMessageKindRow *self, GParamSpec *pspec, AdwSwitchRow *row)
{
  SalonMessageMedium medium =
    row == self->media_rows[SALON_MESSAGE_SMS] ? SALON_MESSAGE_SMS : SALON_MESSAGE_EMAIL;

  if (!self->is_filling)
    salon_message_rules_set_medium (self->session, self->kind, medium,
                                    adw_switch_row_get_active (row));
}

static void
span_chosen_cb (SalonMessageKindRow *self)
{
  if (!self->is_filling)
    salon_message_rules_set_span (self->session, self->kind,
                                  (int) adw_spin_row_get_value (self->span_row));
}

void
salon_message_kind_row_fill (SalonMessageKindRow *self, SalonMessageSettings *settings)
{
  g_autofree char *rule = salon_template_words_for_rule (settings, self->kind);

  g_return_if_fail (SALON_IS_MESSAGE_KIND_ROW (self));

  self->is_filling = TRUE;
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    if (self->media_rows[medium] != NULL)
      adw_switch_row_set_active (self->media_rows[medium],
                                 salon_message_settings_is_on (settings, self->kind, medium));
  if (self->span_row != NULL)
    adw_spin_row_set_value (self->span_row, salon_message_settings_get_span (settings, self->kind));
  if (self->kind == SALON_MESSAGE_VOUCHER)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ ("When you send one"));
  else
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), rule);
  self->is_filling = FALSE;
}

static void
add_switch (SalonMessageKindRow *self, SalonMessageMedium medium)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 medium == SALON_MESSAGE_SMS ? _ ("By SMS") : _ ("By E-Mail"));
  g_signal_connect_object (row, "notify::active", G_CALLBACK (medium_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->media_rows[medium] = ADW_SWITCH_ROW (row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_span (SalonMessageKindRow *self)
{
  static const int most[SALON_N_MESSAGE_KINDS] = {
    [SALON_MESSAGE_REMINDER] = SALON_MESSAGE_MAX_REMINDER_HOURS,
    [SALON_MESSAGE_EXPIRY] = SALON_MESSAGE_MAX_EXPIRY_DAYS,
    [SALON_MESSAGE_THANKS] = SALON_MESSAGE_MAX_THANKS_HOURS,
  };
  GtkWidget *row = adw_spin_row_new_with_range (1, most[self->kind], 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 salon_template_words_for_span (self->kind));
  if (self->kind == SALON_MESSAGE_REMINDER)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 _ ("With 24, at the same time on the day before."));
  g_signal_connect_object (row, "notify::value", G_CALLBACK (span_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->span_row = ADW_SPIN_ROW (row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_text (SalonMessageKindRow *self, SalonMessageMedium medium)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *target = g_strdup_printf ("%s.%s", salon_message_kind_to_string (self->kind),
                                             salon_message_medium_to_string (medium));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), medium == SALON_MESSAGE_SMS
                                                              ? _ ("Text of the SMS")
                                                              : _ ("Text of the E-Mail"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "messages.write");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
salon_message_kind_row_dispose (GObject *object)
{
  g_clear_object (&SALON_MESSAGE_KIND_ROW (object)->session);
  G_OBJECT_CLASS (salon_message_kind_row_parent_class)->dispose (object);
}

static void
salon_message_kind_row_class_init (SalonMessageKindRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_message_kind_row_dispose;
}

static void
salon_message_kind_row_init (SalonMessageKindRow *self)
{
}

GtkWidget *
salon_message_kind_row_new (SalonSession *session, SalonMessageKind kind)
{
  SalonMessageKindRow *self = g_object_new (SALON_TYPE_MESSAGE_KIND_ROW, "use-markup", FALSE,
                                            "title", salon_template_words_for_kind (kind), NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  self->is_filling = TRUE;
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    if (kind != SALON_MESSAGE_VOUCHER && salon_message_template_exists (kind, medium))
      add_switch (self, medium);
  if (salon_template_words_for_span (kind) != NULL)
    add_span (self);
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    if (salon_message_template_exists (kind, medium))
      add_text (self, medium);
  self->is_filling = FALSE;
  return GTK_WIDGET (self);
}
