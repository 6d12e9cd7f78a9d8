/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wished for with a booking: who can be told, by what, and that undoing takes it away. */
#include "messages/salon-message-wish.h"

#include "booking-fixture.h"
#include "bookings/salon-booking-save.h"
#include "bookings/salon-booking-tell.h"
#include "calendar/salon-booking-changes.h"
#include "messages/salon-message-acts.h"

static void
agree (BookingFixture *fixture, gboolean sms, gboolean email)
{
  SalonClientFields fields = *salon_client_get_fields (fixture->marie);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonClient) after = NULL;
  g_autoptr (SalonChange) change = NULL;

  fields.sms_consent = sms;
  fields.email_consent = email;
  after = salon_client_new (&fields);
  salon_client_add_update (fixture->marie, after, builder);
  change = salon_change_builder_end (builder, "Agree");
  g_assert_true (booking_fixture_commit (fixture, change, NULL));
  g_set_object (&fixture->marie, after);
}

static void
set_setting (BookingFixture *fixture, const char *key, const char *json)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = json_object_new ();
  g_autoptr (SalonChange) change = NULL;

  json_object_set_string_member (row, "key", key);
  json_object_set_member (row, "value", json_from_string (json, NULL));
  salon_change_builder_insert (builder, "salon_settings", row);
  change = salon_change_builder_end (builder, "Set");
  g_assert_true (booking_fixture_commit (fixture, change, NULL));
}

/* Saves the form with what it wishes for; the booking's id stays the form's. */
static void
save (BookingFixture *fixture, SalonBookingForm *form)
{
  gint64 now = salon_session_get_instant (fixture->session);
  g_autoptr (SalonMessageWish) wish = salon_booking_tell_save (fixture->session, form);
  g_autoptr (SalonChange) change = salon_booking_save_build_change (form, now);
  g_autoptr (SalonChange) whole = wish != NULL
                                    ? salon_message_wish_join (wish, fixture->session, now, change)
                                    : salon_change_ref (change);
  g_autoptr (GError) error = NULL;

  booking_fixture_commit (fixture, whole, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_messages (BookingFixture *fixture, const char *booking_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records =
    salon_message_list_of_booking (salon_session_get_reader (fixture->session), booking_id, &error);

  g_assert_no_error (error);
  return records;
}

static const SalonMessageRow *
get_row (GPtrArray *records, guint index)
{
  return ((SalonMessageRecord *) g_ptr_array_index (records, index))->row;
}

static void
test_consent_and_settings_choose_the_media (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  /* She left her address for what she books herself; an SMS she has to agree to. */
  {
    g_autoptr (SalonMessageWish) wish = salon_booking_tell_save (fixture->session, form);
    g_assert_nonnull (wish);
    g_assert_false (wish->media.by[SALON_MESSAGE_SMS]);
    g_assert_true (wish->media.by[SALON_MESSAGE_EMAIL]);
  }
  agree (fixture, TRUE, TRUE);
  salon_booking_form_set_client (form, fixture->marie);
  {
    g_autoptr (SalonMessageWish) wish = salon_booking_tell_save (fixture->session, form);
    g_assert_true (wish->media.by[SALON_MESSAGE_SMS]);
    g_assert_cmpint (wish->kind, ==, SALON_MESSAGE_CONFIRMATION);
    g_assert_cmpstr (wish->phone, ==, "+33612345678");
    g_assert_cmpstr (salon_message_wish_describe_media (wish), ==, "SMS and e-mail");
  }
  set_setting (fixture, "message.confirmation", "{\"sms\":false,\"email\":false}");
  g_assert_null (salon_booking_tell_save (fixture->session, form));
}

/* Of a client who is typed with the booking. */
static void
test_a_new_client_is_told_as_she_agrees (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonClient) client = NULL;
  g_autoptr (GPtrArray) records = NULL;
  SalonReader *reader = salon_session_get_reader (fixture->session);

  salon_booking_form_set_new_client (form, "Zoé Petit", "06 98 76 54 32", "");
  g_assert_null (salon_booking_tell_save (fixture->session, form));
  salon_booking_form_set_consent (form, TRUE);
  save (fixture, form);

  booking = salon_reader_get_booking (reader, salon_booking_form_get_id (form), NULL);
  client = salon_reader_get_client (reader, salon_booking_get_fields (booking)->client_id, NULL);
  g_assert_true (salon_client_get_fields (client)->sms_consent);
  /* There is no address that she could have agreed to. */
  g_assert_false (salon_client_get_fields (client)->email_consent);
  records = list_messages (fixture, salon_booking_form_get_id (form));
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpint (get_row (records, 0)->medium, ==, SALON_MESSAGE_SMS);
  g_assert_cmpstr (get_row (records, 0)->recipient, ==, "+33698765432");
}

static void
test_what_is_over_is_not_told (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  agree (fixture, TRUE, TRUE);
  salon_booking_form_set_client (form, fixture->marie);
  salon_session_set_now (fixture->session, salon_moment (TUESDAY, 540));
  g_assert_null (salon_booking_tell_save (fixture->session, form));
}

static void
test_the_wish_is_part_of_the_change (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) left = NULL;
  gint64 now = salon_session_get_instant (fixture->session);
  guint n_changes = 0;

  agree (fixture, TRUE, FALSE);
  form = booking_fixture_make_form (fixture, 540);
  save (fixture, form);
  records = list_messages (fixture, salon_booking_form_get_id (form));
  g_assert_cmpuint (records->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SalonMessageRow *row = get_row (records, i);

      g_assert_cmpint (row->status, ==, SALON_MESSAGE_PENDING);
      g_assert_cmpint (row->kind, ==, SALON_MESSAGE_CONFIRMATION);
      g_assert_cmpstr (row->starts_at, ==, "2026-03-10T09:00");
      g_assert_cmpint (row->due_at, ==, now + SALON_MESSAGE_GRACE_SECONDS);
      g_assert_cmpstr (row->recipient, ==,
                       row->medium == SALON_MESSAGE_SMS ? "+33612345678" : "marie@example.fr");
    }

  g_signal_connect_swapped (fixture->session, "changed", G_CALLBACK (g_atomic_int_inc), &n_changes);
  salon_session_undo (fixture->session);
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (fixture->session, &n_changes);
  left = list_messages (fixture, salon_booking_form_get_id (form));
  g_assert_cmpuint (left->len, ==, 0);
}

static SalonMessageWish *
change_and_find (BookingFixture *fixture, SalonChange *change)
{
  g_autoptr (GError) error = NULL;

  booking_fixture_commit (fixture, change, &error);
  g_assert_no_error (error);
  return salon_message_wish_find (fixture->session, change);
}

static void
test_a_move_and_a_cancellation_are_found (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = NULL;
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonBooking) moved = NULL;
  gint64 now = salon_session_get_instant (fixture->session);

  agree (fixture, TRUE, FALSE);
  form = booking_fixture_make_form (fixture, 540);
  booking = booking_fixture_save (fixture, form);
  {
    g_autoptr (SalonChange) paid = salon_booking_changes_set_paid (booking);
    g_assert_null (change_and_find (fixture, paid));
  }
  g_clear_object (&booking);
  booking = salon_reader_get_booking (salon_session_get_reader (fixture->session),
                                      salon_booking_form_get_id (form), NULL);
  {
    g_autoptr (SalonChange) move =
      salon_booking_changes_set_time (booking, salon_moment (TUESDAY, 600), 60, NULL);
    g_autoptr (SalonMessageWish) wish = change_and_find (fixture, move);

    g_assert_nonnull (wish);
    g_assert_cmpint (wish->kind, ==, SALON_MESSAGE_CHANGE);
    g_assert_cmpint (wish->start, ==, salon_moment (TUESDAY, 600));
  }
  moved = salon_reader_get_booking (salon_session_get_reader (fixture->session),
                                    salon_booking_form_get_id (form), NULL);
  {
    g_autoptr (SalonChange) cancel =
      salon_booking_changes_set_status (moved, SALON_BOOKING_CANCELLED, now);
    g_autoptr (SalonMessageWish) wish = change_and_find (fixture, cancel);
    g_autofree char *label = NULL;

    g_assert_nonnull (wish);
    g_assert_cmpint (wish->kind, ==, SALON_MESSAGE_CANCELLATION);
    label = salon_message_wish_dup_label (wish);
    g_assert_cmpstr (label, ==, "Tell Marie Durand by SMS and e-mail");
  }
}

static void
test_what_was_told_is_not_offered (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  gint64 now = salon_session_get_instant (fixture->session);
  g_autoptr (SalonMessageWish) wish = salon_booking_tell_save (fixture->session, form);
  g_autoptr (SalonChange) change = salon_booking_save_build_change (form, now);
  g_autoptr (SalonChange) whole = salon_message_wish_join (wish, fixture->session, now, change);

  g_assert_null (change_and_find (fixture, whole));
  /* Nor wished for a second time while it waits. */
  g_assert_null (salon_message_wish_build_change (wish, fixture->session, now));
}

static void
test_a_reminder_goes_out_at_once_and_once (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = NULL;
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonMessageWish) wish = NULL;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *id = NULL;
  gint64 now = salon_session_get_instant (fixture->session);

  agree (fixture, TRUE, FALSE);
  form = booking_fixture_make_form (fixture, 540);
  booking = booking_fixture_save (fixture, form);
  wish = salon_message_wish_new (fixture->session, SALON_MESSAGE_REMINDER,
                                 salon_booking_get_fields (booking), fixture->marie);
  g_assert_nonnull (wish);
  change = salon_message_wish_build_change (wish, fixture->session, now);
  g_assert_true (booking_fixture_commit (fixture, change, NULL));
  records = list_messages (fixture, salon_booking_form_get_id (form));
  g_assert_cmpuint (records->len, ==, 1);
  /* Every sender makes the same of the same visit. */
  id = salon_message_make_id (salon_booking_form_get_id (form), SALON_MESSAGE_REMINDER,
                              SALON_MESSAGE_SMS, "2026-03-10T09:00");
  g_assert_cmpstr (get_row (records, 0)->id, ==, id);
  g_assert_cmpint (get_row (records, 0)->due_at, ==, now);
}

/* --- What is done about a message --- */

static SalonMessageItem *
get_item (BookingFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  SalonMessageRecord *record =
    salon_message_list_get (salon_session_get_reader (fixture->session), id, &error);

  g_assert_no_error (error);
  return salon_message_item_new (record);
}

/* As a sender leaves it. */
static char *
leave_message (BookingFixture *fixture, SalonMessageStatus status, const char *reason)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);
  g_autoptr (SalonBooking) booking = booking_fixture_save (fixture, form);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  char *id = salon_message_make_id (salon_booking_form_get_id (form), SALON_MESSAGE_REMINDER,
                                    SALON_MESSAGE_SMS, "2026-03-10T09:00");
  const SalonMessageRow row = {
    .id = id,
    .booking_id = (char *) salon_booking_form_get_id (form),
    .kind = SALON_MESSAGE_REMINDER,
    .medium = SALON_MESSAGE_SMS,
    .recipient = (char *) "+33612345678",
    .status = status,
    .starts_at = (char *) "2026-03-10T09:00",
    .due_at = 1773000000,
    .error_message = (char *) reason,
  };

  salon_message_acts_add_insert (&row, builder);
  change = salon_change_builder_end (builder, "Remind");
  g_assert_true (booking_fixture_commit (fixture, change, NULL));
  return id;
}

static void
test_a_failed_one_is_sent_again (BookingFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = leave_message (fixture, SALON_MESSAGE_FAILED, "credits");
  SalonReader *reader = salon_session_get_reader (fixture->session);
  g_autoptr (SalonMessageItem) item = get_item (fixture, id);
  g_autoptr (SalonMessageItem) after = NULL;
  g_autoptr (SalonChange) change = NULL;
  guint n_failed = 0;

  g_assert_true (salon_message_list_count_failed (reader, &n_failed, NULL));
  g_assert_cmpuint (n_failed, ==, 1);
  change = salon_message_acts_send (reader, item, 1773040000, NULL);
  g_assert_true (booking_fixture_commit (fixture, change, NULL));
  after = get_item (fixture, id);
  g_assert_cmpint (salon_message_item_get_row (after)->status, ==, SALON_MESSAGE_PENDING);
  g_assert_cmpint (salon_message_item_get_row (after)->due_at, ==, 1773040000);
  g_assert_null (salon_message_item_get_row (after)->error_message);
  g_assert_true (salon_message_list_count_failed (reader, &n_failed, NULL));
  g_assert_cmpuint (n_failed, ==, 0);
}

static void
test_an_unknown_one_has_arrived (BookingFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = leave_message (fixture, SALON_MESSAGE_UNKNOWN, "no_answer");
  SalonReader *reader = salon_session_get_reader (fixture->session);
  g_autoptr (SalonMessageItem) item = get_item (fixture, id);
  g_autoptr (SalonMessageItem) after = NULL;
  g_autoptr (SalonChange) change = salon_message_acts_note_arrived (reader, item, 1773040000, NULL);

  g_assert_true (booking_fixture_commit (fixture, change, NULL));
  after = get_item (fixture, id);
  g_assert_cmpint (salon_message_item_get_row (after)->status, ==, SALON_MESSAGE_SENT);
  g_assert_cmpint (salon_message_item_get_row (after)->sent_at, ==, 1773040000);
  g_assert_false (salon_message_acts_can_send (after));
}

static void
test_what_is_dropped_says_who_did_it (BookingFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = leave_message (fixture, SALON_MESSAGE_PENDING, NULL);
  SalonReader *reader = salon_session_get_reader (fixture->session);
  g_autoptr (SalonMessageItem) item = get_item (fixture, id);
  g_autoptr (SalonMessageItem) after = NULL;
  g_autoptr (SalonChange) change = salon_message_acts_drop (reader, item, NULL);

  g_assert_true (booking_fixture_commit (fixture, change, NULL));
  after = get_item (fixture, id);
  g_assert_cmpint (salon_message_item_get_row (after)->status, ==, SALON_MESSAGE_SKIPPED);
  g_assert_cmpstr (salon_message_item_get_row (after)->error_message, ==,
                   SALON_MESSAGE_DROPPED_BY_OWNER);
  /* She may think again. */
  g_assert_true (salon_message_acts_can_send (after));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/message-wish/" path, BookingFixture, NULL, booking_fixture_set_up, function, \
              booking_fixture_tear_down)
  ADD ("consent-and-settings-choose-the-media", test_consent_and_settings_choose_the_media);
  ADD ("a-new-client-is-told-as-she-agrees", test_a_new_client_is_told_as_she_agrees);
  ADD ("what-is-over-is-not-told", test_what_is_over_is_not_told);
  ADD ("the-wish-is-part-of-the-change", test_the_wish_is_part_of_the_change);
  ADD ("a-move-and-a-cancellation-are-found", test_a_move_and_a_cancellation_are_found);
  ADD ("what-was-told-is-not-offered", test_what_was_told_is_not_offered);
  ADD ("a-reminder-goes-out-at-once-and-once", test_a_reminder_goes_out_at_once_and_once);
  ADD ("a-failed-one-is-sent-again", test_a_failed_one_is_sent_again);
  ADD ("an-unknown-one-has-arrived", test_an_unknown_one_has_arrived);
  ADD ("what-is-dropped-says-who-did-it", test_what_is_dropped_says_who_did_it);
  return g_test_run ();
}
