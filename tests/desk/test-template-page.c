/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages/salon-template-page.h"

#include <string.h>

#include "accessible-names.h"
#include "message/salon-sms-text.h"
#include "messages/salon-message-kind-row.h"
#include "messages/salon-message-rules-page.h"
#include "messages/salon-message-rules.h"
#include "page-fixture.h"
#include "settings/salon-preferences-dialog.h"

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 40, NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static AdwDialog *
present (PageFixture *fixture)
{
  AdwDialog *dialog = salon_preferences_dialog_new (fixture->session);

  adw_dialog_present (dialog, fixture->page);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "messages");
  page_fixture_settle ();
  return dialog;
}

/* The editor of the text of @what, "reminder.sms". */
static GtkWidget *
open_text (AdwDialog *dialog, const char *what)
{
  GtkWidget *page = page_fixture_find (dialog, SALON_TYPE_MESSAGE_RULES_PAGE, 0);

  gtk_widget_activate_action (page, "messages.write", "s", what);
  page_fixture_settle ();
  return page_fixture_find (dialog, SALON_TYPE_TEMPLATE_PAGE, 0);
}

static void
write_text (GtkWidget *page, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page_fixture_get_child (page, "text_view")),
                            text, -1);
}

static const char *
read_label (GtkWidget *page, const char *name)
{
  return gtk_label_get_text (page_fixture_get_child (page, name));
}

static const SalonMessageTemplate *
read_kept (SalonMessageSettings **settings, PageFixture *fixture)
{
  g_clear_pointer (settings, salon_message_settings_unref);
  *settings = salon_message_rules_read (fixture->session);
  return salon_message_settings_get_template (*settings, SALON_MESSAGE_REMINDER, SALON_MESSAGE_SMS,
                                              SALON_LANGUAGE_ENGLISH);
}

static void
test_preview (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_text (present (fixture), "reminder.sms");
  gpointer cost = page_fixture_get_child (page, "cost_row");

  g_assert_nonnull (strstr (read_label (page, "preview_label"), "Thursday 19 March at 14:30"));
  g_assert_cmpstr (adw_preferences_row_get_title (cost), ==, "1 SMS for each client");
  write_text (page, "{first_name}, see you {date}");
  g_assert_cmpstr (read_label (page, "preview_label"), ==, "Marie, see you Thursday 19 March");
  g_assert_cmpstr (adw_action_row_get_subtitle (cost), ==, "32 of 160 letters");
}

static void
test_save_and_undo (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonMessageSettings) settings = NULL;
  GtkWidget *page = open_text (present (fixture), "reminder.sms");
  GtkWidget *save = page_fixture_get_child (page, "save_button");
  g_autofree char *ours = g_strdup (read_kept (&settings, fixture)->text);

  g_assert_false (gtk_widget_get_sensitive (save));
  write_text (page, "See you {time}");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (fixture->last_label, ==, "Text of messages: Reminder");
  g_assert_cmpstr (read_kept (&settings, fixture)->text, ==, "See you {time}");
  page_fixture_undo (fixture);
  g_assert_cmpstr (read_kept (&settings, fixture)->text, ==, ours);
  g_assert_nonnull (strstr (read_label (page, "preview_label"), "a little reminder"));
}

/* Going back is no way to lose what was written. */
static void
test_leave (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonMessageSettings) settings = NULL;
  AdwDialog *dialog = present (fixture);

  write_text (open_text (dialog, "reminder.sms"), "See you {time}");
  adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (dialog));
  page_fixture_wait_for_change (fixture, 0);
  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpstr (read_kept (&settings, fixture)->text, ==, "See you {time}");
}

static void
test_faults (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_text (present (fixture), "reminder.sms");
  g_autofree char *long_text = g_strnfill (153 * SALON_SMS_MAX_PARTS + 1, 'x');

  write_text (page, "See you {tiem}");
  g_assert_cmpstr (read_label (page, "text_error"), ==,
                   "Nothing can be put in the place of “{tiem}”. Use one of the buttons below.");
  g_assert_false (gtk_widget_get_sensitive (page_fixture_get_child (page, "save_button")));
  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (page)));
  write_text (page, "{code}");
  g_assert_cmpstr (read_label (page, "text_error"), ==,
                   "“{code}” is for other messages. Use one of the buttons below.");
  write_text (page, "{time");
  g_assert_cmpstr (read_label (page, "text_error"), ==,
                   "There is a “{” alone. Take it away, or write it twice.");
  write_text (page, "  ");
  g_assert_cmpstr (read_label (page, "text_error"), ==, "Write a text.");
  write_text (page, long_text);
  g_assert_cmpstr (read_label (page, "text_error"), ==,
                   "This is too long: a message can be 6 SMS at most.");
  g_signal_emit_by_name (page_fixture_get_child (page, "revert_row"), "activated");
  g_assert_cmpstr (read_label (page, "text_error"), ==, "");
  g_assert_true (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (page)));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

/* One picture makes all letters twice as wide: 70 to an SMS, 67 to each of several. */
static void
test_pictures (PageFixture *fixture, gconstpointer data)
{
  static const char text[] =
    "À demain {date} 💐, nous nous faisons une joie de vous revoir chez nous.";
  gpointer cost;
  GtkWidget *page;

  salon_message_rules_set_accents (fixture->session, TRUE);
  page_fixture_wait_for_change (fixture, 0);
  page = open_text (present (fixture), "reminder.sms");
  cost = page_fixture_get_child (page, "cost_row");
  write_text (page, text);
  g_test_message ("%s|%s", adw_preferences_row_get_title (cost),
                  read_label (page, "preview_label"));
  g_assert_nonnull (strstr (read_label (page, "preview_label"), "💐"));
}

static void
test_accents (PageFixture *fixture, gconstpointer data)
{
  static const char text[] = "Un empêchement ? Nous vous attendons le {date}, prévenez-nous vite.";
  gpointer cost, plain;
  GtkWidget *page;

  salon_message_rules_set_accents (fixture->session, TRUE);
  page_fixture_wait_for_change (fixture, 0);
  page = open_text (present (fixture), "reminder.sms");
  cost = page_fixture_get_child (page, "cost_row");
  plain = page_fixture_get_child (page, "plain_row");
  write_text (page, text);
  g_assert_cmpstr (adw_preferences_row_get_title (cost), ==,
                   "2 SMS for each client, because of “ê”");
  g_assert_true (gtk_widget_get_visible (plain));
  g_signal_emit_by_name (plain, "activated");
  g_assert_cmpstr (adw_preferences_row_get_title (cost), ==, "1 SMS for each client");
  g_assert_false (gtk_widget_get_visible (plain));
  g_assert_nonnull (strstr (read_label (page, "preview_label"), "empechement ?"));
  g_assert_nonnull (strstr (read_label (page, "preview_label"), "prévenez"));
}

static void
test_placeholder (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *page = open_text (present (fixture), "thanks.email");
  gpointer box = page_fixture_get_child (page, "placeholders_box");

  write_text (page, "Hello ");
  g_signal_emit_by_name (page_fixture_find (box, GTK_TYPE_BUTTON, 1), "clicked");
  g_assert_cmpstr (read_label (page, "preview_label"), ==, "Hello Marie");
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (page, "preview_subject")));
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (page, "cost_group")));

  adw_combo_row_set_selected (page_fixture_get_child (page, "language_row"), SALON_LANGUAGE_FRENCH);
  write_text (page, "Bonjour ");
  g_signal_emit_by_name (page_fixture_find (box, GTK_TYPE_BUTTON, 1), "clicked");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (page_fixture_find (box, GTK_TYPE_BUTTON, 1)), ==,
                   "{prénom}");
  g_assert_cmpstr (read_label (page, "preview_label"), ==, "Bonjour Marie");
}

static void
test_rules (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = present (fixture);
  gpointer page = page_fixture_find (dialog, SALON_TYPE_MESSAGE_RULES_PAGE, 0);
  gpointer reminder = page_fixture_find (page, SALON_TYPE_MESSAGE_KIND_ROW, SALON_MESSAGE_REMINDER);
  gpointer sms = page_fixture_find (reminder, ADW_TYPE_SWITCH_ROW, 0);
  gpointer email = page_fixture_find (reminder, ADW_TYPE_SWITCH_ROW, 1);
  gpointer hours = page_fixture_find (reminder, ADW_TYPE_SPIN_ROW, 0);

  /* As the sample has it. */
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_cmpstr (adw_expander_row_get_subtitle (reminder), ==, "By SMS, 24 hours before");
  adw_switch_row_set_active (email, TRUE);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (adw_expander_row_get_subtitle (reminder), ==,
                   "By SMS and e-mail, 24 hours before");
  adw_switch_row_set_active (sms, FALSE);
  page_fixture_wait_for_change (fixture, 1);
  adw_spin_row_set_value (hours, 48);
  page_fixture_wait_for_change (fixture, 2);
  g_assert_cmpstr (adw_expander_row_get_subtitle (reminder), ==, "By e-mail, 48 hours before");
  g_assert_cmpstr (fixture->last_label, ==, "Messages: Reminder");
  page_fixture_undo (fixture);
  page_fixture_undo (fixture);
  g_assert_cmpstr (adw_expander_row_get_subtitle (reminder), ==,
                   "By SMS and e-mail, 24 hours before");
  g_assert_true (adw_switch_row_get_active (sms));
}

static gpointer
find_entry (gpointer page, const char *title)
{
  guint n_rows = page_fixture_count (page, ADW_TYPE_ENTRY_ROW);

  for (guint i = 0; i < n_rows; i++)
    {
      gpointer row = page_fixture_find (page, ADW_TYPE_ENTRY_ROW, i);

      if (g_str_equal (adw_preferences_row_get_title (row), title))
        return row;
    }
  g_assert_not_reached ();
}

static void
enter (gpointer row, const char *text)
{
  gtk_editable_set_text (row, text);
  g_signal_emit_by_name (row, "apply");
}

static void
test_fields (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonMessageSettings) settings = NULL;
  gpointer page = page_fixture_find (present (fixture), SALON_TYPE_MESSAGE_RULES_PAGE, 0);
  gpointer sender = find_entry (page, "Shown as Sender");
  int from, to;

  enter (sender, "Chez Zoé !");
  g_assert_true (gtk_widget_has_css_class (sender, "error"));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  enter (sender, "ChezZoe");
  page_fixture_wait_for_change (fixture, 0);
  enter (find_entry (page, "Quiet From"), "22h30");
  page_fixture_wait_for_change (fixture, 1);
  enter (find_entry (page, "Sender’s E-Mail"), "zoe@example.com");
  page_fixture_wait_for_change (fixture, 2);
  enter (find_entry (page, "Your Web Page"), "example.com");
  g_assert_true (gtk_widget_has_css_class (find_entry (page, "Your Web Page"), "error"));
  settings = salon_message_rules_read (fixture->session);
  g_assert_cmpstr (salon_message_settings_get_sender (settings), ==, "ChezZoe");
  g_assert_cmpstr (salon_message_settings_get_mail_address (settings), ==, "zoe@example.com");
  g_assert_true (salon_message_settings_get_quiet (settings, &from, &to));
  g_assert_cmpint (from, ==, 22 * 60 + 30);
  g_assert_cmpint (to, ==, 8 * 60);
}

static void
test_names (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = present (fixture);
  g_autofree char *rules = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_autofree char *text = accessible_names_find_missing (open_text (dialog, "confirmation.email"));

  g_assert_cmpstr (rules, ==, "");
  g_assert_cmpstr (text, ==, "");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/template-page/" path, PageFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("the-preview-follows-the-typing", test_preview);
  ADD ("a-text-is-saved-and-undone", test_save_and_undo);
  ADD ("a-text-is-saved-when-the-page-is-left", test_leave);
  ADD ("a-fault-is-said-in-words-and-not-saved", test_faults);
  ADD ("what-accents-cost-is-said-and-they-are-taken-off", test_accents);
  ADD ("what-a-picture-costs-is-said", test_pictures);
  ADD ("a-button-writes-a-placeholder", test_placeholder);
  ADD ("kinds-are-switched-and-undone", test_rules);
  ADD ("what-is-typed-is-checked-and-kept", test_fields);
  ADD ("everything-has-a-name", test_names);
  return g_test_run ();
}
