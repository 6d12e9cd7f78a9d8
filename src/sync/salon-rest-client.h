/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTPS to the salon's server, for one thread: a request, and its answer as text. Here ends whatever a
 * hostile or broken answer could do by its mere form: it is cut off when it is too long, too slow or
 * leads elsewhere, and nothing is sent to a computer that cannot prove who it is.
 *
 * Everything blocks. Fails with SALON_SYNC_ERROR, and G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <libsoup/soup.h>

#include "salon-sync-error.h"

G_BEGIN_DECLS

/* What is not a page of many rows is short. */
#define SALON_REST_CLIENT_SHORT_BYTES (64 * 1024)

typedef struct
{
  const char *method;
  const char *path;  /* behind the address: "/api/v1/…", with the query */
  const char *token; /* nullable: who asks */
  GBytes *body;      /* nullable: JSON */
  const char *key;   /* nullable: by which the server knows the same wish again */
  gsize max_bytes;   /* a longer answer is none; 0: SALON_REST_CLIENT_SHORT_BYTES */
} SalonRestRequest;

/* (transfer full): an object of texts, as a body. @names: names and texts by turns, NULL at the end */
GBytes *salon_rest_request_write_body (const char *const *names);

typedef struct
{
  guint status;
  char *text; /* of a JSON answer, a refusal in JSON too; NULL: it is none */
} SalonRestReply;

void salon_rest_reply_free (SalonRestReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonRestReply, salon_rest_reply_free)

/* The answer @status as a failure: TRUE when it is none. */
gboolean salon_rest_client_judge (guint status, GError **error);

/**
 * salon_rest_client_parse_address:
 * @typed: "salon.example", "https://salon.example:8443/desk"
 *
 * Without https only this very computer is spoken to, where nobody else listens.
 *
 * Returns: (transfer full): with its scheme, without a slash at the end; NULL with NAME when it is no
 *   address of a server
 */
char *salon_rest_client_parse_address (const char *typed, GError **error);

typedef struct _SalonRestClient SalonRestClient;

/**
 * salon_rest_client_new:
 * @address: as salon_rest_client_parse_address() says it
 * @authority: (nullable): a PEM file with those who may vouch for the server; else those of the system
 * @silence_s: how long it may be that nothing is heard of whoever should tell us the news
 */
SalonRestClient *
salon_rest_client_new (const char *address, const char *authority, guint silence_s, GError **error);
void salon_rest_client_free (SalonRestClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonRestClient, salon_rest_client_free)

/* Whatever its status is. */
SalonRestReply *salon_rest_client_call (SalonRestClient *self,
                                        const SalonRestRequest *request,
                                        GCancellable *cancellable,
                                        GError **error);

/* For the news: a session of its own, which waits longer, and the context that it lives on. */
SoupSession *salon_rest_client_get_listener (SalonRestClient *self);
GMainContext *salon_rest_client_get_context (SalonRestClient *self);
/* NULL when the address is none. */
SoupMessage *salon_rest_client_make_message (SalonRestClient *self,
                                             const SalonRestRequest *request);
/* What the network, GIO and libsoup say, as a SALON_SYNC_ERROR. Takes @failure. */
GError *salon_rest_client_translate (GError *failure);

G_END_DECLS
