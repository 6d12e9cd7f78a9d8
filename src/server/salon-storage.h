/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Google's storage, where the papers of gift cards lie when GCS_BUCKET_NAME is set. Signs in with the key
 * of a service account (GOOGLE_APPLICATION_CREDENTIALS), or as the computer that it runs on at Google's.
 *
 * Objects are made once: who tries again after an answer that was lost finds that it is there.
 * Blocks. Fails with SALON_PROVIDER_ERROR; OFF when no bucket is set.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

gboolean salon_storage_is_on (SalonServerContext *context);

/* @crc32c: (out): base64, as Google has it */
gboolean salon_storage_put (SalonServerContext *context,
                            const char *name,
                            GBytes *pdf,
                            char **crc32c,
                            GError **error);

/* An address that opens for a quarter of an hour; NULL when nothing here can sign one. Transfer full. */
char *salon_storage_make_url (SalonServerContext *context, const char *name);

G_END_DECLS
