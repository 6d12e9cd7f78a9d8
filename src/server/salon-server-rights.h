/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * May she, and may she so often? Runs before every handler, in the worker thread.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

/* Fills request->principal. NULL when the handler may run; else the refusal. Fails closed. */
SalonServerResponse *salon_server_rights_check (SalonServerContext *context,
                                                SalonServerRequest *request);

G_END_DECLS
