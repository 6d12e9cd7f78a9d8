-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a desk may do: read the salon and its machinery, and call the functions that are doors. Writing
-- goes through salon.push alone. Run after the migrations, each time; it is the same whether done once
-- or a hundred times.
--
-- Of `users` a desk sees nothing: it holds the passwords of the web site's administrators.
DO $$
DECLARE
  object TEXT;
BEGIN
  FOR object IN
    SELECT c.oid::regclass
    FROM pg_class AS c
    WHERE c.relkind IN ('r', 'v')
      AND (
        c.relnamespace = 'salon'::regnamespace AND c.relname LIKE 'wire\_%'
        OR c.relnamespace = 'salon'::regnamespace
          AND c.relname IN ('database', 'devices', 'history', 'mended', 'schema_migrations', 'sync_rows')
        OR c.relnamespace = 'public'::regnamespace
          AND c.relname IN (
            'staff', 'services', 'clients', 'bookings', 'booking_services', 'availabilities',
            'opening_exceptions', 'blocked_dates', 'gift_cards', 'gift_card_movements', 'payments',
            'notifications', 'salon_settings', 'waiting_list', 'web_visits'
          )
      )
  LOOP
    EXECUTE format ('GRANT SELECT ON %s TO serenaia_desk', object);
  END LOOP;

  FOR object IN
    SELECT p.oid::regprocedure
    FROM pg_proc AS p
    WHERE p.pronamespace = 'salon'::regnamespace
      AND p.proname IN (
        'hello', 'history_of', 'history_within', 'pull', 'push',
        'message_material', 'claim_messages', 'settle_message', 'drop_message'
      )
  LOOP
    EXECUTE format ('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', object);
    EXECUTE format ('GRANT EXECUTE ON FUNCTION %s TO serenaia_desk', object);
  END LOOP;

  GRANT USAGE ON SCHEMA salon TO serenaia_desk;
  GRANT USAGE ON SCHEMA public TO serenaia_desk;
END
$$;
