/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner's own words for her site: typed, kept when she leaves the field, undone, and brought by others. */
#include "settings/salon-site-texts-group.h"

#include "settings/salon-setting.h"

#include "accessible-names.h"
#include "page-fixture.h"

static GtkWidget *
make_page (SalonSession *session)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_add (page, salon_site_texts_group_new (session));
  return GTK_WIDGET (page);
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 10, make_page, 700);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static GtkTextView *
get_view (PageFixture *fixture, guint index)
{
  return page_fixture_find (fixture->page, GTK_TYPE_TEXT_VIEW, index);
}

static char *
dup_shown (PageFixture *fixture, guint index)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (get_view (fixture, index)), "text", &text, NULL);
  return g_steal_pointer (&text);
}

static void
assert_shown (PageFixture *fixture, guint index, const char *expected)
{
  g_autofree char *text = dup_shown (fixture, index);

  g_assert_cmpstr (text, ==, expected);
}

static void
type_and_leave (PageFixture *fixture, guint index, const char *text)
{
  guint n_before = fixture->n_changes;

  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture, index)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (get_view (fixture, index)), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture, index == 0 ? 1 : 0)));
  page_fixture_wait_for_change (fixture, n_before);
  page_fixture_settle ();
}

static void
test_typing (PageFixture *fixture, gconstpointer data)
{
  type_and_leave (fixture, 0, "  Un moment pour vous.\n");
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "site.tagline"), ==,
                   "Un moment pour vous.");
  g_assert_cmpstr (fixture->last_label, ==, "Welcome of the web site");
  type_and_leave (fixture, 1, "Bonjour.\nJe suis Naïa.");
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "site.about"), ==,
                   "Bonjour.\nJe suis Naïa.");
  page_fixture_undo (fixture);
  page_fixture_settle ();
  assert_shown (fixture, 1, "");
  assert_shown (fixture, 0, "Un moment pour vous.");
}

static const char *
find_fault (PageFixture *fixture, guint index)
{
  GtkWidget *frame =
    gtk_widget_get_ancestor (GTK_WIDGET (get_view (fixture, index)), GTK_TYPE_FRAME);
  GtkWidget *fault = gtk_widget_get_next_sibling (frame);

  return gtk_widget_get_visible (fault) ? gtk_label_get_text (GTK_LABEL (fault)) : NULL;
}

static void
type_too_much (PageFixture *fixture, guint index, const char *letter, int n_letters)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_letters; i++)
    g_string_append (text, letter);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture, index)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (get_view (fixture, index)), text->str, -1);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (fixture, index == 0 ? 1 : 0)));
  page_fixture_settle ();
  g_string_free (text, TRUE);
}

/* It is said by how much, and it stays in the field, whatever happens elsewhere. */
static void
test_too_long (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = NULL;
  g_autofree char *shown = NULL;

  type_and_leave (fixture, 1, "Bonjour.");
  type_too_much (fixture, 1, "é", 16001);
  g_assert_cmpstr (find_fault (fixture, 1), ==,
                   "This text is 1 character too long. It is kept once it is shorter.");
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "site.about"), ==, "Bonjour.");
  type_and_leave (fixture, 2, "Entreprise individuelle");
  shown = dup_shown (fixture, 1);
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, 16001);

  type_too_much (fixture, 0, "a", 203);
  g_assert_cmpstr (find_fault (fixture, 0), ==,
                   "This text is 3 characters too long. It is kept once it is shorter.");
  type_and_leave (fixture, 0, "Bienvenue");
  g_assert_null (find_fault (fixture, 0));

  /* The longest there is, of what takes most room where it is kept. */
  kept = g_strnfill (16000, '\x01');
  type_and_leave (fixture, 1, kept);
  g_assert_null (find_fault (fixture, 1));
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "site.about"), ==, kept);
}

/* From another computer. */
static void
test_change_from_elsewhere (PageFixture *fixture, gconstpointer data)
{
  guint n_before = fixture->n_changes;
  g_autoptr (SalonChange) change =
    salon_setting_change_text (salon_session_get_reader (fixture->session), "site.host",
                               "Une société", "Host", NULL);

  salon_session_commit (fixture->session, change);
  page_fixture_wait_for_change (fixture, n_before);
  page_fixture_settle ();
  assert_shown (fixture, 3, "Une société");
}

static void
test_names (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->window);

  g_assert_cmpstr (missing, ==, "");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/site-texts-group/" path, PageFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("what-is-typed-is-kept-when-she-leaves", test_typing);
  ADD ("what-is-too-long-is-said-and-stays", test_too_long);
  ADD ("what-others-write-is-shown", test_change_from_elsewhere);
  ADD ("every-field-has-a-name", test_names);
  return g_test_run ();
}
