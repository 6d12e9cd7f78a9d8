/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little card that a client takes home: whose salon it is, when she comes next, and what for.
 * Made of texts alone, as SalonListSheet is.
 */
#pragma once

#include "salon-document.h"

G_BEGIN_DECLS

typedef struct
{
  const char *salon;    /* "Institut Sérénaïa" */
  const char *contact;  /* address and phone, in lines; may be empty */
  const char *title;    /* "Your appointment" */
  const char *client;   /* "Marie Durand" */
  const char *moment;   /* "Thursday 12 March 2026, 14:30" */
  const char *services; /* in lines */
  const char *remark;   /* nullable: how to cancel */
} SalonAppointmentCardTexts;

#define SALON_TYPE_APPOINTMENT_CARD (salon_appointment_card_get_type ())
G_DECLARE_FINAL_TYPE (SalonAppointmentCard,
                      salon_appointment_card,
                      SALON,
                      APPOINTMENT_CARD,
                      SalonDocument)

SalonAppointmentCard *salon_appointment_card_new (const SalonAppointmentCardTexts *texts);

G_END_DECLS
