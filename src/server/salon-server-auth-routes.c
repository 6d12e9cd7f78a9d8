/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in, renewing that, and signing out. */
#include "salon-server-rate-limits.h"
#include "salon-server-route.h"
#include "salon-server-sign-in.h"

#define LONGEST_DEVICE 100

static const SalonServerSchema login_schema = {
  "Login",
  (const SalonServerField[]) {
    { "email", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 254 },
    { "password", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 1024 },
    { "device", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_OPTIONAL, 1, LONGEST_DEVICE,
      .summary = "What the client calls itself: the same each time, or nothing" },
    { NULL },
  },
};

static const SalonServerSchema refresh_schema = {
  "Refresh",
  (const SalonServerField[]) {
    { "refresh_token", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 256 },
    { "device", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_OPTIONAL, 1, LONGEST_DEVICE,
      .summary = "As it was given when signing in" },
    { NULL },
  },
};

static const SalonServerSchema logout_schema = {
  "Logout",
  (const SalonServerField[]) {
    { "refresh_token", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 256 },
    { NULL },
  },
};

static const char *const roles[] = { "admin", "owner", NULL };
static const char *const token_types[] = { "bearer", NULL };

static const SalonServerSchema user_schema = {
  "User",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "role", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = roles },
    { NULL },
  },
};

static const SalonServerSchema tokens_schema = {
  "Tokens",
  (const SalonServerField[]) {
    { "access_token", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 4096 },
    { "token_type", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = token_types },
    { "expires_in", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 1, 3600,
      .summary = "Seconds" },
    { "refresh_token", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 256,
      .summary = "Good for one renewal" },
    { "user", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED, .schema = &user_schema },
    { NULL },
  },
};

static SalonServerResponse *
answer_tokens (const SalonServerTokens *tokens)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_val *user;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "access_token", tokens->access);
  yyjson_mut_obj_add_str (doc, root, "token_type", token_types[0]);
  yyjson_mut_obj_add_uint (doc, root, "expires_in", tokens->access_seconds);
  yyjson_mut_obj_add_strcpy (doc, root, "refresh_token", tokens->refresh);
  user = yyjson_mut_obj_add_obj (doc, root, "user");
  yyjson_mut_obj_add_strcpy (doc, user, "id", tokens->principal.user_id);
  yyjson_mut_obj_add_strcpy (doc, user, "name", tokens->principal.name);
  yyjson_mut_obj_add_str (doc, user, "role",
                          tokens->principal.role == SALON_SERVER_ROLE_OWNER ? "owner" : "admin");
  return salon_server_response_new_json (200, doc);
}

/* The address of somebody who is in is no stranger's from now on. */
static SalonServerResponse *
welcome (SalonServerContext *context, SalonServerRequest *request, const SalonServerTokens *tokens)
{
  if (context->shared->rate_limits != NULL && request->address != NULL)
    salon_server_rate_limits_welcome (context->shared->rate_limits, request->address,
                                      salon_server_context_get_now (context));
  return answer_tokens (tokens);
}

static SalonServerResponse *
post_login (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonServerTokens) tokens =
    salon_server_sign_in_begin (context, salon_server_request_get_text (request, "email"),
                                salon_server_request_get_text (request, "password"),
                                salon_server_request_get_text (request, "device"), error);

  return tokens != NULL ? welcome (context, request, tokens) : NULL;
}

static SalonServerResponse *
post_refresh (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonServerTokens) tokens =
    salon_server_sign_in_refresh (context, salon_server_request_get_text (request, "refresh_token"),
                                  salon_server_request_get_text (request, "device"), error);

  return tokens != NULL ? welcome (context, request, tokens) : NULL;
}

static SalonServerResponse *
post_logout (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  if (!salon_server_sign_in_end (context, salon_server_request_get_text (request, "refresh_token"),
                                 error))
    return NULL;
  return salon_server_response_new_empty ();
}

static const SalonServerRoute routes[] = {
  { .method = "POST",
    .pattern = "/api/v1/auth/login",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .body = &login_schema,
    .reply = &tokens_schema,
    .handler = post_login,
    .summary = "Sign in",
    .limit = "login" },
  { .method = "POST",
    .pattern = "/api/v1/auth/refresh",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .body = &refresh_schema,
    .reply = &tokens_schema,
    .handler = post_refresh,
    .summary = "Renew a sign-in; the token is spent by it",
    .limit = "refresh" },
  { .method = "POST",
    .pattern = "/api/v1/auth/logout",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .body = &logout_schema,
    .handler = post_logout,
    .summary = "Sign out: ends the sign-in that the token belongs to",
    .status = 204,
    .limit = "refresh" },
};

const SalonServerRouteTable salon_server_auth_routes = { routes, G_N_ELEMENTS (routes) };
