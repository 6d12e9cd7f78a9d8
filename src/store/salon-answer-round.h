/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers to what was sent together, while they are gone through. Private to this layer.
 */
#pragma once

#include "core/salon-answer.h"
#include "salon-pull.h"

G_BEGIN_DECLS

/* A row whose base or waiting changes became other. */
typedef struct
{
  const SalonTable *table;
  char *id;
} SalonTouchedRow;

typedef struct
{
  SalonStore *store;
  SalonPull *pull;
  gint64 now;
  GHashTable *answered; /* of gint64: the numbers that have an answer of their own here */
  GArray *touched;      /* of SalonTouchedRow; a row may be there twice */
} SalonAnswerRound;

void
salon_answer_round_init (SalonAnswerRound *round, SalonStore *store, SalonPull *pull, gint64 now);
void salon_answer_round_clear (SalonAnswerRound *round);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonAnswerRound, salon_answer_round_clear)

/* The row is to be shown anew at the end of the round. */
void salon_answer_round_touch (SalonAnswerRound *round, const SalonTable *table, const char *id);
/* @change was not taken: it falls, and what was built on it falls with it. */
gboolean salon_answer_round_refuse (SalonAnswerRound *round,
                                    SalonChange *change,
                                    SalonAnswer *answer,
                                    GError **error);

G_END_DECLS
