/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is built is read back by Python's own reader, which knows nothing of GMime. */
#include "message/salon-mail.h"

#include <string.h>

#include "fake-messages.h"

static yyjson_val *
read_back (FakeMessages *fake, const SalonOutgoing *outgoing, const char *from_name)
{
  g_autoptr (GBytes) mail = salon_mail_build (outgoing, "bonjour@salon.example", from_name);
  g_autofree char *path = g_build_filename (fake_messages_get_folder (fake), "mail.eml", NULL);
  g_autoptr (GError) error = NULL;
  yyjson_val *read;

  g_file_set_contents (path, g_bytes_get_data (mail, NULL), (gssize) g_bytes_get_size (mail),
                       &error);
  g_assert_no_error (error);
  read = fake_messages_tell (fake, "['read-mail', '%s']", path);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (read, "defects")), ==, 0);
  g_assert_true (yyjson_get_bool (yyjson_obj_get (read, "is_seven_bit")));
  g_assert_false (yyjson_get_bool (yyjson_obj_get (read, "has_bare_line_end")));
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (read, "longest_line")), <=, 998);
  return read;
}

static void
assert_text (yyjson_val *object, const char *name, const char *expected)
{
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (object, name)), ==, expected);
}

/* "a b c" */
static char *
join (yyjson_val *list)
{
  g_autoptr (GString) text = g_string_new (NULL);
  yyjson_arr_iter items = yyjson_arr_iter_with (list);
  yyjson_val *item;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", yyjson_get_str (item));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_headers (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  SalonOutgoing outgoing = fake_messages_make_mail ();
  yyjson_val *mail = read_back (fake, &outgoing, "Sérénaïa");
  g_autofree char *structure = join (yyjson_obj_get (mail, "structure"));

  assert_text (mail, "From-name", "Sérénaïa");
  assert_text (mail, "From-address", "bonjour@salon.example");
  assert_text (mail, "To-name", "Marie Durand");
  assert_text (mail, "To-address", "marie@client.example");
  assert_text (mail, "Subject", "Votre rendez-vous chez Sérénaïa");
  assert_text (mail, "Date", "Tue, 10 Mar 2026 08:00:00 +0000");
  assert_text (mail, "Message-ID", "<" FAKE_MESSAGES_OPERATION "@salon.example>");
  assert_text (mail, "Auto-Submitted", "auto-generated");
  assert_text (mail, "MIME-Version", "1.0");
  g_assert_cmpstr (structure, ==, "multipart/alternative text/plain text/html");
  fake_messages_free (fake);
}

static void
test_letters (void)
{
  static const char *const subjects[] = {
    "Élodie, votre soin « Éclat » est confirmé : à très bientôt, et merci de votre fidélité cœur",
    "a = b ? c =? : =?= ?=",
    "日本語の件名 — 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
    "a",
  };
  FakeMessages *fake = fake_messages_new (FALSE);
  SalonOutgoing outgoing = fake_messages_make_mail ();
  g_autofree char *long_line = g_strnfill (1200, 'x');
  g_autofree char *text =
    g_strconcat ("Çà et là : l’été — 12,50 €\n.\nFrom here =3D\n\n", long_line, " ŵ😀 \n", NULL);

  outgoing.recipient_name = "Zoé d’Aÿ, \"la\" <vraie>; Müller";
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      yyjson_val *mail;

      outgoing.subject = subjects[i];
      outgoing.text = text;
      mail = read_back (fake, &outgoing, "L’Institut, Sérénaïa");
      assert_text (mail, "Subject", subjects[i]);
      assert_text (mail, "To-name", outgoing.recipient_name);
      assert_text (mail, "To-address", "marie@client.example");
      assert_text (mail, "From-name", "L’Institut, Sérénaïa");
      assert_text (mail, "plain", text);
    }
  fake_messages_free (fake);
}

static void
test_paper (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  SalonOutgoing outgoing = fake_messages_make_mail ();
  gsize n_bytes = 200001;
  guint8 *bytes = g_malloc (n_bytes);
  g_autoptr (GBytes) paper = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *structure = NULL;
  yyjson_val *mail;
  yyjson_val *found;

  /* Every byte, and every pair of line ends. */
  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (i * 31 + (i >> 8));
  memcpy (bytes, "%PDF-1.7\r\n\n\r\r\n.\r\n", 17);
  paper = g_bytes_new_take (bytes, n_bytes);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, paper);
  outgoing.paper = paper;
  outgoing.paper_name = "Bon cadeau d’été.pdf";

  mail = read_back (fake, &outgoing, "Sérénaïa");
  structure = join (yyjson_obj_get (mail, "structure"));
  g_assert_cmpstr (structure, ==,
                   "multipart/mixed multipart/alternative text/plain text/html application/pdf");
  found = yyjson_arr_get_first (yyjson_obj_get (mail, "papers"));
  g_assert_cmpstr (yyjson_get_str (yyjson_arr_get (found, 0)), ==, "Bon cadeau d’été.pdf");
  g_assert_cmpstr (yyjson_get_str (yyjson_arr_get (found, 2)), ==, digest);
  fake_messages_free (fake);
}

static void
test_injection (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  SalonOutgoing outgoing = fake_messages_make_mail ();
  g_autofree char *expected = NULL;
  g_autofree char *names = NULL;

  expected = join (yyjson_obj_get (read_back (fake, &outgoing, "Sérénaïa"), "names"));
  outgoing.subject = "Hello\r\nBcc: everybody@client.example\r\n\r\nBody";
  outgoing.recipient_name = "Marie\nBcc: everybody@client.example";
  names = join (
    yyjson_obj_get (read_back (fake, &outgoing, "Salon\r\nX-Evil: 1\r\n\r\n<script>"), "names"));
  g_assert_cmpstr (names, ==, expected);
  g_assert_null (strstr (names, "Bcc"));
  fake_messages_free (fake);
}

static void
test_addresses (void)
{
  static const char *const good[] = { "a@b.fr", "marie.durand+salon@client.example",
                                      "o'neill@client.example", "zoé@client.example" };
  static const char *const bad[] = {
    "",
    "a",
    "a@b",
    "@b.fr",
    "a b@c.fr",
    "a@b.fr, c@d.fr",
    "a@b.fr\r\nBcc: c@d.fr",
    "<a@b.fr>",
    "Marie <a@b.fr>",
    "a@b.fr;c@d.fr",
    "a\"@b.fr",
    "a@b.fr\x7f",
    "\xff@b.fr",
  };
  g_autofree char *local = g_strnfill (250, 'a');
  g_autofree char *too_long = g_strconcat (local, "@b.fr", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (salon_mail_is_address (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (salon_mail_is_address (bad[i]));
  g_assert_false (salon_mail_is_address (too_long));
}

static void
test_html (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  SalonOutgoing outgoing = fake_messages_make_mail ();
  yyjson_val *mail = read_back (fake, &outgoing, "Sérénaïa");

  g_assert_nonnull (strstr (yyjson_get_str (yyjson_obj_get (mail, "html")),
                            "<p>Bonjour Marie,</p>\n<p>à demain.</p>"));
  outgoing.html = "<p>À <b>demain</b></p>\n";
  mail = read_back (fake, &outgoing, "Sérénaïa");
  assert_text (mail, "html", outgoing.html);
  assert_text (mail, "plain", outgoing.text);
  fake_messages_free (fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/mail/another-reader-finds-what-was-written", test_headers);
  g_test_add_func ("/salon/mail/any-letters-come-back-as-they-were", test_letters);
  g_test_add_func ("/salon/mail/a-paper-arrives-byte-for-byte", test_paper);
  g_test_add_func ("/salon/mail/nothing-adds-a-header", test_injection);
  g_test_add_func ("/salon/mail/an-address-is-one-address", test_addresses);
  g_test_add_func ("/salon/mail/a-page-goes-with-the-text", test_html);
  return g_test_run ();
}
