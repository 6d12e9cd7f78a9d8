/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-round.h"

#include "salon-message-plan.h"
#include "salon-message-settlement.h"
#include "salon-message-text.h"

/* A provider in trouble is asked again after this, then after twice as long, and so on up to … */
#define FIRST_REST_SECONDS 30
#define LONGEST_REST_SECONDS (15 * 60)
/* A voucher whose paper could not be made. */
#define PAPER_SECONDS (10 * 60)

/* A provider that is left alone for a while. */
typedef struct
{
  gint64 until;
  guint n_times; /* in a row */
} Rest;

struct _SalonMessageRound
{
  char *claimant;
  SalonMessageProvider *providers[SALON_N_MESSAGE_MEDIA];
  SalonMessageClock clock;
  gpointer clock_data;
  SalonMessagePaper paper;
  gpointer paper_data;
  SalonMessageLink link;
  gpointer link_data;

  Rest rests[SALON_N_MESSAGE_MEDIA];
  GPtrArray *unsettled; /* of SalonMessageSettlement */
};

/* One run. */
typedef struct
{
  SalonMessageRound *round;
  SalonMessageLedger *ledger;
  GCancellable *cancellable;
  SalonMessageReport *report;
  SalonMessageMaterial *material;
  SalonMessageSettings *settings;
  GTimeZone *zone;
  gint64 offset; /* the ledger's clock less ours */
} Run;

static gint64
read_real_clock (gpointer user_data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
get_now (Run *run)
{
  return run->round->clock (run->round->clock_data) + run->offset;
}

static void
come_back (Run *run, gint64 at)
{
  if (run->report->next_at == 0 || at < run->report->next_at)
    run->report->next_at = at;
}

/* Settling */

static void
count (Run *run, const SalonMessageOutcome *outcome)
{
  switch (outcome->status)
    {
    case SALON_MESSAGE_SENT:
      run->report->n_sent++;
      break;
    case SALON_MESSAGE_FAILED:
      run->report->n_failed++;
      break;
    case SALON_MESSAGE_SKIPPED:
      run->report->n_skipped++;
      break;
    case SALON_MESSAGE_UNKNOWN:
      if (outcome->try_at == 0)
        run->report->n_unknown++;
      break;
    case SALON_MESSAGE_PENDING:
    case SALON_MESSAGE_SENDING:
      break;
    }
  if (outcome->try_at != 0)
    come_back (run, outcome->try_at);
}

/* Takes @settlement. One that the ledger does not take is kept until it does: what left the house must
 * not be forgotten. */
static gboolean
settle (Run *run, SalonMessageSettlement *settlement, GError **error)
{
  SalonMessageRound *self = run->round;
  gboolean is_settled = FALSE;

  if (!salon_message_ledger_settle (run->ledger, settlement->id, self->claimant, get_now (run),
                                    &settlement->outcome, &is_settled, error))
    {
      g_ptr_array_add (self->unsettled, settlement);
      return FALSE;
    }
  if (is_settled)
    count (run, &settlement->outcome);
  salon_message_settlement_free (settlement);
  return TRUE;
}

static gboolean
settle_what_is_left (Run *run, GError **error)
{
  g_autoptr (GPtrArray) left = g_steal_pointer (&run->round->unsettled);

  run->round->unsettled =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_message_settlement_free);
  while (left->len > 0)
    if (!settle (run, g_ptr_array_steal_index (left, 0), error))
      {
        g_ptr_array_extend_and_steal (run->round->unsettled, g_steal_pointer (&left));
        return FALSE;
      }
  return TRUE;
}

/* Providers */

/* Until when it is left alone now. */
static gint64
let_rest (Run *run, SalonMessageMedium medium, const SalonDelivery *delivery, gint64 now)
{
  Rest *rest = &run->round->rests[medium];
  guint seconds =
    salon_message_settlement_back_off (FIRST_REST_SECONDS, ++rest->n_times, LONGEST_REST_SECONDS);

  rest->until = now + MAX (seconds, delivery->retry_seconds);
  run->report->trouble[medium] = delivery->reason;
  return rest->until;
}

static gboolean
is_available (Run *run, SalonMessageMedium medium)
{
  return run->round->providers[medium] != NULL && run->round->rests[medium].until <= get_now (run);
}

/* What an answer means for the provider, and for the row. */
static SalonMessageSettlement *
judge_sending (Run *run, const SalonMessageRow *row, const SalonDelivery *delivery)
{
  gint64 now = get_now (run);
  gint64 rest_until = 0;

  if (salon_message_settlement_is_for_all (delivery))
    rest_until = let_rest (run, row->medium, delivery, now);
  else if (delivery->outcome == SALON_DELIVERY_SENT)
    run->round->rests[row->medium].n_times = 0;
  return salon_message_settlement_of_sending (row, delivery, now, rest_until);
}

/* Claiming */

static gboolean
claim (Run *run, GPtrArray *rows, gboolean *is_mine, GError **error)
{
  SalonMessageClaim what = { rows, run->round->claimant, get_now (run),
                             SALON_MESSAGE_LEASE_SECONDS };
  SalonMessageClaimResult result = SALON_MESSAGE_CLAIM_TAKEN;

  if (!salon_message_ledger_claim (run->ledger, &what, &result, error))
    return FALSE;
  *is_mine = result == SALON_MESSAGE_CLAIM_MINE;
  return TRUE;
}

/* Looking up */

static gboolean
is_open_row (const SalonMessageRow *row)
{
  return row->due_at != 0
         && (row->status == SALON_MESSAGE_UNKNOWN || row->status == SALON_MESSAGE_SENDING);
}

/* What is told with another is settled with it, as long as that one is there. */
static gboolean
is_settled_with_another (GHashTable *open, const SalonMessageRow *row)
{
  return row->part_of != NULL && g_hash_table_contains (open, row->part_of);
}

/* When it is time to look it up; 0: a person decides. */
static gint64
get_look_up_time (const SalonMessageRow *row)
{
  return row->status == SALON_MESSAGE_UNKNOWN ? row->try_at : MAX (row->lease_until, 1);
}

static gboolean
look_up (Run *run, SalonMessageRow *row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (SalonDelivery) delivery = NULL;
  gboolean is_mine = FALSE;

  g_ptr_array_add (rows, row);
  if (!claim (run, rows, &is_mine, error))
    return FALSE;
  if (!is_mine)
    return TRUE;
  delivery = salon_message_provider_look_up (run->round->providers[row->medium], row->id,
                                             row->asked_at, get_now (run), run->cancellable);
  return settle (run, salon_message_settlement_of_look_up (row, delivery, get_now (run)), error);
}

static gboolean
look_all_up (Run *run, GError **error)
{
  g_autoptr (GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < run->material->rows->len; i++)
    {
      SalonMessageRow *row = run->material->rows->pdata[i];

      if (is_open_row (row))
        g_hash_table_add (open, row->id);
    }
  for (guint i = 0; i < run->material->rows->len; i++)
    {
      SalonMessageRow *row = run->material->rows->pdata[i];
      gint64 at = get_look_up_time (row);

      if (!is_open_row (row) || at == 0 || is_settled_with_another (open, row)
          || run->round->providers[row->medium] == NULL)
        continue;
      if (g_cancellable_is_cancelled (run->cancellable))
        return TRUE;
      if (at > get_now (run))
        come_back (run, at);
      else if (!look_up (run, row, error))
        return FALSE;
    }
  return TRUE;
}

/* Sending */

/* The row of a planned message, as it is to be claimed. */
static SalonMessageRow *
make_row (const SalonPlannedMessage *message)
{
  SalonMessageRow *row = NULL;
  const SalonMessageBooking *booking = NULL;

  if (message->row != NULL)
    {
      row = salon_message_row_copy (message->row);
      g_free (row->recipient);
      row->recipient = g_strdup (message->recipient);
      return row;
    }
  row = g_new0 (SalonMessageRow, 1);
  row->is_new = TRUE;
  row->kind = message->kind;
  row->medium = message->medium;
  row->recipient = g_strdup (message->recipient);
  row->starts_at = g_strdup (message->starts_at);
  row->due_at = message->due_at;
  if (message->card != NULL)
    row->gift_card_id = g_strdup (message->card->id);
  else
    {
      booking = message->bookings->pdata[0];
      row->booking_id = g_strdup (booking->id);
    }
  row->id = salon_message_make_id (row->gift_card_id != NULL ? row->gift_card_id : row->booking_id,
                                   row->kind, row->medium, row->starts_at);
  return row;
}

/* The message itself, then what it tells too. */
static GPtrArray *
make_rows (SalonMessagePlan *plan, const SalonPlannedMessage *message)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_message_row_free);

  g_ptr_array_add (rows, make_row (message));
  for (guint i = 0; message->bookings->len > 1 && i < plan->messages->len; i++)
    {
      const SalonPlannedMessage *other = plan->messages->pdata[i];

      if (other->part_of == message)
        g_ptr_array_add (rows, make_row (other));
    }
  return rows;
}

/* A message about nothing (a test to herself) says what its row says. */
static void
write_words (Run *run, const SalonPlannedMessage *message, GPtrArray *rows)
{
  SalonMessageRow *row = rows->pdata[0];
  g_autoptr (SalonMessageText) text = NULL;

  if (message->bookings->len == 0 && message->card == NULL)
    return;
  text = salon_message_text_new (message, run->settings, get_now (run), run->zone);
  for (guint i = 0; i < rows->len; i++)
    {
      row = rows->pdata[i];
      g_set_str (&row->subject, *text->subject != '\0' ? text->subject : NULL);
      g_set_str (&row->content, text->text);
    }
}

/* The same for its client alone, with the way to the page of her booking; NULL: it has none. */
static SalonMessageText *
write_own_words (Run *run, const SalonPlannedMessage *message)
{
  SalonPlannedMessage own = *message;
  const SalonMessageBooking *booking;
  g_autofree char *link = NULL;

  if (run->round->link == NULL || message->bookings->len == 0
      || message->kind == SALON_MESSAGE_CANCELLATION || message->kind == SALON_MESSAGE_THANKS)
    return NULL;
  booking = message->bookings->pdata[0];
  link = run->round->link (booking->id, run->round->link_data);
  if (link == NULL)
    return NULL;
  own.link = link;
  return salon_message_text_new (&own, run->settings, get_now (run), run->zone);
}

static const char *
get_name (const SalonPlannedMessage *message)
{
  if (message->bookings->len > 0)
    return ((const SalonMessageBooking *) message->bookings->pdata[0])->name;
  return message->card != NULL ? message->card->recipient_name : NULL;
}

static SalonDelivery *
hand_in (Run *run,
         const SalonPlannedMessage *message,
         const SalonMessageRow *row,
         GBytes *paper,
         const char *paper_name)
{
  g_autoptr (SalonMessageText) own = write_own_words (run, message);
  const char *content = own != NULL ? own->text : row->content;
  gboolean is_mail = row->medium == SALON_MESSAGE_EMAIL;
  SalonOutgoing outgoing = {
    .operation_id = row->id,
    .recipient = row->recipient,
    .recipient_name = is_mail ? get_name (message) : NULL,
    .sender = is_mail ? salon_message_settings_get_mail_address (run->settings)
                      : salon_message_settings_get_sender (run->settings),
    .sender_name = is_mail ? salon_message_settings_get_mail_name (run->settings) : NULL,
    .subject = row->subject,
    .text = content != NULL ? content : "",
    .now = get_now (run),
    .expires_at = message->until != G_MAXINT64 ? message->until : 0,
    .paper = paper,
    .paper_name = paper_name,
  };

  return salon_message_provider_send (run->round->providers[row->medium], &outgoing,
                                      run->cancellable);
}

/* FALSE: it cannot be made now. */
static gboolean
make_paper (Run *run, const SalonPlannedMessage *message, GBytes **paper, char **name)
{
  g_autoptr (GError) error = NULL;

  *paper = NULL;
  *name = NULL;
  if (message->kind != SALON_MESSAGE_VOUCHER || message->card == NULL)
    return TRUE;
  if (run->round->paper != NULL)
    *paper = run->round->paper (message->card, name, run->round->paper_data, &error);
  if (*paper == NULL && error != NULL)
    g_info ("the paper of message %s cannot be made: %s", message->row->id, error->message);
  return *paper != NULL;
}

static gboolean
send (Run *run, SalonMessagePlan *plan, const SalonPlannedMessage *message, GError **error)
{
  g_autoptr (GPtrArray) rows = make_rows (plan, message);
  const SalonMessageRow *row = rows->pdata[0];
  g_autoptr (GBytes) paper = NULL;
  g_autofree char *paper_name = NULL;
  g_autoptr (SalonDelivery) delivery = NULL;
  gint64 asked_at = 0;
  gboolean is_mine = FALSE;

  write_words (run, message, rows);
  if (!make_paper (run, message, &paper, &paper_name))
    {
      run->report->n_waiting++;
      come_back (run, get_now (run) + PAPER_SECONDS);
      return TRUE;
    }
  asked_at = get_now (run);
  if (!claim (run, rows, &is_mine, error))
    return FALSE;
  /* A computer that slept meanwhile must not send what others hold for lost. */
  if (!is_mine || get_now (run) >= asked_at + SALON_MESSAGE_LEASE_SECONDS / 2)
    return TRUE;
  delivery = hand_in (run, message, row, paper, paper_name);
  return settle (run, judge_sending (run, row, delivery), error);
}

/* What nobody carries is not told of day after day either. */
static gboolean
drop (Run *run, const SalonPlannedMessage *message, GError **error)
{
  g_autoptr (SalonMessageRow) row = NULL;
  gboolean is_dropped = FALSE;

  if (message->row == NULL && run->round->providers[message->medium] == NULL)
    return TRUE;
  row = make_row (message);
  if (!salon_message_ledger_drop (run->ledger, row, salon_message_why_to_word (message->why),
                                  get_now (run), &is_dropped, error))
    return FALSE;
  if (is_dropped)
    run->report->n_skipped++;
  return TRUE;
}

static gboolean
carry_out (Run *run, SalonMessagePlan *plan, const SalonPlannedMessage *message, GError **error)
{
  if (salon_planned_message_is_over (message))
    return drop (run, message, error);
  if (message->verdict != SALON_MESSAGE_DUE)
    return TRUE;
  if (is_available (run, message->medium))
    return send (run, plan, message, error);
  run->report->n_waiting++;
  if (run->round->providers[message->medium] != NULL)
    come_back (run, run->round->rests[message->medium].until);
  return TRUE;
}

static gboolean
send_what_is_due (Run *run, GError **error)
{
  g_autoptr (SalonMessagePlan) plan =
    salon_message_plan_new (run->material, run->settings, get_now (run), run->zone);

  for (guint i = 0; i < plan->messages->len; i++)
    {
      if (g_cancellable_is_cancelled (run->cancellable))
        return TRUE;
      if (!carry_out (run, plan, plan->messages->pdata[i], error))
        return FALSE;
    }
  if (plan->next_at != 0)
    come_back (run, plan->next_at);
  return TRUE;
}

/* The zone of the salon's wall. */
static GTimeZone *
read_zone (GHashTable *settings)
{
  const char *text = g_hash_table_lookup (settings, "salon.zone");
  g_autofree char *name = NULL;
  GTimeZone *zone = NULL;

  if (text != NULL && g_str_has_prefix (text, "\"") && g_str_has_suffix (text, "\""))
    name = g_strndup (text + 1, strlen (text) - 2);
  zone = g_time_zone_new_identifier (name != NULL ? name : "Europe/Paris");
  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Europe/Paris");
  return zone != NULL ? zone : g_time_zone_new_utc ();
}

gboolean
salon_message_round_run (SalonMessageRound *self,
                         SalonMessageLedger *ledger,
                         GCancellable *cancellable,
                         SalonMessageReport *report,
                         GError **error)
{
  g_autoptr (SalonMessageMaterial) material = NULL;
  g_autoptr (SalonMessageSettings) settings = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  Run run = { .round = self, .ledger = ledger, .cancellable = cancellable, .report = report };

  g_return_val_if_fail (self != NULL && report != NULL, FALSE);
  g_return_val_if_fail (SALON_IS_MESSAGE_LEDGER (ledger), FALSE);

  *report = (SalonMessageReport) { 0 };
  if (!settle_what_is_left (&run, error))
    return FALSE;
  material = salon_message_ledger_read (ledger, get_now (&run), error);
  if (material == NULL)
    return FALSE;
  settings = salon_message_settings_new (material->settings);
  zone = read_zone (material->settings);
  run.offset = material->now - get_now (&run);
  run.material = material;
  run.settings = settings;
  run.zone = zone;
  return look_all_up (&run, error) && send_what_is_due (&run, error);
}

SalonMessageRound *
salon_message_round_new (const char *claimant)
{
  SalonMessageRound *self = NULL;

  g_return_val_if_fail (claimant != NULL, NULL);

  self = g_new0 (SalonMessageRound, 1);
  self->claimant = g_strdup (claimant);
  self->clock = read_real_clock;
  self->unsettled = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_message_settlement_free);
  return self;
}

void
salon_message_round_free (SalonMessageRound *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < SALON_N_MESSAGE_MEDIA; i++)
    g_clear_object (&self->providers[i]);
  g_ptr_array_unref (self->unsettled);
  g_free (self->claimant);
  g_free (self);
}

void
salon_message_round_set_provider (SalonMessageRound *self,
                                  SalonMessageMedium medium,
                                  SalonMessageProvider *provider)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (provider == NULL || SALON_IS_MESSAGE_PROVIDER (provider));

  /* Another provider has other troubles. */
  if (g_set_object (&self->providers[medium], provider))
    self->rests[medium] = (Rest) { 0 };
}

void
salon_message_round_set_paper (SalonMessageRound *self, SalonMessagePaper paper, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->paper = paper;
  self->paper_data = user_data;
}

void
salon_message_round_set_link (SalonMessageRound *self, SalonMessageLink link, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->link = link;
  self->link_data = user_data;
}

void
salon_message_round_set_clock (SalonMessageRound *self, SalonMessageClock clock, gpointer user_data)
{
  g_return_if_fail (self != NULL && clock != NULL);

  self->clock = clock;
  self->clock_data = user_data;
}
