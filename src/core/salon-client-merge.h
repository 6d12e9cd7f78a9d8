/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two cards of one person become one. The rules, apart from any widget and any file.
 *
 * The left card remains, the right one points at it (`merged_into`). Of each field one chooses whose
 * text is kept; notes can be kept both. What nobody chooses:
 *  · allergies are always joined: losing one could hurt her;
 *  · who is blocked on either card stays blocked, for that is a warning;
 *  · a consent belongs to the address it was given for: it comes with the phone or mail that is kept,
 *    and where both cards have that address, it holds only if neither of them says no;
 *  · she is a client since the earlier of both.
 * What is not kept is listed, so that it can be shown before it is done.
 *
 * Merges make no chains: cards that were merged into the right one before are pointed at the left
 * one too, and a card that was itself merged, or anonymised, is merged no more.
 */
#pragma once

#include "salon-client.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_MERGE_NAME,
  SALON_MERGE_PHONE,
  SALON_MERGE_EMAIL,
  SALON_MERGE_NOTES,
  SALON_MERGE_LANGUAGE,
  SALON_MERGE_N_FIELDS,
} SalonMergeField;

typedef enum
{
  SALON_MERGE_KEEP_LEFT,
  SALON_MERGE_KEEP_RIGHT,
  SALON_MERGE_KEEP_BOTH, /* of the notes alone; elsewhere the left one */
} SalonMergeKeep;

typedef struct
{
  SalonMergeKeep keep[SALON_MERGE_N_FIELDS];
} SalonMergeChoice;

typedef enum
{
  SALON_MERGE_POSSIBLE,
  SALON_MERGE_SAME_CARD,
  SALON_MERGE_MERGED_ALREADY, /* one of them leads to another card */
  SALON_MERGE_ANONYMISED,
} SalonMergeRefusal;

/* A text that the merged card will not have. */
typedef struct
{
  SalonMergeField field;
  char *text;
} SalonMergeLoss;

SalonMergeRefusal salon_client_merge_check (SalonClient *left, SalonClient *right);
/* (nullable): what a card says in @field, as it is stored */
const char *salon_client_merge_get_text (SalonClient *client, SalonMergeField field);
/* Do the cards say something different, so that there is something to choose? */
gboolean salon_client_merge_differs (SalonClient *left, SalonClient *right, SalonMergeField field);
/* The fuller of each, and both notes. */
SalonMergeChoice salon_client_merge_suggest (SalonClient *left, SalonClient *right);
/* The card that remains: the left one's id. */
SalonClient *
salon_client_merge_join (SalonClient *left, SalonClient *right, const SalonMergeChoice *choice);
/* Elements: SalonMergeLoss, in the order of the fields. */
GPtrArray *salon_client_merge_list_losses (SalonClient *left,
                                           SalonClient *right,
                                           const SalonMergeChoice *choice);

/**
 * salon_client_merge_add_rows:
 * @table: a table
 * @rows: (element-type JsonObject): its rows that point at @right
 * @column: the column that does
 *
 * Points @rows at @left.
 */
void salon_client_merge_add_rows (SalonClient *left,
                                  const char *table,
                                  const char *column,
                                  GPtrArray *rows,
                                  SalonChangeBuilder *builder);
/* What the two cards become. */
void salon_client_merge_add_cards (SalonClient *left,
                                   SalonClient *right,
                                   const SalonMergeChoice *choice,
                                   SalonChangeBuilder *builder);

G_END_DECLS
