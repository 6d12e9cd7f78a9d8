/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Of a booking that is one of a repetition: is only this one meant, this and the following, or all? The
 * question is put only where there is something to choose.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-series.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The bookings of the series of @booking when others of it are still to come, else NULL. */
GPtrArray *salon_series_choice_list (SalonSession *session, SalonBooking *booking);

typedef void (*SalonSeriesChosen) (GtkWidget *parent, SalonSeriesScope scope, gpointer data);

/* Puts the question over @parent. Given up, nothing is called but @destroy. */
void salon_series_choice_ask (GtkWidget *parent,
                              const char *heading,
                              SalonSeriesChosen chosen,
                              gpointer data,
                              GDestroyNotify destroy);

/* FALSE when there is nothing to choose: then it is the caller's to do. Else it asks, and does what is
 * answered as one change through the session. @reason: nullable. */
gboolean salon_series_choice_cancel (GtkWidget *parent,
                                     SalonSession *session,
                                     SalonBooking *booking,
                                     const char *reason);
gboolean salon_series_choice_move (GtkWidget *parent,
                                   SalonSession *session,
                                   SalonBooking *booking,
                                   SalonMoment start,
                                   int duration_minutes,
                                   const char *forced_reason);

G_END_DECLS
