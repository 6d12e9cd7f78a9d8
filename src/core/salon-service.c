/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-service.h"

#include "salon-record.h"

struct _SalonService
{
  GObject parent_instance;
  SalonServiceFields fields; /* its texts lie in `texts` */
  char *texts;
};

G_DEFINE_FINAL_TYPE (SalonService, salon_service, G_TYPE_OBJECT)

#define FIELD(column, type, member)                                                                \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonServiceFields, member) }

static const SalonField stored[] = {
  FIELD ("id", TEXT, id),
  FIELD ("name", TEXT, name),
  FIELD ("category", TEXT, category),
  FIELD ("description", TEXT, description),
  FIELD ("duration_minutes", INTEGER, duration_minutes),
  FIELD ("buffer_minutes", INTEGER, buffer_minutes),
  FIELD ("price", CENTS, price_cents),
  FIELD ("is_active", BOOLEAN, is_active),
  FIELD ("position", INTEGER, position),
  FIELD ("buffer_before_minutes", INTEGER, buffer_before_minutes),
};

static void
salon_service_finalize (GObject *object)
{
  SalonService *self = SALON_SERVICE (object);

  g_free (self->texts);
  G_OBJECT_CLASS (salon_service_parent_class)->finalize (object);
}

static void
salon_service_class_init (SalonServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_service_finalize;
}

static void
salon_service_init (SalonService *self)
{
}

SalonService *
salon_service_new (const SalonServiceFields *fields)
{
  SalonService *self = NULL;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (SALON_TYPE_SERVICE, NULL);
  self->fields = *fields;
  self->texts = g_malloc (salon_record_measure (stored, G_N_ELEMENTS (stored), fields));
  salon_record_pack (stored, G_N_ELEMENTS (stored), &self->fields, self->texts);
  return self;
}

const SalonServiceFields *
salon_service_get_fields (SalonService *self)
{
  g_return_val_if_fail (SALON_IS_SERVICE (self), NULL);
  return &self->fields;
}

static JsonObject *
salon_service_to_row (SalonService *self)
{
  JsonObject *row = json_object_new ();

  salon_record_write (stored, G_N_ELEMENTS (stored), &self->fields, row);
  return row;
}

void
salon_service_add_insert (SalonService *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_SERVICE (self) && builder != NULL);

  row = salon_service_to_row (self);
  salon_change_builder_insert (builder, "services", row);
}

gboolean
salon_service_add_update (SalonService *before, SalonService *after, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;

  g_return_val_if_fail (SALON_IS_SERVICE (before) && SALON_IS_SERVICE (after), FALSE);
  g_return_val_if_fail (builder != NULL, FALSE);

  old = salon_service_to_row (before);
  new = salon_service_to_row (after);
  return salon_change_builder_update (builder, "services", old, new);
}

void
salon_service_add_delete (SalonService *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_SERVICE (self) && builder != NULL);

  row = salon_service_to_row (self);
  salon_change_builder_delete (builder, "services", row);
}
