/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of the shared salon: what stands in the way can be kept and read again. */
#include "core/salon-answer.h"

#include "fuzz-target.h"

static void
check_obstacles (GPtrArray *obstacles)
{
  g_autofree char *json = salon_obstacles_to_json (obstacles);
  g_autoptr (GPtrArray) again = salon_obstacles_from_json (json, NULL);
  g_autofree char *json_again = NULL;

  g_assert_nonnull (again);
  json_again = salon_obstacles_to_json (again);
  g_assert_cmpstr (json_again, ==, json);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autoptr (GPtrArray) answers = salon_answers_from_json (text, NULL);
  g_autoptr (GPtrArray) obstacles = salon_obstacles_from_json (text, NULL);

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      SalonAnswer *answer = g_ptr_array_index (answers, i);

      g_assert_nonnull (salon_answer_get_code (answer));
      g_assert_cmpint (salon_answer_get_seq (answer), >, 0);
      check_obstacles (salon_answer_get_obstacles (answer));
    }
  if (obstacles != NULL)
    check_obstacles (obstacles);
  return 0;
}
