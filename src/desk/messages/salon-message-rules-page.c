/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-rules-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookings/salon-typed.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "core/salon-text.h"
#include "messages/salon-message-kind-row.h"
#include "messages/salon-message-rules.h"
#include "messages/salon-template-page.h"

#define QUIET_FROM (21 * 60)
#define QUIET_TO (8 * 60)

/* What is typed. */
typedef enum
{
  FIELD_QUIET_FROM,
  FIELD_QUIET_TO,
  FIELD_SENDER,
  FIELD_MAIL_NAME,
  FIELD_MAIL_ADDRESS,
  FIELD_LINK,
  N_FIELDS
} Field;

struct _SalonMessageRulesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *kinds_group;
  AdwPreferencesGroup *quiet_group;
  AdwSwitchRow *quiet_row;
  AdwPreferencesGroup *sms_group;
  AdwSwitchRow *accents_row;
  AdwPreferencesGroup *mail_group;
  SalonMessageKindRow *kind_rows[SALON_N_MESSAGE_KINDS]; /* borrowed */
  GtkEditable *rows[N_FIELDS];                           /* borrowed */
  GtkLabel *errors[N_FIELDS];

  SalonSession *session;
  gboolean is_filling; /* what is set by us is no edit of hers */
};

G_DEFINE_FINAL_TYPE (SalonMessageRulesPage, salon_message_rules_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
dup_typed (SalonMessageRulesPage *self, Field field)
{
  return salon_text_clean (gtk_editable_get_text (self->rows[field]));
}

/* NULL: it will do. */
static const char *
check (SalonMessageRulesPage *self, Field field)
{
  g_autofree char *typed = dup_typed (self, field);
  int minute;

  switch (field)
    {
    case FIELD_QUIET_FROM:
    case FIELD_QUIET_TO:
      return salon_typed_time_parse (typed, &minute) ? NULL : _ ("Write a time like 9:30.");
    case FIELD_SENDER:
      return *typed == '\0' || salon_message_settings_is_sender (typed)
               ? NULL
               : _ ("Three to eleven letters or digits, without accents or spaces, one a letter.");
    case FIELD_MAIL_ADDRESS:
      return *typed == '\0' || salon_text_is_email (typed)
               ? NULL
               : _ ("Write the e-mail like salon@example.com.");
    case FIELD_LINK:
      return *typed == '\0' || g_str_has_prefix (typed, "https://")
                 || g_str_has_prefix (typed, "http://")
               ? NULL
               : _ ("Write the whole address, beginning with https.");
    case FIELD_MAIL_NAME:
    case N_FIELDS:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static void
keep_quiet (SalonMessageRulesPage *self)
{
  g_autofree char *typed_from = dup_typed (self, FIELD_QUIET_FROM);
  g_autofree char *typed_to = dup_typed (self, FIELD_QUIET_TO);
  int from, to;

  if (salon_typed_time_parse (typed_from, &from) && salon_typed_time_parse (typed_to, &to))
    salon_message_rules_set_quiet (self->session, from % SALON_DAY_MINUTES, to % SALON_DAY_MINUTES);
}

static void
keep_mail_from (SalonMessageRulesPage *self)
{
  g_autofree char *name = dup_typed (self, FIELD_MAIL_NAME);
  g_autofree char *address = dup_typed (self, FIELD_MAIL_ADDRESS);

  salon_message_rules_set_mail_from (self->session, name,
                                     salon_text_is_email (address) ? address : "");
}

static void
keep (SalonMessageRulesPage *self, Field field)
{
  g_autofree char *typed = dup_typed (self, field);

  switch (field)
    {
    case FIELD_QUIET_FROM:
    case FIELD_QUIET_TO:
      keep_quiet (self);
      break;
    case FIELD_SENDER:
      salon_message_rules_set_sender (self->session, typed);
      break;
    case FIELD_MAIL_NAME:
    case FIELD_MAIL_ADDRESS:
      keep_mail_from (self);
      break;
    case FIELD_LINK:
      salon_message_rules_set_link (self->session, typed);
      break;
    case N_FIELDS:
      break;
    }
}

static Field
find_field (SalonMessageRulesPage *self, GtkEditable *row)
{
  for (Field field = 0; field < N_FIELDS; field++)
    if (self->rows[field] == row)
      return field;
  g_return_val_if_reached (FIELD_LINK);
}

static void
applied_cb (SalonMessageRulesPage *self, GtkEditable *row)
{
  Field field = find_field (self, row);

  if (salon_field_tell (GTK_WIDGET (row), self->errors[field], check (self, field)))
    keep (self, field);
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Once a text was refused, its error follows the typing. */
static void
typed_cb (SalonMessageRulesPage *self, GtkEditable *row)
{
  Field field = find_field (self, row);

  if (!self->is_filling && gtk_widget_get_visible (GTK_WIDGET (self->errors[field])))
    salon_field_tell (GTK_WIDGET (row), self->errors[field], check (self, field));
}

static void
quiet_chosen_cb (SalonMessageRulesPage *self)
{
  gboolean is_on = adw_switch_row_get_active (self->quiet_row);

  if (!self->is_filling)
    salon_message_rules_set_quiet (self->session, is_on ? QUIET_FROM : 0, is_on ? QUIET_TO : 0);
}

static void
accents_chosen_cb (SalonMessageRulesPage *self)
{
  if (!self->is_filling)
    salon_message_rules_set_accents (self->session, adw_switch_row_get_active (self->accents_row));
}

/* A text that is as it was kept is left alone: she may be typing in it. */
static void
show_field (SalonMessageRulesPage *self, Field field, const char *text)
{
  GtkWidget *row = GTK_WIDGET (self->rows[field]);
  const char *kept = text != NULL ? text : "";

  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
      || g_str_equal (gtk_editable_get_text (self->rows[field]), kept))
    return;
  /* The apply button is for what she types. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (self->rows[field], kept);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

static void
fill_quiet (SalonMessageRulesPage *self, SalonMessageSettings *settings)
{
  int from, to;
  gboolean is_on = salon_message_settings_get_quiet (settings, &from, &to);
  g_autofree char *from_text = salon_format_minute (from);
  g_autofree char *to_text = salon_format_minute (to);

  adw_switch_row_set_active (self->quiet_row, is_on);
  show_field (self, FIELD_QUIET_FROM, from_text);
  show_field (self, FIELD_QUIET_TO, to_text);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[FIELD_QUIET_FROM]), is_on);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[FIELD_QUIET_TO]), is_on);
}

static void
fill (SalonMessageRulesPage *self)
{
  g_autoptr (SalonMessageSettings) settings = salon_message_rules_read (self->session);

  self->is_filling = TRUE;
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    salon_message_kind_row_fill (self->kind_rows[kind], settings);
  fill_quiet (self, settings);
  adw_switch_row_set_active (self->accents_row, salon_message_settings_keeps_accents (settings));
  show_field (self, FIELD_SENDER, salon_message_settings_get_sender (settings));
  show_field (self, FIELD_MAIL_NAME, salon_message_settings_get_mail_name (settings));
  show_field (self, FIELD_MAIL_ADDRESS, salon_message_settings_get_mail_address (settings));
  show_field (self, FIELD_LINK, salon_message_settings_get_link (settings));
  self->is_filling = FALSE;
}

static void
add_field (SalonMessageRulesPage *self,
           AdwPreferencesGroup *group,
           Field field,
           const char *title,
           GtkInputPurpose purpose)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *error = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), purpose);
  g_signal_connect_object (row, "apply", G_CALLBACK (applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (error, "field-error");
  gtk_label_set_xalign (GTK_LABEL (error), 0);
  gtk_label_set_wrap (GTK_LABEL (error), TRUE);
  gtk_widget_set_visible (error, FALSE);

  self->rows[field] = GTK_EDITABLE (row);
  self->errors[field] = GTK_LABEL (error);
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, error);
}

static void
write_text (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonMessageRulesPage *self = SALON_MESSAGE_RULES_PAGE (widget);
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);
  g_auto (GStrv) words = g_strsplit (g_variant_get_string (parameter, NULL), ".", 2);
  SalonMessageKind kind;
  SalonMessageMedium medium;

  if (dialog != NULL && g_strv_length (words) == 2
      && salon_message_kind_from_string (words[0], &kind)
      && salon_message_medium_from_string (words[1], &medium)
      && salon_message_template_exists (kind, medium))
    adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog),
                                         salon_template_page_new (self->session, kind, medium));
}

static void
salon_message_rules_page_dispose (GObject *object)
{
  SalonMessageRulesPage *self = SALON_MESSAGE_RULES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_MESSAGE_RULES_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_message_rules_page_parent_class)->dispose (object);
}

static void
salon_message_rules_page_class_init (SalonMessageRulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_message_rules_page_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-message-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonMessageRulesPage, kinds_group);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageRulesPage, quiet_group);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageRulesPage, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageRulesPage, sms_group);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageRulesPage, accents_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMessageRulesPage, mail_group);
  gtk_widget_class_bind_template_callback (widget_class, quiet_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, accents_chosen_cb);
  gtk_widget_class_install_action (widget_class, "messages.write", "s", write_text);
}

static void
salon_message_rules_page_init (SalonMessageRulesPage *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_field (self, self->quiet_group, FIELD_QUIET_FROM, _ ("Quiet From"),
             GTK_INPUT_PURPOSE_FREE_FORM);
  add_field (self, self->quiet_group, FIELD_QUIET_TO, _ ("Quiet Until"),
             GTK_INPUT_PURPOSE_FREE_FORM);
  add_field (self, self->sms_group, FIELD_SENDER, _ ("Shown as Sender"),
             GTK_INPUT_PURPOSE_FREE_FORM);
  add_field (self, self->mail_group, FIELD_MAIL_NAME, _ ("Sender’s Name"),
             GTK_INPUT_PURPOSE_FREE_FORM);
  add_field (self, self->mail_group, FIELD_MAIL_ADDRESS, _ ("Sender’s E-Mail"),
             GTK_INPUT_PURPOSE_EMAIL);
  add_field (self, self->mail_group, FIELD_LINK, _ ("Your Web Page"), GTK_INPUT_PURPOSE_URL);
  self->is_filling = FALSE;
}

AdwPreferencesPage *
salon_message_rules_page_new (SalonSession *session)
{
  SalonMessageRulesPage *self;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_MESSAGE_RULES_PAGE, NULL);
  self->session = g_object_ref (session);
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    {
      GtkWidget *row = salon_message_kind_row_new (session, kind);

      self->kind_rows[kind] = SALON_MESSAGE_KIND_ROW (row);
      adw_preferences_group_add (self->kinds_group, row);
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_PREFERENCES_PAGE (self);
}
