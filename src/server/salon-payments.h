/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The providers of payments as one worker thread has them: made when they are first asked for, and kept,
 * so that a token that was given once is used again.
 */
#pragma once

#include "salon-payment-provider.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

void salon_payments_free (SalonPayments *self);

/* Transfer none. Fails with SALON_PROVIDER_ERROR_OFF. */
SalonPaymentProvider *
salon_payments_get_provider (SalonServerContext *context, const char *name, GError **error);
const SalonPaymentSettings *salon_payments_get_settings (SalonServerContext *context);
/* For questions to others: Google. Transfer none. */
SalonWebClient *salon_payments_get_client (SalonServerContext *context);

/* What is wrong with how payments are set up, for `serve --check`: lines, maybe none. Transfer full. */
char *salon_payments_describe (const SalonServerConfiguration *configuration);

/* What a provider's failure means to whoever asks the server: never the provider's own words. */
void salon_payments_explain (GError *failure, GError **error);

G_END_DECLS
