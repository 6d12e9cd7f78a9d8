/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finder in a real window: what is typed, chosen and done. Monday 9 March 2026, 8:00. */
#include "accessible-names.h"
#include "common/salon-dialog.h"
#include "finder-fixture.h"
#include "finder/salon-finder-chips.h"
#include "finder/salon-finder-dialog.h"
#include "finder/salon-finder-row.h"

typedef struct
{
  BookingFixture salon;
  GtkWidget *window;
  AdwDialog *dialog;
  char *action;
  char *target;
} Fixture;

static void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
found_cb (SalonFinderDialog *dialog, const char *action, GVariant *target, Fixture *self)
{
  g_assert_null (self->action);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_print (target, FALSE) : g_strdup ("");
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonFinderActions) actions = salon_finder_actions_new ();
  GtkWidget *entry;

  finder_fixture_set_up (&self->salon, NULL);
  salon_finder_actions_add_pages (actions);
  salon_finder_actions_add (actions, "_Print…", NULL, "system-run-symbolic", "win.print", NULL);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), gtk_button_new_with_label ("The salon"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  run_pending ();
  self->dialog = salon_finder_dialog_new (self->salon.session, actions);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  g_signal_connect (self->dialog, "found", G_CALLBACK (found_cb), self);
  salon_dialog_present (self->dialog, adw_window_get_content (ADW_WINDOW (self->window)));
  entry = adw_dialog_get_focus (self->dialog);
  while (!gtk_widget_get_mapped (entry))
    g_main_context_iteration (NULL, TRUE);
  run_pending ();
}

/* Until it is gone with all it holds. */
static void
wait_for_closing (Fixture *self)
{
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->dialog != NULL)
    adw_dialog_force_close (self->dialog);
  wait_for_closing (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  booking_fixture_tear_down (&self->salon, NULL);
  g_free (self->action);
  g_free (self->target);
}

static gpointer
get_child (Fixture *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self->dialog), SALON_TYPE_FINDER_DIALOG, name);
}

static void
type (Fixture *self, const char *line)
{
  salon_finder_dialog_set_line (SALON_FINDER_DIALOG (self->dialog), line);
  run_pending ();
}

static const char *
get_chosen (Fixture *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_child (self, "results"));

  g_assert_nonnull (row);
  return salon_finder_row_get_result (SALON_FINDER_ROW (row))->title;
}

static void
press_enter (Fixture *self)
{
  g_signal_emit_by_name (get_child (self, "entry"), "activate");
  run_pending ();
}

static void
test_client_is_found_by_two_letters (Fixture *self, gconstpointer unused)
{
  g_autofree char *target =
    g_strdup_printf ("'%s'", salon_client_get_fields (self->salon.marie)->id);

  type (self, "du");
  g_assert_cmpstr (get_chosen (self), ==, "Marie Dupont");
  type (self, "dur");
  g_assert_cmpstr (get_chosen (self), ==, "Marie Durand");
  press_enter (self);
  wait_for_closing (self);
  g_assert_cmpstr (self->action, ==, "win.show-client");
  g_assert_cmpstr (self->target, ==, target);
}

static void
test_line_becomes_a_booking_to_be_confirmed (Fixture *self, gconstpointer unused)
{
  g_autofree char *target =
    g_strdup_printf ("('%s', '', '', '', ['%s', '%s'], %d, 840)",
                     salon_client_get_fields (self->salon.marie)->id,
                     salon_service_get_fields (self->salon.massage)->id,
                     salon_service_get_fields (self->salon.brows)->id, TUESDAY);

  type (self, "durand massage + sourcils mardi 14h");
  g_assert_true (gtk_widget_get_visible (get_child (self, "wish_box")));
  g_assert_cmpstr (get_chosen (self), ==, "Tuesday 10 March, 14:00 – 15:45");
  press_enter (self);
  wait_for_closing (self);
  g_assert_cmpstr (self->action, ==, "win.book");
  g_assert_cmpstr (self->target, ==, target);
}

static void
test_one_of_two_services_is_chosen_by_the_keyboard (Fixture *self, gconstpointer unused)
{
  type (self, "durand gel mardi 14h");
  g_assert_cmpstr (get_chosen (self), ==, "Gel nails");
  press_enter (self);
  g_assert_nonnull (self->dialog);
  g_assert_cmpstr (get_chosen (self), ==, "Tuesday 10 March, 14:00 – 15:00");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                         get_child (self, "entry")));
  g_assert_null (self->action);
}

static void
test_one_of_two_services_is_chosen_by_its_picker (Fixture *self, gconstpointer unused)
{
  type (self, "durand gel mardi 14h");
  g_assert_true (
    gtk_widget_activate_action (get_child (self, "chips"), "finder.choose", "(ii)", 0, 1));
  run_pending ();
  g_assert_cmpstr (get_chosen (self), ==, "Tuesday 10 March, 14:00 – 14:30");
}

static void
test_taken_time_is_told (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = booking_fixture_make_form (&self->salon, 14 * 60);
  g_autoptr (SalonBooking) booking = booking_fixture_save (&self->salon, form);
  GtkLabel *hint = get_child (self, "hint_label");

  type (self, "dupont massage mardi 14h");
  g_assert_cmpstr (gtk_label_get_label (hint), ==, "14:00: Marie Durand until 15:10");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (hint)));
  type (self, "dupont massage mercredi 10 mars");
  g_assert_cmpstr (gtk_label_get_label (hint), ==, "That day is Tuesday 10 March 2026");
  type (self, "dupont massage lundi prochain matin");
  g_assert_cmpstr (gtk_label_get_label (hint), ==, "Nothing is free then: these times come next");
  type (self, "dupont massage mardi 16h");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (hint)));
}

static void
test_date_leads_to_the_calendar (Fixture *self, gconstpointer unused)
{
  g_autofree char *target = g_strdup_printf ("%d", TODAY + 3);

  type (self, "12 mars");
  press_enter (self);
  wait_for_closing (self);
  g_assert_cmpstr (self->action, ==, "win.show-day");
  g_assert_cmpstr (self->target, ==, target);
}

static void
test_action_is_done (Fixture *self, gconstpointer unused)
{
  type (self, "print");
  press_enter (self);
  wait_for_closing (self);
  g_assert_cmpstr (self->action, ==, "win.print");
}

static void
test_nothing_found_is_said_and_enter_does_nothing (Fixture *self, gconstpointer unused)
{
  type (self, "+ + +");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_child (self, "stack")), ==, "nothing");
  press_enter (self);
  g_assert_nonnull (self->dialog);
}

static void
test_change_from_elsewhere_is_seen (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = NULL;
  g_autoptr (SalonBooking) booking = NULL;

  type (self, "dupont massage mardi 14h");
  g_assert_cmpstr (get_chosen (self), ==, "Tuesday 10 March, 14:00 – 15:30");
  form = booking_fixture_make_form (&self->salon, 14 * 60);
  booking = booking_fixture_save (&self->salon, form);
  g_assert_cmpstr (get_chosen (self), ==, "Tuesday 10 March, 15:10 – 16:40");
}

static void
test_escape_leaves_and_does_nothing (Fixture *self, gconstpointer unused)
{
  type (self, "durand");
  g_signal_emit_by_name (get_child (self, "entry"), "stop-search");
  wait_for_closing (self);
  g_assert_null (self->action);
}

static void
test_everything_has_a_name (Fixture *self, gconstpointer unused)
{
  static const char *const lines[] = { "", "durand", "marie gel mardi", "zoé massage jeudi" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *missing = NULL;

      type (self, lines[i]);
      missing = accessible_names_find_missing (GTK_WIDGET (self->dialog));
      g_assert_cmpstr (missing, ==, "");
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/finder-dialog/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("client-is-found-by-two-letters", test_client_is_found_by_two_letters);
  ADD ("line-becomes-a-booking-to-be-confirmed", test_line_becomes_a_booking_to_be_confirmed);
  ADD ("one-of-two-services-is-chosen-by-the-keyboard",
       test_one_of_two_services_is_chosen_by_the_keyboard);
  ADD ("one-of-two-services-is-chosen-by-its-picker",
       test_one_of_two_services_is_chosen_by_its_picker);
  ADD ("taken-time-is-told", test_taken_time_is_told);
  ADD ("date-leads-to-the-calendar", test_date_leads_to_the_calendar);
  ADD ("action-is-done", test_action_is_done);
  ADD ("nothing-found-is-said-and-enter-does-nothing",
       test_nothing_found_is_said_and_enter_does_nothing);
  ADD ("change-from-elsewhere-is-seen", test_change_from_elsewhere_is_seen);
  ADD ("escape-leaves-and-does-nothing", test_escape_leaves_and_does_nothing);
  ADD ("everything-has-a-name", test_everything_has_a_name);
  return g_test_run ();
}
