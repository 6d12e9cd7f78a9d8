/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shared salon in memory, with as many remotes as a test has desks. It answers as the real one does,
 * in the real one's JSON, and a test says where its connections break, fall silent or lie.
 *
 * The server has a lock of its own: remotes are used by sync threads, the rest by the test. Each call
 * that ends or is held wakes the default main context, so that a test can wait for anything with
 * fake_await().
 */
#pragma once

#include "core/salon-change.h"
#include "sync/salon-remote.h"
#include "sync/salon-sync-error.h"

G_BEGIN_DECLS

typedef enum
{
  FAKE_CALL_OPEN,
  FAKE_CALL_PULL,
  FAKE_CALL_BATCH, /* each batch of a full read */
  FAKE_CALL_PUSH,
  FAKE_CALL_WAIT,
  FAKE_CALL_HISTORY,
  FAKE_N_CALLS,
} FakeCall;

typedef struct _FakeServer FakeServer;

FakeServer *fake_server_new (void);
/* After the last remote is gone. */
void fake_server_free (FakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* Somebody else's doing: one row, one transaction. Takes @row (NULL: it is deleted). */
void fake_server_put (FakeServer *self, const char *table, const char *id, JsonObject *row);
/* How many rows a batch of a full read has. */
void fake_server_set_batch_rows (FakeServer *self, guint n_rows);
/* Restored from a backup: the same rows, another generation, and no memory of answers. */
void fake_server_restore (FakeServer *self);
/* While it is up, what is written is told, but not seen: an older transaction has not ended. */
void fake_server_set_fence (FakeServer *self, gboolean is_up);
/* A member of a row as text; NULL when there is no such row. */
char *
fake_server_dup_text (FakeServer *self, const char *table, const char *id, const char *column);
gsize fake_server_count_rows (FakeServer *self, const char *table);
/* How many changes took effect. */
guint fake_server_count_effects (FakeServer *self);
/* Every row that is there, in one canonical text. */
char *fake_server_dump (FakeServer *self);

#define FAKE_TYPE_REMOTE (fake_remote_get_type ())
G_DECLARE_FINAL_TYPE (FakeRemote, fake_remote, FAKE, REMOTE, GObject)

/* @server outlives it. */
FakeRemote *fake_remote_new (FakeServer *server);
/* How often a call was begun. */
guint fake_remote_count (FakeRemote *self, FakeCall call);
/* The next @times calls of this kind fail with @code, before they have an effect, or after it. */
void fake_remote_fail (FakeRemote *self, FakeCall call, guint times, SalonSyncError code);
void fake_remote_cut_after (FakeRemote *self, FakeCall call, guint times);
/* The next call of this kind is answered with @json, whatever the truth is. Pull and push; and
 * history, of which it knows nothing by itself. In that of a pull, XID and SEQ stand for the cursor that
 * was asked with. */
void fake_remote_lie (FakeRemote *self, FakeCall call, const char *json);
/* Calls of this kind do not return, until they are released or cancelled; but for the first @n_pass. */
void fake_remote_hold (FakeRemote *self, FakeCall call, guint n_pass);
void fake_remote_release (FakeRemote *self, FakeCall call);
gboolean fake_remote_is_holding (FakeRemote *self, FakeCall call);
/* In a wait, with nothing that would end it: whatever was to be done is done. */
gboolean fake_remote_is_idle (FakeRemote *self);
/* One call in five breaks, before or after its effect. 0: no more of that. */
void fake_remote_set_weather (FakeRemote *self, guint64 seed);

/* Iterates the default main context until @condition is true. */
#define fake_await(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
