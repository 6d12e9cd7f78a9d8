/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-worker.h"

#include <unistd.h>

#include "core/salon-message.h"
#include "database/salon-database-ledger.h"
#include "message/salon-message-round.h"

#include "salon-booking-link.h"
#include "salon-message-carriers.h"
#include "salon-voucher-paper.h"

/* The salon is looked at so often even when nobody says that it has changed. */
#define MAX_WAIT_SECONDS 60
/* A rush is no reason to read the salon again for each booking. */
#define MIN_WAIT_SECONDS 3
#define RETRY_SECONDS 5

typedef struct
{
  SalonServerContext *context;
  SalonMessageRound *round;
  gboolean listens;
} Worker;

static GBytes *
draw_paper (const SalonMessageCard *card, char **name, gpointer user_data, GError **error)
{
  *name = g_strdup ("bon-cadeau.pdf");
  return salon_voucher_paper_draw (user_data, card->id, error);
}

/* A booking that was made elsewhere has no page. */
static char *
find_link (const char *id, gpointer user_data)
{
  SalonServerContext *context = user_data;
  g_autoptr (GError) error = NULL;
  char *link;

  if (context->configuration->public_url == NULL)
    return NULL;
  link = salon_booking_link_find (context, context->configuration->public_url, id, &error);
  if (error != NULL)
    g_info ("the page of a booking is not known: %s", error->message);
  return link;
}

/* FALSE: nobody carries anything. */
static gboolean
set_carriers (SalonMessageRound *round, const SalonServerConfiguration *configuration)
{
  g_autoptr (SalonProviderSettings) settings = salon_message_carriers_read (configuration);
  gboolean has_any = FALSE;

  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      g_autoptr (SalonMessageProvider) provider = salon_provider_settings_open (settings, medium);

      has_any |= provider != NULL;
      salon_message_round_set_provider (round, medium, provider);
    }
  return has_any;
}

/* Of the next thing to do, in seconds. */
static int
get_wait (const SalonMessageReport *report)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (report->next_at == 0)
    return MAX_WAIT_SECONDS;
  return (int) CLAMP (report->next_at - now, 1, MAX_WAIT_SECONDS);
}

static void
count (Worker *self, const SalonMessageReport *report)
{
  salon_server_measures_add (self->context->measures, SALON_SERVER_COUNT_MESSAGES_FAILED,
                             report->n_failed + report->n_unknown);
  if (report->n_sent + report->n_failed + report->n_unknown + report->n_skipped > 0)
    g_info ("messages: %u sent, %u failed, %u unknown, %u skipped", report->n_sent,
            report->n_failed, report->n_unknown, report->n_skipped);
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    if (report->trouble[medium] != SALON_DELIVERY_FINE)
      g_warning ("messages by %s wait: %s", salon_message_medium_to_string (medium),
                 salon_delivery_reason_to_string (report->trouble[medium]));
}

/* FALSE ends the connection; the next turn has another. */
static gboolean
take_turn (Worker *self, GCancellable *stop, GError **error)
{
  SalonServerContext *context = self->context;
  SalonConnection *before = context->database;
  SalonConnection *connection = salon_server_context_get_database (context, error);
  g_autoptr (SalonMessageLedger) ledger = NULL;
  SalonMessageReport report = { 0 };
  GPollFD poll_fd;
  gboolean is_run;
  int wait;

  if (connection == NULL)
    return FALSE;
  if (connection != before || !self->listens)
    self->listens = salon_connection_execute (connection, "LISTEN salon", stop, error);
  if (!self->listens)
    return FALSE;
  ledger = salon_database_ledger_new (connection, stop);
  is_run = salon_message_round_run (self->round, ledger, stop, &report, error);
  count (self, &report);
  if (!is_run)
    return FALSE;
  wait = get_wait (&report);
  if (!salon_connection_wait (connection, stop, wait * 1000, error))
    return FALSE;
  if (wait > MIN_WAIT_SECONDS && g_cancellable_make_pollfd (stop, &poll_fd))
    {
      g_poll (&poll_fd, 1, MIN_WAIT_SECONDS * 1000);
      g_cancellable_release_fd (stop);
    }
  return TRUE;
}

static void
rest (GCancellable *stop)
{
  GPollFD poll_fd;

  if (!g_cancellable_make_pollfd (stop, &poll_fd))
    return;
  g_poll (&poll_fd, 1, RETRY_SECONDS * 1000);
  g_cancellable_release_fd (stop);
}

void
salon_message_worker_run (SalonServerShared *shared, GCancellable *stop)
{
  g_autofree char *claimant = g_uuid_string_random ();
  g_autoptr (SalonMessageRound) round = salon_message_round_new (claimant);
  g_autoptr (SalonServerContext) context = NULL;
  Worker self = { .round = round };

  if (!set_carriers (round, shared->configuration))
    return;
  context = salon_server_context_new (shared, stop);
  self.context = context;
  salon_message_round_set_paper (round, draw_paper, context);
  salon_message_round_set_link (round, find_link, context);
  while (!g_cancellable_is_cancelled (stop))
    {
      g_autoptr (GError) failure = NULL;

      if (take_turn (&self, stop, &failure) || g_cancellable_is_cancelled (stop))
        continue;
      g_warning ("messages wait a moment: %s", failure->message);
      salon_server_context_settle (context, failure);
      self.listens = FALSE;
      rest (stop);
    }
}
