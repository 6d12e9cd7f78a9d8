/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-review-changes.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-booking-status.h"
#include "core/salon-json.h"
#include "core/salon-money.h"
#include "core/salon-range.h"

void
salon_review_visit_free (SalonReviewVisit *self)
{
  g_free (self->id);
  g_free (self->client_name);
  g_free (self->staff_id);
  g_free (self);
}

/* Rows */

static const char *
get_text (JsonObject *row, const char *member)
{
  return json_object_get_string_member_with_default (row, member, NULL);
}

static int
get_int (JsonObject *row, const char *member)
{
  return (int) json_object_get_int_member_with_default (row, member, 0);
}

static void
overlay (JsonObject *row, JsonObject *set)
{
  g_autoptr (GList) members = json_object_get_members (set);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (row, l->data, salon_json_copy (json_object_get_member (set, l->data)));
}

/* The row of @edit with what she set on top: NULL when there is no row to set it on. */
static JsonObject *
make_row (const SalonEdit *edit, JsonObject *now)
{
  JsonObject *row = NULL;

  if (now != NULL)
    row = salon_json_copy_object (now);
  else if (edit->op == SALON_EDIT_INSERT)
    row = json_object_new ();
  else
    return NULL;
  overlay (row, edit->set);
  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

static gboolean
get_start (JsonObject *booking, SalonMoment *start)
{
  const char *date = get_text (booking, "booking_date");
  const char *time = get_text (booking, "booking_time");
  SalonDay day;
  int minute;

  if (date == NULL || time == NULL || !salon_day_parse (date, &day, NULL)
      || !salon_minute_parse (time, &minute, NULL))
    return FALSE;
  *start = salon_moment (day, minute);
  return TRUE;
}

/* Where a booking ends up that was moved to one of the free slots, which are inside the opening
 * hours: it needs no reason to be there any more. */
static void
set_start (JsonObject *booking, SalonMoment start)
{
  g_autofree char *date = salon_day_format (salon_moment_get_day (start));
  g_autofree char *time = salon_minute_format_sql (salon_moment_get_minute (start));

  json_object_set_string_member (booking, "booking_date", date);
  json_object_set_string_member (booking, "booking_time", time);
  json_object_set_null_member (booking, "forced_reason");
}

/* The visit */

static gboolean
needs_chair (const SalonEdit *edit)
{
  static const char *const members[] = {
    "booking_date",          "booking_time", "duration_minutes", "buffer_minutes",
    "buffer_before_minutes", "staff_id",     "status",
  };

  if (!g_str_equal (edit->table->name, "bookings") || edit->op == SALON_EDIT_DELETE)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (edit->set, members[i]))
      return TRUE;
  return FALSE;
}

static const SalonEdit *
find_visit_edit (SalonChange *mine)
{
  for (gsize i = 0; i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);
      if (needs_chair (edit))
        return edit;
    }
  return NULL;
}

/* @row: as @edit leaves it. NULL when it says no time. */
static SalonReviewVisit *
make_visit (const SalonEdit *edit, JsonObject *row)
{
  SalonReviewVisit *visit = NULL;
  SalonMoment start;

  if (!get_start (row, &start))
    return NULL;
  visit = g_new0 (SalonReviewVisit, 1);
  visit->id = g_strdup (edit->id);
  visit->client_name = g_strdup (get_text (row, "client_name"));
  visit->staff_id = g_strdup (get_text (row, "staff_id"));
  visit->start = start;
  visit->duration_minutes = get_int (row, "duration_minutes");
  visit->buffer_before_minutes = get_int (row, "buffer_before_minutes");
  visit->buffer_minutes = get_int (row, "buffer_minutes");
  visit->is_new = edit->op == SALON_EDIT_INSERT;
  return visit;
}

SalonReviewVisit *
salon_review_changes_get_visit (SalonChange *mine, SalonReviewFindFunc find, gpointer user_data)
{
  const SalonEdit *edit = find_visit_edit (mine);
  g_autoptr (JsonObject) now = edit != NULL ? find ("bookings", edit->id, user_data) : NULL;
  g_autoptr (JsonObject) row = edit != NULL ? make_row (edit, now) : NULL;

  return row != NULL ? make_visit (edit, row) : NULL;
}

static gboolean
holds_chair (JsonObject *booking)
{
  const char *text = get_text (booking, "status");
  SalonBookingStatus status;

  return text != NULL && salon_booking_status_from_wire (text, &status)
         && salon_booking_status_is_active (status);
}

GPtrArray *
salon_review_changes_list_new_visits (SalonChange *mine)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_review_visit_free);

  g_return_val_if_fail (mine != NULL, visits);

  for (gsize i = 0; i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);
      SalonReviewVisit *visit = NULL;

      if (edit->op == SALON_EDIT_INSERT && needs_chair (edit) && holds_chair (edit->set))
        visit = make_visit (edit, edit->set);
      if (visit != NULL)
        g_ptr_array_add (visits, visit);
    }
  return visits;
}

guint
salon_review_changes_count_removed (SalonChange *mine)
{
  guint n = 0;

  g_return_val_if_fail (mine != NULL, 0);

  for (gsize i = 0; i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);

      n += edit->op == SALON_EDIT_DELETE
           && (g_str_equal (edit->table->name, "clients")
               || g_str_equal (edit->table->name, "bookings"));
    }
  return n;
}

/* With the time to prepare and to tidy up. */
static gboolean
get_hold (JsonObject *booking, SalonRange *hold)
{
  SalonMoment start;

  if (!get_start (booking, &start))
    return FALSE;
  *hold = salon_range (start - get_int (booking, "buffer_before_minutes"),
                       start + get_int (booking, "duration_minutes")
                         + get_int (booking, "buffer_minutes"));
  return TRUE;
}

const SalonEdit *
salon_review_changes_find_taken (SalonChange *mine, JsonObject *other)
{
  SalonRange theirs, hold;

  g_return_val_if_fail (mine != NULL && other != NULL, NULL);

  for (gsize i = 0; get_hold (other, &theirs) && i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);

      if (needs_chair (edit) && get_hold (edit->set, &hold) && hold.start < theirs.end
          && theirs.start < hold.end)
        return edit;
    }
  return NULL;
}

/* The changes */

/* FALSE when the row that the edit needs is gone. @moved (nullable): the edit that goes to @start. */
static gboolean
add_edit (SalonChangeBuilder *builder,
          const SalonEdit *edit,
          const SalonEdit *moved,
          SalonMoment start,
          SalonReviewFindFunc find,
          gpointer user_data)
{
  g_autoptr (JsonObject) now = find (edit->table->name, edit->id, user_data);
  g_autoptr (JsonObject) row = NULL;

  if (edit->op == SALON_EDIT_DELETE)
    {
      if (now != NULL)
        salon_change_builder_delete (builder, edit->table->name, now);
      return TRUE;
    }
  row = make_row (edit, now);
  if (row == NULL)
    return FALSE;
  if (edit == moved)
    set_start (row, start);
  if (now == NULL)
    salon_change_builder_insert (builder, edit->table->name, row);
  else
    salon_change_builder_update (builder, edit->table->name, now, row);
  return TRUE;
}

/* A new booking of @left_out (nullable), or a line of it. */
static gboolean
is_left_out (const SalonEdit *edit, GHashTable *left_out)
{
  const char *booking_id =
    g_str_equal (edit->table->name, "bookings") ? edit->id : get_text (edit->set, "booking_id");

  return left_out != NULL && edit->op == SALON_EDIT_INSERT && booking_id != NULL
         && g_hash_table_contains (left_out, booking_id);
}

static SalonChange *
make_again (SalonChange *mine,
            const char *label,
            GHashTable *left_out,
            const SalonEdit *moved,
            SalonMoment start,
            SalonReviewFindFunc find,
            gpointer user_data)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  for (gsize i = 0; i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);

      if (!is_left_out (edit, left_out) && !add_edit (builder, edit, moved, start, find, user_data))
        return NULL;
    }
  if (salon_change_builder_is_empty (builder))
    return NULL;
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_review_changes_keep_mine (SalonChange *mine, SalonReviewFindFunc find, gpointer user_data)
{
  g_return_val_if_fail (mine != NULL && find != NULL, NULL);
  return make_again (mine, salon_change_get_label (mine), NULL, NULL, 0, find, user_data);
}

SalonChange *
salon_review_changes_keep_others (SalonChange *mine,
                                  GHashTable *left_out,
                                  SalonReviewFindFunc find,
                                  gpointer user_data)
{
  g_return_val_if_fail (mine != NULL && left_out != NULL && find != NULL, NULL);
  return make_again (mine, salon_change_get_label (mine), left_out, NULL, 0, find, user_data);
}

/* "Move Marie Durand to Thu 12 Mar, 14:30" */
static char *
make_move_label (const char *client_name, SalonMoment start)
{
  g_autofree char *day = salon_format_day (salon_moment_get_day (start), SALON_DAY_STYLE_MEDIUM);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (start));
  /* Translators: day, time */
  g_autofree char *when = g_strdup_printf (_ ("%s, %s"), day, minute);

  /* Translators: client, day and time */
  return g_strdup_printf (_ ("Move %s to %s"), client_name, when);
}

SalonChange *
salon_review_changes_move (SalonChange *mine,
                           SalonMoment start,
                           SalonReviewFindFunc find,
                           gpointer user_data)
{
  g_return_val_if_fail (mine != NULL && find != NULL, NULL);

  g_autoptr (SalonReviewVisit) visit = salon_review_changes_get_visit (mine, find, user_data);
  if (visit == NULL)
    return NULL;
  g_autofree char *label = make_move_label (visit->client_name, start);
  return make_again (mine, label, NULL, find_visit_edit (mine), start, find, user_data);
}

SalonChange *
salon_review_changes_move_booking (JsonObject *booking, SalonMoment start)
{
  g_return_val_if_fail (booking != NULL, NULL);

  g_autoptr (JsonObject) after = salon_json_copy_object (booking);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = make_move_label (get_text (booking, "client_name"), start);

  set_start (after, start);
  if (!salon_change_builder_update (builder, "bookings", booking, after))
    return NULL;
  return salon_change_builder_end (builder, label);
}

/* Gift cards */

static gint64
get_cents (JsonObject *row, const char *member)
{
  const char *wire = get_text (row, member);
  gint64 cents = 0;

  if (wire != NULL)
    salon_money_from_wire (wire, &cents, NULL);
  return cents;
}

gboolean
salon_review_changes_get_debit (SalonChange *mine, const char **card_id, gint64 *amount_cents)
{
  g_return_val_if_fail (mine != NULL, FALSE);

  for (gsize i = 0; i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);
      if (edit->op != SALON_EDIT_INSERT || !g_str_equal (edit->table->name, "gift_card_movements")
          || get_cents (edit->set, "amount") >= 0)
        continue;
      *card_id = get_text (edit->set, "card_id");
      *amount_cents = -get_cents (edit->set, "amount");
      return *card_id != NULL;
    }
  return FALSE;
}

gint64
salon_review_changes_get_balance (GPtrArray *movements, const char *card_id)
{
  gint64 balance = 0;

  g_return_val_if_fail (movements != NULL && card_id != NULL, 0);

  for (guint i = 0; i < movements->len; i++)
    {
      JsonObject *row = g_ptr_array_index (movements, i);
      if (g_strcmp0 (get_text (row, "card_id"), card_id) == 0)
        balance += get_cents (row, "amount");
    }
  return balance;
}
