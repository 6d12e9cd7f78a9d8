/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is a SalonClientModel, so that tens of thousands of clients cost no more than a screen
 * of them. Beside the list, walking it with the arrows shows each client; on a narrow window, where
 * list and client take turns, only choosing one does.
 */
#include "salon-clients-page.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-client-cell.h"
#include "clients/salon-client-dialog.h"
#include "clients/salon-client-model.h"
#include "clients/salon-client-view.h"
#include "clients/salon-duplicates-dialog.h"
#include "clients/salon-merge-dialog.h"
#include "clients/salon-retention-dialog.h"
#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "printing/salon-print-request.h"
#include "store/salon-client-dossier.h"

struct _SalonClientsPage
{
  AdwBin parent_instance;

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *client_page;
  AdwStatusPage *failed_page;
  GtkEditable *search_entry;
  GtkListView *list_view;
  GtkStack *client_stack;
  GtkStack *list_stack;
  SalonClientView *client_view;

  SalonSession *session;
  SalonClientModel *model;
  GtkSingleSelection *selection;
  char *client_id; /* the client on screen; NULL: none */
};

G_DEFINE_FINAL_TYPE (SalonClientsPage, salon_clients_page, ADW_TYPE_BIN)

static void
show_nobody (SalonClientsPage *self)
{
  g_clear_pointer (&self->client_id, g_free);
  gtk_stack_set_visible_child_name (self->client_stack, "none");
  adw_navigation_page_set_title (self->client_page, _ ("Client"));
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

/* A card that was merged leads to the one that remains. FALSE when there is no such client any more. */
static gboolean
fill_client (SalonClientsPage *self, const char *client_id)
{
  g_autofree char *id =
    salon_client_dossier_find_remaining (salon_session_get_reader (self->session), client_id, NULL);

  if (id == NULL || !salon_client_view_show (self->client_view, id))
    return FALSE;
  g_set_str (&self->client_id, id);
  gtk_stack_set_visible_child_name (self->client_stack, "client");
  adw_navigation_page_set_title (self->client_page, salon_client_view_get_name (self->client_view));
  return TRUE;
}

static void
show_state (SalonClientsPage *self)
{
  const GError *error = salon_client_model_get_error (self->model);
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
  const char *text = salon_client_model_get_text (self->model);

  if (error)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
    }
  gtk_stack_set_visible_child_name (self->list_stack, error        ? "failed"
                                                      : !is_empty  ? "list"
                                                      : *text != 0 ? "not-found"
                                                                   : "empty");
}

static const char *
get_selected_id (SalonClientsPage *self)
{
  SalonClient *client = gtk_single_selection_get_selected_item (self->selection);

  return client ? salon_client_get_fields (client)->id : NULL;
}

static void
selected_cb (SalonClientsPage *self)
{
  const char *id = get_selected_id (self);

  if (!id || adw_navigation_split_view_get_collapsed (self->split_view)
      || g_strcmp0 (id, self->client_id) == 0)
    return;
  fill_client (self, id);
}

static void
client_activated_cb (SalonClientsPage *self, guint position)
{
  g_autoptr (SalonClient) client = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (client && fill_client (self, salon_client_get_fields (client)->id))
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* Back on the list of a narrow window nobody is chosen, so that the same client can be again. */
static void
client_hidden_cb (SalonClientsPage *self)
{
  if (adw_navigation_split_view_get_collapsed (self->split_view))
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
search_changed_cb (SalonClientsPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  salon_client_model_set_text (self->model, text);
  show_state (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
search_stopped_cb (SalonClientsPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

/* Enter in the search takes the best. */
static void
search_activated_cb (SalonClientsPage *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;
  gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS,
                           NULL);
  client_activated_cb (self, 0);
}

static void
clear_clicked_cb (SalonClientsPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
retry_clicked_cb (SalonClientsPage *self)
{
  salon_client_model_reload (self->model);
  show_state (self);
}

static void
session_changed_cb (SalonClientsPage *self, SalonChange *change)
{
  if (salon_change_touches (change, "clients", NULL))
    {
      salon_client_model_reload (self->model);
      show_state (self);
    }
  if (self->client_id && !fill_client (self, self->client_id))
    show_nobody (self);
}

static void
search (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientsPage *self = SALON_CLIENTS_PAGE (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
new_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientsPage *self = SALON_CLIENTS_PAGE (widget);

  salon_dialog_present (salon_client_dialog_new (self->session, NULL), widget);
}

static void
find_duplicates (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientsPage *self = SALON_CLIENTS_PAGE (widget);

  salon_dialog_present (salon_duplicates_dialog_new (self->session, NULL), widget);
}

static void
find_silent (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientsPage *self = SALON_CLIENTS_PAGE (widget);

  salon_dialog_present (salon_retention_dialog_new (self->session), widget);
}

static void
cell_made_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, salon_client_cell_new ());
}

static void
cell_bound_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  SalonClient *client = gtk_list_item_get_item (item);

  salon_client_cell_show (SALON_CLIENT_CELL (gtk_list_item_get_child (item)), client);
  gtk_list_item_set_accessible_label (item, salon_client_get_fields (client)->name);
}

static void
salon_clients_page_dispose (GObject *object)
{
  SalonClientsPage *self = SALON_CLIENTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CLIENTS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->client_id, g_free);
  G_OBJECT_CLASS (salon_clients_page_parent_class)->dispose (object);
}

static void
print_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonClientsPage *self = SALON_CLIENTS_PAGE (widget);

  if (self->client_id != NULL)
    gtk_widget_activate_action (widget, "win.print-document", "(iiis)", SALON_PRINT_CLIENT, 0, 0,
                                self->client_id);
  else
    gtk_widget_activate_action (widget, "win.toast", "s", _ ("Choose a client to print first"));
}

static void
salon_clients_page_class_init (SalonClientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_clients_page_dispose;
  g_type_ensure (SALON_TYPE_CLIENT_VIEW);
  gtk_widget_class_install_action (widget_class, "page.print", NULL, print_client);
  gtk_widget_class_install_action (widget_class, "clients.new", NULL, new_client);
  gtk_widget_class_install_action (widget_class, "clients.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "clients.duplicates", NULL, find_duplicates);
  gtk_widget_class_install_action (widget_class, "clients.retention", NULL, find_silent);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-clients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, client_page);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, client_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonClientsPage, client_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
add_keys (SalonClientsPage *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_MANAGED, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_SEARCH, SALON_EVERY_KEY, "clients.search", NULL);
  salon_shortcut_add_action (keys, SALON_SHORTCUT_NEW_HERE, SALON_EVERY_KEY, "clients.new", NULL);
}

static void
salon_clients_page_init (SalonClientsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
}

static void
connect_list (SalonClientsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->model = salon_client_model_new (salon_session_get_reader (self->session));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::error", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (cell_made_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bound_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  salon_client_model_reload (self->model);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

GtkWidget *
salon_clients_page_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonClientsPage *self = g_object_new (SALON_TYPE_CLIENTS_PAGE, NULL);

  self->session = g_object_ref (session);
  salon_client_view_set_session (self->client_view, session);
  connect_list (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}

void
salon_clients_page_show (SalonClientsPage *self, const char *client_id)
{
  g_return_if_fail (SALON_IS_CLIENTS_PAGE (self));
  g_return_if_fail (client_id != NULL);

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (fill_client (self, client_id))
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  else
    show_nobody (self);
}

/* A card with something on it: of the next client who has allergies. */
static void
show_next_card (SalonClientsPage *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (reader, today, today + 14, SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);

  for (guint i = 0; bookings != NULL && i < bookings->len; i++)
    {
      const char *id = salon_booking_get_fields (bookings->pdata[i])->client_id;
      g_autoptr (SalonClient) client =
        id != NULL ? salon_reader_get_client (reader, id, NULL) : NULL;

      if (client != NULL && salon_client_get_fields (client)->allergies != NULL)
        {
          salon_clients_page_show (self, id);
          return;
        }
    }
}

void
salon_clients_page_show_task (SalonClientsPage *self, const char *name)
{
  g_return_if_fail (SALON_IS_CLIENTS_PAGE (self));
  if (g_str_equal (name, "card"))
    {
      show_next_card (self);
      return;
    }
  g_autoptr (GPtrArray) latest =
    salon_reader_search_clients (salon_session_get_reader (self->session), "", 2, NULL);

  if (latest == NULL || latest->len < 2)
    return;
  salon_clients_page_show (self, salon_client_get_fields (latest->pdata[0])->id);
  if (g_str_equal (name, "retention"))
    gtk_widget_activate_action (GTK_WIDGET (self), "clients.retention", NULL);
  else if (g_str_equal (name, "merge"))
    salon_dialog_present (salon_merge_dialog_new (self->session, latest->pdata[0],
                                                  latest->pdata[1]),
                          GTK_WIDGET (self));
  else
    {
      g_autofree char *action = g_strconcat ("client.", name, NULL);

      gtk_widget_activate_action (GTK_WIDGET (self->client_view), action, NULL);
    }
}
