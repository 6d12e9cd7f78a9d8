/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-record.h"

#include <string.h>

#include "salon-booking-status.h"
#include "salon-day.h"
#include "salon-instant.h"
#include "salon-money.h"

gsize
salon_record_measure (const SalonField *fields, gsize n_fields, const void *record)
{
  gsize size = 0;

  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].type == SALON_FIELD_TEXT)
      {
        const char *text = G_STRUCT_MEMBER (const char *, record, fields[i].offset);

        if (text != NULL)
          size += strlen (text) + 1;
      }
  return size;
}

char *
salon_record_pack (const SalonField *fields, gsize n_fields, void *record, char *room)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].type == SALON_FIELD_TEXT)
      {
        const char **text = G_STRUCT_MEMBER_P (record, fields[i].offset);

        if (*text != NULL)
          {
            char *copy = room;

            room = stpcpy (copy, *text) + 1;
            *text = copy;
          }
      }
  return room;
}

static void
set_text (JsonObject *row, const char *column, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, column, text);
  else
    json_object_set_null_member (row, column);
}

static void
write_field (const SalonField *field, const void *record, JsonObject *row)
{
  const void *at = G_STRUCT_MEMBER_P (record, field->offset);
  g_autofree char *text = NULL;

  switch (field->type)
    {
    case SALON_FIELD_TEXT:
      set_text (row, field->column, *(const char *const *) at);
      return;
    case SALON_FIELD_INTEGER:
      json_object_set_int_member (row, field->column, *(const int *) at);
      return;
    case SALON_FIELD_BOOLEAN:
      json_object_set_boolean_member (row, field->column, *(const gboolean *) at);
      return;
    case SALON_FIELD_CENTS:
      text = salon_money_to_wire (*(const gint64 *) at);
      break;
    case SALON_FIELD_INSTANT:
      text = *(const gint64 *) at != 0 ? salon_instant_to_wire (*(const gint64 *) at) : NULL;
      break;
    case SALON_FIELD_DAY:
      text = salon_day_format (*(const SalonDay *) at);
      break;
    case SALON_FIELD_MINUTE:
      text = salon_minute_format_sql (*(const int *) at);
      break;
    case SALON_FIELD_STATUS:
      set_text (row, field->column,
                salon_booking_status_to_wire (*(const SalonBookingStatus *) at));
      return;
    }
  set_text (row, field->column, text);
}

void
salon_record_write (const SalonField *fields, gsize n_fields, const void *record, JsonObject *row)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].column != NULL)
      write_field (&fields[i], record, row);
}
