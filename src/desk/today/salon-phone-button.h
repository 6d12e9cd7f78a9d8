/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone number that calls. On a computer that cannot, and by Ctrl+C on any, it is copied. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_PHONE_BUTTON (salon_phone_button_get_type ())
G_DECLARE_FINAL_TYPE (SalonPhoneButton, salon_phone_button, SALON, PHONE_BUTTON, GtkWidget)

/* @phone: E.164, or NULL: nothing is shown. @name: whose it is. */
void
salon_phone_button_set_phone (SalonPhoneButton *self, const char *phone, const char *name);

G_END_DECLS
