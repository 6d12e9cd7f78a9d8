/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-response.h"

#include <string.h>

#include "salon-server-error.h"

/* yyjson's memory is that of malloc(). */
static void
free_text (gpointer text)
{
  free (text);
}

static GBytes *
write_json (yyjson_mut_doc *doc)
{
  gsize length = 0;
  char *text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, &length);

  yyjson_mut_doc_free (doc);
  /* Only what is no UTF-8 cannot be written, and everything here comes from places that check it. */
  g_assert (text != NULL);
  return g_bytes_new_with_free_func (text, length, free_text, text);
}

static SalonServerResponse *
new_response (guint status, const char *type, GBytes *body)
{
  SalonServerResponse *self = g_new0 (SalonServerResponse, 1);

  self->status = status;
  self->type = g_strdup (type);
  self->body = body;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

SalonServerResponse *
salon_server_response_new_json (guint status, yyjson_mut_doc *doc)
{
  g_return_val_if_fail (doc != NULL, NULL);

  return new_response (status, "application/json", write_json (doc));
}

SalonServerResponse *
salon_server_response_new_bytes (guint status, const char *type, GBytes *body)
{
  g_return_val_if_fail (type != NULL && body != NULL, NULL);

  return new_response (status, type, g_bytes_ref (body));
}

SalonServerResponse *
salon_server_response_new_empty (void)
{
  return new_response (204, NULL, g_bytes_new_static ("", 0));
}

SalonServerResponse *
salon_server_response_new_stream (const char *type, SalonServerStream *stream)
{
  SalonServerResponse *self = new_response (200, type, g_bytes_new_static ("", 0));

  self->stream = salon_server_stream_ref (stream);
  return self;
}

static const char *
name_status (guint status)
{
  static const struct
  {
    guint status;
    const char *name;
  } names[] = {
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 402, "Payment Required" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 409, "Conflict" },
    { 410, "Gone" },
    { 411, "Length Required" },
    { 412, "Precondition Failed" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 422, "Unprocessable Content" },
    { 428, "Precondition Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 502, "Bad Gateway" },
    { 503, "Service Unavailable" },
    { 504, "Gateway Timeout" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].status == status)
      return names[i].name;
  return "Error";
}

SalonServerResponse *
salon_server_response_new_problem_with (guint status,
                                        const char *code,
                                        const char *detail,
                                        yyjson_mut_doc *doc)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  g_return_val_if_fail (yyjson_mut_is_obj (root), NULL);

  yyjson_mut_obj_add_str (doc, root, "type", "about:blank");
  yyjson_mut_obj_add_str (doc, root, "title", name_status (status));
  yyjson_mut_obj_add_uint (doc, root, "status", status);
  yyjson_mut_obj_add_strcpy (doc, root, "code", code);
  if (detail != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "detail", detail);
  return new_response (status, "application/problem+json", write_json (doc));
}

SalonServerResponse *
salon_server_response_new_problem (guint status, const char *code, const char *detail)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  return salon_server_response_new_problem_with (status, code, detail, doc);
}

SalonServerResponse *
salon_server_response_new_error (const GError *error)
{
  guint status = salon_server_error_get_status (error);
  SalonServerResponse *self;

  self =
    salon_server_response_new_problem (status, salon_server_error_get_code (error),
                                       error->domain == SALON_SERVER_ERROR ? error->message : NULL);
  if (status == 503)
    salon_server_response_set_header (self, "Retry-After", "5");
  return self;
}

void
salon_server_response_free (SalonServerResponse *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->stream, salon_server_stream_unref);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_ptr_array_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self->type);
  g_free (self);
}

static gboolean
find_header (SalonServerResponse *self, const char *name, guint *place)
{
  for (guint i = 0; i < self->headers->len; i += 2)
    if (g_ascii_strcasecmp (self->headers->pdata[i], name) == 0)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

void
salon_server_response_set_header (SalonServerResponse *self, const char *name, const char *value)
{
  guint place = 0;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  if (find_header (self, name, &place))
    {
      g_free (self->headers->pdata[place + 1]);
      self->headers->pdata[place + 1] = g_strdup (value);
      return;
    }
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

const char *
salon_server_response_get_header (SalonServerResponse *self, const char *name)
{
  guint place = 0;

  return find_header (self, name, &place) ? self->headers->pdata[place + 1] : NULL;
}

void
salon_server_response_add_vary (SalonServerResponse *self, const char *name)
{
  const char *others = salon_server_response_get_header (self, "Vary");
  g_autofree char *list = NULL;

  if (others != NULL && strstr (others, name) != NULL)
    return;
  list = others != NULL ? g_strconcat (others, ", ", name, NULL) : g_strdup (name);
  salon_server_response_set_header (self, "Vary", list);
}
