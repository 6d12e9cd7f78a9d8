-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The role of the desks, for the whole server: nobody signs in as it, the users of the desks are its
-- members (GRANT serenaia_desk TO marie). Run before the migrations, each time: a database may have
-- been brought here from a server that had it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'serenaia_desk') THEN
    CREATE ROLE serenaia_desk NOLOGIN;
  END IF;
EXCEPTION
  -- Another database of this server is being prepared at this moment.
  WHEN duplicate_object OR unique_violation THEN
    NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the role serenaia_desk is missing, and % may not make it', current_user
      USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'An administrator of the server can: CREATE ROLE serenaia_desk NOLOGIN';
END
$$;
