/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-reviews.h"

#include <string.h>

#include "salon-form.h"
#include "salon-payments.h"
#include "salon-server-error.h"

#define KEEP_US (5 * 60 * G_USEC_PER_SEC)
#define MAX_REVIEWS 50

static const char *const sources[] = { "business_profile", "places", NULL };

static const SalonServerSchema review_schema = {
  "Review",
  (const SalonServerField[]) {
    { "author", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 0, 300 },
    { "author_url", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 2000,
      .summary = "To be shown with the name" },
    { "author_photo_url", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 2000 },
    { "rating", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 0, 5 },
    { "text", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      10000 },
    { "published_at", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 50 },
    { "reply", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      10000 },
    { NULL },
  },
};

const SalonServerSchema salon_reviews_schema = {
  "Reviews",
  (const SalonServerField[]) {
    { "source", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = sources },
    { "rating_tenths", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 0, 50,
      .summary = "The average of all: 47 is 4.7 of 5" },
    { "count", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, 0, 10000000 },
    { "url", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0,
      2000 },
    { "reviews", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &review_schema, .most_items = MAX_REVIEWS },
    { NULL },
  },
};

/* Of the process; its threads share it. */
static struct
{
  GMutex mutex;
  char *json;
  gint64 read_at; /* monotonic */
} memory;

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  if (text != NULL)
    yyjson_mut_obj_add_strcpy (doc, object, name, text);
  else
    yyjson_mut_obj_add_null (doc, object, name);
}

static yyjson_mut_val *
begin (yyjson_mut_doc *doc, const char *source, yyjson_val *rating, yyjson_val *count)
{
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "source", source);
  yyjson_mut_obj_add_sint (doc, root, "rating_tenths",
                           (gint64) (CLAMP (yyjson_get_num (rating), 0, 5) * 10 + 0.5));
  yyjson_mut_obj_add_sint (doc, root, "count", CLAMP (yyjson_get_sint (count), 0, 10000000));
  return root;
}

/* "FIVE" */
static int
read_stars (yyjson_val *value)
{
  static const char *const names[] = { "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE" };

  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (yyjson_get_str (value), names[i]) == 0)
      return i;
  return 0;
}

/* A name that Google leaves out is that of nobody. */
static void
add_author (yyjson_mut_doc *doc, yyjson_mut_val *review, yyjson_val *name)
{
  yyjson_mut_obj_add_strcpy (doc, review, "author",
                             yyjson_is_str (name) ? yyjson_get_str (name) : "");
}

static void
add_profile_review (yyjson_mut_doc *doc, yyjson_mut_val *reviews, yyjson_val *item)
{
  yyjson_mut_val *review = yyjson_mut_arr_add_obj (doc, reviews);
  yyjson_val *reviewer = yyjson_obj_get (item, "reviewer");

  add_author (doc, review, yyjson_obj_get (reviewer, "displayName"));
  yyjson_mut_obj_add_null (doc, review, "author_url");
  add_text (doc, review, "author_photo_url", yyjson_obj_get (reviewer, "profilePhotoUrl"));
  yyjson_mut_obj_add_int (doc, review, "rating", read_stars (yyjson_obj_get (item, "starRating")));
  add_text (doc, review, "text", yyjson_obj_get (item, "comment"));
  add_text (doc, review, "published_at", yyjson_obj_get (item, "updateTime"));
  add_text (doc, review, "reply", yyjson_obj_get (yyjson_obj_get (item, "reviewReply"), "comment"));
}

static void
add_place_review (yyjson_mut_doc *doc, yyjson_mut_val *reviews, yyjson_val *item)
{
  yyjson_mut_val *review = yyjson_mut_arr_add_obj (doc, reviews);
  yyjson_val *author = yyjson_obj_get (item, "authorAttribution");

  add_author (doc, review, yyjson_obj_get (author, "displayName"));
  add_text (doc, review, "author_url", yyjson_obj_get (author, "uri"));
  add_text (doc, review, "author_photo_url", yyjson_obj_get (author, "photoUri"));
  yyjson_mut_obj_add_int (doc, review, "rating",
                          CLAMP ((int) yyjson_get_num (yyjson_obj_get (item, "rating")), 0, 5));
  add_text (doc, review, "text", yyjson_obj_get (yyjson_obj_get (item, "text"), "text"));
  add_text (doc, review, "published_at", yyjson_obj_get (item, "publishTime"));
  yyjson_mut_obj_add_null (doc, review, "reply");
}

static void
add_reviews (yyjson_mut_doc *doc,
             yyjson_mut_val *root,
             yyjson_val *items,
             void (*add) (yyjson_mut_doc *doc, yyjson_mut_val *reviews, yyjson_val *item))
{
  yyjson_mut_val *reviews = yyjson_mut_obj_add_arr (doc, root, "reviews");
  yyjson_arr_iter iter = yyjson_arr_iter_with (items);
  yyjson_val *item;

  for (int i = 0; i < MAX_REVIEWS && (item = yyjson_arr_iter_next (&iter)) != NULL; i++)
    add (doc, reviews, item);
}

static char *
to_text (yyjson_mut_doc *doc)
{
  char *written = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  char *text = g_strdup (written);

  free (written);
  return text;
}

static const char *
get (SalonServerContext *context, const char *name)
{
  return salon_server_configuration_get_or_default (context->configuration, name);
}

static SalonWebReply *
ask (SalonServerContext *context, const SalonWebRequest *request, GError **error)
{
  g_autoptr (SalonWebReply) reply = salon_web_client_call (salon_payments_get_client (context),
                                                           request, context->cancellable, error);

  if (reply == NULL
      || !salon_web_reply_judge (reply, "Google", salon_web_reply_get_text (reply, "error/message"),
                                 error))
    return NULL;
  return g_steal_pointer (&reply);
}

/* "Bearer …", for an hour; reviews are asked for every five minutes at most, so it is not kept. */
static char *
sign_in (SalonServerContext *context, GError **error)
{
  g_autofree char *url = g_strconcat (get (context, "GOOGLE_OAUTH_BASE_URL"), "/token", NULL);
  g_autoptr (SalonForm) form = salon_form_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SalonWebReply) reply = NULL;
  SalonWebRequest request = { "POST", url, NULL, "application/x-www-form-urlencoded", NULL };

  salon_form_add (form, "client_id", get (context, "GOOGLE_OAUTH_CLIENT_ID"));
  salon_form_add (form, "client_secret", get (context, "GOOGLE_OAUTH_CLIENT_SECRET"));
  salon_form_add (form, "refresh_token", get (context, "GOOGLE_OAUTH_REFRESH_TOKEN"));
  salon_form_add (form, "grant_type", "refresh_token");
  body = salon_form_to_bytes (form);
  request.body = body;
  reply = ask (context, &request, error);
  if (reply == NULL)
    return NULL;
  return g_strdup_printf ("Bearer %s", salon_web_reply_get_text (reply, "access_token"));
}

static char *
read_profile (SalonServerContext *context, GError **error)
{
  g_autofree char *bearer = sign_in (context, error);
  g_autofree char *url = g_strdup_printf (
    "%s/v4/accounts/%s/locations/%s/reviews?pageSize=%d&orderBy=updateTime%%20desc",
    get (context, "GOOGLE_BUSINESS_BASE_URL"), get (context, "GOOGLE_BUSINESS_ACCOUNT_ID"),
    get (context, "GOOGLE_BUSINESS_LOCATION_ID"), MAX_REVIEWS);
  const char *const headers[] = { "Authorization", bearer, NULL };
  SalonWebRequest request = { "GET", url, headers, NULL, NULL };
  g_autoptr (SalonWebReply) reply = bearer != NULL ? ask (context, &request, error) : NULL;
  g_autoptr (yyjson_mut_doc) doc = NULL;
  yyjson_val *found;
  yyjson_mut_val *root;

  if (reply == NULL)
    return NULL;
  found = salon_web_reply_get_json (reply);
  doc = yyjson_mut_doc_new (NULL);
  root = begin (doc, "business_profile", yyjson_obj_get (found, "averageRating"),
                yyjson_obj_get (found, "totalReviewCount"));
  yyjson_mut_obj_add_null (doc, root, "url");
  add_reviews (doc, root, yyjson_obj_get (found, "reviews"), add_profile_review);
  return to_text (doc);
}

static char *
read_place (SalonServerContext *context, GError **error)
{
  g_autofree char *place = g_uri_escape_string (get (context, "GOOGLE_PLACE_ID"), NULL, FALSE);
  g_autofree char *url = g_strdup_printf ("%s/v1/places/%s?languageCode=fr",
                                          get (context, "GOOGLE_PLACES_BASE_URL"), place);
  const char *const headers[] = {
    "X-Goog-Api-Key",
    get (context, "GOOGLE_PLACES_API_KEY"),
    "X-Goog-FieldMask",
    "id,displayName,rating,userRatingCount,reviews,googleMapsUri",
    NULL,
  };
  SalonWebRequest request = { "GET", url, headers, NULL, NULL };
  g_autoptr (SalonWebReply) reply = ask (context, &request, error);
  g_autoptr (yyjson_mut_doc) doc = NULL;
  yyjson_val *found;
  yyjson_mut_val *root;

  if (reply == NULL)
    return NULL;
  found = salon_web_reply_get_json (reply);
  doc = yyjson_mut_doc_new (NULL);
  root = begin (doc, "places", yyjson_obj_get (found, "rating"),
                yyjson_obj_get (found, "userRatingCount"));
  add_text (doc, root, "url", yyjson_obj_get (found, "googleMapsUri"));
  add_reviews (doc, root, yyjson_obj_get (found, "reviews"), add_place_review);
  return to_text (doc);
}

static char *
read_from_google (SalonServerContext *context, GError **error)
{
  if (get (context, "GOOGLE_OAUTH_REFRESH_TOKEN") != NULL
      && get (context, "GOOGLE_BUSINESS_ACCOUNT_ID") != NULL
      && get (context, "GOOGLE_BUSINESS_LOCATION_ID") != NULL)
    return read_profile (context, error);
  if (get (context, "GOOGLE_PLACE_ID") != NULL && get (context, "GOOGLE_PLACES_API_KEY") != NULL)
    return read_place (context, error);
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_CONFIGURED,
                       "This salon shows no reviews here.");
  return NULL;
}

char *
salon_reviews_read (SalonServerContext *context, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&memory.mutex);
  g_autoptr (GError) failure = NULL;
  char *json = NULL;

  if (memory.json != NULL && g_get_monotonic_time () - memory.read_at < KEEP_US)
    return g_strdup (memory.json);
  /* Whoever asks meanwhile waits for this answer, and does not ask Google as well. */
  g_clear_pointer (&memory.json, g_free);
  json = read_from_google (context, &failure);
  if (json == NULL && failure->domain == SALON_SERVER_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (json == NULL)
    {
      g_message ("reviews: %s", failure->message);
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                           "The reviews cannot be read at the moment.");
    }
  memory.json = g_strdup (json);
  memory.read_at = g_get_monotonic_time ();
  return json;
}
