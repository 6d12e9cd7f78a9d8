/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-preferences-dialog.h"

#include <glib/gi18n-lib.h>

#include "gift-cards/salon-rules-page.h"
#include "messages/salon-message-rules-page.h"
#include "settings/salon-backups-page.h"
#include "settings/salon-details-page.h"
#include "settings/salon-exceptions-page.h"
#include "settings/salon-hours-page.h"

struct _SalonPreferencesDialog
{
  AdwPreferencesDialog parent_instance;
};

G_DEFINE_FINAL_TYPE (SalonPreferencesDialog, salon_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
salon_preferences_dialog_class_init (SalonPreferencesDialogClass *klass)
{
}

static void
salon_preferences_dialog_init (SalonPreferencesDialog *self)
{
}

AdwDialog *
salon_preferences_dialog_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  AdwPreferencesDialog *self =
    g_object_new (SALON_TYPE_PREFERENCES_DIALOG, "title", _ ("Preferences"), "content-width", 640,
                  "content-height", 640, "search-enabled", TRUE, NULL);

  adw_preferences_dialog_add (self, salon_details_page_new (session));
  adw_preferences_dialog_add (self, salon_hours_page_new (session));
  adw_preferences_dialog_add (self, salon_exceptions_page_new (session));
  adw_preferences_dialog_add (self, salon_rules_page_new (session));
  adw_preferences_dialog_add (self, salon_message_rules_page_new (session));
  /* A sample is made anew, not brought back. */
  if (!salon_session_is_sample (session))
    adw_preferences_dialog_add (self, salon_backups_page_new (session));
  return ADW_DIALOG (self);
}
