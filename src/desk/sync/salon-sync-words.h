/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How it stands between this computer and the shared salon, in the owner's words. Pure: the facts and
 * the time come in, words come out. All results are newly allocated unless they are const.
 */
#pragma once

#include "core/salon-range.h"
#include "sync/salon-sync.h"

G_BEGIN_DECLS

typedef struct
{
  SalonSyncStatus status;
  gint64 waiting;     /* changes made here that have not been taken yet */
  gint64 last_synced; /* Unix seconds, 0: never */
  gint64 offline_since;
  const GError *failure; /* nullable */
} SalonSyncFacts;

/* Borrows the failure of @sync. */
SalonSyncFacts salon_sync_facts_read (SalonSync *sync);
/* Long enough to say so: a network that comes and goes is nobody's business. @now: Unix seconds. */
gboolean salon_sync_facts_is_long_offline (const SalonSyncFacts *facts, gint64 now);
/* Seconds until that becomes true by itself; 0: it does not. */
guint salon_sync_facts_get_patience (const SalonSyncFacts *facts, gint64 now);

const char *salon_sync_words_icon (const SalonSyncFacts *facts);
const char *salon_sync_words_title (const SalonSyncFacts *facts); /* "Up to date" */
/* What it means and what to do, one or two sentences; NULL when the title says it all. */
char *salon_sync_words_sentence (const SalonSyncFacts *facts);
/* "3 changes waiting to be sent"; NULL: none */
char *salon_sync_words_waiting (const SalonSyncFacts *facts);
/* "Last synced today at 14:05". @synced: last_synced in the salon's time. */
char *salon_sync_words_last (const SalonSyncFacts *facts, SalonMoment synced, SalonMoment now);
/* The name of the indicator: "Shared salon: offline, 3 changes waiting to be sent" */
char *salon_sync_words_label (const SalonSyncFacts *facts);
/* The banner's one line. @since: offline_since in the salon's time. */
char *salon_sync_words_banner (const SalonSyncFacts *facts, SalonMoment since, SalonMoment now);
/* "2 things to review"; NULL: none */
char *salon_sync_words_reviews (guint n_reviews);

G_END_DECLS
