/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many people open the salon's pages: visits, counted without a cookie and without anything about
 * who it was.
 *
 * A visit is a page of the site that a browser opened from elsewhere: from another site, a bookmark or
 * the address line, and not by following a link of the site itself. Whatever says that it is a program,
 * or only looks ahead, is none. Answers of the cache and pages that the browser has already count too.
 *
 * Counted in the memory of a process and added to the table `web_visits` once a minute and at the end:
 * of a process that is killed, at most the last minute is lost. Several processes add up. A day is one on
 * the salon's wall. salon_server_visits_note() may be called in any thread.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

typedef struct _SalonServerVisits SalonServerVisits;

SalonServerVisits *salon_server_visits_new (void);
/* From now on what is counted is added to the table, in a thread of its own. Once; after the processes
 * have parted. @shared is there until salon_server_visits_free(), which writes what is left. */
void salon_server_visits_begin (SalonServerVisits *self, SalonServerShared *shared);
void salon_server_visits_free (SalonServerVisits *self);

/* @request was answered by @response, which has not been dressed yet: a visit is counted. */
void salon_server_visits_note (SalonServerShared *shared,
                               SalonServerRequest *request,
                               const SalonServerResponse *response);

/* Adds what was counted to the table now; what could not be written is kept for the next time. */
gboolean
salon_server_visits_settle (SalonServerVisits *self, SalonServerContext *context, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerVisits, salon_server_visits_free)

G_END_DECLS
