/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Empty texts become NULL here: the store knows "none", the widgets only "". */
#include "salon-booking-save.h"

#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "planning/salon-series-changes.h"
#include "planning/salon-wish-changes.h"

#include <glib/gi18n-lib.h>

static char *
dup_text_or_null (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);
  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

/* Notes keep their lines: only the ends are trimmed. */
static char *
dup_notes_or_null (const char *notes)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (notes));
  return *trimmed != '\0' ? g_steal_pointer (&trimmed) : NULL;
}

SalonClient *
salon_booking_save_make_client (SalonBookingForm *form, gint64 now)
{
  g_autofree char *name = salon_text_clean (salon_booking_form_get_name (form));
  g_autofree char *email = dup_text_or_null (salon_booking_form_get_email (form));
  g_autofree char *phone = NULL;
  gboolean french = salon_format_get_language () == SALON_LANGUAGE_FRENCH;

  salon_phone_parse (salon_booking_form_get_phone (form), &phone, NULL);
  const SalonClientFields fields = {
    .id = salon_booking_form_get_new_client_id (form),
    .name = name,
    .email = email,
    .phone = phone,
    /* What she agrees to, she agrees to for the address that she gave. */
    .sms_consent = phone != NULL && salon_booking_form_has_consent (form),
    .email_consent = email != NULL && salon_booking_form_has_consent (form),
    .language = french ? "fr" : "en",
    .created_at = now,
  };
  return salon_client_new (&fields);
}

/* The reason is kept only where it explains something: not once the booking stands in open hours. */
static char *
dup_forced_reason (SalonBookingForm *form)
{
  SalonSlotState state = salon_booking_form_get_slot_state (form);
  gboolean outside = state == SALON_SLOT_CLOSED || state == SALON_SLOT_TOO_LONG;
  gboolean keeps = !salon_booking_form_needs_slot (form) || outside;
  if (!keeps || !salon_booking_form_is_forced (form))
    return NULL;
  return dup_text_or_null (salon_booking_form_get_forced_reason (form));
}

static SalonBooking *
with_new_status (SalonBooking *booking, SalonBookingForm *form, gint64 now)
{
  SalonBookingStatus status = salon_booking_form_get_status (form);
  if (salon_booking_get_fields (booking)->status == status)
    return g_object_ref (booking);
  return salon_booking_with_status (booking, status, now);
}

/* The booking carries its client's name, phone and mail as they were when she was chosen. */
static void
snapshot_client (SalonBookingFields *fields, const SalonClientFields *who)
{
  if (g_strcmp0 (fields->client_id, who->id) == 0)
    return;
  fields->client_id = who->id;
  fields->client_name = who->name;
  fields->client_email = who->email;
  fields->client_phone = who->phone;
}

/* @client is the one the booking points at; NULL for a passer-by. */
static SalonBooking *
make_booking (SalonBookingForm *form, SalonClient *client, gint64 now)
{
  SalonBooking *before = salon_booking_form_get_booking (form);
  g_autofree char *name = salon_booking_form_dup_display_name (form);
  g_autofree char *email = dup_text_or_null (salon_booking_form_get_email (form));
  g_autofree char *phone = dup_text_or_null (salon_booking_form_get_phone (form));
  g_autofree char *notes = dup_notes_or_null (salon_booking_form_get_notes (form));
  g_autofree char *forced_reason = dup_forced_reason (form);
  SalonBookingFields fields = { .status = SALON_BOOKING_CONFIRMED, .created_at = now };

  if (before != NULL)
    fields = *salon_booking_get_fields (before);
  fields.id = salon_booking_form_get_id (form);
  fields.staff_id = salon_booking_form_get_staff_id (form);
  if (client != NULL)
    snapshot_client (&fields, salon_client_get_fields (client));
  else
    {
      fields.client_id = NULL;
      fields.client_name = name;
      fields.client_email = email;
      fields.client_phone = phone;
    }
  fields.day = salon_booking_form_get_day (form);
  fields.minute = salon_booking_form_get_minute (form);
  fields.duration_minutes = salon_booking_form_get_duration (form);
  fields.buffer_before_minutes = salon_booking_form_get_buffer_before (form);
  fields.buffer_minutes = salon_booking_form_get_buffer (form);
  fields.price_cents = salon_booking_form_get_price (form);
  fields.payment_status = salon_booking_form_get_payment_status (form);
  fields.notes = notes;
  fields.forced_reason = forced_reason;
  fields.lines = salon_booking_form_get_lines (form, &fields.n_lines);

  g_autoptr (SalonBooking) booking = salon_booking_new (&fields);
  return with_new_status (booking, form, now);
}

static char *
make_label (SalonBooking *before, SalonBooking *after)
{
  const SalonBookingFields *fields = salon_booking_get_fields (after);
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_MEDIUM);
  g_autofree char *time = salon_format_minute (fields->minute);

  if (before == NULL)
    /* Translators: client, day, time: "New booking: Marie Durand, Thu 14 Mar 14:30" */
    return g_strdup_printf (_ ("New booking: %s, %s %s"), fields->client_name, day, time);
  /* Translators: client, day, time: "Change booking: Marie Durand, Thu 14 Mar 14:30" */
  return g_strdup_printf (_ ("Change booking: %s, %s %s"), fields->client_name, day, time);
}

SalonChange *
salon_booking_save_build_change (SalonBookingForm *form, gint64 now)
{
  return salon_booking_save_build_series_change (form, NULL, now);
}

/* What comes later goes first when the series moves on, and last when it moves back: no visit comes to
 * stand where one of them still is. */
static void
add_others (GPtrArray *series,
            SalonBooking *before,
            SalonBooking *after,
            SalonChangeBuilder *builder,
            gboolean later)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  SalonMoment start = salon_booking_get_visit (before).start;

  for (guint i = 0; i < series->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (series, i);
      gboolean is_later = salon_booking_get_visit (booking).start > start;

      if (is_later == later
          && g_strcmp0 (salon_booking_get_fields (booking)->id,
                        salon_booking_get_fields (before)->id)
               != 0)
        g_ptr_array_add (others, g_object_ref (booking));
    }
  salon_series_changes_add_move (others, salon_booking_get_visit (after).start - start, builder);
}

SalonChange *
salon_booking_save_build_series_change (SalonBookingForm *form, GPtrArray *series, gint64 now)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (form), NULL);
  g_return_val_if_fail (salon_booking_form_get_problems (form) == SALON_BOOKING_PROBLEM_NONE, NULL);

  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  SalonBooking *before = salon_booking_form_get_booking (form);
  g_autoptr (SalonClient) client = NULL;

  if (salon_booking_form_get_client_kind (form) == SALON_BOOKING_CLIENT_NEW)
    {
      client = salon_booking_save_make_client (form, now);
      salon_client_add_insert (client, builder);
    }
  else
    g_set_object (&client, salon_booking_form_get_client (form));

  g_autoptr (SalonBooking) after = make_booking (form, client, now);
  if (before == NULL)
    {
      salon_booking_add_insert (after, builder);
      if (salon_booking_form_get_wish (form) != NULL)
        salon_wish_changes_add_booked (salon_booking_form_get_wish (form),
                                       salon_booking_form_get_id (form), builder);
    }
  else
    {
      gboolean moves_on =
        salon_booking_get_visit (after).start > salon_booking_get_visit (before).start;

      if (series != NULL)
        add_others (series, before, after, builder, moves_on);
      salon_booking_add_update (before, after, builder);
      if (series != NULL)
        add_others (series, before, after, builder, !moves_on);
    }
  if (salon_change_builder_is_empty (builder))
    return NULL;

  g_autofree char *label = make_label (before, after);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_booking_save_build_cancel (SalonBooking *booking, const char *reason, gint64 now)
{
  g_return_val_if_fail (SALON_IS_BOOKING (booking), NULL);

  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autofree char *clean = dup_text_or_null (reason != NULL ? reason : "");
  g_autofree char *day = salon_format_day (fields.day, SALON_DAY_STYLE_MEDIUM);
  g_autofree char *time = salon_format_minute (fields.minute);
  /* Translators: client, day, time: "Cancel booking: Marie Durand, Thu 14 Mar 14:30" */
  g_autofree char *label =
    g_strdup_printf (_ ("Cancel booking: %s, %s %s"), fields.client_name, day, time);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  fields.cancellation_reason = clean;
  g_autoptr (SalonBooking) explained = salon_booking_new (&fields);
  g_autoptr (SalonBooking) after =
    salon_booking_with_status (explained, SALON_BOOKING_CANCELLED, now);
  salon_booking_add_update (booking, after, builder);
  return salon_change_builder_end (builder, label);
}
