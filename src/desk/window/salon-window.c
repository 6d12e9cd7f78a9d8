/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame around the pages: sidebar, toasts, banner, and the actions by which the pages reach each
 * other ("win.edit-booking" and so on). A page is made when it is first shown: the first frame waits
 * for one page only.
 */
#include "salon-window.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-dialog.h"
#include "bookings/salon-bookings-page.h"
#include "calendar/salon-calendar-page.h"
#include "carriers/salon-carriers-dialog.h"
#include "clients/salon-clients-page.h"
#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "finder/salon-finder-dialog.h"
#include "gift-cards/salon-gift-cards-page.h"
#include "messages/salon-message-offer.h"
#include "messages/salon-messages-page.h"
#include "messages/salon-messenger.h"
#include "payments/salon-till-setting.h"
#include "planning/salon-planning-banner.h"
#include "printing/salon-print-dialog.h"
#include "services/salon-services-page.h"
#include "statistics/salon-statistics-page.h"
#include "sync/salon-connection-dialog.h"
#include "sync/salon-review-page.h"
#include "sync/salon-sync-banner.h"
#include "sync/salon-sync-indicator.h"
#include "takings/salon-takings-dialog.h"
#include "today/salon-today-page.h"
#include "window/salon-failure-page.h"
#include "window/salon-first-run-page.h"
#include "window/salon-window-dialogs.h"
#include "window/salon-window-planning.h"

/* A toast that asks something stays a little longer. */
#define OFFER_SECONDS 10

struct _SalonWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *root_stack;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkListBox *page_list;
  GtkStack *page_stack;
  GtkLabel *review_badge; /* in its row */
  SalonPlanningBanner *planning_banner;
  SalonSyncBanner *sync_banner;
  SalonSyncIndicator *sync_indicator;
  AdwBanner *sample_banner;
  AdwBanner *read_only_banner;
  GtkButton *undo_button;
  GtkButton *redo_button;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GtkLabel *salon_label;

  GSettings *settings;
  SalonSession *session;
  SalonSharing *sharing;
  SalonMessageOffer *offer;
  SalonCarriers *carriers;   /* nullable */
  SalonMessenger *messenger; /* nullable, as the session */
  AdwToast *last_toast;
  AdwDialog *failure_dialog;
};

G_DEFINE_FINAL_TYPE (SalonWindow, salon_window, ADW_TYPE_APPLICATION_WINDOW)

typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GtkWidget *(*make) (SalonSession *session);
} Page;

static const Page pages[] = {
  { "today", N_ ("Today"), "preferences-system-time-symbolic", salon_today_page_new },
  { "calendar", N_ ("Calendar"), "x-office-calendar-symbolic", salon_calendar_page_new },
  { "bookings", N_ ("Bookings"), "view-list-symbolic", salon_bookings_page_new },
  { "clients", N_ ("Clients"), "system-users-symbolic", salon_clients_page_new },
  { "gift-cards", N_ ("Gift Cards"), "salon-gift-card-symbolic", salon_gift_cards_page_new },
  { "services", N_ ("Services"), "view-list-bullet-symbolic", salon_services_page_new },
  { "statistics", N_ ("Statistics"), "salon-statistics-symbolic", salon_statistics_page_new },
  { "messages", N_ ("Messages"), "mail-send-symbolic", salon_messages_page_new },
  { "review", N_ ("To Review"), "view-dual-symbolic", salon_review_page_new },
};

static const Page *
find_page (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

/* The page's widget, made if this is its first showing. */
static GtkWidget *
ensure_page (SalonWindow *self, const Page *page)
{
  GtkWidget *widget = gtk_stack_get_child_by_name (self->page_stack, page->name);

  if (widget == NULL)
    {
      widget = page->make (self->session);
      if (SALON_IS_MESSAGES_PAGE (widget))
        salon_messages_page_set_messenger (SALON_MESSAGES_PAGE (widget), self->messenger);
      gtk_stack_add_named (self->page_stack, widget, page->name);
    }
  return widget;
}

/* Arrows in the sidebar mark the row they come to; the page follows when it is activated. When they
 * lead to nothing, the mark goes back to the page that is shown. */
static void
mark_shown_page (SalonWindow *self)
{
  /* The focus leaves the sidebar also when the window goes, and takes its pages first. */
  const Page *page = self->page_stack != NULL
                       ? find_page (gtk_stack_get_visible_child_name (self->page_stack))
                       : NULL;
  if (page != NULL)
    gtk_list_box_select_row (self->page_list,
                             gtk_list_box_get_row_at_index (self->page_list, (int) (page - pages)));
}

/* What a dialog stands before, and where the focus goes back to. */
static GtkWidget *
get_shown (SalonWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);
  return page != NULL && gtk_widget_get_mapped (page)
           ? page
           : gtk_stack_get_visible_child (self->root_stack);
}

static gboolean
is_review (const Page *page)
{
  return page->make == salon_review_page_new;
}

/* There is a way to the review while there is something to review, and while it is being looked at. */
static void
update_review (SalonWindow *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->page_stack);
  gboolean is_shown = g_strcmp0 (shown, "review") == 0;
  guint n_reviews = self->sharing != NULL ? salon_sharing_get_n_reviews (self->sharing) : 0;
  g_autofree char *count = g_strdup_printf ("%u", n_reviews);
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self->review_badge), GTK_TYPE_LIST_BOX_ROW);

  gtk_label_set_label (self->review_badge, count);
  gtk_widget_set_visible (GTK_WIDGET (self->review_badge), n_reviews > 0);
  gtk_widget_set_visible (row, n_reviews > 0 || is_shown);
  salon_sync_banner_set_is_on_review (self->sync_banner, is_shown);
}

static GtkWidget *
show_page (SalonWindow *self, const char *name)
{
  const Page *page = find_page (name);
  if (page == NULL)
    page = find_page ("calendar");

  GtkWidget *widget = ensure_page (self, page);
  gtk_stack_set_visible_child (self->page_stack, widget);
  adw_navigation_page_set_title (self->content_page, _ (page->title));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  update_review (self);
  mark_shown_page (self);
  /* Tomorrow there may be nothing to review any more. */
  if (!is_review (page))
    g_settings_set_string (self->settings, "last-page", page->name);
  return widget;
}

static void
row_activated_cb (SalonWindow *self, GtkListBoxRow *row)
{
  show_page (self, pages[gtk_list_box_row_get_index (row)].name);
}

static GtkLabel *
add_badge (GtkListBoxRow *row)
{
  GtkWidget *badge = gtk_label_new ("");

  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (row)), badge);
  return GTK_LABEL (badge);
}

static GtkWidget *
make_page_row (const Page *page)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (page->title));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (page->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (page->title), -1);
  return row;
}

/* Toasts go where they can be seen: in front of a preferences dialog, if one is open. */
static void
add_toast (SalonWindow *self, AdwToast *toast)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (self->last_toast != NULL)
    adw_toast_dismiss (self->last_toast);
  g_set_weak_pointer (&self->last_toast, toast);
  /* A client may be called "<b>&". */
  adw_toast_set_use_markup (toast, FALSE);
  if (ADW_IS_PREFERENCES_DIALOG (dialog))
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* What was done without an editor may be told to the client: an editor asks by itself. */
static void
offer_to_tell (SalonWindow *self, AdwToast *toast, const char *label)
{
  GtkWidget *title = NULL;

  if (self->offer == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  title = salon_message_offer_make_title (self->offer, label);
  if (title == NULL)
    return;
  adw_toast_set_custom_title (toast, title);
  adw_toast_set_timeout (toast, OFFER_SECONDS);
}

static void
say (SalonWindow *self, const char *label, gboolean can_undo)
{
  AdwToast *toast = adw_toast_new (label);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, label);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      offer_to_tell (self, toast, label);
    }
  add_toast (self, toast);
}

/* One at a time: what fails at every key pressed is said once. */
static void
failed_cb (SalonWindow *self, const char *sentence)
{
  if (self->failure_dialog != NULL)
    return;

  AdwDialog *dialog = adw_alert_dialog_new (_ ("That Did Not Work"), sentence);
  g_set_weak_pointer (&self->failure_dialog, dialog);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  salon_dialog_present (dialog, get_shown (self));
}

static void
name_button (GtkButton *button, const char *verb, const char *label)
{
  /* Translators: a word, and what it stands before: "Undo: Move Marie Durand to …" */
  g_autofree char *text =
    label != NULL ? g_strdup_printf (C_ ("undo button", "%s: %s"), verb, label) : g_strdup (verb);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text);
}

static void
undo_state_changed_cb (SalonWindow *self)
{
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;

  g_object_get (self->session, "undo-label", &undo_label, "redo-label", &redo_label, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo_label != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo_label != NULL);
  name_button (self->undo_button, _ ("Undo"), undo_label);
  name_button (self->redo_button, _ ("Redo"), redo_label);
}

/* The menu is made when it is first opened: the first frame does not wait for it. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  SalonWindow *self = SALON_WINDOW (user_data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
show_settings (SalonWindow *self)
{
  const char *name = salon_session_get_setting (self->session, "salon.name");

  gtk_label_set_label (self->salon_label, name != NULL ? name : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.takings",
                                 salon_till_setting_is_on (self->session));
}

void
salon_window_set_carriers (SalonWindow *self, SalonCarriers *carriers)
{
  g_return_if_fail (SALON_IS_WINDOW (self));

  g_set_object (&self->carriers, carriers);
}

void
salon_window_set_session (SalonWindow *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->sharing = salon_sharing_new (session);
  self->offer = salon_message_offer_new (session);
  self->messenger = salon_messenger_new (session, self->sharing, self->carriers);
  g_signal_connect_object (self->sharing, "notify::n-reviews", G_CALLBACK (update_review), self,
                           G_CONNECT_SWAPPED);
  salon_sync_indicator_set_sharing (self->sync_indicator, self->sharing);
  salon_sync_banner_set_sharing (self->sync_banner, self->sharing);
  salon_planning_banner_set_session (self->planning_banner, session);
  g_signal_connect_object (session, "done", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::undo-label", G_CALLBACK (undo_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::redo-label", G_CALLBACK (undo_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_banner_set_revealed (self->sample_banner, salon_session_is_sample (session));
  adw_banner_set_revealed (self->read_only_banner, salon_session_is_read_only (session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.connection",
                                 !salon_session_is_sample (session));
  show_settings (self);
  undo_state_changed_cb (self);
  gtk_stack_set_visible_child_name (self->root_stack, "desk");

  g_autofree char *last_page = g_settings_get_string (self->settings, "last-page");
  show_page (self, last_page);
  /* What the others did could not be written down. */
  if (!salon_session_is_read_only (session))
    salon_sharing_start (self->sharing);
}

static void
set_root (SalonWindow *self, GtkWidget *widget, const char *name)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->root_stack, name);

  if (old != NULL)
    gtk_stack_remove (self->root_stack, old);
  gtk_stack_add_named (self->root_stack, widget, name);
  gtk_stack_set_visible_child (self->root_stack, widget);
}

void
salon_window_show_welcome (SalonWindow *self)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  set_root (self, salon_first_run_page_new (), "welcome");
}

void
salon_window_show_desk (SalonWindow *self)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  g_return_if_fail (self->session != NULL);
  gtk_stack_set_visible_child_name (self->root_stack, "desk");
}

static void
start_own_clicked_cb (SalonWindow *self)
{
  salon_window_show_welcome (self);
}

void
salon_window_show_failure (SalonWindow *self, const GError *error, const char *backup_path)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  set_root (self, salon_failure_page_new (error, backup_path), "failure");
}

/* One editor at a time: a second Ctrl+N must not bury what is being typed. */
static void
present_editor (SalonWindow *self, const SalonBookingDraft *draft)
{
  if (self->session == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;

  /* A booking that is gone, or cannot be read, has been told by the session. */
  AdwDialog *dialog = salon_booking_dialog_new (self->session, draft);
  if (dialog != NULL)
    salon_dialog_present (dialog, get_shown (self));
}

static void
new_booking (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { .day = SALON_DAY_NONE, .minute = -1 };

  present_editor (SALON_WINDOW (widget), &draft);
}

static void
new_booking_at (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { 0 };

  g_variant_get (parameter, "(iii)", &draft.day, &draft.minute, &draft.duration_minutes);
  present_editor (SALON_WINDOW (widget), &draft);
}

static void
new_booking_for (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { .client_id = g_variant_get_string (parameter, NULL),
                              .day = SALON_DAY_NONE,
                              .minute = -1 };

  present_editor (SALON_WINDOW (widget), &draft);
}

static void
edit_booking (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { .booking_id = g_variant_get_string (parameter, NULL),
                              .day = SALON_DAY_NONE,
                              .minute = -1 };

  present_editor (SALON_WINDOW (widget), &draft);
}

static void
book_wish (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { 0 };

  g_variant_get (parameter, "(&sii)", &draft.wish_id, &draft.day, &draft.minute);
  present_editor (SALON_WINDOW (widget), &draft);
}

/* What a line in the finder was read as; "" stands for what it does not say. */
static void
book (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { 0 };
  const char *texts[4];
  g_autofree const char **service_ids = NULL;

  g_variant_get (parameter, "(&s&s&s&s^a&sii)", &texts[0], &texts[1], &texts[2], &texts[3],
                 &service_ids, &draft.day, &draft.minute);
  draft.client_id = *texts[0] != '\0' ? texts[0] : NULL;
  draft.client_name = *texts[1] != '\0' ? texts[1] : NULL;
  draft.client_phone = *texts[2] != '\0' ? texts[2] : NULL;
  draft.client_search = *texts[3] != '\0' ? texts[3] : NULL;
  draft.service_ids = service_ids;
  present_editor (SALON_WINDOW (widget), &draft);
}

static void
show_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *page = show_page (SALON_WINDOW (widget), "clients");

  salon_clients_page_show (SALON_CLIENTS_PAGE (page), g_variant_get_string (parameter, NULL));
}

static void
show_gift_card (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *page = show_page (SALON_WINDOW (widget), "gift-cards");

  salon_gift_cards_page_show (SALON_GIFT_CARDS_PAGE (page), g_variant_get_string (parameter, NULL));
}

static void
show_day (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *page = show_page (SALON_WINDOW (widget), "calendar");

  salon_calendar_page_show_day (SALON_CALENDAR_PAGE (page), g_variant_get_int32 (parameter));
}

static void
show_page_by_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);

  if (self->session != NULL)
    salon_window_show_page (self, g_variant_get_string (parameter, NULL));
}

/* Page, its action, and the text for it ("" : it takes none). */
static void
do_page_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  const char *page;
  const char *action;
  const char *text;

  g_variant_get (parameter, "(&s&s&s)", &page, &action, &text);
  if (self->session == NULL)
    return;
  gtk_widget_activate_action_variant (show_page (self, page), action,
                                      *text != '\0' ? g_variant_new_string (text) : NULL);
}

static void
found_cb (SalonWindow *self, const char *action, GVariant *target)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
}

/* Everything the window can do: its pages and its menu, but for what leads nowhere just now. */
static SalonFinderActions *
list_actions (SalonWindow *self)
{
  static const char *const undoing[] = { "undo-label", "redo-label" };
  SalonFinderActions *actions = salon_finder_actions_new ();

  salon_finder_actions_add_menu (actions, self->primary_menu);
  salon_finder_actions_add_pages (actions);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (!is_review (&pages[i]) || gtk_widget_get_visible (GTK_WIDGET (self->review_badge)))
      salon_finder_actions_add (actions, _ (pages[i].title), pages[i].title, pages[i].icon_name,
                                "win.show-page", g_variant_new_string (pages[i].name));
  salon_finder_actions_add (actions, _ ("Quit"), "Quit", "application-exit-symbolic", "app.quit",
                            NULL);
  salon_finder_actions_remove (actions, "win.find");
  if (salon_session_is_sample (self->session))
    salon_finder_actions_remove (actions, "win.connection");
  if (!salon_till_setting_is_on (self->session))
    salon_finder_actions_remove (actions, "win.takings");
  for (gsize i = 0; i < G_N_ELEMENTS (undoing); i++)
    {
      g_autofree char *label = NULL;

      g_object_get (self->session, undoing[i], &label, NULL);
      if (label == NULL)
        salon_finder_actions_remove (actions, i == 0 ? "win.undo" : "win.redo");
    }
  return actions;
}

static AdwDialog *
present_finder (SalonWindow *self)
{
  g_autoptr (SalonFinderActions) actions = NULL;
  AdwDialog *dialog = NULL;

  if (self->session == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return NULL;
  actions = list_actions (self);
  dialog = salon_finder_dialog_new (self->session, actions);
  g_signal_connect_object (dialog, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, get_shown (self));
  return dialog;
}

static void
find (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  present_finder (SALON_WINDOW (widget));
}

/* Each page knows what of it is worth a sheet of paper, and asks for it by "win.print-document". */
static void
print_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);

  if (page != NULL
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    gtk_widget_activate_action (page, "page.print", NULL);
}

static void
show_connection (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);

  if (self->session != NULL)
    salon_dialog_present (salon_connection_dialog_new (self->sharing), get_shown (self));
}

static void
show_carriers (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  const SalonConnectionSettings *shared =
    self->sharing != NULL ? salon_sharing_get_settings (self->sharing) : NULL;

  if (self->session != NULL && self->carriers != NULL)
    salon_dialog_present (salon_carriers_dialog_new (self->session, self->carriers,
                                                     shared != NULL && shared->address != NULL),
                          get_shown (self));
}

static void
undo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_session_undo (SALON_WINDOW (widget)->session);
}

static void
redo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_session_redo (SALON_WINDOW (widget)->session);
}

static void
show_welcome (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_show_welcome (SALON_WINDOW (widget));
}

static void
tell_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);

  if (self->last_toast != NULL)
    adw_toast_dismiss (self->last_toast);
  if (self->offer != NULL)
    salon_message_offer_accept (self->offer);
}

static void
show_toast (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  say (SALON_WINDOW (widget), g_variant_get_string (parameter, NULL), FALSE);
}

/* @line: with underscores for blanks, as the name of a view has it; nullable. */
static void
show_finder (SalonWindow *self, const char *line)
{
  AdwDialog *dialog = present_finder (self);
  g_autofree char *typed = g_strdelimit (g_strdup (line != NULL ? line : ""), "_", ' ');

  if (dialog != NULL)
    salon_finder_dialog_set_line (SALON_FINDER_DIALOG (dialog), typed);
}

/* As it was typed into the desktop's own search. */
static void
find_line (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AdwDialog *dialog = present_finder (SALON_WINDOW (widget));

  if (dialog != NULL)
    salon_finder_dialog_set_line (SALON_FINDER_DIALOG (dialog),
                                  g_variant_get_string (parameter, NULL));
}

void
salon_window_show_page (SalonWindow *self, const char *name)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  g_return_if_fail (self->session != NULL);

  g_auto (GStrv) parts = g_strsplit (name, "/", 2);
  if (g_str_equal (parts[0], "settings"))
    salon_window_dialogs_show_settings (self, parts[1]);
  else if (g_str_equal (name, "connection"))
    show_connection (GTK_WIDGET (self), NULL, NULL);
  else if (g_str_equal (name, "carriers"))
    show_carriers (GTK_WIDGET (self), NULL, NULL);
  else if (g_str_equal (name, "voucher-design"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.voucher-design", NULL);
  else if (g_str_equal (name, "takings"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.takings", NULL);
  else if (g_str_equal (name, "payment"))
    salon_window_dialogs_show_payment (self);
  else if (g_str_equal (name, "import"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import", NULL);
  else if (g_str_equal (name, "export"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.export", NULL);
  else if (g_str_equal (name, "booking"))
    new_booking (GTK_WIDGET (self), NULL, NULL);
  else if (g_str_equal (name, "waiting"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.waiting-list", NULL);
  else if (g_str_equal (name, "closing"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.closing-list", NULL);
  else if (g_str_equal (name, "repeat"))
    salon_window_planning_repeat_next (self);
  else if (g_str_equal (name, "shortcuts") || g_str_equal (name, "about"))
    g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))),
                                    name, NULL);
  else if (g_str_equal (parts[0], "finder"))
    show_finder (self, parts[1]);
  else if (g_str_equal (parts[0], "print"))
    {
      GtkWidget *page = show_page (self, "calendar");

      salon_calendar_page_set_view (SALON_CALENDAR_PAGE (page), parts[1]);
      print_page (GTK_WIDGET (self), NULL, NULL);
    }
  else
    {
      GtkWidget *page = show_page (self, parts[0]);
      if (SALON_IS_CALENDAR_PAGE (page) && parts[1] != NULL)
        salon_calendar_page_set_view (SALON_CALENDAR_PAGE (page), parts[1]);
      else if (SALON_IS_CLIENTS_PAGE (page) && parts[1] != NULL)
        salon_clients_page_show_task (SALON_CLIENTS_PAGE (page), parts[1]);
      else if (SALON_IS_GIFT_CARDS_PAGE (page) && parts[1] != NULL)
        salon_gift_cards_page_show_task (SALON_GIFT_CARDS_PAGE (page), parts[1]);
      else if (SALON_IS_STATISTICS_PAGE (page))
        salon_statistics_page_set_span (SALON_STATISTICS_PAGE (page), parts[1]);
      else if (SALON_IS_MESSAGES_PAGE (page) && parts[1] != NULL)
        salon_messages_page_show_list (SALON_MESSAGES_PAGE (page), parts[1]);
    }
}

SalonSession *
salon_window_get_session (SalonWindow *self)
{
  g_return_val_if_fail (SALON_IS_WINDOW (self), NULL);
  return self->session;
}

GtkWidget *
salon_window_get_shown (SalonWindow *self)
{
  g_return_val_if_fail (SALON_IS_WINDOW (self), NULL);
  return get_shown (self);
}

SalonWindow *
salon_window_new (AdwApplication *application)
{
  return g_object_new (SALON_TYPE_WINDOW, "application", application, NULL);
}

static void
salon_window_dispose (GObject *object)
{
  SalonWindow *self = SALON_WINDOW (object);

  g_clear_weak_pointer (&self->last_toast);
  g_clear_weak_pointer (&self->failure_dialog);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_WINDOW);
  if (self->messenger != NULL)
    salon_messenger_stop (self->messenger);
  g_clear_object (&self->messenger);
  g_clear_object (&self->offer);
  g_clear_object (&self->sharing);
  g_clear_object (&self->carriers);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (salon_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-booking", NULL, new_booking);
  gtk_widget_class_install_action (widget_class, "win.new-booking-at", "(iii)", new_booking_at);
  gtk_widget_class_install_action (widget_class, "win.new-booking-for", "s", new_booking_for);
  gtk_widget_class_install_action (widget_class, "win.edit-booking", "s", edit_booking);
  gtk_widget_class_install_action (widget_class, "win.book", "(ssssasii)", book);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "win.find-line", "s", find_line);
  gtk_widget_class_install_action (widget_class, "win.page-action", "(sss)", do_page_action);
  salon_window_dialogs_install (widget_class);
  salon_window_planning_install (widget_class);
  gtk_widget_class_install_action (widget_class, "win.book-wish", "(sii)", book_wish);
  gtk_widget_class_install_action (widget_class, "win.show-client", "s", show_client);
  gtk_widget_class_install_action (widget_class, "win.show-gift-card", "s", show_gift_card);
  gtk_widget_class_install_action (widget_class, "win.show-day", "i", show_day);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_by_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_page);
  gtk_widget_class_install_action (widget_class, "win.connection", NULL, show_connection);
  gtk_widget_class_install_action (widget_class, "win.carriers", NULL, show_carriers);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.welcome", NULL, show_welcome);
  gtk_widget_class_install_action (widget_class, "win.tell-client", NULL, tell_client);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", show_toast);
}

/* Bindings of the class and not of the application: those would win over the text entry that has
 * the focus, and Ctrl+Z there is the entry's own. */
static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    SalonShortcut shortcut;
    const char *action;
  } keys[] = {
    { SALON_SHORTCUT_NEW_BOOKING, "win.new-booking" },
    { SALON_SHORTCUT_FIND, "win.find" },
    { SALON_SHORTCUT_UNDO, "win.undo" },
    { SALON_SHORTCUT_REDO, "win.redo" },
    { SALON_SHORTCUT_PRINT, "win.print" },
    { SALON_SHORTCUT_PREFERENCES, "win.preferences" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    salon_shortcut_bind_action (widget_class, keys[i].shortcut, SALON_EVERY_KEY, keys[i].action,
                                NULL);
}

static void
salon_window_class_init (SalonWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = salon_window_dispose;

  g_type_ensure (SALON_TYPE_PLANNING_BANNER);
  g_type_ensure (SALON_TYPE_SYNC_BANNER);
  g_type_ensure (SALON_TYPE_SYNC_INDICATOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, page_list);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, planning_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, sync_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, sync_indicator);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, sample_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, read_only_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, salon_label);
  gtk_widget_class_bind_template_callback (widget_class, mark_shown_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_own_clicked_cb);

  install_actions (widget_class);
  install_keys (widget_class);
}

static void
salon_window_init (SalonWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  salon_window_dialogs_take_drops (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *row = make_page_row (&pages[i]);
      gtk_list_box_append (self->page_list, row);
      if (is_review (&pages[i]))
        {
          self->review_badge = add_badge (GTK_LIST_BOX_ROW (row));
          gtk_widget_set_visible (row, FALSE);
        }
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", FALSE);

  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  /* Hidden it goes on as it is: what is shared comes in, and messages go out. */
  g_settings_bind (self->settings, "run-in-background", self, "hide-on-close", G_SETTINGS_BIND_GET);
}
