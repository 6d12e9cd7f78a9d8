/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an undo or a redo did, in a toast. A payment that is undone is not gone: the till keeps its line,
 * and a second one takes it back; and the booking that was paid for is cancelled, not taken away. The
 * owner who wonders about either tomorrow is told of it now. Pure.
 */
#pragma once

#include "core/salon-change.h"

G_BEGIN_DECLS

/* @applied: what the store did. "Undone: Move Marie Durand to …" Transfer full. */
char *salon_undo_words_undone (SalonChange *applied);
char *salon_undo_words_redone (SalonChange *applied);

G_END_DECLS
