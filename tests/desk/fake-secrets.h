/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A keyring of the test's own, on the session bus: as large a part of the Secret Service as
 * libsecret needs to keep one secret and to find it. It can be missing, and it can be locked in front of
 * somebody who does not open it. Main thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FAKE_SECRETS_OPEN,
  FAKE_SECRETS_NONE,      /* no keyring on the bus */
  FAKE_SECRETS_DISMISSED, /* locked, and the question for its password is sent away */
  FAKE_SECRETS_FULL,      /* open, but it takes nothing */
} FakeSecretsMood;

typedef struct FakeSecrets FakeSecrets;

/* A bus for tests without a display, until the end of the program; before anything else asks for one. */
void fake_secrets_start_bus (void);
void fake_secrets_stop_bus (void);

FakeSecrets *fake_secrets_new (FakeSecretsMood mood);
void fake_secrets_free (FakeSecrets *self);
void fake_secrets_set_mood (FakeSecrets *self, FakeSecretsMood mood);
/* What is kept; NULL: nothing yet. */
const char *fake_secrets_get (FakeSecrets *self);
/* As if it had been kept long ago. */
void fake_secrets_put (FakeSecrets *self, const char *secret);
guint fake_secrets_count_questions (FakeSecrets *self);

G_END_DECLS
