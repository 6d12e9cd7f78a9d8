/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-form.h"

#include <glib/gi18n-lib.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "store/salon-id.h"

/* Trimmed, spaces inside as typed: notes have lines. NULL when nothing is left. */
static char *
trim_or_null (const char *text)
{
  char *trimmed = g_strstrip (g_utf8_make_valid (text ? text : "", -1));

  if (*trimmed == '\0')
    g_clear_pointer (&trimmed, g_free);
  return trimmed;
}

static char *
clean_or_null (const char *text)
{
  char *clean = salon_text_clean (text ? text : "");

  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);
  return clean;
}

const char *
salon_client_form_check_name (const char *text)
{
  g_autofree char *name = clean_or_null (text);

  return name ? NULL : _ ("A client needs a name.");
}

const char *
salon_client_form_check_phone (const char *text)
{
  g_autofree char *clean = clean_or_null (text);
  g_autofree char *phone = salon_client_form_dup_phone (text);

  return !clean || phone
           ? NULL
           : _ ("Write the phone number like 06 12 34 56 78, or +32 470 12 34 56 for one abroad.");
}

const char *
salon_client_form_check_email (const char *text)
{
  g_autofree char *email = salon_client_form_dup_email (text);

  return !email || salon_text_is_email (email) ? NULL
                                               : _ ("Write the e-mail like marie@example.com.");
}

char *
salon_client_form_dup_phone (const char *text)
{
  g_autofree char *clean = clean_or_null (text);
  char *e164 = NULL;

  return clean && salon_phone_parse (clean, &e164, NULL) ? e164 : NULL;
}

char *
salon_client_form_dup_email (const char *text)
{
  g_autofree char *clean = clean_or_null (text);

  return clean ? g_utf8_strdown (clean, -1) : NULL;
}

SalonClient *
salon_client_form_read (const SalonClientForm *form, SalonClient *before, gint64 now)
{
  if (salon_client_form_check_name (form->name) || salon_client_form_check_phone (form->phone)
      || salon_client_form_check_email (form->email))
    return NULL;

  g_autofree char *id = before ? NULL : salon_id_new ();
  g_autofree char *name = clean_or_null (form->name);
  g_autofree char *phone = salon_client_form_dup_phone (form->phone);
  g_autofree char *email = salon_client_form_dup_email (form->email);
  g_autofree char *allergies = clean_or_null (form->allergies);
  g_autofree char *notes = trim_or_null (form->notes);
  SalonClientFields fields = { .id = id, .created_at = now };

  if (before)
    fields = *salon_client_get_fields (before);
  fields.name = name;
  fields.phone = phone;
  fields.email = email;
  fields.allergies = allergies;
  fields.notes = notes;
  fields.language = form->language;
  fields.is_blocked = form->is_blocked;
  fields.sms_consent = form->sms_consent;
  fields.email_consent = form->email_consent;
  return salon_client_new (&fields);
}

SalonChange *
salon_client_form_change (SalonClient *before, SalonClient *after)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *name = salon_client_get_fields (after)->name;
  g_autofree char *label = NULL;

  if (before)
    {
      if (!salon_client_add_update (before, after, builder))
        return NULL;
      /* Translators: %s is the name of a client */
      label = g_strdup_printf (_ ("Edit %s"), name);
    }
  else
    {
      salon_client_add_insert (after, builder);
      /* Translators: %s is the name of a client */
      label = g_strdup_printf (_ ("Add %s"), name);
    }
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_client_form_delete (SalonClient *client)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  /* Translators: %s is the name of a client */
  g_autofree char *label =
    g_strdup_printf (_ ("Delete %s"), salon_client_get_fields (client)->name);

  salon_client_add_delete (client, builder);
  return salon_change_builder_end (builder, label);
}
