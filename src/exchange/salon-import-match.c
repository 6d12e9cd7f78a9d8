/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are there already, and which are in the way of each other. The change is made in
 * salon-import-plan.c. */
#include "salon-import.h"

#include <string.h>

#include "core/salon-text.h"

#include "salon-import-gift-cards.h"
#include "salon-offer.h"
#include "salon-people.h"

/* A booking lasts at most a day and a buffer: one that reaches into a day began two days before it. */
#define REACH_DAYS 2
/* Bookings that were called off may fill a day without end; the rest is not looked through. */
#define MAX_LOOKED_THROUGH 1000

typedef struct
{
  SalonMoment start;
  SalonMoment end; /* with the buffer */
  const char *id;  /* NULL: of the file */
  const char *name;
  const char *phone; /* nullable */
  guint line;
  gboolean is_active;
} Stay;

/* SalonDay → GArray of Stay */
typedef struct
{
  GHashTable *all;
  GHashTable *active; /* those that hold the chair */
} Diary;

static GArray *
get_stays (GHashTable *days, SalonDay day)
{
  return g_hash_table_lookup (days, GINT_TO_POINTER (day));
}

static void
put_into (GHashTable *days, const Stay *stay)
{
  SalonDay day = salon_moment_get_day (stay->start);
  GArray *stays = get_stays (days, day);

  if (stays == NULL)
    {
      stays = g_array_new (FALSE, FALSE, sizeof (Stay));
      g_hash_table_insert (days, GINT_TO_POINTER (day), stays);
    }
  g_array_append_vals (stays, stay, 1);
}

static void
put_stay (Diary *diary, const Stay *stay)
{
  put_into (diary->all, stay);
  if (stay->is_active)
    put_into (diary->active, stay);
}

static void
put_booking (Diary *diary, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  SalonRange hold = salon_booking_get_hold (booking);

  put_stay (diary, &(Stay) { .start = hold.start,
                             .end = hold.end,
                             .id = fields->id,
                             .name = fields->client_name,
                             .phone = fields->client_phone,
                             .is_active = salon_booking_status_is_active (fields->status) });
}

static const Stay *
find_overlap (Diary *diary, const Stay *stay)
{
  SalonDay day = salon_moment_get_day (stay->start);

  for (SalonDay d = day - REACH_DAYS; d <= day + REACH_DAYS; d++)
    {
      GArray *stays = get_stays (diary->active, d);

      for (guint i = 0; stays != NULL && i < stays->len; i++)
        {
          const Stay *other = &g_array_index (stays, Stay, i);

          if (other->start < stay->end && stay->start < other->end)
            return other;
        }
    }
  return NULL;
}

static gboolean
is_same_person (const Stay *a, const Stay *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (a->phone != NULL && b->phone != NULL)
    return g_str_equal (a->phone, b->phone);
  first = salon_text_fold (a->name);
  second = salon_text_fold (b->name);
  return g_str_equal (first, second);
}

static const Stay *
find_same (Diary *diary, const Stay *stay)
{
  GArray *stays = get_stays (diary->all, salon_moment_get_day (stay->start));

  for (guint i = 0; stays != NULL && i < MIN (stays->len, MAX_LOOKED_THROUGH); i++)
    {
      const Stay *other = &g_array_index (stays, Stay, i);

      if (other->start == stay->start && is_same_person (other, stay))
        return other;
    }
  return NULL;
}

static gboolean
is_fatal (const SalonForeignRow *row)
{
  return (row->problems & SALON_PROBLEMS_FATAL) != 0;
}

/* Clients */

static gboolean
can_fill (const SalonForeignRow *row, SalonClient *client)
{
  const SalonClientFields *fields = salon_client_get_fields (client);

  return (fields->phone == NULL && row->phone != NULL)
         || (fields->email == NULL && row->email != NULL)
         || (fields->notes == NULL && row->notes != NULL)
         || (fields->allergies == NULL && row->allergies != NULL);
}

static void
match_client (SalonPeople *people, SalonForeignRow *row)
{
  gboolean is_shared = FALSE;
  SalonPerson *found = salon_people_find (people, row->name, row->phone, row->email, &is_shared);

  if (found == NULL)
    {
      if (is_shared)
        row->problems |= SALON_PROBLEM_SHARED_PHONE;
      salon_people_add (
        people, &(SalonPerson) {
                  .name = row->name, .phone = row->phone, .email = row->email, .line = row->line });
      return;
    }
  row->match = found->id;
  row->match_name = found->name;
  row->match_line = found->line;
  row->choice =
    found->client != NULL && can_fill (row, found->client) ? SALON_CHOICE_FILL : SALON_CHOICE_SKIP;
}

static void
match_clients (SalonForeignRows *rows, const SalonKnown *known)
{
  g_autoptr (SalonPeople) people = salon_people_new (known->clients);

  for (guint i = 0; i < rows->rows->len; i++)
    if (!is_fatal (salon_foreign_rows_get (rows, i)))
      match_client (people, salon_foreign_rows_get (rows, i));
}

/* Services */

static void
match_services (SalonForeignRows *rows, const SalonKnown *known)
{
  g_autoptr (SalonOffer) offer = salon_offer_new (known->services);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      SalonForeignRow *row = salon_foreign_rows_get (rows, i);
      SalonService *found = NULL;
      g_autofree char *folded = NULL;

      if (is_fatal (row))
        continue;
      found = salon_offer_find (offer, row->service);
      folded = salon_text_fold (row->service);
      if (found != NULL)
        {
          row->match = salon_service_get_fields (found)->id;
          row->match_name = salon_service_get_fields (found)->name;
          row->choice = SALON_CHOICE_SKIP;
        }
      else if (g_hash_table_contains (lines, folded))
        {
          row->match_line = GPOINTER_TO_UINT (g_hash_table_lookup (lines, folded));
          row->choice = SALON_CHOICE_SKIP;
        }
      else
        g_hash_table_insert (lines, g_steal_pointer (&folded), GUINT_TO_POINTER (row->line));
    }
}

/* Bookings */

static gboolean
holds_chair (const SalonForeignRow *row)
{
  return row->status < 0 || salon_booking_status_is_active ((SalonBookingStatus) row->status);
}

static void
match_booking (Diary *diary, SalonOffer *offer, SalonForeignRow *row)
{
  g_auto (SalonOrder) order = { 0 };
  SalonMoment start = salon_moment (row->day, row->minute);
  const Stay *found = NULL;
  Stay stay;

  salon_offer_order (offer, row, &order);
  if (order.has_unknown)
    row->problems |= SALON_PROBLEM_UNKNOWN_SERVICE;
  if (row->duration_minutes < 0 && order.n_lines == 0)
    row->problems |= SALON_PROBLEM_DURATION;
  stay = (Stay) { .start = start,
                  .end = start + order.duration_minutes + order.buffer_minutes,
                  .name = row->name != NULL ? row->name : "",
                  .phone = row->phone,
                  .line = row->line,
                  .is_active = holds_chair (row) };
  found = find_same (diary, &stay);
  if (found != NULL)
    {
      row->match = found->id;
      row->match_name = found->name;
      row->match_line = found->line;
      row->choice = SALON_CHOICE_SKIP;
      return;
    }
  found = stay.is_active ? find_overlap (diary, &stay) : NULL;
  if (found != NULL)
    {
      row->problems |= SALON_PROBLEM_OVERLAP;
      row->match_name = found->name;
      return;
    }
  put_stay (diary, &stay);
}

static void
match_bookings (SalonForeignRows *rows, const SalonKnown *known)
{
  g_autoptr (GHashTable) all =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) active =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (SalonOffer) offer = salon_offer_new (known->services);
  Diary diary = { all, active };

  for (guint i = 0; known->bookings != NULL && i < known->bookings->len; i++)
    put_booking (&diary, g_ptr_array_index (known->bookings, i));
  for (guint i = 0; i < rows->rows->len; i++)
    if (!is_fatal (salon_foreign_rows_get (rows, i)))
      match_booking (&diary, offer, salon_foreign_rows_get (rows, i));
}

/* Closed days */

static gboolean
is_closed (GHashTable *closed, const SalonForeignRow *row)
{
  for (SalonDay day = row->day; day <= row->last_day; day++)
    if (!g_hash_table_contains (closed, GINT_TO_POINTER (day)))
      return FALSE;
  return TRUE;
}

static void
match_closures (SalonForeignRows *rows, const SalonKnown *known)
{
  g_autoptr (GHashTable) closed = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer known_day;

  if (known->closed_days != NULL)
    {
      g_hash_table_iter_init (&iter, known->closed_days);
      while (g_hash_table_iter_next (&iter, &known_day, NULL))
        g_hash_table_add (closed, known_day);
    }
  for (guint i = 0; i < rows->rows->len; i++)
    {
      SalonForeignRow *row = salon_foreign_rows_get (rows, i);

      if (is_fatal (row))
        continue;
      if (is_closed (closed, row))
        row->choice = SALON_CHOICE_SKIP;
      for (SalonDay day = row->day; day <= row->last_day; day++)
        g_hash_table_add (closed, GINT_TO_POINTER (day));
    }
}

static void
forget (SalonForeignRow *row)
{
  row->match = NULL;
  row->match_name = NULL;
  row->match_line = 0;
  row->choice = SALON_CHOICE_ADD;
  row->problems &=
    ~(guint) (SALON_PROBLEM_SHARED_PHONE | SALON_PROBLEM_OVERLAP | SALON_PROBLEM_UNKNOWN_SERVICE);
}

void
salon_import_match (SalonForeignRows *rows, const SalonKnown *known)
{
  g_return_if_fail (rows != NULL && known != NULL);

  for (guint i = 0; i < rows->rows->len; i++)
    forget (salon_foreign_rows_get (rows, i));
  switch (rows->kind)
    {
    case SALON_FOREIGN_CLIENTS:
      match_clients (rows, known);
      break;
    case SALON_FOREIGN_SERVICES:
      match_services (rows, known);
      break;
    case SALON_FOREIGN_BOOKINGS:
      match_bookings (rows, known);
      break;
    case SALON_FOREIGN_CLOSURES:
      match_closures (rows, known);
      break;
    case SALON_FOREIGN_GIFT_CARDS:
      salon_import_match_gift_cards (rows, known);
      break;
    }
}

/* Two bookings at one time cannot be, and a day is not closed twice. */
gboolean
salon_import_can_choose (const SalonForeignRow *row, SalonForeignKind kind)
{
  return !is_fatal (row) && (row->match != NULL || row->match_line > 0)
         && (kind == SALON_FOREIGN_CLIENTS || kind == SALON_FOREIGN_SERVICES);
}

gboolean
salon_import_is_taken (const SalonForeignRow *row)
{
  return !is_fatal (row) && row->choice != SALON_CHOICE_SKIP;
}
