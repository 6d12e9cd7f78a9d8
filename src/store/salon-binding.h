/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the wire form of a value to a parameter of SQLite. 0001-salon.sql says how each kind is
 * stored; two values are the same in the file when they are the same on the wire.
 */
#pragma once

#include "core/salon-schema.h"
#include "salon-sqlite.h"

G_BEGIN_DECLS

/* Binds @value, which salon_column_check() took; NULL is null. Texts are not copied: @value must
 * outlive the statement's step. */
void salon_binding_set (SalonStatement *statement,
                        int parameter,
                        const SalonColumn *column,
                        JsonNode *value);
/* The same for a value as a text of its own (salon_column_check_text() took it); NULL is null. */
void salon_binding_set_text (SalonStatement *statement,
                             int parameter,
                             const SalonColumn *column,
                             const char *text);

G_END_DECLS
