/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-messages.h"

#include <gio/gio.h>
#include <string.h>

struct _FakeMessages
{
  char *folder;
  GSubprocess *program;
  GDataInputStream *output;
  GHashTable *variables;
  yyjson_doc *answer;
};

static void
read_answer (FakeMessages *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  gsize length = 0;

  g_clear_pointer (&self->answer, yyjson_doc_free);
  line = g_data_input_stream_read_line (self->output, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  self->answer = yyjson_read (line, length, YYJSON_READ_NOFLAG);
  g_assert_nonnull (self->answer);
}

static void
read_variables (FakeMessages *self, yyjson_val *variables)
{
  yyjson_obj_iter items = yyjson_obj_iter_with (variables);
  yyjson_val *name;

  while ((name = yyjson_obj_iter_next (&items)) != NULL)
    fake_messages_set (self, yyjson_get_str (name),
                       yyjson_get_str (yyjson_obj_iter_get_val (name)));
}

FakeMessages *
fake_messages_new (gboolean has_mail_server)
{
  FakeMessages *self = g_new0 (FakeMessages, 1);
  g_autofree char *script =
    g_test_build_filename (G_TEST_DIST, "message", "fake_messages.py", NULL);
  g_autoptr (GError) error = NULL;

  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folder = g_dir_make_tmp ("salon-messages-XXXXXX", &error);
  g_assert_no_error (error);
  self->program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "python3", "-B", "-W", "ignore", script, self->folder,
                                    has_mail_server ? "--mail" : NULL, NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->program));
  read_answer (self);
  read_variables (self, yyjson_obj_get (yyjson_doc_get_root (self->answer), "environment"));
  read_variables (self, yyjson_obj_get (yyjson_doc_get_root (self->answer), "doors"));
  return self;
}

void
fake_messages_free (FakeMessages *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) remove = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->program), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (self->program, NULL, &error);
  g_assert_no_error (error);
  remove = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "rm", "-r", self->folder, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (remove, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->answer, yyjson_doc_free);
  g_object_unref (self->output);
  g_object_unref (self->program);
  g_hash_table_unref (self->variables);
  g_free (self->folder);
  g_free (self);
}

const char *
fake_messages_get (FakeMessages *self, const char *name)
{
  return g_hash_table_lookup (self->variables, name);
}

void
fake_messages_set (FakeMessages *self, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (self->variables, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->variables, name);
}

static const char *
look_up (const char *name, gpointer user_data)
{
  return fake_messages_get (user_data, name);
}

SalonMessageProvider *
fake_messages_open (FakeMessages *self, SalonMessageMedium medium)
{
  g_autoptr (SalonProviderSettings) settings = salon_provider_settings_new (look_up, self);
  SalonMessageProvider *provider = salon_provider_settings_open (settings, medium);

  g_assert_cmpuint (settings->problems->len, ==, 0);
  g_assert_nonnull (provider);
  return provider;
}

const char *
fake_messages_get_folder (FakeMessages *self)
{
  return self->folder;
}

yyjson_val *
fake_messages_tell (FakeMessages *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (line, "'", '"');
  g_output_stream_printf (g_subprocess_get_stdin_pipe (self->program), NULL, NULL, &error, "%s\n",
                          line);
  g_assert_no_error (error);
  read_answer (self);
  return yyjson_doc_get_root (self->answer);
}

guint
fake_messages_count (FakeMessages *self)
{
  return (guint) yyjson_arr_size (fake_messages_tell (self, "['arrived']"));
}

yyjson_val *
fake_messages_get_last (FakeMessages *self)
{
  yyjson_val *last = yyjson_arr_get_last (fake_messages_tell (self, "['arrived']"));

  g_assert_nonnull (last);
  return last;
}

SalonOutgoing
fake_messages_make_sms (void)
{
  return (SalonOutgoing) {
    .operation_id = FAKE_MESSAGES_OPERATION,
    .recipient = "+33612345678",
    .text = "Rappel : rendez-vous demain a 14h30. Serenaia",
    .now = FAKE_MESSAGES_NOW,
  };
}

SalonOutgoing
fake_messages_make_mail (void)
{
  return (SalonOutgoing) {
    .operation_id = FAKE_MESSAGES_OPERATION,
    .recipient = "marie@client.example",
    .recipient_name = "Marie Durand",
    .sender_name = "Sérénaïa",
    .subject = "Votre rendez-vous chez Sérénaïa",
    .text = "Bonjour Marie,\n\nà demain.",
    .now = FAKE_MESSAGES_NOW,
  };
}

guint
fake_messages_assert_send (SalonMessageProvider *provider,
                           const SalonOutgoing *outgoing,
                           SalonDeliveryOutcome outcome,
                           SalonDeliveryReason reason)
{
  g_autoptr (SalonDelivery) delivery = salon_message_provider_send (provider, outgoing, NULL);

  g_assert_cmpstr (salon_delivery_reason_to_string (delivery->reason), ==,
                   salon_delivery_reason_to_string (reason));
  g_assert_cmpint (delivery->outcome, ==, outcome);
  return delivery->retry_seconds;
}

guint
fake_messages_assert_look_up (SalonMessageProvider *provider,
                              gint64 waited,
                              SalonDeliveryOutcome outcome)
{
  g_autoptr (SalonDelivery) delivery =
    salon_message_provider_look_up (provider, FAKE_MESSAGES_OPERATION, FAKE_MESSAGES_NOW - waited,
                                    FAKE_MESSAGES_NOW, NULL);

  g_assert_cmpint (delivery->outcome, ==, outcome);
  return delivery->retry_seconds;
}
