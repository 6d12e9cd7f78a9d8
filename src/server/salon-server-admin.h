/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the endpoints of the people who run the salon have in common: ids in addresses, one row or many as
 * an answer, and a write in the name of who is signed in.
 *
 * A row has a `version`, which is another after every write to it (PostgreSQL's xmin), and an answer with
 * one row has it as its ETag. Who sends it back as If-Match changes the row only if nobody else has.
 *
 * A statement that changes a row takes its id as $1, the body as $2 and the wanted version (or null) as
 * $3, and returns the row with its version; when it returns nothing, the row is gone or another.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

/* The {id} of the address; NULL with NOT_FOUND when it is no UUID. */
const char *salon_server_admin_get_id (SalonServerRequest *request, GError **error);

/* The body as text. Transfer full. */
char *salon_server_admin_dup_body (SalonServerRequest *request);

/**
 * salon_server_admin_write:
 * @label: what it does, for the history: "Change a service"
 *
 * Runs one statement in a transaction of its own, with the name of who is signed in for the history. What
 * the salon's rules refuse (a time that is taken, a value that cannot be) is CONFLICT or INVALID.
 */
PGresult *salon_server_admin_write (SalonServerContext *context,
                                    SalonServerRequest *request,
                                    const char *label,
                                    const char *sql,
                                    int n_values,
                                    const char *const *values,
                                    GError **error);

/**
 * salon_server_admin_change:
 * @find: a statement that returns a row when $1 is there at all
 *
 * The same for a statement that changes the row {id} as said above, and its answer: the row; or
 * NOT_FOUND, or CHANGED.
 */
SalonServerResponse *salon_server_admin_change (SalonServerContext *context,
                                                SalonServerRequest *request,
                                                const char *label,
                                                const char *sql,
                                                const char *find,
                                                GError **error);

/* The first row as an answer, with its ETag. NOT_FOUND when there is none. */
SalonServerResponse *salon_server_admin_answer_row (SalonServerRequest *request,
                                                    guint status,
                                                    const PGresult *rows,
                                                    GError **error);

/* All rows under the only field of the route's reply, which is a list of objects. */
SalonServerResponse *salon_server_admin_answer_rows (SalonServerRequest *request,
                                                     const PGresult *rows);

/* A parameter of the query, or what it is without. Numbers go to statements as text. */
const char *salon_server_admin_get_query_or (SalonServerRequest *request,
                                             const char *name,
                                             const char *otherwise);

G_END_DECLS
