/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-add-user.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "core/salon-text.h"
#include "salon-password.h"

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, words);
  return FALSE;
}

gboolean
salon_server_add_user (SalonConnection *connection,
                       const char *email,
                       const char *name,
                       gboolean is_owner,
                       const char *password,
                       GError **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (PGresult) done = NULL;
  const char *fault;

  g_return_val_if_fail (connection != NULL && email != NULL && password != NULL, FALSE);

  clean = salon_text_clean (email);
  if (!salon_text_is_email (clean) || strlen (clean) > 254)
    return refuse (error, "This is no e-mail address.");
  fault = salon_password_find_fault (password);
  if (fault != NULL)
    return refuse (error, fault);

  hash = salon_password_hash (password, SALON_PASSWORD_COST);
  done = salon_connection_query (
    connection,
    "WITH there AS ("
    "  UPDATE users SET hashed_password = $2, full_name = coalesce ($3::text, full_name),"
    "    is_superuser = $4::boolean, is_active = TRUE"
    "  WHERE lower (email) = lower ($1::text)"
    "  RETURNING id"
    "), added AS ("
    "  INSERT INTO users (email, hashed_password, full_name, is_active, is_superuser)"
    "  SELECT $1::text, $2, $3::text, TRUE, $4::boolean"
    "  WHERE NOT EXISTS (SELECT FROM there)"
    ") "
    "UPDATE salon.sign_ins SET ended_at = now (), reason = 'password changed' "
    "WHERE user_id IN (SELECT id FROM there) AND ended_at IS NULL",
    4, (const char *[]) { clean, hash, name, is_owner ? "true" : "false" }, NULL, error);
  return done != NULL;
}

/* One line from the terminal or the pipe, without its end. */
static char *
read_line (const char *question)
{
  char line[SALON_PASSWORD_MAX_BYTES + 3];

  if (question != NULL)
    {
      fputs (question, stderr);
      fflush (stderr);
    }
  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

static char *
ask_in_secret (const char *question)
{
  struct termios before, silent;
  char *line;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return NULL;
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  line = read_line (question);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);
  return line;
}

char *
salon_server_add_user_read_password (GError **error)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!isatty (STDIN_FILENO))
    first = read_line (NULL);
  else
    {
      first = ask_in_secret ("Password: ");
      second = ask_in_secret ("The same again: ");
    }
  if (first == NULL || (isatty (STDIN_FILENO) && g_strcmp0 (first, second) != 0))
    {
      refuse (error, first == NULL ? "There is no password." : "The two are not the same.");
      return NULL;
    }
  return g_steal_pointer (&first);
}
