/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verb `serve`: one process, or several that share the socket. SIGTERM and SIGINT end it: what has
 * come is answered first, for six seconds at most. A process of several that dies is made anew.
 */
#pragma once

#include "salon-server-configuration.h"

G_BEGIN_DECLS

/* Returns the exit status. */
int salon_server_serve (SalonServerConfiguration *configuration);

G_END_DECLS
