/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of `salon_settings`, read and changed: the key is the row id, the value any JSON. A value
 * that is emptied takes its row with it. Main thread; reads what fits on a screen.
 */
#pragma once

#include "core/salon-change.h"
#include "store/salon-reader.h"

G_BEGIN_DECLS

/* The fallback stands in for a row that is absent or of another kind. */
char *salon_setting_dup_text (SalonReader *reader, const char *key);
gboolean salon_setting_get_boolean (SalonReader *reader, const char *key, gboolean fallback);

/* Any JSON; NULL: not set. */
JsonNode *salon_setting_dup_value (SalonReader *reader, const char *key);
/* NULL without an error when the value is so already. @label as of a change. */
SalonChange *salon_setting_change_text (SalonReader *reader,
                                        const char *key,
                                        const char *text,
                                        const char *label,
                                        GError **error);
SalonChange *salon_setting_change_integer (SalonReader *reader,
                                           const char *key,
                                           gint64 value,
                                           const char *label,
                                           GError **error);
SalonChange *salon_setting_change_boolean (SalonReader *reader,
                                           const char *key,
                                           gboolean value,
                                           const char *label,
                                           GError **error);
/* @value: (transfer full) (nullable): NULL takes the row away */
SalonChange *salon_setting_change_value (SalonReader *reader,
                                         const char *key,
                                         JsonNode *value,
                                         const char *label,
                                         GError **error);

G_END_DECLS
