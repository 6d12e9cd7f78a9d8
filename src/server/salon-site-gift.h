/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page on which a gift card is ordered: what can be chosen, what was typed, and the picture of the card that
 * it will be. One form, whose fields are: choice ("50.00" …, "other", "service"), other_amount, service,
 * recipient_name, recipient_email, buyer_name, buyer_email, message, provider.
 */
#pragma once

#include "salon-gift-order.h"
#include "salon-site-form.h"

G_BEGIN_DECLS

#define SALON_SITE_GIFT_FORM "gift-card"
#define SALON_SITE_GIFT_FIRST_CHOICE "50.00" /* of a form that is new */

/* What was chosen, as far as it can be read: nothing in it need be right. */
typedef struct
{
  gint64 amount_cents;    /* 0: none that can be */
  const char *service_id; /* nullable; borrowed of the form */
  char *amount;           /* nullable: "80.00" */
} SalonSiteGiftChoice;

void salon_site_gift_choice_clear (SalonSiteGiftChoice *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonSiteGiftChoice, salon_site_gift_choice_clear)

/* Is it an amount that is offered without being typed? */
gboolean salon_site_gift_is_suggestion (gint64 cents);

/* Fills @choice, which is zero. */
void salon_site_gift_read_choice (const SalonSiteForm *form, SalonSiteGiftChoice *choice);

/* Adds a fault for each field that is not as it should be. What is typed in one line becomes one. */
void salon_site_gift_check (SalonServerContext *context,
                            SalonSiteForm *form,
                            const SalonSiteWords *words);

/**
 * salon_site_gift_draw:
 * @alt: (out) (transfer full): what is to be seen on it, in words
 *
 * A PNG of the card as it was typed so far, without a code.
 */
GBytes *salon_site_gift_draw (SalonServerContext *context,
                              const SalonSiteForm *form,
                              const SalonSiteWords *words,
                              char **alt,
                              GError **error);

/**
 * salon_site_gift_show:
 * @with_picture: of what is typed; without it the page is light, and has the place for it
 */
SalonServerResponse *salon_site_gift_show (SalonServerContext *context,
                                           SalonServerRequest *request,
                                           guint status,
                                           const SalonSiteForm *form,
                                           gboolean with_picture,
                                           GError **error);

G_END_DECLS
