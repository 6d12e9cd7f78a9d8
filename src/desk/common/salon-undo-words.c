/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-undo-words.h"

#include <glib/gi18n-lib.h>

#include "core/salon-booking.h"

static gboolean
takes_back_payment (SalonChange *applied)
{
  for (gsize i = 0; i < salon_change_get_n_edits (applied); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (applied, i);

      if (edit->op == SALON_EDIT_INSERT && g_str_equal (edit->table->name, "payments")
          && json_object_has_member (edit->set, "reverses")
          && !json_object_get_null_member (edit->set, "reverses"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
cancels_instead (SalonChange *applied)
{
  for (gsize i = 0; i < salon_change_get_n_edits (applied); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (applied, i);

      if (edit->op == SALON_EDIT_UPDATE && g_str_equal (edit->table->name, "bookings")
          && g_strcmp0 (json_object_get_string_member_with_default (edit->set,
                                                                    "cancellation_reason", NULL),
                        SALON_BOOKING_UNDONE)
               == 0)
        return TRUE;
    }
  return FALSE;
}

char *
salon_undo_words_undone (SalonChange *applied)
{
  const char *label = NULL;

  g_return_val_if_fail (applied != NULL, NULL);

  label = salon_change_get_label (applied);
  if (cancels_instead (applied))
    /* Translators: a toast; %s is what was undone */
    return g_strdup_printf (_ ("Undone: %s. Payments stay, so the booking is cancelled."), label);
  if (takes_back_payment (applied))
    /* Translators: a toast; %s is a payment that was undone */
    return g_strdup_printf (_ ("Undone: %s. The till keeps both: paid, and taken back."), label);
  /* Translators: a toast; %s is what was undone: "Undone: Move Marie Durand to …" */
  return g_strdup_printf (_ ("Undone: %s"), label);
}

char *
salon_undo_words_redone (SalonChange *applied)
{
  const char *label = NULL;

  g_return_val_if_fail (applied != NULL, NULL);

  label = salon_change_get_label (applied);
  if (takes_back_payment (applied))
    /* Translators: a toast; %s is a payment that was taken back and is made again */
    return g_strdup_printf (_ ("Redone: %s. The till keeps every step of it."), label);
  /* Translators: a toast; %s is what was redone: "Redone: Move Marie Durand to …" */
  return g_strdup_printf (_ ("Redone: %s"), label);
}
