/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages from templates: a small part of Mustache. Made once, read by any thread.
 *
 *   {{name}} {{a.b}} {{.}}     a value, escaped for a text and for an attribute in quotes
 *   {{#name}}…{{/name}}        once for what is there, for each item of a list
 *   {{^name}}…{{/name}}        when it is absent, false, 0, an empty text or an empty list
 *   {{> name}}                 another template, in the same context
 *   {{! words}}                nothing
 *
 * A name is looked up in the innermost section first. Nothing is written as it is, but for values that
 * yyjson calls raw: only our own code makes those (ready HTML, JSON-LD), and no parser does.
 *
 * What is found under "words" may have placeholders of its own, {name} or {a.b}: they are looked up where
 * the template stands, and escaped like everything. Values are never read again, so that a client called
 * "{{x}}" or "{x}" is called so.
 *
 * White space at the beginning of the lines of a template is left out.
 */
#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

#define SALON_SITE_TEMPLATE_MOST_DEPTH 24

typedef struct _SalonSiteTemplates SalonSiteTemplates;

SalonSiteTemplates *salon_site_templates_new (void);
void salon_site_templates_free (SalonSiteTemplates *self);

/**
 * salon_site_templates_add:
 * @text: UTF-8
 *
 * One of that name that was there is replaced. Fails with SALON_ERROR_NOT_UNDERSTOOD, and says the name and
 * the line of what is wrong.
 */
gboolean salon_site_templates_add (SalonSiteTemplates *self,
                                   const char *name,
                                   const char *text,
                                   GError **error);

/* Every {{> name}} is there, and none holds itself. */
gboolean salon_site_templates_check (SalonSiteTemplates *self, GError **error);

gboolean salon_site_templates_has (SalonSiteTemplates *self, const char *name);

/**
 * salon_site_templates_render:
 * @name: a template that is there
 * @contexts: objects; of two that have a name the later one counts
 *
 * Returns: (transfer full): a name that nothing has is an empty text
 */
char *salon_site_templates_render (SalonSiteTemplates *self,
                                   const char *name,
                                   yyjson_mut_val *const *contexts,
                                   gsize n_contexts);

/* For a text, and for an attribute in quotes. */
void salon_site_template_escape (GString *into, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSiteTemplates, salon_site_templates_free)

G_END_DECLS
