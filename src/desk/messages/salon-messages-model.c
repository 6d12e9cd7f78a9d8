/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-messages-model.h"

#define PAGE_LENGTH 100
/* What a list view keeps around its visible rows lies well within. */
#define MOST_PAGES 6

struct _SalonMessagesModel
{
  GObject parent_instance;

  SalonReader *reader;
  SalonWorker *worker;
  SalonMessagesWhich which;
  char *text;
  gboolean is_new;      /* the question under way is not the one that is shown */
  GCancellable *asking; /* of the question under way; NULL: none */

  GArray *rows;            /* gint64, row numbers */
  GHashTable *pages;       /* page number → GPtrArray of SalonMessageItem */
  SalonMessageItem *blank; /* stands in for a row that is gone before its change was told */
  GError *error;
  guint empty_source;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void salon_messages_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonMessagesModel,
                               salon_messages_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      salon_messages_model_list_model_init))

static GHashTable *
make_pages (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static void
tell_items (SalonMessagesModel *self, guint position, guint removed, guint added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static gboolean
empty_cb (gpointer data)
{
  SalonMessagesModel *self = data;
  guint n_before = self->rows->len;

  self->empty_source = 0;
  g_hash_table_remove_all (self->pages);
  g_array_set_size (self->rows, 0);
  tell_items (self, 0, n_before, 0);
  g_signal_emit (self, signals[ANSWERED], 0);
  return G_SOURCE_REMOVE;
}

/* A view may be in the middle of asking for its rows: they are taken away afterwards. */
static void
take_error (SalonMessagesModel *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  if (self->empty_source == 0)
    self->empty_source = g_idle_add (empty_cb, self);
}

/* Keeps those near @page: the list is scrolled, seldom jumped about in. */
static void
drop_farthest_page (SalonMessagesModel *self, guint page)
{
  GHashTableIter iter;
  gpointer key;
  guint farthest = page;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint other = GPOINTER_TO_UINT (key);

      if (ABS ((int) other - (int) page) > ABS ((int) farthest - (int) page))
        farthest = other;
    }
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (farthest));
}

/* Takes @records. */
static GPtrArray *
make_items (GPtrArray *records)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (items, salon_message_item_new (records->pdata[i]));
  g_ptr_array_unref (records);
  return items;
}

static GPtrArray *
get_page (SalonMessagesModel *self, guint page)
{
  GPtrArray *items = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  guint first = page * PAGE_LENGTH;
  GPtrArray *records = NULL;
  GError *error = NULL;

  if (items != NULL || self->error != NULL)
    return items;
  records = salon_message_list_read_rows (self->reader, &g_array_index (self->rows, gint64, first),
                                          MIN (PAGE_LENGTH, self->rows->len - first), &error);
  if (records == NULL)
    {
      take_error (self, error);
      return NULL;
    }
  items = make_items (records);
  if (g_hash_table_size (self->pages) >= MOST_PAGES)
    drop_farthest_page (self, page);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), items);
  return items;
}

/* NULL when the row is not there (any more). */
static SalonMessageItem *
peek_item (SalonMessagesModel *self, guint position)
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

/* Widens @stretch by the messages of @pages that are the same rows with something else in them. */
static void
compare_items (SalonMessagesModel *self, GHashTable *pages, gint64 shift, Stretch *stretch)
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
          SalonMessageItem *item = NULL;

          if (position >= rows.first && position < rows.end)
            continue;
          item = peek_item (self, (guint) now);
          if (item != NULL && salon_message_item_is_same (items->pdata[i], item))
            continue;
          stretch->first = MIN (stretch->first, position);
          stretch->end = MAX (stretch->end, position + 1);
        }
    }
}

/* The same question, answered anew. */
static void
renew_rows (SalonMessagesModel *self, GArray *before)
{
  g_autoptr (GHashTable) pages = g_steal_pointer (&self->pages);
  gint64 shift = (gint64) self->rows->len - before->len;
  Stretch stretch = compare_rows (before, self->rows);

  self->pages = make_pages ();
  compare_items (self, pages, shift, &stretch);
  if (stretch.first > stretch.end)
    return;
  tell_items (self, stretch.first, stretch.end - stretch.first,
              (guint) (stretch.end - stretch.first + shift));
}

/* Takes @rows. */
static void
take_rows (SalonMessagesModel *self, GArray *rows)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->rows);

  self->rows = rows;
  g_clear_handle_id (&self->empty_source, g_source_remove);
  g_clear_error (&self->error);
  if (!self->is_new)
    {
      renew_rows (self, before);
      return;
    }
  self->is_new = FALSE;
  g_hash_table_remove_all (self->pages);
  tell_items (self, 0, before->len, rows->len);
}

/* --- What the worker does --- */

/* A question on its way: to the worker, and with its answer back to a model that may be gone. */
typedef struct
{
  GWeakRef model;
  GCancellable *asking;
} Errand;

static Errand *
errand_new (SalonMessagesModel *self)
{
  Errand *errand = g_new0 (Errand, 1);

  g_weak_ref_init (&errand->model, self);
  errand->asking = g_object_ref (self->asking);
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_weak_ref_clear (&errand->model);
  g_object_unref (errand->asking);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static SalonMessageQuery *
make_query (SalonMessagesModel *self)
{
  SalonMessageQuery *query = g_new0 (SalonMessageQuery, 1);

  query->which = self->which;
  query->text = g_strdup (self->text);
  return query;
}

static void
free_query (gpointer data)
{
  SalonMessageQuery *query = data;

  g_free ((char *) query->text);
  g_free (query);
}

static gpointer
find (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return salon_message_list_find (store, data, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  GError *error = NULL;
  GArray *rows = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonMessagesModel) self = g_weak_ref_get (&errand->model);

  if (self == NULL || self->asking != errand->asking)
    {
      g_clear_pointer (&rows, g_array_unref);
      g_clear_error (&error);
      return;
    }
  g_clear_object (&self->asking);
  if (rows == NULL)
    {
      take_error (self, error);
      return;
    }
  take_rows (self, rows);
  g_signal_emit (self, signals[ANSWERED], 0);
}

void
salon_messages_model_ask (SalonMessagesModel *self, const SalonMessageQuery *query)
{
  g_return_if_fail (SALON_IS_MESSAGES_MODEL (self));
  g_return_if_fail (query != NULL);

  if (query->which != self->which || g_strcmp0 (query->text, self->text) != 0)
    self->is_new = TRUE;
  self->which = query->which;
  g_set_str (&self->text, query->text);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  salon_worker_run_async (self->worker, find, make_query (self), free_query,
                          (GDestroyNotify) g_array_unref, self->asking, found_cb,
                          errand_new (self));
}

const GError *
salon_messages_model_get_error (SalonMessagesModel *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGES_MODEL (self), NULL);
  return self->error;
}

/* --- The list --- */

static GType
salon_messages_model_get_item_type (GListModel *model)
{
  return SALON_TYPE_MESSAGE_ITEM;
}

static guint
salon_messages_model_get_n_items (GListModel *model)
{
  return SALON_MESSAGES_MODEL (model)->rows->len;
}

static gpointer
salon_messages_model_get_item (GListModel *model, guint position)
{
  SalonMessagesModel *self = SALON_MESSAGES_MODEL (model);
  SalonMessageItem *item = NULL;

  if (position >= self->rows->len)
    return NULL;
  item = peek_item (self, position);
  return g_object_ref (item != NULL ? item : self->blank);
}

static void
salon_messages_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = salon_messages_model_get_item_type;
  iface->get_n_items = salon_messages_model_get_n_items;
  iface->get_item = salon_messages_model_get_item;
}

static void
salon_messages_model_finalize (GObject *object)
{
  SalonMessagesModel *self = SALON_MESSAGES_MODEL (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->empty_source, g_source_remove);
  g_clear_object (&self->reader);
  g_clear_object (&self->worker);
  g_clear_object (&self->blank);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (salon_messages_model_parent_class)->finalize (object);
}

static void
salon_messages_model_class_init (SalonMessagesModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_messages_model_finalize;

  signals[ANSWERED] = g_signal_new ("answered", SALON_TYPE_MESSAGES_MODEL, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_messages_model_init (SalonMessagesModel *self)
{
  SalonMessageRecord *blank = g_new0 (SalonMessageRecord, 1);

  blank->row = g_new0 (SalonMessageRow, 1);
  blank->name = g_strdup ("");
  self->blank = salon_message_item_new (blank);
  self->is_new = TRUE;
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pages = make_pages ();
}

SalonMessagesModel *
salon_messages_model_new (SalonReader *reader, SalonWorker *worker)
{
  SalonMessagesModel *self = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (SALON_IS_WORKER (worker), NULL);

  self = g_object_new (SALON_TYPE_MESSAGES_MODEL, NULL);
  self->reader = g_object_ref (reader);
  self->worker = g_object_ref (worker);
  return self;
}
