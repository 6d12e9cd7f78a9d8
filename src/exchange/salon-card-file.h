/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients as address cards (.vcf): written as version 3.0, which telephones of every age read, or 4.0
 * (RFC 6350); read in both. Allergies and consents are nobody else's business and are not written.
 */
#pragma once

#include "core/salon-client.h"

#include "salon-foreign-rows.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_CARD_VERSION_3,
  SALON_CARD_VERSION_4,
} SalonCardVersion;

/* @clients: of SalonClient */
GBytes *salon_card_file_write (GPtrArray *clients, SalonCardVersion version);
/* Fails with EMPTY, TOO_LARGE, NO_TEXT or NO_CARDS of SALON_EXCHANGE_ERROR. */
SalonForeignRows *salon_card_file_read (const guint8 *bytes, gsize size, GError **error);

G_END_DECLS
