/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new row id: UUIDv7 (RFC 9562) of libuuid, lower case. Born offline, sorts by birth. */
char *salon_id_new (void);

G_END_DECLS
