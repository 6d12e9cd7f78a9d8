/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the focus of every editor begins and where it goes, that nothing keeps one that is closed,
 * and what becomes of a save. */
#include "common/salon-dialog.h"

#include "bookings/salon-booking-dialog.h"
#include "clients/salon-client-dialog.h"
#include "page-fixture.h"
#include "services/salon-service-dialog.h"
#include "settings/salon-exception-dialog.h"

#define WIDE 1000
#define NARROW 360

typedef struct
{
  PageFixture salon;
  AdwDialog *dialog;  /* weak */
  GtkWidget *content; /* weak: libadwaita may free the one and not the other */
} Fixture;

static void
set_up (Fixture *self, gconstpointer width)
{
  page_fixture_set_up (&self->salon, 0, NULL, GPOINTER_TO_INT (width));
}

static void
tear_down (Fixture *self, gconstpointer width)
{
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->content);
  page_fixture_tear_down (&self->salon);
}

static AdwDialog *
make_booking_dialog (SalonSession *session)
{
  return salon_booking_dialog_new (session, NULL);
}

static AdwDialog *
make_client_dialog (SalonSession *session)
{
  return salon_client_dialog_new (session, NULL);
}

static AdwDialog *
make_service_dialog (SalonSession *session)
{
  return salon_service_dialog_new (session, NULL);
}

static AdwDialog *
make_exception_dialog (SalonSession *session)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (today);
  return salon_exception_dialog_new (session, form);
}

typedef AdwDialog *(*Make) (SalonSession *session);

static const Make makes[] = {
  make_booking_dialog,
  make_client_dialog,
  make_service_dialog,
  make_exception_dialog,
};

static GtkWidget *
get_focus (Fixture *self)
{
  return gtk_window_get_focus (GTK_WINDOW (self->salon.window));
}

static gboolean
is_focus_in (Fixture *self, GtkWidget *widget)
{
  GtkWidget *focus = get_focus (self);
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkWidget *
show_on_page (Fixture *self, GtkWidget *widget)
{
  adw_bin_set_child (ADW_BIN (self->salon.page), widget);
  gtk_widget_grab_focus (widget);
  page_fixture_settle ();
  return widget;
}

/* Returns once the focus is in the dialog. */
static void
open_dialog (Fixture *self, AdwDialog *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  g_set_weak_pointer (&self->content, adw_dialog_get_child (dialog));
  salon_dialog_present (dialog, self->salon.page);
  while (!is_focus_in (self, self->content))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
wait_for_closing (Fixture *self)
{
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
focus_moved_cb (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  g_assert_true (focus == NULL || gtk_widget_get_mapped (focus));
}

/* GTK tells nobody of a focus that comes to a widget before the screen has it. */
static void
test_begin (Fixture *self, gconstpointer width)
{
  g_signal_connect (self->salon.window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (makes); i++)
    {
      AdwDialog *dialog = makes[i](self->salon.session);
      GtkWidget *first = adw_dialog_get_focus (dialog);

      open_dialog (self, dialog);
      while (first != NULL && !is_focus_in (self, first))
        g_main_context_iteration (NULL, TRUE);
      adw_dialog_force_close (dialog);
      wait_for_closing (self);
    }
}

static void
test_go_back (Fixture *self, gconstpointer width)
{
  GtkWidget *button = show_on_page (self, gtk_button_new_with_label ("Marie Dupont"));

  for (gsize i = 0; i < G_N_ELEMENTS (makes); i++)
    {
      open_dialog (self, makes[i](self->salon.session));
      adw_dialog_close (self->dialog);
      wait_for_closing (self);
      g_assert_true (get_focus (self) == button);
    }
}

/* As when a booking is saved, and the calendar shows it with another widget. */
static void
test_go_back_to_the_page (Fixture *self, gconstpointer width)
{
  for (gsize i = 0; i < G_N_ELEMENTS (makes); i++)
    {
      show_on_page (self, gtk_button_new_with_label ("Marie Dupont"));
      open_dialog (self, makes[i](self->salon.session));
      GtkWidget *other = gtk_button_new_with_label ("Marie Durand");
      adw_bin_set_child (ADW_BIN (self->salon.page), other);
      adw_dialog_close (self->dialog);
      wait_for_closing (self);
      g_assert_true (get_focus (self) == other);
    }
}

static void
test_freed (Fixture *self, gconstpointer width)
{
  for (gsize i = 0; i < G_N_ELEMENTS (makes); i++)
    {
      show_on_page (self, gtk_label_new ("There is nothing here that takes the focus"));
      open_dialog (self, makes[i](self->salon.session));
      adw_dialog_close (self->dialog);
      wait_for_closing (self);
      g_assert_null (self->content);
    }
}

static SalonChange *
name_salon (const char *name)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "key", "test.name");
  json_object_set_string_member (row, "value", name);
  salon_change_builder_insert (builder, "salon_settings", row);
  return salon_change_builder_end (builder, name);
}

static AdwBanner *
open_small_dialog (Fixture *self)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *banner = adw_banner_new ("");
  GtkWidget *entry = gtk_entry_new ();

  gtk_box_append (GTK_BOX (box), banner);
  gtk_box_append (GTK_BOX (box), entry);
  adw_dialog_set_child (dialog, box);
  adw_dialog_set_focus (dialog, entry);
  open_dialog (self, dialog);
  return ADW_BANNER (banner);
}

static void
saved_cb (AdwDialog *dialog)
{
  adw_dialog_set_title (dialog, "Saved");
  g_object_set_data (G_OBJECT (gtk_widget_get_root (GTK_WIDGET (dialog))), "saved", dialog);
}

static void
test_save (Fixture *self, gconstpointer width)
{
  g_autoptr (SalonChange) change = name_salon ("Zoé");
  AdwBanner *banner = open_small_dialog (self);

  salon_dialog_save (self->dialog, banner, self->salon.session, change, saved_cb);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (self->dialog)));
  wait_for_closing (self);
  g_assert_nonnull (g_object_get_data (G_OBJECT (self->salon.window), "saved"));
  g_assert_cmpstr (salon_session_get_setting (self->salon.session, "test.name"), ==, "Zoé");
}

static void
test_nothing_to_save (Fixture *self, gconstpointer width)
{
  AdwBanner *banner = open_small_dialog (self);

  salon_dialog_save (self->dialog, banner, self->salon.session, NULL, saved_cb);
  wait_for_closing (self);
  g_assert_null (g_object_get_data (G_OBJECT (self->salon.window), "saved"));
}

static void
test_refused_save (Fixture *self, gconstpointer width)
{
  g_autoptr (SalonChange) first = name_salon ("Zoé");
  g_autoptr (SalonChange) second = name_salon ("Léa");
  AdwBanner *banner = open_small_dialog (self);
  GtkWidget *entry = get_focus (self);

  salon_session_commit (self->salon.session, first);
  page_fixture_wait_for_change (&self->salon, 0);
  salon_dialog_save (self->dialog, banner, self->salon.session, second, saved_cb);
  while (!adw_banner_get_revealed (banner))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (self->dialog)));
  g_assert_true (get_focus (self) == entry);
  g_assert_null (g_object_get_data (G_OBJECT (self->salon.window), "saved"));
  adw_dialog_close (self->dialog);
  wait_for_closing (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, width, function)                                                                 \
  g_test_add ("/salon/dialog/" path, Fixture, GINT_TO_POINTER (width), set_up, function, tear_down)
  ADD ("focus-begins-in-the-first-field", WIDE, test_begin);
  ADD ("focus-begins-in-the-first-field-of-a-sheet", NARROW, test_begin);
  ADD ("focus-goes-back-to-where-it-was", WIDE, test_go_back);
  ADD ("focus-goes-back-from-a-sheet", NARROW, test_go_back);
  ADD ("focus-goes-to-the-page-when-what-had-it-is-gone", WIDE, test_go_back_to_the_page);
  ADD ("nothing-keeps-a-closed-dialog", WIDE, test_freed);
  ADD ("nothing-keeps-a-closed-sheet", NARROW, test_freed);
  ADD ("saved-closes", WIDE, test_save);
  ADD ("nothing-to-save-closes", WIDE, test_nothing_to_save);
  ADD ("refused-save-stays-with-its-focus", WIDE, test_refused_save);
  return g_test_run ();
}
