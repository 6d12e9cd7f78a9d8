/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-foreign-rows.h"

#include <string.h>

#include "core/salon-phone.h"
#include "core/salon-schema.h"
#include "core/salon-text.h"

#include "salon-cell.h"

/* Nobody's name is longer. */
#define NAME_MAX_BYTES 250
/* Of a gift card. */
#define CODE_MAX_CHARACTERS 50

SalonForeignRows *
salon_foreign_rows_new (SalonForeignKind kind)
{
  SalonForeignRows *self = g_new0 (SalonForeignRows, 1);

  self->kind = kind;
  self->rows = g_array_new (FALSE, TRUE, sizeof (SalonForeignRow));
  self->texts = g_string_chunk_new (64 * 1024);
  return self;
}

void
salon_foreign_rows_free (SalonForeignRows *self)
{
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

SalonForeignRow *
salon_foreign_rows_add (SalonForeignRows *self, guint line)
{
  SalonForeignRow row = {
    .line = line,
    .sms_consent = -1,
    .email_consent = -1,
    .is_blocked = -1,
    .duration_minutes = -1,
    .buffer_minutes = -1,
    .price_cents = -1,
    .is_active = -1,
    .day = SALON_DAY_NONE,
    .last_day = SALON_DAY_NONE,
    .minute = -1,
    .status = -1,
    .remaining_cents = -1,
    .is_complimentary = -1,
  };

  g_array_append_val (self->rows, row);
  return salon_foreign_rows_get (self, self->rows->len - 1);
}

/* Most texts need nothing: ASCII without two spaces side by side, or one at an end. */
static gboolean
is_clean (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at < ' ' || (guchar) *at >= 0x7F
        || (*at == ' ' && (at == text || at[1] == ' ' || at[1] == '\0')))
      return FALSE;
  return TRUE;
}

static char *
cut (char *text, gsize max_bytes)
{
  if (strlen (text) > max_bytes)
    *g_utf8_find_prev_char (text, text + max_bytes) = '\0';
  return text;
}

const char *
salon_foreign_rows_keep_line (SalonForeignRows *self, const char *text)
{
  g_autofree char *cleaned = NULL;

  text = text != NULL ? salon_cell_skip_guard (text) : "";
  if (*text == '\0')
    return NULL;
  if (is_clean (text) && strlen (text) <= NAME_MAX_BYTES)
    return g_string_chunk_insert (self->texts, text);
  cleaned = cut (salon_text_clean (text), NAME_MAX_BYTES);
  return *cleaned != '\0' ? g_string_chunk_insert (self->texts, cleaned) : NULL;
}

const char *
salon_foreign_rows_keep_lines (SalonForeignRows *self, const char *text)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) kept = NULL;

  text = text != NULL ? salon_cell_skip_guard (text) : "";
  if (*text == '\0')
    return NULL;
  if (is_clean (text))
    return g_string_chunk_insert (self->texts, text);
  kept = g_string_new (NULL);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = salon_text_clean (lines[i]);

      if (*line != '\0')
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? "\n" : "", line);
    }
  cut (kept->str, SALON_SHEET_MAX_CELL_BYTES);
  return *kept->str != '\0' ? g_string_chunk_insert (self->texts, kept->str) : NULL;
}

/* What a row of a sheet is read from. */
typedef struct
{
  SalonForeignRows *rows;
  SalonSheet *sheet;
  int columns[SALON_N_COLUMN_FIELDS]; /* -1: there is none */
  GTimeZone *zone;
} Reader;

static const char *
get_cell (Reader *self, guint row, SalonColumnField field)
{
  return self->columns[field] < 0
           ? ""
           : salon_sheet_get_cell (self->sheet, row, (guint) self->columns[field]);
}

static const char *
keep_cell (Reader *self, guint row, SalonColumnField field)
{
  return salon_foreign_rows_keep_line (self->rows, get_cell (self, row, field));
}

/* What cannot be read is not lost. */
static void
add_note (Reader *self, SalonForeignRow *row, const char *text)
{
  g_autofree char *notes =
    row->notes != NULL ? g_strdup_printf ("%s\n%s", row->notes, text) : g_strdup (text);

  row->notes = salon_foreign_rows_keep_lines (self->rows, notes);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
read_name (Reader *self, guint index, SalonForeignRow *row)
{
  const char *first = keep_cell (self, index, SALON_COLUMN_FIRST_NAME);
  const char *last = keep_cell (self, index, SALON_COLUMN_LAST_NAME);

  row->name = keep_cell (self, index, SALON_COLUMN_NAME);
  if (row->name != NULL)
    return;
  if (first != NULL && last != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s %s", first, last);

      row->name = salon_foreign_rows_keep_line (self->rows, both);
    }
  else
    row->name = first != NULL ? first : last;
}

static gboolean
read_phone_of (Reader *self, guint index, SalonColumnField field, SalonForeignRow *row)
{
  const char *text = get_cell (self, index, field);
  g_autofree char *e164 = NULL;

  if (is_blank (text))
    return FALSE;
  if (row->phone == NULL && salon_cell_read_phone (text, &e164))
    {
      row->phone = g_string_chunk_insert (self->rows->texts, e164);
      return TRUE;
    }
  if (row->phone == NULL)
    row->problems |= SALON_PROBLEM_PHONE;
  add_note (self, row, text);
  return FALSE;
}

static void
read_person (Reader *self, guint index, SalonForeignRow *row)
{
  const char *email = keep_cell (self, index, SALON_COLUMN_EMAIL);
  SalonDay created;
  int minute = 0;

  read_name (self, index, row);
  row->notes =
    salon_foreign_rows_keep_lines (self->rows, get_cell (self, index, SALON_COLUMN_NOTES));
  read_phone_of (self, index, SALON_COLUMN_PHONE, row);
  read_phone_of (self, index, SALON_COLUMN_OTHER_PHONE, row);
  if (row->phone != NULL)
    row->problems &= ~(guint) SALON_PROBLEM_PHONE;
  if (email != NULL && salon_text_is_email (email))
    row->email = email;
  else if (email != NULL)
    {
      row->problems |= SALON_PROBLEM_EMAIL;
      add_note (self, row, email);
    }
  if (salon_cell_read_day (get_cell (self, index, SALON_COLUMN_CREATED), &created))
    {
      salon_cell_read_minute (get_cell (self, index, SALON_COLUMN_CREATED), &minute);
      row->created_at = salon_moment_to_instant (salon_moment (created, minute), self->zone);
    }
}

static int
read_flag (Reader *self, guint index, SalonColumnField field)
{
  gboolean flag;

  return salon_cell_read_flag (get_cell (self, index, field), &flag) ? flag : -1;
}

static void
read_client (Reader *self, guint index, SalonForeignRow *row)
{
  g_autofree char *language = salon_text_fold (get_cell (self, index, SALON_COLUMN_LANGUAGE));

  read_person (self, index, row);
  row->allergies =
    salon_foreign_rows_keep_lines (self->rows, get_cell (self, index, SALON_COLUMN_ALLERGIES));
  row->sms_consent = read_flag (self, index, SALON_COLUMN_SMS_CONSENT);
  row->email_consent = read_flag (self, index, SALON_COLUMN_EMAIL_CONSENT);
  row->is_blocked = read_flag (self, index, SALON_COLUMN_BLOCKED);
  if (g_str_has_prefix (language, "fr"))
    row->language = "fr";
  else if (g_str_has_prefix (language, "en") || g_str_has_prefix (language, "an"))
    row->language = "en";
  /* Some have an address or a number and no name. */
  if (row->name == NULL && row->email != NULL)
    row->name = row->email;
  if (row->name == NULL && row->phone != NULL)
    {
      g_autofree char *phone = salon_phone_format (row->phone);

      row->name = g_string_chunk_insert (self->rows->texts, phone);
    }
  if (row->name == NULL)
    row->problems |= SALON_PROBLEM_NO_NAME;
}

static void
read_numbers (Reader *self, guint index, SalonForeignRow *row)
{
  const char *duration = get_cell (self, index, SALON_COLUMN_DURATION);
  const char *buffer = get_cell (self, index, SALON_COLUMN_BUFFER);
  const char *price = get_cell (self, index, SALON_COLUMN_PRICE);

  if (!is_blank (duration) && !salon_cell_read_duration (duration, &row->duration_minutes))
    row->problems |= SALON_PROBLEM_DURATION;
  if (g_str_equal (buffer, "0"))
    row->buffer_minutes = 0;
  else if (salon_cell_read_duration (buffer, &row->buffer_minutes))
    row->buffer_minutes = MIN (row->buffer_minutes, 240);
  if (!is_blank (price)
      && (!salon_cell_read_money (price, &row->price_cents) || row->price_cents < 0))
    {
      row->price_cents = -1;
      row->problems |= SALON_PROBLEM_PRICE;
    }
}

static void
read_service (Reader *self, guint index, SalonForeignRow *row)
{
  row->service = keep_cell (self, index, SALON_COLUMN_SERVICE);
  row->category = keep_cell (self, index, SALON_COLUMN_CATEGORY);
  row->description =
    salon_foreign_rows_keep_lines (self->rows, get_cell (self, index, SALON_COLUMN_DESCRIPTION));
  row->is_active = read_flag (self, index, SALON_COLUMN_ACTIVE);
  read_numbers (self, index, row);
  if (row->service == NULL)
    row->problems |= SALON_PROBLEM_NO_NAME;
  if (row->duration_minutes < 0)
    row->problems |= SALON_PROBLEM_DURATION;
  if (row->price_cents < 0)
    row->problems |= SALON_PROBLEM_PRICE;
}

/* "01:30" of an end is a time, and may be a length only by its difference. */
static void
read_when (Reader *self, guint index, SalonForeignRow *row)
{
  const char *day = get_cell (self, index, SALON_COLUMN_DAY);
  const char *time = get_cell (self, index, SALON_COLUMN_TIME);
  int end = -1;

  if (!salon_cell_read_day (day, &row->day))
    row->problems |= SALON_PROBLEM_NO_DAY;
  /* Some have both in one cell. */
  if (!salon_cell_read_minute (is_blank (time) ? day : time, &row->minute))
    row->problems |= SALON_PROBLEM_NO_TIME;
  if (row->duration_minutes < 0 && row->minute >= 0
      && salon_cell_read_minute (get_cell (self, index, SALON_COLUMN_END_TIME), &end))
    row->duration_minutes = end > row->minute ? end - row->minute : -1;
}

static const char *
read_payment_status (const char *text)
{
  static const char *const words[][2] = {
    { "pending", "pending" },           { "a regler", "pending" },
    { "deposit_paid", "deposit_paid" }, { "acompte verse", "deposit_paid" },
    { "fully_paid", "fully_paid" },     { "paye", "fully_paid" },
    { "paid", "fully_paid" },           { "refunded", "refunded" },
    { "rembourse", "refunded" },
  };
  g_autofree char *folded = salon_text_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], folded))
      return words[i][1];
  return NULL;
}

static void
read_booking (Reader *self, guint index, SalonForeignRow *row)
{
  const char *status = get_cell (self, index, SALON_COLUMN_STATUS);
  SalonBookingStatus found;

  read_person (self, index, row);
  row->service = keep_cell (self, index, SALON_COLUMN_SERVICE);
  row->details = keep_cell (self, index, SALON_COLUMN_DETAILS);
  row->reason = keep_cell (self, index, SALON_COLUMN_REASON);
  row->payment_status = read_payment_status (get_cell (self, index, SALON_COLUMN_PAYMENT_STATUS));
  read_numbers (self, index, row);
  read_when (self, index, row);
  if (salon_cell_read_status (status, &found))
    row->status = (int) found;
  else if (!is_blank (status))
    row->problems |= SALON_PROBLEM_STATUS;
  if (row->name == NULL && row->service == NULL)
    row->problems |= SALON_PROBLEM_NO_NAME;
}

static void
read_closure (Reader *self, guint index, SalonForeignRow *row)
{
  row->reason = keep_cell (self, index, SALON_COLUMN_REASON);
  if (!salon_cell_read_day (get_cell (self, index, SALON_COLUMN_DAY), &row->day))
    row->problems |= SALON_PROBLEM_NO_DAY;
  row->last_day = row->day;
  salon_cell_read_day (get_cell (self, index, SALON_COLUMN_LAST_DAY), &row->last_day);
  if (row->day != SALON_DAY_NONE
      && (row->last_day < row->day || row->last_day - row->day > SALON_CLOSURE_MAX_DAYS))
    row->problems |= SALON_PROBLEM_DAY_ORDER;
}

static const char *
keep_email (Reader *self, guint index, SalonColumnField field, SalonForeignRow *row)
{
  const char *email = keep_cell (self, index, field);

  if (email == NULL || salon_text_is_email (email))
    return email;
  row->problems |= SALON_PROBLEM_EMAIL;
  add_note (self, row, email);
  return NULL;
}

static void
read_value (Reader *self, guint index, SalonForeignRow *row)
{
  const char *value = get_cell (self, index, SALON_COLUMN_VALUE);
  const char *remaining = get_cell (self, index, SALON_COLUMN_REMAINING);

  if (!is_blank (remaining)
      && (!salon_cell_read_money (remaining, &row->remaining_cents) || row->remaining_cents < 0))
    row->problems |= SALON_PROBLEM_REMAINING;
  /* Some write down only what is left. */
  if (is_blank (value) && row->remaining_cents > 0)
    row->price_cents = row->remaining_cents;
  else if (!salon_cell_read_money (value, &row->price_cents) || row->price_cents <= 0)
    row->problems |= SALON_PROBLEM_NO_VALUE;
  if (row->remaining_cents > row->price_cents)
    row->problems |= SALON_PROBLEM_REMAINING;
}

static void
read_gift_card (Reader *self, guint index, SalonForeignRow *row)
{
  row->code = keep_cell (self, index, SALON_COLUMN_CODE);
  row->name = keep_cell (self, index, SALON_COLUMN_RECIPIENT);
  row->buyer = keep_cell (self, index, SALON_COLUMN_BUYER);
  row->service = keep_cell (self, index, SALON_COLUMN_SERVICE);
  row->notes =
    salon_foreign_rows_keep_lines (self->rows, get_cell (self, index, SALON_COLUMN_NOTES));
  row->message =
    salon_foreign_rows_keep_lines (self->rows, get_cell (self, index, SALON_COLUMN_MESSAGE));
  row->email = keep_email (self, index, SALON_COLUMN_RECIPIENT_EMAIL, row);
  row->buyer_email = keep_email (self, index, SALON_COLUMN_BUYER_EMAIL, row);
  row->is_complimentary = read_flag (self, index, SALON_COLUMN_COMPLIMENTARY);
  read_value (self, index, row);
  salon_cell_read_day (get_cell (self, index, SALON_COLUMN_BOUGHT), &row->day);
  if (!salon_cell_read_day (get_cell (self, index, SALON_COLUMN_EXPIRES), &row->last_day))
    row->problems |= SALON_PROBLEM_NO_EXPIRY;
  else if (row->last_day < row->day)
    row->problems |= SALON_PROBLEM_EXPIRY_ORDER;
  if (row->code == NULL || g_utf8_strlen (row->code, -1) > CODE_MAX_CHARACTERS)
    row->problems |= SALON_PROBLEM_NO_CODE;
}

static void
read_row (Reader *self, guint index)
{
  SalonForeignRow *row =
    salon_foreign_rows_add (self->rows, salon_sheet_get_line (self->sheet, index));

  switch (self->rows->kind)
    {
    case SALON_FOREIGN_CLIENTS:
      read_client (self, index, row);
      break;
    case SALON_FOREIGN_SERVICES:
      read_service (self, index, row);
      break;
    case SALON_FOREIGN_BOOKINGS:
      read_booking (self, index, row);
      break;
    case SALON_FOREIGN_CLOSURES:
      read_closure (self, index, row);
      break;
    case SALON_FOREIGN_GIFT_CARDS:
      read_gift_card (self, index, row);
      break;
    }
  if (salon_sheet_is_cut (self->sheet, index))
    row->problems |= SALON_PROBLEM_CUT;
}

SalonForeignRows *
salon_foreign_rows_read_sheet (SalonSheet *sheet,
                               SalonForeignKind kind,
                               const SalonColumnField *fields,
                               GTimeZone *zone)
{
  Reader reader = { .rows = salon_foreign_rows_new (kind), .sheet = sheet, .zone = zone };

  g_return_val_if_fail (sheet != NULL && fields != NULL && zone != NULL, NULL);

  for (guint i = 0; i < SALON_N_COLUMN_FIELDS; i++)
    reader.columns[i] = -1;
  for (guint i = salon_sheet_get_n_columns (sheet); i > 0; i--)
    reader.columns[fields[i - 1]] = (int) i - 1;
  reader.columns[SALON_COLUMN_IGNORED] = -1;
  for (guint i = 0; i < salon_sheet_get_n_rows (sheet); i++)
    read_row (&reader, i);
  return reader.rows;
}
