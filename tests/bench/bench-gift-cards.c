/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ten thousand gift cards cost: the list that the worker finds, what a screen of it reads, a key of
 * the finder, a code that is scanned, and the sums. In memory of the system; what is measured is the
 * processor's.
 */
#include <glib/gstdio.h>
#include <stdio.h>

#include "bench-line.h"
#include "store/salon-gift-card-list.h"
#include "store/salon-id.h"
#include "store/salon-random.h"
#include "store/salon-reader.h"

#define N_CARDS 10000
#define N_RUNS 15
#define TODAY 20523
#define ON_SCREEN 50
/* A list opens in a tenth of a second; a key and a screen have less than a frame. */
#define LIST_MS 100
#define KEY_MS 10
#define SCREEN_MS 5

typedef struct
{
  char *folder;
  SalonStore *store;
  SalonReader *reader;
  GArray *numbers;
} Bench;

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
add_card (SalonChangeBuilder *builder, SalonRandom *random, int i)
{
  static const char *const firsts[] = {
    "Élodie", "Marie", "Chloé", "Anne", "Zoé", "Léa", "Jeanne"
  };
  static const char *const lasts[] = { "Durand", "Lefèvre", "Martin", "Petit", "Müller", "Garcia" };
  guint8 bytes[SALON_VOUCHER_RANDOM_BYTES];
  g_autofree char *id = salon_id_new ();
  g_autofree char *issue = salon_id_new ();
  g_autofree char *debit = salon_id_new ();
  g_autofree char *code = NULL;
  g_autofree char *buyer = NULL;
  g_autofree char *recipient = NULL;
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GError) error = NULL;
  SalonGiftCardAct act = { .movement_id = issue, .today = TODAY, .label = "" };

  for (gsize n = 0; n < sizeof bytes; n++)
    bytes[n] = (guint8) salon_random_below (random, 256);
  code = salon_voucher_code_make ("SERA", bytes);
  buyer = g_strdup_printf ("%s %s %d", firsts[salon_random_below (random, G_N_ELEMENTS (firsts))],
                           lasts[salon_random_below (random, G_N_ELEMENTS (lasts))], i % 97);
  recipient = g_strdup_printf ("%s %s", firsts[salon_random_below (random, G_N_ELEMENTS (firsts))],
                               lasts[salon_random_below (random, G_N_ELEMENTS (lasts))]);
  card = salon_gift_card_new (&(SalonGiftCardFields) {
    .id = id,
    .code = code,
    .amount_cents = 5000,
    .buyer_name = buyer,
    .recipient_name = recipient,
    .purchased_on = TODAY - i % 900,
    .expires_on = TODAY - i % 900 + 365,
  });
  must (salon_gift_card_add_bring_in (card, NULL, i % 3 * 2500, debit, &act, builder, &error),
        error);
}

static void
set_up (Bench *self, const char *program)
{
  g_autofree char *parent = g_path_get_dirname (program);
  g_autofree char *path = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) kept = NULL;
  g_autoptr (GError) error = NULL;
  SalonRandom random = { 7 };
  double since = 0;

  self->folder = g_build_filename (parent, "gift-cards-XXXXXX", NULL);
  must (g_mkdtemp (self->folder) != NULL, NULL);
  path = g_build_filename (self->folder, "salon.sqlite", NULL);
  self->store = salon_store_open (path, &error);
  must (self->store != NULL, error);
  for (int i = 0; i < N_CARDS; i++)
    add_card (builder, &random, i);
  change = salon_change_builder_end (builder, "Import");
  since = bench_line_now ();
  kept = salon_store_apply (self->store, change, 1773307800, &error);
  must (kept != NULL, error);
  bench_line_print ("bring-in-10000", (bench_line_now () - since) / 1e3, "ms", 0, 0);
  self->reader = salon_reader_open (path, &error);
  must (self->reader != NULL, error);
}

static void
tear_down (Bench *self)
{
  g_autofree char *path = g_build_filename (self->folder, "salon.sqlite", NULL);

  g_clear_object (&self->reader);
  g_clear_object (&self->store);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_unlink (path);
  g_rmdir (self->folder);
  g_free (self->folder);
}

typedef void (*Question) (Bench *self);

static void
judge (Bench *self, const char *name, Question ask, double limit)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < N_RUNS; i++)
    {
      double since = bench_line_now ();
      double spent = 0;

      ask (self);
      spent = bench_line_now () - since;
      g_array_append_val (samples, spent);
    }
  bench_line_print (name, bench_line_median (samples) / 1e3, "ms", 0, limit);
}

static void
find (Bench *self, guint states, SalonGiftCardOrder order, const char *text)
{
  const SalonGiftCardQuery query = { .today = TODAY,
                                     .states = states,
                                     .expires_from = SALON_DAY_NONE,
                                     .expires_to = SALON_DAY_NONE,
                                     .text = text,
                                     .order = order };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->numbers, g_array_unref);
  self->numbers = salon_gift_card_list_find (self->store, &query, &error);
  must (self->numbers != NULL, error);
}

static void
ask_all (Bench *self)
{
  find (self, 0, SALON_GIFT_CARD_ORDER_NEWEST, NULL);
}

static void
ask_active (Bench *self)
{
  find (self, 1u << SALON_GIFT_CARD_ACTIVE, SALON_GIFT_CARD_ORDER_EXPIRY, NULL);
}

static void
ask_recipients (Bench *self)
{
  find (self, 0, SALON_GIFT_CARD_ORDER_RECIPIENT, NULL);
}

static void
ask_balances (Bench *self)
{
  find (self, 0, SALON_GIFT_CARD_ORDER_BALANCE, NULL);
}

static void
ask_text (Bench *self)
{
  find (self, 1u << SALON_GIFT_CARD_ACTIVE, SALON_GIFT_CARD_ORDER_NEWEST, "elod lefe");
}

static void
ask_screen (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards =
    salon_reader_list_gift_cards_in_rows (self->reader, (const gint64 *) self->numbers->data,
                                          MIN (ON_SCREEN, self->numbers->len), &error);

  must (cards != NULL && cards->len > 0, error);
}

static void
ask_finder (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = salon_reader_search_gift_cards (self->reader, "durand", 4, &error);

  must (cards != NULL && cards->len == 4, error);
}

static void
ask_code (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards =
    salon_reader_find_gift_cards (self->reader, "sera 0000 0001", "SERA", &error);

  must (cards != NULL, error);
}

static void
ask_owed (Bench *self)
{
  SalonGiftCardsOwed owed = { 0 };
  g_autoptr (GError) error = NULL;

  must (salon_gift_card_list_sum_owed (self->store, TODAY, &owed, &error), error);
}

static void
ask_sums (Bench *self)
{
  SalonGiftCardSums sums = { 0 };
  g_autoptr (GError) error = NULL;

  must (salon_gift_card_list_sum (self->store, 0, G_MAXINT32, &sums, &error), error);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  printf ("# %d gift cards\n", N_CARDS);
  set_up (&bench, argv[0]);
  judge (&bench, "gift-cards-active", ask_active, LIST_MS);
  judge (&bench, "gift-cards-by-recipient", ask_recipients, LIST_MS);
  judge (&bench, "gift-cards-by-balance", ask_balances, LIST_MS);
  judge (&bench, "gift-cards-by-text", ask_text, LIST_MS);
  judge (&bench, "gift-cards-all", ask_all, LIST_MS);
  judge (&bench, "gift-cards-screen", ask_screen, SCREEN_MS);
  judge (&bench, "gift-card-finder", ask_finder, KEY_MS);
  judge (&bench, "gift-card-code", ask_code, KEY_MS);
  judge (&bench, "gift-cards-owed", ask_owed, LIST_MS);
  judge (&bench, "gift-cards-sums", ask_sums, LIST_MS);
  tear_down (&bench);
  return bench_line_get_verdict ();
}
