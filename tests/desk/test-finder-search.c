/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beneath the line, in order: Monday 9 March 2026, 8:00. */
#include "finder-fixture.h"
#include "finder/salon-finder-search.h"

typedef struct
{
  BookingFixture salon;
  SalonFinderWish *wish;
  SalonFinderActions *actions;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  finder_fixture_set_up (&self->salon, NULL);
  self->wish = salon_finder_wish_new (self->salon.session);
  self->actions = salon_finder_actions_new ();
  salon_finder_actions_add_pages (self->actions);
  g_menu_append (section, "_Print…", "win.print");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  salon_finder_actions_add_menu (self->actions, G_MENU_MODEL (menu));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_object_unref (self->wish);
  g_object_unref (self->actions);
  booking_fixture_tear_down (&self->salon, NULL);
}

static GPtrArray *
search (Fixture *self, const char *line)
{
  salon_finder_wish_read (self->wish, line);
  return salon_finder_search_run (self->salon.session, self->wish, self->actions, line);
}

/* "heading: title | title; heading: title" */
static void
assert_found (Fixture *self, const char *line, const char *expected)
{
  g_autoptr (GPtrArray) results = search (self, line);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *heading = "";

  for (guint i = 0; i < results->len; i++)
    {
      const SalonFinderResult *result = g_ptr_array_index (results, i);

      if (!g_str_equal (heading, result->heading))
        g_string_append_printf (out, "%s%s: ", i > 0 ? "; " : "", result->heading);
      else
        g_string_append (out, " | ");
      g_string_append (out, result->title);
      heading = result->heading;
      g_assert_true (result->action != NULL
                     || result->section <= SALON_FINDER_SECTION_WHICH_CLIENT);
    }
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_two_letters_find_clients (Fixture *self, gconstpointer unused)
{
  assert_found (self, "ma", "Clients: Marie Dupont | Marie Durand; Services: Massage");
  assert_found (self, "DURA", "Clients: Marie Durand");
  assert_found (self, "0612", "Clients: Marie Durand");
}

/* By its code, its buyer or its recipient; Enter opens it. */
static void
test_gift_cards (Fixture *self, gconstpointer unused)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->salon.session));
  g_autoptr (SalonGiftCard) card = salon_gift_card_new (&(SalonGiftCardFields) {
    .id = "0197b1c2-0000-7000-8000-000000000500",
    .code = "SERA-105V-219M",
    .amount_cents = 5000,
    .buyer_name = "Xavier Petit",
    .recipient_name = "Zoé Quentin",
    .purchased_on = today,
    .expires_on = today + 365,
  });
  SalonGiftCardAct act = {
    .movement_id = "0197b1c2-0000-7000-8000-000000000501",
    .today = today,
    .label = "Bring in",
  };
  g_autoptr (SalonChange) change =
    salon_gift_card_bring_in (card, 5000, "0197b1c2-0000-7000-8000-000000000502", &act, NULL);
  g_autoptr (GPtrArray) results = NULL;
  const SalonFinderResult *first = NULL;

  booking_fixture_commit (&self->salon, change, NULL);
  assert_found (self, "quentin",
                "Gift Cards: SERA-105V-219M, for Zoé Quentin; Clients: New "
                "booking for “quentin”");
  results = search (self, "sera lo5v");
  first = g_ptr_array_index (results, 0);
  g_assert_cmpstr (first->title, ==, "SERA-105V-219M, for Zoé Quentin");
  g_assert_cmpstr (first->subtitle, ==, "€50.00 left, valid until Tuesday 9 March 2027");
  g_assert_cmpstr (first->action, ==, "win.show-gift-card");
}

static void
test_open_service_comes_first (Fixture *self, gconstpointer unused)
{
  assert_found (self, "durand gel tuesday",
                "Which “gel”?: Gel nails | Gel removal; Clients: Marie Durand; "
                "Calendar: Tuesday 10 March 2026");
}

static void
test_open_client_comes_before_the_times (Fixture *self, gconstpointer unused)
{
  assert_found (self, "marie massage mardi 14h",
                "Which “marie”?: Marie Dupont | Marie Durand | “marie”; "
                "Book: Tuesday 10 March, 14:00 – 15:30 | Tuesday 10 March, 14:15 – 15:45 | "
                "Tuesday 10 March, 14:30 – 16:00 | Another Time…; "
                "Clients: Marie Dupont | Marie Durand; Calendar: Tuesday 10 March 2026");
}

static void
test_day_alone_leads_to_the_calendar (Fixture *self, gconstpointer unused)
{
  assert_found (self, "12 mars", "Calendar: Thursday 12 March 2026");
  assert_found (self, "12/3", "Calendar: Thursday 12 March 2026");
  assert_found (self, "jeudi prochain",
                "Calendar: Thursday 12 March 2026 | Thursday 19 March 2026");
}

static void
test_bookings_of_the_client_and_of_the_day (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (&self->salon, 14 * 60);
  g_autoptr (SalonBooking) booking = booking_fixture_save (&self->salon, form);
  g_autoptr (GPtrArray) results = NULL;

  assert_found (self, "durand", "Clients: Marie Durand; Bookings: Marie Durand");
  assert_found (self, "tuesday", "Calendar: Tuesday 10 March 2026; Bookings: Marie Durand");
  results = search (self, "durand");
  g_assert_cmpstr (((SalonFinderResult *) g_ptr_array_index (results, 1))->subtitle, ==,
                   "Tuesday 10 March 2026, 14:00 · Gel nails · confirmed");
}

static void
test_actions_are_found_by_any_of_their_words (Fixture *self, gconstpointer unused)
{
  assert_found (self, "print", "Actions: Print…");
  /* Not a booking of Mrs Show on Monday. */
  assert_found (self, "show mon",
                "Actions: Show the Month; Calendar: Monday 9 March 2026 | Monday 16 March 2026");
}

static void
test_unknown_name_is_a_new_client (Fixture *self, gconstpointer unused)
{
  assert_found (self, "Zoé Petit", "Clients: New booking for “Zoé Petit”");
}

static void
test_empty_line_lists_the_actions (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) results = search (self, "");

  g_assert_cmpuint (results->len, ==, 11);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/finder-search/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("two-letters-find-clients", test_two_letters_find_clients);
  ADD ("gift-cards-by-code-and-name", test_gift_cards);
  ADD ("open-service-comes-first", test_open_service_comes_first);
  ADD ("open-client-comes-before-the-times", test_open_client_comes_before_the_times);
  ADD ("day-alone-leads-to-the-calendar", test_day_alone_leads_to_the_calendar);
  ADD ("bookings-of-the-client-and-of-the-day", test_bookings_of_the_client_and_of_the_day);
  ADD ("actions-are-found-by-any-of-their-words", test_actions_are_found_by_any_of_their_words);
  ADD ("unknown-name-is-a-new-client", test_unknown_name_is_a_new_client);
  ADD ("empty-line-lists-the-actions", test_empty_line_lists_the_actions);
  return g_test_run ();
}
