/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked for is in the file that was chosen, and nothing is half there; in French. */
#include "exchange/salon-export-dialog.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "accessible-names.h"
#include "exchange/salon-export.h"
#include "page-fixture.h"
#include "settings/salon-day-row.h"
#include "shown-labels.h"

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 200, NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *backups = g_build_filename (fixture->folder, "backups", NULL);

  g_rmdir (backups);
  page_fixture_tear_down (fixture);
}

static SalonExportDialog *
open_dialog (PageFixture *fixture)
{
  AdwDialog *dialog = salon_export_dialog_new (fixture->session);

  adw_dialog_present (dialog, fixture->page);
  while (!gtk_widget_get_mapped (page_fixture_get_child (dialog, "stack")))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  return SALON_EXPORT_DIALOG (dialog);
}

static void
close_dialog (PageFixture *fixture, SalonExportDialog *dialog)
{
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_fixture_settle ();
}

static void
choose (SalonExportDialog *dialog, SalonExportWhat what, guint nth_form)
{
  adw_combo_row_set_selected (page_fixture_get_child (dialog, "what_row"), what);
  adw_combo_row_set_selected (page_fixture_get_child (dialog, "form_row"), nth_form);
  page_fixture_settle ();
}

/* Writes, and returns what is in the file; NULL when there is none. */
static char *
save (PageFixture *fixture, SalonExportDialog *dialog, const char *name, gsize *size)
{
  GtkStack *stack = page_fixture_get_child (dialog, "stack");
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text = NULL;

  salon_export_dialog_save (dialog, file);
  while (g_str_equal (gtk_stack_get_visible_child_name (stack), "busy"))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  if (!g_file_get_contents (path, &text, size, NULL))
    return NULL;
  g_assert_cmpint (g_unlink (path), ==, 0);
  return text;
}

static void
test_clients (PageFixture *fixture, gconstpointer data)
{
  SalonExportDialog *dialog = open_dialog (fixture);
  g_autoptr (GPtrArray) clients =
    salon_reader_list_clients (salon_session_get_reader (fixture->session), 0, 1, NULL);
  const char *name = salon_client_get_fields (g_ptr_array_index (clients, 0))->name;
  g_autofree char *missing = accessible_names_find_missing (fixture->window);
  g_autofree char *table = NULL;
  g_autofree char *cards = NULL;

  g_assert_cmpstr (missing, ==, "");
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), "Tout, dans une archive"));
  choose (dialog, SALON_EXPORT_CLIENTS, 0);
  table = save (fixture, dialog, "clientes.csv", NULL);
  g_assert_nonnull (strstr (table, name));
  g_assert_true (g_str_has_prefix (table, "\xEF\xBB\xBF"
                                          "Cliente;Téléphone;"));
  choose (dialog, SALON_EXPORT_CLIENTS, 1);
  cards = save (fixture, dialog, "clientes.vcf", NULL);
  g_assert_true (g_str_has_prefix (cards, "BEGIN:VCARD\r\nVERSION:3.0\r\n"));
  close_dialog (fixture, dialog);
}

static void
test_bookings (PageFixture *fixture, gconstpointer data)
{
  SalonExportDialog *dialog = open_dialog (fixture);
  g_autofree char *all = NULL;
  g_autofree char *month = NULL;

  choose (dialog, SALON_EXPORT_BOOKINGS, 1);
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (dialog, "period_row")));
  month = save (fixture, dialog, "mois.ics", NULL);
  g_assert_true (g_str_has_prefix (month, "BEGIN:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (month, "DTSTART:202603"));
  g_assert_null (strstr (month, "DTSTART:202602"));
  adw_combo_row_set_selected (page_fixture_get_child (dialog, "period_row"), 4);
  all = save (fixture, dialog, "tous.ics", NULL);
  g_assert_cmpuint (strlen (all), >, strlen (month));
  close_dialog (fixture, dialog);
}

static void
choose_days (SalonExportDialog *dialog, SalonDay first, SalonDay last)
{
  salon_day_row_set_day (page_fixture_get_child (dialog, "from_row"), first);
  salon_day_row_set_day (page_fixture_get_child (dialog, "to_row"), last);
}

static guint
count_bookings (PageFixture *fixture, SalonDay from, SalonDay to)
{
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (fixture->session), from, to,
                                SALON_BOOKINGS_ALL, NULL);

  return bookings->len;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *at = strchr (text, '\n'); at != NULL; at = strchr (at + 1, '\n'))
    n++;
  return n;
}

/* From a day to another, with both; and never from a day back to one before it. */
static void
test_days (PageFixture *fixture, gconstpointer data)
{
  const SalonDay first = salon_day_from_ymd (2026, 2, 27), last = salon_day_from_ymd (2026, 3, 10);
  SalonExportDialog *dialog = open_dialog (fixture);
  SalonDayRow *from_row = page_fixture_get_child (dialog, "from_row");
  SalonDayRow *to_row = page_fixture_get_child (dialog, "to_row");
  g_autofree char *table = NULL;

  choose (dialog, SALON_EXPORT_BOOKINGS, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (from_row)));
  adw_combo_row_set_selected (page_fixture_get_child (dialog, "period_row"), 5);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (from_row)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (to_row)));
  choose_days (dialog, first, last);
  table = save (fixture, dialog, "jours.csv", NULL);
  g_assert_cmpuint (count_bookings (fixture, first, last + 1), >,
                    count_bookings (fixture, first, last));
  g_assert_cmpuint (count_lines (table), ==, 1 + count_bookings (fixture, first, last + 1));

  salon_day_row_set_day (from_row, last + 5);
  g_assert_cmpint (salon_day_row_get_day (to_row), ==, last + 5);
  salon_day_row_set_day (to_row, first);
  g_assert_cmpint (salon_day_row_get_day (from_row), ==, first);

  choose (dialog, SALON_EXPORT_CLIENTS, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (from_row)));
  close_dialog (fixture, dialog);
}

static void
test_everything (PageFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "LISEZ-MOI.txt",       "clientes.csv",
                                       "clientes.vcf",        "rendez-vous.csv",
                                       "rendez-vous.ics",     "salon.sqlite",
                                       "tables/bookings.csv", "tables/salon_settings.csv" };
  SalonExportDialog *dialog = open_dialog (fixture);
  gsize size = 0;
  g_autofree char *archive = NULL;

  choose (dialog, SALON_EXPORT_EVERYTHING, 0);
  archive = save (fixture, dialog, "salon.zip", &size);
  g_assert_cmpuint (size, >, 1000);
  g_assert_true (g_str_has_prefix (archive, "PK"));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (memmem (archive, size, names[i], strlen (names[i])));
  close_dialog (fixture, dialog);
}

static void
test_no_place (PageFixture *fixture, gconstpointer data)
{
  SalonExportDialog *dialog = open_dialog (fixture);

  for (int what = SALON_EXPORT_EVERYTHING; what < SALON_N_EXPORTS; what++)
    {
      choose (dialog, (SalonExportWhat) what, 0);
      g_assert_null (save (fixture, dialog, "gone/salon.zip", NULL));
      g_assert_cmpuint (page_fixture_count (page_fixture_get_child (dialog, "toast_overlay"),
                                            g_type_from_name ("AdwToastWidget")),
                        >, 0);
    }
  close_dialog (fixture, dialog);
}

/* Called off at once: no archive, and no half of one. */
static void
test_cancel (PageFixture *fixture, gconstpointer data)
{
  SalonExportDialog *dialog = open_dialog (fixture);
  GtkStack *stack = page_fixture_get_child (dialog, "stack");
  g_autofree char *path = g_build_filename (fixture->folder, "salon.zip", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  choose (dialog, SALON_EXPORT_EVERYTHING, 0);
  salon_export_dialog_save (dialog, file);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.cancel", NULL);
  while (g_str_equal (gtk_stack_get_visible_child_name (stack), "busy"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  close_dialog (fixture, dialog);
}

static void
add (const char *path, void (*test) (PageFixture *, gconstpointer))
{
  g_test_add (path, PageFixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autofree char *translations = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  translations = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      printf ("1..0 # SKIP this system has no locale fr_FR.UTF-8\n");
      return 0;
    }
  add ("/salon/export-dialog/clients-for-a-spreadsheet-and-a-telephone", test_clients);
  add ("/salon/export-dialog/bookings-of-a-period", test_bookings);
  add ("/salon/export-dialog/bookings-from-a-day-to-a-day", test_days);
  add ("/salon/export-dialog/everything-is-in-the-archive", test_everything);
  add ("/salon/export-dialog/a-folder-that-is-gone-is-told", test_no_place);
  add ("/salon/export-dialog/called-off-leaves-nothing", test_cancel);
  return g_test_run ();
}
