/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message.h"

static const char *const kinds[] = {
  "confirmation", "change", "cancellation", "reminder", "voucher", "expiry", "thanks",
};
static const char *const media[] = { "sms", "email" };
static const char *const statuses[] = {
  "pending", "sending", "sent", "failed", "unknown", "skipped",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == SALON_N_MESSAGE_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (media) == SALON_N_MESSAGE_MEDIA);
G_STATIC_ASSERT (G_N_ELEMENTS (statuses) == SALON_MESSAGE_SKIPPED + 1);

static gboolean
find (const char *const *words, gsize n, const char *text, guint *index)
{
  for (*index = 0; *index < n; (*index)++)
    if (g_strcmp0 (words[*index], text) == 0)
      return TRUE;
  return FALSE;
}

const char *
salon_message_kind_to_string (SalonMessageKind kind)
{
  return kinds[kind];
}

const char *
salon_message_medium_to_string (SalonMessageMedium medium)
{
  return media[medium];
}

const char *
salon_message_status_to_string (SalonMessageStatus status)
{
  return statuses[status];
}

gboolean
salon_message_kind_from_string (const char *text, SalonMessageKind *kind)
{
  guint index;

  if (!find (kinds, G_N_ELEMENTS (kinds), text, &index))
    return FALSE;
  *kind = (SalonMessageKind) index;
  return TRUE;
}

gboolean
salon_message_medium_from_string (const char *text, SalonMessageMedium *medium)
{
  guint index;

  if (!find (media, G_N_ELEMENTS (media), text, &index))
    return FALSE;
  *medium = (SalonMessageMedium) index;
  return TRUE;
}

gboolean
salon_message_status_from_string (const char *text, SalonMessageStatus *status)
{
  guint index;

  if (!find (statuses, G_N_ELEMENTS (statuses), text, &index))
    return FALSE;
  *status = (SalonMessageStatus) index;
  return TRUE;
}
