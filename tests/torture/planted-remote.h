/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The remote of a desk with a bug in it, to show that the judge sees what comes of it: it passes
 * everything on to a sound remote, but for one thing that it does to the salon's file behind the back
 * of the store.
 */
#pragma once

#include "sync/salon-remote.h"

G_BEGIN_DECLS

/**
 * PlantedBug:
 * @PLANTED_OUTBOX: what is sent leaves the outbox before it is answered
 * @PLANTED_PAGE: the cursor is moved before the rows of the page are written, in a transaction of its
 *   own; and the program is killed in between
 */
typedef enum
{
  PLANTED_NOTHING,
  PLANTED_OUTBOX,
  PLANTED_PAGE,
} PlantedBug;

#define PLANTED_TYPE_REMOTE (planted_remote_get_type ())
G_DECLARE_FINAL_TYPE (PlantedRemote, planted_remote, PLANTED, REMOTE, GObject)

/* @path: the salon's file. */
PlantedRemote *planted_remote_new (SalonRemote *sound, PlantedBug bug, const char *path);

G_END_DECLS
