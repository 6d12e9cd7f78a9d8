/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a request is refused. A handler fails with one of these; the frame makes the answer of it: a
 * status, a code that never changes, and the error's message, which the person at the other end may
 * read: whoever sets it writes it for her. Anything else that a handler fails with (the database's
 * errors too) goes to the log, and is answered without its words.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_SERVER_ERROR (salon_server_error_quark ())

typedef enum
{
  SALON_SERVER_ERROR_MALFORMED,       /* 400 malformed */
  SALON_SERVER_ERROR_UNAUTHENTICATED, /* 401 unauthenticated */
  SALON_SERVER_ERROR_FORBIDDEN,       /* 403 forbidden */
  SALON_SERVER_ERROR_NOT_FOUND,       /* 404 not_found */
  SALON_SERVER_ERROR_METHOD,          /* 405 method_not_allowed */
  SALON_SERVER_ERROR_CONFLICT,        /* 409 conflict */
  SALON_SERVER_ERROR_GONE,            /* 410 gone */
  SALON_SERVER_ERROR_CHANGED,         /* 412 changed: If-Match says another version */
  SALON_SERVER_ERROR_TOO_LARGE,       /* 413 too_large */
  SALON_SERVER_ERROR_LONG_ADDRESS,    /* 414 address_too_long */
  SALON_SERVER_ERROR_MEDIA_TYPE,      /* 415 unsupported_media_type */
  SALON_SERVER_ERROR_INVALID,         /* 422 invalid */
  SALON_SERVER_ERROR_TOO_MANY,        /* 429 too_many_requests */
  SALON_SERVER_ERROR_INTERNAL,        /* 500 internal */
  SALON_SERVER_ERROR_PROVIDER,        /* 502 provider_failed */
  SALON_SERVER_ERROR_UNAVAILABLE,     /* 503 unavailable */
  SALON_SERVER_ERROR_NOT_CONFIGURED,  /* 503 not_configured: a service that is off here */
} SalonServerError;

GQuark salon_server_error_quark (void);

/* The status and the code of @error; what is no SALON_SERVER_ERROR is 500, or 503 when the database
 * is lost or busy. */
guint salon_server_error_get_status (const GError *error);
const char *salon_server_error_get_code (const GError *error);

G_END_DECLS
