/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-json.h"
#include "core/salon-rewind.h"

#define BOOKING "0197b1c2-0000-7000-8000-0000000000b0"
#define OTHER "0197b1c2-0000-7000-8000-0000000000b1"
#define LINE_A "0197b1c2-0000-7000-8000-0000000000c0"
#define LINE_B "0197b1c2-0000-7000-8000-0000000000c1"

/* The salon as it is now: "table/id" → row. Each step is a change, the latest first in `changes`. */
typedef struct
{
  GHashTable *rows;
  GPtrArray *changes;
} World;

static void
set_up (World *world, gconstpointer unused)
{
  world->rows =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  world->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
}

static void
tear_down (World *world, gconstpointer unused)
{
  g_hash_table_unref (world->rows);
  g_ptr_array_unref (world->changes);
}

static JsonObject *
find (const char *table, const char *id, gpointer data)
{
  g_autofree char *key = g_strconcat (table, "/", id, NULL);
  JsonObject *row = g_hash_table_lookup (((World *) data)->rows, key);

  return row != NULL ? salon_json_copy_object (row) : NULL;
}

/* @json: the row as it becomes; NULL: it goes. */
static void
put (World *world, SalonChangeBuilder *builder, const char *table, const char *id, const char *json)
{
  g_autoptr (JsonObject) before = find (table, id, world);
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *after = node != NULL ? json_node_get_object (node) : NULL;
  char *key = g_strconcat (table, "/", id, NULL);

  if (after != NULL)
    json_object_set_string_member (after, "id", id);
  if (before == NULL)
    salon_change_builder_insert (builder, table, after);
  else if (after == NULL)
    salon_change_builder_delete (builder, table, before);
  else
    salon_change_builder_update (builder, table, before, after);
  if (after != NULL)
    g_hash_table_replace (world->rows, key, salon_json_copy_object (after));
  else
    g_hash_table_remove (world->rows, key), g_free (key);
}

static void
step (World *world, const char *table, const char *id, const char *json)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  put (world, builder, table, id, json);
  g_ptr_array_insert (world->changes, 0, salon_change_builder_end (builder, "Step"));
}

/* By somebody else: no change is known. */
static void
set_unseen (World *world, const char *table, const char *id, const char *column, const char *text)
{
  g_autofree char *key = g_strconcat (table, "/", id, NULL);

  json_object_set_string_member (g_hash_table_lookup (world->rows, key), column, text);
}

static SalonChange *
rewind_to (World *world, const char *table, const char *id, guint index)
{
  const SalonRewindScope scope = { table, id };
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  if (!salon_rewind_add (&scope, world->changes, index, find, world, builder))
    return NULL;
  return salon_change_builder_end (builder, "Back");
}

static char *
describe (SalonChange *change)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      g_string_append_printf (text, "%d ", edit->op);
      salon_json_append_object (text, edit->set);
      g_string_append_c (text, ';');
    }
  return g_string_free_and_steal (text);
}

#define assert_back(world, table, id, index, wanted)                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (SalonChange) back = rewind_to (world, table, id, index);                            \
    g_autofree char *words = back != NULL ? describe (back) : NULL;                                \
    g_assert_cmpstr (words, ==, wanted);                                                           \
  }                                                                                                \
  G_STMT_END

static void
test_only_fields_that_differ_now (World *world, gconstpointer unused)
{
  step (world, "clients", BOOKING, "{\"name\":\"Marie\",\"notes\":\"Tea\",\"phone\":\"+331\"}");
  step (world, "clients", BOOKING, "{\"name\":\"Maria\",\"notes\":\"Tea\",\"phone\":\"+331\"}");
  step (world, "clients", BOOKING, "{\"name\":\"Maria\",\"notes\":\"Coffee\",\"phone\":\"+331\"}");

  assert_back (world, "clients", BOOKING, 0, NULL);
  assert_back (world, "clients", BOOKING, 1, "1 {\"notes\":\"Tea\"};");
  assert_back (world, "clients", BOOKING, 2, "1 {\"name\":\"Marie\",\"notes\":\"Tea\"};");
  /* Before all of it there was no card. */
  assert_back (world, "clients", BOOKING, 3, "2 {};");
}

static void
test_what_others_did_to_other_fields_stays (World *world, gconstpointer unused)
{
  step (world, "clients", BOOKING, "{\"name\":\"Marie\",\"notes\":\"Tea\",\"phone\":\"+331\"}");
  step (world, "clients", BOOKING, "{\"name\":\"Maria\",\"notes\":\"Tea\",\"phone\":\"+331\"}");
  set_unseen (world, "clients", BOOKING, "email", "m@d.fr");
  assert_back (world, "clients", BOOKING, 1, "1 {\"name\":\"Marie\"};");
  /* A field that the entry set is known, whoever changed it since. */
  set_unseen (world, "clients", BOOKING, "phone", "+339");
  assert_back (world, "clients", BOOKING, 1, "1 {\"name\":\"Marie\",\"phone\":\"+331\"};");
}

static void
test_a_row_that_is_gone_is_put_back (World *world, gconstpointer unused)
{
  step (world, "opening_exceptions", OTHER, "{\"reason\":\"Noël\",\"open\":false}");
  step (world, "opening_exceptions", OTHER, NULL);

  assert_back (world, "opening_exceptions", OTHER, 0, NULL);
  assert_back (world, "opening_exceptions", OTHER, 1, "0 {\"reason\":\"Noël\",\"open\":false};");
  assert_back (world, "opening_exceptions", NULL, 1, "0 {\"reason\":\"Noël\",\"open\":false};");
}

static void
test_what_is_not_wholly_known_is_not_invented (World *world, gconstpointer unused)
{
  step (world, "clients", BOOKING, "{\"name\":\"Marie\"}");
  step (world, "clients", BOOKING, "{\"name\":\"Maria\"}");
  /* The making of the card was elsewhere, and so was its end. */
  g_ptr_array_remove_index (world->changes, 1);
  g_hash_table_remove_all (world->rows);
  assert_back (world, "clients", BOOKING, 0, NULL);
}

static void
test_the_lines_of_a_booking_go_back_with_it (World *world, gconstpointer unused)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  step (world, "bookings", BOOKING, "{\"price\":\"45.00\"}");
  step (world, "booking_services", LINE_A, "{\"booking_id\":\"" BOOKING "\",\"name\":\"Gel\"}");
  put (world, builder, "bookings", BOOKING, "{\"price\":\"20.00\"}");
  put (world, builder, "booking_services", LINE_A, NULL);
  put (world, builder, "booking_services", LINE_B,
       "{\"booking_id\":\"" BOOKING "\",\"name\":\"Brows\"}");
  g_ptr_array_insert (world->changes, 0, salon_change_builder_end (builder, "Other services"));
  /* A line of somebody else's. */
  step (world, "booking_services", OTHER, "{\"booking_id\":\"" OTHER "\",\"name\":\"Feet\"}");

  assert_back (world, "bookings", BOOKING, 2,
               "1 {\"price\":\"45.00\"};"
               "0 {\"booking_id\":\"" BOOKING "\",\"name\":\"Gel\"};2 {};");
}

static void
test_what_was_paid_does_not_go_back (World *world, gconstpointer unused)
{
  step (world, "bookings", BOOKING,
        "{\"notes\":null,\"payment_status\":\"pending\",\"payment_amount\":null}");
  step (world, "bookings", BOOKING,
        "{\"notes\":\"Tea\",\"payment_status\":\"fully_paid\",\"payment_amount\":\"45.00\"}");

  assert_back (world, "bookings", BOOKING, 1, "1 {\"notes\":null};");
}

/* Every field of @set is so in @state. */
static void
assert_says (JsonObject *set, const char *state)
{
  g_autoptr (JsonNode) node = json_from_string (state, NULL);
  g_autoptr (GList) members = json_object_get_members (set);

  for (GList *member = members; member != NULL; member = member->next)
    g_assert_cmpstr (json_object_get_string_member (set, member->data), ==,
                     json_object_get_string_member (json_node_get_object (node), member->data));
}

static void
test_going_back_from_anywhere_gives_that_moment (World *world, gconstpointer unused)
{
  static const char *const names[] = { "A", "B", "C" };
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int n = 0; n < 200; n++)
    {
      g_autoptr (JsonObject) now = find ("clients", BOOKING, world);
      gboolean goes = now != NULL && g_rand_int_range (random, 0, 4) == 0;
      g_autofree char *json = g_strdup_printf ("{\"name\":\"%s\",\"notes\":\"%d\"}",
                                               names[g_rand_int_range (random, 0, 3)], n);

      step (world, "clients", BOOKING, goes ? NULL : json);
      g_ptr_array_insert (states, 0, g_strdup (goes ? NULL : json));
    }
  for (guint index = 1; index < states->len; index++)
    {
      g_autoptr (SalonChange) back = rewind_to (world, "clients", BOOKING, index);
      g_autoptr (JsonObject) row = find ("clients", BOOKING, world);
      const SalonEdit *edit = back != NULL ? salon_change_get_edit (back, 0) : NULL;
      const char *state = g_ptr_array_index (states, index);

      if (state == NULL)
        {
          g_assert_true (edit != NULL ? edit->op == SALON_EDIT_DELETE : row == NULL);
          continue;
        }
      g_assert_nonnull (edit);
      assert_says (edit->set, state);
    }
}

#define ADD(path, test) g_test_add ("/salon/rewind/" path, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("only-fields-that-differ-now", test_only_fields_that_differ_now);
  ADD ("what-others-did-to-other-fields-stays", test_what_others_did_to_other_fields_stays);
  ADD ("a-row-that-is-gone-is-put-back", test_a_row_that_is_gone_is_put_back);
  ADD ("what-is-not-wholly-known-is-not-invented", test_what_is_not_wholly_known_is_not_invented);
  ADD ("the-lines-of-a-booking-go-back-with-it", test_the_lines_of_a_booking_go_back_with_it);
  ADD ("what-was-paid-does-not-go-back", test_what_was_paid_does_not_go_back);
  ADD ("going-back-from-anywhere-gives-that-moment",
       test_going_back_from_anywhere_gives_that_moment);
  return g_test_run ();
}
