/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two lists take turns in one view: what is planned is a handful and made anew in the worker whenever the
 * salon changes; what was sent, or was not, is a SalonMessagesModel, so that ten thousand messages cost no
 * more than a screen of them.
 */
#include "salon-messages-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "core/salon-text.h"
#include "messages/salon-due-messages.h"
#include "messages/salon-message-acts.h"
#include "messages/salon-message-cell.h"
#include "messages/salon-message-credits.h"
#include "messages/salon-message-dialog.h"
#include "messages/salon-message-words.h"
#include "messages/salon-messages-model.h"

struct _SalonMessagesPage
{
  AdwBin parent_instance;

  AdwToggleGroup *which_group;
  AdwToggle *failed_toggle;
  GtkEditable *search_entry;
  AdwBanner *set_up_banner;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  AdwStatusPage *not_read_page;
  SalonMessageCredits *credits;

  SalonSession *session;
  GListStore *due; /* of what is planned, those that the search finds */
  SalonMessagesModel *stored;
  SalonMessenger *messenger; /* nullable */
  gboolean has_stalled;
  GPtrArray *planned;    /* SalonMessageItem; NULL: not made yet */
  GCancellable *reading; /* the plan is being made; NULL: it is not */
};

G_DEFINE_FINAL_TYPE (SalonMessagesPage, salon_messages_page, ADW_TYPE_BIN)

static gboolean
is_on_due (SalonMessagesPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->which_group), "due") == 0;
}

static SalonMessagesWhich
get_which (SalonMessagesPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->which_group), "sent") == 0
           ? SALON_MESSAGES_SENT
           : SALON_MESSAGES_NOT_SENT;
}

static GListModel *
get_list (SalonMessagesPage *self)
{
  return is_on_due (self) ? G_LIST_MODEL (self->due) : G_LIST_MODEL (self->stored);
}

static char *
dup_search (SalonMessagesPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));
}

/* --- Which of its faces the page shows --- */

static void
fill_empty_page (SalonMessagesPage *self)
{
  const char *title = NULL;
  const char *description = NULL;

  if (is_on_due (self))
    {
      title = _ ("Nothing to Send");
      description = _ ("Reminders stand here three days before the visit.");
    }
  else if (get_which (self) == SALON_MESSAGES_SENT)
    {
      title = _ ("Nothing Sent Yet");
      description = _ ("What clients were told stands here, word for word.");
    }
  else
    {
      title = _ ("Everything Was Sent");
      description = _ ("What did not go out stands here, and why.");
    }
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
}

static void
show_error (SalonMessagesPage *self, const GError *error)
{
  g_autofree char *words = salon_words_for_error (error);

  adw_status_page_set_description (self->not_read_page, words);
  gtk_stack_set_visible_child_name (self->stack, "not-read");
}

static void
show_state (SalonMessagesPage *self)
{
  gboolean is_searched = *gtk_editable_get_text (self->search_entry) != '\0';
  const char *state = "list";

  fill_empty_page (self);
  if (g_list_model_get_n_items (get_list (self)) == 0)
    state = is_searched ? "not-found" : "empty";
  gtk_stack_set_visible_child_name (self->stack, state);
}

/* How many wait for her, on the way to them. */
static void
show_failed (SalonMessagesPage *self)
{
  g_autofree char *label = NULL;
  guint n_failed = 0;

  if (!salon_message_list_count_failed (salon_session_get_reader (self->session), &n_failed, NULL)
      || n_failed == 0)
    label = g_strdup (C_ ("messages", "Not Sent"));
  else
    /* Translators: on a narrow button, with how many there are */
    label = g_strdup_printf (C_ ("messages", "Not Sent (%u)"), n_failed);
  adw_toggle_set_label (self->failed_toggle, label);
}

/* --- What is planned --- */

static gboolean
is_found (SalonMessageItem *item, const char *folded)
{
  g_autofree char *name = salon_text_fold (salon_message_item_get_name (item));
  const char *recipient = salon_message_item_get_row (item)->recipient;

  return strstr (name, folded) != NULL || (recipient != NULL && strstr (recipient, folded) != NULL);
}

static void
fill_due (SalonMessagesPage *self)
{
  g_autofree char *typed = dup_search (self);
  g_autofree char *folded = salon_text_fold (typed);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; self->planned != NULL && i < self->planned->len; i++)
    if (*folded == '\0' || is_found (self->planned->pdata[i], folded))
      g_ptr_array_add (found, self->planned->pdata[i]);
  g_list_store_splice (self->due, 0, g_list_model_get_n_items (G_LIST_MODEL (self->due)),
                       found->pdata, found->len);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *place = data;
  g_autoptr (SalonMessagesPage) self = g_weak_ref_get (place);
  g_autoptr (GError) error = NULL;
  GPtrArray *planned = salon_due_messages_read_finish (result, &error);

  g_weak_ref_clear (place);
  g_free (place);
  /* Another reading is under way, or the page is gone. */
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&planned, g_ptr_array_unref);
      return;
    }
  g_clear_object (&self->reading);
  g_clear_pointer (&self->planned, g_ptr_array_unref);
  self->planned = planned;
  fill_due (self);
  if (!is_on_due (self))
    return;
  if (error != NULL)
    show_error (self, error);
  else
    show_state (self);
}

static void
read_planned (SalonMessagesPage *self)
{
  GWeakRef *place = g_new0 (GWeakRef, 1);

  g_weak_ref_init (place, self);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  salon_due_messages_read_async (self->session, self->reading, planned_cb, place);
}

/* --- What is stored --- */

static void
answered_cb (SalonMessagesPage *self)
{
  const GError *error = salon_paged_model_get_error (SALON_PAGED_MODEL (self->stored));

  if (is_on_due (self))
    return;
  if (error != NULL)
    show_error (self, error);
  else
    show_state (self);
}

static void
ask_stored (SalonMessagesPage *self)
{
  g_autofree char *text = dup_search (self);
  const SalonMessageQuery query = { .which = get_which (self), .text = text };

  salon_messages_model_ask (self->stored, &query);
}

/* --- What the owner does --- */

static void
which_chosen_cb (SalonMessagesPage *self)
{
  GtkSelectionModel *selection = NULL;

  if (self->session == NULL)
    return;
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (get_list (self))));
  gtk_list_view_set_model (self->list_view, selection);
  g_object_unref (selection);
  if (!is_on_due (self))
    ask_stored (self);
  else if (self->planned != NULL)
    show_state (self);
  else
    read_planned (self);
}

static void
search_changed_cb (SalonMessagesPage *self)
{
  if (self->session == NULL)
    return;
  if (!is_on_due (self))
    {
      ask_stored (self);
      return;
    }
  if (self->planned == NULL)
    return;
  fill_due (self);
  show_state (self);
}

static void
search_stopped_cb (SalonMessagesPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

static void
clear_clicked_cb (SalonMessagesPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
retry_clicked_cb (SalonMessagesPage *self)
{
  if (is_on_due (self))
    read_planned (self);
  else
    ask_stored (self);
}

static void
activated_cb (SalonMessagesPage *self, guint position)
{
  g_autoptr (SalonMessageItem) item = g_list_model_get_item (get_list (self), position);

  if (item != NULL)
    salon_dialog_present (salon_message_dialog_new (self->session, item), GTK_WIDGET (self));
}

static void
banner_clicked_cb (SalonMessagesPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.carriers", NULL);
}

static void
search_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (SALON_MESSAGES_PAGE (widget)->search_entry));
}

static void
settings_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "app.show-page", "s", "settings/messages");
}

/* From the button of a message that failed. */
static void
send_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessagesPage *self = SALON_MESSAGES_PAGE (widget);
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (GError) error = NULL;
  SalonMessageRecord *record =
    salon_message_list_get (reader, g_variant_get_string (parameter, NULL), &error);
  g_autoptr (SalonMessageItem) item = record != NULL ? salon_message_item_new (record) : NULL;
  g_autoptr (SalonChange) change =
    item != NULL
      ? salon_message_acts_send (reader, item, salon_session_get_instant (self->session), &error)
      : NULL;

  if (error != NULL)
    salon_session_report (self->session, error);
  else if (change != NULL)
    salon_session_commit (self->session, change);
}

static void
session_changed_cb (SalonMessagesPage *self, SalonChange *change)
{
  static const char *const tables[] = { "notifications", "bookings",   "booking_services",
                                        "clients",       "gift_cards", "gift_card_movements",
                                        "salon_settings" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (salon_change_touches (change, tables[i], NULL))
      {
        read_planned (self);
        if (!is_on_due (self))
          ask_stored (self);
        show_failed (self);
        return;
      }
}

/* --- Does anything go out at all? --- */

static gboolean
is_keyring_closed (SalonMessagesPage *self)
{
  SalonCarriers *carriers = salon_messenger_get_carriers (self->messenger);

  return carriers != NULL && salon_carriers_is_closed (carriers);
}

static const char *
describe_trouble (SalonMessagesPage *self)
{
  switch (salon_messenger_get_state (self->messenger))
    {
    case SALON_MESSENGER_OFF:
      return is_keyring_closed (self)
               ? _ ("Nothing goes out: the password safe of this computer stayed closed")
               : _ ("Nothing goes out yet: it is not set up who carries your messages");
    case SALON_MESSENGER_TROUBLE:
      return _ ("Messages cannot go out just now. They are tried again by themselves.");
    case SALON_MESSENGER_SENDING:
      return self->has_stalled ? _ ("No message could go out for an hour") : NULL;
    case SALON_MESSENGER_AT_SERVER:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static void
show_messenger (SalonMessagesPage *self)
{
  const char *words = salon_session_is_sample (self->session) ? NULL : describe_trouble (self);

  if (words != NULL)
    adw_banner_set_title (self->set_up_banner, words);
  adw_banner_set_revealed (self->set_up_banner, words != NULL);
}

static void
show_credits (SalonMessagesPage *self)
{
  salon_message_credits_refresh (self->credits, salon_messenger_get_carriers (self->messenger),
                                 salon_session_get_instant (self->session));
}

static void
messenger_changed_cb (SalonMessagesPage *self)
{
  self->has_stalled = FALSE;
  show_messenger (self);
  show_credits (self);
}

static void
stalled_cb (SalonMessagesPage *self)
{
  self->has_stalled = TRUE;
  show_messenger (self);
}

void
salon_messages_page_set_messenger (SalonMessagesPage *self, SalonMessenger *messenger)
{
  g_return_if_fail (SALON_IS_MESSAGES_PAGE (self));
  g_return_if_fail (self->messenger == NULL);

  if (messenger == NULL)
    return;
  self->messenger = g_object_ref (messenger);
  g_signal_connect_object (messenger, "changed", G_CALLBACK (messenger_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (messenger, "stalled", G_CALLBACK (stalled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (show_credits), NULL);
  show_messenger (self);
  show_credits (self);
}

/* --- The list --- */

static void
cell_made_cb (GtkListItemFactory *factory, GtkListItem *item, SalonMessagesPage *self)
{
  gtk_list_item_set_child (item, salon_message_cell_new ());
}

static void
cell_bound_cb (GtkListItemFactory *factory, GtkListItem *item, SalonMessagesPage *self)
{
  SalonMessageItem *message = gtk_list_item_get_item (item);
  g_autofree char *label = salon_message_cell_describe (self->session, message);

  salon_message_cell_show (SALON_MESSAGE_CELL (gtk_list_item_get_child (item)), self->session,
                           message);
  gtk_list_item_set_accessible_label (item, label);
}

static void
connect_list (SalonMessagesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->stored = salon_messages_model_new (salon_session_get_reader (self->session),
                                           salon_session_get_worker (self->session));
  g_signal_connect_object (self->stored, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_made_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bound_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list_view, factory);
}

/* --- Life --- */

static void
salon_messages_page_dispose (GObject *object)
{
  SalonMessagesPage *self = SALON_MESSAGES_PAGE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_MESSAGES_PAGE);
  g_clear_object (&self->messenger);
  g_clear_object (&self->due);
  g_clear_object (&self->stored);
  g_clear_pointer (&self->planned, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_messages_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, which_group);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, failed_toggle);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, set_up_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, not_read_page);
  gtk_widget_class_bind_template_child (widget_class, SalonMessagesPage, credits);
  gtk_widget_class_bind_template_callback (widget_class, which_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
salon_messages_page_class_init (SalonMessagesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_messages_page_dispose;
  gtk_widget_class_install_action (widget_class, "messages.search", NULL, search_activated_cb);
  gtk_widget_class_install_action (widget_class, "messages.settings", NULL, settings_activated_cb);
  gtk_widget_class_install_action (widget_class, "messages.send", "s", send_activated_cb);
  g_type_ensure (SALON_TYPE_MESSAGE_CREDITS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-messages-page.ui");
  bind_children (widget_class);
}

static void
add_keys (SalonMessagesPage *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_MANAGED, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_SEARCH, SALON_EVERY_KEY, "messages.search", NULL);
}

static void
salon_messages_page_init (SalonMessagesPage *self)
{
  self->due = g_list_store_new (SALON_TYPE_MESSAGE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
}

GtkWidget *
salon_messages_page_new (SalonSession *session)
{
  SalonMessagesPage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_MESSAGES_PAGE, NULL);
  self->session = g_object_ref (session);
  connect_list (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_failed (self);
  which_chosen_cb (self);
  return GTK_WIDGET (self);
}

void
salon_messages_page_show_list (SalonMessagesPage *self, const char *name)
{
  g_return_if_fail (SALON_IS_MESSAGES_PAGE (self));
  g_return_if_fail (name != NULL);

  adw_toggle_group_set_active_name (self->which_group, name);
}
