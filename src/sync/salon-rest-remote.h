/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shared salon behind a server, for devices without a way to its database: the same feed and the same
 * push (src/database/README.md), carried by HTTPS, and news as server-sent events.
 */
#pragma once

#include "salon-remote.h"
#include "salon-rest-sign-in.h"

G_BEGIN_DECLS

/* Twice the server's heartbeat and some more. */
#define SALON_REST_REMOTE_SILENCE_S 40

#define SALON_TYPE_REST_REMOTE (salon_rest_remote_get_type ())
G_DECLARE_FINAL_TYPE (SalonRestRemote, salon_rest_remote, SALON, REST_REMOTE, GObject)

/**
 * salon_rest_remote_new:
 * @address: as salon_rest_client_parse_address() says it
 * @authority: (nullable): a PEM file with those who may vouch for the server; else those of the system
 */
SalonRestRemote *
salon_rest_remote_new (const char *address, const char *authority, SalonRestSignIn *sign_in);

/* How long it may be that nothing is heard; before it is opened. */
void salon_rest_remote_set_silence (SalonRestRemote *self, guint seconds);

G_END_DECLS
