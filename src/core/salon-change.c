/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-change-private.h"

struct _SalonChange
{
  gatomicrefcount references;
  char *label;
  char *device;
  gint64 seq;
  gint64 at;
  SalonEdits *edits;
};

G_DEFINE_BOXED_TYPE (SalonChange, salon_change, salon_change_ref, salon_change_unref)

void
salon_edit_clear (SalonEdit *edit)
{
  g_clear_pointer (&edit->id, g_free);
  g_clear_pointer (&edit->set, json_object_unref);
  g_clear_pointer (&edit->was, json_object_unref);
}

SalonEdits *
salon_edits_take (GArray *array)
{
  SalonEdits *self = g_new0 (SalonEdits, 1);

  g_atomic_ref_count_init (&self->references);
  self->edits = g_array_steal (array, &self->n_edits);
  for (gsize i = 0; i < self->n_edits; i++)
    {
      json_object_seal (self->edits[i].set);
      json_object_seal (self->edits[i].was);
    }
  return self;
}

static SalonEdits *
salon_edits_ref (SalonEdits *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_edits_unref (SalonEdits *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  for (gsize i = 0; self->origins == NULL && i < self->n_edits; i++)
    salon_edit_clear (&self->edits[i]);
  g_clear_pointer (&self->origins, g_ptr_array_unref);
  g_free (self->edits);
  g_free (self);
}

static SalonEditOp
opposite_of (SalonEditOp op)
{
  switch (op)
    {
    case SALON_EDIT_INSERT:
      return SALON_EDIT_DELETE;
    case SALON_EDIT_DELETE:
      return SALON_EDIT_INSERT;
    case SALON_EDIT_UPDATE:
      return SALON_EDIT_UPDATE;
    }
  g_return_val_if_reached (op);
}

/* Room for @n_edits that borrow what they hold. */
static SalonEdits *
new_borrower (gsize n_edits)
{
  SalonEdits *self = g_new0 (SalonEdits, 1);

  g_atomic_ref_count_init (&self->references);
  self->origins = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_edits_unref);
  self->edits = g_new0 (SalonEdit, n_edits);
  self->n_edits = n_edits;
  return self;
}

static SalonEdits *
salon_edits_invert (SalonEdits *self)
{
  SalonEdits *inverse = NULL;

  if (self->is_inverse)
    return salon_edits_ref (g_ptr_array_index (self->origins, 0));

  inverse = new_borrower (self->n_edits);
  inverse->is_inverse = TRUE;
  g_ptr_array_add (inverse->origins, salon_edits_ref (self));
  for (gsize i = 0; i < self->n_edits; i++)
    {
      const SalonEdit *edit = &self->edits[self->n_edits - 1 - i];

      inverse->edits[i] = (SalonEdit) {
        .op = opposite_of (edit->op),
        .table = edit->table,
        .id = edit->id,
        .set = edit->was,
        .was = edit->set,
      };
    }
  return inverse;
}

SalonChange *
salon_change_new (SalonEdits *edits, const char *label, const char *device, gint64 seq, gint64 at)
{
  SalonChange *self = g_new0 (SalonChange, 1);

  g_atomic_ref_count_init (&self->references);
  self->label = g_strdup (label);
  self->device = g_strdup (device);
  self->seq = seq;
  self->at = at;
  self->edits = edits;
  return self;
}

SalonChange *
salon_change_ref (SalonChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_change_unref (SalonChange *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->label);
  g_free (self->device);
  salon_edits_unref (self->edits);
  g_free (self);
}

const char *
salon_change_get_label (const SalonChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->label;
}

const char *
salon_change_get_device (const SalonChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->device;
}

gint64
salon_change_get_seq (const SalonChange *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->seq;
}

gint64
salon_change_get_at (const SalonChange *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->at;
}

gsize
salon_change_get_n_edits (const SalonChange *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->edits->n_edits;
}

const SalonEdit *
salon_change_get_edit (const SalonChange *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->edits->n_edits, NULL);
  return &self->edits->edits[index];
}

gboolean
salon_change_touches (const SalonChange *self, const char *table, const char *id)
{
  g_return_val_if_fail (table != NULL, FALSE);

  if (self == NULL)
    return TRUE;
  for (gsize i = 0; i < self->edits->n_edits; i++)
    {
      const SalonEdit *edit = &self->edits->edits[i];

      if (g_str_equal (edit->table->name, table) && (id == NULL || g_str_equal (edit->id, id)))
        return TRUE;
    }
  return FALSE;
}

SalonChange *
salon_change_stamp (SalonChange *self, const char *device, gint64 seq, gint64 at)
{
  g_return_val_if_fail (self != NULL && device != NULL && seq > 0, NULL);
  return salon_change_new (salon_edits_ref (self->edits), self->label, device, seq, at);
}

SalonChange *
salon_change_invert (SalonChange *self, const char *label)
{
  g_return_val_if_fail (self != NULL && label != NULL, NULL);
  return salon_change_new (salon_edits_invert (self->edits), label, NULL, 0, 0);
}

SalonChange *
salon_change_slice (SalonChange *self, gsize first, gsize n)
{
  SalonEdits *slice = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (first <= self->edits->n_edits && n <= self->edits->n_edits - first, NULL);

  slice = new_borrower (n);
  g_ptr_array_add (slice->origins, salon_edits_ref (self->edits));
  for (gsize i = 0; i < n; i++)
    slice->edits[i] = self->edits->edits[first + i];
  return salon_change_new (slice, self->label, NULL, 0, 0);
}

SalonChange *
salon_change_join (GPtrArray *parts)
{
  SalonChange *first = NULL;
  SalonEdits *whole = NULL;
  gsize n_edits = 0;

  g_return_val_if_fail (parts != NULL && parts->len > 0, NULL);

  for (guint i = 0; i < parts->len; i++)
    n_edits += salon_change_get_n_edits (g_ptr_array_index (parts, i));
  whole = new_borrower (n_edits);
  n_edits = 0;
  for (guint i = 0; i < parts->len; i++)
    {
      SalonEdits *part = ((SalonChange *) g_ptr_array_index (parts, i))->edits;

      g_ptr_array_add (whole->origins, salon_edits_ref (part));
      for (gsize k = 0; k < part->n_edits; k++)
        whole->edits[n_edits++] = part->edits[k];
    }
  first = g_ptr_array_index (parts, 0);
  return salon_change_new (whole, first->label, first->device, first->seq, first->at);
}
