/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages on the way to a booking have in common: the steps, and what is chosen so far. */
#pragma once

#include "salon-site-page.h"
#include "salon-site-visit.h"
#include "site/salon-site-format.h"
#include "site/salon-site-words.h"

G_BEGIN_DECLS

/* "Total : 1 h 30, 85 €". Transfer full. */
char *salon_site_steps_say_total (const SalonSiteVisit *visit, const char *key);

/* "mardi 1er décembre 2026 à 14 h 30". Transfer full. */
char *salon_site_steps_say_moment (const SalonSiteWords *words, SalonMoment moment);

/* The data of a page at @step: steps, services and their total. Transfer full. */
yyjson_mut_doc *salon_site_steps_begin (const SalonSiteVisit *visit, SalonSiteStep step);

/* The page on which services are chosen; with what is wrong with her choice, when she has made one. */
SalonServerResponse *salon_site_steps_show_services (SalonServerContext *context,
                                                     SalonServerRequest *request,
                                                     const SalonSiteVisit *visit,
                                                     GError **error);

G_END_DECLS
