/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to other people's servers: those who take payments, those who carry messages, Google. One
 * client for one thread; a call blocks until it is answered, 30 s at most (5 s until the other side is
 * there and has shown who it is). The certificate must be valid for the name; no redirect is followed; no answer is longer than
 * 1 MiB. Plain http is for this computer only, where tests have their own providers.
 *
 * Each call has a connection of its own: one that was kept and has died would leave us not knowing
 * whether the question got through.
 *
 * Errors are SALON_PROVIDER_ERROR: NOT_SENT while nothing has been written, UNKNOWN from then on; and
 * G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <gio/gio.h>
#include <yyjson.h>

#include "salon-provider-error.h"

G_BEGIN_DECLS

#define SALON_WEB_CLIENT_MAX_REPLY_BYTES (1024 * 1024)

typedef struct _SalonWebClient SalonWebClient;

/**
 * SalonWebRequest:
 * @headers: (nullable): names and values in turn, %NULL at the end; without Content-Type
 * @content_type: (nullable): of @body
 * @body: (nullable):
 */
typedef struct
{
  const char *method;
  const char *url;
  const char *const *headers;
  const char *content_type;
  GBytes *body;
} SalonWebRequest;

typedef struct
{
  guint status;
  GBytes *body;
  yyjson_doc *json;   /* nullable: the body was none */
  char *retry_after;  /* nullable */
  char *request_name; /* nullable: what the provider calls this question, for its support */
  gpointer headers;   /* private */
} SalonWebReply;

SalonWebClient *salon_web_client_new (void);
void salon_web_client_free (SalonWebClient *self);
/* For tests: how long to wait for a connection, and in all. */
void salon_web_client_set_patience (SalonWebClient *self, guint connect_ms, guint total_ms);

/* Any status is an answer. Transfer full. */
SalonWebReply *salon_web_client_call (SalonWebClient *self,
                                      const SalonWebRequest *request,
                                      GCancellable *cancellable,
                                      GError **error);
void salon_web_reply_free (SalonWebReply *self);
/* Did the last call fail because the other side could not show that it is who it should be? */
gboolean salon_web_client_is_untrusted (SalonWebClient *self);
/* By any case; NULL when it is not there, or there more than once. */
const char *salon_web_reply_get_header (SalonWebReply *self, const char *name);
/* The root of the answer; NULL when it is no JSON. */
yyjson_val *salon_web_reply_get_json (SalonWebReply *self);
/* A text at a path of names, "purchase_units/0/amount"; NULL when it is not there or none. */
const char *salon_web_reply_get_text (SalonWebReply *self, const char *path);

/**
 * salon_web_reply_judge:
 * @provider: its name, for the message
 * @what: the provider's own words for what is wrong; (nullable)
 *
 * Is it 2xx with JSON in it? If not, says what follows from the status: 429 and 409 BUSY, 408 and 5xx
 * UNKNOWN, other 4xx REFUSED, and an answer that is not understood UNKNOWN.
 */
gboolean
salon_web_reply_judge (SalonWebReply *self, const char *provider, const char *what, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonWebClient, salon_web_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonWebReply, salon_web_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

G_END_DECLS
