/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-packing.h"

#include <gio/gio.h>
#include <string.h>

/* Nearly as small as 9, in half the time. */
#define LEVEL 6

/* Of "gzip; q=0.5": whether it is more than nothing. */
static gboolean
has_weight (const char *parameters)
{
  g_auto (GStrv) parts = g_strsplit (parameters != NULL ? parameters : "", ";", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      const char *text = g_strstrip (*part);

      if (g_ascii_strncasecmp (text, "q=", 2) == 0)
        return g_ascii_strtod (text + 2, NULL) > 0;
    }
  return TRUE;
}

gboolean
salon_server_packing_is_wanted (SalonServerRequest *request)
{
  const char *header = salon_server_request_get_header (request, "accept-encoding");
  g_auto (GStrv) codings = g_strsplit (header != NULL ? header : "", ",", -1);
  gboolean any = FALSE;

  for (char **coding = codings; *coding != NULL; coding++)
    {
      char *parameters = strchr (*coding, ';');
      const char *name;

      if (parameters != NULL)
        *parameters++ = '\0';
      name = g_strstrip (*coding);
      if (g_ascii_strcasecmp (name, "gzip") == 0 || g_ascii_strcasecmp (name, "x-gzip") == 0)
        return has_weight (parameters);
      if (g_str_equal (name, "*"))
        any = has_weight (parameters);
    }
  return any;
}

static gboolean
is_text (const char *type)
{
  return type != NULL
         && (g_str_has_prefix (type, "text/") || g_str_has_prefix (type, "application/json")
             || g_str_has_prefix (type, "application/xml"))
         && !g_str_has_prefix (type, "text/event-stream");
}

static gboolean
may_be_packed (SalonServerRequest *request, SalonServerResponse *response)
{
  const SalonServerRoute *route = request->route;
  const char *tag = salon_server_response_get_header (response, "ETag");

  return route != NULL && response->status == 200 && response->stream == NULL
         && (g_str_equal (request->method, "GET") || g_str_equal (request->method, "HEAD"))
         && ((route->flags & SALON_SERVER_ROUTE_PAGE) == 0
             || (route->flags & (SALON_SERVER_ROUTE_OPEN | SALON_SERVER_ROUTE_CACHEABLE)) != 0)
         && is_text (response->type)
         && g_bytes_get_size (response->body) >= SALON_SERVER_PACKING_LEAST_BYTES
         && salon_server_response_get_header (response, "Content-Encoding") == NULL
         && (tag == NULL || g_str_has_prefix (tag, "W/"));
}

void
salon_server_packing_pack (SalonServerRequest *request, SalonServerResponse *response)
{
  g_autoptr (GZlibCompressor) compressor = NULL;

  g_return_if_fail (request != NULL && response != NULL);

  if (response->packed != NULL || !may_be_packed (request, response))
    return;
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  /* That fails for want of memory alone: then it goes out as it is. */
  response->packed = g_converter_convert_bytes (G_CONVERTER (compressor), response->body, NULL);
}

void
salon_server_packing_choose (SalonServerRequest *request, SalonServerResponse *response)
{
  g_return_if_fail (request != NULL && response != NULL);

  /* Of what she has already (304) the body is gone, but not that there are two of it. */
  if (response->packed == NULL && !may_be_packed (request, response))
    return;
  salon_server_response_add_vary (response, "Accept-Encoding");
  if (response->status != 200 || response->packed == NULL
      || !salon_server_packing_is_wanted (request))
    return;
  g_bytes_unref (response->body);
  response->body = g_bytes_ref (response->packed);
  salon_server_response_set_header (response, "Content-Encoding", "gzip");
}
