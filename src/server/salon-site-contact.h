/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields in which somebody says who she is, on the way to a booking: name, phone, email, note. */
#pragma once

#include "salon-site-form.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SITE_CONTACT_BOOKING, /* name, telephone and mail address */
  SALON_SITE_CONTACT_WAITING, /* a name, and one of them */
} SalonSiteContact;

/* FALSE: something is missing or cannot be, and @form says so beside the field. */
gboolean
salon_site_contact_check (SalonSiteForm *form, SalonSiteContact kind, const SalonSiteWords *words);

/* What is written in @field; NULL when nothing is. Transfer full. */
char *salon_site_contact_dup (const SalonSiteForm *form, const char *field);
/* The same of a telephone, as E.164. */
char *salon_site_contact_dup_phone (const SalonSiteForm *form);

G_END_DECLS
