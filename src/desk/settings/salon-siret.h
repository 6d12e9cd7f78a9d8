/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The number of a French establishment: nine digits of the company (SIREN) and five of the place,
 * fourteen in all, checked by Luhn's formula (INSEE). The establishments of La Poste alone have a
 * rule of their own: the plain sum of their digits is a multiple of five.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_SIRET_VALID,
  SALON_SIRET_WRONG_LENGTH, /* letters in it, or not fourteen digits */
  SALON_SIRET_WRONG_SUM,    /* a slip of the finger */
} SalonSiretVerdict;

/* @digits: the fourteen digits without spaces when valid, else NULL. */
SalonSiretVerdict salon_siret_parse (const char *text, char **digits);
char *salon_siret_format (const char *digits); /* "732 829 320 00074" */

G_END_DECLS
