/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-print-request.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "printing/salon-calendar-sheets.h"
#include "printing/salon-client-sheets.h"
#include "printing/salon-price-sheet.h"

const SalonPrintOptions salon_print_options_default = {
  .shows_phones = TRUE,
  .shows_notes = TRUE,
  .n_blank_rows = 3,
};

gboolean
salon_print_request_has_options (const SalonPrintRequest *request)
{
  return request->kind == SALON_PRINT_DAYS;
}

SalonDocument *
salon_print_request_create_document (const SalonPrintRequest *request,
                                     SalonSession *session,
                                     const SalonPrintOptions *options,
                                     GError **error)
{
  switch (request->kind)
    {
    case SALON_PRINT_DAYS:
      return salon_calendar_sheets_create (session, request->day, request->n_days, options, error);
    case SALON_PRINT_CLIENT:
      return salon_client_sheets_create (session, request->id, error);
    case SALON_PRINT_CARD:
      return salon_client_sheets_create_card (session, request->id, error);
    case SALON_PRINT_PRICES:
      return salon_price_sheet_create (session, error);
    }
  g_return_val_if_reached (NULL);
}

char *
salon_print_request_footer (SalonSession *session)
{
  SalonMoment now = salon_session_get_now (session);
  g_autofree char *day = salon_format_day (salon_moment_get_day (now), SALON_DAY_STYLE_LONG);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (now));
  const char *name = salon_session_get_setting (session, "salon.name");

  /* Translators: at the foot of a page: the salon's name, a day, a time */
  return g_strdup_printf (_ ("%1$s, printed on %2$s, %3$s"), name != NULL ? name : _ ("My salon"),
                          day, minute);
}
