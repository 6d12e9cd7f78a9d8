/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the till's journal that the salon is open here. Main thread; the worker writes. */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* @version: of this program. A file that cannot be written is only looked at, and notes nothing. */
void salon_till_trace_opening (SalonSession *session, const char *version);

G_END_DECLS
