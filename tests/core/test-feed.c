/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of the feed: what a good one says, and what a bad one is refused for. */
#include "core/salon-error.h"
#include "core/salon-feed.h"

#define GENERATION "0198c0de-0000-7000-8000-00000000000a"
#define ID(n) "00000000-0000-7000-8000-00000000000" #n
#define DATE_ROW(n) "{\"id\":\"" ID (n) "\",\"date\":\"2026-12-25\",\"reason\":null}"
#define ROW(n, xid, seq, rest)                                                                     \
  "{\"table\":\"blocked_dates\",\"id\":\"" ID (n) "\",\"xid\":\"" xid "\",\"seq\":" seq "," rest "}"
#define PAGE(rows, xid, seq, more)                                                                 \
  "{\"generation\":\"" GENERATION "\",\"rows\":[" rows "],\"xid\":\"" xid "\",\"seq\":" seq        \
  ",\"more\":" more "}"
#define LIVE(n, xid, seq) ROW (n, xid, seq, "\"deleted\":false,\"row\":" DATE_ROW (n))

static SalonFeedPage *
read_page (const char *json)
{
  g_autoptr (GError) error = NULL;
  SalonFeedPage *page = salon_feed_page_from_json (json, &error);

  g_assert_no_error (error);
  return page;
}

static void
refuse_page (const char *json, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_feed_page_from_json (json, &error));
  g_assert_error (error, SALON_ERROR, code);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
test_rows_and_end (void)
{
  g_autoptr (SalonFeedPage) page =
    read_page (PAGE (LIVE (1, "7", "45") "," ROW (2, "7", "46", "\"deleted\":true,\"row\":null"),
                     "7", "46", "true"));
  const SalonFeedRow *row = salon_feed_page_get_row (page, 0);
  const SalonFeedRow *gone = salon_feed_page_get_row (page, 1);
  const SalonCursor *end = salon_feed_page_get_end (page);

  g_assert_cmpuint (salon_feed_page_get_n_rows (page), ==, 2);
  g_assert_cmpstr (row->table->name, ==, "blocked_dates");
  g_assert_cmpstr (row->id, ==, ID (1));
  g_assert_false (row->deleted);
  g_assert_cmpstr (json_object_get_string_member (row->row, "date"), ==, "2026-12-25");
  g_assert_true (gone->deleted);
  g_assert_null (gone->row);
  g_assert_cmpstr (end->generation, ==, GENERATION);
  g_assert_cmpuint (end->xid, ==, 7);
  g_assert_cmpint (end->seq, ==, 46);
  g_assert_true (salon_feed_page_has_more (page));
}

static void
test_newer_database (void)
{
  g_autoptr (SalonFeedPage) page = read_page (PAGE (
    ROW (
      1, "7", "45",
      "\"deleted\":false,\"row\":{\"id\":\"" ID (
        1) "\",\"date\":\"2026-12-25\","
           "\"colour\":\"red\"}") ",{\"table\":\"robots\",\"id\":\"r2\",\"xid\":\"8\",\"seq\":1,\"deleted\":false,"
                                  "\"row\":{\"id\":\"r2\"}}",
    "8", "1", "false"));
  JsonObject *row = salon_feed_page_get_row (page, 0)->row;

  g_assert_cmpuint (salon_feed_page_get_n_rows (page), ==, 1);
  g_assert_cmpuint (json_object_get_size (row), ==, 3);
  g_assert_false (json_object_has_member (row, "colour"));
  g_assert_true (json_object_get_null_member (row, "reason"));
  g_assert_cmpuint (salon_feed_page_get_end (page)->xid, ==, 8);
}

static void
test_too_large (void)
{
  g_autoptr (SalonFeedPage) page =
    read_page (PAGE (ROW (1, "7", "45", "\"deleted\":false,\"row\":null,\"too_large\":true"), "7",
                     "45", "false"));

  g_assert_cmpuint (salon_feed_page_get_n_rows (page), ==, 0);
  g_assert_cmpuint (salon_feed_page_get_n_too_large (page), ==, 1);
}

static void
test_follows (void)
{
  SalonCursor asked = { GENERATION, 7, 44 };
  g_autoptr (SalonFeedPage) page =
    read_page (PAGE (LIVE (1, "7", "45") "," LIVE (2, "9", "1"), "9", "1", "false"));
  g_autoptr (SalonFeedPage) empty = read_page (PAGE ("", "7", "44", "false"));

  g_assert_true (salon_feed_page_follows (page, &asked));
  g_assert_true (salon_feed_page_follows (empty, &asked));
  asked.seq = 45;
  g_assert_false (salon_feed_page_follows (page, &asked));
  g_assert_false (salon_feed_page_follows (empty, &asked));
  asked = (SalonCursor) { GENERATION, 6, 99 };
  g_assert_true (salon_feed_page_follows (page, &asked));
  g_assert_false (salon_feed_page_follows (empty, &asked));
  asked = (SalonCursor) { GENERATION, 8, 0 };
  g_assert_false (salon_feed_page_follows (page, &asked));
  asked = (SalonCursor) { ID (1), 7, 44 };
  g_assert_false (salon_feed_page_follows (page, &asked));
}

static void
test_form (void)
{
  const int unread = SALON_ERROR_NOT_UNDERSTOOD;

  refuse_page ("[]", unread, "no object");
  refuse_page ("{", unread, "JSON");
  refuse_page (PAGE ("1", "7", "45", "false"), unread, "no object");
  refuse_page (PAGE (LIVE (1, "7", "45"), "7", "45", "1"), unread, "more");
  refuse_page (PAGE (LIVE (1, "-7", "45"), "7", "45", "true"), unread, "xid");
  refuse_page (PAGE ("", "18446744073709551616", "45", "true"), unread, "xid");
  refuse_page (PAGE ("", "7", "\"45\"", "true"), unread, "seq");
  refuse_page (PAGE (LIVE (1, "7", "45") "," LIVE (2, "7", "45"), "7", "45", "true"), unread,
               "order");
  refuse_page (PAGE (LIVE (1, "7", "45") "," LIVE (2, "6", "99"), "7", "45", "true"), unread,
               "order");
  refuse_page (PAGE (LIVE (1, "7", "45"), "7", "46", "true"), unread, "end");
  refuse_page (PAGE (ROW (1, "7", "45", "\"deleted\":\"no\",\"row\":null"), "7", "45", "true"),
               unread, "flag");
  refuse_page (PAGE (ROW (1, "7", "45", "\"deleted\":false,\"row\":null"), "7", "45", "true"),
               unread, "no object");
  refuse_page (PAGE (ROW (1, "7", "45", "\"deleted\":false,\"row\":" DATE_ROW (2)), "7", "45",
                     "true"),
               unread, "key");
}

static void
test_values (void)
{
  refuse_page ("{\"generation\":\"x\",\"rows\":[],\"xid\":\"1\",\"seq\":0}", SALON_ERROR_BAD_VALUE,
               "generation");
  refuse_page (
    PAGE (ROW (1, "7", "45", "\"deleted\":false,\"row\":{\"id\":\"" ID (1) "\",\"date\":true}"),
          "7", "45", "true"),
    SALON_ERROR_BAD_VALUE, "blocked_dates.date");
  refuse_page (PAGE (ROW (1, "7", "45", "\"deleted\":false,\"row\":{\"id\":\"" ID (1) "\"}"), "7",
                     "45", "true"),
               SALON_ERROR_BAD_VALUE, ID (1));
  refuse_page (PAGE ("{\"table\":\"staff\",\"id\":\"1\",\"xid\":\"7\",\"seq\":45,"
                     "\"deleted\":true}",
                     "7", "45", "true"),
               SALON_ERROR_BAD_VALUE, "staff.id");
  refuse_page (
    PAGE (ROW (1, "7", "45",
               "\"deleted\":false,\"row\":{\"id\":\"" ID (1) "\",\"date\":\"2026-12-25\","
                                                             "\"reason\":\"\\u0000\"}"),
          "7", "45", "true"),
    SALON_ERROR_OUT_OF_RANGE, "NUL");
}

/* Whatever is cut off or turned over: an answer or an error, never a crash. */
static void
test_damage (void)
{
  static const char page[] =
    PAGE (LIVE (1, "7", "45") "," ROW (2, "7", "46", "\"deleted\":true,\"row\":null"), "7", "46",
          "true");

  for (gsize i = 0; i < sizeof page - 1; i++)
    {
      g_autofree char *cut = g_strndup (page, i);
      g_autofree char *turned = g_strdup (page);
      g_autoptr (SalonFeedPage) read = NULL;

      g_assert_null (salon_feed_page_from_json (cut, NULL));
      turned[i] ^= 1;
      read = salon_feed_page_from_json (turned, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/feed/a-page-has-rows-and-an-end", test_rows_and_end);
  g_test_add_func ("/salon/feed/what-a-newer-database-knows-is-left-out", test_newer_database);
  g_test_add_func ("/salon/feed/a-row-too-large-is-counted", test_too_large);
  g_test_add_func ("/salon/feed/a-page-follows-what-was-asked", test_follows);
  g_test_add_func ("/salon/feed/another-form-is-refused", test_form);
  g_test_add_func ("/salon/feed/a-wrong-value-is-named", test_values);
  g_test_add_func ("/salon/feed/a-damaged-page-is-only-refused", test_damage);
  return g_test_run ();
}
