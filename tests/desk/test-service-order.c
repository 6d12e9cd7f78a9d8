/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services/salon-service-order.h"

#include "store-fixture.h"

/* "a1 b1 a2": services named so, of the category that is their first letter, at @positions. */
static GPtrArray *
make_services (const char *names, const int *positions)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);
  GPtrArray *services = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *category = g_strndup (parts[i], 1);
      SalonServiceFields fields = {
        .id = parts[i],
        .name = parts[i],
        .category = category,
        .duration_minutes = 60,
        .is_active = TRUE,
        .position = positions ? positions[i] : (int) i,
      };
      g_ptr_array_add (services, salon_service_new (&fields));
    }
  return services;
}

static char *
describe (GPtrArray *services)
{
  g_autoptr (GPtrArray) groups = salon_service_order_group (services);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      g_string_append (text, i > 0 ? " |" : "|");
      for (guint j = 0; j < group->len; j++)
        g_string_append_printf (text, " %s", salon_service_get_fields (group->pdata[j])->name);
    }
  return g_string_free (text, FALSE);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  return salon_service_get_fields (*(SalonService *const *) a)->position
         - salon_service_get_fields (*(SalonService *const *) b)->position;
}

/* What the list is after @change. */
static GPtrArray *
apply (GPtrArray *services, SalonChange *change)
{
  GPtrArray *after = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < services->len; i++)
    {
      SalonServiceFields fields = *salon_service_get_fields (services->pdata[i]);
      for (gsize j = 0; j < salon_change_get_n_edits (change); j++)
        {
          const SalonEdit *edit = salon_change_get_edit (change, j);
          g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
          if (g_str_equal (edit->id, fields.id))
            fields.position = (int) json_object_get_int_member (edit->set, "position");
        }
      g_ptr_array_add (after, salon_service_new (&fields));
    }
  g_ptr_array_sort (after, compare_positions);
  return after;
}

static void
assert_move (const char *names,
             const int *positions,
             const char *id,
             const char *target,
             const char *expected,
             gsize most_edits)
{
  g_autoptr (GPtrArray) services = make_services (names, positions);
  g_autoptr (SalonChange) change = salon_service_order_move (services, id, target);
  g_assert_nonnull (change);
  g_autoptr (GPtrArray) after = apply (services, change);
  g_autofree char *words = describe (after);

  g_assert_cmpstr (words, ==, expected);
  g_assert_cmpuint (salon_change_get_n_edits (change), <=, most_edits);
}

static void
test_group (void)
{
  g_autoptr (GPtrArray) services = make_services ("b1 a1 b2 c1 a2", NULL);
  g_autofree char *words = describe (services);

  g_assert_cmpstr (words, ==, "| b1 b2 | a1 a2 | c1");
}

static void
test_move (void)
{
  assert_move ("a1 a2 a3 a4 b1", NULL, "a1", "a3", "| a2 a3 a1 a4 | b1", 3);
  assert_move ("a1 a2 a3 a4 b1", NULL, "a4", "a1", "| a4 a1 a2 a3 | b1", 4);
  assert_move ("a1 a2 a3 a4 b1", NULL, "a2", "a3", "| a1 a3 a2 a4 | b1", 2);
}

static void
test_same_numbers (void)
{
  const int zeros[] = { 0, 0, 0, 0 };
  const int far[] = { 10, 20, 20, 40 };

  assert_move ("a1 a2 b1 b2", zeros, "b2", "b1", "| a1 a2 | b2 b1", 4);
  assert_move ("a1 b1 a2 b2", far, "a2", "a1", "| a2 a1 | b1 b2", 4);
}

static void
test_no_move (void)
{
  g_autoptr (GPtrArray) services = make_services ("a1 a2 b1", NULL);

  g_assert_null (salon_service_order_move (services, "a1", "a1"));
  g_assert_null (salon_service_order_move (services, "a1", "b1"));
  g_assert_null (salon_service_order_move (services, "a1", "gone"));
  g_assert_null (salon_service_order_move (services, "gone", "a1"));
}

static void
test_neighbour (void)
{
  g_autoptr (GPtrArray) services = make_services ("a1 b1 a2", NULL);

  g_assert_true (salon_service_order_get_neighbour (services, "a1", 1) == services->pdata[2]);
  g_assert_true (salon_service_order_get_neighbour (services, "a2", -1) == services->pdata[0]);
  g_assert_null (salon_service_order_get_neighbour (services, "a2", 1));
  g_assert_null (salon_service_order_get_neighbour (services, "b1", -1));
  g_assert_cmpint (salon_service_order_get_next_position (services), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/service-order/a-category-stands-where-its-first-service-is", test_group);
  g_test_add_func ("/salon/service-order/only-what-is-between-moves-along", test_move);
  g_test_add_func ("/salon/service-order/equal-numbers-are-put-right", test_same_numbers);
  g_test_add_func ("/salon/service-order/services-stay-in-their-category", test_no_move);
  g_test_add_func ("/salon/service-order/neighbours-are-of-the-same-category", test_neighbour);
  return g_test_run ();
}
