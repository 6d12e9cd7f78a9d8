/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trying somebody who carries messages, in a thread of its own: whether it could send, and a real message to
 * the owner herself. With the values that she has typed, which nobody uses yet. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "message/salon-provider-settings.h"

G_BEGIN_DECLS

#define SALON_TYPE_CARRIERS_TEST (salon_carriers_test_get_type ())
G_DECLARE_FINAL_TYPE (SalonCarriersTest, salon_carriers_test, SALON, CARRIERS_TEST, GObject)

/**
 * salon_carriers_test_new:
 * @settings: (transfer full):
 * @sender: (nullable): as in #SalonOutgoing, as @sender_name
 * @sender_name: (nullable):
 * @now: Unix seconds
 */
SalonCarriersTest *salon_carriers_test_new (SalonProviderSettings *settings,
                                            SalonMessageMedium medium,
                                            const char *sender,
                                            const char *sender_name,
                                            gint64 now);
SalonMessageMedium salon_carriers_test_get_medium (SalonCarriersTest *self);

void salon_carriers_test_check_async (SalonCarriersTest *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* FALSE: cancelled. */
gboolean salon_carriers_test_check_finish (SalonCarriersTest *self,
                                           GAsyncResult *result,
                                           SalonMessageCheck *check,
                                           GError **error);

/* Sends the owner a message that says what it is. @recipient: a number (E.164) or an address. */
void salon_carriers_test_send_async (SalonCarriersTest *self,
                                     const char *recipient,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* NULL: cancelled. Transfer full. */
SalonDelivery *
salon_carriers_test_send_finish (SalonCarriersTest *self, GAsyncResult *result, GError **error);

G_END_DECLS
