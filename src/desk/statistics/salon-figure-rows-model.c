/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-figure-rows-model.h"

#include <string.h>

#define PAGE_LENGTH 100
/* What a list view keeps around its visible rows lies well within. */
#define MOST_PAGES 6

struct _SalonFigureRowsModel
{
  GObject parent_instance;

  SalonReader *reader;
  SalonFigureRowsRead read;
  gpointer blank;
  GArray *rows;
  GHashTable *pages; /* page number → GPtrArray */
};

static void salon_figure_rows_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonFigureRowsModel,
                               salon_figure_rows_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      salon_figure_rows_model_list_model_init))

/* Nullable: it cannot be read. */
static GPtrArray *
get_page (SalonFigureRowsModel *self, guint page)
{
  GPtrArray *items = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  guint first = page * PAGE_LENGTH;

  if (items != NULL)
    return items;
  items = self->read (self->reader, &g_array_index (self->rows, gint64, first),
                      MIN (PAGE_LENGTH, self->rows->len - first), NULL);
  if (items == NULL)
    return NULL;
  if (g_hash_table_size (self->pages) >= MOST_PAGES)
    g_hash_table_remove_all (self->pages);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), items);
  return items;
}

gboolean
salon_figure_rows_model_has_rows (SalonFigureRowsModel *self, GArray *rows)
{
  g_return_val_if_fail (SALON_IS_FIGURE_ROWS_MODEL (self), FALSE);

  return self->rows->len == rows->len
         && (rows->len == 0
             || memcmp (self->rows->data, rows->data, rows->len * sizeof (gint64)) == 0);
}

void
salon_figure_rows_model_refresh (SalonFigureRowsModel *self, guint position)
{
  g_return_if_fail (SALON_IS_FIGURE_ROWS_MODEL (self));

  g_hash_table_remove_all (self->pages);
  if (position < self->rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static GType
salon_figure_rows_model_get_item_type (GListModel *model)
{
  return G_OBJECT_TYPE (SALON_FIGURE_ROWS_MODEL (model)->blank);
}

static guint
salon_figure_rows_model_get_n_items (GListModel *model)
{
  return SALON_FIGURE_ROWS_MODEL (model)->rows->len;
}

static gpointer
salon_figure_rows_model_get_item (GListModel *model, guint position)
{
  SalonFigureRowsModel *self = SALON_FIGURE_ROWS_MODEL (model);
  GPtrArray *items = NULL;
  guint index = position % PAGE_LENGTH;

  if (position >= self->rows->len)
    return NULL;
  items = get_page (self, position / PAGE_LENGTH);
  return g_object_ref (items != NULL && index < items->len ? g_ptr_array_index (items, index)
                                                           : self->blank);
}

static void
salon_figure_rows_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = salon_figure_rows_model_get_item_type;
  iface->get_n_items = salon_figure_rows_model_get_n_items;
  iface->get_item = salon_figure_rows_model_get_item;
}

static void
salon_figure_rows_model_finalize (GObject *object)
{
  SalonFigureRowsModel *self = SALON_FIGURE_ROWS_MODEL (object);

  g_hash_table_unref (self->pages);
  g_array_unref (self->rows);
  g_object_unref (self->blank);
  g_object_unref (self->reader);
  G_OBJECT_CLASS (salon_figure_rows_model_parent_class)->finalize (object);
}

static void
salon_figure_rows_model_class_init (SalonFigureRowsModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_figure_rows_model_finalize;
}

static void
salon_figure_rows_model_init (SalonFigureRowsModel *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

SalonFigureRowsModel *
salon_figure_rows_model_new (SalonReader *reader,
                             SalonFigureRowsRead read,
                             gpointer blank,
                             GArray *rows)
{
  SalonFigureRowsModel *self = g_object_new (SALON_TYPE_FIGURE_ROWS_MODEL, NULL);

  self->reader = g_object_ref (reader);
  self->read = read;
  self->blank = blank;
  self->rows = rows;
  return self;
}
