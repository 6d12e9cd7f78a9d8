/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "To review" in a real window, on a salon that has been told what others did. */
#include "sync/salon-review-page.h"

#include "accessible-names.h"
#include "page-fixture.h"
#include "review-fixture.h"
#include "shown-labels.h"
#include "sync/salon-review-card.h"

#define NOW salon_moment (REVIEW_FIXTURE_TODAY, 10 * 60 + 20)

static void
fill (SalonStore *store, gconstpointer data)
{
  review_fixture_fill (store, (ReviewFixtureKinds) GPOINTER_TO_INT (data));
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up_filled (fixture, fill, data, salon_review_page_new, 700);
  /* What is free depends on the time: the cards are made for this one. */
  salon_session_set_now (fixture->session, NOW);
  salon_session_receive (fixture->session, NULL);
  page_fixture_settle ();
}

static void
set_up_narrow (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up_filled (fixture, fill, data, salon_review_page_new, 360);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static guint
count_reviews (PageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews =
    salon_reader_list_reviews (salon_session_get_reader (fixture->session), &error);

  g_assert_no_error (error);
  return reviews->len;
}

/* The start of a booking; G_MININT64: there is no such booking. */
static SalonMoment
read_start (PageFixture *fixture, const char *id)
{
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (salon_session_get_reader (fixture->session), id, NULL);

  return booking != NULL ? salon_booking_get_visit (booking).start : G_MININT64;
}

static guint
count_cards (PageFixture *fixture)
{
  return page_fixture_count (fixture->page, SALON_TYPE_REVIEW_CARD);
}

static gboolean
is_shown (PageFixture *fixture, const char *label)
{
  return shown_labels_find (fixture->page, label) != NULL;
}

static void
click (GtkWidget *button)
{
  g_assert_true (gtk_widget_is_visible (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
click_named (PageFixture *fixture, const char *name)
{
  click (
    page_fixture_get_child (page_fixture_find (fixture->page, SALON_TYPE_REVIEW_CARD, 0), name));
}

static void
click_and_wait (PageFixture *fixture, GtkWidget *button)
{
  guint n_before = fixture->n_changes;

  click (button);
  page_fixture_wait_for_change (fixture, n_before);
}

/* Of the first card. */
static GtkWidget *
find_slot (PageFixture *fixture, guint nth)
{
  GtkWidget *card = page_fixture_find (fixture->page, SALON_TYPE_REVIEW_CARD, 0);

  return page_fixture_find (page_fixture_get_child (card, "slots_box"), GTK_TYPE_BUTTON, nth);
}

/* Two versions of one booking */

static void
test_both_versions_are_shown (PageFixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_cards (fixture), ==, 1);
  g_assert_true (is_shown (fixture, "Move Marie Durand to Thu 12 Mar, 15:30"));
  g_assert_true (is_shown (fixture, "Yours"));
  g_assert_true (is_shown (fixture, "15:30"));
  g_assert_true (is_shown (fixture, "The salon’s"));
  g_assert_true (is_shown (fixture, "17:00"));
  /* Who and when, in the salon's time. */
  g_assert_true (is_shown (fixture, "Cabine 2 – Thu 12 Mar, 09:05"));
  /* Nothing else is in question. */
  g_assert_false (is_shown (fixture, "€45.00"));
}

static void
test_mine_is_kept_and_can_be_undone (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *card = page_fixture_find (fixture->page, SALON_TYPE_REVIEW_CARD, 0);

  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_MOVED), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY, 17 * 60));
  click_and_wait (fixture, page_fixture_get_child (card, "keep_button"));
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_MOVED), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY, 15 * 60 + 30));
  g_assert_cmpuint (count_reviews (fixture), ==, 0);
  g_assert_true (is_shown (fixture, "Nothing to Review"));

  page_fixture_undo (fixture);
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_MOVED), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY, 17 * 60));
}

static void
test_theirs_is_taken_when_its_toast_has_gone (PageFixture *fixture, gconstpointer data)
{
  AdwToastOverlay *overlay = page_fixture_get_child (fixture->page, "toast_overlay");
  guint n_before = fixture->n_changes;

  click_named (fixture, "theirs_button");
  g_assert_cmpuint (count_cards (fixture), ==, 0);
  g_assert_cmpuint (count_reviews (fixture), ==, 1);

  adw_toast_overlay_dismiss_all (overlay);
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpuint (count_reviews (fixture), ==, 0);
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_MOVED), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY, 17 * 60));
}

static void
test_leaving_it_can_be_undone (PageFixture *fixture, gconstpointer data)
{
  AdwToastOverlay *overlay = page_fixture_get_child (fixture->page, "toast_overlay");
  GtkLabel *label;

  click_named (fixture, "theirs_button");
  page_fixture_settle ();
  label = shown_labels_find (GTK_WIDGET (overlay), "_Undo");
  g_assert_nonnull (label);
  click (gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_BUTTON));
  page_fixture_settle ();
  g_assert_cmpuint (count_cards (fixture), ==, 1);
  g_assert_cmpuint (count_reviews (fixture), ==, 1);
}

/* A chair that was taken */

static void
test_a_taken_chair_has_free_times_instead (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *card = page_fixture_find (fixture->page, SALON_TYPE_REVIEW_CARD, 0);

  g_assert_true (is_shown (fixture, "That time was given to Julie Petit in the meantime."));
  /* Nobody can be put on a chair that is taken. */
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (card, "keep_button")));
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_TAKEN), ==, G_MININT64);

  /* 11 to 12 is Julie's, 14 to 15 Marie's; before 10:20 is past. */
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find_slot (fixture, 0))), ==,
                   "Thu 12 Mar, 12:00");
  click_and_wait (fixture, find_slot (fixture, 0));
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_TAKEN), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY, 12 * 60));
  g_assert_cmpuint (count_reviews (fixture), ==, 0);

  page_fixture_undo (fixture);
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_TAKEN), ==, G_MININT64);
}

/* One of many is taken: the two in question are shown, and the others can be booked without it. */
static void
test_the_others_are_booked (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *card = page_fixture_find (fixture->page, SALON_TYPE_REVIEW_CARD, 0);

  g_assert_true (is_shown (
    fixture,
    "That time was given to Julie Petit in the meantime. 3 bookings were made in one go: "
    "none of them was taken over. The rest of what was done in this step is not concerned; "
    "but the step cannot be undone in one go any more."));
  g_assert_true (is_shown (fixture, "Olga Brun"));
  g_assert_false (is_shown (fixture, "Nina Faure"));
  g_assert_cmpuint (
    page_fixture_count (page_fixture_get_child (card, "slots_box"), GTK_TYPE_BUTTON), ==, 0);
  g_assert_cmpstr (gtk_button_get_label (page_fixture_get_child (card, "keep_button")), ==,
                   "_Book the Other 2");
  click_and_wait (fixture, page_fixture_get_child (card, "keep_button"));
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_FIRST), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY + 1, 9 * 60));
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_SECOND), ==, G_MININT64);
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_THIRD), ==,
                   salon_moment (REVIEW_FIXTURE_TODAY + 1, 16 * 60));
  g_assert_cmpuint (count_reviews (fixture), ==, 0);

  page_fixture_undo (fixture);
  g_assert_cmpint (read_start (fixture, REVIEW_FIXTURE_FIRST), ==, G_MININT64);
}

/* A gift card */

static void
test_a_card_spent_elsewhere_says_what_is_left (PageFixture *fixture, gconstpointer data)
{
  g_assert_true (is_shown (fixture, "The gift card SERA-7K4M-Q2XT was used elsewhere: €20.00 are "
                                    "left on it, and €45.00 were to be paid with it."));
}

/* Two that overlap */

static void
test_one_of_two_is_moved (PageFixture *fixture, gconstpointer data)
{
  g_assert_true (is_shown (fixture, "Chloé Roux and Denise Fabre"));
  g_assert_true (is_shown (fixture, "Free times for Chloé Roux"));
  g_assert_true (is_shown (fixture, "Free times for Denise Fabre"));
  g_assert_cmpuint (count_reviews (fixture), ==, 1);
  click_and_wait (fixture, find_slot (fixture, 0));
  g_assert_cmpuint (count_reviews (fixture), ==, 0);
  g_assert_true (is_shown (fixture, "Nothing to Review"));
}

/* All of them */

static void
test_everything_has_a_name (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->window);

  g_assert_cmpuint (count_cards (fixture), ==, 4);
  g_assert_cmpstr (missing, ==, "");
}

static void
test_it_fits_a_phone (PageFixture *fixture, gconstpointer data)
{
  int minimum;

  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, kinds, function)                                                                 \
  g_test_add ("/salon/review-page/" path, PageFixture, GINT_TO_POINTER (kinds), set_up, function,  \
              tear_down)
  ADD ("both-versions-are-shown", REVIEW_FIXTURE_CHANGED, test_both_versions_are_shown);
  ADD ("mine-is-kept-and-can-be-undone", REVIEW_FIXTURE_CHANGED,
       test_mine_is_kept_and_can_be_undone);
  ADD ("theirs-is-taken-when-its-toast-has-gone", REVIEW_FIXTURE_CHANGED,
       test_theirs_is_taken_when_its_toast_has_gone);
  ADD ("leaving-it-can-be-undone", REVIEW_FIXTURE_CHANGED, test_leaving_it_can_be_undone);
  ADD ("a-taken-chair-has-free-times-instead", REVIEW_FIXTURE_CHAIR,
       test_a_taken_chair_has_free_times_instead);
  ADD ("of-many-the-others-are-booked", REVIEW_FIXTURE_MANY, test_the_others_are_booked);
  ADD ("a-card-spent-elsewhere-says-what-is-left", REVIEW_FIXTURE_CARD,
       test_a_card_spent_elsewhere_says_what_is_left);
  ADD ("one-of-two-is-moved", REVIEW_FIXTURE_DOUBLE_BOOKED, test_one_of_two_is_moved);
  ADD ("everything-has-a-name", REVIEW_FIXTURE_ALL, test_everything_has_a_name);
  g_test_add ("/salon/review-page/it-fits-a-phone", PageFixture,
              GINT_TO_POINTER (REVIEW_FIXTURE_ALL), set_up_narrow, test_it_fits_a_phone, tear_down);

  return g_test_run ();
}
