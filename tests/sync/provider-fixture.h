/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Providers of payments and reviews that are a program of ours (tests/server/run_provider.py), which checks
 * what it is asked and keeps books. Everything here asserts that it succeeds.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GSubprocess *process;
  GDataInputStream *answers;
  char **environment; /* "NAME=VALUE": what a server needs for them */
} ProviderFixture;

void provider_fixture_set_up (ProviderFixture *self);
/* Asserts that nothing was asked otherwise than it should be. */
void provider_fixture_tear_down (ProviderFixture *self);
/* One line, and its answer. Transfer full. */
char *provider_fixture_tell (ProviderFixture *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same for one that is a number. */
gint64 provider_fixture_count (ProviderFixture *self, const char *line);

G_END_DECLS
