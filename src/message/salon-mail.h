/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mail as it travels (RFC 5322, MIME): the text plain and as a simple page of HTML, and a PDF beside it.
 * All of it is seven bits, with CRLF. Its Message-ID is made of the row's id, so that one that was sent
 * twice is the same mail for programs that look.
 *
 * Nothing that comes in can add a header or a recipient: what bears control characters loses them, and an
 * address with any is none.
 */
#pragma once

#include "salon-message-provider.h"

G_BEGIN_DECLS

/* Could mail be sent there? One address without a name, and nothing that means anything to a mail server. */
gboolean salon_mail_is_address (const char *text);

/**
 * salon_mail_find_fault:
 * @from: (nullable): the address that it comes from
 *
 * FINE, or why it need not even be tried.
 */
SalonDeliveryReason salon_mail_find_fault (const SalonOutgoing *outgoing, const char *from);

/**
 * salon_mail_build:
 * @outgoing: without fault
 * @from_name: (nullable):
 */
GBytes *salon_mail_build (const SalonOutgoing *outgoing, const char *from, const char *from_name);

/* The Message-ID, without its brackets: "<operation id>@<domain of @from>". */
char *salon_mail_dup_id (const char *operation_id, const char *from);

/* Of a mail that is without fault: its page, or one made of its text. */
char *salon_mail_dup_html (const SalonOutgoing *outgoing);

G_END_DECLS
