/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-provider-error.h"

G_DEFINE_QUARK (salon - provider - error, salon_provider_error)
