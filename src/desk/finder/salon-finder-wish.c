/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `choices` maps the folded words of a mention to the id of the service chosen for them, and
 * `client_choice` is valid for the name in `client_choice_for`. The form is the one that free times
 * are looked for with: it has the services, and nobody ever saves it.
 */
#include "salon-finder-wish.h"

#include "bookings/salon-booking-form.h"
#include "bookings/salon-slot-finder.h"
#include "bookings/salon-slot-words.h"
#include "core/salon-text.h"

#include <string.h>

#define SHORTEST_GAP 15

struct _SalonFinderWish
{
  GObject parent_instance;

  SalonSession *session;
  SalonServiceVocabulary *vocabulary;
  SalonSlotFinder *slots;
  SalonBookingPhrase *phrase;

  GPtrArray *clients;
  SalonFinderWho who;
  SalonClient *client;
  char *client_choice_for;
  SalonClient *client_choice; /* NULL: a new one was chosen */

  GHashTable *choices;
  gboolean is_swapped;
  gboolean is_later;
  SalonBookingForm *form;
};

G_DEFINE_FINAL_TYPE (SalonFinderWish, salon_finder_wish, G_TYPE_OBJECT)

static void
salon_finder_wish_dispose (GObject *object)
{
  SalonFinderWish *self = SALON_FINDER_WISH (object);

  g_clear_pointer (&self->phrase, salon_booking_phrase_free);
  g_clear_pointer (&self->vocabulary, salon_service_vocabulary_free);
  g_clear_pointer (&self->clients, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->client_choice_for, g_free);
  g_clear_object (&self->client);
  g_clear_object (&self->client_choice);
  g_clear_object (&self->form);
  g_clear_object (&self->slots);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_finder_wish_parent_class)->dispose (object);
}

static void
salon_finder_wish_class_init (SalonFinderWishClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_finder_wish_dispose;
}

static void
salon_finder_wish_init (SalonFinderWish *self)
{
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->clients = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
learn_services (SalonFinderWish *self)
{
  GListModel *model = salon_session_get_services (self->session);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (services, g_list_model_get_item (model, i));
  g_clear_pointer (&self->vocabulary, salon_service_vocabulary_free);
  self->vocabulary = salon_service_vocabulary_new (services);
}

SalonFinderWish *
salon_finder_wish_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  SalonFinderWish *self = g_object_new (SALON_TYPE_FINDER_WISH, NULL);
  self->session = g_object_ref (session);
  self->slots = salon_slot_finder_new (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (learn_services), self,
                           G_CONNECT_SWAPPED);
  learn_services (self);
  salon_finder_wish_read (self, "");
  return self;
}

/* Who */

/* Are all the words of @folded words of the name, and as many? */
static gboolean
is_whole_name (const char *name, const char *folded)
{
  g_autofree char *folded_name = salon_text_fold (name);
  g_auto (GStrv) typed = g_strsplit (folded, " ", -1);
  g_auto (GStrv) known = g_strsplit (folded_name, " ", -1);

  if (g_strv_length (typed) != g_strv_length (known))
    return FALSE;
  for (gsize i = 0; typed[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) known, typed[i]))
      return FALSE;
  return TRUE;
}

/* Does each word of @folded begin a word of the name? The search also looks into the notes. */
static gboolean
is_in_name (const char *name, const char *folded)
{
  g_autofree char *folded_name = salon_text_fold (name);
  g_autofree char *spaced = g_strconcat (" ", folded_name, NULL);
  g_auto (GStrv) typed = g_strsplit_set (folded, " -'", -1);

  g_strdelimit (spaced, "-'", ' ');
  for (gsize i = 0; typed[i] != NULL; i++)
    {
      g_autofree char *start = g_strconcat (" ", typed[i], NULL);

      if (strstr (spaced, start) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The one that is certainly meant, or NULL. */
static SalonClient *
find_certain (SalonFinderWish *self)
{
  g_autofree char *folded = salon_text_fold (self->phrase->client);
  SalonClient *whole = NULL;
  guint n_whole = 0;

  if (self->clients->len == 1 && self->phrase->phone != NULL)
    return g_ptr_array_index (self->clients, 0);
  for (guint i = 0; i < self->clients->len; i++)
    {
      SalonClient *client = g_ptr_array_index (self->clients, i);

      if (is_whole_name (salon_client_get_fields (client)->name, folded))
        {
          whole = client;
          n_whole++;
        }
    }
  if (n_whole == 1)
    return whole;
  if (self->clients->len == 1)
    {
      SalonClient *only = g_ptr_array_index (self->clients, 0);
      return is_in_name (salon_client_get_fields (only)->name, folded) ? only : NULL;
    }
  return NULL;
}

static char *
make_client_search (SalonFinderWish *self)
{
  return g_strstrip (g_strdup_printf ("%s %s", self->phrase->client,
                                      self->phrase->phone != NULL ? self->phrase->phone : ""));
}

static void
find_clients (SalonFinderWish *self)
{
  g_autofree char *search = make_client_search (self);
  g_autoptr (GError) error = NULL;
  GPtrArray *found = NULL;

  g_clear_object (&self->client);
  g_ptr_array_set_size (self->clients, 0);
  self->who = SALON_FINDER_WHO_NOBODY;
  if (*search == '\0')
    return;
  found = salon_reader_search_clients (salon_session_get_reader (self->session), search,
                                       SALON_FINDER_WISH_MOST_CLIENTS, &error);
  if (found == NULL)
    {
      salon_session_report (self->session, error);
      return;
    }
  g_ptr_array_unref (self->clients);
  self->clients = found;
  if (g_strcmp0 (search, self->client_choice_for) == 0)
    {
      g_set_object (&self->client, self->client_choice);
      self->who = self->client != NULL ? SALON_FINDER_WHO_FOUND : SALON_FINDER_WHO_NEW;
      return;
    }
  g_set_object (&self->client, find_certain (self));
  self->who = self->client != NULL     ? SALON_FINDER_WHO_FOUND
              : self->clients->len > 0 ? SALON_FINDER_WHO_SEVERAL
                                       : SALON_FINDER_WHO_NEW;
}

SalonFinderWho
salon_finder_wish_get_who (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), SALON_FINDER_WHO_NOBODY);
  return self->who;
}

GPtrArray *
salon_finder_wish_get_clients (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);
  return self->clients;
}

SalonClient *
salon_finder_wish_get_client (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);
  return self->client;
}

void
salon_finder_wish_choose_client (SalonFinderWish *self, SalonClient *client)
{
  g_return_if_fail (SALON_IS_FINDER_WISH (self));

  g_set_object (&self->client_choice, client);
  g_free (self->client_choice_for);
  self->client_choice_for = make_client_search (self);
  g_set_object (&self->client, client);
  self->who = client != NULL ? SALON_FINDER_WHO_FOUND : SALON_FINDER_WHO_NEW;
}

/* What */

static SalonServiceMention *
get_mention (SalonFinderWish *self, guint index)
{
  return g_ptr_array_index (self->phrase->mentions, index);
}

/* What was said, as the key of a choice. */
static char *
make_key (SalonFinderWish *self, guint index)
{
  SalonServiceMention *mention = get_mention (self, index);
  g_autofree char *said =
    g_strndup (self->phrase->text + mention->start, mention->end - mention->start);

  return salon_text_fold (said);
}

SalonService *
salon_finder_wish_get_service (SalonFinderWish *self, guint index)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);
  g_return_val_if_fail (index < self->phrase->mentions->len, NULL);

  SalonServiceMention *mention = get_mention (self, index);
  g_autofree char *key = make_key (self, index);
  const char *chosen = g_hash_table_lookup (self->choices, key);

  if (mention->services->len == 1)
    return g_ptr_array_index (mention->services, 0);
  for (guint i = 0; chosen != NULL && i < mention->services->len; i++)
    {
      SalonService *service = g_ptr_array_index (mention->services, i);

      if (g_str_equal (salon_service_get_fields (service)->id, chosen))
        return service;
    }
  return NULL;
}

int
salon_finder_wish_find_open (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), -1);

  for (guint i = 0; i < self->phrase->mentions->len; i++)
    if (salon_finder_wish_get_service (self, i) == NULL)
      return (int) i;
  return -1;
}

static void
fill_form (SalonFinderWish *self)
{
  g_clear_object (&self->form);
  self->form = salon_booking_form_new (salon_session_get_staff_id (self->session));
  for (guint i = 0; i < self->phrase->mentions->len; i++)
    {
      SalonService *service = salon_finder_wish_get_service (self, i);

      if (service != NULL)
        salon_booking_form_add_service (self->form, service);
    }
}

void
salon_finder_wish_choose_service (SalonFinderWish *self, guint index, SalonService *service)
{
  g_return_if_fail (SALON_IS_FINDER_WISH (self));
  g_return_if_fail (index < self->phrase->mentions->len);
  g_return_if_fail (SALON_IS_SERVICE (service));

  g_hash_table_replace (self->choices, make_key (self, index),
                        g_strdup (salon_service_get_fields (service)->id));
  fill_form (self);
}

int
salon_finder_wish_get_duration (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), 0);

  int duration = salon_booking_form_get_duration (self->form);
  return duration > 0 ? duration : SALON_BOOKING_FORM_DEFAULT_MINUTES;
}

gint64
salon_finder_wish_get_price (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), 0);
  return salon_booking_form_get_price (self->form);
}

/* When */

void
salon_finder_wish_get_days (SalonFinderWish *self, SalonDay *from, SalonDay *to, SalonDay *other)
{
  g_return_if_fail (SALON_IS_FINDER_WISH (self));

  const SalonPhraseDay *day = &self->phrase->day;
  gboolean is_swapped = self->is_swapped && day->other_day != SALON_DAY_NONE;

  *from = is_swapped ? day->other_day : day->from;
  *to = is_swapped ? day->other_day + 1 : day->to;
  *other = is_swapped ? day->from : day->other_day;
}

void
salon_finder_wish_swap_days (SalonFinderWish *self)
{
  g_return_if_fail (SALON_IS_FINDER_WISH (self));
  self->is_swapped = !self->is_swapped;
}

/* The shortest service there is: a gap that it does not fit into is dead. */
static int
get_shortest (SalonFinderWish *self)
{
  GListModel *services = salon_session_get_services (self->session);
  int shortest = SALON_BOOKING_FORM_DEFAULT_MINUTES;

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (services, i);
      shortest = MIN (shortest, salon_service_get_fields (service)->duration_minutes);
    }
  return MAX (shortest, SHORTEST_GAP);
}

GArray *
salon_finder_wish_list_times (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);

  const SalonPhraseClock *clock = &self->phrase->clock;
  const SalonSlotPreference wish = { .minute = clock->minute,
                                     .from_minute = clock->from_minute,
                                     .to_minute = clock->to_minute,
                                     .shortest_minutes = get_shortest (self) };
  SalonDay from;
  SalonDay to;
  SalonDay other;

  self->is_later = FALSE;
  if (salon_finder_wish_find_open (self) >= 0)
    return g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  salon_finder_wish_get_days (self, &from, &to, &other);
  GArray *times = salon_slot_finder_list_best (self->slots, self->form, &wish, from, to,
                                               SALON_FINDER_WISH_MOST_TIMES);
  self->is_later =
    from != SALON_DAY_NONE
    && (times->len == 0 || g_array_index (times, SalonMoment, 0) >= salon_moment (to, 0));
  return times;
}

gboolean
salon_finder_wish_is_later (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), FALSE);
  return self->is_later;
}

char *
salon_finder_wish_explain_time (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);

  int minute = self->phrase->clock.minute;
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_get_days (self, &from, &to, &other);
  if (minute < 0 || from == SALON_DAY_NONE || to != from + 1
      || salon_finder_wish_find_open (self) >= 0)
    return NULL;
  salon_booking_form_propose_start (self->form, from, minute);
  SalonSlotVerdict verdict = salon_slot_finder_explain (self->slots, self->form);
  return salon_slot_words (&verdict, salon_session_get_hours (self->session),
                           salon_moment (from, minute));
}

/* All together */

void
salon_finder_wish_read (SalonFinderWish *self, const char *line)
{
  g_return_if_fail (SALON_IS_FINDER_WISH (self));
  g_return_if_fail (line != NULL);

  SalonBookingPhrase *phrase =
    salon_booking_phrase_new (line, self->vocabulary, salon_session_get_now (self->session));

  if (self->phrase != NULL && self->phrase->day.other_day != phrase->day.other_day)
    self->is_swapped = FALSE;
  g_clear_pointer (&self->phrase, salon_booking_phrase_free);
  self->phrase = phrase;
  find_clients (self);
  fill_form (self);
}

const SalonBookingPhrase *
salon_finder_wish_get_phrase (SalonFinderWish *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);
  return self->phrase;
}

GVariant *
salon_finder_wish_make_target (SalonFinderWish *self, SalonDay day, int minute)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (self), NULL);

  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  gboolean is_new = self->who == SALON_FINDER_WHO_NEW;
  g_autofree char *search = make_client_search (self);

  for (guint i = 0; i < self->phrase->mentions->len; i++)
    {
      SalonService *service = salon_finder_wish_get_service (self, i);

      if (service != NULL)
        g_variant_builder_add (&ids, "s", salon_service_get_fields (service)->id);
    }
  return g_variant_new ("(ssssasii)",
                        self->client != NULL ? salon_client_get_fields (self->client)->id : "",
                        is_new ? self->phrase->client : "",
                        is_new && self->phrase->phone != NULL ? self->phrase->phone : "",
                        self->who == SALON_FINDER_WHO_SEVERAL ? search : "", &ids, day, minute);
}
