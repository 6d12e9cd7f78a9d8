/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/salon-session.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "store/salon-id.h"
#include "store/salon-store-error.h"
#include "window/salon-new-salon.h"

typedef struct
{
  char *folder;
  char *path;
  SalonSession *session;
  GString *heard; /* what was announced, in order */
} Fixture;

static void
changed_cb (SalonSession *session, SalonChange *change, Fixture *fixture)
{
  const char *label = change != NULL ? salon_change_get_label (change) : "anything";

  g_string_append_printf (fixture->heard, "changed(%s) ", label);
}

static void
received_cb (SalonSession *session, SalonChange *change, Fixture *fixture)
{
  g_string_append (fixture->heard, "received ");
}

static void
done_cb (SalonSession *session, const char *label, gboolean can_undo, Fixture *fixture)
{
  g_string_append_printf (fixture->heard, "done(%s%s) ", label, can_undo ? ", undo" : "");
}

static void
failed_cb (SalonSession *session, const char *sentence, Fixture *fixture)
{
  g_assert_cmpuint (strlen (sentence), >, 10);
  g_string_append (fixture->heard, "failed ");
}

static void
open_session (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->session = salon_session_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  salon_session_set_now (fixture->session, salon_moment (salon_day_from_ymd (2026, 3, 12), 600));
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->session, "received", G_CALLBACK (received_cb), fixture);
  g_signal_connect (fixture->session, "done", G_CALLBACK (done_cb), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("salon-session-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "salon.db", NULL);
  fixture->heard = g_string_new (NULL);
  open_session (fixture);
}

static void
close_session (Fixture *fixture)
{
  salon_session_close (fixture->session);
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "salon.db", "salon.db-wal", "salon.db-shm" };

  close_session (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_string_free (fixture->heard, TRUE);
}

static void
wait_until_heard (Fixture *fixture, const char *what)
{
  while (strstr (fixture->heard->str, what) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static SalonChange *
new_service_change (const char *name, int duration_minutes)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *id = salon_id_new ();
  SalonServiceFields fields = { .id = id,
                                .name = name,
                                .category = "ongles",
                                .duration_minutes = duration_minutes,
                                .price_cents = 4500,
                                .is_active = TRUE };
  g_autoptr (SalonService) service = salon_service_new (&fields);

  salon_service_add_insert (service, builder);
  return salon_change_builder_end (builder, name);
}

static void
test_saved_before_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = new_service_change ("Gel", 60);
  g_autofree char *undo_label = NULL;

  salon_session_commit (fixture->session, change);
  /* Nothing is said before the worker has committed. */
  g_assert_cmpstr (fixture->heard->str, ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    0);

  wait_until_heard (fixture, "done");
  g_assert_cmpstr (fixture->heard->str, ==, "changed(Gel) done(Gel, undo) ");
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    1);
  g_object_get (fixture->session, "undo-label", &undo_label, NULL);
  g_assert_cmpstr (undo_label, ==, "Gel");
}

static void
test_undo_survives_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = new_service_change ("Gel", 60);
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;

  salon_session_commit (fixture->session, change);
  wait_until_heard (fixture, "done");
  close_session (fixture);
  open_session (fixture);

  g_string_truncate (fixture->heard, 0);
  salon_session_undo (fixture->session);
  wait_until_heard (fixture, "done");
  g_assert_cmpstr (fixture->heard->str, ==, "changed(Gel) done(Undone: Gel) ");
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    0);
  g_object_get (fixture->session, "undo-label", &undo_label, "redo-label", &redo_label, NULL);
  g_assert_null (undo_label);
  g_assert_cmpstr (redo_label, ==, "Gel");

  g_string_truncate (fixture->heard, 0);
  salon_session_redo (fixture->session);
  wait_until_heard (fixture, "done");
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    1);
}

static SalonChange *
hold_change (SalonSession *session, SalonMoment until)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GTimeZone) zone = salon_session_dup_zone (session);
  g_autofree char *id = salon_id_new ();
  g_autoptr (SalonBooking) booking = salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = salon_session_get_staff_id (session),
    .client_name = "Marie",
    .status = SALON_BOOKING_PENDING,
    .payment_status = "pending",
    .day = salon_day_from_ymd (2026, 3, 20),
    .minute = 600,
    .duration_minutes = 60,
    .created_at = 1,
    .hold_expires_at = salon_moment_to_instant (until, zone),
  });

  salon_booking_add_insert (booking, builder);
  return salon_change_builder_end (builder, "Web");
}

static SalonBookingStatus
read_status (SalonSession *session)
{
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (session),
                                salon_day_from_ymd (2026, 3, 20), salon_day_from_ymd (2026, 3, 21),
                                SALON_BOOKINGS_ALL, NULL);

  g_assert_cmpuint (bookings->len, ==, 1);
  return salon_booking_get_fields (g_ptr_array_index (bookings, 0))->status;
}

/* The clock goes on to a minute after it: the session sees to it by itself, and it is no deed of the
 * owner's. */
static void
test_holds_let_go (Fixture *fixture, gconstpointer data)
{
  SalonMoment ten = salon_moment (salon_day_from_ymd (2026, 3, 12), 600);
  g_autoptr (SalonChange) change = hold_change (fixture->session, ten + 30);

  salon_session_commit (fixture->session, change);
  wait_until_heard (fixture, "done");
  g_string_truncate (fixture->heard, 0);
  salon_session_set_now (fixture->session, ten + 30);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (read_status (fixture->session), ==, SALON_BOOKING_PENDING);
  salon_session_set_now (fixture->session, ten + 31);
  wait_until_heard (fixture, "changed");
  g_assert_cmpstr (fixture->heard->str, ==, "changed(hold expired) ");
  g_assert_cmpint (read_status (fixture->session), ==, SALON_BOOKING_CANCELLED);
}

static void
test_closing_ends_what_is_being_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = new_service_change ("Gel", 60);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  salon_session_commit (fixture->session, change);
  salon_session_close (fixture->session);
  /* What is said too late breaks nothing. */
  wait_until_heard (fixture, "done");
  salon_session_undo (fixture->session);
  wait_until_heard (fixture, "failed");
  g_assert_finalize_object (g_steal_pointer (&fixture->session));

  /* The file is whole without what lies beside it: it may be copied. */
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  open_session (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    1);
}

/* What others did was read, and undo is still being looked at. */
static void
test_looking_again_keeps_no_session (Fixture *fixture, gconstpointer data)
{
  SalonWorker *worker = salon_session_get_worker (fixture->session);

  g_object_add_weak_pointer (G_OBJECT (worker), (gpointer *) &worker);
  salon_session_receive (fixture->session, NULL);
  salon_session_close (fixture->session);
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  /* It is told too late, and breaks nothing. */
  while (worker != NULL)
    g_main_context_iteration (NULL, TRUE);
  open_session (fixture);
}

static void
test_refused_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = new_service_change ("Two days", 2880);

  salon_session_commit (fixture->session, change);
  wait_until_heard (fixture, "failed");
  g_assert_cmpstr (fixture->heard->str, ==, "failed ");
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  g_assert_false (salon_session_commit_finish (SALON_SESSION (source), result, error));
}

static void
test_caller_shows_its_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) change = new_service_change ("Two days", 2880);
  g_autoptr (GError) error = NULL;

  salon_session_commit_async (fixture->session, change, committed_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED);
  g_assert_cmpstr (fixture->heard->str, ==, "");
}

/* As the first page hands it over. */
static void
test_new_salon_holds_what_was_planned (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) plan = g_variant_ref_sink (g_variant_new_parsed (
    "{'name': <%s>, 'address': <'1 rue Neuve, 37000 Tours'>, 'phone': <'+33247000000'>,"
    " 'days': <uint32 1>, 'opens': <600>, 'closes': <780>, 'services': <[uint32 1, 3, 99]>}",
    "Chez Zoé"));
  g_autoptr (SalonChange) change = salon_new_salon_build_change (plan);
  SalonDay monday = salon_day_from_ymd (2026, 3, 9);

  salon_session_commit (fixture->session, change);
  wait_until_heard (fixture, "done");

  SalonOpeningHours *hours = salon_session_get_hours (fixture->session);
  g_autoptr (GArray) open = salon_opening_hours_get_windows (hours, monday);
  g_autoptr (GArray) closed = salon_opening_hours_get_windows (hours, monday + 1);
  GListModel *services = salon_session_get_services (fixture->session);
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "salon.address"), ==,
                   "1 rue Neuve, 37000 Tours");
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "salon.phone"), ==, "+33247000000");
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (g_array_index (open, SalonRange, 0).start, ==, 600);
  g_assert_cmpint (g_array_index (open, SalonRange, 0).end, ==, 780);
  g_assert_cmpuint (closed->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (services), ==, 2);
  g_autoptr (SalonService) second = g_list_model_get_item (services, 1);
  g_assert_cmpstr (salon_service_get_fields (second)->name, ==, "Eyebrow shaping");
  g_assert_cmpint (salon_service_get_fields (second)->price_cents, ==, 1200);
}

static void
test_new_salon_is_open_on_tuesday (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) plan = g_variant_ref_sink (
    g_variant_new_parsed ("{'name': <%s>, 'zone': <'alsace-moselle'>}", "Chez Zoé"));
  g_autoptr (SalonChange) change = salon_new_salon_build_change (plan);
  SalonDay tuesday = salon_day_from_ymd (2026, 3, 10);

  salon_session_commit (fixture->session, change);
  wait_until_heard (fixture, "done");

  g_autoptr (GArray) open =
    salon_opening_hours_get_windows (salon_session_get_hours (fixture->session), tuesday);
  g_autoptr (GArray) closed =
    salon_opening_hours_get_windows (salon_session_get_hours (fixture->session), tuesday - 1);
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "salon.name"), ==, "Chez Zoé");
  g_assert_cmpint (salon_opening_hours_get_zone (salon_session_get_hours (fixture->session)), ==,
                   SALON_HOLIDAY_ZONE_ALSACE_MOSELLE);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (g_array_index (open, SalonRange, 0).start, ==, 9 * 60);
  g_assert_cmpuint (closed->len, ==, 0);
}

static gpointer
apply_behind_its_back (SalonStore *store,
                       gpointer change,
                       GCancellable *cancellable,
                       GError **error)
{
  return salon_store_apply (store, change, 1773306000, error);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonChange **applied = user_data;
  g_autoptr (GError) error = NULL;

  *applied = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_assert_no_error (error);
}

static void
test_received_is_read_before_it_is_told (Fixture *fixture, gconstpointer data)
{
  GListModel *services = salon_session_get_services (fixture->session);
  /* Whether it says what it changed, or only that something did. */
  const gboolean is_known[] = { TRUE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (is_known); i++)
    {
      g_autoptr (SalonChange) change = new_service_change ("Gel", 60);
      g_autoptr (SalonChange) applied = NULL;
      g_autofree char *undo_label = NULL;

      salon_worker_run_async (salon_session_get_worker (fixture->session), apply_behind_its_back,
                              salon_change_ref (change), (GDestroyNotify) salon_change_unref,
                              (GDestroyNotify) salon_change_unref, NULL, applied_cb, &applied);
      while (applied == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (g_list_model_get_n_items (services), ==, i);

      g_string_truncate (fixture->heard, 0);
      salon_session_receive (fixture->session, is_known[i] ? applied : NULL);
      g_assert_cmpstr (fixture->heard->str, ==,
                       is_known[i] ? "changed(Gel) received " : "changed(anything) received ");
      g_assert_cmpuint (g_list_model_get_n_items (services), ==, i + 1);
      /* What the worker knows of undo comes after. */
      while (undo_label == NULL)
        {
          g_main_context_iteration (NULL, TRUE);
          g_object_get (fixture->session, "undo-label", &undo_label, NULL);
        }
    }
}

static void
test_nothing_received_is_not_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = salon_change_builder_end (builder, "Nothing");

  salon_session_receive (fixture->session, change);
  g_assert_cmpstr (fixture->heard->str, ==, "");
}

static void
protect (Fixture *fixture, gboolean is_protected)
{
  g_assert_cmpint (g_chmod (fixture->path, is_protected ? 0400 : 0600), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, is_protected ? 0500 : 0700), ==, 0);
}

static void
test_what_may_not_be_written_can_be_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonChange) first = new_service_change ("Gel", 60);
  g_autoptr (SalonChange) second = new_service_change ("Pose", 60);

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  salon_session_commit (fixture->session, first);
  wait_until_heard (fixture, "done(Gel");
  g_assert_false (salon_session_is_read_only (fixture->session));
  close_session (fixture);

  protect (fixture, TRUE);
  open_session (fixture);
  g_assert_true (salon_session_is_read_only (fixture->session));
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    1);
  salon_session_commit (fixture->session, second);
  wait_until_heard (fixture, "failed");
  g_assert_cmpuint (g_list_model_get_n_items (salon_session_get_services (fixture->session)), ==,
                    1);
  protect (fixture, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/session/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("is-saved-before-it-is-told", test_saved_before_told);
  ADD ("undo-and-redo-survive-a-restart", test_undo_survives_restart);
  ADD ("what-was-held-too-long-lets-go-by-itself", test_holds_let_go);
  ADD ("closing-ends-what-is-being-saved", test_closing_ends_what_is_being_saved);
  ADD ("looking-again-keeps-no-session", test_looking_again_keeps_no_session);
  ADD ("a-refused-change-is-told", test_refused_is_told);
  ADD ("a-caller-shows-its-own-failure", test_caller_shows_its_failure);
  ADD ("what-others-did-is-read-before-it-is-told", test_received_is_read_before_it_is_told);
  ADD ("nothing-received-is-not-told", test_nothing_received_is_not_told);
  ADD ("what-may-not-be-written-can-be-read", test_what_may_not_be_written_can_be_read);
  ADD ("a-new-salon-opens-on-tuesday", test_new_salon_is_open_on_tuesday);
  ADD ("a-new-salon-holds-what-was-planned", test_new_salon_holds_what_was_planned);

  return g_test_run ();
}
