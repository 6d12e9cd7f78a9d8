/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner says on her public site in her own words: each text is a setting, "site.tagline" and the like,
 * which the pages show. A text of several lines is kept when she leaves it. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_SITE_TEXTS_GROUP (salon_site_texts_group_get_type ())
G_DECLARE_FINAL_TYPE (SalonSiteTextsGroup,
                      salon_site_texts_group,
                      SALON,
                      SITE_TEXTS_GROUP,
                      AdwPreferencesGroup)

AdwPreferencesGroup *salon_site_texts_group_new (SalonSession *session);

G_END_DECLS
