/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sale-form.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-money.h"
#include "core/salon-text.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "payments/salon-till-setting.h"
#include "store/salon-id.h"

struct _SalonSaleForm
{
  SalonSession *session;
  SalonGiftCardRules rules;
  SalonService *service; /* NULL: of an amount */
  char *amount;
  char *recipient;
  char *buyer;
  char *email; /* nullable */
  char *message;
  char *note;
  int months;
  gboolean is_complimentary;
  char *paid[SALON_N_SALE_MEANS];
  char *tendered;
  int rest; /* SalonMeans, or SALON_SALE_FORM_NO_REST */
};

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\n\r")] == '\0';
}

/* --- Amounts --- */

static gint64
read_amount (const char *text)
{
  gint64 cents = 0;

  if (!is_blank (text))
    salon_money_parse (text, &cents, NULL);
  /* Never so much that a sum of all could overflow. */
  return CLAMP (cents, -G_MAXINT64 / 16, G_MAXINT64 / 16);
}

gint64
salon_sale_form_get_value (SalonSaleForm *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->service != NULL ? salon_service_get_fields (self->service)->price_cents
                               : read_amount (self->amount);
}

gint64
salon_sale_form_get_cash (SalonSaleForm *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return read_amount (self->paid[SALON_MEANS_CASH]);
}

gint64
salon_sale_form_get_left (SalonSaleForm *self)
{
  gint64 left;

  g_return_val_if_fail (self != NULL, 0);

  if (self->is_complimentary)
    return 0;
  left = salon_sale_form_get_value (self);
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    left -= read_amount (self->paid[means]);
  return left;
}

static gint64
get_tendered (SalonSaleForm *self)
{
  return salon_sale_form_get_cash (self) > 0 ? read_amount (self->tendered) : 0;
}

gint64
salon_sale_form_get_change (SalonSaleForm *self)
{
  gint64 tendered;

  g_return_val_if_fail (self != NULL, -1);

  tendered = get_tendered (self);
  return tendered != 0 ? salon_payment_get_change (salon_sale_form_get_cash (self), tendered) : -1;
}

/* The one that takes the rest takes what there is. */
static void
fill_rest (SalonSaleForm *self)
{
  gint64 left;

  if (self->rest == SALON_SALE_FORM_NO_REST)
    return;
  g_set_str (&self->paid[self->rest], "");
  left = salon_sale_form_get_left (self);
  if (left > 0)
    {
      g_free (self->paid[self->rest]);
      self->paid[self->rest] = salon_format_money (self->session, left);
    }
}

/* --- What is typed --- */

SalonSaleForm *
salon_sale_form_new (SalonSession *session)
{
  SalonSaleForm *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_new0 (SalonSaleForm, 1);
  self->session = g_object_ref (session);
  self->rules = salon_gift_card_acts_get_rules (session);
  self->months = self->rules.validity_months;
  self->amount = g_strdup ("");
  self->recipient = g_strdup ("");
  self->buyer = g_strdup ("");
  self->message = g_strdup ("");
  self->note = g_strdup ("");
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    self->paid[means] = g_strdup ("");
  self->tendered = g_strdup ("");
  self->rest = SALON_MEANS_CARD;
  return self;
}

void
salon_sale_form_free (SalonSaleForm *self)
{
  g_object_unref (self->session);
  g_clear_object (&self->service);
  g_free (self->amount);
  g_free (self->recipient);
  g_free (self->buyer);
  g_free (self->email);
  g_free (self->message);
  g_free (self->note);
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    g_free (self->paid[means]);
  g_free (self->tendered);
  g_free (self);
}

void
salon_sale_form_set_amount (SalonSaleForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  if (g_set_str (&self->amount, text))
    fill_rest (self);
}

void
salon_sale_form_set_service (SalonSaleForm *self, SalonService *service)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (service == NULL || SALON_IS_SERVICE (service));
  if (g_set_object (&self->service, service))
    fill_rest (self);
}

void
salon_sale_form_set_recipient (SalonSaleForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_free (self->recipient);
  self->recipient = salon_text_clean (text);
}

void
salon_sale_form_set_buyer (SalonSaleForm *self, const char *text, const char *email)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_free (self->buyer);
  self->buyer = salon_text_clean (text);
  g_set_str (&self->email, email);
}

void
salon_sale_form_set_message (SalonSaleForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_free (self->message);
  self->message = g_strstrip (g_strdup (text));
}

void
salon_sale_form_set_months (SalonSaleForm *self, int months)
{
  g_return_if_fail (self != NULL);
  self->months = CLAMP (months, 1, SALON_SALE_MOST_MONTHS);
}

void
salon_sale_form_set_complimentary (SalonSaleForm *self, gboolean is_complimentary)
{
  g_return_if_fail (self != NULL);
  self->is_complimentary = is_complimentary;
  fill_rest (self);
}

void
salon_sale_form_set_note (SalonSaleForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_set_str (&self->note, text);
}

void
salon_sale_form_set_paid (SalonSaleForm *self, SalonMeans means, const char *text)
{
  g_return_if_fail (self != NULL && (guint) means < SALON_N_SALE_MEANS);
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->paid[means], text))
    return;
  if (self->rest == (int) means)
    self->rest = SALON_SALE_FORM_NO_REST;
  fill_rest (self);
}

const char *
salon_sale_form_get_paid (SalonSaleForm *self, SalonMeans means)
{
  g_return_val_if_fail (self != NULL && (guint) means < SALON_N_SALE_MEANS, "");
  return self->paid[means];
}

void
salon_sale_form_set_rest (SalonSaleForm *self, SalonMeans means)
{
  g_return_if_fail (self != NULL && (guint) means < SALON_N_SALE_MEANS);

  if (self->rest != SALON_SALE_FORM_NO_REST)
    g_set_str (&self->paid[self->rest], "");
  self->rest = (int) means;
  fill_rest (self);
}

void
salon_sale_form_set_tendered (SalonSaleForm *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_set_str (&self->tendered, text);
}

int
salon_sale_form_get_months (SalonSaleForm *self)
{
  g_return_val_if_fail (self != NULL, 1);
  return self->months;
}

static SalonDay
get_today (SalonSaleForm *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

SalonDay
salon_sale_form_get_expiry (SalonSaleForm *self)
{
  g_return_val_if_fail (self != NULL, SALON_DAY_NONE);
  return salon_day_add_months (get_today (self), self->months);
}

/* --- What becomes of it --- */

/* Who buys for herself is named once. */
static const char *
get_recipient (SalonSaleForm *self)
{
  return *self->recipient != '\0' ? self->recipient : self->buyer;
}

static const char *
get_buyer (SalonSaleForm *self)
{
  return *self->buyer != '\0' ? self->buyer : self->recipient;
}

void
salon_sale_form_fill_paper (SalonSaleForm *self, SalonVoucherCard *paper)
{
  g_return_if_fail (self != NULL && paper != NULL);

  *paper = (SalonVoucherCard) {
    .value_cents = MAX (salon_sale_form_get_value (self), 0),
    .service = self->service != NULL ? salon_service_get_fields (self->service)->name : NULL,
    .recipient = self->recipient,
    .buyer = self->buyer,
    .message = self->message,
    .issued_on = get_today (self),
    .expires_on = salon_sale_form_get_expiry (self),
  };
}

static const char *
check_value (SalonSaleForm *self)
{
  gint64 cents = 0;

  if (self->service != NULL)
    return salon_sale_form_get_value (self) > 0
             ? NULL
             : _ ("This service has no price: choose another one, or an amount.");
  if (is_blank (self->amount))
    return _ ("Write what the gift card is worth.");
  if (!salon_money_parse (self->amount, &cents, NULL))
    return _ ("Write the amount like 45 or 45.50.");
  if (cents <= 0)
    return _ ("A gift card has to be worth something.");
  return cents > SALON_SALE_MOST_CENTS ? _ ("That is very much for a gift card. Check the amount.")
                                       : NULL;
}

static const char *
check_payment (SalonSaleForm *self)
{
  gint64 left = salon_sale_form_get_left (self);
  gint64 cents = 0;

  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    if (!is_blank (self->paid[means])
        && (!salon_money_parse (self->paid[means], &cents, NULL) || cents < 0))
      return _ ("Write the amount like 45 or 45.50.");
  if (left > 0)
    return _ ("The gift card is not paid for yet: write how the rest is paid.");
  if (left < 0)
    return _ ("This is more than the gift card costs. What is handed over in cash goes under "
              "“Received”.");
  if (salon_sale_form_get_cash (self) == 0 || is_blank (self->tendered))
    return NULL;
  if (!salon_money_parse (self->tendered, &cents, NULL))
    return _ ("Write what was handed over like 50 or 50.00, or leave it empty.");
  return salon_sale_form_get_change (self) < 0 ? _ ("Less was handed over than is paid in cash.")
                                               : NULL;
}

const char *
salon_sale_form_check (SalonSaleForm *self, SalonSaleField *field)
{
  const char *words = NULL;

  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  *field = SALON_SALE_FIELD_VALUE;
  words = check_value (self);
  if (words != NULL)
    return words;
  *field = SALON_SALE_FIELD_NAMES;
  if (*get_recipient (self) == '\0')
    return _ ("Write for whom it is, or who buys it.");
  *field = SALON_SALE_FIELD_NOTE;
  if (self->is_complimentary)
    return is_blank (self->note) ? _ ("Write why it is given: you will want to know later.") : NULL;
  *field = SALON_SALE_FIELD_PAYMENT;
  return salon_till_setting_is_on (self->session) ? check_payment (self) : NULL;
}

static SalonGiftCard *
make_card (SalonSaleForm *self, const char *id)
{
  g_autofree char *code = salon_gift_card_acts_make_code (&self->rules);

  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = id,
    .code = code,
    .kind = self->service != NULL ? SALON_GIFT_CARD_SERVICE : SALON_GIFT_CARD_AMOUNT,
    .amount_cents = salon_sale_form_get_value (self),
    .service_id = self->service != NULL ? salon_service_get_fields (self->service)->id : NULL,
    .buyer_name = get_buyer (self),
    .buyer_email = self->email,
    .recipient_name = get_recipient (self),
    .message = *self->message != '\0' ? self->message : NULL,
    .purchased_on = get_today (self),
    .expires_on = salon_sale_form_get_expiry (self),
    .is_complimentary = self->is_complimentary,
  });
}

/* A salon with a till of its own has taken the money there. */
static GPtrArray *
make_payments (SalonSaleForm *self, const char *card_id)
{
  GPtrArray *payments = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->is_complimentary)
    return payments;
  if (!salon_till_setting_is_on (self->session))
    {
      g_ptr_array_add (payments,
                       salon_gift_card_acts_make_payment (self->session, card_id, SALON_MEANS_OTHER,
                                                          salon_sale_form_get_value (self), 0));
      return payments;
    }
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    if (read_amount (self->paid[means]) > 0)
      g_ptr_array_add (payments, salon_gift_card_acts_make_payment (
                                   self->session, card_id, (SalonMeans) means,
                                   read_amount (self->paid[means]),
                                   means == SALON_MEANS_CASH ? get_tendered (self) : 0));
  return payments;
}

static char *
make_label (SalonSaleForm *self)
{
  g_autofree char *amount = salon_format_money (self->session, salon_sale_form_get_value (self));

  return g_strdup_printf (self->is_complimentary
                            /* Translators: amount, recipient */
                            ? _ ("Give a gift card of %1$s to %2$s")
                            /* Translators: amount, recipient */
                            : _ ("Sell a gift card of %1$s for %2$s"),
                          amount, get_recipient (self));
}

/* The client comes first: who looks at the history sees her made before she buys. */
static SalonChange *
join_client (SalonChange *sale, SalonClient *client, const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);

  salon_client_add_insert (client, builder);
  g_ptr_array_add (parts, salon_change_builder_end (builder, label));
  g_ptr_array_add (parts, salon_change_ref (sale));
  return salon_change_join (parts);
}

SalonChange *
salon_sale_form_save (SalonSaleForm *self, SalonClient *new_client, char **card_id, GError **error)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *movement_id = salon_id_new ();
  g_autofree char *label = NULL;
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (SalonChange) sale = NULL;
  SalonGiftCardAct act;

  g_return_val_if_fail (self != NULL && card_id != NULL, NULL);

  label = make_label (self);
  card = make_card (self, id);
  payments = make_payments (self, id);
  act = salon_gift_card_acts_make (self->session, movement_id,
                                   self->is_complimentary ? self->note : NULL, label);
  sale = salon_gift_card_sell (card, payments, &act, error);
  if (sale == NULL)
    return NULL;
  *card_id = g_steal_pointer (&id);
  return new_client != NULL ? join_client (sale, new_client, label) : g_steal_pointer (&sale);
}
