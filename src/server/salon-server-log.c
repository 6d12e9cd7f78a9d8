/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-log.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "salon-server-route.h"

/* One write, so that lines of several threads and processes do not mix. */
static void
write_line (yyjson_mut_doc *doc)
{
  gsize length = 0;
  char *text =
    yyjson_mut_write (doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE | YYJSON_WRITE_NEWLINE_AT_END,
                      &length);

  yyjson_mut_doc_free (doc);
  if (text == NULL)
    return;
  /* Nobody is left to be told when this fails. */
  if (write (STDERR_FILENO, text, length) < 0)
    length = 0;
  free (text);
}

static yyjson_mut_doc *
begin_line (const char *level)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.%fZ");

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "time", time);
  yyjson_mut_obj_add_str (doc, root, "severity", level);
  return doc;
}

static const char *
name_level (GLogLevelFlags level)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    return "CRITICAL";
  return (level & G_LOG_LEVEL_WARNING) != 0 ? "WARNING" : "INFO";
}

static GLogWriterOutput
write_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer unused)
{
  yyjson_mut_doc *doc;

  if ((level & G_LOG_LEVEL_DEBUG) != 0)
    return G_LOG_WRITER_HANDLED;
  doc = begin_line (name_level (level));
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      yyjson_mut_obj_add_strcpy (doc, yyjson_mut_doc_get_root (doc), "message", fields[i].value);
  write_line (doc);
  return G_LOG_WRITER_HANDLED;
}

void
salon_server_log_begin (void)
{
  g_log_set_writer_func (write_cb, NULL, NULL);
}

void
salon_server_log_answer (const SalonServerRequest *request, guint status, gint64 microseconds)
{
  yyjson_mut_doc *doc = begin_line (status >= 500 ? "ERROR" : "INFO");
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  yyjson_mut_obj_add_str (doc, root, "message", "request");
  yyjson_mut_obj_add_str (doc, root, "request_id",
                          request->request_id != NULL ? request->request_id : "");
  yyjson_mut_obj_add_str (doc, root, "method", request->method);
  yyjson_mut_obj_add_str (doc, root, "route",
                          request->route != NULL ? request->route->pattern : "none");
  yyjson_mut_obj_add_uint (doc, root, "status", status);
  yyjson_mut_obj_add_real (doc, root, "milliseconds", (double) microseconds / 1000);
  write_line (doc);
}
