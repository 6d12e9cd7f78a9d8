/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "To review": what the shared salon did not take, each with both versions and the ways out of it. */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_REVIEW_PAGE (salon_review_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonReviewPage, salon_review_page, SALON, REVIEW_PAGE, AdwBin)

GtkWidget *salon_review_page_new (SalonSession *session);

G_END_DECLS
