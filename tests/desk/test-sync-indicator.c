/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicator and banner in a real window, on a sync with a shared salon in memory. */
#include "sync/salon-sync-indicator.h"

#include "accessible-names.h"
#include "desk-fixture.h"
#include "page-fixture.h"
#include "review-fixture.h"
#include "shown-labels.h"
#include "sync/salon-sync-banner.h"

#define CLIENT_ID "00000000-0000-7000-8000-000000000601"

typedef struct
{
  PageFixture page;
  FakeServer *server;
  FakeRemote *remote; /* the last that was made; the sync's */
  SalonSharing *sharing;
  SalonSyncIndicator *indicator;
  SalonSyncBanner *banner;
  guint n_failures; /* of the first attempts to connect */
  guint n_received;
} Fixture;

typedef enum
{
  ALONE,
  SHARED,
  WITH_REVIEWS,
} Kind;

static SalonRemote *
make_remote (const SalonConnectionSettings *settings, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->remote = fake_remote_new (fixture->server);
  if (fixture->n_failures > 0)
    fake_remote_fail (fixture->remote, FAKE_CALL_OPEN, fixture->n_failures,
                      SALON_SYNC_ERROR_OFFLINE);
  return SALON_REMOTE (fixture->remote);
}

static void
fill (SalonStore *store, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  switch ((Kind) GPOINTER_TO_INT (data))
    {
    case ALONE:
      return;
    case SHARED:
      salon_store_share (store, SALON_SHARE_JOIN, REVIEW_FIXTURE_REMOTE, 1773300000, &error);
      g_assert_no_error (error);
      return;
    case WITH_REVIEWS:
      review_fixture_fill (store, REVIEW_FIXTURE_ALL);
      return;
    }
}

static GtkWidget *
make_page (SalonSession *session)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), g_object_new (SALON_TYPE_SYNC_INDICATOR, NULL));
  gtk_box_append (GTK_BOX (box), g_object_new (SALON_TYPE_SYNC_BANNER, NULL));
  return box;
}

static void
received_cb (Fixture *fixture)
{
  fixture->n_received++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_fixture_set_up_filled (&fixture->page, fill, data, make_page, 500);
  fixture->server = desk_fixture_make_server ();
  fixture->sharing = salon_sharing_new (fixture->page.session);
  salon_sharing_set_remote_func (fixture->sharing, make_remote, fixture);
  fixture->indicator = page_fixture_find (fixture->page.page, SALON_TYPE_SYNC_INDICATOR, 0);
  fixture->banner = page_fixture_find (fixture->page.page, SALON_TYPE_SYNC_BANNER, 0);
  salon_sync_indicator_set_sharing (fixture->indicator, fixture->sharing);
  salon_sync_banner_set_sharing (fixture->banner, fixture->sharing);
  g_signal_connect_swapped (fixture->page.session, "received", G_CALLBACK (received_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  salon_session_set_sync (fixture->page.session, NULL);
  g_clear_object (&fixture->sharing);
  page_fixture_tear_down (&fixture->page);
  fake_server_free (fixture->server);
}

static SalonSync *
get_sync (Fixture *fixture)
{
  return salon_sharing_get_sync (fixture->sharing);
}

static void
wait_for (Fixture *fixture, SalonSyncStatus status)
{
  fake_await (get_sync (fixture) != NULL && salon_sync_get_status (get_sync (fixture)) == status);
  page_fixture_settle ();
}

static void
start_and_wait_for (Fixture *fixture, SalonSyncStatus status)
{
  salon_sharing_start (fixture->sharing);
  wait_for (fixture, status);
}

static const char *
get_tooltip (Fixture *fixture)
{
  return gtk_widget_get_tooltip_text (page_fixture_get_child (fixture->indicator, "button"));
}

static gpointer
get_banner (Fixture *fixture, const char *name)
{
  return page_fixture_get_child (fixture->banner, name);
}

static void
open_popover (Fixture *fixture)
{
  GtkWidget *popover = page_fixture_get_child (fixture->indicator, "popover");

  salon_sync_indicator_popup (fixture->indicator);
  fake_await (gtk_widget_get_mapped (popover));
  page_fixture_settle ();
}

static gboolean
is_shown (Fixture *fixture, const char *name)
{
  return gtk_widget_get_visible (page_fixture_get_child (fixture->indicator, name));
}

static void
click (Fixture *fixture, const char *name)
{
  g_assert_true (is_shown (fixture, name));
  g_signal_emit_by_name (page_fixture_get_child (fixture->indicator, name), "clicked");
}

static JsonObject *
make_client_row (const char *name)
{
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"" CLIENT_ID "\",\"name\":\"%s\",\"email\":null,\"phone\":null,\"allergies\":null,"
    "\"notes\":null,\"is_blocked\":false,\"sms_consent\":false,\"email_consent\":false,"
    "\"language\":\"fr\",\"merged_into\":null,\"anonymised_at\":null,\"created_at\":"
    "\"2026-03-12T09:00:00Z\"}",
    name);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return json_object_ref (json_node_get_object (node));
}

static void
commit_client (Fixture *fixture)
{
  g_autoptr (JsonObject) row = make_client_row ("Marie Durand");
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  guint n_before = fixture->page.n_changes;

  salon_change_builder_insert (builder, "clients", row);
  change = salon_change_builder_end (builder, "Marie Durand");
  salon_session_commit (fixture->page.session, change);
  page_fixture_wait_for_change (&fixture->page, n_before);
}

/* Tests */

static void
test_a_salon_alone_shows_nothing (Fixture *fixture, gconstpointer data)
{
  salon_sharing_start (fixture->sharing);
  /* The worker answers in order: when a change is saved, the file has been read. */
  commit_client (fixture);
  g_assert_null (get_sync (fixture));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->indicator)));
  g_assert_false (adw_banner_get_revealed (get_banner (fixture, "offline_banner")));
  g_assert_false (adw_banner_get_revealed (get_banner (fixture, "review_banner")));
}

static void
test_up_to_date_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = NULL;

  start_and_wait_for (fixture, SALON_SYNC_STATUS_UP_TO_DATE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->indicator)));
  g_assert_cmpstr (get_tooltip (fixture), ==, "Shared salon: Up to date");
  open_popover (fixture);
  g_assert_nonnull (shown_labels_find (fixture->page.window, "Up to date"));
  g_assert_false (is_shown (fixture, "progress_bar"));
  g_assert_false (is_shown (fixture, "review_button"));
  missing = accessible_names_find_missing (fixture->page.window);
  g_assert_cmpstr (missing, ==, "");
}

static void
test_a_commit_is_sent_at_once (Fixture *fixture, gconstpointer data)
{
  start_and_wait_for (fixture, SALON_SYNC_STATUS_UP_TO_DATE);
  commit_client (fixture);
  fake_await (fake_server_count_rows (fixture->server, "clients") == 1);
}

static void
test_what_others_do_is_received (Fixture *fixture, gconstpointer data)
{
  SalonReader *reader = salon_session_get_reader (fixture->page.session);
  guint n_before;

  start_and_wait_for (fixture, SALON_SYNC_STATUS_UP_TO_DATE);
  n_before = fixture->n_received;
  fake_server_put (fixture->server, "clients", CLIENT_ID, make_client_row ("Alice Martin"));
  fake_await (fixture->n_received > n_before);
  /* What the list of clients counts is made anew a moment after a first reading. */
  fake_await (salon_reader_count_clients (reader, NULL) == 1);
}

static void
test_a_minute_offline_is_said (Fixture *fixture, gconstpointer data)
{
  AdwBanner *banner = get_banner (fixture, "offline_banner");
  SalonSession *session = fixture->page.session;
  SalonMoment since;

  fixture->n_failures = G_MAXUINT;
  start_and_wait_for (fixture, SALON_SYNC_STATUS_OFFLINE);
  since = salon_session_get_moment (session, salon_sync_get_offline_since (get_sync (fixture)));
  salon_session_set_now (session, since);
  salon_sync_banner_refresh (fixture->banner);
  g_assert_false (adw_banner_get_revealed (banner));

  salon_session_set_now (session, since + 2);
  salon_sync_banner_refresh (fixture->banner);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_true (g_str_has_prefix (adw_banner_get_title (banner), "Offline since "));

  commit_client (fixture);
  fake_await (strstr (get_tooltip (fixture), "1 change waiting to be sent") != NULL);
}

static void
test_sync_now_connects_again (Fixture *fixture, gconstpointer data)
{
  fixture->n_failures = 1;
  start_and_wait_for (fixture, SALON_SYNC_STATUS_OFFLINE);
  open_popover (fixture);
  click (fixture, "sync_button");
  wait_for (fixture, SALON_SYNC_STATUS_UP_TO_DATE);
  g_assert_false (adw_banner_get_revealed (get_banner (fixture, "offline_banner")));
}

static SalonRemote *
make_held_remote (const SalonConnectionSettings *settings, gpointer user_data)
{
  SalonRemote *remote = make_remote (settings, user_data);

  fake_remote_hold (FAKE_REMOTE (remote), FAKE_CALL_BATCH, 0);
  return remote;
}

static void
test_the_first_sync_can_be_paused (Fixture *fixture, gconstpointer data)
{
  salon_sharing_set_remote_func (fixture->sharing, make_held_remote, fixture);
  start_and_wait_for (fixture, SALON_SYNC_STATUS_FIRST_SYNC);
  open_popover (fixture);
  g_assert_true (is_shown (fixture, "progress_bar"));
  g_assert_false (is_shown (fixture, "sync_button"));
  click (fixture, "stop_button");
  wait_for (fixture, SALON_SYNC_STATUS_STOPPED);

  fake_remote_release (fixture->remote, FAKE_CALL_BATCH);
  click (fixture, "sync_button");
  wait_for (fixture, SALON_SYNC_STATUS_UP_TO_DATE);
  g_assert_false (is_shown (fixture, "progress_bar"));
}

static void
test_what_waits_for_the_owner_is_said (Fixture *fixture, gconstpointer data)
{
  AdwBanner *banner = get_banner (fixture, "review_banner");

  fixture->n_failures = G_MAXUINT;
  start_and_wait_for (fixture, SALON_SYNC_STATUS_OFFLINE);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "4 things to review");
  salon_sync_banner_set_is_on_review (fixture->banner, TRUE);
  g_assert_false (adw_banner_get_revealed (banner));

  open_popover (fixture);
  g_assert_nonnull (shown_labels_find (fixture->page.window, "4 things to review"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, kind, function)                                                                  \
  g_test_add ("/salon/sync-indicator/" path, Fixture, GINT_TO_POINTER (kind), set_up, function,    \
              tear_down)
  ADD ("a-salon-alone-shows-nothing", ALONE, test_a_salon_alone_shows_nothing);
  ADD ("up-to-date-is-said", SHARED, test_up_to_date_is_said);
  ADD ("a-commit-is-sent-at-once", SHARED, test_a_commit_is_sent_at_once);
  ADD ("what-others-do-is-received", SHARED, test_what_others_do_is_received);
  ADD ("a-minute-offline-is-said", SHARED, test_a_minute_offline_is_said);
  ADD ("sync-now-connects-again", SHARED, test_sync_now_connects_again);
  ADD ("the-first-sync-can-be-paused", SHARED, test_the_first_sync_can_be_paused);
  ADD ("what-waits-for-the-owner-is-said", WITH_REVIEWS, test_what_waits_for_the_owner_is_said);

  return g_test_run ();
}
