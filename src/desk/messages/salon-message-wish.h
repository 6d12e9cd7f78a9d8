/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The owner's wish that a client is told of her booking, or has her gift voucher by mail: rows that wait
 * to be sent, in the same change as what they tell of, so that undoing takes both away. They wait for a
 * minute before anybody may send them.
 *
 * Nobody is told who does not want it, or whom nothing reaches, or when the owner has switched messages of
 * the kind off. Main thread.
 */
#pragma once

#include "common/salon-session.h"
#include "message/salon-message-settings.h"

G_BEGIN_DECLS

/* By which means; an array over SalonMessageMedium. */
typedef struct
{
  gboolean by[SALON_N_MESSAGE_MEDIA];
} SalonMessageMedia;

/**
 * SalonMessageWish:
 * @kind: a confirmation, a change or a cancellation; or a reminder, which does not wait
 * @media: by which she can be told
 * @booking_id: of her visit
 * @name: hers
 * @phone: (nullable): E.164
 * @email: (nullable):
 * @start: of the visit
 */
typedef struct
{
  SalonMessageKind kind;
  SalonMessageMedia media;
  char *booking_id;
  char *name;
  char *phone;
  char *email;
  SalonMoment start;
} SalonMessageWish;

void salon_message_wish_free (SalonMessageWish *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageWish, salon_message_wish_free)

/* As the salon has them now. Transfer full. */
SalonMessageSettings *salon_message_wish_read_settings (SalonSession *session);

/* What the owner may wish for one booking as it is in @fields; NULL when nobody can be told, or the
 * visit has begun. @client: (nullable): of the booking, for her consents */
SalonMessageWish *salon_message_wish_new (SalonSession *session,
                                          SalonMessageKind kind,
                                          const SalonBookingFields *fields,
                                          SalonClient *client);

/* The same for the one booking that @change has just moved, cancelled, confirmed or made; NULL when it did
 * none of these, did it to several, or has told already. */
SalonMessageWish *salon_message_wish_find (SalonSession *session, SalonChange *change);

/* What waits already, or is on its way, is not wished for again. */
void salon_message_wish_add (const SalonMessageWish *self,
                             SalonSession *session,
                             gint64 now,
                             SalonChangeBuilder *builder);
/* @change and the wish in one. Transfer full. */
SalonChange *salon_message_wish_join (const SalonMessageWish *self,
                                      SalonSession *session,
                                      gint64 now,
                                      SalonChange *change);
/* The wish alone: "Tell Marie Durand of …". */
SalonChange *
salon_message_wish_build_change (const SalonMessageWish *self, SalonSession *session, gint64 now);

/* A gift card by mail. @name: whom it goes to */
SalonChange *salon_message_wish_build_voucher (const char *card_id,
                                               const char *email,
                                               const char *name,
                                               gint64 now);

/* "Tell Marie Durand by SMS". Transfer full. */
char *salon_message_wish_dup_label (const SalonMessageWish *self);
/* "SMS", "e-mail", "SMS and e-mail". */
const char *salon_message_wish_describe_media (const SalonMessageWish *self);
/* "Marie": how she is called on a button. Transfer full. */
char *salon_message_wish_dup_first_name (const SalonMessageWish *self);

G_END_DECLS
