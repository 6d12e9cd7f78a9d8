/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file goes all the way into the salon, and out again by one undo; the window speaks French. */
#include "exchange/salon-import-dialog.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "accessible-names.h"
#include "exchange/salon-exchange-words.h"
#include "exchange/salon-import-model.h"
#include "page-fixture.h"
#include "shown-labels.h"

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 0, NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonImportDialog *
open_dialog (PageFixture *fixture)
{
  AdwDialog *dialog = salon_import_dialog_new (fixture->session);

  adw_dialog_present (dialog, fixture->page);
  while (!gtk_widget_get_mapped (page_fixture_get_child (dialog, "stack")))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  return SALON_IMPORT_DIALOG (dialog);
}

static void
close_dialog (PageFixture *fixture, SalonImportDialog *dialog)
{
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_fixture_settle ();
}

static const char *
get_step (SalonImportDialog *dialog)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack"));
}

static void
wait_for_step (SalonImportDialog *dialog, const char *step)
{
  while (g_strcmp0 (get_step (dialog), step) != 0)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

/* Gives the dialog a file that holds @text. */
static void
give (PageFixture *fixture, SalonImportDialog *dialog, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  salon_import_dialog_open (dialog, file);
  while (g_str_equal (get_step (dialog), "busy"))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
go_on (SalonImportDialog *dialog)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL));
}

static void
assert_names (PageFixture *fixture)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->window);

  g_assert_cmpstr (missing, ==, "");
}

static int
count_clients (PageFixture *fixture)
{
  return salon_reader_count_clients (salon_session_get_reader (fixture->session), NULL);
}

#define CLIENTS                                                                                    \
  "Nom;Prénom;Portable;Commentaire\r\n"                                                            \
  "Durand;Marie;06 39 98 12 34;sensible\r\n"                                                       \
  "Petit;Zoé;pas de téléphone;\r\n"                                                                \
  ";;;\"sans nom\"\r\n"                                                                            \
  "Durand;Marie;0639981234;\r\n"

static void
test_clients (PageFixture *fixture, gconstpointer data)
{
  SalonImportDialog *dialog = open_dialog (fixture);
  guint n_before = fixture->n_changes;
  GListModel *rows = NULL;

  assert_names (fixture);
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), "Reprenez vos données"));
  give (fixture, dialog, "Planity.csv", CLIENTS);
  g_assert_cmpstr (get_step (dialog), ==, "columns");
  assert_names (fixture);
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), "Nom de famille"));
  go_on (dialog);
  wait_for_step (dialog, "preview");
  assert_names (fixture);
  g_assert_nonnull (
    shown_labels_find (GTK_WIDGET (dialog), "2 lignes seront importées, 2 sont laissées de côté."));
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), "Le nom manque."));
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), "Identique à la ligne 2."));

  rows = G_LIST_MODEL (gtk_list_view_get_model (page_fixture_get_child (dialog, "rows_view")));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 4);
  gtk_drop_down_set_selected (page_fixture_get_child (dialog, "shows_drop_down"),
                              SALON_IMPORT_SHOWS_LEFT_OUT);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 2);

  go_on (dialog);
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpstr (fixture->last_label, ==, "Importer 2 clientes depuis «\u00a0Planity.csv\u00a0»");
  g_assert_cmpint (count_clients (fixture), ==, 2);
  page_fixture_settle ();
  page_fixture_undo (fixture);
  g_assert_cmpint (count_clients (fixture), ==, 0);
}

/* What she says about the columns counts, and is remembered for the next file. */
static void
test_columns (PageFixture *fixture, gconstpointer data)
{
  static const char text[] = "Qui;Numéro\nMarie Durand;0639981234\nZoé Petit;0639981235\n";
  SalonImportDialog *dialog = open_dialog (fixture);
  guint n_before = fixture->n_changes;

  give (fixture, dialog, "a.csv", text);
  /* Nobody knows what “Qui” is. */
  adw_combo_row_set_selected (page_fixture_find (dialog, ADW_TYPE_COMBO_ROW, 1), SALON_COLUMN_NAME);
  adw_combo_row_set_selected (page_fixture_find (dialog, ADW_TYPE_COMBO_ROW, 2),
                              SALON_COLUMN_PHONE);
  go_on (dialog);
  wait_for_step (dialog, "preview");
  go_on (dialog);
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpint (count_clients (fixture), ==, 2);
  page_fixture_settle ();

  dialog = open_dialog (fixture);
  give (fixture, dialog, "b.csv", text);
  g_assert_cmpuint (adw_combo_row_get_selected (page_fixture_find (dialog, ADW_TYPE_COMBO_ROW, 1)),
                    ==, SALON_COLUMN_NAME);
  /* All of them are there already. */
  go_on (dialog);
  wait_for_step (dialog, "preview");
  g_assert_nonnull (
    shown_labels_find (GTK_WIDGET (dialog), "0 ligne sera importée, 2 sont laissées de côté."));
  close_dialog (fixture, dialog);
}

static void
test_holidays (PageFixture *fixture, gconstpointer data)
{
  SalonImportDialog *dialog = open_dialog (fixture);
  guint n_before = fixture->n_changes;
  g_autoptr (GPtrArray) rows = NULL;

  give (fixture, dialog, "feries.ics",
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260514\n"
        "DTEND;VALUE=DATE:20260514\nSUMMARY:Ascension\nEND:VEVENT\nEND:VCALENDAR\n");
  go_on (dialog);
  wait_for_step (dialog, "preview");
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), "jeudi 14 mai 2026 · Ascension"));
  go_on (dialog);
  page_fixture_wait_for_change (fixture, n_before);
  rows = salon_reader_list_rows (salon_session_get_reader (fixture->session), "opening_exceptions",
                                 NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  page_fixture_settle ();
}

static void
test_bad_file (PageFixture *fixture, gconstpointer data)
{
  SalonImportDialog *dialog = open_dialog (fixture);
  AdwBanner *banner = page_fixture_get_child (dialog, "failure_banner");
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at.all");

  give (fixture, dialog, "vide.csv", "\n\n");
  g_assert_cmpstr (get_step (dialog), ==, "choose");
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "Ce fichier est vide.");
  salon_import_dialog_open (dialog, nowhere);
  wait_for_step (dialog, "choose");
  g_assert_true (adw_banner_get_revealed (banner));
  close_dialog (fixture, dialog);
}

/* The window goes while a file is being read. */
static void
test_gone (PageFixture *fixture, gconstpointer data)
{
  SalonImportDialog *dialog = open_dialog (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, CLIENTS, -1, NULL));
  salon_import_dialog_open (dialog, file);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (count_clients (fixture), ==, 0);
}

static void
test_nameless (PageFixture *fixture, gconstpointer data)
{
  SalonForeignRow row = { .name = "06 12 34 56 78", .phone = "+33612345678" };
  g_autofree char *words = salon_exchange_words_for_row (&row, SALON_FOREIGN_CLIENTS);

  g_assert_cmpstr (words, ==, "06 12 34 56 78");
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
  add ("/salon/import-dialog/clients-come-in-and-go-by-one-undo", test_clients);
  add ("/salon/import-dialog/the-owner-knows-the-columns-and-is-remembered", test_columns);
  add ("/salon/import-dialog/holidays-are-closed-days", test_holidays);
  add ("/salon/import-dialog/what-cannot-be-read-is-told", test_bad_file);
  add ("/salon/import-dialog/it-may-go-while-it-reads", test_gone);
  add ("/salon/import-dialog/a-number-in-the-place-of-a-name-is-said-once", test_nameless);
  return g_test_run ();
}
