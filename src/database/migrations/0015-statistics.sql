-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the figures of some days are read by: when a client came before and comes again, and what was paid
-- and moved on gift cards between two instants.
DROP INDEX bookings_by_client;
CREATE INDEX bookings_by_client ON bookings (client_id, booking_date, booking_time);
CREATE INDEX payments_by_created_at ON payments (created_at);
CREATE INDEX gift_card_movements_by_at ON gift_card_movements (at);
CREATE INDEX gift_cards_by_expiry_date ON gift_cards (expiry_date);
