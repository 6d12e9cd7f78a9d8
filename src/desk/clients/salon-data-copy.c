/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-data-copy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/salon-row-words.h"
#include "print/salon-list-sheet.h"
#include "printing/salon-print-request.h"
#include "store/salon-client-export.h"

/* A line of the sheet; @title NULL: a heading. */
typedef struct
{
  char *title;
  char *text;
} Line;

typedef struct
{
  SalonSession *session;
  char *client_id;
  GFile *folder;
  gint64 now;
  SalonClientDossier *dossier;
  char *name; /* of the files */
  char *title;
  char *footer;
  char *columns[2];
  GArray *lines;
} Copy;

static void
line_clear (gpointer line)
{
  g_free (((Line *) line)->title);
  g_free (((Line *) line)->text);
}

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_clear_object (&copy->session);
  g_clear_object (&copy->folder);
  g_clear_pointer (&copy->dossier, salon_client_dossier_free);
  g_array_unref (copy->lines);
  g_free (copy->client_id);
  g_free (copy->name);
  g_free (copy->title);
  g_free (copy->footer);
  g_free (copy->columns[0]);
  g_free (copy->columns[1]);
  g_free (copy);
}

/* Words: main thread */

static const struct
{
  const char *table;
  const char *title;
} headings[] = {
  { "clients", N_ ("Card") },
  { "bookings", N_ ("Bookings") },
  { "booking_services", N_ ("Services") },
  { "gift_cards", N_ ("Gift Cards") },
  { "gift_card_movements", N_ ("Use of Gift Cards") },
  { "payments", N_ ("Payments") },
  { "notifications", N_ ("Messages") },
};

/* A table that is not listed is headed by its name: what is known of her is shown all the same. */
static const char *
get_heading (const SalonTable *table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_str_equal (headings[i].table, table->name))
      return _ (headings[i].title);
  return table->name;
}

static void
add_line (Copy *copy, const char *title, const char *text)
{
  Line line = { g_strdup (title), g_strdup (text) };

  g_array_append_val (copy->lines, line);
}

static gboolean
is_empty (JsonNode *value)
{
  return value == NULL || JSON_NODE_HOLDS_NULL (value)
         || (json_node_get_value_type (value) == G_TYPE_STRING
             && *json_node_get_string (value) == '\0');
}

static void
add_row (Copy *copy, const SalonDossierRow *entry)
{
  for (gsize i = 0; i < entry->table->n_columns; i++)
    {
      const char *column = entry->table->columns[i].name;
      const char *title = salon_row_words_get_title (entry->table->name, column);
      JsonNode *value = json_object_get_member (entry->row, column);

      if (title == NULL || is_empty (value))
        continue;
      g_autofree char *text =
        salon_row_words_describe (copy->session, entry->table->name, column, value);
      add_line (copy, title, text);
    }
}

static void
add_words (Copy *copy)
{
  const SalonTable *last = NULL;

  for (guint i = 0; i < copy->dossier->rows->len; i++)
    {
      const SalonDossierRow *entry = g_ptr_array_index (copy->dossier->rows, i);

      if (entry->table != last)
        add_line (copy, NULL, get_heading (entry->table));
      else
        add_line (copy, "", "");
      last = entry->table;
      add_row (copy, entry);
    }
}

static char *
make_file_name (Copy *copy, const char *client)
{
  g_autofree char *day =
    salon_day_format (salon_moment_get_day (salon_session_get_now (copy->session)));
  g_autofree char *name = g_strdelimit (g_strdup (client), "/\\:*?\"<>|\n", ' ');

  g_strstrip (name);
  /* No hidden file, whatever somebody is called. */
  return g_strdup_printf ("%s %s", *name != '.' && *name != '\0' ? name : "client", day);
}

static void
write_words (Copy *copy)
{
  const char *client =
    json_object_get_string_member (salon_client_dossier_get_card (copy->dossier), "name");

  copy->name = make_file_name (copy, client);
  /* Translators: %s is the name of a client; the title of a sheet */
  copy->title = g_strdup_printf (_ ("What we know about %s"), client);
  copy->footer = salon_print_request_footer (copy->session);
  copy->columns[0] = g_strdup (_ ("What"));
  copy->columns[1] = g_strdup (_ ("Content"));
  add_words (copy);
}

/* Reading, drawing and writing: worker */

static gpointer
read_dossier (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Copy *copy = data;
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);

  return reader != NULL ? salon_client_dossier_read (reader, copy->client_id, error) : NULL;
}

static GBytes *
draw (const Copy *copy)
{
  const SalonSheetColumn columns[] = {
    { copy->columns[0], 45, FALSE, TRUE },
    { copy->columns[1], 0, FALSE, FALSE },
  };
  g_autoptr (SalonListSheet) sheet =
    salon_list_sheet_new (copy->title, "", copy->footer, &salon_paper_a4, columns,
                          G_N_ELEMENTS (columns));

  for (guint i = 0; i < copy->lines->len; i++)
    {
      const Line *line = &g_array_index (copy->lines, Line, i);
      const char *const cells[] = { line->title, line->text };

      if (line->title == NULL)
        salon_list_sheet_add_heading (sheet, line->text);
      else
        salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
    }
  return salon_document_to_pdf (SALON_DOCUMENT (sheet));
}

static gboolean
write_file (const Copy *copy, const char *ending, gconstpointer data, gsize size, GError **error)
{
  g_autofree char *name = g_strconcat (copy->name, ending, NULL);
  g_autoptr (GFile) file = g_file_get_child (copy->folder, name);

  /* For the eyes of her and the salon alone. */
  return g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL,
                                  error);
}

static gpointer
write_files (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Copy *copy = data;
  g_autofree char *json = salon_client_export_to_json (copy->dossier, copy->now);
  g_autoptr (GBytes) pdf = draw (copy);
  gsize size = 0;
  gconstpointer pdf_data = g_bytes_get_data (pdf, &size);

  if (!write_file (copy, ".json", json, strlen (json), error)
      || !write_file (copy, ".pdf", pdf_data, size, error))
    return NULL;
  return g_strdup (copy->name);
}

/* One after the other */

static void
written_cb (GObject *worker, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *name = salon_worker_run_finish (SALON_WORKER (worker), result, &error);

  if (name == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, name, g_free);
}

static void
read_cb (GObject *worker, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  copy->dossier = salon_worker_run_finish (SALON_WORKER (worker), result, &error);
  if (copy->dossier == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  write_words (copy);
  salon_worker_run_async (SALON_WORKER (worker), write_files, copy, NULL, g_free, NULL, written_cb,
                          g_steal_pointer (&task));
}

void
salon_data_copy_save_async (SalonSession *session,
                            const char *client_id,
                            GFile *folder,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Copy *copy = NULL;

  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (client_id != NULL && G_IS_FILE (folder));

  task = g_task_new (session, NULL, callback, user_data);
  copy = g_new0 (Copy, 1);
  copy->session = g_object_ref (session);
  copy->client_id = g_strdup (client_id);
  copy->folder = g_object_ref (folder);
  copy->now = salon_session_get_instant (session);
  copy->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (copy->lines, line_clear);
  g_task_set_source_tag (task, salon_data_copy_save_async);
  g_task_set_task_data (task, copy, copy_free);
  salon_worker_run_async (salon_session_get_worker (session), read_dossier, copy, NULL,
                          (GDestroyNotify) salon_client_dossier_free, NULL, read_cb,
                          g_steal_pointer (&task));
}

char *
salon_data_copy_save_finish (SalonSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
