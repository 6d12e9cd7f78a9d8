/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-carriers.h"

static const char *
look_up (const char *name, gpointer user_data)
{
  return salon_server_configuration_get (user_data, name);
}

SalonProviderSettings *
salon_message_carriers_read (const SalonServerConfiguration *configuration)
{
  g_return_val_if_fail (configuration != NULL, NULL);

  return salon_provider_settings_new (look_up, (gpointer) configuration);
}

char *
salon_message_carriers_describe (const SalonServerConfiguration *configuration)
{
  g_autoptr (SalonProviderSettings) settings = salon_message_carriers_read (configuration);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "messages SMS by ovh %s, mail by sendgrid %s, by a mail server %s\n",
                          salon_provider_mode_to_string (settings->ovh_mode),
                          salon_provider_mode_to_string (settings->sendgrid_mode),
                          salon_provider_mode_to_string (settings->smtp_mode));
  for (guint i = 0; i < settings->problems->len; i++)
    g_string_append_printf (text, "problem  %s\n", (const char *) settings->problems->pdata[i]);
  return g_string_free_and_steal (text);
}
