/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemas as openapi.json has them. */
#include "salon-server-schema.h"

static void
add_text_limits (const SalonServerField *field, yyjson_mut_doc *doc, yyjson_mut_val *json)
{
  gboolean unlimited = field->minimum == 0 && field->maximum == 0;

  yyjson_mut_obj_add_int (doc, json, "minLength", unlimited ? 1 : field->minimum);
  yyjson_mut_obj_add_int (doc, json, "maxLength", unlimited ? 255 : field->maximum);
}

static void
add_choices (const SalonServerField *field, yyjson_mut_doc *doc, yyjson_mut_val *json)
{
  yyjson_mut_val *choices = yyjson_mut_obj_add_arr (doc, json, "enum");

  for (gsize i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
    yyjson_mut_arr_add_str (doc, choices, field->choices[i]);
  if ((field->flags & (SALON_SERVER_FIELD_NULLABLE | SALON_SERVER_FIELD_ARRAY))
      == SALON_SERVER_FIELD_NULLABLE)
    yyjson_mut_arr_add_null (doc, choices);
}

static void
add_string (const SalonServerField *field, yyjson_mut_doc *doc, yyjson_mut_val *json)
{
  static const struct
  {
    SalonServerKind kind;
    const char *member, *value;
  } forms[] = {
    { SALON_SERVER_KIND_UUID, "format", "uuid" },
    { SALON_SERVER_KIND_DATE, "format", "date" },
    { SALON_SERVER_KIND_INSTANT, "format", "date-time" },
    { SALON_SERVER_KIND_EMAIL, "format", "email" },
    { SALON_SERVER_KIND_MONEY, "pattern", "^-?[0-9]+\\.[0-9]{2}$" },
    { SALON_SERVER_KIND_TIME, "pattern", "^[0-2][0-9]:[0-5][0-9](:00)?$" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].kind == field->kind)
      yyjson_mut_obj_add_str (doc, json, forms[i].member, forms[i].value);
  if (field->kind == SALON_SERVER_KIND_TEXT)
    add_text_limits (field, doc, json);
  if (field->kind == SALON_SERVER_KIND_CHOICE)
    add_choices (field, doc, json);
}

static void
add_type (const SalonServerField *field,
          const char *type,
          yyjson_mut_doc *doc,
          yyjson_mut_val *json)
{
  yyjson_mut_val *types;

  if ((field->flags & SALON_SERVER_FIELD_NULLABLE) == 0)
    {
      yyjson_mut_obj_add_str (doc, json, "type", type);
      return;
    }
  types = yyjson_mut_obj_add_arr (doc, json, "type");
  yyjson_mut_arr_add_str (doc, types, type);
  yyjson_mut_arr_add_str (doc, types, "null");
}

static yyjson_mut_val *
refer (const SalonServerSchema *schema, yyjson_mut_doc *doc)
{
  yyjson_mut_val *json = yyjson_mut_obj (doc);
  g_autofree char *reference = g_strconcat ("#/components/schemas/", schema->name, NULL);

  yyjson_mut_obj_add_strcpy (doc, json, "$ref", reference);
  return json;
}

static yyjson_mut_val *
refer_or_null (const SalonServerField *field, yyjson_mut_doc *doc)
{
  yyjson_mut_val *json = yyjson_mut_obj (doc);
  yyjson_mut_val *any = yyjson_mut_obj_add_arr (doc, json, "anyOf");
  yyjson_mut_val *null = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_str (doc, null, "type", "null");
  yyjson_mut_arr_append (any, refer (field->schema, doc));
  yyjson_mut_arr_append (any, null);
  return json;
}

static yyjson_mut_val *
one_to_json (const SalonServerField *field, yyjson_mut_doc *doc)
{
  yyjson_mut_val *json = yyjson_mut_obj (doc);

  switch (field->kind)
    {
    case SALON_SERVER_KIND_OBJECT:
      return (field->flags & SALON_SERVER_FIELD_NULLABLE) != 0 ? refer_or_null (field, doc)
                                                               : refer (field->schema, doc);
    case SALON_SERVER_KIND_ANY:
      break;
    case SALON_SERVER_KIND_BOOLEAN:
      add_type (field, "boolean", doc, json);
      break;
    case SALON_SERVER_KIND_INTEGER:
      add_type (field, "integer", doc, json);
      if (field->minimum != 0 || field->maximum != 0)
        {
          yyjson_mut_obj_add_int (doc, json, "minimum", field->minimum);
          yyjson_mut_obj_add_int (doc, json, "maximum", field->maximum);
        }
      break;
    case SALON_SERVER_KIND_TEXT:
    case SALON_SERVER_KIND_MONEY:
    case SALON_SERVER_KIND_UUID:
    case SALON_SERVER_KIND_DATE:
    case SALON_SERVER_KIND_TIME:
    case SALON_SERVER_KIND_INSTANT:
    case SALON_SERVER_KIND_EMAIL:
    case SALON_SERVER_KIND_PHONE:
    case SALON_SERVER_KIND_CHOICE:
      add_type (field, "string", doc, json);
      add_string (field, doc, json);
      break;
    }
  return json;
}

static yyjson_mut_val *
array_to_json (const SalonServerField *field, yyjson_mut_doc *doc)
{
  SalonServerField item = *field;
  yyjson_mut_val *json = yyjson_mut_obj (doc);

  item.flags = SALON_SERVER_FIELD_OPTIONAL;
  add_type (field, "array", doc, json);
  yyjson_mut_obj_add_val (doc, json, "items", one_to_json (&item, doc));
  if (field->most_items != 0)
    yyjson_mut_obj_add_uint (doc, json, "maxItems", field->most_items);
  return json;
}

yyjson_mut_val *
salon_server_field_to_json (const SalonServerField *field, yyjson_mut_doc *doc)
{
  yyjson_mut_val *json = (field->flags & SALON_SERVER_FIELD_ARRAY) != 0 ? array_to_json (field, doc)
                                                                        : one_to_json (field, doc);

  if (field->summary != NULL)
    yyjson_mut_obj_add_str (doc, json, "description", field->summary);
  return json;
}

yyjson_mut_val *
salon_server_schema_to_json (const SalonServerSchema *self, yyjson_mut_doc *doc)
{
  yyjson_mut_val *json = yyjson_mut_obj (doc);
  yyjson_mut_val *properties, *required = yyjson_mut_arr (doc);

  g_return_val_if_fail (self != NULL, json);

  yyjson_mut_obj_add_str (doc, json, "type", "object");
  properties = yyjson_mut_obj_add_obj (doc, json, "properties");
  for (const SalonServerField *field = self->fields; field->name != NULL; field++)
    {
      yyjson_mut_obj_add_val (doc, properties, field->name,
                              salon_server_field_to_json (field, doc));
      if ((field->flags & SALON_SERVER_FIELD_REQUIRED) != 0)
        yyjson_mut_arr_add_str (doc, required, field->name);
    }
  if (yyjson_mut_arr_size (required) > 0)
    yyjson_mut_obj_add_val (doc, json, "required", required);
  yyjson_mut_obj_add_bool (doc, json, "additionalProperties", FALSE);
  return json;
}
