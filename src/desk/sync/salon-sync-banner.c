/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A minute offline passes without anybody saying so: then a timer of ours looks again. */
#include "salon-sync-banner.h"

#include "sync/salon-sync-words.h"

struct _SalonSyncBanner
{
  AdwBin parent_instance;

  AdwBanner *review_banner;
  AdwBanner *offline_banner;

  SalonSharing *sharing;
  SalonSync *sync; /* nullable */
  gboolean is_on_review;
  guint source;
};

G_DEFINE_FINAL_TYPE (SalonSyncBanner, salon_sync_banner, ADW_TYPE_BIN)

static gboolean
patience_over_cb (gpointer user_data)
{
  SalonSyncBanner *self = user_data;

  self->source = 0;
  salon_sync_banner_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
show_offline (SalonSyncBanner *self, const SalonSyncFacts *facts)
{
  SalonSession *session = salon_sharing_get_session (self->sharing);
  g_autofree char *words =
    salon_sync_words_banner (facts, salon_session_get_moment (session, facts->offline_since),
                             salon_session_get_now (session));

  adw_banner_set_title (self->offline_banner, words != NULL ? words : "");
  adw_banner_set_revealed (self->offline_banner, words != NULL);
}

static void
refresh_offline (SalonSyncBanner *self)
{
  gint64 now = salon_session_get_instant (salon_sharing_get_session (self->sharing));

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->sync == NULL)
    {
      adw_banner_set_revealed (self->offline_banner, FALSE);
      return;
    }

  SalonSyncFacts facts = salon_sync_facts_read (self->sync);
  guint patience = salon_sync_facts_get_patience (&facts, now);

  if (facts.status == SALON_SYNC_STATUS_NEEDS_OWNER
      || salon_sync_facts_is_long_offline (&facts, now))
    show_offline (self, &facts);
  else
    adw_banner_set_revealed (self->offline_banner, FALSE);
  if (patience > 0)
    self->source = g_timeout_add_seconds (patience, patience_over_cb, self);
}

static void
refresh_review (SalonSyncBanner *self)
{
  g_autofree char *words = salon_sync_words_reviews (salon_sharing_get_n_reviews (self->sharing));

  if (words != NULL)
    adw_banner_set_title (self->review_banner, words);
  adw_banner_set_revealed (self->review_banner, words != NULL && !self->is_on_review);
}

void
salon_sync_banner_refresh (SalonSyncBanner *self)
{
  g_return_if_fail (SALON_IS_SYNC_BANNER (self));

  if (self->sharing == NULL)
    return;
  refresh_offline (self);
  refresh_review (self);
}

void
salon_sync_banner_set_is_on_review (SalonSyncBanner *self, gboolean is_on_review)
{
  g_return_if_fail (SALON_IS_SYNC_BANNER (self));

  self->is_on_review = is_on_review;
  salon_sync_banner_refresh (self);
}

static void
sync_changed_cb (SalonSyncBanner *self)
{
  SalonSync *sync = salon_sharing_get_sync (self->sharing);

  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_func (self->sync, refresh_offline, self);
  g_set_object (&self->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (sync, "notify", G_CALLBACK (refresh_offline), self, G_CONNECT_SWAPPED);
  refresh_offline (self);
}

void
salon_sync_banner_set_sharing (SalonSyncBanner *self, SalonSharing *sharing)
{
  g_return_if_fail (SALON_IS_SYNC_BANNER (self));
  g_return_if_fail (SALON_IS_SHARING (sharing));
  g_return_if_fail (self->sharing == NULL);

  self->sharing = g_object_ref (sharing);
  g_signal_connect_object (sharing, "notify::sync", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sharing, "notify::n-reviews", G_CALLBACK (refresh_review), self,
                           G_CONNECT_SWAPPED);
  sync_changed_cb (self);
  refresh_review (self);
}

static void
salon_sync_banner_dispose (GObject *object)
{
  SalonSyncBanner *self = SALON_SYNC_BANNER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SYNC_BANNER);
  g_clear_object (&self->sync);
  g_clear_object (&self->sharing);
  G_OBJECT_CLASS (salon_sync_banner_parent_class)->dispose (object);
}

static void
salon_sync_banner_class_init (SalonSyncBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_sync_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-sync-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonSyncBanner, review_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonSyncBanner, offline_banner);
}

static void
salon_sync_banner_init (SalonSyncBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
