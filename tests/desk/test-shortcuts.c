/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of keys: what the list of shortcuts shows is all of it, and every key of it does something
 * where it is said to. Keys are pressed by running the shortcut that the widget or one of its parents
 * has, as GTK does it; nothing goes through the display server.
 */
#include "bookings/salon-line-row.h"
#include "common/salon-shortcuts.h"
#include "page-fixture.h"
#include "shown-labels.h"
#include "today/salon-phone-button.h"
#include "window/salon-application.h"
#include "window/salon-shortcuts-dialog.h"
#include "window/salon-window.h"

#define NARROW 360
#define N_BOOKINGS 400

/* --- The list --- */

static void
test_every_key_is_in_the_list (void)
{
  AdwDialog *dialog = salon_shortcuts_dialog_new ();
  GtkWidget *window = adw_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  while (shown_labels_find (GTK_WIDGET (dialog), salon_shortcut_get_title (0)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  for (SalonShortcut i = 0; i < SALON_N_SHORTCUTS; i++)
    {
      g_auto (GStrv) keys = g_strsplit (salon_shortcut_get_keys (i), " ", -1);
      g_autofree char *key = salon_shortcut_dup_label (i, 0);

      g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), salon_shortcut_get_title (i)));
      g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), salon_shortcut_get_group (i)));
      g_assert_cmpstr (key, !=, "");
      for (int j = 0; keys[j] != NULL; j++)
        {
          guint value = 0;
          GdkModifierType modifiers = 0;
          g_assert_true (gtk_accelerator_parse (keys[j], &value, &modifiers));
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys_are_said_in_words (void)
{
  g_autofree char *new_here = salon_shortcut_dup_label (SALON_SHORTCUT_NEW_HERE, 0);
  g_autofree char *menu = salon_shortcut_dup_label (SALON_SHORTCUT_CONTEXT_MENU, 1);

  g_assert_cmpstr (new_here, ==, "Shift+Ctrl+N");
  g_assert_cmpstr (menu, ==, "Shift+F10");
}

static void
test_the_list_fits_a_narrow_window (void)
{
  AdwDialog *dialog = salon_shortcuts_dialog_new ();
  GtkWidget *window = adw_window_new ();
  int least = 0;

  adw_dialog_present (dialog, window);
  gtk_widget_measure (adw_dialog_get_child (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  g_assert_cmpint (least, >, 0);
  g_assert_cmpint (least, <=, NARROW);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- The keys --- */

/* Where a row of the table is tried out: a page as the command line names it, and a kind of widget
 * there from which the key is pressed. */
typedef struct
{
  SalonShortcut shortcut;
  const char *page;
  const char *type;
  gboolean is_change; /* to be waited for: the next key needs it */
} Place;

/* What changes the salon comes last: those before it find the salon as it was made. */
static const Place places[] = {
  { SALON_SHORTCUT_NEW_BOOKING, "today", "SalonWindow" },
  { SALON_SHORTCUT_FIND, "today", "SalonWindow" },
  { SALON_SHORTCUT_PRINT, "today", "SalonWindow" },
  { SALON_SHORTCUT_PREFERENCES, "today", "SalonWindow" },
  { SALON_SHORTCUT_NEW_HERE, "clients", "SalonClientsPage" },
  { SALON_SHORTCUT_NEW_HERE, "services", "SalonServicesPage" },
  { SALON_SHORTCUT_NEW_HERE, "gift-cards", "SalonGiftCardsPage" },
  { SALON_SHORTCUT_SEARCH, "clients", "SalonClientsPage" },
  { SALON_SHORTCUT_SEARCH, "services", "SalonServicesPage" },
  { SALON_SHORTCUT_SEARCH, "gift-cards", "SalonGiftCardsPage" },
  { SALON_SHORTCUT_SEARCH, "bookings", "SalonBookingsPage" },
  { SALON_SHORTCUT_SEARCH, "messages", "SalonMessagesPage" },
  { SALON_SHORTCUT_PERIOD_EARLIER, "statistics", "SalonStatisticsPage" },
  { SALON_SHORTCUT_PERIOD_LATER, "statistics", "SalonStatisticsPage" },
  { SALON_SHORTCUT_CHART_WALK, "statistics", "SalonBarChart" },
  { SALON_SHORTCUT_CHART_ENDS, "statistics", "SalonBarChart" },
  { SALON_SHORTCUT_EARLIER, "calendar/week", "SalonCalendarPage" },
  { SALON_SHORTCUT_LATER, "calendar/week", "SalonCalendarPage" },
  { SALON_SHORTCUT_VIEW, "calendar/week", "SalonCalendarPage" },
  { SALON_SHORTCUT_TODAY, "calendar/month", "SalonMonthView" },
  { SALON_SHORTCUT_WALK, "calendar/month", "SalonMonthView" },
  { SALON_SHORTCUT_OPEN, "calendar/month", "SalonMonthView" },
  { SALON_SHORTCUT_TODAY, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_WALK, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_OPEN, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_CONTEXT_MENU, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_PAYMENT, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_BLOCK, "calendar/week", "SalonDayGrid" },
  { SALON_SHORTCUT_CONTEXT_MENU, "today", "SalonTodayPage" },
  { SALON_SHORTCUT_PAYMENT, "today", "SalonTodayPage" },
  { SALON_SHORTCUT_CONTEXT_MENU, "bookings", "GtkListView" },
  { SALON_SHORTCUT_PAYMENT, "bookings", "GtkListView" },
  { SALON_SHORTCUT_GO, "booking", "SalonBookingDialog" },
  { SALON_SHORTCUT_SAVE, "booking", "SalonBookingDialog" },
  { SALON_SHORTCUT_GO, "payment", "SalonPaymentDialog" },
  { SALON_SHORTCUT_GO, "gift-cards/sell", "SalonSellDialog" },
  { SALON_SHORTCUT_GO, "gift-cards/use", "SalonUseDialog" },
  { SALON_SHORTCUT_GO, "gift-cards/extend", "SalonExtendDialog" },
  { SALON_SHORTCUT_GO, "gift-cards/old", "SalonOldVoucherDialog" },
  { SALON_SHORTCUT_GO, "clients/merge", "SalonMergeDialog" },
  { SALON_SHORTCUT_REST, "payment", "SalonPaymentDialog" },
  { SALON_SHORTCUT_ROW_DOWN, "services", "SalonServiceRow", TRUE },
  { SALON_SHORTCUT_ROW_DOWN, "services", "SalonServiceRow", TRUE },
  { SALON_SHORTCUT_ROW_UP, "services", "SalonServiceRow" },
  { SALON_SHORTCUT_UNDO, "today", "SalonWindow", TRUE },
  { SALON_SHORTCUT_UNDO, "today", "SalonWindow", TRUE },
  { SALON_SHORTCUT_REDO, "today", "SalonWindow", TRUE },
  { SALON_SHORTCUT_COPY, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_GIVE_UP, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_CUT, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_PASTE, "calendar/week", "SalonDayGrid" },
  { SALON_SHORTCUT_MOVE, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_LENGTHEN, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_SHORTEN, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_ARRIVED, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_CONFIRMED, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_NO_SHOW, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_CANCEL, "calendar/week", "SalonBookingChip" },
  { SALON_SHORTCUT_ARRIVED, "today", "SalonTodayPage" },
  { SALON_SHORTCUT_CONFIRMED, "today", "SalonTodayPage" },
  { SALON_SHORTCUT_NO_SHOW, "today", "SalonTodayPage" },
  { SALON_SHORTCUT_CANCEL, "today", "SalonTodayPage" },
  { SALON_SHORTCUT_ARRIVED, "bookings", "GtkListView" },
  { SALON_SHORTCUT_CONFIRMED, "bookings", "GtkListView" },
  { SALON_SHORTCUT_NO_SHOW, "bookings", "GtkListView" },
  { SALON_SHORTCUT_CANCEL, "bookings", "GtkListView" },
};

/* Their keys open dialogs of the desktop, which a test cannot close. */
static const Place printers[] = {
  { SALON_SHORTCUT_PRINT, "print/week", "SalonPrintDialog" },
  { SALON_SHORTCUT_PRINT, "gift-cards/print", "SalonVoucherDialog" },
  { SALON_SHORTCUT_SAVE, "gift-cards/print", "SalonVoucherDialog" },
};

/* The action that the shortcut of that key has there; nullable. */
static GtkShortcut *
find_shortcut (GtkWidget *widget, GtkShortcutTrigger *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            return g_steal_pointer (&shortcut);
        }
    }
  return NULL;
}

static gboolean
press (GtkWidget *start, const char *key)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (key);

  for (GtkWidget *widget = start; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GtkShortcut) shortcut = find_shortcut (widget, trigger);
      if (shortcut != NULL
          && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut),
                                           GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                           gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

/* The first of them that is on the screen. */
static GtkWidget *
find_shown (GtkWidget *widget, const char *type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_shown (child, type);
  return found;
}

static void
close_dialogs (SalonWindow *window)
{
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)))
         != NULL)
    {
      adw_dialog_force_close (dialog);
      page_fixture_settle ();
    }
}

static GtkWidget *
go_to (SalonWindow *window, const Place *place)
{
  GtkWidget *widget;

  close_dialogs (window);
  salon_window_show_page (window, place->page);
  page_fixture_settle ();
  while ((widget = find_shown (GTK_WIDGET (window), place->type)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return widget;
}

static gboolean has_been_pressed[SALON_N_SHORTCUTS];

static void
try_out (PageFixture *fixture, SalonWindow *window, const Place *place)
{
  g_auto (GStrv) keys = g_strsplit (salon_shortcut_get_keys (place->shortcut), " ", -1);

  for (int i = 0; keys[i] != NULL; i++)
    {
      GtkWidget *widget = go_to (window, place);
      guint n = fixture->n_changes;

      gtk_widget_grab_focus (widget);
      g_test_message ("%s on %s at %s", keys[i], place->type, place->page);
      /* What a dialog offers may wait for what it reads. A key that nothing listens to is waited for
       * until the test runner ends it: the line above says which. */
      while (!press (widget, keys[i]))
        g_main_context_iteration (NULL, TRUE);
      if (place->is_change)
        page_fixture_wait_for_change (fixture, n);
      page_fixture_settle ();
    }
  has_been_pressed[place->shortcut] = TRUE;
}

/* Widgets that come and go with what is typed: what they listen to is theirs from their making. */
static void
assert_listens (GtkWidget *widget, SalonShortcut shortcut)
{
  g_autoptr (GtkShortcutTrigger) trigger =
    gtk_shortcut_trigger_parse_string (salon_shortcut_get_keys (shortcut));
  g_autoptr (GtkShortcut) found = find_shortcut (widget, trigger);

  g_assert_nonnull (found);
  has_been_pressed[shortcut] = TRUE;
}

static void
assert_rows_listen (void)
{
  GtkWidget *line = g_object_ref_sink (g_object_new (SALON_TYPE_LINE_ROW, NULL));
  GtkWidget *phone = g_object_ref_sink (g_object_new (SALON_TYPE_PHONE_BUTTON, NULL));

  assert_listens (line, SALON_SHORTCUT_ROW_UP);
  assert_listens (line, SALON_SHORTCUT_ROW_DOWN);
  assert_listens (line, SALON_SHORTCUT_ROW_REMOVE);
  assert_listens (phone, SALON_SHORTCUT_COPY_PHONE);
  g_object_unref (line);
  g_object_unref (phone);
}

static SalonApplication *application;

static void
assert_accels (SalonShortcut shortcut, const char *action)
{
  g_auto (GStrv) found =
    gtk_application_get_accels_for_action (GTK_APPLICATION (application), action);
  g_auto (GStrv) keys = g_strsplit (salon_shortcut_get_keys (shortcut), " ", -1);

  g_assert_cmpuint (g_strv_length (found), ==, g_strv_length (keys));
  g_assert_true (
    g_action_group_has_action (G_ACTION_GROUP (application), action + strlen ("app.")));
  has_been_pressed[shortcut] = TRUE;
}

static void
test_every_key_does_something (void)
{
  PageFixture fixture = { 0 };
  SalonWindow *window;

  page_fixture_set_up (&fixture, N_BOOKINGS, NULL, 1200);
  window = salon_window_new (ADW_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 900);
  salon_window_set_session (window, fixture.session);
  gtk_window_present (GTK_WINDOW (window));
  page_fixture_settle ();

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    try_out (&fixture, window, &places[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (printers); i++)
    assert_listens (go_to (window, &printers[i]), printers[i].shortcut);
  assert_rows_listen ();
  assert_accels (SALON_SHORTCUT_HELP, "app.help");
  assert_accels (SALON_SHORTCUT_SHORTCUTS, "app.shortcuts");
  assert_accels (SALON_SHORTCUT_QUIT, "app.quit");
  for (SalonShortcut i = 0; i < SALON_N_SHORTCUTS; i++)
    if (!has_been_pressed[i] && !salon_shortcut_is_toolkits (i))
      g_test_fail_printf ("nobody tries out: %s", salon_shortcut_get_title (i));

  close_dialogs (window);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  page_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_autoptr (GError) error = NULL;

  application = salon_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/salon/shortcuts/every-key-is-in-the-list", test_every_key_is_in_the_list);
  g_test_add_func ("/salon/shortcuts/keys-are-said-in-words", test_keys_are_said_in_words);
  g_test_add_func ("/salon/shortcuts/the-list-fits-a-narrow-window",
                   test_the_list_fits_a_narrow_window);
  g_test_add_func ("/salon/shortcuts/every-key-does-something", test_every_key_does_something);
  return g_test_run ();
}
