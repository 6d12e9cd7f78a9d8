/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is there on the desk because a server is: from a salon that is shared with the real server, by what the
 * owner sees and clicks, to providers that keep books.
 */
#include "bookings/salon-booking-dialog.h"
#include "common/salon-dialog.h"
#include "payments/salon-payment-dialog.h"
#include "payments/salon-payment-link-dialog.h"
#include "payments/salon-payment-link-row.h"
#include "payments/salon-refund-dialog.h"
#include "sync/salon-sharing.h"
#include "today/salon-today-page.h"

#include "accessible-names.h"
#include "page-fixture.h"
#include "postgres-fixture.h"
#include "provider-fixture.h"
#include "server-fixture.h"
#include "shown-labels.h"

#define BOOKING "20000000-0000-4000-8000-000000000001"
#define MAKE_BOOKING                                                                               \
  "INSERT INTO salon_settings (key, value) VALUES ('online.deposit', '30');"                       \
  "INSERT INTO bookings (id, client_name, client_email, booking_date, booking_time, status,"       \
  " payment_status, duration_minutes, price, staff_id) VALUES ('" BOOKING "', 'Marie Durand',"     \
  " 'marie@example.org', '2099-03-12', '10:00', 'confirmed', 'pending', 60, 45,"                   \
  " '00000000-0000-7000-8000-000000000001')"

static PostgresFixture *postgres;

typedef struct
{
  ProviderFixture provider;
  ServerFixture server;
  PageFixture page;
  SalonSharing *sharing;
  AdwDialog *dialog; /* NULL: none, or closed */
  char *said;        /* the last toast; nullable */
} Fixture;

static void
fill_nothing (SalonStore *store, gconstpointer data)
{
}

static void
said_cb (Fixture *self, const char *words, gboolean can_undo)
{
  g_set_str (&self->said, words);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What was given for the password, as the dialog of the connection has it. */
static char *
fetch_token (Fixture *self)
{
  ServerFixtureKeyring keyring = { NULL, 0 };
  g_autoptr (SalonRestSignIn) sign_in = server_fixture_make_sign_in (&keyring);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (self->server.address, NULL, 15, &error);

  g_assert_no_error (error);
  salon_rest_sign_in_begin (sign_in, client, SERVER_FIXTURE_EMAIL, SERVER_FIXTURE_PASSWORD, NULL,
                            &error);
  g_assert_no_error (error);
  return keyring.token;
}

static void
wait_until_online (Fixture *self)
{
  SalonReader *reader = salon_session_get_reader (self->page.session);

  while (salon_session_get_online (self->page.session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (TRUE)
    {
      g_autoptr (SalonBooking) booking = salon_reader_get_booking (reader, BOOKING, NULL);

      if (booking != NULL)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
share (Fixture *self)
{
  g_autofree char *token = fetch_token (self);
  SalonConnectionSettings settings = { .address = self->server.address,
                                       .user = (char *) SERVER_FIXTURE_EMAIL,
                                       .password = token };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  salon_sharing_share_async (self->sharing, &settings, SALON_SHARE_JOIN, done_cb, &result);
  wait_for (&result);
  salon_sharing_share_finish (self->sharing, result, &error);
  g_assert_no_error (error);
  wait_until_online (self);
}

static void
set_up (Fixture *self, gconstpointer make)
{
  provider_fixture_set_up (&self->provider);
  server_fixture_set_up_with (&self->server, postgres, self->provider.environment);
  postgres_fixture_execute (postgres, self->server.database, MAKE_BOOKING);
  page_fixture_set_up_filled (&self->page, fill_nothing, NULL, make, 1000);
  g_signal_connect_swapped (self->page.session, "done", G_CALLBACK (said_cb), self);
  self->sharing = salon_sharing_new (self->page.session);
  salon_sharing_start (self->sharing);
  share (self);
}

static void
close_dialog (Fixture *self)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  close_dialog (self);
  g_signal_handlers_disconnect_by_func (self->page.session, said_cb, self);
  salon_session_close (self->page.session);
  page_fixture_settle ();
  while (G_OBJECT (self->sharing)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (self->sharing);
  page_fixture_tear_down (&self->page);
  server_fixture_tear_down (&self->server);
  provider_fixture_tear_down (&self->provider);
  g_free (self->said);
}

static void
show (Fixture *self, AdwDialog *dialog)
{
  self->dialog = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &self->dialog);
  salon_dialog_present (dialog, self->page.page);
  page_fixture_settle ();
}

static AdwDialog *
get_visible (Fixture *self)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (self->page.window));
}

static gboolean
is_said (gpointer widget, const char *words)
{
  return shown_labels_find (widget, words) != NULL;
}

static void
wait_until_said (gpointer widget, const char *words)
{
  g_test_message ("looking for “%s”", words);
  while (!is_said (widget, words))
    g_main_context_iteration (NULL, TRUE);
}

static GtkButton *
find_button (GtkWidget *widget, const char *label)
{
  GtkButton *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return GTK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
wait_for_button (gpointer widget, const char *label)
{
  while (find_button (widget, label) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* A link, paid at @provider, and its row here. Transfer full: the payment's id. */
static char *
pay (Fixture *self, const char *provider)
{
  SalonOnline *online = salon_session_get_online (self->page.session);
  SalonReader *reader = salon_session_get_reader (self->page.session);
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonPaymentLink) link = NULL;
  g_autofree char *paid = NULL;
  gboolean is_here = FALSE;

  salon_online_make_link_async (online, BOOKING, provider, NULL, done_cb, &made);
  wait_for (&made);
  link = salon_online_make_link_finish (online, made, &error);
  g_assert_no_error (error);
  paid = provider_fixture_tell (&self->provider, "pay %s", link->url);
  /* Whoever looks makes the server look. */
  salon_online_read_links_async (online, BOOKING, NULL, done_cb, &read);
  wait_for (&read);
  salon_payment_links_free (salon_online_read_links_finish (online, read, &error));
  g_assert_no_error (error);
  while (!is_here)
    {
      g_autoptr (GPtrArray) payments = salon_reader_list_payments (reader, BOOKING, NULL);

      is_here = payments->len > 0;
      if (!is_here)
        g_main_context_iteration (NULL, TRUE);
    }
  return g_strdup (link->id);
}

static SalonRefundDialog *
open_refund (Fixture *self)
{
  show (self, salon_payment_dialog_new (self->page.session, BOOKING));
  wait_for_button (self->dialog, "Give _Back…");
  g_signal_emit_by_name (find_button (GTK_WIDGET (self->dialog), "Give _Back…"), "clicked");
  page_fixture_settle ();
  g_assert_true (SALON_IS_REFUND_DIALOG (get_visible (self)));
  return SALON_REFUND_DIALOG (get_visible (self));
}

static void
refund (SalonRefundDialog *dialog, const char *amount)
{
  gtk_editable_set_text (page_fixture_get_child (dialog, "amount_row"), amount);
  g_signal_emit_by_name (page_fixture_get_child (dialog, "refund_button"), "clicked");
}

static void
test_refund (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");
  SalonRefundDialog *dialog = open_refund (self);
  g_autofree char *missing = accessible_names_find_missing (self->page.window);

  g_assert_cmpstr (missing, ==, "");
  wait_until_said (dialog, "On the Internet, €13.50: Marie Durand gets it back in the way that it "
                           "was paid.");
  refund (dialog, "13.51");
  g_assert_true (is_said (dialog, "That is more than what is left of this payment."));
  refund (dialog, "nothing");
  g_assert_true (is_said (dialog, "Write the amount like 45 or 45.50."));
  refund (dialog, "5");
  wait_until_said (dialog,
                   "€5.00 are on their way back to the client, who sees them within some days.");
  g_assert_cmpint (provider_fixture_count (&self->provider, "left"), ==, 850);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  /* The row comes by itself, and the rest can still be given back. */
  wait_until_said (self->dialog, "On the Internet, -€5.00");
  wait_for_button (self->dialog, "Give _Back…");
}

static void
test_refund_on_its_way (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");
  g_autofree char *told = provider_fixture_tell (&self->provider, "trouble POST /v1/refunds drop");
  SalonRefundDialog *dialog = open_refund (self);

  refund (dialog, "13.50");
  wait_until_said (
    dialog, "It was asked for, and the payment service has not confirmed it yet. You need not ask "
            "again: the server sees to it, and it appears among the payments once it is done.");
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (dialog, "refund_button")));
}

static void
test_refund_that_is_refused (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");
  g_autofree char *told = provider_fixture_tell (&self->provider, "trouble POST /v1/refunds 400");
  SalonRefundDialog *dialog = open_refund (self);

  refund (dialog, "13.50");
  wait_until_said (dialog,
                   "The payment service refuses to give this back. Its own application says why.");
  /* It may be right by now. */
  g_signal_emit_by_name (find_button (GTK_WIDGET (dialog), "_Try Again"), "clicked");
  wait_until_said (dialog,
                   "€13.50 are on their way back to the client, who sees them within some days.");
  g_assert_cmpint (provider_fixture_count (&self->provider, "left"), ==, 0);
}

/* Lydia gives nothing back by itself; what a person did is written down as at the counter. */
static void
test_refund_by_hand (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "lydia");
  SalonRefundDialog *dialog = open_refund (self);

  refund (dialog, "13.50");
  wait_until_said (
    dialog, "This payment service gives nothing back by itself. Give the money back in its own "
            "application, then say here that it was given back.");
  g_signal_emit_by_name (page_fixture_get_child (dialog, "noted_button"), "clicked");
  wait_until_said (self->dialog, "On the Internet, -€13.50");
  g_assert_null (find_button (GTK_WIDGET (self->dialog), "Give _Back…"));
}

static AdwDialog *
open_booking (Fixture *self)
{
  const SalonBookingDraft draft = { .booking_id = BOOKING };

  return salon_booking_dialog_new (self->page.session, &draft);
}

static SalonPaymentLinkDialog *
open_link (Fixture *self)
{
  GtkWidget *row = page_fixture_find (self->dialog, SALON_TYPE_PAYMENT_LINK_ROW, 0);

  while (!gtk_widget_get_visible (row))
    g_main_context_iteration (NULL, TRUE);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  page_fixture_settle ();
  g_assert_true (SALON_IS_PAYMENT_LINK_DIALOG (get_visible (self)));
  return SALON_PAYMENT_LINK_DIALOG (get_visible (self));
}

static void
test_link (Fixture *self, gconstpointer unused)
{
  SalonPaymentLinkDialog *dialog = NULL;
  const char *url = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *paid = NULL;

  show (self, open_booking (self));
  dialog = open_link (self);
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (dialog, "link_box")));
  g_signal_emit_by_name (page_fixture_get_child (dialog, "make_button"), "clicked");
  while (!gtk_widget_get_visible (page_fixture_get_child (dialog, "copy_button")))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  url = adw_action_row_get_subtitle (page_fixture_get_child (dialog, "url_row"));
  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (dialog, "qr_area")));
  missing = accessible_names_find_missing (self->page.window);
  g_assert_cmpstr (missing, ==, "");
  paid = provider_fixture_tell (&self->provider, "pay %s", url);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  /* Closing looks again; the payment's row says when to look once more. */
  wait_until_said (self->dialog, "€13.50 were paid.");
}

static void
test_opinions (Fixture *self, gconstpointer unused)
{
  wait_until_said (self->page.page, "4.7 of 5, from 132 reviews");
  g_assert_true (is_said (self->page.page, "Très bien"));
  g_assert_true (is_said (self->page.page, "Léa"));
  /* What was read stays while the server is away, and nothing asks again and again. */
  server_fixture_kill (&self->server);
  while (salon_session_get_online (self->page.session) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_said (self->page.page, "Très bien"));
}

static void
leave (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  salon_sharing_unshare_async (self->sharing, done_cb, &result);
  wait_for (&result);
  salon_sharing_unshare_finish (self->sharing, result, &error);
  g_assert_no_error (error);
}

static char *
count_sign_ins (Fixture *self, const char *condition)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*)::text FROM salon.sign_ins WHERE %s", condition);
  SalonConnection *connection = postgres_fixture_connect (postgres, self->server.database, NULL);
  g_autoptr (GError) error = NULL;
  char *count = salon_connection_read_text (connection, sql, &error);

  g_assert_no_error (error);
  salon_connection_free (connection);
  return count;
}

static void
test_leaving (Fixture *self, gconstpointer unused)
{
  g_autofree char *before = count_sign_ins (self, "ended_at IS NULL");
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "1");
  leave (self);
  g_assert_null (salon_session_get_online (self->page.session));
  while (G_OBJECT (self->sharing)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  after = count_sign_ins (self, "reason = 'signed out'");
  g_assert_cmpstr (after, ==, "1");
}

static void
test_leaving_unheard (Fixture *self, gconstpointer unused)
{
  server_fixture_kill (&self->server);
  leave (self);
  while (G_OBJECT (self->sharing)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->said, ==,
                   "The server could not be told that this computer has left: the sign-in ends "
                   "there by itself within three weeks.");
}

/* Without a server there is no button that does nothing. */
static void
test_offline (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");

  show (self, salon_payment_dialog_new (self->page.session, BOOKING));
  wait_for_button (self->dialog, "Give _Back…");
  server_fixture_kill (&self->server);
  wait_for_button (self->dialog, "C_orrect…");
  g_assert_null (find_button (GTK_WIDGET (self->dialog), "Give _Back…"));
  close_dialog (self);
  show (self, open_booking (self));
  g_assert_false (
    gtk_widget_get_visible (page_fixture_find (self->dialog, SALON_TYPE_PAYMENT_LINK_ROW, 0)));
}

int
main (int argc, char *argv[])
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  postgres = postgres_fixture_new ();

#define ADD(path, make, test)                                                                      \
  g_test_add ("/salon/online-desk/" path, Fixture, make, set_up, test, tear_down)
  ADD ("money-goes-back-in-a-part", NULL, test_refund);
  ADD ("refund-that-is-not-confirmed-says-to-wait", NULL, test_refund_on_its_way);
  ADD ("refund-that-is-refused-can-be-tried-again", NULL, test_refund_that_is_refused);
  ADD ("refund-that-a-person-has-to-make-is-noted", NULL, test_refund_by_hand);
  ADD ("link-to-pay-is-made-shown-and-paid", NULL, test_link);
  ADD ("reviews-stand-on-the-today-page", salon_today_page_new, test_opinions);
  ADD ("leaving-signs-out-at-the-server", NULL, test_leaving);
  ADD ("leaving-a-server-that-does-not-hear-is-told", NULL, test_leaving_unheard);
  ADD ("nothing-of-it-is-there-without-the-server", NULL, test_offline);
  status = g_test_run ();
  postgres_fixture_free (postgres);
  return status;
}
