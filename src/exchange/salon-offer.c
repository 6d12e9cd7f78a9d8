/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-offer.h"

#include <string.h>

#include "core/salon-money.h"
#include "core/salon-text.h"

/* What nobody says a length of. */
#define HOUR 60
/* Of the schema. */
#define MIN_BOOKING_MINUTES 5

struct _SalonOffer
{
  GHashTable *by_name; /* folded → SalonService, borrowed */
};

SalonOffer *
salon_offer_new (GPtrArray *services)
{
  SalonOffer *self = g_new0 (SalonOffer, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      SalonService *service = g_ptr_array_index (services, i);
      char *name = salon_text_fold (salon_service_get_fields (service)->name);
      SalonService *other = g_hash_table_lookup (self->by_name, name);

      /* Of two of one name, the one that is still offered. */
      if (other == NULL || !salon_service_get_fields (other)->is_active)
        g_hash_table_insert (self->by_name, name, service);
      else
        g_free (name);
    }
  return self;
}

void
salon_offer_free (SalonOffer *self)
{
  g_hash_table_unref (self->by_name);
  g_free (self);
}

SalonService *
salon_offer_find (SalonOffer *self, const char *name)
{
  g_autofree char *folded = salon_text_fold (name);

  return g_hash_table_lookup (self->by_name, folded);
}

void
salon_order_clear (SalonOrder *self)
{
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

static void
add_line (SalonOffer *self, SalonOrder *order, const char *name)
{
  SalonService *service = salon_offer_find (self, name);
  SalonBookingLine *line = &order->lines[order->n_lines];

  if (order->n_lines == SALON_OFFER_MAX_LINES || *name == '\0')
    return;
  order->n_lines++;
  if (service == NULL)
    {
      order->has_unknown = TRUE;
      *line = (SalonBookingLine) { .name = g_string_chunk_insert (order->texts, name),
                                   .duration_minutes = -1 };
      return;
    }
  const SalonServiceFields *fields = salon_service_get_fields (service);

  *line = (SalonBookingLine) { .service_id = fields->id,
                               .name = fields->name,
                               .duration_minutes = fields->duration_minutes,
                               .buffer_minutes = fields->buffer_minutes,
                               .buffer_before_minutes = fields->buffer_before_minutes,
                               .price_cents = fields->price_cents };
}

/* A service may have a plus in its name: what the salon has under the whole text is that. */
static void
add_lines (SalonOffer *self, SalonOrder *order, const char *names, gsize n_details)
{
  g_auto (GStrv) parts = g_strsplit (names, " + ", -1);

  if (n_details == 1 || g_strv_length (parts) == 1 || salon_offer_find (self, names) != NULL)
    {
      add_line (self, order, names);
      return;
    }
  for (guint i = 0; parts[i] != NULL; i++)
    add_line (self, order, g_strstrip (parts[i]));
}

/* "60:0:45.00:5"; files of before there was a time to prepare have no fourth part. */
static gboolean
read_detail (const char *text, SalonBookingLine *line)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 5);
  guint n_parts = g_strv_length (parts);
  guint64 duration, buffer, before = 0;
  gint64 price;

  if ((n_parts != 3 && n_parts != 4)
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, SALON_DAY_MINUTES, &duration, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 240, &buffer, NULL)
      || !salon_money_from_wire (parts[2], &price, NULL) || price < 0
      || (n_parts == 4 && !g_ascii_string_to_unsigned (parts[3], 10, 0, 240, &before, NULL)))
    return FALSE;
  line->duration_minutes = (int) duration;
  line->buffer_minutes = (int) buffer;
  line->buffer_before_minutes = (int) before;
  line->price_cents = price;
  return TRUE;
}

static void
take_details (SalonOrder *order, GStrv details)
{
  for (guint i = 0; i < order->n_lines; i++)
    if (!read_detail (details[i], &order->lines[i]))
      return;
}

/* What the row does not say is what the services come to. */
static void
take_sums (SalonOrder *order, const SalonForeignRow *row)
{
  int duration = 0, buffer = 0, before = 0;
  gint64 price = 0;

  for (guint i = 0; i < order->n_lines; i++)
    {
      duration += MAX (order->lines[i].duration_minutes, 0);
      buffer = MAX (buffer, order->lines[i].buffer_minutes);
      before = MAX (before, order->lines[i].buffer_before_minutes);
      price += MIN (order->lines[i].price_cents, G_MAXINT64 / SALON_OFFER_MAX_LINES);
    }
  order->duration_minutes = row->duration_minutes > 0 ? row->duration_minutes : duration;
  if (order->duration_minutes == 0)
    order->duration_minutes = HOUR;
  order->duration_minutes = CLAMP (order->duration_minutes, MIN_BOOKING_MINUTES, SALON_DAY_MINUTES);
  order->buffer_minutes = row->buffer_minutes >= 0 ? row->buffer_minutes : buffer;
  order->buffer_before_minutes =
    row->buffer_before_minutes >= 0 ? row->buffer_before_minutes : before;
  order->price_cents = row->price_cents >= 0 ? row->price_cents : price;
}

void
salon_offer_order (SalonOffer *self, const SalonForeignRow *row, SalonOrder *order)
{
  g_auto (GStrv) details = g_strsplit (row->details != NULL ? row->details : "", "|", -1);
  gsize n_details = g_strv_length (details);

  *order = (SalonOrder) { .texts = g_string_chunk_new (256) };
  if (row->service != NULL)
    add_lines (self, order, row->service, n_details);
  if (n_details == order->n_lines)
    take_details (order, details);
  take_sums (order, row);
  /* An unknown service lasts what is left, and costs what is left. */
  for (guint i = 0; i < order->n_lines; i++)
    if (order->lines[i].duration_minutes < 0)
      {
        order->lines[i].duration_minutes = order->n_lines == 1 ? order->duration_minutes : HOUR;
        order->lines[i].price_cents = order->n_lines == 1 ? order->price_cents : 0;
      }
}
