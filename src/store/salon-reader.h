/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading end of a salon's file: a read-only connection with prepared statements, for one
 * thread. Meant for the main thread: each call reads what fits on a screen (under 5 ms at 100 000
 * bookings), unless it says otherwise.
 */
#pragma once

#include <gio/gio.h>

#include "core/salon-answer.h"
#include "core/salon-booking.h"
#include "core/salon-client.h"
#include "core/salon-gift-card.h"
#include "core/salon-history.h"
#include "core/salon-opening-hours.h"
#include "core/salon-payment.h"
#include "core/salon-service.h"
#include "core/salon-till-line.h"
#include "core/salon-wish.h"

G_BEGIN_DECLS

#define SALON_TYPE_READER (salon_reader_get_type ())
G_DECLARE_FINAL_TYPE (SalonReader, salon_reader, SALON, READER, GObject)

/* Never makes or migrates the file: open the store first. */
SalonReader *salon_reader_open (const char *path, GError **error);

typedef enum
{
  SALON_BOOKINGS_ALL,
  SALON_BOOKINGS_WITHOUT_CANCELLED,
} SalonBookingsFilter;

/* Bookings with their lines that start in [from, to), by start. Elements: SalonBooking. */
GPtrArray *salon_reader_list_bookings (SalonReader *self,
                                       SalonDay from,
                                       SalonDay to,
                                       SalonBookingsFilter filter,
                                       GError **error);
/* The bookings with these row numbers (see salon-booking-list.h), in their order; a row that is gone
 * is left out. */
GPtrArray *salon_reader_list_bookings_in_rows (SalonReader *self,
                                               const gint64 *numbers,
                                               guint n_numbers,
                                               GError **error);
/* Those that wait to be confirmed, from @from on, by start. */
GPtrArray *salon_reader_list_pending_bookings (SalonReader *self, SalonDay from, GError **error);
/* When the first of them that is held lets go, Unix seconds; 0: none is held. */
gboolean salon_reader_find_next_hold (SalonReader *self, gint64 *expires_at, GError **error);
SalonBooking *salon_reader_get_booking (SalonReader *self, const char *id, GError **error);
/* A client's bookings, latest first, at most @limit. */
GPtrArray *salon_reader_list_client_bookings (SalonReader *self,
                                              const char *client_id,
                                              int limit,
                                              GError **error);

typedef struct
{
  int visits; /* completed or arrived */
  int no_shows;
  int cancellations;
  gint64 spent_cents;      /* price of the completed ones */
  int rhythm_days;         /* median distance of visits; 0: fewer than three */
  SalonMoment first_visit; /* G_MININT64: none */
  SalonMoment last_visit;
  SalonMoment next_visit; /* first active one from @now on */
} SalonClientSummary;

gboolean salon_reader_summarise_client (SalonReader *self,
                                        const char *client_id,
                                        SalonMoment now,
                                        SalonClientSummary *summary,
                                        GError **error);

SalonClient *salon_reader_get_client (SalonReader *self, const char *id, GError **error);
/* Accents and case forgiven; each word a prefix of a word of name, mail or notes, or a fragment
 * (three digits at least) of the phone number. Best first. An empty text finds the most recent. */
GPtrArray *
salon_reader_search_clients (SalonReader *self, const char *text, int limit, GError **error);
/* A page of the whole list by name, for a list that loads as it scrolls. */
GPtrArray *salon_reader_list_clients (SalonReader *self, int offset, int limit, GError **error);
int salon_reader_count_clients (SalonReader *self, GError **error);
/* Is there a client or a booking? */
gboolean salon_reader_has_own (SalonReader *self, gboolean *has_own, GError **error);
/* Clients with this phone or mail: to warn of a second card for one person. */
GPtrArray *salon_reader_find_same_clients (SalonReader *self,
                                           const char *phone,
                                           const char *email,
                                           GError **error);

GPtrArray *salon_reader_list_services (SalonReader *self, gboolean with_archived, GError **error);
SalonService *salon_reader_get_service (SalonReader *self, const char *id, GError **error);
gboolean
salon_reader_is_service_used (SalonReader *self, const char *id, gboolean *used, GError **error);

SalonOpeningHours *salon_reader_get_opening_hours (SalonReader *self, GError **error);
/* Rows in wire form, for pages that edit them: availabilities, opening_exceptions, blocked_dates,
 * salon_settings. Elements: JsonObject. */
GPtrArray *salon_reader_list_rows (SalonReader *self, const char *table, GError **error);
JsonObject *
salon_reader_get_row (SalonReader *self, const char *table, const char *id, GError **error);
char *salon_reader_dup_staff_id (SalonReader *self, GError **error);

/* All of one repetition, by start, cancelled ones too. */
GPtrArray *salon_reader_list_series (SalonReader *self, const char *series_id, GError **error);
/* SalonWish, who came first is first. @all: also those who were booked or wait no more. */
GPtrArray *salon_reader_list_wishes (SalonReader *self, gboolean all, GError **error);

/* For the month view: active bookings and booked minutes of each day in [from, to). */
typedef struct
{
  SalonDay day;
  int bookings;
  int minutes;
} SalonDayLoad;

GArray *salon_reader_list_day_loads (SalonReader *self, SalonDay from, SalonDay to, GError **error);

/* Who did what to a row on this computer, latest first. Elements: SalonHistoryEntry. */
GPtrArray *salon_reader_list_history (SalonReader *self,
                                      const char *table,
                                      const char *id,
                                      int limit,
                                      GError **error);

/* All payments of a booking, oldest first. Elements: SalonPayment. */
GPtrArray *salon_reader_list_payments (SalonReader *self, const char *booking_id, GError **error);
/* Those that count in [from, to), Unix seconds, oldest first: what the next one sums. */
GPtrArray *
salon_reader_list_payments_between (SalonReader *self, gint64 from, gint64 to, GError **error);
/* What was paid in [from, to), Unix seconds, wherever it was paid; payments that take back others are
 * subtracted. @takings: (out): untouched on failure */
gboolean salon_reader_sum_payments (SalonReader *self,
                                    gint64 from,
                                    gint64 to,
                                    SalonTakings *takings,
                                    GError **error);

/* Elements: SalonGiftCard, with what their ledgers say. The cards with these row numbers (see
 * salon-gift-card-list.h), in their order; a row that is gone is left out. */
GPtrArray *salon_reader_list_gift_cards_in_rows (SalonReader *self,
                                                 const gint64 *numbers,
                                                 guint n_numbers,
                                                 GError **error);
SalonGiftCard *salon_reader_get_gift_card (SalonReader *self, const char *id, GError **error);
/* All of them, by purchase. Blocks: call it in a thread. */
GPtrArray *salon_reader_list_gift_cards (SalonReader *self, GError **error);
/**
 * salon_reader_find_gift_cards:
 * @typed: a code as somebody typed or scanned it
 *
 * The card with exactly this code; else those whose code is the same by salon_voucher_code_make_key(),
 * with @prefix before it or without: nearly always none or one.
 */
GPtrArray *salon_reader_find_gift_cards (SalonReader *self,
                                         const char *typed,
                                         const char *prefix,
                                         GError **error);
/* By a part of the code, or the beginnings of words of buyer or recipient; cards with something on
 * them first, then bought last first. */
GPtrArray *
salon_reader_search_gift_cards (SalonReader *self, const char *text, int limit, GError **error);
/* Those that she bought or got, by her mail or, without one, by her name; newest first. */
GPtrArray *salon_reader_list_client_gift_cards (SalonReader *self,
                                                const char *client_id,
                                                int limit,
                                                GError **error);
/* All movements of a card, oldest first. Elements: SalonGiftCardMovement. */
GPtrArray *salon_reader_list_movements (SalonReader *self, const char *card_id, GError **error);
/* The payments that name a card: what it was bought with and what was paid with it, oldest first. */
GPtrArray *
salon_reader_list_gift_card_payments (SalonReader *self, const char *card_id, GError **error);
/* How often it was printed at this desk; 0 on failure too. */
int salon_reader_count_prints (SalonReader *self, const char *card_id, GError **error);
/* The salon's own rules; those of a new salon when it has none. */
gboolean
salon_reader_get_gift_card_rules (SalonReader *self, SalonGiftCardRules *rules, GError **error);

/* Lines of the till's journal that are payments, of [from, to), Unix seconds, in order; and its
 * closings and its events, latest first. Elements: SalonTillLine. */
GPtrArray *
salon_reader_list_till_payments (SalonReader *self, gint64 from, gint64 to, GError **error);
GPtrArray *salon_reader_list_till_closings (SalonReader *self, int limit, GError **error);
GPtrArray *salon_reader_list_till_events (SalonReader *self, int limit, GError **error);
/* The same of all rows of a table. */
GPtrArray *
salon_reader_list_table_history (SalonReader *self, const char *table, int limit, GError **error);

#define SALON_REVIEW_DOUBLE_BOOKED "double_booked"
#define SALON_REVIEW_FOLLOWS "follows"

/* What the owner has to look at: a change that the shared salon did not take, with what it found in
 * its way; or two bookings that were there at the same time before the salon was shared, without a
 * change and with the two as obstacles (id 0: it is settled by moving one of them). */
typedef struct
{
  gint64 id;
  char *code; /* of the answer; or one of the two above */
  gint64 at;  /* Unix seconds when it was told; 0: not known */
  SalonChange *mine;
  gboolean is_part;     /* @mine was kept as one of several that are one step: an import */
  GPtrArray *obstacles; /* of SalonObstacle */
} SalonReview;

void salon_review_free (SalonReview *review);
/* Oldest first. */
GPtrArray *salon_reader_list_reviews (SalonReader *self, GError **error);

G_END_DECLS
