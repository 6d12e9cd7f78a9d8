/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Does it work?" before a shared salon is used: step by step, so that the owner, or whoever helps her
 * on the phone, reads at which one it fails. And what is there, when it works: nothing yet, another
 * program's salon, a shared one; then "prepare" makes it one.
 *
 * At a server, only whoever looks after it can prepare what is behind it.
 *
 * Main thread. The work is done in a thread of its own; each step is told as it is known.
 */
#pragma once

#include <gio/gio.h>

#include "database/salon-connection-settings.h"
#include "salon-sync-error.h"

G_BEGIN_DECLS

/**
 * SalonConnectionStep:
 * @SALON_CONNECTION_STEP_NAME: the name of the computer is known
 * @SALON_CONNECTION_STEP_PORT: something answers there
 * @SALON_CONNECTION_STEP_CERTIFICATE: it is the one that was meant, and nobody listens in
 * @SALON_CONNECTION_STEP_SIGN_IN: user and password are right
 * @SALON_CONNECTION_STEP_DATABASE: the database is there, and this desk can use it
 */
typedef enum
{
  SALON_CONNECTION_STEP_NAME,
  SALON_CONNECTION_STEP_PORT,
  SALON_CONNECTION_STEP_CERTIFICATE,
  SALON_CONNECTION_STEP_SIGN_IN,
  SALON_CONNECTION_STEP_DATABASE,
} SalonConnectionStep;

#define SALON_CONNECTION_N_STEPS (SALON_CONNECTION_STEP_DATABASE + 1)

/**
 * SalonConnectionState:
 * @SALON_CONNECTION_STATE_WAITING: not reached (yet)
 * @SALON_CONNECTION_STATE_RUNNING: being tried
 * @SALON_CONNECTION_STATE_PASSED: good
 * @SALON_CONNECTION_STATE_NOT_NEEDED: good: this connection does not leave the computer
 * @SALON_CONNECTION_STATE_FAILED: see salon_connection_test_get_error()
 */
typedef enum
{
  SALON_CONNECTION_STATE_WAITING,
  SALON_CONNECTION_STATE_RUNNING,
  SALON_CONNECTION_STATE_PASSED,
  SALON_CONNECTION_STATE_NOT_NEEDED,
  SALON_CONNECTION_STATE_FAILED,
} SalonConnectionState;

/**
 * SalonConnectionContents:
 * @SALON_CONNECTION_CONTENTS_UNKNOWN: not seen (yet), or nothing that a salon can be made of
 * @SALON_CONNECTION_CONTENTS_NOTHING: an empty database: "prepare" makes a shared salon of it
 * @SALON_CONNECTION_CONTENTS_TAKE_OVER: another program's salon: "prepare" takes it over, and loses
 *   nothing of it
 * @SALON_CONNECTION_CONTENTS_OLDER: a shared salon of an older version: "prepare" brings it up to date
 * @SALON_CONNECTION_CONTENTS_PREPARED: a shared salon, with nothing in it yet
 * @SALON_CONNECTION_CONTENTS_SALON: a shared salon with rows
 */
typedef enum
{
  SALON_CONNECTION_CONTENTS_UNKNOWN,
  SALON_CONNECTION_CONTENTS_NOTHING,
  SALON_CONNECTION_CONTENTS_TAKE_OVER,
  SALON_CONNECTION_CONTENTS_OLDER,
  SALON_CONNECTION_CONTENTS_PREPARED,
  SALON_CONNECTION_CONTENTS_SALON,
} SalonConnectionContents;

#define SALON_TYPE_CONNECTION_TEST (salon_connection_test_get_type ())
G_DECLARE_FINAL_TYPE (SalonConnectionTest, salon_connection_test, SALON, CONNECTION_TEST, GObject)

/* @settings: copied */
SalonConnectionTest *salon_connection_test_new (const SalonConnectionSettings *settings);

/**
 * salon_connection_test_run_async:
 *
 * Tries everything from the first step. One at a time.
 */
void salon_connection_test_run_async (SalonConnectionTest *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/* TRUE: there is a shared salon that this desk can use. Else the failed step's error:
 * SALON_SYNC_ERROR, or G_IO_ERROR_CANCELLED. */
gboolean
salon_connection_test_run_finish (SalonConnectionTest *self, GAsyncResult *result, GError **error);

/**
 * salon_connection_test_prepare_async:
 *
 * For a user with the rights of an owner of the database: makes it a shared salon, or brings it up to
 * date, and then does the same as a run. May take minutes for a large salon that is taken over.
 * Stopped half-way it leaves the database as it was before the step it was at.
 */
void salon_connection_test_prepare_async (SalonConnectionTest *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean salon_connection_test_prepare_finish (SalonConnectionTest *self,
                                               GAsyncResult *result,
                                               GError **error);

SalonConnectionState salon_connection_test_get_state (SalonConnectionTest *self,
                                                      SalonConnectionStep step);
/* SALON_SYNC_ERROR of a step that failed, else NULL. The last step fails with NOT_PREPARED or OLDER
 * where "prepare" is the way on. */
const GError *salon_connection_test_get_error (SalonConnectionTest *self, SalonConnectionStep step);
SalonConnectionContents salon_connection_test_get_contents (SalonConnectionTest *self);
/* What a server gave for the password, once it has passed: to be kept instead of it. Transfer full. */
char *salon_connection_test_dup_token (SalonConnectionTest *self);
/* Rows of a shared salon, as far as they were counted, but for the one that every salon has. */
gint64 salon_connection_test_get_n_rows (SalonConnectionTest *self);

/*
 * Signals:
 *   changed (): a step, or what is there, is other than before.
 */

G_END_DECLS
