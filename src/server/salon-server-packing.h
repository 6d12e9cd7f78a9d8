/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that go out packed (gzip) to who takes them so: texts of a KiB and more that are read. They are packed by
 * the worker that made them; what is kept for many is packed once, when it is put there.
 *
 * Left as they are:
 * - what goes on (event streams), and what is packed by itself: papers, pictures, typefaces;
 * - answers to what changes something: they are short, and some give a token;
 * - what has a strong ETag: that is one for each form of an answer, and who changes a row quotes it;
 * - pages with a secret in them. The length of a packed page tells whether what somebody wrote into its address stands
 *   in the page too, so that a secret could be guessed letter by letter (BREACH): those with a form, whose token it
 *   is, and those whose address is the secret, a client's booking and a gift card's order. A page says that it has none
 *   by SALON_SERVER_ROUTE_OPEN or _CACHEABLE; whoever forgets it has a page that is longer on its way, and no leak.
 *   An endpoint is asked with a token that no browser adds by itself, so that no stranger can have it asked.
 *
 * nginx leaves alone what comes packed. Any thread.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

#define SALON_SERVER_PACKING_LEAST_BYTES 1024

/* Whether Accept-Encoding lets gzip in; without it, it does not. */
gboolean salon_server_packing_is_wanted (SalonServerRequest *request);

/* Its packed body beside the plain one, when it may go out so. Takes a moment: not for the event thread. */
void salon_server_packing_pack (SalonServerRequest *request, SalonServerResponse *response);

/* As it goes out: the packed body when there is one and it is wanted; and Vary, when it could have been. */
void salon_server_packing_choose (SalonServerRequest *request, SalonServerResponse *response);

G_END_DECLS
