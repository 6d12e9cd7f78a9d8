/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-store-error.h"

G_DEFINE_QUARK (salon - store - error - quark, salon_store_error)
