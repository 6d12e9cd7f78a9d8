/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left to send SMS with, as a provider of the test's own says it. */
#include "messages/salon-message-credits.h"

#include "fake-messages.h"
#include "page-fixture.h"

static GtkWidget *credits;

static GtkWidget *
make (SalonSession *session)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  credits = g_object_new (SALON_TYPE_MESSAGE_CREDITS, NULL);
  gtk_box_append (GTK_BOX (box), credits);
  return box;
}

static const char *
read_label (void)
{
  return gtk_label_get_label (GTK_LABEL (adw_bin_get_child (ADW_BIN (credits))));
}

static SalonCarriers *
make_carriers (FakeMessages *fake)
{
  static const char *const names[] = { "OVH_BASE_URL",     "OVH_APPLICATION_KEY",
                                       "OVH_CONSUMER_KEY", "OVH_APPLICATION_SECRET",
                                       "OVH_SMS_ACCOUNT",  "OVH_SMS_SENDER" };
  g_autoptr (GHashTable) values = salon_carriers_new_values ();
  SalonCarriers *carriers = salon_carriers_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (fake_messages_get (fake, names[i]) != NULL)
      g_hash_table_insert (values, g_strdup (names[i]),
                           g_strdup (fake_messages_get (fake, names[i])));
  salon_carriers_set (carriers, values);
  return carriers;
}

static void
refresh (SalonCarriers *carriers, gint64 now)
{
  salon_message_credits_refresh (SALON_MESSAGE_CREDITS (credits), carriers, now);
}

static void
test_credits (void)
{
  PageFixture page = { 0 };
  FakeMessages *fake = fake_messages_new (FALSE);
  SalonCarriers *carriers = make_carriers (fake);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  page_fixture_set_up (&page, 0, make, 360);
  refresh (NULL, now);
  g_assert_false (gtk_widget_get_visible (credits));

  fake_messages_tell (fake, "['credits', 412]");
  refresh (carriers, now);
  while (!gtk_widget_get_visible (credits))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (read_label (), ==, "Enough for 412 SMS in France.");

  /* Not at every look; but again after a while. */
  fake_messages_tell (fake, "['credits', 7]");
  refresh (carriers, now + 60);
  page_fixture_settle ();
  g_assert_cmpstr (read_label (), ==, "Enough for 412 SMS in France.");
  refresh (carriers, now + 700);
  while (!g_str_equal (read_label (), "Enough for 7 SMS in France."))
    g_main_context_iteration (NULL, TRUE);

  /* Nobody carries SMS any more. */
  refresh (NULL, now + 701);
  g_assert_false (gtk_widget_get_visible (credits));

  page_fixture_tear_down (&page);
  g_assert_finalize_object (carriers);
  fake_messages_free (fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/salon/message-credits/what-is-left-is-told", test_credits);
  return g_test_run ();
}
