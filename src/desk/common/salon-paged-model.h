/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a question finds, as a list that loads as it is scrolled. The worker finds the row numbers, and
 * then what they add up to; of the things themselves only pages that were asked for are read and kept,
 * so the memory of a list does not grow with the salon but by 8 bytes a row. Until the first answer, and
 * while another question is under way, the list is as it was.
 *
 * A kind of list says what a question is and how it is answered. Should the worker or a page fail, the
 * list is emptied and "error" says why. Main thread.
 *
 * Signal answered: there is news about count, sum or error, after "items-changed" if any. The last
 * answer to a question is its sum, where there is one, or its error.
 */
#pragma once

#include <gio/gio.h>

#include "store/salon-reader.h"
#include "store/salon-worker.h"

G_BEGIN_DECLS

#define SALON_TYPE_PAGED_MODEL (salon_paged_model_get_type ())
G_DECLARE_DERIVABLE_TYPE (SalonPagedModel, salon_paged_model, SALON, PAGED_MODEL, GObject)

struct _SalonPagedModelClass
{
  GObjectClass parent_class;

  GType item_type;
  /* (transfer full): stands in for a row that is gone before its change was told. */
  gpointer (*make_blank) (void);
  /* (transfer full): the rows with these numbers, in their order; one that is gone is left out. */
  GPtrArray *(*read_rows) (SalonReader *reader, const gint64 *rows, guint n_rows, GError **error);
  /* Whether a view may go on showing @before where @after is now. */
  gboolean (*is_same) (gpointer before, gpointer after);
  /* (element-type gint64) (transfer full): row numbers. Runs in the worker. */
  GArray *(*find) (SalonStore *store, gconstpointer query, GError **error);
  /* NULL: the rows are the whole answer. Otherwise runs in the worker; freed with g_free(). */
  gpointer (*sum) (SalonStore *store, gconstpointer query, GError **error);
  void (*take_sum) (SalonPagedModel *self, gconstpointer sum);
};

/* Empty until it is asked. @type: a kind of paged model */
gpointer salon_paged_model_new (GType type, SalonReader *reader, SalonWorker *worker);
/* Another question. @query: (transfer full): does not change any more; @free_query may be called in
 * the worker */
void salon_paged_model_ask (SalonPagedModel *self, gpointer query, GDestroyNotify free_query);
/* Asks the same again, and tells only about the rows that differ, so that a list keeps its place. */
void salon_paged_model_reload (SalonPagedModel *self);
/* Why the list is empty when it should not be; NULL: all is well. */
const GError *salon_paged_model_get_error (SalonPagedModel *self);

G_END_DECLS
