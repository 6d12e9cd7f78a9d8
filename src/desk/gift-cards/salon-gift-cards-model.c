/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-cards-model.h"

#define PAGE_LENGTH 100
/* What a list view keeps around its visible rows lies well within. */
#define MOST_PAGES 6

struct _SalonGiftCardsModel
{
  GObject parent_instance;

  SalonReader *reader;
  SalonWorker *worker;
  SalonGiftCardQuery query; /* its text is the one below */
  char *text;
  gboolean is_new;      /* the question under way is not the one that is shown */
  GCancellable *asking; /* of the question under way; NULL: none */

  GArray *rows;         /* gint64, row numbers */
  GHashTable *pages;    /* page number → GPtrArray of SalonGiftCard */
  SalonGiftCard *blank; /* stands in for a row that is gone before its change was told */
  SalonGiftCardsOwed owed;
  gboolean has_owed;
  GError *error;
  guint empty_source;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void salon_gift_cards_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonGiftCardsModel,
                               salon_gift_cards_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      salon_gift_cards_model_list_model_init))

static GHashTable *
make_pages (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static void
tell_answer (SalonGiftCardsModel *self)
{
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
tell_items (SalonGiftCardsModel *self, guint position, guint removed, guint added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static gboolean
empty_cb (gpointer data)
{
  SalonGiftCardsModel *self = data;
  guint n_before = self->rows->len;

  self->empty_source = 0;
  g_hash_table_remove_all (self->pages);
  g_array_set_size (self->rows, 0);
  tell_items (self, 0, n_before, 0);
  tell_answer (self);
  return G_SOURCE_REMOVE;
}

/* A view may be in the middle of asking for its rows: they are taken away afterwards. */
static void
take_error (SalonGiftCardsModel *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  if (self->empty_source == 0)
    self->empty_source = g_idle_add (empty_cb, self);
}

/* Keeps those near @page: the list is scrolled, seldom jumped about in. */
static void
drop_farthest_page (SalonGiftCardsModel *self, guint page)
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

static GPtrArray *
get_page (SalonGiftCardsModel *self, guint page)
{
  GPtrArray *cards = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  guint first = page * PAGE_LENGTH;
  g_autoptr (GError) error = NULL;

  if (cards != NULL || self->error != NULL)
    return cards;
  cards =
    salon_reader_list_gift_cards_in_rows (self->reader, &g_array_index (self->rows, gint64, first),
                                          MIN (PAGE_LENGTH, self->rows->len - first), &error);
  if (cards == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return NULL;
    }
  if (g_hash_table_size (self->pages) >= MOST_PAGES)
    drop_farthest_page (self, page);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), cards);
  return cards;
}

/* NULL when the row is not there (any more). */
static SalonGiftCard *
peek_card (SalonGiftCardsModel *self, guint position)
{
  GPtrArray *cards = get_page (self, position / PAGE_LENGTH);
  guint index = position % PAGE_LENGTH;

  return cards != NULL && index < cards->len ? g_ptr_array_index (cards, index) : NULL;
}

static gboolean
is_same_card (SalonGiftCard *before, SalonGiftCard *after)
{
  const SalonGiftCardFields *a = salon_gift_card_get_fields (before);
  const SalonGiftCardFields *b = after != NULL ? salon_gift_card_get_fields (after) : NULL;

  if (b == NULL || !g_str_equal (a->id, b->id) || a->issued_cents != b->issued_cents
      || a->used_cents != b->used_cents || a->voided_cents != b->voided_cents
      || a->refunded_cents != b->refunded_cents || a->expires_on != b->expires_on
      || g_strcmp0 (a->service_name, b->service_name) != 0)
    return FALSE;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  return !salon_gift_card_add_update (before, after, builder);
}

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

/* Widens @stretch by the cards of @pages that are the same rows with something else in them. */
static void
compare_cards (SalonGiftCardsModel *self, GHashTable *pages, gint64 shift, Stretch *stretch)
{
  const Stretch rows = *stretch;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *cards = value;
      guint first = GPOINTER_TO_UINT (key) * PAGE_LENGTH;

      for (guint i = 0; i < cards->len; i++)
        {
          guint position = first + i;
          gint64 now = position < rows.first ? position : position + shift;

          if (position >= rows.first && position < rows.end)
            continue;
          if (is_same_card (cards->pdata[i], peek_card (self, (guint) now)))
            continue;
          stretch->first = MIN (stretch->first, position);
          stretch->end = MAX (stretch->end, position + 1);
        }
    }
}

/* The same question, answered anew. */
static void
renew_rows (SalonGiftCardsModel *self, GArray *before)
{
  g_autoptr (GHashTable) pages = g_steal_pointer (&self->pages);
  gint64 shift = (gint64) self->rows->len - before->len;
  Stretch stretch = compare_rows (before, self->rows);

  self->pages = make_pages ();
  compare_cards (self, pages, shift, &stretch);
  if (stretch.first > stretch.end)
    return;
  tell_items (self, stretch.first, stretch.end - stretch.first,
              (guint) (stretch.end - stretch.first + shift));
}

/* Takes @rows. */
static void
take_rows (SalonGiftCardsModel *self, GArray *rows)
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
errand_new (SalonGiftCardsModel *self)
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

/* The model, if it still waits for this answer. */
static SalonGiftCardsModel *
errand_get_model (Errand *errand)
{
  g_autoptr (SalonGiftCardsModel) self = g_weak_ref_get (&errand->model);

  return self != NULL && self->asking == errand->asking ? g_steal_pointer (&self) : NULL;
}

static SalonGiftCardQuery *
copy_query (const SalonGiftCardQuery *query)
{
  SalonGiftCardQuery *copy = g_memdup2 (query, sizeof *query);

  copy->text = g_strdup (query->text);
  return copy;
}

static void
free_query (gpointer data)
{
  SalonGiftCardQuery *query = data;

  g_free ((char *) query->text);
  g_free (query);
}

static gpointer
find (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return salon_gift_card_list_find (store, data, error);
}

static gpointer
sum (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const SalonGiftCardQuery *query = data;
  g_autofree SalonGiftCardsOwed *owed = g_new0 (SalonGiftCardsOwed, 1);

  return salon_gift_card_list_sum_owed (store, query->today, owed, error) ? g_steal_pointer (&owed)
                                                                          : NULL;
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autofree SalonGiftCardsOwed *owed =
    salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonGiftCardsModel) self = errand_get_model (errand);

  if (self == NULL)
    return;
  g_clear_object (&self->asking);
  if (owed == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  self->owed = *owed;
  self->has_owed = TRUE;
  tell_answer (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonGiftCardsModel) self = errand_get_model (errand);

  if (self == NULL)
    return;
  if (rows == NULL)
    {
      g_clear_object (&self->asking);
      take_error (self, g_steal_pointer (&error));
      return;
    }
  salon_worker_run_async (self->worker, sum, copy_query (&self->query), free_query, g_free,
                          self->asking, summed_cb, errand_new (self));
  take_rows (self, g_steal_pointer (&rows));
  tell_answer (self);
}

static void
go (SalonGiftCardsModel *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  salon_worker_run_async (self->worker, find, copy_query (&self->query), free_query,
                          (GDestroyNotify) g_array_unref, self->asking, found_cb,
                          errand_new (self));
}

void
salon_gift_cards_model_ask (SalonGiftCardsModel *self, const SalonGiftCardQuery *query)
{
  g_return_if_fail (SALON_IS_GIFT_CARDS_MODEL (self));
  g_return_if_fail (query != NULL);

  g_set_str (&self->text, query->text);
  self->query = *query;
  self->query.text = self->text;
  self->is_new = TRUE;
  go (self);
}

void
salon_gift_cards_model_reload (SalonGiftCardsModel *self)
{
  g_return_if_fail (SALON_IS_GIFT_CARDS_MODEL (self));
  go (self);
}

const GError *
salon_gift_cards_model_get_error (SalonGiftCardsModel *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARDS_MODEL (self), NULL);
  return self->error;
}

const SalonGiftCardsOwed *
salon_gift_cards_model_get_owed (SalonGiftCardsModel *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARDS_MODEL (self), NULL);
  return self->has_owed ? &self->owed : NULL;
}

static GType
salon_gift_cards_model_get_item_type (GListModel *model)
{
  return SALON_TYPE_GIFT_CARD;
}

static guint
salon_gift_cards_model_get_n_items (GListModel *model)
{
  return SALON_GIFT_CARDS_MODEL (model)->rows->len;
}

static gpointer
salon_gift_cards_model_get_item (GListModel *model, guint position)
{
  SalonGiftCardsModel *self = SALON_GIFT_CARDS_MODEL (model);
  SalonGiftCard *card = NULL;

  if (position >= self->rows->len)
    return NULL;
  card = peek_card (self, position);
  return g_object_ref (card != NULL ? card : self->blank);
}

static void
salon_gift_cards_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = salon_gift_cards_model_get_item_type;
  iface->get_n_items = salon_gift_cards_model_get_n_items;
  iface->get_item = salon_gift_cards_model_get_item;
}

static void
salon_gift_cards_model_finalize (GObject *object)
{
  SalonGiftCardsModel *self = SALON_GIFT_CARDS_MODEL (object);

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
  G_OBJECT_CLASS (salon_gift_cards_model_parent_class)->finalize (object);
}

static void
salon_gift_cards_model_class_init (SalonGiftCardsModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_gift_cards_model_finalize;

  signals[ANSWERED] = g_signal_new ("answered", SALON_TYPE_GIFT_CARDS_MODEL, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_gift_cards_model_init (SalonGiftCardsModel *self)
{
  const SalonGiftCardFields blank = {
    .id = "", .code = "", .buyer_name = "", .recipient_name = ""
  };

  self->query =
    (SalonGiftCardQuery) { .expires_from = SALON_DAY_NONE, .expires_to = SALON_DAY_NONE };
  self->blank = salon_gift_card_new (&blank);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pages = make_pages ();
}

SalonGiftCardsModel *
salon_gift_cards_model_new (SalonReader *reader, SalonWorker *worker)
{
  SalonGiftCardsModel *self = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (SALON_IS_WORKER (worker), NULL);

  self = g_object_new (SALON_TYPE_GIFT_CARDS_MODEL, NULL);
  self->reader = g_object_ref (reader);
  self->worker = g_object_ref (worker);
  return self;
}
