/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-jwt.h"

#include <string.h>
#include <yyjson.h>

#include "salon-secret.h"

#define N_KEYS 2

typedef struct
{
  char *secret;
  char *header; /* as it begins a token: in base64url, with the dot */
} Key;

struct _SalonJwtKeys
{
  Key keys[N_KEYS]; /* the first signs; the second may have no secret */
};

/* Names a key without giving anything of it away. */
static char *
make_key_id (const char *secret)
{
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  salon_secret_hmac (secret, "serenaia key id", digest);
  return salon_secret_to_base64url (digest, 9);
}

char *
salon_jwt_dup_header (const char *secret)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (secret != NULL, NULL);

  id = make_key_id (secret);
  return g_strdup_printf ("{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}", id);
}

static void
set_key (Key *key, const char *secret)
{
  g_autofree char *header = salon_jwt_dup_header (secret);
  g_autofree char *encoded = salon_secret_to_base64url (header, strlen (header));

  key->secret = g_strdup (secret);
  key->header = g_strconcat (encoded, ".", NULL);
}

SalonJwtKeys *
salon_jwt_keys_new (const char *secret, const char *previous)
{
  SalonJwtKeys *self;

  g_return_val_if_fail (secret != NULL, NULL);

  if (strlen (secret) < SALON_JWT_MIN_KEY_BYTES
      || (previous != NULL && strlen (previous) < SALON_JWT_MIN_KEY_BYTES))
    return NULL;
  self = g_new0 (SalonJwtKeys, 1);
  set_key (&self->keys[0], secret);
  if (previous != NULL)
    set_key (&self->keys[1], previous);
  return self;
}

void
salon_jwt_keys_free (SalonJwtKeys *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_KEYS; i++)
    {
      g_free (self->keys[i].secret);
      g_free (self->keys[i].header);
    }
  g_free (self);
}

static char *
make_signature (const char *secret, const char *signed_part)
{
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  salon_secret_hmac (secret, signed_part, digest);
  return salon_secret_to_base64url (digest, sizeof digest);
}

char *
salon_jwt_seal (const char *secret, const char *header, const char *claims)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *signed_part = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (secret != NULL && header != NULL && claims != NULL, NULL);

  first = salon_secret_to_base64url (header, strlen (header));
  second = salon_secret_to_base64url (claims, strlen (claims));
  signed_part = g_strconcat (first, ".", second, NULL);
  signature = make_signature (secret, signed_part);
  return g_strconcat (signed_part, ".", signature, NULL);
}

static char *
write_claims (const SalonJwtClaims *claims)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *written;
  char *copy;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "iss", SALON_JWT_ISSUER);
  yyjson_mut_obj_add_str (doc, root, "aud", SALON_JWT_AUDIENCE);
  yyjson_mut_obj_add_str (doc, root, "sub", claims->subject);
  yyjson_mut_obj_add_sint (doc, root, "iat", claims->issued_at);
  yyjson_mut_obj_add_sint (doc, root, "exp", claims->expires_at);
  yyjson_mut_obj_add_str (doc, root, "jti", claims->id);
  yyjson_mut_obj_add_str (doc, root, "sid", claims->session);
  written = yyjson_mut_write (doc, 0, NULL);
  copy = g_strdup (written);
  free (written);
  yyjson_mut_doc_free (doc);
  return copy;
}

char *
salon_jwt_sign (const SalonJwtKeys *self, const SalonJwtClaims *claims)
{
  g_autofree char *header = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && claims != NULL, NULL);

  header = salon_jwt_dup_header (self->keys[0].secret);
  text = write_claims (claims);
  return salon_jwt_seal (self->keys[0].secret, header, text);
}

static const Key *
find_key (const SalonJwtKeys *self, const char *token)
{
  for (guint i = 0; i < N_KEYS; i++)
    if (self->keys[i].header != NULL && g_str_has_prefix (token, self->keys[i].header))
      return &self->keys[i];
  return NULL;
}

static gboolean
is_signed (const Key *key, const char *token, const char *last_dot)
{
  g_autofree char *signed_part = g_strndup (token, (gsize) (last_dot - token));
  g_autofree char *signature = make_signature (key->secret, signed_part);

  /* As texts: one signature has many bytes that decode to it, and only one text that we write. */
  return salon_secret_is_equal (signature, last_dot + 1);
}

static gboolean
has_text (yyjson_val *root, const char *name, const char *expected)
{
  const char *text = yyjson_get_str (yyjson_obj_get (root, name));

  return g_strcmp0 (text, expected) == 0;
}

/* A text that is there, short, and has no NUL in it. */
static gboolean
take_text (yyjson_val *root, const char *name, char **text)
{
  yyjson_val *value = yyjson_obj_get (root, name);
  const char *string = yyjson_get_str (value);

  if (string == NULL || *string == '\0' || strlen (string) != yyjson_get_len (value))
    return FALSE;
  *text = g_strdup (string);
  return TRUE;
}

static gboolean
take_instant (yyjson_val *root, const char *name, gint64 *instant)
{
  yyjson_val *value = yyjson_obj_get (root, name);

  if (!yyjson_is_int (value))
    return FALSE;
  *instant = yyjson_get_sint (value);
  /* Until the year 9999; so that a sum of two cannot overflow. */
  return *instant >= 0 && *instant < G_GINT64_CONSTANT (253402300800);
}

static SalonJwtVerdict
judge (yyjson_val *root, gint64 now, SalonJwtClaims *claims)
{
  if (!yyjson_is_obj (root) || !has_text (root, "iss", SALON_JWT_ISSUER)
      || !has_text (root, "aud", SALON_JWT_AUDIENCE) || !take_text (root, "sub", &claims->subject)
      || !take_text (root, "jti", &claims->id) || !take_text (root, "sid", &claims->session)
      || !take_instant (root, "iat", &claims->issued_at)
      || !take_instant (root, "exp", &claims->expires_at)
      || claims->issued_at > now + SALON_JWT_LEEWAY_SECONDS)
    return SALON_JWT_UNFIT;
  return claims->expires_at > now ? SALON_JWT_GOOD : SALON_JWT_EXPIRED;
}

SalonJwtVerdict
salon_jwt_verify (const SalonJwtKeys *self, const char *token, gint64 now, SalonJwtClaims *claims)
{
  const Key *key;
  const char *payload;
  const char *last_dot;
  g_autoptr (GBytes) json = NULL;
  yyjson_doc *doc;
  SalonJwtVerdict verdict;

  g_return_val_if_fail (self != NULL && token != NULL && claims != NULL, SALON_JWT_MALFORMED);

  *claims = (SalonJwtClaims) { 0 };
  if (strnlen (token, SALON_JWT_MAX_BYTES + 1) > SALON_JWT_MAX_BYTES)
    return SALON_JWT_MALFORMED;
  key = find_key (self, token);
  if (key == NULL)
    return SALON_JWT_MALFORMED;
  payload = token + strlen (key->header);
  last_dot = strchr (payload, '.');
  if (last_dot == NULL || strchr (last_dot + 1, '.') != NULL)
    return SALON_JWT_MALFORMED;
  if (!is_signed (key, token, last_dot))
    return SALON_JWT_FORGED;

  json = salon_secret_from_base64url (payload, (gsize) (last_dot - payload));
  if (json == NULL)
    return SALON_JWT_UNFIT;
  doc = yyjson_read (g_bytes_get_data (json, NULL), g_bytes_get_size (json), 0);
  verdict = judge (yyjson_doc_get_root (doc), now, claims);
  yyjson_doc_free (doc);
  if (verdict != SALON_JWT_GOOD)
    salon_jwt_claims_clear (claims);
  return verdict;
}

void
salon_jwt_claims_clear (SalonJwtClaims *claims)
{
  g_return_if_fail (claims != NULL);

  g_free (claims->subject);
  g_free (claims->id);
  g_free (claims->session);
  *claims = (SalonJwtClaims) { 0 };
}
