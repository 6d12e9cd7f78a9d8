/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-bookings-model.h"

#define PAGE_LENGTH 100
/* What a list view keeps around its visible rows lies well within. */
#define MOST_PAGES 6

struct _SalonBookingsModel
{
  GObject parent_instance;

  SalonReader *reader;
  SalonWorker *worker;
  SalonBookingQuery query; /* its texts are the two below */
  char *service_id;
  char *text;
  gboolean is_new;      /* the question under way is not the one that is shown */
  GCancellable *asking; /* of the question under way; NULL: none */

  GArray *rows;        /* gint64, row numbers */
  GHashTable *pages;   /* page number → GPtrArray of SalonBooking */
  SalonBooking *blank; /* stands in for a row that is gone before its change was told */
  gint64 sum_cents;
  GError *error;
  guint empty_source;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void salon_bookings_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonBookingsModel,
                               salon_bookings_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      salon_bookings_model_list_model_init))

static GHashTable *
make_pages (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static void
tell_answer (SalonBookingsModel *self)
{
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
tell_items (SalonBookingsModel *self, guint position, guint removed, guint added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static gboolean
empty_cb (gpointer data)
{
  SalonBookingsModel *self = data;
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
take_error (SalonBookingsModel *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  if (self->empty_source == 0)
    self->empty_source = g_idle_add (empty_cb, self);
}

/* Keeps those near @page: the list is scrolled, seldom jumped about in. */
static void
drop_farthest_page (SalonBookingsModel *self, guint page)
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
get_page (SalonBookingsModel *self, guint page)
{
  GPtrArray *bookings = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  guint first = page * PAGE_LENGTH;
  g_autoptr (GError) error = NULL;

  if (bookings != NULL || self->error != NULL)
    return bookings;
  bookings = salon_reader_list_bookings_in_rows (
    self->reader, &g_array_index (self->rows, gint64, first),
    MIN (PAGE_LENGTH, self->rows->len - first), &error);
  if (bookings == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return NULL;
    }
  if (g_hash_table_size (self->pages) >= MOST_PAGES)
    drop_farthest_page (self, page);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), bookings);
  return bookings;
}

/* NULL when the row is not there (any more). */
static SalonBooking *
peek_booking (SalonBookingsModel *self, guint position)
{
  GPtrArray *bookings = get_page (self, position / PAGE_LENGTH);
  guint index = position % PAGE_LENGTH;

  return bookings != NULL && index < bookings->len ? g_ptr_array_index (bookings, index) : NULL;
}

static gboolean
is_same_booking (SalonBooking *before, SalonBooking *after)
{
  const SalonBookingFields *a = salon_booking_get_fields (before);
  const SalonBookingFields *b = after != NULL ? salon_booking_get_fields (after) : NULL;

  if (b == NULL || !g_str_equal (a->id, b->id)
      || g_strcmp0 (a->client_allergies, b->client_allergies) != 0)
    return FALSE;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  return !salon_booking_add_update (before, after, builder);
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
  return (Stretch) { first, before->len - n_last };
}

/* Widens @stretch by the bookings of @pages that are the same rows with something else in them. */
static void
compare_bookings (SalonBookingsModel *self, GHashTable *pages, gint64 shift, Stretch *stretch)
{
  const Stretch rows = *stretch;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *bookings = value;
      guint first = GPOINTER_TO_UINT (key) * PAGE_LENGTH;

      for (guint i = 0; i < bookings->len; i++)
        {
          guint position = first + i;
          gint64 now = position < rows.first ? position : position + shift;

          if (position >= rows.first && position < rows.end)
            continue;
          if (is_same_booking (bookings->pdata[i], peek_booking (self, (guint) now)))
            continue;
          stretch->first = MIN (stretch->first, position);
          stretch->end = MAX (stretch->end, position + 1);
        }
    }
}

/* The same question, answered anew. */
static void
renew_rows (SalonBookingsModel *self, GArray *before)
{
  g_autoptr (GHashTable) pages = g_steal_pointer (&self->pages);
  gint64 shift = (gint64) self->rows->len - before->len;
  Stretch stretch = compare_rows (before, self->rows);

  self->pages = make_pages ();
  compare_bookings (self, pages, shift, &stretch);
  tell_items (self, stretch.first, stretch.end - stretch.first,
              (guint) (stretch.end - stretch.first + shift));
}

/* Takes @rows. */
static void
take_rows (SalonBookingsModel *self, GArray *rows)
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
errand_new (SalonBookingsModel *self)
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
static SalonBookingsModel *
errand_get_model (Errand *errand)
{
  g_autoptr (SalonBookingsModel) self = g_weak_ref_get (&errand->model);

  return self != NULL && self->asking == errand->asking ? g_steal_pointer (&self) : NULL;
}

static SalonBookingQuery *
copy_query (const SalonBookingQuery *query)
{
  SalonBookingQuery *copy = g_memdup2 (query, sizeof *query);

  copy->service_id = g_strdup (query->service_id);
  copy->text = g_strdup (query->text);
  return copy;
}

static void
free_query (gpointer data)
{
  SalonBookingQuery *query = data;

  g_free ((char *) query->service_id);
  g_free ((char *) query->text);
  g_free (query);
}

static gpointer
find (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return salon_booking_list_find (store, data, error);
}

static gpointer
sum (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *cents = g_new0 (gint64, 1);

  return salon_booking_list_sum (store, data, cents, error) ? g_steal_pointer (&cents) : NULL;
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *cents = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonBookingsModel) self = errand_get_model (errand);

  if (self == NULL)
    return;
  g_clear_object (&self->asking);
  if (cents == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  self->sum_cents = *cents;
  tell_answer (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_autoptr (SalonBookingsModel) self = errand_get_model (errand);

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
go (SalonBookingsModel *self)
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
salon_bookings_model_ask (SalonBookingsModel *self, const SalonBookingQuery *query)
{
  g_return_if_fail (SALON_IS_BOOKINGS_MODEL (self));
  g_return_if_fail (query != NULL);

  g_set_str (&self->service_id, query->service_id);
  g_set_str (&self->text, query->text);
  self->query = *query;
  self->query.service_id = self->service_id;
  self->query.text = self->text;
  self->is_new = TRUE;
  self->sum_cents = -1;
  go (self);
}

void
salon_bookings_model_reload (SalonBookingsModel *self)
{
  g_return_if_fail (SALON_IS_BOOKINGS_MODEL (self));
  go (self);
}

const GError *
salon_bookings_model_get_error (SalonBookingsModel *self)
{
  g_return_val_if_fail (SALON_IS_BOOKINGS_MODEL (self), NULL);
  return self->error;
}

gint64
salon_bookings_model_get_sum (SalonBookingsModel *self)
{
  g_return_val_if_fail (SALON_IS_BOOKINGS_MODEL (self), -1);
  return self->sum_cents;
}

static GType
salon_bookings_model_get_item_type (GListModel *model)
{
  return SALON_TYPE_BOOKING;
}

static guint
salon_bookings_model_get_n_items (GListModel *model)
{
  return SALON_BOOKINGS_MODEL (model)->rows->len;
}

static gpointer
salon_bookings_model_get_item (GListModel *model, guint position)
{
  SalonBookingsModel *self = SALON_BOOKINGS_MODEL (model);
  SalonBooking *booking = NULL;

  if (position >= self->rows->len)
    return NULL;
  booking = peek_booking (self, position);
  return g_object_ref (booking != NULL ? booking : self->blank);
}

static void
salon_bookings_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = salon_bookings_model_get_item_type;
  iface->get_n_items = salon_bookings_model_get_n_items;
  iface->get_item = salon_bookings_model_get_item;
}

static void
salon_bookings_model_finalize (GObject *object)
{
  SalonBookingsModel *self = SALON_BOOKINGS_MODEL (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->empty_source, g_source_remove);
  g_clear_object (&self->reader);
  g_clear_object (&self->worker);
  g_clear_object (&self->blank);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->service_id, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (salon_bookings_model_parent_class)->finalize (object);
}

static void
salon_bookings_model_class_init (SalonBookingsModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_bookings_model_finalize;

  signals[ANSWERED] = g_signal_new ("answered", SALON_TYPE_BOOKINGS_MODEL, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_bookings_model_init (SalonBookingsModel *self)
{
  const SalonBookingFields blank = {
    .id = "", .staff_id = "", .client_name = "", .payment_status = "pending"
  };

  self->query = (SalonBookingQuery) { .from = SALON_DAY_NONE, .to = SALON_DAY_NONE };
  self->sum_cents = -1;
  self->blank = salon_booking_new (&blank);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pages = make_pages ();
}

SalonBookingsModel *
salon_bookings_model_new (SalonReader *reader, SalonWorker *worker)
{
  SalonBookingsModel *self = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (SALON_IS_WORKER (worker), NULL);

  self = g_object_new (SALON_TYPE_BOOKINGS_MODEL, NULL);
  self->reader = g_object_ref (reader);
  self->worker = g_object_ref (worker);
  return self;
}
