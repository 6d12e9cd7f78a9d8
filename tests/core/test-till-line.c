/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seals were made with the program of docs/TILL.md, in another language. */
#include "core/salon-till-line.h"

#define FIRST(...)                                                                                 \
  ((SalonTillLine) { .previous = (char *) SALON_TILL_BEGINNING,                                    \
                     .number = 1,                                                                  \
                     .at = 1773307800,                                                             \
                     .device = (char *) "desk",                                                    \
                     __VA_ARGS__ })
#define PAYMENT                                                                                    \
  .kind = (char *) "payment", .payment_id = (char *) "p", .booking_id = (char *) "b",              \
  .means = (char *) "cash", .amount_cents = 4500

static void
assert_hash (SalonTillLine line, const char *expected)
{
  g_autoptr (SalonTillLine) copy = salon_till_line_copy (&line);
  g_autofree char *hash = salon_till_line_make_hash (copy);

  g_assert_cmpstr (hash, ==, expected);
}

static void
test_lines_of_before_keep_their_seal (void)
{
  assert_hash (FIRST (PAYMENT), "7eac30cfcc70a0dafa9b704cbd12e00738796ddebbbb250da8f80c11bb031cab");
  assert_hash (FIRST (PAYMENT, .card = (char *) "SERA-1"),
               "48c3c566815f2307e115fd63a1031419ab4fded0d9db91de4228357dc91d910a");
}

static void
test_events_and_vat_are_sealed (void)
{
  assert_hash (FIRST (PAYMENT, .vat_rate = 2000, .vat_cents = 750),
               "f50bd59e4e65a3824bceac2e39437f086593c51917fdef7698b591338c92cfc6");
  assert_hash (FIRST (.kind = (char *) "event", .event = (char *) "opening",
                      .detail = (char *) "0.1.0"),
               "fed9491374cc45b949368a93c340861d0175c343b0070a174cece20601b21378");
}

/* Nothing that is moved from one field to the next leaves the seal as it was. */
static void
test_no_two_lines_have_one_seal (void)
{
  const SalonTillLine lines[] = {
    FIRST (PAYMENT),
    FIRST (PAYMENT, .card = (char *) "x"),
    FIRST (PAYMENT, .event = (char *) "x"),
    FIRST (PAYMENT, .detail = (char *) "x"),
    FIRST (PAYMENT, .card = (char *) "x", .detail = (char *) ""),
    FIRST (PAYMENT, .event = (char *) ""),
    FIRST (PAYMENT, .vat_rate = 1),
    FIRST (PAYMENT, .vat_cents = 1),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    for (gsize j = 0; j < i; j++)
      {
        g_autofree char *one = salon_till_line_make_hash (&lines[i]);
        g_autofree char *other = salon_till_line_make_hash (&lines[j]);

        g_assert_cmpstr (one, !=, other);
      }
}

static void
test_what_is_money (void)
{
  static const char *const kinds[] = { "payment", "reversal", "refused", "event", "day", "year" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SalonTillLine line = { .kind = (char *) kinds[i] };

      g_assert_cmpint (salon_till_line_is_payment (&line), ==, i < 3);
      g_assert_cmpint (salon_till_line_is_closing (&line), ==, i > 3);
    }
}

#define SUMS                                                                                       \
  "{\"first\":1,\"last\":2,\"payments\":2,\"cash\":\"45.00\",\"card\":\"10.00\","                  \
  "\"cheque\":\"0.00\",\"transfer\":\"0.00\",\"gift_card\":\"0.00\",\"other\":\"0.00\","           \
  "\"total\":\"55.00\",\"cumulative\":\"55.00\",\"perpetual\":\"55.00\""

static void
test_totals_are_read_as_they_are_written (void)
{
  static const char *const texts[] = {
    SUMS "}",
    SUMS ",\"vat\":[{\"rate\":\"20.00\",\"gross\":\"45.00\",\"vat\":\"7.50\"}]}",
    SUMS ",\"vat\":[{\"rate\":\"5.50\",\"gross\":\"0.00\",\"vat\":\"0.00\"},"
         "{\"rate\":\"20.00\",\"gross\":\"55.00\",\"vat\":\"9.17\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SalonTillTotals totals;
      g_autofree char *text = NULL;

      g_assert_true (salon_till_totals_from_text (texts[i], &totals, NULL));
      text = salon_till_totals_to_text (&totals);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_totals_that_are_none_are_refused (void)
{
  static const char *const texts[] = {
    "[]",
    SUMS ",\"vat\":{}}",
    SUMS ",\"vat\":[1]}",
    SUMS ",\"vat\":[{\"rate\":\"20.00\",\"gross\":\"45.00\"}]}",
    SUMS ",\"vat\":[{\"rate\":\"20.01\",\"gross\":\"45.00\",\"vat\":\"7.50\"}]}",
    SUMS ",\"vat\":[{\"rate\":20,\"gross\":\"45.00\",\"vat\":\"7.50\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SalonTillTotals totals;

      g_assert_false (salon_till_totals_from_text (texts[i], &totals, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add_func ("/salon/till-line/" path, test)
  ADD ("lines-of-before-keep-their-seal", test_lines_of_before_keep_their_seal);
  ADD ("events-and-vat-are-sealed", test_events_and_vat_are_sealed);
  ADD ("no-two-lines-have-one-seal", test_no_two_lines_have_one_seal);
  ADD ("what-is-money", test_what_is_money);
  ADD ("totals-are-read-as-they-are-written", test_totals_are_read_as_they_are_written);
  ADD ("totals-that-are-none-are-refused", test_totals_that_are_none_are_refused);
#undef ADD
  return g_test_run ();
}
