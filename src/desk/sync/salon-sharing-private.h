/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the sharing share: salon-sharing.c is the way to the shared salon and what is waiting
 * to be settled, -steps.c begins, changes and ends it. What is shared is written in the file and nowhere
 * else. The sync belongs to the session, which stops it when it closes.
 */
#pragma once

#include "sync/salon-rest-sign-in.h"
#include "sync/salon-sharing.h"

G_BEGIN_DECLS

struct _SalonSharing
{
  GObject parent_instance;

  SalonSession *session;
  SalonSharingRemoteFunc make_remote;
  gpointer make_remote_data;
  GCancellable *cancellable;

  SalonConnectionSettings *settings; /* NULL: not shared */
  SalonRestSignIn *sign_in;          /* at a server; as long as the settings */
  SalonOnline *online;               /* what that server does; as long as the sign-in */
  char *device;                      /* of the file; NULL: not read yet */
  gboolean is_password_lost;
  guint n_reviews;
};

/* salon-sharing.c */
/* Takes @settings; NULL: not shared. */
void salon_sharing_take_settings (SalonSharing *self, SalonConnectionSettings *settings);
/* @sync: (nullable): it is left. */
void salon_sharing_set_sync (SalonSharing *self, SalonSync *sync);
void salon_sharing_start_sync (SalonSharing *self);
void salon_sharing_count_reviews (SalonSharing *self);
/* From the server that is left, if it was one. */
void salon_sharing_sign_out (SalonSharing *self);
/* Whether the password could be kept. @user_data: the sharing */
void salon_sharing_tell_kept (gpointer user_data, const GError *error);

G_END_DECLS
