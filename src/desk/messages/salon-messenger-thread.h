/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread of a SalonMessenger. What it works with does not change while it lives: another salon or
 * other carriers get another thread, and the old one ends by itself, after the message that it is at. Both
 * may live for a while; the ledger sees to it that no message goes out twice.
 */
#pragma once

#include "database/salon-connection-settings.h"
#include "messages/salon-messenger.h"

G_BEGIN_DECLS

typedef struct _SalonMessengerThread SalonMessengerThread;

/* One for each round, in the main context. @error: (nullable): why there was none. */
typedef void (*SalonMessengerReportFunc) (const SalonMessageReport *report,
                                          const GError *error,
                                          gpointer owner);

/**
 * salon_messenger_thread_new:
 * @database: (nullable): of a shared salon; %NULL: the salon is in the worker's file
 * @settings: (nullable) (transfer full): by whom messages go out, or …
 * @provide: … who says so
 * @report: called for as long as @owner lives
 */
SalonMessengerThread *salon_messenger_thread_new (SalonSession *session,
                                                  const SalonConnectionSettings *database,
                                                  SalonProviderSettings *settings,
                                                  SalonMessengerProvide provide,
                                                  gpointer provide_data,
                                                  SalonMessengerReportFunc report,
                                                  GObject *owner);
void salon_messenger_thread_wake (SalonMessengerThread *self);
/* Nobody hears of it any more. */
void salon_messenger_thread_end (SalonMessengerThread *self);

G_END_DECLS
