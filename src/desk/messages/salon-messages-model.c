/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-messages-model.h"

struct _SalonMessagesModel
{
  SalonPagedModel parent_instance;

  const SalonMessageQuery *query; /* asked last, lent by the question; NULL: none */
};

G_DEFINE_FINAL_TYPE (SalonMessagesModel, salon_messages_model, SALON_TYPE_PAGED_MODEL)

static gpointer
make_blank (void)
{
  SalonMessageRecord *blank = g_new0 (SalonMessageRecord, 1);

  blank->row = g_new0 (SalonMessageRow, 1);
  blank->name = g_strdup ("");
  return salon_message_item_new (blank);
}

static GPtrArray *
read_rows (SalonReader *reader, const gint64 *rows, guint n_rows, GError **error)
{
  g_autoptr (GPtrArray) records = salon_message_list_read_rows (reader, rows, n_rows, error);
  GPtrArray *items = NULL;

  if (records == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (items, salon_message_item_new (records->pdata[i]));
  /* The items have taken them. */
  g_ptr_array_set_free_func (records, NULL);
  return items;
}

static gboolean
is_same (gpointer before, gpointer after)
{
  return salon_message_item_is_same (before, after);
}

static void
free_query (gpointer data)
{
  SalonMessageQuery *query = data;

  g_free ((char *) query->text);
  g_free (query);
}

static GArray *
find (SalonStore *store, gconstpointer query, GError **error)
{
  return salon_message_list_find (store, query, error);
}

void
salon_messages_model_ask (SalonMessagesModel *self, const SalonMessageQuery *query)
{
  SalonMessageQuery *copy = NULL;

  g_return_if_fail (SALON_IS_MESSAGES_MODEL (self));
  g_return_if_fail (query != NULL);

  if (self->query != NULL && query->which == self->query->which
      && g_strcmp0 (query->text, self->query->text) == 0)
    {
      salon_paged_model_reload (SALON_PAGED_MODEL (self));
      return;
    }
  copy = g_memdup2 (query, sizeof *query);
  copy->text = g_strdup (query->text);
  salon_paged_model_ask (SALON_PAGED_MODEL (self), copy, free_query);
  self->query = copy;
}

static void
salon_messages_model_class_init (SalonMessagesModelClass *klass)
{
  SalonPagedModelClass *paged_class = SALON_PAGED_MODEL_CLASS (klass);

  paged_class->item_type = SALON_TYPE_MESSAGE_ITEM;
  paged_class->make_blank = make_blank;
  paged_class->read_rows = read_rows;
  paged_class->is_same = is_same;
  paged_class->find = find;
}

static void
salon_messages_model_init (SalonMessagesModel *self)
{
}

SalonMessagesModel *
salon_messages_model_new (SalonReader *reader, SalonWorker *worker)
{
  return salon_paged_model_new (SALON_TYPE_MESSAGES_MODEL, reader, worker);
}
