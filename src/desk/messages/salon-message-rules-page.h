/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preferences: what clients are told, by what means and when; quiet hours; under whose name. Every edit is
 * a change of the salon, saved at once. Its action "messages.write" ("reminder.sms") opens the texts.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_RULES_PAGE (salon_message_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageRulesPage,
                      salon_message_rules_page,
                      SALON,
                      MESSAGE_RULES_PAGE,
                      AdwPreferencesPage)

AdwPreferencesPage *salon_message_rules_page_new (SalonSession *session);

G_END_DECLS
