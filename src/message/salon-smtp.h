/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail by any mail server that takes it from people who sign in (submission, RFC 6409), by libcurl. Nothing
 * is said before the connection is encrypted and the certificate is valid for the name: STARTTLS is
 * required on smtp:, smtps: begins with it.
 *
 * As long as the text has not been handed over whole, the server cannot have taken it: LATER. From there on,
 * without an answer, UNKNOWN for good: a mail server cannot be asked what it took.
 */
#pragma once

#include "salon-message-provider.h"

G_BEGIN_DECLS

#define SALON_TYPE_SMTP (salon_smtp_get_type ())
G_DECLARE_FINAL_TYPE (SalonSmtp, salon_smtp, SALON, SMTP, GObject)

/**
 * salon_smtp_new:
 * @url: "smtp://mail.example.fr:587" or "smtps://mail.example.fr:465"
 * @user: (nullable): %NULL: it lets everybody in
 * @password: (nullable):
 * @authority: (nullable): a file of certificates that are trusted instead of the computer's
 * @from: (nullable): the address of mail that names none
 * @from_name: (nullable):
 */
SalonMessageProvider *salon_smtp_new (const char *url,
                                      const char *user,
                                      const char *password,
                                      const char *authority,
                                      const char *from,
                                      const char *from_name);
/* For tests: how long to wait for a connection, and in all. */
void salon_smtp_set_patience (SalonSmtp *self, guint connect_ms, guint total_ms);

G_END_DECLS
