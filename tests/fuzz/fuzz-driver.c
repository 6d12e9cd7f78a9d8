/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a fuzz target a test like any other: every file of its corpus, and then mutations of them.
 * Which mutations follows from a seed that is printed and is the same every time, so a failure comes
 * again; SALON_FUZZ_SEED gives another. SALON_LONG=1 makes ten times as many.
 *
 * When the program dies of an input, the input is printed as it would stand in a string of C.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fuzz-target.h"

#define SEED 20260309
#define N_MUTATIONS 5000
#define TIMES_LONG 10
#define MAX_BYTES 16384
#define MOST_STEPS 4

static GPtrArray *corpus; /* GBytes, by the names of their files */
static GBytes *current;   /* the input that is being tried */

/* ------------------------------------------------------- the last words of a program that dies --- */

extern void __sanitizer_set_death_callback (void (*callback) (void)) __attribute__ ((weak));

static void
tell_current (void)
{
  gsize n_bytes = 0;
  const guint8 *bytes = current != NULL ? g_bytes_get_data (current, &n_bytes) : NULL;

  dprintf (STDERR_FILENO, "# the input, of %zu bytes:\n# \"", n_bytes);
  for (gsize i = 0; i < n_bytes; i++)
    if (bytes[i] >= ' ' && bytes[i] < 127 && bytes[i] != '"' && bytes[i] != '\\')
      dprintf (STDERR_FILENO, "%c", bytes[i]);
    else
      dprintf (STDERR_FILENO, "\\%03o", bytes[i]);
  dprintf (STDERR_FILENO, "\"\n");
}

/* ------------------------------------------------------------------------------- mutations --- */

static gsize
choose (GRand *random, gsize n)
{
  return n == 0 ? 0 : (gsize) g_rand_int_range (random, 0, (gint32) n);
}

static void
insert_some (GByteArray *bytes, GRand *random, const guint8 *what, gsize n)
{
  gsize at = choose (random, bytes->len + 1);
  gsize tail = bytes->len - at;

  g_byte_array_set_size (bytes, (guint) (bytes->len + n));
  memmove (bytes->data + at + n, bytes->data + at, tail);
  memcpy (bytes->data + at, what, n);
}

/* A stretch of another file of the corpus goes in. */
static void
splice (GByteArray *bytes, GRand *random)
{
  gsize n_other;
  const guint8 *other =
    g_bytes_get_data (g_ptr_array_index (corpus, choose (random, corpus->len)), &n_other);
  gsize from = choose (random, n_other);

  if (n_other > 0)
    insert_some (bytes, random, other + from, 1 + choose (random, n_other - from));
}

static void
repeat_some (GByteArray *bytes, GRand *random)
{
  gsize from = choose (random, bytes->len);
  gsize n = 1 + choose (random, bytes->len - from);
  g_autofree guint8 *copy = g_memdup2 (bytes->data + from, n);

  insert_some (bytes, random, copy, n);
}

static void
remove_some (GByteArray *bytes, GRand *random)
{
  gsize from = choose (random, bytes->len);

  g_byte_array_remove_range (bytes, (guint) from, (guint) (1 + choose (random, bytes->len - from)));
}

/* What parsers stumble over. */
static void
insert_token (GByteArray *bytes, GRand *random)
{
  static const char *const tokens[] = {
    "0",
    "9",
    "-",
    "+",
    ".",
    ",",
    ":",
    "/",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "{",
    "[",
    "null",
    "1e9",
    "99999999999999999999",
    "\xff",
    "\xc3",
    "\xe2\x80\xaf",
    "\xc2\xa0",
    "\xef\xbb\xbf",
    "\xf0\x9f\x92\x85",
    "e\xcc\x81",
    "%00",
    "%",
  };
  const char *token = tokens[choose (random, G_N_ELEMENTS (tokens))];

  insert_some (bytes, random, (const guint8 *) token, strlen (token));
}

static void
mutate (GByteArray *bytes, GRand *random)
{
  gsize kind = choose (random, 8);

  if (bytes->len == 0 || kind == 0)
    splice (bytes, random);
  else if (kind == 1)
    repeat_some (bytes, random);
  else if (kind == 2)
    remove_some (bytes, random);
  else if (kind == 3)
    g_byte_array_set_size (bytes, (guint) choose (random, bytes->len));
  else if (kind <= 5)
    insert_token (bytes, random);
  else if (kind == 6)
    bytes->data[choose (random, bytes->len)] ^= (guint8) (1 << choose (random, 8));
  else
    bytes->data[choose (random, bytes->len)] = (guint8) choose (random, 256);
  if (bytes->len > MAX_BYTES)
    g_byte_array_set_size (bytes, MAX_BYTES);
}

/* ------------------------------------------------------------------------------- the tests --- */

/* From memory of exactly its size, so that a byte read beyond its end is seen. */
static void
try (GBytes *input)
{
  gsize n_bytes;
  const guint8 *bytes = g_bytes_get_data (input, &n_bytes);
  g_autofree guint8 *copy = g_malloc (MAX (n_bytes, 1));

  if (n_bytes > 0)
    memcpy (copy, bytes, n_bytes);
  current = input;
  LLVMFuzzerTestOneInput (copy, n_bytes);
  current = NULL;
}

static void
test_corpus (void)
{
  for (guint i = 0; i < corpus->len; i++)
    try (g_ptr_array_index (corpus, i));
}

static void
test_mutations (void)
{
  const char *wanted = g_getenv ("SALON_FUZZ_SEED");
  guint32 seed = wanted != NULL ? (guint32) g_ascii_strtoull (wanted, NULL, 10) : SEED;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n = g_getenv ("SALON_LONG") != NULL ? N_MUTATIONS * TIMES_LONG : N_MUTATIONS;

  g_test_message ("%u mutations, SALON_FUZZ_SEED=%u", n, seed);
  for (guint i = 0; i < n; i++)
    {
      GBytes *file = g_ptr_array_index (corpus, choose (random, corpus->len));
      GByteArray *bytes = g_byte_array_new ();
      gsize n_steps = 1 + choose (random, MOST_STEPS);
      g_autoptr (GBytes) input = NULL;

      if (g_bytes_get_size (file) > 0)
        g_byte_array_append (bytes, g_bytes_get_data (file, NULL), (guint) g_bytes_get_size (file));
      for (gsize step = 0; step < n_steps; step++)
        mutate (bytes, random);
      input = g_byte_array_free_to_bytes (bytes);
      try (input);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
read_corpus (const char *target)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", target, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  g_assert_cmpuint (names->len, >, 0);

  corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < names->len; i++)
    {
      char *bytes;
      gsize n_bytes;

      g_file_get_contents (g_ptr_array_index (names, i), &bytes, &n_bytes, &error);
      g_assert_no_error (error);
      g_ptr_array_add (corpus, g_bytes_new_take (bytes, n_bytes));
    }
}

static void
add_test (const char *target, const char *behaviour, GTestFunc test)
{
  g_autofree char *path = g_strdup_printf ("/salon/fuzz/%s/%s", target, behaviour);

  g_test_add_func (path, test);
}

/* The program is called after its target: "fuzz-money". */
int
main (int argc, char **argv)
{
  g_autofree char *program = g_path_get_basename (argv[0]);
  const char *target = program + strlen ("fuzz-");
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (g_str_has_prefix (program, "fuzz-"));
  if (__sanitizer_set_death_callback != NULL)
    __sanitizer_set_death_callback (tell_current);
  read_corpus (target);

  add_test (target, "every-file-of-the-corpus-is-borne", test_corpus);
  add_test (target, "every-mutation-is-borne", test_mutations);
  status = g_test_run ();
  g_ptr_array_unref (corpus);
  return status;
}
