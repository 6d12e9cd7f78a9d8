/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon has decided on gift cards: how codes begin, how long a card is good, and when its VAT
 * is due. How the paper looks is decided elsewhere. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_RULES_PAGE (salon_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonRulesPage, salon_rules_page, SALON, RULES_PAGE, AdwPreferencesPage)

AdwPreferencesPage *salon_rules_page_new (SalonSession *session);

G_END_DECLS
