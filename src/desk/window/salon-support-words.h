/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What whoever helps has to know about this computer: versions, desktop, language, and what kind of
 * salon is open. In English, for it is not read by the owner, and with nothing that says who she is:
 * no name, no folder, no address, no client. Main thread.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* @session: of the salon that is open, nullable. */
char *salon_support_words_build (SalonSession *session);

G_END_DECLS
