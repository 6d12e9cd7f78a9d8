/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-messenger.h"

#include <glib/gi18n-lib.h>

#include "messages/salon-messenger-thread.h"

#define LOOK_SECONDS 300
#define STALLED_SECONDS 3600

struct _SalonMessenger
{
  GObject parent_instance;

  SalonSession *session;
  SalonSharing *sharing;
  SalonCarriers *carriers;
  SalonMessengerProvide provide;
  gpointer provide_data;

  SalonMessengerThread *thread; /* NULL: nothing is sent from here */
  gboolean is_stopped;
  gboolean has_failed; /* the last round */
  SalonMessageReport report;
  gint64 started_at;
  gint64 last_at;
  guint alarm;
  gboolean has_alarmed;
};

G_DEFINE_FINAL_TYPE (SalonMessenger, salon_messenger, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FAILED,
  STALLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static const SalonConnectionSettings *
get_shared (SalonMessenger *self)
{
  return self->sharing != NULL ? salon_sharing_get_settings (self->sharing) : NULL;
}

static gboolean
is_at_server (SalonMessenger *self)
{
  const SalonConnectionSettings *shared = get_shared (self);

  return shared != NULL && shared->address != NULL;
}

static gboolean
has_carriers (SalonMessenger *self)
{
  if (self->provide != NULL)
    return TRUE;
  return self->carriers != NULL
         && (salon_carriers_has (self->carriers, SALON_MESSAGE_SMS)
             || salon_carriers_has (self->carriers, SALON_MESSAGE_EMAIL));
}

static void
report_cb (const SalonMessageReport *report, const GError *error, gpointer owner)
{
  SalonMessenger *self = owner;
  guint n_failed = report->n_failed + report->n_unknown;
  gboolean has_written = report->n_sent + n_failed + report->n_skipped > 0;

  self->has_failed = error != NULL;
  self->report = *report;
  if (error == NULL)
    {
      self->last_at = get_now ();
      self->has_alarmed = FALSE;
    }
  else
    g_info ("Messages: %s", error->message);
  /* Rows of a shared salon come with its feed. */
  if (get_shared (self) == NULL && has_written)
    salon_session_receive (self->session, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
  if (n_failed > 0)
    g_signal_emit (self, signals[FAILED], 0, n_failed);
}

static gboolean
alarm_cb (gpointer user_data)
{
  SalonMessenger *self = user_data;
  gint64 since = MAX (self->started_at, self->last_at);

  if (self->thread == NULL || self->has_alarmed || get_now () - since < STALLED_SECONDS)
    return G_SOURCE_CONTINUE;
  self->has_alarmed = TRUE;
  g_signal_emit (self, signals[STALLED], 0);
  return G_SOURCE_CONTINUE;
}

static void
end_thread (SalonMessenger *self)
{
  g_clear_pointer (&self->thread, salon_messenger_thread_end);
  self->report = (SalonMessageReport) { 0 };
  self->has_failed = FALSE;
}

/* Another place, or other carriers: another thread. */
static void
start (SalonMessenger *self)
{
  end_thread (self);
  if (!self->is_stopped && !salon_session_is_sample (self->session)
      && !salon_session_is_read_only (self->session) && !is_at_server (self) && has_carriers (self))
    {
      SalonProviderSettings *settings =
        self->provide == NULL ? salon_carriers_make_settings (self->carriers) : NULL;

      self->started_at = get_now ();
      self->has_alarmed = FALSE;
      self->thread =
        salon_messenger_thread_new (self->session, get_shared (self), settings, self->provide,
                                    self->provide_data, report_cb, G_OBJECT (self));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
carriers_lost_cb (SalonMessenger *self)
{
  g_signal_emit_by_name (self->session, "done",
                         _ ("The keys of your messages cannot be kept here: they have to be typed "
                            "again at the next start."),
                         FALSE);
}

SalonMessenger *
salon_messenger_new (SalonSession *session, SalonSharing *sharing, SalonCarriers *carriers)
{
  SalonMessenger *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_MESSENGER, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_messenger_wake), self,
                           G_CONNECT_SWAPPED);
  if (sharing != NULL)
    {
      self->sharing = g_object_ref (sharing);
      g_signal_connect_object (sharing, "notify::sync", G_CALLBACK (start), self,
                               G_CONNECT_SWAPPED);
    }
  if (carriers != NULL)
    {
      self->carriers = g_object_ref (carriers);
      g_signal_connect_object (carriers, "changed", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (carriers, "lost", G_CALLBACK (carriers_lost_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->alarm = g_timeout_add_seconds (LOOK_SECONDS, alarm_cb, self);
  start (self);
  return self;
}

void
salon_messenger_set_provide (SalonMessenger *self,
                             SalonMessengerProvide provide,
                             gpointer user_data)
{
  g_return_if_fail (SALON_IS_MESSENGER (self));

  self->provide = provide;
  self->provide_data = user_data;
  start (self);
}

void
salon_messenger_stop (SalonMessenger *self)
{
  g_return_if_fail (SALON_IS_MESSENGER (self));

  self->is_stopped = TRUE;
  end_thread (self);
}

void
salon_messenger_wake (SalonMessenger *self)
{
  g_return_if_fail (SALON_IS_MESSENGER (self));

  if (self->thread != NULL)
    salon_messenger_thread_wake (self->thread);
}

SalonCarriers *
salon_messenger_get_carriers (SalonMessenger *self)
{
  g_return_val_if_fail (SALON_IS_MESSENGER (self), NULL);
  return self->carriers;
}

SalonMessengerState
salon_messenger_get_state (SalonMessenger *self)
{
  g_return_val_if_fail (SALON_IS_MESSENGER (self), SALON_MESSENGER_OFF);

  if (is_at_server (self))
    return SALON_MESSENGER_AT_SERVER;
  if (self->thread == NULL)
    return SALON_MESSENGER_OFF;
  if (self->has_failed)
    return SALON_MESSENGER_TROUBLE;
  for (gsize i = 0; i < SALON_N_MESSAGE_MEDIA; i++)
    if (self->report.trouble[i] != SALON_DELIVERY_FINE)
      return SALON_MESSENGER_TROUBLE;
  return SALON_MESSENGER_SENDING;
}

SalonDeliveryReason
salon_messenger_get_trouble (SalonMessenger *self, SalonMessageMedium medium)
{
  g_return_val_if_fail (SALON_IS_MESSENGER (self), SALON_DELIVERY_FINE);

  return self->report.trouble[medium];
}

gint64
salon_messenger_get_last_at (SalonMessenger *self)
{
  g_return_val_if_fail (SALON_IS_MESSENGER (self), 0);

  return self->last_at;
}

gint64
salon_messenger_get_next_at (SalonMessenger *self)
{
  g_return_val_if_fail (SALON_IS_MESSENGER (self), 0);

  return self->report.next_at;
}

static void
salon_messenger_dispose (GObject *object)
{
  SalonMessenger *self = SALON_MESSENGER (object);

  g_clear_handle_id (&self->alarm, g_source_remove);
  end_thread (self);
  g_clear_object (&self->carriers);
  g_clear_object (&self->sharing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_messenger_parent_class)->dispose (object);
}

static void
salon_messenger_class_init (SalonMessengerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_messenger_dispose;
  signals[CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STALLED] =
    g_signal_new ("stalled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_messenger_init (SalonMessenger *self)
{
}
