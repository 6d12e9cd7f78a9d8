/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to changes: read, and refused when they are none. */
#include "core/salon-answer.h"
#include "core/salon-error.h"

#define ID "00000000-0000-7000-8000-000000000001"
#define DATE_ROW "{\"id\":\"" ID "\",\"date\":\"2026-12-25\",\"reason\":null,\"colour\":1}"
#define OBSTACLE                                                                                   \
  "{\"table\":\"blocked_dates\",\"id\":\"" ID "\",\"row\":" DATE_ROW ",\"fields\":[\"date\"],"     \
  "\"by\":\"Reception\",\"at\":\"2026-03-12T09:30:00Z\"}"

static GPtrArray *
read_answers (const char *json)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *answers = salon_answers_from_json (json, &error);

  g_assert_no_error (error);
  return answers;
}

static void
refuse_answers (const char *json, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_answers_from_json (json, &error));
  g_assert_error (error, SALON_ERROR, code);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_outcomes (void)
{
  g_autoptr (GPtrArray) answers =
    read_answers ("[{\"seq\":7,\"outcome\":\"applied\",\"code\":null,\"rows\":[]},"
                  "{\"seq\":8,\"outcome\":\"duplicate\",\"first\":\"conflict\",\"code\":\"taken\"},"
                  "{\"seq\":9,\"outcome\":\"rejected\",\"code\":\"bad_value\",\"detail\":\"no\"}]");
  SalonAnswer *answer = g_ptr_array_index (answers, 0);

  g_assert_cmpuint (answers->len, ==, 3);
  g_assert_cmpint (salon_answer_get_seq (answer), ==, 7);
  g_assert_cmpint (salon_answer_get_outcome (answer), ==, SALON_OUTCOME_APPLIED);
  g_assert_false (salon_answer_is_duplicate (answer));
  g_assert_cmpstr (salon_answer_get_code (answer), ==, "");
  g_assert_null (salon_answer_get_detail (answer));
  answer = g_ptr_array_index (answers, 1);
  g_assert_cmpint (salon_answer_get_outcome (answer), ==, SALON_OUTCOME_CONFLICT);
  g_assert_true (salon_answer_is_duplicate (answer));
  g_assert_cmpstr (salon_answer_get_code (answer), ==, "taken");
  g_assert_cmpuint (salon_answer_get_obstacles (answer)->len, ==, 0);
  answer = g_ptr_array_index (answers, 2);
  g_assert_cmpint (salon_answer_get_outcome (answer), ==, SALON_OUTCOME_REJECTED);
  g_assert_cmpstr (salon_answer_get_detail (answer), ==, "no");
}

static void
check_obstacles (GPtrArray *obstacles)
{
  const SalonObstacle *obstacle = g_ptr_array_index (obstacles, 0);

  g_assert_cmpuint (obstacles->len, ==, 2);
  g_assert_cmpstr (obstacle->table->name, ==, "blocked_dates");
  g_assert_cmpstr (obstacle->id, ==, ID);
  g_assert_cmpuint (json_object_get_size (obstacle->row), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (obstacle->row, "date"), ==, "2026-12-25");
  g_assert_cmpuint (g_strv_length (obstacle->fields), ==, 1);
  g_assert_cmpstr (obstacle->fields[0], ==, "date");
  g_assert_cmpstr (obstacle->by, ==, "Reception");
  g_assert_cmpint (obstacle->at, ==, 1773307800);
  obstacle = g_ptr_array_index (obstacles, 1);
  g_assert_null (obstacle->row);
  g_assert_null (obstacle->by);
  g_assert_cmpuint (g_strv_length (obstacle->fields), ==, 0);
  g_assert_cmpint (obstacle->at, ==, 0);
}

static void
test_obstacles (void)
{
  g_autoptr (GPtrArray) answers =
    read_answers ("[{\"seq\":7,\"outcome\":\"conflict\",\"code\":\"changed\",\"rows\":[" OBSTACLE
                  ",{\"table\":\"robots\",\"id\":\"r2\",\"row\":null}"
                  ",{\"table\":\"blocked_dates\",\"id\":\"" ID "\",\"row\":null}]}]");
  GPtrArray *obstacles = salon_answer_get_obstacles (g_ptr_array_index (answers, 0));
  g_autoptr (SalonObstacle) copy = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) again = NULL;

  check_obstacles (obstacles);
  json = salon_obstacles_to_json (obstacles);
  again = salon_obstacles_from_json (json, NULL);
  check_obstacles (again);

  copy = salon_obstacle_copy (g_ptr_array_index (obstacles, 0));
  g_assert_cmpstr (copy->by, ==, "Reception");
  g_assert_true (copy->row != ((SalonObstacle *) g_ptr_array_index (obstacles, 0))->row);
}

static void
test_form (void)
{
  const int unread = SALON_ERROR_NOT_UNDERSTOOD;

  refuse_answers ("{}", unread, "no array");
  refuse_answers ("[7]", unread, "no object");
  refuse_answers ("[{\"seq\":\"7\",\"outcome\":\"applied\"}]", unread, "seq");
  refuse_answers ("[{\"seq\":0,\"outcome\":\"applied\"}]", unread, "seq");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"perhaps\"}]", unread, "outcome");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"duplicate\"}]", unread, "outcome");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"duplicate\",\"first\":\"duplicate\"}]", unread,
                  "outcome");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"rejected\",\"code\":5}]", unread, "text");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"rejected\",\"rows\":{}}]", unread, "rows");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"rejected\",\"rows\":[{\"table\":\"staff\"}]}]", unread,
                  "table or id");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"rejected\",\"rows\":[{\"table\":\"staff\","
                  "\"id\":\"" ID "\",\"fields\":[1]}]}]",
                  unread, "field");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"rejected\",\"rows\":[{\"table\":\"staff\","
                  "\"id\":\"" ID "\",\"at\":\"today\"}]}]",
                  unread, "today");
  refuse_answers ("[{\"seq\":7,\"outcome\":\"rejected\",\"rows\":[{\"table\":\"staff\","
                  "\"id\":\"" ID "\",\"row\":{\"id\":\"" ID "\"}}]}]",
                  SALON_ERROR_BAD_VALUE, "staff.name");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/answer/outcomes-and-what-a-duplicate-was-first", test_outcomes);
  g_test_add_func ("/salon/answer/obstacles-come-out-as-they-went-in", test_obstacles);
  g_test_add_func ("/salon/answer/another-form-is-refused", test_form);
  return g_test_run ();
}
