/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gift voucher sent by e-mail: to whom, after which question, and that nothing goes to nobody. */
#include "gift-cards/salon-card-mail.h"

#include "gift-card-fixture.h"
#include "store/salon-message-list.h"

static void
set_up (PageFixture *self, gconstpointer unused)
{
  gift_card_fixture_set_up (self, NULL, 800);
}

static void
tear_down (PageFixture *self, gconstpointer unused)
{
  page_fixture_tear_down (self);
}

/* Anna's card, bought by Marie Durand. */
static SalonGiftCard *
make_card (PageFixture *self, const char *buyer_email, const char *recipient_email)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (self, "Anna");
  SalonGiftCardFields fields = *salon_gift_card_get_fields (card);

  fields.buyer_email = buyer_email;
  fields.recipient_email = recipient_email;
  return salon_gift_card_new (&fields);
}

/* Nothing else writes messages here: those there are have the numbers from 1. */
static GPtrArray *
list_messages (PageFixture *self)
{
  static const gint64 numbers[] = { 1, 2 };
  g_autoptr (GError) error = NULL;
  GPtrArray *records = salon_message_list_read_rows (salon_session_get_reader (self->session),
                                                     numbers, G_N_ELEMENTS (numbers), &error);

  g_assert_no_error (error);
  return records;
}

static void
assert_waits (PageFixture *self, const char *address)
{
  g_autoptr (GPtrArray) records = list_messages (self);
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (self, "Anna");
  const SalonMessageRow *row = NULL;

  g_assert_cmpuint (records->len, ==, 1);
  row = ((SalonMessageRecord *) g_ptr_array_index (records, 0))->row;
  g_assert_cmpstr (row->recipient, ==, address);
  g_assert_cmpstr (row->gift_card_id, ==, salon_gift_card_get_fields (card)->id);
  g_assert_cmpint (row->kind, ==, SALON_MESSAGE_VOUCHER);
  g_assert_cmpint (row->medium, ==, SALON_MESSAGE_EMAIL);
  g_assert_cmpint (row->status, ==, SALON_MESSAGE_PENDING);
  g_assert_cmpint (row->due_at, >, salon_session_get_instant (self->session));
}

static void
assert_nothing_waits (PageFixture *self)
{
  g_autoptr (GPtrArray) records = list_messages (self);

  g_assert_cmpuint (records->len, ==, 0);
}

static AdwDialog *
get_question (PageFixture *self)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (self->window));
}

static void
send_and_answer (PageFixture *self, const char *response)
{
  g_autoptr (SalonGiftCard) card = make_card (self, "marie@example.fr", "anna@example.fr");
  AdwDialog *question = NULL;

  salon_card_mail_send (self->page, self->session, card);
  page_fixture_settle ();
  question = get_question (self);
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_nonnull (
    strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (question)), "anna@example.fr"));
  assert_nothing_waits (self);
  g_signal_emit_by_name (question, "response", response);
  adw_dialog_force_close (question);
  page_fixture_settle ();
}

static void
test_the_only_address_is_taken (PageFixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = make_card (self, NULL, "anna@example.fr");
  guint n_before = self->n_changes;

  g_assert_true (salon_card_mail_can_send (card));
  salon_card_mail_send (self->page, self->session, card);
  page_fixture_wait_for_change (self, n_before);
  g_assert_null (get_question (self));
  g_assert_cmpstr (self->last_label, ==, "Send the gift voucher to Anna by e-mail");
  assert_waits (self, "anna@example.fr");
  page_fixture_undo (self);
  assert_nothing_waits (self);
}

static void
test_one_address_for_both_is_not_asked_about (PageFixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = make_card (self, "home@example.fr", "Home@example.fr");
  guint n_before = self->n_changes;

  salon_card_mail_send (self->page, self->session, card);
  page_fixture_wait_for_change (self, n_before);
  assert_waits (self, "home@example.fr");
}

static void
test_the_chosen_one_gets_it (PageFixture *self, gconstpointer response)
{
  gboolean is_buyer = g_str_equal (response, "buyer");
  guint n_before = self->n_changes;

  send_and_answer (self, response);
  page_fixture_wait_for_change (self, n_before);
  assert_waits (self, is_buyer ? "marie@example.fr" : "anna@example.fr");
}

static void
test_nothing_goes_when_refused (PageFixture *self, gconstpointer unused)
{
  guint n_before = self->n_changes;

  send_and_answer (self, "keep");
  g_assert_cmpuint (self->n_changes, ==, n_before);
  assert_nothing_waits (self);
}

static void
test_nothing_goes_to_nobody (PageFixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = make_card (self, NULL, "");
  guint n_before = self->n_changes;

  g_assert_false (salon_card_mail_can_send (card));
  salon_card_mail_send (self->page, self->session, card);
  page_fixture_settle ();
  g_assert_cmpuint (self->n_changes, ==, n_before);
  assert_nothing_waits (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, data, test)                                                                      \
  g_test_add ("/salon/card-mail/" path, PageFixture, data, set_up, test, tear_down)
  ADD ("the-only-address-is-taken", NULL, test_the_only_address_is_taken);
  ADD ("one-address-for-both-is-not-asked-about", NULL,
       test_one_address_for_both_is_not_asked_about);
  ADD ("the-buyer-gets-it", "buyer", test_the_chosen_one_gets_it);
  ADD ("the-recipient-gets-it", "recipient", test_the_chosen_one_gets_it);
  ADD ("nothing-goes-when-refused", NULL, test_nothing_goes_when_refused);
  ADD ("nothing-goes-to-nobody", NULL, test_nothing_goes_to_nobody);
#undef ADD
  return g_test_run ();
}
