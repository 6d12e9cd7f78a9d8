/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <glib/gstdio.h>

#include "store/salon-sample.h"

#define SEED 7
#define HEIGHT 900

static void
changed_cb (SalonSession *session, SalonChange *change, PageFixture *self)
{
  self->n_changes++;
  g_set_str (&self->last_label, change != NULL ? salon_change_get_label (change) : NULL);
}

/* Otherwise a test would wait for ever for a change that does not come. */
static void
failed_cb (SalonSession *session, const char *sentence)
{
  g_error ("%s", sentence);
}

static void
fill_sample (SalonStore *store, gconstpointer data)
{
  int n_bookings = GPOINTER_TO_INT (data);

  if (n_bookings > 0)
    g_assert_true (salon_sample_fill (store,
                                      salon_moment (salon_day_from_ymd (2026, 3, 12), 10 * 60),
                                      n_bookings, SEED, NULL, NULL));
}

static void
open_session (PageFixture *self, PageFixtureFill fill, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SalonDay today = salon_day_from_ymd (2026, 3, 12);
  g_autofree char *path = g_build_filename (self->folder, "salon.sqlite", NULL);
  SalonStore *store = salon_store_open (path, &error);
  gboolean is_sample;

  g_assert_no_error (error);
  fill (store, data);
  is_sample = salon_store_is_sample (store);
  g_object_unref (store);
  self->session = salon_session_open (path, is_sample, &error);
  g_assert_no_error (error);
  salon_session_set_now (self->session, salon_moment (today, 10 * 60));
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->session, "failed", G_CALLBACK (failed_cb), NULL);
}

void
page_fixture_set_up (PageFixture *self, int n_bookings, PageFixtureMake make, int width)
{
  page_fixture_set_up_filled (self, fill_sample, GINT_TO_POINTER (n_bookings), make, width);
}

void
page_fixture_set_up_filled (PageFixture *self,
                            PageFixtureFill fill,
                            gconstpointer data,
                            PageFixtureMake make,
                            int width)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("salon-page-XXXXXX", &error);
  g_assert_no_error (error);
  open_session (self, fill, data);
  self->page = make ? make (self->session) : adw_bin_new ();
  self->window = g_object_new (ADW_TYPE_WINDOW, "content", self->page, "default-width", width,
                               "default-height", HEIGHT, "width-request", 320, NULL);
  g_object_add_weak_pointer (G_OBJECT (self->page), (gpointer *) &self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  while (gtk_widget_get_width (self->page) == 0)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

void
page_fixture_tear_down (PageFixture *self)
{
  static const char *const names[] = { "salon.sqlite", "salon.sqlite-wal", "salon.sqlite-shm" };

  gtk_window_destroy (GTK_WINDOW (self->window));
  page_fixture_settle ();
  g_assert_null (self->page);
  salon_session_close (self->session);
  g_assert_finalize_object (self->session);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->last_label);
}

void
page_fixture_wait_for_change (PageFixture *self, guint n_before)
{
  while (self->n_changes == n_before)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

void
page_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
page_fixture_undo (PageFixture *self)
{
  guint n_before = self->n_changes;

  salon_session_undo (self->session);
  page_fixture_wait_for_change (self, n_before);
}

gpointer
page_fixture_get_child (gpointer widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

static GtkWidget *
find (GtkWidget *widget, GType type, guint *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, nth);
      if (found)
        return found;
    }
  return NULL;
}

gpointer
page_fixture_find (gpointer widget, GType type, guint nth)
{
  GtkWidget *found = find (widget, type, &nth);

  g_assert_nonnull (found);
  return found;
}

guint
page_fixture_count (gpointer widget, GType type)
{
  guint count = 0;

  for (guint nth = 0;; nth = ++count)
    if (!find (widget, type, &nth))
      return count;
}
