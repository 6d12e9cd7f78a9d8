/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-provider-settings.h"

#include <string.h>

#include "salon-mail.h"
#include "salon-ovh.h"
#include "salon-sendgrid.h"
#include "salon-smtp.h"
#include "salon-wipe.h"

#define SMTP_PORT 587
#define SMTPS_PORT 465

static const char *const mode_words[] = {
  [SALON_PROVIDER_OFF] = "off",
  [SALON_PROVIDER_FAKE] = "fake",
  [SALON_PROVIDER_SANDBOX] = "sandbox",
  [SALON_PROVIDER_LIVE] = "live",
};

const char *
salon_provider_mode_to_string (SalonProviderMode mode)
{
  g_return_val_if_fail ((guint) mode < G_N_ELEMENTS (mode_words), NULL);
  return mode_words[mode];
}

typedef struct
{
  SalonProviderSettings *settings;
  SalonProviderLookup lookup;
  gpointer user_data;
} Reading;

/* An empty variable is none. */
static const char *
get (Reading *reading, const char *name)
{
  const char *value = reading->lookup (name, reading->user_data);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Without the slash at its end. */
static char *
dup_url (Reading *reading, const char *name, const char *otherwise)
{
  const char *value = get (reading, name);
  char *url = g_strdup (value != NULL ? value : otherwise);

  while (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  return url;
}

static void
add_problem (Reading *reading, const char *name, const char *words)
{
  g_ptr_array_add (reading->settings->problems, g_strconcat (name, " ", words, NULL));
}

/* What <NAME>_MODE says, or else MESSAGE_MODE; live when neither says anything. */
static SalonProviderMode
read_mode (Reading *reading, const char *name, gboolean has_keys)
{
  const char *text = get (reading, name);
  gboolean is_asked_for = text != NULL && strcmp (text, mode_words[SALON_PROVIDER_OFF]) != 0;

  if (!has_keys)
    {
      if (is_asked_for)
        add_problem (reading, name, "asks for a provider whose keys are not all set: it is off");
      return SALON_PROVIDER_OFF;
    }
  if (text == NULL)
    {
      name = "MESSAGE_MODE";
      text = get (reading, name);
    }
  if (text == NULL)
    return SALON_PROVIDER_LIVE;
  for (gsize i = 0; i < G_N_ELEMENTS (mode_words); i++)
    if (strcmp (mode_words[i], text) == 0)
      return (SalonProviderMode) i;
  add_problem (reading, name, "is none of off, fake, sandbox, live: the provider is off");
  return SALON_PROVIDER_OFF;
}

static void
read_ovh (Reading *reading)
{
  SalonProviderSettings *self = reading->settings;
  gboolean has_some;
  gboolean has_all;

  self->ovh_application_key = g_strdup (get (reading, "OVH_APPLICATION_KEY"));
  self->ovh_application_secret = g_strdup (get (reading, "OVH_APPLICATION_SECRET"));
  self->ovh_consumer_key = g_strdup (get (reading, "OVH_CONSUMER_KEY"));
  self->sms_service = g_strdup (get (reading, "OVH_SMS_ACCOUNT"));
  self->sms_sender = g_strdup (get (reading, "OVH_SMS_SENDER"));
  self->ovh_url = dup_url (reading, "OVH_BASE_URL", "https://eu.api.ovh.com/1.0");
  has_some = self->ovh_application_key != NULL || self->ovh_application_secret != NULL
             || self->ovh_consumer_key != NULL;
  has_all = self->ovh_application_key != NULL && self->ovh_application_secret != NULL
            && self->ovh_consumer_key != NULL && self->sms_service != NULL;
  if (has_some && !has_all)
    add_problem (reading, "OVH_APPLICATION_KEY",
                 "needs OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY and OVH_SMS_ACCOUNT too: no SMS");
  self->ovh_mode = read_mode (reading, "OVH_MODE", has_all);
  if (self->ovh_mode == SALON_PROVIDER_SANDBOX)
    {
      add_problem (reading, "OVH_MODE", "cannot be sandbox, for OVH has none: no SMS");
      self->ovh_mode = SALON_PROVIDER_OFF;
    }
  if (self->sms_sender != NULL && !salon_ovh_is_sender (self->sms_sender))
    {
      add_problem (reading, "OVH_SMS_SENDER",
                   "must be at most 11 letters and digits without accents: it is not used");
      g_clear_pointer (&self->sms_sender, g_free);
    }
}

static void
read_sendgrid (Reading *reading)
{
  SalonProviderSettings *self = reading->settings;

  self->sendgrid_key = g_strdup (get (reading, "SENDGRID_API_KEY"));
  self->sendgrid_url = dup_url (reading, "SENDGRID_BASE_URL", "https://api.sendgrid.com");
  self->sendgrid_mode = read_mode (reading, "SENDGRID_MODE", self->sendgrid_key != NULL);
}

/* Takes name and password out of the address, where they may stand. FALSE: it is none. */
static gboolean
read_smtp_url (SalonProviderSettings *self, const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  gboolean is_tls = strcmp (scheme, "smtps") == 0;
  int port;

  if ((!is_tls && strcmp (scheme, "smtp") != 0) || g_uri_get_host (uri) == NULL
      || *g_uri_get_host (uri) == '\0')
    return FALSE;
  port = g_uri_get_port (uri);
  if (port <= 0)
    port = is_tls ? SMTPS_PORT : SMTP_PORT;
  self->smtp_url =
    g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, g_uri_get_host (uri), port, "", NULL, NULL);
  if (self->smtp_user == NULL)
    self->smtp_user = g_strdup (g_uri_get_user (uri));
  if (self->smtp_password == NULL)
    self->smtp_password = g_strdup (g_uri_get_password (uri));
  return TRUE;
}

static void
read_smtp (Reading *reading)
{
  SalonProviderSettings *self = reading->settings;
  const char *url = get (reading, "SMTP_URL");

  self->smtp_user = g_strdup (get (reading, "SMTP_USER"));
  self->smtp_password = g_strdup (get (reading, "SMTP_PASSWORD"));
  self->smtp_authority = g_strdup (get (reading, "SMTP_CA_FILE"));
  if (url != NULL && !read_smtp_url (self, url))
    add_problem (reading, "SMTP_URL",
                 "is no address of a mail server: smtp://mail.example.fr:587 or "
                 "smtps://mail.example.fr");
  self->smtp_mode = read_mode (reading, "SMTP_MODE", self->smtp_url != NULL);
  if (self->smtp_mode == SALON_PROVIDER_SANDBOX)
    {
      add_problem (reading, "SMTP_MODE",
                   "cannot be sandbox, for mail servers have none: it is off");
      self->smtp_mode = SALON_PROVIDER_OFF;
    }
}

static void
read_mail_from (Reading *reading)
{
  SalonProviderSettings *self = reading->settings;

  self->mail_from = g_strdup (get (reading, "FROM_EMAIL"));
  self->mail_from_name = g_strdup (get (reading, "FROM_NAME"));
  if (self->mail_from != NULL && !salon_mail_is_address (self->mail_from))
    {
      add_problem (reading, "FROM_EMAIL", "is no mail address: it is not used");
      g_clear_pointer (&self->mail_from, g_free);
    }
}

SalonProviderSettings *
salon_provider_settings_new (SalonProviderLookup lookup, gpointer user_data)
{
  Reading reading = { g_new0 (SalonProviderSettings, 1), lookup, user_data };

  g_return_val_if_fail (lookup != NULL, NULL);

  reading.settings->problems = g_ptr_array_new_with_free_func (g_free);
  read_ovh (&reading);
  read_sendgrid (&reading);
  read_smtp (&reading);
  read_mail_from (&reading);
  return reading.settings;
}

void
salon_provider_settings_free (SalonProviderSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->ovh_url);
  g_free (self->ovh_application_key);
  salon_wipe_text (&self->ovh_application_secret);
  salon_wipe_text (&self->ovh_consumer_key);
  g_free (self->sms_service);
  g_free (self->sms_sender);
  g_free (self->sendgrid_url);
  salon_wipe_text (&self->sendgrid_key);
  g_free (self->smtp_url);
  g_free (self->smtp_user);
  salon_wipe_text (&self->smtp_password);
  g_free (self->smtp_authority);
  g_free (self->mail_from);
  g_free (self->mail_from_name);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

SalonMessageProvider *
salon_provider_settings_open (const SalonProviderSettings *self, SalonMessageMedium medium)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (medium)
    {
    case SALON_MESSAGE_SMS:
      return self->ovh_mode != SALON_PROVIDER_OFF
               ? salon_ovh_new (self->ovh_url, self->ovh_application_key,
                                self->ovh_application_secret, self->ovh_consumer_key,
                                self->sms_service, self->sms_sender)
               : NULL;
    case SALON_MESSAGE_EMAIL:
      if (self->sendgrid_mode != SALON_PROVIDER_OFF)
        return salon_sendgrid_new (self->sendgrid_url, self->sendgrid_key,
                                   self->sendgrid_mode == SALON_PROVIDER_SANDBOX, self->mail_from,
                                   self->mail_from_name);
      if (self->smtp_mode != SALON_PROVIDER_OFF)
        return salon_smtp_new (self->smtp_url, self->smtp_user, self->smtp_password,
                               self->smtp_authority, self->mail_from, self->mail_from_name);
      return NULL;
    }
  g_return_val_if_reached (NULL);
}
