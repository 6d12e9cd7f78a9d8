/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The salon's logo, from a picture that somebody has drawn or photographed: read in a thread, made as
 * small as paper needs it, and turned into a PNG.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_LOGO_ERROR (salon_logo_error_quark ())

/**
 * SalonLogoError:
 * @SALON_LOGO_ERROR_TOO_LARGE: more bytes or more pixels than a logo needs
 * @SALON_LOGO_ERROR_NO_PICTURE: nothing that can be read as a picture
 */
typedef enum
{
  SALON_LOGO_ERROR_TOO_LARGE,
  SALON_LOGO_ERROR_NO_PICTURE,
} SalonLogoError;

GQuark salon_logo_error_quark (void);

/* Fails with a SalonLogoError, or with what the disk says. */
void salon_logo_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
/* A PNG of at most %SALON_VOUCHER_LOGO_MOST_BYTES. */
GBytes *salon_logo_read_finish (GAsyncResult *result, GError **error);
/* The same at once, of bytes that have been read. */
GBytes *salon_logo_convert (GBytes *picture, GError **error);
/* Why not, in words. */
char *salon_logo_write_failure (const GError *error);

G_END_DECLS
