/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The replacements are made when a button is pressed, from the rows as they are then; whether a button
 * makes sense is looked at when the card is made. The page makes its cards anew when the salon
 * changes.
 */
#include "salon-review-card.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-slot-query.h"
#include "core/salon-answer.h"
#include "core/salon-slot.h"
#include "sync/salon-review-changes.h"
#include "sync/salon-review-sides.h"

#define N_SLOTS 3
#define NEAR_DAYS 14
#define FAR_DAYS 60

struct _SalonReviewCard
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkLabel *reason_label;
  GtkGrid *versions;
  GtkBox *slots_box;
  GtkWidget *keep_button;
  GtkButton *theirs_button;
  GtkActionable *open_button;

  SalonSession *session;
  const SalonReview *review; /* borrowed */
  GHashTable *taken; /* ids of the new bookings whose time is taken; NULL: one booking at most */
};

G_DEFINE_FINAL_TYPE (SalonReviewCard, salon_review_card, ADW_TYPE_BIN)

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Deciding */

static void
decide (SalonReviewCard *self, SalonChange *replacement)
{
  g_signal_emit (self, signals[DECIDED], 0, replacement);
}

/* What she did, once more; of many bookings those whose time is free. NULL: nothing is left of it. */
static SalonChange *
make_again (SalonReviewCard *self)
{
  SalonChange *mine = self->review->mine;

  if (self->taken != NULL)
    return salon_review_changes_keep_others (mine, self->taken, salon_review_sides_find_row,
                                             self->session);
  return salon_review_changes_keep_mine (mine, salon_review_sides_find_row, self->session);
}

static void
keep_clicked_cb (SalonReviewCard *self)
{
  g_autoptr (SalonChange) change = make_again (self);

  decide (self, change);
}

static void
theirs_clicked_cb (SalonReviewCard *self)
{
  decide (self, NULL);
}

/* A free time that is offered: for the booking of the change, or for one of two that overlap. */
typedef struct
{
  SalonReviewCard *card;
  const SalonObstacle *obstacle; /* nullable */
  SalonMoment start;
} Offer;

static void
offer_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
offer_clicked_cb (GtkButton *button, gpointer user_data)
{
  const Offer *offer = user_data;
  SalonReviewCard *self = offer->card;
  g_autoptr (SalonChange) change = NULL;

  if (offer->obstacle != NULL)
    change = salon_review_changes_move_booking (offer->obstacle->row, offer->start);
  else
    change = salon_review_changes_move (self->review->mine, offer->start,
                                        salon_review_sides_find_row, self->session);
  /* No change: the booking is gone. The page is about to say so. */
  if (change != NULL)
    decide (self, change);
}

/* Free times */

static SalonSlotQuery
make_query (SalonReviewCard *self, const SalonReviewVisit *visit, GPtrArray *bookings)
{
  SalonSlotQuery query = salon_slot_query_begin (self->session, bookings);

  query.staff_id = visit->staff_id;
  query.ignore_id = visit->id;
  query.duration_minutes = visit->duration_minutes;
  query.buffer_before_minutes = visit->buffer_before_minutes;
  query.buffer_minutes = visit->buffer_minutes;
  return query;
}

static GPtrArray *
list_bookings (SalonReviewCard *self, SalonDay from, SalonDay to)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *bookings = salon_reader_list_bookings (salon_session_get_reader (self->session), from,
                                                    to, SALON_BOOKINGS_WITHOUT_CANCELLED, &error);

  if (bookings == NULL)
    salon_session_report (self->session, error);
  return bookings;
}

static GArray *
list_slots_within (SalonReviewCard *self, const SalonReviewVisit *visit, int days)
{
  SalonMoment wish = MAX (visit->start, salon_session_get_now (self->session));
  SalonDay day = salon_moment_get_day (wish);
  g_autoptr (GPtrArray) bookings = list_bookings (self, day - days - 1, day + days + 2);

  if (bookings == NULL)
    return g_array_new (FALSE, FALSE, sizeof (SalonMoment));
  SalonSlotQuery query = make_query (self, visit, bookings);
  return salon_slot_list_nearest (&query, wish, days, N_SLOTS);
}

static GArray *
list_slots (SalonReviewCard *self, const SalonReviewVisit *visit)
{
  g_autoptr (GArray) near = list_slots_within (self, visit, NEAR_DAYS);

  if (near->len > 0)
    return g_steal_pointer (&near);
  return list_slots_within (self, visit, FAR_DAYS);
}

static gboolean
is_free (SalonReviewCard *self, const SalonReviewVisit *visit)
{
  SalonDay day = salon_moment_get_day (visit->start);
  g_autoptr (GPtrArray) bookings = list_bookings (self, day - 1, day + 2);

  if (bookings == NULL)
    return FALSE;
  SalonSlotQuery query = make_query (self, visit, bookings);
  return salon_slot_explain (&query, visit->start).state != SALON_SLOT_TAKEN;
}

static GtkWidget *
make_offer_button (SalonReviewCard *self, SalonMoment start, const SalonObstacle *obstacle)
{
  g_autofree char *day = salon_format_day (salon_moment_get_day (start), SALON_DAY_STYLE_MEDIUM);
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (start));
  /* Translators: day, time */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s"), day, minute);
  GtkWidget *button = gtk_button_new_with_label (label);
  Offer *offer = g_new (Offer, 1);

  *offer = (Offer) { self, obstacle, start };
  g_signal_connect_data (button, "clicked", G_CALLBACK (offer_clicked_cb), offer, offer_free,
                         G_CONNECT_DEFAULT);
  return button;
}

static void
add_slots (SalonReviewCard *self, const SalonReviewVisit *visit, const SalonObstacle *obstacle)
{
  g_autoptr (GArray) slots = list_slots (self, visit);
  /* Translators: a client; the free times that can be chosen follow */
  g_autofree char *words = g_strdup_printf (_ ("Free times for %s"), visit->client_name);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *box = adw_wrap_box_new ();

  if (slots->len == 0)
    gtk_label_set_label (GTK_LABEL (label), _ ("There is no free time in the next two months."));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  for (guint i = 0; i < slots->len; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (box),
                         make_offer_button (self, g_array_index (slots, SalonMoment, i), obstacle));
  gtk_box_append (self->slots_box, label);
  gtk_box_append (self->slots_box, box);
  gtk_widget_set_visible (GTK_WIDGET (self->slots_box), TRUE);
}

/* The two versions */

static GtkWidget *
make_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
attach_heading (SalonReviewCard *self, int column, const char *title, const char *by)
{
  gtk_grid_attach (self->versions, make_text (title, "heading"), column, 0, 1, 1);
  if (by == NULL)
    return;
  GtkWidget *label = make_text (by, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->versions, label, column, 1, 1, 1);
}

static void
attach_value (SalonReviewCard *self,
              int column,
              int row,
              const char *side,
              const char *title,
              const char *value,
              gboolean differs)
{
  GtkWidget *label = make_text (value, differs ? "review-differs" : NULL);
  /* Translators: whose version, a field, its value: "Yours, Time: 14:00" */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s: %s"), side, title, value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_grid_attach (self->versions, label, column, row, 1, 1);
}

static void
attach_line (SalonReviewCard *self,
             const SalonReviewSides *sides,
             const SalonReviewLine *line,
             int row)
{
  GtkWidget *title = make_text (line->title, "caption");

  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_set_margin_top (title, 9);
  gtk_grid_attach (self->versions, title, 0, row, 2, 1);
  attach_value (self, 0, row + 1, sides->mine_title, line->title, line->mine, line->differs);
  attach_value (self, 1, row + 1, sides->theirs_title, line->title, line->theirs, line->differs);
}

static void
fill_versions (SalonReviewCard *self, const SalonReviewSides *sides)
{
  gtk_label_set_label (self->title_label, sides->title);
  gtk_label_set_label (self->reason_label, sides->reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sides->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sides->reason,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), sides->lines->len > 0);
  attach_heading (self, 0, sides->mine_title, sides->mine_by);
  attach_heading (self, 1, sides->theirs_title, sides->theirs_by);
  for (guint i = 0; i < sides->lines->len; i++)
    attach_line (self, sides, g_ptr_array_index (sides->lines, i), 2 + 2 * (int) i);
}

/* The ways out */

static void
offer_editor (SalonReviewCard *self, const char *booking_id)
{
  g_autoptr (JsonObject) booking =
    booking_id != NULL ? salon_review_sides_find_row ("bookings", booking_id, self->session) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->open_button), booking != NULL);
  if (booking == NULL)
    return;
  gtk_actionable_set_action_target (self->open_button, "s", booking_id);
  gtk_actionable_set_action_name (self->open_button, "win.edit-booking");
}

static void
offer_for_one (SalonReviewCard *self)
{
  SalonChange *mine = self->review->mine;
  g_autoptr (SalonChange) again =
    salon_review_changes_keep_mine (mine, salon_review_sides_find_row, self->session);
  g_autoptr (SalonReviewVisit) visit =
    salon_review_changes_get_visit (mine, salon_review_sides_find_row, self->session);
  gboolean can_keep = again != NULL && (visit == NULL || is_free (self, visit));

  gtk_widget_set_visible (self->keep_button, can_keep);
  if (visit != NULL && again != NULL && !can_keep)
    add_slots (self, visit, NULL);
  if (visit != NULL && visit->is_new)
    gtk_button_set_label (self->theirs_button, _ ("_Do Not Book"));
  else if (!can_keep)
    gtk_button_set_label (self->theirs_button, _ ("_Leave as It Is"));
  offer_editor (self, visit != NULL ? visit->id : NULL);
}

static void
note_taken (SalonReviewCard *self, GPtrArray *visits)
{
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < visits->len; i++)
    {
      const SalonReviewVisit *visit = g_ptr_array_index (visits, i);

      if (!is_free (self, visit))
        g_hash_table_add (self->taken, g_strdup (visit->id));
    }
}

/* A repetition, or a part of an import: no one of them is worth the others. */
static void
offer_for_many (SalonReviewCard *self, GPtrArray *visits)
{
  g_autoptr (SalonChange) again = NULL;
  guint n_free;

  note_taken (self, visits);
  n_free = visits->len - g_hash_table_size (self->taken);
  again = n_free > 0 ? make_again (self) : NULL;
  gtk_widget_set_visible (self->keep_button, again != NULL);
  if (n_free > 0 && n_free < visits->len)
    {
      g_autofree char *label =
        g_strdup_printf (ngettext ("_Book the Other One", "_Book the Other %u", n_free), n_free);

      gtk_button_set_label (GTK_BUTTON (self->keep_button), label);
    }
  gtk_button_set_label (self->theirs_button, _ ("_Do Not Book"));
  offer_editor (self, NULL);
}

static void
offer_for_refused (SalonReviewCard *self)
{
  g_autoptr (GPtrArray) visits = salon_review_changes_list_new_visits (self->review->mine);

  if (visits->len > 1)
    offer_for_many (self, visits);
  else
    offer_for_one (self);
}

static SalonReviewVisit *
make_visit (const SalonObstacle *obstacle)
{
  JsonObject *row = obstacle->row;
  SalonReviewVisit *visit = g_new0 (SalonReviewVisit, 1);
  SalonDay day = SALON_DAY_NONE;
  int minute = 0;

  salon_day_parse (json_object_get_string_member_with_default (row, "booking_date", ""), &day,
                   NULL);
  salon_minute_parse (json_object_get_string_member_with_default (row, "booking_time", ""), &minute,
                      NULL);
  visit->id = g_strdup (obstacle->id);
  visit->client_name =
    g_strdup (json_object_get_string_member_with_default (row, "client_name", ""));
  visit->staff_id = g_strdup (json_object_get_string_member_with_default (row, "staff_id", NULL));
  visit->start = salon_moment (day, minute);
  visit->duration_minutes =
    (int) json_object_get_int_member_with_default (row, "duration_minutes", 60);
  visit->buffer_before_minutes =
    (int) json_object_get_int_member_with_default (row, "buffer_before_minutes", 0);
  visit->buffer_minutes = (int) json_object_get_int_member_with_default (row, "buffer_minutes", 0);
  return visit;
}

static void
offer_for_double_booked (SalonReviewCard *self)
{
  gtk_widget_set_visible (self->keep_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->theirs_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), FALSE);
  for (guint i = 0; i < 2; i++)
    {
      const SalonObstacle *obstacle = g_ptr_array_index (self->review->obstacles, i);
      if (obstacle->row == NULL)
        continue;
      g_autoptr (SalonReviewVisit) visit = make_visit (obstacle);
      add_slots (self, visit, obstacle);
    }
}

const SalonReview *
salon_review_card_get_review (SalonReviewCard *self)
{
  g_return_val_if_fail (SALON_IS_REVIEW_CARD (self), NULL);
  return self->review;
}

GtkWidget *
salon_review_card_new (SalonSession *session, const SalonReview *review)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (review != NULL, NULL);

  SalonReviewCard *self = g_object_new (SALON_TYPE_REVIEW_CARD, NULL);
  g_autoptr (SalonReviewSides) sides = salon_review_sides_new (session, review);

  self->session = g_object_ref (session);
  self->review = review;
  fill_versions (self, sides);
  if (review->mine != NULL)
    offer_for_refused (self);
  else
    offer_for_double_booked (self);
  return GTK_WIDGET (self);
}

static void
salon_review_card_dispose (GObject *object)
{
  SalonReviewCard *self = SALON_REVIEW_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_REVIEW_CARD);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_review_card_parent_class)->dispose (object);
}

static void
salon_review_card_class_init (SalonReviewCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_review_card_dispose;
  signals[DECIDED] = g_signal_new ("decided", SALON_TYPE_REVIEW_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, SALON_TYPE_CHANGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-review-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, versions);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, slots_box);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, theirs_button);
  gtk_widget_class_bind_template_child (widget_class, SalonReviewCard, open_button);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, theirs_clicked_cb);
}

static void
salon_review_card_init (SalonReviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
