/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-service-form.h"

#include <glib/gi18n-lib.h>

#include "common/salon-category.h"
#include "core/salon-error.h"
#include "core/salon-money.h"
#include "core/salon-text.h"
#include "store/salon-id.h"

const char *
salon_service_form_check_name (const char *text)
{
  g_autofree char *name = salon_text_clean (text);

  return *name ? NULL : _ ("A service needs a name.");
}

const char *
salon_service_form_check_category (const char *text)
{
  g_autofree char *category = salon_text_clean (text);

  return *category ? NULL : _ ("Choose a category, or write one of your own.");
}

const char *
salon_service_form_check_price (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);
  g_autoptr (GError) error = NULL;
  gint64 cents;

  if (!*clean)
    return _ ("Write a price; 0 for a service that is free.");
  if (!salon_money_parse (clean, &cents, &error))
    return g_error_matches (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE)
             ? _ ("This price is too high.")
             : _ ("Write the price like 45 or 45.50.");
  return cents < 0 ? _ ("A price cannot be below zero.") : NULL;
}

char *
salon_service_form_dup_category (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);
  g_autofree char *folded = salon_text_fold (clean);

  for (const char *const *key = salon_category_get_keys (); *key; key++)
    {
      g_autofree char *title = salon_text_fold (salon_category_get_title (*key));
      if (g_str_equal (folded, *key) || g_str_equal (folded, title))
        return g_strdup (*key);
    }
  return g_steal_pointer (&clean);
}

static char *
clean_or_null (const char *text)
{
  char *clean = salon_text_clean (text ? text : "");

  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);
  return clean;
}

SalonService *
salon_service_form_read (const SalonServiceForm *form, SalonService *before, int position)
{
  gint64 price_cents;

  if (salon_service_form_check_name (form->name)
      || salon_service_form_check_category (form->category)
      || salon_service_form_check_price (form->price)
      || !salon_money_parse (form->price, &price_cents, NULL))
    return NULL;

  g_autofree char *id = before ? NULL : salon_id_new ();
  g_autofree char *name = salon_text_clean (form->name);
  g_autofree char *category = salon_service_form_dup_category (form->category);
  g_autofree char *description = clean_or_null (form->description);
  SalonServiceFields fields = { .id = id, .position = position };

  if (before)
    fields = *salon_service_get_fields (before);
  fields.name = name;
  fields.category = category;
  fields.description = description;
  fields.duration_minutes = CLAMP (form->duration_minutes, 1, SALON_SERVICE_LONGEST_MINUTES);
  fields.buffer_before_minutes =
    CLAMP (form->buffer_before_minutes, 0, SALON_SERVICE_LONGEST_BUFFER_MINUTES);
  fields.buffer_minutes = CLAMP (form->buffer_minutes, 0, SALON_SERVICE_LONGEST_BUFFER_MINUTES);
  fields.price_cents = price_cents;
  fields.is_active = form->is_active;
  return salon_service_new (&fields);
}

SalonChange *
salon_service_form_change (SalonService *before, SalonService *after)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *name = salon_service_get_fields (after)->name;
  g_autofree char *label = NULL;

  if (before)
    {
      if (!salon_service_add_update (before, after, builder))
        return NULL;
      /* Translators: %s is the name of a service */
      label = g_strdup_printf (_ ("Edit the service “%s”"), name);
    }
  else
    {
      salon_service_add_insert (after, builder);
      /* Translators: %s is the name of a service */
      label = g_strdup_printf (_ ("Add the service “%s”"), name);
    }
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_service_form_archive (SalonService *service, gboolean archive)
{
  SalonServiceFields fields = *salon_service_get_fields (service);
  fields.is_active = !archive;
  g_autoptr (SalonService) after = salon_service_new (&fields);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  if (!salon_service_add_update (service, after, builder))
    return NULL;
  /* Translators: %s is the name of a service */
  g_autofree char *label =
    g_strdup_printf (archive ? _ ("Archive the service “%s”") : _ ("Offer the service “%s” again"),
                     fields.name);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_service_form_delete (SalonService *service)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  /* Translators: %s is the name of a service */
  g_autofree char *label =
    g_strdup_printf (_ ("Delete the service “%s”"), salon_service_get_fields (service)->name);

  salon_service_add_delete (service, builder);
  return salon_change_builder_end (builder, label);
}
