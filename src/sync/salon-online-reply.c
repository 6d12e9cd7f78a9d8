/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-online-reply.h"

#include <string.h>

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"
#include "salon-rest-client.h"

#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 8
/* More than that fits on no screen. */
#define MOST_ITEMS 50

G_DEFINE_QUARK (salon - online - error - quark, salon_online_error)

void
salon_payment_link_free (SalonPaymentLink *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->provider);
  g_free (self->url);
  g_free (self);
}

void
salon_payment_links_free (SalonPaymentLinks *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->providers);
  g_ptr_array_unref (self->links);
  g_free (self);
}

static void
opinion_free (gpointer data)
{
  SalonOpinion *self = data;

  g_free (self->author);
  g_free (self->text);
  g_free (self);
}

void
salon_opinions_free (SalonOpinions *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* --- JSON --- */

static JsonNode *
parse (const char *text)
{
  g_autoptr (JsonNode) node =
    text != NULL ? salon_json_parse (text, MAX_BYTES, MAX_DEPTH, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* NULL: it is not there, or something else. */
static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static gboolean
read_number (JsonObject *object, const char *name, gint64 least, gint64 most, gint64 *number)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return *number >= least && *number <= most;
}

static JsonArray *
get_list (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
             && json_array_get_length (json_node_get_array (node)) <= MOST_ITEMS
           ? json_node_get_array (node)
           : NULL;
}

/* What is opened or handed on: a page on the web, and nothing else that this computer would open. */
static char *
dup_page (JsonObject *object, const char *name)
{
  const char *text = get_text (object, name);
  g_autofree char *scheme = text != NULL ? g_uri_parse_scheme (text) : NULL;

  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    return NULL;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return NULL;
  return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL) ? g_strdup (text) : NULL;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY,
                       "an answer of the server is not understood");
  return FALSE;
}

/* --- Refusals --- */

static gboolean
find_code (const char *code, SalonOnlineError *found)
{
  static const struct
  {
    const char *code;
    SalonOnlineError error;
  } codes[] = {
    { "not_found", SALON_ONLINE_ERROR_UNKNOWN },
    { "conflict", SALON_ONLINE_ERROR_NOTHING },
    { "gone", SALON_ONLINE_ERROR_CANCELLED },
    { "not_configured", SALON_ONLINE_ERROR_OFF },
    { "provider_failed", SALON_ONLINE_ERROR_REFUSED },
    { "unavailable", SALON_ONLINE_ERROR_BUSY },
    { "too_many_requests", SALON_ONLINE_ERROR_BUSY },
    { "idempotency_running", SALON_ONLINE_ERROR_BUSY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i].code) == 0)
      {
        *found = codes[i].error;
        return TRUE;
      }
  return FALSE;
}

GError *
salon_online_reply_judge (guint status, const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
  const char *code = node != NULL ? get_text (json_node_get_object (node), "code") : NULL;
  SalonOnlineError found;
  GError *error = NULL;

  if (find_code (code, &found))
    return g_error_new (SALON_ONLINE_ERROR, (int) found, "the server answers %u, %s", status, code);
  if (salon_rest_client_judge (status, &error))
    refuse (&error);
  return error;
}

/* --- Answers --- */

gboolean
salon_online_reply_read_refund (const char *text, SalonOnlineRefund *refund, GError **error)
{
  static const char *const states[] = { "done", "on_its_way", "by_hand" };
  g_autoptr (JsonNode) node = parse (text);
  const char *state = node != NULL ? get_text (json_node_get_object (node), "status") : NULL;

  g_return_val_if_fail (refund != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i]) == 0)
      {
        *refund = (SalonOnlineRefund) i;
        return TRUE;
      }
  return refuse (error);
}

static SalonPaymentLink *
read_link (JsonObject *object)
{
  static const char *const states[] = { "pending", "paid", "closed" };
  g_autoptr (SalonPaymentLink) self = g_new0 (SalonPaymentLink, 1);
  const char *state = get_text (object, "status");
  const char *amount = get_text (object, "amount");
  const char *expires = get_text (object, "expires_at");
  gsize i = 0;

  while (i < G_N_ELEMENTS (states) && g_strcmp0 (state, states[i]) != 0)
    i++;
  self->id = g_strdup (get_text (object, "id"));
  self->provider = g_strdup (get_text (object, "provider"));
  if (i == G_N_ELEMENTS (states) || self->id == NULL || self->provider == NULL || amount == NULL
      || expires == NULL || !salon_money_from_wire (amount, &self->amount_cents, NULL)
      || !salon_instant_from_wire (expires, &self->expires_at, NULL))
    return NULL;
  self->state = (SalonPaymentLinkState) i;
  self->url = dup_page (object, "payment_url");
  return g_steal_pointer (&self);
}

SalonPaymentLink *
salon_online_reply_read_link (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = parse (text);
  SalonPaymentLink *link = node != NULL ? read_link (json_node_get_object (node)) : NULL;

  if (link == NULL)
    refuse (error);
  return link;
}

/* FALSE: one of them is none. */
static gboolean
read_all_links (JsonArray *list, GPtrArray *links)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      SalonPaymentLink *link =
        JSON_NODE_HOLDS_OBJECT (node) ? read_link (json_node_get_object (node)) : NULL;

      if (link == NULL)
        return FALSE;
      g_ptr_array_add (links, link);
    }
  return TRUE;
}

static char **
dup_texts (JsonArray *list)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (node));
    }
  return g_strv_builder_end (texts);
}

SalonPaymentLinks *
salon_online_reply_read_links (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = parse (text);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *providers = object != NULL ? get_list (object, "providers") : NULL;
  JsonArray *list = object != NULL ? get_list (object, "links") : NULL;
  g_autoptr (SalonPaymentLinks) self = g_new0 (SalonPaymentLinks, 1);

  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_payment_link_free);
  if (providers == NULL || list == NULL || !read_all_links (list, self->links))
    {
      refuse (error);
      return NULL;
    }
  self->providers = dup_texts (providers);
  return g_steal_pointer (&self);
}

/* NULL: it is none. */
static SalonOpinion *
read_opinion (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *author = object != NULL ? get_text (object, "author") : NULL;
  gint64 rating = 0;
  SalonOpinion *self = NULL;

  if (author == NULL || !read_number (object, "rating", 0, 5, &rating))
    return NULL;
  self = g_new0 (SalonOpinion, 1);
  self->author = g_strdup (author);
  self->rating = (int) rating;
  self->text = g_strdup (get_text (object, "text"));
  return self;
}

static gboolean
read_all_opinions (JsonArray *list, GPtrArray *items)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      SalonOpinion *opinion = read_opinion (json_array_get_element (list, i));

      if (opinion == NULL)
        return FALSE;
      g_ptr_array_add (items, opinion);
    }
  return TRUE;
}

SalonOpinions *
salon_online_reply_read_opinions (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = parse (text);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  JsonArray *list = object != NULL ? get_list (object, "reviews") : NULL;
  g_autoptr (SalonOpinions) self = g_new0 (SalonOpinions, 1);
  gint64 rating = 0;

  self->items = g_ptr_array_new_with_free_func (opinion_free);
  if (list == NULL || !read_number (object, "rating_tenths", 0, 50, &rating)
      || !read_number (object, "count", 0, G_MAXINT32, &self->count)
      || !read_all_opinions (list, self->items))
    {
      refuse (error);
      return NULL;
    }
  self->rating_tenths = (int) rating;
  self->url = dup_page (object, "url");
  return g_steal_pointer (&self);
}
