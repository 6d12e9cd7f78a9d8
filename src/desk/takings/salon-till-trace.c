/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-till-trace.h"

#include "store/salon-till.h"

typedef struct
{
  char *version;
  gint64 now;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->version);
  g_free (opening);
}

static gpointer
note_in_worker (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Opening *opening = data;

  if (!salon_till_note_opening (store, opening->version, opening->now, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* The session may be gone: then so is whoever could be told. */
static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *place = data;
  g_autoptr (SalonSession) session = g_weak_ref_get (place);
  g_autoptr (GError) error = NULL;

  salon_worker_run_finish (SALON_WORKER (source), result, &error);
  if (error != NULL && session != NULL)
    salon_session_report (session, error);
  g_weak_ref_clear (place);
  g_free (place);
}

void
salon_till_trace_opening (SalonSession *session, const char *version)
{
  Opening *opening = NULL;
  GWeakRef *place = NULL;

  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (version != NULL);

  if (salon_session_is_read_only (session))
    return;
  opening = g_new0 (Opening, 1);
  opening->version = g_strdup (version);
  opening->now = salon_session_get_instant (session);
  place = g_new0 (GWeakRef, 1);
  g_weak_ref_init (place, session);
  salon_worker_run_async (salon_session_get_worker (session), note_in_worker, opening, opening_free,
                          NULL, NULL, noted_cb, place);
}
