/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing in the object changes once it is made, so that its threads may read it; each opens the provider
 * for itself. */
#include "salon-carriers-test.h"

#include <glib/gi18n-lib.h>

struct _SalonCarriersTest
{
  GObject parent_instance;

  SalonProviderSettings *settings;
  SalonMessageMedium medium;
  char *sender;
  char *sender_name;
  gint64 now;
};

G_DEFINE_FINAL_TYPE (SalonCarriersTest, salon_carriers_test, G_TYPE_OBJECT)

SalonMessageMedium
salon_carriers_test_get_medium (SalonCarriersTest *self)
{
  g_return_val_if_fail (SALON_IS_CARRIERS_TEST (self), SALON_MESSAGE_SMS);
  return self->medium;
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SalonCarriersTest *self = source;
  g_autoptr (SalonMessageProvider) provider =
    salon_provider_settings_open (self->settings, self->medium);
  SalonMessageCheck *check = g_new0 (SalonMessageCheck, 1);

  check->credits = -1;
  check->is_asked[SALON_MESSAGE_STEP_REACH] = TRUE;
  check->reason = SALON_DELIVERY_OFF;
  if (provider != NULL)
    salon_message_provider_check (provider, self->sender, self->now, check, cancellable);
  g_task_return_pointer (task, check, g_free);
}

void
salon_carriers_test_check_async (SalonCarriersTest *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, salon_carriers_test_check_async);
  g_task_run_in_thread (task, check_in_thread);
}

gboolean
salon_carriers_test_check_finish (SalonCarriersTest *self,
                                  GAsyncResult *result,
                                  SalonMessageCheck *check,
                                  GError **error)
{
  g_autofree SalonMessageCheck *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  *check = *found;
  return TRUE;
}

static void
send_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SalonCarriersTest *self = source;
  g_autoptr (SalonMessageProvider) provider =
    salon_provider_settings_open (self->settings, self->medium);
  g_autofree char *id = g_uuid_string_random ();
  SalonOutgoing outgoing = {
    .operation_id = id,
    .recipient = data,
    .sender = self->sender,
    .sender_name = self->sender_name,
    .subject = _ ("Test message"),
    .text = self->medium == SALON_MESSAGE_SMS
              ? _ ("This is a test. Messages to your clients go out like this one.")
              : _ ("This is a test.\n\nMessages to your clients go out like this one."),
    .now = self->now,
  };

  g_task_return_pointer (task,
                         provider != NULL
                           ? salon_message_provider_send (provider, &outgoing, cancellable)
                           : salon_delivery_new (SALON_DELIVERY_REFUSED, SALON_DELIVERY_OFF),
                         (GDestroyNotify) salon_delivery_free);
}

void
salon_carriers_test_send_async (SalonCarriersTest *self,
                                const char *recipient,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, salon_carriers_test_send_async);
  g_task_set_task_data (task, g_strdup (recipient), g_free);
  g_task_run_in_thread (task, send_in_thread);
}

SalonDelivery *
salon_carriers_test_send_finish (SalonCarriersTest *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
salon_carriers_test_finalize (GObject *object)
{
  SalonCarriersTest *self = SALON_CARRIERS_TEST (object);

  salon_provider_settings_free (self->settings);
  g_free (self->sender);
  g_free (self->sender_name);
  G_OBJECT_CLASS (salon_carriers_test_parent_class)->finalize (object);
}

static void
salon_carriers_test_class_init (SalonCarriersTestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_carriers_test_finalize;
}

static void
salon_carriers_test_init (SalonCarriersTest *self)
{
}

SalonCarriersTest *
salon_carriers_test_new (SalonProviderSettings *settings,
                         SalonMessageMedium medium,
                         const char *sender,
                         const char *sender_name,
                         gint64 now)
{
  SalonCarriersTest *self = g_object_new (SALON_TYPE_CARRIERS_TEST, NULL);

  self->settings = settings;
  self->medium = medium;
  self->sender = g_strdup (sender);
  self->sender_name = g_strdup (sender_name);
  self->now = now;
  return self;
}
