/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An answer that goes on: whoever has news pushes it, the frame sends it when the client takes it. Any
 * thread, counted references. A client that takes nothing is let go when 256 KiB wait for her.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SalonServerStream SalonServerStream;

typedef void (*SalonServerStreamWakeFunc) (gpointer user_data);

SalonServerStream *salon_server_stream_new (void);
SalonServerStream *salon_server_stream_ref (SalonServerStream *self);
void salon_server_stream_unref (SalonServerStream *self);

/* FALSE when the client has gone (or is let go): forget the stream then. */
gboolean salon_server_stream_push (SalonServerStream *self, const char *text);
/* Nothing more will come. */
void salon_server_stream_close (SalonServerStream *self);
gboolean salon_server_stream_is_closed (SalonServerStream *self);

/* For the frame. Takes up to @size bytes: how many, 0 for none now (then @wake is called when there
 * are, once), -1 for no more ever. @wake may be called before this returns. */
gssize salon_server_stream_take (SalonServerStream *self,
                                 char *buffer,
                                 gsize size,
                                 SalonServerStreamWakeFunc wake,
                                 gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerStream, salon_server_stream_unref)

G_END_DECLS
