/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every page of the site says of the salon, read from its settings. Never changes after it was read; kept
 * until something of the catalogue changes.
 */
#pragma once

#include "core/salon-opening-hours.h"
#include "salon-server-cache.h"

G_BEGIN_DECLS

typedef struct
{
  /* Never NULL, empty when the salon has not said. */
  char *name;
  char *address; /* lines */
  char *phone;
  char *email;
  char *siret;
  char *tagline;
  char *about; /* paragraphs */
  char *legal;
  char *host;
  char *mediator;
  guint32 main_colour; /* 0xRRGGBB */
  guint32 accent_colour;
  char *colours_name; /* "colours-0123456789.css" */
  GBytes *colours;
  char *share_name; /* "share-0123456789.png": of print/salon-share-picture.h */
  GArray *windows;  /* SalonWeeklyWindow, by weekday and time */
  gboolean has_reviews;
} SalonSiteFacts;

/* From the cache when they are there. */
SalonSiteFacts *salon_site_facts_get (SalonServerContext *context, GError **error);
/* From the cache or not at all: asks no database. Nullable. */
SalonSiteFacts *salon_site_facts_peek (const SalonServerShared *shared);
void salon_site_facts_unref (SalonSiteFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSiteFacts, salon_site_facts_unref)

G_END_DECLS
