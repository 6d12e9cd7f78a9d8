/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar in a real window, on a salon in a file of its own: what the keys do to the store, and
 * what a screen reader is told. Keys are pressed by running the shortcut that the focused widget or
 * one around it has for them, as GTK does.
 */
#include "calendar/salon-calendar-page.h"

#include "accessible-names.h"
#include "calendar/salon-day-view.h"
#include "common/salon-format.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-setting.h"
#include "store/salon-id.h"
#include "store/salon-sample.h"
#include <glib/gstdio.h>

#define THURSDAY salon_day_from_ymd (2026, 3, 12)

typedef struct
{
  char *folder;
  char *path;
  SalonSession *session;
  GtkWidget *window;
  GtkWidget *page;
  char *last_action; /* of the window: its name and parameter */
  guint n_changes;
} Fixture;

/* --- The salon --- */

static SalonBooking *
make_booking (Fixture *fixture,
              const char *name,
              SalonDay day,
              int minute,
              int duration,
              SalonBookingStatus status)
{
  g_autoptr (SalonService) service =
    g_list_model_get_item (salon_session_get_services (fixture->session), 0);
  const SalonServiceFields *service_fields = salon_service_get_fields (service);
  g_autofree char *id = salon_id_new ();
  g_autofree char *line_id = salon_id_new ();
  SalonBookingLine line = { line_id, service_fields->id, "Gel nails", "ongles", duration, 0, 4500 };
  SalonBookingFields fields = {
    .id = id,
    .staff_id = salon_session_get_staff_id (fixture->session),
    .client_name = name,
    .day = day,
    .minute = minute,
    .duration_minutes = duration,
    .price_cents = 4500,
    .status = status,
    .payment_status = "pending",
    .created_at = 1773000000,
    .lines = &line,
    .n_lines = 1,
  };

  return salon_booking_new (&fields);
}

static void
wait_for_change (Fixture *fixture, guint n_before)
{
  while (fixture->n_changes == n_before)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Returns the id. */
static char *
add_booking (Fixture *fixture,
             const char *name,
             SalonDay day,
             int minute,
             int duration,
             SalonBookingStatus status)
{
  g_autoptr (SalonBooking) booking = make_booking (fixture, name, day, minute, duration, status);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  guint n = fixture->n_changes;

  salon_booking_add_insert (booking, builder);
  change = salon_change_builder_end (builder, "Book");
  salon_session_commit (fixture->session, change);
  wait_for_change (fixture, n);
  return g_strdup (salon_booking_get_fields (booking)->id);
}

static SalonBooking *
read_booking (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  SalonBooking *booking =
    salon_reader_get_booking (salon_session_get_reader (fixture->session), id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (booking);
  return booking;
}

static void
assert_time (Fixture *fixture, const char *id, SalonDay day, int minute, int duration)
{
  g_autoptr (SalonBooking) booking = read_booking (fixture, id);
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  g_assert_cmpint (fields->day, ==, day);
  g_assert_cmpint (fields->minute, ==, minute);
  g_assert_cmpint (fields->duration_minutes, ==, duration);
}

static void
assert_status (Fixture *fixture, const char *id, SalonBookingStatus status)
{
  g_autoptr (SalonBooking) booking = read_booking (fixture, id);

  g_assert_cmpint (salon_booking_get_fields (booking)->status, ==, status);
}

/* --- The window --- */

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
action_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *text = parameter != NULL ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_free (fixture->last_action);
  fixture->last_action = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), text);
}

static const GActionEntry actions[] = {
  { "new-booking", action_activated_cb },       { "new-booking-at", action_activated_cb, "(iii)" },
  { "edit-booking", action_activated_cb, "s" }, { "pay-booking", action_activated_cb, "s" },
  { "toast", action_activated_cb, "s" },
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = NULL;

  fixture->folder = g_dir_make_tmp ("salon-calendar-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.salon", NULL);
  store = salon_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (salon_sample_fill (store, salon_moment (THURSDAY, 0), 0, 1, NULL, &error));
  g_clear_object (&store);
  fixture->session = salon_session_open (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  salon_session_set_now (fixture->session, salon_moment (THURSDAY, 11 * 60 + 20));
  g_signal_connect_swapped (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);

  fixture->page = salon_calendar_page_new (fixture->session);
  salon_calendar_page_set_view (SALON_CALENDAR_PAGE (fixture->page), "week");
  fixture->window = adw_window_new ();
  g_object_ref_sink (fixture->window);
  {
    g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
    g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions),
                                     fixture);
    gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  }
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), data != NULL ? 360 : 1200, 760);
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!gtk_widget_get_mapped (fixture->page) || gtk_widget_get_width (fixture->page) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  GtkWidget *page = fixture->page;
  GtkWidget *window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->window);
  g_assert_null (page);
  g_assert_null (window);
  salon_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_unlink (fixture->path);
  g_unlink (wal);
  g_unlink (shm);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->last_action);
}

static SalonDayGrid *
get_grid (Fixture *fixture)
{
  return salon_calendar_page_get_grid (SALON_CALENDAR_PAGE (fixture->page));
}

static GtkWidget *
focus_chip (Fixture *fixture, const char *id)
{
  GtkWidget *chip = salon_day_grid_find_chip (get_grid (fixture), id);

  g_assert_nonnull (chip);
  g_assert_true (gtk_widget_grab_focus (chip));
  return chip;
}

static gboolean
run_shortcut (GtkWidget *widget, GListModel *shortcuts, const char *trigger)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (trigger);

  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted)
          && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut),
                                           GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                           gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

static void
press (Fixture *fixture, const char *trigger)
{
  GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
          if (GTK_IS_SHORTCUT_CONTROLLER (controller)
              && run_shortcut (widget, G_LIST_MODEL (controller), trigger))
            return;
        }
    }
  g_test_fail_printf ("nobody listens to %s", trigger);
}

static void
press_and_wait (Fixture *fixture, const char *trigger)
{
  guint n = fixture->n_changes;

  press (fixture, trigger);
  wait_for_change (fixture, n);
}

static void
assert_label (GtkWidget *widget, const char *label)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
}

/* The focused booking or slot is the one with this label. */
static void
assert_focus (Fixture *fixture, const char *label)
{
  assert_label (gtk_window_get_focus (GTK_WINDOW (fixture->window)), label);
}

/* --- Tests --- */

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 90, SALON_BOOKING_CONFIRMED);
  GtkWidget *chip = salon_day_grid_find_chip (get_grid (fixture), id);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (get_grid (fixture)), SALON_TYPE_DAY_VIEW);
  int first_weekday = salon_format_get_first_weekday ();

  assert_label (chip, "Marie Dupont, Gel nails, 14:00 to 15:30, confirmed");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (chip)), ==,
                   GTK_ACCESSIBLE_ROLE_BUTTON);
  guint column = (guint) (THURSDAY - salon_day_start_of_week (THURSDAY, first_weekday));
  assert_label (salon_day_view_get_heading (SALON_DAY_VIEW (view), column),
                "Thursday 12 March, 1 booking, open 10:00 to 20:00");
  salon_day_grid_focus_moment (get_grid (fixture), salon_moment (THURSDAY, 16 * 60));
  assert_focus (fixture, "Thursday 12 March, 16:00, Free");
}

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);

  salon_day_grid_focus_moment (get_grid (fixture), salon_moment (THURSDAY, 13 * 60 + 30));
  press (fixture, "Down");
  assert_focus (fixture, "Thursday 12 March, 13:45, Break");
  press (fixture, "Down");
  assert_focus (fixture, "Marie Dupont, Gel nails, 14:00 to 15:00, confirmed");
  press (fixture, "Down");
  assert_focus (fixture, "Thursday 12 March, 15:00, Free");
  press (fixture, "Right");
  assert_focus (fixture, "Friday 13 March, 15:00, Free");
  for (int i = 0; i < 3; i++)
    press (fixture, "Right");
  assert_focus (fixture, "Monday 16 March, 15:00, Closed");
  press (fixture, "Left");
  assert_focus (fixture, "Sunday 15 March, 15:00, Closed");
}

static void
stop_recording (Fixture *fixture)
{
  g_autoptr (SalonChange) change =
    salon_setting_change_boolean (salon_session_get_reader (fixture->session), SALON_TILL_OFF_KEY,
                                  TRUE, "Recording takings", NULL);
  guint n = fixture->n_changes;

  salon_session_commit (fixture->session, change);
  wait_for_change (fixture, n);
}

/* P asks what is paid; in a salon that takes its payments elsewhere it only says that it is. */
static void
test_paying (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autofree char *asked = g_strdup_printf ("pay-booking '%s'", id);
  g_autoptr (SalonBooking) unpaid = NULL;
  g_autoptr (SalonBooking) paid = NULL;

  focus_chip (fixture, id);
  press (fixture, "p");
  g_assert_cmpstr (fixture->last_action, ==, asked);
  unpaid = read_booking (fixture, id);
  g_assert_cmpstr (salon_booking_get_fields (unpaid)->payment_status, ==, "pending");

  stop_recording (fixture);
  g_clear_pointer (&fixture->last_action, g_free);
  focus_chip (fixture, id);
  press_and_wait (fixture, "p");
  paid = read_booking (fixture, id);
  g_assert_cmpstr (salon_booking_get_fields (paid)->payment_status, ==, "fully_paid");
  g_assert_cmpstr (fixture->last_action, !=, asked);
}

static void
test_news (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autofree char *other =
    add_booking (fixture, "Julie Petit", THURSDAY, 16 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autoptr (SalonBooking) before = read_booking (fixture, id);
  g_autoptr (SalonBooking) after = salon_booking_with_status (before, SALON_BOOKING_ARRIVED, 0);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  GtkWidget *chip = salon_day_grid_find_chip (get_grid (fixture), id);

  /* What she did herself is no news. */
  g_assert_false (gtk_widget_has_css_class (chip, "news"));

  salon_booking_add_update (before, after, builder);
  change = salon_change_builder_end (builder, "From elsewhere");
  salon_session_receive (fixture->session, change);
  g_assert_true (gtk_widget_has_css_class (chip, "news"));
  g_assert_false (
    gtk_widget_has_css_class (salon_day_grid_find_chip (get_grid (fixture), other), "news"));
  while (gtk_widget_has_css_class (chip, "news"))
    g_main_context_iteration (NULL, TRUE);

  /* After everything was read anew nothing is picked out. */
  salon_session_receive (fixture->session, NULL);
  g_assert_false (gtk_widget_has_css_class (chip, "news"));
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);

  focus_chip (fixture, id);
  press_and_wait (fixture, "<Control>Down");
  assert_time (fixture, id, THURSDAY, 14 * 60 + 15, 60);
  press_and_wait (fixture, "<Control>Right");
  assert_time (fixture, id, THURSDAY + 1, 14 * 60 + 15, 60);
  assert_focus (fixture, "Marie Dupont, Gel nails, 14:15 to 15:15, confirmed");
  press_and_wait (fixture, "<Control><Shift>Down");
  assert_time (fixture, id, THURSDAY + 1, 14 * 60 + 15, 75);
  press_and_wait (fixture, "<Control><Shift>Up");
  assert_time (fixture, id, THURSDAY + 1, 14 * 60 + 15, 60);
}

static void
test_clash (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autofree char *second =
    add_booking (fixture, "Zoé Haddad", THURSDAY, 15 * 60, 60, SALON_BOOKING_CONFIRMED);
  guint n = fixture->n_changes;

  focus_chip (fixture, first);
  press (fixture, "<Control>Down");
  g_assert_cmpstr (fixture->last_action, ==, "toast 'Taken: Zoé Haddad until 16:00'");
  g_assert_cmpuint (fixture->n_changes, ==, n);
  assert_time (fixture, first, THURSDAY, 14 * 60, 60);
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_PENDING);

  focus_chip (fixture, id);
  press_and_wait (fixture, "c");
  assert_status (fixture, id, SALON_BOOKING_CONFIRMED);
  press_and_wait (fixture, "a");
  assert_status (fixture, id, SALON_BOOKING_ARRIVED);
  assert_focus (fixture, "Marie Dupont, Gel nails, 14:00 to 15:00, arrived");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  guint n;

  focus_chip (fixture, id);
  press_and_wait (fixture, "Delete");
  assert_status (fixture, id, SALON_BOOKING_CANCELLED);
  n = fixture->n_changes;
  salon_session_undo (fixture->session);
  wait_for_change (fixture, n);
  assert_status (fixture, id, SALON_BOOKING_CONFIRMED);
  assert_label (salon_day_grid_find_chip (get_grid (fixture), id),
                "Marie Dupont, Gel nails, 14:00 to 15:00, confirmed");
}

static void
test_cut_and_paste (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);

  focus_chip (fixture, id);
  press (fixture, "<Control>x");
  g_assert_cmpstr (salon_day_grid_get_tray (get_grid (fixture)), ==,
                   "Marie Dupont — choose a time and press Ctrl+V");
  gtk_widget_activate_action (GTK_WIDGET (get_grid (fixture)), "calendar.next", NULL);
  salon_day_grid_focus_moment (get_grid (fixture), salon_moment (THURSDAY + 7, 16 * 60));
  press_and_wait (fixture, "<Control>v");
  assert_time (fixture, id, THURSDAY + 7, 16 * 60, 60);
  g_assert_null (salon_day_grid_get_tray (get_grid (fixture)));
}

static void
test_out_of_hours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 19 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autoptr (SalonBooking) booking = NULL;

  focus_chip (fixture, id);
  press_and_wait (fixture, "<Control>Down");
  booking = read_booking (fixture, id);
  g_assert_cmpstr (salon_booking_get_fields (booking)->forced_reason, ==, "Moved at the desk");
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autofree char *edit = g_strdup_printf ("edit-booking '%s'", id);
  g_autofree char *new = g_strdup_printf ("new-booking-at (%d, 960, 0)", THURSDAY);

  focus_chip (fixture, id);
  press (fixture, "Return");
  g_assert_cmpstr (fixture->last_action, ==, edit);
  salon_day_grid_focus_moment (get_grid (fixture), salon_moment (THURSDAY, 16 * 60));
  press (fixture, "Return");
  g_assert_cmpstr (fixture->last_action, ==, new);
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static void
test_reuse (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a =
    add_booking (fixture, "Anna", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  g_autofree char *b =
    add_booking (fixture, "Berthe", THURSDAY + 7, 14 * 60, 60, SALON_BOOKING_CONFIRMED);
  GtkWidget *chip = salon_day_grid_find_chip (get_grid (fixture), a);
  guint n = count_children (GTK_WIDGET (get_grid (fixture)));

  gtk_widget_activate_action (fixture->page, "calendar.next", NULL);
  g_assert_true (salon_day_grid_find_chip (get_grid (fixture), b) == chip);
  g_assert_null (salon_day_grid_find_chip (get_grid (fixture), a));
  g_assert_cmpuint (count_children (GTK_WIDGET (get_grid (fixture))), ==, n);
}

static void
test_month (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    add_booking (fixture, "Marie Dupont", THURSDAY, 14 * 60, 60, SALON_BOOKING_CONFIRMED);

  salon_calendar_page_set_view (SALON_CALENDAR_PAGE (fixture->page), "month");
  g_assert_true (gtk_widget_grab_focus (fixture->page));
  assert_focus (fixture, "Thursday 12 March, 1 booking, open 10:00 to 20:00");
  press (fixture, "Down");
  press (fixture, "Down");
  press (fixture, "Down");
  assert_focus (fixture, "Thursday 2 April, 0 bookings, open 10:00 to 20:00");
  press (fixture, "Return");
  g_assert_cmpstr (salon_calendar_page_get_view (SALON_CALENDAR_PAGE (fixture->page)), ==, "day");
  g_assert_cmpint (salon_calendar_page_get_day (SALON_CALENDAR_PAGE (fixture->page)), ==,
                   salon_day_from_ymd (2026, 4, 2));
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (salon_calendar_page_get_view (SALON_CALENDAR_PAGE (fixture->page)), ==, "day");
}

/* The button for a new booking shows no more than its picture there. */
static void
test_names_when_narrow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->page);

  g_assert_cmpstr (missing, ==, "");
}

#define ADD(path, func)                                                                            \
  g_test_add ("/salon/calendar-page/" path, Fixture, NULL, set_up, func, tear_down)

/* What SalonApplication does by itself. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/fr/serenaia_beaute/Salon/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();
  ADD ("bookings-slots-and-days-have-names", test_names);
  ADD ("arrows-walk-slots-bookings-and-pages", test_walk);
  ADD ("what-others-did-is-highlighted-for-a-moment", test_news);
  ADD ("control-arrows-move-and-resize", test_move);
  ADD ("a-clash-is-said-and-not-done", test_clash);
  ADD ("a-letter-is-a-step-in-the-life-of-a-booking", test_status);
  ADD ("a-letter-asks-what-is-paid", test_paying);
  ADD ("delete-cancels-and-undo-brings-back", test_cancel);
  ADD ("cut-and-paste-moves-across-weeks", test_cut_and_paste);
  ADD ("a-move-out-of-hours-keeps-why", test_out_of_hours);
  ADD ("return-opens-the-editor", test_open);
  ADD ("a-page-turn-reuses-the-chips", test_reuse);
  ADD ("the-month-is-walked-and-opens-a-day", test_month);
  g_test_add ("/salon/calendar-page/a-narrow-window-shows-one-day", Fixture, "narrow", set_up,
              test_narrow, tear_down);
  g_test_add ("/salon/calendar-page/everything-has-a-name-when-narrow", Fixture, "narrow", set_up,
              test_names_when_narrow, tear_down);
  return g_test_run ();
}
