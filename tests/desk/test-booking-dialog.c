/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The editor in a real window: the whole way to a booking through its entries and lists, what keeps
 * it from closing, and what a screen reader finds.
 */
#include "booking-fixture.h"
#include "bookings/salon-booking-dialog.h"
#include "common/salon-dialog.h"

#include <string.h>

typedef struct
{
  BookingFixture salon;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

static void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  booking_fixture_set_up (&self->salon, NULL);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), gtk_label_new ("The salon"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  run_pending ();
}

static void
wait_for_closing (Fixture *self)
{
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  wait_for_closing (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  booking_fixture_tear_down (&self->salon, NULL);
}

static void
open_dialog (Fixture *self, const SalonBookingDraft *draft)
{
  self->dialog = salon_booking_dialog_new (self->salon.session, draft);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  salon_dialog_present (self->dialog, adw_window_get_content (ADW_WINDOW (self->window)));
  run_pending ();
}

/* Finding widgets: by type and by what a person reads on them. */

typedef gboolean (*Wanted) (GtkWidget *widget, const char *text);

static GtkWidget *
find (GtkWidget *widget, Wanted wanted, const char *text)
{
  if (gtk_widget_get_mapped (widget) && wanted (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, wanted, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_search_entry (GtkWidget *widget, const char *placeholder)
{
  return GTK_IS_SEARCH_ENTRY (widget)
         && g_strcmp0 (gtk_search_entry_get_placeholder_text (GTK_SEARCH_ENTRY (widget)),
                       placeholder)
              == 0;
}

static gboolean
is_row (GtkWidget *widget, const char *title)
{
  return ADW_IS_PREFERENCES_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_button (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static gboolean
is_banner (GtkWidget *widget, const char *unused)
{
  return ADW_IS_BANNER (widget);
}

static gboolean
wake_cb (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

/* A widget is there once the display has drawn a frame of it, which a busy one does late. */
static GtkWidget *
must_find (Fixture *self, Wanted wanted, const char *text)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint wake_source = g_timeout_add (20, wake_cb, NULL);
  GtkWidget *found;

  run_pending ();
  g_test_message ("looking for “%s”", text);
  while ((found = find (GTK_WIDGET (self->dialog), wanted, text)) == NULL
         && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake_source);
  g_assert_nonnull (found);
  return found;
}

static void
type_and_enter (Fixture *self, const char *placeholder, const char *text)
{
  GtkWidget *entry = must_find (self, is_search_entry, placeholder);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  run_pending ();
  g_signal_emit_by_name (entry, "activate");
  run_pending ();
}

static void
click (Fixture *self, const char *label)
{
  g_signal_emit_by_name (must_find (self, is_button, label), "clicked");
  run_pending ();
}

static const char *
get_banner (Fixture *self)
{
  AdwBanner *banner = ADW_BANNER (must_find (self, is_banner, "banner"));

  g_assert_true (adw_banner_get_revealed (banner));
  return adw_banner_get_title (banner);
}

static void
save (Fixture *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->dialog), "booking.save", NULL));
}

static GPtrArray *
list_tuesday (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *bookings =
    salon_reader_list_bookings (salon_session_get_reader (self->salon.session), TUESDAY,
                                TUESDAY + 1, SALON_BOOKINGS_ALL, &error);

  g_assert_no_error (error);
  return bookings;
}

static void
test_new_client_with_two_services (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) bookings = NULL;

  open_dialog (self, NULL);
  type_and_enter (self, "Name, phone or e-mail", "Zoé Petit");
  gtk_editable_set_text (GTK_EDITABLE (must_find (self, is_row, "Phone")), "0698765432");
  type_and_enter (self, "Add a service", "gel");
  type_and_enter (self, "Add a service", "brow");
  click (self, "09:00");
  save (self);
  wait_for_closing (self);

  bookings = list_tuesday (self);
  g_assert_cmpuint (bookings->len, ==, 1);
  const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (bookings, 0));
  g_assert_cmpstr (fields->client_name, ==, "Zoé Petit");
  g_assert_cmpstr (fields->client_phone, ==, "+33698765432");
  g_assert_cmpint (fields->minute, ==, 540);
  g_assert_cmpuint (fields->n_lines, ==, 2);
  g_assert_cmpint (fields->price_cents, ==, 5750);
}

static void
test_service_is_found_by_its_whole_name (Fixture *self, gconstpointer unused)
{
  open_dialog (self, NULL);
  type_and_enter (self, "Add a service", "gel-nails");
  must_find (self, is_row, "Gel nails");
  type_and_enter (self, "Add a service", "(brows");
  must_find (self, is_row, "Brows");
}

static void
test_known_client_is_found_as_typed (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) bookings = NULL;

  open_dialog (self, NULL);
  type_and_enter (self, "Name, phone or e-mail", "dur");
  must_find (self, is_row, "Marie Durand");
  must_find (self, is_row, "Allergies");
  type_and_enter (self, "Add a service", "mass");
  click (self, "14:00");
  save (self);
  wait_for_closing (self);

  bookings = list_tuesday (self);
  g_assert_cmpstr (salon_booking_get_fields (g_ptr_array_index (bookings, 0))->client_id, ==,
                   salon_client_get_fields (self->salon.marie)->id);
}

static void
test_second_card_for_one_person_is_warned_of (Fixture *self, gconstpointer unused)
{
  open_dialog (self, NULL);
  type_and_enter (self, "Name, phone or e-mail", "Marie Martin");
  gtk_editable_set_text (GTK_EDITABLE (must_find (self, is_row, "Phone")), "06 12 34 56 78");
  click (self, "Use Marie Durand");
  must_find (self, is_row, "Allergies");
}

static void
test_what_is_missing_is_said_in_turn (Fixture *self, gconstpointer unused)
{
  open_dialog (self, NULL);
  save (self);
  g_assert_nonnull (strstr (get_banner (self), "client"));
  click (self, "Walk-in");
  save (self);
  g_assert_nonnull (strstr (get_banner (self), "service"));
  type_and_enter (self, "Add a service", "gel");
  save (self);
  g_assert_nonnull (strstr (get_banner (self), "time"));
}

static void
test_refused_save_keeps_everything_and_offers_times (Fixture *self, gconstpointer unused)
{
  const SalonBookingDraft draft = {
    .client_id = salon_client_get_fields (self->salon.marie)->id,
    .day = TUESDAY,
    .minute = 570,
  };
  g_autoptr (SalonBookingForm) other = booking_fixture_make_form (&self->salon, 540);
  g_autoptr (GPtrArray) bookings = NULL;

  open_dialog (self, &draft);
  type_and_enter (self, "Add a service", "gel");
  g_autoptr (SalonBooking) taken = booking_fixture_save (&self->salon, other);
  save (self);
  g_assert_nonnull (strstr (get_banner (self), "Marie Durand until 10:10"));
  must_find (self, is_row, "Gel nails");
  click (self, "Tue 10 Mar 10:10");
  save (self);
  wait_for_closing (self);
  bookings = list_tuesday (self);
  g_assert_cmpuint (bookings->len, ==, 2);
}

static void
test_out_of_hours_needs_a_reason (Fixture *self, gconstpointer unused)
{
  const SalonBookingDraft draft = {
    .client_id = salon_client_get_fields (self->salon.marie)->id,
    .day = TODAY,
    .minute = 600,
  };
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GError) error = NULL;

  open_dialog (self, &draft);
  type_and_enter (self, "Add a service", "gel");
  must_find (self, is_row, "Closed on Mondays");
  save (self);
  g_assert_cmpstr (get_banner (self), ==, "Closed on Mondays");
  adw_switch_row_set_active (ADW_SWITCH_ROW (must_find (self, is_row, "Book Anyway")), TRUE);
  save (self);
  g_assert_nonnull (strstr (get_banner (self), "why"));
  gtk_editable_set_text (GTK_EDITABLE (must_find (self, is_row, "Why outside the opening hours?")),
                         "Wedding");
  save (self);
  wait_for_closing (self);
  bookings = salon_reader_list_bookings (salon_session_get_reader (self->salon.session), TODAY,
                                         TODAY + 1, SALON_BOOKINGS_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bookings->len, ==, 1);
  g_assert_cmpstr (salon_booking_get_fields (g_ptr_array_index (bookings, 0))->forced_reason, ==,
                   "Wedding");
}

static void
test_untouched_closes_at_once (Fixture *self, gconstpointer unused)
{
  open_dialog (self, NULL);
  adw_dialog_close (self->dialog);
  wait_for_closing (self);
}

static void
test_typed_text_is_not_dropped_silently (Fixture *self, gconstpointer unused)
{
  open_dialog (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (must_find (self, is_search_entry, "Name, phone or e-mail")),
                         "Ma");
  run_pending ();
  adw_dialog_close (self->dialog);
  run_pending ();
  g_assert_nonnull (self->dialog);

  AdwDialog *alert = adw_window_get_visible_dialog (ADW_WINDOW (self->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (alert));
  g_signal_emit_by_name (alert, "response::discard", "discard");
  wait_for_closing (self);
}

static void
test_booking_is_cancelled_with_a_reason (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (&self->salon, 540);
  g_autoptr (SalonBooking) booking = booking_fixture_save (&self->salon, form);
  const SalonBookingDraft draft = { .booking_id = salon_booking_get_fields (booking)->id };
  g_autoptr (GPtrArray) bookings = NULL;

  open_dialog (self, &draft);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->dialog), "booking.cancel", NULL));
  click (self, "Cancel Booking");
  wait_for_closing (self);
  bookings = list_tuesday (self);
  g_assert_cmpint (salon_booking_get_fields (g_ptr_array_index (bookings, 0))->status, ==,
                   SALON_BOOKING_CANCELLED);
}

static void
test_book_again_is_four_weeks_later (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (&self->salon, 540);
  g_autoptr (SalonBooking) booking = booking_fixture_save (&self->salon, form);
  const SalonBookingDraft draft = { .booking_id = salon_booking_get_fields (booking)->id };
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GError) error = NULL;

  open_dialog (self, &draft);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->dialog), "booking.again", NULL));
  g_assert_cmpstr (adw_dialog_get_title (self->dialog), ==, "New booking");
  save (self);
  wait_for_closing (self);
  bookings = salon_reader_list_bookings (salon_session_get_reader (self->salon.session),
                                         TUESDAY + 28, TUESDAY + 29, SALON_BOOKINGS_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bookings->len, ==, 1);
  g_assert_cmpint (salon_booking_get_fields (g_ptr_array_index (bookings, 0))->minute, ==, 540);
}

/* As the finder opens it, when two clients are called that. */
static void
test_draft_leaves_the_client_to_be_chosen (Fixture *self, gconstpointer unused)
{
  const char *const service_ids[] = { salon_service_get_fields (self->salon.brows)->id, "gone",
                                      NULL };
  const SalonBookingDraft draft = {
    .day = TUESDAY, .minute = 600, .client_search = "mari", .service_ids = service_ids
  };
  GtkWidget *entry;

  open_dialog (self, &draft);
  entry = must_find (self, is_search_entry, "Name, phone or e-mail");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "mari");
  must_find (self, is_row, "Marie Durand");
  g_signal_emit_by_name (entry, "activate");
  run_pending ();
  save (self);
  wait_for_closing (self);

  g_autoptr (GPtrArray) bookings = list_tuesday (self);
  g_assert_cmpuint (bookings->len, ==, 1);
  const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (bookings, 0));
  g_assert_cmpstr (fields->client_name, ==, "Marie Durand");
  g_assert_cmpint (fields->minute, ==, 600);
  g_assert_cmpuint (fields->n_lines, ==, 1);
}

static void
keep_words_cb (SalonSession *session, const char *sentence, char **words)
{
  g_assert_null (*words);
  *words = g_strdup (sentence);
}

static void
test_booking_that_is_gone_gives_no_dialog (Fixture *self, gconstpointer unused)
{
  const SalonBookingDraft draft = { .booking_id = "00000000-0000-7000-8000-000000000000" };
  g_autofree char *words = NULL;

  g_signal_connect (self->salon.session, "failed", G_CALLBACK (keep_words_cb), &words);
  g_assert_null (salon_booking_dialog_new (self->salon.session, &draft));
  g_assert_cmpstr (words, ==, "This does not exist any more.");
  g_signal_handlers_disconnect_by_data (self->salon.session, &words);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/booking-dialog/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("new-client-with-two-services", test_new_client_with_two_services);
  ADD ("service-is-found-by-its-whole-name", test_service_is_found_by_its_whole_name);
  ADD ("known-client-is-found-as-typed", test_known_client_is_found_as_typed);
  ADD ("second-card-for-one-person-is-warned-of", test_second_card_for_one_person_is_warned_of);
  ADD ("what-is-missing-is-said-in-turn", test_what_is_missing_is_said_in_turn);
  ADD ("refused-save-keeps-everything-and-offers-times",
       test_refused_save_keeps_everything_and_offers_times);
  ADD ("out-of-hours-needs-a-reason", test_out_of_hours_needs_a_reason);
  ADD ("untouched-closes-at-once", test_untouched_closes_at_once);
  ADD ("typed-text-is-not-dropped-silently", test_typed_text_is_not_dropped_silently);
  ADD ("booking-is-cancelled-with-a-reason", test_booking_is_cancelled_with_a_reason);
  ADD ("book-again-is-four-weeks-later", test_book_again_is_four_weeks_later);
  ADD ("draft-leaves-the-client-to-be-chosen", test_draft_leaves_the_client_to_be_chosen);
  ADD ("booking-that-is-gone-gives-no-dialog", test_booking_that_is_gone_gives_no_dialog);
  return g_test_run ();
}
