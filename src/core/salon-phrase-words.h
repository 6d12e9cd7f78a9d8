/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A typed line, cut into words, and what has been understood of each so far. The readers of days,
 * times and services take it in turn; what one has claimed, the others leave alone.
 *
 * A word is a run of letters or a run of digits: "14h30" is three. Positions are bytes of `text`.
 * Any bytes are taken; the line is cut after SALON_PHRASE_MAX_CHARS characters, and what follows the
 * last of SALON_PHRASE_MAX_WORDS words is not read.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_PHRASE_MAX_CHARS 300
#define SALON_PHRASE_MAX_WORDS 64

typedef enum
{
  SALON_PHRASE_UNREAD,
  SALON_PHRASE_FILLER, /* "pour", "rdv", "le": says nothing by itself */
  SALON_PHRASE_CLIENT,
  SALON_PHRASE_PHONE,
  SALON_PHRASE_SERVICE,
  SALON_PHRASE_DAY,
  SALON_PHRASE_TIME,
} SalonPhraseKind;

typedef struct
{
  gsize start;
  gsize end;
  char *folded;
  gunichar before; /* between it and the word before: 0 nothing, ' ' blanks, else the first sign */
  int number;      /* of one to four digits; -1: no such number */
  int n_digits;
  SalonPhraseKind kind;
  int part; /* words of one part were understood together */
} SalonPhraseWord;

typedef struct
{
  char *text; /* valid UTF-8 */
  GArray *words;
  int n_parts;
} SalonPhraseWords;

SalonPhraseWords *salon_phrase_words_new (const char *line);
void salon_phrase_words_free (SalonPhraseWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPhraseWords, salon_phrase_words_free)

/* NULL beyond the last one. */
SalonPhraseWord *salon_phrase_words_get (SalonPhraseWords *self, guint index);
/* The word's folded text while nobody has claimed it, else "". */
const char *salon_phrase_words_peek (SalonPhraseWords *self, guint index);
/* Is there an unclaimed word at @index that is one of @words, which are separated by spaces? */
gboolean salon_phrase_words_is (SalonPhraseWords *self, guint index, const char *words);
/* The unclaimed number at @index, or -1. */
int salon_phrase_words_get_number (SalonPhraseWords *self, guint index);
/* Claims the @n words from @index on as one part; gives the part. */
int salon_phrase_words_claim (SalonPhraseWords *self, guint index, guint n, SalonPhraseKind kind);

G_END_DECLS
