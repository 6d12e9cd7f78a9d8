/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the shared salon says to a change that was sent to it, and what stood in the way of one that it
 * did not take.
 *
 * A change is answered once and for all: sent again, it gets the first answer, marked as a duplicate.
 * The rows of such an answer are as they were then, which may be long ago.
 *
 * Immutable and counted atomically: an answer crosses threads.
 */
#pragma once

#include "salon-schema.h"

G_BEGIN_DECLS

#define SALON_ANSWERS_MAX_BYTES (64 * 1024 * 1024)

/**
 * SalonOutcome:
 * @SALON_OUTCOME_APPLIED: all of it took effect
 * @SALON_OUTCOME_CONFLICT: somebody else was there first; nothing of it took effect
 * @SALON_OUTCOME_REJECTED: it is against a rule of the shared salon; nothing of it took effect
 */
typedef enum
{
  SALON_OUTCOME_APPLIED,
  SALON_OUTCOME_CONFLICT,
  SALON_OUTCOME_REJECTED,
} SalonOutcome;

/* A row that stands in the way, as the shared salon has it. */
typedef struct
{
  const SalonTable *table;
  char *id;
  JsonObject *row; /* whole, with its key column; NULL: it is gone */
  GStrv fields;    /* those that clash; may be empty */
  char *by;        /* nullable: the device or client that wrote it last */
  gint64 at;       /* when, Unix seconds; 0: unknown */
} SalonObstacle;

void salon_obstacle_free (SalonObstacle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonObstacle, salon_obstacle_free)
SalonObstacle *salon_obstacle_copy (const SalonObstacle *self);

/* The "rows" of an answer, by themselves: [{"table", "id", "row", "fields", "by", "at"}, …]. Reading
 * trusts nothing; obstacles in tables that we do not know are left out. Elements: SalonObstacle. */
GPtrArray *salon_obstacles_from_json (const char *json, GError **error);
char *salon_obstacles_to_json (GPtrArray *obstacles);

typedef struct _SalonAnswer SalonAnswer;

#define SALON_TYPE_ANSWER (salon_answer_get_type ())
GType salon_answer_get_type (void);
SalonAnswer *salon_answer_ref (SalonAnswer *self);
void salon_answer_unref (SalonAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonAnswer, salon_answer_unref)

gint64 salon_answer_get_seq (SalonAnswer *self);
SalonOutcome salon_answer_get_outcome (SalonAnswer *self); /* of a duplicate: that of the first */
gboolean salon_answer_is_duplicate (SalonAnswer *self);
const char *salon_answer_get_code (SalonAnswer *self);     /* "taken"; "" when applied */
const char *salon_answer_get_detail (SalonAnswer *self);   /* for a log, nullable */
GPtrArray *salon_answer_get_obstacles (SalonAnswer *self); /* of SalonObstacle; transfer none */

/**
 * salon_answers_from_json:
 * @json: [{"seq", "outcome", "first", "code", "detail", "rows"}, …]
 *
 * Trusts nothing; fails as salon_feed_page_from_json() does.
 *
 * Returns: (transfer full) (element-type SalonAnswer): freed with its elements
 */
GPtrArray *salon_answers_from_json (const char *json, GError **error);

G_END_DECLS
