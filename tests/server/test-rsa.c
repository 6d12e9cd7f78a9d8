/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and certificates are made by openssl, which knows nothing of the code that is tested. */
#include "server/salon-rsa.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

G_GNUC_PRINTF (1, 2) static void
run (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autofree char *line = NULL;
  int status = -1;
  va_list list;

  va_start (list, format);
  line = g_strdup_vprintf (format, list);
  va_end (list);
  g_shell_parse_argv (line, NULL, &arguments, &error);
  g_assert_no_error (error);
  g_spawn_sync (folder, arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static char *
read_file (const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
make_signer (const char *name, const char *host)
{
  run ("openssl req -new -newkey rsa:2048 -nodes -subj /CN=%s -addext subjectAltName=DNS:%s"
       " -keyout %s.key -out %s.csr",
       host, host, name, name);
  run (
    "openssl x509 -req -in %s.csr -CA authority.crt -CAkey authority.key -days 30 -copy_extensions"
    " copy -out %s.crt",
    name, name);
}

static gboolean
verify (const char *certificate, const char *text, GBytes *signature, gint64 now)
{
  g_autofree char *chain = read_file (certificate, NULL);
  g_autofree char *authority = read_file ("authority.crt", NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_right =
    salon_rsa_verify (chain, authority, ".paypal.com", text, signature, now, &error);

  g_assert_true (is_right == (error == NULL));
  g_assert_true (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA));
  return is_right;
}

static GBytes *
sign (const char *key_name, const char *text)
{
  g_autofree char *key = read_file (key_name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *signature = salon_rsa_sign (key, text, &error);

  g_assert_no_error (error);
  return signature;
}

/* The time at which the certificates were made, and so valid. */
static gint64
get_now (void)
{
  g_autofree char *path = g_build_filename (folder, "good.crt", NULL);
  GStatBuf made;

  g_assert_cmpint (g_stat (path, &made), ==, 0);
  return made.st_mtime + 60;
}

static void
test_openssl_agrees (void)
{
  g_autoptr (GBytes) ours = sign ("good.key", "the text");
  g_autofree char *theirs = NULL;
  gsize length = 0;

  write_file ("text", "the text");
  run ("openssl dgst -sha256 -sign good.key -out signature text");
  theirs = read_file ("signature", &length);
  g_assert_cmpmem (g_bytes_get_data (ours, NULL), g_bytes_get_size (ours), theirs, length);
}

static void
test_verify (void)
{
  g_autoptr (GBytes) signature = sign ("good.key", "the text");
  g_autoptr (GBytes) other = sign ("other.key", "the text");
  gint64 now = get_now ();

  g_assert_true (verify ("good.crt", "the text", signature, now));
  g_assert_false (verify ("good.crt", "another text", signature, now));
  g_assert_false (verify ("good.crt", "the text", other, now));
}

static void
test_strangers (void)
{
  g_autoptr (GBytes) other = sign ("other.key", "the text");
  g_autoptr (GBytes) self_signed = sign ("self.key", "the text");
  gint64 now = get_now ();

  g_assert_false (verify ("other.crt", "the text", other, now));
  g_assert_false (verify ("self.crt", "the text", self_signed, now));
  g_assert_false (verify ("text.pem", "the text", other, now));
}

static void
test_time (void)
{
  g_autoptr (GBytes) signature = sign ("good.key", "the text");
  gint64 now = get_now ();

  g_assert_false (verify ("good.crt", "the text", signature, now + 31 * 86400));
  g_assert_false (verify ("good.crt", "the text", signature, now - 86400));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("serenaia-rsa-XXXXXX", NULL);
  run (
    "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=Authority -keyout authority.key"
    " -out authority.crt");
  make_signer ("good", "messageverificationcerts.paypal.com");
  make_signer ("other", "paypal.com.example");
  run ("openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=a.paypal.com -keyout self.key"
       " -out self.crt");
  write_file ("text.pem", "no certificate");

  g_test_add_func ("/salon/rsa/signs-as-openssl-does", test_openssl_agrees);
  g_test_add_func ("/salon/rsa/only-that-text-by-that-key", test_verify);
  g_test_add_func ("/salon/rsa/strangers-are-not-believed", test_strangers);
  g_test_add_func ("/salon/rsa/certificates-have-their-time", test_time);
  result = g_test_run ();
  run ("rm -r %s", folder);
  g_free (folder);
  return result;
}
