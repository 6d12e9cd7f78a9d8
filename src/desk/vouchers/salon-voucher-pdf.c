/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-pdf.h"

#include <poppler.h>

struct _SalonVoucherPdf
{
  GObject parent_instance;

  GBytes *bytes;
  PopplerDocument *document; /* the thread's */
  guint n_pages;
  double width;
  double height;
};

G_DEFINE_FINAL_TYPE (SalonVoucherPdf, salon_voucher_pdf, G_TYPE_OBJECT)

/* --- The thread --- */

static void
run_task (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  GTaskThreadFunc run = g_task_get_source_tag (task);

  run (task, g_task_get_source_object (task), g_task_get_task_data (task),
       g_task_get_cancellable (task));
}

static void
push_task (GTask *task, GTaskThreadFunc run)
{
  static GThreadPool *pool;

  if (g_once_init_enter_pointer (&pool))
    g_once_init_leave_pointer (&pool, g_thread_pool_new (run_task, NULL, 1, TRUE, NULL));
  g_task_set_source_tag (task, run);
  g_thread_pool_push (pool, g_object_ref (task), NULL);
}

/* --- Making --- */

typedef struct
{
  SalonVoucher *document;
  int *n_done;
  GCancellable *cancellable;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_clear_object (&making->document);
  g_clear_object (&making->cancellable);
  g_free (making);
}

static gboolean
progress_cb (guint n_done, guint n_pages, gpointer user_data)
{
  Making *making = user_data;

  if (making->n_done != NULL)
    g_atomic_int_set (making->n_done, (int) n_done);
  return making->cancellable == NULL || !g_cancellable_is_cancelled (making->cancellable);
}

static SalonVoucherPdf *
open_pdf (GBytes *bytes, GError **error)
{
  g_autoptr (SalonVoucherPdf) self = g_object_new (SALON_TYPE_VOUCHER_PDF, NULL);
  PopplerPage *first = NULL;

  self->bytes = g_bytes_ref (bytes);
  self->document = poppler_document_new_from_bytes (bytes, NULL, error);
  if (self->document == NULL)
    return NULL;
  self->n_pages = (guint) poppler_document_get_n_pages (self->document);
  first = poppler_document_get_page (self->document, 0);
  poppler_page_get_size (first, &self->width, &self->height);
  g_object_unref (first);
  return g_steal_pointer (&self);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  g_autoptr (GBytes) bytes =
    salon_document_write_pdf (SALON_DOCUMENT (making->document), progress_cb, making);
  g_autoptr (GError) error = NULL;
  SalonVoucherPdf *pdf = NULL;

  /* Its layouts belong to this thread's fonts. */
  g_clear_object (&making->document);
  if (bytes == NULL)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "given up");
      return;
    }
  pdf = open_pdf (bytes, &error);
  if (pdf != NULL)
    g_task_return_pointer (task, pdf, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
salon_voucher_pdf_make_async (SalonVoucher *document,
                              int *n_done,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Making *making = g_new0 (Making, 1);

  g_return_if_fail (SALON_IS_VOUCHER (document));

  making->document = document;
  making->n_done = n_done;
  making->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, making, making_free);
  push_task (task, make_in_thread);
}

SalonVoucherPdf *
salon_voucher_pdf_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Drawing --- */

typedef struct
{
  guint page;
  int width;
  int height;
} Picture;

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SalonVoucherPdf *self = source;
  const Picture *picture = data;
  PopplerPage *page = poppler_document_get_page (self->document, (int) picture->page);
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, picture->width, picture->height);
  cairo_t *cr = cairo_create (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) pixels = NULL;
  double width, height;

  poppler_page_get_size (page, &width, &height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, picture->width / width, picture->height / height);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  g_object_unref (page);
  cairo_surface_flush (surface);
  pixels =
    g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) picture->height);
  cairo_surface_destroy (surface);
  g_task_return_pointer (task,
                         gdk_memory_texture_new (picture->width, picture->height,
                                                 GDK_MEMORY_DEFAULT, pixels, (gsize) stride),
                         g_object_unref);
}

void
salon_voucher_pdf_draw_async (SalonVoucherPdf *self,
                              guint page,
                              int width,
                              int height,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Picture *picture = g_new0 (Picture, 1);

  g_return_if_fail (SALON_IS_VOUCHER_PDF (self));
  g_return_if_fail (page < self->n_pages && width > 0 && height > 0);

  picture->page = page;
  picture->width = width;
  picture->height = height;
  g_task_set_task_data (task, picture, g_free);
  push_task (task, draw_in_thread);
}

GdkTexture *
salon_voucher_pdf_draw_finish (SalonVoucherPdf *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- What it is --- */

GBytes *
salon_voucher_pdf_get_bytes (SalonVoucherPdf *self)
{
  g_return_val_if_fail (SALON_IS_VOUCHER_PDF (self), NULL);
  return self->bytes;
}

guint
salon_voucher_pdf_count_pages (SalonVoucherPdf *self)
{
  g_return_val_if_fail (SALON_IS_VOUCHER_PDF (self), 0);
  return self->n_pages;
}

double
salon_voucher_pdf_get_width (SalonVoucherPdf *self)
{
  g_return_val_if_fail (SALON_IS_VOUCHER_PDF (self), 0);
  return self->width;
}

double
salon_voucher_pdf_get_height (SalonVoucherPdf *self)
{
  g_return_val_if_fail (SALON_IS_VOUCHER_PDF (self), 0);
  return self->height;
}

static void
salon_voucher_pdf_finalize (GObject *object)
{
  SalonVoucherPdf *self = SALON_VOUCHER_PDF (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (salon_voucher_pdf_parent_class)->finalize (object);
}

static void
salon_voucher_pdf_class_init (SalonVoucherPdfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_voucher_pdf_finalize;
}

static void
salon_voucher_pdf_init (SalonVoucherPdf *self)
{
}
