/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_PROVIDER_ERROR (salon_provider_error_quark ())

/**
 * SalonProviderError:
 * @SALON_PROVIDER_ERROR_OFF: the salon has not set that provider up
 * @SALON_PROVIDER_ERROR_NOT_SENT: nothing reached the provider: the same again is safe
 * @SALON_PROVIDER_ERROR_BUSY: the provider did nothing and asks to come back later
 * @SALON_PROVIDER_ERROR_REFUSED: the provider says no, and will say it again
 * @SALON_PROVIDER_ERROR_UNKNOWN: it was asked, and what became of it is not known: to be looked up
 *   before anything is sent again
 * @SALON_PROVIDER_ERROR_MANUAL: the provider has no way to do this but its own application
 * @SALON_PROVIDER_ERROR_FORGED: a webhook that does not come from the provider
 */
typedef enum
{
  SALON_PROVIDER_ERROR_OFF,
  SALON_PROVIDER_ERROR_NOT_SENT,
  SALON_PROVIDER_ERROR_BUSY,
  SALON_PROVIDER_ERROR_REFUSED,
  SALON_PROVIDER_ERROR_UNKNOWN,
  SALON_PROVIDER_ERROR_MANUAL,
  SALON_PROVIDER_ERROR_FORGED,
} SalonProviderError;

GQuark salon_provider_error_quark (void);

G_END_DECLS
