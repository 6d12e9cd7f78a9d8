/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A review is about one or more pairs of rows. Where two people changed the same thing, the two are
 * versions of one row, and only the fields in question are shown. Where a chair was taken, they are
 * two bookings, and all there is to say of each is shown.
 */
#include "salon-review-sides.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-row-words.h"
#include "core/salon-answer.h"
#include "core/salon-json.h"
#include "sync/salon-review-changes.h"

typedef struct
{
  const SalonTable *table;
  const SalonEdit *edit;         /* NULL: what is mine is a row like the other's */
  JsonObject *mine;              /* nullable: deleted */
  JsonObject *theirs;            /* nullable: gone, or not there */
  const SalonObstacle *obstacle; /* nullable */
  gboolean is_one;               /* two versions of one row */
} Pair;

static void
pair_clear (Pair *pair)
{
  g_clear_pointer (&pair->mine, json_object_unref);
  g_clear_pointer (&pair->theirs, json_object_unref);
}

static void
line_free (gpointer data)
{
  SalonReviewLine *line = data;

  g_free (line->mine);
  g_free (line->theirs);
  g_free (line);
}

void
salon_review_sides_free (SalonReviewSides *self)
{
  g_free (self->title);
  g_free (self->reason);
  g_free (self->mine_title);
  g_free (self->mine_by);
  g_free (self->theirs_title);
  g_free (self->theirs_by);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

JsonObject *
salon_review_sides_find_row (const char *table, const char *id, gpointer session)
{
  return salon_reader_get_row (salon_session_get_reader (session), table, id, NULL);
}

/* Lines */

static void
add_line (GPtrArray *lines, const char *title, char *mine, char *theirs, gboolean is_one)
{
  SalonReviewLine *line = g_new0 (SalonReviewLine, 1);

  line->title = title;
  line->mine = mine;
  line->theirs = theirs;
  line->differs = is_one && g_strcmp0 (mine, theirs) != 0;
  g_ptr_array_add (lines, line);
}

/* Is there anything in this field of a row? */
static gboolean
has_value (JsonObject *row, const char *column)
{
  JsonNode *node = row != NULL ? json_object_get_member (row, column) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

static gboolean
is_in_question (const Pair *pair, const char *column)
{
  /* What tells one booking from another; neither price nor status decides who gets a chair. */
  static const char *const of_two[] = {
    "client_name", "booking_date", "booking_time", "duration_minutes", "notes", NULL,
  };

  if (!pair->is_one && !g_strv_contains (of_two, column))
    return FALSE;
  if (!pair->is_one || pair->edit == NULL || pair->edit->op != SALON_EDIT_UPDATE)
    return has_value (pair->mine, column) || has_value (pair->theirs, column);
  return json_object_has_member (pair->edit->set, column)
         || (pair->obstacle != NULL && pair->obstacle->fields != NULL
             && g_strv_contains ((const char *const *) pair->obstacle->fields, column));
}

static char *
describe (SalonSession *session, const Pair *pair, JsonObject *row, const char *column)
{
  if (row == NULL)
    return g_strdup ("–");
  return salon_row_words_describe (session, pair->table->name, column,
                                   json_object_get_member (row, column));
}

static void
add_fields (GPtrArray *lines, SalonSession *session, const Pair *pair)
{
  for (gsize i = 0; i < pair->table->n_columns; i++)
    {
      const char *column = pair->table->columns[i].name;
      const char *title = salon_row_words_get_title (pair->table->name, column);
      if (title == NULL || !is_in_question (pair, column))
        continue;
      add_line (lines, title, describe (session, pair, pair->mine, column),
                describe (session, pair, pair->theirs, column), pair->is_one);
    }
}

/* Services of a booking: those there are, and what a change makes of them. */

static gboolean
is_line_of (const SalonEdit *edit, const char *booking_id)
{
  return g_str_equal (edit->table->name, "booking_services")
         && g_strcmp0 (json_object_get_string_member_with_default (
                         edit->op == SALON_EDIT_INSERT ? edit->set : edit->was, "booking_id", NULL),
                       booking_id)
              == 0;
}

static gboolean
removes_line (SalonChange *change, const char *line_id)
{
  for (gsize i = 0; change != NULL && i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      if (edit->op == SALON_EDIT_DELETE && g_str_equal (edit->id, line_id))
        return TRUE;
    }
  return FALSE;
}

static void
append_name (GString *names, const char *name)
{
  if (names->len > 0)
    g_string_append (names, " + ");
  g_string_append (names, name);
}

/* @change: (nullable): laid over the lines that are there */
static char *
describe_services (SalonSession *session, JsonObject *booking, SalonChange *change)
{
  const char *id = json_object_get_string_member (booking, "id");
  g_autoptr (SalonBooking) stored =
    salon_reader_get_booking (salon_session_get_reader (session), id, NULL);
  GString *names = g_string_new (NULL);

  for (gsize i = 0; stored != NULL && i < salon_booking_get_fields (stored)->n_lines; i++)
    {
      const SalonBookingLine *line = &salon_booking_get_fields (stored)->lines[i];
      if (!removes_line (change, line->id))
        append_name (names, line->name);
    }
  for (gsize i = 0; change != NULL && i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      if (edit->op == SALON_EDIT_INSERT && is_line_of (edit, id))
        append_name (names, json_object_get_string_member_with_default (edit->set, "name", ""));
    }
  if (names->len == 0)
    g_string_append (names, "–");
  return g_string_free_and_steal (names);
}

static void
add_services (GPtrArray *lines, SalonSession *session, const Pair *pair, SalonChange *mine)
{
  g_autofree char *of_mine = NULL;
  g_autofree char *of_theirs = NULL;

  if (!g_str_equal (pair->table->name, "bookings"))
    return;
  of_mine = pair->mine != NULL ? describe_services (session, pair->mine, mine) : g_strdup ("–");
  of_theirs =
    pair->theirs != NULL ? describe_services (session, pair->theirs, NULL) : g_strdup ("–");
  if (pair->is_one && g_str_equal (of_mine, of_theirs))
    return;
  add_line (lines, _ ("Services"), g_steal_pointer (&of_mine), g_steal_pointer (&of_theirs),
            pair->is_one);
}

/* Pairs */

static const SalonObstacle *
find_obstacle (const SalonReview *review, const SalonEdit *edit)
{
  for (guint i = 0; i < review->obstacles->len; i++)
    {
      const SalonObstacle *obstacle = g_ptr_array_index (review->obstacles, i);
      if (obstacle->table == edit->table && g_str_equal (obstacle->id, edit->id))
        return obstacle;
    }
  return NULL;
}

static gboolean
has_title (const SalonEdit *edit)
{
  for (gsize i = 0; i < edit->table->n_columns; i++)
    if (salon_row_words_get_title (edit->table->name, edit->table->columns[i].name) != NULL)
      return TRUE;
  return FALSE;
}

/* What the change is about: a booking rather than what comes with it. */
static const SalonEdit *
find_main_edit (SalonChange *mine)
{
  const SalonEdit *main_edit = NULL;

  for (gsize i = 0; i < salon_change_get_n_edits (mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (mine, i);
      if (g_str_equal (edit->table->name, "bookings"))
        return edit;
      if (main_edit == NULL && has_title (edit))
        main_edit = edit;
    }
  return main_edit;
}

/* The row as she wanted it. */
static JsonObject *
make_mine (const SalonEdit *edit, JsonObject *now)
{
  JsonObject *row = NULL;
  g_autoptr (GList) members = json_object_get_members (edit->set);

  if (edit->op == SALON_EDIT_DELETE)
    return NULL;
  row = now != NULL ? salon_json_copy_object (now) : json_object_new ();
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (row, l->data,
                            salon_json_copy (json_object_get_member (edit->set, l->data)));
  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

static JsonObject *
ref_row (JsonObject *row)
{
  return row != NULL ? json_object_ref (row) : NULL;
}

static Pair
make_pair (SalonSession *session, const SalonEdit *edit, const SalonObstacle *obstacle)
{
  g_autoptr (JsonObject) now = salon_review_sides_find_row (edit->table->name, edit->id, session);
  Pair pair = { .table = edit->table, .edit = edit, .obstacle = obstacle, .is_one = TRUE };

  /* What the shared salon said may be older than what has been received since. */
  pair.theirs = now != NULL ? ref_row (now) : obstacle != NULL ? ref_row (obstacle->row) : NULL;
  pair.mine = make_mine (edit, pair.theirs);
  return pair;
}

/* The booking that another sits on, where a change makes many of them. */
static const SalonEdit *
find_taken_edit (const SalonReview *review)
{
  const SalonObstacle *obstacle =
    review->obstacles->len > 0 ? g_ptr_array_index (review->obstacles, 0) : NULL;
  const SalonEdit *edit = NULL;

  if (obstacle != NULL && obstacle->row != NULL && g_str_equal (obstacle->table->name, "bookings"))
    edit = salon_review_changes_find_taken (review->mine, obstacle->row);
  return edit != NULL ? edit : find_main_edit (review->mine);
}

/* Her booking, and the one that sits on its chair. */
static Pair
make_taken_pair (SalonSession *session, const SalonEdit *edit, const SalonReview *review)
{
  Pair pair = make_pair (session, edit, NULL);

  pair.is_one = FALSE;
  g_clear_pointer (&pair.theirs, json_object_unref);
  if (review->obstacles->len > 0)
    {
      pair.obstacle = g_ptr_array_index (review->obstacles, 0);
      if (pair.obstacle->table == edit->table)
        pair.theirs = ref_row (pair.obstacle->row);
    }
  return pair;
}

static void
add_pair (SalonReviewSides *self, SalonSession *session, const Pair *pair, SalonChange *mine)
{
  add_fields (self->lines, session, pair);
  add_services (self->lines, session, pair, mine);
}

static void
add_pairs (SalonReviewSides *self, SalonSession *session, const SalonReview *review)
{
  gboolean is_taken = g_str_equal (review->code, "taken");
  const SalonEdit *main_edit = is_taken ? find_taken_edit (review) : find_main_edit (review->mine);

  for (gsize i = 0; i < salon_change_get_n_edits (review->mine); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (review->mine, i);
      const SalonObstacle *obstacle = find_obstacle (review, edit);
      if (edit != main_edit && (is_taken || obstacle == NULL || !has_title (edit)))
        continue;
      Pair pair =
        is_taken ? make_taken_pair (session, edit, review) : make_pair (session, edit, obstacle);
      add_pair (self, session, &pair, review->mine);
      pair_clear (&pair);
    }
}

/* Words */

static char *
describe_instant (SalonSession *session, gint64 at)
{
  SalonMoment moment = salon_session_get_moment (session, at);
  g_autofree char *day = salon_format_day (salon_moment_get_day (moment), SALON_DAY_STYLE_MEDIUM);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (moment));

  /* Translators: day, time */
  return g_strdup_printf (_ ("%s, %s"), day, minute);
}

/* "Reception – Thu 12 Mar, 14:05" */
static char *
describe_author (SalonSession *session, const char *by, gint64 at)
{
  g_autofree char *when = at != 0 ? describe_instant (session, at) : NULL;

  if (by != NULL && when != NULL)
    return g_strdup_printf ("%s – %s", by, when);
  return by != NULL ? g_strdup (by) : g_steal_pointer (&when);
}

static const char *
get_client_name (const SalonObstacle *obstacle)
{
  const char *name =
    obstacle->row != NULL
      ? json_object_get_string_member_with_default (obstacle->row, "client_name", NULL)
      : NULL;

  return name != NULL ? name : _ ("Walk-in");
}

static char *
describe_taken (const SalonReview *review)
{
  const SalonObstacle *obstacle =
    review->obstacles->len > 0 ? g_ptr_array_index (review->obstacles, 0) : NULL;

  if (obstacle == NULL || obstacle->row == NULL || !g_str_equal (obstacle->table->name, "bookings"))
    return g_strdup (_ ("That time was given to somebody else in the meantime."));
  /* Translators: a client */
  return g_strdup_printf (_ ("That time was given to %s in the meantime."),
                          get_client_name (obstacle));
}

/* "Card SERA-… has €20.00 left; €45.00 were to be taken from it." */
static char *
describe_balance (SalonSession *session, const SalonReview *review)
{
  const char *card_id = NULL;
  gint64 wanted = 0;
  g_autoptr (JsonObject) card = NULL;
  g_autoptr (GPtrArray) movements = NULL;
  g_autofree char *wanted_words = NULL;
  g_autofree char *left_words = NULL;

  if (salon_review_changes_get_debit (review->mine, &card_id, &wanted))
    {
      card = salon_review_sides_find_row ("gift_cards", card_id, session);
      movements =
        salon_reader_list_rows (salon_session_get_reader (session), "gift_card_movements", NULL);
    }
  if (card == NULL || movements == NULL)
    return g_strdup (_ ("There is not enough left on the gift card: it was used elsewhere."));
  wanted_words = salon_format_money (session, wanted);
  left_words = salon_format_money (session, salon_review_changes_get_balance (movements, card_id));
  /* Translators: the code of a gift card, what is left on it, what was to be paid with it */
  return g_strdup_printf (
    _ ("The gift card %s was used elsewhere: %s are left on it, and %s were to be paid with it."),
    json_object_get_string_member_with_default (card, "code", ""), left_words, wanted_words);
}

static char *
describe_reason (SalonSession *session, const SalonReview *review)
{
  static const struct
  {
    const char *code;
    const char *words;
  } reasons[] = {
    { "changed", N_ ("Somebody else changed the same thing in the meantime. Choose which version "
                     "counts.") },
    { "gone", N_ ("What you changed was deleted in the meantime.") },
    { "exists", N_ ("The same was entered elsewhere in the meantime.") },
    { "reference", N_ ("It belongs to something that was deleted in the meantime.") },
    { SALON_REVIEW_FOLLOWS, N_ ("You did this after a change that has to be reviewed itself. Look "
                                "at that one first.") },
    { SALON_REVIEW_DOUBLE_BOOKED, N_ ("These two bookings are at the same time. They were made "
                                      "before the salon was shared; move one of them.") },
  };

  if (g_str_equal (review->code, "taken"))
    return describe_taken (review);
  if (g_str_equal (review->code, "no_balance"))
    return describe_balance (session, review);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (review->code, reasons[i].code))
      return g_strdup (_ (reasons[i].words));
  return g_strdup (_ ("The shared salon did not accept this."));
}

/* Translators: these follow a sentence that says what stands in the way of one of them. */
#define NEW_WORDS(n)                                                                               \
  ngettext ("%u booking was made in one go: it was not taken over.",                               \
            "%u bookings were made in one go: none of them was taken over.", n)
#define REMOVED_WORDS(n)                                                                           \
  ngettext ("%u entry was to be taken out again: it is still in the salon.",                       \
            "%u entries were to be taken out again: all of them are still in the salon.", n)

/* What goes with it: one thing that is refused keeps back all that was made together. */
static void
append_company (GString *words, const SalonReview *review)
{
  g_autoptr (GPtrArray) visits = salon_review_changes_list_new_visits (review->mine);
  guint n_removed = salon_review_changes_count_removed (review->mine);

  if (visits->len > 1)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, NEW_WORDS (visits->len), visits->len);
    }
  if (n_removed > 1)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, REMOVED_WORDS (n_removed), n_removed);
    }
  if (review->is_part)
    {
      g_string_append_c (words, ' ');
      g_string_append (words, _ ("The rest of what was done in this step is not concerned; but the "
                                 "step cannot be undone in one go any more."));
    }
}

static char *
describe_all (SalonSession *session, const SalonReview *review)
{
  g_autofree char *reason = describe_reason (session, review);
  GString *words = g_string_new (reason);

  if (review->mine != NULL)
    append_company (words, review);
  return g_string_free_and_steal (words);
}

/* Two bookings at the same time: neither is hers. */
static void
fill_double_booked (SalonReviewSides *self, SalonSession *session, const SalonReview *review)
{
  const SalonObstacle *first = g_ptr_array_index (review->obstacles, 0);
  const SalonObstacle *second = g_ptr_array_index (review->obstacles, 1);
  Pair pair = { .table = first->table,
                .mine = ref_row (first->row),
                .theirs = ref_row (second->row) };

  /* Translators: two clients */
  self->title =
    g_strdup_printf (_ ("%s and %s"), get_client_name (first), get_client_name (second));
  self->mine_title = g_strdup (get_client_name (first));
  self->theirs_title = g_strdup (get_client_name (second));
  self->mine_by = describe_author (session, first->by, first->at);
  self->theirs_by = describe_author (session, second->by, second->at);
  add_pair (self, session, &pair, NULL);
  pair_clear (&pair);
}

static void
fill_refused (SalonReviewSides *self, SalonSession *session, const SalonReview *review)
{
  const SalonObstacle *obstacle =
    review->obstacles->len > 0 ? g_ptr_array_index (review->obstacles, 0) : NULL;

  self->title = g_strdup (salon_change_get_label (review->mine));
  self->mine_title = g_strdup (C_ ("review", "Yours"));
  self->theirs_title = g_strdup (C_ ("review", "The salon’s"));
  self->mine_by =
    describe_author (session, _ ("This computer"), salon_change_get_at (review->mine));
  if (obstacle != NULL)
    self->theirs_by = describe_author (session, obstacle->by, obstacle->at);
  add_pairs (self, session, review);
}

SalonReviewSides *
salon_review_sides_new (SalonSession *session, const SalonReview *review)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (review != NULL, NULL);
  g_return_val_if_fail (review->mine != NULL || review->obstacles->len >= 2, NULL);

  SalonReviewSides *self = g_new0 (SalonReviewSides, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->reason = describe_all (session, review);
  if (review->mine != NULL)
    fill_refused (self, session, review);
  else
    fill_double_booked (self, session, review);
  return self;
}
