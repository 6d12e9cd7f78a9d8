/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields lead to the steps, and the steps, when all have passed, to the one thing that makes sense
 * with what is here and what is there; it is said in words before it is done. Whether the connection
 * must be encrypted is no question to the owner: it must, unless it never leaves the computer.
 *
 * Leaving the steps ends the test: its answer would come to nobody.
 */
#include "salon-connection-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-field.h"
#include "common/salon-words.h"
#include "core/salon-text.h"
#include "sync/salon-connection-step-row.h"
#include "sync/salon-connection-test.h"
#include "sync/salon-rest-client.h"

struct _SalonConnectionDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *view;
  AdwBanner *fields_banner;
  AdwComboRow *kind_row;
  GtkEditable *host_row;
  GtkEditable *port_row;
  GtkEditable *database_row;
  GtkEditable *user_row;
  GtkEditable *password_row;
  GtkLabel *fields_error;
  GtkWidget *test_button;
  GtkWidget *shared_group;
  AdwBanner *steps_banner;
  AdwPreferencesGroup *steps_group;
  GtkWidget *outcome_group;
  GtkLabel *outcome_label;
  GtkWidget *back_button;
  GtkWidget *prepare_button;
  GtkButton *share_button;
  SalonConnectionStepRow *rows[SALON_CONNECTION_N_STEPS];

  SalonSharing *sharing;
  SalonConnectionSettings *settings; /* those being tested; nullable */
  SalonConnectionTest *test;         /* nullable */
  GCancellable *cancellable;         /* of the test; nullable */
  SalonShareMode mode;               /* what share_button does */
  glong n_host_characters;           /* of the address, when it last changed */
};

G_DEFINE_FINAL_TYPE (SalonConnectionDialog, salon_connection_dialog, ADW_TYPE_DIALOG)

/* The fields */

typedef enum
{
  BY_DATABASE,
  BY_SERVER,
} Kind;

static gboolean
is_by_server (SalonConnectionDialog *self)
{
  return adw_combo_row_get_selected (self->kind_row) == BY_SERVER;
}

static void
kind_changed_cb (SalonConnectionDialog *self)
{
  gboolean by_server = is_by_server (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->host_row),
                                 by_server ? _ ("Address of the Server")
                                           : _ ("Address, or everything as one line"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->user_row),
                                 by_server ? _ ("E-mail") : _ ("User Name"));
  gtk_widget_set_visible (GTK_WIDGET (self->port_row), !by_server);
  gtk_widget_set_visible (GTK_WIDGET (self->database_row), !by_server);
  gtk_widget_set_visible (GTK_WIDGET (self->fields_error), FALSE);
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
fill_fields (SalonConnectionDialog *self, const SalonConnectionSettings *settings, gboolean is_kept)
{
  gboolean is_kept_token = is_kept && settings->address != NULL;
  g_autofree char *port =
    g_strdup_printf ("%d", settings->port > 0 ? settings->port : SALON_CONNECTION_DEFAULT_PORT);

  adw_combo_row_set_selected (self->kind_row, settings->address != NULL ? BY_SERVER : BY_DATABASE);
  set_text (self->host_row, settings->address != NULL ? settings->address : settings->host);
  set_text (self->port_row, port);
  set_text (self->database_row, settings->database);
  set_text (self->user_row, settings->user);
  /* What is kept of a server is no password. */
  if (settings->password != NULL && !is_kept_token)
    set_text (self->password_row, settings->password);
}

/* One line that says everything fills all fields. */
static void
spread_line (SalonConnectionDialog *self)
{
  const char *text = gtk_editable_get_text (self->host_row);
  g_autoptr (SalonConnectionSettings) settings = NULL;

  if (strstr (text, "://") == NULL)
    return;
  settings = salon_connection_settings_from_uri (text, NULL);
  if (settings == NULL || (settings->host == NULL && settings->address == NULL))
    return;
  /* The address of a server is no more than that, unless it says who signs in. */
  if (settings->address != NULL && settings->user == NULL)
    {
      adw_combo_row_set_selected (self->kind_row, BY_SERVER);
      return;
    }
  fill_fields (self, settings, FALSE);
  /* What a line may say and the fields do not ask for. */
  g_clear_pointer (&self->settings, salon_connection_settings_free);
  self->settings = g_steal_pointer (&settings);
}

/* Pasted, it is whole. Typed, it is only once she goes on: half a name is a name too. */
static void
host_changed_cb (SalonConnectionDialog *self)
{
  glong n_characters = g_utf8_strlen (gtk_editable_get_text (self->host_row), -1);
  gboolean is_pasted = n_characters > self->n_host_characters + 1;

  self->n_host_characters = n_characters;
  if (is_pasted)
    spread_line (self);
}

static char *
dup_text (GtkEditable *row)
{
  g_autofree char *text = salon_text_clean (gtk_editable_get_text (row));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* The same for a server. */
static SalonConnectionSettings *
read_server_fields (SalonConnectionDialog *self)
{
  g_autoptr (SalonConnectionSettings) settings = g_new0 (SalonConnectionSettings, 1);
  g_autofree char *typed = dup_text (self->host_row);
  const char *password = gtk_editable_get_text (self->password_row);

  settings->address = typed != NULL ? salon_rest_client_parse_address (typed, NULL) : NULL;
  settings->user = dup_text (self->user_row);
  settings->password = g_strdup (password);
  if (self->settings != NULL)
    settings->root_certificate = g_strdup (self->settings->root_certificate);
  if (!salon_field_tell (GTK_WIDGET (self->host_row), self->fields_error,
                         settings->address == NULL
                           ? _ ("Type the address of the server, such as salon.example.")
                           : NULL)
      || !salon_field_tell (
        GTK_WIDGET (self->user_row), self->fields_error,
        settings->user == NULL ? _ ("Type the e-mail address that you sign in with.") : NULL)
      || !salon_field_tell (GTK_WIDGET (self->password_row), self->fields_error,
                            *password == '\0' ? _ ("Type your password.") : NULL))
    return NULL;
  return g_steal_pointer (&settings);
}

/* NULL when something is missing, which is then said. */
static SalonConnectionSettings *
read_fields (SalonConnectionDialog *self)
{
  g_autoptr (SalonConnectionSettings) settings = g_new0 (SalonConnectionSettings, 1);
  g_autofree char *port = dup_text (self->port_row);
  guint64 number = SALON_CONNECTION_DEFAULT_PORT;
  const char *password = gtk_editable_get_text (self->password_row);

  settings->host = dup_text (self->host_row);
  settings->database = dup_text (self->database_row);
  settings->user = dup_text (self->user_row);
  settings->password = *password != '\0' ? g_strdup (password) : NULL;
  if (self->settings != NULL)
    settings->root_certificate = g_strdup (self->settings->root_certificate);
  if (!salon_field_tell (GTK_WIDGET (self->host_row), self->fields_error,
                         settings->host == NULL
                           ? _ ("Type the address of the computer with the shared salon.")
                           : NULL))
    return NULL;
  if (!salon_field_tell (GTK_WIDGET (self->port_row), self->fields_error,
                         port != NULL
                             && !g_ascii_string_to_unsigned (port, 10, 1, 65535, &number, NULL)
                           ? _ ("A port is a number from 1 to 65535; usually it is 5432.")
                           : NULL))
    return NULL;
  if (!salon_field_tell (GTK_WIDGET (self->database_row), self->fields_error,
                         settings->database == NULL ? _ ("Type the name of the database.") : NULL))
    return NULL;
  settings->port = (int) number;
  return g_steal_pointer (&settings);
}

/* What will happen */

static gboolean
has_own (SalonConnectionDialog *self)
{
  SalonSession *session = salon_sharing_get_session (self->sharing);
  gboolean has = TRUE;

  salon_reader_has_own (salon_session_get_reader (session), &has, NULL);
  return has;
}

static void
offer_to_share (SalonConnectionDialog *self)
{
  const char *label = NULL;
  const char *words = NULL;

  if (salon_sharing_get_settings (self->sharing) != NULL)
    {
      label = _ ("_Use This Connection");
      words = _ ("Your salon is reached in this way from now on.");
    }
  else if (salon_connection_test_get_contents (self->test) == SALON_CONNECTION_CONTENTS_PREPARED)
    {
      self->mode = SALON_SHARE_UPLOAD;
      label = _ ("_Send My Salon");
      words = _ ("The shared salon is still empty. Everything on this computer is sent to it: "
                 "clients, services, bookings, gift cards, opening hours. From then on both stay "
                 "the same.");
    }
  else if (!has_own (self))
    {
      self->mode = SALON_SHARE_JOIN;
      label = _ ("_Take the Shared Salon");
      words = _ ("On this computer there is no client and no booking yet. The shared salon is "
                 "copied here, with all its clients, services and bookings.");
    }
  else
    {
      self->mode = SALON_SHARE_MERGE;
      label = _ ("_Bring Both Together");
      words = _ ("There are clients and bookings here and there. Those of this computer are added "
                 "to the shared salon; opening hours, settings and staff are taken from the "
                 "shared salon. Bookings at the same time wait under “To Review”.");
    }
  gtk_button_set_label (self->share_button, label);
  gtk_label_set_label (self->outcome_label, words);
}

static const char *
describe_preparation (SalonConnectionContents contents)
{
  switch (contents)
    {
    case SALON_CONNECTION_CONTENTS_NOTHING:
      return _ ("The database is empty. It can be prepared now, so that a salon fits in.");
    case SALON_CONNECTION_CONTENTS_TAKE_OVER:
      return _ ("The database already holds the bookings of your web site. They are taken over: "
                "nothing is lost, and the web site goes on working. This may take some minutes.");
    case SALON_CONNECTION_CONTENTS_OLDER:
      return _ ("The shared salon is of an older version and is brought up to date. Other desks "
                "then need this version of Sérénaïa, too.");
    case SALON_CONNECTION_CONTENTS_UNKNOWN:
    case SALON_CONNECTION_CONTENTS_PREPARED:
    case SALON_CONNECTION_CONTENTS_SALON:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

/* The test */

static void
show_steps (SalonConnectionDialog *self)
{
  for (int i = 0; i < SALON_CONNECTION_N_STEPS; i++)
    salon_connection_step_row_show (
      self->rows[i], salon_connection_test_get_state (self->test, (SalonConnectionStep) i),
      salon_connection_test_get_error (self->test, (SalonConnectionStep) i));
}

static void
show_running (SalonConnectionDialog *self)
{
  adw_banner_set_revealed (self->steps_banner, FALSE);
  gtk_widget_set_visible (self->outcome_group, FALSE);
  gtk_widget_set_visible (self->back_button, FALSE);
  gtk_widget_set_visible (self->prepare_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->share_button), FALSE);
}

static void
show_ended (SalonConnectionDialog *self, gboolean passed)
{
  const char *preparation = describe_preparation (salon_connection_test_get_contents (self->test));

  show_steps (self);
  if (passed && self->settings->address != NULL)
    {
      g_free (self->settings->password);
      self->settings->password = salon_connection_test_dup_token (self->test);
    }
  if (passed)
    offer_to_share (self);
  else if (preparation != NULL)
    gtk_label_set_label (self->outcome_label, preparation);
  gtk_widget_set_visible (self->outcome_group, passed || preparation != NULL);
  gtk_widget_set_visible (self->back_button, !passed && preparation == NULL);
  gtk_widget_set_visible (self->prepare_button, !passed && preparation != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->share_button), passed);
}

static void
test_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonConnectionDialog) self = user_data;
  SalonConnectionTest *test = SALON_CONNECTION_TEST (source);
  g_autoptr (GError) error = NULL;
  gboolean passed = salon_connection_test_run_finish (test, result, &error);

  if (test == self->test && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_ended (self, passed);
}

static void
prepare_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonConnectionDialog) self = user_data;
  SalonConnectionTest *test = SALON_CONNECTION_TEST (source);
  g_autoptr (GError) error = NULL;
  gboolean passed = salon_connection_test_prepare_finish (test, result, &error);

  if (test == self->test && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_ended (self, passed);
}

static void
forget_test (SalonConnectionDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->test != NULL)
    g_signal_handlers_disconnect_by_func (self->test, show_steps, self);
  g_clear_object (&self->test);
}

static void
test_clicked_cb (SalonConnectionDialog *self)
{
  g_autoptr (SalonConnectionSettings) settings = NULL;

  spread_line (self);
  settings = is_by_server (self) ? read_server_fields (self) : read_fields (self);
  if (settings == NULL)
    return;
  forget_test (self);
  g_clear_pointer (&self->settings, salon_connection_settings_free);
  self->settings = g_steal_pointer (&settings);
  self->test = salon_connection_test_new (self->settings);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->test, "changed", G_CALLBACK (show_steps), self, G_CONNECT_SWAPPED);
  show_running (self);
  show_steps (self);
  adw_navigation_view_push_by_tag (self->view, "steps");
  salon_connection_test_run_async (self->test, self->cancellable, test_ended_cb,
                                   g_object_ref (self));
}

static void
prepare_clicked_cb (SalonConnectionDialog *self)
{
  show_running (self);
  salon_connection_test_prepare_async (self->test, self->cancellable, prepare_ended_cb,
                                       g_object_ref (self));
}

static void
steps_left_cb (SalonConnectionDialog *self)
{
  forget_test (self);
}

/* Sharing, and no more */

static void
show_failure (SalonConnectionDialog *self, AdwBanner *banner, const GError *error)
{
  g_autofree char *words = salon_words_for_error (error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->view), TRUE);
  adw_banner_set_title (banner, words);
  adw_banner_set_revealed (banner, TRUE);
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonConnectionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (salon_sharing_share_finish (SALON_SHARING (source), result, &error))
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    show_failure (self, self->steps_banner, error);
}

static void
share_clicked_cb (SalonConnectionDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->view), FALSE);
  salon_sharing_share_async (self->sharing, self->settings, self->mode, shared_cb,
                             g_object_ref (self));
}

static void
unshared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonConnectionDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (salon_sharing_unshare_finish (SALON_SHARING (source), result, &error))
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    show_failure (self, self->fields_banner, error);
}

static void
unshare_activated_cb (SalonConnectionDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->view), FALSE);
  salon_sharing_unshare_async (self->sharing, unshared_cb, g_object_ref (self));
}

/* The object */

/* The file may be read only after the dialog was opened: what has been typed by then stays. */
static void
take_sharing (SalonConnectionDialog *self)
{
  const SalonConnectionSettings *settings = salon_sharing_get_settings (self->sharing);

  gtk_widget_set_visible (self->shared_group, settings != NULL);
  if (settings == NULL || *gtk_editable_get_text (self->host_row) != '\0')
    return;
  g_clear_pointer (&self->settings, salon_connection_settings_free);
  self->settings = salon_connection_settings_copy (settings);
  fill_fields (self, settings, TRUE);
}

AdwDialog *
salon_connection_dialog_new (SalonSharing *sharing)
{
  g_return_val_if_fail (SALON_IS_SHARING (sharing), NULL);

  SalonConnectionDialog *self = g_object_new (SALON_TYPE_CONNECTION_DIALOG, NULL);

  self->sharing = g_object_ref (sharing);
  g_signal_connect_object (sharing, "notify::sync", G_CALLBACK (take_sharing), self,
                           G_CONNECT_SWAPPED);
  take_sharing (self);
  if (salon_sharing_is_password_lost (sharing))
    {
      adw_banner_set_title (self->fields_banner,
                            _ ("This computer has no place to keep passwords: yours has to be "
                               "typed again at the next start."));
      adw_banner_set_revealed (self->fields_banner, TRUE);
    }
  return ADW_DIALOG (self);
}

static void
salon_connection_dialog_dispose (GObject *object)
{
  SalonConnectionDialog *self = SALON_CONNECTION_DIALOG (object);

  forget_test (self);
  g_clear_object (&self->sharing);
  g_clear_pointer (&self->settings, salon_connection_settings_free);
  G_OBJECT_CLASS (salon_connection_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, view);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, fields_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, host_row);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, port_row);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, database_row);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, fields_error);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, shared_group);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, steps_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, steps_group);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, outcome_group);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, prepare_button);
  gtk_widget_class_bind_template_child (widget_class, SalonConnectionDialog, share_button);
}

static void
salon_connection_dialog_class_init (SalonConnectionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_connection_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-connection-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, share_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unshare_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, steps_left_cb);
}

static void
salon_connection_dialog_init (SalonConnectionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < SALON_CONNECTION_N_STEPS; i++)
    {
      GtkWidget *row = salon_connection_step_row_new ((SalonConnectionStep) i);
      self->rows[i] = SALON_CONNECTION_STEP_ROW (row);
      adw_preferences_group_add (self->steps_group, row);
    }
}
