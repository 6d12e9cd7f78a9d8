/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SalonLanguage:
 * @SALON_LANGUAGE_ENGLISH: `€12.50`, `Thursday 14 March`
 * @SALON_LANGUAGE_FRENCH: `12,50 €`, `jeudi 14 mars`
 *
 * The language something is written in for a person. Always an argument: `core` reads no locale.
 */
typedef enum
{
  SALON_LANGUAGE_ENGLISH,
  SALON_LANGUAGE_FRENCH,
} SalonLanguage;

G_END_DECLS
