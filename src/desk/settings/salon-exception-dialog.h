/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes or edits a closing or a special opening, and says, before it is saved, how many bookings a
 * closing would hit. They stay as they are: the owner calls her clients.
 */
#pragma once

#include "common/salon-session.h"
#include "settings/salon-exception-form.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_EXCEPTION_DIALOG (salon_exception_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonExceptionDialog,
                      salon_exception_dialog,
                      SALON,
                      EXCEPTION_DIALOG,
                      AdwDialog)

/* @form is copied. */
AdwDialog *salon_exception_dialog_new (SalonSession *session, const SalonExceptionForm *form);

G_END_DECLS
