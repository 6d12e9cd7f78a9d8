/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By whom the salon sends its messages, and the keys for it: from the environment on a server, from the
 * keyring on the desk. Wiped when freed, never logged, in no file.
 *
 * Every provider is off, fake (a program on this computer that plays it, for tests), sandbox (it checks and
 * does not deliver) or live. Without keys it is off.
 */
#pragma once

#include "salon-message-provider.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_PROVIDER_OFF,
  SALON_PROVIDER_FAKE,
  SALON_PROVIDER_SANDBOX,
  SALON_PROVIDER_LIVE,
} SalonProviderMode;

/* "off", "fake", "sandbox", "live"; static. */
const char *salon_provider_mode_to_string (SalonProviderMode mode);

/**
 * SalonProviderSettings:
 * @sms_service: "sms-ab12345-1"
 * @sms_sender: (nullable): at most 11 letters and digits; %NULL: messages have to name theirs
 * @smtp_url: (nullable): "smtp://mail.example.fr:587", "smtps://mail.example.fr"; without name or password
 * @smtp_authority: (nullable): a file of certificates that are trusted too
 * @mail_from: (nullable): the address that mail comes from
 * @problems: what is set and cannot be used, in words that hold no secret
 */
typedef struct
{
  SalonProviderMode ovh_mode;
  char *ovh_url;
  char *ovh_application_key;
  char *ovh_application_secret;
  char *ovh_consumer_key;
  char *sms_service;
  char *sms_sender;

  SalonProviderMode sendgrid_mode;
  char *sendgrid_url;
  char *sendgrid_key;

  SalonProviderMode smtp_mode;
  char *smtp_url;
  char *smtp_user;
  char *smtp_password;
  char *smtp_authority;

  char *mail_from;
  char *mail_from_name;
  GPtrArray *problems;
} SalonProviderSettings;

/* The value of a variable; NULL when it is not set. */
typedef const char *(*SalonProviderLookup) (const char *name, gpointer user_data);

/**
 * salon_provider_settings_new:
 * @lookup: by the names of the server's variables, which are those of the desk's keyring too
 *   (OVH_APPLICATION_KEY, SENDGRID_API_KEY, SMTP_URL …)
 *
 * Returns: (transfer full):
 */
SalonProviderSettings *salon_provider_settings_new (SalonProviderLookup lookup, gpointer user_data);
void salon_provider_settings_free (SalonProviderSettings *self);

/**
 * salon_provider_settings_open:
 *
 * Returns: (transfer full) (nullable): who carries messages of @medium (SendGrid before a mail server, when
 *   both are set up), or %NULL when nobody does. It keeps what it needs of @self
 */
SalonMessageProvider *salon_provider_settings_open (const SalonProviderSettings *self,
                                                    SalonMessageMedium medium);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonProviderSettings, salon_provider_settings_free)

G_END_DECLS
