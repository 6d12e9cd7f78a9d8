/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-deposit-policy.h"

#include <string.h>
#include <yyjson.h>

#include "core/salon-money.h"

#define HOLD_MINUTES 30
#define MAX_HOLD_MINUTES (24 * 60)
#define REFUND_HOURS 24
#define MAX_REFUND_HOURS (90 * 24)

static int
read_integer (yyjson_val *object, const char *name, int minimum, int maximum, int otherwise)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  gint64 number = yyjson_is_int (value) ? yyjson_get_sint (value) : minimum - (gint64) 1;

  return number >= minimum && number <= maximum ? (int) number : otherwise;
}

SalonDepositPolicy
salon_deposit_policy_read (const char *json)
{
  SalonDepositPolicy self = { 0, 0, SALON_DEPOSIT_ARRHES, HOLD_MINUTES, REFUND_HOURS };
  yyjson_doc *doc = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *from_price = yyjson_get_str (yyjson_obj_get (root, "from_price"));

  self.percent = read_integer (root, "percent", 0, 100, 0);
  self.hold_minutes = read_integer (root, "hold_minutes", 5, MAX_HOLD_MINUTES, HOLD_MINUTES);
  self.refund_hours = read_integer (root, "refund_hours", 0, MAX_REFUND_HOURS, REFUND_HOURS);
  if (from_price != NULL)
    salon_money_from_wire (from_price, &self.from_price_cents, NULL);
  if (salon_deposit_from_wire (yyjson_get_str (yyjson_obj_get (root, "kind")))
      == SALON_DEPOSIT_ACOMPTE)
    self.kind = SALON_DEPOSIT_ACOMPTE;
  yyjson_doc_free (doc);
  return self;
}

gint64
salon_deposit_policy_get_due (const SalonDepositPolicy *self, gint64 price_cents)
{
  gint64 due;

  if (price_cents <= 0 || price_cents < self->from_price_cents || self->percent == 0)
    return 0;
  /* Parts of a hundred first, so that no price is too large for it. */
  due = price_cents / 100 * self->percent + (price_cents % 100 * self->percent + 50) / 100;
  return MIN (MAX (due, SALON_DEPOSIT_POLICY_MIN_CENTS), price_cents);
}
