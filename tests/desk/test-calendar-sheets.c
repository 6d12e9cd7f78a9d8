/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the salon reaches the paper: the sheets of the calendar, of a client, of the prices. */
#include "printing/salon-calendar-sheets.h"

#include "booking-fixture.h"
#include "pdf-reader.h"

static PdfDocument *
print (BookingFixture *fixture, const SalonPrintRequest *request, const SalonPrintOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonDocument) document =
    salon_print_request_create_document (request, fixture->session, options, &error);
  g_autoptr (GBytes) pdf = NULL;

  g_assert_no_error (error);
  pdf = salon_document_to_pdf (document);
  return pdf_reader_open (pdf);
}

static SalonBooking *
book (BookingFixture *fixture)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (fixture, 540);

  salon_booking_form_add_service (form, fixture->brows);
  salon_booking_form_set_notes (form, "Prefers red");
  return booking_fixture_save (fixture, form);
}

static char *
print_text (BookingFixture *fixture,
            const SalonPrintRequest *request,
            const SalonPrintOptions *options)
{
  g_autoptr (PdfDocument) pdf = print (fixture, request, options);

  return pdf_reader_get_text (pdf, 0);
}

static void
test_day_has_who_when_and_what (BookingFixture *fixture, gconstpointer unused)
{
  const SalonPrintRequest day = { SALON_PRINT_DAYS, TUESDAY, 1, NULL };
  g_autoptr (SalonBooking) booking = book (fixture);
  g_autofree char *text = print_text (fixture, &day, &salon_print_options_default);

  g_assert_nonnull (strstr (text, "Tuesday 10 March 2026"));
  g_assert_nonnull (strstr (text, "Marie Durand"));
  g_assert_nonnull (strstr (text, "06 12 34 56 78"));
  g_assert_nonnull (strstr (text, "Gel nails"));
  g_assert_nonnull (strstr (text, "Brows"));
  g_assert_nonnull (strstr (text, "Prefers red"));
  g_assert_nonnull (strstr (text, "Allergies: "));
  g_assert_nonnull (strstr (text, "57.50"));
}

static void
test_names_notes_and_phones_can_stay_off_the_wall (BookingFixture *fixture, gconstpointer unused)
{
  const SalonPrintRequest requests[] = {
    { SALON_PRINT_DAYS, TUESDAY, 1, NULL },
    { SALON_PRINT_DAYS, TODAY, 7, NULL },
    { SALON_PRINT_DAYS, TODAY, 31, NULL },
  };
  const SalonPrintOptions options = { .masks_names = TRUE };
  g_autoptr (SalonBooking) booking = book (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *text = print_text (fixture, &requests[i], &options);

      g_assert_nonnull (strstr (text, "M. D."));
      g_assert_null (strstr (text, "Durand"));
      g_assert_null (strstr (text, "06 12"));
      g_assert_null (strstr (text, "Prefers"));
      g_assert_null (strstr (text, "Allergies"));
    }
}

static void
test_week_is_one_page_and_a_month_a_list (BookingFixture *fixture, gconstpointer unused)
{
  const SalonPrintRequest week = { SALON_PRINT_DAYS, TODAY, 7, NULL };
  const SalonPrintRequest month = { SALON_PRINT_DAYS, TODAY - 8, 31, NULL };
  g_autoptr (SalonBooking) booking = book (fixture);
  g_autoptr (PdfDocument) wall = print (fixture, &week, &salon_print_options_default);
  g_autofree char *list = print_text (fixture, &month, &salon_print_options_default);

  g_assert_cmpint (poppler_document_get_n_pages (wall), ==, 1);
  g_assert_cmpfloat_with_epsilon (pdf_reader_find (wall, 0, "09:00 Marie Durand").x1,
                                  pdf_reader_find (wall, 0, "Tue 10 Mar").x1, 6);
  g_assert_nonnull (strstr (list, "Tuesday 10 March 2026"));
}

static void
test_client_sheet_has_her_allergies_and_visits (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBooking) booking = book (fixture);
  const SalonPrintRequest client = { SALON_PRINT_CLIENT, 0, 0,
                                     salon_client_get_fields (fixture->marie)->id };
  g_autofree char *text = print_text (fixture, &client, &salon_print_options_default);

  g_assert_nonnull (strstr (text, "Marie Durand"));
  g_assert_nonnull (strstr (text, "atex"));
  g_assert_nonnull (strstr (text, "10/03/2026"));
  g_assert_nonnull (strstr (text, "57.50"));
}

static void
test_card_says_when_to_come (BookingFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBooking) booking = book (fixture);
  const SalonPrintRequest card = { SALON_PRINT_CARD, 0, 0, salon_booking_get_fields (booking)->id };
  g_autofree char *text = print_text (fixture, &card, &salon_print_options_default);

  g_assert_nonnull (strstr (text, "Marie Durand"));
  g_assert_nonnull (strstr (text, "Tuesday 10 March 2026"));
  g_assert_nonnull (strstr (text, "09:00"));
}

static void
test_price_list_has_every_active_service (BookingFixture *fixture, gconstpointer unused)
{
  const SalonPrintRequest prices = { SALON_PRINT_PRICES, 0, 0, NULL };
  g_autofree char *text = print_text (fixture, &prices, &salon_print_options_default);

  g_assert_nonnull (strstr (text, "Gel nails"));
  g_assert_nonnull (strstr (text, "45.00"));
  g_assert_nonnull (strstr (text, "95.00"));
}

static void
test_a_booking_that_is_gone_is_an_error (BookingFixture *fixture, gconstpointer unused)
{
  const SalonPrintRequest card = { SALON_PRINT_CARD, 0, 0, "00000000-0000-7000-8000-00000000dead" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonDocument) document =
    salon_print_request_create_document (&card, fixture->session, &salon_print_options_default,
                                         &error);

  g_assert_null (document);
  g_assert_nonnull (error);
}

static void
test_a_masked_name_is_its_initials (void)
{
  static const struct
  {
    const char *name;
    const char *masked;
  } cases[] = {
    { "Marie Durand", "M. D." },        { "Zoé", "Z." }, { "élise  O’Brien", "É. O." },
    { "Anne-Marie Petit", "A. M. P." }, { " ", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = salon_calendar_sheets_mask_name (cases[i].name);

      g_assert_cmpstr (masked, ==, cases[i].masked);
    }
}

static void
add (const char *path, void (*test) (BookingFixture *, gconstpointer))
{
  g_test_add (path, BookingFixture, NULL, booking_fixture_set_up, test, booking_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/calendar-sheets/a-masked-name-is-its-initials",
                   test_a_masked_name_is_its_initials);
  add ("/salon/calendar-sheets/day-has-who-when-and-what", test_day_has_who_when_and_what);
  add ("/salon/calendar-sheets/names-notes-and-phones-can-stay-off-the-wall",
       test_names_notes_and_phones_can_stay_off_the_wall);
  add ("/salon/calendar-sheets/week-is-one-page-and-a-month-a-list",
       test_week_is_one_page_and_a_month_a_list);
  add ("/salon/client-sheets/client-sheet-has-her-allergies-and-visits",
       test_client_sheet_has_her_allergies_and_visits);
  add ("/salon/client-sheets/card-says-when-to-come", test_card_says_when_to_come);
  add ("/salon/price-sheet/every-active-service-is-on-it",
       test_price_list_has_every_active_service);
  add ("/salon/print-request/a-booking-that-is-gone-is-an-error",
       test_a_booking_that_is_gone_is_an_error);
  return g_test_run ();
}
