/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-page.h"

#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "printing/salon-print-request.h"
#include "salon-day-view.h"
#include "salon-month-view.h"
#include <glib/gi18n-lib.h>

/* The order is that of Alt+1 … 4 and, but for the month, of the width they need. */
typedef enum
{
  VIEW_DAY,
  VIEW_THREE_DAYS,
  VIEW_WEEK,
  VIEW_MONTH,
} View;

static const struct
{
  const char *name;
  int n_days; /* 0: not shown as days */
} views[] = {
  { "day", 1 },
  { "three-days", 3 },
  { "week", 7 },
  { "month", 0 },
};

struct _SalonCalendarPage
{
  AdwBin parent_instance;

  SalonSession *session;
  GSettings *settings;
  SalonDay day;
  View view;
  View chosen;        /* what the owner asked for, when there is room for it */
  gboolean is_placed; /* the first page has been shown */

  SalonDayView *day_view;     /* nullable: made at the first use, as is the other */
  SalonMonthView *month_view; /* nullable */
  GtkCalendar *picker;        /* nullable */

  AdwBreakpointBin *breakpoint_bin;
  AdwBreakpoint *narrow;
  AdwBreakpoint *medium;
  AdwBanner *error_banner;
  GtkStack *stack;
  GtkLabel *title_label;
  GtkMenuButton *title_button;
  GtkMenuButton *view_button;
  GMenuModel *view_menu;
};

enum
{
  PROP_VIEW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SalonCalendarPage, salon_calendar_page, ADW_TYPE_BIN)

/* --- What is shown --- */

static SalonDay
get_today (SalonCalendarPage *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

static SalonDay
get_first_day (SalonCalendarPage *self)
{
  if (self->view == VIEW_WEEK)
    return salon_day_start_of_week (self->day, salon_format_get_first_weekday ());
  return self->day;
}

static gboolean
is_narrow (SalonCalendarPage *self)
{
  return adw_breakpoint_bin_get_current_breakpoint (self->breakpoint_bin) == self->narrow;
}

static char *
format_period (SalonCalendarPage *self)
{
  SalonDay first = get_first_day (self);

  switch (self->view)
    {
    case VIEW_DAY:
      return salon_format_day (self->day,
                               is_narrow (self) ? SALON_DAY_STYLE_MEDIUM : SALON_DAY_STYLE_LONG);
    case VIEW_THREE_DAYS:
    case VIEW_WEEK:
      return salon_format_days (first, first + views[self->view].n_days - 1);
    case VIEW_MONTH:
      return salon_format_day (self->day, SALON_DAY_STYLE_MONTH);
    }
  g_return_val_if_reached (NULL);
}

static void
update_title (SalonCalendarPage *self)
{
  g_autofree char *period = format_period (self);
  g_autofree char *title = salon_format_heading (period);

  gtk_label_set_text (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static SalonCalendarModel *
get_model (SalonCalendarPage *self)
{
  return self->view == VIEW_MONTH ? salon_month_view_get_model (self->month_view)
                                  : salon_day_view_get_model (self->day_view);
}

static void
update_error (SalonCalendarPage *self)
{
  const char *message = salon_calendar_model_get_error_message (get_model (self));

  if (message != NULL)
    adw_banner_set_title (self->error_banner, message);
  adw_banner_set_revealed (self->error_banner, message != NULL);
}

static void
watch_model (SalonCalendarPage *self, SalonCalendarModel *model)
{
  g_signal_connect_object (model, "notify::error-message", G_CALLBACK (update_error), self,
                           G_CONNECT_SWAPPED);
}

static void
show_days (SalonCalendarPage *self)
{
  if (self->day_view == NULL)
    {
      self->day_view = SALON_DAY_VIEW (salon_day_view_new (self->session));
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->day_view));
      watch_model (self, salon_day_view_get_model (self->day_view));
    }
  salon_day_view_set_days (self->day_view, get_first_day (self), views[self->view].n_days);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->day_view));
}

static void
show_month (SalonCalendarPage *self)
{
  if (self->month_view == NULL)
    {
      self->month_view = SALON_MONTH_VIEW (salon_month_view_new (self->session));
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->month_view));
      watch_model (self, salon_month_view_get_model (self->month_view));
    }
  salon_month_view_set_day (self->month_view, self->day);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->month_view));
}

static void
update (SalonCalendarPage *self)
{
  if (!self->is_placed)
    return;
  if (self->view == VIEW_MONTH)
    show_month (self);
  else
    show_days (self);
  update_title (self);
  update_error (self);
}

void
salon_calendar_page_show_day (SalonCalendarPage *self, SalonDay day)
{
  g_return_if_fail (SALON_IS_CALENDAR_PAGE (self));

  self->day = day;
  update (self);
}

SalonDay
salon_calendar_page_get_day (SalonCalendarPage *self)
{
  g_return_val_if_fail (SALON_IS_CALENDAR_PAGE (self), SALON_DAY_NONE);
  return self->day;
}

SalonDayGrid *
salon_calendar_page_get_grid (SalonCalendarPage *self)
{
  g_return_val_if_fail (SALON_IS_CALENDAR_PAGE (self), NULL);
  return self->day_view != NULL ? salon_day_view_get_grid (self->day_view) : NULL;
}

/* --- The view, and the room there is for it --- */

static void
apply_view (SalonCalendarPage *self, View view)
{
  if (self->view == view)
    return;
  self->view = view;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static View
fit_view (SalonCalendarPage *self, View view)
{
  AdwBreakpoint *current = adw_breakpoint_bin_get_current_breakpoint (self->breakpoint_bin);

  if (view == VIEW_MONTH || current == NULL || current == self->medium)
    return view;
  return MIN (view, current == self->narrow ? VIEW_DAY : VIEW_THREE_DAYS);
}

static void
width_changed_cb (SalonCalendarPage *self)
{
  apply_view (self, fit_view (self, self->chosen));
  if (self->is_placed)
    update_title (self);
}

void
salon_calendar_page_set_view (SalonCalendarPage *self, const char *view)
{
  g_return_if_fail (SALON_IS_CALENDAR_PAGE (self));

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].name, view) == 0 && (View) i != self->view)
      {
        self->chosen = (View) i;
        apply_view (self, (View) i);
        g_settings_set_string (self->settings, "calendar-view", view);
      }
}

const char *
salon_calendar_page_get_view (SalonCalendarPage *self)
{
  g_return_val_if_fail (SALON_IS_CALENDAR_PAGE (self), NULL);
  return views[self->view].name;
}

/* --- Actions --- */

static void
turn (SalonCalendarPage *self, int pages)
{
  if (self->view == VIEW_MONTH)
    salon_calendar_page_show_day (self, salon_day_add_months (self->day, pages));
  else
    salon_calendar_page_show_day (self, self->day + pages * views[self->view].n_days);
}

static void
previous_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (SALON_CALENDAR_PAGE (widget), -1);
}

static void
next_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (SALON_CALENDAR_PAGE (widget), 1);
}

static void
today_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (widget);

  salon_calendar_page_show_day (self, get_today (self));
  if (self->view != VIEW_MONTH)
    salon_day_grid_scroll_to_start (salon_calendar_page_get_grid (self));
}

static void
show_day_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (widget);

  self->day = g_variant_get_int32 (parameter);
  apply_view (self, VIEW_DAY);
  update (self);
  gtk_widget_grab_focus (widget);
}

static void
select_day_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  salon_calendar_page_show_day (SALON_CALENDAR_PAGE (widget), g_variant_get_int32 (parameter));
}

static void
retry_clicked_cb (SalonCalendarPage *self)
{
  salon_calendar_model_reload (get_model (self));
}

/* --- Keys --- */

/* They are heard wherever the focus is in the window, so that nobody has to find the grid first;
 * but not by a page that is not on screen, nor behind a dialog. */
static gboolean
is_listening (SalonCalendarPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_get_mapped (GTK_WIDGET (self))
         && (!ADW_IS_APPLICATION_WINDOW (root)
             || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == NULL);
}

/* @args: the name of an action of the page and its text, or "". */
static gboolean
key_pressed_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  const char *action;
  const char *text;

  if (!is_listening (SALON_CALENDAR_PAGE (widget)))
    return GDK_EVENT_PROPAGATE;
  g_variant_get (args, "(&s&s)", &action, &text);
  return gtk_widget_activate_action (widget, action, *text != '\0' ? "s" : NULL, text);
}

static void
add_key (GtkShortcutController *controller,
         SalonShortcut shortcut,
         int key,
         const char *action,
         const char *text)
{
  salon_shortcut_add (controller, shortcut, key,
                      gtk_callback_action_new (key_pressed_cb, NULL, NULL),
                      g_variant_new ("(ss)", action, text));
}

/* Before the lists and scrolled windows on the way, which have a use for Page Up too. */
static void
add_keys (SalonCalendarPage *self)
{
  GtkShortcutController *controller =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_GLOBAL, GTK_PHASE_CAPTURE);

  add_key (controller, SALON_SHORTCUT_TODAY, 0, "calendar.today", "");
  add_key (controller, SALON_SHORTCUT_EARLIER, SALON_EVERY_KEY, "calendar.previous", "");
  add_key (controller, SALON_SHORTCUT_LATER, SALON_EVERY_KEY, "calendar.next", "");
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    add_key (controller, SALON_SHORTCUT_VIEW, (int) i, "calendar.view", views[i].name);
}

/* --- The little month under the title --- */

static void
day_picked_cb (SalonCalendarPage *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->picker);

  salon_calendar_page_show_day (self, salon_day_from_ymd (g_date_time_get_year (date),
                                                          g_date_time_get_month (date),
                                                          g_date_time_get_day_of_month (date)));
}

static void
select_in_picker (SalonCalendarPage *self)
{
  g_autoptr (GDateTime) date = NULL;
  int year;
  int month;
  int day_of_month;

  salon_day_to_ymd (self->day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  g_signal_handlers_block_by_func (self->picker, day_picked_cb, self);
  gtk_calendar_select_day (self->picker, date);
  g_signal_handlers_unblock_by_func (self->picker, day_picked_cb, self);
}

static void
create_picker_cb (GtkMenuButton *button, gpointer data)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (data);

  if (self->picker == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();
      self->picker = GTK_CALENDAR (gtk_calendar_new ());
      gtk_calendar_set_show_week_numbers (self->picker, TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->picker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Day to show"), -1);
      g_signal_connect_object (self->picker, "day-selected", G_CALLBACK (day_picked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->picker));
      gtk_menu_button_set_popover (button, popover);
    }
  select_in_picker (self);
}

static void
create_view_menu_cb (GtkMenuButton *button, gpointer data)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->view_menu);
}

/* --- The object --- */

static gboolean
salon_calendar_page_grab_focus (GtkWidget *widget)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (widget);
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  if (child == NULL)
    return FALSE;
  /* It may be there already: the stack passes the focus on when the view changes. */
  return gtk_widget_get_focus_child (child) != NULL
         || gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

static void
salon_calendar_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (object);

  switch (id)
    {
    case PROP_VIEW:
      g_value_set_string (value, salon_calendar_page_get_view (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_calendar_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (object);

  switch (id)
    {
    case PROP_VIEW:
      salon_calendar_page_set_view (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_calendar_page_dispose (GObject *object)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (salon_calendar_page_parent_class)->dispose (object);
}

/* The days that are shown: of a month, the month's own. */
static void
print_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonCalendarPage *self = SALON_CALENDAR_PAGE (widget);
  SalonDay first = get_first_day (self);
  int n_days = views[self->view].n_days;

  if (self->view == VIEW_MONTH)
    {
      first = salon_day_start_of_month (self->day);
      n_days = salon_day_add_months (first, 1) - first;
    }
  gtk_widget_activate_action (widget, "win.print-document", "(iiis)", SALON_PRINT_DAYS, first,
                              n_days, "");
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "page.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (klass, "calendar.today", NULL, today_activated_cb);
  gtk_widget_class_install_action (klass, "calendar.previous", NULL, previous_activated_cb);
  gtk_widget_class_install_action (klass, "calendar.next", NULL, next_activated_cb);
  gtk_widget_class_install_action (klass, "calendar.show-day", "i", show_day_activated_cb);
  gtk_widget_class_install_action (klass, "calendar.select-day", "i", select_day_activated_cb);
  gtk_widget_class_install_property_action (klass, "calendar.view", "view");
}

static void
salon_calendar_page_class_init (SalonCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_calendar_page_get_property;
  object_class->set_property = salon_calendar_page_set_property;
  object_class->dispose = salon_calendar_page_dispose;
  widget_class->grab_focus = salon_calendar_page_grab_focus;

  properties[PROP_VIEW] =
    g_param_spec_string ("view", NULL, NULL, "week",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, breakpoint_bin);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, narrow);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, medium);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, error_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, title_button);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, view_button);
  gtk_widget_class_bind_template_child (widget_class, SalonCalendarPage, view_menu);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_set_css_name (widget_class, "calendarpage");
  install_actions (widget_class);
}

static void
salon_calendar_page_init (SalonCalendarPage *self)
{
  self->view = VIEW_WEEK;
  self->chosen = VIEW_WEEK;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  gtk_menu_button_set_create_popup_func (self->title_button, create_picker_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->view_button, create_view_menu_cb, self, NULL);
}

GtkWidget *
salon_calendar_page_new (SalonSession *session)
{
  SalonCalendarPage *self = g_object_new (SALON_TYPE_CALENDAR_PAGE, NULL);
  g_autofree char *view = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->settings = g_settings_new (APPLICATION_ID);
  self->day = get_today (self);
  view = g_settings_get_string (self->settings, "calendar-view");
  salon_calendar_page_set_view (self, view);
  self->is_placed = TRUE;
  update (self);
  return GTK_WIDGET (self);
}
