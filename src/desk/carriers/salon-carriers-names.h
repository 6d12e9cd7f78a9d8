/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Under which name messages go out: rows of the salon's settings, the same on all its computers. And how
 * a mail server is written in one field. Main thread.
 */
#pragma once

#include "common/salon-session.h"
#include "message/salon-message-settings.h"

G_BEGIN_DECLS

/* Of the open salon; what is not set is as by default. Transfer full. */
SalonMessageSettings *salon_carriers_names_read (SalonSession *session);
/* Commits what is other than before. */
void salon_carriers_names_save_sender (SalonSession *session, const char *sender);
void salon_carriers_names_save_mail (SalonSession *session, const char *address, const char *name);

/* "smtp.example.org", "smtp.example.org:465" or a whole address, as an address; NULL: it is none. */
char *salon_carriers_names_parse_server (const char *text);
/* The shortest way to write it. */
char *salon_carriers_names_format_server (const char *url);

G_END_DECLS
