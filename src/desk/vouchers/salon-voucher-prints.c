/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-prints.h"

#include "store/salon-gift-card-list.h"

typedef struct
{
  GPtrArray *ids; /* ends with NULL */
  gint64 now;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_ptr_array_unref (note->ids);
  g_free (note);
}

guint
salon_voucher_prints_count (SalonSession *session, const char *card_id)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), 0);
  g_return_val_if_fail (card_id != NULL, 0);

  return (
    guint) MAX (0, salon_reader_count_prints (salon_session_get_reader (session), card_id, NULL));
}

static gpointer
note_in_worker (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Note *note = data;

  salon_gift_card_list_note_prints (store, (const char *const *) note->ids->pdata, note->now,
                                    error);
  return NULL;
}

void
salon_voucher_prints_note (SalonSession *session,
                           const SalonVoucherCard *cards,
                           gsize n_cards,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Note *note = g_new0 (Note, 1);

  note->ids = g_ptr_array_new_with_free_func (g_free);
  note->now = salon_session_get_instant (session);
  for (gsize i = 0; i < n_cards; i++)
    if (cards[i].id != NULL)
      g_ptr_array_add (note->ids, g_strdup (cards[i].id));
  g_ptr_array_add (note->ids, NULL);
  salon_worker_run_async (salon_session_get_worker (session), note_in_worker, note, note_free, NULL,
                          NULL, callback, user_data);
}
