/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is signed in. A sign-in is a row of salon.sign_ins; it is shown for half an hour with an access
 * token (salon-jwt.h) that names it, and renewed with a refresh token: 256 bits that mean nothing by
 * themselves, of which the database keeps the SHA-256. Each use spends one and makes its successor;
 * one that is used twice ends the sign-in, for then two have it. See salon.refresh_sign_in().
 *
 * The successor is made of the token and the server's secret, so that a device that did not hear the
 * answer gets the same one again, though it is kept nowhere.
 *
 * Every access token is looked up with each request: who signs out, is switched off or loses a right is
 * refused from that moment, by every server. Nothing of it is kept in a process or in Redis, so there is
 * nothing to hear of, to forget or to lose; where only reading follows, the question travels with the first
 * that reads, and costs next to nothing.
 *
 * SalonServerSignIn is shared by the threads of a process; the functions block and use the thread's own
 * connection. Errors are SALON_SERVER_ERROR and those of the database.
 */
#pragma once

#include "salon-server-context.h"
#include "salon-server-request.h"

G_BEGIN_DECLS

/* Without a use, and in all. */
#define SALON_SERVER_SIGN_IN_IDLE_DAYS 21
#define SALON_SERVER_SIGN_IN_DAYS 90
/* How long a device that did not hear the answer may ask again. */
#define SALON_SERVER_SIGN_IN_GRACE_SECONDS 60

/**
 * SalonServerTokens:
 * @access: for "Authorization: Bearer"
 * @access_seconds: how long it is good
 * @refresh: for one renewal
 * @principal: whose they are
 */
typedef struct
{
  char *access;
  guint access_seconds;
  char *refresh;
  SalonServerPrincipal principal;
} SalonServerTokens;

/* %NULL with @error set when the secrets cannot be used; without a secret nobody can sign in. */
SalonServerSignIn *salon_server_sign_in_new (const SalonServerConfiguration *configuration,
                                             GError **error);
void salon_server_sign_in_free (SalonServerSignIn *self);

/* How many passwords were computed so far: what a refusal has cost. */
guint64 salon_server_sign_in_get_n_computed (SalonServerSignIn *self);

/**
 * salon_server_sign_in_begin:
 * @device: (nullable): what the client calls itself
 *
 * Fails with UNAUTHENTICATED in the same words and after the same work whether there is no such account,
 * it is switched off or the password is another; with TOO_MANY and UNAVAILABLE.
 */
SalonServerTokens *salon_server_sign_in_begin (SalonServerContext *context,
                                               const char *email,
                                               const char *password,
                                               const char *device,
                                               GError **error);

/* Fails with UNAUTHENTICATED for a token that renews nothing (any more). */
SalonServerTokens *salon_server_sign_in_refresh (SalonServerContext *context,
                                                 const char *refresh,
                                                 const char *device,
                                                 GError **error);

/* Ends the sign-in that @refresh belongs to, if there is one. */
gboolean
salon_server_sign_in_end (SalonServerContext *context, const char *refresh, GError **error);

/* Is @token, by its signature and its dates alone, one of ours? Asks nobody and does not block: for what has
 * to be decided before it can be known who it is. @now: microseconds since 1970. */
gboolean salon_server_sign_in_has_signed (SalonServerSignIn *self, const char *token, gint64 now);

/* Who shows @token? Fails with UNAUTHENTICATED, and with FORBIDDEN when she is less than @principal says to be
 * needed. */
gboolean salon_server_sign_in_identify (SalonServerContext *context,
                                        const char *token,
                                        SalonServerPrincipal *principal,
                                        GError **error);

/* The same for who will only read: what can be seen of @token itself is seen at once, and whether she is still
 * signed in goes along with the next question. @principal is filled by salon_server_context_judge_along(), and
 * is kept until then. */
gboolean salon_server_sign_in_identify_along (SalonServerContext *context,
                                              const char *token,
                                              SalonServerPrincipal *principal,
                                              GError **error);

void salon_server_tokens_free (SalonServerTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerSignIn, salon_server_sign_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerTokens, salon_server_tokens_free)

G_END_DECLS
