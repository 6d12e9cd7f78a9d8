/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words by which the salon's services are called in a typed line, in French and English alike:
 * those of their names and categories, their beginnings, the other language's word for the same, and
 * one slip of the fingers.
 *
 * What fits several services is answered with all of them, best first: nobody guesses. Built once for
 * a list of services; holds a reference to each.
 */
#pragma once

#include "salon-phrase-words.h"
#include "salon-service.h"

G_BEGIN_DECLS

/* Longer lists are read up to here. */
#define SALON_SERVICE_VOCABULARY_MAX_SERVICES 500

typedef struct _SalonServiceVocabulary SalonServiceVocabulary;

/* @services: of SalonService, in the order of the salon's list. */
SalonServiceVocabulary *salon_service_vocabulary_new (GPtrArray *services);
void salon_service_vocabulary_free (SalonServiceVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServiceVocabulary, salon_service_vocabulary_free)

/* What was said, and what it may mean. */
typedef struct
{
  gsize start; /* bytes in the line */
  gsize end;
  GPtrArray *services; /* SalonService; one: understood; several: the owner says which */
  guint index;         /* of its first word */
  gboolean is_weak;    /* its first word is only the beginning of one, a slip or a category */
  guint n_words;
} SalonServiceMention;

void salon_service_mention_free (SalonServiceMention *mention);

/* Claims the words of what it finds. Elements: SalonServiceMention, as they are said. */
GPtrArray *salon_service_vocabulary_read (SalonServiceVocabulary *self, SalonPhraseWords *words);

G_END_DECLS
