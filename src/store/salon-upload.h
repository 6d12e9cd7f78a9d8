/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's rows put into the outbox as changes that insert them, so that a shared salon gets what is
 * there already. Private to this layer.
 */
#pragma once

#include "salon-store.h"

G_BEGIN_DECLS

/**
 * SalonUploadKind:
 * @SALON_UPLOAD_WHOLE: everything, in changes of many rows: nobody there can be in the way
 * @SALON_UPLOAD_PARTS: services, clients, bookings, gift cards, payments and messages, each a change
 *   of its own with what belongs to it: each may be refused by itself
 */
typedef enum
{
  SALON_UPLOAD_WHOLE,
  SALON_UPLOAD_PARTS,
} SalonUploadKind;

/* Inside the caller's transaction, of a file that is shared already and has nothing waiting. */
gboolean salon_upload_queue (SalonStore *store, SalonUploadKind kind, gint64 now, GError **error);

G_END_DECLS
