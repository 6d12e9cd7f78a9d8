/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who comes for what, out of the one line that people write into their calendars: "Marie Durand - Pose
 * gel", "Pose gel (Marie Durand)", "RDV Marie 06 12 34 56 78". What has a phone number's form is one;
 * what is the name of a service of the salon is that; what is left is the client's name.
 */
#include "salon-calendar.h"

#include <string.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "salon-cell.h"
#include "salon-offer.h"

/* A French or an international number among other words. */
#define PHONE_FORM "(?:\\+|00)\\d[\\d .()-]{7,16}\\d|\\b0[1-9](?:[ .-]?\\d\\d){4}\\b"
#define EMAIL_FORM "[^\\s<>()\",;:]+@[^\\s<>()\",;:]+\\.[a-zA-Z]{2,}"
/* What may stand between a name and a service. A hyphen only with spaces around it: "Marie-Claude". */
#define PARTS_FORM "\\s+[-–—|/:]\\s+|\\s*[,;:|()\\[\\]]\\s*"

typedef struct
{
  SalonForeignRows *rows;
  SalonOffer *offer;
  GRegex *phone;
  GRegex *email;
  GRegex *parts;
} Reader;

/* Takes what fits out of @text; NULL: nothing does. */
static char *
take_out (GRegex *form, char **text)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *rest = NULL;
  int start, end;

  if (!g_regex_match (form, *text, 0, &match) || !g_match_info_fetch_pos (match, 0, &start, &end))
    return NULL;
  rest = g_strdup_printf ("%.*s %s", start, *text, *text + end);
  {
    char *found = g_strndup (*text + start, (gsize) (end - start));

    g_free (*text);
    *text = g_steal_pointer (&rest);
    return found;
  }
}

static void
take_contacts (Reader *self, char **text, SalonForeignRow *row)
{
  g_autofree char *phone = take_out (self->phone, text);
  g_autofree char *email = take_out (self->email, text);
  g_autofree char *e164 = NULL;

  if (row->phone == NULL && phone != NULL && salon_phone_parse (phone, &e164, NULL))
    row->phone = g_string_chunk_insert (self->rows->texts, e164);
  if (row->email == NULL && email != NULL && salon_text_is_email (email))
    row->email = g_string_chunk_insert (self->rows->texts, email);
}

/* What people write before a name. */
static const char *
skip_greeting (const char *text)
{
  static const char *const words[] = { "rdv ",         "RDV ",  "Rdv ", "rendez-vous ",
                                       "Rendez-vous ", "avec ", "Mme ", "mme " };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return skip_greeting (text + strlen (words[i]));
  return text;
}

static gboolean
is_service (Reader *self, const char *text)
{
  g_auto (GStrv) parts = NULL;

  if (salon_offer_find (self->offer, text) != NULL)
    return TRUE;
  parts = g_strsplit (text, " + ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (salon_offer_find (self->offer, parts[i]) == NULL)
      return FALSE;
  return parts[0] != NULL;
}

static void
take_part (Reader *self, const char *text, SalonForeignRow *row)
{
  text = skip_greeting (text);
  if (*text == '\0')
    return;
  if (row->service == NULL && is_service (self, text))
    row->service = salon_foreign_rows_keep_line (self->rows, text);
  else if (row->name == NULL)
    row->name = salon_foreign_rows_keep_line (self->rows, text);
}

static void
read_summary (Reader *self, const SalonEvent *event, SalonForeignRow *row)
{
  g_autofree char *text = g_strdup (event->summary != NULL ? event->summary : "");
  g_auto (GStrv) parts = NULL;

  take_contacts (self, &text, row);
  parts = g_regex_split (self->parts, text, 0);
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    take_part (self, g_strstrip (parts[i]), row);
  if (event->description != NULL && (row->phone == NULL || row->email == NULL))
    {
      g_autofree char *more = g_strdup (event->description);

      take_contacts (self, &more, row);
    }
}

static void
add_booking (Reader *self, const SalonEvent *event)
{
  SalonForeignRow *row = salon_foreign_rows_add (self->rows, event->number);

  row->problems = event->problems;
  row->day = event->day;
  row->last_day = event->last_day;
  row->minute = event->minute;
  row->duration_minutes = event->duration_minutes > 0 ? event->duration_minutes : -1;
  row->notes = salon_foreign_rows_keep_lines (self->rows, event->description);
  if (event->is_cancelled)
    row->status = SALON_BOOKING_CANCELLED;
  else if (event->is_tentative)
    row->status = SALON_BOOKING_PENDING;
  read_summary (self, event, row);
  if (row->name == NULL && row->service == NULL)
    row->problems |= SALON_PROBLEM_NO_NAME;
}

static void
add_closure (SalonForeignRows *rows, const SalonEvent *event)
{
  SalonForeignRow *row = salon_foreign_rows_add (rows, event->number);

  row->problems = event->problems;
  row->day = event->day;
  row->last_day = event->last_day;
  row->reason = salon_foreign_rows_keep_line (rows, event->summary);
  if (event->is_cancelled)
    row->problems |= SALON_PROBLEM_CANCELLED;
  if (row->last_day - row->day > SALON_CLOSURE_MAX_DAYS)
    row->problems |= SALON_PROBLEM_DAY_ORDER;
}

static GRegex *
new_form (const char *form)
{
  return g_regex_new (form, G_REGEX_OPTIMIZE, 0, NULL);
}

SalonForeignRows *
salon_calendar_to_rows (SalonCalendar *self, SalonForeignKind kind, GPtrArray *services)
{
  g_autoptr (SalonForeignRows) rows = salon_foreign_rows_new (kind);
  g_autoptr (SalonOffer) offer = salon_offer_new (services);
  g_autoptr (GRegex) phone = new_form (PHONE_FORM);
  g_autoptr (GRegex) email = new_form (EMAIL_FORM);
  g_autoptr (GRegex) parts = new_form (PARTS_FORM);
  Reader reader = { rows, offer, phone, email, parts };

  g_return_val_if_fail (kind == SALON_FOREIGN_BOOKINGS || kind == SALON_FOREIGN_CLOSURES, NULL);

  for (guint i = 0; i < self->events->len; i++)
    {
      const SalonEvent *event = &g_array_index (self->events, SalonEvent, i);
      gboolean is_broken = (event->problems & SALON_PROBLEM_BROKEN) != 0;

      if (kind == SALON_FOREIGN_CLOSURES && (event->minute < 0 || is_broken))
        add_closure (rows, event);
      else if (kind == SALON_FOREIGN_BOOKINGS && (event->minute >= 0 || is_broken))
        add_booking (&reader, event);
    }
  return g_steal_pointer (&rows);
}
