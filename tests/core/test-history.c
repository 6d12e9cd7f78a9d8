/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-error.h"
#include "core/salon-history.h"

#define CLIENT "0197b1c2-0000-7000-8000-0000000000c0"
#define HERE "0197b1c2-0000-7000-8000-00000000000a"
#define OTHER "0197b1c2-0000-7000-8000-00000000000b"

#define ROW(name, phone)                                                                           \
  "{\"id\":\"" CLIENT "\",\"name\":" name ",\"phone\":" phone ",\"tomorrow\":1}"
#define LINE(at, device, seq, label, op, before, after)                                            \
  "{\"at\":\"2026-03-12T" at "Z\",\"by\":\"Cabine\",\"device\":" device ",\"seq\":" seq            \
  ",\"label\":" label ",\"op\":\"" op "\",\"table\":\"clients\",\"id\":\"" CLIENT                  \
  "\",\"before\":" before ",\"after\":" after "}"
#define OTHERS "\"" OTHER "\""
#define MINE "\"" HERE "\""

static GPtrArray *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = salon_history_from_json (json, &error);

  g_assert_no_error (error);
  return entries;
}

static const SalonHistoryEntry *
get (GPtrArray *entries, guint i)
{
  g_assert_cmpuint (i, <, entries->len);
  return g_ptr_array_index (entries, i);
}

static SalonHistoryEntry *
make (gint64 seq, gint64 at, const char *label, gboolean is_waiting)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  SalonHistoryEntry *entry = g_new0 (SalonHistoryEntry, 1);

  entry->device = g_strdup (HERE);
  entry->seq = seq;
  entry->at = at;
  entry->label = g_strdup (label);
  entry->is_waiting = is_waiting;
  entry->change = salon_change_builder_end (builder, label);
  return entry;
}

static GPtrArray *
make_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) salon_history_entry_free);
}

static void
test_rows_of_one_change (void)
{
  g_autoptr (GPtrArray) entries = parse ("[" LINE (
    "10:00:00", OTHERS, "7", "\"Edit\"", "update", ROW ("\"Marie\"", "null"),
    ROW ("\"Maria\"",
         "null")) "," LINE ("10:00:00", OTHERS, "7", "\"Edit\"", "insert", "null",
                            ROW ("\"Marie\"",
                                 "null")) "," LINE ("09:00:00", OTHERS, "6", "null", "delete",
                                                    ROW ("\"Marie\"", "null"), "null") "]");
  const SalonEdit *edit = NULL;

  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (get (entries, 0)->by, ==, "Cabine");
  g_assert_cmpstr (get (entries, 0)->label, ==, "Edit");
  g_assert_cmpint (get (entries, 0)->seq, ==, 7);
  g_assert_null (get (entries, 1)->label);
  g_assert_cmpuint (salon_change_get_n_edits (get (entries, 0)->change), ==, 2);
  /* In the order in which they were written, and of what we know. */
  edit = salon_change_get_edit (get (entries, 0)->change, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_INSERT);
  g_assert_false (json_object_has_member (edit->set, "tomorrow"));
  edit = salon_change_get_edit (get (entries, 0)->change, 1);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
  g_assert_cmpstr (json_object_get_string_member (edit->was, "name"), ==, "Marie");
  g_assert_cmpint (salon_change_get_edit (get (entries, 1)->change, 0)->op, ==, SALON_EDIT_DELETE);
}

/* Programs that are no desks have no numbers. */
static void
test_others (void)
{
  g_autoptr (GPtrArray) entries = parse (
    "[" LINE ("10:00:01", "null", "null", "null", "update", ROW ("\"a\"", "null"),
              ROW ("\"b\"", "null")) "," LINE ("10:00:00", "null", "null", "null", "update",
                                               ROW ("\"c\"", "null"), ROW ("\"a\"", "null")) "]");

  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_null (get (entries, 0)->device);
}

/* Of somebody who was anonymised the name is missing, which no row may be without. */
static void
test_forgotten (void)
{
  g_autoptr (GPtrArray) entries =
    parse ("[" LINE ("10:00:00", OTHERS, "7", "null", "update", ROW ("null", "null"),
                     ROW ("null", "null")) "," LINE ("09:00:00", OTHERS, "6", "null", "insert",
                                                     "null", ROW ("null", "null")) "]");

  /* Nothing is left of the first. */
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (get (entries, 0)->seq, ==, 6);
}

static void
test_nonsense (void)
{
  static const char *const lies[] = {
    "",
    "{}",
    "[1]",
    "[{}]",
    "[" LINE ("10:00:00", OTHERS, "7", "null", "update", "null", "null") "]",
    "[" LINE ("25:00:00", OTHERS, "7", "null", "insert", "null", ROW ("\"a\"", "null")) "]",
    "[{\"at\":\"2026-03-12T10:00:00Z\",\"op\":\"insert\",\"table\":\"users\",\"id\":\"1\","
    "\"after\":{}}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) entries = salon_history_from_json (lies[i], &error);

      g_assert_null (entries);
      g_assert_nonnull (error);
    }
}

/* What both know is there once, as this computer keeps it; what waits is on top. */
static void
test_merging (void)
{
  g_autoptr (GPtrArray) here = make_list ();
  g_autoptr (GPtrArray) there = parse (
    "[" LINE ("12:00:00", OTHERS, "3", "\"Theirs\"", "update", ROW ("\"a\"", "null"),
              ROW ("\"b\"", "null")) "," LINE ("11:00:00", MINE, "5", "\"Mine\"", "update",
                                               ROW ("\"c\"", "null"), ROW ("\"a\"", "null")) "]");
  g_autoptr (GPtrArray) merged = NULL;

  /* 2026-03-12T09:00:00Z and later */
  g_ptr_array_add (here, make (6, 1773306000 + 3600, "Waits", TRUE));
  g_ptr_array_add (here, make (5, 1773306000 + 60, "Mine", FALSE));
  g_ptr_array_add (here, make (1, 1773306000, "Before it was shared", FALSE));
  merged = salon_history_merge (here, there);
  g_assert_cmpuint (merged->len, ==, 4);
  g_assert_cmpstr (get (merged, 0)->label, ==, "Waits");
  g_assert_cmpstr (get (merged, 1)->label, ==, "Theirs");
  g_assert_true (get (merged, 2) == get (here, 1));
  g_assert_cmpstr (get (merged, 3)->label, ==, "Before it was shared");
}

/* A number is of its device. */
static void
test_same_number_of_another (void)
{
  g_autoptr (GPtrArray) here = make_list ();
  g_autoptr (GPtrArray) there = parse ("[" LINE ("12:00:00", OTHERS, "5", "\"Theirs\"", "update",
                                                 ROW ("\"a\"", "null"), ROW ("\"b\"", "null")) "]");
  g_autoptr (GPtrArray) merged = NULL;

  g_ptr_array_add (here, make (5, 1773306000 + 6 * 3600, "Mine", FALSE));
  merged = salon_history_merge (here, there);
  g_assert_cmpuint (merged->len, ==, 2);
  g_assert_cmpstr (get (merged, 0)->label, ==, "Mine");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/history/rows-of-one-change-are-one-entry", test_rows_of_one_change);
  g_test_add_func ("/salon/history/who-is-no-desk-is-told-by-the-moment", test_others);
  g_test_add_func ("/salon/history/what-was-forgotten-is-no-failure", test_forgotten);
  g_test_add_func ("/salon/history/nonsense-is-refused", test_nonsense);
  g_test_add_func ("/salon/history/what-both-know-is-there-once", test_merging);
  g_test_add_func ("/salon/history/a-number-is-of-its-device", test_same_number_of_another);
  return g_test_run ();
}
