/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-words.h"

#include "common/salon-format.h"
#include <glib/gi18n-lib.h>

const char *
salon_payment_words_for_means (SalonMeans means)
{
  switch (means)
    {
    case SALON_MEANS_CASH:
      return C_ ("means of payment", "Cash");
    case SALON_MEANS_CARD:
      return C_ ("means of payment", "Card");
    case SALON_MEANS_CHEQUE:
      return C_ ("means of payment", "Cheque");
    case SALON_MEANS_TRANSFER:
      return C_ ("means of payment", "Bank transfer");
    case SALON_MEANS_GIFT_CARD:
      return C_ ("means of payment", "Gift card");
    case SALON_MEANS_OTHER:
      return C_ ("means of payment", "On the Internet");
    }
  g_return_val_if_reached ("");
}

const char *
salon_payment_words_for_deposit (SalonDeposit deposit)
{
  switch (deposit)
    {
    case SALON_DEPOSIT_NONE:
      return _ ("No deposit");
    case SALON_DEPOSIT_ARRHES:
      /* Translators: a term of French law */
      return C_ ("deposit", "Forfeitable (arrhes)");
    case SALON_DEPOSIT_ACOMPTE:
      return C_ ("deposit", "Part payment (acompte)");
    }
  g_return_val_if_reached ("");
}

const char *
salon_payment_words_explain_deposit (SalonDeposit deposit)
{
  switch (deposit)
    {
    case SALON_DEPOSIT_NONE:
      return "";
    case SALON_DEPOSIT_ARRHES:
      return _ ("Both may still withdraw: the client then loses this sum, the salon pays it back "
                "twice.");
    case SALON_DEPOSIT_ACOMPTE:
      return _ ("A first part of a firm sale: neither may withdraw, the rest is owed.");
    }
  g_return_val_if_reached ("");
}

char *
salon_payment_words_title (SalonSession *session, GPtrArray *payments, SalonPayment *payment)
{
  const SalonPaymentFields *fields = salon_payment_get_fields (payment);
  g_autofree char *amount = salon_format_money (session, fields->amount_cents);

  /* Translators: means of payment, amount: "Card, €45.00" */
  return g_strdup_printf (C_ ("payment", "%s, %s"),
                          salon_payment_words_for_means (salon_payment_get_means (payment)),
                          amount);
}

/* What else there is to say of a line; NULL: nothing. */
static const char *
get_remark (GPtrArray *payments, SalonPayment *payment)
{
  const SalonPaymentFields *fields = salon_payment_get_fields (payment);

  if (fields->reversal == SALON_REVERSAL_REFUND)
    return _ ("given back to the client");
  if (fields->reverses != NULL && fields->amount_cents < 0)
    return _ ("takes back a line above");
  if (salon_payments_is_reversed (payments, payment))
    return _ ("was taken back");
  if (g_strcmp0 (fields->status, "pending") == 0)
    return _ ("not received yet");
  if (g_strcmp0 (fields->status, "failed") == 0)
    return _ ("failed");
  if (g_strcmp0 (fields->status, "refunded") == 0)
    return _ ("given back to the client");
  return fields->deposit != SALON_DEPOSIT_NONE ? salon_payment_words_for_deposit (fields->deposit)
                                               : NULL;
}

char *
salon_payment_words_subtitle (SalonSession *session, GPtrArray *payments, SalonPayment *payment)
{
  const SalonPaymentFields *fields = salon_payment_get_fields (payment);
  const char *remark = get_remark (payments, payment);
  g_autofree char *when =
    salon_format_moment (salon_session_get_moment (session, fields->created_at));

  if (remark == NULL)
    return g_steal_pointer (&when);
  /* Translators: day and time, remark: "Thursday 14 March 14:30 – was taken back" */
  return g_strdup_printf (C_ ("payment", "%s – %s"), when, remark);
}

char *
salon_payment_words_summary (SalonSession *session, SalonBooking *booking, GPtrArray *payments)
{
  gint64 due = salon_payments_get_due (booking, payments);
  g_autofree char *amount = salon_format_money (session, due);

  if (due == 0)
    return g_strdup (_ ("Nothing left to pay"));
  /* Translators: amount */
  return g_strdup_printf (_ ("To pay: %s"), amount);
}
