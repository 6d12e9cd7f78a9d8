/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * application/x-www-form-urlencoded, as Stripe and Lydia want it: fields in the order in which they
 * were added, everything but letters, digits and "-._~" as %XX. Brackets of a name stay readable only
 * to the other side. One thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SalonForm SalonForm;

SalonForm *salon_form_new (void);
void salon_form_free (SalonForm *self);
/* NULL adds nothing. */
void salon_form_add (SalonForm *self, const char *name, const char *value);
void salon_form_add_int (SalonForm *self, const char *name, gint64 value);
/* Transfer full. */
GBytes *salon_form_to_bytes (SalonForm *self);

/* Text → text; NULL when the bytes are no form. Of fields that come twice the last one. */
GHashTable *salon_form_read (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonForm, salon_form_free)

G_END_DECLS
