/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After it, nothing in the file names her. Her name is one that nothing else could hold by chance. */
#include "store/salon-anonymise.h"

#include <string.h>

#include "core/salon-json.h"
#include "store/salon-store-error.h"
#include "sync-fixture.h"

#define MARIE "00000000-0000-7000-8000-000000000100"
#define LEA "00000000-0000-7000-8000-000000000101"

/* As they are written, and as the search folds them. */
static const char *const traces[] = {
  "Quetzalcoatl", "quetzalcoatl", "Xochitl",  "xochitl",  "zempoalteca", "+33687654321",
  "33687654321",  "0687654321",   "Nopalera", "nopalera", "Mezquite",    "Tlaxcala",
};

static const SalonAnonymiseWords words = { "Anonymised client", "A client was anonymised" };

static JsonObject *
make_marie (void)
{
  JsonObject *row = fixture_client (0x100, "Xochitl Quetzalcoatl");

  json_object_set_string_member (row, "phone", "+33687654321");
  json_object_set_string_member (row, "email", "x@zempoalteca.mx");
  json_object_set_string_member (row, "allergies", "Nopalera");
  json_object_set_string_member (row, "notes", "Lives in Tlaxcala");
  return row;
}

static JsonObject *
make_booking (guint number, const char *time, const char *client_id)
{
  JsonObject *row = fixture_booking (number, "2026-03-10", time, 60);

  json_object_set_string_member (row, "client_id", client_id);
  if (g_str_equal (client_id, MARIE))
    {
      json_object_set_string_member (row, "client_name", "Xochitl Quetzalcoatl");
      json_object_set_string_member (row, "client_phone", "+33687654321");
      json_object_set_string_member (row, "notes", "Mezquite tea");
    }
  return row;
}

static void
insert (StoreFixture *file, const char *table, JsonObject *row, const char *label)
{
  g_autoptr (JsonObject) taken = row;
  g_autoptr (SalonChange) applied =
    store_fixture_apply (file, fixture_insert (table, taken, label));

  g_assert_nonnull (applied);
}

static void
update (StoreFixture *file, JsonObject *row, const char *column, const char *text)
{
  g_autoptr (SalonChange) applied = store_fixture_apply (
    file, fixture_update ("clients", row, column, text, "Edit Xochitl Quetzalcoatl"));

  g_assert_nonnull (applied);
}

static JsonObject *
make_gift_card (void)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", "00000000-0000-7000-8000-000000000400");
  json_object_set_string_member (row, "code", "SERA-AAAA-BBBB");
  json_object_set_string_member (row, "type", "amount");
  json_object_set_string_member (row, "amount", "50.00");
  json_object_set_string_member (row, "buyer_name", "Léa Martin");
  json_object_set_string_member (row, "buyer_email", "lea@martin.fr");
  json_object_set_string_member (row, "recipient_name", "xochitl QUETZALCOATL");
  json_object_set_string_member (row, "custom_message", "Bon anniversaire Xochitl");
  json_object_set_string_member (row, "purchase_date", "2026-03-01");
  json_object_set_string_member (row, "expiry_date", "2027-03-01");
  json_object_set_boolean_member (row, "is_complimentary", FALSE);
  return row;
}

static JsonObject *
make_notification (void)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", "00000000-0000-7000-8000-000000000500");
  json_object_set_string_member (row, "type", "sms");
  json_object_set_string_member (row, "channel", "reminder");
  json_object_set_string_member (row, "recipient", "+33687654321");
  json_object_set_string_member (row, "content", "Bonjour Xochitl");
  json_object_set_string_member (row, "status", "sent");
  json_object_set_int_member (row, "attempts", 1);
  return row;
}

/* She waits for a time that becomes free. */
static JsonObject *
make_wish (void)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", "00000000-0000-7000-8000-000000000600");
  json_object_set_string_member (row, "client_id", MARIE);
  json_object_set_string_member (row, "client_name", "Xochitl Quetzalcoatl");
  json_object_set_string_member (row, "client_phone", "+33687654321");
  json_object_set_array_member (row, "services", json_array_new ());
  json_object_set_int_member (row, "duration_minutes", 60);
  json_object_set_string_member (row, "from_date", "2026-03-12");
  json_object_set_string_member (row, "to_date", "2026-03-26");
  json_object_set_int_member (row, "weekdays", 127);
  json_object_set_string_member (row, "notes", "After the Mezquite tea");
  json_object_set_string_member (row, "status", "waiting");
  json_object_set_string_member (row, "created_at", "2026-03-10T10:00:00Z");
  return row;
}

/* A card that had another name, a booking, one that was deleted, a gift card, a reminder, a
 * wish; and Léa. */
static void
fill (StoreFixture *file)
{
  g_autoptr (JsonObject) marie = make_marie ();
  g_autoptr (JsonObject) gone = make_booking (0x202, "16:00:00", MARIE);
  g_autoptr (SalonChange) inserted = NULL;
  g_autoptr (SalonChange) deleted = NULL;

  insert (file, "clients", salon_json_copy_object (marie), "Add Xochitl Quetzalcoatl");
  insert (file, "clients", fixture_client (0x101, "Léa Martin"), "Add Léa Martin");
  insert (file, "bookings", make_booking (0x200, "14:00:00", MARIE), "Book Xochitl Quetzalcoatl");
  insert (file, "bookings", make_booking (0x201, "15:00:00", LEA), "Book Léa Martin");
  inserted = store_fixture_apply (file, fixture_insert ("bookings", gone, "Book Xochitl"));
  deleted = store_fixture_apply (file, fixture_delete ("bookings", gone, "Delete Xochitl’s"));
  insert (file, "gift_cards", make_gift_card (), "Sell a card for Xochitl Quetzalcoatl");
  insert (file, "notifications", make_notification (), "Remind Xochitl");
  insert (file, "waiting_list", make_wish (), "Put Xochitl on the list");
  update (file, marie, "notes", "Moved away from Tlaxcala");
}

static void
run (StoreFixture *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (file->path, &error);
  g_autoptr (SalonClientDossier) dossier = salon_client_dossier_read (reader, MARIE, &error);

  g_assert_no_error (error);
  salon_anonymise_forget (file->store, dossier, &words, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  salon_anonymise_clean (file->store, &error);
  g_assert_no_error (error);
}

static gboolean
holds (const char *path, const char *trace)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &contents, &length, NULL)
         && memmem (contents, length, trace, strlen (trace)) != NULL;
}

static guint
count_traces (StoreFixture *file)
{
  g_autofree char *log = g_strconcat (file->path, "-wal", NULL);
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    if (holds (file->path, traces[i]) || holds (log, traces[i]))
      {
        g_test_message ("“%s” is left", traces[i]);
        n++;
      }
  return n;
}

static void
test_no_page_of_the_file_names_her (StoreFixture *file, gconstpointer unused)
{
  fill (file);
  g_assert_cmpuint (count_traces (file), >, 6);
  run (file);
  g_assert_cmpuint (count_traces (file), ==, 0);
  g_assert_true (salon_store_check (file->store, NULL));
}

static void
test_the_accounts_stay (StoreFixture *file, gconstpointer unused)
{
  g_autofree char *booking = NULL;
  g_autofree char *card = NULL;
  g_autofree char *lea = NULL;

  fill (file);
  run (file);
  booking = store_fixture_read_text (
    file, "SELECT client_name || '|' || price || '|' || booking_date || '|' || ifnull (notes, '-') "
          "FROM bookings WHERE client_id = '" MARIE "'");
  g_assert_cmpstr (booking, ==, "Anonymised client|4500|2026-03-10|-");
  card = store_fixture_read_text (
    file, "SELECT buyer_name || '|' || buyer_email || '|' || recipient_name || '|' || amount "
          "FROM gift_cards");
  g_assert_cmpstr (card, ==, "Léa Martin|lea@martin.fr|Anonymised client|5000");
  lea =
    store_fixture_read_text (file, "SELECT name || '|' || phone FROM clients WHERE id = '" LEA "'");
  g_assert_cmpstr (lea, ==, "Léa Martin|+33612345678");
  g_assert_cmpint (store_fixture_read_int (file, "SELECT count (*) FROM client_index"), ==, 1);
}

static void
test_the_history_stays_without_her (StoreFixture *file, gconstpointer unused)
{
  gint64 n_before = 0;
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  fill (file);
  n_before = store_fixture_read_int (file, "SELECT count (*) FROM history");
  run (file);
  g_assert_cmpint (store_fixture_read_int (file, "SELECT count (*) FROM history"), ==,
                   n_before + 1);
  reader = salon_reader_open (file->path, &error);
  entries = salon_reader_list_history (reader, "clients", MARIE, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpint (
    store_fixture_read_int (file, "SELECT count (*) FROM history WHERE label LIKE '%Léa%'"), ==, 2);
}

static void
test_nothing_of_hers_can_be_undone (StoreFixture *file, gconstpointer unused)
{
  SalonUndoState state = { NULL };

  fill (file);
  run (file);
  g_assert_true (salon_store_get_undo_state (file->store, &state, NULL));
  g_assert_cmpstr (state.undo_label, ==, "Book Léa Martin");
  salon_undo_state_clear (&state);
}

static void
test_twice_is_once (StoreFixture *file, gconstpointer unused)
{
  gint64 n_after = 0;

  fill (file);
  run (file);
  n_after = store_fixture_read_int (file, "SELECT count (*) FROM history");
  run (file);
  g_assert_cmpint (store_fixture_read_int (file, "SELECT count (*) FROM history"), ==, n_after);
}

/* Whoever asks, and whatever day the booking is of. */
static void
test_not_while_she_is_expected (StoreFixture *file, gconstpointer unused)
{
  g_autoptr (JsonObject) row = make_booking (0x203, "10:31:00", MARIE);
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (SalonClientDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;

  fill (file);
  /* In Paris it is half past ten. */
  json_object_set_string_member (row, "booking_date", "2026-03-12");
  insert (file, "bookings", salon_json_copy_object (row), "Book Xochitl");
  reader = salon_reader_open (file->path, &error);
  dossier = salon_client_dossier_read (reader, MARIE, &error);
  g_assert_no_error (error);
  g_assert_false (
    salon_anonymise_forget (file->store, dossier, &words, FIXTURE_NOW + 3600, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_COMING);
  g_clear_error (&error);
  g_assert_cmpint (store_fixture_read_int (file, "SELECT count (*) FROM clients "
                                                 "WHERE anonymised_at IS NOT NULL"),
                   ==, 0);
  /* An hour later she has left. */
  g_assert_true (salon_anonymise_forget (file->store, dossier, &words, FIXTURE_NOW + 3660, &error));
  g_assert_no_error (error);
}

/* A payment stays whole but for what says who paid; a movement but for its note. */
static void
test_accounts_name_nobody (StoreFixture *file, gconstpointer unused)
{
  g_autofree char *payment = NULL;
  g_autofree char *movement = NULL;

  fill (file);
  g_assert_cmpint (
    store_fixture_execute (
      file, "INSERT INTO payments (id, booking_id, amount, payment_method, status, metadata, "
            "created_at) SELECT '00000000-0000-7000-8000-000000000900', id, 4500, 'card', "
            "'completed', '{\"deposit\":\"arrhes\",\"payer\":\"Xochitl\"}', 1 FROM bookings "
            "WHERE client_id = '" MARIE "' LIMIT 1"),
    ==, SQLITE_OK);
  g_assert_cmpint (
    store_fixture_execute (
      file, "INSERT INTO gift_card_movements (id, card_id, kind, amount, note, at) "
            "SELECT '00000000-0000-7000-8000-000000000901', id, 'issue', 5000, 'Xochitl', 1 "
            "FROM gift_cards"),
    ==, SQLITE_OK);
  run (file);
  payment = store_fixture_read_text (file, "SELECT amount || metadata FROM payments");
  g_assert_cmpstr (payment, ==, "4500{\"deposit\":\"arrhes\"}");
  movement =
    store_fixture_read_text (file, "SELECT amount || ifnull (note, '-') FROM gift_card_movements");
  g_assert_cmpstr (movement, ==, "5000-");
  g_assert_cmpuint (count_traces (file), ==, 0);
  /* The shared salon takes no payment that was written over: it does the same itself. */
  g_assert_cmpint (store_fixture_read_int (file, "SELECT count (*) FROM history_rows "
                                                 "WHERE table_name = 'payments'"),
                   ==, 0);
}

/* What waits is sent as it was, and the trace is gone with the answer. */
static void
test_what_waits_is_still_sent (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) shown = NULL;
  JsonObject *there = NULL;

  fill (&fixture->here);
  run (&fixture->here);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==,
                   sync_fixture_count (&fixture->here, "history"));
  answers = sync_fixture_push (fixture, &fixture->here);
  shown = sync_fixture_take (&fixture->here, answers);
  while (sync_fixture_count (&fixture->here, "sync_base") > 0)
    {
      g_autoptr (SalonChange) pulled = sync_fixture_pull (fixture, &fixture->here);
    }
  there = shared_salon_find (fixture->shared, "clients", MARIE);
  g_assert_cmpstr (json_object_get_string_member (there, "name"), ==, "Anonymised client");
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 0);
  store_fixture_close (&fixture->here);
  g_assert_cmpuint (count_traces (&fixture->here), ==, 0);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/anonymise/" path, StoreFixture, NULL, store_fixture_set_up, test,            \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-page-of-the-file-names-her", test_no_page_of_the_file_names_her);
  ADD ("the-accounts-stay", test_the_accounts_stay);
  ADD ("the-history-stays-without-her", test_the_history_stays_without_her);
  ADD ("nothing-of-hers-can-be-undone", test_nothing_of_hers_can_be_undone);
  ADD ("not-while-she-is-expected", test_not_while_she_is_expected);
  ADD ("the-accounts-name-nobody", test_accounts_name_nobody);
  ADD ("twice-is-once", test_twice_is_once);
  g_test_add ("/salon/anonymise/what-waits-is-still-sent", SyncFixture, NULL, sync_fixture_set_up,
              test_what_waits_is_still_sent, sync_fixture_tear_down);
  return g_test_run ();
}
