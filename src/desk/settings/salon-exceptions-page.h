/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs from the weekly hours in the days to come: closings and special openings. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_EXCEPTIONS_PAGE (salon_exceptions_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonExceptionsPage,
                      salon_exceptions_page,
                      SALON,
                      EXCEPTIONS_PAGE,
                      AdwPreferencesPage)

AdwPreferencesPage *salon_exceptions_page_new (SalonSession *session);

G_END_DECLS
