/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In a window, in French: a booking is cancelled, somebody who waits for such a time is told of, booked
 * from the list, and is on it no more; a day is closed, and the bookings it hits are seen to.
 */
#include "planning/salon-closing-dialog.h"
#include "planning/salon-planning-banner.h"
#include "planning/salon-task-row.h"
#include "planning/salon-waiting-dialog.h"
#include "planning/salon-wish-dialog.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "accessible-names.h"
#include "bookings/salon-booking-dialog.h"
#include "bookings/salon-booking-save.h"
#include "calendar/salon-day-grid.h"
#include "common/salon-dialog.h"
#include "page-fixture.h"
#include "settings/salon-exception-form.h"

#define ID(n) "00000000-0000-7000-8000-0000000000" n

/* Thursday 16 April 2026. */
#define DAY (salon_day_from_ymd (2026, 4, 16))

static GVariant *asked; /* of the window, last */
static char *asked_name;

static void
asked_cb (GSimpleAction *action, GVariant *parameter, gpointer unused)
{
  g_clear_pointer (&asked, g_variant_unref);
  asked = parameter != NULL ? g_variant_ref (parameter) : NULL;
  g_set_str (&asked_name, g_action_get_name (G_ACTION (action)));
}

/* What the real window does is to open the next dialog. */
static void
add_window_actions (PageFixture *fixture)
{
  static const GActionEntry entries[] = {
    { "waiting-matches", asked_cb, "(xx)", NULL, NULL, { 0 } },
    { "book-wish", asked_cb, "(sii)", NULL, NULL, { 0 } },
    { "closing-list", asked_cb, NULL, NULL, NULL, { 0 } },
    { "block-time-at", asked_cb, "(iii)", NULL, NULL, { 0 } },
    { "edit-block", asked_cb, "s", NULL, NULL, { 0 } },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

static void
commit (PageFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;
  guint n_before = fixture->n_changes;

  salon_session_commit (fixture->session, taken);
  page_fixture_wait_for_change (fixture, n_before);
}

/* Open every day from nine to seven; gel takes an hour. */
static void
open_salon (PageFixture *fixture)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonService) gel = salon_service_new (&(SalonServiceFields) {
    .id = ID ("50"),
    .name = "Pose gel",
    .category = "ongles",
    .duration_minutes = 60,
    .price_cents = 4500,
    .is_active = TRUE,
  });

  salon_service_add_insert (gel, builder);
  for (int day = 0; day < 7; day++)
    {
      g_autoptr (JsonObject) row = json_object_new ();
      g_autofree char *id = g_strdup_printf ("00000000-0000-7000-8000-0000000000a%d", day);

      json_object_set_string_member (row, "id", id);
      json_object_set_int_member (row, "day_of_week", day);
      json_object_set_string_member (row, "start_time", "09:00:00");
      json_object_set_string_member (row, "end_time", "19:00:00");
      json_object_set_boolean_member (row, "is_active", TRUE);
      json_object_set_null_member (row, "staff_id");
      salon_change_builder_insert (builder, "availabilities", row);
    }
  commit (fixture, salon_change_builder_end (builder, "Hours"));
}

static SalonBooking *
book (PageFixture *fixture, const char *id, const char *name, int minute, int duration)
{
  SalonBooking *booking = salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = salon_session_get_staff_id (fixture->session),
    .client_name = name,
    .client_phone = "+33612345678",
    .status = SALON_BOOKING_CONFIRMED,
    .payment_status = "pending",
    .day = DAY,
    .minute = minute,
    .duration_minutes = duration,
    .created_at = 1,
  });
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_booking_add_insert (booking, builder);
  commit (fixture, salon_change_builder_end (builder, "Book"));
  return booking;
}

static void
wait_for (PageFixture *fixture, const char *id, const char *name, gint64 created_at)
{
  static const char *const services[] = { ID ("50"), NULL };
  g_autoptr (SalonWish) wish = salon_wish_new (&(SalonWishFields) {
    .id = id,
    .client_name = name,
    .client_phone = "+33612345678",
    .service_ids = services,
    .duration_minutes = 60,
    .from = DAY,
    .to = DAY,
    .weekdays = SALON_WISH_ALL_WEEKDAYS,
    .start_minute = -1,
    .end_minute = -1,
    .status = SALON_WISH_WAITING,
    .created_at = created_at,
  });
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_wish_add_insert (wish, builder);
  commit (fixture, salon_change_builder_end (builder, "Wait"));
}

static GtkWidget *
make_banner (SalonSession *session)
{
  SalonPlanningBanner *banner = g_object_new (SALON_TYPE_PLANNING_BANNER, NULL);

  salon_planning_banner_set_session (banner, session);
  return GTK_WIDGET (banner);
}

static void
set_up (PageFixture *fixture, gconstpointer make)
{
  page_fixture_set_up (fixture, 0, make, 900);
  add_window_actions (fixture);
  open_salon (fixture);
}

static void
tear_down (PageFixture *fixture, gconstpointer make)
{
  page_fixture_tear_down (fixture);
  g_clear_pointer (&asked, g_variant_unref);
  g_clear_pointer (&asked_name, g_free);
}

static void
cancel (PageFixture *fixture, SalonBooking *booking)
{
  commit (fixture, salon_booking_save_build_cancel (booking, NULL, 100));
}

static void
test_told (PageFixture *fixture, gconstpointer make)
{
  AdwBanner *banner = page_fixture_get_child (fixture->page, "waiting_banner");
  g_autoptr (SalonBooking) morning = book (fixture, ID ("01"), "Marie", 9 * 60, 300);
  g_autoptr (SalonBooking) middle = book (fixture, ID ("02"), "Zoé", 14 * 60, 60);
  g_autoptr (SalonBooking) evening = book (fixture, ID ("03"), "Paul", 15 * 60, 240);

  wait_for (fixture, ID ("12"), "Inès", 200);
  wait_for (fixture, ID ("11"), "Léa Martin", 100);
  wait_for (fixture, ID ("13"), "Awa", 300);
  g_assert_false (adw_banner_get_revealed (banner));

  cancel (fixture, middle);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==,
                   "Jeudi 16 avril à 14:00 est libre : Léa Martin et 2 autres attendent");
  /* Somebody takes it: nothing is told of any more. */
  g_object_unref (book (fixture, ID ("04"), "Nora", 14 * 60, 60));
  g_assert_false (adw_banner_get_revealed (banner));
  page_fixture_undo (fixture);
  g_assert_true (adw_banner_get_revealed (banner));

  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_cmpstr (asked_name, ==, "waiting-matches");
}

static void
test_book (PageFixture *fixture, gconstpointer make)
{
  g_autoptr (SalonBooking) morning = book (fixture, ID ("01"), "Marie", 9 * 60, 300);
  g_autoptr (SalonBooking) evening = book (fixture, ID ("03"), "Paul", 15 * 60, 240);
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *missing = NULL;
  SalonBookingDraft draft = { 0 };
  AdwDialog *list = NULL;
  AdwDialog *editor = NULL;
  guint n_before;

  wait_for (fixture, ID ("12"), "Inès", 200);
  wait_for (fixture, ID ("11"), "Léa Martin", 100);
  list = salon_waiting_dialog_new (fixture->session, salon_range (salon_moment (DAY, 14 * 60),
                                                                  salon_moment (DAY, 15 * 60)));
  salon_dialog_present (list, fixture->page);
  page_fixture_settle ();
  missing = accessible_names_find_missing (GTK_WIDGET (list));
  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpstr (adw_preferences_row_get_title (page_fixture_find (
                     page_fixture_get_child (list, "matches_group"), SALON_TYPE_TASK_ROW, 0)),
                   ==, "Léa Martin");
  gtk_widget_activate_action (GTK_WIDGET (list), "waiting.book", "(sx)", ID ("11"),
                              salon_moment (DAY, 14 * 60));
  g_assert_cmpstr (asked_name, ==, "book-wish");
  g_variant_get (asked, "(&sii)", &draft.wish_id, &draft.day, &draft.minute);
  page_fixture_settle ();

  editor = salon_booking_dialog_new (fixture->session, &draft);
  salon_dialog_present (editor, fixture->page);
  page_fixture_settle ();
  n_before = fixture->n_changes;
  gtk_widget_activate_action (GTK_WIDGET (editor), "booking.save", NULL);
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpstr (fixture->last_label, ==,
                   "Nouveau rendez-vous : Léa Martin, jeu. 16 avr. à 14:00");
  left = salon_reader_list_wishes (salon_session_get_reader (fixture->session), FALSE, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (salon_wish_get_fields (g_ptr_array_index (left, 0))->client_name, ==, "Inès");
  page_fixture_undo (fixture);
  g_clear_pointer (&left, g_ptr_array_unref);
  left = salon_reader_list_wishes (salon_session_get_reader (fixture->session), FALSE, NULL);
  g_assert_cmpuint (left->len, ==, 2);
}

static gboolean
says (GtkWidget *row, const char *words)
{
  for (guint i = 0; i < page_fixture_count (row, GTK_TYPE_LABEL); i++)
    if (strstr (gtk_label_get_label (page_fixture_find (row, GTK_TYPE_LABEL, i)), words) != NULL)
      return TRUE;
  return FALSE;
}

static const SalonWishFields *
read_first (PageFixture *fixture, GPtrArray **wishes)
{
  g_clear_pointer (wishes, g_ptr_array_unref);
  *wishes = salon_reader_list_wishes (salon_session_get_reader (fixture->session), FALSE, NULL);
  return salon_wish_get_fields (g_ptr_array_index (*wishes, 0));
}

/* She was called, thinks about it, and declines; on the way the list says what she was told. */
static void
test_offer (PageFixture *fixture, gconstpointer make)
{
  g_autoptr (GPtrArray) wishes = NULL;
  g_autofree char *missing = NULL;
  AdwDialog *list = NULL;
  GtkWidget *row = NULL;
  guint n_before;

  wait_for (fixture, ID ("11"), "Léa Martin", 100);
  list = salon_waiting_dialog_new (fixture->session, salon_range (0, 0));
  salon_dialog_present (list, fixture->page);
  page_fixture_settle ();
  n_before = fixture->n_changes;
  gtk_widget_activate_action (GTK_WIDGET (list), "waiting.offer", "(sx)", ID ("11"),
                              salon_moment (DAY, 14 * 60));
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpstr (fixture->last_label, ==, "Léa Martin a été prévenue : jeudi 16 avril à 14:00");
  g_assert_cmpint (read_first (fixture, &wishes)->status, ==, SALON_WISH_OFFERED);
  g_assert_cmpint (read_first (fixture, &wishes)->offered_start, ==, salon_moment (DAY, 14 * 60));
  row = page_fixture_find (page_fixture_get_child (list, "others_group"), SALON_TYPE_TASK_ROW, 0);
  g_assert_true (says (row, "Prévenue le jeudi 12 mars à 10:00 : jeudi 16 avril à 14:00"));
  missing = accessible_names_find_missing (GTK_WIDGET (list));
  g_assert_cmpstr (missing, ==, "");

  n_before = fixture->n_changes;
  gtk_widget_activate_action (GTK_WIDGET (list), "waiting.decline", "s", ID ("11"));
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpint (read_first (fixture, &wishes)->status, ==, SALON_WISH_WAITING);
  g_assert_cmpint (read_first (fixture, &wishes)->offered_at, ==, 0);
  page_fixture_undo (fixture);
  g_assert_cmpint (read_first (fixture, &wishes)->status, ==, SALON_WISH_OFFERED);
  adw_dialog_force_close (list);
  page_fixture_settle ();
}

/* What the editor knew already need not be said again. */
static void
test_put_on_list (PageFixture *fixture, gconstpointer make)
{
  g_autoptr (SalonBookingForm) form =
    salon_booking_form_new (salon_session_get_staff_id (fixture->session));
  g_autoptr (SalonService) gel =
    g_list_model_get_item (salon_session_get_services (fixture->session), 0);
  g_autoptr (GPtrArray) wishes = NULL;
  const SalonWishFields *fields = NULL;
  AdwDialog *dialog = NULL;
  guint n_before = fixture->n_changes;

  salon_booking_form_set_new_client (form, "Léa Martin", "06 12 34 56 78", "");
  salon_booking_form_add_service (form, gel);
  salon_booking_form_propose_start (form, DAY, 14 * 60);
  dialog = salon_wish_dialog_new (fixture->session, NULL, form);
  salon_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  gtk_editable_set_text (page_fixture_get_child (dialog, "start_row"), "14h");
  gtk_editable_set_text (page_fixture_get_child (dialog, "end_row"), "14h30");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "wish.save", NULL);
  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, n_before);
  g_assert_cmpstr (gtk_label_get_label (page_fixture_get_child (dialog, "error_label")), ==,
                   "La visite ne tient pas entre ces heures.");
  gtk_editable_set_text (page_fixture_get_child (dialog, "end_row"), "18h");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "wish.save", NULL);
  page_fixture_wait_for_change (fixture, n_before);
  wishes = salon_reader_list_wishes (salon_session_get_reader (fixture->session), FALSE, NULL);
  g_assert_cmpuint (wishes->len, ==, 1);
  fields = salon_wish_get_fields (g_ptr_array_index (wishes, 0));
  g_assert_cmpstr (fields->client_phone, ==, "+33612345678");
  g_assert_cmpint (fields->from, ==, DAY);
  g_assert_cmpint (fields->start_minute, ==, 14 * 60);
  g_assert_cmpint (fields->end_minute, ==, 18 * 60);
  g_assert_cmpint (fields->duration_minutes, ==, 60);
}

static void
block (PageFixture *fixture, int start, int end, const char *reason)
{
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (DAY);

  form->all_day = end == 0;
  form->start = start;
  form->end = end;
  g_set_str (&form->reason, reason);
  commit (fixture, salon_exception_form_save (form));
}

static guint
count_hits (PageFixture *fixture)
{
  g_autoptr (GPtrArray) hits =
    salon_closing_dialog_read_bookings (salon_session_get_reader (fixture->session),
                                        salon_session_get_hours (fixture->session),
                                        salon_session_get_now (fixture->session), NULL);

  return hits->len;
}

/* The worker counts them. */
static void
wait_for_banner (AdwBanner *banner, gboolean is_revealed)
{
  while (adw_banner_get_revealed (banner) != is_revealed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_closing (PageFixture *fixture, gconstpointer make)
{
  AdwBanner *banner = page_fixture_get_child (fixture->page, "closing_banner");
  AdwDialog *dialog = NULL;
  g_autofree char *missing = NULL;

  g_object_unref (book (fixture, ID ("01"), "Marie", 9 * 60, 60));
  g_object_unref (book (fixture, ID ("02"), "Zoé", 10 * 60, 60));
  g_object_unref (book (fixture, ID ("03"), "Paul", 11 * 60, 60));
  g_assert_false (adw_banner_get_revealed (banner));
  block (fixture, 0, 0, "Formation");
  wait_for_banner (banner, TRUE);
  g_assert_cmpstr (adw_banner_get_title (banner), ==,
                   "3 rendez-vous tombent pendant une fermeture du salon");

  dialog = salon_closing_dialog_new (fixture->session);
  salon_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_assert_cmpstr (missing, ==, "");
  for (guint left = 3; left > 0; left--)
    {
      guint n_before = fixture->n_changes;

      g_assert_cmpuint (page_fixture_count (page_fixture_get_child (dialog, "group"),
                                            SALON_TYPE_TASK_ROW),
                        ==, left);
      if (left == 3)
        gtk_widget_activate_action (GTK_WIDGET (dialog), "closing.move", "(sx)", ID ("01"),
                                    salon_moment (DAY + 1, 9 * 60));
      else
        gtk_widget_activate_action (GTK_WIDGET (dialog),
                                    left == 2 ? "closing.keep" : "closing.cancel", "s",
                                    left == 2 ? ID ("02") : ID ("03"));
      page_fixture_wait_for_change (fixture, n_before);
    }
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack")), ==,
                   "done");
  wait_for_banner (banner, FALSE);
  /* What is undone is to be done again. */
  page_fixture_undo (fixture);
  g_assert_cmpuint (count_hits (fixture), ==, 1);
}

/* Hours that open are offered to those who wait, as a cancelled booking is. */
static void
test_opened (PageFixture *fixture, gconstpointer make)
{
  AdwBanner *banner = page_fixture_get_child (fixture->page, "waiting_banner");

  block (fixture, 0, 0, "Congés");
  wait_for (fixture, ID ("11"), "Léa Martin", 100);
  g_assert_false (adw_banner_get_revealed (banner));
  page_fixture_undo (fixture);
  g_assert_false (adw_banner_get_revealed (banner));
  page_fixture_undo (fixture);
  wait_for (fixture, ID ("12"), "Inès", 100);
  block (fixture, 0, 0, "Congés");
  page_fixture_undo (fixture);
  g_assert_cmpstr (adw_banner_get_title (banner), ==,
                   "Jeudi 16 avril à 09:00 est libre : Inès attend");
}

static GtkWidget *
make_grid (SalonSession *session)
{
  GtkWidget *grid = salon_day_grid_new (session);

  g_autoptr (GListStore) bookings = g_list_store_new (SALON_TYPE_BOOKING);

  salon_day_grid_set_days (SALON_DAY_GRID (grid), DAY, 1);
  salon_day_grid_set_bookings (SALON_DAY_GRID (grid), G_LIST_MODEL (bookings));
  return grid;
}

static GtkWidget *
find_block (PageFixture *fixture)
{
  for (guint nth = 0; nth < page_fixture_count (fixture->page, GTK_TYPE_BUTTON); nth++)
    {
      GtkWidget *button = page_fixture_find (fixture->page, GTK_TYPE_BUTTON, nth);

      if (gtk_widget_has_css_class (button, "block-reason"))
        return button;
    }
  return NULL;
}

static void
test_block (PageFixture *fixture, gconstpointer make)
{
  GtkWidget *shown = NULL;
  const char *id;
  int day;
  int minute;
  int minutes;

  gtk_widget_activate_action (fixture->page, "slot.block", NULL);
  g_assert_cmpstr (asked_name, ==, "block-time-at");
  g_variant_get (asked, "(iii)", &day, &minute, &minutes);
  g_assert_cmpint (day, ==, DAY);
  g_assert_cmpint (minutes, ==, 60);

  block (fixture, minute, minute + minutes, "Dentiste");
  shown = find_block (fixture);
  g_assert_nonnull (shown);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (shown)))), ==,
                   "Dentiste");
  gtk_widget_activate_action (fixture->page, "slot.edit-block", NULL);
  g_assert_cmpstr (asked_name, ==, "edit-block");
  id = g_variant_get_string (asked, NULL);
  g_assert_cmpuint (strlen (id), ==, 36);
  page_fixture_undo (fixture);
  g_assert_null (find_block (fixture));
}

/* What the web holds counts down on its chip, and can be let go of there. */
static void
test_hold (PageFixture *fixture, gconstpointer make)
{
  gint64 now = salon_session_get_instant (fixture->session);
  g_autoptr (GListStore) bookings = g_list_store_new (SALON_TYPE_BOOKING);
  g_autoptr (SalonBooking) booking = book (fixture, ID ("01"), "Marie", 14 * 60, 60);
  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autoptr (SalonBooking) held = NULL;
  g_autoptr (SalonBooking) released = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *wrong = NULL;
  GtkWidget *chip = NULL;
  guint n_before;

  fields.status = SALON_BOOKING_PENDING;
  fields.hold_expires_at = now + 12 * 60;
  held = salon_booking_new (&fields);
  salon_booking_add_update (booking, held, builder);
  commit (fixture, salon_change_builder_end (builder, "Hold"));
  g_list_store_append (bookings, held);
  salon_day_grid_set_bookings (SALON_DAY_GRID (fixture->page), G_LIST_MODEL (bookings));
  page_fixture_settle ();
  chip = salon_day_grid_find_chip (SALON_DAY_GRID (fixture->page), ID ("01"));
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (chip),
                                              GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "retenu 12 min");
  g_assert_cmpstr (wrong, ==, NULL);

  gtk_widget_grab_focus (chip);
  n_before = fixture->n_changes;
  gtk_widget_activate_action (fixture->page, "booking.release", NULL);
  page_fixture_wait_for_change (fixture, n_before);
  released =
    salon_reader_get_booking (salon_session_get_reader (fixture->session), ID ("01"), NULL);
  g_assert_cmpint (salon_booking_get_fields (released)->status, ==, SALON_BOOKING_CANCELLED);
}

#define ADD(path, make, test)                                                                      \
  g_test_add ("/salon/waiting/" path, PageFixture, make, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *translations = NULL;

  g_test_init (&argc, &argv, NULL);
  translations = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    return 77;
  gtk_disable_setlocale ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("who-waits-is-told-of-when-a-booking-is-cancelled", make_banner, test_told);
  ADD ("who-waits-is-told-of-when-hours-open", make_banner, test_opened);
  ADD ("booking-her-takes-her-off-the-list", make_banner, test_book);
  ADD ("who-was-told-of-a-time-may-decline-it", make_banner, test_offer);
  ADD ("what-the-editor-knows-goes-on-the-list", make_banner, test_put_on_list);
  ADD ("what-a-closing-hits-is-seen-to-one-by-one", make_banner, test_closing);
  ADD ("what-is-held-counts-down-and-is-let-go", make_grid, test_hold);
  ADD ("time-is-blocked-from-the-calendar", make_grid, test_block);
  return g_test_run ();
}
