/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of the database as JSON: a column goes to the field of its name, in the form that the field's
 * kind has. Columns that the schema does not name are left out.
 *
 * The texts are those of the rows, not copies: a document is written (salon_server_response_new_json())
 * before its rows are freed.
 */
#pragma once

#include "database/salon-connection.h"
#include "salon-server-schema.h"

G_BEGIN_DECLS

yyjson_mut_val *salon_server_rows_to_object (const PGresult *rows,
                                             int row,
                                             const SalonServerSchema *schema,
                                             yyjson_mut_doc *doc);
/* {"@name": [rows]}, written at once: for lists, whose rows may be many. */
GBytes *salon_server_rows_write_list (const PGresult *rows,
                                      const SalonServerSchema *schema,
                                      const char *name);
/* A field that the rows do not have: the second column of that row of @names whose first is the value of the
 * rows' column @key; null when there is none. PostgreSQL takes longer to find the same few names anew for each
 * row than it takes to read the rows. */
typedef struct
{
  const char *field;
  const char *key;
  const PGresult *names;
} SalonServerRowsLookup;

/* The same with a field more. */
GBytes *salon_server_rows_write_joined (const PGresult *rows,
                                        const SalonServerSchema *schema,
                                        const char *name,
                                        const SalonServerRowsLookup *lookup);
/* The value of a column of that name, NULL for null. */
const char *salon_server_rows_get (const PGresult *rows, int row, const char *column);

G_END_DECLS
