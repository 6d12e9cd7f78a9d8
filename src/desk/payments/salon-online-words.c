/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-online-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"

const char *
salon_online_words_for_provider (const char *provider)
{
  static const char *const names[][2] = {
    { "stripe", N_ ("Card (Stripe)") },
    { "paypal", "PayPal" },
    { "lydia", "Lydia" },
    { "wero", "Wero" },
  };

  g_return_val_if_fail (provider != NULL, "");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], provider))
      return _ (names[i][1]);
  return provider;
}

char *
salon_online_words_for_refund (SalonOnlineRefund refund, const char *amount)
{
  switch (refund)
    {
    case SALON_ONLINE_REFUND_DONE:
      /* Translators: an amount */
      return g_strdup_printf (
        _ ("%s are on their way back to the client, who sees them within some days."), amount);
    case SALON_ONLINE_REFUND_ON_ITS_WAY:
      return g_strdup (
        _ ("It was asked for, and the payment service has not confirmed it yet. You need not ask "
           "again: the server sees to it, and it appears among the payments once it is done."));
    case SALON_ONLINE_REFUND_BY_HAND:
      return g_strdup (
        _ ("This payment service gives nothing back by itself. Give the money back in its own "
           "application, then say here that it was given back."));
    }
  g_return_val_if_reached (NULL);
}

static const char *const refund_words[] = {
  [SALON_ONLINE_ERROR_UNKNOWN] =
    N_ ("The server does not know this payment: it was made elsewhere. Give it back there, then "
        "say here that it was given back."),
  [SALON_ONLINE_ERROR_NOTHING] =
    N_ ("So much is not left of this payment: it was given back already, or is on its way."),
  [SALON_ONLINE_ERROR_CANCELLED] = N_ ("This payment cannot be given back any more."),
  [SALON_ONLINE_ERROR_OFF] =
    N_ ("The server does not work with this payment service any more. Give the money back in the "
        "service’s own application, then say here that it was given back."),
  [SALON_ONLINE_ERROR_REFUSED] =
    N_ ("The payment service refuses to give this back. Its own application says why."),
  [SALON_ONLINE_ERROR_BUSY] =
    N_ ("The server has no time at the moment. Try again in a minute: it is given back only once."),
  [SALON_ONLINE_ERROR_UNSURE] =
    N_ ("The connection broke, so nobody knows yet whether it was given back. Try again: it is "
        "given back only once."),
};

static const char *const link_words[] = {
  [SALON_ONLINE_ERROR_UNKNOWN] =
    N_ ("The server does not know this booking yet. Try again in a minute."),
  [SALON_ONLINE_ERROR_NOTHING] = N_ ("There is nothing left to pay for this booking."),
  [SALON_ONLINE_ERROR_CANCELLED] =
    N_ ("This booking is cancelled, or its time to pay is over: there is nothing to pay."),
  [SALON_ONLINE_ERROR_OFF] = N_ ("The server does not work with this payment service any more."),
  [SALON_ONLINE_ERROR_REFUSED] =
    N_ ("The payment service refuses to make a link. Is there a telephone number or an e-mail "
        "address of the client?"),
  [SALON_ONLINE_ERROR_BUSY] =
    N_ ("The payment service does not answer at the moment. Try again in a minute."),
  [SALON_ONLINE_ERROR_UNSURE] = N_ ("The connection broke. Try again."),
};

char *
salon_online_words_for_failed_refund (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SALON_ONLINE_ERROR ? g_strdup (_ (refund_words[error->code]))
                                             : salon_words_for_error (error);
}

char *
salon_online_words_for_failed_link (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SALON_ONLINE_ERROR ? g_strdup (_ (link_words[error->code]))
                                             : salon_words_for_error (error);
}

char *
salon_online_words_for_link (SalonSession *session, const SalonPaymentLink *link)
{
  g_autofree char *amount = NULL;
  g_autofree char *until = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session) && link != NULL, NULL);

  amount = salon_format_money (session, link->amount_cents);
  if (link->state == SALON_PAYMENT_LINK_PAID)
    /* Translators: an amount */
    return g_strdup_printf (_ ("%s were paid."), amount);
  if (link->state == SALON_PAYMENT_LINK_CLOSED || link->url == NULL)
    /* Translators: an amount */
    return g_strdup_printf (_ ("%s were not paid, and the link is not good any more."), amount);
  until = salon_format_moment (salon_session_get_moment (session, link->expires_at));
  /* Translators: amount, moment: "€13.50 are not paid yet: the link is good until Thursday 12 March 14:30." */
  return g_strdup_printf (_ ("%s are not paid yet: the link is good until %s."), amount, until);
}
