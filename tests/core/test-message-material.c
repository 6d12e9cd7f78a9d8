/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-message-ledger.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "core/salon-error.h"

#define GOOD                                                                                       \
  "{\"now\":1773400000,"                                                                           \
  "\"bookings\":[{\"id\":\"b1\",\"starts_at\":\"2026-03-14T09:30\",\"ends_at\":"                   \
  "\"2026-03-14T10:00\",\"status\":\"confirmed\",\"client_id\":null,\"name\":\"Zoé\","             \
  "\"phone\":\"+33612345678\",\"email\":null,\"language\":\"fr\",\"sms_consent\":true,"            \
  "\"email_consent\":false,\"services\":[\"Pose gel\",\"Sourcils\"],\"price\":4500,"               \
  "\"created_at\":1770000000,\"cancelled_at\":0,\"hold_expires_at\":0}],"                          \
  "\"cards\":[{\"id\":\"g1\",\"code\":\"SERA\",\"service\":null,\"amount\":5000,"                  \
  "\"balance\":2000,\"buyer_name\":\"Paul\",\"buyer_email\":null,\"recipient_name\":\"Léa\","      \
  "\"recipient_email\":\"lea@exemple.fr\",\"custom_message\":null,\"purchase_date\":"              \
  "\"2026-01-01\",\"expiry_date\":\"2026-04-01\",\"is_void\":false}],"                             \
  "\"rows\":[{\"id\":\"n1\",\"booking_id\":\"b1\",\"gift_card_id\":null,\"kind\":\"reminder\","    \
  "\"medium\":\"sms\",\"recipient\":\"+33612345678\",\"subject\":null,\"content\":\"Demain\","     \
  "\"status\":\"sending\",\"starts_at\":\"2026-03-14T09:30\",\"due_at\":1773390000,"               \
  "\"try_at\":0,\"sent_at\":0,\"provider_id\":null,\"attempts\":2,\"error_message\":null,"         \
  "\"part_of\":null,\"asked_at\":1773399990,\"lease_until\":1773400100}],"                         \
  "\"settings\":{\"salon.zone\":\"\\\"Europe/Paris\\\"\"}}"

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonMessageMaterial) material = salon_message_material_from_json (GOOD, &error);
  const SalonMessageBooking *booking = NULL;
  const SalonMessageRow *row = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (material->now, ==, 1773400000);
  booking = salon_message_material_find_booking (material, "b1");
  g_assert_cmpstr (booking->name, ==, "Zoé");
  g_assert_cmpint (booking->status, ==, SALON_BOOKING_CONFIRMED);
  g_assert_true (booking->client_id == NULL && booking->email == NULL);
  g_assert_true (booking->sms_consent && !booking->email_consent);
  g_assert_cmpstr (booking->services[1], ==, "Sourcils");
  g_assert_null (booking->services[2]);
  g_assert_cmpint (booking->price, ==, 4500);
  g_assert_null (salon_message_material_find_booking (material, "b2"));
  g_assert_cmpint (salon_message_material_find_card (material, "g1")->balance, ==, 2000);
  g_assert_null (salon_message_material_find_card (material, "b1"));
  row = material->rows->pdata[0];
  g_assert_cmpint (row->status, ==, SALON_MESSAGE_SENDING);
  g_assert_cmpint (row->kind, ==, SALON_MESSAGE_REMINDER);
  g_assert_cmpint (row->attempts, ==, 2);
  g_assert_cmpint (row->lease_until, ==, 1773400100);
  g_assert_false (row->is_new);
  g_assert_cmpstr (g_hash_table_lookup (material->settings, "salon.zone"), ==, "\"Europe/Paris\"");
}

/* A copy of GOOD, whose object @list (or the whole) is @object. */
static JsonNode *
parse (const char *list, JsonObject **object)
{
  JsonNode *root = json_from_string (GOOD, NULL);

  *object = json_node_get_object (root);
  if (list != NULL)
    *object = json_array_get_object_element (json_object_get_array_member (*object, list), 0);
  return root;
}

static void
expect_refused (JsonNode *root, const char *member)
{
  g_autofree char *text = json_to_string (root, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonMessageMaterial) material = salon_message_material_from_json (text, &error);

  g_assert_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE);
  g_assert_null (material);
  g_assert_true (g_str_has_prefix (error->message, "messages: "));
  g_assert_nonnull (strstr (error->message, member));
  /* What is wrong is named, and nobody who is in it. */
  g_assert_null (strstr (error->message, "Zoé"));
  g_assert_null (strstr (error->message, "336"));
}

/* Each member, missing and of another kind. */
static void
test_what_is_not_as_it_should_be (void)
{
  static const char *const lists[] = { NULL, "bookings", "cards", "rows" };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonObject *object = NULL;
      g_autoptr (JsonNode) all = parse (lists[i], &object);
      g_autoptr (GList) members = json_object_get_members (object);

      for (GList *at = members; at != NULL; at = at->next)
        {
          g_autoptr (JsonNode) without = parse (lists[i], &object);
          g_autoptr (JsonNode) other = NULL;

          json_object_remove_member (object, at->data);
          expect_refused (without, at->data);
          other = parse (lists[i], &object);
          json_object_set_double_member (object, at->data, 0.5);
          expect_refused (other, at->data);
        }
    }
}

static void
test_words_that_are_none (void)
{
  static const char *const members[][3] = {
    { "bookings", "status", "perhaps" },
    { "rows", "status", "perhaps" },
    { "rows", "medium", "pigeon" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonObject *object = NULL;
      g_autoptr (JsonNode) root = parse (members[i][0], &object);

      json_object_set_string_member (object, members[i][1], members[i][2]);
      expect_refused (root, members[i][1]);
    }
}

/* Other programs write rows too. */
static void
test_kind_of_another_program (void)
{
  JsonObject *object = NULL;
  g_autoptr (JsonNode) root = parse ("rows", &object);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonMessageMaterial) material = NULL;

  json_object_set_string_member (object, "kind", "birthday");
  text = json_to_string (root, FALSE);
  material = salon_message_material_from_json (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (material->rows->len, ==, 0);
  g_assert_cmpuint (material->bookings->len, ==, 1);
}

static void
test_no_material (void)
{
  static const char *const texts[] = { "", "[]", "null", "{", "{\"now\":1,\"now\"", "\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (salon_message_material_from_json (texts[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-material/good", test_good);
  g_test_add_func ("/message-material/what-is-not-as-it-should-be",
                   test_what_is_not_as_it_should_be);
  g_test_add_func ("/message-material/words-that-are-none", test_words_that_are_none);
  g_test_add_func ("/message-material/kind-of-another-program", test_kind_of_another_program);
  g_test_add_func ("/message-material/no-material", test_no_material);
  return g_test_run ();
}
