/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows what the sync says whenever it says something else. The time of the last sync is words about
 * now, so the popover is filled anew when it opens.
 */
#include "salon-sync-indicator.h"

#include <glib/gi18n-lib.h>

#include "sync/salon-sync-words.h"

struct _SalonSyncIndicator
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *sentence_label;
  GtkProgressBar *progress_bar;
  GtkLabel *waiting_label;
  GtkLabel *last_label;
  GtkButton *review_button;
  GtkWidget *sync_button;
  GtkWidget *stop_button;

  SalonSharing *sharing;
  SalonSync *sync; /* nullable */
  SalonSyncStatus told;
};

G_DEFINE_FINAL_TYPE (SalonSyncIndicator, salon_sync_indicator, ADW_TYPE_BIN)

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static void
show_last (SalonSyncIndicator *self, const SalonSyncFacts *facts)
{
  SalonSession *session = salon_sharing_get_session (self->sharing);
  g_autofree char *last =
    salon_sync_words_last (facts, salon_session_get_moment (session, facts->last_synced),
                           salon_session_get_now (session));

  show_words (self->last_label, last);
}

static void
fill_popover (SalonSyncIndicator *self, const SalonSyncFacts *facts)
{
  g_autofree char *sentence = salon_sync_words_sentence (facts);
  g_autofree char *waiting = salon_sync_words_waiting (facts);
  g_autofree char *reviews = salon_sync_words_reviews (salon_sharing_get_n_reviews (self->sharing));
  gboolean is_first = facts->status == SALON_SYNC_STATUS_FIRST_SYNC;

  gtk_image_set_from_icon_name (self->icon, salon_sync_words_icon (facts));
  show_words (self->title_label, salon_sync_words_title (facts));
  show_words (self->sentence_label, sentence);
  show_words (self->waiting_label, waiting);
  show_last (self, facts);
  gtk_progress_bar_set_fraction (self->progress_bar, salon_sync_get_progress (self->sync));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), is_first);
  gtk_widget_set_visible (self->stop_button, is_first);
  gtk_widget_set_visible (self->sync_button, !is_first);
  gtk_button_set_label (self->review_button, reviews != NULL ? reviews : "");
  gtk_widget_set_visible (GTK_WIDGET (self->review_button), reviews != NULL);
}

/* What a person who sees it notices by the icon: that the salon is out of reach, and back. */
static void
announce (SalonSyncIndicator *self, const SalonSyncFacts *facts, const char *label)
{
  gboolean was_good =
    self->told != SALON_SYNC_STATUS_OFFLINE && self->told != SALON_SYNC_STATUS_NEEDS_OWNER;
  gboolean is_bad =
    facts->status == SALON_SYNC_STATUS_OFFLINE || facts->status == SALON_SYNC_STATUS_NEEDS_OWNER;

  if (is_bad ? was_good : !was_good && facts->status == SALON_SYNC_STATUS_UP_TO_DATE)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->button), label,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  if (is_bad || facts->status == SALON_SYNC_STATUS_UP_TO_DATE)
    self->told = facts->status;
}

static void
update (SalonSyncIndicator *self)
{
  if (self->sync == NULL)
    return;

  SalonSyncFacts facts = salon_sync_facts_read (self->sync);
  g_autofree char *label = salon_sync_words_label (&facts);

  gtk_menu_button_set_icon_name (self->button, salon_sync_words_icon (&facts));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    announce (self, &facts, label);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_popover (self, &facts);
}

static void
popover_shown_cb (SalonSyncIndicator *self)
{
  SalonSyncFacts facts = salon_sync_facts_read (self->sync);

  fill_popover (self, &facts);
}

static void
close_cb (SalonSyncIndicator *self)
{
  gtk_popover_popdown (self->popover);
}

static void
sync_clicked_cb (SalonSyncIndicator *self)
{
  if (salon_sync_get_status (self->sync) == SALON_SYNC_STATUS_STOPPED)
    salon_sync_start (self->sync);
  else
    salon_sync_retry (self->sync);
}

static void
stop_clicked_cb (SalonSyncIndicator *self)
{
  salon_sync_stop (self->sync);
}

static void
sync_changed_cb (SalonSyncIndicator *self)
{
  SalonSync *sync = salon_sharing_get_sync (self->sharing);

  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_func (self->sync, update, self);
  g_set_object (&self->sync, sync);
  if (sync == NULL)
    gtk_popover_popdown (self->popover);
  else
    g_signal_connect_object (sync, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), sync != NULL);
  update (self);
}

void
salon_sync_indicator_set_sharing (SalonSyncIndicator *self, SalonSharing *sharing)
{
  g_return_if_fail (SALON_IS_SYNC_INDICATOR (self));
  g_return_if_fail (SALON_IS_SHARING (sharing));
  g_return_if_fail (self->sharing == NULL);

  self->sharing = g_object_ref (sharing);
  g_signal_connect_object (sharing, "notify::sync", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sharing, "notify::n-reviews", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  sync_changed_cb (self);
}

void
salon_sync_indicator_popup (SalonSyncIndicator *self)
{
  g_return_if_fail (SALON_IS_SYNC_INDICATOR (self));
  gtk_menu_button_popup (self->button);
}

static void
salon_sync_indicator_dispose (GObject *object)
{
  SalonSyncIndicator *self = SALON_SYNC_INDICATOR (object);

  /* First: to the template it is a child like any other, and the bin would let go of it again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SYNC_INDICATOR);
  g_clear_object (&self->sync);
  g_clear_object (&self->sharing);
  G_OBJECT_CLASS (salon_sync_indicator_parent_class)->dispose (object);
}

static void
salon_sync_indicator_class_init (SalonSyncIndicatorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_sync_indicator_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-sync-indicator.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, button);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, popover);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, icon);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, title_label);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, last_label);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, review_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, sync_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncIndicator, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, sync_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
salon_sync_indicator_init (SalonSyncIndicator *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->told = SALON_SYNC_STATUS_UP_TO_DATE;
}
