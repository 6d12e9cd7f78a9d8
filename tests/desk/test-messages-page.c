/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the messages in a real window, on 12 March 2026, 10:00:
 *
 *   Anna    comes tomorrow at 14:00 and takes SMS: her reminder is due at 14:00 today
 *   Berta   comes tomorrow at 15:00, and left neither number nor address
 *   Clara   was reminded yesterday
 *   Dora    should have been: no credits were left
 *   Emma    perhaps was: nobody answered
 */
#include "messages/salon-messages-page.h"

#include "accessible-names.h"
#include "messages/salon-message-cell.h"
#include "messages/salon-message-dialog.h"
#include "messages/salon-message-item.h"
#include "page-fixture.h"
#include "shown-labels.h"

#define STAFF "00000000-0000-7000-8000-000000000001"
#define NOW G_GINT64_CONSTANT (1773306000) /* 2026-03-12T09:00:00Z */
#define MANY 10000

typedef struct
{
  const char *name;
  const char *phone; /* nullable */
  const char *date;
  const char *time;
  const char *status; /* of the reminder; NULL: none was sent */
  const char *reason;
  const char *email; /* nullable */
} Client;

static const Client clients[] = {
  { "Anna Martin", "+33612345671", "2026-03-13", "14:00", NULL, NULL },
  { "Berta Petit", NULL, "2026-03-13", "15:00", NULL, NULL },
  { "Clara Dubois", "+33612345673", "2026-03-12", "16:00", "sent", NULL },
  { "Dora Moreau", "+33612345674", "2026-03-12", "17:30", "failed", "credits" },
  { "Emma Roux", "+33612345675", "2026-03-12", "18:30", "unknown", "no_answer" },
};

static void
add (SalonChangeBuilder *builder, const char *table, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  salon_change_builder_insert (builder, table, json_node_get_object (node));
}

static char *
quote (const char *text)
{
  return text != NULL ? g_strdup_printf ("\"%s\"", text) : g_strdup ("null");
}

static void
add_message (SalonChangeBuilder *builder, const Client *client, guint i)
{
  g_autofree char *reason = quote (client->reason);
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"0197b1c2-0000-7000-8000-0000000003%02u\","
    "\"booking_id\":\"0197b1c2-0000-7000-8000-0000000002%02u\",\"type\":\"sms\","
    "\"channel\":\"reminder\",\"recipient\":\"%s\",\"content\":\"A demain\",\"status\":\"%s\","
    "\"starts_at\":\"%sT%s\",\"due_at\":\"2026-03-11T15:00:00Z\",\"sent_at\":%s,\"attempts\":1,"
    "\"error_message\":%s}",
    i, i, client->phone, client->status, client->date, client->time,
    g_str_equal (client->status, "sent") ? "\"2026-03-11T15:00:05Z\"" : "null", reason);

  add (builder, "notifications", json);
}

static void
add_client (SalonChangeBuilder *builder, const Client *client, guint i)
{
  g_autofree char *phone = quote (client->phone);
  g_autofree char *email = quote (client->email);
  g_autofree char *card = g_strdup_printf (
    "{\"id\":\"0197b1c2-0000-7000-8000-0000000001%02u\",\"name\":\"%s\",\"email\":%s,"
    "\"phone\":%s,\"allergies\":null,\"notes\":null,\"is_blocked\":false,\"sms_consent\":true,"
    "\"email_consent\":true,\"language\":\"en\",\"merged_into\":null,\"anonymised_at\":null,"
    "\"created_at\":\"2018-03-12T09:30:00Z\"}",
    i, client->name, email, phone);
  g_autofree char *booking = g_strdup_printf (
    "{\"id\":\"0197b1c2-0000-7000-8000-0000000002%02u\",\"client_name\":\"%s\","
    "\"client_phone\":%s,\"client_email\":%s,\"client_id\":\"0197b1c2-0000-7000-8000-0000000001%02u\","
    "\"booking_date\":\"%s\",\"booking_time\":\"%s:00\",\"status\":\"confirmed\","
    "\"payment_status\":\"pending\",\"staff_id\":\"" STAFF "\","
    "\"created_at\":\"2026-01-12T09:30:00Z\",\"duration_minutes\":30,\"buffer_minutes\":0,"
    "\"price\":\"45.00\",\"double_booked\":false}",
    i, client->name, phone, email, i, client->date, client->time);

  add (builder, "clients", card);
  add (builder, "bookings", booking);
  if (client->status != NULL)
    add_message (builder, client, i);
}

static void
commit (SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = salon_change_builder_end (builder, "Long ago");
  g_autoptr (SalonChange) stamped = salon_store_apply (store, change, NOW, &error);

  g_assert_no_error (error);
}

static void
fill (SalonStore *store, gconstpointer data)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    add_client (builder, &clients[i], i);
  commit (store, builder);
}

static void
set_up (PageFixture *self, gconstpointer width)
{
  page_fixture_set_up_filled (self, fill, NULL, salon_messages_page_new, GPOINTER_TO_INT (width));
}

static void
set_up_empty (PageFixture *self, gconstpointer unused)
{
  page_fixture_set_up (self, 0, salon_messages_page_new, 1000);
}

static void
tear_down (PageFixture *self, gconstpointer unused)
{
  page_fixture_tear_down (self);
}

static const char *
get_face (PageFixture *self)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (self->page, "stack"));
}

static GListModel *
get_list (PageFixture *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (page_fixture_get_child (self->page, "list_view")));
}

static void
wait_for_count (PageFixture *self, guint n_items)
{
  while (g_strcmp0 (get_face (self), "list") != 0
         || g_list_model_get_n_items (get_list (self)) != n_items)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
wait_for_face (PageFixture *self, const char *name)
{
  while (g_strcmp0 (get_face (self), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
show (PageFixture *self, const char *list, guint n_items)
{
  salon_messages_page_show_list (SALON_MESSAGES_PAGE (self->page), list);
  wait_for_count (self, n_items);
}

static char *
describe (PageFixture *self, guint position)
{
  g_autoptr (SalonMessageItem) item = g_list_model_get_item (get_list (self), position);

  return salon_message_cell_describe (self->session, item);
}

static void
assert_named (GtkWidget *widget)
{
  g_autofree char *missing = accessible_names_find_missing (widget);

  g_assert_cmpstr (missing, ==, "");
}

static void
test_what_is_due_says_when_and_whom_nothing_tells (PageFixture *self, gconstpointer unused)
{
  g_autoptr (SalonMessageItem) anna = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  wait_for_count (self, 2);
  first = describe (self, 0);
  second = describe (self, 1);
  g_assert_cmpstr (first, ==, "Anna Martin, Reminder by SMS, Goes out today 14:00");
  g_assert_true (g_str_has_prefix (second, "Berta Petit, Reminder by "));
  g_assert_nonnull (strstr (second,
                            "Is not sent: There is neither a phone number that takes SMS nor "
                            "an e-mail address."));
  /* In the words in which it will go out. */
  anna = g_list_model_get_item (get_list (self), 0);
  g_assert_nonnull (strstr (salon_message_item_get_text (anna), "Anna"));
}

static void
test_what_failed_says_why_in_words (PageFixture *self, gconstpointer unused)
{
  g_autofree char *all = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  show (self, "failed", 2);
  first = describe (self, 0);
  second = describe (self, 1);
  all = g_strconcat (first, "\n", second, NULL);
  g_assert_nonnull (strstr (all, "Dora Moreau, Reminder by SMS, Could not be sent: No credits are "
                                 "left at the sending service."));
  g_assert_nonnull (strstr (all, "Emma Roux, Reminder by SMS, Not known if it arrived: "));
  g_assert_nonnull (shown_labels_find (self->page, "Not Sent (2)"));
  assert_named (self->page);
}

static void
test_a_failed_one_is_tried_again_in_its_row (PageFixture *self, gconstpointer unused)
{
  guint n_before = self->n_changes;

  show (self, "failed", 2);
  gtk_widget_activate_action (self->page, "messages.send", "s",
                              "0197b1c2-0000-7000-8000-000000000303");
  page_fixture_wait_for_change (self, n_before);
  g_assert_cmpstr (self->last_label, ==, "Send the message to Dora Moreau now");
  wait_for_count (self, 1);
  page_fixture_undo (self);
  wait_for_count (self, 2);
}

static AdwDialog *
open_dialog (PageFixture *self, guint position)
{
  GtkWidget *list = page_fixture_get_child (self->page, "list_view");

  gtk_widget_activate_action (list, "list.activate-item", "u", position);
  while (page_fixture_count (self->window, SALON_TYPE_MESSAGE_DIALOG) == 0)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  return page_fixture_find (self->window, SALON_TYPE_MESSAGE_DIALOG, 0);
}

static void
test_a_message_opens_and_is_dropped (PageFixture *self, gconstpointer unused)
{
  guint n_before = self->n_changes;
  AdwDialog *dialog = NULL;
  AdwActionRow *who = NULL;

  wait_for_count (self, 2);
  dialog = open_dialog (self, 0);
  who = page_fixture_get_child (dialog, "who_row");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (who)), ==, "Anna Martin");
  /* Once: on the button that calls it. */
  g_assert_cmpstr (adw_action_row_get_subtitle (who), ==, "");
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (dialog, "phone_button")));
  assert_named (GTK_WIDGET (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "message.drop", NULL);
  page_fixture_wait_for_change (self, n_before);
  g_assert_cmpstr (self->last_label, ==, "Do not send the message to Anna Martin");
  wait_for_count (self, 1);
  show (self, "failed", 3);
}

static void
shown_cb (GSimpleAction *action, GVariant *id, char **shown)
{
  g_set_str (shown, g_variant_get_string (id, NULL));
}

/* Where number and address are typed. */
static void
test_whom_nothing_reaches_is_gone_to (PageFixture *self, gconstpointer unused)
{
  g_autoptr (GSimpleActionGroup) window = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-client", G_VARIANT_TYPE_STRING);
  g_autofree char *shown = NULL;
  AdwDialog *dialog = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (shown_cb), &shown);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (window));
  wait_for_count (self, 2);
  dialog = open_dialog (self, 1);
  assert_named (GTK_WIDGET (dialog));
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (dialog, "client_row")));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "message.show-client", NULL);
  g_assert_cmpstr (shown, ==, "0197b1c2-0000-7000-8000-000000000101");
  page_fixture_settle ();
}

static void
fill_mail (SalonStore *store, gconstpointer data)
{
  static const Client lucie = { "Lucie Blanc", NULL, "2026-03-13",          "14:00",
                                NULL,          NULL, "lucie@client.example" };
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  add_client (builder, &lucie, 0);
  commit (store, builder);
}

static void
set_up_mail (PageFixture *self, gconstpointer unused)
{
  page_fixture_set_up_filled (self, fill_mail, NULL, salon_messages_page_new, 1000);
}

static void
test_without_a_phone_a_mail_tells (PageFixture *self, gconstpointer unused)
{
  g_autofree char *all = NULL;

  wait_for_count (self, 1);
  all = describe (self, 0);
  g_assert_cmpstr (all, ==, "Lucie Blanc, Reminder by e-mail, Goes out today 14:00");
}

static void
test_the_search_finds_names_and_numbers (PageFixture *self, gconstpointer unused)
{
  GtkEditable *search = page_fixture_get_child (self->page, "search_entry");

  wait_for_count (self, 2);
  gtk_editable_set_text (search, "anna");
  wait_for_count (self, 1);
  gtk_editable_set_text (search, "");
  show (self, "sent", 1);
  gtk_editable_set_text (search, "12345673");
  wait_for_count (self, 1);
  gtk_editable_set_text (search, "nobody");
  wait_for_face (self, "not-found");
}

static void
test_an_empty_salon_says_so (PageFixture *self, gconstpointer unused)
{
  wait_for_face (self, "empty");
  g_assert_nonnull (shown_labels_find (self->page, "Nothing to Send"));
  salon_messages_page_show_list (SALON_MESSAGES_PAGE (self->page), "sent");
  while (shown_labels_find (self->page, "Nothing Sent Yet") == NULL)
    g_main_context_iteration (NULL, TRUE);
  salon_messages_page_show_list (SALON_MESSAGES_PAGE (self->page), "failed");
  while (shown_labels_find (self->page, "Everything Was Sent") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* --- Ten thousand of them --- */

static void
fill_many (SalonStore *store, gconstpointer data)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  fill (store, NULL);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{\"id\":\"0197b1c2-0000-7000-8000-00000001%04x\",\"booking_id\":null,\"type\":\"sms\","
        "\"channel\":\"thanks\",\"recipient\":\"+33612345678\",\"content\":\"Merci\","
        "\"status\":\"sent\",\"due_at\":\"2026-02-11T15:00:00Z\","
        "\"sent_at\":\"2026-02-11T15:00:05Z\",\"attempts\":1}",
        i);

      add (builder, "notifications", json);
    }
  commit (store, builder);
}

static void
set_up_many (PageFixture *self, gconstpointer width)
{
  page_fixture_set_up_filled (self, fill_many, NULL, salon_messages_page_new, 1000);
}

static void
test_ten_thousand_are_a_screen_of_them (PageFixture *self, gconstpointer unused)
{
  show (self, "sent", MANY + 1);
  /* Rows there are for what is seen. */
  g_assert_cmpuint (page_fixture_count (self->page, SALON_TYPE_MESSAGE_CELL), <, 300);
}

static void
set_up_large (PageFixture *self, gconstpointer width)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
  set_up (self, width);
}

/* Large letters in a narrow window: the time then has a line of its own. */
static void
test_when_it_goes_is_read_in_full (PageFixture *self, gconstpointer width)
{
  guint n_cells;

  wait_for_count (self, 2);
  n_cells = page_fixture_count (self->page, SALON_TYPE_MESSAGE_CELL);
  g_assert_cmpuint (n_cells, >, 0);
  for (guint i = 0; i < n_cells; i++)
    {
      GtkWidget *cell = page_fixture_find (self->page, SALON_TYPE_MESSAGE_CELL, i);
      GtkLabel *state = page_fixture_get_child (cell, "state_label");

      while (gtk_widget_get_mapped (cell) && gtk_widget_get_width (GTK_WIDGET (state)) == 0)
        g_main_context_iteration (NULL, TRUE);
      if (gtk_widget_get_mapped (cell))
        g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (state)));
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, width, up, function)                                                             \
  g_test_add ("/salon/messages-page/" path, PageFixture, GINT_TO_POINTER (width), up, function,    \
              tear_down)
  ADD ("what-is-due-says-when-and-whom-nothing-tells", 1000, set_up,
       test_what_is_due_says_when_and_whom_nothing_tells);
  ADD ("what-failed-says-why-in-words", 360, set_up, test_what_failed_says_why_in_words);
  ADD ("when-it-goes-is-read-in-full", 360, set_up_large, test_when_it_goes_is_read_in_full);
  ADD ("a-failed-one-is-tried-again-in-its-row", 1000, set_up,
       test_a_failed_one_is_tried_again_in_its_row);
  ADD ("a-message-opens-and-is-dropped", 1000, set_up, test_a_message_opens_and_is_dropped);
  ADD ("whom-nothing-reaches-is-gone-to", 1000, set_up, test_whom_nothing_reaches_is_gone_to);
  ADD ("without-a-phone-a-mail-tells", 1000, set_up_mail, test_without_a_phone_a_mail_tells);
  ADD ("the-search-finds-names-and-numbers", 1000, set_up, test_the_search_finds_names_and_numbers);
  ADD ("an-empty-salon-says-so", 1000, set_up_empty, test_an_empty_salon_says_so);
  ADD ("ten-thousand-are-a-screen-of-them", 1000, set_up_many,
       test_ten_thousand_are_a_screen_of_them);
  return g_test_run ();
}
