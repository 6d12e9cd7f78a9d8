/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is a SalonBookingsModel, so that a hundred thousand bookings cost no more than a screen
 * of them. What the filter asks is answered by the worker; until then the rows stay as they were.
 */
#include "salon-bookings-page.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-actions.h"
#include "bookings/salon-booking-cell.h"
#include "bookings/salon-booking-filter-bar.h"
#include "bookings/salon-bookings-model.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "printing/salon-print-request.h"

struct _SalonBookingsPage
{
  AdwBin parent_instance;

  SalonBookingFilterBar *filter;
  GtkStack *stack;
  GtkListView *list_view;
  GtkWidget *heading_box;
  AdwStatusPage *failed_page;
  GtkLabel *sum_label;

  SalonSession *session;
  SalonBookingsModel *model;
  GtkSingleSelection *selection;
  SalonBookingActions *actions;
  SalonTextCache *texts; /* of the cells */
  gboolean is_narrow;
  gboolean is_news; /* the rows to come answer another question: they are read from the top */
};

enum
{
  PROP_IS_NARROW = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonBookingsPage, salon_bookings_page, ADW_TYPE_BIN)

static const char *
choose_state (SalonBookingsPage *self, guint n_items)
{
  gboolean has_own = TRUE;

  if (salon_paged_model_get_error (SALON_PAGED_MODEL (self->model)) != NULL)
    return "failed";
  if (n_items > 0)
    return "list";
  salon_reader_has_own (salon_session_get_reader (self->session), &has_own, NULL);
  return !has_own || salon_booking_filter_bar_is_open (self->filter) ? "empty" : "not-found";
}

static void
show_sum (SalonBookingsPage *self, guint n_items)
{
  gint64 cents = salon_bookings_model_get_sum (self->model);
  g_autofree char *count =
    g_strdup_printf (ngettext ("%u booking", "%u bookings", n_items), n_items);
  g_autofree char *sum = cents >= 0 ? salon_format_money (self->session, cents) : NULL;
  g_autofree char *text = sum != NULL ? g_strdup_printf ("%s · %s", count, sum) : NULL;

  gtk_label_set_text (self->sum_label, text != NULL ? text : count);
  gtk_widget_set_visible (GTK_WIDGET (self->sum_label), n_items > 0);
}

static void
answered_cb (SalonBookingsPage *self)
{
  const GError *error = salon_paged_model_get_error (SALON_PAGED_MODEL (self->model));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (error != NULL)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
    }
  if (self->is_news && n_items > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  self->is_news = FALSE;
  gtk_stack_set_visible_child_name (self->stack, choose_state (self, n_items));
  show_sum (self, n_items);
}

static void
filter_changed_cb (SalonBookingsPage *self)
{
  SalonBookingQuery query;

  self->is_news = TRUE;
  salon_booking_filter_bar_get_query (self->filter, &query);
  salon_bookings_model_ask (self->model, &query);
}

static void
open_clicked_cb (SalonBookingsPage *self)
{
  salon_booking_filter_bar_open (self->filter);
}

static void
retry_clicked_cb (SalonBookingsPage *self)
{
  filter_changed_cb (self);
}

/* What a booking is made of and what its row shows. */
static void
session_changed_cb (SalonBookingsPage *self, SalonChange *change)
{
  if (salon_change_touches (change, "bookings", NULL)
      || salon_change_touches (change, "booking_services", NULL)
      || salon_change_touches (change, "clients", NULL))
    salon_paged_model_reload (SALON_PAGED_MODEL (self->model));
}

static SalonBooking *
get_selected (SalonBookingsPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
activated_cb (SalonBookingsPage *self, guint position)
{
  g_autoptr (SalonBooking) booking = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (booking != NULL)
    salon_booking_actions_do (self->actions, booking, "open");
}

static void
do_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBookingsPage *self = SALON_BOOKINGS_PAGE (widget);
  SalonBooking *booking = get_selected (self);

  if (booking != NULL)
    salon_booking_actions_do (self->actions, booking, g_variant_get_string (parameter, NULL));
}

static void
search_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  salon_booking_filter_bar_search (SALON_BOOKINGS_PAGE (widget)->filter);
}

/* Paper has whole days: a list that leaves out some of them is none of its sheets. */
static void
print_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBookingsPage *self = SALON_BOOKINGS_PAGE (widget);
  SalonBookingQuery query;

  salon_booking_filter_bar_get_query (self->filter, &query);
  if (query.from == SALON_DAY_NONE || query.to <= query.from || query.statuses != 0
      || query.service_id != NULL || *query.text != '\0')
    gtk_widget_activate_action (widget, "win.toast", "s",
                                _ ("Choose a day, a week or a month without anything else to "
                                   "print it"));
  else
    gtk_widget_activate_action (widget, "win.print-document", "(iiis)", SALON_PRINT_DAYS,
                                query.from, query.to - query.from, "");
}

/* --- The context menu --- */

static void
popup_menu_at (SalonBookingsPage *self, SalonBooking *booking, double x, double y)
{
  graphene_point_t point;

  if (gtk_widget_compute_point (GTK_WIDGET (self->list_view), GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    salon_booking_actions_popup_menu (self->actions, booking, point.x, point.y);
}

static void
press_at (SalonBookingsPage *self, double x, double y)
{
  GtkWidget *list = GTK_WIDGET (self->list_view);
  GtkWidget *picked = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = NULL;

  /* Most of a row is its cell; the rim belongs to the row around it. */
  for (; picked != NULL && picked != list && cell == NULL; picked = gtk_widget_get_parent (picked))
    if (SALON_IS_BOOKING_CELL (picked))
      cell = picked;
    else if (SALON_IS_BOOKING_CELL (gtk_widget_get_first_child (picked)))
      cell = gtk_widget_get_first_child (picked);
  if (cell != NULL)
    popup_menu_at (self, salon_booking_cell_get_booking (SALON_BOOKING_CELL (cell)), x, y);
}

static void
secondary_pressed_cb (SalonBookingsPage *self, int n_press, double x, double y)
{
  press_at (self, x, y);
}

static void
long_pressed_cb (SalonBookingsPage *self, double x, double y)
{
  press_at (self, x, y);
}

static void
menu_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBookingsPage *self = SALON_BOOKINGS_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (get_selected (self) != NULL && focus != NULL
      && gtk_widget_compute_bounds (focus, widget, &bounds))
    salon_booking_actions_popup_menu (self->actions, get_selected (self),
                                      bounds.origin.x + bounds.size.width / 4,
                                      bounds.origin.y + bounds.size.height / 2);
}

/* --- The list --- */

static void
cell_made_cb (GtkListItemFactory *factory, GtkListItem *item, SalonBookingsPage *self)
{
  GtkWidget *cell = salon_booking_cell_new (self->texts);

  g_object_bind_property (self, "is-narrow", cell, "is-narrow", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, cell);
}

static void
cell_bound_cb (GtkListItemFactory *factory, GtkListItem *item, SalonBookingsPage *self)
{
  SalonBooking *booking = gtk_list_item_get_item (item);
  g_autofree char *label = salon_booking_cell_describe (self->session, booking);

  salon_booking_cell_show (SALON_BOOKING_CELL (gtk_list_item_get_child (item)), self->session,
                           booking);
  gtk_list_item_set_accessible_label (item, label);
}

static void
connect_list (SalonBookingsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->texts = salon_text_cache_new (GTK_WIDGET (self->list_view));
  self->model = salon_bookings_model_new (salon_session_get_reader (self->session),
                                          salon_session_get_worker (self->session));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->model, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_made_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bound_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

static void
salon_bookings_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonBookingsPage *self = SALON_BOOKINGS_PAGE (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_bookings_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SalonBookingsPage *self = SALON_BOOKINGS_PAGE (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      if (self->is_narrow == g_value_get_boolean (value))
        return;
      self->is_narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_bookings_page_dispose (GObject *object)
{
  SalonBookingsPage *self = SALON_BOOKINGS_PAGE (object);

  if (self->actions != NULL)
    salon_booking_actions_detach (self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BOOKINGS_PAGE);
  g_clear_pointer (&self->texts, salon_text_cache_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_bookings_page_parent_class)->dispose (object);
}

static void
salon_bookings_page_class_init (SalonBookingsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_bookings_page_get_property;
  object_class->set_property = salon_bookings_page_set_property;
  object_class->dispose = salon_bookings_page_dispose;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (SALON_TYPE_BOOKING_FILTER_BAR);
  gtk_widget_class_install_action (widget_class, "page.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (widget_class, "bookings.search", NULL, search_activated_cb);
  gtk_widget_class_install_action (widget_class, "bookings.do", "s", do_activated_cb);
  gtk_widget_class_install_action (widget_class, "bookings.menu", NULL, menu_activated_cb);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-bookings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonBookingsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingsPage, heading_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingsPage, sum_label);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

/* On the booking that has the focus. */
static void
add_list_keys (SalonBookingsPage *self)
{
  static const struct
  {
    SalonShortcut shortcut;
    const char *act;
  } acts[] = {
    { SALON_SHORTCUT_ARRIVED, "arrived" }, { SALON_SHORTCUT_CONFIRMED, "confirm" },
    { SALON_SHORTCUT_NO_SHOW, "no-show" }, { SALON_SHORTCUT_PAYMENT, "pay" },
    { SALON_SHORTCUT_CANCEL, "cancel" },
  };
  GtkShortcutController *keys = salon_shortcut_listen (GTK_WIDGET (self->list_view),
                                                       GTK_SHORTCUT_SCOPE_LOCAL, GTK_PHASE_BUBBLE);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    salon_shortcut_add_action (keys, acts[i].shortcut, SALON_EVERY_KEY, "bookings.do",
                               g_variant_new_string (acts[i].act));
  salon_shortcut_add_action (keys, SALON_SHORTCUT_CONTEXT_MENU, SALON_EVERY_KEY, "bookings.menu",
                             NULL);
}

static void
add_keys (SalonBookingsPage *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_MANAGED, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_SEARCH, SALON_EVERY_KEY, "bookings.search", NULL);
  add_list_keys (self);
}

static void
salon_bookings_page_init (SalonBookingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}

GtkWidget *
salon_bookings_page_new (SalonSession *session)
{
  SalonBookingsPage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_BOOKINGS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->actions = salon_booking_actions_new (session, GTK_WIDGET (self));
  connect_list (self);
  salon_booking_filter_bar_set_session (self->filter, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  filter_changed_cb (self);
  return GTK_WIDGET (self);
}
