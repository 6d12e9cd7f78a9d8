/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The families of services: what they are called and which style class gives them their colour
 * (resources/style.css, section "Categories"). A category is a key of ours or any text of the
 * owner's; a text of hers is its own title and gets one of the spare colours, always the same one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The keys we know, NULL-terminated, in the order they are offered. */
const char *const *salon_category_get_keys (void);
/* Translated; @key itself when it is the owner's own text; "Other" for NULL and "". */
const char *salon_category_get_title (const char *key);
/* Sets --category-color on a widget and what is inside it. Static. */
const char *salon_category_get_css_class (const char *key);
/* All the classes that salon_category_get_css_class() may return, NULL-terminated. */
const char *const *salon_category_get_css_classes (void);

G_END_DECLS
