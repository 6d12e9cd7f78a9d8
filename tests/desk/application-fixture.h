/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program as somebody starts it, in a home that is empty at first, as often as a test wants to. What
 * the computer remembers between two starts is kept in memory.
 */
#pragma once

#include "window/salon-application.h"
#include "window/salon-window.h"

G_BEGIN_DECLS

typedef struct
{
  GSettings *settings;
  char *folder; /* of both files; not there before the first choice */
  char *own;
  char *sample;
} ApplicationFixture;

/* For g_test_add(); @data is unused. */
void application_fixture_set_up (ApplicationFixture *fixture, gconstpointer data);
void application_fixture_tear_down (ApplicationFixture *fixture, gconstpointer data);

/* One start of the program, up to its end. @option: of the command line, nullable. */
void application_fixture_run (ApplicationFixture *fixture,
                              const char *option,
                              void (*story) (ApplicationFixture *fixture,
                                             SalonApplication *application));
/* The only one there is. */
SalonWindow *application_fixture_get_window (SalonApplication *application);
/* Until @text can be read in the window. A test that waits in vain is ended by the test runner. */
void application_fixture_wait (SalonApplication *application, const char *text);

G_END_DECLS
