/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "message/salon-message-provider.h"
#include "messages/salon-message-acts.h"

const char *
salon_message_words_for_kind (SalonMessageKind kind)
{
  switch (kind)
    {
    case SALON_MESSAGE_CONFIRMATION:
      return C_ ("message", "Confirmation");
    case SALON_MESSAGE_CHANGE:
      return C_ ("message", "New time");
    case SALON_MESSAGE_CANCELLATION:
      return C_ ("message", "Cancellation");
    case SALON_MESSAGE_REMINDER:
      return C_ ("message", "Reminder");
    case SALON_MESSAGE_VOUCHER:
      return C_ ("message", "Gift voucher");
    case SALON_MESSAGE_EXPIRY:
      return C_ ("message", "Gift card ends soon");
    case SALON_MESSAGE_THANKS:
      return C_ ("message", "Thanks");
    }
  g_return_val_if_reached ("");
}

const char *
salon_message_words_for_medium (SalonMessageMedium medium)
{
  switch (medium)
    {
    case SALON_MESSAGE_SMS:
      return C_ ("message", "SMS");
    case SALON_MESSAGE_EMAIL:
      return C_ ("message", "e-mail");
    }
  g_return_val_if_reached ("");
}

char *
salon_message_words_for_title (SalonMessageKind kind, SalonMessageMedium medium)
{
  /* Translators: what for, by what means: "Reminder by SMS" */
  return g_strdup_printf (C_ ("message", "%1$s by %2$s"), salon_message_words_for_kind (kind),
                          salon_message_words_for_medium (medium));
}

char *
salon_message_words_for_instant (SalonSession *session, gint64 instant)
{
  SalonMoment moment = salon_session_get_moment (session, instant);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  SalonDay day = salon_moment_get_day (moment);
  g_autofree char *time = salon_format_minute (salon_moment_get_minute (moment));
  g_autofree char *date = NULL;

  if (day == today)
    /* Translators: a time of today, within a line */
    return g_strdup_printf (C_ ("message", "today %s"), time);
  if (day == today + 1)
    /* Translators: a time of tomorrow, within a line */
    return g_strdup_printf (C_ ("message", "tomorrow %s"), time);
  date = salon_format_day (day, SALON_DAY_STYLE_MEDIUM);
  /* Translators: day, time */
  return g_strdup_printf (C_ ("message", "%1$s %2$s"), date, time);
}

char *
salon_message_words_for_recipient (SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);

  if (row->recipient == NULL)
    return g_strdup ("");
  return row->medium == SALON_MESSAGE_SMS ? salon_phone_format (row->recipient)
                                          : g_strdup (row->recipient);
}

/* --- Why not --- */

static const char *
describe_why (SalonMessageWhy why, SalonMessageMedium medium)
{
  gboolean is_sms = medium == SALON_MESSAGE_SMS;

  switch (why)
    {
    case SALON_MESSAGE_WHY_NOTHING:
      return NULL;
    case SALON_MESSAGE_WHY_OFF:
      return _ ("Messages of this kind are switched off in the preferences.");
    case SALON_MESSAGE_WHY_NO_CONSENT:
      return is_sms ? _ ("The client does not want SMS.") : _ ("The client does not want e-mail.");
    case SALON_MESSAGE_WHY_NO_ADDRESS:
      return is_sms ? _ ("There is no phone number that takes SMS.")
                    : _ ("There is no e-mail address.");
    case SALON_MESSAGE_WHY_GONE:
      return _ ("The booking or gift card is not there any more.");
    case SALON_MESSAGE_WHY_CANCELLED:
      return _ ("The visit was cancelled.");
    case SALON_MESSAGE_WHY_STANDS:
      return _ ("The visit takes place after all.");
    case SALON_MESSAGE_WHY_MOVED:
      return _ ("The visit was moved to another time.");
    case SALON_MESSAGE_WHY_UNCONFIRMED:
      return _ ("The booking waits for your confirmation.");
    case SALON_MESSAGE_WHY_TOO_LATE:
      return _ ("It would have come too late.");
    case SALON_MESSAGE_WHY_SHORT_NOTICE:
      return _ ("The client booked so shortly before that she knows.");
    case SALON_MESSAGE_WHY_TOGETHER:
      return _ ("It is told with another message.");
    case SALON_MESSAGE_WHY_COMES_AGAIN:
      return _ ("The client comes again on the same day.");
    case SALON_MESSAGE_WHY_USED:
      return _ ("The gift card is used up or not good any more.");
    }
  g_return_val_if_reached (NULL);
}

static const char *
describe_delivery (SalonDeliveryReason reason, SalonMessageMedium medium)
{
  gboolean is_sms = medium == SALON_MESSAGE_SMS;

  switch (reason)
    {
    case SALON_DELIVERY_FINE:
      return NULL;
    case SALON_DELIVERY_OFF:
      return is_sms ? _ ("No way to send SMS is set up.") : _ ("No way to send e-mail is set up.");
    case SALON_DELIVERY_UNREACHABLE:
      return _ ("The sending service could not be reached.");
    case SALON_DELIVERY_UNTRUSTED:
      return _ ("The sending service could not show that it is the right one.");
    case SALON_DELIVERY_KEYS:
    case SALON_DELIVERY_RIGHTS:
      return _ ("The sending service did not accept your access.");
    case SALON_DELIVERY_ACCOUNT:
      return _ ("Your account at the sending service does not exist or is closed.");
    case SALON_DELIVERY_SENDER:
      return _ ("The sending service does not accept your sender name.");
    case SALON_DELIVERY_RECIPIENT:
      return is_sms ? _ ("The phone number was not accepted.")
                    : _ ("The e-mail address was not accepted.");
    case SALON_DELIVERY_CREDITS:
      return _ ("No credits are left at the sending service.");
    case SALON_DELIVERY_CONTENT:
      return _ ("The text was not accepted, or it is too long.");
    case SALON_DELIVERY_BUSY:
      return _ ("The sending service has too much to do.");
    case SALON_DELIVERY_NO_ANSWER:
      return _ ("It was handed in, and no answer came. Ask the client whether it arrived.");
    case SALON_DELIVERY_TOO_LATE:
      return _ ("It would have come too late.");
    case SALON_DELIVERY_TROUBLE:
      return _ ("The sending service has a problem of its own.");
    }
  g_return_val_if_reached (NULL);
}

static const char *
describe_row (const SalonMessageRow *row)
{
  SalonDeliveryReason reason;
  SalonMessageWhy why;

  if (g_strcmp0 (row->error_message, SALON_MESSAGE_DROPPED_BY_OWNER) == 0)
    return _ ("You decided not to send it.");
  if (row->error_message != NULL && salon_message_why_from_word (row->error_message, &why))
    return describe_why (why, row->medium);
  if (row->error_message != NULL && salon_delivery_reason_from_string (row->error_message, &reason))
    return describe_delivery (reason, row->medium);
  if (row->status == SALON_MESSAGE_UNKNOWN)
    return describe_delivery (SALON_DELIVERY_NO_ANSWER, row->medium);
  return row->status == SALON_MESSAGE_FAILED ? _ ("It could not be sent.") : NULL;
}

char *
salon_message_words_for_reason (SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);

  if (salon_message_item_is_planned (item)
      && salon_message_item_get_why (item) == SALON_MESSAGE_WHY_NO_ADDRESS
      && salon_message_item_is_unreachable (item))
    return g_strdup (_ ("There is neither a phone number that takes SMS nor an e-mail address."));
  if (salon_message_item_is_planned (item))
    return g_strdup (describe_why (salon_message_item_get_why (item), row->medium));
  if (row->status == SALON_MESSAGE_SENT)
    return NULL;
  return g_strdup (describe_row (row));
}

/* --- What came of it --- */

static char *
describe_coming (SalonSession *session, gint64 due_at)
{
  g_autofree char *when = NULL;

  if (due_at <= salon_session_get_instant (session))
    return g_strdup (_ ("Goes out now"));
  when = salon_message_words_for_instant (session, due_at);
  /* Translators: "Goes out today 18:00" */
  return g_strdup_printf (_ ("Goes out %s"), when);
}

char *
salon_message_words_for_state (SalonSession *session, SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);
  g_autofree char *when = NULL;

  if (salon_message_item_get_why (item) != SALON_MESSAGE_WHY_NOTHING)
    return g_strdup (_ ("Is not sent"));
  switch (row->status)
    {
    case SALON_MESSAGE_PENDING:
      return describe_coming (session, MAX (row->due_at, row->try_at));
    case SALON_MESSAGE_SENDING:
      return g_strdup (_ ("Is being sent"));
    case SALON_MESSAGE_SENT:
      when = salon_message_words_for_instant (session, row->sent_at);
      /* Translators: "Sent Thu 14 Mar 18:00" */
      return g_strdup_printf (_ ("Sent %s"), when);
    case SALON_MESSAGE_FAILED:
      return g_strdup (_ ("Could not be sent"));
    case SALON_MESSAGE_UNKNOWN:
      return g_strdup (row->try_at != 0 ? _ ("Is being checked") : _ ("Not known if it arrived"));
    case SALON_MESSAGE_SKIPPED:
      return g_strdup (_ ("Was not sent"));
    }
  g_return_val_if_reached (NULL);
}

const char *
salon_message_words_get_icon (SalonMessageItem *item)
{
  const SalonMessageRow *row = salon_message_item_get_row (item);

  if (salon_message_item_get_why (item) != SALON_MESSAGE_WHY_NOTHING)
    return "action-unavailable-symbolic";
  switch (row->status)
    {
    case SALON_MESSAGE_PENDING:
    case SALON_MESSAGE_SENDING:
      return "alarm-symbolic";
    case SALON_MESSAGE_SENT:
      return "object-select-symbolic";
    case SALON_MESSAGE_FAILED:
      return "dialog-warning-symbolic";
    case SALON_MESSAGE_UNKNOWN:
      return "dialog-question-symbolic";
    case SALON_MESSAGE_SKIPPED:
      return "action-unavailable-symbolic";
    }
  g_return_val_if_reached ("");
}
