/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-wish.h"

#include <glib/gi18n-lib.h>

#include "core/salon-phone.h"
#include "messages/salon-message-acts.h"
#include "store/salon-id.h"

#define TABLE "notifications"

void
salon_message_wish_free (SalonMessageWish *self)
{
  g_free (self->booking_id);
  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self);
}

SalonMessageSettings *
salon_message_wish_read_settings (SalonSession *session)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) rows =
    salon_reader_list_rows (salon_session_get_reader (session), "salon_settings", NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (texts, g_strdup (json_object_get_string_member (row, "key")),
                           json_to_string (json_object_get_member (row, "value"), FALSE));
    }
  return salon_message_settings_new (texts);
}

static gboolean
has_any (const SalonMessageMedia *media)
{
  return media->by[SALON_MESSAGE_SMS] || media->by[SALON_MESSAGE_EMAIL];
}

/* Whom nobody knows by more than this booking has left her number to be told of it. */
static gboolean
agrees (SalonClient *client, SalonMessageKind kind, SalonMessageMedium medium)
{
  const SalonClientFields *who = client != NULL ? salon_client_get_fields (client) : NULL;

  if (who == NULL || !salon_message_kind_needs_consent (kind, medium))
    return TRUE;
  return medium == SALON_MESSAGE_SMS ? who->sms_consent : who->email_consent;
}

static void
find_media (SalonMessageWish *self, SalonSession *session, SalonClient *client)
{
  g_autoptr (SalonMessageSettings) settings = salon_message_wish_read_settings (session);
  const char *const addresses[SALON_N_MESSAGE_MEDIA] = {
    [SALON_MESSAGE_SMS] = self->phone,
    [SALON_MESSAGE_EMAIL] = self->email,
  };

  for (int i = 0; i < SALON_N_MESSAGE_MEDIA; i++)
    self->media.by[i] =
      addresses[i] != NULL && agrees (client, self->kind, (SalonMessageMedium) i)
      && salon_message_settings_is_on (settings, self->kind, (SalonMessageMedium) i);
}

static char *
dup_phone (const char *phone)
{
  char *e164 = NULL;

  if (phone != NULL && *phone != '\0')
    salon_phone_parse (phone, &e164, NULL);
  return e164;
}

/* What is on her card counts, else what the booking was made with. */
static const char *
choose (const char *of_card, const char *of_booking)
{
  if (of_card != NULL && *of_card != '\0')
    return of_card;
  return of_booking != NULL && *of_booking != '\0' ? of_booking : NULL;
}

SalonMessageWish *
salon_message_wish_new (SalonSession *session,
                        SalonMessageKind kind,
                        const SalonBookingFields *fields,
                        SalonClient *client)
{
  const SalonClientFields *who = client != NULL ? salon_client_get_fields (client) : NULL;
  g_autoptr (SalonMessageWish) self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (fields != NULL && fields->id != NULL, NULL);

  if (salon_moment (fields->day, fields->minute) <= salon_session_get_now (session))
    return NULL;
  self = g_new0 (SalonMessageWish, 1);
  self->kind = kind;
  self->booking_id = g_strdup (fields->id);
  self->name = g_strdup (fields->client_name);
  self->phone = dup_phone (choose (who != NULL ? who->phone : NULL, fields->client_phone));
  self->email = g_strdup (choose (who != NULL ? who->email : NULL, fields->client_email));
  self->start = salon_moment (fields->day, fields->minute);
  find_media (self, session, client);
  return has_any (&self->media) ? g_steal_pointer (&self) : NULL;
}

/* --- What a change has done --- */

/* The only booking that @change is about; NULL: none, or several, or the client is told already. */
static const SalonEdit *
find_edit (SalonChange *change)
{
  const SalonEdit *found = NULL;

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (g_str_equal (edit->table->name, TABLE))
        return NULL;
      if (!g_str_equal (edit->table->name, "bookings"))
        continue;
      if (found != NULL)
        return NULL;
      found = edit;
    }
  return found;
}

static const char *
get_text (JsonObject *row, const char *member)
{
  return row != NULL ? json_object_get_string_member_with_default (row, member, NULL) : NULL;
}

static gboolean
is_moved (const SalonEdit *edit)
{
  return json_object_has_member (edit->set, "booking_date")
         || json_object_has_member (edit->set, "booking_time");
}

/* FALSE: nothing that a client has to know. */
static gboolean
find_kind (const SalonEdit *edit, SalonBookingStatus status, SalonMessageKind *kind)
{
  const char *became = get_text (edit->set, "status");
  const char *was = get_text (edit->was, "status");

  if (edit->op == SALON_EDIT_DELETE)
    return FALSE;
  if (edit->op == SALON_EDIT_INSERT)
    *kind = SALON_MESSAGE_CONFIRMATION;
  else if (g_strcmp0 (became, "cancelled") == 0)
    {
      *kind = SALON_MESSAGE_CANCELLATION;
      return g_strcmp0 (was, "pending") == 0 || g_strcmp0 (was, "confirmed") == 0;
    }
  else if (g_strcmp0 (became, "confirmed") == 0 && g_strcmp0 (was, "pending") == 0)
    *kind = SALON_MESSAGE_CONFIRMATION;
  else if (is_moved (edit))
    *kind = SALON_MESSAGE_CHANGE;
  else
    return FALSE;
  return status == SALON_BOOKING_CONFIRMED;
}

SalonMessageWish *
salon_message_wish_find (SalonSession *session, SalonChange *change)
{
  SalonReader *reader = NULL;
  const SalonEdit *edit = NULL;
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonClient) client = NULL;
  const SalonBookingFields *fields = NULL;
  SalonMessageKind kind;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  edit = change != NULL ? find_edit (change) : NULL;
  if (edit == NULL)
    return NULL;
  reader = salon_session_get_reader (session);
  booking = salon_reader_get_booking (reader, edit->id, NULL);
  if (booking == NULL)
    return NULL;
  fields = salon_booking_get_fields (booking);
  if (!find_kind (edit, fields->status, &kind))
    return NULL;
  if (fields->client_id != NULL)
    client = salon_reader_get_client (reader, fields->client_id, NULL);
  return salon_message_wish_new (session, kind, fields, client);
}

/* --- Rows --- */

static char *
format_start (SalonMoment start)
{
  g_autofree char *day = salon_day_format (salon_moment_get_day (start));
  g_autofree char *minute = salon_minute_format (salon_moment_get_minute (start));

  return g_strdup_printf ("%sT%s", day, minute);
}

/* Does a message wait, or is it on its way, that says the same? */
static gboolean
is_wished_already (SalonSession *session, const SalonMessageRow *row)
{
  g_autoptr (GPtrArray) records =
    salon_message_list_of_booking (salon_session_get_reader (session), row->booking_id, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const SalonMessageRow *other = ((SalonMessageRecord *) records->pdata[i])->row;

      if (other->kind == row->kind && other->medium == row->medium
          && g_strcmp0 (other->starts_at, row->starts_at) == 0
          && (other->status == SALON_MESSAGE_PENDING || other->status == SALON_MESSAGE_SENDING))
        return TRUE;
    }
  return FALSE;
}

/* There is one reminder of a visit, whoever thinks of it first. */
static char *
make_id (const SalonMessageWish *self, SalonMessageMedium medium, const char *starts_at)
{
  return self->kind == SALON_MESSAGE_REMINDER
           ? salon_message_make_id (self->booking_id, self->kind, medium, starts_at)
           : salon_id_new ();
}

void
salon_message_wish_add (const SalonMessageWish *self,
                        SalonSession *session,
                        gint64 now,
                        SalonChangeBuilder *builder)
{
  g_autofree char *starts_at = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (builder != NULL);

  starts_at = format_start (self->start);
  for (int medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      g_autofree char *id = make_id (self, (SalonMessageMedium) medium, starts_at);
      const SalonMessageRow row = {
        .id = id,
        .booking_id = self->booking_id,
        .kind = self->kind,
        .medium = (SalonMessageMedium) medium,
        .recipient = medium == SALON_MESSAGE_SMS ? self->phone : self->email,
        .status = SALON_MESSAGE_PENDING,
        .starts_at = starts_at,
        .due_at = self->kind == SALON_MESSAGE_REMINDER ? now : now + SALON_MESSAGE_GRACE_SECONDS,
      };

      if (self->media.by[medium] && !is_wished_already (session, &row))
        salon_message_acts_add_insert (&row, builder);
    }
}

SalonChange *
salon_message_wish_join (const SalonMessageWish *self,
                         SalonSession *session,
                         gint64 now,
                         SalonChange *change)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (change != NULL, NULL);

  salon_message_wish_add (self, session, now, builder);
  if (salon_change_builder_is_empty (builder))
    return salon_change_ref (change);
  g_ptr_array_add (parts, salon_change_ref (change));
  g_ptr_array_add (parts, salon_change_builder_end (builder, salon_change_get_label (change)));
  return salon_change_join (parts);
}

SalonChange *
salon_message_wish_build_change (const SalonMessageWish *self, SalonSession *session, gint64 now)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  salon_message_wish_add (self, session, now, builder);
  if (salon_change_builder_is_empty (builder))
    return NULL;
  label = salon_message_wish_dup_label (self);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_message_wish_build_voucher (const char *card_id,
                                  const char *email,
                                  const char *name,
                                  gint64 now)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *id = salon_id_new ();
  g_autofree char *label = NULL;
  const SalonMessageRow row = {
    .id = id,
    .gift_card_id = (char *) card_id,
    .kind = SALON_MESSAGE_VOUCHER,
    .medium = SALON_MESSAGE_EMAIL,
    .recipient = (char *) email,
    .status = SALON_MESSAGE_PENDING,
    .due_at = now + SALON_MESSAGE_GRACE_SECONDS,
  };

  g_return_val_if_fail (card_id != NULL, NULL);
  g_return_val_if_fail (email != NULL && name != NULL, NULL);

  salon_message_acts_add_insert (&row, builder);
  /* Translators: whom it goes to */
  label = g_strdup_printf (_ ("Send the gift voucher to %s by e-mail"), name);
  return salon_change_builder_end (builder, label);
}

char *
salon_message_wish_dup_label (const SalonMessageWish *self)
{
  const char *media = salon_message_wish_describe_media (self);

  if (self->kind == SALON_MESSAGE_REMINDER)
    /* Translators: client, by what means: "Remind Marie Durand by SMS" */
    return g_strdup_printf (_ ("Remind %1$s by %2$s"), self->name, media);
  /* Translators: client, by what means: "Tell Marie Durand by SMS" */
  return g_strdup_printf (_ ("Tell %1$s by %2$s"), self->name, media);
}

const char *
salon_message_wish_describe_media (const SalonMessageWish *self)
{
  g_return_val_if_fail (self != NULL, "");

  if (!self->media.by[SALON_MESSAGE_EMAIL])
    return C_ ("message", "SMS");
  if (!self->media.by[SALON_MESSAGE_SMS])
    return C_ ("message", "e-mail");
  return C_ ("message", "SMS and e-mail");
}

char *
salon_message_wish_dup_first_name (const SalonMessageWish *self)
{
  const char *end = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  end = strchr (self->name, ' ');
  return end != NULL && end > self->name ? g_strndup (self->name, (gsize) (end - self->name))
                                         : g_strdup (self->name);
}
