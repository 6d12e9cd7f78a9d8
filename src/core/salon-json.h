/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON as we let it in and write it out.
 *
 * Reading is stricter than json-glib, which truncates a text at an escaped NUL, clamps an integer
 * that does not fit and takes 1e400 for a number: whatever would not come out again as it went in is
 * refused, and so is nesting that a hostile sender could drown us in. Writing and copying never
 * touch the reference counts of what they read, which json-glib keeps without atomics: a value that
 * several threads share can be read by all of them at once.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * salon_json_parse:
 * @text: UTF-8, a whole JSON document
 * @max_bytes: a longer text is refused unread
 * @max_depth: how many arrays and objects may stand in one another
 *
 * Fails with %SALON_ERROR_NOT_UNDERSTOOD, or %SALON_ERROR_OUT_OF_RANGE when it is too long, too deep
 * or holds a number that we cannot keep.
 *
 * Returns: (transfer full): the value, or %NULL
 */
JsonNode *salon_json_parse (const char *text, gsize max_bytes, guint max_depth, GError **error);
void salon_json_append (GString *out, JsonNode *value);
void salon_json_append_text (GString *out, const char *text);
void salon_json_append_object (GString *out, JsonObject *object);
JsonNode *salon_json_copy (JsonNode *value); /* deep; transfer full */
JsonObject *salon_json_copy_object (JsonObject *object);
gboolean salon_json_is_deeper (JsonNode *value, guint depth);

G_END_DECLS
