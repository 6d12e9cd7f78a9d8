/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is taken out of a salon, in which form, written in a thread: at its place when it is whole, and
 * not at all when it fails or is called off. Main thread but for the work.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_EXPORT_EVERYTHING,
  SALON_EXPORT_CLIENTS,
  SALON_EXPORT_BOOKINGS,
  SALON_EXPORT_SERVICES,
  SALON_EXPORT_PAYMENTS,
  SALON_EXPORT_GIFT_CARDS,
} SalonExportWhat;

#define SALON_N_EXPORTS (SALON_EXPORT_GIFT_CARDS + 1)

typedef enum
{
  SALON_EXPORT_ZIP,
  SALON_EXPORT_CSV,
  SALON_EXPORT_ICS,
  SALON_EXPORT_VCARD_3,
  SALON_EXPORT_VCARD_4,
} SalonExportForm;

#define SALON_N_EXPORT_FORMS (SALON_EXPORT_VCARD_4 + 1)

typedef struct
{
  SalonExportWhat what;
  SalonExportForm form;
  SalonDay from; /* of bookings */
  SalonDay to;   /* not with it */
} SalonExportWish;

gboolean salon_export_has_form (SalonExportWhat what, SalonExportForm form);
const char *salon_export_get_ending (SalonExportForm form); /* "csv" */

/* Told in the main thread; 0 … 1. */
typedef void (*SalonExportProgress) (double fraction, gpointer user_data);

/**
 * salon_export_write_async:
 * @path: where to
 * @progress: (nullable): called until the callback is
 */
void salon_export_write_async (SalonSession *session,
                               const SalonExportWish *wish,
                               const char *path,
                               GCancellable *cancellable,
                               SalonExportProgress progress,
                               gpointer progress_data,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean salon_export_write_finish (SalonSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
