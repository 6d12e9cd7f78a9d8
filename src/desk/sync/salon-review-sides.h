/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner reads of a review before she decides: what she did, what stands in its way, and both
 * versions side by side, field by field. Reads from the session's reader; a row or two for each.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title; /* "Time" */
  char *mine;        /* "14:00" */
  char *theirs;      /* "15:30" */
  gboolean differs;  /* worth a look; FALSE too where the two are not versions of one thing */
} SalonReviewLine;

typedef struct
{
  char *title;  /* "Move Marie Durand to Thu 12 Mar, 14:30" */
  char *reason; /* one or two sentences: what stands in the way */
  char *mine_title;
  char *mine_by; /* nullable: who and when */
  char *theirs_title;
  char *theirs_by;  /* nullable */
  GPtrArray *lines; /* SalonReviewLine; none: there is nothing to compare */
} SalonReviewSides;

SalonReviewSides *salon_review_sides_new (SalonSession *session, const SalonReview *review);
void salon_review_sides_free (SalonReviewSides *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonReviewSides, salon_review_sides_free)

/* A SalonReviewFindFunc over the reader of @session. */
JsonObject *salon_review_sides_find_row (const char *table, const char *id, gpointer session);

G_END_DECLS
