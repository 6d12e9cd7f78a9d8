/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month, the day and its free times, for the services that somebody has chosen. */
#include "salon-site-days.h"
#include "salon-site-steps.h"

static SalonServerResponse *
get_day (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };
  yyjson_mut_doc *doc;

  if (!salon_site_visit_read (&visit, context, request, error))
    return NULL;
  if (visit.choice == NULL)
    return salon_site_steps_show_services (context, request, &visit, error);
  doc = salon_site_steps_begin (&visit, SALON_SITE_STEP_DAY);
  if (!salon_site_days_add (context, &visit, &visit.choice->whole, NULL, doc,
                            yyjson_mut_doc_get_root (doc), error))
    {
      yyjson_mut_doc_free (doc);
      return NULL;
    }
  return salon_site_page_new (context, request, 200, "booking-day", doc, error);
}

#define ROUTE(path, words)                                                                         \
  { .method = "GET",                                                                               \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = get_day,                                                                            \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_QUERY | SALON_SERVER_ROUTE_OPEN,         \
    .limit = "pages" }

static const SalonServerRoute routes[] = {
  ROUTE ("/reservation/jour", "The days with something free"),
  ROUTE ("/en/booking/day", "The same in English"),
};

const SalonServerRouteTable salon_site_day_routes = { routes, G_N_ELEMENTS (routes) };
