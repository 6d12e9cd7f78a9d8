/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The face that is shown follows the form's kind of client. The eight result rows are made once and
 * refilled; the row for a new client stays last.
 */
#include "salon-client-picker.h"

#include "bookings/salon-client-row.h"
#include "bookings/salon-new-client-box.h"
#include "bookings/salon-search-list.h"
#include "core/salon-text.h"

#include <glib/gi18n-lib.h>

#define MOST_RESULTS 8

struct _SalonClientPicker
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search_entry;
  GtkListBox *results;
  AdwActionRow *new_row;
  SalonNewClientBox *new_client_box;
  AdwEntryRow *walk_in_row;
  AdwActionRow *chosen_row;
  AdwAvatar *avatar;
  GtkWidget *blocked_row;
  AdwActionRow *allergies_row;
  AdwActionRow *notes_row;

  SalonClientRow *result_rows[MOST_RESULTS];
  SalonSession *session;
  SalonBookingForm *form;
};

G_DEFINE_FINAL_TYPE (SalonClientPicker, salon_client_picker, ADW_TYPE_BIN)

enum
{
  COMPLETED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_typed (SalonClientPicker *self)
{
  return salon_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* Made at the first search: the dialog opens the sooner. */
static void
ensure_result_rows (SalonClientPicker *self)
{
  for (int i = 0; i < MOST_RESULTS && self->result_rows[i] == NULL; i++)
    {
      self->result_rows[i] = SALON_CLIENT_ROW (salon_client_row_new ());
      gtk_list_box_insert (self->results, GTK_WIDGET (self->result_rows[i]), i);
    }
}

static void
show_results (SalonClientPicker *self, GPtrArray *clients)
{
  ensure_result_rows (self);
  for (guint i = 0; i < MOST_RESULTS; i++)
    {
      gboolean used = clients != NULL && i < clients->len;
      if (used)
        salon_client_row_show (self->result_rows[i], self->session, g_ptr_array_index (clients, i));
      gtk_widget_set_visible (GTK_WIDGET (self->result_rows[i]), used);
    }
}

static void
search_changed_cb (SalonClientPicker *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->results), *typed != '\0');
  if (*typed == '\0')
    return;
  clients = salon_reader_search_clients (salon_session_get_reader (self->session), typed,
                                         MOST_RESULTS, &error);
  if (clients == NULL)
    salon_session_report (self->session, error);
  show_results (self, clients);
  /* Translators: what was typed, as the name of a client to be: “Marie Durand” */
  g_autofree char *title = g_strdup_printf (_ ("“%s”"), typed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->new_row), title);
  salon_search_list_choose_first (self->results);
}

static void
search_stopped_cb (SalonClientPicker *self)
{
  if (salon_client_picker_has_text (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "booking.close", NULL);
}

static void
row_activated_cb (SalonClientPicker *self, GtkListBoxRow *row)
{
  g_autofree char *typed = dup_typed (self);

  if (row == GTK_LIST_BOX_ROW (self->new_row))
    {
      salon_booking_form_set_new_client (self->form, "", "", "");
      salon_new_client_box_begin (self->new_client_box, typed);
      return;
    }
  salon_booking_form_set_client (self->form, salon_client_row_get_client (SALON_CLIENT_ROW (row)));
  g_signal_emit (self, signals[COMPLETED], 0);
}

static void
walk_in_clicked_cb (SalonClientPicker *self)
{
  salon_booking_form_set_walk_in (self->form, "");
  g_signal_emit (self, signals[COMPLETED], 0);
}

static void
walk_in_typed_cb (SalonClientPicker *self)
{
  if (self->form != NULL
      && salon_booking_form_get_client_kind (self->form) == SALON_BOOKING_CLIENT_WALK_IN)
    salon_booking_form_set_walk_in (self->form,
                                    gtk_editable_get_text (GTK_EDITABLE (self->walk_in_row)));
}

static void
completed_cb (SalonClientPicker *self)
{
  g_signal_emit (self, signals[COMPLETED], 0);
}

static void
dismissed_cb (SalonClientPicker *self)
{
  salon_booking_form_clear_client (self->form);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
show_text_row (AdwActionRow *row, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
}

static void
show_chosen_client (SalonClientPicker *self, SalonClient *client)
{
  const SalonClientFields *fields = salon_client_get_fields (client);
  g_autofree char *description = salon_client_row_describe (self->session, client);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->chosen_row), fields->name);
  adw_action_row_set_subtitle (self->chosen_row, description);
  adw_avatar_set_text (self->avatar, fields->name);
  gtk_widget_set_visible (self->blocked_row, fields->is_blocked);
  show_text_row (self->allergies_row, fields->allergies);
  show_text_row (self->notes_row, fields->notes);
  if (fields->allergies != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), fields->allergies,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_walk_in (SalonClientPicker *self)
{
  const char *name = salon_booking_form_get_name (self->form);
  if (!g_str_equal (name, gtk_editable_get_text (GTK_EDITABLE (self->walk_in_row))))
    gtk_editable_set_text (GTK_EDITABLE (self->walk_in_row), name);
  gtk_stack_set_visible_child_name (self->stack, "walk-in");
}

static void
client_changed_cb (SalonClientPicker *self)
{
  switch (salon_booking_form_get_client_kind (self->form))
    {
    case SALON_BOOKING_CLIENT_NONE:
      gtk_stack_set_visible_child_name (self->stack, "search");
      break;
    case SALON_BOOKING_CLIENT_EXISTING:
      show_chosen_client (self, salon_booking_form_get_client (self->form));
      gtk_stack_set_visible_child_name (self->stack, "chosen");
      break;
    case SALON_BOOKING_CLIENT_NEW:
      gtk_stack_set_visible_child_name (self->stack, "new");
      break;
    case SALON_BOOKING_CLIENT_WALK_IN:
      show_walk_in (self);
      break;
    }
}

static void
salon_client_picker_dispose (GObject *object)
{
  SalonClientPicker *self = SALON_CLIENT_PICKER (object);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  /* The stack is both a template child and the bin's: the bin has to let go of it first. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CLIENT_PICKER);
  G_OBJECT_CLASS (salon_client_picker_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, results);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, new_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, new_client_box);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, walk_in_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, chosen_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, avatar);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, blocked_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, allergies_row);
  gtk_widget_class_bind_template_child (widget_class, SalonClientPicker, notes_row);
}

static void
salon_client_picker_class_init (SalonClientPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_client_picker_dispose;
  signals[COMPLETED] = g_signal_new ("completed", SALON_TYPE_CLIENT_PICKER, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SALON_TYPE_NEW_CLIENT_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-client-picker.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, walk_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, walk_in_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, completed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismissed_cb);
}

static void
salon_client_picker_init (SalonClientPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  salon_search_list_pair (self->search_entry, self->results);
}

void
salon_client_picker_set_up (SalonClientPicker *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_CLIENT_PICKER (self));
  g_set_object (&self->session, session);
  salon_new_client_box_set_up (self->new_client_box, session);
}

void
salon_client_picker_set_form (SalonClientPicker *self, SalonBookingForm *form)
{
  g_return_if_fail (SALON_IS_CLIENT_PICKER (self));

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_func (self->form, client_changed_cb, self);
  g_set_object (&self->form, form);
  g_signal_connect_object (form, "changed::client", G_CALLBACK (client_changed_cb), self,
                           G_CONNECT_SWAPPED);
  salon_new_client_box_set_form (self->new_client_box, form);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  client_changed_cb (self);
}

void
salon_client_picker_begin (SalonClientPicker *self)
{
  g_return_if_fail (SALON_IS_CLIENT_PICKER (self));
  if (salon_booking_form_get_client_kind (self->form) == SALON_BOOKING_CLIENT_NONE)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

void
salon_client_picker_search (SalonClientPicker *self, const char *text)
{
  g_return_if_fail (SALON_IS_CLIENT_PICKER (self));
  g_return_if_fail (text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

GtkWidget *
salon_client_picker_get_entry (SalonClientPicker *self)
{
  g_return_val_if_fail (SALON_IS_CLIENT_PICKER (self), NULL);
  return GTK_WIDGET (self->search_entry);
}

gboolean
salon_client_picker_has_text (SalonClientPicker *self)
{
  g_return_val_if_fail (SALON_IS_CLIENT_PICKER (self), FALSE);
  if (salon_booking_form_get_client_kind (self->form) != SALON_BOOKING_CLIENT_NONE)
    return FALSE;
  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
}
