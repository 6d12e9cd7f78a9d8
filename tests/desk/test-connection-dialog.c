/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sharing a salon, from the fields to the last row, with a PostgreSQL of the test's own. */
#include "sync/salon-connection-dialog.h"

#include "accessible-names.h"
#include "page-fixture.h"
#include "postgres-fixture.h"
#include "server-fixture.h"
#include "shown-labels.h"

/* One for all tests; each has its own database. */
static PostgresFixture *postgres;

typedef struct
{
  PageFixture page;
  SalonSharing *sharing;
  AdwDialog *dialog;
} Fixture;

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = salon_connection_dialog_new (fixture->sharing);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (fixture->dialog, fixture->page.page);
  while (!gtk_widget_get_mapped (page_fixture_get_child (fixture->dialog, "view")))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

/* @data: bookings of the sample's kind; the file is no sample all the same. */
static void
fill (SalonStore *store, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  const SalonClientFields fields = { .id = "00000000-0000-7000-8000-000000000501",
                                     .name = "Marie Durand",
                                     .language = "fr",
                                     .created_at = 1773300000 };
  g_autoptr (SalonClient) client = salon_client_new (&fields);

  if (data == NULL)
    return;
  salon_client_add_insert (client, builder);
  change = salon_change_builder_end (builder, "Marie Durand");
  applied = salon_store_apply (store, change, 1773300000, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_fixture_set_up_filled (&fixture->page, fill, data, NULL, 700);
  fixture->sharing = salon_sharing_new (fixture->page.session);
  salon_sharing_start (fixture->sharing);
  open_dialog (fixture);
}

static void
wait_until_closed (Fixture *fixture)
{
  while (fixture->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    adw_dialog_force_close (fixture->dialog);
  wait_until_closed (fixture);
  salon_session_close (fixture->page.session);
  page_fixture_settle ();
  g_assert_finalize_object (fixture->sharing);
  page_fixture_tear_down (&fixture->page);
}

static gpointer
get (Fixture *fixture, const char *name)
{
  return page_fixture_get_child (fixture->dialog, name);
}

static void
type (Fixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (get (fixture, row), text);
}

static void
assert_typed (Fixture *fixture, const char *row, const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (get (fixture, row)), ==, text);
}

static void
click (Fixture *fixture, const char *button)
{
  g_assert_true (gtk_widget_get_visible (get (fixture, button)));
  g_signal_emit_by_name (get (fixture, button), "clicked");
  page_fixture_settle ();
}

static gboolean
is_said (Fixture *fixture, const char *words)
{
  return shown_labels_find (GTK_WIDGET (fixture->dialog), words) != NULL;
}

static void
wait_for_button (Fixture *fixture, const char *name)
{
  GtkWidget *button = get (fixture, name);

  while (!gtk_widget_get_visible (button))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
wait_until_up_to_date (Fixture *fixture)
{
  SalonSync *sync = salon_sharing_get_sync (fixture->sharing);

  g_assert_nonnull (sync);
  while (salon_sync_get_status (sync) != SALON_SYNC_STATUS_UP_TO_DATE
         || salon_sync_get_waiting (sync) > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What the list of clients counts is made anew a moment after everything was read. */
static void
wait_for_clients (Fixture *fixture, int n_clients)
{
  SalonReader *reader = salon_session_get_reader (fixture->page.session);

  while (salon_reader_count_clients (reader, NULL) != n_clients)
    g_main_context_iteration (NULL, TRUE);
}

static void
type_database (Fixture *fixture, const char *database)
{
  type (fixture, "host_row", postgres_fixture_get_host (postgres));
  type (fixture, "database_row", database);
  type (fixture, "user_row", POSTGRES_FIXTURE_OWNER);
}

static char *
count_clients (const char *database)
{
  SalonConnection *connection = postgres_fixture_connect (postgres, database, NULL);
  g_autoptr (GError) error = NULL;
  char *count =
    salon_connection_read_text (connection, "SELECT count(*)::text FROM public.clients", &error);

  g_assert_no_error (error);
  salon_connection_free (connection);
  return count;
}

/* The fields */

static void
test_a_pasted_line_fills_the_fields (Fixture *fixture, gconstpointer data)
{
  type (fixture, "host_row", "postgresql+asyncpg://zoe:s%40cret@salon.example:5433/beaute");
  assert_typed (fixture, "host_row", "salon.example");
  assert_typed (fixture, "port_row", "5433");
  assert_typed (fixture, "database_row", "beaute");
  assert_typed (fixture, "user_row", "zoe");
  assert_typed (fixture, "password_row", "s@cret");
}

/* Letter by letter: "postgresql://zoe@s" is a whole line already, and not hers. */
static void
test_a_typed_line_fills_them_once_she_goes_on (Fixture *fixture, gconstpointer data)
{
  const char *line = "postgresql://zoe@salon.example";
  int position = 0;

  for (const char *c = line; *c != '\0'; c++)
    gtk_editable_insert_text (get (fixture, "host_row"), c, 1, &position);
  assert_typed (fixture, "host_row", line);
  click (fixture, "test_button");
  assert_typed (fixture, "host_row", "salon.example");
  assert_typed (fixture, "user_row", "zoe");
  g_assert_true (is_said (fixture, "Type the name of the database."));
}

static void
test_what_is_missing_is_said (Fixture *fixture, gconstpointer data)
{
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "Type the address of the computer with the shared salon."));
  type (fixture, "host_row", "salon.example");
  type (fixture, "port_row", "70000");
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "A port is a number from 1 to 65535; usually it is 5432."));
  type (fixture, "port_row", "");
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "Type the name of the database."));
}

static void
test_everything_has_a_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->page.window);

  g_assert_cmpstr (missing, ==, "");
}

/* The steps */

static void
test_a_failed_step_says_what_to_do (Fixture *fixture, gconstpointer data)
{
  /* Nobody listens at port 1. */
  type (fixture, "host_row", "127.0.0.1");
  type (fixture, "port_row", "1");
  type (fixture, "database_row", "beaute");
  click (fixture, "test_button");
  wait_for_button (fixture, "back_button");
  g_assert_true (is_said (fixture, "The computer was found."));
  g_assert_true (
    is_said (fixture, "The shared salon’s computer does not answer. It may be switched off."));
  g_assert_false (gtk_widget_get_visible (get (fixture, "share_button")));
}

/* From an empty database to a shared salon */

static void
test_an_empty_database_is_prepared_and_filled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = postgres_fixture_create_database (postgres);
  g_autofree char *count = NULL;

  type_database (fixture, database);
  click (fixture, "test_button");
  wait_for_button (fixture, "prepare_button");
  g_assert_true (
    is_said (fixture, "The database is empty. It can be prepared now, so that a salon fits in."));
  g_assert_false (gtk_widget_get_visible (get (fixture, "share_button")));

  click (fixture, "prepare_button");
  wait_for_button (fixture, "share_button");
  g_assert_true (is_said (fixture, "_Send My Salon"));
  click (fixture, "share_button");
  wait_until_closed (fixture);
  wait_until_up_to_date (fixture);
  count = count_clients (database);
  g_assert_cmpstr (count, ==, "1");
}

static void
test_a_shared_salon_is_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = postgres_fixture_create_salon (postgres);

  postgres_fixture_execute (postgres, database,
                            "INSERT INTO clients (id, name, language) VALUES "
                            "('00000000-0000-7000-8000-000000000502', 'Alice Martin', 'fr')");
  type_database (fixture, database);
  click (fixture, "test_button");
  wait_for_button (fixture, "share_button");
  g_assert_true (is_said (fixture, "_Take the Shared Salon"));
  click (fixture, "share_button");
  wait_until_closed (fixture);
  wait_until_up_to_date (fixture);
  wait_for_clients (fixture, 1);
}

static void
test_two_salons_are_brought_together (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = postgres_fixture_create_salon (postgres);
  g_autofree char *count = NULL;

  postgres_fixture_execute (postgres, database,
                            "INSERT INTO clients (id, name, language) VALUES "
                            "('00000000-0000-7000-8000-000000000502', 'Alice Martin', 'fr')");
  type_database (fixture, database);
  click (fixture, "test_button");
  wait_for_button (fixture, "share_button");
  g_assert_true (is_said (fixture, "_Bring Both Together"));
  click (fixture, "share_button");
  wait_until_closed (fixture);
  wait_until_up_to_date (fixture);
  count = count_clients (database);
  g_assert_cmpstr (count, ==, "2");
  wait_for_clients (fixture, 2);
}

static void
test_the_salon_goes_on_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = postgres_fixture_create_salon (postgres);

  type_database (fixture, database);
  click (fixture, "test_button");
  wait_for_button (fixture, "share_button");
  click (fixture, "share_button");
  wait_until_closed (fixture);
  wait_until_up_to_date (fixture);

  open_dialog (fixture);
  assert_typed (fixture, "database_row", database);
  g_assert_true (gtk_widget_get_visible (get (fixture, "shared_group")));
  GtkWidget *row = page_fixture_find (get (fixture, "shared_group"), ADW_TYPE_BUTTON_ROW, 0);
  g_signal_emit_by_name (row, "activated");
  wait_until_closed (fixture);
  g_assert_null (salon_sharing_get_sync (fixture->sharing));
  g_assert_null (salon_sharing_get_settings (fixture->sharing));
  wait_for_clients (fixture, 1);
}

/* At a server */

static void
type_server (Fixture *fixture, const char *address, const char *password)
{
  adw_combo_row_set_selected (get (fixture, "kind_row"), 1);
  type (fixture, "host_row", address);
  type (fixture, "user_row", SERVER_FIXTURE_EMAIL);
  type (fixture, "password_row", password);
}

static void
test_what_is_missing_at_a_server_is_said (Fixture *fixture, gconstpointer data)
{
  type (fixture, "host_row", "https://salon.example/");
  g_assert_false (gtk_widget_get_visible (get (fixture, "database_row")));
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "Type the e-mail address that you sign in with."));
  type (fixture, "user_row", SERVER_FIXTURE_EMAIL);
  click (fixture, "test_button");
  assert_typed (fixture, "user_row", SERVER_FIXTURE_EMAIL);
  g_assert_true (is_said (fixture, "Type your password."));
  type (fixture, "host_row", "http://salon.example");
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "Type the address of the server, such as salon.example."));
}

static void
test_a_salon_is_taken_from_a_server (Fixture *fixture, gconstpointer data)
{
  ServerFixture server;

  server_fixture_set_up (&server, postgres);
  postgres_fixture_execute (postgres, server.database,
                            "INSERT INTO clients (id, name, language) VALUES "
                            "('00000000-0000-7000-8000-000000000502', 'Alice Martin', 'fr')");
  type_server (fixture, server.address, "wrong");
  click (fixture, "test_button");
  wait_for_button (fixture, "back_button");
  g_assert_true (
    is_said (fixture, "The shared salon refuses the user name or the password. Type them again."));
  gtk_widget_activate_action (get (fixture, "back_button"), "navigation.pop", NULL);
  page_fixture_settle ();

  type (fixture, "password_row", SERVER_FIXTURE_PASSWORD);
  click (fixture, "test_button");
  wait_for_button (fixture, "share_button");
  g_assert_true (is_said (fixture, "_Take the Shared Salon"));
  click (fixture, "share_button");
  wait_until_closed (fixture);
  wait_until_up_to_date (fixture);
  wait_for_clients (fixture, 1);

  /* What is kept is not shown as a password, and who it is stays. */
  open_dialog (fixture);
  assert_typed (fixture, "host_row", server.address);
  assert_typed (fixture, "user_row", SERVER_FIXTURE_EMAIL);
  assert_typed (fixture, "password_row", "");
  adw_dialog_force_close (fixture->dialog);
  wait_until_closed (fixture);
  salon_sync_stop (salon_sharing_get_sync (fixture->sharing));
  server_fixture_tear_down (&server);
}

static void
test_a_salon_is_sent_to_a_server (Fixture *fixture, gconstpointer data)
{
  ServerFixture server;
  g_autofree char *count = NULL;

  server_fixture_set_up (&server, postgres);
  type_server (fixture, server.address, SERVER_FIXTURE_PASSWORD);
  click (fixture, "test_button");
  wait_for_button (fixture, "share_button");
  g_assert_true (is_said (fixture, "_Send My Salon"));
  click (fixture, "share_button");
  wait_until_closed (fixture);
  wait_until_up_to_date (fixture);
  count = count_clients (server.database);
  g_assert_cmpstr (count, ==, "1");
  salon_sync_stop (salon_sharing_get_sync (fixture->sharing));
  server_fixture_tear_down (&server);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  postgres = postgres_fixture_new ();

#define ADD(path, has_own, function)                                                               \
  g_test_add ("/salon/connection-dialog/" path, Fixture, GINT_TO_POINTER (has_own), set_up,        \
              function, tear_down)
  ADD ("a-pasted-line-fills-the-fields", FALSE, test_a_pasted_line_fills_the_fields);
  ADD ("a-typed-line-fills-them-once-she-goes-on", FALSE,
       test_a_typed_line_fills_them_once_she_goes_on);
  ADD ("what-is-missing-is-said", FALSE, test_what_is_missing_is_said);
  ADD ("everything-has-a-name", FALSE, test_everything_has_a_name);
  ADD ("a-failed-step-says-what-to-do", FALSE, test_a_failed_step_says_what_to_do);
  ADD ("an-empty-database-is-prepared-and-filled", TRUE,
       test_an_empty_database_is_prepared_and_filled);
  ADD ("a-shared-salon-is-taken", FALSE, test_a_shared_salon_is_taken);
  ADD ("two-salons-are-brought-together", TRUE, test_two_salons_are_brought_together);
  ADD ("what-is-missing-at-a-server-is-said", FALSE, test_what_is_missing_at_a_server_is_said);
  ADD ("a-salon-is-taken-from-a-server", FALSE, test_a_salon_is_taken_from_a_server);
  ADD ("a-salon-is-sent-to-a-server", TRUE, test_a_salon_is_sent_to_a_server);
  ADD ("the-salon-goes-on-alone", TRUE, test_the_salon_goes_on_alone);

  status = g_test_run ();
  postgres_fixture_free (postgres);
  return status;
}
