/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-credits.h"

#include <glib/gi18n-lib.h>

#include "carriers/salon-carriers-test.h"

#define ASK_AGAIN_SECONDS 600

struct _SalonMessageCredits
{
  AdwBin parent_instance;

  GCancellable *asking; /* nullable */
  gint64 asked_at;      /* 0: never */
};

G_DEFINE_FINAL_TYPE (SalonMessageCredits, salon_message_credits, ADW_TYPE_BIN)

static void
show (SalonMessageCredits *self, gint64 credits)
{
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), credits >= 0);
  if (credits < 0)
    return;
  sentence = g_strdup_printf (ngettext ("Enough for %d SMS in France.",
                                        "Enough for %d SMS in France.", (gulong) credits),
                              (int) MIN (credits, G_MAXINT));
  gtk_label_set_label (GTK_LABEL (adw_bin_get_child (ADW_BIN (self))), sentence);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonMessageCredits) self = user_data;
  SalonMessageCheck check;

  if (!salon_carriers_test_check_finish (SALON_CARRIERS_TEST (source), result, &check, NULL))
    return;
  g_clear_object (&self->asking);
  show (self, check.credits);
}

void
salon_message_credits_refresh (SalonMessageCredits *self, SalonCarriers *carriers, gint64 now)
{
  g_autoptr (SalonCarriersTest) test = NULL;

  g_return_if_fail (SALON_IS_MESSAGE_CREDITS (self));

  if (carriers == NULL || !salon_carriers_has (carriers, SALON_MESSAGE_SMS))
    {
      self->asked_at = 0;
      show (self, -1);
      return;
    }
  if (self->asking != NULL || (self->asked_at != 0 && now - self->asked_at < ASK_AGAIN_SECONDS))
    return;
  self->asked_at = now;
  self->asking = g_cancellable_new ();
  test = salon_carriers_test_new (salon_carriers_make_settings (carriers), SALON_MESSAGE_SMS, NULL,
                                  NULL, now);
  salon_carriers_test_check_async (test, self->asking, checked_cb, g_object_ref (self));
}

static void
salon_message_credits_dispose (GObject *object)
{
  SalonMessageCredits *self = SALON_MESSAGE_CREDITS (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  G_OBJECT_CLASS (salon_message_credits_parent_class)->dispose (object);
}

static void
salon_message_credits_class_init (SalonMessageCreditsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_message_credits_dispose;
}

static void
salon_message_credits_init (SalonMessageCredits *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "booking-sum");
  gtk_widget_add_css_class (label, "numeric");
  adw_bin_set_child (ADW_BIN (self), label);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
