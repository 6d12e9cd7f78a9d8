/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-form.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "core/salon-money.h"
#include "store/salon-id.h"

struct _SalonPaymentForm
{
  SalonSession *session;
  SalonBooking *booking;
  GPtrArray *payments;
  char *texts[SALON_N_DESK_MEANS];
  char *tendered;
  SalonDeposit deposit;
  int rest;            /* SalonMeans, or SALON_PAYMENT_FORM_NO_REST */
  SalonGiftCard *card; /* nullable */
  char *note;
  char *words; /* of the last check that found words of its own */
};

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\n\r")] == '\0';
}

gint64
salon_payment_form_get_amount (SalonPaymentForm *self, SalonMeans means)
{
  gint64 cents = 0;

  g_return_val_if_fail (self != NULL && (guint) means < SALON_N_DESK_MEANS, 0);

  if (!is_blank (self->texts[means]))
    salon_money_parse (self->texts[means], &cents, NULL);
  /* Never so much that a sum of all could overflow. */
  return CLAMP (cents, -G_MAXINT64 / 16, G_MAXINT64 / 16);
}

gint64
salon_payment_form_get_due (SalonPaymentForm *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return salon_payments_get_due (self->booking, self->payments);
}

gint64
salon_payment_form_get_left (SalonPaymentForm *self)
{
  gint64 left;

  g_return_val_if_fail (self != NULL, 0);

  left = salon_payment_form_get_due (self);
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    left -= salon_payment_form_get_amount (self, (SalonMeans) means);
  return left;
}

static SalonDay
get_today (SalonPaymentForm *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

/* The most that a means can pay. */
static gint64
get_limit (SalonPaymentForm *self, int means)
{
  if (means != SALON_MEANS_GIFT_CARD || self->card == NULL)
    return G_MAXINT64;
  return MAX (salon_gift_card_get_balance (self->card), 0);
}

/* The one that takes the rest takes what there is. */
static void
fill_rest (SalonPaymentForm *self)
{
  gint64 left;

  if (self->rest == SALON_PAYMENT_FORM_NO_REST)
    return;
  g_set_str (&self->texts[self->rest], "");
  left = MIN (salon_payment_form_get_left (self), get_limit (self, self->rest));
  if (left > 0)
    {
      g_free (self->texts[self->rest]);
      self->texts[self->rest] = salon_format_money (self->session, left);
    }
}

SalonPaymentForm *
salon_payment_form_new (SalonSession *session, SalonBooking *booking, GPtrArray *payments)
{
  SalonPaymentForm *self = g_new0 (SalonPaymentForm, 1);

  self->session = g_object_ref (session);
  self->booking = g_object_ref (booking);
  self->payments = g_ptr_array_ref (payments);
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    self->texts[means] = g_strdup ("");
  self->tendered = g_strdup ("");
  self->note = g_strdup ("");
  self->rest = SALON_MEANS_CARD;
  fill_rest (self);
  return self;
}

void
salon_payment_form_free (SalonPaymentForm *self)
{
  g_object_unref (self->session);
  g_object_unref (self->booking);
  g_ptr_array_unref (self->payments);
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    g_free (self->texts[means]);
  g_free (self->tendered);
  g_clear_object (&self->card);
  g_free (self->note);
  g_free (self->words);
  g_free (self);
}

const char *
salon_payment_form_get_text (SalonPaymentForm *self, SalonMeans means)
{
  g_return_val_if_fail (self != NULL && (guint) means < SALON_N_DESK_MEANS, "");
  return self->texts[means];
}

void
salon_payment_form_set_text (SalonPaymentForm *self, SalonMeans means, const char *text)
{
  g_return_if_fail (self != NULL && (guint) means < SALON_N_DESK_MEANS);
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->texts[means], text))
    return;
  if (self->rest == (int) means)
    self->rest = SALON_PAYMENT_FORM_NO_REST;
  fill_rest (self);
}

void
salon_payment_form_set_rest (SalonPaymentForm *self, SalonMeans means)
{
  g_return_if_fail (self != NULL && (guint) means < SALON_N_DESK_MEANS);

  if (self->rest != SALON_PAYMENT_FORM_NO_REST)
    g_set_str (&self->texts[self->rest], "");
  self->rest = (int) means;
  fill_rest (self);
}

void
salon_payment_form_set_tendered (SalonPaymentForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_set_str (&self->tendered, text);
}

void
salon_payment_form_set_deposit (SalonPaymentForm *self, SalonDeposit deposit)
{
  g_return_if_fail (self != NULL);
  self->deposit = deposit;
}

void
salon_payment_form_set_card (SalonPaymentForm *self, SalonGiftCard *card)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (card == NULL || SALON_IS_GIFT_CARD (card));

  if (!g_set_object (&self->card, card) || card == NULL)
    return;
  salon_payment_form_set_rest (self, SALON_MEANS_GIFT_CARD);
  if (salon_payment_form_get_left (self) > 0)
    {
      self->rest = SALON_MEANS_CARD;
      fill_rest (self);
    }
}

SalonGiftCard *
salon_payment_form_get_card (SalonPaymentForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->card;
}

void
salon_payment_form_set_note (SalonPaymentForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_set_str (&self->note, text);
}

gboolean
salon_payment_form_needs_note (SalonPaymentForm *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->card != NULL
         && salon_gift_card_get_state (self->card, get_today (self)) == SALON_GIFT_CARD_EXPIRED;
}

/* 0: not told, or no money needed handing over. */
static gint64
get_tendered (SalonPaymentForm *self)
{
  gint64 cents = 0;

  if (salon_payment_form_get_amount (self, SALON_MEANS_CASH) > 0 && !is_blank (self->tendered))
    salon_money_parse (self->tendered, &cents, NULL);
  return cents;
}

gint64
salon_payment_form_get_change (SalonPaymentForm *self)
{
  gint64 tendered;

  g_return_val_if_fail (self != NULL, -1);

  tendered = get_tendered (self);
  if (tendered == 0)
    return -1;
  return salon_payment_get_change (salon_payment_form_get_amount (self, SALON_MEANS_CASH),
                                   tendered);
}

static const char *
check_amount (SalonPaymentForm *self, SalonMeans means)
{
  gint64 cents = 0;

  if (is_blank (self->texts[means]))
    return NULL;
  if (!salon_money_parse (self->texts[means], &cents, NULL))
    return _ ("Write the amount like 45 or 45.50.");
  return cents < 0
           ? _ ("An amount cannot be below zero. To take money back, correct a payment below.")
           : NULL;
}

static const char *
check_tendered (SalonPaymentForm *self)
{
  gint64 cents = 0;

  if (salon_payment_form_get_amount (self, SALON_MEANS_CASH) == 0 || is_blank (self->tendered))
    return NULL;
  if (!salon_money_parse (self->tendered, &cents, NULL))
    return _ ("Write what was handed over like 50 or 50.00, or leave it empty.");
  return salon_payment_form_get_change (self) < 0 ? _ ("Less was handed over than is paid in cash.")
                                                  : NULL;
}

static SalonGiftCardAct
make_act (SalonPaymentForm *self, const char *movement_id, gint64 now, const char *label)
{
  return (SalonGiftCardAct) {
    .movement_id = movement_id,
    .now = now,
    .today = get_today (self),
    .by = g_get_host_name (),
    .note = self->note,
    .label = label,
  };
}

static const char *
check_card (SalonPaymentForm *self)
{
  gint64 cents = salon_payment_form_get_amount (self, SALON_MEANS_GIFT_CARD);
  SalonGiftCardAct act = make_act (self, "", 0, "");
  g_autoptr (GError) error = NULL;

  if (cents == 0)
    return NULL;
  if (self->card == NULL)
    return _ ("Type or scan the code of the gift card.");
  if (salon_gift_card_check_debit (self->card, cents, &act, &error))
    return NULL;
  g_free (self->words);
  self->words = salon_gift_card_words_for_error (error, self->card);
  return self->words;
}

static SalonMeans
find_first (SalonPaymentForm *self)
{
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    if (salon_payment_form_get_amount (self, (SalonMeans) means) > 0)
      return (SalonMeans) means;
  return SALON_MEANS_CARD;
}

const char *
salon_payment_form_check (SalonPaymentForm *self, SalonMeans *means)
{
  const char *words = NULL;
  SalonMeans where = SALON_MEANS_CARD;

  g_return_val_if_fail (self != NULL, NULL);

  for (int i = 0; words == NULL && i < SALON_N_DESK_MEANS; i++)
    {
      where = (SalonMeans) i;
      words = check_amount (self, where);
    }
  if (words == NULL)
    {
      where = SALON_MEANS_CASH;
      words = check_tendered (self);
    }
  if (words == NULL)
    {
      where = SALON_MEANS_GIFT_CARD;
      words = check_card (self);
    }
  if (words == NULL)
    {
      gint64 left = salon_payment_form_get_left (self);

      where = find_first (self);
      if (left < 0)
        words = _ ("This is more than is due. What is handed over in cash goes under “Received”.");
      else if (left == salon_payment_form_get_due (self))
        words = _ ("Write what is paid, at least on one line.");
    }
  if (means != NULL)
    *means = where;
  return words;
}

static SalonPayment *
make_payment (SalonPaymentForm *self, SalonMeans means, gint64 now)
{
  g_autofree char *id = salon_id_new ();

  return salon_payment_new (&(SalonPaymentFields) {
    .id = id,
    .booking_id = salon_booking_get_fields (self->booking)->id,
    .gift_card_id = means == SALON_MEANS_GIFT_CARD && self->card != NULL
                      ? salon_gift_card_get_fields (self->card)->id
                      : NULL,
    .amount_cents = salon_payment_form_get_amount (self, means),
    .method = salon_means_to_wire (means),
    .status = "completed",
    .deposit = self->deposit,
    .tendered_cents = means == SALON_MEANS_CASH ? get_tendered (self) : 0,
    .created_at = now,
  });
}

static char *
make_label (SalonPaymentForm *self, gint64 cents)
{
  const char *name = salon_booking_get_fields (self->booking)->client_name;
  g_autofree char *amount = salon_format_money (self->session, cents);

  return g_strdup_printf (self->deposit != SALON_DEPOSIT_NONE
                            /* Translators: client, amount */
                            ? _ ("%s pays a deposit of %s")
                            /* Translators: client, amount */
                            : _ ("%s pays %s"),
                          name, amount);
}

SalonChange *
salon_payment_form_save (SalonPaymentForm *self, gint64 now)
{
  g_autoptr (GPtrArray) taken = NULL;
  g_autofree char *label = NULL;
  g_autofree char *movement_id = salon_id_new ();
  SalonGiftCardAct act;

  g_return_val_if_fail (self != NULL, NULL);

  if (salon_payment_form_check (self, NULL) != NULL)
    return NULL;
  taken = g_ptr_array_new_with_free_func (g_object_unref);
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    if (salon_payment_form_get_amount (self, (SalonMeans) means) > 0)
      g_ptr_array_add (taken, make_payment (self, (SalonMeans) means, now));
  label = make_label (self, salon_payments_sum (taken));
  act = make_act (self, movement_id, now, label);
  return salon_card_payments_take (self->booking, self->payments, taken, self->card, &act, NULL);
}

/* Of the card that @payment was paid with; empty when it was paid otherwise. */
static GPtrArray *
list_movements (SalonPaymentForm *self, SalonPayment *payment)
{
  const char *card_id = salon_payment_get_fields (payment)->gift_card_id;
  g_autoptr (GError) error = NULL;
  GPtrArray *movements = NULL;

  if (card_id == NULL)
    return g_ptr_array_new ();
  movements =
    salon_reader_list_movements (salon_session_get_reader (self->session), card_id, &error);
  if (movements == NULL)
    salon_session_report (self->session, error);
  return movements;
}

SalonChange *
salon_payment_form_correct (SalonPaymentForm *self,
                            SalonPayment *wrong,
                            SalonReversal reversal,
                            gint64 now)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *movement_id = salon_id_new ();
  g_autofree char *amount = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GPtrArray) movements = NULL;
  SalonGiftCardAct act;
  const char *name = NULL;

  g_return_val_if_fail (self != NULL && SALON_IS_PAYMENT (wrong), NULL);

  name = salon_booking_get_fields (self->booking)->client_name;
  amount = salon_format_money (self->session, salon_payment_get_fields (wrong)->amount_cents);
  label = g_strdup_printf (reversal == SALON_REVERSAL_REFUND
                             /* Translators: amount, client */
                             ? _ ("Give %s back to %s")
                             /* Translators: amount, client */
                             : _ ("Take back the payment of %s by %s"),
                           amount, name);
  /* A payment must not be taken back while its card keeps what was taken. */
  movements = list_movements (self, wrong);
  if (movements == NULL)
    return NULL;
  act = make_act (self, movement_id, now, label);
  return salon_card_payments_correct (self->booking, self->payments, wrong, movements, reversal, id,
                                      &act, NULL);
}
