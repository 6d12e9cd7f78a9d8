/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A full read by the feed, while somebody writes. */
#include "sync/salon-rest-read.h"
#include "sync/salon-sync-error.h"

#define GENERATION "aaaaaaaa-0000-4000-8000-000000000001"

typedef struct
{
  const char *const *pages;
  guint next;
  gsize n_rows;
  GString *heard;
} Read;

static SalonFeedPage *
next_page (const SalonCursor *cursor, GCancellable *cancellable, gpointer user_data, GError **error)
{
  Read *self = user_data;

  return salon_feed_page_from_json (self->pages[self->next++], error);
}

static gboolean
take (SalonRowBatch *batch, gpointer user_data, GError **error)
{
  Read *self = user_data;

  for (gsize i = 0; i < salon_row_batch_get_n_rows (batch); i++)
    g_string_append_printf (self->heard, "%s ", salon_row_batch_get_value (batch, i, 0));
  salon_row_batch_unref (batch);
  return TRUE;
}

static gboolean
read_pages (const char *const *pages, char **heard, SalonCursor *end, GError **error)
{
  Read self = { .pages = pages, .heard = g_string_new (NULL) };
  gboolean is_read =
    salon_rest_read_everything (GENERATION, next_page, &self, take, &self, end, NULL, error);

  *heard = g_string_free_and_steal (self.heard);
  return is_read;
}

#define PUT(key, xid)                                                                              \
  "{\"table\":\"salon_settings\",\"id\":\"" key "\",\"xid\":\"" xid "\",\"seq\":1,"                \
  "\"deleted\":false,\"row\":{\"key\":\"" key "\",\"value\":{\"a\":[1,true,null]}}}"
#define DROP(key, xid)                                                                             \
  "{\"table\":\"salon_settings\",\"id\":\"" key "\",\"xid\":\"" xid "\",\"seq\":1,"                \
  "\"deleted\":true,\"row\":null}"
#define PAGE(rows, xid, more)                                                                      \
  "{\"generation\":\"" GENERATION "\",\"rows\":[" rows "],\"xid\":\"" xid "\",\"seq\":1,"          \
  "\"more\":" more ",\"held\":false}"

static void
test_goes_on (void)
{
  static const char *const pages[] = { PAGE (PUT ("a.a", "5") "," DROP ("b.b", "6"), "6", "true"),
                                       PAGE (PUT ("c.c", "7"), "7", "false") };
  g_autofree char *heard = NULL;
  g_autoptr (GError) error = NULL;
  SalonCursor end;

  g_assert_true (read_pages (pages, &heard, &end, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==, "a.a c.c ");
  g_assert_cmpuint (end.xid, ==, 7);
}

static void
test_gone (void)
{
  static const char *const pages[] = { PAGE (PUT ("a.a", "5"), "5", "true"),
                                       PAGE (PUT ("c.c", "6"), "6", "true"),
                                       PAGE (DROP ("a.a", "7"), "7", "true"),
                                       PAGE (PUT ("d.d", "8"), "8", "false") };
  g_autofree char *heard = NULL;
  g_autoptr (GError) error = NULL;
  SalonCursor end;

  g_assert_true (read_pages (pages, &heard, &end, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==, "a.a c.c d.d ");
  /* Before the page that said so. */
  g_assert_cmpuint (end.xid, ==, 6);
}

static void
test_nowhere (void)
{
  static const char *const pages[] = { PAGE (PUT ("a.a", "5"), "5", "true"),
                                       PAGE (PUT ("a.a", "5"), "5", "true") };
  g_autofree char *heard = NULL;
  g_autoptr (GError) error = NULL;
  SalonCursor end;

  g_assert_false (read_pages (pages, &heard, &end, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/rest-read/goes-on-behind-the-last-page", test_goes_on);
  g_test_add_func ("/salon/rest-read/row-that-went-after-it-came-is-told-again", test_gone);
  g_test_add_func ("/salon/rest-read/page-that-leads-nowhere-is-refused", test_nowhere);
  return g_test_run ();
}
