/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-oracle.h"

#include <stdio.h>
#include <string.h>

#define YEAR_MINUTES (366 * 1440)
#define FIRST_SECOND 1767225600 /* 2026-01-01T00:00:00Z */

/* Minutes since the first of January 2026 on the clocks of Paris, for every minute that passes. */
static int *wall_of_minute;

static void
fill_table (void)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");

  wall_of_minute = g_new (int, YEAR_MINUTES);
  for (int i = 0; i < YEAR_MINUTES; i++)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (FIRST_SECOND + i * 60LL);
      g_autoptr (GDateTime) wall = g_date_time_to_timezone (utc, paris);
      int years = g_date_time_get_year (wall) - 2026;

      wall_of_minute[i] = (years * 365 + g_date_time_get_day_of_year (wall) - 1) * 1440
                          + g_date_time_get_hour (wall) * 60 + g_date_time_get_minute (wall);
    }
}

void
plan_oracle_end (void)
{
  g_clear_pointer (&wall_of_minute, g_free);
}

/* The first minute whose clock says so; where it never does, as long after the last one before. */
static gint64
instant_of (int wall)
{
  int before = MAX (wall - 240, 0);

  for (int i = before; i < wall + 60; i++)
    {
      if (wall_of_minute[i] == wall)
        return FIRST_SECOND + i * 60LL;
      if (wall_of_minute[i] > wall)
        return FIRST_SECOND + (i - 1 + wall - wall_of_minute[i - 1]) * 60LL;
    }
  g_assert_not_reached ();
}

static int
wall_at (gint64 instant)
{
  return wall_of_minute[(instant - FIRST_SECOND) / 60];
}

/* "2026-03-12T14:30" and "2026-03-12". */
static int
wall_of_text (const char *text)
{
  static const int days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;

  sscanf (text, "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute);
  return ((year - 2026) * 365 + days_before[month - 1] + day - 1) * 1440 + hour * 60 + minute;
}

static gboolean
is_quiet (const OracleRules *rules, int wall)
{
  int minute = ((wall % 1440) + 1440) % 1440;

  if (rules->quiet_from <= rules->quiet_to)
    return minute >= rules->quiet_from && minute < rules->quiet_to;
  return minute >= rules->quiet_from || minute < rules->quiet_to;
}

/* Walks to the nearer edge. */
static int
avoid_quiet (const OracleRules *rules, int wall, int latest)
{
  int back = wall, on = wall, extra = 0;

  if (!is_quiet (rules, wall))
    return wall;
  while (is_quiet (rules, back))
    back--;
  while (extra < 29 && !is_quiet (rules, back - 1))
    {
      back--;
      extra++;
    }
  while (is_quiet (rules, on))
    on++;
  if (on > latest)
    return back;
  return wall - back < on - wall ? back : on;
}

static gint64
wait_for_end (const OracleRules *rules, gint64 instant)
{
  if (!is_quiet (rules, wall_at (instant)))
    return instant;
  instant -= instant % 60;
  while (is_quiet (rules, wall_at (instant)))
    instant += 60;
  return instant;
}

/* Only the addresses that the worlds know. */
static const char *
reach (SalonMessageMedium medium, const char *address)
{
  static const char *const known[][2] = {
    { "06 12 34 56 78", "+33612345678" },       { "0712345678", "+33712345678" },
    { "+32 470 12 34 56", "+32470123456" },     { "marie@example.com", "marie@example.com" },
    { "anne@example.com", "anne@example.com" },
  };

  for (gsize i = 0; address != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (address, known[i][0]) || g_str_equal (address, known[i][1]))
      return (known[i][1][0] == '+') == (medium == SALON_MESSAGE_SMS) ? known[i][1] : NULL;
  return NULL;
}

typedef struct
{
  const char *about;
  SalonMessageKind kind;
  SalonMessageMedium medium;
  const char *starts_at;
  const char *recipient;
  const char *outcome; /* "due", "coming", or why not */
  gint64 due_at;
  gint64 until;
  const SalonMessageBooking *booking; /* NULL: a card's */
  gboolean has_row;
  GString *with;
  gboolean is_done;
} Told;

typedef struct
{
  const SalonMessageMaterial *material;
  const OracleRules *rules;
  gint64 now;
  GArray *told;
} Oracle;

static const char *
judge_hour (Oracle *self, Told *told)
{
  gint64 at = MAX (told->due_at, self->now);

  if (told->medium == SALON_MESSAGE_SMS || !told->has_row)
    at = wait_for_end (self->rules, at);
  if (at >= told->until)
    return "too_late";
  if (at <= self->now)
    return "due";
  told->due_at = at;
  return "coming";
}

static const char *
judge_booking (Oracle *self, Told *told)
{
  const SalonMessageBooking *booking = told->booking;
  gboolean is_sms = told->medium == SALON_MESSAGE_SMS;

  if (told->kind == SALON_MESSAGE_CANCELLATION && booking->status != SALON_BOOKING_CANCELLED)
    return "stands";
  if (told->kind != SALON_MESSAGE_CANCELLATION
      && (booking->status == SALON_BOOKING_CANCELLED || booking->status == SALON_BOOKING_NO_SHOW))
    return "cancelled";
  if (wall_of_text (told->starts_at) != wall_of_text (booking->starts_at))
    return "moved";
  if (booking->status == SALON_BOOKING_PENDING
      || (booking->status == SALON_BOOKING_CONFIRMED && told->kind == SALON_MESSAGE_THANKS))
    return "unconfirmed";
  if ((booking->status == SALON_BOOKING_ARRIVED || booking->status == SALON_BOOKING_COMPLETED)
      && told->kind != SALON_MESSAGE_THANKS)
    return "too_late";
  if (told->recipient == NULL)
    return "no_address";
  /* A mail that answers what she did herself needs no consent. */
  if (!is_sms && told->kind != SALON_MESSAGE_REMINDER && told->kind != SALON_MESSAGE_THANKS)
    return NULL;
  return (is_sms ? booking->sms_consent : booking->email_consent) ? NULL : "no_consent";
}

static const SalonMessageRow *
row_of (Oracle *self, const Told *told)
{
  for (guint i = 0; i < self->material->rows->len; i++)
    {
      const SalonMessageRow *row = g_ptr_array_index (self->material->rows, i);
      const char *about = row->booking_id != NULL ? row->booking_id : row->gift_card_id;

      if (g_str_equal (about, told->about) && row->kind == told->kind && row->medium == told->medium
          && g_str_equal (row->starts_at, told->starts_at))
        return row;
    }
  return NULL;
}

static gboolean
knows (Oracle *self, const SalonMessageBooking *booking, gint64 since)
{
  if (booking->created_at > since)
    return TRUE;
  for (guint i = 0; i < self->material->rows->len; i++)
    {
      const SalonMessageRow *row = g_ptr_array_index (self->material->rows, i);

      if (g_strcmp0 (row->booking_id, booking->id) != 0
          || !g_str_equal (row->starts_at, booking->starts_at)
          || (row->kind != SALON_MESSAGE_CONFIRMATION && row->kind != SALON_MESSAGE_CHANGE)
          || row->status == SALON_MESSAGE_FAILED || row->status == SALON_MESSAGE_SKIPPED)
        continue;
      if (row->sent_at > since || row->due_at > since)
        return TRUE;
    }
  return FALSE;
}

static void
set_hours (Oracle *self, Told *told)
{
  const OracleRules *rules = self->rules;
  int start = wall_of_text (told->booking->starts_at);
  int ahead = rules->reminder_hours * 60;

  told->until = instant_of (start);
  if (told->kind == SALON_MESSAGE_REMINDER)
    {
      told->due_at = instant_of (avoid_quiet (rules, start - ahead, start - 60));
      told->until -= 30 * 60;
    }
  if (told->kind == SALON_MESSAGE_THANKS)
    {
      gint64 end = instant_of (wall_of_text (told->booking->ends_at));

      told->due_at = wait_for_end (rules, end + rules->thanks_hours * 3600);
      told->until = told->due_at + 12 * 3600;
    }
}

static gboolean
comes_again (Oracle *self, const Told *told)
{
  int end = wall_of_text (told->booking->ends_at);

  for (guint i = 0; i < self->material->bookings->len; i++)
    {
      const SalonMessageBooking *other = g_ptr_array_index (self->material->bookings, i);
      int start = wall_of_text (other->starts_at);
      gboolean is_she =
        g_strcmp0 (reach (SALON_MESSAGE_SMS, other->phone), told->recipient) == 0
        || g_strcmp0 (reach (SALON_MESSAGE_EMAIL, other->email), told->recipient) == 0;

      if (other != told->booking && is_she && start >= end
          && start / 1440 == wall_of_text (told->booking->starts_at) / 1440
          && other->status != SALON_BOOKING_CANCELLED && other->status != SALON_BOOKING_NO_SHOW)
        return TRUE;
    }
  return FALSE;
}

static void
add_unwritten (Oracle *self,
               const SalonMessageBooking *booking,
               SalonMessageKind kind,
               SalonMessageMedium medium)
{
  Told told = { .about = booking->id,
                .kind = kind,
                .medium = medium,
                .starts_at = booking->starts_at,
                .booking = booking };
  gint64 start = instant_of (wall_of_text (booking->starts_at));
  const char *why;

  if (row_of (self, &told) != NULL)
    return;
  if (kind == SALON_MESSAGE_REMINDER && booking->status != SALON_BOOKING_CONFIRMED
      && !(booking->status == SALON_BOOKING_PENDING && start > self->now))
    return;
  if (kind == SALON_MESSAGE_THANKS
      && ((booking->status != SALON_BOOKING_ARRIVED && booking->status != SALON_BOOKING_COMPLETED)
          || booking->created_at > start))
    return;
  told.recipient = reach (medium, medium == SALON_MESSAGE_SMS ? booking->phone : booking->email);
  set_hours (self, &told);
  why = judge_booking (self, &told);
  if (why == NULL && kind == SALON_MESSAGE_REMINDER && knows (self, booking, told.due_at - 7200))
    why = "short_notice";
  if (why == NULL && kind == SALON_MESSAGE_THANKS && comes_again (self, &told))
    why = "comes_again";
  told.outcome = why != NULL ? why : judge_hour (self, &told);
  if (kind != SALON_MESSAGE_THANKS || !g_str_equal (told.outcome, "too_late"))
    g_array_append_val (self->told, told);
}

static const SalonMessageBooking *
booking_of (Oracle *self, const char *id)
{
  for (guint i = 0; i < self->material->bookings->len; i++)
    {
      const SalonMessageBooking *booking = g_ptr_array_index (self->material->bookings, i);

      if (g_strcmp0 (booking->id, id) == 0)
        return booking;
    }
  return NULL;
}

static void
add_written (Oracle *self, const SalonMessageRow *row)
{
  const OracleRules *rules = self->rules;
  Told told = { .about = row->booking_id,
                .kind = row->kind,
                .medium = row->medium,
                .starts_at = row->starts_at,
                .has_row = TRUE,
                .booking = booking_of (self, row->booking_id) };
  const char *why;

  if (told.booking == NULL)
    {
      told.outcome = "gone";
      g_array_append_val (self->told, told);
      return;
    }
  told.recipient = reach (row->medium, row->medium == SALON_MESSAGE_SMS ? told.booking->phone
                                                                        : told.booking->email);
  if (told.recipient == NULL)
    told.recipient = reach (row->medium, row->recipient);
  set_hours (self, &told);
  told.due_at = MAX (row->due_at, row->try_at);
  if (row->kind == SALON_MESSAGE_REMINDER && row->attempts == 0)
    told.until = instant_of (wall_of_text (told.booking->starts_at));
  why = judge_booking (self, &told);
  if (why == NULL && row->kind == SALON_MESSAGE_CONFIRMATION && !rules->confirmation[row->medium])
    why = "off";
  if (why == NULL && row->kind == SALON_MESSAGE_THANKS && !rules->thanks[row->medium])
    why = "off";
  told.outcome = why != NULL ? why : judge_hour (self, &told);
  if (g_str_equal (told.outcome, "unconfirmed") && self->now >= told.until)
    told.outcome = "too_late";
  g_array_append_val (self->told, told);
}

static void
add_card (Oracle *self, const SalonMessageCard *card)
{
  int last = wall_of_text (card->expiry_date);
  int due = last - self->rules->expiry_days * 1440 + 600;
  Told told = { .about = card->id,
                .kind = SALON_MESSAGE_EXPIRY,
                .medium = SALON_MESSAGE_EMAIL,
                .starts_at = card->expiry_date };

  if (card->is_void || card->balance <= 0 || instant_of (last) <= self->now
      || row_of (self, &told) != NULL)
    return;
  while (is_quiet (self->rules, due))
    due++;
  told.due_at = instant_of (due);
  told.until = instant_of (last);
  told.recipient = reach (SALON_MESSAGE_EMAIL, card->recipient_email != NULL ? card->recipient_email
                                                                             : card->buyer_email);
  told.outcome = told.recipient == NULL ? "no_address" : judge_hour (self, &told);
  if (told.recipient != NULL && !g_str_equal (told.outcome, "too_late")
      && wall_of_text (card->purchase_date) >= last - self->rules->expiry_days * 1440)
    told.outcome = "short_notice";
  g_array_append_val (self->told, told);
}

static gboolean
goes_out (const Told *told)
{
  return g_str_equal (told->outcome, "due") || g_str_equal (told->outcome, "coming");
}

static gboolean
is_before (const Told *a, const Told *b)
{
  int order = strcmp (a->booking->starts_at, b->booking->starts_at);

  return order != 0 ? order < 0 : strcmp (a->about, b->about) < 0;
}

/* The first that is not done yet; with @head, of its kind, its address and its day. */
static Told *
next_of (Oracle *self, const Told *head)
{
  Told *first = NULL;

  for (guint i = 0; i < self->told->len; i++)
    {
      Told *told = &g_array_index (self->told, Told, i);

      if (told->is_done || told->booking == NULL || !goes_out (told))
        continue;
      if (head != NULL
          && (told->kind != head->kind || told->medium != head->medium
              || !g_str_equal (told->recipient, head->recipient)
              || strncmp (told->starts_at, head->starts_at, 10) != 0))
        continue;
      if (first == NULL || is_before (told, first))
        first = told;
    }
  return first;
}

static void
join (Oracle *self)
{
  Told *head;

  while ((head = next_of (self, NULL)) != NULL)
    {
      int end = wall_of_text (head->booking->ends_at);
      Told *next;

      head->is_done = TRUE;
      head->with = g_string_new (NULL);
      while ((next = next_of (self, head)) != NULL)
        {
          gint64 due_at =
            next->has_row && next->due_at > head->due_at ? next->due_at : head->due_at;

          if (wall_of_text (next->starts_at) > end + 30 || due_at >= head->until)
            break;
          next->is_done = TRUE;
          next->outcome = "together";
          head->due_at = due_at;
          head->outcome = due_at > self->now ? "coming" : "due";
          g_string_append_printf (head->with, " %s", next->about);
          end = MAX (end, wall_of_text (next->booking->ends_at));
        }
    }
}

static char *
describe (const Told *told)
{
  gboolean has_hour = goes_out (told);
  g_autofree char *hour =
    has_hour ? g_strdup_printf ("%" G_GINT64_FORMAT, told->due_at) : g_strdup ("-");

  return g_strdup_printf ("%s %s %s %s %s %s |%s", salon_message_kind_to_string (told->kind),
                          salon_message_medium_to_string (told->medium), told->about,
                          has_hour ? told->recipient : "-", told->outcome, hour,
                          told->with != NULL ? told->with->str : "");
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
end_oracle (Oracle *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->told->len; i++)
    {
      Told *told = &g_array_index (self->told, Told, i);

      g_ptr_array_add (lines, describe (told));
      if (told->with != NULL)
        g_string_free (told->with, TRUE);
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

char *
plan_oracle_tell (const SalonMessageMaterial *material, const OracleRules *rules, gint64 now)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (Told));
  Oracle self = { .material = material, .rules = rules, .now = now, .told = told };

  if (wall_of_minute == NULL)
    fill_table ();
  for (guint i = 0; i < material->rows->len; i++)
    {
      const SalonMessageRow *row = g_ptr_array_index (material->rows, i);

      if (row->status == SALON_MESSAGE_PENDING)
        add_written (&self, row);
    }
  for (guint i = 0; i < material->bookings->len; i++)
    for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
      {
        if (rules->reminder[medium])
          add_unwritten (&self, material->bookings->pdata[i], SALON_MESSAGE_REMINDER, medium);
        if (rules->thanks[medium])
          add_unwritten (&self, material->bookings->pdata[i], SALON_MESSAGE_THANKS, medium);
      }
  for (guint i = 0; rules->expiry && i < material->cards->len; i++)
    add_card (&self, material->cards->pdata[i]);
  join (&self);
  return end_oracle (&self);
}
