/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-wish-changes.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "store/salon-id.h"

#define DEFAULT_MINUTES 60
#define SHORTEST_MINUTES 5

static char *
clean_or_null (const char *text)
{
  char *clean = salon_text_clean (text != NULL ? text : "");

  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);
  return clean;
}

/* Who, as the form has her: a card of the salon, or what was typed. */
static void
take_client (SalonWishFields *fields, SalonBookingForm *form, char **phone, char **email)
{
  SalonClient *client = salon_booking_form_get_client (form);

  if (client != NULL)
    {
      const SalonClientFields *who = salon_client_get_fields (client);

      fields->client_id = who->id;
      *phone = g_strdup (who->phone);
      *email = g_strdup (who->email);
      return;
    }
  fields->client_id = NULL;
  if (!salon_phone_parse (salon_booking_form_get_phone (form), phone, NULL))
    *phone = clean_or_null (salon_booking_form_get_phone (form));
  *email = clean_or_null (salon_booking_form_get_email (form));
}

static GStrv
list_services (SalonBookingForm *form)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gsize n_lines;
  const SalonBookingLine *lines = salon_booking_form_get_lines (form, &n_lines);

  for (gsize i = 0; i < n_lines; i++)
    if (lines[i].service_id != NULL)
      g_strv_builder_add (ids, lines[i].service_id);
  return g_strv_builder_end (ids);
}

SalonChange *
salon_wish_changes_save (SalonWish *before,
                         SalonBookingForm *form,
                         const SalonWishTimes *times,
                         gint64 now)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *name = salon_booking_form_dup_display_name (form);
  g_autofree char *notes = clean_or_null (times->notes);
  g_autofree char *phone = NULL;
  g_autofree char *email = NULL;
  g_auto (GStrv) services = list_services (form);
  int duration = salon_booking_form_get_duration (form);
  SalonWishFields fields = { .id = id, .created_at = now };
  g_autoptr (SalonWish) after = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = NULL;

  if (before != NULL)
    fields = *salon_wish_get_fields (before);
  take_client (&fields, form, &phone, &email);
  fields.client_name = name;
  fields.client_phone = phone;
  fields.client_email = email;
  fields.service_ids = (const char *const *) services;
  fields.duration_minutes =
    CLAMP (duration > 0 ? duration : DEFAULT_MINUTES, SHORTEST_MINUTES, SALON_DAY_MINUTES);
  fields.from = times->from;
  fields.to = times->to;
  fields.weekdays = times->weekdays;
  fields.start_minute = times->start_minute;
  fields.end_minute = times->end_minute;
  fields.notes = notes;
  after = salon_wish_new (&fields);
  if (before == NULL)
    salon_wish_add_insert (after, builder);
  else if (!salon_wish_add_update (before, after, builder))
    return NULL;
  label = g_strdup_printf (before == NULL
                             /* Translators: a client */
                             ? _ ("Put %s on the waiting list")
                             /* Translators: a client */
                             : _ ("Change what %s waits for"),
                           name);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_wish_changes_remove (SalonWish *wish)
{
  SalonWishFields fields = *salon_wish_get_fields (wish);
  g_autoptr (SalonWish) after = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = NULL;

  fields.status = SALON_WISH_GONE;
  after = salon_wish_new (&fields);
  if (!salon_wish_add_update (wish, after, builder))
    return NULL;
  /* Translators: a client */
  label = g_strdup_printf (_ ("%s does not wait any more"), fields.client_name);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_wish_changes_offer (SalonWish *wish, SalonMoment start, gint64 now)
{
  g_autoptr (SalonWish) after = salon_wish_with_offer (wish, start, now);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *when = salon_format_moment (start);
  g_autofree char *label = NULL;

  if (!salon_wish_add_update (wish, after, builder))
    return NULL;
  /* Translators: a client, a day and time */
  label =
    g_strdup_printf (_ ("%1$s was told of %2$s"), salon_wish_get_fields (wish)->client_name, when);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_wish_changes_decline (SalonWish *wish)
{
  g_autoptr (SalonWish) after = salon_wish_without_offer (wish);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = NULL;

  if (!salon_wish_add_update (wish, after, builder))
    return NULL;
  /* Translators: a client */
  label = g_strdup_printf (_ ("%s declined, and waits for another time"),
                           salon_wish_get_fields (wish)->client_name);
  return salon_change_builder_end (builder, label);
}

void
salon_wish_changes_add_booked (SalonWish *wish, const char *booking_id, SalonChangeBuilder *builder)
{
  SalonWishFields fields = *salon_wish_get_fields (wish);
  g_autoptr (SalonWish) after = NULL;

  fields.status = SALON_WISH_BOOKED;
  fields.booking_id = booking_id;
  after = salon_wish_new (&fields);
  salon_wish_add_update (wish, after, builder);
}
