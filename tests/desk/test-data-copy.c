/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client gets is what the salon knows: compared with the rows, and read back from the paper. */
#include "clients/salon-data-copy.h"

#include <glib/gstdio.h>

#include "booking-fixture.h"
#include "core/salon-json.h"
#include "pdf-reader.h"
#include "store/salon-store-error.h"

typedef struct
{
  char *name;
  GError *error;
  gboolean is_done;
} Saved;

static void
saved_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Saved *saved = data;

  saved->name = salon_data_copy_save_finish (SALON_SESSION (session), result, &saved->error);
  saved->is_done = TRUE;
}

static Saved
save (BookingFixture *fixture, const char *client_id, const char *folder_path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (folder_path);
  Saved saved = { NULL };

  salon_data_copy_save_async (fixture->session, client_id, folder, saved_cb, &saved);
  while (!saved.is_done)
    g_main_context_iteration (NULL, TRUE);
  return saved;
}

static char *
make_path (const char *folder, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);

  return g_build_filename (folder, file, NULL);
}

static SalonBooking *
book (BookingFixture *fixture)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_add_service (form, fixture->brows);
  salon_booking_form_set_notes (form, "Prefers red");
  return booking_fixture_save (fixture, form);
}

/* Every row of @table there is the row that the salon holds. */
static void
assert_rows (BookingFixture *fixture, JsonObject *tables, const char *table, guint n_rows)
{
  JsonArray *rows = json_object_get_array_member (tables, table);

  g_assert_cmpuint (json_array_get_length (rows), ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autoptr (JsonObject) held =
        salon_reader_get_row (salon_session_get_reader (fixture->session), table,
                              json_object_get_string_member (row, "id"), NULL);

      g_assert_nonnull (held);
      g_assert_true (json_object_equal (row, held));
    }
}

static void
assert_json (BookingFixture *fixture, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *tables = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  node = salon_json_parse (text, 1 << 20, 16, NULL);
  g_assert_nonnull (node);
  tables = json_object_get_object_member (json_node_get_object (node), "tables");
  g_assert_cmpuint (json_object_get_size (tables), ==, 3);
  assert_rows (fixture, tables, "clients", 1);
  assert_rows (fixture, tables, "bookings", 1);
  assert_rows (fixture, tables, "booking_services", 2);
}

static void
assert_pdf (const char *path)
{
  static const char *const wanted[] = { "What we know about Marie Durand",
                                        "06 12 34 56 78",
                                        "Allergies",
                                        "Prefers red",
                                        "Gel nails",
                                        "Brows",
                                        "Confirmed" };
  g_autofree char *contents = NULL;
  gsize length = 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PdfDocument) pdf = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  bytes = g_bytes_new (contents, length);
  pdf = pdf_reader_open (bytes);
  text = pdf_reader_get_text (pdf, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (text, wanted[i]));
  pdf_reader_assert_within (pdf, 0, 20);
}

static void
test_both_files_hold_all_of_it (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBooking) booking = book (fixture);
  g_autofree char *folder = g_dir_make_tmp ("salon-copy-XXXXXX", NULL);
  Saved saved = save (fixture, salon_client_get_fields (fixture->marie)->id, folder);
  g_autofree char *json = NULL;
  g_autofree char *pdf = NULL;

  g_assert_no_error (saved.error);
  g_assert_cmpstr (saved.name, ==, "Marie Durand 2026-03-09");
  json = make_path (folder, saved.name, ".json");
  pdf = make_path (folder, saved.name, ".pdf");
  assert_json (fixture, json);
  assert_pdf (pdf);
  g_unlink (json);
  g_unlink (pdf);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (saved.name);
}

static void
test_a_folder_that_is_gone_is_told (BookingFixture *fixture, gconstpointer unused)
{
  Saved saved = save (fixture, salon_client_get_fields (fixture->marie)->id, "/nowhere/at/all");

  g_assert_null (saved.name);
  g_assert_error (saved.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_error_free (saved.error);
}

static void
test_a_client_that_is_gone_is_told (BookingFixture *fixture, gconstpointer unused)
{
  Saved saved = save (fixture, "0197b1c2-0000-7000-8000-0000000000ff", "/tmp");

  g_assert_null (saved.name);
  g_assert_error (saved.error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
  g_error_free (saved.error);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/data-copy/" path, BookingFixture, NULL, booking_fixture_set_up, test,        \
              booking_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("both-files-hold-all-of-it", test_both_files_hold_all_of_it);
  ADD ("a-folder-that-is-gone-is-told", test_a_folder_that_is_gone_is_told);
  ADD ("a-client-that-is-gone-is-told", test_a_client_that_is_gone_is_told);
  return g_test_run ();
}
