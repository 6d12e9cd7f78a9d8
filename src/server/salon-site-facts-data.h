/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts of the salon as the templates read them: "salon", "hours" and "colours". Pure.
 */
#pragma once

#include "salon-site-facts.h"
#include "site/salon-site-words.h"

G_BEGIN_DECLS

/* @self: (nullable): nothing is known; the name is then that of the program. */
void salon_site_facts_data_add (const SalonSiteFacts *self,
                                const SalonSiteWords *words,
                                yyjson_mut_doc *doc,
                                yyjson_mut_val *root);

G_END_DECLS
