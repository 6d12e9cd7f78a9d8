/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-form.h"

#include <string.h>

#include "salon-form.h"
#include "salon-secret.h"
#include "salon-server-site.h"
#include "salon-site-page.h"

#define TOKEN_FIELD "jeton"
#define TRAP_FIELD "fax_bis"

typedef struct
{
  char *field; /* nullable */
  char *message;
} Fault;

struct _SalonSiteForm
{
  char *token;        /* a new one, for the page */
  char *key;          /* of the one that was sent; nullable */
  gboolean is_stale;  /* what was sent has no good token */
  GHashTable *values; /* name → text */
  GPtrArray *faults;  /* Fault */
};

static void
free_fault (gpointer data)
{
  Fault *fault = data;

  g_free (fault->field);
  g_free (fault->message);
  g_free (fault);
}

/* The token -------------------------------------------------------------------------------------------- */

/* "TIME.RANDOM" with its purpose, signed. */
static char *
sign (SalonServerContext *context, const char *purpose, const char *body)
{
  g_autofree char *text = g_strdup_printf ("form\n%s\n%s", purpose, body);
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  salon_secret_hmac (context->shared->site->form_key, text, digest);
  return salon_secret_to_base64url (digest, sizeof digest);
}

static char *
make_token (SalonServerContext *context, const char *purpose, const char *random)
{
  g_autofree char *body =
    g_strdup_printf ("%" G_GINT64_FORMAT ".%.22s",
                     salon_server_context_get_now (context) / G_USEC_PER_SEC, random);
  g_autofree char *signature = sign (context, purpose, body);

  return g_strdup_printf ("%s.%s", body, signature);
}

/* What is random in a token of ours for that purpose, however old; NULL. */
static char *
dup_random (SalonServerContext *context, const char *purpose, const char *token)
{
  const char *end = strrchr (token, '.');
  g_autofree char *body = end != NULL ? g_strndup (token, (gsize) (end - token)) : NULL;
  g_autofree char *signature = body != NULL ? sign (context, purpose, body) : NULL;
  const char *dot = body != NULL ? strchr (body, '.') : NULL;

  return dot != NULL && salon_secret_is_equal (signature, end + 1) ? g_strdup (dot + 1) : NULL;
}

static gboolean
is_fresh (SalonServerContext *context, const char *token)
{
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;
  gint64 made_at = g_ascii_strtoll (token, NULL, 10);

  return made_at <= now + 60 && now - made_at <= SALON_SITE_FORM_LIFE_SECONDS;
}

/* Where it comes from ---------------------------------------------------------------------------------- */

/* "https://www.example.org:8443" is of the host "www.example.org:8443". */
static gboolean
is_of_host (const char *origin, const char *host)
{
  const char *mark = strstr (origin, "://");

  return mark != NULL && host != NULL && g_ascii_strcasecmp (mark + 3, host) == 0;
}

/* A browser that says where a form stood says the truth. One that says nothing has the token alone. */
static gboolean
comes_from_here (SalonServerContext *context, SalonServerRequest *request)
{
  const char *site = salon_server_request_get_header (request, "sec-fetch-site");
  const char *origin = salon_server_request_get_header (request, "origin");

  if (site != NULL)
    return g_str_equal (site, "same-origin") || g_str_equal (site, "none");
  return origin == NULL || g_strcmp0 (origin, context->shared->site->origin) == 0
         || is_of_host (origin, salon_server_request_get_header (request, "host"));
}

/* The form --------------------------------------------------------------------------------------------- */

SalonSiteForm *
salon_site_form_new (SalonServerContext *context, const char *purpose)
{
  g_autofree char *random = NULL;
  SalonSiteForm *self;

  g_return_val_if_fail (context != NULL && purpose != NULL, NULL);

  random = salon_secret_new_token ();
  self = g_new0 (SalonSiteForm, 1);
  self->token = make_token (context, purpose, random);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->faults = g_ptr_array_new_with_free_func (free_fault);
  return self;
}

void
salon_site_form_free (SalonSiteForm *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->faults);
  g_free (self->token);
  g_free (self->key);
  g_free (self);
}

static gboolean
refuse (GError **error, SalonServerError code, const char *words)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, (int) code, words);
  return FALSE;
}

/* Control characters have no business in what people type, but for the ends of lines. */
static char *
tidy (const char *text)
{
  GString *tidied = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' || !g_unichar_iscntrl (c))
        g_string_append_unichar (tidied, c);
      else if (c == '\t')
        g_string_append_c (tidied, ' ');
    }
  return g_strstrip (g_string_free_and_steal (tidied));
}

static gboolean
take_fields (SalonSiteForm *self, GHashTable *sent, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;

  if (g_hash_table_size (sent) > SALON_SITE_FORM_MOST_FIELDS)
    return refuse (error, SALON_SERVER_ERROR_MALFORMED, "The form has too many fields.");
  g_hash_table_iter_init (&iter, sent);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
        return refuse (error, SALON_SERVER_ERROR_MALFORMED, "The form is no text.");
      g_hash_table_replace (self->values, g_strdup (name), tidy (value));
    }
  return TRUE;
}

static gboolean
read_fields (SalonSiteForm *self, SalonServerRequest *request, GError **error)
{
  const char *type = salon_server_request_get_header (request, "content-type");
  g_autoptr (GHashTable) sent = NULL;

  if (type == NULL || g_ascii_strncasecmp (type, "application/x-www-form-urlencoded", 33) != 0)
    return refuse (error, SALON_SERVER_ERROR_MEDIA_TYPE, "This is no form.");
  sent = salon_form_read (request->body);
  if (sent == NULL)
    return refuse (error, SALON_SERVER_ERROR_MALFORMED, "The form cannot be read.");
  return take_fields (self, sent, error);
}

SalonSiteForm *
salon_site_form_read (SalonServerContext *context,
                      SalonServerRequest *request,
                      const char *purpose,
                      GError **error)
{
  g_autoptr (SalonSiteForm) self = salon_site_form_new (context, purpose);
  g_autofree char *random = NULL;
  const char *token;

  if (!comes_from_here (context, request))
    {
      refuse (error, SALON_SERVER_ERROR_FORBIDDEN, "The form was sent from another site.");
      return NULL;
    }
  if (!read_fields (self, request, error))
    return NULL;
  if (*salon_site_form_get (self, TRAP_FIELD) != '\0')
    {
      refuse (error, SALON_SERVER_ERROR_INVALID, "A field is filled in that people do not see.");
      return NULL;
    }
  token = salon_site_form_get (self, TOKEN_FIELD);
  random = dup_random (context, purpose, token);
  if (random != NULL && is_fresh (context, token))
    self->key = salon_secret_digest (random);
  else
    {
      self->is_stale = TRUE;
      /* What an old form has done already is found again by what is random in it: it is not done twice. */
      if (random != NULL)
        {
          g_free (self->token);
          self->token = make_token (context, purpose, random);
        }
      salon_site_form_add_fault (self, NULL,
                                 salon_site_words_get (salon_site_page_get_words (context, request),
                                                       "form.stale"));
    }
  return g_steal_pointer (&self);
}

const char *
salon_site_form_get (const SalonSiteForm *self, const char *name)
{
  const char *value;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  value = g_hash_table_lookup (self->values, name);
  return value != NULL ? value : "";
}

void
salon_site_form_set (SalonSiteForm *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value != NULL ? value : ""));
}

const char *
salon_site_form_get_key (const SalonSiteForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

void
salon_site_form_add_fault (SalonSiteForm *self, const char *field, const char *message)
{
  Fault *fault;

  g_return_if_fail (self != NULL && message != NULL);

  fault = g_new0 (Fault, 1);
  fault->field = g_strdup (field);
  fault->message = g_strdup (message);
  g_ptr_array_add (self->faults, fault);
}

gboolean
salon_site_form_has_faults (const SalonSiteForm *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->faults->len > 0;
}

void
salon_site_form_write (const SalonSiteForm *self,
                       const SalonSiteWords *words,
                       yyjson_mut_doc *doc,
                       yyjson_mut_val *root)
{
  yyjson_mut_val *form, *values, *faults, *list;
  GHashTableIter iter;
  gpointer name, value;

  g_return_if_fail (self != NULL && words != NULL && doc != NULL && root != NULL);

  form = yyjson_mut_obj_add_obj (doc, root, "form");
  salon_site_page_add (doc, form, "token", self->token);
  values = yyjson_mut_obj_add_obj (doc, form, "values");
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    salon_site_page_add (doc, values, name, value);
  yyjson_mut_obj_add_bool (doc, form, "has_faults", self->faults->len > 0);
  faults = yyjson_mut_obj_add_obj (doc, form, "faults");
  list = yyjson_mut_obj_add_arr (doc, form, "fault_list");
  for (guint i = 0; i < self->faults->len; i++)
    {
      const Fault *fault = self->faults->pdata[i];
      yyjson_mut_val *line = yyjson_mut_arr_add_obj (doc, list);

      if (fault->field != NULL)
        {
          salon_site_page_add (doc, faults, fault->field, fault->message);
          salon_site_page_add (doc, line, "field", fault->field);
        }
      salon_site_page_add (doc, line, "message", fault->message);
    }
  salon_site_page_take (doc, form, "fault_title",
                        salon_site_words_count (words, "form.faults", self->faults->len));
}
