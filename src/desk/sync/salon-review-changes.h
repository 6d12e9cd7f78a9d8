/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner may want of a change that the shared salon did not take, as a new change. Pure: the
 * review and the rows as they are now come in, a change comes out.
 *
 * "As they are now" is what the salon's file shows: the refused change has been taken back there. So
 * a new change starts from what the others made of it, and sets what the owner had set.
 */
#pragma once

#include "core/salon-change.h"
#include "core/salon-day.h"

G_BEGIN_DECLS

/* The row as it is now, whole and with its key column; NULL when there is none. Transfer full. */
typedef JsonObject *(*SalonReviewFindFunc) (const char *table, const char *id, gpointer user_data);

/* The booking of a refused change that needs a chair: what it would be if it had been taken. */
typedef struct
{
  char *id;
  char *client_name;
  char *staff_id;
  SalonMoment start;
  int duration_minutes;
  int buffer_before_minutes;
  int buffer_minutes;
  gboolean is_new; /* made by this change, and not only moved */
} SalonReviewVisit;

void salon_review_visit_free (SalonReviewVisit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonReviewVisit, salon_review_visit_free)

/* NULL when the change makes or moves no booking, or the booking is gone. The first one, if there are
 * several. */
SalonReviewVisit *
salon_review_changes_get_visit (SalonChange *mine, SalonReviewFindFunc find, gpointer user_data);

/* All the bookings that the change makes and that hold a chair, of SalonReviewVisit; a repetition or an import makes several. */
GPtrArray *salon_review_changes_list_new_visits (SalonChange *mine);
/* How many clients and bookings it takes away: what an undone import does. */
guint salon_review_changes_count_removed (SalonChange *mine);
/* The edit that makes or moves a booking into the time of @other, a row of bookings. NULL: none does. */
const SalonEdit *salon_review_changes_find_taken (SalonChange *mine, JsonObject *other);

/**
 * salon_review_changes_keep_mine:
 * @mine: the refused change
 *
 * The same once more, on top of what the others did: what she set is set, what she made is made unless
 * it is there, what she deleted is deleted if it still is there.
 *
 * Returns: (transfer full) (nullable): %NULL when there is nothing left to do, or when it would touch a
 *   row that is gone: half of a change is never made
 */
SalonChange *
salon_review_changes_keep_mine (SalonChange *mine, SalonReviewFindFunc find, gpointer user_data);

/* As keep_mine, without the new bookings whose ids are in @left_out, and what comes with them. */
SalonChange *salon_review_changes_keep_others (SalonChange *mine,
                                               GHashTable *left_out,
                                               SalonReviewFindFunc find,
                                               gpointer user_data);

/**
 * salon_review_changes_move:
 * @start: inside the opening hours
 *
 * As keep_mine, with the booking of salon_review_changes_get_visit() at another time.
 */
SalonChange *salon_review_changes_move (SalonChange *mine,
                                        SalonMoment start,
                                        SalonReviewFindFunc find,
                                        gpointer user_data);

/* Moves a booking that is there: one of two that overlap. */
SalonChange *salon_review_changes_move_booking (JsonObject *booking, SalonMoment start);

/* What is to be taken from a gift card by @mine. FALSE when it takes nothing from any. */
gboolean
salon_review_changes_get_debit (SalonChange *mine, const char **card_id, gint64 *amount_cents);
/* The sum of the movements (rows of gift_card_movements) of a card. */
gint64 salon_review_changes_get_balance (GPtrArray *movements, const char *card_id);

G_END_DECLS
