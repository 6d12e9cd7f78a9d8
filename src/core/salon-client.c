/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client.h"

#include "salon-record.h"

struct _SalonClient
{
  GObject parent_instance;
  SalonClientFields fields; /* its texts lie in `texts` */
  char *texts;
};

G_DEFINE_FINAL_TYPE (SalonClient, salon_client, G_TYPE_OBJECT)

#define FIELD(column, type, member)                                                                \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonClientFields, member) }

static const SalonField stored[] = {
  FIELD ("id", TEXT, id),
  FIELD ("name", TEXT, name),
  FIELD ("email", TEXT, email),
  FIELD ("phone", TEXT, phone),
  FIELD ("allergies", TEXT, allergies),
  FIELD ("notes", TEXT, notes),
  FIELD ("is_blocked", BOOLEAN, is_blocked),
  FIELD ("sms_consent", BOOLEAN, sms_consent),
  FIELD ("email_consent", BOOLEAN, email_consent),
  FIELD ("language", TEXT, language),
  FIELD ("merged_into", TEXT, merged_into),
  FIELD ("anonymised_at", INSTANT, anonymised_at),
  FIELD ("created_at", INSTANT, created_at),
};

static void
salon_client_finalize (GObject *object)
{
  SalonClient *self = SALON_CLIENT (object);

  g_free (self->texts);
  G_OBJECT_CLASS (salon_client_parent_class)->finalize (object);
}

static void
salon_client_class_init (SalonClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_client_finalize;
}

static void
salon_client_init (SalonClient *self)
{
}

SalonClient *
salon_client_new (const SalonClientFields *fields)
{
  SalonClient *self = NULL;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (SALON_TYPE_CLIENT, NULL);
  self->fields = *fields;
  self->texts = g_malloc (salon_record_measure (stored, G_N_ELEMENTS (stored), fields));
  salon_record_pack (stored, G_N_ELEMENTS (stored), &self->fields, self->texts);
  return self;
}

const SalonClientFields *
salon_client_get_fields (SalonClient *self)
{
  g_return_val_if_fail (SALON_IS_CLIENT (self), NULL);
  return &self->fields;
}

static JsonObject *
salon_client_to_row (SalonClient *self)
{
  JsonObject *row = json_object_new ();

  salon_record_write (stored, G_N_ELEMENTS (stored), &self->fields, row);
  return row;
}

void
salon_client_add_insert (SalonClient *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_CLIENT (self) && builder != NULL);

  row = salon_client_to_row (self);
  salon_change_builder_insert (builder, "clients", row);
}

gboolean
salon_client_add_update (SalonClient *before, SalonClient *after, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;

  g_return_val_if_fail (SALON_IS_CLIENT (before) && SALON_IS_CLIENT (after), FALSE);
  g_return_val_if_fail (builder != NULL, FALSE);

  old = salon_client_to_row (before);
  new = salon_client_to_row (after);
  return salon_change_builder_update (builder, "clients", old, new);
}

void
salon_client_add_delete (SalonClient *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_CLIENT (self) && builder != NULL);

  row = salon_client_to_row (self);
  salon_change_builder_delete (builder, "clients", row);
}
