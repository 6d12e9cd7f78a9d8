/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-exchange-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"
#include "core/salon-phone.h"
#include "exchange/salon-exchange-error.h"

const char *
salon_exchange_words_for_kind (SalonForeignKind kind)
{
  switch (kind)
    {
    case SALON_FOREIGN_CLIENTS:
      return _ ("Clients");
    case SALON_FOREIGN_SERVICES:
      return _ ("Services");
    case SALON_FOREIGN_BOOKINGS:
      return _ ("Bookings");
    case SALON_FOREIGN_CLOSURES:
      return _ ("Closed days");
    case SALON_FOREIGN_GIFT_CARDS:
      return _ ("Gift Cards");
    }
  g_return_val_if_reached (NULL);
}

static const char *const columns[SALON_N_COLUMN_FIELDS] = {
  [SALON_COLUMN_IGNORED] = NC_ ("column", "Leave out"),
  [SALON_COLUMN_NAME] = NC_ ("column", "Full name"),
  [SALON_COLUMN_FIRST_NAME] = NC_ ("column", "First name"),
  [SALON_COLUMN_LAST_NAME] = NC_ ("column", "Family name"),
  [SALON_COLUMN_PHONE] = NC_ ("column", "Phone"),
  [SALON_COLUMN_OTHER_PHONE] = NC_ ("column", "Other phone"),
  [SALON_COLUMN_EMAIL] = NC_ ("column", "E-mail"),
  [SALON_COLUMN_ALLERGIES] = NC_ ("column", "Allergies"),
  [SALON_COLUMN_NOTES] = NC_ ("column", "Notes"),
  [SALON_COLUMN_SMS_CONSENT] = NC_ ("column", "Agrees to text messages"),
  [SALON_COLUMN_EMAIL_CONSENT] = NC_ ("column", "Agrees to e-mails"),
  [SALON_COLUMN_BLOCKED] = NC_ ("column", "Blocked"),
  [SALON_COLUMN_LANGUAGE] = NC_ ("column", "Language"),
  [SALON_COLUMN_CREATED] = NC_ ("column", "Put down on"),
  [SALON_COLUMN_SERVICE] = NC_ ("column", "Service"),
  [SALON_COLUMN_CATEGORY] = NC_ ("column", "Category"),
  [SALON_COLUMN_DESCRIPTION] = NC_ ("column", "Description"),
  [SALON_COLUMN_DURATION] = NC_ ("column", "Length"),
  [SALON_COLUMN_BUFFER] = NC_ ("column", "Time to clean up"),
  [SALON_COLUMN_BUFFER_BEFORE] = NC_ ("column", "Time to prepare"),
  [SALON_COLUMN_PRICE] = NC_ ("column", "Price"),
  [SALON_COLUMN_ACTIVE] = NC_ ("column", "Still offered"),
  [SALON_COLUMN_DETAILS] = NC_ ("column", "Details of the services"),
  [SALON_COLUMN_DAY] = NC_ ("column", "Day"),
  [SALON_COLUMN_LAST_DAY] = NC_ ("column", "Last day"),
  [SALON_COLUMN_TIME] = NC_ ("column", "Time"),
  [SALON_COLUMN_END_TIME] = NC_ ("column", "End"),
  [SALON_COLUMN_STATUS] = NC_ ("column", "Status"),
  [SALON_COLUMN_PAYMENT_STATUS] = NC_ ("column", "Paid or not"),
  [SALON_COLUMN_REASON] = NC_ ("column", "Reason"),
  [SALON_COLUMN_CODE] = NC_ ("column", "Code of the gift card"),
  [SALON_COLUMN_VALUE] = NC_ ("column", "Value when it was sold"),
  [SALON_COLUMN_REMAINING] = NC_ ("column", "What is left on it"),
  [SALON_COLUMN_RECIPIENT] = NC_ ("column", "For whom it is"),
  [SALON_COLUMN_RECIPIENT_EMAIL] = NC_ ("column", "E-mail of the recipient"),
  [SALON_COLUMN_BUYER] = NC_ ("column", "Who bought it"),
  [SALON_COLUMN_BUYER_EMAIL] = NC_ ("column", "E-mail of the buyer"),
  [SALON_COLUMN_BOUGHT] = NC_ ("column", "Bought on"),
  [SALON_COLUMN_EXPIRES] = NC_ ("column", "Valid until"),
  [SALON_COLUMN_MESSAGE] = NC_ ("column", "Message"),
  [SALON_COLUMN_COMPLIMENTARY] = NC_ ("column", "Given for nothing"),
};

const char *
salon_exchange_words_for_column (SalonColumnField field)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "column", columns[field]);
}

const char *
salon_exchange_words_for_problem (SalonProblem problem)
{
  switch (problem)
    {
    case SALON_PROBLEM_PHONE:
      return _ ("The phone number cannot be read: it goes to the notes.");
    case SALON_PROBLEM_EMAIL:
      return _ ("The e-mail address cannot be read: it goes to the notes.");
    case SALON_PROBLEM_PRICE:
      return _ ("The price is missing or cannot be read.");
    case SALON_PROBLEM_DURATION:
      return _ ("The length is missing or cannot be read: one hour is put down.");
    case SALON_PROBLEM_STATUS:
      return _ ("The status is unknown.");
    case SALON_PROBLEM_UNKNOWN_SERVICE:
      return _ ("Your list has no service of that name: only its name is kept.");
    case SALON_PROBLEM_CUT:
      return _ ("The row was too long: its end is left out.");
    case SALON_PROBLEM_ZONE:
      return _ ("The time zone is unknown: your own is taken.");
    case SALON_PROBLEM_ENDLESS:
      return _ ("It repeats without end: it is taken until the end of next year.");
    case SALON_PROBLEM_SHARED_PHONE:
      return _ ("Somebody of another name has the same phone number or e-mail address.");
    case SALON_PROBLEM_SKIPPED_TIME:
      return _ ("The clocks skip that hour: it is put an hour later.");
    case SALON_PROBLEM_NO_NAME:
      return _ ("The name is missing.");
    case SALON_PROBLEM_NO_DAY:
      return _ ("The date is missing or cannot be read.");
    case SALON_PROBLEM_NO_TIME:
      return _ ("The time is missing or cannot be read.");
    case SALON_PROBLEM_DAY_ORDER:
      return _ ("The last day is before the first, or more than a year later.");
    case SALON_PROBLEM_OVERLAP:
      return _ ("Somebody else is booked at that time.");
    case SALON_PROBLEM_CANCELLED:
      return _ ("It was called off.");
    case SALON_PROBLEM_BROKEN:
      return _ ("This entry is damaged.");
    case SALON_PROBLEM_NO_EXPIRY:
      return _ ("No day says until when it is valid: that of a new gift card is taken.");
    case SALON_PROBLEM_NO_CODE:
      return _ ("The code is missing, or longer than 50 characters.");
    case SALON_PROBLEM_NO_VALUE:
      return _ ("The value is missing or cannot be read.");
    case SALON_PROBLEM_REMAINING:
      return _ ("What is left cannot be read, or is more than the value.");
    case SALON_PROBLEM_EXPIRY_ORDER:
      return _ ("It runs out before it was bought.");
    }
  g_return_val_if_reached (NULL);
}

char *
salon_exchange_words_for_error (const GError *error)
{
  if (error->domain != SALON_EXCHANGE_ERROR)
    return salon_words_for_error (error);
  switch ((SalonExchangeError) error->code)
    {
    case SALON_EXCHANGE_ERROR_TOO_LARGE:
      return g_strdup (_ ("This file is too large: a table may have 100,000 rows. Cut it into "
                          "several and import one after the other."));
    case SALON_EXCHANGE_ERROR_EMPTY:
      return g_strdup (_ ("There is nothing in this file."));
    case SALON_EXCHANGE_ERROR_NO_TEXT:
      return g_strdup (_ ("This is neither a table nor a calendar nor an address book. In a "
                          "spreadsheet, save the table as “CSV” and choose that file."));
    case SALON_EXCHANGE_ERROR_NO_CALENDAR:
      return g_strdup (_ ("No calendar was found in this file."));
    case SALON_EXCHANGE_ERROR_NO_CARDS:
      return g_strdup (_ ("No address cards were found in this file."));
    case SALON_EXCHANGE_ERROR_WRITE:
      return g_strdup (_ ("The file could not be written. Check that there is room on the disk and "
                          "that you may write there; nothing was left half done."));
    }
  g_return_val_if_reached (NULL);
}

static char *
describe_when (const SalonForeignRow *row)
{
  g_autofree char *day = NULL;
  g_autofree char *minute = NULL;

  if (row->day == SALON_DAY_NONE)
    return g_strdup (_ ("no date"));
  day = salon_format_day (row->day, SALON_DAY_STYLE_SHORT);
  if (row->minute < 0)
    return g_steal_pointer (&day);
  minute = salon_format_minute (row->minute);
  return g_strdup_printf ("%s %s", day, minute);
}

static char *
describe_closure (const SalonForeignRow *row)
{
  g_autofree char *days = NULL;

  if (row->day == SALON_DAY_NONE)
    days = g_strdup (_ ("no date"));
  else if (row->last_day > row->day)
    days = salon_format_days (row->day, row->last_day);
  else
    days = salon_format_day (row->day, SALON_DAY_STYLE_LONG);
  return row->reason != NULL ? g_strdup_printf ("%s · %s", days, row->reason)
                             : g_steal_pointer (&days);
}

/* A client without a name is called by her number, which then need not follow itself. */
static char *
join (const char *first, const char *second)
{
  gboolean says_more = second != NULL && *second != '\0' && !g_str_equal (first, second);

  return says_more ? g_strdup_printf ("%s · %s", first, second) : g_strdup (first);
}

char *
salon_exchange_words_for_row (const SalonForeignRow *row, SalonForeignKind kind)
{
  g_autofree char *detail = NULL;
  g_autofree char *who = NULL;

  switch (kind)
    {
    case SALON_FOREIGN_CLIENTS:
      detail = row->phone != NULL ? salon_phone_format (row->phone) : g_strdup (row->email);
      return join (row->name != NULL ? row->name : _ ("no name"), detail);
    case SALON_FOREIGN_SERVICES:
      detail = row->duration_minutes > 0 ? salon_format_duration (row->duration_minutes) : NULL;
      return join (row->service != NULL ? row->service : _ ("no name"), detail);
    case SALON_FOREIGN_BOOKINGS:
      detail = describe_when (row);
      who = join (row->name != NULL ? row->name : _ ("no name"), row->service);
      return join (detail, who);
    case SALON_FOREIGN_CLOSURES:
      return describe_closure (row);
    case SALON_FOREIGN_GIFT_CARDS:
      return join (row->code != NULL ? row->code : _ ("no code"),
                   row->name != NULL ? row->name : row->buyer);
    }
  g_return_val_if_reached (NULL);
}

static void
add_sentence (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

static void
add_match (GString *text, const SalonForeignRow *row, SalonForeignKind kind)
{
  g_autofree char *sentence = NULL;

  if (row->match_line > 0)
    /* Translators: a row of a file that says the same as an earlier one; %u is its line */
    sentence = g_strdup_printf (_ ("The same as line %u."), row->match_line);
  else if (row->match != NULL)
    /* Translators: who, what or which booking is in the salon already: "Marie Durand" */
    sentence = g_strdup_printf (_ ("Already there: %s."), row->match_name);
  else if (kind == SALON_FOREIGN_CLOSURES && row->choice == SALON_CHOICE_SKIP)
    sentence = g_strdup (_ ("The salon is closed on that day already."));
  if (sentence != NULL)
    add_sentence (text, sentence);
}

char *
salon_exchange_words_for_remarks (const SalonForeignRow *row, SalonForeignKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = SALON_N_PROBLEMS; i > 0; i--)
    if ((row->problems & (1U << (i - 1))) != 0)
      add_sentence (text, salon_exchange_words_for_problem ((SalonProblem) (1U << (i - 1))));
  add_match (text, row, kind);
  return g_string_free_and_steal (text);
}

static char *
count_rows (SalonForeignKind kind, guint n)
{
  switch (kind)
    {
    case SALON_FOREIGN_CLIENTS:
      return g_strdup_printf (ngettext ("%u client", "%u clients", n), n);
    case SALON_FOREIGN_SERVICES:
      return g_strdup_printf (ngettext ("%u service", "%u services", n), n);
    case SALON_FOREIGN_BOOKINGS:
      return g_strdup_printf (ngettext ("%u booking", "%u bookings", n), n);
    case SALON_FOREIGN_CLOSURES:
      return g_strdup_printf (ngettext ("%u closed day", "%u closed days", n), n);
    case SALON_FOREIGN_GIFT_CARDS:
      return g_strdup_printf (ngettext ("%u gift card", "%u gift cards", n), n);
    }
  g_return_val_if_reached (NULL);
}

char *
salon_exchange_words_for_label (SalonForeignKind kind, guint n_rows, const char *file_name)
{
  g_autofree char *count = count_rows (kind, n_rows);

  /* Translators: an undo label: "12 clients", and the name of a file */
  return g_strdup_printf (_ ("Import %1$s from “%2$s”"), count, file_name);
}
