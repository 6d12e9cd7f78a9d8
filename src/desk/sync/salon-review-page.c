/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cards are made anew whenever the salon changes while they are on screen: what is free, and what
 * the others made of it, is different then.
 *
 * To leave something as the others have it makes no change that could be undone. So it is done only
 * when its toast has gone: until then the card is merely hidden, and Undo shows it again. If the
 * program ends before, the card is there again the next time.
 */
#include "salon-review-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-words.h"
#include "sync/salon-review-card.h"

struct _SalonReviewPage
{
  AdwBin parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkBox *cards_box;
  AdwStatusPage *failed_page;

  SalonSession *session;
  GPtrArray *reviews; /* SalonReview; the cards borrow them */
  gboolean is_old;    /* the salon changed while nobody was looking */
  AdwToast *toast;    /* nullable: of the review that is being left */
  gint64 leaving_id;  /* of that review */
};

G_DEFINE_FINAL_TYPE (SalonReviewPage, salon_review_page, ADW_TYPE_BIN)

static void decided_cb (SalonReviewPage *self, SalonChange *replacement, SalonReviewCard *card);

static void
remove_cards (SalonReviewPage *self)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box))) != NULL)
    gtk_box_remove (self->cards_box, card);
}

static void
add_cards (SalonReviewPage *self)
{
  for (guint i = 0; i < self->reviews->len; i++)
    {
      const SalonReview *review = g_ptr_array_index (self->reviews, i);
      if (self->toast != NULL && review->id == self->leaving_id)
        continue;
      GtkWidget *card = salon_review_card_new (self->session, review);
      g_signal_connect_object (card, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->cards_box, card);
    }
}

static void
load (SalonReviewPage *self)
{
  g_autoptr (GError) error = NULL;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->cards_box)) != NULL;

  remove_cards (self);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  self->is_old = FALSE;
  self->reviews = salon_reader_list_reviews (salon_session_get_reader (self->session), &error);
  if (self->reviews == NULL)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  add_cards (self);
  if (gtk_widget_get_first_child (GTK_WIDGET (self->cards_box)) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self->cards_box), GTK_DIR_TAB_FORWARD);
}

static void
session_changed_cb (SalonReviewPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->is_old = TRUE;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->cards_box), TRUE);
  if (salon_session_commit_finish (SALON_SESSION (source), result, &error))
    return;
  salon_session_report (SALON_SESSION (source), error);
  if (self->session != NULL)
    load (self);
}

static void
settle (SalonReviewPage *self, gint64 review_id, SalonChange *replacement)
{
  /* What is on the way cannot be chosen twice. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->cards_box), FALSE);
  /* Two bookings that overlap are settled by moving one: there is nothing else to take away. */
  if (review_id == 0)
    salon_session_commit_async (self->session, replacement, settled_cb, g_object_ref (self));
  else
    salon_session_settle_async (self->session, review_id, replacement, settled_cb,
                                g_object_ref (self));
}

/* Leaving it to the others */

static void
toast_dismissed_cb (SalonReviewPage *self, AdwToast *toast)
{
  if (self->toast != toast)
    return;
  g_clear_object (&self->toast);
  if (self->session != NULL)
    settle (self, self->leaving_id, NULL);
}

static void
undo_clicked_cb (SalonReviewPage *self, AdwToast *toast)
{
  if (self->toast != toast)
    return;
  g_clear_object (&self->toast);
  load (self);
}

static void
leave (SalonReviewPage *self, const SalonReview *review)
{
  g_autofree char *title = NULL;

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  /* Translators: what she had wanted to do: "Left as it is: Move Marie Durand to …" */
  title = g_strdup_printf (_ ("Left as it is: %s"), salon_change_get_label (review->mine));
  self->leaving_id = review->id;
  self->toast = adw_toast_new ("");
  adw_toast_set_use_markup (self->toast, FALSE);
  adw_toast_set_title (self->toast, title);
  adw_toast_set_button_label (self->toast, _ ("_Undo"));
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toast_overlay, g_object_ref (self->toast));
  load (self);
}

static void
decided_cb (SalonReviewPage *self, SalonChange *replacement, SalonReviewCard *card)
{
  const SalonReview *review = salon_review_card_get_review (card);

  if (replacement == NULL)
    leave (self, review);
  else
    settle (self, review->id, replacement);
}

/* The object */

static void
salon_review_page_map (GtkWidget *widget)
{
  SalonReviewPage *self = SALON_REVIEW_PAGE (widget);

  if (self->is_old)
    load (self);
  GTK_WIDGET_CLASS (salon_review_page_parent_class)->map (widget);
}

static void
salon_review_page_dispose (GObject *object)
{
  SalonReviewPage *self = SALON_REVIEW_PAGE (object);

  g_clear_object (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_review_page_parent_class)->dispose (object);
}

static void
salon_review_page_class_init (SalonReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_review_page_dispose;
  widget_class->map = salon_review_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonReviewPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
salon_review_page_init (SalonReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_review_page_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  SalonReviewPage *self = g_object_new (SALON_TYPE_REVIEW_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
