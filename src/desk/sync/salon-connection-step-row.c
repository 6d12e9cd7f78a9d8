/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-connection-step-row.h"

#include <glib/gi18n-lib.h>

#include "common/salon-words.h"

struct _SalonConnectionStepRow
{
  AdwActionRow parent_instance;

  SalonConnectionStep step;
  AdwBin *sign;
};

G_DEFINE_FINAL_TYPE (SalonConnectionStepRow, salon_connection_step_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *title;
  const char *passed;
} words[] = {
  [SALON_CONNECTION_STEP_NAME] = { N_ ("Address"), N_ ("The computer was found.") },
  [SALON_CONNECTION_STEP_PORT] = { N_ ("Answer"), N_ ("It answers.") },
  [SALON_CONNECTION_STEP_CERTIFICATE] = { N_ ("Security"),
                                          N_ ("It is the right one, and nobody listens in.") },
  [SALON_CONNECTION_STEP_SIGN_IN] = { N_ ("Sign-In"), N_ ("User name and password are right.") },
  [SALON_CONNECTION_STEP_DATABASE] = { N_ ("Shared Salon"), N_ ("It is ready to be used.") },
};

static GtkWidget *
make_image (const char *icon_name, const char *css_class)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (image, css_class);
  return image;
}

static GtkWidget *
make_sign (SalonConnectionState state)
{
  switch (state)
    {
    case SALON_CONNECTION_STATE_WAITING:
      return make_image ("content-loading-symbolic", "dim-label");
    case SALON_CONNECTION_STATE_RUNNING:
      return adw_spinner_new ();
    case SALON_CONNECTION_STATE_PASSED:
    case SALON_CONNECTION_STATE_NOT_NEEDED:
      return make_image ("object-select-symbolic", "success");
    case SALON_CONNECTION_STATE_FAILED:
      return make_image ("dialog-error-symbolic", "error");
    }
  g_return_val_if_reached (NULL);
}

static char *
make_sentence (SalonConnectionStep step, SalonConnectionState state, const GError *error)
{
  switch (state)
    {
    case SALON_CONNECTION_STATE_WAITING:
      return g_strdup ("");
    case SALON_CONNECTION_STATE_RUNNING:
      return g_strdup (_ ("Being tried…"));
    case SALON_CONNECTION_STATE_PASSED:
      return g_strdup (_ (words[step].passed));
    case SALON_CONNECTION_STATE_NOT_NEEDED:
      return g_strdup (_ ("Nothing leaves this computer."));
    case SALON_CONNECTION_STATE_FAILED:
      return error != NULL ? salon_words_for_error (error) : g_strdup ("");
    }
  g_return_val_if_reached (NULL);
}

void
salon_connection_step_row_show (SalonConnectionStepRow *self,
                                SalonConnectionState state,
                                const GError *error)
{
  g_return_if_fail (SALON_IS_CONNECTION_STEP_ROW (self));

  g_autofree char *sentence = make_sentence (self->step, state, error);
  GtkWidget *sign = make_sign (state);

  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_bin_set_child (self->sign, sign);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
}

GtkWidget *
salon_connection_step_row_new (SalonConnectionStep step)
{
  SalonConnectionStepRow *self = g_object_new (SALON_TYPE_CONNECTION_STEP_ROW, NULL);

  self->step = step;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (words[step].title));
  salon_connection_step_row_show (self, SALON_CONNECTION_STATE_WAITING, NULL);
  return GTK_WIDGET (self);
}

static void
salon_connection_step_row_class_init (SalonConnectionStepRowClass *klass)
{
}

static void
salon_connection_step_row_init (SalonConnectionStepRow *self)
{
  self->sign = ADW_BIN (adw_bin_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->sign), 16, 16);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->sign));
}
