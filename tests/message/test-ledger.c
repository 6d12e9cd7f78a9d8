/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for both ledgers: of a file, and of a shared salon. */
#include "ledger-bed.h"

#include "core/salon-message.h"
#include "shared-salon.h"

#define TOMORROW "2026-03-13T10:30"
#define LEASE 120

static PostgresFixture *server;

static const SalonMessageRow *
find_row (const SalonMessageMaterial *material, const char *id)
{
  for (guint i = 0; i < material->rows->len; i++)
    {
      const SalonMessageRow *row = material->rows->pdata[i];

      if (g_str_equal (row->id, id))
        return row;
    }
  return NULL;
}

static SalonMessageMaterial *
read_material (LedgerBed *bed, gint64 now)
{
  g_autoptr (GError) error = NULL;
  SalonMessageMaterial *material = salon_message_ledger_read (bed->ledger, now, &error);

  g_assert_no_error (error);
  g_assert_cmpint (material->now, ==, now);
  return material;
}

/* A copy of the row as it is now. */
static SalonMessageRow *
read_row (LedgerBed *bed, const char *id, gint64 now)
{
  g_autoptr (SalonMessageMaterial) material = read_material (bed, now);
  const SalonMessageRow *row = find_row (material, id);

  return row != NULL ? salon_message_row_copy (row) : NULL;
}

/* One that nobody has wished for in writing. */
static SalonMessageRow *
make_reminder (guint booking, SalonMessageMedium medium, const char *starts_at)
{
  SalonMessageRow *row = g_new0 (SalonMessageRow, 1);

  row->booking_id = g_strdup (ledger_bed_id ('b', booking));
  row->id = salon_message_make_id (row->booking_id, SALON_MESSAGE_REMINDER, medium, starts_at);
  row->kind = SALON_MESSAGE_REMINDER;
  row->medium = medium;
  row->recipient = g_strdup (medium == SALON_MESSAGE_SMS ? BED_PHONE : BED_EMAIL);
  row->content = g_strdup ("Demain à 10h30");
  row->starts_at = g_strdup (starts_at);
  row->due_at = BED_NOW;
  row->is_new = TRUE;
  return row;
}

static SalonMessageClaimResult
claim (LedgerBed *bed,
       const char *claimant,
       gint64 now,
       SalonMessageRow *row,
       SalonMessageRow *part)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  SalonMessageClaim what = { rows, claimant, now, LEASE };
  SalonMessageClaimResult result;

  g_ptr_array_add (rows, row);
  if (part != NULL)
    g_ptr_array_add (rows, part);
  salon_message_ledger_claim (bed->ledger, &what, &result, &error);
  g_assert_no_error (error);
  return result;
}

static gboolean
settle (LedgerBed *bed,
        const char *id,
        const char *claimant,
        gint64 now,
        SalonMessageStatus status,
        gint64 try_at)
{
  SalonMessageOutcome outcome = { status, try_at, status == SALON_MESSAGE_SENT ? "42" : NULL,
                                  status == SALON_MESSAGE_SENT ? NULL : "busy" };
  g_autoptr (GError) error = NULL;
  gboolean is_settled;

  salon_message_ledger_settle (bed->ledger, id, claimant, now, &outcome, &is_settled, &error);
  g_assert_no_error (error);
  return is_settled;
}

static gboolean
drop (LedgerBed *bed, const SalonMessageRow *row, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gboolean is_dropped;

  salon_message_ledger_drop (bed->ledger, row, "too_late", now, &is_dropped, &error);
  g_assert_no_error (error);
  return is_dropped;
}

#define assert_status(bed, id, now, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (SalonMessageRow) row_ = read_row (bed, id, now);                                    \
    g_assert_nonnull (row_);                                                                       \
    g_assert_cmpstr (salon_message_status_to_string (row_->status), ==, expected);                 \
  }                                                                                                \
  G_STMT_END

static void
test_material_is_the_salon_as_it_is (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageMaterial) material = NULL;
  const SalonMessageBooking *booking = NULL;
  const SalonMessageCard *card = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  ledger_bed_book (bed, 2, "2026-03-18T10:30", "confirmed");
  ledger_bed_book (bed, 3, "2026-06-18T10:30", "confirmed");
  ledger_bed_wish (bed, 3, 3, "confirmation", "email", "2026-06-18T10:30", BED_NOW);
  ledger_bed_sell_card (bed, 1, "2026-04-01");
  ledger_bed_sell_card (bed, 2, "2027-04-01");
  ledger_bed_execute (
    bed, "INSERT INTO salon_settings (key, value) VALUES ('salon.name', '\"Ongles\"')");
  material = read_material (bed, BED_NOW);

  g_assert_cmpuint (material->bookings->len, ==, 2);
  booking = salon_message_material_find_booking (material, ledger_bed_id ('b', 1));
  g_assert_cmpstr (booking->starts_at, ==, TOMORROW);
  g_assert_cmpstr (booking->ends_at, ==, "2026-03-13T11:00");
  g_assert_cmpint (booking->status, ==, SALON_BOOKING_CONFIRMED);
  g_assert_cmpstr (booking->name, ==, "Marie 1");
  g_assert_cmpstr (booking->phone, ==, BED_PHONE);
  g_assert_cmpstr (booking->email, ==, BED_EMAIL);
  g_assert_cmpstr (booking->language, ==, "fr");
  g_assert_true (booking->sms_consent && booking->email_consent);
  g_assert_cmpstrv (booking->services, ((const char *[]) { "Pose gel", NULL }));
  g_assert_cmpint (booking->price, ==, 4500);
  g_assert_cmpint (booking->created_at, ==, BED_NOW - 30 * 86400);
  g_assert_nonnull (salon_message_material_find_booking (material, ledger_bed_id ('b', 3)));

  g_assert_cmpuint (material->cards->len, ==, 1);
  card = salon_message_material_find_card (material, ledger_bed_id ('9', 1));
  g_assert_cmpint (card->amount, ==, 5000);
  g_assert_cmpint (card->balance, ==, 5000);
  g_assert_cmpstr (card->expiry_date, ==, "2026-04-01");
  g_assert_false (card->is_void);
  g_assert_cmpstr (g_hash_table_lookup (material->settings, "salon.name"), ==, "\"Ongles\"");
}

static void
test_a_message_has_one_sender (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) reminder = make_reminder (1, SALON_MESSAGE_SMS, TOMORROW);
  g_autoptr (SalonMessageRow) row = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  g_assert_cmpint (claim (bed, "one", BED_NOW, reminder, NULL), ==, SALON_MESSAGE_CLAIM_MINE);
  g_assert_cmpint (claim (bed, "two", BED_NOW, reminder, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  g_assert_cmpint (claim (bed, "one", BED_NOW, reminder, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  row = read_row (bed, reminder->id, BED_NOW);
  g_assert_cmpint (row->status, ==, SALON_MESSAGE_SENDING);
  g_assert_cmpint (row->attempts, ==, 1);
  g_assert_cmpint (row->asked_at, ==, BED_NOW);
  g_assert_cmpint (row->lease_until, ==, BED_NOW + LEASE);
  g_assert_cmpstr (row->content, ==, "Demain à 10h30");
  g_assert_cmpint (claim (bed, "two", BED_NOW + 1, row, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);

  g_assert_false (settle (bed, row->id, "two", BED_NOW + 2, SALON_MESSAGE_FAILED, 0));
  g_assert_true (settle (bed, row->id, "one", BED_NOW + 2, SALON_MESSAGE_SENT, 0));
  g_assert_false (settle (bed, row->id, "one", BED_NOW + 3, SALON_MESSAGE_FAILED, 0));
  g_clear_pointer (&row, salon_message_row_free);
  row = read_row (bed, reminder->id, BED_NOW + 4);
  g_assert_cmpint (row->status, ==, SALON_MESSAGE_SENT);
  g_assert_cmpint (row->sent_at, ==, BED_NOW + 2);
  g_assert_cmpstr (row->provider_id, ==, "42");
  g_assert_null (row->error_message);
  g_assert_cmpint (row->lease_until, ==, 0);
  g_assert_cmpint (claim (bed, "two", BED_NOW + 300, row, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  g_assert_cmpint (claim (bed, "two", BED_NOW + 300, reminder, NULL), ==,
                   SALON_MESSAGE_CLAIM_TAKEN);
}

/* What became of the booking between reading and claiming; each is put back afterwards. */
static void
test_what_does_not_stand_is_not_claimed (gconstpointer data)
{
  static const struct
  {
    const char *happens;
    const char *back;
  } turns[] = {
    { "UPDATE bookings SET status = 'cancelled'", "UPDATE bookings SET status = 'confirmed'" },
    { "UPDATE bookings SET status = 'pending'", "UPDATE bookings SET status = 'confirmed'" },
    { "UPDATE bookings SET status = 'no_show'", "UPDATE bookings SET status = 'confirmed'" },
    { "UPDATE bookings SET booking_time = '10:45:00'",
      "UPDATE bookings SET booking_time = '10:30:00'" },
    { "UPDATE bookings SET booking_date = '2026-03-14'",
      "UPDATE bookings SET booking_date = '2026-03-13'" },
    { "UPDATE clients SET sms_consent = FALSE", "UPDATE clients SET sms_consent = TRUE" },
    { "UPDATE clients SET phone = '06 99 99 99 99'",
      "UPDATE clients SET phone = '06 12 34 56 78'" },
  };
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) reminder = make_reminder (1, SALON_MESSAGE_SMS, TOMORROW);
  gint64 start = BED_NOW + 86400;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      ledger_bed_execute (bed, "%s", turns[i].happens);
      g_test_message ("%s", turns[i].happens);
      g_assert_cmpint (claim (bed, "one", BED_NOW, reminder, NULL), ==, SALON_MESSAGE_CLAIM_VOID);
      ledger_bed_execute (bed, "%s", turns[i].back);
    }
  g_assert_cmpint (claim (bed, "one", start, reminder, NULL), ==, SALON_MESSAGE_CLAIM_VOID);
  g_assert_cmpint (ledger_bed_read_int (bed, "SELECT count (*) FROM notifications"), ==, 0);
  g_assert_cmpint (claim (bed, "one", start - 1, reminder, NULL), ==, SALON_MESSAGE_CLAIM_MINE);
}

static void
test_each_kind_has_its_states (gconstpointer data)
{
  static const char *const statuses[] = { "pending",   "confirmed", "arrived",
                                          "completed", "cancelled", "no_show" };
  static const struct
  {
    const char *kind;
    guint claimed; /* a bit for each status */
  } kinds[] = {
    { "confirmation", 1 << 1 },
    { "change", 1 << 1 },
    { "cancellation", 1 << 4 },
    { "thanks", 1 << 2 | 1 << 3 },
  };
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  /* These are mails that she has asked for by booking. */
  ledger_bed_execute (bed, "UPDATE clients SET sms_consent = FALSE");
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint s = 0; s < G_N_ELEMENTS (statuses); s++)
      {
        guint number = 100 + 10 * k + s;
        g_autoptr (SalonMessageRow) row = NULL;

        ledger_bed_execute (bed, "DELETE FROM notifications");
        ledger_bed_execute (bed, "UPDATE bookings SET status = '%s'", statuses[s]);
        ledger_bed_wish (bed, number, 1, kinds[k].kind, "email", TOMORROW, BED_NOW);
        row = read_row (bed, ledger_bed_id ('a', number), BED_NOW);
        g_test_message ("%s, %s", kinds[k].kind, statuses[s]);
        g_assert_cmpint (claim (bed, "one", BED_NOW, row, NULL), ==,
                         (kinds[k].claimed & 1U << s) != 0 ? SALON_MESSAGE_CLAIM_MINE
                                                           : SALON_MESSAGE_CLAIM_VOID);
      }
}

static void
test_consent_is_asked_for (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) reminder = make_reminder (1, SALON_MESSAGE_EMAIL, TOMORROW);
  g_autoptr (SalonMessageRow) wish = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  ledger_bed_execute (bed, "UPDATE clients SET email_consent = FALSE");
  ledger_bed_wish (bed, 1, 1, "confirmation", "email", TOMORROW, BED_NOW);
  wish = read_row (bed, ledger_bed_id ('a', 1), BED_NOW);
  g_assert_cmpint (claim (bed, "one", BED_NOW, reminder, NULL), ==, SALON_MESSAGE_CLAIM_VOID);
  g_assert_cmpint (claim (bed, "one", BED_NOW, wish, NULL), ==, SALON_MESSAGE_CLAIM_MINE);
}

static void
test_a_lost_sender_is_looked_up (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) reminder = make_reminder (1, SALON_MESSAGE_SMS, TOMORROW);
  g_autoptr (SalonMessageRow) row = NULL;
  gint64 later = BED_NOW + LEASE;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  claim (bed, "one", BED_NOW, reminder, NULL);
  ledger_bed_execute (bed, "UPDATE bookings SET status = 'cancelled'");
  row = read_row (bed, reminder->id, later);
  g_assert_cmpint (claim (bed, "two", later - 1, row, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  g_assert_cmpint (claim (bed, "two", later, row, NULL), ==, SALON_MESSAGE_CLAIM_MINE);

  /* The provider is still writing it down. */
  g_assert_false (settle (bed, row->id, "one", later + 1, SALON_MESSAGE_PENDING, 0));
  g_assert_true (settle (bed, row->id, "two", later + 1, SALON_MESSAGE_UNKNOWN, later + 60));
  g_clear_pointer (&row, salon_message_row_free);
  row = read_row (bed, reminder->id, later + 1);
  g_assert_cmpint (row->status, ==, SALON_MESSAGE_UNKNOWN);
  g_assert_cmpint (row->asked_at, ==, BED_NOW);
  g_assert_cmpint (row->try_at, ==, later + 60);
  g_assert_cmpint (row->lease_until, ==, 0);
  g_assert_cmpint (claim (bed, "two", later + 59, row, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  g_assert_cmpint (claim (bed, "two", later + 60, row, NULL), ==, SALON_MESSAGE_CLAIM_MINE);

  /* It is not there: it may be sent again, but for a visit that stands. */
  g_assert_true (settle (bed, row->id, "two", later + 61, SALON_MESSAGE_PENDING, 0));
  g_clear_pointer (&row, salon_message_row_free);
  row = read_row (bed, reminder->id, later + 61);
  g_assert_cmpint (claim (bed, "two", later + 61, row, NULL), ==, SALON_MESSAGE_CLAIM_VOID);
  ledger_bed_execute (bed, "UPDATE bookings SET status = 'confirmed'");
  g_assert_cmpint (claim (bed, "two", later + 61, row, NULL), ==, SALON_MESSAGE_CLAIM_MINE);
  g_clear_pointer (&row, salon_message_row_free);
  row = read_row (bed, reminder->id, later + 61);
  g_assert_cmpint (row->asked_at, ==, later + 61);
  g_assert_cmpint (row->attempts, ==, 4);
}

/* Who was slow, and not lost, has sent it after all. */
static void
test_that_it_was_sent_is_always_written (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) reminder = make_reminder (1, SALON_MESSAGE_SMS, TOMORROW);
  g_autoptr (SalonMessageRow) row = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  claim (bed, "one", BED_NOW, reminder, NULL);
  row = read_row (bed, reminder->id, BED_NOW + LEASE);
  claim (bed, "two", BED_NOW + LEASE, row, NULL);
  g_assert_true (settle (bed, row->id, "one", BED_NOW + LEASE + 1, SALON_MESSAGE_SENT, 0));
  g_assert_false (settle (bed, row->id, "two", BED_NOW + LEASE + 2, SALON_MESSAGE_PENDING, 0));
  assert_status (bed, row->id, BED_NOW + LEASE + 3, "sent");
}

static void
test_what_is_told_together_is_claimed_together (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) first = make_reminder (1, SALON_MESSAGE_SMS, TOMORROW);
  g_autoptr (SalonMessageRow) second = make_reminder (2, SALON_MESSAGE_SMS, "2026-03-13T11:00");
  g_autoptr (SalonMessageRow) part = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  ledger_bed_book (bed, 2, "2026-03-13T11:00", "cancelled");
  g_assert_cmpint (claim (bed, "one", BED_NOW, first, second), ==, SALON_MESSAGE_CLAIM_VOID);
  ledger_bed_execute (bed, "UPDATE bookings SET status = 'confirmed'");
  g_assert_cmpint (claim (bed, "two", BED_NOW, second, NULL), ==, SALON_MESSAGE_CLAIM_MINE);
  g_assert_cmpint (claim (bed, "one", BED_NOW, first, second), ==, SALON_MESSAGE_CLAIM_TAKEN);
  g_assert_cmpint (ledger_bed_read_int (bed, "SELECT count (*) FROM notifications"), ==, 1);

  settle (bed, second->id, "two", BED_NOW, SALON_MESSAGE_PENDING, 0);
  part = read_row (bed, second->id, BED_NOW);
  g_assert_cmpint (claim (bed, "one", BED_NOW, first, part), ==, SALON_MESSAGE_CLAIM_MINE);
  assert_status (bed, second->id, BED_NOW, "sending");
  g_assert_true (settle (bed, first->id, "one", BED_NOW, SALON_MESSAGE_SENT, 0));
  assert_status (bed, first->id, BED_NOW, "sent");
  g_clear_pointer (&part, salon_message_row_free);
  part = read_row (bed, second->id, BED_NOW);
  g_assert_cmpint (part->status, ==, SALON_MESSAGE_SENT);
  g_assert_cmpstr (part->part_of, ==, first->id);
}

/* The owner has taken the wish back (Undo) after it was read. */
static void
test_a_wish_that_was_taken_back_is_not_sent (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) wish = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  ledger_bed_wish (bed, 1, 1, "change", "sms", TOMORROW, BED_NOW);
  wish = read_row (bed, ledger_bed_id ('a', 1), BED_NOW);
  ledger_bed_execute (bed, "DELETE FROM notifications");
  g_assert_cmpint (claim (bed, "one", BED_NOW, wish, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  g_assert_false (drop (bed, wish, BED_NOW));
  g_assert_cmpint (ledger_bed_read_int (bed, "SELECT count (*) FROM notifications"), ==, 0);
}

/* Another program writes its rows and sends them itself. */
static void
test_what_others_send_is_left_alone (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) row = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  ledger_bed_wish (bed, 1, 1, "confirmation", "email", TOMORROW, BED_NOW);
  ledger_bed_execute (bed, "UPDATE notifications SET due_at = NULL");
  row = read_row (bed, ledger_bed_id ('a', 1), BED_NOW);
  g_assert_cmpint (row->due_at, ==, 0);
  g_assert_cmpint (claim (bed, "one", BED_NOW, row, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);
  assert_status (bed, row->id, BED_NOW, "pending");
}

static void
test_what_is_not_sent_is_listed (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  g_autoptr (SalonMessageRow) reminder = make_reminder (1, SALON_MESSAGE_SMS, TOMORROW);
  g_autoptr (SalonMessageRow) other = make_reminder (1, SALON_MESSAGE_EMAIL, TOMORROW);
  g_autoptr (SalonMessageRow) wish = NULL;
  g_autoptr (SalonMessageRow) row = NULL;

  ledger_bed_book (bed, 1, TOMORROW, "confirmed");
  g_assert_true (drop (bed, reminder, BED_NOW));
  g_assert_false (drop (bed, reminder, BED_NOW));
  row = read_row (bed, reminder->id, BED_NOW);
  g_assert_cmpint (row->status, ==, SALON_MESSAGE_SKIPPED);
  g_assert_cmpstr (row->error_message, ==, "too_late");
  g_assert_cmpint (claim (bed, "one", BED_NOW, reminder, NULL), ==, SALON_MESSAGE_CLAIM_TAKEN);

  ledger_bed_wish (bed, 1, 1, "change", "sms", TOMORROW, BED_NOW);
  wish = read_row (bed, ledger_bed_id ('a', 1), BED_NOW);
  g_assert_true (drop (bed, wish, BED_NOW));
  assert_status (bed, wish->id, BED_NOW, "skipped");

  claim (bed, "one", BED_NOW, other, NULL);
  g_assert_false (drop (bed, other, BED_NOW));
  assert_status (bed, other->id, BED_NOW, "sending");
}

static void
test_a_card_is_told_of_while_it_holds_something (gconstpointer data)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (data != NULL ? server : NULL);
  SalonMessageRow expiry = { .id = (char *) ledger_bed_id ('a', 7),
                             .gift_card_id = (char *) "90000000-0000-4000-8000-000000000001",
                             .kind = SALON_MESSAGE_EXPIRY,
                             .medium = SALON_MESSAGE_EMAIL,
                             .recipient = (char *) BED_EMAIL,
                             .content = (char *) "Bientôt",
                             .starts_at = (char *) "2026-04-01",
                             .due_at = BED_NOW,
                             .is_new = TRUE };

  ledger_bed_sell_card (bed, 1, "2026-05-01");
  g_assert_cmpint (claim (bed, "one", BED_NOW, &expiry, NULL), ==, SALON_MESSAGE_CLAIM_VOID);
  ledger_bed_execute (bed, "UPDATE gift_cards SET expiry_date = '2026-04-01'");
  g_assert_cmpint (claim (bed, "one", BED_NOW, &expiry, NULL), ==, SALON_MESSAGE_CLAIM_MINE);
}

/* A desk that is a desk and nothing more sends, and another writes the row meanwhile. */
static void
test_what_is_being_sent_is_not_changed (void)
{
  g_autoptr (LedgerBed) bed = ledger_bed_new (server);
  SharedSalon salon = { server, bed->database, bed->owner };
  g_autoptr (Desk) desk = desk_new (&salon, "0001", "Reception");
  g_autoptr (SalonConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  SalonMessageClaimResult result;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  SalonMessageClaim what = { rows, "sender", 0, LEASE };
  g_autoptr (SalonMessageRow) row = NULL;

  postgres_fixture_create_desk (server, "sender");
  connection = postgres_fixture_connect (server, bed->database, "sender");
  g_clear_object (&bed->ledger);
  bed->ledger = salon_database_ledger_new (connection, NULL);

  ledger_bed_book (bed, 1, "2126-03-13T10:30", "confirmed");
  ledger_bed_wish (bed, 1, 1, "change", "sms", "2126-03-13T10:30", BED_NOW);
  {
    g_autoptr (SalonMessageMaterial) material = salon_message_ledger_read (bed->ledger, 0, &error);

    g_assert_no_error (error);
    g_assert_cmpint (material->now, >, BED_NOW);
    row = salon_message_row_copy (find_row (material, ledger_bed_id ('a', 1)));
  }
  g_ptr_array_add (rows, row);
  salon_message_ledger_claim (bed->ledger, &what, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, SALON_MESSAGE_CLAIM_MINE);

#define MESSAGE ID ("a", "0001")
  assert_told (
    desk, UPDATE ("notifications", MESSAGE, "\"status\":\"skipped\"", "\"status\":\"pending\""),
    "conflict changed notifications:0001(status)");
  assert_told (
    desk, UPDATE ("notifications", MESSAGE, "\"status\":\"skipped\"", "\"status\":\"sending\""),
    "conflict changed notifications:0001(status)");
  assert_told (desk,
               UPDATE ("notifications", MESSAGE, "\"recipient\":\"+33600000000\"",
                       "\"recipient\":\"" BED_PHONE "\""),
               "conflict changed notifications:0001(status)");
  assert_told (desk, DELETE ("notifications", MESSAGE, "\"status\":\"sending\""),
               "conflict changed notifications:0001(status)");

  g_assert_true (settle (bed, row->id, "sender", 0, SALON_MESSAGE_SENT, 0));
  assert_told (desk,
               UPDATE ("notifications", MESSAGE, "\"status\":\"pending\"", "\"status\":\"sent\""),
               "rejected bad_value");
  /* What was said to whom may be forgotten. */
  assert_told (desk,
               UPDATE ("notifications", MESSAGE, "\"content\":null,\"recipient\":\"Anonyme\"",
                       "\"content\":null,\"recipient\":\"" BED_PHONE "\""),
               "applied");
  assert_read (bed->owner, "SELECT recipient || status FROM notifications", "Anonymesent");
  fixture_refuse (connection, "SELECT * FROM salon.message_claims", "42501");
  fixture_refuse (connection, "UPDATE notifications SET status = 'pending'", "42501");
  g_clear_object (&bed->ledger);
}

typedef void (*LedgerTest) (gconstpointer data);

static void
add (const char *name, LedgerTest test)
{
  g_autofree char *file = g_strdup_printf ("/message-ledger/file/%s", name);
  g_autofree char *shared = g_strdup_printf ("/message-ledger/shared/%s", name);

  g_test_add_data_func (file, NULL, test);
  g_test_add_data_func (shared, "", test);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();
  add ("material-is-the-salon-as-it-is", test_material_is_the_salon_as_it_is);
  add ("a-message-has-one-sender", test_a_message_has_one_sender);
  add ("what-does-not-stand-is-not-claimed", test_what_does_not_stand_is_not_claimed);
  add ("each-kind-has-its-states", test_each_kind_has_its_states);
  add ("consent-is-asked-for", test_consent_is_asked_for);
  add ("a-lost-sender-is-looked-up", test_a_lost_sender_is_looked_up);
  add ("that-it-was-sent-is-always-written", test_that_it_was_sent_is_always_written);
  add ("what-is-told-together-is-claimed-together", test_what_is_told_together_is_claimed_together);
  add ("a-wish-that-was-taken-back-is-not-sent", test_a_wish_that_was_taken_back_is_not_sent);
  add ("what-others-send-is-left-alone", test_what_others_send_is_left_alone);
  add ("what-is-not-sent-is-listed", test_what_is_not_sent_is_listed);
  add ("a-card-is-told-of-while-it-holds-something",
       test_a_card_is_told_of_while_it_holds_something);
  g_test_add_func ("/message-ledger/shared/what-is-being-sent-is-not-changed",
                   test_what_is_being_sent_is_not_changed);
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
