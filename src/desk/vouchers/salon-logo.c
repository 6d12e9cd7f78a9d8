/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-logo.h"

#include <glib/gi18n-lib.h>

#include "print/salon-voucher.h"

#define MOST_PIXELS (30 * 1000 * 1000) /* of the picture that is read */

/* On the longest side, tried in turn until the PNG is small enough: 400 dots an inch on the paper. */
static const int sides[] = { 800, 560, 400, 240 };

G_DEFINE_QUARK (salon - logo - error, salon_logo_error)

typedef struct
{
  int side;
  gboolean is_too_large;
} Wanted;

/* Told before a single pixel is unpacked: a small file may hold a picture that fills the memory. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Wanted *wanted = user_data;
  double scale = (double) wanted->side / MAX (1, MAX (width, height));

  if ((gint64) width * height > MOST_PIXELS)
    {
      wanted->is_too_large = TRUE;
      scale = 0;
    }
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)));
}

static GdkPixbuf *
read_picture (GBytes *picture, int side, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Wanted wanted = { side, FALSE };
  GdkPixbuf *pixbuf = NULL;
  gboolean is_written;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &wanted);
  is_written = gdk_pixbuf_loader_write_bytes (loader, picture, NULL);
  /* A loader that was not closed warns. */
  if (gdk_pixbuf_loader_close (loader, NULL) && is_written && !wanted.is_too_large)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (wanted.is_too_large)
    g_set_error_literal (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_TOO_LARGE, "too many pixels");
  else if (pixbuf == NULL)
    g_set_error_literal (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_NO_PICTURE, "no picture");
  return pixbuf != NULL ? g_object_ref (pixbuf) : NULL;
}

GBytes *
salon_logo_convert (GBytes *picture, GError **error)
{
  g_return_val_if_fail (picture != NULL, NULL);

  if (g_bytes_get_size (picture) > SALON_VOUCHER_LOGO_MOST_BYTES)
    {
      g_set_error_literal (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_TOO_LARGE, "too many bytes");
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = read_picture (picture, sides[i], error);
      char *data = NULL;
      gsize size = 0;

      if (pixbuf == NULL || !gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", error, NULL))
        return NULL;
      g_autoptr (GBytes) png = g_bytes_new_take (data, size);
      if (salon_voucher_can_read_logo (png))
        return g_steal_pointer (&png);
    }
  g_set_error_literal (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_TOO_LARGE, "too many colours");
  return NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &error);
  g_autoptr (GBytes) picture = NULL;
  GBytes *png = NULL;

  if (info != NULL && g_file_info_get_size (info) > SALON_VOUCHER_LOGO_MOST_BYTES)
    g_set_error_literal (&error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_TOO_LARGE, "too many bytes");
  else if (info != NULL)
    picture = g_file_load_bytes (file, cancellable, NULL, &error);
  if (picture != NULL)
    png = salon_logo_convert (picture, &error);
  if (png != NULL)
    g_task_return_pointer (task, png, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
salon_logo_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

GBytes *
salon_logo_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
salon_logo_write_failure (const GError *error)
{
  if (g_error_matches (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_TOO_LARGE))
    return g_strdup (_ ("This picture is too large. A logo may have up to 512 KB: choose a smaller "
                        "file."));
  if (g_error_matches (error, SALON_LOGO_ERROR, SALON_LOGO_ERROR_NO_PICTURE))
    return g_strdup (_ ("This file is no picture that can be read. Choose one that ends in .png, "
                        ".svg or .jpg."));
  /* Translators: %s is the system’s reason */
  return g_strdup_printf (_ ("The picture cannot be read: %s"), error->message);
}
