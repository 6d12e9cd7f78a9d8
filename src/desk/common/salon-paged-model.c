/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-paged-model.h"

#define PAGE_LENGTH 100
/* What a list view keeps around its visible rows lies well within. */
#define MOST_PAGES 6

/* Counted: the worker may still read the one that another has followed. */
typedef struct
{
  gpointer query;
  GDestroyNotify free_query;
  const SalonPagedModelClass *kind; /* of the type, which stays */
} Question;

typedef struct
{
  SalonReader *reader;
  SalonWorker *worker;
  Question *question;   /* NULL: nothing was asked yet */
  gboolean is_new;      /* the question under way is not the one that is shown */
  GCancellable *asking; /* of the question under way; NULL: none */

  GArray *rows;      /* gint64, row numbers */
  GHashTable *pages; /* page number → GPtrArray of items */
  gpointer blank;
  GError *error;
  guint empty_source;
} SalonPagedModelPrivate;

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void salon_paged_model_list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SalonPagedModel,
                                  salon_paged_model,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (SalonPagedModel)
                                    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                           salon_paged_model_list_model_init))

static SalonPagedModelPrivate *
get_private (SalonPagedModel *self)
{
  return salon_paged_model_get_instance_private (self);
}

static GHashTable *
make_pages (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static void
tell_answer (SalonPagedModel *self)
{
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
tell_items (SalonPagedModel *self, guint position, guint removed, guint added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static gboolean
empty_cb (gpointer data)
{
  SalonPagedModel *self = data;
  SalonPagedModelPrivate *own = get_private (self);
  guint n_before = own->rows->len;

  own->empty_source = 0;
  g_hash_table_remove_all (own->pages);
  g_array_set_size (own->rows, 0);
  tell_items (self, 0, n_before, 0);
  tell_answer (self);
  return G_SOURCE_REMOVE;
}

/* Takes @error. A view may be in the middle of asking for its rows: they are taken away afterwards. */
static void
take_error (SalonPagedModel *self, GError *error)
{
  SalonPagedModelPrivate *own = get_private (self);

  g_clear_error (&own->error);
  own->error = error;
  if (own->empty_source == 0)
    own->empty_source = g_idle_add (empty_cb, self);
}

/* --- Pages --- */

/* Keeps those near @page: the list is scrolled, seldom jumped about in. */
static void
drop_farthest_page (GHashTable *pages, guint page)
{
  GHashTableIter iter;
  gpointer key;
  guint farthest = page;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint other = GPOINTER_TO_UINT (key);

      if (ABS ((int) other - (int) page) > ABS ((int) farthest - (int) page))
        farthest = other;
    }
  g_hash_table_remove (pages, GUINT_TO_POINTER (farthest));
}

static GPtrArray *
get_page (SalonPagedModel *self, guint page)
{
  SalonPagedModelPrivate *own = get_private (self);
  GPtrArray *items = g_hash_table_lookup (own->pages, GUINT_TO_POINTER (page));
  guint first = page * PAGE_LENGTH;
  GError *error = NULL;

  if (items != NULL || own->error != NULL)
    return items;
  items = SALON_PAGED_MODEL_GET_CLASS (self)->read_rows (own->reader,
                                                         &g_array_index (own->rows, gint64, first),
                                                         MIN (PAGE_LENGTH, own->rows->len - first),
                                                         &error);
  if (items == NULL)
    {
      take_error (self, error);
      return NULL;
    }
  if (g_hash_table_size (own->pages) >= MOST_PAGES)
    drop_farthest_page (own->pages, page);
  g_hash_table_insert (own->pages, GUINT_TO_POINTER (page), items);
  return items;
}

/* NULL when the row is not there (any more). */
static gpointer
peek_item (SalonPagedModel *self, guint position)
{
  GPtrArray *items = get_page (self, position / PAGE_LENGTH);
  guint index = position % PAGE_LENGTH;

  return items != NULL && index < items->len ? g_ptr_array_index (items, index) : NULL;
}

/* --- News --- */

/* A stretch of the list before the news that is other now: [first, end). */
typedef struct
{
  guint first;
  guint end;
} Stretch;

/* By the row numbers alone: what lies between the common beginning and the common end. */
static Stretch
compare_rows (GArray *before, GArray *after)
{
  guint shorter = MIN (before->len, after->len);
  guint first = 0;
  guint n_last = 0;

  while (first < shorter
         && g_array_index (before, gint64, first) == g_array_index (after, gint64, first))
    first++;
  while (n_last < shorter - first
         && g_array_index (before, gint64, before->len - 1 - n_last)
              == g_array_index (after, gint64, after->len - 1 - n_last))
    n_last++;
  /* The same rows: there is no place from which to widen. */
  if (first == before->len && first == after->len)
    return (Stretch) { G_MAXUINT, 0 };
  return (Stretch) { first, before->len - n_last };
}

/* Widens @stretch by the items of @pages that are the same rows with something else in them. */
static void
compare_items (SalonPagedModel *self, GHashTable *pages, gint64 shift, Stretch *stretch)
{
  const Stretch rows = *stretch;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *items = value;

      for (guint i = 0; i < items->len; i++)
        {
          guint position = GPOINTER_TO_UINT (key) * PAGE_LENGTH + i;
          gint64 now = position < rows.first ? position : position + shift;
          gpointer item = NULL;

          if (position >= rows.first && position < rows.end)
            continue;
          item = peek_item (self, (guint) now);
          if (item != NULL && SALON_PAGED_MODEL_GET_CLASS (self)->is_same (items->pdata[i], item))
            continue;
          stretch->first = MIN (stretch->first, position);
          stretch->end = MAX (stretch->end, position + 1);
        }
    }
}

/* The same question, answered anew. */
static void
renew_rows (SalonPagedModel *self, GArray *before)
{
  SalonPagedModelPrivate *own = get_private (self);
  g_autoptr (GHashTable) pages = g_steal_pointer (&own->pages);
  gint64 shift = (gint64) own->rows->len - before->len;
  Stretch stretch = compare_rows (before, own->rows);

  own->pages = make_pages ();
  compare_items (self, pages, shift, &stretch);
  if (stretch.first > stretch.end)
    return;
  tell_items (self, stretch.first, stretch.end - stretch.first,
              (guint) (stretch.end - stretch.first + shift));
}

/* Takes @rows. */
static void
take_rows (SalonPagedModel *self, GArray *rows)
{
  SalonPagedModelPrivate *own = get_private (self);
  g_autoptr (GArray) before = g_steal_pointer (&own->rows);

  own->rows = rows;
  g_clear_handle_id (&own->empty_source, g_source_remove);
  g_clear_error (&own->error);
  if (!own->is_new)
    {
      renew_rows (self, before);
      return;
    }
  own->is_new = FALSE;
  g_hash_table_remove_all (own->pages);
  tell_items (self, 0, before->len, rows->len);
}

/* --- What the worker does --- */

static void
clear_question (gpointer data)
{
  Question *question = data;

  question->free_query (question->query);
}

static void
release_question (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_question);
}

/* A question on its way: to the worker, and with its answer back to a model that may be gone. */
typedef struct
{
  GWeakRef model;
  GCancellable *asking;
} Errand;

static void
errand_free (Errand *errand)
{
  g_weak_ref_clear (&errand->model);
  g_object_unref (errand->asking);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

/* The model, if it still waits for this answer. */
static SalonPagedModel *
errand_get_model (Errand *errand)
{
  g_autoptr (SalonPagedModel) self = g_weak_ref_get (&errand->model);

  return self != NULL && get_private (self)->asking == errand->asking ? g_steal_pointer (&self)
                                                                      : NULL;
}

static void
send (SalonPagedModel *self,
      SalonWorkerFunc func,
      GDestroyNotify free_answer,
      GAsyncReadyCallback answered)
{
  SalonPagedModelPrivate *own = get_private (self);
  Errand *errand = g_new0 (Errand, 1);

  g_weak_ref_init (&errand->model, self);
  errand->asking = g_object_ref (own->asking);
  salon_worker_run_async (own->worker, func, g_atomic_rc_box_acquire (own->question),
                          release_question, free_answer, own->asking, answered, errand);
}

static gpointer
find (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return question->kind->find (store, question->query, error);
}

static gpointer
sum (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return question->kind->sum (store, question->query, error);
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autofree gpointer answer = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonPagedModel) self = errand_get_model (errand);

  if (self == NULL)
    return;
  g_clear_object (&get_private (self)->asking);
  if (answer == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  SALON_PAGED_MODEL_GET_CLASS (self)->take_sum (self, answer);
  tell_answer (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonPagedModel) self = errand_get_model (errand);

  if (self == NULL)
    return;
  if (rows != NULL && SALON_PAGED_MODEL_GET_CLASS (self)->sum != NULL)
    send (self, sum, g_free, summed_cb);
  else
    g_clear_object (&get_private (self)->asking);
  if (rows == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  take_rows (self, g_steal_pointer (&rows));
  tell_answer (self);
}

static void
stop_asking (SalonPagedModel *self)
{
  SalonPagedModelPrivate *own = get_private (self);

  if (own->asking != NULL)
    g_cancellable_cancel (own->asking);
  g_clear_object (&own->asking);
}

void
salon_paged_model_reload (SalonPagedModel *self)
{
  g_return_if_fail (SALON_IS_PAGED_MODEL (self));
  g_return_if_fail (get_private (self)->question != NULL);

  stop_asking (self);
  get_private (self)->asking = g_cancellable_new ();
  send (self, find, (GDestroyNotify) g_array_unref, found_cb);
}

void
salon_paged_model_ask (SalonPagedModel *self, gpointer query, GDestroyNotify free_query)
{
  SalonPagedModelPrivate *own = NULL;

  g_return_if_fail (SALON_IS_PAGED_MODEL (self));
  g_return_if_fail (query != NULL);

  own = get_private (self);
  g_clear_pointer (&own->question, release_question);
  own->question = g_atomic_rc_box_new0 (Question);
  own->question->query = query;
  own->question->free_query = free_query;
  own->question->kind = SALON_PAGED_MODEL_GET_CLASS (self);
  own->is_new = TRUE;
  salon_paged_model_reload (self);
}

const GError *
salon_paged_model_get_error (SalonPagedModel *self)
{
  g_return_val_if_fail (SALON_IS_PAGED_MODEL (self), NULL);
  return get_private (self)->error;
}

/* --- The list --- */

static GType
salon_paged_model_get_item_type (GListModel *model)
{
  return SALON_PAGED_MODEL_GET_CLASS (model)->item_type;
}

static guint
salon_paged_model_get_n_items (GListModel *model)
{
  return get_private (SALON_PAGED_MODEL (model))->rows->len;
}

static gpointer
salon_paged_model_get_item (GListModel *model, guint position)
{
  SalonPagedModel *self = SALON_PAGED_MODEL (model);
  SalonPagedModelPrivate *own = get_private (self);
  gpointer item = NULL;

  if (position >= own->rows->len)
    return NULL;
  item = peek_item (self, position);
  return g_object_ref (item != NULL ? item : own->blank);
}

static void
salon_paged_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = salon_paged_model_get_item_type;
  iface->get_n_items = salon_paged_model_get_n_items;
  iface->get_item = salon_paged_model_get_item;
}

static void
salon_paged_model_finalize (GObject *object)
{
  SalonPagedModel *self = SALON_PAGED_MODEL (object);
  SalonPagedModelPrivate *own = get_private (self);

  stop_asking (self);
  g_clear_handle_id (&own->empty_source, g_source_remove);
  g_clear_pointer (&own->question, release_question);
  g_clear_object (&own->reader);
  g_clear_object (&own->worker);
  g_clear_object (&own->blank);
  g_clear_pointer (&own->pages, g_hash_table_unref);
  g_clear_pointer (&own->rows, g_array_unref);
  g_clear_error (&own->error);
  G_OBJECT_CLASS (salon_paged_model_parent_class)->finalize (object);
}

static void
salon_paged_model_class_init (SalonPagedModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_paged_model_finalize;

  signals[ANSWERED] = g_signal_new ("answered", SALON_TYPE_PAGED_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_paged_model_init (SalonPagedModel *self)
{
  SalonPagedModelPrivate *own = get_private (self);

  own->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  own->pages = make_pages ();
}

gpointer
salon_paged_model_new (GType type, SalonReader *reader, SalonWorker *worker)
{
  SalonPagedModel *self = NULL;
  SalonPagedModelPrivate *own = NULL;

  g_return_val_if_fail (g_type_is_a (type, SALON_TYPE_PAGED_MODEL), NULL);
  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (SALON_IS_WORKER (worker), NULL);

  self = g_object_new (type, NULL);
  own = get_private (self);
  own->reader = g_object_ref (reader);
  own->worker = g_object_ref (worker);
  own->blank = SALON_PAGED_MODEL_GET_CLASS (self)->make_blank ();
  return self;
}
