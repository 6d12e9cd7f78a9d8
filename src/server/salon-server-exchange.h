/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request on its way through the server: from the first line of it to the last byte of the
 * answer. Used by the event thread, and by one worker while the connection is suspended; never both.
 */
#pragma once

#include <microhttpd.h>

#include "salon-server-context.h"
#include "salon-server-request.h"
#include "salon-server-response.h"

G_BEGIN_DECLS

#define SALON_SERVER_MAX_ADDRESS_BYTES (4 * 1024)
#define SALON_SERVER_MAX_HEADER_BYTES (16 * 1024)
#define SALON_SERVER_MAX_BODY_BYTES (256 * 1024)
/* Of what a device sends that has shown a good token: one change can be a whole import. */
#define SALON_SERVER_MAX_LARGE_BODY_BYTES (16 * 1024 * 1024)

typedef enum
{
  SALON_SERVER_EXCHANGE_NEW,       /* the first line is there */
  SALON_SERVER_EXCHANGE_RECEIVING, /* the headers are, the body comes */
  SALON_SERVER_EXCHANGE_WORKING,   /* a worker has it */
  SALON_SERVER_EXCHANGE_DONE,      /* the answer is to be sent */
} SalonServerExchangeState;

typedef struct
{
  SalonServerExchangeState state;
  struct MHD_Connection *connection;
  gpointer owner;
  gsize address_bytes;
  GByteArray *body;
  gsize most_bytes;      /* of the body */
  gboolean is_too_large; /* what comes is thrown away */
  gboolean closes;       /* the connection is not used again */
  gboolean is_counted;   /* among those that the end of the program waits for */
  gint64 started_at;     /* monotonic µs */
  SalonServerRequest *request;
  SalonServerResponse *response;
} SalonServerExchange;

/* @first_line: the address as it was sent. */
SalonServerExchange *salon_server_exchange_new (const char *first_line);
void salon_server_exchange_free (SalonServerExchange *self);

/* When the headers are there. A refusal, or NULL when the body may come. */
SalonServerResponse *salon_server_exchange_begin (SalonServerExchange *self,
                                                  const SalonServerShared *shared,
                                                  struct MHD_Connection *connection,
                                                  const char *method,
                                                  const char *path);
/* A piece of the body. FALSE: so much more than is allowed that nothing is answered. */
gboolean salon_server_exchange_take (SalonServerExchange *self, const char *bytes, gsize n_bytes);
/* The whole body is there. A refusal, or NULL when a worker may have it. */
SalonServerResponse *salon_server_exchange_end (SalonServerExchange *self);

G_END_DECLS
