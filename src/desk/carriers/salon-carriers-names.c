/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-carriers-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "settings/salon-setting.h"

#define SMTPS_PORT 465
#define SMTP_PORT 587

SalonMessageSettings *
salon_carriers_names_read (SalonSession *session)
{
  static const char *const keys[] = { "salon.name", SALON_MESSAGE_SENDER_KEY,
                                      SALON_MESSAGE_MAIL_FROM_KEY };
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (JsonNode) value =
        salon_setting_dup_value (salon_session_get_reader (session), keys[i]);

      if (value != NULL)
        g_hash_table_insert (texts, g_strdup (keys[i]), json_to_string (value, FALSE));
    }
  return salon_message_settings_new (texts);
}

/* Takes both. */
static void
commit (SalonSession *session, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) failure = error;

  if (failure != NULL)
    salon_session_report (session, failure);
  else if (owned != NULL)
    salon_session_commit (session, owned);
}

void
salon_carriers_names_save_sender (SalonSession *session, const char *sender)
{
  g_autoptr (SalonMessageSettings) settings = salon_carriers_names_read (session);
  GError *error = NULL;

  if (g_strcmp0 (salon_message_settings_get_sender (settings), sender) == 0)
    return;
  SalonChange *change =
    salon_setting_change_text (salon_session_get_reader (session), SALON_MESSAGE_SENDER_KEY, sender,
                               _ ("Sender of SMS"), &error);
  commit (session, change, error);
}

void
salon_carriers_names_save_mail (SalonSession *session, const char *address, const char *name)
{
  g_autoptr (SalonMessageSettings) settings = salon_carriers_names_read (session);
  g_autoptr (JsonObject) object = NULL;
  JsonNode *node = NULL;
  GError *error = NULL;

  if (g_strcmp0 (salon_message_settings_get_mail_address (settings), address) == 0
      && g_strcmp0 (salon_message_settings_get_mail_name (settings), name) == 0)
    return;
  object = json_object_new ();
  if (name != NULL)
    json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "email", address);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  SalonChange *change =
    salon_setting_change_value (salon_session_get_reader (session), SALON_MESSAGE_MAIL_FROM_KEY,
                                node, _ ("Sender of e-mail"), &error);
  commit (session, change, error);
}

char *
salon_carriers_names_parse_server (const char *text)
{
  gboolean is_whole = strstr (text, "://") != NULL;
  g_autofree char *whole = is_whole ? g_strdup (text) : g_strconcat ("smtp://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  gboolean is_tls;
  int port;

  if (host == NULL || *host == '\0' || strpbrk (host, " @/") != NULL
      || (strcmp (scheme, "smtp") != 0 && strcmp (scheme, "smtps") != 0))
    return NULL;
  port = g_uri_get_port (uri);
  is_tls = strcmp (scheme, "smtps") == 0 || (!is_whole && port == SMTPS_PORT);
  if (port <= 0)
    port = is_tls ? SMTPS_PORT : SMTP_PORT;
  return g_uri_join (G_URI_FLAGS_NONE, is_tls ? "smtps" : "smtp", NULL, host, port, "", NULL, NULL);
}

char *
salon_carriers_names_format_server (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  gboolean is_tls = uri != NULL && strcmp (g_uri_get_scheme (uri), "smtps") == 0;
  int port = uri != NULL ? g_uri_get_port (uri) : -1;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (url);
  if (!is_tls && (port == SMTP_PORT || port <= 0))
    return g_strdup (g_uri_get_host (uri));
  if (is_tls == (port == SMTPS_PORT))
    return g_strdup_printf ("%s:%d", g_uri_get_host (uri), port);
  return g_strdup (url);
}
