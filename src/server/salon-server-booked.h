/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking as its client may see it, and cancelling it: for whoever has its token. A wrong token learns no
 * more than that of no booking.
 */
#pragma once

#include "salon-server-calendar.h"

G_BEGIN_DECLS

/* Everything in it belongs to it. */
typedef struct
{
  char *id;
  char *status; /* "pending", "confirmed" …; "cancelled" too when its hold is over */
  char *payment_status;
  char *service_id;   /* nullable: the first of them, as the next */
  char *service_name; /* nullable */
  SalonMoment start;
  int duration_minutes;
  int buffer_before_minutes;
  int buffer_minutes;
  gint64 price_cents;
  gint64 hold_expires_at; /* Unix seconds; 0: none */
  char *token;            /* nullable: given once, to who has booked */
} SalonServerBooked;

void salon_server_booked_clear (SalonServerBooked *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonServerBooked, salon_server_booked_clear)

/* Unix seconds. */
gint64 salon_server_booked_get_cancellable_until (const SalonServerBooked *self,
                                                  const SalonServerCalendar *calendar);

/* Why it cannot be cancelled by its client: "too_late", "not_cancellable"; NULL when it can, or is already.
 * @now: Unix seconds */
const char *salon_server_booked_explain_cancelling (const SalonServerBooked *self,
                                                    const SalonServerCalendar *calendar,
                                                    gint64 now);

/* Fills @self, which is zero. Fails with NOT_FOUND. */
gboolean salon_server_booked_find (SalonServerContext *context,
                                   const char *id,
                                   const char *token,
                                   SalonServerBooked *self,
                                   GError **error);

/* The same within a transaction, where nobody else changes it until the end. */
gboolean salon_server_booked_lock (SalonServerContext *context,
                                   const char *id,
                                   const char *token,
                                   SalonServerBooked *self,
                                   GError **error);

/**
 * salon_server_booked_cancel:
 * @self: zero; as it is afterwards
 * @refusal: (out): why it is not cancelled, as salon_server_booked_explain_cancelling()
 *
 * Cancels it, tells the client by mail and has what was paid online given back. Twice is once.
 */
gboolean salon_server_booked_cancel (SalonServerContext *context,
                                     const SalonServerCalendar *calendar,
                                     const char *id,
                                     const char *token,
                                     SalonServerBooked *self,
                                     const char **refusal,
                                     GError **error);

G_END_DECLS
