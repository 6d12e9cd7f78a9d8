/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked for from outside: by the launcher, the desktop's search, a notice or a file. */
#include "salon-application-private.h"

void
salon_application_do_wanted (SalonApplication *self)
{
  g_autofree char *action = g_steal_pointer (&self->wanted_action);
  g_autoptr (GVariant) target = g_steal_pointer (&self->wanted_target);

  if (action != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (salon_application_get_window (self)), action,
                                        target);
}

/* Where no salon is open or chosen yet it waits until one is. @target: nullable, floating is taken. */
static void
want (SalonApplication *self, const char *action, GVariant *target)
{
  g_set_str (&self->wanted_action, action);
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  self->wanted_target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_application_activate (G_APPLICATION (self));
  if (self->session != NULL)
    salon_application_do_wanted (self);
}

static void
new_booking_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.new-booking", NULL);
}

static void
today_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.show-page", g_variant_new_string ("today"));
}

static void
show_page_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.show-page", parameter);
}

static void
open_booking_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.edit-booking", parameter);
}

/* Without a window, if there is none. What cannot be confirmed any more is shown instead. */
static void
confirm_booking_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;

  if (self->session == NULL
      || !salon_notices_confirm (self->session, g_variant_get_string (parameter, NULL)))
    open_booking_activated (action, parameter, user_data);
}

static void
chosen_cb (SalonApplication *self, const char *action, GVariant *target)
{
  want (self, action, target);
}

static void
wanted_cb (SalonApplication *self, const char *line)
{
  want (self, "win.find-line", g_variant_new_string (line));
}

/* Of the owner’s salon: what the sample is full of is nobody. */
static char *
dup_own_path (GApplication *application)
{
  g_autofree char *choice =
    g_settings_get_string (SALON_APPLICATION (application)->settings, "salon-file");
  g_autofree char *path = salon_application_build_path ("salon.db");

  return g_str_equal (choice, "own") && g_file_test (path, G_FILE_TEST_EXISTS)
           ? g_steal_pointer (&path)
           : NULL;
}

gboolean
salon_application_export_search (SalonApplication *self,
                                 GDBusConnection *connection,
                                 const char *object_path,
                                 GError **error)
{
  self->search_provider = salon_search_provider_new (G_APPLICATION (self), dup_own_path);
  g_signal_connect_swapped (self->search_provider, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->search_provider, "wanted", G_CALLBACK (wanted_cb), self);
  return salon_search_provider_export (self->search_provider, connection, object_path, error);
}

void
salon_application_unexport_search (SalonApplication *self, GDBusConnection *connection)
{
  if (self->search_provider != NULL)
    salon_search_provider_unexport (self->search_provider, connection);
  g_clear_object (&self->search_provider);
}

void
salon_application_bring_in (SalonApplication *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  want (self, "win.import-file", g_variant_new_string (uri));
}

void
salon_application_add_wanted_actions (SalonApplication *self)
{
  static const GActionEntry actions[] = {
    { .name = "new-booking", .activate = new_booking_activated },
    { .name = "today", .activate = today_activated },
    { .name = "show-page", .activate = show_page_activated, .parameter_type = "s" },
    { .name = "open-booking", .activate = open_booking_activated, .parameter_type = "s" },
    { .name = "confirm-booking", .activate = confirm_booking_activated, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
