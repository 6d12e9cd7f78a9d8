/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of one kind of message, with what Marie Durand would read beside them. A text that can be sent
 * is saved by the button, and when the page is left; one that cannot keeps the page from being left by
 * mistake, and can be put back.
 */
#pragma once

#include "common/salon-session.h"
#include "message/salon-message-settings.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_TEMPLATE_PAGE (salon_template_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonTemplatePage,
                      salon_template_page,
                      SALON,
                      TEMPLATE_PAGE,
                      AdwNavigationPage)

AdwNavigationPage *
salon_template_page_new (SalonSession *session, SalonMessageKind kind, SalonMessageMedium medium);

G_END_DECLS
