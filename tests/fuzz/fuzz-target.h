/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a fuzz target has: one function that takes any bytes whatever, and aborts when a promise of
 * the code under test does not hold for them. A target is fuzz-NAME.c, its small files are in
 * corpus/NAME, and its line is in meson.build. It is run by fuzz-driver.c as a test of the suite, and
 * by libFuzzer under `tools/dev fuzz NAME`.
 *
 * A target keeps nothing from one call to the next, but for what is slow to make and does not change.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The bytes as a text that ends: what a file or a network gives. It ends at the first NUL. */
static inline char *
fuzz_dup_bytes (const uint8_t *data, size_t size)
{
  return g_strndup ((const char *) data, size);
}

/* The same as valid UTF-8: what comes out of an entry. */
static inline char *
fuzz_dup_text (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = fuzz_dup_bytes (data, size);

  return g_utf8_make_valid (bytes, -1);
}

G_END_DECLS
