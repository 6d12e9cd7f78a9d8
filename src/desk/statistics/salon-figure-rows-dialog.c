/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-figure-rows-dialog.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-dialog.h"
#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "salon-figure-row-cell.h"
#include "salon-figure-rows-model.h"
#include "store/salon-reader-statistics.h"

struct _SalonFigureRowsDialog
{
  AdwDialog parent_instance;

  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *failed_page;
  GtkLabel *count_label;

  SalonSession *session;
  SalonFigureRows rows;
  char *key; /* what rows.key borrows */
  SalonRowsKind kind;
  SalonTextCache *texts;
  GListModel *model;     /* nullable: not read yet */
  GCancellable *reading; /* nullable: nothing is */
  guint opened;          /* the row that was opened last */
  guint focus_tick;      /* 0: the focus is where it should be */
  guint n_frames;        /* that have begun since it was asked for */
};

G_DEFINE_FINAL_TYPE (SalonFigureRowsDialog, salon_figure_rows_dialog, ADW_TYPE_DIALOG)

/* --- What the worker does --- */

typedef struct
{
  SalonFigureRows rows;
  char *key;
  SalonRowsKind kind;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->key);
  g_free (question);
}

/* An answer: of bookings and cards row numbers, of the others themselves. */
typedef struct
{
  GArray *numbers;
  GPtrArray *items;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->numbers, g_array_unref);
  g_clear_pointer (&answer->items, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
read_in_worker (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), error);
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  if (reader == NULL)
    return NULL;
  switch (question->kind)
    {
    case SALON_ROWS_BOOKINGS:
      answer->numbers = salon_reader_statistics_list_bookings (reader, &question->rows, error);
      break;
    case SALON_ROWS_CARDS:
      answer->numbers = salon_reader_statistics_list_cards (reader, &question->rows, error);
      break;
    case SALON_ROWS_PAYMENTS:
      answer->items = salon_reader_statistics_list_payments (reader, &question->rows, error);
      break;
    case SALON_ROWS_CLIENTS:
      answer->items = salon_reader_statistics_list_clients (reader, &question->rows, error);
      break;
    case SALON_ROWS_NONE:
      answer->items = g_ptr_array_new ();
      break;
    }
  return answer->numbers != NULL || answer->items != NULL ? g_steal_pointer (&answer) : NULL;
}

/* --- The list --- */

/* In the frame after the one in which the row is drawn first. */
static gboolean
focus_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SalonFigureRowsDialog *self = data;

  if (++self->n_frames < 3)
    return G_SOURCE_CONTINUE;
  self->focus_tick = 0;
  if (self->model != NULL && self->opened < g_list_model_get_n_items (self->model))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
      gtk_list_view_scroll_to (self->list_view, self->opened, GTK_LIST_SCROLL_FOCUS, NULL);
    }
  return G_SOURCE_REMOVE;
}

/* At the row that was opened last. Once it has been drawn: of a row that is not on the screen yet a
 * screen reader hears nothing. */
static void
focus_row (SalonFigureRowsDialog *self)
{
  self->n_frames = 0;
  if (self->focus_tick == 0)
    self->focus_tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self->list_view), focus_cb, self, NULL);
}

static char *
write_count (SalonRowsKind kind, guint n)
{
  switch (kind)
    {
    case SALON_ROWS_BOOKINGS:
      return g_strdup_printf (ngettext ("%u booking", "%u bookings", n), n);
    case SALON_ROWS_PAYMENTS:
      return g_strdup_printf (ngettext ("%u payment", "%u payments", n), n);
    case SALON_ROWS_CARDS:
      return g_strdup_printf (ngettext ("%u gift card", "%u gift cards", n), n);
    case SALON_ROWS_CLIENTS:
      return g_strdup_printf (ngettext ("%u client", "%u clients", n), n);
    case SALON_ROWS_NONE:
      return g_strdup ("");
    }
  g_return_val_if_reached (NULL);
}

static GListModel *
make_rows_model (SalonFigureRowsDialog *self, GArray *numbers)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  gpointer blank = salon_figure_row_cell_make_blank (self->kind);

  return G_LIST_MODEL (salon_figure_rows_model_new (reader,
                                                    self->kind == SALON_ROWS_BOOKINGS
                                                      ? salon_reader_list_bookings_in_rows
                                                      : salon_reader_list_gift_cards_in_rows,
                                                    blank, numbers));
}

static GListModel *
make_items_model (GPtrArray *items)
{
  GListStore *list = g_list_store_new (G_TYPE_OBJECT);

  g_list_store_splice (list, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (list);
}

static void
take_answer (SalonFigureRowsDialog *self, Answer *answer)
{
  g_autoptr (GtkSingleSelection) selection = NULL;
  g_autofree char *count = NULL;
  guint n;

  if (answer->numbers != NULL && self->model != NULL
      && salon_figure_rows_model_has_rows (SALON_FIGURE_ROWS_MODEL (self->model), answer->numbers))
    {
      salon_figure_rows_model_refresh (SALON_FIGURE_ROWS_MODEL (self->model), self->opened);
      return;
    }
  g_clear_object (&self->model);
  self->model = answer->numbers != NULL ? make_rows_model (self, g_steal_pointer (&answer->numbers))
                                        : make_items_model (answer->items);
  selection = gtk_single_selection_new (g_object_ref (self->model));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  n = g_list_model_get_n_items (self->model);
  count = write_count (self->kind, n);
  gtk_label_set_text (self->count_label, count);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  self->opened = MIN (self->opened, MAX (n, 1) - 1);
  focus_row (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonFigureRowsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (answer != NULL)
    take_answer (self, answer);
  else
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
}

static void
read_rows (SalonFigureRowsDialog *self)
{
  Question *question = g_new0 (Question, 1);

  question->key = g_strdup (self->key);
  question->rows = self->rows;
  question->rows.key = question->key;
  question->kind = self->kind;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  salon_worker_run_async (salon_session_get_worker (self->session), read_in_worker, question,
                          question_free, answer_free, self->reading, read_cb, g_object_ref (self));
}

static void
session_changed_cb (SalonFigureRowsDialog *self)
{
  read_rows (self);
}

static void
retry_clicked_cb (SalonFigureRowsDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "busy");
  read_rows (self);
}

/* --- What is opened --- */

/* Back at the row that it was opened from. */
static void
editor_closed_cb (SalonFigureRowsDialog *self)
{
  focus_row (self);
}

static void
open_booking (SalonFigureRowsDialog *self, const char *id)
{
  SalonBookingDraft draft = { .booking_id = id, .day = SALON_DAY_NONE, .minute = -1 };
  AdwDialog *editor = salon_booking_dialog_new (self->session, &draft);

  if (editor == NULL)
    return;
  salon_dialog_present (editor, GTK_WIDGET (self));
  g_signal_connect_object (editor, "closed", G_CALLBACK (editor_closed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* The page is behind this dialog, which goes. */
static void
leave_for (SalonFigureRowsDialog *self, const char *action, const char *id)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *target = g_strdup (id);

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, action, "s", target);
}

static void
open_payment (SalonFigureRowsDialog *self, const SalonPaymentFields *payment)
{
  if (payment->booking_id != NULL)
    open_booking (self, payment->booking_id);
  else if (payment->gift_card_id != NULL)
    leave_for (self, "win.show-gift-card", payment->gift_card_id);
}

static void
activated_cb (SalonFigureRowsDialog *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);

  self->opened = position;
  if (SALON_IS_BOOKING (item))
    open_booking (self, salon_booking_get_fields (SALON_BOOKING (item))->id);
  else if (SALON_IS_PAYMENT (item))
    open_payment (self, salon_payment_get_fields (SALON_PAYMENT (item)));
  else if (SALON_IS_GIFT_CARD (item))
    leave_for (self, "win.show-gift-card", salon_gift_card_get_fields (SALON_GIFT_CARD (item))->id);
  else if (SALON_IS_CLIENT (item))
    leave_for (self, "win.show-client", salon_client_get_fields (SALON_CLIENT (item))->id);
}

static void
cell_made_cb (GtkListItemFactory *factory, GtkListItem *item, SalonFigureRowsDialog *self)
{
  gtk_list_item_set_child (item, salon_figure_row_cell_new (self->kind, self->texts));
}

static void
cell_bound_cb (GtkListItemFactory *factory, GtkListItem *item, SalonFigureRowsDialog *self)
{
  g_autofree char *label =
    salon_figure_row_cell_show (gtk_list_item_get_child (item), self->session,
                                gtk_list_item_get_item (item));

  gtk_list_item_set_accessible_label (item, label);
}

static void
connect_list (SalonFigureRowsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->texts = salon_text_cache_new (GTK_WIDGET (self->list_view));
  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_made_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bound_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
salon_figure_rows_dialog_dispose (GObject *object)
{
  SalonFigureRowsDialog *self = SALON_FIGURE_ROWS_DIALOG (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  if (self->focus_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list_view), self->focus_tick);
  self->focus_tick = 0;
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_FIGURE_ROWS_DIALOG);
  g_clear_pointer (&self->texts, salon_text_cache_free);
  g_clear_object (&self->reading);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (salon_figure_rows_dialog_parent_class)->dispose (object);
}

static void
salon_figure_rows_dialog_class_init (SalonFigureRowsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_figure_rows_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-figure-rows-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonFigureRowsDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SalonFigureRowsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonFigureRowsDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, SalonFigureRowsDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonFigureRowsDialog, count_label);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
salon_figure_rows_dialog_init (SalonFigureRowsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_figure_rows_dialog_new (SalonSession *session, const char *title, const SalonFigureRows *rows)
{
  SalonFigureRowsDialog *self = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *days = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_FIGURE_ROWS_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->key = g_strdup (rows->key);
  self->rows = *rows;
  self->kind = salon_figure_get_rows_kind (rows);
  heading = salon_format_heading (title);
  days = salon_format_days (rows->from, rows->to - 1);
  adw_dialog_set_title (ADW_DIALOG (self), heading);
  adw_window_title_set_title (self->window_title, heading);
  adw_window_title_set_subtitle (self->window_title, days);
  connect_list (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_rows (self);
  return ADW_DIALOG (self);
}
