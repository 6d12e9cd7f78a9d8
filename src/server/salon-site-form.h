/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person fills in and sends, without a cookie. A form carries a signed token: when it was made, something
 * random, and an HMAC of both with its purpose; it is good for two hours. The same token sent twice is the same
 * deed (salon_site_form_get_key()), so that a double click, a reload or the back button does nothing twice.
 *
 * In a template the form begins with {{> form-guard}} (the token, and a field that people do not see), shows
 * {{> form-faults}} above it, and fields find "values.NAME" and "faults.NAME" in "form". One thread.
 */
#pragma once

#include "salon-server-route.h"
#include "site/salon-site-words.h"

G_BEGIN_DECLS

#define SALON_SITE_FORM_LIFE_SECONDS (2 * 60 * 60)
#define SALON_SITE_FORM_MOST_FIELDS 64

typedef struct _SalonSiteForm SalonSiteForm;

/* An empty one, to be shown. @purpose: "booking"; a token of one is good for no other. */
SalonSiteForm *salon_site_form_new (SalonServerContext *context, const char *purpose);

/**
 * salon_site_form_read:
 *
 * What was sent. Fails with FORBIDDEN when another site has sent it, with MEDIA_TYPE, MALFORMED, and with INVALID
 * when the field that people do not see is filled in: the answer is then a page by itself. A token that is old,
 * or none of ours, is a fault of the form instead: it is shown once more, with a new token and all that was typed.
 */
SalonSiteForm *salon_site_form_read (SalonServerContext *context,
                                     SalonServerRequest *request,
                                     const char *purpose,
                                     GError **error);
void salon_site_form_free (SalonSiteForm *self);

/* Without the space around it, line ends as "\n"; "" when it was not sent. */
const char *salon_site_form_get (const SalonSiteForm *self, const char *name);
/* What is shown in the field. */
void salon_site_form_set (SalonSiteForm *self, const char *name, const char *value);
/* Of the token that was sent: 64 letters, as an Idempotency-Key. NULL for a new form. */
const char *salon_site_form_get_key (const SalonSiteForm *self);

/* @field: the name of the field, and in the page its id; NULL: of the form as a whole. @message: a sentence. */
void salon_site_form_add_fault (SalonSiteForm *self, const char *field, const char *message);
gboolean salon_site_form_has_faults (const SalonSiteForm *self);

/* As "form" of @root: {token, values, faults, has_faults, fault_list: [{field,
 * message}], fault_title}. */
void salon_site_form_write (const SalonSiteForm *self,
                            const SalonSiteWords *words,
                            yyjson_mut_doc *doc,
                            yyjson_mut_val *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSiteForm, salon_site_form_free)

G_END_DECLS
