/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-site.h"

#include <string.h>

#include "salon-secret.h"
#include "salon-site-page.h"

/* Of an address, what comes before its path. NULL when it is none. */
static char *
read_origin (const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    return NULL;
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), "", NULL, NULL);
}

/* Whoever pays is sent on by a form, so a browser has to let it go there. */
static void
append_payers (const SalonServerConfiguration *configuration, GString *policy)
{
  static const struct
  {
    const char *name; /* of what is set when it is used */
    const char *base; /* of another address of it */
    const char *origins;
  } payers[] = {
    { "STRIPE_SECRET_KEY", "STRIPE_BASE_URL", "https://checkout.stripe.com" },
    { "PAYPAL_CLIENT_ID", "PAYPAL_BASE_URL",
      "https://www.paypal.com https://www.sandbox.paypal.com" },
    { "LYDIA_VENDOR_TOKEN", "LYDIA_BASE_URL",
      "https://lydia-app.com https://homologation.lydia-app.com" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (payers); i++)
    {
      g_autofree char *base =
        read_origin (salon_server_configuration_get (configuration, payers[i].base));

      if (salon_server_configuration_get (configuration, payers[i].name) == NULL)
        continue;
      g_string_append_printf (policy, " %s", payers[i].origins);
      if (base != NULL)
        g_string_append_printf (policy, " %s", base);
    }
}

static char *
make_policy (const SalonServerConfiguration *configuration)
{
  GString *policy = g_string_new ("default-src 'none'; style-src 'self'; script-src 'self'; "
                                  "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                                  "base-uri 'none'; frame-ancestors 'none'; form-action 'self'");

  append_payers (configuration, policy);
  return g_string_free_and_steal (policy);
}

SalonServerSite *
salon_server_site_new (const SalonServerConfiguration *configuration, GError **error)
{
  g_autoptr (SalonServerSite) self = g_new0 (SalonServerSite, 1);
  const char *secret;

  g_return_val_if_fail (configuration != NULL, NULL);

  secret = salon_server_configuration_get (configuration, "SECRET_KEY");
  self->form_key = secret != NULL ? g_strdup (secret) : salon_secret_new_token ();
  self->policy = make_policy (configuration);
  self->origin = read_origin (configuration->public_url);
  self->site = salon_site_new (error);
  return self->site != NULL ? g_steal_pointer (&self) : NULL;
}

void
salon_server_site_free (SalonServerSite *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->site, salon_site_free);
  g_free (self->form_key);
  g_free (self->policy);
  g_free (self->origin);
  g_free (self);
}

gboolean
salon_server_site_has (const SalonServerShared *shared, const SalonServerRoute *route)
{
  return shared->site != NULL || (route->flags & SALON_SERVER_ROUTE_PAGE) == 0;
}

/* Everything that is not for programs. */
static gboolean
is_for_a_person (const SalonServerRequest *request)
{
  static const char *const others[] = { "/api/", "/health/", "/metrics" };

  if (request->route != NULL)
    return (request->route->flags & SALON_SERVER_ROUTE_PAGE) != 0;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_prefix (request->path, others[i]))
      return FALSE;
  return TRUE;
}

/* A list of tags is what a cache in front may send, and with or without "W/" they are the same. */
static gboolean
has_it (SalonServerRequest *request, SalonServerResponse *response)
{
  const char *tag = salon_server_response_get_header (response, "ETag");
  const char *known = salon_server_request_get_header (request, "if-none-match");

  return response->status == 200 && tag != NULL && known != NULL
         && strstr (known, tag + (g_str_has_prefix (tag, "W/") ? 2 : 0)) != NULL;
}

void
salon_server_site_dress (const SalonServerShared *shared,
                         SalonServerRequest *request,
                         SalonServerResponse *response)
{
  if (shared->site == NULL || !is_for_a_person (request))
    return;
  if (g_strcmp0 (response->type, "application/problem+json") == 0)
    salon_site_page_dress_problem (shared, request, response);
  salon_server_response_set_header (response, "Content-Security-Policy", shared->site->policy);
  /* A form has to say where it comes from, and only to us. */
  salon_server_response_set_header (response, "Referrer-Policy", "same-origin");
  if (!has_it (request, response))
    return;
  response->status = 304;
  g_clear_pointer (&response->type, g_free);
  g_bytes_unref (response->body);
  response->body = g_bytes_new_static ("", 0);
}
