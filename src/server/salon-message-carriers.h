/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By whom this server sends messages, as its environment says. Any thread. */
#pragma once

#include "message/salon-provider-settings.h"
#include "salon-server-configuration.h"

G_BEGIN_DECLS

SalonProviderSettings *salon_message_carriers_read (const SalonServerConfiguration *configuration);

/* What `serve --check` says of them, without any secret. Transfer full. */
char *salon_message_carriers_describe (const SalonServerConfiguration *configuration);

G_END_DECLS
