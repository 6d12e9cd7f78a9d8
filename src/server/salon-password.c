/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-password.h"

#include <crypt.h>
#include <string.h>

#include "salon-secret.h"

#define BCRYPT_MAX_BYTES 72
#define HASH_LENGTH 60

struct _SalonPasswordGate
{
  GMutex mutex;
  GCond somebody_left;
  guint n_at_once;
  guint n_waiting_at_most;
  guint n_inside;
  guint n_waiting;
  guint64 n_computed;
  char *nobody; /* a hash that no password has */
};

static gboolean
is_bcrypt (const char *setting)
{
  return setting[0] == '$' && setting[1] == '2' && setting[2] != '\0' && strchr ("aby", setting[2])
         && setting[3] == '$';
}

/* What bcrypt is given: all of the password, in at most 72 bytes. */
static char *
fit (const char *password)
{
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  if (strlen (password) <= BCRYPT_MAX_BYTES)
    return g_strdup (password);
  salon_secret_hmac ("serenaia long password", password, digest);
  return salon_secret_to_base64url (digest, sizeof digest);
}

char *
salon_password_hash_with (const char *password, const char *setting)
{
  /* 32 KiB: too much for a thread's stack to be sure of. */
  g_autofree struct crypt_data *room = NULL;
  g_autofree char *fitted = NULL;
  char *hash;

  g_return_val_if_fail (password != NULL && setting != NULL, NULL);

  if (!is_bcrypt (setting))
    return NULL;
  room = g_new0 (struct crypt_data, 1);
  fitted = fit (password);
  hash = g_strdup (crypt_rn (fitted, setting, room, (int) sizeof *room));
  /* What is left of the password in it is nobody's business. */
  explicit_bzero (room, sizeof *room);
  explicit_bzero (fitted, strlen (fitted));
  /* A failure is NULL or "*0", which must never be equal to anything. */
  if (hash != NULL && hash[0] != '$')
    g_clear_pointer (&hash, g_free);
  return hash;
}

char *
salon_password_hash (const char *password, guint cost)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  char *hash;

  g_return_val_if_fail (password != NULL, NULL);
  g_return_val_if_fail (cost >= 4 && cost <= 31, NULL);

  /* Without bytes of ours the salt comes from the kernel. */
  if (crypt_gensalt_rn ("$2b$", cost, NULL, 0, setting, sizeof setting) == NULL)
    g_error ("the system makes no salt for bcrypt");
  hash = salon_password_hash_with (password, setting);
  if (hash == NULL)
    g_error ("the system computes no bcrypt");
  return hash;
}

const char *
salon_password_find_fault (const char *password)
{
  g_return_val_if_fail (password != NULL, NULL);

  if (!g_utf8_validate (password, -1, NULL))
    return "The password is not written in UTF-8.";
  if (g_utf8_strlen (password, -1) < SALON_PASSWORD_MIN_LETTERS)
    return "The password needs at least 10 letters, digits or signs.";
  if (strlen (password) > SALON_PASSWORD_MAX_BYTES)
    return "The password is longer than 1024 bytes.";
  return NULL;
}

SalonPasswordGate *
salon_password_gate_new (guint n_at_once, guint n_waiting, guint cost)
{
  SalonPasswordGate *self;
  g_autofree char *secret = salon_secret_new_token ();

  g_return_val_if_fail (n_at_once > 0, NULL);

  self = g_new0 (SalonPasswordGate, 1);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->somebody_left);
  self->n_at_once = n_at_once;
  self->n_waiting_at_most = n_waiting;
  self->nobody = salon_password_hash (secret, cost);
  return self;
}

void
salon_password_gate_free (SalonPasswordGate *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->somebody_left);
  g_free (self->nobody);
  g_free (self);
}

static gboolean
enter (SalonPasswordGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->n_inside == self->n_at_once)
    {
      if (self->n_waiting == self->n_waiting_at_most)
        return FALSE;
      self->n_waiting++;
      while (self->n_inside == self->n_at_once)
        g_cond_wait (&self->somebody_left, &self->mutex);
      self->n_waiting--;
    }
  self->n_inside++;
  self->n_computed++;
  return TRUE;
}

static void
leave (SalonPasswordGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_inside--;
  g_cond_signal (&self->somebody_left);
}

SalonPasswordVerdict
salon_password_gate_check (SalonPasswordGate *self, const char *hash, const char *password)
{
  gboolean can_be_right;
  const char *compared;
  g_autofree char *computed = NULL;
  gboolean is_equal;

  g_return_val_if_fail (self != NULL && password != NULL, SALON_PASSWORD_WRONG);

  can_be_right = hash != NULL && strlen (hash) == HASH_LENGTH && is_bcrypt (hash)
                 && strlen (password) <= SALON_PASSWORD_MAX_BYTES;
  compared = can_be_right ? hash : self->nobody;
  if (!enter (self))
    return SALON_PASSWORD_BUSY;
  computed = salon_password_hash_with (password, compared);
  leave (self);

  is_equal = computed != NULL && salon_secret_is_equal (computed, compared);
  return can_be_right && is_equal ? SALON_PASSWORD_RIGHT : SALON_PASSWORD_WRONG;
}

guint64
salon_password_gate_get_n_computed (SalonPasswordGate *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->mutex);
  return self->n_computed;
}
