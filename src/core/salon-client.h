/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client of the salon: an immutable value, edited like SalonService. */
#pragma once

#include <glib-object.h>

#include "salon-change.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *name;      /* as the owner writes it, "Marie Durand" */
  const char *email;     /* nullable */
  const char *phone;     /* nullable, E.164 */
  const char *allergies; /* nullable: shown first, wherever the client is */
  const char *notes;     /* nullable */
  gboolean is_blocked;   /* asked not to come back, or pays first: a warning, never a lock */
  gboolean sms_consent;
  gboolean email_consent;
  const char *language;    /* "fr" or "en" */
  const char *merged_into; /* nullable: id of the client that took this one over */
  gint64 anonymised_at;    /* Unix seconds, 0: not */
  gint64 created_at;       /* Unix seconds */
} SalonClientFields;

#define SALON_TYPE_CLIENT (salon_client_get_type ())
G_DECLARE_FINAL_TYPE (SalonClient, salon_client, SALON, CLIENT, GObject)

SalonClient *salon_client_new (const SalonClientFields *fields);
const SalonClientFields *salon_client_get_fields (SalonClient *self);

void salon_client_add_insert (SalonClient *self, SalonChangeBuilder *builder);
gboolean
salon_client_add_update (SalonClient *before, SalonClient *after, SalonChangeBuilder *builder);
void salon_client_add_delete (SalonClient *self, SalonChangeBuilder *builder);

G_END_DECLS
