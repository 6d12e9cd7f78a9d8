/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan is made in three steps: what could be told is written down, from the rows that are pending and
 * from the bookings and cards that have none; each is judged alone; then those that belong together are
 * joined. Nothing here reads a clock.
 */
#include "salon-message-plan-private.h"

#include <string.h>

#define SHORT_NOTICE_SECONDS (2 * 3600)
#define CARDS_MINUTE (10 * 60) /* a card's last days are told at ten */

static const char *const why_words[] = {
  "",      "off",         "no_consent", "no_address",   "gone",     "cancelled",   "stands",
  "moved", "unconfirmed", "too_late",   "short_notice", "together", "comes_again", "used",
};

G_STATIC_ASSERT (G_N_ELEMENTS (why_words) == SALON_N_MESSAGE_WHYS);

const char *
salon_message_why_to_word (SalonMessageWhy why)
{
  return why_words[why];
}

gboolean
salon_message_why_from_word (const char *word, SalonMessageWhy *why)
{
  for (SalonMessageWhy i = SALON_MESSAGE_WHY_OFF; i < SALON_N_MESSAGE_WHYS; i++)
    if (g_strcmp0 (word, why_words[i]) == 0)
      {
        *why = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
salon_planned_message_is_over (const SalonPlannedMessage *message)
{
  if (message->verdict != SALON_MESSAGE_NOT_SENT || message->why == SALON_MESSAGE_WHY_TOGETHER
      || message->why == SALON_MESSAGE_WHY_UNCONFIRMED)
    return FALSE;
  return message->row != NULL || message->why == SALON_MESSAGE_WHY_TOO_LATE;
}

static void
salon_planned_message_free (SalonPlannedMessage *self)
{
  g_free (self->starts_at);
  g_free (self->recipient);
  g_ptr_array_unref (self->bookings);
  g_free (self);
}

void
salon_message_plan_free (SalonMessagePlan *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}

static SalonPlannedMessage *
add_message (SalonPlanner *self,
             SalonMessageKind kind,
             SalonMessageMedium medium,
             const char *starts_at)
{
  SalonPlannedMessage *message = g_new0 (SalonPlannedMessage, 1);

  message->kind = kind;
  message->medium = medium;
  message->order = self->n_written++;
  message->verdict = SALON_MESSAGE_COMING;
  message->starts_at = g_strdup (starts_at != NULL ? starts_at : "");
  message->recipient = g_strdup ("");
  message->language = SALON_LANGUAGE_FRENCH;
  message->until = G_MAXINT64;
  message->bookings = g_ptr_array_new ();
  g_ptr_array_add (self->plan->messages, message);
  return message;
}

/* The first of the two that can be reached; FALSE: none. */
static gboolean
take_recipient (SalonPlannedMessage *message, const char *first, const char *second)
{
  char *recipient = salon_message_plan_dup_recipient (message->medium, first);

  if (recipient == NULL)
    recipient = salon_message_plan_dup_recipient (message->medium, second);
  if (recipient == NULL)
    return FALSE;
  g_free (message->recipient);
  message->recipient = recipient;
  return TRUE;
}

/* Does the visit stand as a message of this kind says? */
static SalonMessageWhy
judge_status (SalonMessageKind kind, SalonBookingStatus status)
{
  if (salon_message_kind_stands (kind, status))
    return SALON_MESSAGE_WHY_NOTHING;
  if (kind == SALON_MESSAGE_CANCELLATION)
    return SALON_MESSAGE_WHY_STANDS;
  if (!salon_booking_status_is_active (status))
    return SALON_MESSAGE_WHY_CANCELLED;
  /* Whoever sits in the chair needs no reminder; whoever is expected is not thanked yet. */
  return status == SALON_BOOKING_PENDING || kind == SALON_MESSAGE_THANKS
           ? SALON_MESSAGE_WHY_UNCONFIRMED
           : SALON_MESSAGE_WHY_TOO_LATE;
}

/* Of what is about a visit: everything but the hour. */
static SalonMessageWhy
judge_visit (SalonPlannedMessage *message, const SalonMessageBooking *booking)
{
  SalonMessageWhy why = judge_status (message->kind, booking->status);
  gboolean has_consent =
    message->medium == SALON_MESSAGE_SMS ? booking->sms_consent : booking->email_consent;
  const char *address = message->medium == SALON_MESSAGE_SMS ? booking->phone : booking->email;

  if (why == SALON_MESSAGE_WHY_CANCELLED || why == SALON_MESSAGE_WHY_STANDS)
    return why;
  if (!g_str_equal (message->starts_at, booking->starts_at))
    return SALON_MESSAGE_WHY_MOVED;
  if (why != SALON_MESSAGE_WHY_NOTHING)
    return why;
  if (!take_recipient (message, address, message->row != NULL ? message->row->recipient : NULL))
    return SALON_MESSAGE_WHY_NO_ADDRESS;
  if (!has_consent && salon_message_kind_needs_consent (message->kind, message->medium))
    return SALON_MESSAGE_WHY_NO_CONSENT;
  return SALON_MESSAGE_WHY_NOTHING;
}

static void
time_visit (SalonPlanner *self,
            SalonPlannedMessage *message,
            const SalonMessageBooking *booking,
            SalonMoment start)
{
  const SalonMessageRow *row = message->row;

  if (message->kind == SALON_MESSAGE_REMINDER)
    salon_planner_time_reminder (self, message, start);
  else if (message->kind == SALON_MESSAGE_THANKS)
    salon_planner_time_thanks (self, message, booking);
  else
    message->until = salon_moment_to_instant (start, self->zone);
  if (row != NULL)
    message->due_at = MAX (row->due_at, row->try_at);
  /* Whoever asks for a reminder within the last hour wants it sent. */
  if (row != NULL && message->kind == SALON_MESSAGE_REMINDER && row->attempts == 0)
    message->until = salon_moment_to_instant (start, self->zone);
}

/* Wishes that follow the settings; a reminder that is asked for one by one does not. */
static gboolean
is_switched_off (SalonPlanner *self, const SalonPlannedMessage *message)
{
  return message->kind != SALON_MESSAGE_REMINDER
         && !salon_message_settings_is_on (self->settings, message->kind, message->medium);
}

static void
plan_visit_row (SalonPlanner *self, SalonPlannedMessage *message)
{
  const SalonMessageBooking *booking =
    g_hash_table_lookup (self->bookings, message->row->booking_id);
  SalonMessageWhy why;
  SalonMoment start;

  if (booking == NULL || !salon_message_parse_wall (booking->starts_at, &start))
    {
      salon_planned_message_refuse (message, SALON_MESSAGE_WHY_GONE);
      return;
    }
  g_ptr_array_add (message->bookings, (gpointer) booking);
  message->language = salon_message_settings_read_language (booking->language);
  time_visit (self, message, booking, start);
  why = judge_visit (message, booking);
  if (why != SALON_MESSAGE_WHY_NOTHING)
    salon_planned_message_refuse (message, why);
  else if (is_switched_off (self, message))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_OFF);
  else
    salon_planner_judge_hour (self, message);
  /* It will never be confirmed any more. */
  if (message->why == SALON_MESSAGE_WHY_UNCONFIRMED && self->now >= message->until)
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_TOO_LATE);
}

static void
judge_card (SalonPlanner *self, SalonPlannedMessage *message, const SalonMessageCard *card)
{
  const char *asked = message->row != NULL ? message->row->recipient : NULL;
  const char *own = card->recipient_email != NULL ? card->recipient_email : card->buyer_email;
  gboolean is_asked = message->kind == SALON_MESSAGE_VOUCHER;
  SalonDay expiry;

  message->card = card;
  if (!salon_day_parse (card->expiry_date, &expiry, NULL) || card->is_void || card->balance <= 0)
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_USED);
  else if (!take_recipient (message, is_asked ? asked : own, is_asked ? own : asked))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_NO_ADDRESS);
  else if (!is_asked && !g_str_equal (message->starts_at, card->expiry_date))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_MOVED);
  else if (is_switched_off (self, message))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_OFF);
  else
    {
      message->until =
        salon_moment_to_instant (salon_moment (is_asked ? expiry + 1 : expiry, 0), self->zone);
      salon_planner_judge_hour (self, message);
    }
}

static void
plan_card_row (SalonPlanner *self, SalonPlannedMessage *message)
{
  const SalonMessageCard *card =
    salon_message_material_find_card (self->material, message->row->gift_card_id);

  message->due_at = MAX (message->row->due_at, message->row->try_at);
  if (card == NULL)
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_GONE);
  else
    judge_card (self, message, card);
}

static void
plan_row (SalonPlanner *self, const SalonMessageRow *row)
{
  SalonPlannedMessage *message = add_message (self, row->kind, row->medium, row->starts_at);

  message->row = row;
  message->due_at = MAX (row->due_at, row->try_at);
  if (!salon_message_template_exists (row->kind, row->medium))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_OFF);
  else if (row->gift_card_id != NULL)
    plan_card_row (self, message);
  else if (row->booking_id != NULL)
    plan_visit_row (self, message);
  else if (!take_recipient (message, row->recipient, NULL))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_NO_ADDRESS);
  else
    salon_planner_judge_hour (self, message);
}

static char *
make_key (const char *about,
          SalonMessageKind kind,
          SalonMessageMedium medium,
          const char *starts_at)
{
  return g_strdup_printf ("%s|%d|%d|%s", about, kind, medium, starts_at != NULL ? starts_at : "");
}

static void
note_row (SalonPlanner *self, const SalonMessageRow *row)
{
  const char *about = row->gift_card_id != NULL ? row->gift_card_id : row->booking_id;

  if (about != NULL)
    g_hash_table_insert (self->rows, make_key (about, row->kind, row->medium, row->starts_at),
                         (gpointer) row);
}

static const SalonMessageRow *
find_row (SalonPlanner *self,
          const char *about,
          SalonMessageKind kind,
          SalonMessageMedium medium,
          const char *starts_at)
{
  g_autofree char *key = make_key (about, kind, medium, starts_at);

  return g_hash_table_lookup (self->rows, key);
}

/* Has she been told of this visit, by any medium, so lately that she needs no reminder? */
static gboolean
was_told_since (SalonPlanner *self, const SalonMessageBooking *booking, gint64 since)
{
  static const SalonMessageKind tellings[] = { SALON_MESSAGE_CONFIRMATION, SALON_MESSAGE_CHANGE };

  for (gsize i = 0; i < G_N_ELEMENTS (tellings); i++)
    for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
      {
        const SalonMessageRow *row =
          find_row (self, booking->id, tellings[i], medium, booking->starts_at);
        gboolean tells = row != NULL && row->status != SALON_MESSAGE_FAILED
                         && row->status != SALON_MESSAGE_SKIPPED;

        if (tells && MAX (row->sent_at, row->due_at) > since)
          return TRUE;
      }
  return FALSE;
}

static void
plan_reminder (SalonPlanner *self,
               const SalonMessageBooking *booking,
               SalonMessageMedium medium,
               SalonMoment start)
{
  SalonPlannedMessage *message;
  SalonMessageWhy why;
  gint64 since;

  if (booking->status != SALON_BOOKING_CONFIRMED
      && (booking->status != SALON_BOOKING_PENDING
          || salon_moment_to_instant (start, self->zone) <= self->now))
    return;
  message = add_message (self, SALON_MESSAGE_REMINDER, medium, booking->starts_at);
  g_ptr_array_add (message->bookings, (gpointer) booking);
  message->language = salon_message_settings_read_language (booking->language);
  salon_planner_time_reminder (self, message, start);
  since = message->due_at - SHORT_NOTICE_SECONDS;
  why = judge_visit (message, booking);
  if (why != SALON_MESSAGE_WHY_NOTHING)
    salon_planned_message_refuse (message, why);
  else if (booking->created_at > since || was_told_since (self, booking, since))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_SHORT_NOTICE);
  else
    salon_planner_judge_hour (self, message);
}

/* Does she come again later on the same day? Then she is thanked after that. */
static gboolean
comes_again (SalonPlanner *self, const SalonMessageBooking *booking, const char *recipient)
{
  for (guint i = 0; i < self->material->bookings->len; i++)
    {
      const SalonMessageBooking *other = g_ptr_array_index (self->material->bookings, i);

      if (strncmp (other->starts_at, booking->starts_at, strlen ("YYYY-MM-DD")) != 0
          || strcmp (other->starts_at, booking->ends_at) < 0 || other == booking
          || !salon_booking_status_is_active (other->status))
        continue;
      for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
        {
          g_autofree char *reached =
            salon_message_plan_dup_recipient (medium, medium == SALON_MESSAGE_SMS ? other->phone
                                                                                  : other->email);

          if (g_strcmp0 (reached, recipient) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static void
plan_thanks (SalonPlanner *self,
             const SalonMessageBooking *booking,
             SalonMessageMedium medium,
             SalonMoment start)
{
  SalonPlannedMessage *message;
  SalonMessageWhy why;

  if (!salon_message_kind_stands (SALON_MESSAGE_THANKS, booking->status)
      || booking->created_at > salon_moment_to_instant (start, self->zone))
    return;
  message = add_message (self, SALON_MESSAGE_THANKS, medium, booking->starts_at);
  g_ptr_array_add (message->bookings, (gpointer) booking);
  message->language = salon_message_settings_read_language (booking->language);
  salon_planner_time_thanks (self, message, booking);
  why = judge_visit (message, booking);
  if (why != SALON_MESSAGE_WHY_NOTHING)
    salon_planned_message_refuse (message, why);
  else if (comes_again (self, booking, message->recipient))
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_COMES_AGAIN);
  else
    salon_planner_judge_hour (self, message);
  /* Nobody misses thanks that are late. */
  if (message->why == SALON_MESSAGE_WHY_TOO_LATE)
    g_ptr_array_remove (self->plan->messages, message);
}

static void
plan_booking (SalonPlanner *self, const SalonMessageBooking *booking)
{
  SalonMoment start;

  if (!salon_message_parse_wall (booking->starts_at, &start))
    return;
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      if (salon_message_settings_is_on (self->settings, SALON_MESSAGE_REMINDER, medium)
          && find_row (self, booking->id, SALON_MESSAGE_REMINDER, medium, booking->starts_at)
               == NULL)
        plan_reminder (self, booking, medium, start);
      if (salon_message_settings_is_on (self->settings, SALON_MESSAGE_THANKS, medium)
          && find_row (self, booking->id, SALON_MESSAGE_THANKS, medium, booking->starts_at) == NULL)
        plan_thanks (self, booking, medium, start);
    }
}

/* A card that nothing is on, or that has ended, is not talked about at all. */
static void
plan_card (SalonPlanner *self, const SalonMessageCard *card)
{
  int days = salon_message_settings_get_span (self->settings, SALON_MESSAGE_EXPIRY);
  SalonPlannedMessage *message;
  SalonDay expiry, bought;

  if (card->is_void || card->balance <= 0 || !salon_day_parse (card->expiry_date, &expiry, NULL)
      || salon_moment_to_instant (salon_moment (expiry, 0), self->zone) <= self->now
      || find_row (self, card->id, SALON_MESSAGE_EXPIRY, SALON_MESSAGE_EMAIL, card->expiry_date)
           != NULL)
    return;
  message = add_message (self, SALON_MESSAGE_EXPIRY, SALON_MESSAGE_EMAIL, card->expiry_date);
  message->due_at = salon_moment_to_instant (
    salon_message_quiet_end (self->quiet, salon_moment (expiry - days, CARDS_MINUTE)), self->zone);
  judge_card (self, message, card);
  if (message->verdict != SALON_MESSAGE_NOT_SENT
      && salon_day_parse (card->purchase_date, &bought, NULL) && bought >= expiry - days)
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_SHORT_NOTICE);
}

static int
compare_messages (gconstpointer a, gconstpointer b)
{
  const SalonPlannedMessage *first = *(const SalonPlannedMessage *const *) a;
  const SalonPlannedMessage *second = *(const SalonPlannedMessage *const *) b;
  const SalonPlannedMessage *first_head = first->part_of != NULL ? first->part_of : first;
  const SalonPlannedMessage *second_head = second->part_of != NULL ? second->part_of : second;

  if (first_head->due_at != second_head->due_at)
    return first_head->due_at < second_head->due_at ? -1 : 1;
  if (first_head->order != second_head->order)
    return first_head->order < second_head->order ? -1 : 1;
  return first->order < second->order ? -1 : first->order > second->order;
}

static void
end_plan (SalonPlanner *self)
{
  for (guint i = 0; i < self->plan->messages->len; i++)
    {
      const SalonPlannedMessage *message = g_ptr_array_index (self->plan->messages, i);

      if (message->verdict == SALON_MESSAGE_COMING
          && (self->plan->next_at == 0 || message->due_at < self->plan->next_at))
        self->plan->next_at = message->due_at;
    }
  g_ptr_array_sort (self->plan->messages, compare_messages);
}

static void
read_material (SalonPlanner *self)
{
  const SalonMessageMaterial *material = self->material;

  for (guint i = 0; i < material->bookings->len; i++)
    {
      SalonMessageBooking *booking = g_ptr_array_index (material->bookings, i);

      g_hash_table_insert (self->bookings, booking->id, booking);
    }
  for (guint i = 0; i < material->rows->len; i++)
    note_row (self, g_ptr_array_index (material->rows, i));
}

SalonMessagePlan *
salon_message_plan_new (const SalonMessageMaterial *material,
                        SalonMessageSettings *settings,
                        gint64 now,
                        GTimeZone *zone)
{
  SalonMessagePlan *plan = g_new0 (SalonMessagePlan, 1);
  g_autoptr (GHashTable) bookings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SalonPlanner self = {
    .plan = plan,
    .material = material,
    .settings = settings,
    .now = now,
    .zone = zone,
    .quiet = salon_message_quiet_of (settings),
    .bookings = bookings,
    .rows = rows,
  };

  plan->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_planned_message_free);
  read_material (&self);
  for (guint i = 0; i < material->rows->len; i++)
    {
      const SalonMessageRow *row = g_ptr_array_index (material->rows, i);

      /* One without an hour is another program's. */
      if (row->status == SALON_MESSAGE_PENDING && row->due_at != 0)
        plan_row (&self, row);
    }
  for (guint i = 0; i < material->bookings->len; i++)
    plan_booking (&self, g_ptr_array_index (material->bookings, i));
  if (salon_message_settings_is_on (settings, SALON_MESSAGE_EXPIRY, SALON_MESSAGE_EMAIL))
    for (guint i = 0; i < material->cards->len; i++)
      plan_card (&self, g_ptr_array_index (material->cards, i));
  salon_planner_join (&self);
  end_plan (&self);
  return plan;
}
