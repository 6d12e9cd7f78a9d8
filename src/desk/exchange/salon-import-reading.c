/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-import-reading.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/salon-format.h"
#include "exchange/salon-card-file.h"
#include "exchange/salon-foreign-text.h"
#include "salon-exchange-words.h"
#include "salon-import-memory.h"
#include "store/salon-id.h"

/* A booking that reaches into the first day of the file began two days before it at most. */
#define REACH_DAYS 2
/* So far is looked for a word that tells what a file is. */
#define HEAD_BYTES 4096

/* What the thread needs: it knows nothing of the session. */
typedef struct
{
  char *path; /* of the salon */
  GTimeZone *zone;
  SalonDay today;
  GBytes *bytes;
  int kind;
  SalonColumnField *fields;
  GVariant *memory; /* what is remembered of columns */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_time_zone_unref (job->zone);
  g_bytes_unref (job->bytes);
  g_free (job->fields);
  g_variant_unref (job->memory);
  g_free (job);
}

SalonImportReading *
salon_import_reading_ref (SalonImportReading *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_import_reading_unref (SalonImportReading *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->rows, salon_foreign_rows_free);
  g_clear_pointer (&self->sheet, salon_sheet_free);
  g_clear_pointer (&self->fields, g_free);
  g_clear_pointer (&self->calendar, salon_calendar_free);
  g_clear_pointer (&self->known.clients, g_ptr_array_unref);
  g_clear_pointer (&self->known.services, g_ptr_array_unref);
  g_clear_pointer (&self->known.bookings, g_ptr_array_unref);
  g_clear_pointer (&self->known.closed_days, g_hash_table_unref);
  g_clear_pointer (&self->known.gift_cards, g_ptr_array_unref);
  g_free (self);
}

/* What is in it */

static SalonForeignForm
find_form (const guint8 *bytes, gsize size)
{
  g_autofree char *head = NULL;
  gsize length = 0;

  head = salon_foreign_text_decode (bytes, MIN (size, HEAD_BYTES), &length, NULL);
  if (head == NULL)
    return SALON_FOREIGN_SHEET;
  for (char *at = head; *at != '\0'; at++)
    *at = g_ascii_toupper (*at);
  if (strstr (head, "BEGIN:VCALENDAR") != NULL || strstr (head, "BEGIN:VEVENT") != NULL)
    return SALON_FOREIGN_CALENDAR;
  return strstr (head, "BEGIN:VCARD") != NULL ? SALON_FOREIGN_CARDS : SALON_FOREIGN_SHEET;
}

/* The owner's word, else what she said the last time, else our guess. */
static void
choose_columns (SalonImportReading *self, const Job *job)
{
  g_autofree char *signature = salon_sheet_dup_signature (self->sheet);
  guint n = salon_sheet_get_n_columns (self->sheet);
  int kind = job->kind;

  if (job->fields != NULL)
    {
      self->kind = (SalonForeignKind) kind;
      self->fields = g_memdup2 (job->fields, n * sizeof *job->fields);
      return;
    }
  self->fields = salon_import_memory_find (job->memory, signature, n, &kind);
  self->kind = kind >= 0 ? (SalonForeignKind) kind : salon_column_guess_kind (self->sheet);
  if (self->fields == NULL)
    self->fields = salon_column_guess_fields (self->sheet, self->kind);
}

static gboolean
read_sheet (SalonImportReading *self, const Job *job, GError **error)
{
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (job->bytes, &size);

  self->sheet = salon_sheet_read (bytes, size, error);
  if (self->sheet == NULL)
    return FALSE;
  choose_columns (self, job);
  self->rows = salon_foreign_rows_read_sheet (self->sheet, self->kind, self->fields, job->zone);
  return TRUE;
}

static SalonDay
end_of_next_year (SalonDay today)
{
  int year;

  salon_day_to_ymd (today, &year, NULL, NULL);
  return salon_day_from_ymd (year + 1, 12, 31);
}

static gboolean
read_calendar (SalonImportReading *self, const Job *job, GError **error)
{
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (job->bytes, &size);

  self->calendar =
    salon_calendar_read (bytes, size, job->zone, end_of_next_year (job->today), error);
  if (self->calendar == NULL)
    return FALSE;
  self->kind = job->kind == SALON_FOREIGN_BOOKINGS || job->kind == SALON_FOREIGN_CLOSURES
                 ? (SalonForeignKind) job->kind
                 : salon_calendar_guess_kind (self->calendar);
  self->rows = salon_calendar_to_rows (self->calendar, self->kind, self->known.services);
  return TRUE;
}

static gboolean
read_cards (SalonImportReading *self, const Job *job, GError **error)
{
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (job->bytes, &size);

  self->kind = SALON_FOREIGN_CLIENTS;
  self->rows = salon_card_file_read (bytes, size, error);
  return self->rows != NULL;
}

static gboolean
read_rows (SalonImportReading *self, const Job *job, GError **error)
{
  switch (self->form)
    {
    case SALON_FOREIGN_SHEET:
      return read_sheet (self, job, error);
    case SALON_FOREIGN_CALENDAR:
      return read_calendar (self, job, error);
    case SALON_FOREIGN_CARDS:
      return read_cards (self, job, error);
    }
  g_return_val_if_reached (FALSE);
}

/* What the salon holds */

static void
add_closed_days (GHashTable *days, JsonObject *row, const char *from_name, const char *to_name)
{
  const char *from_text = json_object_get_string_member_with_default (row, from_name, "");
  const char *to_text = json_object_get_string_member_with_default (row, to_name, "");
  SalonDay from, to;

  if (!salon_day_parse (from_text, &from, NULL) || !salon_day_parse (to_text, &to, NULL))
    return;
  for (SalonDay day = from; day <= MIN (to, from + SALON_CLOSURE_MAX_DAYS); day++)
    g_hash_table_add (days, GINT_TO_POINTER (day));
}

static gboolean
read_closed_days (SalonImportReading *self, SalonReader *reader, GError **error)
{
  g_autoptr (GPtrArray) exceptions = salon_reader_list_rows (reader, "opening_exceptions", error);
  g_autoptr (GPtrArray) blocked =
    exceptions != NULL ? salon_reader_list_rows (reader, "blocked_dates", error) : NULL;

  if (blocked == NULL)
    return FALSE;
  self->known.closed_days = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < exceptions->len; i++)
    {
      JsonObject *row = g_ptr_array_index (exceptions, i);

      if (!json_object_get_boolean_member_with_default (row, "open", FALSE)
          && json_object_get_null_member (row, "start_time"))
        add_closed_days (self->known.closed_days, row, "from_date", "to_date");
    }
  for (guint i = 0; i < blocked->len; i++)
    add_closed_days (self->known.closed_days, g_ptr_array_index (blocked, i), "date", "date");
  return TRUE;
}

static gboolean
read_bookings (SalonImportReading *self, SalonReader *reader, GError **error)
{
  SalonDay from = G_MAXINT32, to = SALON_DAY_NONE;

  for (guint i = 0; i < self->rows->rows->len; i++)
    {
      SalonDay day = salon_foreign_rows_get (self->rows, i)->day;

      if (day == SALON_DAY_NONE)
        continue;
      from = MIN (from, day);
      to = MAX (to, day);
    }
  if (to == SALON_DAY_NONE)
    return TRUE;
  self->known.bookings = salon_reader_list_bookings (reader, from - REACH_DAYS, to + REACH_DAYS + 1,
                                                     SALON_BOOKINGS_ALL, error);
  return self->known.bookings != NULL;
}

static gboolean
read_known (SalonImportReading *self, SalonReader *reader, GError **error)
{
  self->known.clients = salon_reader_list_clients (reader, 0, G_MAXINT, error);
  if (self->known.clients == NULL)
    return FALSE;
  if (self->kind == SALON_FOREIGN_BOOKINGS)
    return read_bookings (self, reader, error);
  if (self->kind == SALON_FOREIGN_GIFT_CARDS)
    {
      self->known.gift_cards = salon_reader_list_gift_cards (reader, error);
      return self->known.gift_cards != NULL;
    }
  return self->kind != SALON_FOREIGN_CLOSURES || read_closed_days (self, reader, error);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (SalonImportReading) self = g_new0 (SalonImportReading, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (job->path, &error);
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (job->bytes, &size);

  g_atomic_ref_count_init (&self->references);
  self->form = find_form (bytes, size);
  if (reader != NULL)
    self->known.services = salon_reader_list_services (reader, TRUE, &error);
  if (self->known.services == NULL || !read_rows (self, job, &error)
      || !read_known (self, reader, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  salon_import_match (self->rows, &self->known);
  g_task_return_pointer (task, g_steal_pointer (&self),
                         (GDestroyNotify) salon_import_reading_unref);
}

void
salon_import_reading_make_async (SalonSession *session,
                                 GBytes *bytes,
                                 const SalonImportWish *wish,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (SALON_IS_SESSION (session));

  job->path = g_strdup (salon_session_get_path (session));
  job->zone = salon_session_dup_zone (session);
  job->today = salon_moment_get_day (salon_session_get_now (session));
  job->bytes = g_bytes_ref (bytes);
  job->kind = wish->kind;
  job->memory = salon_import_memory_read ();
  if (wish->fields != NULL)
    job->fields = g_memdup2 (wish->fields, wish->n_fields * sizeof *wish->fields);
  g_task_set_source_tag (task, salon_import_reading_make_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_in_thread);
}

SalonImportReading *
salon_import_reading_make_finish (SalonSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
salon_import_reading_remember (const SalonImportReading *self)
{
  g_autofree char *signature = NULL;

  if (self->form != SALON_FOREIGN_SHEET || !salon_sheet_has_titles (self->sheet))
    return;
  signature = salon_sheet_dup_signature (self->sheet);
  salon_import_memory_keep (signature, self->kind, self->fields,
                            salon_sheet_get_n_columns (self->sheet));
}

guint
salon_import_reading_count_taken (const SalonImportReading *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->rows->len; i++)
    n += salon_import_is_taken (salon_foreign_rows_get (self->rows, i));
  return n;
}

/* Saving */

typedef struct
{
  SalonImportReading *reading;
  SalonImportSettings settings;
  char *staff_id; /* what the settings borrow */
  char *label;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  salon_import_reading_unref (plan->reading);
  g_free (plan->staff_id);
  g_free (plan->label);
  g_free (plan);
}

static void
plan_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Plan *plan = task_data;

  g_task_return_pointer (task,
                         salon_import_plan (plan->reading->rows, &plan->reading->known,
                                            &plan->settings, plan->label),
                         (GDestroyNotify) salon_change_unref);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (salon_session_commit_finish (SALON_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SalonChange) change = g_task_propagate_pointer (G_TASK (result), NULL);

  salon_session_commit_async (SALON_SESSION (source), change, committed_cb,
                              g_steal_pointer (&task));
}

void
salon_import_reading_save_async (SalonImportReading *self,
                                 SalonSession *session,
                                 const char *file_name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *saving = g_task_new (session, NULL, callback, user_data);
  g_autoptr (GTask) planning = g_task_new (session, NULL, planned_cb, saving);
  Plan *plan = g_new0 (Plan, 1);
  SalonGiftCardRules rules = { .validity_months = 0 };

  salon_reader_get_gift_card_rules (salon_session_get_reader (session), &rules, NULL);
  plan->reading = salon_import_reading_ref (self);
  plan->staff_id = g_strdup (salon_session_get_staff_id (session));
  plan->label =
    salon_exchange_words_for_label (self->kind, salon_import_reading_count_taken (self), file_name);
  plan->settings = (SalonImportSettings) {
    .staff_id = plan->staff_id,
    .language = salon_format_get_language () == SALON_LANGUAGE_FRENCH ? "fr" : "en",
    .nobody = _ ("Walk-in"),
    .category = _ ("Other"),
    .validity_months = rules.validity_months,
    .today = salon_moment_get_day (salon_session_get_now (session)),
    .now = salon_session_get_instant (session),
    .make_id = salon_id_new,
  };
  g_task_set_source_tag (saving, salon_import_reading_save_async);
  g_task_set_task_data (planning, plan, plan_free);
  g_task_run_in_thread (planning, plan_in_thread);
}

gboolean
salon_import_reading_save_finish (SalonSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
