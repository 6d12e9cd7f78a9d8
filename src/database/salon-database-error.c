/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-database-error.h"

G_DEFINE_QUARK (salon - database - error - quark, salon_database_error)
