/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the salon's server says to questions that are not about rows: as values, looked at before anything
 * of them is believed. No network; any thread. Amounts are cents, instants Unix seconds.
 */
#pragma once

#include <gio/gio.h>

#include "salon-sync-error.h"

G_BEGIN_DECLS

#define SALON_ONLINE_ERROR (salon_online_error_quark ())

/**
 * SalonOnlineError:
 * @SALON_ONLINE_ERROR_UNKNOWN: the server does not know the payment or the booking
 * @SALON_ONLINE_ERROR_NOTHING: there is nothing left to pay, or to give back
 * @SALON_ONLINE_ERROR_CANCELLED: the booking is cancelled
 * @SALON_ONLINE_ERROR_OFF: the server does not do this
 * @SALON_ONLINE_ERROR_REFUSED: whoever moves the money has said no
 * @SALON_ONLINE_ERROR_BUSY: not now: asking again later helps
 * @SALON_ONLINE_ERROR_UNSURE: it was asked for, and nobody heard whether it was done
 */
typedef enum
{
  SALON_ONLINE_ERROR_UNKNOWN,
  SALON_ONLINE_ERROR_NOTHING,
  SALON_ONLINE_ERROR_CANCELLED,
  SALON_ONLINE_ERROR_OFF,
  SALON_ONLINE_ERROR_REFUSED,
  SALON_ONLINE_ERROR_BUSY,
  SALON_ONLINE_ERROR_UNSURE,
} SalonOnlineError;

GQuark salon_online_error_quark (void);

/**
 * SalonOnlineRefund:
 * @SALON_ONLINE_REFUND_DONE: it was given back
 * @SALON_ONLINE_REFUND_ON_ITS_WAY: it was asked for, and the server sees to it
 * @SALON_ONLINE_REFUND_BY_HAND: this provider has no way to do it; a person has to
 */
typedef enum
{
  SALON_ONLINE_REFUND_DONE,
  SALON_ONLINE_REFUND_ON_ITS_WAY,
  SALON_ONLINE_REFUND_BY_HAND,
} SalonOnlineRefund;

/**
 * SalonPaymentLinkState:
 * @SALON_PAYMENT_LINK_CLOSED: it was not paid, and cannot be any more
 */
typedef enum
{
  SALON_PAYMENT_LINK_OPEN,
  SALON_PAYMENT_LINK_PAID,
  SALON_PAYMENT_LINK_CLOSED,
} SalonPaymentLinkState;

typedef struct
{
  char *id;
  char *provider;
  SalonPaymentLinkState state;
  gint64 amount_cents;
  char *url; /* nullable: where to pay, as long as it is open */
  gint64 expires_at;
} SalonPaymentLink;

typedef struct
{
  char **providers; /* by whom people can pay; may be empty */
  GPtrArray *links; /* of SalonPaymentLink, the latest first */
} SalonPaymentLinks;

typedef struct
{
  char *author; /* "" when nobody says who it was */
  int rating;   /* 1 … 5; 0: none was given */
  char *text;   /* nullable */
} SalonOpinion;

typedef struct
{
  int rating_tenths; /* of all reviews: 47 is 4.7 of 5 */
  gint64 count;      /* of all */
  char *url;         /* nullable: where all of them are */
  GPtrArray *items;  /* of SalonOpinion, a few, the latest first */
} SalonOpinions;

void salon_payment_link_free (SalonPaymentLink *self);
void salon_payment_links_free (SalonPaymentLinks *self);
void salon_opinions_free (SalonOpinions *self);

/* What a refusal says; always a failure. @text: (nullable): its body. Returns: (transfer full) */
GError *salon_online_reply_judge (guint status, const char *text);

/* All fail with SALON_SYNC_ERROR_REPLY. @text: (nullable): the answer's JSON. */
gboolean
salon_online_reply_read_refund (const char *text, SalonOnlineRefund *refund, GError **error);
SalonPaymentLink *salon_online_reply_read_link (const char *text, GError **error);
SalonPaymentLinks *salon_online_reply_read_links (const char *text, GError **error);
SalonOpinions *salon_online_reply_read_opinions (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentLink, salon_payment_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentLinks, salon_payment_links_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonOpinions, salon_opinions_free)

G_END_DECLS
