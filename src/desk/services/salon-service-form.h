/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner types about a service, checked and made into a value, apart from any widget. A
 * check answers NULL when the text will do, else a sentence that says what to put right.
 */
#pragma once

#include "core/salon-service.h"

G_BEGIN_DECLS

#define SALON_SERVICE_LONGEST_MINUTES 1440
#define SALON_SERVICE_LONGEST_BUFFER_MINUTES 240

typedef struct
{
  const char *name;
  const char *category; /* a title of a known category, or any text */
  const char *description;
  const char *price; /* as people write it, "45" or "45,50 €" */
  int duration_minutes;
  int buffer_before_minutes;
  int buffer_minutes;
  gboolean is_active; /* FALSE: archived */
} SalonServiceForm;

const char *salon_service_form_check_name (const char *text);
const char *salon_service_form_check_category (const char *text);
const char *salon_service_form_check_price (const char *text);
/* The key of the known category whose title this is, in whatever case, else the cleaned text. */
char *salon_service_form_dup_category (const char *text);

/* NULL when a check fails. @before (nullable) keeps its id and place; a new one stands at @position. */
SalonService *
salon_service_form_read (const SalonServiceForm *form, SalonService *before, int position);
/* NULL when nothing would change. @before NULL: add it. */
SalonChange *salon_service_form_change (SalonService *before, SalonService *after);
/* Archived services keep their bookings and are offered no more. */
SalonChange *salon_service_form_archive (SalonService *service, gboolean archive);
SalonChange *salon_service_form_delete (SalonService *service);

G_END_DECLS
