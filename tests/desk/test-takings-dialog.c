/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "takings/salon-takings-dialog.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "common/salon-dialog.h"
#include "payments/salon-payment-form.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-setting.h"
#include "store/salon-reader.h"
#include "takings/salon-takings-words.h"
#include "takings/salon-till-event-words.h"
#include "takings/salon-till-trace.h"

#include "accessible-names.h"
#include "booking-fixture.h"
#include "page-fixture.h"
#include "shown-labels.h"

typedef struct
{
  BookingFixture salon;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

/* Marie pays her gel, €20 of it in cash. */
static void
pay_at (Fixture *self, int minute)
{
  SalonReader *reader = salon_session_get_reader (self->salon.session);
  g_autoptr (SalonBookingForm) draft = booking_fixture_make_form (&self->salon, minute);
  g_autoptr (SalonBooking) booking = booking_fixture_save (&self->salon, draft);
  g_autoptr (GPtrArray) payments =
    salon_reader_list_payments (reader, salon_booking_get_fields (booking)->id, NULL);
  g_autoptr (SalonPaymentForm) form =
    salon_payment_form_new (self->salon.session, booking, payments);
  g_autoptr (SalonChange) change = NULL;

  salon_payment_form_set_text (form, SALON_MEANS_CASH, "20");
  change = salon_payment_form_save (form, salon_session_get_instant (self->salon.session));
  g_assert_true (booking_fixture_commit (&self->salon, change, NULL));
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  booking_fixture_set_up (&self->salon, NULL);
  pay_at (self, 14 * 60);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), gtk_button_new_with_label ("The salon"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 1200);
  gtk_window_present (GTK_WINDOW (self->window));
  self->dialog = salon_takings_dialog_new (self->salon.session);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  salon_dialog_present (self->dialog, adw_window_get_content (ADW_WINDOW (self->window)));
  page_fixture_settle ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  adw_dialog_force_close (self->dialog);
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (self->window));
  booking_fixture_tear_down (&self->salon, NULL);
}

/* A widget is there once a frame has been drawn of it; one that never comes ends with the test's time
 * limit. */
static void
wait_for_label (Fixture *self, const char *text)
{
  g_test_message ("looking for “%s”", text);
  while (shown_labels_find (GTK_WIDGET (self->dialog), text) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
act (Fixture *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->dialog), action, NULL);
}

static const char *
wait_for_message (Fixture *self)
{
  GtkLabel *label = page_fixture_get_child (self->dialog, "message_label");

  while (!gtk_widget_get_visible (GTK_WIDGET (label)))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  return gtk_label_get_label (label);
}

static GtkButton *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return GTK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkButton *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
close_day (Fixture *self)
{
  AdwDialog *alert = NULL;

  act (self, "takings.close-day");
  page_fixture_settle ();
  alert = adw_window_get_visible_dialog (ADW_WINDOW (self->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (alert));
  g_signal_emit_by_name (find_button (GTK_WIDGET (alert), "Close the _Day"), "clicked");
}

static const char *
verify (Fixture *self)
{
  AdwActionRow *row = page_fixture_get_child (self->dialog, "verify_row");
  g_autofree char *before = g_strdup (adw_action_row_get_subtitle (row));

  act (self, "takings.verify");
  while (g_strcmp0 (adw_action_row_get_subtitle (row), before) == 0)
    g_main_context_iteration (NULL, TRUE);
  return adw_action_row_get_subtitle (row);
}

static void
test_today_is_told_by_means (Fixture *self, gconstpointer unused)
{
  wait_for_label (self, "€20.00");
  wait_for_label (self, "€25.00");
  wait_for_label (self, "€45.00");
  wait_for_label (self, "Cash, €20.00 – Marie Durand");
}

static void
test_the_day_is_closed (Fixture *self, gconstpointer unused)
{
  close_day (self);
  g_assert_cmpstr (wait_for_message (self), ==, "The day is closed.");
  wait_for_label (self, "Monday 9 March 2026: €45.00");
  wait_for_label (
    self, "Cash €20.00, Card €25.00. This year so far: €45.00. Since the first line: €45.00.");
  g_assert_cmpstr (verify (self), ==, "All 3 lines are as they were written.");
}

static void
test_what_was_altered_is_told_in_words (Fixture *self, gconstpointer unused)
{
  sqlite3 *file = NULL;

  g_assert_cmpint (sqlite3_open (salon_session_get_path (self->salon.session), &file), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (file,
                                 "DROP TRIGGER till_journal_is_not_rewritten;\n"
                                 "UPDATE till_journal SET amount = 1000 WHERE number = 1",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (file);
  g_assert_cmpstr (verify (self), ==, "Line 1 of 09/03/2026 was altered.");
}

static void
export_journal (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->salon.folder, "journal.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  salon_takings_dialog_export (SALON_TAKINGS_DIALOG (self->dialog), file);
  g_assert_true (g_str_has_prefix (wait_for_message (self),
                                   "The journal was written. Its seal, to be kept elsewhere:\n"));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
test_the_journal_is_given_out (Fixture *self, gconstpointer unused)
{
  export_journal (self);
}

static void
test_a_folder_that_is_gone_is_told (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->salon.folder, "gone", "journal.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  salon_takings_dialog_export (SALON_TAKINGS_DIALOG (self->dialog), file);
  g_assert_cmpstr (wait_for_message (self), ==,
                   "The journal cannot be written there. Choose another folder, or free some "
                   "space.");
}

/* What happened beside payments is in the rows that unfold. */
static void
test_events_are_listed (Fixture *self, gconstpointer unused)
{
  AdwExpanderRow *row = page_fixture_get_child (self->dialog, "events_row");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  salon_till_trace_opening (self->salon.session, "1.2.0");
  export_journal (self);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  adw_expander_row_set_expanded (row, TRUE);
  wait_for_label (self, "The journal was exported");
  wait_for_label (self, "The salon was opened at this computer");
  wait_for_label (self, "Version 1.2.0 of this program is used from here on");
  wait_for_label (self, "09/03/2026 08:00, line 3");
  g_assert_cmpstr (verify (self), ==, "All 5 lines are as they were written.");
}

static void
assert_event (Fixture *self, SalonTillLine line, const char *title, const char *subtitle)
{
  g_autofree char *first = salon_till_event_words_title (&line);
  g_autofree char *second = salon_till_event_words_subtitle (self->salon.session, &line);

  g_assert_cmpstr (first, ==, title);
  g_assert_cmpstr (second, ==, subtitle);
}

#define EVENT(...)                                                                                 \
  ((SalonTillLine) {                                                                               \
    .kind = (char *) SALON_TILL_EVENT, .number = 12, .at = 1773307800, __VA_ARGS__ })

static void
test_every_event_has_words (Fixture *self, gconstpointer unused)
{
  const char *when = "12/03/2026 10:30, line 12";

  assert_event (
    self, EVENT (.event = (char *) "reprint", .card = (char *) "SERA-1", .detail = (char *) "2"),
    "The voucher SERA-1 was printed again", "12/03/2026 10:30, line 12 – print 2");
  assert_event (self, EVENT (.event = (char *) "recording_off"),
                "Takings are not recorded from here on", when);
  assert_event (self, EVENT (.event = (char *) "recording_on"), "Takings are recorded from here on",
                when);
  assert_event (self, EVENT (.event = (char *) "vat_rate", .detail = (char *) "20.00"),
                "VAT at 20% from here on", when);
  assert_event (self, EVENT (.event = (char *) "vat_rate", .detail = (char *) "5.50"),
                "VAT at 5.5% from here on", when);
  assert_event (self, EVENT (.event = (char *) "vat_rate", .detail = (char *) "0.00"),
                "No VAT is charged from here on", when);
  /* Of a later version. */
  assert_event (self, EVENT (.event = (char *) "drawer"), "drawer", when);
}

static void
set_rate (Fixture *self, gint64 rate)
{
  SalonReader *reader = salon_session_get_reader (self->salon.session);
  g_autoptr (SalonChange) change =
    salon_setting_change_integer (reader, SALON_VAT_RATE_KEY, rate, "VAT", NULL);

  g_assert_true (booking_fixture_commit (&self->salon, change, NULL));
}

/* Of what is paid from now on: 45 of the 90 were paid before. */
static void
test_vat_is_told (Fixture *self, gconstpointer unused)
{
  set_rate (self, 2000);
  g_assert_cmpint (salon_till_setting_get_vat_rate (self->salon.session), ==, 2000);
  pay_at (self, 16 * 60);
  wait_for_label (self, "€90.00");
  wait_for_label (self, "VAT at 20% in it");
  wait_for_label (self, "€7.50");
  close_day (self);
  g_assert_cmpstr (wait_for_message (self), ==, "The day is closed.");
  wait_for_label (self, "Cash €40.00, Card €50.00. This year so far: €90.00. Since the first line: "
                        "€90.00. VAT at 20%: €7.50.");
}

static void
test_it_says_that_it_is_not_attested (Fixture *self, gconstpointer unused)
{
  wait_for_label (
    self,
    "This program is not certified as a till, and its publisher has signed no attestation (“non "
    "attesté”; French tax code, article 286). A salon that charges VAT needs a certified or "
    "attested till.");
}

static void
assert_fault (Fixture *self, SalonTillFaultKind kind, gint64 at, const char *expected)
{
  const SalonTillFault fault = { kind, 12, at };
  g_autofree char *words = salon_takings_words_fault (self->salon.session, &fault);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_every_fault_has_words (Fixture *self, gconstpointer unused)
{
  const gint64 at = 1773307800;

  assert_fault (self, SALON_TILL_FAULT_ALTERED, at, "Line 12 of 12/03/2026 was altered.");
  assert_fault (self, SALON_TILL_FAULT_MISSING, at,
                "Line 12 is missing, after a line of 12/03/2026.");
  assert_fault (self, SALON_TILL_FAULT_MISSING, 0, "Line 12 is missing.");
  assert_fault (self, SALON_TILL_FAULT_OUT_OF_PLACE, at,
                "Line 12 of 12/03/2026 does not follow on line 11: one of the two was altered.");
  assert_fault (self, SALON_TILL_FAULT_TOTALS, at,
                "The totals of the closing on line 12 of 12/03/2026 are not those of its lines.");
  assert_fault (self, SALON_TILL_FAULT_END, at,
                "Line 12 of 12/03/2026 is not the one that was written last.");
}

static void
test_everything_has_a_name (Fixture *self, gconstpointer unused)
{
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (self->dialog));

  g_assert_cmpstr (missing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/takings-dialog/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("today-is-told-by-means", test_today_is_told_by_means);
  ADD ("the-day-is-closed", test_the_day_is_closed);
  ADD ("what-was-altered-is-told-in-words", test_what_was_altered_is_told_in_words);
  ADD ("the-journal-is-given-out", test_the_journal_is_given_out);
  ADD ("a-folder-that-is-gone-is-told", test_a_folder_that_is_gone_is_told);
  ADD ("events-are-listed", test_events_are_listed);
  ADD ("every-event-has-words", test_every_event_has_words);
  ADD ("vat-is-told", test_vat_is_told);
  ADD ("it-says-that-it-is-not-attested", test_it_says_that_it_is_not_attested);
  ADD ("every-fault-has-words", test_every_fault_has_words);
  ADD ("everything-has-a-name", test_everything_has_a_name);
#undef ADD
  return g_test_run ();
}
