/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a value's struct of fields is kept and becomes a row.
 *
 * A table of members says where each field is, of what type, and in which column it is written. From
 * it follow both things a value needs: the deep copy of the texts into one piece of memory (a week of
 * bookings is a thousand values, one allocation each) and the row in the wire form.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  SALON_FIELD_TEXT,    /* const char *, NULL: null */
  SALON_FIELD_INTEGER, /* int */
  SALON_FIELD_BOOLEAN, /* gboolean */
  SALON_FIELD_CENTS,   /* gint64 */
  SALON_FIELD_INSTANT, /* gint64 Unix seconds, 0: null */
  SALON_FIELD_DAY,     /* SalonDay */
  SALON_FIELD_MINUTE,  /* int */
  SALON_FIELD_STATUS,  /* SalonBookingStatus */
} SalonFieldType;

typedef struct
{
  const char *column; /* NULL: not stored */
  SalonFieldType type;
  gsize offset;
} SalonField;

/* Bytes that the texts of @record need. */
gsize salon_record_measure (const SalonField *fields, gsize n_fields, const void *record);
/* Copies the texts of @record into @room and points it at them; returns where the room goes on. */
char *salon_record_pack (const SalonField *fields, gsize n_fields, void *record, char *room);
/* Sets a member of @row for every field that is stored. */
void
salon_record_write (const SalonField *fields, gsize n_fields, const void *record, JsonObject *row);

G_END_DECLS
