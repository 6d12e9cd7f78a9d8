/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sees to it that the open salon is copied every day: looks when it begins, and then once an hour.
 * The copy is made in a thread. A failure is told through the session, and once only: a disk that is
 * full is full an hour later too. A sample is not copied, nor what is on a disk that may not be written.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_DAILY_BACKUP (salon_daily_backup_get_type ())
G_DECLARE_FINAL_TYPE (SalonDailyBackup, salon_daily_backup, SALON, DAILY_BACKUP, GObject)

SalonDailyBackup *salon_daily_backup_new (SalonSession *session);
/* Blocks until a copy that is being made is finished; none is begun afterwards. */
void salon_daily_backup_stop (SalonDailyBackup *self);

G_END_DECLS
