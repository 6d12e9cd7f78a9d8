/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sync-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"

#define LONG_OFFLINE_SECONDS 60

SalonSyncFacts
salon_sync_facts_read (SalonSync *sync)
{
  return (SalonSyncFacts) {
    .status = salon_sync_get_status (sync),
    .waiting = salon_sync_get_waiting (sync),
    .last_synced = salon_sync_get_last_synced (sync),
    .offline_since = salon_sync_get_offline_since (sync),
    .failure = salon_sync_get_failure (sync),
  };
}

gboolean
salon_sync_facts_is_long_offline (const SalonSyncFacts *facts, gint64 now)
{
  if (facts->status == SALON_SYNC_STATUS_STOPPED)
    return FALSE;
  return facts->offline_since != 0 && now - facts->offline_since >= LONG_OFFLINE_SECONDS;
}

guint
salon_sync_facts_get_patience (const SalonSyncFacts *facts, gint64 now)
{
  if (facts->status == SALON_SYNC_STATUS_STOPPED || facts->offline_since == 0
      || salon_sync_facts_is_long_offline (facts, now))
    return 0;
  return (guint) CLAMP (facts->offline_since + LONG_OFFLINE_SECONDS - now, 1, LONG_OFFLINE_SECONDS);
}

const char *
salon_sync_words_icon (const SalonSyncFacts *facts)
{
  switch (facts->status)
    {
    case SALON_SYNC_STATUS_STOPPED:
      return "media-playback-pause-symbolic";
    case SALON_SYNC_STATUS_CONNECTING:
    case SALON_SYNC_STATUS_FIRST_SYNC:
    case SALON_SYNC_STATUS_WORKING:
      return "network-transmit-receive-symbolic";
    case SALON_SYNC_STATUS_UP_TO_DATE:
      return "network-idle-symbolic";
    case SALON_SYNC_STATUS_OFFLINE:
      return "network-offline-symbolic";
    case SALON_SYNC_STATUS_NEEDS_OWNER:
      return "dialog-warning-symbolic";
    }
  g_return_val_if_reached (NULL);
}

const char *
salon_sync_words_title (const SalonSyncFacts *facts)
{
  switch (facts->status)
    {
    case SALON_SYNC_STATUS_STOPPED:
      return C_ ("sync", "Paused");
    case SALON_SYNC_STATUS_CONNECTING:
      return C_ ("sync", "Connecting…");
    case SALON_SYNC_STATUS_FIRST_SYNC:
      return C_ ("sync", "Receiving the salon…");
    case SALON_SYNC_STATUS_WORKING:
      return C_ ("sync", "Sending and receiving…");
    case SALON_SYNC_STATUS_UP_TO_DATE:
      return C_ ("sync", "Up to date");
    case SALON_SYNC_STATUS_OFFLINE:
      return C_ ("sync", "Offline");
    case SALON_SYNC_STATUS_NEEDS_OWNER:
      return C_ ("sync", "Not connected");
    }
  g_return_val_if_reached (NULL);
}

static char *
describe_offline (const SalonSyncFacts *facts)
{
  const char *comfort = _ ("You can go on working: everything is kept on this computer and sent as "
                           "soon as the salon is in reach.");
  g_autofree char *reason = facts->failure != NULL ? salon_words_for_error (facts->failure) : NULL;

  return reason != NULL ? g_strdup_printf ("%s %s", reason, comfort) : g_strdup (comfort);
}

char *
salon_sync_words_sentence (const SalonSyncFacts *facts)
{
  switch (facts->status)
    {
    case SALON_SYNC_STATUS_STOPPED:
      return g_strdup (_ ("Nothing is sent or received until you go on."));
    case SALON_SYNC_STATUS_CONNECTING:
    case SALON_SYNC_STATUS_WORKING:
      return NULL;
    case SALON_SYNC_STATUS_FIRST_SYNC:
      return g_strdup (_ ("The whole salon is being copied to this computer. You can look around "
                          "meanwhile."));
    case SALON_SYNC_STATUS_UP_TO_DATE:
      return g_strdup (_ ("What you see is what everybody in the salon sees."));
    case SALON_SYNC_STATUS_OFFLINE:
      return describe_offline (facts);
    case SALON_SYNC_STATUS_NEEDS_OWNER:
      return facts->failure != NULL ? salon_words_for_error (facts->failure) : NULL;
    }
  g_return_val_if_reached (NULL);
}

char *
salon_sync_words_waiting (const SalonSyncFacts *facts)
{
  if (facts->waiting <= 0)
    return NULL;
  int n = (int) MIN (facts->waiting, G_MAXINT);
  return g_strdup_printf (
    ngettext ("%d change waiting to be sent", "%d changes waiting to be sent", (gulong) n), n);
}

/* "today at 14:05", "Thu 12 Mar, 14:05" */
static char *
describe_moment (SalonMoment moment, SalonMoment now)
{
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (moment));
  g_autofree char *day = NULL;

  if (salon_moment_get_day (moment) == salon_moment_get_day (now))
    /* Translators: a time */
    return g_strdup_printf (_ ("today at %s"), minute);
  day = salon_format_day (salon_moment_get_day (moment), SALON_DAY_STYLE_MEDIUM);
  /* Translators: day, time */
  return g_strdup_printf (_ ("%s, %s"), day, minute);
}

char *
salon_sync_words_last (const SalonSyncFacts *facts, SalonMoment synced, SalonMoment now)
{
  if (facts->last_synced == 0)
    return g_strdup (_ ("Not received yet"));
  g_autofree char *moment = describe_moment (synced, now);
  /* Translators: "today at 14:05", or "Thu 12 Mar, 14:05" */
  return g_strdup_printf (_ ("Last received: %s"), moment);
}

char *
salon_sync_words_label (const SalonSyncFacts *facts)
{
  g_autofree char *waiting = salon_sync_words_waiting (facts);
  const char *title = salon_sync_words_title (facts);

  if (waiting != NULL)
    /* Translators: how it stands, what waits: "Shared salon: Offline, 3 changes waiting to be sent" */
    return g_strdup_printf (_ ("Shared salon: %s, %s"), title, waiting);
  /* Translators: how it stands: "Shared salon: Up to date" */
  return g_strdup_printf (_ ("Shared salon: %s"), title);
}

char *
salon_sync_words_banner (const SalonSyncFacts *facts, SalonMoment since, SalonMoment now)
{
  g_autofree char *moment = NULL;
  g_autofree char *waiting = NULL;

  if (facts->status == SALON_SYNC_STATUS_NEEDS_OWNER)
    return salon_sync_words_sentence (facts);
  moment = describe_moment (since, now);
  waiting = salon_sync_words_waiting (facts);
  if (waiting != NULL)
    /* Translators: "Offline since today at 14:05. You can go on working (3 changes waiting to be
     * sent)." */
    return g_strdup_printf (_ ("Offline since %s. You can go on working (%s)."), moment, waiting);
  /* Translators: "Offline since today at 14:05. You can go on working." */
  return g_strdup_printf (_ ("Offline since %s. You can go on working."), moment);
}

char *
salon_sync_words_reviews (guint n_reviews)
{
  if (n_reviews == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u thing to review", "%u things to review", n_reviews),
                          n_reviews);
}
