/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is answered. Made by a handler in a worker thread and handed over to the frame whole.
 */
#pragma once

#include <glib.h>
#include <yyjson.h>

#include "salon-server-stream.h"

G_BEGIN_DECLS

typedef struct
{
  guint status;
  char *type; /* Content-Type; NULL without a body */
  GBytes *body;
  GBytes *packed;            /* the same by gzip; nullable: salon-server-packing.h */
  GPtrArray *headers;        /* name, value, name, value … */
  SalonServerStream *stream; /* instead of a body; nullable */
} SalonServerResponse;

/* @doc: (transfer full) */
SalonServerResponse *salon_server_response_new_json (guint status, yyjson_mut_doc *doc);
SalonServerResponse *salon_server_response_new_bytes (guint status, const char *type, GBytes *body);
/* 204. */
SalonServerResponse *salon_server_response_new_empty (void);
/* "text/event-stream": @stream goes on by itself, and holds no thread. */
SalonServerResponse *salon_server_response_new_stream (const char *type, SalonServerStream *stream);
/* application/problem+json: @code never changes, @detail is for a person and nullable. */
SalonServerResponse *
salon_server_response_new_problem (guint status, const char *code, const char *detail);
/* The same with more members: @doc's root is an object to which status, code and the rest are added.
 * @doc: (transfer full) */
SalonServerResponse *salon_server_response_new_problem_with (guint status,
                                                             const char *code,
                                                             const char *detail,
                                                             yyjson_mut_doc *doc);
SalonServerResponse *salon_server_response_new_error (const GError *error);
void salon_server_response_free (SalonServerResponse *self);

/* One of that name that was there is replaced. */
void
salon_server_response_set_header (SalonServerResponse *self, const char *name, const char *value);
/* One more header of the request that the answer depends on. */
void salon_server_response_add_vary (SalonServerResponse *self, const char *name);
/* Nullable. */
const char *salon_server_response_get_header (SalonServerResponse *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerResponse, salon_server_response_free)

G_END_DECLS
