/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/salon-review-changes.h"

#define BOOKING "00000000-0000-7000-8000-000000000b01"
#define OTHER "00000000-0000-7000-8000-000000000b02"
#define LINE "00000000-0000-7000-8000-000000000c01"
#define CARD "00000000-0000-7000-8000-000000000d01"
#define THURSDAY salon_day_from_ymd (2026, 3, 12)

/* The salon as it is now: rows by "table/id". */
typedef struct
{
  GHashTable *rows;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->rows =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_hash_table_unref (fixture->rows);
}

static JsonObject *
read_object (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static void
put (Fixture *fixture, const char *table, const char *id, const char *json)
{
  g_hash_table_insert (fixture->rows, g_strdup_printf ("%s/%s", table, id), read_object (json));
}

static JsonObject *
find_cb (const char *table, const char *id, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *key = g_strdup_printf ("%s/%s", table, id);
  JsonObject *row = g_hash_table_lookup (fixture->rows, key);

  return row != NULL ? json_object_ref (row) : NULL;
}

static void
put_booking (Fixture *fixture, const char *time, const char *notes)
{
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"" BOOKING "\",\"client_name\":\"Marie Durand\",\"booking_date\":\"2026-03-12\","
    "\"booking_time\":\"%s\",\"duration_minutes\":60,\"buffer_minutes\":10,\"status\":"
    "\"confirmed\",\"staff_id\":\"" OTHER "\",\"notes\":\"%s\",\"forced_reason\":null}",
    time, notes);

  put (fixture, "bookings", BOOKING, json);
}

/* @edits: what stands in a change's JSON. */
static SalonChange *
make_mine (const char *edits)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"device\":null,\"seq\":0,\"label\":\"Mine\",\"at\":"
                                           "null,\"edits\":[%s]}",
                                           edits);
  SalonChange *change = salon_change_from_json (json, &error);

  g_assert_no_error (error);
  return change;
}

static SalonChange *
make_move_to_ten (void)
{
  return make_mine ("{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" BOOKING
                    "\",\"set\":{\"booking_time\":\"10:00:00\"},"
                    "\"was\":{\"booking_time\":\"09:00:00\"}}");
}

static void
assert_member (JsonObject *row, const char *member, const char *json)
{
  g_autofree char *text = NULL;

  g_assert_true (json_object_has_member (row, member));
  text = json_to_string (json_object_get_member (row, member), FALSE);
  g_assert_cmpstr (text, ==, json);
}

/* Keeping mine */

static void
test_mine_is_set_on_theirs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine = make_move_to_ten ();
  g_autoptr (SalonChange) change = NULL;
  const SalonEdit *edit;

  put_booking (fixture, "15:00:00", "from the web site");
  change = salon_review_changes_keep_mine (mine, find_cb, fixture);
  g_assert_nonnull (change);
  g_assert_cmpstr (salon_change_get_label (change), ==, "Mine");
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  edit = salon_change_get_edit (change, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
  assert_member (edit->set, "booking_time", "\"10:00:00\"");
  assert_member (edit->was, "booking_time", "\"15:00:00\"");
  /* What she did not touch stays theirs. */
  g_assert_false (json_object_has_member (edit->set, "notes"));
}

static void
test_what_is_so_already_is_no_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine = make_move_to_ten ();

  put_booking (fixture, "10:00:00", "");
  g_assert_null (salon_review_changes_keep_mine (mine, find_cb, fixture));
}

static void
test_half_of_a_change_is_never_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine ("{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" BOOKING
               "\",\"set\":{\"booking_time\":\"10:00:00\"},"
               "\"was\":{\"booking_time\":\"09:00:00\"}},"
               "{\"op\":\"update\",\"table\":\"booking_services\",\"id\":\"" LINE
               "\",\"set\":{\"price\":\"50.00\"},\"was\":{\"price\":\"45.00\"}}");

  put_booking (fixture, "15:00:00", "");
  /* The line is gone. */
  g_assert_null (salon_review_changes_keep_mine (mine, find_cb, fixture));
}

static void
test_what_was_made_is_made_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine ("{\"op\":\"insert\",\"table\":\"blocked_dates\",\"id\":\"" BOOKING
               "\",\"set\":{\"date\":\"2026-03-12\",\"reason\":\"Training\"},\"was\":{}}");
  g_autoptr (SalonChange) change = salon_review_changes_keep_mine (mine, find_cb, fixture);
  g_autoptr (SalonChange) over = NULL;

  g_assert_cmpint (salon_change_get_edit (change, 0)->op, ==, SALON_EDIT_INSERT);
  g_assert_cmpstr (salon_change_get_edit (change, 0)->id, ==, BOOKING);
  assert_member (salon_change_get_edit (change, 0)->set, "reason", "\"Training\"");

  /* It is there meanwhile: then it is changed. */
  put (fixture, "blocked_dates", BOOKING,
       "{\"id\":\"" BOOKING "\",\"date\":\"2026-03-12\",\"reason\":\"Closed\"}");
  over = salon_review_changes_keep_mine (mine, find_cb, fixture);
  g_assert_cmpint (salon_change_get_edit (over, 0)->op, ==, SALON_EDIT_UPDATE);
  assert_member (salon_change_get_edit (over, 0)->was, "reason", "\"Closed\"");
}

static void
test_what_was_deleted_is_deleted_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine ("{\"op\":\"delete\",\"table\":\"blocked_dates\",\"id\":\"" BOOKING
               "\",\"set\":{},\"was\":{\"date\":\"2026-03-12\",\"reason\":null}}");
  g_autoptr (SalonChange) change = NULL;

  g_assert_null (salon_review_changes_keep_mine (mine, find_cb, fixture));
  put (fixture, "blocked_dates", BOOKING,
       "{\"id\":\"" BOOKING "\",\"date\":\"2026-03-12\",\"reason\":\"Fair\"}");
  change = salon_review_changes_keep_mine (mine, find_cb, fixture);
  g_assert_cmpint (salon_change_get_edit (change, 0)->op, ==, SALON_EDIT_DELETE);
  assert_member (salon_change_get_edit (change, 0)->was, "reason", "\"Fair\"");
}

/* The visit and its chair */

static void
test_a_moved_booking_needs_a_chair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine = make_move_to_ten ();
  g_autoptr (SalonReviewVisit) visit = NULL;

  g_assert_null (salon_review_changes_get_visit (mine, find_cb, fixture));

  put_booking (fixture, "15:00:00", "");
  visit = salon_review_changes_get_visit (mine, find_cb, fixture);
  g_assert_cmpstr (visit->id, ==, BOOKING);
  g_assert_cmpstr (visit->client_name, ==, "Marie Durand");
  g_assert_cmpstr (visit->staff_id, ==, OTHER);
  g_assert_cmpint (visit->start, ==, salon_moment (THURSDAY, 10 * 60));
  g_assert_cmpint (visit->duration_minutes, ==, 60);
  g_assert_cmpint (visit->buffer_minutes, ==, 10);
  g_assert_false (visit->is_new);
}

static void
test_a_note_needs_no_chair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine ("{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" BOOKING
               "\",\"set\":{\"notes\":\"a\"},\"was\":{\"notes\":\"b\"}}");

  put_booking (fixture, "15:00:00", "c");
  g_assert_null (salon_review_changes_get_visit (mine, find_cb, fixture));
}

static void
test_a_move_keeps_the_rest_of_mine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine ("{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" BOOKING
               "\",\"set\":{\"booking_time\":\"20:30:00\",\"notes\":\"mine\",\"forced_reason\":"
               "\"a friend\"},\"was\":{\"booking_time\":\"09:00:00\",\"notes\":null,"
               "\"forced_reason\":null}}");
  g_autoptr (SalonChange) change = NULL;
  const SalonEdit *edit;

  put_booking (fixture, "09:00:00", "theirs");
  change =
    salon_review_changes_move (mine, salon_moment (THURSDAY + 1, 11 * 60 + 15), find_cb, fixture);
  g_assert_cmpstr (salon_change_get_label (change), ==, "Move Marie Durand to Fri 13 Mar, 11:15");
  edit = salon_change_get_edit (change, 0);
  assert_member (edit->set, "booking_date", "\"2026-03-13\"");
  assert_member (edit->set, "booking_time", "\"11:15:00\"");
  assert_member (edit->set, "notes", "\"mine\"");
  /* Inside the opening hours nothing has to be forced. */
  g_assert_false (json_object_has_member (edit->set, "forced_reason"));
}

static void
test_a_booking_of_two_is_moved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) booking = NULL;
  g_autoptr (SalonChange) change = NULL;

  put_booking (fixture, "09:00:00", "");
  booking = find_cb ("bookings", BOOKING, fixture);
  change = salon_review_changes_move_booking (booking, salon_moment (THURSDAY, 16 * 60));
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  assert_member (salon_change_get_edit (change, 0)->set, "booking_time", "\"16:00:00\"");
  g_assert_null (salon_review_changes_move_booking (booking, salon_moment (THURSDAY, 9 * 60)));
}

/* Gift cards */

static void
test_a_debit_is_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) debit = make_mine (
    "{\"op\":\"insert\",\"table\":\"gift_card_movements\",\"id\":\"" LINE
    "\",\"set\":{\"card_id\":\"" CARD "\",\"kind\":\"debit\",\"amount\":\"-45.00\",\"booking_id\":"
    "null,\"note\":null,\"at\":\"2026-03-12T09:00:00Z\",\"by\":null},\"was\":{}}");
  g_autoptr (SalonChange) other = make_move_to_ten ();
  const char *card_id = NULL;
  gint64 cents = 0;

  g_assert_true (salon_review_changes_get_debit (debit, &card_id, &cents));
  g_assert_cmpstr (card_id, ==, CARD);
  g_assert_cmpint (cents, ==, 4500);
  g_assert_false (salon_review_changes_get_debit (other, &card_id, &cents));
}

static void
test_the_balance_is_the_sum_of_the_movements (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) movements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  g_ptr_array_add (movements, read_object ("{\"card_id\":\"" CARD "\",\"amount\":\"100.00\"}"));
  g_ptr_array_add (movements, read_object ("{\"card_id\":\"" OTHER "\",\"amount\":\"7.00\"}"));
  g_ptr_array_add (movements, read_object ("{\"card_id\":\"" CARD "\",\"amount\":\"-80.50\"}"));
  g_assert_cmpint (salon_review_changes_get_balance (movements, CARD), ==, 1950);
  g_assert_cmpint (salon_review_changes_get_balance (movements, LINE), ==, 0);
}

#define NEW_BOOKING(id, time, status)                                                              \
  "{\"op\":\"insert\",\"table\":\"bookings\",\"id\":\"" id                                         \
  "\",\"set\":{\"client_name\":\"Marie\","                                                         \
  "\"booking_date\":\"2026-03-12\",\"booking_time\":\"" time "\",\"duration_minutes\":60,"         \
  "\"buffer_before_minutes\":10,\"buffer_minutes\":0,\"status\":\"" status "\"},\"was\":{}}"

/* A repetition, or a part of an import. */
static void
test_the_others_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine (NEW_BOOKING (BOOKING, "09:00:00", "confirmed") "," NEW_BOOKING (
      OTHER, "11:00:00",
      "confirmed") "," NEW_BOOKING (CARD, "15:00:00",
                                    "cancelled") ",{\"op\":\"insert\",\"table\":\"booking_services\",\"id\":\"" LINE
                                                 "\",\"set\":{\"booking_id\":\"" OTHER
                                                 "\",\"name\":\"Gel\"},\"was\":{}}");
  g_autoptr (GPtrArray) visits = salon_review_changes_list_new_visits (mine);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonObject) at_ten = read_object (
    "{\"booking_date\":\"2026-03-12\",\"booking_time\":\"10:00:00\",\"duration_minutes\":55}");
  g_autoptr (JsonObject) at_noon = read_object (
    "{\"booking_date\":\"2026-03-12\",\"booking_time\":\"12:00:00\",\"duration_minutes\":55}");
  g_autoptr (SalonChange) others = NULL;

  /* Nobody sits for the one that was called off. */
  g_assert_cmpuint (visits->len, ==, 2);
  /* It is prepared from ten to eleven on. */
  g_assert_cmpstr (salon_review_changes_find_taken (mine, at_ten)->id, ==, OTHER);
  g_assert_null (salon_review_changes_find_taken (mine, at_noon));
  g_hash_table_add (taken, (gpointer) OTHER);
  others = salon_review_changes_keep_others (mine, taken, find_cb, fixture);
  g_assert_cmpuint (salon_change_get_n_edits (others), ==, 2);
  g_assert_cmpstr (salon_change_get_edit (others, 0)->id, ==, BOOKING);
  g_assert_cmpstr (salon_change_get_edit (others, 1)->id, ==, CARD);
}

static void
test_what_is_removed_is_counted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) mine =
    make_mine (NEW_BOOKING (BOOKING, "09:00:00", "confirmed") "," NEW_BOOKING (
      OTHER, "11:00:00",
      "confirmed") ",{\"op\":\"insert\",\"table\":\"booking_services\",\"id\":\"" LINE
                   "\",\"set\":{\"booking_id\":\"" OTHER "\",\"name\":\"Gel\"},\"was\":{}}");
  g_autoptr (SalonChange) undone = salon_change_invert (mine, "Mine");

  g_assert_cmpuint (salon_review_changes_count_removed (mine), ==, 0);
  g_assert_cmpuint (salon_review_changes_count_removed (undone), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/review-changes/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("mine-is-set-on-theirs", test_mine_is_set_on_theirs);
  ADD ("what-is-so-already-is-no-change", test_what_is_so_already_is_no_change);
  ADD ("half-of-a-change-is-never-made", test_half_of_a_change_is_never_made);
  ADD ("what-was-made-is-made-again", test_what_was_made_is_made_again);
  ADD ("what-was-deleted-is-deleted-once", test_what_was_deleted_is_deleted_once);
  ADD ("a-moved-booking-needs-a-chair", test_a_moved_booking_needs_a_chair);
  ADD ("a-note-needs-no-chair", test_a_note_needs_no_chair);
  ADD ("a-move-keeps-the-rest-of-mine", test_a_move_keeps_the_rest_of_mine);
  ADD ("a-booking-of-two-is-moved", test_a_booking_of_two_is_moved);
  ADD ("the-others-are-kept", test_the_others_are_kept);
  ADD ("what-is-removed-is-counted", test_what_is_removed_is_counted);
  ADD ("a-debit-is-found", test_a_debit_is_found);
  ADD ("the-balance-is-the-sum-of-the-movements", test_the_balance_is_the_sum_of_the_movements);

  return g_test_run ();
}
