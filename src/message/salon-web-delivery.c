/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-web-delivery.h"

/* Who asks to be left alone for longer is asked again all the same. */
#define MAX_RETRY_SECONDS 3600

SalonDelivery *
salon_web_delivery_from_silence (SalonWebClient *client, const GError *error)
{
  if (!g_error_matches (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_NOT_SENT))
    return salon_delivery_new (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  return salon_delivery_new (SALON_DELIVERY_LATER, salon_web_client_is_untrusted (client)
                                                     ? SALON_DELIVERY_UNTRUSTED
                                                     : SALON_DELIVERY_UNREACHABLE);
}

/* Seconds, as Retry-After has them; SendGrid says in another header at what time it is over. */
static guint
read_retry (SalonWebReply *reply, gint64 now)
{
  const char *reset = salon_web_reply_get_header (reply, "X-RateLimit-Reset");
  guint64 number = 0;

  if (reply->retry_after != NULL
      && g_ascii_string_to_unsigned (reply->retry_after, 10, 0, G_MAXUINT32, &number, NULL))
    return (guint) MIN (number, MAX_RETRY_SECONDS);
  if (reset != NULL && g_ascii_string_to_unsigned (reset, 10, 0, G_MAXUINT32, &number, NULL))
    return (guint) CLAMP ((gint64) number - now, 1, MAX_RETRY_SECONDS);
  return 0;
}

static SalonDelivery *
make (SalonWebReply *reply, SalonDeliveryOutcome outcome, SalonDeliveryReason reason)
{
  SalonDelivery *delivery = salon_delivery_new (outcome, reason);

  delivery->request_name = g_strdup (reply->request_name);
  return delivery;
}

SalonDelivery *
salon_web_delivery_from_status (SalonWebReply *reply, gint64 now, SalonDeliveryReason refusal)
{
  SalonDelivery *delivery;

  if (reply->status == 429 || reply->status == 409)
    delivery = make (reply, SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY);
  else if (reply->status == 408 || reply->status >= 500)
    delivery = make (reply, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  else
    delivery = make (reply, SALON_DELIVERY_REFUSED, refusal);
  if (delivery->outcome != SALON_DELIVERY_REFUSED)
    delivery->retry_seconds = read_retry (reply, now);
  return delivery;
}

SalonDelivery *
salon_web_delivery_from_garbage (SalonWebReply *reply)
{
  return make (reply, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
}
