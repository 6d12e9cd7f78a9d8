/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window can do, by name: "print", "imprimer", "préf". The window's menu and pages are added
 * by the window itself, so that whatever is added to those is found here without being named again;
 * what only a page can do stands in this file's own list.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  char *title;
  char *folded; /* what it is found by */
  const char *icon_name;
  const char *accelerator; /* nullable */
  char *name;              /* of the action, "win.print" */
  GVariant *target;        /* nullable */
} SalonFinderAction;

#define SALON_TYPE_FINDER_ACTIONS (salon_finder_actions_get_type ())
G_DECLARE_FINAL_TYPE (SalonFinderActions, salon_finder_actions, SALON, FINDER_ACTIONS, GObject)

SalonFinderActions *salon_finder_actions_new (void);
/* What pages can do. */
void salon_finder_actions_add_pages (SalonFinderActions *self);
/* @title: translated, an underscore is left out; @also: another word for it, nullable; @target:
 * nullable, floating is taken. */
void salon_finder_actions_add (SalonFinderActions *self,
                               const char *title,
                               const char *also,
                               const char *icon_name,
                               const char *name,
                               GVariant *target);
/* Every item of @menu, and of its sections and submenus. */
void salon_finder_actions_add_menu (SalonFinderActions *self, GMenuModel *menu);
void salon_finder_actions_remove (SalonFinderActions *self, const char *name);
/* SalonFinderAction, borrowed: those whose words @typed begins; all for an empty text. */
GPtrArray *salon_finder_actions_find (SalonFinderActions *self, const char *typed);

G_END_DECLS
