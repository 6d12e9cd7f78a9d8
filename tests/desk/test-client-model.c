/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-client-model.h"

#include "store-fixture.h"

typedef struct
{
  StoreFixture base;
  SalonReader *reader;
  SalonClientModel *model;
  GPtrArray *mirror; /* ids, kept by nothing but what the model tells */
  guint position;    /* of the last news */
  guint removed;
  guint added;
  guint n_news;
} Fixture;

static char *
dup_id_at (Fixture *fixture, guint position)
{
  g_autoptr (SalonClient) client = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  g_assert_nonnull (client);
  return g_strdup (salon_client_get_fields (client)->id);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
  fixture->n_news++;
  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->mirror, (int) (position + i), dup_id_at (fixture, position + i));
}

/* @n_clients called "Client 00002", "Client 00004" … with ids of the same number. */
static void
add_clients (Fixture *fixture, int n_clients)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 2 FROM numbers WHERE n < %d)"
    " INSERT INTO clients (id, name, is_blocked, sms_consent, email_consent, language, created_at)"
    " SELECT format ('00000000-0000-7000-8000-%%012x', n), format ('Client %%05d', n), 0, 0, 0,"
    "  'fr', 0 FROM numbers",
    2 * n_clients);

  g_assert_cmpint (store_fixture_execute (&fixture->base, sql), ==, SQLITE_OK);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  if (GPOINTER_TO_INT (data) > 0)
    add_clients (fixture, GPOINTER_TO_INT (data));
  fixture->reader = salon_reader_open (fixture->base.path, &error);
  g_assert_no_error (error);
  fixture->model = salon_client_model_new (fixture->reader);
  fixture->mirror = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (changed_cb), fixture);
  salon_client_model_reload (fixture->model);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->reader);
  g_ptr_array_unref (fixture->mirror);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
execute (Fixture *fixture, const char *sql)
{
  g_assert_cmpint (store_fixture_execute (&fixture->base, sql), ==, SQLITE_OK);
  fixture->n_news = 0;
  salon_client_model_reload (fixture->model);
}

static void
insert (Fixture *fixture, int number)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO clients (id, name, is_blocked, sms_consent, email_consent, language, created_at)"
    " VALUES (format ('00000000-0000-7000-8000-%%012x', %d), format ('Client %%05d', %d), 0, 0, 0,"
    " 'fr', 0)",
    number, number);

  execute (fixture, sql);
}

static void
assert_news (Fixture *fixture, guint position, guint removed, guint added)
{
  g_assert_cmpuint (fixture->n_news, ==, 1);
  g_assert_cmpuint (fixture->position, ==, position);
  g_assert_cmpuint (fixture->removed, ==, removed);
  g_assert_cmpuint (fixture->added, ==, added);
}

static void
assert_mirror (Fixture *fixture)
{
  g_assert_cmpuint (fixture->mirror->len, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->model)));
  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autofree char *id = dup_id_at (fixture, i);
      g_assert_cmpstr (fixture->mirror->pdata[i], ==, id);
    }
}

static void
test_whole (Fixture *fixture, gconstpointer unused)
{
  GListModel *model = G_LIST_MODEL (fixture->model);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2000);
  for (guint i = 0; i < 2000; i += 37)
    {
      g_autoptr (SalonClient) client = g_list_model_get_item (model, i);
      g_autofree char *name = g_strdup_printf ("Client %05u", 2 * (i + 1));
      g_assert_cmpstr (salon_client_get_fields (client)->name, ==, name);
    }
  g_assert_null (g_list_model_get_item (model, 2000));
}

static void
test_insert (Fixture *fixture, gconstpointer unused)
{
  insert (fixture, 101);
  assert_news (fixture, 50, 0, 1);
  insert (fixture, 1);
  assert_news (fixture, 0, 0, 1);
  insert (fixture, 99999);
  assert_news (fixture, 302, 0, 1);
  assert_mirror (fixture);
}

static void
test_edit (Fixture *fixture, gconstpointer unused)
{
  execute (fixture, "UPDATE clients SET allergies = 'latex' WHERE name = 'Client 00020'");
  assert_news (fixture, 9, 1, 1);
  execute (fixture, "UPDATE clients SET name = 'Client 00031' WHERE name = 'Client 00020'");
  assert_news (fixture, 9, 6, 6);
  execute (fixture, "DELETE FROM clients WHERE name = 'Client 00031'");
  assert_news (fixture, 14, 1, 0);
  assert_mirror (fixture);
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  execute (fixture, "UPDATE clients SET name = name");
  g_assert_cmpuint (fixture->n_news, ==, 0);
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 0);
  insert (fixture, 7);
  assert_news (fixture, 0, 0, 1);
  execute (fixture, "DELETE FROM clients");
  assert_news (fixture, 0, 1, 0);
}

static void
test_random (Fixture *fixture, gconstpointer unused)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 60; i++)
    {
      int number = g_rand_int_range (random, 1, 700);
      g_autofree char *sql = NULL;

      switch (g_rand_int_range (random, 0, 3))
        {
        case 0:
          sql = g_strdup_printf ("DELETE FROM clients WHERE name = 'Client %05d'", number);
          break;
        case 1:
          sql =
            g_strdup_printf ("UPDATE clients SET name = 'Client %05d b' WHERE name = 'Client %05d'",
                             number, g_rand_int_range (random, 1, 700));
          break;
        default:
          sql = g_strdup_printf ("UPDATE clients SET notes = notes || '%d' WHERE name LIKE '%%%d'",
                                 i, number);
        }
      execute (fixture, sql);
      assert_mirror (fixture);
    }
}

/* The store itself writes what clients are found by. */
static void
test_search (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "Élodie Petit", "Elo Martin", "Marie Durand" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonObject) row = fixture_client (7001 + i, names[i]);
      salon_change_unref (
        store_fixture_apply (&fixture->base, fixture_insert ("clients", row, names[i])));
    }
  salon_client_model_set_text (fixture->model, "elo");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 2);
  assert_mirror (fixture);
  salon_client_model_set_text (fixture->model, "nobody");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 0);
  g_assert_null (salon_client_model_get_error (fixture->model));
  salon_client_model_set_text (fixture->model, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 3);
  assert_mirror (fixture);
}

static void
test_broken (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (store_fixture_execute (&fixture->base, "PRAGMA foreign_keys = OFF"), ==,
                   SQLITE_OK);
  g_assert_cmpint (store_fixture_execute (&fixture->base, "DROP TABLE clients"), ==, SQLITE_OK);
  salon_client_model_reload (fixture->model);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_nonnull (salon_client_model_get_error (fixture->model));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 0);
  g_assert_cmpuint (fixture->mirror->len, ==, 0);
}

#define ADD(path, n_clients, test)                                                                 \
  g_test_add ("/salon/client-model/" path, Fixture, GINT_TO_POINTER (n_clients), set_up, test,     \
              tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("everybody-is-listed-by-name", 2000, test_whole);
  ADD ("a-new-client-moves-nobody-above", 300, test_insert);
  ADD ("an-edit-tells-of-the-rows-that-differ", 300, test_edit);
  ADD ("the-same-again-is-no-news", 300, test_nothing);
  ADD ("the-first-comes-and-the-last-goes", 0, test_empty);
  ADD ("news-alone-keep-a-view-right", 300, test_random);
  ADD ("a-search-lists-what-it-finds", 0, test_search);
  ADD ("a-broken-file-empties-it-and-says-why", 300, test_broken);
  return g_test_run ();
}
