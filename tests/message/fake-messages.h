/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program fake_messages.py: OVH, SendGrid and a mail server that check what they are asked, and
 * misbehave when they are told to. Everything here asserts that it succeeds.
 */
#pragma once

#include <yyjson.h>

#include "message/salon-provider-settings.h"

G_BEGIN_DECLS

/* 2026-03-10 08:00 UTC, a Tuesday: what the salon's clock says in these tests. Theirs are right. */
#define FAKE_MESSAGES_NOW G_GINT64_CONSTANT (1773129600)
#define FAKE_MESSAGES_OPERATION "019cd6a0-1111-7000-8000-000000000042"

typedef struct _FakeMessages FakeMessages;

FakeMessages *fake_messages_new (gboolean has_mail_server);
/* Fails the test when something was asked that is against the contract. */
void fake_messages_free (FakeMessages *self);

/* Of a variable of the server's that leads there, or of a door of the mail server ("smtps"). */
const char *fake_messages_get (FakeMessages *self, const char *name);
/* A variable from now on; @value NULL takes it away. */
void fake_messages_set (FakeMessages *self, const char *name, const char *value);
SalonMessageProvider *fake_messages_open (FakeMessages *self, SalonMessageMedium medium);
const char *fake_messages_get_folder (FakeMessages *self);

/* Tells it something, as JSON with ' for ": "['credits', 0]". Returns what it says, which lives until the
 * next time. */
yyjson_val *fake_messages_tell (FakeMessages *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* How many have arrived, and the last of them. */
guint fake_messages_count (FakeMessages *self);
yyjson_val *fake_messages_get_last (FakeMessages *self);

/* A message whose every part is good; to be changed. */
SalonOutgoing fake_messages_make_sms (void);
SalonOutgoing fake_messages_make_mail (void);

/* Sends or looks up, and asserts what becomes of it. Returns how long to wait. */
guint fake_messages_assert_send (SalonMessageProvider *provider,
                                 const SalonOutgoing *outgoing,
                                 SalonDeliveryOutcome outcome,
                                 SalonDeliveryReason reason);
guint fake_messages_assert_look_up (SalonMessageProvider *provider,
                                    gint64 waited,
                                    SalonDeliveryOutcome outcome);

G_END_DECLS
