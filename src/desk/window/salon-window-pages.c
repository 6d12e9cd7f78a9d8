/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pages, the sidebar that leads to them, and the actions by which they reach each other. A page is
 * made when it is first shown: the first frame waits for one page only.
 */
#include "salon-window-private.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-bookings-page.h"
#include "calendar/salon-calendar-page.h"
#include "clients/salon-clients-page.h"
#include "gift-cards/salon-gift-cards-page.h"
#include "messages/salon-messages-page.h"
#include "services/salon-services-page.h"
#include "statistics/salon-statistics-page.h"
#include "sync/salon-review-page.h"
#include "today/salon-today-page.h"
#include "window/salon-window-dialogs.h"
#include "window/salon-window-planning.h"

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

static gboolean
is_review (const Page *page)
{
  return page->make == salon_review_page_new;
}

/* There is a way to the review while there is something to review, and while it is being looked at. */
void
salon_window_update_review (SalonWindow *self)
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

GtkWidget *
salon_window_enter_page (SalonWindow *self, const char *name)
{
  const Page *page = find_page (name);
  if (page == NULL)
    page = find_page ("calendar");

  GtkWidget *widget = ensure_page (self, page);
  gtk_stack_set_visible_child (self->page_stack, widget);
  adw_navigation_page_set_title (self->content_page, _ (page->title));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  salon_window_update_review (self);
  mark_shown_page (self);
  /* Tomorrow there may be nothing to review any more. */
  if (!is_review (page))
    g_settings_set_string (self->settings, "last-page", page->name);
  return widget;
}

static void
row_activated_cb (SalonWindow *self, GtkListBoxRow *row)
{
  salon_window_enter_page (self, pages[gtk_list_box_row_get_index (row)].name);
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

static void
show_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *page = salon_window_enter_page (SALON_WINDOW (widget), "clients");

  salon_clients_page_show (SALON_CLIENTS_PAGE (page), g_variant_get_string (parameter, NULL));
}

static void
show_gift_card (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *page = salon_window_enter_page (SALON_WINDOW (widget), "gift-cards");

  salon_gift_cards_page_show (SALON_GIFT_CARDS_PAGE (page), g_variant_get_string (parameter, NULL));
}

static void
show_day (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWidget *page = salon_window_enter_page (SALON_WINDOW (widget), "calendar");

  salon_calendar_page_show_day (SALON_CALENDAR_PAGE (page), g_variant_get_int32 (parameter));
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
  gtk_widget_activate_action_variant (salon_window_enter_page (self, page), action,
                                      *text != '\0' ? g_variant_new_string (text) : NULL);
}

/* Views that an action opens, whatever page is shown. */
static const struct
{
  const char *view;
  const char *action;
} opened_views[] = {
  { "carriers", "win.carriers" },    { "voucher-design", "win.voucher-design" },
  { "takings", "win.takings" },      { "import", "win.import" },
  { "export", "win.export" },        { "booking", "win.new-booking" },
  { "waiting", "win.waiting-list" }, { "closing", "win.closing-list" },
  { "shortcuts", "app.shortcuts" },  { "about", "app.about" },
  { "block", "win.block-time" },
};

static gboolean
open_view (SalonWindow *self, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (opened_views); i++)
    if (g_str_equal (opened_views[i].view, name))
      {
        gtk_widget_activate_action (GTK_WIDGET (self), opened_views[i].action, NULL);
        return TRUE;
      }
  return FALSE;
}

/* @part: (nullable): which of its lists, tasks or spans of time. */
static void
show_part (SalonWindow *self, const char *name, const char *part)
{
  GtkWidget *page = salon_window_enter_page (self, name);

  if (SALON_IS_CALENDAR_PAGE (page) && part != NULL)
    salon_calendar_page_set_view (SALON_CALENDAR_PAGE (page), part);
  else if (SALON_IS_CLIENTS_PAGE (page) && part != NULL)
    salon_clients_page_show_task (SALON_CLIENTS_PAGE (page), part);
  else if (SALON_IS_GIFT_CARDS_PAGE (page) && part != NULL)
    salon_gift_cards_page_show_task (SALON_GIFT_CARDS_PAGE (page), part);
  else if (SALON_IS_STATISTICS_PAGE (page))
    salon_statistics_page_set_span (SALON_STATISTICS_PAGE (page), part);
  else if (SALON_IS_MESSAGES_PAGE (page) && part != NULL)
    salon_messages_page_show_list (SALON_MESSAGES_PAGE (page), part);
}

/* The finder with a line in it, with underscores for blanks. */
static void
show_finder (SalonWindow *self, const char *line)
{
  g_autofree char *typed = g_strdelimit (g_strdup (line != NULL ? line : ""), "_", ' ');

  gtk_widget_activate_action (GTK_WIDGET (self), "win.find-line", "s", typed);
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
    salon_window_dialogs_show_connection (self);
  else if (g_str_equal (name, "payment"))
    salon_window_dialogs_show_payment (self);
  else if (g_str_equal (name, "repeat"))
    salon_window_planning_repeat_next (self);
  else if (g_str_equal (parts[0], "finder"))
    show_finder (self, parts[1]);
  else if (g_str_equal (parts[0], "print"))
    {
      show_part (self, "calendar", parts[1]);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.print", NULL);
    }
  else if (!open_view (self, name))
    show_part (self, parts[0], parts[1]);
}

static void
show_page_by_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);

  if (self->session != NULL)
    salon_window_show_page (self, g_variant_get_string (parameter, NULL));
}

void
salon_window_list_pages (SalonWindow *self, SalonFinderActions *actions)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (!is_review (&pages[i]) || gtk_widget_get_visible (GTK_WIDGET (self->review_badge)))
      salon_finder_actions_add (actions, _ (pages[i].title), pages[i].title, pages[i].icon_name,
                                "win.show-page", g_variant_new_string (pages[i].name));
}

void
salon_window_fill_sidebar (SalonWindow *self)
{
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
}

void
salon_window_install_pages (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, mark_shown_page);
  gtk_widget_class_bind_template_callback (klass, row_activated_cb);
  gtk_widget_class_install_action (klass, "win.show-client", "s", show_client);
  gtk_widget_class_install_action (klass, "win.show-gift-card", "s", show_gift_card);
  gtk_widget_class_install_action (klass, "win.show-day", "i", show_day);
  gtk_widget_class_install_action (klass, "win.show-page", "s", show_page_by_action);
  gtk_widget_class_install_action (klass, "win.page-action", "(sss)", do_page_action);
}
