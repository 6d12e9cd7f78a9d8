/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-words.h"

#include <glib/gi18n-lib.h>

#include "salon-format.h"
#include "salon-words.h"

const char *
salon_gift_card_words_for_state (SalonGiftCardState state)
{
  switch (state)
    {
    case SALON_GIFT_CARD_ACTIVE:
      return C_ ("gift card", "Active");
    case SALON_GIFT_CARD_USED:
      return C_ ("gift card", "Used up");
    case SALON_GIFT_CARD_EXPIRED:
      return C_ ("gift card", "Expired");
    case SALON_GIFT_CARD_VOID:
      return C_ ("gift card", "Void");
    case SALON_GIFT_CARD_REFUNDED:
      return C_ ("gift card", "Paid back");
    }
  g_return_val_if_reached ("");
}

const char *
salon_gift_card_words_get_icon (SalonGiftCardState state)
{
  switch (state)
    {
    case SALON_GIFT_CARD_ACTIVE:
      return "salon-gift-card-symbolic";
    case SALON_GIFT_CARD_USED:
      return "object-select-symbolic";
    case SALON_GIFT_CARD_EXPIRED:
      return "alarm-symbolic";
    case SALON_GIFT_CARD_VOID:
      return "action-unavailable-symbolic";
    case SALON_GIFT_CARD_REFUNDED:
      return "edit-undo-symbolic";
    }
  g_return_val_if_reached ("");
}

const char *
salon_gift_card_words_for_movement (const SalonMovementFields *movement)
{
  g_return_val_if_fail (movement != NULL, "");

  /* What takes back another has its kind only by its sign. */
  if (movement->reverses != NULL)
    return movement->amount_cents > 0 || movement->kind == SALON_MOVEMENT_VOID
             ? C_ ("movement of a gift card", "Taken back")
             : C_ ("movement of a gift card", "In force again");
  switch (movement->kind)
    {
    case SALON_MOVEMENT_ISSUE:
      return C_ ("movement of a gift card", "Issued");
    case SALON_MOVEMENT_DEBIT:
      return C_ ("movement of a gift card", "Used");
    case SALON_MOVEMENT_CREDIT:
      return C_ ("movement of a gift card", "Refilled");
    case SALON_MOVEMENT_EXTEND:
      return C_ ("movement of a gift card", "Extended");
    case SALON_MOVEMENT_VOID:
      return C_ ("movement of a gift card", "Made void");
    case SALON_MOVEMENT_REFUND:
      return C_ ("movement of a gift card", "Paid back");
    }
  g_return_val_if_reached ("");
}

char *
salon_gift_card_words_for_card (SalonSession *session, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  g_autofree char *left = salon_format_money (session, salon_gift_card_get_balance (card));
  g_autofree char *day = salon_format_day (fields->expires_on, SALON_DAY_STYLE_LONG);

  switch (salon_gift_card_get_state (card, today))
    {
    case SALON_GIFT_CARD_ACTIVE:
      /* Translators: amount, day */
      return g_strdup_printf (_ ("%s left, valid until %s"), left, day);
    case SALON_GIFT_CARD_EXPIRED:
      /* Translators: day, amount */
      return g_strdup_printf (_ ("Expired on %s; %s are still on it"), day, left);
    case SALON_GIFT_CARD_USED:
      return g_strdup (_ ("Used up: nothing is left on it"));
    case SALON_GIFT_CARD_VOID:
      return g_strdup (_ ("Void: it cannot be used"));
    case SALON_GIFT_CARD_REFUNDED:
      return g_strdup (_ ("Paid back: it cannot be used any more"));
    }
  g_return_val_if_reached (NULL);
}

static const char *const error_words[] = {
  [SALON_GIFT_CARD_ERROR_AMOUNT] =
    N_ ("Write an amount above zero that is paid to the cent, and choose what the card is for."),
  [SALON_GIFT_CARD_ERROR_BALANCE] = N_ ("There is not that much left on the gift card."),
  [SALON_GIFT_CARD_ERROR_EXPIRED] =
    N_ ("The gift card has expired. Extend it, or write why it is taken all the same."),
  [SALON_GIFT_CARD_ERROR_ENDED] =
    N_ ("The gift card is void or was paid back: it cannot be used any more."),
  [SALON_GIFT_CARD_ERROR_NOTE] = N_ ("Write why, so that it can be understood later."),
  [SALON_GIFT_CARD_ERROR_DATE] =
    N_ ("Choose a day that is later than the one on the card, and not in the past."),
  [SALON_GIFT_CARD_ERROR_NAME] = N_ ("Write who buys the card, for whom it is, and its code."),
};

char *
salon_gift_card_words_for_error (const GError *error, SalonGiftCard *card)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != SALON_GIFT_CARD_ERROR)
    return salon_words_for_failed_save (error);
  return g_strdup (_ (error_words[error->code]));
}

char *
salon_gift_card_words_for_verdict (SalonVoucherVerdict verdict, const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  switch (verdict)
    {
    case SALON_VOUCHER_OK:
      /* Translators: the code of a gift card */
      return g_strdup_printf (_ ("There is no gift card %s in this salon."), code);
    case SALON_VOUCHER_ONE_WRONG_CHARACTER:
      return g_strdup_printf (
        /* Translators: the code of a gift card */
        _ ("One character of %s is wrong, or two are swapped. Compare it with the paper."), code);
    case SALON_VOUCHER_TOO_SHORT:
      return g_strdup (
        _ ("The code is not complete: eight characters come after the salon’s own."));
    case SALON_VOUCHER_FOREIGN:
      return g_strdup_printf (_ ("There is no gift card %s in this salon."), code);
    }
  g_return_val_if_reached (NULL);
}
