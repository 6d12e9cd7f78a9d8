/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printing/salon-print-dialog.h"

#include <glib/gstdio.h>

#include "page-fixture.h"
#include "pdf-reader.h"

#define TODAY (salon_day_from_ymd (2026, 3, 12))

static void
set_up (PageFixture *fixture, gconstpointer n_bookings)
{
  page_fixture_set_up (fixture, GPOINTER_TO_INT (n_bookings), NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonPrintDialog *
open_dialog (PageFixture *fixture, int n_days)
{
  const SalonPrintRequest request = { SALON_PRINT_DAYS, TODAY, n_days, NULL };
  AdwDialog *dialog = salon_print_dialog_new (fixture->session, &request);

  g_assert_nonnull (dialog);
  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  return SALON_PRINT_DIALOG (dialog);
}

static void
close_dialog (PageFixture *fixture, SalonPrintDialog *dialog)
{
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_fixture_settle ();
}

static void
until_toast (SalonPrintDialog *dialog)
{
  while (page_fixture_count (dialog, ADW_TYPE_TOAST) == 0
         && page_fixture_count (page_fixture_get_child (dialog, "toast_overlay"),
                                g_type_from_name ("AdwToastWidget"))
              == 0)
    g_main_context_iteration (NULL, TRUE);
}

static PdfDocument *
save (PageFixture *fixture, SalonPrintDialog *dialog)
{
  g_autofree char *path = g_build_filename (fixture->folder, "sheet.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  salon_print_dialog_save (dialog, file);
  until_toast (dialog);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return pdf_reader_open (bytes);
}

static char *
dup_first_name (PageFixture *fixture)
{
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (fixture->session), TODAY, TODAY + 1,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);

  g_assert_cmpuint (bookings->len, >, 0);
  return g_strdup (salon_booking_get_fields (g_ptr_array_index (bookings, 0))->client_name);
}

static void
test_what_is_saved_is_what_was_asked_for (PageFixture *fixture, gconstpointer data)
{
  SalonPrintDialog *dialog = open_dialog (fixture, 1);
  g_autofree char *name = dup_first_name (fixture);
  g_autoptr (PdfDocument) named = save (fixture, dialog);
  g_autofree char *text = pdf_reader_get_text (named, 0);

  g_assert_nonnull (strstr (text, name));
  close_dialog (fixture, dialog);
}

static void
test_initials_take_the_names_off (PageFixture *fixture, gconstpointer data)
{
  SalonPrintDialog *dialog = open_dialog (fixture, 1);
  g_autofree char *name = dup_first_name (fixture);
  g_autoptr (PdfDocument) masked = NULL;
  g_autofree char *text = NULL;

  adw_switch_row_set_active (page_fixture_get_child (dialog, "initials_row"), TRUE);
  masked = save (fixture, dialog);
  text = pdf_reader_get_text (masked, 0);
  g_assert_null (strstr (text, name));
  close_dialog (fixture, dialog);
}

static void
act (SalonPrintDialog *dialog, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), action, NULL);
}

static void
test_pages_are_turned_to_the_end_and_no_further (PageFixture *fixture, gconstpointer data)
{
  SalonPrintDialog *dialog = open_dialog (fixture, 31);
  GtkLabel *label = page_fixture_get_child (dialog, "pages_label");
  g_autofree char *first = g_strdup (gtk_label_get_text (label));
  g_autofree char *last = NULL;

  act (dialog, "print.previous");
  g_assert_cmpstr (gtk_label_get_text (label), ==, first);
  act (dialog, "print.next");
  g_assert_cmpstr (gtk_label_get_text (label), !=, first);
  for (int i = 0; i < 100; i++)
    act (dialog, "print.next");
  last = g_strdup (gtk_label_get_text (label));
  act (dialog, "print.next");
  g_assert_cmpstr (gtk_label_get_text (label), ==, last);
  close_dialog (fixture, dialog);
}

static void
test_a_folder_that_is_gone_is_told (PageFixture *fixture, gconstpointer data)
{
  SalonPrintDialog *dialog = open_dialog (fixture, 1);
  g_autofree char *path = g_build_filename (fixture->folder, "gone", "sheet.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  salon_print_dialog_save (dialog, file);
  until_toast (dialog);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  close_dialog (fixture, dialog);
}

static void
add (const char *path, void (*test) (PageFixture *, gconstpointer))
{
  g_test_add (path, PageFixture, GINT_TO_POINTER (600), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/salon/print-dialog/what-is-saved-is-what-was-asked-for",
       test_what_is_saved_is_what_was_asked_for);
  add ("/salon/print-dialog/initials-take-the-names-off", test_initials_take_the_names_off);
  add ("/salon/print-dialog/pages-are-turned-to-the-end-and-no-further",
       test_pages_are_turned_to_the_end_and_no_further);
  add ("/salon/print-dialog/a-folder-that-is-gone-is-told", test_a_folder_that_is_gone_is_told);
  return g_test_run ();
}
