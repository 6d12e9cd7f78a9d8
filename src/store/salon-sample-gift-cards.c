/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was paid in the last year, and two dozen gift cards in every state that a card can have. It is
 * drawn after everything else, so that nothing else of the sample depends on it.
 */
#include "core/salon-gift-card.h"

#include "salon-sample-filler-private.h"
#include "salon-sqlite.h"

/* What has become of a card. */
typedef enum
{
  FATE_NEW,
  FATE_HALF,
  FATE_USED,
  FATE_VOID,
  FATE_REFUNDED,
  FATE_EXTENDED,
} Fate;

typedef struct
{
  int days_ago; /* that it was bought */
  int months;   /* that it is good for */
  int cents;
  int service; /* index in the list, -1: of an amount */
  Fate fate;
  gboolean is_given;
  const char *message;
} Card;

static const Card cards[] = {
  { 1, 12, 8000, -1, FATE_NEW, FALSE, "Joyeux anniversaire ! Prends du temps pour toi." },
  { 3, 12, 5000, -1, FATE_NEW, FALSE, NULL },
  { 6, 12, 0, 0, FATE_NEW, FALSE, "Merci pour tout." },
  { 9, 12, 10000, -1, FATE_HALF, FALSE, "Une pause bien méritée." },
  { 14, 12, 3000, -1, FATE_NEW, TRUE, NULL },
  { 25, 12, 6000, -1, FATE_VOID, FALSE, NULL },
  { 26, 12, 6000, -1, FATE_NEW, FALSE, "De la part de toute l’équipe." },
  { 40, 12, 0, 2, FATE_USED, FALSE, NULL },
  { 58, 12, 15000, -1, FATE_HALF, FALSE, "Pour ton mariage, avec toute notre tendresse." },
  { 77, 12, 5000, -1, FATE_USED, FALSE, "Joyeux Noël !" },
  { 78, 12, 8000, -1, FATE_NEW, FALSE, "Joyeux Noël, maman." },
  { 79, 12, 5000, -1, FATE_HALF, FALSE, "Joyeux Noël !" },
  { 80, 12, 10000, -1, FATE_REFUNDED, FALSE, NULL },
  { 81, 12, 5000, -1, FATE_USED, FALSE, NULL },
  { 120, 12, 4000, -1, FATE_USED, FALSE, NULL },
  { 190, 12, 0, 1, FATE_USED, FALSE, "Bonne fête !" },
  { 275, 12, 6000, -1, FATE_HALF, FALSE, "Bonne fête, maman." },
  { 290, 12, 8000, -1, FATE_NEW, FALSE, NULL },
  { 300, 12, 5000, -1, FATE_USED, FALSE, NULL },
  { 340, 12, 5000, -1, FATE_NEW, FALSE, "Joyeux anniversaire !" },
  { 355, 12, 7000, -1, FATE_HALF, FALSE, NULL },
  { 390, 12, 5000, -1, FATE_NEW, FALSE, NULL },
  { 400, 12, 10000, -1, FATE_EXTENDED, FALSE, "Reviens-nous vite." },
  { 410, 12, 4000, -1, FATE_HALF, FALSE, NULL },
  { 430, 6, 3000, -1, FATE_NEW, TRUE, NULL },
};

typedef struct
{
  SalonSampleFiller *filler;
  sqlite3_stmt *insert_card;
  sqlite3_stmt *insert_movement;
  sqlite3_stmt *insert_payment;
} Writer;

static gint64
to_instant (SalonDay day, int hour)
{
  return ((gint64) day * 24 + hour - 1) * 3600;
}

/* What a visit cost was paid at its end; what is paid today is the owner's to take. A booking's id is as good a one for its payment. */
static gboolean
write_payments (SalonSampleFiller *self, GError **error)
{
  static const char *sql =
    "INSERT INTO payments (id, booking_id, amount, payment_method, status, created_at)\n"
    "SELECT id, id, payment_amount, payment_method, 'completed',\n"
    "  (start_minute + duration_minutes) * 60 - 3600\n"
    "FROM bookings\n"
    "WHERE status = 'completed'\n"
    "  AND payment_amount > 0\n"
    "  AND booking_date BETWEEN date (?1, '-400 days') AND date (?1, '-1 day')\n"
    "ORDER BY start_minute, rowid";
  g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, sql, error);

  if (insert == NULL)
    return FALSE;
  salon_sample_bind_own_text (insert, 1, salon_day_format (self->plan->today));
  return salon_sqlite_run (insert, error);
}

static char *
make_name (SalonSampleFiller *self)
{
  const char *first = salon_sample_source_pick (self->source, "first_names", &self->random);

  return g_strdup_printf ("%s %s", first,
                          salon_sample_source_pick (self->source, "surnames", &self->random));
}

static char *
make_code (SalonSampleFiller *self)
{
  guint8 random[SALON_VOUCHER_RANDOM_BYTES];

  for (gsize i = 0; i < sizeof random; i++)
    random[i] = (guint8) salon_random_below (&self->random, 256);
  return salon_voucher_code_make (SALON_VOUCHER_PREFIX, random);
}

/* @booking_id, @note: nullable; @expires: of an extension, else SALON_DAY_NONE */
static gboolean
write_movement (Writer *self,
                const char *card_id,
                const char *kind,
                gint64 cents,
                gint64 at,
                const char *booking_id,
                const char *note,
                SalonDay expires,
                GError **error)
{
  char id[SALON_SAMPLE_ID_LENGTH + 1];

  salon_sample_filler_make_id (self->filler, id);
  salon_sample_bind_text (self->insert_movement, 1, id);
  salon_sample_bind_text (self->insert_movement, 2, card_id);
  salon_sample_bind_text (self->insert_movement, 3, kind);
  sqlite3_bind_int64 (self->insert_movement, 4, cents);
  salon_sample_bind_text (self->insert_movement, 5, booking_id);
  salon_sample_bind_text (self->insert_movement, 6, note);
  sqlite3_bind_int64 (self->insert_movement, 7, at);
  if (expires != SALON_DAY_NONE)
    salon_sample_bind_own_text (self->insert_movement, 8, salon_day_format (expires));
  return salon_sample_run (self->insert_movement, error);
}

static gboolean
write_payment (Writer *self, const char *card_id, gint64 cents, gint64 at, GError **error)
{
  char id[SALON_SAMPLE_ID_LENGTH + 1];

  salon_sample_filler_make_id (self->filler, id);
  salon_sample_bind_text (self->insert_payment, 1, id);
  salon_sample_bind_text (self->insert_payment, 2, card_id);
  sqlite3_bind_int64 (self->insert_payment, 3, cents);
  salon_sample_bind_text (self->insert_payment, 4,
                          salon_random_chance (&self->filler->random, 75) ? "card" : "cash");
  sqlite3_bind_int64 (self->insert_payment, 5, at);
  return salon_sample_run (self->insert_payment, error);
}

/* A visit after @day that the card could pay for: it was paid with it. FALSE without an error when there
 * is none: it was used for something that nobody put down. */
static gboolean
find_visit (Writer *self,
            SalonDay day,
            gint64 cents,
            char **booking_id,
            gint64 *paid_cents,
            gint64 *at,
            GError **error)
{
  static const char *sql = "SELECT p.id, p.amount, p.created_at\n"
                           "FROM payments AS p\n"
                           "JOIN bookings AS b ON b.id = p.booking_id\n"
                           "WHERE b.booking_date > ?1\n"
                           "  AND p.amount BETWEEN 1 AND ?2\n"
                           "  AND p.gift_card_id IS NULL\n"
                           "ORDER BY b.start_minute\n"
                           "LIMIT 1 OFFSET ?3";
  g_autoptr (sqlite3_stmt) find = salon_sqlite_prepare (self->filler->database, sql, error);
  gboolean row = FALSE;

  if (find == NULL)
    return FALSE;
  salon_sample_bind_own_text (find, 1, salon_day_format (day));
  sqlite3_bind_int64 (find, 2, cents);
  sqlite3_bind_int (find, 3, salon_random_below (&self->filler->random, 20));
  if (!salon_sqlite_step (find, &row, error) || !row)
    return FALSE;
  *booking_id = g_strdup (salon_statement_get_text (find, 0));
  *paid_cents = sqlite3_column_int64 (find, 1);
  *at = sqlite3_column_int64 (find, 2);
  return TRUE;
}

static gboolean
pay_visit (Writer *self, const char *card_id, const char *booking_id, GError **error)
{
  static const char *const statements[] = {
    "UPDATE payments SET payment_method = 'gift_card', gift_card_id = ?1 WHERE id = ?2",
    "UPDATE bookings SET payment_method = 'gift_card' WHERE id = ?2 AND ?1 IS NOT NULL",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (sqlite3_stmt) update =
        salon_sqlite_prepare (self->filler->database, statements[i], error);

      if (update == NULL)
        return FALSE;
      salon_sample_bind_text (update, 1, card_id);
      salon_sample_bind_text (update, 2, booking_id);
      if (!salon_sqlite_run (update, error))
        return FALSE;
    }
  return TRUE;
}

/* Uses the card for a visit, and what is left for something else if all of it is used. */
static gboolean
use (Writer *self, const char *id, const Card *card, gint64 cents, SalonDay day, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *booking_id = NULL;
  gint64 paid = cents / 2;
  gint64 at = to_instant (day + MIN (card->days_ago / 2, 20), 15);

  if (find_visit (self, day, card->fate == FATE_USED ? cents : cents - 1, &booking_id, &paid, &at,
                  &reason))
    {
      if (!pay_visit (self, id, booking_id, error))
        return FALSE;
    }
  else if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (!write_movement (self, id, "debit", -paid, at, booking_id, NULL, SALON_DAY_NONE, error))
    return FALSE;
  return card->fate != FATE_USED || paid == cents
         || write_movement (self, id, "debit", paid - cents, at + 60, NULL, NULL, SALON_DAY_NONE,
                            error);
}

static gboolean
end (Writer *self, const char *id, const Card *card, gint64 cents, SalonDay day, GError **error)
{
  gint64 later = to_instant (day + MIN (card->days_ago, 5), 11);

  switch (card->fate)
    {
    case FATE_NEW:
      return TRUE;
    case FATE_HALF:
    case FATE_USED:
      return use (self, id, card, cents, day, error);
    case FATE_VOID:
      return write_movement (self, id, "void", -cents, later, NULL, "Perdu, remplacé par un autre",
                             SALON_DAY_NONE, error);
    case FATE_REFUNDED:
      return write_movement (self, id, "refund", -cents, later, NULL, NULL, SALON_DAY_NONE, error)
             && write_payment (self, id, -cents, later, error);
    case FATE_EXTENDED:
      return write_movement (self, id, "extend", 0, to_instant (self->filler->plan->today - 20, 10),
                             NULL, "Cliente hospitalisée", self->filler->plan->today + 70, error);
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
write_card (Writer *self, const Card *card, GError **error)
{
  SalonSampleFiller *filler = self->filler;
  sqlite3_stmt *insert = self->insert_card;
  SalonDay day = filler->plan->today - card->days_ago;
  SalonDay expires = card->fate == FATE_EXTENDED ? filler->plan->today + 70
                                                 : salon_day_add_months (day, card->months);
  gint64 cents = card->service < 0
                   ? card->cents
                   : salon_sample_source_get_service (filler->source, card->service)->price_cents;
  char id[SALON_SAMPLE_ID_LENGTH + 1];

  salon_sample_filler_make_id (filler, id);
  salon_sample_bind_text (insert, 1, id);
  salon_sample_bind_own_text (insert, 2, make_code (filler));
  salon_sample_bind_text (insert, 3, card->service < 0 ? "amount" : "service");
  sqlite3_bind_int64 (insert, 4, cents);
  if (card->service >= 0)
    salon_sample_bind_text (insert, 5, filler->service_ids[card->service]);
  salon_sample_bind_own_text (insert, 6, make_name (filler));
  salon_sample_bind_own_text (insert, 7, make_name (filler));
  salon_sample_bind_text (insert, 8, card->message);
  salon_sample_bind_own_text (insert, 9, salon_day_format (day));
  salon_sample_bind_own_text (insert, 10, salon_day_format (expires));
  sqlite3_bind_int (insert, 11, card->is_given);
  return salon_sample_run (insert, error)
         && write_movement (self, id, "issue", cents, to_instant (day, 10), NULL,
                            card->is_given ? "Tombola de l’école" : NULL, SALON_DAY_NONE, error)
         && (card->is_given || write_payment (self, id, cents, to_instant (day, 10), error))
         && end (self, id, card, cents, day, error);
}

static gboolean
prepare (Writer *self, GError **error)
{
  static const char *const statements[] = {
    "INSERT INTO gift_cards (id, code, type, amount, service_id, buyer_name, recipient_name,\n"
    "  custom_message, purchase_date, expiry_date, is_complimentary)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    "INSERT INTO gift_card_movements (id, card_id, kind, amount, booking_id, note, at, expiry_date)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    "INSERT INTO payments (id, gift_card_id, amount, payment_method, status, created_at)\n"
    "VALUES (?1, ?2, ?3, ?4, 'completed', ?5)",
  };
  sqlite3_stmt **prepared[] = { &self->insert_card, &self->insert_movement, &self->insert_payment };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      *prepared[i] = salon_sqlite_prepare (self->filler->database, statements[i], error);
      if (*prepared[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_cards (Writer *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    if (!write_card (self, &cards[i], error))
      return FALSE;
  return TRUE;
}

gboolean
salon_sample_filler_write_money (SalonSampleFiller *filler, GError **error)
{
  Writer self = { .filler = filler };
  gboolean done =
    write_payments (filler, error) && prepare (&self, error) && write_cards (&self, error);

  sqlite3_finalize (self.insert_card);
  sqlite3_finalize (self.insert_movement);
  sqlite3_finalize (self.insert_payment);
  return done;
}
