-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What another program may have left in the tables that all programs know: an ordinary salon, and
-- every oddity that those tables let in. Ids end in the number by which the tests speak of a row.

INSERT INTO users (id, email, hashed_password, full_name) VALUES
  ('00000000-0000-4000-8000-000000000001', 'admin@salon.example', '$2b$12$abcdefghijklmnopqrstuv', NULL);

INSERT INTO services (id, name, category, duration_minutes, price, is_active, image_url) VALUES
  ('10000000-0000-4000-8000-000000000001', 'Pose de gel', 'ongles', 60, 45.00, TRUE, 'gel.jpg'),
  ('10000000-0000-4000-8000-000000000002', 'Épilation sourcils', 'epilation', 15, 12.50, TRUE, NULL),
  ('10000000-0000-4000-8000-000000000003', 'Massage', 'massage', 90, 80.00, FALSE, NULL),
  ('10000000-0000-4000-8000-000000000004', '  ', '', 0, 'NaN', NULL, NULL),
  ('10000000-0000-4000-8000-000000000005', 'Retouche', 'ongles', 3, -5.00, TRUE, NULL),
  ('10000000-0000-4000-8000-000000000006', 'Retraite', 'massage', 100000, 900.00, TRUE, NULL);

-- Marie with two telephones, two addresses and three ways to write her name; her daughter with the
-- same telephone; two who left neither.
INSERT INTO bookings (id, service_id, client_name, client_email, client_phone, booking_date,
                      booking_time, status, payment_status, payment_amount, payment_method, notes,
                      created_at, updated_at) VALUES
  ('20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'Marie Durand',
   'marie@example.fr', '06 12 34 56 78', '2026-03-12', '10:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-01-05 09:00', '2026-01-05 09:00'),
  ('20000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000002', 'marie  DURAND ',
   'm.durand@example.com', '+33 (0)6.12.34.56.78', '2026-03-13', '10:00', 'completed', 'fully_paid',
   12.50, 'stripe', 'cire tiède', '2026-02-01 09:00', '2026-02-01 09:00'),
  ('20000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000001', 'Durand Marie',
   ' M.Durand@example.com', '0698765432', '2026-03-14', '10:00', 'pending', 'deposit_paid', 10.00,
   'paypal', NULL, '2026-02-03 09:00', NULL),
  ('20000000-0000-4000-8000-000000000004', '10000000-0000-4000-8000-000000000001', 'Zoé Durand',
   'zoe@example.fr', '0612345678', '2026-03-15', '10:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-04 09:00', NULL),
  ('20000000-0000-4000-8000-000000000005', '10000000-0000-4000-8000-000000000001', 'Passage', '', '',
   '2026-03-16', '10:00', 'confirmed', 'pending', NULL, NULL, NULL, '2026-02-05 09:00', NULL),
  ('20000000-0000-4000-8000-000000000006', '10000000-0000-4000-8000-000000000001', 'passage', ' ', '-',
   '2026-03-17', '10:00', 'confirmed', 'pending', NULL, NULL, NULL, '2026-02-06 09:00', NULL),
  -- No service, no state, no date of its making, words that are none of ours.
  ('20000000-0000-4000-8000-000000000007', NULL, 'Ana', 'ana@example.fr', '0611111111', '2026-03-18',
   '10:00', NULL, NULL, 33.00, NULL, NULL, NULL, NULL),
  ('20000000-0000-4000-8000-000000000008', '10000000-0000-4000-8000-000000000002', 'Ana',
   'ana@example.fr', '0611111111', '2026-03-18', '12:00', 'CONFIRMED ', 'paid', 'NaN', 'cash', NULL,
   '2026-02-07 09:00', NULL),
  ('20000000-0000-4000-8000-000000000009', '10000000-0000-4000-8000-000000000002', '',
   'nobody@example.fr', '0622222222', '2026-03-18', '14:00', 'Annulée', 'whatever', -3.00, NULL, NULL,
   '2026-02-07 09:00', NULL),
  ('20000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000002', 'Lea',
   'lea@example.fr', '0633333333', '2026-03-18', '16:00', 'to be seen', 'pending', NULL, NULL, NULL,
   'infinity', NULL),
  -- Midnight, the end of time, seconds, a service of no and of endless length.
  ('20000000-0000-4000-8000-000000000011', '10000000-0000-4000-8000-000000000002', 'Lea',
   'lea@example.fr', '0633333333', '2026-03-19', '24:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-07 09:00', NULL),
  ('20000000-0000-4000-8000-000000000012', '10000000-0000-4000-8000-000000000002', 'Lea',
   'lea@example.fr', '0633333333', 'infinity', '10:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-07 09:00', NULL),
  ('20000000-0000-4000-8000-000000000013', '10000000-0000-4000-8000-000000000004', 'Lea',
   'lea@example.fr', '0633333333', '2026-03-21', '10:00:30.5', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-07 09:00', NULL),
  ('20000000-0000-4000-8000-000000000014', '10000000-0000-4000-8000-000000000005', 'Lea',
   'lea@example.fr', '0633333333', '2026-03-22', '10:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-07 09:00', NULL),
  ('20000000-0000-4000-8000-000000000015', '10000000-0000-4000-8000-000000000006', 'Lea',
   'lea@example.fr', '0633333333', '2026-03-23', '10:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-07 09:00', NULL),
  -- Three that overlap in a row, the second made last; a cancelled one over all of them.
  ('20000000-0000-4000-8000-000000000021', '10000000-0000-4000-8000-000000000001', 'Ines',
   'ines@example.fr', '0644444444', '2026-04-01', '10:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-10 09:00', NULL),
  ('20000000-0000-4000-8000-000000000022', '10000000-0000-4000-8000-000000000001', 'Ines',
   'ines@example.fr', '0644444444', '2026-04-01', '10:30', 'pending', 'pending', NULL, NULL, NULL,
   '2026-02-12 09:00', NULL),
  ('20000000-0000-4000-8000-000000000023', '10000000-0000-4000-8000-000000000001', 'Ines',
   'ines@example.fr', '0644444444', '2026-04-01', '11:00', 'confirmed', 'pending', NULL, NULL, NULL,
   '2026-02-11 09:00', NULL),
  ('20000000-0000-4000-8000-000000000024', '10000000-0000-4000-8000-000000000003', 'Ines',
   'ines@example.fr', '0644444444', '2026-04-01', '10:00', 'cancelled', 'refunded', NULL, NULL, NULL,
   '2026-02-09 09:00', NULL);

UPDATE bookings
SET cancellation_reason = 'malade', cancelled_at = '2026-02-20 09:00'
WHERE id = '20000000-0000-4000-8000-000000000024';

INSERT INTO gift_cards (id, code, type, amount, service_id, buyer_name, buyer_email, recipient_name,
                        custom_message, purchase_date, expiry_date, is_used, used_at,
                        used_by_booking_id, status, created_at, updated_at) VALUES
  ('30000000-0000-4000-8000-000000000001', 'SERA-AAAA-0001', 'amount', 50.00, NULL, 'Paul',
   'paul@example.fr', 'Marie', 'Joyeux anniversaire', '2026-01-10', '2027-01-10', FALSE, NULL, NULL,
   'active', '2026-01-10 10:00', '2026-01-10 10:00'),
  ('30000000-0000-4000-8000-000000000002', 'SERA-AAAA-0002', 'service', NULL,
   '10000000-0000-4000-8000-000000000003', 'Paul', 'paul@example.fr', 'Zoé', NULL, '2026-01-10',
   '2027-01-10', TRUE, '2026-03-13 10:30', '20000000-0000-4000-8000-000000000002', 'used',
   '2026-01-10 10:00', '2026-03-13 10:30'),
  ('30000000-0000-4000-8000-000000000003', 'SERA-AAAA-0003', 'amount', 30.00, NULL, 'Paul',
   'paul@example.fr', 'Ana', NULL, '2026-01-10', '2027-01-10', FALSE, NULL, NULL, 'refunded',
   '2026-01-10 10:00', '2026-02-01 10:00'),
  ('30000000-0000-4000-8000-000000000004', 'SERA-AAAA-0004', 'amount', 20.00, NULL, 'Paul',
   'paul@example.fr', 'Ana', NULL, '2024-01-10', '2025-01-10', FALSE, NULL, NULL, 'expired',
   '2024-01-10 10:00', '2025-01-11 03:00'),
  ('30000000-0000-4000-8000-000000000005', 'SERA-AAAA-0005', 'amount', 20.00, NULL, 'Paul',
   'paul@example.fr', 'Ana', NULL, '2026-01-10', '2027-01-10', FALSE, NULL, NULL, 'expired',
   '2026-01-10 10:00', '2026-01-12 10:00'),
  -- The two words for "used" disagree; nothing is said; nothing makes sense.
  ('30000000-0000-4000-8000-000000000006', 'SERA-AAAA-0006', 'amount', 25.00, NULL, 'Paul',
   'paul@example.fr', 'Ana', NULL, '2026-01-10', '2027-01-10', TRUE, NULL, NULL, 'active', NULL, NULL),
  ('30000000-0000-4000-8000-000000000007', 'SERA-AAAA-0007', 'amount', 25.00, NULL, 'Paul',
   'paul@example.fr', 'Ana', NULL, NULL, '2027-01-10', NULL, NULL, NULL, 'USED', NULL, NULL),
  ('30000000-0000-4000-8000-000000000008', ' ', 'Bon', -4.00, NULL, ' ', '', '', NULL, '-infinity',
   'infinity', FALSE, 'infinity', NULL, NULL, '-infinity', NULL);

INSERT INTO payments (id, booking_id, gift_card_id, amount, payment_method, payment_provider,
                      provider_payment_id, status, metadata, created_at, updated_at) VALUES
  ('40000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000002', NULL, 12.50,
   'stripe', 'stripe', 'pi_1', 'completed', '{"fee": 0.4}', '2026-02-01 09:00', NULL),
  ('40000000-0000-4000-8000-000000000002', NULL, '30000000-0000-4000-8000-000000000001', 50.00,
   'paypal', 'paypal', 'X1', 'Succeeded', NULL, NULL, NULL),
  ('40000000-0000-4000-8000-000000000003', '20000000-0000-4000-8000-000000000001', NULL, 'NaN', '',
   NULL, NULL, NULL, '[]', NULL, NULL);

INSERT INTO availabilities (id, day_of_week, start_time, end_time, is_active) VALUES
  ('50000000-0000-4000-8000-000000000001', 0, '09:00', '12:00', TRUE),
  ('50000000-0000-4000-8000-000000000002', 1, '20:00', '00:00', NULL),
  ('50000000-0000-4000-8000-000000000003', 7, '09:00', '12:00', TRUE),
  ('50000000-0000-4000-8000-000000000004', 2, '18:00', '09:00', TRUE),
  ('50000000-0000-4000-8000-000000000005', 3, '24:00', '24:00', TRUE);

INSERT INTO blocked_dates (id, date, reason) VALUES
  ('60000000-0000-4000-8000-000000000001', '2026-05-01', 'Fête du Travail'),
  ('60000000-0000-4000-8000-000000000002', 'infinity', 'retraite');

INSERT INTO notifications (id, booking_id, type, channel, recipient, content, status, sent_at) VALUES
  ('70000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'sms', 'reminder',
   '+33612345678', 'À demain', 'sent', '2026-03-11 10:00'),
  ('70000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000001', 'Mail', '',
   'marie@example.fr', NULL, NULL, NULL),
  ('70000000-0000-4000-8000-000000000003', NULL, 'pigeon', 'reminder', '0612345678', NULL, 'queued',
   '2026-03-11 10:00');
