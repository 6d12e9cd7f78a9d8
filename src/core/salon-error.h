/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errors of the rules. They name what is wrong, not how to say it: `core` knows no
 * language, so the desk turns a code into a sentence (desk/common/salon-words.c).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_ERROR (salon_error_quark ())

/**
 * SalonError:
 * @SALON_ERROR_NOT_UNDERSTOOD: a text that a person or a file gave is not of the form asked for
 * @SALON_ERROR_OUT_OF_RANGE: it is of the form, but no value of ours is that large, small or late
 * @SALON_ERROR_UNKNOWN_FIELD: a table or column that `salon-schema.c` does not list
 * @SALON_ERROR_BAD_VALUE: a column is listed, but the value is not of its kind
 */
typedef enum
{
  SALON_ERROR_NOT_UNDERSTOOD,
  SALON_ERROR_OUT_OF_RANGE,
  SALON_ERROR_UNKNOWN_FIELD,
  SALON_ERROR_BAD_VALUE,
} SalonError;

GQuark salon_error_quark (void);

G_END_DECLS
