/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-bound-document.h"

struct _SalonBoundDocument
{
  SalonDocument parent_instance;

  GPtrArray *parts; /* SalonDocument */
};

G_DEFINE_FINAL_TYPE (SalonBoundDocument, salon_bound_document, SALON_TYPE_DOCUMENT)

static guint
salon_bound_document_paginate (SalonDocument *document)
{
  SalonBoundDocument *self = SALON_BOUND_DOCUMENT (document);
  guint n_pages = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n_pages += salon_document_count_pages (g_ptr_array_index (self->parts, i));
  return MAX (n_pages, 1);
}

static void
salon_bound_document_draw (SalonDocument *document, cairo_t *cr, guint page)
{
  SalonBoundDocument *self = SALON_BOUND_DOCUMENT (document);

  for (guint i = 0; i < self->parts->len; i++)
    {
      SalonDocument *part = g_ptr_array_index (self->parts, i);
      guint n_pages = salon_document_count_pages (part);

      if (page < n_pages)
        {
          salon_document_draw_page (part, cr, page);
          return;
        }
      page -= n_pages;
    }
}

static void
salon_bound_document_finalize (GObject *object)
{
  g_ptr_array_unref (SALON_BOUND_DOCUMENT (object)->parts);
  G_OBJECT_CLASS (salon_bound_document_parent_class)->finalize (object);
}

static void
salon_bound_document_class_init (SalonBoundDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_bound_document_finalize;
  SALON_DOCUMENT_CLASS (klass)->paginate = salon_bound_document_paginate;
  SALON_DOCUMENT_CLASS (klass)->draw = salon_bound_document_draw;
}

static void
salon_bound_document_init (SalonBoundDocument *self)
{
  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
}

SalonBoundDocument *
salon_bound_document_new (const char *title, const SalonPaper *paper)
{
  return salon_document_construct (SALON_TYPE_BOUND_DOCUMENT, title, paper);
}

void
salon_bound_document_take (SalonBoundDocument *self, SalonDocument *part)
{
  g_return_if_fail (SALON_IS_BOUND_DOCUMENT (self));
  g_return_if_fail (SALON_IS_DOCUMENT (part));

  g_ptr_array_add (self->parts, part);
}
