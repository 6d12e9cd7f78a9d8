/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who made the program, what is new in it, under which licence it and what it is built on may be
 * used, and what to tell whoever helps. Name, version, links and news come from the metainfo, which
 * software centres show too. Main thread.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* @session: of the salon that is open, nullable. */
AdwDialog *salon_about_dialog_new (SalonSession *session);

G_END_DECLS
