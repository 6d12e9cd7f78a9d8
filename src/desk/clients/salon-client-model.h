/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clients as a list that loads as it is scrolled: all of them by name, or those that a text
 * finds, best first. Of the whole list only pages that were asked for are read and kept, so its
 * memory does not grow with the salon.
 *
 * The reader tells the number of clients at once, and a page of them in a fraction of the time of a
 * frame. Should a page fail to load, the list is emptied and "error" says why. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "store/salon-reader.h"

G_BEGIN_DECLS

#define SALON_TYPE_CLIENT_MODEL (salon_client_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientModel, salon_client_model, SALON, CLIENT_MODEL, GObject)

/* Empty until the first reload or text. Elements: SalonClient. */
SalonClientModel *salon_client_model_new (SalonReader *reader);
/* "": everybody. */
void salon_client_model_set_text (SalonClientModel *self, const char *text);
const char *salon_client_model_get_text (SalonClientModel *self);
/* Reads anew, and tells only about the rows that differ, so that a list keeps its place. */
void salon_client_model_reload (SalonClientModel *self);
/* Why the list is empty when it should not be; NULL: all is well. Property "error" notifies. */
const GError *salon_client_model_get_error (SalonClientModel *self);

G_END_DECLS
