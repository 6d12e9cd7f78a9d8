/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the salon holds as tables for a spreadsheet (.csv). Clients, services, bookings and closed days
 * have the titles that importing recognises, and come back as they were; a booking's services and what
 * each of them was booked at are in two columns of their own.
 */
#pragma once

#include "core/salon-booking.h"
#include "core/salon-client.h"
#include "core/salon-gift-card.h"
#include "core/salon-schema.h"
#include "core/salon-service.h"

G_BEGIN_DECLS

GBytes *salon_table_file_write_clients (GPtrArray *clients, GTimeZone *zone); /* of SalonClient */
GBytes *salon_table_file_write_services (GPtrArray *services);                /* of SalonService */
GBytes *salon_table_file_write_bookings (GPtrArray *bookings,
                                         GTimeZone *zone);    /* of SalonBooking */
GBytes *salon_table_file_write_gift_cards (GPtrArray *cards); /* of SalonGiftCard */
/* Rows of the table payments in the wire form. */
GBytes *salon_table_file_write_payments (GPtrArray *rows, GTimeZone *zone);
/* Rows of any table, in the wire form, under the names of its columns: for those who take all. */
GBytes *salon_table_file_write_rows (const SalonTable *table, GPtrArray *rows);

G_END_DECLS
