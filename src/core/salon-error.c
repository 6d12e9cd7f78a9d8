/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-error.h"

G_DEFINE_QUARK (salon - error - quark, salon_error)
