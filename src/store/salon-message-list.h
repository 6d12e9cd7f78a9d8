/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What clients were told, and what they were not: the long lists, told by row numbers as that of
 * bookings (salon-booking-list.h), and the messages of one booking or client. What is still to be told is
 * no list but a plan (message/salon-message-plan.h).
 */
#pragma once

#include "core/salon-message-ledger.h"

#include "salon-reader.h"
#include "salon-store.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_MESSAGES_SENT,     /* the provider has them; who was told last is first */
  SALON_MESSAGES_NOT_SENT, /* failed, unknown, or dropped; the latest first */
} SalonMessagesWhich;

typedef struct
{
  SalonMessagesWhich which;
  const char *text; /* nullable: in the client's name, the number or the address */
} SalonMessageQuery;

/**
 * SalonMessageRecord:
 * @row: as the salon has it; who has a lease on it is not read
 * @name: whom it is for: of a booking its client, of a gift card its recipient or buyer; "" when both
 *   are gone
 * @client_id: (nullable): of the booking
 * @phone: (nullable): to call her
 */
typedef struct
{
  SalonMessageRow *row;
  char *name;
  char *client_id;
  char *phone;
} SalonMessageRecord;

void salon_message_record_free (SalonMessageRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageRecord, salon_message_record_free)

/* (element-type gint64) (transfer full): row numbers; what is told by another message is left out. Blocks:
 * call it in the worker. */
GArray *salon_message_list_find (SalonStore *store, const SalonMessageQuery *query, GError **error);

/* Elements of these: SalonMessageRecord. The rows with these numbers, in their order; one that is gone is
 * left out. */
GPtrArray *salon_message_list_read_rows (SalonReader *reader,
                                         const gint64 *numbers,
                                         guint n_numbers,
                                         GError **error);
/* Whatever became of them, the latest first. */
GPtrArray *
salon_message_list_of_booking (SalonReader *reader, const char *booking_id, GError **error);
GPtrArray *salon_message_list_of_client (SalonReader *reader,
                                         const char *client_id,
                                         int limit,
                                         GError **error);
/* NOT_FOUND when there is none. */
SalonMessageRecord *salon_message_list_get (SalonReader *reader, const char *id, GError **error);

/* Those that wait for a person: failed, or unknown and nobody can look them up. */
gboolean salon_message_list_count_failed (SalonReader *reader, guint *n_failed, GError **error);

/* What the plan is made of, of any salon: a ledger (salon-store-ledger.h) reads only what it may send. Blocks:
 * call it in the worker. */
SalonMessageMaterial *
salon_message_list_read_material (SalonStore *store, gint64 now, GError **error);

G_END_DECLS
