/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window around a sample salon: pages, toasts, undo, names for a screen reader. */
#include "window/salon-window.h"

#include <glib/gstdio.h>

#include "calendar/salon-booking-changes.h"
#include "messages/salon-message-wish.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-setting.h"
#include "takings/salon-takings-dialog.h"

#include "accessible-names.h"
#include "exchange/salon-import-dialog.h"
#include "shown-labels.h"
#include "store/salon-message-list.h"
#include "store/salon-sample.h"
#include "store/salon-store-error.h"

typedef struct
{
  char *folder;
  SalonSession *session;
  SalonWindow *window;
} Fixture;

/* One for all tests: a process exports an application once. */
static AdwApplication *application;

static void
fill_sample (const char *path, SalonDay today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (path, &error);

  g_assert_no_error (error);
  salon_sample_fill (store, salon_moment (today, 10 * 60), 400, 7, NULL, &error);
  g_assert_no_error (error);
}

static void
wait_until_quiet (void)
{
  gint64 end = g_get_monotonic_time () + 300 * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
told_cb (gboolean *is_told)
{
  *is_told = TRUE;
}

/* However long the worker takes. */
static void
wait_for_change (Fixture *fixture)
{
  gboolean is_told = FALSE;
  gulong handler =
    g_signal_connect_swapped (fixture->session, "changed", G_CALLBACK (told_cb), &is_told);

  while (!is_told)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (fixture->session, handler);
}

/* Until the dialog on top is one of @type, and is on screen; NULL: until there is none. */
static AdwDialog *
wait_for_dialog (Fixture *fixture, const char *type)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (fixture->window);

  for (;;)
    {
      AdwDialog *dialog = adw_application_window_get_visible_dialog (window);
      const char *name = dialog != NULL ? G_OBJECT_TYPE_NAME (dialog) : NULL;
      if (g_strcmp0 (name, type) == 0
          && (dialog == NULL || gtk_widget_get_mapped (GTK_WIDGET (dialog))))
        return dialog;
      g_main_context_iteration (NULL, TRUE);
    }
}

/* On the screen, laid out, and with nothing left to do at once. */
static void
wait_until_shown (Fixture *fixture)
{
  while (!gtk_widget_get_mapped (GTK_WIDGET (fixture->window))
         || gtk_widget_get_width (GTK_WIDGET (fixture->window)) == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SalonDay today = salon_day_from_ymd (2026, 3, 12);

  fixture->folder = g_dir_make_tmp ("salon-window-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "salon.db", NULL);
  fill_sample (path, today);
  fixture->session = salon_session_open (path, TRUE, &error);
  g_assert_no_error (error);
  salon_session_set_now (fixture->session, salon_moment (today, 10 * 60));

  fixture->window = salon_window_new (application);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  salon_window_set_session (fixture->window, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until_shown (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "salon.db", "salon.db-wal", "salon.db-shm" };

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  /* Nothing keeps the window, and nothing keeps its salon. */
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  salon_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->window), SALON_TYPE_WINDOW, name);
}

static void
assert_every_name (Fixture *fixture, const char *name)
{
  g_autofree char *missing = NULL;
  AdwDialog *dialog = NULL;

  salon_window_show_page (fixture->window, name);
  wait_until_quiet ();
  missing = accessible_names_find_missing (GTK_WIDGET (fixture->window));
  if (*missing != '\0')
    g_test_message ("without a name on %s:\n%s", name, missing);
  g_assert_cmpstr (missing, ==, "");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  if (dialog != NULL)
    {
      adw_dialog_force_close (dialog);
      wait_until_quiet ();
    }
}

static void
test_every_name (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "calendar/day",
    "calendar/three-days",
    "calendar/week",
    "calendar/month",
    "clients",
    "services",
    "review",
    "settings",
    "booking",
    "finder/marie_gel_jeudi_14h",
    "import",
    "export",
    "today",
    "calendar/day",
    "calendar/three-days",
    "calendar/week",
    "calendar/month",
    "bookings",
    "clients",
    "services",
    "review",
    "settings",
    "booking",
    "finder/marie_gel_jeudi_14h",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_every_name (fixture, names[i]);
}

static void
test_missing_name_is_found (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bad = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  GtkWidget *good = gtk_button_new_from_icon_name ("edit-redo-symbolic");
  GtkWidget *empty = gtk_button_new ();

  gtk_widget_set_tooltip_text (good, "Redo");
  gtk_box_append (GTK_BOX (box), bad);
  gtk_box_append (GTK_BOX (box), good);
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (empty), GTK_ACCESSIBLE_PROPERTY_LABEL, "New", -1);
  gtk_button_set_child (GTK_BUTTON (empty), adw_button_content_new ());
  gtk_box_append (GTK_BOX (box), empty);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  wait_until_quiet ();

  g_autofree char *missing = accessible_names_find_missing (window);
  g_assert_cmpstr (missing, ==,
                   "/GtkWindow/GtkBox/GtkButton\n/GtkWindow/GtkBox/GtkEntry/GtkText\n"
                   "/GtkWindow/GtkBox/GtkButton\n");
  gtk_window_destroy (GTK_WINDOW (window));
}

static SalonChange *
rename_salon (const char *name)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "key", "test.name");
  json_object_set_string_member (row, "value", name);
  salon_change_builder_insert (builder, "salon_settings", row);
  return salon_change_builder_end (builder, name);
}

static void
test_toast_takes_no_markup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = rename_salon ("Book <b>& sons");

  salon_session_commit (fixture->session, change);
  wait_until_quiet ();
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (fixture->window), "Book <b>& sons"));
}

/* A booking to come whose client can be told that it does not take place. Transfer full. */
static SalonBooking *
find_tellable (Fixture *fixture)
{
  SalonReader *reader = salon_session_get_reader (fixture->session);
  SalonDay today = salon_day_from_ymd (2026, 3, 12);
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (reader, today + 1, today + 14, SALON_BOOKINGS_WITHOUT_CANCELLED,
                                NULL);

  for (guint i = 0; i < bookings->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (bookings->pdata[i]);
      g_autoptr (SalonClient) client = fields->client_id != NULL
                                         ? salon_reader_get_client (reader, fields->client_id, NULL)
                                         : NULL;
      g_autoptr (SalonMessageWish) wish =
        salon_message_wish_new (fixture->session, SALON_MESSAGE_CANCELLATION, fields, client);

      if (wish != NULL && fields->status == SALON_BOOKING_CONFIRMED)
        return g_object_ref (bookings->pdata[i]);
    }
  g_assert_not_reached ();
}

static void
test_a_cancelled_client_is_told_from_the_toast (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonBooking) booking = find_tellable (fixture);
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_auto (GStrv) names = g_strsplit (fields->client_name, " ", 2);
  g_autofree char *label = g_strdup_printf ("Tell %s", names[0]);
  g_autoptr (SalonChange) change =
    salon_booking_changes_set_status (booking, SALON_BOOKING_CANCELLED, 1773306000);
  g_autoptr (GPtrArray) records = NULL;

  salon_session_commit (fixture->session, change);
  while (shown_labels_find (GTK_WIDGET (fixture->window), label) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.tell-client", NULL);
  wait_for_change (fixture);
  wait_until_quiet ();
  records =
    salon_message_list_of_booking (salon_session_get_reader (fixture->session), fields->id, NULL);
  g_assert_cmpuint (records->len, >, 0);
  g_assert_cmpint (((SalonMessageRecord *) records->pdata[0])->row->kind, ==,
                   SALON_MESSAGE_CANCELLATION);
}

/* Closed it goes on where she wants that; "Quit" is another thing. */
static void
test_the_window_hides_where_it_is_to_keep_working (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("fr.serenaia_beaute.Salon");

  g_assert_false (gtk_window_get_hide_on_close (GTK_WINDOW (fixture->window)));
  g_settings_set_boolean (settings, "run-in-background", TRUE);
  g_assert_true (gtk_window_get_hide_on_close (GTK_WINDOW (fixture->window)));
  g_settings_reset (settings, "run-in-background");
}

static void
show_takings (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.takings", NULL);
  wait_until_quiet ();
}

static void
test_takings_are_there_while_they_are_recorded (Fixture *fixture, gconstpointer data)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (fixture->window);
  AdwDialog *dialog = NULL;
  g_autoptr (SalonChange) change =
    salon_setting_change_boolean (salon_session_get_reader (fixture->session), SALON_TILL_OFF_KEY,
                                  TRUE, "Recording takings", NULL);

  show_takings (fixture);
  dialog = adw_application_window_get_visible_dialog (window);
  g_assert_true (SALON_IS_TAKINGS_DIALOG (dialog));
  adw_dialog_force_close (dialog);
  wait_until_quiet ();

  salon_session_commit (fixture->session, change);
  wait_until_quiet ();
  show_takings (fixture);
  g_assert_null (adw_application_window_get_visible_dialog (window));
}

static void
test_undo_from_the_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = rename_salon ("Zoé");

  salon_session_commit (fixture->session, change);
  wait_for_change (fixture);
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "test.name"), ==, "Zoé");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  wait_for_change (fixture);
  g_assert_null (salon_session_get_setting (fixture->session, "test.name"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  wait_for_change (fixture);
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "test.name"), ==, "Zoé");
}

static void
test_second_editor_does_not_bury_the_first (Fixture *fixture, gconstpointer data)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (fixture->window);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-booking", NULL);
  wait_until_quiet ();
  AdwDialog *first = adw_application_window_get_visible_dialog (window);
  g_assert_nonnull (first);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-booking", NULL);
  wait_until_quiet ();
  g_assert_true (adw_application_window_get_visible_dialog (window) == first);
  adw_dialog_force_close (first);
  wait_until_quiet ();
}

static gpointer
find_inside (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_inside (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The finder looks while it is typed; what it found first is what Enter takes, once it is shown. */
static void
take_first_found (Fixture *fixture)
{
  GtkWidget *dialog = GTK_WIDGET (wait_for_dialog (fixture, "SalonFinderDialog"));
  GtkListBox *results = find_inside (dialog, GTK_TYPE_LIST_BOX);
  GtkListBoxRow *first = gtk_list_box_get_selected_row (results);

  g_assert_nonnull (first);
  while (!gtk_widget_get_mapped (GTK_WIDGET (first)))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_inside (dialog, GTK_TYPE_SEARCH_ENTRY), "activate");
}

/* By the keyboard alone: Ctrl+K, a line, Enter, and Enter again in the editor that it fills. */
static void
test_line_is_booked (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  SalonDay day = salon_day_from_ymd (2026, 6, 25);
  SalonReader *reader = salon_session_get_reader (fixture->session);
  g_autoptr (GPtrArray) bookings = NULL;
  AdwDialog *dialog = NULL;
  GObject *save = NULL;

  salon_window_show_page (fixture->window,
                          "finder/zoé_petit_0698765432_brow_lift_+_massage_dos_25/6_14h");
  take_first_found (fixture);
  dialog = wait_for_dialog (fixture, "SalonBookingDialog");
  bookings = salon_reader_list_bookings (reader, day, day + 1, SALON_BOOKINGS_ALL, NULL);
  g_assert_cmpuint (bookings->len, ==, 0);
  /* What is filled in needs nothing more but to be saved. */
  save = gtk_widget_get_template_child (GTK_WIDGET (dialog), G_OBJECT_TYPE (dialog), "save_button");
  while (gtk_root_get_focus (GTK_ROOT (window)) != GTK_WIDGET (save))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate (GTK_WIDGET (save));
  wait_for_dialog (fixture, NULL);

  g_ptr_array_unref (bookings);
  bookings = salon_reader_list_bookings (reader, day, day + 1, SALON_BOOKINGS_ALL, NULL);
  g_assert_cmpuint (bookings->len, ==, 1);
  const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (bookings, 0));
  g_assert_cmpstr (fields->client_name, ==, "zoé petit");
  g_assert_cmpstr (fields->client_phone, ==, "+33698765432");
  g_assert_cmpint (fields->minute, ==, 840);
  g_assert_cmpuint (fields->n_lines, ==, 2);
  g_assert_cmpstr (fields->lines[0].name, ==, "Brow lift");
}

static void
test_page_action_is_found (Fixture *fixture, gconstpointer data)
{
  salon_window_show_page (fixture->window, "finder/new_service");
  take_first_found (fixture);
  adw_dialog_force_close (wait_for_dialog (fixture, "SalonServiceDialog"));
  wait_for_dialog (fixture, NULL);
}

static int
get_marked_row (Fixture *fixture)
{
  GtkListBox *list = get_child (fixture, "page_list");
  return gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list));
}

static void
test_mark_follows_the_page (Fixture *fixture, gconstpointer data)
{
  GtkListBox *list = get_child (fixture, "page_list");
  GtkStack *stack = get_child (fixture, "page_stack");

  salon_window_show_page (fixture->window, "calendar");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)));
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 2, FALSE, FALSE);
  g_assert_cmpint (get_marked_row (fixture), ==, 3);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "calendar");
  gtk_widget_grab_focus (gtk_stack_get_visible_child (stack));
  wait_until_quiet ();
  g_assert_cmpint (get_marked_row (fixture), ==, 1);

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 3)));
  g_signal_emit_by_name (list, "activate-cursor-row");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "clients");
  gtk_widget_grab_focus (gtk_stack_get_visible_child (stack));
  wait_until_quiet ();
  g_assert_cmpint (get_marked_row (fixture), ==, 3);
}

/* From the sidebar too, where the focus is when the program has opened. */
static void
test_editor_gives_the_focus_to_its_page (Fixture *fixture, gconstpointer data)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (fixture->window);
  GtkListBox *list = get_child (fixture, "page_list");
  GtkStack *stack = get_child (fixture, "page_stack");

  salon_window_show_page (fixture->window, "calendar");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-booking", NULL);
  wait_until_quiet ();
  adw_dialog_close (adw_application_window_get_visible_dialog (window));
  wait_until_quiet ();
  g_assert_null (adw_application_window_get_visible_dialog (window));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (gtk_widget_is_ancestor (focus, gtk_stack_get_visible_child (stack)));
}

static void
test_welcome_has_names (Fixture *fixture, gconstpointer data)
{
  salon_window_show_welcome (fixture->window);
  wait_until_quiet ();
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (fixture->window));
  g_assert_cmpstr (missing, ==, "");
}

static void
test_failure_is_told_once (Fixture *fixture, gconstpointer data)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (fixture->window);
  g_autoptr (GError) error =
    g_error_new_literal (SALON_STORE_ERROR, SALON_STORE_ERROR_IO, "disk I/O error");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.edit-booking", "s",
                              "00000000-0000-7000-8000-00000000dead");
  wait_until_quiet ();
  AdwDialog *told = adw_application_window_get_visible_dialog (window);
  g_assert_true (ADW_IS_ALERT_DIALOG (told));
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (told), "This does not exist any more."));

  /* As at every key of a search on a disk that fails. */
  salon_session_report (fixture->session, error);
  salon_session_report (fixture->session, error);
  wait_until_quiet ();
  g_assert_true (adw_application_window_get_visible_dialog (window) == told);
  adw_dialog_force_close (told);
  wait_until_quiet ();
  g_assert_null (adw_application_window_get_visible_dialog (window));

  salon_session_report (fixture->session, error);
  wait_until_quiet ();
  told = adw_application_window_get_visible_dialog (window);
  g_assert_true (ADW_IS_ALERT_DIALOG (told));
  adw_dialog_force_close (told);
  wait_until_quiet ();
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

/* A file that is let go over the window is on its way in, up to the question what its columns hold. */
static void
test_dropped_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "clients.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;
  AdwDialog *dialog = NULL;
  GtkStack *stack = NULL;

  g_assert_true (g_file_set_contents (path, "Nom;Portable\nMarie;0639981234\n", -1, NULL));
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (fixture->window)), "drop", &value, 10.0,
                         10.0, &taken);
  g_assert_true (taken);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (SALON_IS_IMPORT_DIALOG (dialog));
  stack = GTK_STACK (
    gtk_widget_get_template_child (GTK_WIDGET (dialog), SALON_TYPE_IMPORT_DIALOG, "stack"));
  while (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "columns") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  adw_dialog_force_close (dialog);
  wait_until_quiet ();
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/window/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("everything-focusable-has-a-name", test_every_name);
  ADD ("a-missing-name-is-found", test_missing_name_is_found);
  ADD ("mark-in-the-sidebar-follows-the-page", test_mark_follows_the_page);
  ADD ("editor-gives-the-focus-to-its-page", test_editor_gives_the_focus_to_its_page);
  ADD ("the-welcome-has-names", test_welcome_has_names);
  ADD ("a-toast-takes-no-markup", test_toast_takes_no_markup);
  ADD ("a-failure-is-told-once", test_failure_is_told_once);
  ADD ("takings-are-there-while-they-are-recorded", test_takings_are_there_while_they_are_recorded);
  ADD ("a-dropped-file-is-brought-in", test_dropped_file);
  ADD ("a-cancelled-client-is-told-from-the-toast", test_a_cancelled_client_is_told_from_the_toast);
  ADD ("the-window-hides-where-it-is-to-keep-working",
       test_the_window_hides_where_it_is_to_keep_working);
  ADD ("undo-and-redo-by-action", test_undo_from_the_window);
  ADD ("line-is-booked", test_line_is_booked);
  ADD ("page-action-is-found", test_page_action_is_found);
  ADD ("a-second-editor-does-not-bury-the-first", test_second_editor_does_not_bury_the_first);

  int status = g_test_run ();
  g_object_unref (application);
  return status;
}
