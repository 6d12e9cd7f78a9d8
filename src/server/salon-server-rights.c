/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-rights.h"

static SalonServerResponse *
refuse (void)
{
  SalonServerResponse *response =
    salon_server_response_new_problem (401, "unauthenticated", "Please sign in.");

  salon_server_response_set_header (response, "WWW-Authenticate", "Bearer");
  return response;
}

SalonServerResponse *
salon_server_rights_check (SalonServerContext *context, SalonServerRequest *request)
{
  g_return_val_if_fail (context != NULL && request != NULL && request->route != NULL, refuse ());

  switch (request->route->right)
    {
    case SALON_SERVER_RIGHT_PUBLIC:
    case SALON_SERVER_RIGHT_PROVIDER:
      return NULL;
    case SALON_SERVER_RIGHT_BOOKING_TOKEN:
      return salon_server_request_get_bearer (request) != NULL ? NULL : refuse ();
    case SALON_SERVER_RIGHT_ADMIN:
    case SALON_SERVER_RIGHT_OWNER:
      break;
    }
  return refuse ();
}
