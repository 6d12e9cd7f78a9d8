/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a text travels as SMS (3GPP TS 23.038, GSM 03.38): in seven bits as long as every letter is in
 * the table, otherwise in UCS-2, and in how many parts, each of which is paid for.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SalonSmsSize:
 * @is_unicode: a letter is not in the table of seven bits
 * @n_units: septets (a letter of the extension counts two), or UTF-16 units
 * @n_parts: 1 up to 160 septets or 70 units; beyond, of 153 or 67 each, and neither an escape nor a
 *   surrogate pair is torn apart
 */
typedef struct
{
  gboolean is_unicode;
  guint n_units;
  guint n_parts;
} SalonSmsSize;

/* @text: UTF-8. Empty: no part. */
SalonSmsSize salon_sms_text_measure (const char *text);

/* Is the letter in the table of seven bits, or its extension? */
gboolean salon_sms_text_is_plain (gunichar letter);

/* What the phone company takes at most in one message. */
#define SALON_SMS_MAX_PARTS 6

/**
 * salon_sms_text_make_plain:
 * @text: UTF-8
 *
 * The same words with letters of the seven bits alone: "Forêt, reçu – 12 h" → "Foret, recu - 12 h".
 * Letters that the table has keep their accents (é, è, à, ù). A picture is left out. Letters of another
 * script have no plain spelling and stay: a name is not dropped to save a few cents. What is plain
 * already comes back as it is, and so does what this has written.
 *
 * Returns: (transfer full): never Unicode, unless by letters of another script
 */
char *salon_sms_text_make_plain (const char *text);

G_END_DECLS
