/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The voucher on screen is the PDF; many make one; each is printed under its own count. */
#include "vouchers/salon-voucher-dialog.h"

#include <glib/gstdio.h>

#include "accessible-names.h"
#include "page-fixture.h"
#include "pdf-reader.h"
#include "print/salon-voucher-design.h"
#include "vouchers/salon-voucher-preview.h"
#include "vouchers/salon-voucher-prints.h"
#include "vouchers/salon-voucher-setting.h"

#define TODAY (salon_day_from_ymd (2026, 3, 12))
#define N_BATCH 60
#define N_MANY 500

static const SalonVoucherCard card = {
  .id = "card-1",
  .code = "SERA-7K2M-9QXA",
  .value_cents = 8000,
  .recipient = "Marie Durand",
  .buyer = "Camille",
  .message = "Happy birthday!",
};

static SalonVoucherCard
get_card (void)
{
  SalonVoucherCard dated = card;

  dated.issued_on = TODAY;
  dated.expires_on = salon_day_add_months (TODAY, 12);
  return dated;
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 5, NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonVoucherDialog *
open_dialog (PageFixture *fixture, const SalonVoucherCard *cards, gsize n_cards)
{
  AdwDialog *dialog = salon_voucher_dialog_new (fixture->session, cards, n_cards);

  adw_dialog_present (dialog, fixture->page);
  return SALON_VOUCHER_DIALOG (dialog);
}

static SalonVoucherPreview *
get_preview (SalonVoucherDialog *dialog)
{
  return page_fixture_get_child (dialog, "preview");
}

static void
until_made (SalonVoucherPreview *preview)
{
  while (salon_voucher_preview_get_pdf (preview) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
close_dialog (PageFixture *fixture, SalonVoucherDialog *dialog)
{
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  page_fixture_settle ();
}

static char *
read_text (SalonVoucherPreview *preview, int page)
{
  g_autoptr (PdfDocument) document = pdf_reader_open (salon_voucher_preview_get_pdf (preview));

  return pdf_reader_get_text (document, page);
}

static gboolean
can (SalonVoucherDialog *dialog, GType type, const char *action)
{
  for (guint i = 0; i < page_fixture_count (dialog, type); i++)
    {
      GtkWidget *widget = page_fixture_find (dialog, type, i);

      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
        return gtk_widget_is_sensitive (widget);
    }
  g_error ("no button for %s", action);
}

static void
test_what_is_shown_is_the_pdf (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherCard shown = get_card ();
  SalonVoucherDialog *dialog = open_dialog (fixture, &shown, 1);
  SalonVoucherPreview *preview = get_preview (dialog);
  g_autofree char *text = NULL;
  g_autofree char *missing = NULL;

  g_assert_null (salon_voucher_preview_get_pdf (preview));
  g_assert_false (can (dialog, GTK_TYPE_BUTTON, "voucher.print"));
  until_made (preview);
  page_fixture_settle ();
  text = read_text (preview, 0);
  g_assert_nonnull (strstr (text, "80.00") == NULL ? text : NULL);
  g_assert_nonnull (strstr (text, "€80"));
  g_assert_nonnull (strstr (text, "Marie Durand"));
  g_assert_nonnull (strstr (text, "SERA-7K2M-9QXA"));
  g_assert_nonnull (strstr (text, "Valid until 12 March 2027"));
  g_assert_true (can (dialog, GTK_TYPE_BUTTON, "voucher.print"));
  g_assert_true (can (dialog, GTK_TYPE_BUTTON, "voucher.save"));
  missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_assert_cmpstr (missing, ==, "");
  close_dialog (fixture, dialog);
}

/* A form sets the card at every key. What is under way meanwhile is not what stays. */
static void
test_the_last_card_that_was_set_is_the_one_shown (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *preview = g_object_ref_sink (salon_voucher_preview_new (fixture->session));
  SalonVoucherCard typed = get_card ();
  static const char *const typing[] = { "M", "Ma", "Mar", "Mari", "Marion" };
  g_autofree char *text = NULL;
  gboolean is_making = TRUE;

  typed.code = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (typing); i++)
    {
      typed.recipient = typing[i];
      salon_voucher_preview_set_cards (SALON_VOUCHER_PREVIEW (preview), &typed, 1);
    }
  while (is_making)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (preview, "is-making", &is_making, NULL);
    }
  text = read_text (SALON_VOUCHER_PREVIEW (preview), 0);
  g_assert_nonnull (strstr (text, "Marion"));
  g_assert_null (strstr (text, "SERA"));
  g_object_unref (preview);
}

static void
test_another_look_is_seen_at_once (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherCard shown = get_card ();
  SalonVoucherDialog *dialog = open_dialog (fixture, &shown, 1);
  SalonVoucherPreview *preview = get_preview (dialog);
  g_autoptr (SalonVoucherDesign) design = salon_voucher_setting_read (fixture->session);
  g_autoptr (SalonChange) change = NULL;
  guint n_before = fixture->n_changes;
  g_autofree char *text = NULL;

  until_made (preview);
  g_set_str (&design->heading, "Un moment pour toi");
  change = salon_voucher_setting_change (fixture->session, design, NULL);
  salon_session_commit (fixture->session, change);
  page_fixture_wait_for_change (fixture, n_before);
  until_made (preview);
  text = read_text (preview, 0);
  g_assert_nonnull (strstr (text, "Un moment pour toi"));
  close_dialog (fixture, dialog);
}

static void
test_a_batch_has_a_page_for_each (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherCard cards[N_BATCH];
  SalonVoucherDialog *dialog = NULL;
  SalonVoucherPreview *preview = NULL;
  g_autofree char *text = NULL;
  guint n_pages, page;

  for (guint i = 0; i < N_BATCH; i++)
    {
      cards[i] = get_card ();
      cards[i].code = i == N_BATCH - 1 ? "SERA-LAST-ONE2" : "SERA-7K2M-9QXA";
    }
  dialog = open_dialog (fixture, cards, N_BATCH);
  preview = get_preview (dialog);
  until_made (preview);
  g_object_get (preview, "n-pages", &n_pages, NULL);
  g_assert_cmpuint (n_pages, ==, N_BATCH);
  text = read_text (preview, N_BATCH - 1);
  g_assert_nonnull (strstr (text, "SERA-LAST-ONE2"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "voucher.next", NULL);
  g_object_get (preview, "page", &page, NULL);
  g_assert_cmpuint (page, ==, 1);
  salon_voucher_preview_set_page (preview, 1000);
  g_object_get (preview, "page", &page, NULL);
  g_assert_cmpuint (page, ==, N_BATCH - 1);
  close_dialog (fixture, dialog);
}

static SalonVoucherCard *
make_many (void)
{
  SalonVoucherCard *cards = g_new (SalonVoucherCard, N_MANY);

  for (guint i = 0; i < N_MANY; i++)
    cards[i] = get_card ();
  return cards;
}

/* What the window does between two frames: whenever nothing is more urgent. */
static gboolean
turn_cb (gpointer user_data)
{
  guint *n_turns = user_data;

  (*n_turns)++;
  return G_SOURCE_CONTINUE;
}

/* Made where the window lives, they would leave it no turn between two of them. */
static void
test_five_hundred_do_not_stop_the_window (PageFixture *fixture, gconstpointer data)
{
  g_autofree SalonVoucherCard *cards = make_many ();
  SalonVoucherDialog *dialog = open_dialog (fixture, cards, N_MANY);
  SalonVoucherPreview *preview = get_preview (dialog);
  g_autoptr (PdfDocument) document = NULL;
  guint n_turns = 0, source = g_idle_add (turn_cb, &n_turns);

  until_made (preview);
  g_source_remove (source);
  g_assert_cmpuint (n_turns, >, N_MANY);
  document = pdf_reader_open (salon_voucher_preview_get_pdf (preview));
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, N_MANY);
  close_dialog (fixture, dialog);
}

static void
test_a_batch_is_given_up_with_its_dialog (PageFixture *fixture, gconstpointer data)
{
  g_autofree SalonVoucherCard *cards = make_many ();
  SalonVoucherDialog *dialog = open_dialog (fixture, cards, N_MANY);
  SalonVoucherPreview *preview = NULL;

  preview = get_preview (dialog);
  g_object_add_weak_pointer (G_OBJECT (preview), (gpointer *) &preview);
  close_dialog (fixture, dialog);
  /* The thread lets go of it. */
  while (preview != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_it_is_saved_as_it_is_shown (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherCard shown = get_card ();
  SalonVoucherDialog *dialog = open_dialog (fixture, &shown, 1);
  SalonVoucherPreview *preview = get_preview (dialog);
  g_autofree char *path = g_build_filename (fixture->folder, "voucher.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (GError) error = NULL;

  until_made (preview);
  salon_voucher_dialog_save (dialog, file);
  while (page_fixture_count (page_fixture_get_child (dialog, "toast_overlay"),
                             g_type_from_name ("AdwToastWidget"))
         == 0)
    g_main_context_iteration (NULL, TRUE);
  saved = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (saved, salon_voucher_preview_get_pdf (preview)));
  g_assert_cmpint (g_unlink (path), ==, 0);
  close_dialog (fixture, dialog);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_noted = user_data;
  g_autoptr (GError) error = NULL;

  salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_assert_no_error (error);
  *is_noted = TRUE;
}

static void
note (PageFixture *fixture, const SalonVoucherCard *cards, gsize n_cards)
{
  gboolean is_noted = FALSE;

  salon_voucher_prints_note (fixture->session, cards, n_cards, noted_cb, &is_noted);
  while (!is_noted)
    g_main_context_iteration (NULL, TRUE);
}

/* The first paper was given away; the second one is told of. */
static void
test_prints_are_counted (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherCard cards[] = { get_card (), get_card () };
  SalonVoucherDialog *dialog = NULL;
  GtkLabel *label = NULL;

  cards[1].id = NULL;
  g_assert_cmpuint (salon_voucher_prints_count (fixture->session, "card-1"), ==, 0);
  note (fixture, cards, 2);
  note (fixture, cards, 1);
  g_assert_cmpuint (salon_voucher_prints_count (fixture->session, "card-1"), ==, 2);
  dialog = open_dialog (fixture, cards, 1);
  label = page_fixture_get_child (dialog, "reprint_label");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_assert_nonnull (strstr (gtk_label_get_text (label), "2 times"));
  until_made (get_preview (dialog));
  close_dialog (fixture, dialog);
}

static void
test_its_words_are_told_and_its_file_is_named (PageFixture *fixture, gconstpointer data)
{
  SalonVoucherCard shown = get_card ();
  g_autofree char *words = salon_voucher_card_describe (fixture->session, &shown);
  g_autofree char *name = salon_voucher_card_write_file_name (&shown, 1);
  g_autofree char *many = salon_voucher_card_write_file_name (&shown, 2);

  g_assert_cmpstr (
    words, ==,
    "Gift Voucher, €80, for Marie Durand, from Camille, Happy birthday!, Valid until "
    "12 March 2027, SERA-7K2M-9QXA");
  g_assert_cmpstr (name, ==, "gift-voucher-SERA-7K2M-9QXA.pdf");
  g_assert_cmpstr (many, ==, "gift-vouchers.pdf");
  shown.code = "OLD/1 2";
  g_free (name);
  name = salon_voucher_card_write_file_name (&shown, 1);
  g_assert_cmpstr (name, ==, "gift-voucher-OLD-1-2.pdf");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test)                                                                            \
  g_test_add ("/salon/voucher-dialog/" path, PageFixture, NULL, set_up, test, tear_down)
  ADD ("what-is-shown-is-the-pdf", test_what_is_shown_is_the_pdf);
  ADD ("the-last-card-that-was-set-is-the-one-shown",
       test_the_last_card_that_was_set_is_the_one_shown);
  ADD ("another-look-is-seen-at-once", test_another_look_is_seen_at_once);
  ADD ("a-batch-has-a-page-for-each", test_a_batch_has_a_page_for_each);
  ADD ("five-hundred-do-not-stop-the-window", test_five_hundred_do_not_stop_the_window);
  ADD ("a-batch-is-given-up-with-its-dialog", test_a_batch_is_given_up_with_its_dialog);
  ADD ("it-is-saved-as-it-is-shown", test_it_is_saved_as_it_is_shown);
  ADD ("prints-are-counted", test_prints_are_counted);
  ADD ("its-words-are-told-and-its-file-is-named", test_its_words_are_told_and_its_file_is_named);
  return g_test_run ();
}
