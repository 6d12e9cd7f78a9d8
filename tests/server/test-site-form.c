/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-site-form.h"

#include <string.h>

#include "server/salon-form.h"
#include "server/salon-server-site.h"

#define NOW (G_GINT64_CONSTANT (1773300000) * G_USEC_PER_SEC)
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  SalonServerConfiguration *configuration;
  SalonServerShared shared;
  SalonServerContext *context;
  SalonServerRequest *request;
  gint64 now;
} Fixture;

static gint64
get_now_cb (gpointer now)
{
  return *(gint64 *) now;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  const char *environment[] = { "DATABASE_URL=postgresql://nobody@127.0.0.1:1/none",
                                "PUBLIC_URL=https://salon.example/",
                                "SECRET_KEY=only-for-tests-0123456789abcdefgh", NULL };

  self->now = NOW;
  self->configuration = salon_server_configuration_new (environment, NULL);
  self->shared.configuration = self->configuration;
  self->shared.site = salon_server_site_new (self->configuration, NULL);
  self->shared.clock = get_now_cb;
  self->shared.clock_data = &self->now;
  self->context = salon_server_context_new (&self->shared, NULL);
  self->request = salon_server_request_new ("POST", "/reservation");
  g_hash_table_insert (self->request->headers, g_strdup ("content-type"),
                       g_strdup ("application/x-www-form-urlencoded"));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_server_request_free (self->request);
  salon_server_context_free (self->context);
  salon_server_site_free (self->shared.site);
  salon_server_configuration_free (self->configuration);
}

static const SalonSiteWords *
get_words (Fixture *self)
{
  return salon_site_get_words (self->shared.site->site, SALON_LANGUAGE_FRENCH);
}

/* What a page would hold. */
static char *
dup_token_of (Fixture *self, const SalonSiteForm *form)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *token;

  salon_site_form_write (form, get_words (self), doc, root);
  token =
    g_strdup (yyjson_mut_get_str (yyjson_mut_obj_get (yyjson_mut_obj_get (root, "form"), "token")));
  yyjson_mut_doc_free (doc);
  return token;
}

static char *
dup_token (Fixture *self, const char *purpose)
{
  g_autoptr (SalonSiteForm) form = salon_site_form_new (self->context, purpose);

  return dup_token_of (self, form);
}

static void
set_body (Fixture *self, const char *token, const char *name, const char *value)
{
  g_autoptr (SalonForm) form = salon_form_new ();

  salon_form_add (form, "jeton", token);
  salon_form_add (form, name, value);
  g_bytes_unref (self->request->body);
  self->request->body = salon_form_to_bytes (form);
}

static void
set_header (Fixture *self, const char *name, const char *value)
{
  g_hash_table_replace (self->request->headers, g_strdup (name), g_strdup (value));
}

static SalonSiteForm *
read_form (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  SalonSiteForm *form = salon_site_form_read (self->context, self->request, "booking", &error);

  g_assert_no_error (error);
  return form;
}

static void
test_read (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = dup_token (self, "booking");
  g_autoptr (SalonSiteForm) form = NULL;
  g_autoptr (SalonSiteForm) again = NULL;

  set_body (self, token, "nom", "  Élodie\r\nDurand\t& fils ");
  self->now += 2 * HOUR;
  form = read_form (self);
  again = read_form (self);
  g_assert_false (salon_site_form_has_faults (form));
  g_assert_cmpstr (salon_site_form_get (form, "nom"), ==, "Élodie\nDurand & fils");
  g_assert_cmpstr (salon_site_form_get (form, "rien"), ==, "");
  /* Sent twice it is one deed. */
  g_assert_nonnull (salon_site_form_get_key (form));
  g_assert_cmpstr (salon_site_form_get_key (form), ==, salon_site_form_get_key (again));
}

static void
assert_stale (Fixture *self, const char *token)
{
  g_autoptr (SalonSiteForm) form = NULL;

  set_body (self, token, "nom", "Élodie");
  form = read_form (self);
  g_assert_true (salon_site_form_has_faults (form));
  g_assert_null (salon_site_form_get_key (form));
  /* Nothing that was typed is lost. */
  g_assert_cmpstr (salon_site_form_get (form, "nom"), ==, "Élodie");
}

static void
test_bad_tokens (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = dup_token (self, "booking");
  g_autofree char *foreign = dup_token (self, "gift");
  g_autofree char *altered = g_strdup (token);

  altered[0] = altered[0] == '1' ? '2' : '1';
  assert_stale (self, foreign);
  assert_stale (self, altered);
  assert_stale (self, "");
  assert_stale (self, "x.y.z");
  self->now += 2 * HOUR + G_USEC_PER_SEC;
  assert_stale (self, token);
  self->now = NOW - HOUR;
  assert_stale (self, token);
}

/* A form that lay about for hours is shown once more; what it did before, it does not do again. */
static void
test_an_old_form_is_the_same_deed (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = dup_token (self, "booking");
  g_autofree char *renewed = NULL;
  g_autoptr (SalonSiteForm) first = NULL, old = NULL, again = NULL;

  set_body (self, token, "nom", "Élodie");
  first = read_form (self);
  self->now += 3 * HOUR;
  old = read_form (self);
  g_assert_null (salon_site_form_get_key (old));
  renewed = dup_token_of (self, old);
  g_assert_cmpstr (renewed, !=, token);
  set_body (self, renewed, "nom", "Élodie");
  again = read_form (self);
  g_assert_cmpstr (salon_site_form_get_key (again), ==, salon_site_form_get_key (first));
}

static void
assert_refused (Fixture *self, SalonServerError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_site_form_read (self->context, self->request, "booking", &error));
  g_assert_error (error, SALON_SERVER_ERROR, (int) code);
}

static void
test_other_sites (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = dup_token (self, "booking");

  set_body (self, token, "nom", "Élodie");
  set_header (self, "host", "127.0.0.1:8000");
  for (const char *const *good =
         (const char *const[]) { "https://salon.example", "http://127.0.0.1:8000", NULL };
       *good != NULL; good++)
    {
      g_autoptr (SalonSiteForm) form = NULL;

      set_header (self, "origin", *good);
      form = read_form (self);
    }
  for (const char *const *bad =
         (const char *const[]) { "https://evil.example", "null",
                                 "https://salon.example.evil.example", NULL };
       *bad != NULL; bad++)
    {
      set_header (self, "origin", *bad);
      assert_refused (self, SALON_SERVER_ERROR_FORBIDDEN);
    }
  set_header (self, "origin", "https://salon.example");
  set_header (self, "sec-fetch-site", "cross-site");
  assert_refused (self, SALON_SERVER_ERROR_FORBIDDEN);
}

static void
test_machines (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = dup_token (self, "booking");

  set_body (self, token, "fax_bis", "01 43 55 01 02");
  assert_refused (self, SALON_SERVER_ERROR_INVALID);
  set_header (self, "content-type", "application/json");
  assert_refused (self, SALON_SERVER_ERROR_MEDIA_TYPE);
}

static void
test_bounds (Fixture *self, gconstpointer unused)
{
  g_autoptr (GString) many = g_string_new (NULL);

  for (int i = 0; i < 100; i++)
    g_string_append_printf (many, "&f%d=x", i);
  g_bytes_unref (self->request->body);
  self->request->body = g_bytes_new (many->str + 1, many->len - 1);
  assert_refused (self, SALON_SERVER_ERROR_MALFORMED);
  g_bytes_unref (self->request->body);
  self->request->body = g_bytes_new_static ("a=%ff%fe", 8);
  assert_refused (self, SALON_SERVER_ERROR_MALFORMED);
}

static void
test_faults (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonSiteForm) form = salon_site_form_new (self->context, "booking");
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *html = NULL;

  yyjson_mut_doc_set_root (doc, root);
  salon_site_form_set (form, "nom", "<b>");
  salon_site_form_add_fault (form, "nom", "Dites votre nom.");
  salon_site_form_add_fault (form, NULL, "Encore <une> chose.");
  salon_site_form_write (form, get_words (self), doc, root);
  html = salon_site_render (self->shared.site->site, SALON_LANGUAGE_FRENCH, "form-faults", root);
  g_assert_nonnull (strstr (html, "<a href=\"#nom\">Dites votre nom.</a>"));
  g_assert_nonnull (strstr (html, "<li>Encore &lt;une&gt; chose.</li>"));
  g_assert_nonnull (strstr (html, "2 points sont à corriger"));
  yyjson_mut_doc_free (doc);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/site-form/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-was-typed-is-read-and-sent-twice-is-one-deed", test_read);
  ADD ("a-token-that-is-old-or-not-ours-loses-nothing", test_bad_tokens);
  ADD ("an-old-form-is-the-same-deed", test_an_old_form_is_the_same_deed);
  ADD ("another-site-sends-nothing", test_other_sites);
  ADD ("machines-are-refused", test_machines);
  ADD ("what-is-too-much-or-no-text-is-refused", test_bounds);
  ADD ("faults-lead-to-their-fields", test_faults);
  return g_test_run ();
}
