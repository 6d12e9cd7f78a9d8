/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asked over the session bus, as GNOME Shell asks. */
#include "window/salon-search-provider.h"

#include <locale.h>
#include <string.h>

#include "finder-fixture.h"

#define OBJECT_PATH "/fr/serenaia_beaute/Salon/Test"

typedef struct
{
  BookingFixture salon;
  GApplication *application;
  GDBusConnection *connection;
  SalonSearchProvider *provider;
  char *chosen; /* action and target, or the line that goes on */
} SearchFixture;

static const char *own_path;

static char *
dup_path (GApplication *application)
{
  return g_strdup (own_path);
}

static void
chosen_cb (SearchFixture *fixture, const char *action, GVariant *target)
{
  g_free (fixture->chosen);
  fixture->chosen = g_strdup_printf ("%s %s", action, g_variant_get_string (target, NULL));
}

static void
wanted_cb (SearchFixture *fixture, const char *line)
{
  g_set_str (&fixture->chosen, line);
}

static void
set_up (SearchFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  finder_fixture_set_up (&fixture->salon, NULL);
  own_path = salon_session_get_path (fixture->salon.session);
  fixture->application = g_application_new ("fr.serenaia_beaute.Test", G_APPLICATION_NON_UNIQUE);
  fixture->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  fixture->provider = salon_search_provider_new (fixture->application, dup_path);
  g_signal_connect_swapped (fixture->provider, "chosen", G_CALLBACK (chosen_cb), fixture);
  g_signal_connect_swapped (fixture->provider, "wanted", G_CALLBACK (wanted_cb), fixture);
  salon_search_provider_export (fixture->provider, fixture->connection, OBJECT_PATH, &error);
  g_assert_no_error (error);
}

static void
tear_down (SearchFixture *fixture, gconstpointer unused)
{
  salon_search_provider_unexport (fixture->provider, fixture->connection);
  g_clear_object (&fixture->provider);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->application);
  g_clear_pointer (&fixture->chosen, g_free);
  booking_fixture_tear_down (&fixture->salon, NULL);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GVariant **answer = user_data;
  g_autoptr (GError) error = NULL;

  *answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
}

static GVariant *
call (SearchFixture *fixture, const char *method, GVariant *parameters)
{
  GVariant *answer = NULL;

  g_dbus_connection_call (fixture->connection,
                          g_dbus_connection_get_unique_name (fixture->connection),
                          OBJECT_PATH "/SearchProvider", "org.gnome.Shell.SearchProvider2", method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

static char **
search (SearchFixture *fixture, const char *first, const char *second)
{
  const char *terms[] = { first, second, NULL };
  g_autoptr (GVariant) answer =
    call (fixture, "GetInitialResultSet", g_variant_new ("(^as)", terms));
  char **found = NULL;

  g_variant_get (answer, "(^as)", &found);
  return found;
}

/* What is written under @identifier: "name|description". */
static char *
describe (SearchFixture *fixture, const char *identifier)
{
  const char *identifiers[] = { identifier, NULL };
  g_autoptr (GVariant) answer =
    call (fixture, "GetResultMetas", g_variant_new ("(^as)", identifiers));
  g_autoptr (GVariant) metas = g_variant_get_child_value (answer, 0);
  g_autoptr (GVariant) meta = NULL;
  const char *id = NULL, *name = NULL, *description = "";

  if (g_variant_n_children (metas) == 0)
    return NULL;
  meta = g_variant_get_child_value (metas, 0);
  g_assert_true (g_variant_lookup (meta, "id", "&s", &id));
  g_assert_cmpstr (id, ==, identifier);
  g_assert_true (g_variant_lookup (meta, "name", "&s", &name));
  g_variant_lookup (meta, "description", "&s", &description);
  return g_strdup_printf ("%s|%s", name, description);
}

static char *
name_marie (SearchFixture *fixture)
{
  return g_strconcat ("client:", salon_client_get_fields (fixture->salon.marie)->id, NULL);
}

static void
check_marie_is_found (SearchFixture *fixture)
{
  g_auto (GStrv) found = search (fixture, "mar", "duran");
  g_autofree char *marie = name_marie (fixture);
  g_autofree char *words = NULL;

  g_assert_cmpuint (g_strv_length (found), ==, 1);
  g_assert_cmpstr (found[0], ==, marie);
  words = describe (fixture, marie);
  g_assert_cmpstr (words, ==, "Marie Durand|+33612345678");
}

static void
test_without_a_window (SearchFixture *fixture, gconstpointer unused)
{
  check_marie_is_found (fixture);
}

static void
test_with_the_salon_open (SearchFixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) found = NULL;

  salon_search_provider_set_session (fixture->provider, fixture->salon.session);
  own_path = NULL;
  check_marie_is_found (fixture);
  found = search (fixture, "marie", "");
  g_assert_cmpuint (g_strv_length (found), ==, 2);
}

static void
test_next_visit (SearchFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (&fixture->salon, 600);
  g_autoptr (SalonBooking) booking = booking_fixture_save (&fixture->salon, form);
  g_autofree char *marie = name_marie (fixture);
  g_autofree char *words = NULL;

  salon_search_provider_set_session (fixture->provider, fixture->salon.session);
  words = describe (fixture, marie);
  g_assert_nonnull (strstr (words, "Next visit: Tuesday"));
}

static void
test_nothing_to_find (SearchFixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) one_letter = search (fixture, "m", "");
  g_auto (GStrv) nobody = search (fixture, "zz", "top");
  g_autofree char *gone = describe (fixture, "client:00000000-0000-4000-8000-000000000000");
  g_autofree char *foreign = describe (fixture, "nothing of ours");

  /* "m " has two characters, and finds by the one letter; what counts is that it is no error. */
  g_assert_nonnull (one_letter);
  g_assert_cmpuint (g_strv_length (nobody), ==, 0);
  g_assert_null (gone);
  g_assert_null (foreign);
}

static void
test_no_salon (SearchFixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) missing = NULL;

  own_path = NULL;
  found = search (fixture, "marie", "");
  g_assert_cmpuint (g_strv_length (found), ==, 0);
  own_path = "/nowhere/salon.db";
  missing = search (fixture, "marie", "");
  g_assert_cmpuint (g_strv_length (missing), ==, 0);
}

static void
test_chosen (SearchFixture *fixture, gconstpointer unused)
{
  const char *terms[] = { "marie", "gel", NULL };
  g_autofree char *marie = name_marie (fixture);
  g_autofree char *expected =
    g_strdup_printf ("win.show-client %s", salon_client_get_fields (fixture->salon.marie)->id);
  g_autoptr (GVariant) opened =
    call (fixture, "ActivateResult", g_variant_new ("(s^asu)", marie, terms, 0));
  g_autoptr (GVariant) went_on = NULL;

  g_assert_cmpstr (fixture->chosen, ==, expected);
  went_on = call (fixture, "LaunchSearch", g_variant_new ("(^asu)", terms, 0));
  g_assert_cmpstr (fixture->chosen, ==, "marie gel");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/search-provider/" path, SearchFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("a-client-is-found-without-a-window", test_without_a_window);
  ADD ("a-client-is-found-in-the-open-salon", test_with_the_salon_open);
  ADD ("a-client-is-told-with-her-next-visit", test_next_visit);
  ADD ("nothing-is-found-and-nothing-fails", test_nothing_to_find);
  ADD ("where-there-is-no-salon-nothing-is-found", test_no_salon);
  ADD ("what-is-chosen-is-opened", test_chosen);
  return g_test_run ();
}
