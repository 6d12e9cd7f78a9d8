/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that many ask for, and what they are made of, in the memory of one process. Whatever is in
 * it may be some moments old: it is good for showing, and never for deciding.
 *
 * The catalogue is dropped whole when something of it changes (the listener hears of it); of the days only those
 * go that the change has a say in (salon-server-marks.h). Everything is forgotten after five minutes. Who puts
 * something in says which generation of the topic she has read under: what a change overtook is not kept.
 * While the listener does not hear, nothing is kept.
 * Any thread.
 */
#pragma once

#include "salon-server-route.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SERVER_TOPIC_CATALOGUE, /* services, hours, staff, settings */
  SALON_SERVER_TOPIC_DAYS,      /* what depends on bookings too */
  SALON_SERVER_N_TOPICS,
} SalonServerTopic;

/* What many answers are made of; of the catalogue. */
typedef enum
{
  SALON_SERVER_VALUE_CALENDAR,
  SALON_SERVER_VALUE_SITE,
  SALON_SERVER_N_VALUES,
} SalonServerValue;

/* Without answers only what they are made of is kept. */
SalonServerCache *salon_server_cache_new (gboolean keeps_answers);
void salon_server_cache_free (SalonServerCache *self);

/* The generation to read under; take it before reading. */
guint64 salon_server_cache_begin (SalonServerCache *self, SalonServerTopic topic);
/* For as long as @expires_at (monotonic µs) at most. The answer to a GET of @request's address, plain and packed. */
void salon_server_cache_keep (SalonServerCache *self,
                              SalonServerTopic topic,
                              guint64 generation,
                              SalonServerRequest *request,
                              SalonServerResponse *response,
                              gint64 expires_at);
/* Of the days: it goes when a change bears one of @marks. What is kept of them without marks goes at any. */
void salon_server_cache_keep_marked (SalonServerCache *self,
                                     guint64 generation,
                                     GArray *marks,
                                     SalonServerRequest *request,
                                     SalonServerResponse *response,
                                     gint64 expires_at);
/* A page whose route reads no query is the same whatever is asked behind its address.
 *
 * A new answer, its route noted in @request; NULL when there is none. */
SalonServerResponse *salon_server_cache_answer (SalonServerCache *self,
                                                SalonServerRequest *request);

/* A value of g_atomic_rc_box_alloc() that the catalogue has; a new reference, or NULL. */
gpointer salon_server_cache_get_value (SalonServerCache *self, SalonServerValue which);
void salon_server_cache_keep_value (SalonServerCache *self,
                                    SalonServerValue which,
                                    guint64 generation,
                                    gpointer value,
                                    GDestroyNotify clear);

/* The catalogue changes the days too. */
void salon_server_cache_drop (SalonServerCache *self, SalonServerTopic topic);
/* Of the days what bears one of @marks; and the catalogue when it @is_of_catalogue, which has a say in no other day. */
void
salon_server_cache_drop_marked (SalonServerCache *self, gboolean is_of_catalogue, GArray *marks);
/* Whether changes are heard of. */
void salon_server_cache_set_hears (SalonServerCache *self, gboolean hears);

G_END_DECLS
