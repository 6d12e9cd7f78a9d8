/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-terms.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"

/* From here on months are counted; before it the days matter. */
#define MANY_DAYS 60
/* From here on a list says in how many days a card runs out. */
#define FEW_DAYS 30

char *
salon_gift_card_terms_value (SalonSession *session, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  g_autofree char *value = NULL;

  if (fields->kind == SALON_GIFT_CARD_SERVICE && fields->service_name != NULL)
    return g_strdup (fields->service_name);
  value = salon_format_money (session, MAX (fields->issued_cents, 0));
  /* Translators: what a gift card was worth at first, beside what is left: "of €50.00" */
  return g_strdup_printf (C_ ("value of a gift card", "of %s"), value);
}

char *
salon_gift_card_terms_buyer (SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);

  if (fields->is_complimentary)
    return g_strdup (_ ("given by the salon"));
  if (g_str_equal (fields->buyer_name, fields->recipient_name))
    return g_strdup ("");
  /* Translators: who bought a gift card: "from Marie Durand" */
  return g_strdup_printf (C_ ("gift card", "from %s"), fields->buyer_name);
}

char *
salon_gift_card_terms_distance (SalonDay day, SalonDay today)
{
  int days = day - today;
  int distance = ABS (days);
  gboolean in_months = distance >= MANY_DAYS;
  int number = in_months ? (distance + 15) / 30 : distance;

  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  if (days == -1)
    return g_strdup (_ ("yesterday"));
  if (in_months && days > 0)
    return g_strdup_printf (ngettext ("in %d month", "in %d months", (gulong) number), number);
  if (in_months)
    return g_strdup_printf (ngettext ("%d month ago", "%d months ago", (gulong) number), number);
  if (days > 0)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) number), number);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) number), number);
}

static char *
say_active (const SalonGiftCardFields *fields, SalonDay today)
{
  int days = fields->expires_on - today;
  g_autofree char *day = NULL;

  if (days == 0)
    return g_strdup (_ ("Active, today is the last day"));
  if (days <= FEW_DAYS)
    return g_strdup_printf (ngettext ("Active, %d more day", "Active, %d more days", (gulong) days),
                            days);
  day = salon_format_day (fields->expires_on, SALON_DAY_STYLE_SHORT);
  /* Translators: a gift card, and its last day: "Active until 12/03/2027" */
  return g_strdup_printf (_ ("Active until %s"), day);
}

char *
salon_gift_card_terms_short (SalonGiftCard *card, SalonDay today)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  SalonGiftCardState state = salon_gift_card_get_state (card, today);
  g_autofree char *day = NULL;

  if (state == SALON_GIFT_CARD_ACTIVE)
    return say_active (fields, today);
  if (state != SALON_GIFT_CARD_EXPIRED)
    return g_strdup (salon_gift_card_words_for_state (state));
  day = salon_format_day (fields->expires_on, SALON_DAY_STYLE_SHORT);
  /* Translators: a gift card, and its last day */
  return g_strdup_printf (_ ("Expired on %s"), day);
}

char *
salon_gift_card_terms_full (SalonGiftCard *card, SalonDay today)
{
  SalonDay until = salon_gift_card_get_fields (card)->expires_on;
  g_autofree char *day = salon_format_day (until, SALON_DAY_STYLE_LONG);
  g_autofree char *heading = salon_format_heading (day);
  g_autofree char *distance = salon_gift_card_terms_distance (until, today);

  /* Translators: a day, and how far it is: "Friday 12 March 2027 (in 12 months)" */
  return g_strdup_printf (C_ ("day", "%1$s (%2$s)"), heading, distance);
}

char *
salon_gift_card_terms_movement (SalonSession *session, const SalonMovementFields *movement)
{
  const char *what = salon_gift_card_words_for_movement (movement);
  g_autofree char *amount = NULL;

  if (movement->kind == SALON_MOVEMENT_EXTEND && movement->expires_on != SALON_DAY_NONE)
    {
      amount = salon_format_day (movement->expires_on, SALON_DAY_STYLE_SHORT);
      /* Translators: a gift card is good until that day: "Extended until 12/03/2027" */
      return g_strdup_printf (_ ("%1$s until %2$s"), what, amount);
    }
  if (movement->amount_cents == 0)
    return g_strdup (what);
  amount = salon_format_money (session, movement->amount_cents);
  /* Translators: what happened to a gift card, and the amount: "Used: −€30.00" */
  return g_strdup_printf (C_ ("movement of a gift card", "%1$s: %2$s"), what, amount);
}

char *
salon_gift_card_terms_when (SalonSession *session, const SalonMovementFields *movement)
{
  SalonMoment moment = salon_session_get_moment (session, movement->at);
  g_autofree char *day = salon_format_day (salon_moment_get_day (moment), SALON_DAY_STYLE_SHORT);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (moment));
  GString *text = g_string_new (day);

  g_string_append_printf (text, " %s", minute);
  if (movement->by != NULL && *movement->by != '\0')
    g_string_append_printf (text, ", %s", movement->by);
  if (movement->note != NULL && *movement->note != '\0')
    g_string_append_printf (text, "\n%s", movement->note);
  return g_string_free (text, FALSE);
}

void
salon_gift_card_terms_fill_paper (SalonGiftCard *card, gboolean is_fresh, SalonVoucherCard *paper)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);

  /* A service of which something was used is worth the rest in money. */
  gboolean is_whole = salon_gift_card_get_balance (card) == fields->issued_cents || !is_fresh;

  *paper = (SalonVoucherCard) {
    .id = fields->id,
    .code = fields->code,
    .value_cents = is_whole ? MAX (fields->issued_cents, 0) : salon_gift_card_get_balance (card),
    .service = is_whole && fields->kind == SALON_GIFT_CARD_SERVICE ? fields->service_name : NULL,
    .recipient = fields->recipient_name,
    .buyer = g_str_equal (fields->buyer_name, fields->recipient_name) ? NULL : fields->buyer_name,
    .message = fields->message,
    .issued_on = fields->purchased_on,
    .expires_on = fields->expires_on,
  };
}
