/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the processes of a server share of the public site: what is compiled in (site/salon-site.h), the key of
 * its forms, and its policy towards browsers. Made before they part and never changed; any thread.
 *
 * Without it (SITE=off) the routes of pages are not there.
 */
#pragma once

#include "salon-server-route.h"
#include "site/salon-site.h"

G_BEGIN_DECLS

struct _SalonServerSite
{
  SalonSite *site;
  char *form_key; /* secret */
  char *policy;   /* Content-Security-Policy of a page */
  char *origin;   /* "https://www.example.org", of PUBLIC_URL; nullable */
};

/* Fails when what is compiled in is malformed. */
SalonServerSite *salon_server_site_new (const SalonServerConfiguration *configuration,
                                        GError **error);
void salon_server_site_free (SalonServerSite *self);

/* FALSE for a page when there is no site. */
gboolean salon_server_site_has (const SalonServerShared *shared, const SalonServerRoute *route);

/* What an answer to a person has: a refusal becomes a page in her language, a page its policy, and one that she
 * has already is not sent again. What is for programs stays as it is. */
void salon_server_site_dress (const SalonServerShared *shared,
                              SalonServerRequest *request,
                              SalonServerResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerSite, salon_server_site_free)

G_END_DECLS
