/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-rules.h"

#include <glib/gi18n-lib.h>

#include "core/salon-json.h"
#include "messages/salon-template-words.h"
#include "settings/salon-setting.h"

static GHashTable *
read_texts (SalonSession *session)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) rows =
    salon_reader_list_rows (salon_session_get_reader (session), "salon_settings", NULL);

  /* What cannot be read is as by default; the session has told of it. */
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);
      GString *text = g_string_new (NULL);

      salon_json_append (text, json_object_get_member (row, "value"));
      g_hash_table_insert (texts, g_strdup (json_object_get_string_member (row, "key")),
                           g_string_free_and_steal (text));
    }
  return texts;
}

SalonMessageSettings *
salon_message_rules_read (SalonSession *session)
{
  g_autoptr (GHashTable) texts = read_texts (session);

  return salon_message_settings_new (texts);
}

static void
finish (SalonSession *session, SalonChange *change, GError *error)
{
  g_autoptr (SalonChange) owned = change;
  g_autoptr (GError) owned_error = error;

  if (error != NULL)
    salon_session_report (session, error);
  else if (change != NULL)
    salon_session_commit (session, change);
}

/* The object that the setting holds, or an empty one, to be changed. */
static JsonObject *
dup_object (SalonSession *session, const char *key)
{
  g_autoptr (JsonNode) value = salon_setting_dup_value (salon_session_get_reader (session), key);

  return value != NULL && JSON_NODE_HOLDS_OBJECT (value)
           ? salon_json_copy_object (json_node_get_object (value))
           : json_object_new ();
}

static void
commit_object (SalonSession *session, const char *key, JsonObject *object, const char *label)
{
  JsonNode *value = json_node_init_object (json_node_alloc (), object);
  GError *error = NULL;
  SalonChange *change =
    salon_setting_change_value (salon_session_get_reader (session), key, value, label, &error);

  finish (session, change, error);
}

void
salon_message_rules_set_medium (SalonSession *session,
                                SalonMessageKind kind,
                                SalonMessageMedium medium,
                                gboolean is_on)
{
  g_autofree char *key = salon_message_settings_dup_kind_key (kind);
  g_autoptr (JsonObject) rule = dup_object (session, key);
  g_autofree char *label = salon_template_words_for_change (kind);

  json_object_set_boolean_member (rule, salon_message_medium_to_string (medium), is_on);
  commit_object (session, key, rule, label);
}

void
salon_message_rules_set_span (SalonSession *session, SalonMessageKind kind, int span)
{
  g_autofree char *key = salon_message_settings_dup_kind_key (kind);
  g_autoptr (JsonObject) rule = dup_object (session, key);
  g_autofree char *label = salon_template_words_for_change (kind);

  json_object_set_int_member (rule, salon_message_settings_get_span_word (kind), span);
  commit_object (session, key, rule, label);
}

void
salon_message_rules_set_quiet (SalonSession *session, int from, int to)
{
  g_autoptr (JsonObject) quiet = dup_object (session, SALON_MESSAGE_QUIET_KEY);
  g_autofree char *from_text = salon_minute_format (from);
  g_autofree char *to_text = salon_minute_format (to);

  json_object_set_string_member (quiet, "from", from_text);
  json_object_set_string_member (quiet, "to", to_text);
  commit_object (session, SALON_MESSAGE_QUIET_KEY, quiet, _ ("Quiet hours"));
}

void
salon_message_rules_set_accents (SalonSession *session, gboolean keeps_accents)
{
  GError *error = NULL;
  SalonChange *change =
    salon_setting_change_boolean (salon_session_get_reader (session), SALON_MESSAGE_ACCENTS_KEY,
                                  keeps_accents, _ ("Accents in SMS"), &error);

  finish (session, change, error);
}

static void
set_text (SalonSession *session, const char *key, const char *text, const char *label)
{
  GError *error = NULL;
  SalonChange *change =
    salon_setting_change_text (salon_session_get_reader (session), key, text, label, &error);

  finish (session, change, error);
}

void
salon_message_rules_set_sender (SalonSession *session, const char *sender)
{
  set_text (session, SALON_MESSAGE_SENDER_KEY, sender, _ ("Sender of SMS"));
}

void
salon_message_rules_set_link (SalonSession *session, const char *link)
{
  set_text (session, SALON_MESSAGE_LINK_KEY, link, _ ("Web page in messages"));
}

void
salon_message_rules_set_mail_from (SalonSession *session, const char *name, const char *address)
{
  g_autoptr (JsonObject) from = dup_object (session, SALON_MESSAGE_MAIL_FROM_KEY);

  json_object_set_string_member (from, "name", name);
  json_object_set_string_member (from, "email", address);
  commit_object (session, SALON_MESSAGE_MAIL_FROM_KEY, from, _ ("Sender of e-mails"));
}

void
salon_message_rules_set_words (SalonSession *session,
                               SalonMessageKind kind,
                               SalonMessageMedium medium,
                               SalonLanguage language,
                               const SalonMessageTemplate *words)
{
  const SalonMessageTemplate *ours = salon_message_template_get_default (kind, medium, language);
  g_autofree char *key = salon_message_settings_dup_template_key (kind, medium, language);
  g_autofree char *label = salon_template_words_for_text_change (kind);
  gboolean is_ours =
    words == NULL
    || (g_str_equal (words->subject, ours->subject) && g_str_equal (words->text, ours->text));
  GError *error = NULL;
  SalonChange *change = NULL;

  if (!is_ours)
    {
      g_autoptr (JsonObject) own = dup_object (session, key);

      json_object_set_string_member (own, "subject", words->subject);
      json_object_set_string_member (own, "text", words->text);
      commit_object (session, key, own, label);
      return;
    }
  change =
    salon_setting_change_value (salon_session_get_reader (session), key, NULL, label, &error);
  finish (session, change, error);
}
