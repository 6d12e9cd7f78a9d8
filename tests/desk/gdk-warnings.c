/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A warning ends a test. GTK 4.24 warns of itself: drawing by cairo under X11 it counts some frames
 * as submitted twice ("gdk_frame_timings_submitted() called on submitted frame"), which no program
 * can help. That one sentence is written down like any other, and ends nothing.
 *
 * Linked into every test with a window; it takes its place before main().
 */
#include <glib.h>
#include <string.h>

static gboolean
is_about_frames (const GLogField *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      return g_str_has_prefix (fields[i].value, "gdk_frame_timings_submitted()");
  return FALSE;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  return is_about_frames (fields, n_fields)
           ? g_log_writer_standard_streams (level, fields, n_fields, data)
           : g_log_writer_default (level, fields, n_fields, data);
}

__attribute__ ((constructor)) static void
listen_to_warnings (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
