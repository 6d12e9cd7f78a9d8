/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-import-model.h"

struct _SalonImportItem
{
  GObject parent_instance;
  guint index;
};

G_DEFINE_FINAL_TYPE (SalonImportItem, salon_import_item, G_TYPE_OBJECT)

static void
salon_import_item_class_init (SalonImportItemClass *klass)
{
}

static void
salon_import_item_init (SalonImportItem *self)
{
}

guint
salon_import_item_get_index (SalonImportItem *self)
{
  g_return_val_if_fail (SALON_IS_IMPORT_ITEM (self), 0);
  return self->index;
}

struct _SalonImportModel
{
  GObject parent_instance;
  GArray *order; /* of guint: indices of the rows that are shown */
};

static GType
get_item_type (GListModel *model)
{
  return SALON_TYPE_IMPORT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SALON_IMPORT_MODEL (model)->order->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SalonImportModel *self = SALON_IMPORT_MODEL (model);
  SalonImportItem *item = NULL;

  if (position >= self->order->len)
    return NULL;
  item = g_object_new (SALON_TYPE_IMPORT_ITEM, NULL);
  item->index = g_array_index (self->order, guint, position);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonImportModel,
                               salon_import_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
salon_import_model_finalize (GObject *object)
{
  g_array_unref (SALON_IMPORT_MODEL (object)->order);
  G_OBJECT_CLASS (salon_import_model_parent_class)->finalize (object);
}

static void
salon_import_model_class_init (SalonImportModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_import_model_finalize;
}

static void
salon_import_model_init (SalonImportModel *self)
{
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
}

SalonImportModel *
salon_import_model_new (void)
{
  return g_object_new (SALON_TYPE_IMPORT_MODEL, NULL);
}

/* 0: it cannot be imported; 1: there is something to say; 2: it is fine. */
static guint
get_rank (const SalonForeignRow *row)
{
  if ((row->problems & SALON_PROBLEMS_FATAL) != 0)
    return 0;
  return row->problems != 0 || row->match != NULL || row->match_line > 0
             || !salon_import_is_taken (row)
           ? 1
           : 2;
}

static gboolean
is_shown (const SalonForeignRow *row, SalonImportShows shows)
{
  switch (shows)
    {
    case SALON_IMPORT_SHOWS_ALL:
      return TRUE;
    case SALON_IMPORT_SHOWS_REMARKS:
      return get_rank (row) < 2;
    case SALON_IMPORT_SHOWS_LEFT_OUT:
      return !salon_import_is_taken (row);
    }
  g_return_val_if_reached (FALSE);
}

void
salon_import_model_set_rows (SalonImportModel *self, SalonForeignRows *rows, SalonImportShows shows)
{
  guint n_before;

  g_return_if_fail (SALON_IS_IMPORT_MODEL (self));

  n_before = self->order->len;
  g_array_set_size (self->order, 0);
  for (guint rank = 0; rank < 3; rank++)
    for (guint i = 0; rows != NULL && i < rows->rows->len; i++)
      {
        const SalonForeignRow *row = salon_foreign_rows_get (rows, i);

        if (get_rank (row) == rank && is_shown (row, shows))
          g_array_append_val (self->order, i);
      }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->order->len);
}
