/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-storage.h"

#include <string.h>

#include "salon-digest.h"
#include "salon-form.h"
#include "salon-payments.h"
#include "salon-rsa.h"
#include "salon-secret.h"
#include "salon-signed-url.h"

#define SCOPE "https://www.googleapis.com/auth/devstorage.read_write"
#define AUDIENCE "https://oauth2.googleapis.com/token"
#define METADATA_URL                                                                               \
  "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token"
#define TOKEN_SECONDS 3600
#define URL_SECONDS 900

/* A service account, as the file with its key says. */
typedef struct
{
  char *email;
  char *key_id;
  char *key_pem;
} Account;

static void
account_clear (Account *self)
{
  g_free (self->email);
  g_free (self->key_id);
  g_free (self->key_pem);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Account, account_clear)

static const char *
get (SalonServerContext *context, const char *name)
{
  return salon_server_configuration_get_or_default (context->configuration, name);
}

gboolean
salon_storage_is_on (SalonServerContext *context)
{
  return get (context, "GCS_BUCKET_NAME") != NULL;
}

/* FALSE when there is no such file, or no key in it. */
static gboolean
read_account (SalonServerContext *context, Account *account)
{
  const char *path = get (context, "GOOGLE_APPLICATION_CREDENTIALS");
  g_autofree char *text = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *root;
  gsize length = 0;

  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  doc = yyjson_read (text, length, YYJSON_READ_NOFLAG);
  root = yyjson_doc_get_root (doc);
  account->email = g_strdup (yyjson_get_str (yyjson_obj_get (root, "client_email")));
  account->key_id = g_strdup (yyjson_get_str (yyjson_obj_get (root, "private_key_id")));
  account->key_pem = g_strdup (yyjson_get_str (yyjson_obj_get (root, "private_key")));
  return account->email != NULL && account->key_id != NULL && account->key_pem != NULL;
}

static char *
encode (const char *text)
{
  return salon_secret_to_base64url (text, strlen (text));
}

/* The signed claim that is exchanged for a token. */
static char *
make_assertion (const Account *account, gint64 now, GError **error)
{
  g_autofree char *header =
    g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", account->key_id);
  g_autofree char *claims =
    g_strdup_printf ("{\"iss\":\"%s\",\"scope\":\"" SCOPE "\",\"aud\":\"" AUDIENCE
                     "\",\"iat\":%" G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT "}",
                     account->email, now, now + TOKEN_SECONDS);
  g_autofree char *header64 = encode (header);
  g_autofree char *claims64 = encode (claims);
  g_autofree char *text = g_strdup_printf ("%s.%s", header64, claims64);
  g_autoptr (GBytes) signature = salon_rsa_sign (account->key_pem, text, error);
  g_autofree char *signature64 = NULL;

  if (signature == NULL)
    return NULL;
  signature64 =
    salon_secret_to_base64url (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
  return g_strdup_printf ("%s.%s", text, signature64);
}

static SalonWebReply *
ask (SalonServerContext *context, const SalonWebRequest *request, GError **error)
{
  return salon_web_client_call (salon_payments_get_client (context), request, context->cancellable,
                                error);
}

static gboolean
judge (SalonWebReply *reply, GError **error)
{
  return salon_web_reply_judge (reply, "Google", salon_web_reply_get_text (reply, "error/message"),
                                error);
}

static char *
sign_in (SalonServerContext *context, GError **error)
{
  static const char *const metadata_headers[] = { "Metadata-Flavor", "Google", NULL };
  SalonWebRequest request = { "GET", METADATA_URL, metadata_headers, NULL, NULL };
  g_autofree char *url = g_strconcat (get (context, "GOOGLE_OAUTH_BASE_URL"), "/token", NULL);
  g_auto (Account) account = { NULL, NULL, NULL };
  g_autoptr (SalonForm) form = salon_form_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SalonWebReply) reply = NULL;

  if (read_account (context, &account))
    {
      g_autofree char *assertion =
        make_assertion (&account, salon_server_context_get_now (context) / G_USEC_PER_SEC, error);

      if (assertion == NULL)
        return NULL;
      salon_form_add (form, "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      salon_form_add (form, "assertion", assertion);
      body = salon_form_to_bytes (form);
      request = (SalonWebRequest) { "POST", url, NULL, "application/x-www-form-urlencoded", body };
    }
  reply = ask (context, &request, error);
  if (reply == NULL || !judge (reply, error))
    return NULL;
  return g_strdup_printf ("Bearer %s", salon_web_reply_get_text (reply, "access_token"));
}

/* Makes the object if its generation is @generation; "0" is if there is none. */
static SalonWebReply *
upload (SalonServerContext *context,
        const char *bearer,
        const char *name,
        const char *generation,
        GBytes *pdf,
        GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *url =
    g_strdup_printf ("%s/upload/storage/v1/b/%s/o?uploadType=media&name=%s&ifGenerationMatch=%s",
                     get (context, "GCS_BASE_URL"), get (context, "GCS_BUCKET_NAME"), escaped,
                     generation);
  const char *const headers[] = { "Authorization", bearer, NULL };
  SalonWebRequest request = { "POST", url, headers, "application/pdf", pdf };

  return ask (context, &request, error);
}

static SalonWebReply *
read_object (SalonServerContext *context, const char *bearer, const char *name, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *url = g_strdup_printf ("%s/storage/v1/b/%s/o/%s", get (context, "GCS_BASE_URL"),
                                          get (context, "GCS_BUCKET_NAME"), escaped);
  const char *const headers[] = { "Authorization", bearer, NULL };
  SalonWebRequest request = { "GET", url, headers, NULL, NULL };
  g_autoptr (SalonWebReply) reply = ask (context, &request, error);

  return reply != NULL && judge (reply, error) ? g_steal_pointer (&reply) : NULL;
}

static gboolean
has_sum (SalonWebReply *reply, const char *crc32c, GError **error)
{
  if (g_strcmp0 (salon_web_reply_get_text (reply, "crc32c"), crc32c) == 0)
    return TRUE;
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_UNKNOWN,
                       "what is stored is not what was sent");
  return FALSE;
}

gboolean
salon_storage_put (SalonServerContext *context,
                   const char *name,
                   GBytes *pdf,
                   char **crc32c,
                   GError **error)
{
  g_autofree char *bearer = NULL;
  g_autofree char *sum = NULL;
  g_autoptr (SalonWebReply) reply = NULL;
  g_autoptr (SalonWebReply) stored = NULL;

  if (!salon_storage_is_on (context))
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_OFF, "no bucket");
      return FALSE;
    }
  bearer = sign_in (context, error);
  sum = salon_digest_crc32c_base64 (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  reply = bearer != NULL ? upload (context, bearer, name, "0", pdf, error) : NULL;
  /* There is one of that name: ours, whose answer was lost, or one that was drawn before. */
  if (reply != NULL && reply->status == 412)
    {
      stored = read_object (context, bearer, name, error);
      if (stored == NULL)
        return FALSE;
      g_clear_pointer (&reply, salon_web_reply_free);
      if (g_strcmp0 (salon_web_reply_get_text (stored, "crc32c"), sum) == 0)
        reply = g_steal_pointer (&stored);
      else
        reply = upload (context, bearer, name, salon_web_reply_get_text (stored, "generation"), pdf,
                        error);
    }
  if (reply == NULL || !judge (reply, error) || !has_sum (reply, sum, error))
    return FALSE;
  *crc32c = g_steal_pointer (&sum);
  return TRUE;
}

char *
salon_storage_make_url (SalonServerContext *context, const char *name)
{
  g_auto (Account) account = { NULL, NULL, NULL };
  g_autofree char *path = NULL;
  SalonSignedUrl url = {
    .base = get (context, "GCS_BASE_URL"),
    .method = "GET",
    .at = salon_server_context_get_now (context) / G_USEC_PER_SEC,
    .expires_seconds = URL_SECONDS,
  };

  if (!salon_storage_is_on (context) || !read_account (context, &account))
    return NULL;
  path = g_strdup_printf ("/%s/%s", get (context, "GCS_BUCKET_NAME"), name);
  url.path = path;
  url.signer = account.email;
  url.private_key_pem = account.key_pem;
  return salon_signed_url_make (&url, NULL);
}
