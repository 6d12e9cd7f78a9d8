/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every choice is a change of the salon, seen at once and undone like any other. */
#include "vouchers/salon-voucher-design-dialog.h"

#include <glib/gstdio.h>

#include "accessible-names.h"
#include "page-fixture.h"
#include "vouchers/salon-logo.h"
#include "vouchers/salon-voucher-setting.h"

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 0, NULL, 1000);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonVoucherDesignDialog *
open_dialog (PageFixture *fixture)
{
  AdwDialog *dialog = salon_voucher_design_dialog_new (fixture->session);

  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  return SALON_VOUCHER_DESIGN_DIALOG (dialog);
}

static void
close_dialog (PageFixture *fixture, SalonVoucherDesignDialog *dialog)
{
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_fixture_settle ();
}

static void
choose (PageFixture *fixture, SalonVoucherDesignDialog *dialog, const char *row, guint position)
{
  guint n_before = fixture->n_changes;

  adw_combo_row_set_selected (page_fixture_get_child (dialog, row), position);
  page_fixture_wait_for_change (fixture, n_before);
}

static void
test_opening_it_changes_nothing (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherDesignDialog *dialog = open_dialog (fixture);
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (dialog));

  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_cmpstr (missing, ==, "");
  close_dialog (fixture, dialog);
}

static void
test_a_look_brings_its_colours_unless_she_chose_her_own (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherDesignDialog *dialog = open_dialog (fixture);
  GtkColorDialogButton *button = page_fixture_get_child (dialog, "main_button");
  const GdkRGBA red = { 1, 0, 0, 1 };
  g_autoptr (SalonVoucherDesign) modern = NULL;
  g_autoptr (SalonVoucherDesign) botanical = NULL;
  guint32 main, accent;
  guint n_before;

  choose (fixture, dialog, "look_row", SALON_VOUCHER_MODERN);
  modern = salon_voucher_setting_read (fixture->session);
  salon_voucher_design_get_colours (SALON_VOUCHER_MODERN, &main, &accent);
  g_assert_cmpint (modern->look, ==, SALON_VOUCHER_MODERN);
  g_assert_cmpint (modern->typeface, ==, SALON_VOUCHER_SANS);
  g_assert_cmphex (modern->main_colour, ==, main);

  n_before = fixture->n_changes;
  gtk_color_dialog_button_set_rgba (button, &red);
  page_fixture_wait_for_change (fixture, n_before);
  choose (fixture, dialog, "look_row", SALON_VOUCHER_BOTANICAL);
  botanical = salon_voucher_setting_read (fixture->session);
  g_assert_cmphex (botanical->main_colour, ==, 0xff0000);
  close_dialog (fixture, dialog);
}

static void
test_a_choice_is_undone (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherDesignDialog *dialog = open_dialog (fixture);
  AdwComboRow *row = page_fixture_get_child (dialog, "paper_row");

  choose (fixture, dialog, "paper_row", SALON_VOUCHER_DL);
  g_assert_cmpstr (fixture->last_label, ==, "Look of vouchers");
  page_fixture_undo (fixture);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, SALON_VOUCHER_A5);
  close_dialog (fixture, dialog);
}

static void
test_texts_are_kept_when_applied_and_all_can_be_as_at_first (PageFixture *fixture,
                                                             gconstpointer data)
{
  SalonVoucherDesignDialog *dialog = open_dialog (fixture);
  GtkEditable *terms = page_fixture_get_child (dialog, "terms_row");
  g_autoptr (SalonVoucherDesign) kept = NULL;
  g_autoptr (SalonVoucherDesign) first = NULL;
  guint n_before = fixture->n_changes;

  gtk_editable_set_text (terms, "Valable en semaine.");
  g_signal_emit_by_name (terms, "apply");
  page_fixture_wait_for_change (fixture, n_before);
  kept = salon_voucher_setting_read (fixture->session);
  g_assert_cmpstr (kept->terms, ==, "Valable en semaine.");
  g_assert_null (kept->heading);

  n_before = fixture->n_changes;
  gtk_widget_activate_action (GTK_WIDGET (dialog), "design.reset", NULL);
  page_fixture_wait_for_change (fixture, n_before);
  first = salon_voucher_setting_read (fixture->session);
  g_assert_null (first->terms);
  g_assert_cmpstr (gtk_editable_get_text (terms), ==, "");
  close_dialog (fixture, dialog);
}

/* --- The logo --- */

static GFile *
write_file (PageFixture *fixture, const char *name, const char *text, gssize size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, size, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>"
                          "<rect width='200' height='100' fill='#803050'/></svg>";

static void
test_a_logo_is_taken_and_removed (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherDesignDialog *dialog = open_dialog (fixture);
  g_autoptr (GFile) file = write_file (fixture, "logo.svg", svg, -1);
  g_autoptr (SalonVoucherDesign) with = NULL;
  g_autoptr (SalonVoucherDesign) without = NULL;
  guint n_before = fixture->n_changes;

  salon_voucher_design_dialog_read_logo (dialog, file);
  page_fixture_wait_for_change (fixture, n_before);
  with = salon_voucher_setting_read (fixture->session);
  g_assert_nonnull (with->logo);

  n_before = fixture->n_changes;
  gtk_widget_activate_action (GTK_WIDGET (dialog), "design.remove-logo", NULL);
  page_fixture_wait_for_change (fixture, n_before);
  without = salon_voucher_setting_read (fixture->session);
  g_assert_null (without->logo);
  g_unlink (g_file_peek_path (file));
  close_dialog (fixture, dialog);
}

static void
refuse (PageFixture *fixture, SalonVoucherDesignDialog *dialog, GFile *file, const char *said)
{
  AdwBanner *banner = page_fixture_get_child (dialog, "failure");

  adw_banner_set_revealed (banner, FALSE);
  salon_voucher_design_dialog_read_logo (dialog, file);
  while (!adw_banner_get_revealed (banner))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (adw_banner_get_title (banner), said));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_a_bad_logo_is_refused_in_words (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherDesignDialog *dialog = open_dialog (fixture);
  g_autofree char *much = g_strnfill (600 * 1024, 'x');
  g_autoptr (GFile) large = write_file (fixture, "large.png", much, -1);
  g_autoptr (GFile) text = write_file (fixture, "text.png", "no picture at all", -1);
  g_autoptr (GFile) empty = write_file (fixture, "empty.png", "", 0);
  g_autoptr (GFile) none = g_file_new_for_path ("/nowhere/logo.png");

  refuse (fixture, dialog, large, "too large");
  refuse (fixture, dialog, text, "no picture");
  refuse (fixture, dialog, empty, "no picture");
  refuse (fixture, dialog, none, "cannot be read");
  g_unlink (g_file_peek_path (large));
  g_unlink (g_file_peek_path (text));
  g_unlink (g_file_peek_path (empty));
  close_dialog (fixture, dialog);
}

/* A few hundred bytes that say they are a picture of a hundred thousand pixels either way. */
static void
test_a_picture_that_would_fill_the_memory_is_refused (PageFixture *fixture, gconstpointer data)
{
  static const char bomb[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='20000' height='20000'/>";
  g_autoptr (GBytes) picture = g_bytes_new_static (bomb, strlen (bomb));
  g_autoptr (GBytes) fine = g_bytes_new_static (svg, strlen (svg));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) converted = NULL;

  g_assert_null (salon_logo_convert (picture, &error));
  g_assert_error (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_TOO_LARGE);
  g_clear_error (&error);
  converted = salon_logo_convert (fine, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (converted, NULL), 4, "\x89PNG", 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test)                                                                            \
  g_test_add ("/salon/voucher-design-dialog/" path, PageFixture, NULL, set_up, test, tear_down)
  ADD ("opening-it-changes-nothing", test_opening_it_changes_nothing);
  ADD ("a-look-brings-its-colours-unless-she-chose-her-own",
       test_a_look_brings_its_colours_unless_she_chose_her_own);
  ADD ("a-choice-is-undone", test_a_choice_is_undone);
  ADD ("texts-are-kept-when-applied-and-all-can-be-as-at-first",
       test_texts_are_kept_when_applied_and_all_can_be_as_at_first);
  ADD ("a-logo-is-taken-and-removed", test_a_logo_is_taken_and_removed);
  ADD ("a-bad-logo-is-refused-in-words", test_a_bad_logo_is_refused_in_words);
  ADD ("a-picture-that-would-fill-the-memory-is-refused",
       test_a_picture_that_would_fill_the_memory_is_refused);
  return g_test_run ();
}
