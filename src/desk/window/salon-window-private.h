/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the window share: salon-window.c is the frame and what fills it, -pages.c are the
 * pages, the sidebar and the ways to them, -editor.c opens the editor of bookings, -finder.c the finder,
 * -notices.c says what was done and what failed.
 */
#pragma once

#include "carriers/salon-carriers.h"
#include "finder/salon-finder-actions.h"
#include "messages/salon-message-offer.h"
#include "messages/salon-messenger.h"
#include "planning/salon-planning-banner.h"
#include "sync/salon-sync-banner.h"
#include "sync/salon-sync-indicator.h"
#include "window/salon-window.h"

G_BEGIN_DECLS

struct _SalonWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *root_stack;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkListBox *page_list;
  GtkStack *page_stack;
  GtkLabel *review_badge; /* in its row */
  SalonPlanningBanner *planning_banner;
  SalonSyncBanner *sync_banner;
  SalonSyncIndicator *sync_indicator;
  AdwBanner *sample_banner;
  AdwBanner *read_only_banner;
  GtkButton *undo_button;
  GtkButton *redo_button;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GtkLabel *salon_label;

  GSettings *settings;
  SalonSession *session;
  SalonSharing *sharing;
  SalonMessageOffer *offer;
  SalonCarriers *carriers;   /* nullable */
  SalonMessenger *messenger; /* nullable, as the session */
  AdwToast *last_toast;
  AdwDialog *failure_dialog;
};

/* salon-window-pages.c */
/* Once the class has its template. */
void salon_window_install_pages (GtkWidgetClass *klass);
void salon_window_fill_sidebar (SalonWindow *self);
/* Shows the page of this name, or the calendar when there is none; returns its widget. */
GtkWidget *salon_window_enter_page (SalonWindow *self, const char *name);
void salon_window_update_review (SalonWindow *self);
void salon_window_list_pages (SalonWindow *self, SalonFinderActions *actions);

/* salon-window-editor.c */
void salon_window_install_editor (GtkWidgetClass *klass);

/* salon-window-finder.c */
void salon_window_install_finder (GtkWidgetClass *klass);

/* salon-window-notices.c */
void salon_window_install_notices (GtkWidgetClass *klass);
void salon_window_say (SalonWindow *self, const char *label, gboolean can_undo);
void salon_window_tell_failure (SalonWindow *self, const char *sentence);

G_END_DECLS
