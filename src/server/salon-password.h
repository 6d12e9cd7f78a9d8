/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passwords as the database keeps them: bcrypt, "$2b$12$" and 53 letters, by libxcrypt. Those of other
 * programs of the salon ("$2a$", "$2y$", any cost) are read as well.
 *
 * bcrypt looks at 72 bytes. A longer password is first made into 43 letters that stand for all of it
 * (HMAC-SHA-256), so that its end counts and nobody is told to take a shorter one.
 *
 * One computation takes a fifth of a second of a processor. The gate lets a few in at once and a few
 * wait; whoever comes then is sent away, so that a crowd at the door holds up nobody else. For an
 * account that does not exist, or has no password that can be right, it computes all the same: nobody is
 * told by time who has an account. The gate may be used by any thread; everything blocks.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_PASSWORD_COST 12
/* For a new one (ASVS 5.0, 6.2.1); more than this many letters are nobody's password. */
#define SALON_PASSWORD_MIN_LETTERS 10
#define SALON_PASSWORD_MAX_BYTES 1024

/**
 * SalonPasswordVerdict:
 * @SALON_PASSWORD_WRONG: not that one, or there is no such account
 * @SALON_PASSWORD_RIGHT: that one
 * @SALON_PASSWORD_BUSY: too many are waiting; nothing was looked at
 */
typedef enum
{
  SALON_PASSWORD_WRONG,
  SALON_PASSWORD_RIGHT,
  SALON_PASSWORD_BUSY,
} SalonPasswordVerdict;

typedef struct _SalonPasswordGate SalonPasswordGate;

/**
 * salon_password_hash:
 * @cost: %SALON_PASSWORD_COST; less only where a test has to be quick
 *
 * Blocks for a fifth of a second. Returns: (transfer full): what to keep
 */
char *salon_password_hash (const char *password, guint cost);

/* The hash of @password with the cost and salt of @setting (a hash, or the beginning of one); %NULL when
 * that is none of bcrypt's. Transfer full. */
char *salon_password_hash_with (const char *password, const char *setting);

/* Why a new password will not do, in English for the terminal; %NULL when it will. */
const char *salon_password_find_fault (const char *password);

/**
 * salon_password_gate_new:
 * @n_at_once: how many compute at the same time
 * @n_waiting: how many more may wait
 * @cost: of what is computed for an account that does not exist
 */
SalonPasswordGate *salon_password_gate_new (guint n_at_once, guint n_waiting, guint cost);
void salon_password_gate_free (SalonPasswordGate *self);

/**
 * salon_password_gate_check:
 * @hash: (nullable): what the database keeps; %NULL when there is no such account
 */
SalonPasswordVerdict
salon_password_gate_check (SalonPasswordGate *self, const char *hash, const char *password);

/* How many hashes it computed so far. */
guint64 salon_password_gate_get_n_computed (SalonPasswordGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPasswordGate, salon_password_gate_free)

G_END_DECLS
