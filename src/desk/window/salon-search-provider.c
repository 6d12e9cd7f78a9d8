/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result is named "client:ID" or "gift-card:ID", so that one can be told and opened without being
 * remembered. While no salon is open its file is read by a reader of our own, opened for each question:
 * nothing keeps a file that is being put in another's place.
 */
#include "salon-search-provider.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clients/salon-visit-words.h"

#define CLIENT "client:"
#define GIFT_CARD "gift-card:"
#define MOST_CLIENTS 6
#define MOST_GIFT_CARDS 4
/* Fewer letters begin a name of half of all clients. */
#define FEWEST_LETTERS 2
/* The shell asks letter by letter, and for what it shows of each result: the program stays for the next. */
#define LINGER_SECONDS 10

static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'>"
  "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/>"
  "</method>"
  "<method name='GetSubsearchResultSet'>"
  "<arg type='as' name='previous_results' direction='in'/>"
  "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/>"
  "</method>"
  "<method name='GetResultMetas'>"
  "<arg type='as' name='identifiers' direction='in'/>"
  "<arg type='aa{sv}' name='metas' direction='out'/>"
  "</method>"
  "<method name='ActivateResult'>"
  "<arg type='s' name='identifier' direction='in'/><arg type='as' name='terms' direction='in'/>"
  "<arg type='u' name='timestamp' direction='in'/>"
  "</method>"
  "<method name='LaunchSearch'>"
  "<arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' direction='in'/>"
  "</method>"
  "</interface></node>";

struct _SalonSearchProvider
{
  GObject parent_instance;

  GApplication *application;
  char *(*dup_path) (GApplication *application);
  SalonSession *session; /* nullable */
  guint registration;
  guint linger_source; /* while it is there, the application is held */
};

G_DEFINE_FINAL_TYPE (SalonSearchProvider, salon_search_provider, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* NULL: there is no salon yet, or its file cannot be read now. The window tells that, a search does not. */
static SalonReader *
dup_reader (SalonSearchProvider *self)
{
  g_autofree char *path = NULL;

  if (self->session != NULL)
    return g_object_ref (salon_session_get_reader (self->session));
  path = self->dup_path (self->application);
  return path != NULL ? salon_reader_open (path, NULL) : NULL;
}

static SalonMoment
get_now (SalonSearchProvider *self)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (self->session != NULL)
    return salon_session_get_now (self->session);
  zone = g_time_zone_new_local ();
  return salon_moment_from_instant (g_get_real_time () / G_USEC_PER_SEC, zone);
}

static void
add_clients (SalonReader *reader, const char *line, GVariantBuilder *results)
{
  g_autoptr (GPtrArray) clients = salon_reader_search_clients (reader, line, MOST_CLIENTS, NULL);

  for (guint i = 0; clients != NULL && i < clients->len; i++)
    {
      g_autofree char *name =
        g_strconcat (CLIENT, salon_client_get_fields (g_ptr_array_index (clients, i))->id, NULL);
      g_variant_builder_add (results, "s", name);
    }
}

static void
add_gift_cards (SalonReader *reader, const char *line, GVariantBuilder *results)
{
  g_autoptr (GPtrArray) cards =
    salon_reader_search_gift_cards (reader, line, MOST_GIFT_CARDS, NULL);

  for (guint i = 0; cards != NULL && i < cards->len; i++)
    {
      g_autofree char *name =
        g_strconcat (GIFT_CARD, salon_gift_card_get_fields (g_ptr_array_index (cards, i))->id,
                     NULL);
      g_variant_builder_add (results, "s", name);
    }
}

static GVariant *
find (SalonSearchProvider *self, const char *const *terms)
{
  g_autofree char *line = g_strjoinv (" ", (char **) terms);
  g_autoptr (SalonReader) reader =
    g_utf8_strlen (line, -1) >= FEWEST_LETTERS ? dup_reader (self) : NULL;
  g_auto (GVariantBuilder) results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  if (reader != NULL)
    {
      add_clients (reader, line, &results);
      add_gift_cards (reader, line, &results);
    }
  return g_variant_new ("(as)", &results);
}

static void
add_meta (GVariantBuilder *metas,
          const char *identifier,
          const char *icon_name,
          const char *name,
          const char *description)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (icon_name);
  g_autoptr (GVariant) shown = g_icon_serialize (icon);
  GVariantBuilder meta = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sv}"));

  g_variant_builder_add (&meta, "{sv}", "id", g_variant_new_string (identifier));
  g_variant_builder_add (&meta, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (&meta, "{sv}", "icon", shown);
  if (description != NULL)
    g_variant_builder_add (&meta, "{sv}", "description", g_variant_new_string (description));
  g_variant_builder_add (metas, "a{sv}", &meta);
}

/* When she comes next; otherwise her phone number. */
static char *
describe_client (SalonSearchProvider *self, SalonReader *reader, const SalonClientFields *fields)
{
  SalonClientSummary summary;
  g_autofree char *when = NULL;

  if (!salon_reader_summarise_client (reader, fields->id, get_now (self), &summary, NULL)
      || summary.next_visit == G_MININT64)
    return g_strdup (fields->phone);
  when = salon_visit_words_when (summary.next_visit);
  /* Translators: what the search of the desktop says of a client: when she comes next. */
  return g_strdup_printf (_ ("Next visit: %s"), when);
}

static void
add_client_meta (SalonSearchProvider *self,
                 SalonReader *reader,
                 const char *identifier,
                 GVariantBuilder *metas)
{
  g_autoptr (SalonClient) client =
    salon_reader_get_client (reader, identifier + strlen (CLIENT), NULL);
  g_autofree char *description = NULL;

  if (client == NULL)
    return;
  description = describe_client (self, reader, salon_client_get_fields (client));
  add_meta (metas, identifier, "avatar-default-symbolic", salon_client_get_fields (client)->name,
            description);
}

static void
add_gift_card_meta (SalonReader *reader, const char *identifier, GVariantBuilder *metas)
{
  g_autoptr (SalonGiftCard) card =
    salon_reader_get_gift_card (reader, identifier + strlen (GIFT_CARD), NULL);
  const SalonGiftCardFields *fields = card != NULL ? salon_gift_card_get_fields (card) : NULL;
  g_autofree char *description = NULL;

  if (fields == NULL)
    return;
  /* Translators: whom a gift card is for */
  description = g_strdup_printf (_ ("Gift card for %s"), fields->recipient_name);
  add_meta (metas, identifier, "emblem-favorite-symbolic", fields->code, description);
}

static GVariant *
describe (SalonSearchProvider *self, const char *const *identifiers)
{
  g_autoptr (SalonReader) reader = dup_reader (self);
  g_auto (GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; reader != NULL && identifiers[i] != NULL; i++)
    if (g_str_has_prefix (identifiers[i], CLIENT))
      add_client_meta (self, reader, identifiers[i], &metas);
    else if (g_str_has_prefix (identifiers[i], GIFT_CARD))
      add_gift_card_meta (reader, identifiers[i], &metas);
  return g_variant_new ("(aa{sv})", &metas);
}

static void
choose (SalonSearchProvider *self, const char *identifier)
{
  if (g_str_has_prefix (identifier, CLIENT))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, "win.show-client",
                   g_variant_new_string (identifier + strlen (CLIENT)));
  else if (g_str_has_prefix (identifier, GIFT_CARD))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, "win.show-gift-card",
                   g_variant_new_string (identifier + strlen (GIFT_CARD)));
}

static void
leave (SalonSearchProvider *self)
{
  if (self->linger_source == 0)
    return;
  g_clear_handle_id (&self->linger_source, g_source_remove);
  g_application_release (self->application);
}

static void
lingered_cb (gpointer user_data)
{
  SalonSearchProvider *self = user_data;

  self->linger_source = 0;
  g_application_release (self->application);
}

static void
linger (SalonSearchProvider *self)
{
  g_application_hold (self->application);
  leave (self);
  self->linger_source = g_timeout_add_seconds_once (LINGER_SECONDS, lingered_cb, self);
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *object_path,
           const char *interface_name,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  SalonSearchProvider *self = user_data;
  g_autofree const char **texts = NULL;
  GVariant *answer = NULL;

  linger (self);
  if (g_str_equal (method, "GetInitialResultSet"))
    {
      g_variant_get (parameters, "(^a&s)", &texts);
      answer = find (self, texts);
    }
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      /* A search is quick enough to be made anew. */
      g_variant_get (parameters, "(as^a&s)", NULL, &texts);
      answer = find (self, texts);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      g_variant_get (parameters, "(^a&s)", &texts);
      answer = describe (self, texts);
    }
  else if (g_str_equal (method, "ActivateResult"))
    {
      const char *identifier = NULL;

      g_variant_get (parameters, "(&sasu)", &identifier, NULL, NULL);
      choose (self, identifier);
    }
  else
    {
      g_autofree char *line = NULL;

      g_variant_get (parameters, "(^a&su)", &texts, NULL);
      line = g_strjoinv (" ", (char **) texts);
      g_signal_emit (self, signals[SIGNAL_WANTED], 0, line);
    }
  g_dbus_method_invocation_return_value (invocation, answer);
}

gboolean
salon_search_provider_export (SalonSearchProvider *self,
                              GDBusConnection *connection,
                              const char *object_path,
                              GError **error)
{
  static const GDBusInterfaceVTable functions = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &functions, self, NULL, error);
  return self->registration != 0;
}

void
salon_search_provider_unexport (SalonSearchProvider *self, GDBusConnection *connection)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (connection, self->registration);
  self->registration = 0;
  leave (self);
}

void
salon_search_provider_set_session (SalonSearchProvider *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_SEARCH_PROVIDER (self));
  g_set_object (&self->session, session);
}

static void
salon_search_provider_finalize (GObject *object)
{
  g_clear_object (&SALON_SEARCH_PROVIDER (object)->session);
  G_OBJECT_CLASS (salon_search_provider_parent_class)->finalize (object);
}

static void
salon_search_provider_class_init (SalonSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_search_provider_finalize;
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
salon_search_provider_init (SalonSearchProvider *self)
{
}

SalonSearchProvider *
salon_search_provider_new (GApplication *application, char *(*dup_path) (GApplication *application))
{
  SalonSearchProvider *self = g_object_new (SALON_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  self->dup_path = dup_path;
  return self;
}
