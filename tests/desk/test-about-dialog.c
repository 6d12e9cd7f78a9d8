/* SPDX-License-Identifier: GPL-3.0-or-later */
/* About: what is said of the program, and what is not said of its owner. */
#include "page-fixture.h"
#include "shown-labels.h"
#include "store/salon-store.h"
#include "window/salon-about-dialog.h"
#include "window/salon-new-salon.h"
#include "window/salon-support-words.h"

static gboolean
can_read (AdwDialog *dialog, const char *text)
{
  return shown_labels_find (GTK_WIDGET (dialog), text) != NULL;
}

static AdwDialog *
present (GtkWidget *window)
{
  AdwDialog *dialog = salon_about_dialog_new (NULL);

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  while (!can_read (dialog, "Sérénaïa"))
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static void
end (gpointer dialog, GtkWidget *window)
{
  page_fixture_settle ();
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
}

/* It is the metainfo that says it, in the version that runs. */
static void
test_news_and_links_come_from_the_metainfo (void)
{
  GtkWidget *window = adw_window_new ();
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (present (window));

  g_assert_cmpstr (adw_about_dialog_get_release_notes_version (dialog), ==,
                   adw_about_dialog_get_version (dialog));
  g_assert_nonnull (strstr (adw_about_dialog_get_release_notes (dialog), "gift cards"));
  g_assert_cmpstr (adw_about_dialog_get_website (dialog), ==, "https://serenaia-beaute.fr");
  g_assert_cmpint (adw_about_dialog_get_license_type (dialog), ==, GTK_LICENSE_GPL_3_0);
  g_assert_cmpstr (adw_about_dialog_get_application_icon (dialog), ==, "fr.serenaia_beaute.Salon");
  end (dialog, window);
}

static void
test_people_are_named (void)
{
  GtkWidget *window = adw_window_new ();
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (present (window));

  g_assert_cmpuint (g_strv_length ((char **) adw_about_dialog_get_developers (dialog)), ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) adw_about_dialog_get_designers (dialog)), ==, 1);
  g_assert_cmpstr (adw_about_dialog_get_translator_credits (dialog), !=, "");
  end (dialog, window);
}

/* Each has a part of its own on the page of licences. */
static void
test_what_it_is_built_on_is_credited (void)
{
  static const char *const names[] = { "GTK",    "libadwaita", "Poppler", "PostgreSQL (libpq)",
                                       "SQLite", "libical" };
  GtkWidget *window = adw_window_new ();
  AdwDialog *dialog = present (window);

  adw_navigation_view_push_by_tag (page_fixture_find (dialog, ADW_TYPE_NAVIGATION_VIEW, 0),
                                   "legal");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    while (!can_read (dialog, names[i]))
      g_main_context_iteration (NULL, TRUE);
  end (dialog, window);
}

static void
fill_named (SalonStore *store, gconstpointer data)
{
  g_autoptr (GVariant) plan =
    g_variant_ref_sink (g_variant_new_parsed ("{'name': <%s>}", "Chez Zoé Secrète"));
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = salon_new_salon_build_change (plan);
  g_autoptr (SalonChange) applied = salon_store_apply (store, change, 1773307800, &error);

  g_assert_no_error (error);
}

static void
test_support_learns_nothing_about_the_owner (void)
{
  PageFixture fixture = { 0 };

  page_fixture_set_up_filled (&fixture, fill_named, NULL, NULL, 400);
  g_autofree char *words = salon_support_words_build (fixture.session);
  g_assert_nonnull (strstr (words, "Sérénaïa: "));
  g_assert_nonnull (strstr (words, "Salon: on this computer\n"));
  g_assert_null (strstr (words, "Secrète"));
  g_assert_null (strstr (words, fixture.folder));
  g_assert_null (strstr (words, g_get_home_dir ()));
  g_assert_null (strstr (words, g_get_host_name ()));
  page_fixture_tear_down (&fixture);
}

static void
test_support_learns_which_kind_of_salon (void)
{
  PageFixture fixture = { 0 };
  g_autofree char *none = salon_support_words_build (NULL);

  page_fixture_set_up (&fixture, 10, NULL, 400);
  g_autofree char *sample = salon_support_words_build (fixture.session);
  g_assert_nonnull (strstr (none, "Salon: none is open\n"));
  g_assert_nonnull (strstr (sample, "Salon: the sample\n"));
  page_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/salon/about-dialog/news-and-links-come-from-the-metainfo",
                   test_news_and_links_come_from_the_metainfo);
  g_test_add_func ("/salon/about-dialog/people-are-named", test_people_are_named);
  g_test_add_func ("/salon/about-dialog/what-it-is-built-on-is-credited",
                   test_what_it_is_built_on_is_credited);
  g_test_add_func ("/salon/about-dialog/support-learns-nothing-about-the-owner",
                   test_support_learns_nothing_about_the_owner);
  g_test_add_func ("/salon/about-dialog/support-learns-which-kind-of-salon",
                   test_support_learns_which_kind_of_salon);
  return g_test_run ();
}
