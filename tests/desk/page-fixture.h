/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the desk in a bare window, with a salon of its own in a folder that goes with it. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  SalonSession *session;
  GtkWidget *window;
  GtkWidget *page; /* borrowed */
  guint n_changes; /* that the session told of */
  char *last_label;
} PageFixture;

typedef GtkWidget *(*PageFixtureMake) (SalonSession *session);

/* 12 March 2026, 10:00. @n_bookings 0: an empty salon. @make NULL: an empty page. */
void page_fixture_set_up (PageFixture *self, int n_bookings, PageFixtureMake make, int width);
/* As set_up, on a salon that @fill has made; it is no sample. */
typedef void (*PageFixtureFill) (SalonStore *store, gconstpointer data);
void page_fixture_set_up_filled (PageFixture *self,
                                 PageFixtureFill fill,
                                 gconstpointer data,
                                 PageFixtureMake make,
                                 int width);
/* Asserts that nothing keeps page or session. */
void page_fixture_tear_down (PageFixture *self);

/* Until the session has told of one more change. */
void page_fixture_wait_for_change (PageFixture *self, guint n_before);
/* Until nothing is left to do at once. */
void page_fixture_settle (void);
void page_fixture_undo (PageFixture *self);

/* A child of @widget's own template. */
gpointer page_fixture_get_child (gpointer widget, const char *name);
/* The @nth widget of @type under @widget, depth first; asserts that there is one. */
gpointer page_fixture_find (gpointer widget, GType type, guint nth);
guint page_fixture_count (gpointer widget, GType type);

G_END_DECLS
