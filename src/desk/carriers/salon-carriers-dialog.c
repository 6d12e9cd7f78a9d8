/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed is read into values, which the trial uses and, once it is kept, everybody. Values that no
 * field asks for (the address of a provider, in tests) stay as they were.
 */
#include "salon-carriers-dialog.h"

#include <glib/gi18n-lib.h>

#include "carriers/salon-carriers-names.h"
#include "carriers/salon-carriers-trial.h"
#include "common/salon-field.h"
#include "core/salon-text.h"
#include "message/salon-mail.h"

/* Their own page for making keys, with the rights that are needed. */
#define OVH_KEYS_URL "https://eu.api.ovh.com/createToken/?GET=/sms&GET=/sms/*&POST=/sms/*/jobs"

typedef enum
{
  SMS_BY_NOBODY,
  SMS_BY_OVH,
} SmsChoice;

typedef enum
{
  MAIL_BY_NOBODY,
  MAIL_BY_SERVER,
  MAIL_BY_SENDGRID,
} MailChoice;

struct _SalonCarriersDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *view;
  AdwBanner *banner;
  AdwComboRow *sms_row;
  GtkEditable *ovh_key_row;
  GtkEditable *ovh_secret_row;
  GtkEditable *ovh_consumer_row;
  GtkEditable *ovh_service_row;
  GtkEditable *sender_row;
  GtkWidget *ovh_help_row;
  GtkLabel *sms_error;
  AdwComboRow *mail_row;
  GtkEditable *server_row;
  GtkEditable *user_row;
  GtkEditable *password_row;
  GtkEditable *sendgrid_row;
  GtkEditable *from_row;
  GtkEditable *from_name_row;
  GtkLabel *mail_error;
  GtkButton *test_button;
  AdwPreferencesGroup *sms_trial_group;
  AdwPreferencesGroup *mail_trial_group;
  GtkButton *save_button;

  SalonSession *session;
  SalonCarriers *carriers;
  GHashTable *values;   /* those being tried; nullable */
  GtkWidget *sms_trial; /* nullable, borrowed; as the next */
  GtkWidget *mail_trial;
};

G_DEFINE_FINAL_TYPE (SalonCarriersDialog, salon_carriers_dialog, ADW_TYPE_DIALOG)

static SmsChoice
get_sms_choice (SalonCarriersDialog *self)
{
  return (SmsChoice) adw_combo_row_get_selected (self->sms_row);
}

static MailChoice
get_mail_choice (SalonCarriersDialog *self)
{
  return (MailChoice) adw_combo_row_get_selected (self->mail_row);
}

/* The fields */

static void
choice_changed_cb (SalonCarriersDialog *self)
{
  gboolean by_ovh = get_sms_choice (self) == SMS_BY_OVH;
  gboolean by_server = get_mail_choice (self) == MAIL_BY_SERVER;
  gboolean by_sendgrid = get_mail_choice (self) == MAIL_BY_SENDGRID;
  GtkEditable *const ovh_rows[] = { self->ovh_key_row, self->ovh_secret_row, self->ovh_consumer_row,
                                    self->ovh_service_row, self->sender_row };
  GtkEditable *const server_rows[] = { self->server_row, self->user_row, self->password_row };

  for (gsize i = 0; i < G_N_ELEMENTS (ovh_rows); i++)
    gtk_widget_set_visible (GTK_WIDGET (ovh_rows[i]), by_ovh);
  gtk_widget_set_visible (self->ovh_help_row, by_ovh);
  for (gsize i = 0; i < G_N_ELEMENTS (server_rows); i++)
    gtk_widget_set_visible (GTK_WIDGET (server_rows[i]), by_server);
  gtk_widget_set_visible (GTK_WIDGET (self->sendgrid_row), by_sendgrid);
  gtk_widget_set_visible (GTK_WIDGET (self->from_row), by_server || by_sendgrid);
  gtk_widget_set_visible (GTK_WIDGET (self->from_name_row), by_server || by_sendgrid);
  gtk_widget_set_visible (GTK_WIDGET (self->sms_error), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->mail_error), FALSE);
  gtk_button_set_label (self->test_button,
                        by_ovh || by_server || by_sendgrid ? _ ("_Try It Out") : _ ("_Save"));
}

static void
ovh_help_activated_cb (SalonCarriersDialog *self)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (OVH_KEYS_URL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL,
                           NULL);
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
fill_keys (SalonCarriersDialog *self)
{
  const char *url = salon_carriers_get (self->carriers, "SMTP_URL");
  g_autofree char *server = url != NULL ? salon_carriers_names_format_server (url) : NULL;
  g_autoptr (SalonProviderSettings) settings = salon_carriers_make_settings (self->carriers);

  set_text (self->ovh_key_row, salon_carriers_get (self->carriers, "OVH_APPLICATION_KEY"));
  set_text (self->ovh_secret_row, salon_carriers_get (self->carriers, "OVH_APPLICATION_SECRET"));
  set_text (self->ovh_consumer_row, salon_carriers_get (self->carriers, "OVH_CONSUMER_KEY"));
  set_text (self->ovh_service_row, salon_carriers_get (self->carriers, "OVH_SMS_ACCOUNT"));
  set_text (self->server_row, server);
  set_text (self->user_row, salon_carriers_get (self->carriers, "SMTP_USER"));
  set_text (self->password_row, salon_carriers_get (self->carriers, "SMTP_PASSWORD"));
  set_text (self->sendgrid_row, salon_carriers_get (self->carriers, "SENDGRID_API_KEY"));
  adw_combo_row_set_selected (
    self->sms_row, settings->ovh_mode != SALON_PROVIDER_OFF ? SMS_BY_OVH : SMS_BY_NOBODY);
  adw_combo_row_set_selected (self->mail_row,
                              settings->sendgrid_mode != SALON_PROVIDER_OFF ? MAIL_BY_SENDGRID
                              : settings->smtp_mode != SALON_PROVIDER_OFF   ? MAIL_BY_SERVER
                                                                            : MAIL_BY_NOBODY);
}

static void
fill_names (SalonCarriersDialog *self)
{
  g_autoptr (SalonMessageSettings) settings = salon_carriers_names_read (self->session);
  const char *name = salon_message_settings_get_mail_name (settings);
  const char *address = salon_message_settings_get_mail_address (settings);

  set_text (self->sender_row, salon_message_settings_get_sender (settings));
  set_text (self->from_row,
            address != NULL ? address : salon_session_get_setting (self->session, "salon.email"));
  set_text (self->from_name_row,
            name != NULL ? name : salon_session_get_setting (self->session, "salon.name"));
}

/* Reading them */

static char *
dup_text (GtkEditable *row)
{
  return salon_text_clean (gtk_editable_get_text (row));
}

/* What is emptied is not set. A password is as it was typed. */
static void
put (GHashTable *values, const char *name, GtkEditable *row, gboolean is_password)
{
  g_autofree char *text = is_password ? g_strdup (gtk_editable_get_text (row)) : dup_text (row);

  if (*text != '\0')
    g_hash_table_insert (values, g_strdup (name), g_steal_pointer (&text));
  else
    g_hash_table_remove (values, name);
}

static void
put_mode (GHashTable *values, const char *name, gboolean is_on)
{
  if (is_on)
    g_hash_table_remove (values, name);
  else
    g_hash_table_insert (values, g_strdup (name), g_strdup ("off"));
}

static gboolean
is_empty (GtkEditable *row)
{
  g_autofree char *text = dup_text (row);

  return *text == '\0';
}

/* Says what is wrong with @row, and goes there. */
static gboolean
refuse (GtkEditable *row, GtkLabel *label, const char *words)
{
  salon_field_tell (GTK_WIDGET (row), label, words);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return FALSE;
}

static gboolean
check_sms (SalonCarriersDialog *self)
{
  GtkEditable *const keys[] = { self->ovh_key_row, self->ovh_secret_row, self->ovh_consumer_row };
  g_autofree char *sender = dup_text (self->sender_row);

  gtk_widget_set_visible (GTK_WIDGET (self->sms_error), FALSE);
  if (get_sms_choice (self) == SMS_BY_NOBODY)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (is_empty (keys[i]))
      return refuse (keys[i], self->sms_error,
                     _ ("All three keys are needed. OVH shows them together."));
  if (is_empty (self->ovh_service_row))
    return refuse (self->ovh_service_row, self->sms_error,
                   _ ("Which account? OVH shows its name beside your credit."));
  if (!salon_message_settings_is_sender (sender))
    return refuse (self->sender_row, self->sms_error,
                   _ ("A sender is 3 to 11 letters and digits, without accents and spaces."));
  salon_field_tell (GTK_WIDGET (self->sender_row), self->sms_error, NULL);
  return TRUE;
}

static gboolean
check_mail (SalonCarriersDialog *self)
{
  g_autofree char *server = dup_text (self->server_row);
  g_autofree char *from = dup_text (self->from_row);
  g_autofree char *url = salon_carriers_names_parse_server (server);

  gtk_widget_set_visible (GTK_WIDGET (self->mail_error), FALSE);
  if (get_mail_choice (self) == MAIL_BY_NOBODY)
    return TRUE;
  if (get_mail_choice (self) == MAIL_BY_SERVER && url == NULL)
    return refuse (
      self->server_row, self->mail_error,
      _ ("This is no mail server. Its name is on the help pages of your mail account."));
  if (get_mail_choice (self) == MAIL_BY_SENDGRID && is_empty (self->sendgrid_row))
    return refuse (self->sendgrid_row, self->mail_error,
                   _ ("Without a key, SendGrid lets nobody in."));
  if (!salon_mail_is_address (from))
    return refuse (self->from_row, self->mail_error, _ ("This is no e-mail address."));
  salon_field_tell (GTK_WIDGET (self->from_row), self->mail_error, NULL);
  return TRUE;
}

static GHashTable *
read_values (SalonCarriersDialog *self)
{
  GHashTable *values = salon_carriers_copy_values (self->carriers);
  g_autofree char *server = dup_text (self->server_row);
  g_autofree char *url = salon_carriers_names_parse_server (server);

  put (values, "OVH_APPLICATION_KEY", self->ovh_key_row, FALSE);
  put (values, "OVH_APPLICATION_SECRET", self->ovh_secret_row, FALSE);
  put (values, "OVH_CONSUMER_KEY", self->ovh_consumer_row, FALSE);
  put (values, "OVH_SMS_ACCOUNT", self->ovh_service_row, FALSE);
  put (values, "SMTP_USER", self->user_row, FALSE);
  put (values, "SMTP_PASSWORD", self->password_row, TRUE);
  put (values, "SENDGRID_API_KEY", self->sendgrid_row, FALSE);
  if (url != NULL)
    g_hash_table_insert (values, g_strdup ("SMTP_URL"), g_steal_pointer (&url));
  else
    g_hash_table_remove (values, "SMTP_URL");
  put_mode (values, "OVH_MODE", get_sms_choice (self) == SMS_BY_OVH);
  put_mode (values, "SMTP_MODE", get_mail_choice (self) == MAIL_BY_SERVER);
  put_mode (values, "SENDGRID_MODE", get_mail_choice (self) == MAIL_BY_SENDGRID);
  return values;
}

/* The trial */

static const char *
look_up (const char *name, gpointer user_data)
{
  return g_hash_table_lookup (user_data, name);
}

static void
show_save (SalonCarriersDialog *self)
{
  gboolean has_passed =
    (self->sms_trial == NULL
     || salon_carriers_trial_has_passed (SALON_CARRIERS_TRIAL (self->sms_trial)))
    && (self->mail_trial == NULL
        || salon_carriers_trial_has_passed (SALON_CARRIERS_TRIAL (self->mail_trial)));

  gtk_button_set_label (self->save_button,
                        has_passed ? _ ("_Send This Way") : _ ("_Keep It All the Same"));
  if (has_passed)
    gtk_widget_add_css_class (GTK_WIDGET (self->save_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->save_button), "suggested-action");
}

static GtkWidget *
begin_trial (SalonCarriersDialog *self,
             SalonMessageMedium medium,
             GtkEditable *sender_row,
             GtkEditable *name_row,
             AdwPreferencesGroup *group)
{
  g_autofree char *sender = dup_text (sender_row);
  g_autofree char *name = name_row != NULL ? dup_text (name_row) : NULL;
  g_autoptr (SalonCarriersTest) test =
    salon_carriers_test_new (salon_provider_settings_new (look_up, self->values), medium, sender,
                             name, salon_session_get_instant (self->session));
  GtkWidget *trial = salon_carriers_trial_new (test);

  g_signal_connect_object (trial, "ended", G_CALLBACK (show_save), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, trial);
  return trial;
}

/* What it finds out would come to nobody. */
static void
end_trial (AdwPreferencesGroup *group, GtkWidget **trial)
{
  if (*trial == NULL)
    return;
  salon_carriers_trial_stop (SALON_CARRIERS_TRIAL (*trial));
  adw_preferences_group_remove (group, *trial);
  *trial = NULL;
}

static void
trial_left_cb (SalonCarriersDialog *self)
{
  end_trial (self->sms_trial_group, &self->sms_trial);
  end_trial (self->mail_trial_group, &self->mail_trial);
}

static void
save (SalonCarriersDialog *self)
{
  g_autofree char *sender = dup_text (self->sender_row);
  g_autofree char *from = dup_text (self->from_row);
  g_autofree char *name = dup_text (self->from_name_row);

  salon_carriers_set (self->carriers, self->values);
  if (get_sms_choice (self) != SMS_BY_NOBODY)
    salon_carriers_names_save_sender (self->session, sender);
  if (get_mail_choice (self) != MAIL_BY_NOBODY)
    salon_carriers_names_save_mail (self->session, from, *name != '\0' ? name : NULL);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
test_clicked_cb (SalonCarriersDialog *self)
{
  if (!check_sms (self) || !check_mail (self))
    return;
  g_clear_pointer (&self->values, g_hash_table_unref);
  self->values = read_values (self);
  if (get_sms_choice (self) == SMS_BY_NOBODY && get_mail_choice (self) == MAIL_BY_NOBODY)
    {
      save (self);
      return;
    }
  trial_left_cb (self);
  if (get_sms_choice (self) != SMS_BY_NOBODY)
    self->sms_trial =
      begin_trial (self, SALON_MESSAGE_SMS, self->sender_row, NULL, self->sms_trial_group);
  if (get_mail_choice (self) != MAIL_BY_NOBODY)
    self->mail_trial = begin_trial (self, SALON_MESSAGE_EMAIL, self->from_row, self->from_name_row,
                                    self->mail_trial_group);
  show_save (self);
  adw_navigation_view_push_by_tag (self->view, "trial");
}

static void
save_clicked_cb (SalonCarriersDialog *self)
{
  save (self);
}

/* The object */

static const char *
describe_trouble (SalonCarriersDialog *self)
{
  if (salon_carriers_is_closed (self->carriers))
    return _ ("The password safe of this computer stayed closed, and your keys with it. Start "
              "Sérénaïa again and open it, or type them here.");
  if (salon_carriers_is_lost (self->carriers))
    return _ ("This computer has no place to keep passwords: yours has to be typed again at the "
              "next start.");
  if (salon_session_is_sample (self->session))
    return _ ("The sample salon sends nothing to its clients. Your own salon will, by what you "
              "set up here.");
  return NULL;
}

static void
show_banner (SalonCarriersDialog *self)
{
  const char *words = describe_trouble (self);

  if (words != NULL)
    adw_banner_set_title (self->banner, words);
  adw_banner_set_revealed (self->banner, words != NULL);
}

AdwDialog *
salon_carriers_dialog_new (SalonSession *session, SalonCarriers *carriers, gboolean is_at_server)
{
  g_return_val_if_fail (SALON_IS_SESSION (session) && SALON_IS_CARRIERS (carriers), NULL);

  SalonCarriersDialog *self = g_object_new (SALON_TYPE_CARRIERS_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->carriers = g_object_ref (carriers);
  fill_keys (self);
  fill_names (self);
  choice_changed_cb (self);
  show_banner (self);
  if (is_at_server)
    {
      static const char *const tags[] = { "server" };

      adw_navigation_view_replace_with_tags (self->view, tags, G_N_ELEMENTS (tags));
    }
  return ADW_DIALOG (self);
}

static void
salon_carriers_dialog_dispose (GObject *object)
{
  SalonCarriersDialog *self = SALON_CARRIERS_DIALOG (object);

  if (self->sms_trial != NULL)
    salon_carriers_trial_stop (SALON_CARRIERS_TRIAL (self->sms_trial));
  if (self->mail_trial != NULL)
    salon_carriers_trial_stop (SALON_CARRIERS_TRIAL (self->mail_trial));
  self->sms_trial = NULL;
  self->mail_trial = NULL;
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_object (&self->carriers);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_carriers_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, view);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, sms_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, ovh_key_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, ovh_secret_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, ovh_consumer_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, ovh_service_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, sender_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, ovh_help_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, sms_error);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, mail_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, sendgrid_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, from_name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, mail_error);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, sms_trial_group);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, mail_trial_group);
  gtk_widget_class_bind_template_child (widget_class, SalonCarriersDialog, save_button);
}

static void
salon_carriers_dialog_class_init (SalonCarriersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_carriers_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-carriers-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ovh_help_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, trial_left_cb);
}

static void
salon_carriers_dialog_init (SalonCarriersDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
