/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who the desk is for the salon's server: a token that is good for half an hour and only here in memory,
 * and another one that brings the next, once, and is kept in a safe place by whoever gave us the way to it.
 *
 * Counted atomically; any thread. Whoever needs a new token while another is fetching one waits for that
 * one. Fails with SALON_SYNC_ERROR (SIGN_IN: e-mail or password; SIGNED_OUT: she has to sign in again), and
 * G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "salon-rest-client.h"

G_BEGIN_DECLS

/* Where the long-lived token lies. Both are called by any thread, one at a time, and do not block. */
typedef struct
{
  /* (transfer full): NULL when there is none */
  char *(*find) (gpointer user_data);
  /* What cannot be kept has to be signed in for at the next start. */
  void (*keep) (const char *token, gpointer user_data);
  gpointer user_data;
  GDestroyNotify free_data;
} SalonRestKeeper;

typedef struct _SalonRestSignIn SalonRestSignIn;

/* Takes what @keeper holds. */
SalonRestSignIn *salon_rest_sign_in_new (const SalonRestKeeper *keeper);
SalonRestSignIn *salon_rest_sign_in_ref (SalonRestSignIn *self);
void salon_rest_sign_in_unref (SalonRestSignIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonRestSignIn, salon_rest_sign_in_unref)

/* Signs in with what she typed; the password is not kept. */
gboolean salon_rest_sign_in_begin (SalonRestSignIn *self,
                                   SalonRestClient *client,
                                   const char *email,
                                   const char *password,
                                   GCancellable *cancellable,
                                   GError **error);

/**
 * salon_rest_sign_in_dup_token:
 * @stale: (nullable): the token that the server did not take any more
 *
 * Returns: (transfer full): a token for a request, fetched anew if there is none, or only @stale
 */
char *salon_rest_sign_in_dup_token (SalonRestSignIn *self,
                                    SalonRestClient *client,
                                    const char *stale,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * salon_rest_sign_in_call:
 * @request: its token is set
 *
 * Asks with a token that is good: one that is not any more is exchanged for another, once.
 *
 * Returns: (transfer full): the answer, whatever its status is
 */
SalonRestReply *salon_rest_sign_in_call (SalonRestSignIn *self,
                                         SalonRestClient *client,
                                         SalonRestRequest *request,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * salon_rest_sign_in_end:
 *
 * Signs out at the server: no token that came of this sign-in is good from then on. Whether the server
 * heard it or not, this sign-in is over here, and fails with SIGNED_OUT when it is used.
 */
gboolean salon_rest_sign_in_end (SalonRestSignIn *self,
                                 SalonRestClient *client,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
