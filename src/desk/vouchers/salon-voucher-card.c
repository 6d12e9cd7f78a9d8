/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-card.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "vouchers/salon-voucher-setting.h"

/* The texts that are the same on every voucher of a salon, and those of one. */
typedef struct
{
  SalonSession *session;
  const SalonVoucherDesign *design;
  char *contact;
  char *value;
  char *expiry;
  char *issued;
  char *issued_on;
} Words;

SalonVoucherCard *
salon_voucher_card_copy_all (const SalonVoucherCard *cards, gsize n_cards)
{
  SalonVoucherCard *copies = g_memdup2 (cards, n_cards * sizeof (SalonVoucherCard));

  for (gsize i = 0; i < n_cards; i++)
    {
      copies[i].id = g_strdup (cards[i].id);
      copies[i].code = g_strdup (cards[i].code);
      copies[i].service = g_strdup (cards[i].service);
      copies[i].recipient = g_strdup (cards[i].recipient);
      copies[i].buyer = g_strdup (cards[i].buyer);
      copies[i].message = g_strdup (cards[i].message);
    }
  return copies;
}

void
salon_voucher_card_free_all (SalonVoucherCard *cards, gsize n_cards)
{
  for (gsize i = 0; i < n_cards; i++)
    {
      g_free ((char *) cards[i].id);
      g_free ((char *) cards[i].code);
      g_free ((char *) cards[i].service);
      g_free ((char *) cards[i].recipient);
      g_free ((char *) cards[i].buyer);
      g_free ((char *) cards[i].message);
    }
  g_free (cards);
}

/* "12 March 2027": the day of the week tells nobody anything a year ahead. */
static char *
write_day (SalonDay day)
{
  int year, month, day_of_month;
  g_autofree char *of_month = NULL;

  salon_day_to_ymd (day, &year, &month, &day_of_month);
  of_month = salon_format_day (day, SALON_DAY_STYLE_MONTH);
  if (day_of_month == 1)
    /* Translators: the first of a month, "1 March 2027" (French: "1er mars 2027") */
    return g_strdup_printf (C_ ("voucher", "1 %s"), of_month);
  /* Translators: day of the month, then month and year: "12 March 2027" */
  return g_strdup_printf (C_ ("voucher", "%1$d %2$s"), day_of_month, of_month);
}

/* Address, phone and e-mail, as far as the salon has said them. */
static char *
write_contact (SalonSession *session)
{
  const char *address = salon_session_get_setting (session, "salon.address");
  const char *phone = salon_session_get_setting (session, "salon.phone");
  const char *email = salon_session_get_setting (session, "salon.email");
  g_autofree char *shown = phone != NULL ? salon_phone_format (phone) : NULL;
  const char *const lines[] = { address, shown, email };
  g_autoptr (GString) contact = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL && *lines[i] != '\0')
      g_string_append_printf (contact, "%s%s", contact->len > 0 ? "\n" : "", lines[i]);
  return g_string_free_and_steal (g_steal_pointer (&contact));
}

/* Round amounts stand without cents: "80 €". */
static char *
write_amount (SalonSession *session, gint64 cents)
{
  g_autofree char *amount = salon_format_money (session, cents);
  const char *decimals = cents % 100 == 0 ? strstr (amount, ",00") : NULL;

  if (decimals == NULL && cents % 100 == 0)
    decimals = strstr (amount, ".00");
  if (decimals == NULL)
    return g_steal_pointer (&amount);
  return g_strdup_printf ("%.*s%s", (int) (decimals - amount), amount, decimals + strlen (",00"));
}

/* Nothing is worth nothing: an amount that is still to be typed leaves its place empty. */
static char *
dup_value (SalonSession *session, const SalonVoucherCard *card)
{
  if (card->service != NULL)
    return g_strdup (card->service);
  return card->value_cents > 0 ? write_amount (session, card->value_cents) : g_strdup ("");
}

static void
words_take (Words *words, const SalonVoucherCard *card)
{
  g_autofree char *until = card->expires_on != SALON_DAY_NONE ? write_day (card->expires_on) : NULL;
  g_autofree char *since = write_day (card->issued_on);

  g_free (words->value);
  g_free (words->expiry);
  g_free (words->issued);
  g_free (words->issued_on);
  words->value = dup_value (words->session, card);
  /* Translators: on a gift voucher; %s is a day, "12 March 2027" */
  words->expiry = until != NULL ? g_strdup_printf (_ ("Valid until %s"), until)
                                : g_strdup (_ ("Valid without limit of time"));
  /* Translators: on a gift voucher; %s is a day, "12 March 2026" */
  words->issued = g_strdup_printf (_ ("Issued on %s"), since);
  words->issued_on = salon_day_format (card->issued_on);
}

static void
words_clear (Words *words)
{
  g_free (words->contact);
  g_free (words->value);
  g_free (words->expiry);
  g_free (words->issued);
  g_free (words->issued_on);
}

static const char *
get_salon (SalonSession *session)
{
  const char *salon = salon_session_get_setting (session, "salon.name");

  return salon != NULL && *salon != '\0' ? salon : _ ("My salon");
}

static const char *
get_heading (const SalonVoucherDesign *design)
{
  return design->heading != NULL ? design->heading : _ ("Gift Voucher");
}

/* Borrows from @words and @card. */
static SalonVoucherContent
get_content (const Words *words, const SalonVoucherCard *card)
{
  return (SalonVoucherContent) {
    .heading = get_heading (words->design),
    .value = words->value,
    .is_service = card->service != NULL,
    .recipient_label = C_ ("gift voucher", "For"),
    .recipient = card->recipient,
    .buyer_label = C_ ("gift voucher", "From"),
    .buyer = card->buyer,
    .message = card->message,
    .code = card->code,
    .expiry = words->expiry,
    .issued = words->issued,
    .issued_on = words->issued_on,
    .terms =
      words->design->terms != NULL
        ? words->design->terms
        : _ ("May be used in one or several visits. Neither refunded nor exchanged for cash. "
             "Please bring it along."),
    .salon = get_salon (words->session),
    .contact = words->contact,
    .footer = words->design->footer,
  };
}

SalonVoucher *
salon_voucher_card_create_document (SalonSession *session,
                                    const SalonVoucherCard *cards,
                                    gsize n_cards)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (n_cards >= 1, NULL);
  g_autoptr (SalonVoucherDesign) design = salon_voucher_setting_read (session);
  Words words = { .session = session, .design = design, .contact = write_contact (session) };
  g_autofree char *title = n_cards == 1 && cards->code != NULL
                             ? g_strdup_printf ("%s %s", get_heading (design), cards->code)
                             : g_strdup (get_heading (design));
  SalonVoucher *document = salon_voucher_new (title, design);

  for (gsize i = 0; i < n_cards; i++)
    {
      words_take (&words, &cards[i]);
      const SalonVoucherContent content = get_content (&words, &cards[i]);

      salon_voucher_add (document, &content);
    }
  words_clear (&words);
  return document;
}

static void
append (GString *sentence, const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? ", " : "", text);
}

char *
salon_voucher_card_describe (SalonSession *session, const SalonVoucherCard *card)
{
  g_autoptr (SalonVoucherDesign) design = salon_voucher_setting_read (session);
  Words words = { .session = session, .design = design };
  g_autoptr (GString) sentence = g_string_new (get_heading (design));
  g_autofree char *recipient = card->recipient != NULL && *card->recipient != '\0'
                                 ? g_strdup_printf (C_ ("gift voucher", "for %s"), card->recipient)
                                 : NULL;
  g_autofree char *buyer = card->buyer != NULL && *card->buyer != '\0'
                             ? g_strdup_printf (C_ ("gift voucher", "from %s"), card->buyer)
                             : NULL;

  words_take (&words, card);
  append (sentence, words.value);
  append (sentence, recipient);
  append (sentence, buyer);
  append (sentence, card->message);
  append (sentence, words.expiry);
  append (sentence, card->code);
  words_clear (&words);
  return g_string_free_and_steal (g_steal_pointer (&sentence));
}

char *
salon_voucher_card_write_file_name (const SalonVoucherCard *cards, gsize n_cards)
{
  g_autofree char *name = NULL;

  if (n_cards == 1 && cards->code != NULL)
    /* Translators: the name of a file; %s is the code of a gift card */
    name = g_strdup_printf (_ ("gift-voucher-%s.pdf"), cards->code);
  else
    /* Translators: the name of a file with several vouchers */
    name = g_strdup (n_cards > 1 ? _ ("gift-vouchers.pdf") : _ ("gift-voucher.pdf"));
  return g_strdup (g_strdelimit (name, "/\\:*?\"<>| ", '-'));
}
