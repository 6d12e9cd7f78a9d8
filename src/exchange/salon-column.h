/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column of a foreign table holds, guessed from its title: the names that Planity, Treatwell,
 * Google Contacts, Outlook and people use, in French and English, and those that we write ourselves.
 */
#pragma once

#include "salon-sheet.h"

G_BEGIN_DECLS

/* What the rows of a file are. */
typedef enum
{
  SALON_FOREIGN_CLIENTS,
  SALON_FOREIGN_SERVICES,
  SALON_FOREIGN_BOOKINGS,
  SALON_FOREIGN_CLOSURES, /* days on which the salon is closed */
  SALON_FOREIGN_GIFT_CARDS,
} SalonForeignKind;

#define SALON_N_FOREIGN_KINDS (SALON_FOREIGN_GIFT_CARDS + 1)

typedef enum
{
  SALON_COLUMN_IGNORED,
  SALON_COLUMN_NAME,
  SALON_COLUMN_FIRST_NAME,
  SALON_COLUMN_LAST_NAME,
  SALON_COLUMN_PHONE,
  SALON_COLUMN_OTHER_PHONE, /* when the first one is empty */
  SALON_COLUMN_EMAIL,
  SALON_COLUMN_ALLERGIES,
  SALON_COLUMN_NOTES,
  SALON_COLUMN_SMS_CONSENT,
  SALON_COLUMN_EMAIL_CONSENT,
  SALON_COLUMN_BLOCKED,
  SALON_COLUMN_LANGUAGE,
  SALON_COLUMN_CREATED,
  SALON_COLUMN_SERVICE, /* its name; of a booking perhaps several, with " + " between them */
  SALON_COLUMN_CATEGORY,
  SALON_COLUMN_DESCRIPTION,
  SALON_COLUMN_DURATION,
  SALON_COLUMN_BUFFER,
  SALON_COLUMN_PRICE,
  SALON_COLUMN_ACTIVE,
  SALON_COLUMN_DETAILS, /* our own: length, buffer and price of each service of a booking */
  SALON_COLUMN_DAY,
  SALON_COLUMN_LAST_DAY,
  SALON_COLUMN_TIME,
  SALON_COLUMN_END_TIME,
  SALON_COLUMN_STATUS,
  SALON_COLUMN_PAYMENT_STATUS,
  SALON_COLUMN_REASON, /* of a closed day, or of a cancellation */
  /* Gift cards */
  SALON_COLUMN_CODE,
  SALON_COLUMN_VALUE,
  SALON_COLUMN_REMAINING,
  SALON_COLUMN_RECIPIENT,
  SALON_COLUMN_RECIPIENT_EMAIL,
  SALON_COLUMN_BUYER,
  SALON_COLUMN_BUYER_EMAIL,
  SALON_COLUMN_BOUGHT,
  SALON_COLUMN_EXPIRES,
  SALON_COLUMN_MESSAGE,
  SALON_COLUMN_COMPLIMENTARY,
} SalonColumnField;

#define SALON_N_COLUMN_FIELDS (SALON_COLUMN_COMPLIMENTARY + 1)

/* Is there sense in a column of that kind there? */
gboolean salon_column_field_is_for (SalonColumnField field, SalonForeignKind kind);
/* A word that stays the same, to remember a choice by; and back. */
const char *salon_column_field_to_key (SalonColumnField field);
gboolean salon_column_field_from_key (const char *key, SalonColumnField *field);

/* The field of a column, for each of the sheet (free it with g_free). No field but IGNORED twice. */
SalonColumnField *salon_column_guess_fields (SalonSheet *sheet, SalonForeignKind kind);
SalonForeignKind salon_column_guess_kind (SalonSheet *sheet);
/* The title that we write over a column; what is written so is recognised. Transfer none. */
const char *salon_column_get_title (SalonColumnField field, SalonForeignKind kind);

G_END_DECLS
