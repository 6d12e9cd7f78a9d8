/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line rows stand before the total's row and are made anew only when the lines' ids or their order
 * changed; else they are told the new prices and keep the focus.
 *
 * The list to add from is shown for a text, for its button and for the Down key, never for the mere
 * focus: what lies beneath it would move away from under a pointer that is about to click.
 */
#include "salon-service-picker.h"

#include "bookings/salon-line-row.h"
#include "bookings/salon-search-list.h"
#include "bookings/salon-typed.h"
#include "common/salon-category.h"
#include "common/salon-format.h"
#include "core/salon-money.h"
#include "core/salon-text.h"

#include <glib/gi18n-lib.h>

struct _SalonServicePicker
{
  AdwBin parent_instance;

  GtkListBox *lines;
  GtkWidget *reset_button;
  GtkEntry *duration_entry;
  GtkEntry *price_entry;
  GtkSearchEntry *search_entry;
  GtkToggleButton *browse_button;
  GtkWidget *results_window;
  GtkListBox *results;
  GtkWidget *nothing_label;

  SalonSession *session;
  SalonBookingForm *form;
  GPtrArray *line_rows; /* SalonLineRow, borrowed from the list */
  char *folded;         /* what is looked for, folded */
  gboolean has_rows;    /* are the services in `results`? */
};

G_DEFINE_FINAL_TYPE (SalonServicePicker, salon_service_picker, ADW_TYPE_BIN)

enum
{
  COMPLETED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GQuark
service_quark (void)
{
  return g_quark_from_static_string ("salon-service");
}

static SalonService *
get_service (GtkListBoxRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), service_quark ());
}

/* The list to add from */

static GtkWidget *
make_service_row (SalonServicePicker *self, SalonService *service)
{
  const SalonServiceFields *fields = salon_service_get_fields (service);
  g_autofree char *duration = salon_format_duration (fields->duration_minutes);
  g_autofree char *price = salon_format_money (self->session, fields->price_cents);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", duration, price);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *stripe = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fields->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (stripe, "booking-line-stripe");
  gtk_widget_add_css_class (stripe, salon_category_get_css_class (fields->category));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), stripe);
  g_object_set_qdata_full (G_OBJECT (row), service_quark (), g_object_ref (service),
                           g_object_unref);
  return row;
}

/* Made when they are first looked at: the dialog opens the sooner. */
static void
ensure_service_rows (SalonServicePicker *self)
{
  GListModel *services = salon_session_get_services (self->session);

  if (self->has_rows)
    return;
  self->has_rows = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (services, i);
      gtk_list_box_append (self->results, make_service_row (self, service));
    }
}

static void
services_changed_cb (SalonServicePicker *self)
{
  gtk_list_box_remove_all (self->results);
  self->has_rows = FALSE;
  if (gtk_widget_get_visible (self->results_window))
    ensure_service_rows (self);
}

/* Names and what is looked for are taken apart alike: "Semi-permanent" is two words in both. */
static char *
fold_to_words (const char *text)
{
  return g_strdelimit (salon_text_fold (text), "-'(/", ' ');
}

/* Every word typed begins a word of the name or of the category's title. */
static gboolean
matches (SalonServicePicker *self, const SalonServiceFields *fields)
{
  g_autofree char *where =
    g_strdup_printf ("%s %s", fields->name, salon_category_get_title (fields->category));
  g_autofree char *folded = fold_to_words (where);
  g_autofree char *spaced = g_strconcat (" ", folded, NULL);
  g_auto (GStrv) words = g_strsplit (self->folded, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *start = g_strconcat (" ", words[i], NULL);
      if (strstr (spaced, start) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  SalonServicePicker *self = user_data;
  if (self->folded == NULL || *self->folded == '\0')
    return TRUE;
  return matches (self, salon_service_get_fields (get_service (row)));
}

/* By category in the order in which the owner's list first names each. */
static int
category_rank (SalonServicePicker *self, const char *category)
{
  GListModel *services = salon_session_get_services (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (services, i);
      if (g_str_equal (salon_service_get_fields (service)->category, category))
        return (int) i;
    }
  return G_MAXINT;
}

static int
sort_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  SalonServicePicker *self = user_data;
  const SalonServiceFields *x = salon_service_get_fields (get_service (a));
  const SalonServiceFields *y = salon_service_get_fields (get_service (b));
  int rank_x = category_rank (self, x->category);
  int rank_y = category_rank (self, y->category);
  return rank_x != rank_y ? rank_x - rank_y : x->position - y->position;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *category = salon_service_get_fields (get_service (row))->category;
  if (before != NULL
      && g_str_equal (salon_service_get_fields (get_service (before))->category, category))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  GtkWidget *label = gtk_label_new (salon_category_get_title (category));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "booking-category");
  gtk_list_box_row_set_header (row, label);
}

static void
show_results (SalonServicePicker *self)
{
  gboolean has_text = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
  gboolean browses = gtk_toggle_button_get_active (self->browse_button);
  gboolean found = gtk_list_box_get_selected_row (self->results) != NULL || !has_text;

  gtk_widget_set_visible (self->results_window, (has_text || browses) && found);
  gtk_widget_set_visible (self->nothing_label, has_text && !found);
}

static void
browse_toggled_cb (SalonServicePicker *self)
{
  ensure_service_rows (self);
  show_results (self);
}

/* Down opens the list; from then on the keys are the list's. */
static gboolean
key_pressed_cb (SalonServicePicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down || gtk_widget_get_visible (self->results_window))
    return GDK_EVENT_PROPAGATE;
  gtk_toggle_button_set_active (self->browse_button, TRUE);
  salon_search_list_choose_first (self->results);
  return GDK_EVENT_STOP;
}

static void
search_changed_cb (SalonServicePicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (*text != '\0')
    ensure_service_rows (self);
  g_free (self->folded);
  self->folded = fold_to_words (text);
  gtk_list_box_invalidate_filter (self->results);
  if (*self->folded != '\0')
    salon_search_list_choose_first (self->results);
  else
    gtk_list_box_select_row (self->results, NULL);
  show_results (self);
}

static void
search_stopped_cb (SalonServicePicker *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "booking.close", NULL);
}

/* Enter with nothing typed and nothing chosen: the services are complete. */
static void
search_activated_cb (SalonServicePicker *self)
{
  if (gtk_list_box_get_selected_row (self->results) == NULL
      && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    g_signal_emit (self, signals[COMPLETED], 0);
}

static void
row_activated_cb (SalonServicePicker *self, GtkListBoxRow *row)
{
  salon_booking_form_add_service (self->form, get_service (row));
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_list_box_select_row (self->results, NULL);
  gtk_toggle_button_set_active (self->browse_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* The chosen lines */

static void
focus_line (SalonServicePicker *self, guint index)
{
  if (index < self->line_rows->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->line_rows, index));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
find_line (SalonServicePicker *self, SalonLineRow *row, guint *index)
{
  return g_ptr_array_find (self->line_rows, row, index);
}

static void
line_moved_cb (SalonServicePicker *self, int steps, SalonLineRow *row)
{
  guint index;
  if (!find_line (self, row, &index))
    return;
  int last = (int) self->line_rows->len - 1;
  salon_booking_form_move_line (self->form, index, steps);
  focus_line (self, (guint) CLAMP ((int) index + steps, 0, last));
}

static void
line_removed_cb (SalonServicePicker *self, SalonLineRow *row)
{
  guint index;
  if (!find_line (self, row, &index))
    return;
  salon_booking_form_remove_line (self->form, index);
  focus_line (self, index);
}

static void
line_priced_cb (SalonServicePicker *self, gint64 cents, SalonLineRow *row)
{
  guint index;
  if (find_line (self, row, &index))
    salon_booking_form_set_line_price (self->form, index, cents);
}

static gboolean
rows_stand_for (SalonServicePicker *self, const SalonBookingLine *lines, gsize n_lines)
{
  if (self->line_rows->len != n_lines)
    return FALSE;
  for (guint i = 0; i < n_lines; i++)
    if (!g_str_equal (salon_line_row_get_id (g_ptr_array_index (self->line_rows, i)), lines[i].id))
      return FALSE;
  return TRUE;
}

static void
make_line_rows (SalonServicePicker *self, gsize n_lines)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->line_rows);

  self->line_rows = g_ptr_array_new ();
  for (guint i = 0; i < old->len; i++)
    gtk_list_box_remove (self->lines, g_ptr_array_index (old, i));
  for (guint i = 0; i < n_lines; i++)
    {
      GtkWidget *row = salon_line_row_new (self->session);
      g_signal_connect_object (row, "moved", G_CALLBACK (line_moved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "removed", G_CALLBACK (line_removed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "priced", G_CALLBACK (line_priced_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_insert (self->lines, row, (int) i);
      g_ptr_array_add (self->line_rows, row);
    }
}

/* The totals */

static void
set_text_if_other (GtkEntry *entry, const char *text)
{
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
show_totals (SalonServicePicker *self)
{
  g_autofree char *duration = salon_format_duration (salon_booking_form_get_duration (self->form));
  g_autofree char *price =
    salon_format_money (self->session, salon_booking_form_get_price (self->form));
  gboolean own = salon_booking_form_has_own_duration (self->form)
                 || salon_booking_form_has_own_price (self->form);

  set_text_if_other (self->duration_entry, duration);
  set_text_if_other (self->price_entry, price);
  gtk_widget_set_visible (self->reset_button, own);
}

static void
lines_changed_cb (SalonServicePicker *self)
{
  gsize n_lines;
  const SalonBookingLine *lines = salon_booking_form_get_lines (self->form, &n_lines);

  if (!rows_stand_for (self, lines, n_lines))
    make_line_rows (self, n_lines);
  for (guint i = 0; i < n_lines; i++)
    salon_line_row_show (g_ptr_array_index (self->line_rows, i), &lines[i], i == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), n_lines > 0);
  show_totals (self);
}

static void
refuse (GtkEntry *entry, const char *words)
{
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (entry), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* What is typed becomes the owner's own length only when it says another one than is there. */
static void
duration_entered_cb (SalonServicePicker *self)
{
  int minutes;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->duration_entry));
  if (!salon_typed_length_parse (text, &minutes))
    {
      refuse (self->duration_entry, _ ("This is not a length; the one before is kept"));
      return;
    }
  if (minutes != salon_booking_form_get_duration (self->form))
    salon_booking_form_set_duration (self->form, minutes);
  show_totals (self);
}

static void
price_entered_cb (SalonServicePicker *self)
{
  gint64 cents;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->price_entry));
  if (!salon_money_parse (text, &cents, NULL) || cents < 0)
    {
      refuse (self->price_entry, _ ("This is not a price; the one before is kept"));
      return;
    }
  if (cents != salon_booking_form_get_price (self->form))
    salon_booking_form_set_price (self->form, cents);
  show_totals (self);
}

/* What was not understood does not stay behind: the entry would say other than what is saved. */
static void
duration_left_cb (SalonServicePicker *self)
{
  duration_entered_cb (self);
  show_totals (self);
}

static void
price_left_cb (SalonServicePicker *self)
{
  price_entered_cb (self);
  show_totals (self);
}

static void
reset_clicked_cb (SalonServicePicker *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->duration_entry));
  salon_booking_form_set_duration (self->form, 0);
  salon_booking_form_set_price (self->form, -1);
}

static void
watch_leaving (GtkEntry *entry, GCallback callback, SalonServicePicker *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
}

static void
watch_keys (SalonServicePicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search_entry), keys);
}

static void
salon_service_picker_dispose (GObject *object)
{
  SalonServicePicker *self = SALON_SERVICE_PICKER (object);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  g_clear_pointer (&self->line_rows, g_ptr_array_unref);
  g_clear_pointer (&self->folded, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SERVICE_PICKER);
  G_OBJECT_CLASS (salon_service_picker_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, lines);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, reset_button);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, duration_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, price_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, browse_button);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, results_window);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, results);
  gtk_widget_class_bind_template_child (widget_class, SalonServicePicker, nothing_label);
}

static void
salon_service_picker_class_init (SalonServicePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_service_picker_dispose;
  signals[COMPLETED] = g_signal_new ("completed", SALON_TYPE_SERVICE_PICKER, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-service-picker.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, browse_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, duration_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, price_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
salon_service_picker_init (SalonServicePicker *self)
{
  self->line_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->results, filter_cb, self, NULL);
  gtk_list_box_set_sort_func (self->results, sort_cb, self, NULL);
  gtk_list_box_set_header_func (self->results, header_cb, self, NULL);
  salon_search_list_pair (self->search_entry, self->results);
  watch_keys (self);
  watch_leaving (self->duration_entry, G_CALLBACK (duration_left_cb), self);
  watch_leaving (self->price_entry, G_CALLBACK (price_left_cb), self);
}

void
salon_service_picker_set_up (SalonServicePicker *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_SERVICE_PICKER (self));
  g_set_object (&self->session, session);
  g_signal_connect_object (salon_session_get_services (session), "items-changed",
                           G_CALLBACK (services_changed_cb), self, G_CONNECT_SWAPPED);
}

void
salon_service_picker_set_form (SalonServicePicker *self, SalonBookingForm *form)
{
  g_return_if_fail (SALON_IS_SERVICE_PICKER (self));

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_func (self->form, lines_changed_cb, self);
  g_set_object (&self->form, form);
  g_signal_connect_object (form, "changed::services", G_CALLBACK (lines_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  lines_changed_cb (self);
}

void
salon_service_picker_begin (SalonServicePicker *self)
{
  g_return_if_fail (SALON_IS_SERVICE_PICKER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

GtkWidget *
salon_service_picker_get_entry (SalonServicePicker *self)
{
  g_return_val_if_fail (SALON_IS_SERVICE_PICKER (self), NULL);
  return GTK_WIDGET (self->search_entry);
}
