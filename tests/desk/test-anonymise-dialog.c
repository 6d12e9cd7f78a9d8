/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-anonymise-dialog.h"

#include <string.h>

#include "accessible-names.h"
#include "clients/salon-clients-page.h"
#include "page-fixture.h"

#define MARIE "0197b1c2-0000-7000-8000-00000000000a"
#define STAFF "00000000-0000-7000-8000-000000000001"

/* @date: of her only booking */
static void
fill (SalonStore *store, gconstpointer date)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *client = g_strdup_printf (
    "{\"id\":\"" MARIE "\",\"name\":\"Xochitl Durand\",\"email\":null,\"phone\":\"+33612345678\","
    "\"allergies\":\"Latex\",\"notes\":null,\"is_blocked\":false,\"sms_consent\":true,"
    "\"email_consent\":false,\"language\":\"fr\",\"merged_into\":null,\"anonymised_at\":null,"
    "\"created_at\":\"2025-03-12T09:30:00Z\"}");
  g_autofree char *booking = g_strdup_printf (
    "{\"id\":\"0197b1c2-0000-7000-8000-0000000000b0\",\"client_name\":\"Xochitl Durand\","
    "\"client_id\":\"" MARIE "\",\"booking_date\":\"%s\",\"booking_time\":\"14:00:00\","
    "\"status\":\"confirmed\",\"payment_status\":\"pending\",\"staff_id\":\"" STAFF "\","
    "\"created_at\":\"2025-03-12T09:30:00Z\",\"duration_minutes\":60,\"buffer_minutes\":0,"
    "\"price\":\"45.00\",\"double_booked\":false}",
    (const char *) date);
  g_autoptr (JsonNode) client_row = json_from_string (client, NULL);
  g_autoptr (JsonNode) booking_row = json_from_string (booking, NULL);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (GError) error = NULL;

  salon_change_builder_insert (builder, "clients", json_node_get_object (client_row));
  salon_change_builder_insert (builder, "bookings", json_node_get_object (booking_row));
  change = salon_change_builder_end (builder, "Book Xochitl Durand");
  applied = salon_store_apply (store, change, 1773307800, &error);
  g_assert_no_error (error);
}

static void
set_up (PageFixture *fixture, gconstpointer date)
{
  page_fixture_set_up_filled (fixture, fill, date, salon_clients_page_new, 1000);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonClient *
get_client (PageFixture *fixture)
{
  SalonClient *client =
    salon_reader_get_client (salon_session_get_reader (fixture->session), MARIE, NULL);

  g_assert_nonnull (client);
  return client;
}

/* Until it knows what there is. */
static AdwDialog *
present (PageFixture *fixture)
{
  g_autoptr (SalonClient) client = get_client (fixture);
  AdwDialog *dialog = salon_anonymise_dialog_new (fixture->session, client);

  adw_dialog_present (dialog, fixture->page);
  while (adw_action_row_get_subtitle (page_fixture_get_child (dialog, "stays_row")) == NULL
         || *adw_action_row_get_subtitle (page_fixture_get_child (dialog, "stays_row")) == '\0')
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  return dialog;
}

static gboolean
is_in_file (PageFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "salon.sqlite", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  const char *const paths[] = { path, log };
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_get_contents (paths[i], &contents, &length, NULL))
        found |= memmem (contents, length, text, strlen (text)) != NULL;
    }
  return found;
}

static void
test_she_is_forgotten (PageFixture *fixture, gconstpointer date)
{
  AdwDialog *dialog = present (fixture);
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_autoptr (SalonClient) client = NULL;

  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpstr (adw_action_row_get_subtitle (page_fixture_get_child (dialog, "stays_row")), ==,
                   "1 booking. The accounts have to be kept for ten years.");
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (dialog, "backups_group")));
  g_assert_true (is_in_file (fixture, "Xochitl"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "anonymise.run", NULL);
  page_fixture_wait_for_change (fixture, 0);
  client = get_client (fixture);
  g_assert_cmpstr (salon_client_get_fields (client)->name, ==, "Anonymised client");
  g_assert_null (salon_client_get_fields (client)->phone);
  g_assert_false (is_in_file (fixture, "Xochitl"));
  g_assert_cmpint (salon_reader_count_clients (salon_session_get_reader (fixture->session), NULL),
                   ==, 0);
}

static void
test_not_while_she_is_expected (PageFixture *fixture, gconstpointer date)
{
  AdwDialog *dialog = present (fixture);
  g_autoptr (SalonClient) client = NULL;

  g_assert_cmpstr (adw_banner_get_title (page_fixture_get_child (dialog, "banner")), ==,
                   "She has bookings to come. Cancel them first.");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "anonymise.run", NULL);
  page_fixture_settle ();
  client = get_client (fixture);
  g_assert_cmpstr (salon_client_get_fields (client)->name, ==, "Xochitl Durand");
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add ("/salon/anonymise-dialog/she-is-forgotten", PageFixture, "2026-03-10", set_up,
              test_she_is_forgotten, tear_down);
  g_test_add ("/salon/anonymise-dialog/not-while-she-is-expected", PageFixture, "2026-03-13",
              set_up, test_not_while_she_is_expected, tear_down);
  return g_test_run ();
}
