/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message.h"

#include <string.h>

/* What the ids of salon_message_make_id() are made under (RFC 9562, version 8: our own). */
#define NAME_SPACE "serenaia:message:"
#define TAG_LETTERS 19

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

char *
salon_message_make_id (const char *about,
                       SalonMessageKind kind,
                       SalonMessageMedium medium,
                       const char *starts_at)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = NULL;
  const char *digest;

  g_return_val_if_fail (about != NULL, NULL);

  name =
    g_strdup_printf (NAME_SPACE "%s:%s:%s:%s", about, salon_message_kind_to_string (kind),
                     salon_message_medium_to_string (medium), starts_at != NULL ? starts_at : "");
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  digest = g_checksum_get_string (checksum);
  return g_strdup_printf ("%.8s-%.4s-8%.3s-a%.3s-%.12s", digest, digest + 8, digest + 12,
                          digest + 15, digest + 18);
}

/* The end of an id is what differs: what stands before it in a version 7 is the time. */
char *
salon_message_make_tag (const char *id)
{
  char letters[TAG_LETTERS + 1] = "";
  gsize n = TAG_LETTERS;

  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = strlen (id); i > 0 && n > 0; i--)
    if (g_ascii_isalnum (id[i - 1]))
      letters[--n] = id[i - 1];
  return g_strconcat ("s", letters + n, NULL);
}

gboolean
salon_message_kind_stands (SalonMessageKind kind, SalonBookingStatus status)
{
  switch (kind)
    {
    case SALON_MESSAGE_CONFIRMATION:
    case SALON_MESSAGE_CHANGE:
    case SALON_MESSAGE_REMINDER:
      return status == SALON_BOOKING_CONFIRMED;
    case SALON_MESSAGE_CANCELLATION:
      return status == SALON_BOOKING_CANCELLED;
    case SALON_MESSAGE_THANKS:
      return status == SALON_BOOKING_ARRIVED || status == SALON_BOOKING_COMPLETED;
    case SALON_MESSAGE_VOUCHER:
    case SALON_MESSAGE_EXPIRY:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

gboolean
salon_message_kind_needs_consent (SalonMessageKind kind, SalonMessageMedium medium)
{
  if (medium == SALON_MESSAGE_SMS)
    return TRUE;
  return kind == SALON_MESSAGE_REMINDER || kind == SALON_MESSAGE_EXPIRY
         || kind == SALON_MESSAGE_THANKS;
}

gboolean
salon_message_kind_is_ahead (SalonMessageKind kind)
{
  return kind == SALON_MESSAGE_CONFIRMATION || kind == SALON_MESSAGE_CHANGE
         || kind == SALON_MESSAGE_CANCELLATION || kind == SALON_MESSAGE_REMINDER;
}
