/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rsa.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define MAX_CERTIFICATES 8
#define MAX_NAME 256

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_privkey_t, gnutls_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pubkey_t, gnutls_pubkey_deinit, NULL)

typedef struct
{
  gnutls_x509_crt_t certificates[MAX_CERTIFICATES];
  unsigned int n_certificates;
} Chain;

static void
chain_clear (Chain *self)
{
  for (unsigned int i = 0; i < self->n_certificates; i++)
    gnutls_x509_crt_deinit (self->certificates[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, what);
  return FALSE;
}

static gnutls_datum_t
as_datum (const char *text)
{
  gnutls_datum_t datum = { (unsigned char *) text, (unsigned int) strlen (text) };

  return datum;
}

GBytes *
salon_rsa_sign (const char *private_key_pem, const char *text, GError **error)
{
  g_auto (gnutls_privkey_t) key = NULL;
  gnutls_datum_t pem = as_datum (private_key_pem);
  gnutls_datum_t data = as_datum (text);
  gnutls_datum_t signature = { NULL, 0 };
  GBytes *bytes = NULL;

  if (gnutls_privkey_init (&key) != 0
      || gnutls_privkey_import_x509_raw (key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) != 0
      || gnutls_privkey_get_pk_algorithm (key, NULL) != GNUTLS_PK_RSA
      || gnutls_privkey_sign_data2 (key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature) != 0)
    {
      refuse (error, "the private key cannot sign");
      return NULL;
    }
  bytes = g_bytes_new (signature.data, signature.size);
  gnutls_free (signature.data);
  return bytes;
}

static gboolean
read_chain (const char *pem, Chain *chain)
{
  gnutls_datum_t datum = as_datum (pem);
  unsigned int count = MAX_CERTIFICATES;

  if (gnutls_x509_crt_list_import (chain->certificates, &count, &datum, GNUTLS_X509_FMT_PEM,
                                   GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED)
      < 0)
    return FALSE;
  chain->n_certificates = count;
  return count > 0;
}

/* Of the alternative names, and of the common name where there is none. */
static gboolean
has_name (gnutls_x509_crt_t certificate, const char *suffix)
{
  char name[MAX_NAME];
  size_t size = sizeof name - 1;
  unsigned int i = 0;
  int kind;

  for (; (kind = gnutls_x509_crt_get_subject_alt_name (certificate, i, name, &size, NULL)) >= 0;
       i++)
    {
      name[size] = '\0';
      if (kind == GNUTLS_SAN_DNSNAME && strlen (name) == size && g_str_has_suffix (name, suffix))
        return TRUE;
      size = sizeof name - 1;
    }
  size = sizeof name - 1;
  if (i > 0
      || gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size)
           != 0)
    return FALSE;
  name[size] = '\0';
  return strlen (name) == size && g_str_has_suffix (name, suffix);
}

static gboolean
is_trusted (Chain *chain, const char *authority_pem, gint64 now)
{
  gnutls_x509_trust_list_t trusted = NULL;
  gnutls_datum_t datum = { NULL, 0 };
  unsigned int status = GNUTLS_CERT_INVALID;
  gboolean is_asked = FALSE;

  if (gnutls_x509_trust_list_init (&trusted, 0) != 0)
    return FALSE;
  if (authority_pem != NULL)
    {
      datum = as_datum (authority_pem);
      gnutls_x509_trust_list_add_trust_mem (trusted, &datum, NULL, GNUTLS_X509_FMT_PEM, 0, 0);
    }
  else
    gnutls_x509_trust_list_add_system_trust (trusted, 0, 0);

  is_asked = gnutls_x509_trust_list_verify_crt (trusted, chain->certificates, chain->n_certificates,
                                                GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status, NULL)
             == 0;
  gnutls_x509_trust_list_deinit (trusted, 1);

  /* The time is the one that is passed in. */
  for (unsigned int i = 0; i < chain->n_certificates; i++)
    if (gnutls_x509_crt_get_activation_time (chain->certificates[i]) > now
        || gnutls_x509_crt_get_expiration_time (chain->certificates[i]) < now)
      return FALSE;
  return is_asked && status == 0;
}

gboolean
salon_rsa_verify (const char *chain_pem,
                  const char *authority_pem,
                  const char *name_suffix,
                  const char *text,
                  GBytes *signature,
                  gint64 now,
                  GError **error)
{
  g_auto (Chain) chain = { { NULL }, 0 };
  g_auto (gnutls_pubkey_t) key = NULL;
  gnutls_datum_t data = as_datum (text);
  gsize length = 0;
  const void *bytes = g_bytes_get_data (signature, &length);
  gnutls_datum_t signed_by = { (unsigned char *) bytes, (unsigned int) length };

  if (!read_chain (chain_pem, &chain))
    return refuse (error, "no certificate");
  if (!has_name (chain.certificates[0], name_suffix))
    return refuse (error, "the certificate is somebody else's");
  if (!is_trusted (&chain, authority_pem, now))
    return refuse (error, "nobody we trust vouches for the certificate");
  if (gnutls_pubkey_init (&key) != 0
      || gnutls_pubkey_import_x509 (key, chain.certificates[0], 0) != 0
      || gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signed_by) < 0)
    return refuse (error, "the signature is not that of the text");
  return TRUE;
}
