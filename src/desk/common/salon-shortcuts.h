/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every key of the desk: one table says which keys there are and what they are for. Windows, pages
 * and dialogs ask it for the keys that they listen to, and the list of shortcuts shows it, so that
 * no key works unsaid, and none is promised that does nothing.
 *
 * The same key of the number pad always works too. Keys by which one walks through a list of GTK are
 * GTK’s own and not in the table. For the main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the order in which they are shown. */
typedef enum
{
  SALON_SHORTCUT_NEW_BOOKING,
  SALON_SHORTCUT_NEW_HERE, /* what the list that is shown has */
  SALON_SHORTCUT_FIND,
  SALON_SHORTCUT_UNDO,
  SALON_SHORTCUT_REDO,
  SALON_SHORTCUT_SEARCH,
  SALON_SHORTCUT_PRINT,
  SALON_SHORTCUT_PREFERENCES,
  SALON_SHORTCUT_HELP,
  SALON_SHORTCUT_SHORTCUTS,
  SALON_SHORTCUT_MAIN_MENU,
  SALON_SHORTCUT_QUIT,
  SALON_SHORTCUT_TODAY, /* its second key is the grid’s alone */
  SALON_SHORTCUT_EARLIER,
  SALON_SHORTCUT_LATER,
  SALON_SHORTCUT_VIEW, /* day, three days, week, month */
  SALON_SHORTCUT_WALK, /* left, up, down, right */
  SALON_SHORTCUT_OPEN,
  SALON_SHORTCUT_BLOCK,
  SALON_SHORTCUT_PASTE,
  SALON_SHORTCUT_GIVE_UP,
  SALON_SHORTCUT_MOVE, /* left, up, down, right */
  SALON_SHORTCUT_LENGTHEN,
  SALON_SHORTCUT_SHORTEN,
  SALON_SHORTCUT_CUT,
  SALON_SHORTCUT_COPY,
  SALON_SHORTCUT_ARRIVED,
  SALON_SHORTCUT_CONFIRMED,
  SALON_SHORTCUT_PAYMENT,
  SALON_SHORTCUT_NO_SHOW,
  SALON_SHORTCUT_CANCEL,
  SALON_SHORTCUT_CONTEXT_MENU,
  SALON_SHORTCUT_ROW_UP,
  SALON_SHORTCUT_ROW_DOWN,
  SALON_SHORTCUT_ROW_REMOVE,
  SALON_SHORTCUT_COPY_PHONE,
  SALON_SHORTCUT_PERIOD_EARLIER,
  SALON_SHORTCUT_PERIOD_LATER,
  SALON_SHORTCUT_CHART_WALK, /* left, up, down, right */
  SALON_SHORTCUT_CHART_ENDS, /* first, last */
  SALON_SHORTCUT_GO,         /* what the dialog is for */
  SALON_SHORTCUT_SAVE,
  SALON_SHORTCUT_CLOSE,
  SALON_SHORTCUT_REST, /* a means of payment each, in the order of SalonMeans */
} SalonShortcut;

#define SALON_N_SHORTCUTS (SALON_SHORTCUT_REST + 1)
/* For the number of a key: all keys of a row mean the same. */
#define SALON_EVERY_KEY (-1)

/* In the reader’s language. The caller does not own them. */
const char *salon_shortcut_get_title (SalonShortcut shortcut);
const char *salon_shortcut_get_group (SalonShortcut shortcut);
/* The keys as GTK writes them, with a space between them. */
const char *salon_shortcut_get_keys (SalonShortcut shortcut);
/* GTK or libadwaita listens to it, and we need not. */
gboolean salon_shortcut_is_toolkits (SalonShortcut shortcut);
/* The key of that number as the keyboard has it: “Ctrl+N”. */
char *salon_shortcut_dup_label (SalonShortcut shortcut, int key);

/* Widgets of @klass listen to it. @key: its number, or SALON_EVERY_KEY. @target, @arguments:
 * nullable, floating is taken. */
void salon_shortcut_bind_action (GtkWidgetClass *klass,
                                 SalonShortcut shortcut,
                                 int key,
                                 const char *action,
                                 GVariant *target);
void salon_shortcut_bind (GtkWidgetClass *klass,
                          SalonShortcut shortcut,
                          int key,
                          GtkShortcutFunc callback,
                          GVariant *arguments);

/* For keys that are taken elsewhere than where the focus is, or before it: a controller on @widget,
 * which owns it, for salon_shortcut_add(). */
GtkShortcutController *
salon_shortcut_listen (GtkWidget *widget, GtkShortcutScope scope, GtkPropagationPhase phase);
void salon_shortcut_add (GtkShortcutController *controller,
                         SalonShortcut shortcut,
                         int key,
                         GtkShortcutAction *action,
                         GVariant *arguments);
/* As salon_shortcut_add() with an action that has a name. */
void salon_shortcut_add_action (GtkShortcutController *controller,
                                SalonShortcut shortcut,
                                int key,
                                const char *action,
                                GVariant *target);

/* In every window of @application. */
void
salon_shortcut_set_accels (GtkApplication *application, SalonShortcut shortcut, const char *action);

G_END_DECLS
