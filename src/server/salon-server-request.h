/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request that is there to its last byte, as the handler sees it. Made by the frame, used by one
 * worker thread, freed by the frame. Everything in it belongs to it.
 */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

struct _SalonServerRoute;

typedef enum
{
  SALON_SERVER_ROLE_NOBODY,
  SALON_SERVER_ROLE_ADMIN,
  SALON_SERVER_ROLE_OWNER,
} SalonServerRole;

/* Who asks, filled by the rights check. */
typedef struct
{
  SalonServerRole needed; /* beforehand: less is not enough */
  SalonServerRole role;
  char *user_id;  /* uuid; nullable */
  char *name;     /* as the history says it; nullable */
  char *token_id; /* jti; nullable */
  char *family;   /* of the refresh tokens; nullable */
} SalonServerPrincipal;

typedef struct
{
  char *method; /* "GET" */
  char *path;   /* decoded, without what follows a question mark */
  const struct _SalonServerRoute *route;
  GHashTable *parameters; /* what stands for {id} in the pattern: name → value */
  GHashTable *query;      /* name → value; a name that is there twice is refused before */
  GHashTable *headers;    /* name in small letters → value */
  GBytes *body;           /* never NULL */
  yyjson_doc *json;       /* the body, checked against the route's schema; NULL when it has none */
  char *address; /* of the client: "192.0.2.7"; behind a configured proxy the one it names */
  char *request_id;
  SalonServerPrincipal principal;
  GHashTable *reply_headers; /* for the answer, whichever it is: name → value */
} SalonServerRequest;

SalonServerRequest *salon_server_request_new (const char *method, const char *path);
void salon_server_request_free (SalonServerRequest *self);

/* @name in small letters. Nullable. */
const char *salon_server_request_get_header (SalonServerRequest *self, const char *name);
const char *salon_server_request_get_parameter (SalonServerRequest *self, const char *name);
const char *salon_server_request_get_query (SalonServerRequest *self, const char *name);
/* The token of "Authorization: Bearer …"; nullable. */
const char *salon_server_request_get_bearer (SalonServerRequest *self);
void salon_server_request_set_reply_header (SalonServerRequest *self,
                                            const char *name,
                                            const char *value);

/* Fields of the JSON body, which the schema has checked. */
gboolean salon_server_request_has (SalonServerRequest *self, const char *name);
/* NULL when it is left out or null. */
const char *salon_server_request_get_text (SalonServerRequest *self, const char *name);
gint64
salon_server_request_get_integer (SalonServerRequest *self, const char *name, gint64 otherwise);
gboolean
salon_server_request_get_boolean (SalonServerRequest *self, const char *name, gboolean otherwise);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerRequest, salon_server_request_free)

G_END_DECLS
