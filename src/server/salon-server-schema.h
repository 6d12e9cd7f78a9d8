/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the JSON of a request or an answer looks like, as constant tables: a request is checked against
 * them, and openapi.json is printed from them. A field that the table does not name is refused.
 *
 * Tables are terminated by a field without a name.
 */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

typedef struct _SalonServerSchema SalonServerSchema;

typedef enum
{
  SALON_SERVER_KIND_TEXT,    /* limits count characters; without control characters but \n and \t */
  SALON_SERVER_KIND_INTEGER, /* limits are its values */
  SALON_SERVER_KIND_BOOLEAN,
  SALON_SERVER_KIND_MONEY, /* a text, "12.50"; limits in cents */
  SALON_SERVER_KIND_UUID,
  SALON_SERVER_KIND_DATE,    /* "2026-03-12" */
  SALON_SERVER_KIND_TIME,    /* "09:30" or "09:30:00" */
  SALON_SERVER_KIND_INSTANT, /* "2026-03-12T09:30:00Z" */
  SALON_SERVER_KIND_EMAIL,
  SALON_SERVER_KIND_PHONE,  /* what core/salon-phone reads */
  SALON_SERVER_KIND_CHOICE, /* one of choices */
  SALON_SERVER_KIND_OBJECT, /* as schema says */
  SALON_SERVER_KIND_ANY,    /* any JSON */
} SalonServerKind;

typedef enum
{
  SALON_SERVER_FIELD_OPTIONAL = 0,
  SALON_SERVER_FIELD_REQUIRED = 1 << 0,
  SALON_SERVER_FIELD_NULLABLE = 1 << 1,
  SALON_SERVER_FIELD_ARRAY = 1 << 2, /* of the kind; at most most_items of them */
} SalonServerFieldFlags;

/* minimum and maximum both 0: no limits but those of the kind (a text: 1 … 255 characters). */
typedef struct
{
  const char *name;
  SalonServerKind kind;
  SalonServerFieldFlags flags;
  gint64 minimum, maximum;
  const char *const *choices;
  const SalonServerSchema *schema;
  guint most_items;
  const char *summary;
} SalonServerField;

struct _SalonServerSchema
{
  const char *name; /* "Booking": its name in openapi.json, unique */
  const SalonServerField *fields;
};

/* One thing that is wrong. */
typedef struct
{
  char *pointer; /* "/client/email" */
  char *detail;
} SalonServerFault;

void salon_server_fault_free (SalonServerFault *self);

/**
 * salon_server_schema_check:
 *
 * Returns: (transfer full) (element-type SalonServerFault): what is wrong with @value, up to twenty;
 *   empty when it is as @self says
 */
GPtrArray *salon_server_schema_check (const SalonServerSchema *self, yyjson_val *value);

/* The same for what came in an address, where everything is text: name → value. */
GPtrArray *salon_server_schema_check_query (const SalonServerSchema *self, GHashTable *query);

/* @self as JSON Schema (draft 2020-12, as OpenAPI 3.1 has it). Other schemas are "$ref"s. */
yyjson_mut_val *salon_server_schema_to_json (const SalonServerSchema *self, yyjson_mut_doc *doc);
yyjson_mut_val *salon_server_field_to_json (const SalonServerField *field, yyjson_mut_doc *doc);

G_END_DECLS
