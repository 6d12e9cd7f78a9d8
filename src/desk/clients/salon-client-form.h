/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner types about a client, checked and made into a value, apart from any widget. A
 * check answers NULL when the text will do, else a sentence that says what to put right. Only the
 * name is needed: a walk-in leaves neither number nor mail.
 */
#pragma once

#include "core/salon-client.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *phone; /* as people write it */
  const char *email;
  const char *allergies;
  const char *notes;
  const char *language; /* "fr" or "en" */
  gboolean is_blocked;
  gboolean sms_consent;
  gboolean email_consent;
} SalonClientForm;

const char *salon_client_form_check_name (const char *text);
const char *salon_client_form_check_phone (const char *text);
const char *salon_client_form_check_email (const char *text);
/* Each nullable; what they hold is only as good as the checks say. Newly made, NULL when empty. */
char *salon_client_form_dup_phone (const char *text); /* E.164; NULL when not understood too */
char *salon_client_form_dup_email (const char *text); /* lower case */

/* NULL when a check fails. @before (nullable) keeps its id and history; @now: Unix seconds. */
SalonClient *salon_client_form_read (const SalonClientForm *form, SalonClient *before, gint64 now);
/* NULL when nothing would change. @before NULL: add the client. */
SalonChange *salon_client_form_change (SalonClient *before, SalonClient *after);
/* For a client without bookings: those of the others must keep their name. */
SalonChange *salon_client_form_delete (SalonClient *client);

G_END_DECLS
