/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-client-merge.h"

#define LEFT "0197b1c2-0000-7000-8000-00000000000a"
#define RIGHT "0197b1c2-0000-7000-8000-00000000000b"

static SalonClient *
make (const char *id, const char *name, const char *phone, const char *email, const char *notes)
{
  return salon_client_new (&(SalonClientFields) {
    .id = id,
    .name = name,
    .phone = phone,
    .email = email,
    .notes = notes,
    .language = "fr",
    .created_at = 1773307800,
  });
}

typedef struct
{
  const char *situation;
  SalonMergeField field;
  const char *left;
  const char *right;
  SalonMergeKeep suggested;
  const char *kept;
  const char *lost;
} Case;

static const Case cases[] = {
  { "longer name", SALON_MERGE_NAME, "Durand", "Marie Durand", SALON_MERGE_KEEP_RIGHT,
    "Marie Durand", "Durand" },
  { "names alike", SALON_MERGE_NAME, "Marie D", "Maria D", SALON_MERGE_KEEP_LEFT, "Marie D",
    "Maria D" },
  { "only right has a phone", SALON_MERGE_PHONE, NULL, "+33612345678", SALON_MERGE_KEEP_RIGHT,
    "+33612345678", NULL },
  { "a longer number is no better", SALON_MERGE_PHONE, "+3361234567", "+33612345678",
    SALON_MERGE_KEEP_LEFT, "+3361234567", "+33612345678" },
  { "same mail", SALON_MERGE_EMAIL, "m@d.fr", "m@d.fr", SALON_MERGE_KEEP_LEFT, "m@d.fr", NULL },
  { "both notes", SALON_MERGE_NOTES, "Parking", "Tea", SALON_MERGE_KEEP_BOTH, "Parking\nTea",
    NULL },
  { "a note within the other", SALON_MERGE_NOTES, "Tea", "Tea, no sugar", SALON_MERGE_KEEP_BOTH,
    "Tea, no sugar", NULL },
  { "no note on the left", SALON_MERGE_NOTES, "", "Tea", SALON_MERGE_KEEP_RIGHT, "Tea", NULL },
};

static SalonClient *
make_with (const char *id, SalonMergeField field, const char *text)
{
  return make (id, field == SALON_MERGE_NAME ? text : "Marie",
               field == SALON_MERGE_PHONE ? text : NULL, field == SALON_MERGE_EMAIL ? text : NULL,
               field == SALON_MERGE_NOTES ? text : NULL);
}

static void
test_the_fuller_is_suggested (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (SalonClient) left = make_with (LEFT, c->field, c->left);
      g_autoptr (SalonClient) right = make_with (RIGHT, c->field, c->right);
      SalonMergeChoice choice = salon_client_merge_suggest (left, right);
      g_autoptr (SalonClient) joined = salon_client_merge_join (left, right, &choice);
      g_autoptr (GPtrArray) losses = salon_client_merge_list_losses (left, right, &choice);

      g_test_message ("%s", c->situation);
      g_assert_cmpint (choice.keep[c->field], ==, c->suggested);
      g_assert_cmpstr (salon_client_merge_get_text (joined, c->field), ==, c->kept);
      g_assert_cmpuint (losses->len, ==, c->lost != NULL ? 1 : 0);
      if (c->lost != NULL)
        g_assert_cmpstr (((SalonMergeLoss *) g_ptr_array_index (losses, 0))->text, ==, c->lost);
    }
}

static SalonClient *
join (const SalonClientFields *a, const SalonClientFields *b, SalonMergeKeep keep)
{
  g_autoptr (SalonClient) left = salon_client_new (a);
  g_autoptr (SalonClient) right = salon_client_new (b);
  SalonMergeChoice choice;

  for (int i = 0; i < SALON_MERGE_N_FIELDS; i++)
    choice.keep[i] = keep;
  return salon_client_merge_join (left, right, &choice);
}

static void
test_what_nobody_chooses_is_kept_safe (void)
{
  SalonClientFields a = { .id = LEFT, .name = "A", .language = "fr", .created_at = 20 };
  SalonClientFields b = { .id = RIGHT, .name = "B", .language = "en", .created_at = 10 };

  a.allergies = "Latex";
  b.allergies = "Nickel";
  b.is_blocked = TRUE;
  for (int keep = SALON_MERGE_KEEP_LEFT; keep <= SALON_MERGE_KEEP_BOTH; keep++)
    {
      g_autoptr (SalonClient) joined = join (&a, &b, keep);
      const SalonClientFields *fields = salon_client_get_fields (joined);

      g_assert_cmpstr (fields->id, ==, LEFT);
      g_assert_cmpstr (fields->allergies, ==, "Latex, Nickel");
      g_assert_true (fields->is_blocked);
      g_assert_cmpint (fields->created_at, ==, 10);
    }
}

typedef struct
{
  const char *left_phone;
  gboolean left_agrees;
  const char *right_phone;
  gboolean right_agrees;
  SalonMergeKeep keep;
  gboolean agreed;
} Consent;

static const Consent consents[] = {
  { "+331", TRUE, "+332", FALSE, SALON_MERGE_KEEP_LEFT, TRUE },
  { "+331", TRUE, "+332", FALSE, SALON_MERGE_KEEP_RIGHT, FALSE },
  { "+331", FALSE, "+332", TRUE, SALON_MERGE_KEEP_RIGHT, TRUE },
  { "+331", FALSE, "+332", TRUE, SALON_MERGE_KEEP_LEFT, FALSE },
  { "+331", TRUE, "+331", FALSE, SALON_MERGE_KEEP_LEFT, FALSE },
  { "+331", FALSE, "+331", TRUE, SALON_MERGE_KEEP_LEFT, FALSE },
  { "+331", TRUE, "+331", TRUE, SALON_MERGE_KEEP_RIGHT, TRUE },
  { NULL, FALSE, "+331", TRUE, SALON_MERGE_KEEP_RIGHT, TRUE },
};

static void
test_a_consent_belongs_to_its_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (consents); i++)
    {
      const Consent *c = &consents[i];
      SalonClientFields a = { .id = LEFT, .name = "A", .language = "fr", .created_at = 1 };
      SalonClientFields b = { .id = RIGHT, .name = "B", .language = "fr", .created_at = 1 };
      g_autoptr (SalonClient) joined = NULL;

      a.phone = a.email = c->left_phone;
      b.phone = b.email = c->right_phone;
      a.sms_consent = a.email_consent = c->left_agrees;
      b.sms_consent = b.email_consent = c->right_agrees;
      joined = join (&a, &b, c->keep);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (salon_client_get_fields (joined)->sms_consent, ==, c->agreed);
      g_assert_cmpint (salon_client_get_fields (joined)->email_consent, ==, c->agreed);
    }
}

static void
test_no_chain_and_no_circle (void)
{
  g_autoptr (SalonClient) marie = make (LEFT, "Marie", NULL, NULL, NULL);
  g_autoptr (SalonClient) maria = make (RIGHT, "Maria", NULL, NULL, NULL);
  SalonClientFields fields = *salon_client_get_fields (maria);
  g_autoptr (SalonClient) merged = NULL;
  g_autoptr (SalonClient) anonymised = NULL;

  fields.merged_into = LEFT;
  merged = salon_client_new (&fields);
  fields.merged_into = NULL;
  fields.anonymised_at = 1;
  anonymised = salon_client_new (&fields);

  g_assert_cmpint (salon_client_merge_check (marie, maria), ==, SALON_MERGE_POSSIBLE);
  g_assert_cmpint (salon_client_merge_check (marie, marie), ==, SALON_MERGE_SAME_CARD);
  g_assert_cmpint (salon_client_merge_check (marie, merged), ==, SALON_MERGE_MERGED_ALREADY);
  g_assert_cmpint (salon_client_merge_check (merged, marie), ==, SALON_MERGE_MERGED_ALREADY);
  g_assert_cmpint (salon_client_merge_check (marie, anonymised), ==, SALON_MERGE_ANONYMISED);
  g_assert_cmpint (salon_client_merge_check (anonymised, marie), ==, SALON_MERGE_ANONYMISED);
}

static void
test_rows_follow (void)
{
  g_autoptr (SalonClient) left = make (LEFT, "Marie", NULL, NULL, NULL);
  g_autoptr (SalonClient) right = make (RIGHT, "Maria D", NULL, NULL, NULL);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (SalonChange) change = NULL;
  SalonMergeChoice choice = salon_client_merge_suggest (left, right);
  JsonObject *row = json_object_new ();
  const SalonEdit *edit = NULL;

  json_object_set_string_member (row, "id", "0197b1c2-0000-7000-8000-0000000000b0");
  json_object_set_string_member (row, "client_id", RIGHT);
  json_object_set_string_member (row, "client_name", "Maria D");
  g_ptr_array_add (rows, row);
  salon_client_merge_add_cards (left, right, &choice, builder);
  salon_client_merge_add_rows (left, "bookings", "client_id", rows, builder);
  change = salon_change_builder_end (builder, "Merge");

  g_assert_true (salon_change_check (change, NULL));
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 3);
  edit = salon_change_get_edit (change, 1);
  g_assert_cmpstr (edit->id, ==, RIGHT);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (edit->set, "merged_into"), ==, LEFT);
  edit = salon_change_get_edit (change, 2);
  /* The name she was booked with stays on the booking. */
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (edit->set, "client_id"), ==, LEFT);
  g_assert_cmpstr (json_object_get_string_member (edit->was, "client_id"), ==, RIGHT);
}

static const char *
pick (GRand *random)
{
  static const char *const texts[] = { NULL,    "",     "a", "ab", "Latex", "Nickel, Latex",
                                       "é — ï", "a\nb", "b", " a" };

  return texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))];
}

static gboolean
is_lost (GPtrArray *losses, int field, const char *text)
{
  for (guint i = 0; i < losses->len; i++)
    {
      SalonMergeLoss *loss = g_ptr_array_index (losses, i);

      if ((int) loss->field == field && g_str_equal (loss->text, text))
        return TRUE;
    }
  return FALSE;
}

static void
assert_nothing_vanishes (SalonClient *card, SalonClient *joined, GPtrArray *losses)
{
  const char *allergies = salon_client_get_fields (card)->allergies;

  for (int field = 0; field < SALON_MERGE_LANGUAGE; field++)
    {
      const char *text = salon_client_merge_get_text (card, field);
      const char *kept = salon_client_merge_get_text (joined, field);

      if (text != NULL && *text != '\0')
        g_assert_true ((kept != NULL && strstr (kept, text) != NULL)
                       || is_lost (losses, field, text));
    }
  if (allergies != NULL)
    g_assert_nonnull (
      strstr (*allergies != '\0' ? salon_client_get_fields (joined)->allergies : "", allergies));
}

static void
test_nothing_vanishes (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int n = 0; n < 2000; n++)
    {
      SalonClientFields a = { .id = LEFT, .name = "A", .language = "fr" };
      SalonClientFields b = { .id = RIGHT, .name = "B b", .language = "en" };
      g_autoptr (SalonClient) left = NULL;
      g_autoptr (SalonClient) right = NULL;
      g_autoptr (SalonClient) joined = NULL;
      g_autoptr (GPtrArray) losses = NULL;
      SalonMergeChoice choice;

      a.phone = pick (random), b.phone = pick (random);
      a.email = pick (random), b.email = pick (random);
      a.notes = pick (random), b.notes = pick (random);
      a.allergies = pick (random), b.allergies = pick (random);
      left = salon_client_new (&a);
      right = salon_client_new (&b);
      for (int i = 0; i < SALON_MERGE_N_FIELDS; i++)
        choice.keep[i] = g_rand_int_range (random, 0, SALON_MERGE_KEEP_BOTH + 1);
      joined = salon_client_merge_join (left, right, &choice);
      losses = salon_client_merge_list_losses (left, right, &choice);
      assert_nothing_vanishes (left, joined, losses);
      assert_nothing_vanishes (right, joined, losses);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/client-merge/the-fuller-is-suggested", test_the_fuller_is_suggested);
  g_test_add_func ("/salon/client-merge/what-nobody-chooses-is-kept-safe",
                   test_what_nobody_chooses_is_kept_safe);
  g_test_add_func ("/salon/client-merge/a-consent-belongs-to-its-number",
                   test_a_consent_belongs_to_its_number);
  g_test_add_func ("/salon/client-merge/no-chain-and-no-circle", test_no_chain_and_no_circle);
  g_test_add_func ("/salon/client-merge/rows-follow", test_rows_follow);
  g_test_add_func ("/salon/client-merge/nothing-vanishes", test_nothing_vanishes);
  return g_test_run ();
}
