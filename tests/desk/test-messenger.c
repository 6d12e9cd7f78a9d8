/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sends from this computer: its thread, and what the main thread hears of it. */
#include "messages/salon-messenger.h"

#include "fake-carrier.h"
#include "store-fixture.h"

/* The test owns them; the thread alone asks them, and the main thread looks only after it was told. */
static FakeCarrier *carriers[SALON_N_MESSAGE_MEDIA];

static SalonMessageProvider *
provide (SalonMessageMedium medium, gpointer user_data)
{
  return SALON_MESSAGE_PROVIDER (g_object_ref (carriers[medium]));
}

typedef struct
{
  StoreFixture file;
  SalonSession *session;
  SalonMessenger *messenger;
  guint n_changed;
  guint n_failed;
} Desk;

static void
changed_cb (Desk *self)
{
  self->n_changed++;
}

static void
failed_cb (SalonMessenger *messenger, guint n, Desk *self)
{
  self->n_failed += n;
}

/* A message about nothing, to the owner herself: due since a while, and never too late. */
static SalonChange *
make_wish (guint number)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = fixture_id (number);
  static const char *const nulls[] = { "booking_id",  "sent_at",      "error_message", "starts_at",
                                       "provider_id", "gift_card_id", "part_of",       "try_at" };

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "type", "email");
  json_object_set_string_member (row, "channel", "confirmation");
  json_object_set_string_member (row, "recipient", "nina@example.org");
  json_object_set_string_member (row, "subject", "Un essai");
  json_object_set_string_member (row, "content", "Tout va bien.");
  json_object_set_string_member (row, "status", "pending");
  json_object_set_string_member (row, "due_at", "2026-03-12T09:30:00Z");
  json_object_set_int_member (row, "attempts", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (nulls); i++)
    json_object_set_null_member (row, nulls[i]);
  return fixture_insert ("notifications", row, "Tell Nina");
}

static void
set_up (Desk *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&self->file, NULL);
  g_assert_cmpint (
    store_fixture_execute (&self->file,
                           "INSERT INTO salon_settings (key, value) "
                           "VALUES ('message.quiet', '{\"from\":\"00:00\",\"to\":\"00:00\"}')"),
    ==, SQLITE_OK);
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    carriers[medium] = fake_carrier_new (medium == SALON_MESSAGE_EMAIL);
  self->session = salon_session_open (self->file.path, FALSE, &error);
  g_assert_no_error (error);
  self->messenger = salon_messenger_new (self->session, NULL, NULL);
  g_signal_connect_swapped (self->messenger, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->messenger, "failed", G_CALLBACK (failed_cb), self);
}

static void
tear_down (Desk *self, gconstpointer unused)
{
  salon_messenger_stop (self->messenger);
  g_clear_object (&self->messenger);
  salon_session_close (self->session);
  /* The thread holds the worker for as long as it is at something. */
  g_clear_object (&self->session);
  for (gsize i = 0; i < SALON_N_MESSAGE_MEDIA; i++)
    g_clear_object (&carriers[i]);
  store_fixture_tear_down (&self->file, NULL);
}

static char *
read_status (Desk *self)
{
  return store_fixture_read_text (&self->file,
                                  "SELECT group_concat (status, ' ') FROM notifications");
}

static void
wait_for (Desk *self, const char *statuses)
{
  for (;;)
    {
      g_autofree char *found = read_status (self);

      if (g_strcmp0 (found, statuses) == 0)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_nothing_is_sent_without_carriers (Desk *self, gconstpointer unused)
{
  g_assert_cmpint (salon_messenger_get_state (self->messenger), ==, SALON_MESSENGER_OFF);
  g_assert_cmpint (salon_messenger_get_last_at (self->messenger), ==, 0);
}

static void
told_cb (GObject *session, const char *sentence, gboolean can_undo, char **told)
{
  g_set_str (told, sentence);
}

/* By the session, which every window listens to. */
static void
test_keys_that_are_lost_are_told (Desk *self, gconstpointer unused)
{
  g_autoptr (SalonCarriers) keys = salon_carriers_new ();
  g_autoptr (SalonMessenger) messenger = salon_messenger_new (self->session, NULL, keys);
  g_autofree char *told = NULL;

  g_signal_connect (self->session, "done", G_CALLBACK (told_cb), &told);
  g_signal_emit_by_name (keys, "lost");
  g_assert_cmpstr (told, ==,
                   "The keys of your messages cannot be kept here: they have to be typed again at "
                   "the next start.");
  g_signal_handlers_disconnect_by_func (self->session, told_cb, &told);
  salon_messenger_stop (messenger);
}

static void
test_what_is_due_is_sent (Desk *self, gconstpointer unused)
{
  g_autoptr (SalonChange) change = NULL;

  change = store_fixture_apply (&self->file, make_wish (1));
  salon_messenger_set_provide (self->messenger, provide, NULL);
  g_assert_cmpint (salon_messenger_get_state (self->messenger), ==, SALON_MESSENGER_SENDING);
  wait_for (self, "sent");
  g_assert_cmpuint (carriers[SALON_MESSAGE_EMAIL]->arrivals->len, ==, 1);
  g_assert_cmpstr (fake_carrier_get (carriers[SALON_MESSAGE_EMAIL], 0)->text, ==, "Tout va bien.");
}

/* The owner has saved something: it is looked at without waiting for the minute. */
static void
test_a_change_wakes_it (Desk *self, gconstpointer unused)
{
  g_autoptr (SalonChange) change = NULL;

  salon_messenger_set_provide (self->messenger, provide, NULL);
  while (salon_messenger_get_last_at (self->messenger) == 0)
    g_main_context_iteration (NULL, TRUE);
  change = make_wish (1);
  salon_session_commit (self->session, change);
  wait_for (self, "sent");
}

static void
test_what_fails_is_told (Desk *self, gconstpointer unused)
{
  g_autoptr (SalonChange) change = NULL;

  carriers[SALON_MESSAGE_EMAIL]->mood = FAKE_REFUSED;
  change = store_fixture_apply (&self->file, make_wish (1));
  salon_messenger_set_provide (self->messenger, provide, NULL);
  while (self->n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for (self, "failed");
  g_assert_cmpuint (self->n_failed, ==, 1);
}

static void
test_trouble_is_told (Desk *self, gconstpointer unused)
{
  g_autoptr (SalonChange) change = NULL;

  carriers[SALON_MESSAGE_EMAIL]->mood = FAKE_BROKE;
  change = store_fixture_apply (&self->file, make_wish (1));
  salon_messenger_set_provide (self->messenger, provide, NULL);
  while (salon_messenger_get_state (self->messenger) != SALON_MESSENGER_TROUBLE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (salon_messenger_get_trouble (self->messenger, SALON_MESSAGE_EMAIL), ==,
                   SALON_DELIVERY_CREDITS);
  g_assert_cmpint (salon_messenger_get_next_at (self->messenger), >, 0);
}

static void
test_a_sample_tells_nobody (void)
{
  StoreFixture file = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonSession) session = NULL;
  g_autoptr (SalonMessenger) messenger = NULL;

  store_fixture_set_up (&file, NULL);
  session = salon_session_open (file.path, TRUE, &error);
  g_assert_no_error (error);
  messenger = salon_messenger_new (session, NULL, NULL);
  salon_messenger_set_provide (messenger, provide, NULL);
  g_assert_cmpint (salon_messenger_get_state (messenger), ==, SALON_MESSENGER_OFF);
  salon_session_close (session);
  store_fixture_tear_down (&file, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/messenger/" name, Desk, NULL, set_up, test, tear_down)
  ADD ("nothing-is-sent-without-carriers", test_nothing_is_sent_without_carriers);
  ADD ("keys-that-are-lost-are-told", test_keys_that_are_lost_are_told);
  ADD ("what-is-due-is-sent", test_what_is_due_is_sent);
  ADD ("a-change-wakes-it", test_a_change_wakes_it);
  ADD ("what-fails-is-told", test_what_fails_is_told);
  ADD ("trouble-is-told", test_trouble_is_told);
  g_test_add_func ("/messenger/a-sample-tells-nobody", test_a_sample_tells_nobody);
  return g_test_run ();
}
