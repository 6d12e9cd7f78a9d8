/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * May she, and may she so often? Runs before every handler, in the worker thread. For routes that only read
 * (SALON_SERVER_ROUTE_READS) it is known with what they read, so what they answer is judged afterwards.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

/* Fills request->principal, or leaves that to salon_server_rights_judge(). NULL when the handler may run; else the
 * refusal. Fails closed. */
SalonServerResponse *salon_server_rights_check (SalonServerContext *context,
                                                SalonServerRequest *request);

/* After every handler and whatever it has answered: NULL when that may be told; else the refusal, which is told
 * instead. */
SalonServerResponse *salon_server_rights_judge (SalonServerContext *context,
                                                SalonServerRequest *request);

G_END_DECLS
