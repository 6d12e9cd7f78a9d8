/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "sync/salon-sync-mailbox.h"

typedef struct
{
  SalonSyncMailbox *mailbox;
  guint n_posts;
  gint64 waiting;
  guint n_pulled; /* G_MAXUINT: anything */
} Fixture;

static void
delivered (const SalonSyncReport *report, GPtrArray *pulled, gpointer user_data)
{
  Fixture *self = user_data;

  self->n_posts++;
  self->waiting = report->waiting;
  self->n_pulled = pulled != NULL ? pulled->len : G_MAXUINT;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->mailbox = salon_sync_mailbox_new (g_main_context_default (), delivered, self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_sync_mailbox_close (self->mailbox);
  salon_sync_mailbox_unref (self->mailbox);
}

static void
post_waiting (Fixture *self, gint64 waiting)
{
  salon_sync_mailbox_lock (self->mailbox)->waiting = waiting;
  salon_sync_mailbox_post (self->mailbox);
}

static void
add_pulled (Fixture *self, guint n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      g_autoptr (JsonObject) row = fixture_client (100 + i, "Marie");
      g_autoptr (SalonChange) change = fixture_insert ("clients", row, "");

      salon_sync_mailbox_add_pulled (self->mailbox, change);
    }
}

static void
deliver (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_latest (Fixture *fixture, gconstpointer unused)
{
  for (int i = 1; i <= 100; i++)
    post_waiting (fixture, i);
  g_assert_cmpuint (fixture->n_posts, ==, 0);
  deliver ();
  g_assert_cmpuint (fixture->n_posts, ==, 1);
  g_assert_cmpint (fixture->waiting, ==, 100);
  g_assert_cmpuint (fixture->n_pulled, ==, 0);
}

static void
test_few_changes (Fixture *fixture, gconstpointer unused)
{
  add_pulled (fixture, 3);
  deliver ();
  g_assert_cmpuint (fixture->n_pulled, ==, 3);
  post_waiting (fixture, 1);
  deliver ();
  g_assert_cmpuint (fixture->n_pulled, ==, 0);
}

static void
test_many_changes (Fixture *fixture, gconstpointer unused)
{
  add_pulled (fixture, 100);
  deliver ();
  g_assert_cmpuint (fixture->n_posts, ==, 1);
  g_assert_cmpuint (fixture->n_pulled, ==, G_MAXUINT);
  add_pulled (fixture, 1);
  deliver ();
  g_assert_cmpuint (fixture->n_pulled, ==, 1);
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  post_waiting (fixture, 1);
  salon_sync_mailbox_close (fixture->mailbox);
  post_waiting (fixture, 2);
  add_pulled (fixture, 1);
  deliver ();
  g_assert_cmpuint (fixture->n_posts, ==, 0);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/sync-mailbox/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("only-the-latest-is-delivered", test_latest);
  add ("few-changes-are-told-one-by-one", test_few_changes);
  add ("many-changes-are-told-as-anything", test_many_changes);
  add ("nothing-is-delivered-once-closed", test_closed);

  return g_test_run ();
}
