/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-support-words.h"

#include <adwaita.h>

static const char *
get_kind (SalonSession *session)
{
  if (session == NULL)
    return "none is open";
  if (salon_session_is_sample (session))
    return "the sample";
  if (salon_session_get_online (session) != NULL)
    return "shared, over a server";
  return salon_session_get_sync (session) != NULL ? "shared, over a database" : "on this computer";
}

static void
append (GString *words, const char *what, const char *value)
{
  g_string_append_printf (words, "%s: %s\n", what, value != NULL ? value : "unknown");
}

static void
append_versions (GString *words)
{
  g_string_append_printf (words, "Sérénaïa: %s\n", VERSION);
  g_string_append_printf (words, "GTK: %u.%u.%u\n", gtk_get_major_version (),
                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_string_append_printf (words, "libadwaita: %u.%u.%u\n", adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version ());
  g_string_append_printf (words, "GLib: %u.%u.%u\n", glib_major_version, glib_minor_version,
                          glib_micro_version);
}

static void
append_surroundings (GString *words)
{
  g_autofree char *platform = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  GdkDisplay *display = gdk_display_get_default ();

  append (words, "System", platform);
  append (words, "Flatpak", g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "yes" : "no");
  append (words, "Desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  append (words, "Display", display != NULL ? G_OBJECT_TYPE_NAME (display) : NULL);
  append (words, "Language", g_get_language_names ()[0]);
}

char *
salon_support_words_build (SalonSession *session)
{
  GString *words = g_string_new (NULL);

  append_versions (words);
  append_surroundings (words);
  append (words, "Salon", get_kind (session));
  if (session != NULL)
    append (words, "Can be changed", salon_session_is_read_only (session) ? "no" : "yes");
  return g_string_free_and_steal (words);
}
