/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks the computer whether this program may go on with its window closed, and to start it without a
 * window when its owner signs in. In a sandbox the portal is asked, which may ask her
 * (org.freedesktop.portal.Background); outside nobody has to be asked, and the start is a file in her
 * autostart folder. Main thread; nothing here waits.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether this process is in a sandbox, where only the portal can be asked. */
gboolean salon_background_is_sandboxed (void);

/**
 * salon_background_request_async:
 * @is_sandboxed: whether the portal is asked, or a file written
 * @is_wanted: whether it shall start by itself and go on without a window
 *
 * Finish with salon_background_request_finish(). Fails with %G_IO_ERROR_PERMISSION_DENIED when she, or
 * the rules of her computer, said no; with the reason when a file or a portal could not be reached.
 */
void salon_background_request_async (gboolean is_sandboxed,
                                     gboolean is_wanted,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean salon_background_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
