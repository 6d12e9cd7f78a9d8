/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lists that load as they are scrolled have in common, on a kind whose items are numbers: what is
 * told of news, and how little is read, is shown with bookings in test-bookings-model.c.
 */
#include "common/salon-paged-model.h"

#include "store-fixture.h"

/* As many as the question says. */
#define N_ROWS 2000

static guint n_pages_read;
static gint n_questions; /* that are not freed; from two threads */

struct _Numbers
{
  SalonPagedModel parent_instance;
};

G_DECLARE_FINAL_TYPE (Numbers, numbers, TEST, NUMBERS, SalonPagedModel)
G_DEFINE_FINAL_TYPE (Numbers, numbers, SALON_TYPE_PAGED_MODEL)

static gpointer
make_number (gint64 number)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (item, "number", GINT_TO_POINTER (number));
  return item;
}

static gpointer
make_blank (void)
{
  return make_number (-1);
}

static GPtrArray *
read_rows (SalonReader *reader, const gint64 *rows, guint n_rows, GError **error)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  n_pages_read++;
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (items, make_number (rows[i]));
  return items;
}

static gboolean
is_same (gpointer before, gpointer after)
{
  return TRUE;
}

static GArray *
find_numbers (SalonStore *store, gconstpointer query, GError **error)
{
  const int *n_rows = query;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 0; i < *n_rows; i++)
    g_array_append_val (rows, i);
  return rows;
}

static void
numbers_class_init (NumbersClass *klass)
{
  SalonPagedModelClass *paged_class = SALON_PAGED_MODEL_CLASS (klass);

  paged_class->item_type = G_TYPE_OBJECT;
  paged_class->make_blank = make_blank;
  paged_class->read_rows = read_rows;
  paged_class->is_same = is_same;
  paged_class->find = find_numbers;
}

static void
numbers_init (Numbers *self)
{
}

typedef struct
{
  StoreFixture base;
  SalonReader *reader;
  SalonWorker *worker;
  SalonPagedModel *model;
  guint n_answers;
} Fixture;

static void
free_question (gpointer question)
{
  g_atomic_int_add (&n_questions, -1);
  g_free (question);
}

static void
ask (Fixture *fixture, int n_rows)
{
  g_atomic_int_inc (&n_questions);
  salon_paged_model_ask (fixture->model, g_memdup2 (&n_rows, sizeof n_rows), free_question);
}

static void
answered_cb (Fixture *fixture)
{
  fixture->n_answers++;
}

static void
wait_for_answer (Fixture *fixture)
{
  for (guint n_before = fixture->n_answers; fixture->n_answers == n_before;)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  n_pages_read = 0;
  store_fixture_set_up (&fixture->base, NULL);
  fixture->reader = salon_reader_open (fixture->base.path, &error);
  g_assert_no_error (error);
  fixture->worker = salon_worker_new (fixture->base.path);
  fixture->model = salon_paged_model_new (numbers_get_type (), fixture->reader, fixture->worker);
  g_signal_connect_swapped (fixture->model, "answered", G_CALLBACK (answered_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->model);
  salon_worker_close (fixture->worker);
  g_assert_finalize_object (fixture->worker);
  g_assert_finalize_object (fixture->reader);
  g_assert_cmpint (g_atomic_int_get (&n_questions), ==, 0);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
assert_number (Fixture *fixture, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  g_assert_nonnull (item);
  g_assert_cmpint (GPOINTER_TO_INT (g_object_get_data (item, "number")), ==, position);
}

/* A page comes with its first row; the way back to one that lay near costs nothing. */
static void
test_pages (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, N_ROWS);
  wait_for_answer (fixture);
  g_assert_cmpuint (n_pages_read, ==, 0);
  for (guint i = 0; i < N_ROWS; i++)
    assert_number (fixture, i);
  g_assert_cmpuint (n_pages_read, ==, N_ROWS / 100);
  for (guint i = N_ROWS; i-- > N_ROWS - 500;)
    assert_number (fixture, i);
  g_assert_cmpuint (n_pages_read, ==, N_ROWS / 100);
  assert_number (fixture, 0);
  g_assert_cmpuint (n_pages_read, ==, N_ROWS / 100 + 1);
}

static void
test_no_sum (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 3);
  wait_for_answer (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_answers, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 3);
}

/* Neither the model nor the question is there any more for those who come late. */
static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 3);
  ask (fixture, N_ROWS);
  salon_paged_model_reload (fixture->model);
  g_assert_finalize_object (g_steal_pointer (&fixture->model));
  salon_worker_close (fixture->worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_answers, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/salon/paged-model/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("a-page-is-read-when-it-is-asked-for", test_pages);
  ADD ("without-a-sum-the-rows-are-the-answer", test_no_sum);
  ADD ("an-answer-to-nobody-is-let-go", test_gone);
#undef ADD
  return g_test_run ();
}
