/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-anonymise-dialog.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-anonymise-job.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "store/salon-anonymise.h"
#include "store/salon-backup.h"

/* Named by their dates; of more, how many there are. */
#define MOST_BACKUPS 5

struct _SalonAnonymiseDialog
{
  AdwDialog parent_instance;

  AdwBanner *banner;
  GtkLabel *intro_label;
  AdwActionRow *sent_row;
  AdwActionRow *stays_row;
  GtkWidget *backups_group;
  AdwActionRow *backups_row;

  SalonSession *session;
  SalonClient *client;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SalonAnonymiseDialog, salon_anonymise_dialog, ADW_TYPE_DIALOG)

static void
tell (SalonAnonymiseDialog *self, const char *words)
{
  adw_banner_set_title (self->banner, words);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* What there is to forget */

typedef struct
{
  guint n_bookings;
  guint n_sent;
  guint n_gift_cards;
  GPtrArray *backups;
} Plan;

static void
plan_free (Plan *plan)
{
  g_clear_pointer (&plan->backups, g_ptr_array_unref);
  g_free (plan);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)

static SalonClientDossier *
read_dossier (SalonStore *store, const char *client_id, GError **error)
{
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);

  return reader != NULL ? salon_client_dossier_read (reader, client_id, error) : NULL;
}

static gpointer
make_plan (SalonStore *store, gpointer client_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (SalonClientDossier) dossier = read_dossier (store, client_id, error);
  g_autoptr (Plan) plan = NULL;

  if (dossier == NULL)
    return NULL;
  plan = g_new0 (Plan, 1);
  plan->n_bookings = salon_client_dossier_count (dossier, "bookings");
  plan->n_sent = salon_client_dossier_count (dossier, "notifications");
  plan->n_gift_cards = salon_client_dossier_count (dossier, "gift_cards");
  plan->backups = salon_backup_list (salon_store_get_path (store), error);
  return plan->backups != NULL ? g_steal_pointer (&plan) : NULL;
}

static char *
list_backups (SalonAnonymiseDialog *self, GPtrArray *backups)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (backups->len, MOST_BACKUPS); i++)
    {
      const SalonBackup *backup = g_ptr_array_index (backups, i);
      SalonMoment moment = salon_session_get_moment (self->session, backup->made_at);
      g_autofree char *words = salon_format_moment (moment);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
    }
  if (backups->len > MOST_BACKUPS)
    {
      guint n_more = backups->len - MOST_BACKUPS;

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_more), n_more);
    }
  return g_string_free_and_steal (text);
}

static void
show_plan (SalonAnonymiseDialog *self, const Plan *plan)
{
  g_autofree char *bookings = g_strdup_printf (
    ngettext ("%u booking. The accounts have to be kept for ten years.",
              "%u bookings. The accounts have to be kept for ten years.", plan->n_bookings),
    plan->n_bookings);
  g_autofree char *messages =
    g_strdup_printf (ngettext ("%u message sent", "%u messages sent", plan->n_sent), plan->n_sent);
  g_autofree char *gift_cards =
    g_strdup_printf (ngettext ("%u gift card", "%u gift cards", plan->n_gift_cards),
                     plan->n_gift_cards);
  g_autofree char *sent = g_strdup_printf ("%s, %s", messages, gift_cards);
  g_autofree char *backups = list_backups (self, plan->backups);

  adw_action_row_set_subtitle (self->stays_row, bookings);
  adw_action_row_set_subtitle (self->sent_row, sent);
  gtk_widget_set_visible (GTK_WIDGET (self->sent_row), plan->n_sent + plan->n_gift_cards > 0);
  adw_action_row_set_subtitle (self->backups_row, backups);
  gtk_widget_set_visible (self->backups_group, plan->backups->len > 0);
}

static gboolean
has_coming_booking (SalonAnonymiseDialog *self)
{
  SalonClientSummary summary = { .next_visit = G_MININT64 };

  return salon_reader_summarise_client (salon_session_get_reader (self->session),
                                        salon_client_get_fields (self->client)->id,
                                        salon_session_get_now (self->session), &summary, NULL)
         && summary.next_visit != G_MININT64;
}

static void
planned_cb (GObject *worker, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonAnonymiseDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Plan) plan = salon_worker_run_finish (SALON_WORKER (worker), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (plan == NULL)
    {
      g_autofree char *words = salon_words_for_error (error);

      tell (self, words);
      return;
    }
  show_plan (self, plan);
  if (has_coming_booking (self))
    tell (self, _ ("She has bookings to come. Cancel them first."));
  else
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "anonymise.run", TRUE);
}

/* Forgetting */

static void
forgotten_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonAnonymiseDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint n_done = 0;
  gboolean is_done = salon_anonymise_job_run_finish (result, &n_done, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (is_done)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                  _ ("The client is anonymised"));
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  words = salon_anonymise_job_describe_failure (error);
  tell (self, words);
}

static void
anonymise (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonAnonymiseDialog *self = SALON_ANONYMISE_DIALOG (widget);
  const char *const ids[] = { salon_client_get_fields (self->client)->id, NULL };

  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  salon_anonymise_job_run_async (self->session, ids, forgotten_cb, g_object_ref (self));
}

static void
salon_anonymise_dialog_dispose (GObject *object)
{
  SalonAnonymiseDialog *self = SALON_ANONYMISE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_ANONYMISE_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (salon_anonymise_dialog_parent_class)->dispose (object);
}

static void
salon_anonymise_dialog_finalize (GObject *object)
{
  g_clear_object (&SALON_ANONYMISE_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (salon_anonymise_dialog_parent_class)->finalize (object);
}

static void
salon_anonymise_dialog_class_init (SalonAnonymiseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_anonymise_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_anonymise_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "anonymise.run", NULL, anonymise);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-anonymise-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonAnonymiseDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, SalonAnonymiseDialog, intro_label);
  gtk_widget_class_bind_template_child (widget_class, SalonAnonymiseDialog, sent_row);
  gtk_widget_class_bind_template_child (widget_class, SalonAnonymiseDialog, stays_row);
  gtk_widget_class_bind_template_child (widget_class, SalonAnonymiseDialog, backups_group);
  gtk_widget_class_bind_template_child (widget_class, SalonAnonymiseDialog, backups_row);
}

static void
salon_anonymise_dialog_init (SalonAnonymiseDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "anonymise.run", FALSE);
}

AdwDialog *
salon_anonymise_dialog_new (SalonSession *session, SalonClient *client)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonAnonymiseDialog *self = g_object_new (SALON_TYPE_ANONYMISE_DIALOG, NULL);
  const SalonClientFields *fields = salon_client_get_fields (client);
  g_autofree char *intro = g_strdup_printf (
    /* Translators: %s is the name of a client */
    _ ("Afterwards nobody can tell any more that %s was a client here. This cannot be undone."),
    fields->name);

  self->session = g_object_ref (session);
  self->client = g_object_ref (client);
  gtk_label_set_text (self->intro_label, intro);
  salon_worker_run_async (salon_session_get_worker (session), make_plan, g_strdup (fields->id),
                          g_free, (GDestroyNotify) plan_free, self->cancellable, planned_cb,
                          g_object_ref (self));
  return ADW_DIALOG (self);
}
