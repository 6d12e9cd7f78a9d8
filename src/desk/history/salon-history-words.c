/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-history-words.h"

#include <glib/gi18n-lib.h>

#include "calendar/salon-booking-words.h"
#include "common/salon-row-words.h"

/* What a row that came or went is told by, the first that it has. */
static const char *const names[] = { "name",      "client_name", "reason",    "code",
                                     "from_date", "date",        "start_time" };

JsonObject *
salon_history_words_find_row (const char *table, const char *id, gpointer session)
{
  return salon_reader_get_row (salon_session_get_reader (session), table, id, NULL);
}

static void
append_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
describe_update (SalonSession *session, const SalonEdit *edit, GString *text)
{
  for (gsize i = 0; i < edit->table->n_columns; i++)
    {
      const char *column = edit->table->columns[i].name;
      const char *title = salon_row_words_get_title (edit->table->name, column);

      if (title == NULL || !json_object_has_member (edit->set, column))
        continue;
      g_autofree char *was = salon_row_words_describe (session, edit->table->name, column,
                                                       json_object_get_member (edit->was, column));
      g_autofree char *set = salon_row_words_describe (session, edit->table->name, column,
                                                       json_object_get_member (edit->set, column));
      /* Translators: a field, what it was and what it became: "Time: 14:00 → 15:30" */
      g_autofree char *line = g_strdup_printf (_ ("%s: %s → %s"), title, was, set);

      append_line (text, line);
    }
}

static char *
dup_name (SalonSession *session, const SalonEdit *edit, JsonObject *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (salon_table_find_column (edit->table, names[i]) != NULL
        && json_object_has_member (row, names[i]) && !json_object_get_null_member (row, names[i]))
      return salon_row_words_describe (session, edit->table->name, names[i],
                                       json_object_get_member (row, names[i]));
  return NULL;
}

static void
describe_edit (SalonSession *session, const SalonEdit *edit, GString *text)
{
  gboolean is_new = edit->op == SALON_EDIT_INSERT;
  g_autofree char *name = NULL;
  g_autofree char *line = NULL;

  if (edit->op == SALON_EDIT_UPDATE)
    {
      describe_update (session, edit, text);
      return;
    }
  name = dup_name (session, edit, is_new ? edit->set : edit->was);
  if (name == NULL)
    return;
  line = is_new
           /* Translators: something that was added, "Added: Gel nails" */
           ? g_strdup_printf (_ ("Added: %s"), name)
           /* Translators: something that was removed, "Removed: Gel nails" */
           : g_strdup_printf (_ ("Removed: %s"), name);
  append_line (text, line);
}

/* The label says already that the row itself was made or deleted. */
static gboolean
is_making_of_head (const SalonRewindScope *scope, const SalonEdit *edit)
{
  return scope->id != NULL && edit->op != SALON_EDIT_UPDATE && g_str_equal (edit->id, scope->id);
}

char *
salon_history_words_describe (SalonSession *session,
                              const SalonRewindScope *scope,
                              SalonChange *change)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (salon_rewind_is_within (scope, edit, salon_history_words_find_row, session)
          && !is_making_of_head (scope, edit))
        describe_edit (session, edit, text);
    }
  return g_string_free_and_steal (text);
}

static const char *
describe_op (const SalonRewindScope *scope, SalonChange *change)
{
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (!g_str_equal (edit->table->name, scope->table) || edit->op == SALON_EDIT_UPDATE)
        continue;
      /* Translators: in a history, of whatever it is the history of */
      return edit->op == SALON_EDIT_INSERT ? C_ ("history", "Added") : C_ ("history", "Removed");
    }
  return C_ ("history", "Changed");
}

char *
salon_history_words_title (const SalonRewindScope *scope, const SalonHistoryEntry *entry)
{
  if (entry->label != NULL && *entry->label != '\0')
    return g_strdup (salon_booking_words_reason (entry->label));
  return g_strdup (describe_op (scope, entry->change));
}

static gboolean
is_own (const SalonHistoryEntry *entry, SalonSync *sync)
{
  return entry->by == NULL
         || (sync != NULL && g_strcmp0 (entry->device, salon_sync_get_device (sync)) == 0);
}

/* Whoever is no desk: see migrations/0004-history.sql for what they say of themselves. */
static char *
describe_writer (const char *by)
{
  if (g_str_equal (by, "hold expired"))
    return g_strdup (_ ("By itself: nobody confirmed it in time"));
  if (g_str_has_prefix (by, "web"))
    return g_strdup (_ ("The web site"));
  if (g_str_equal (by, "worker"))
    return g_strdup (_ ("The salon’s server"));
  if (*by == '\0')
    return g_strdup (_ ("Another program"));
  /* Translators: %s is what the program calls itself */
  return g_strdup_printf (_ ("Another program (%s)"), by);
}

char *
salon_history_words_who (const SalonHistoryEntry *entry, SalonSync *sync, gboolean has_others)
{
  if (is_own (entry, sync))
    return has_others && sync != NULL
             /* Translators: %s is the name of this computer, where others are listed too */
             ? g_strdup_printf (_ ("%s (this computer)"), salon_sync_get_device_name (sync))
             : g_strdup (_ ("This computer"));
  if (entry->device != NULL)
    return *entry->by != '\0' ? g_strdup (entry->by) : g_strdup (_ ("Another computer"));
  return describe_writer (entry->by);
}
