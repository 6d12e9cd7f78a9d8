/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two facts of libadwaita 1.7 and GTK 4.18 are dealt with here, so that no editor needs to:
 *  · a bottom sheet takes the focus away again while it opens, and GTK tells no screen reader of a
 *    focus that comes before the frame that maps the content: so it comes after that;
 *  · a dialog that is closed while the focus is inside it, with nowhere to go back to (the booking it
 *    came from is another widget by now), keeps the focus, and the window keeps the dialog. A button that
 *    leads back is worst: it hides itself while the dialog is taken down, and the dialog is kept for good.
 */
#include "salon-dialog.h"

#include "common/salon-words.h"

/* The focus */

static gboolean
begin_cb (gpointer first)
{
  if (gtk_widget_get_mapped (first))
    gtk_widget_grab_focus (first);
  return G_SOURCE_REMOVE;
}

static void
content_mapped_cb (GtkWidget *first, GtkWidget *content)
{
  g_signal_handlers_disconnect_by_func (content, content_mapped_cb, first);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, begin_cb, g_object_ref (first), g_object_unref);
}

static void
closed_cb (GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root == NULL || (focus != NULL && gtk_widget_is_ancestor (focus, parent)))
    return;
  if (!gtk_widget_grab_focus (parent) && !gtk_widget_child_focus (parent, GTK_DIR_TAB_FORWARD))
    gtk_root_set_focus (root, NULL);
}

void
salon_dialog_present (AdwDialog *dialog, GtkWidget *parent)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  GtkWidget *first = adw_dialog_get_focus (dialog);

  if (first != NULL)
    g_signal_connect_object (adw_dialog_get_child (dialog), "map", G_CALLBACK (content_mapped_cb),
                             first, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_cb), parent, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, parent);
}

/* Saving */

typedef struct
{
  AdwDialog *dialog;
  AdwBanner *failure;
  SalonDialogSaved saved;
  GtkWidget *focus; /* where it was; nullable */
} Saving;

static Saving *
saving_new (AdwDialog *dialog, AdwBanner *failure, SalonDialogSaved saved)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (dialog));
  Saving *self = g_new0 (Saving, 1);

  self->dialog = g_object_ref (dialog);
  self->failure = g_object_ref (failure);
  self->saved = saved;
  if (root != NULL)
    g_set_object (&self->focus, gtk_root_get_focus (root));
  return self;
}

static void
saving_free (Saving *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->failure);
  g_clear_object (&self->focus);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
tell_failure (Saving *self, const GError *error)
{
  g_autofree char *words = salon_words_for_failed_save (error);

  adw_banner_set_title (self->failure, words);
  adw_banner_set_revealed (self->failure, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->failure), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  if (self->focus != NULL)
    gtk_widget_grab_focus (self->focus);
}

static void
committed_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->dialog), TRUE);
  if (!salon_session_commit_finish (SALON_SESSION (session), result, &error))
    {
      tell_failure (self, error);
      return;
    }
  if (self->saved != NULL)
    self->saved (self->dialog);
  adw_dialog_force_close (self->dialog);
}

void
salon_dialog_save (AdwDialog *dialog,
                   AdwBanner *failure,
                   SalonSession *session,
                   SalonChange *change,
                   SalonDialogSaved saved)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (ADW_IS_BANNER (failure));
  g_return_if_fail (SALON_IS_SESSION (session));

  if (change == NULL)
    {
      adw_dialog_close (dialog);
      return;
    }
  Saving *saving = saving_new (dialog, failure, saved);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog), FALSE);
  salon_session_commit_async (session, change, committed_cb, saving);
}
