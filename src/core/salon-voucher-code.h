/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The code of a gift card: "SERA-7K3M-9TQ4", the salon's prefix and eight of 31 characters that cannot
 * be mistaken for each other. The last one is a check character: it shows every single wrong character
 * and every swap of two.
 *
 * Left out are I, L, O, S and U; who types them means 1, 1, 0, 5 and V. Case, spaces and dashes do not
 * matter, and the prefix may be missing.
 *
 * Other programs have codes of their own, some of which look like these and carry no check character.
 * A verdict is therefore only about the form: look the text up as it was typed first, then its key, and
 * tell of a wrong character only when nothing was found.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_VOUCHER_PREFIX "SERA"   /* of a salon that has not chosen its own */
#define SALON_VOUCHER_PREFIX_MAX 8    /* letters and digits, at least two */
#define SALON_VOUCHER_RANDOM_BYTES 16 /* that a code is made of; from getrandom() */
#define SALON_VOUCHER_CHARACTERS 8    /* after the prefix, without the dash */

/**
 * SalonVoucherVerdict:
 * @SALON_VOUCHER_OK: a whole code with its check character
 * @SALON_VOUCHER_ONE_WRONG_CHARACTER: as long as a code, but the check character does not agree: one
 *   character is wrong, or two are swapped
 * @SALON_VOUCHER_TOO_SHORT: the beginning of a code
 * @SALON_VOUCHER_FOREIGN: not of this form: empty, longer, or with other signs
 */
typedef enum
{
  SALON_VOUCHER_OK,
  SALON_VOUCHER_ONE_WRONG_CHARACTER,
  SALON_VOUCHER_TOO_SHORT,
  SALON_VOUCHER_FOREIGN,
} SalonVoucherVerdict;

/* Two to eight letters A to Z and digits, the first a letter. */
gboolean salon_voucher_code_is_prefix (const char *prefix);

/**
 * salon_voucher_code_make:
 * @prefix: of the salon; one that is not valid is taken for %SALON_VOUCHER_PREFIX
 * @random: %SALON_VOUCHER_RANDOM_BYTES bytes that nobody can guess
 *
 * Returns: (transfer full): "SERA-7K3M-9TQ4"
 */
char *salon_voucher_code_make (const char *prefix, const guint8 *random);

/**
 * salon_voucher_code_read:
 * @typed: what somebody typed or scanned; any bytes
 * @code: (out) (optional): the code as it is printed when @typed is as long as one, whatever its check
 *   character says; else @typed without blanks around it
 *
 * Returns: whether the verdict is %SALON_VOUCHER_OK
 */
gboolean salon_voucher_code_read (const char *typed,
                                  const char *prefix,
                                  char **code,
                                  SalonVoucherVerdict *verdict);

/**
 * salon_voucher_code_make_key:
 *
 * How codes of any program are compared: upper case letters A to Z and digits only, those that are
 * mistaken for each other made one. "sera 7k3m-9tq4" and "SERA-7K3M-9TQ4" have the same.
 *
 * Returns: (transfer full): may be empty
 */
char *salon_voucher_code_make_key (const char *code);

G_END_DECLS
