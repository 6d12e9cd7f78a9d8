/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail by SendGrid (v3/mail/send). It takes no key that makes a second question harmless, and tells of what
 * it took only to a web server that the salon does not have: an UNKNOWN stays one. The row's id goes with
 * each mail all the same (custom_args), so that a person finds it in SendGrid's list. Nothing in a mail
 * is tracked.
 */
#pragma once

#include "salon-message-provider.h"

G_BEGIN_DECLS

#define SALON_TYPE_SENDGRID (salon_sendgrid_get_type ())
G_DECLARE_FINAL_TYPE (SalonSendgrid, salon_sendgrid, SALON, SENDGRID, GObject)

/**
 * salon_sendgrid_new:
 * @is_sandbox: it checks and does not deliver
 * @from: (nullable): the address of mail that names none
 * @from_name: (nullable):
 */
SalonMessageProvider *salon_sendgrid_new (const char *url,
                                          const char *key,
                                          gboolean is_sandbox,
                                          const char *from,
                                          const char *from_name);

G_END_DECLS
