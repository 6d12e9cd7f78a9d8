/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the application share. It wires everything once: which salon's file is opened, its
 * session, its window. There are no globals; who needs the session is given it.
 *
 * salon-application.c is the program as the desktop sees it, -opening.c opens a salon and puts another
 * file in its place, -wanted.c is what is asked for from outside.
 */
#pragma once

#include "carriers/salon-carriers.h"
#include "common/salon-session.h"
#include "messages/salon-notices.h"
#include "window/salon-application.h"
#include "window/salon-daily-backup.h"
#include "window/salon-search-provider.h"
#include "window/salon-window.h"

G_BEGIN_DECLS

struct _SalonApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  SalonCarriers *carriers;   /* of messages, whichever salon is open */
  SalonSession *session;     /* of the window, once it is loaded */
  SalonSession *opening;     /* not yet in a window */
  GError *fill_error;        /* why the sample in @opening could not be made */
  GVariant *new_salon;       /* plan of it, while a salon of one's own is being started */
  gboolean wants_connection; /* the salon that is being opened is to be connected */

  /* The last attempt at opening. */
  char *opening_path;
  gboolean opening_is_sample;
  gboolean opening_is_choice; /* made on the welcome: to be remembered once it has worked */

  SalonDailyBackup *daily_backup;       /* of the session */
  SalonSearchProvider *search_provider; /* nullable: while there is a session bus */

  /* An action of the window that was asked for from outside, for when a salon is open; nullable. */
  char *wanted_action;
  GVariant *wanted_target; /* nullable */
  SalonNotices *notices;   /* of the session */
  gboolean is_quiet;       /* started without a window, and nobody asked for one yet */

  /* Another file is being put in its place, and what came of it: told once a salon is open again. */
  gboolean is_rescuing;
  gboolean has_read_damaged; /* more to say than fits on a toast */
  char *rescue_words;
  GError *rescue_error;

  /* From the command line, for tests, pictures and people with several salons. */
  char *salon_path;
  gboolean wants_sample;
  char *page;
  char *now;
};

/* salon-application.c */
SalonWindow *salon_application_get_window (SalonApplication *self); /* nullable */
SalonWindow *salon_application_ensure_window (SalonApplication *self);

/* salon-application-opening.c */
void salon_application_add_opening_actions (SalonApplication *self);
/* Of the salon's file with this name. */
char *salon_application_build_path (const char *name);
/* The salon that the command line or the last choice names, or the welcome. */
void salon_application_open_remembered (SalonApplication *self);
/* Started when its owner signed in: the salon is opened in a window that nobody sees yet. */
void salon_application_open_quietly (SalonApplication *self);
void salon_application_close_session (SalonApplication *self);

/* salon-application-wanted.c */
void salon_application_add_wanted_actions (SalonApplication *self);
/* What waited until a salon is open. */
void salon_application_do_wanted (SalonApplication *self);
void salon_application_bring_in (SalonApplication *self, GFile *file);
gboolean salon_application_export_search (SalonApplication *self,
                                          GDBusConnection *connection,
                                          const char *object_path,
                                          GError **error);
void salon_application_unexport_search (SalonApplication *self, GDBusConnection *connection);

G_END_DECLS
