/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-row-batch.h"

#include <string.h>

#include "salon-json.h"

/* No text begins there. */
#define NULL_OFFSET G_MAXSIZE

struct _SalonRowBatch
{
  gatomicrefcount references;
  const SalonTable *table;
  GByteArray *texts; /* each with its zero */
  GArray *offsets;   /* of gsize: where the text of each value begins */
  gsize n_checked;   /* rows, from the first on */
};

G_DEFINE_BOXED_TYPE (SalonRowBatch, salon_row_batch, salon_row_batch_ref, salon_row_batch_unref)

SalonRowBatch *
salon_row_batch_new (const SalonTable *table)
{
  SalonRowBatch *self = NULL;

  g_return_val_if_fail (table != NULL, NULL);

  self = g_new0 (SalonRowBatch, 1);
  g_atomic_ref_count_init (&self->references);
  self->table = table;
  self->texts = g_byte_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

SalonRowBatch *
salon_row_batch_ref (SalonRowBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_row_batch_unref (SalonRowBatch *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_byte_array_unref (self->texts);
  g_array_unref (self->offsets);
  g_free (self);
}

void
salon_row_batch_append (SalonRowBatch *self, const char *const *values)
{
  g_return_if_fail (self != NULL && values != NULL);

  for (gsize i = 0; i < self->table->n_columns; i++)
    {
      gsize offset = values[i] != NULL ? self->texts->len : NULL_OFFSET;

      g_array_append_val (self->offsets, offset);
      if (values[i] != NULL)
        g_byte_array_append (self->texts, (const guint8 *) values[i], strlen (values[i]) + 1);
    }
}

const SalonTable *
salon_row_batch_get_table (SalonRowBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->table;
}

gsize
salon_row_batch_get_n_rows (SalonRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->offsets->len / self->table->n_columns;
}

const char *
salon_row_batch_get_value (SalonRowBatch *self, gsize row, gsize column)
{
  gsize index;
  gsize offset;

  g_return_val_if_fail (self != NULL && column < self->table->n_columns, NULL);
  /* Not by the number of rows: to divide for each of a few million values is to be seen. */
  index = row * self->table->n_columns + column;
  g_return_val_if_fail (index < self->offsets->len, NULL);

  offset = g_array_index (self->offsets, gsize, index);
  return offset != NULL_OFFSET ? (const char *) self->texts->data + offset : NULL;
}

static gboolean
check_row (SalonRowBatch *self, gsize row, GError **error)
{
  for (gsize i = 0; i < self->table->n_columns; i++)
    if (!salon_column_check_text (self->table, &self->table->columns[i],
                                  salon_row_batch_get_value (self, row, i), error))
      return FALSE;
  return TRUE;
}

gboolean
salon_row_batch_check (SalonRowBatch *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (; self->n_checked < salon_row_batch_get_n_rows (self); self->n_checked++)
    if (!check_row (self, self->n_checked, error))
      {
        const char *id = salon_row_batch_get_value (self, self->n_checked, 0);

        g_prefix_error (error, "%s %s: ", self->table->name, id != NULL ? id : "NULL");
        return FALSE;
      }
  return TRUE;
}

/* @text has been checked. */
static JsonNode *
read_value (const SalonColumn *column, const char *text)
{
  if (text == NULL)
    return json_node_new (JSON_NODE_NULL);
  switch (column->kind)
    {
    case SALON_KIND_UUID:
    case SALON_KIND_TEXT:
    case SALON_KIND_MONEY:
    case SALON_KIND_DATE:
    case SALON_KIND_TIME:
    case SALON_KIND_INSTANT:
      return json_node_init_string (json_node_alloc (), text);
    case SALON_KIND_INTEGER:
      return json_node_init_int (json_node_alloc (), g_ascii_strtoll (text, NULL, 10));
    case SALON_KIND_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), *text == 't');
    case SALON_KIND_JSON:
      return salon_json_parse (text, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, NULL);
    }
  g_return_val_if_reached (NULL);
}

JsonObject *
salon_row_batch_dup_row (SalonRowBatch *self, gsize row, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL && row < salon_row_batch_get_n_rows (self), NULL);

  for (gsize i = 0; i < self->table->n_columns; i++)
    {
      const SalonColumn *column = &self->table->columns[i];
      const char *text = salon_row_batch_get_value (self, row, i);

      if (!salon_column_check_text (self->table, column, text, error))
        return NULL;
      json_object_set_member (object, column->name, read_value (column, text));
    }
  return g_steal_pointer (&object);
}
