/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything is read anew at each change and each full minute, which takes a few milliseconds, and
 * shown in rows that stay: whoever has the focus keeps it. While the page is not on screen it does
 * neither.
 */
#include "salon-today-page.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-actions.h"
#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "payments/salon-payment-words.h"
#include "printing/salon-print-request.h"
#include "today/salon-today-opinions.h"
#include "today/salon-today-plan.h"
#include "today/salon-today-row.h"
#include "today/salon-today-words.h"

#define MINUTE_MS 60000

struct _SalonTodayPage
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListBox *started_list;
  GtkListBox *coming_list;
  GtkListBox *done_list;
  GtkListBox *pending_list;
  GtkListBox *calls_list;
  GtkWidget *done_title;
  GtkWidget *pending_title;
  GtkWidget *calls_title;
  GtkWidget *now_box;
  GtkLabel *now_label;
  AdwStatusPage *nothing_page;
  GtkWidget *takings_box;
  GtkWidget *takings_button;
  GtkLabel *takings_label;
  GtkWidget *rest_label;
  SalonTodayOpinions *opinions;

  SalonSession *session;
  SalonBookingActions *actions;
  guint minute_source;
};

G_DEFINE_FINAL_TYPE (SalonTodayPage, salon_today_page, ADW_TYPE_BIN)

/* --- Rows --- */

static SalonTodayRow *
get_focused_row (SalonTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SALON_TYPE_TODAY_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? SALON_TODAY_ROW (row)
                                                                        : NULL;
}

static const char *
get_id (SalonTodayRow *row)
{
  return salon_booking_get_fields (salon_today_row_get_booking (row))->id;
}

static SalonTodayRow *
find_in_list (GtkListBox *list, const char *id)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_str_equal (get_id (SALON_TODAY_ROW (row)), id))
      return SALON_TODAY_ROW (row);
  return NULL;
}

static SalonTodayRow *
find_row (SalonTodayPage *self, const char *id)
{
  GtkListBox *lists[] = { self->started_list, self->coming_list, self->pending_list,
                          self->calls_list, self->done_list };
  SalonTodayRow *row = NULL;

  for (gsize i = 0; row == NULL && i < G_N_ELEMENTS (lists); i++)
    row = find_in_list (lists[i], id);
  return row;
}

/* The rows of @list become those of @bookings; what is over goes. @details: (nullable): a text for
 * each. */
static void
show_list (SalonTodayPage *self,
           GtkListBox *list,
           GtkWidget *title,
           GPtrArray *bookings,
           GPtrArray *details)
{
  GtkListBoxRow *row = NULL;

  for (guint i = 0; i < bookings->len; i++)
    {
      row = gtk_list_box_get_row_at_index (list, (int) i);
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (salon_today_row_new ());
          gtk_list_box_append (list, GTK_WIDGET (row));
        }
      salon_today_row_show (SALON_TODAY_ROW (row), self->session, bookings->pdata[i],
                            details != NULL ? details->pdata[i] : NULL);
    }
  while ((row = gtk_list_box_get_row_at_index (list, (int) bookings->len)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (list), bookings->len > 0);
  if (title != NULL)
    gtk_widget_set_visible (title, bookings->len > 0);
}

/* --- What there is to see --- */

static void
show_title (SalonTodayPage *self, SalonMoment now)
{
  SalonDay today = salon_moment_get_day (now);
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  g_autofree char *day = salon_format_day (today, SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *heading = salon_format_heading (day);
  g_autofree char *open = salon_booking_words_hours_of_day (today, hours);
  g_autofree char *subtitle = salon_format_heading (open);

  adw_window_title_set_title (self->title, heading);
  adw_window_title_set_subtitle (self->title, subtitle);
}

/* A day on which nobody comes: whether the salon is closed, why, and until when. */
static void
show_nothing (SalonTodayPage *self, SalonMoment now)
{
  SalonDay today = salon_moment_get_day (now);
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, today);
  g_autofree char *opening = salon_today_words_opening (hours, now);
  const char *reason = NULL;
  g_autofree char *words = NULL;

  if (windows->len > 0)
    {
      adw_status_page_set_title (self->nothing_page, _ ("Nobody Is Booked Today"));
      adw_status_page_set_description (self->nothing_page, NULL);
      return;
    }
  salon_opening_hours_explain (hours, today, 720, salon_format_get_language (), &reason);
  if (reason != NULL && *reason != '\0' && opening != NULL)
    words = g_strdup_printf ("%s. %s.", reason, opening);
  else if (opening != NULL)
    words = g_strdup_printf ("%s.", opening);
  else
    words = g_strdup (reason);
  adw_status_page_set_title (self->nothing_page, _ ("Closed Today"));
  /* A reason may be "<b>&". */
  g_autofree char *markup = words != NULL ? g_markup_escape_text (words, -1) : NULL;
  adw_status_page_set_description (self->nothing_page, markup);
}

static void
show_plan (SalonTodayPage *self, const SalonTodayPlan *plan, SalonMoment now)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *chair = salon_today_words_chair (plan, now);
  gboolean is_empty = plan->started->len + plan->coming->len + plan->done->len == 0;

  for (guint i = 0; i < plan->calls->len; i++)
    g_ptr_array_add (
      reasons, salon_today_words_call (plan->calls->pdata[i],
                                       g_array_index (plan->reasons, SalonCallReason, i), now));
  show_list (self, self->started_list, NULL, plan->started, NULL);
  show_list (self, self->coming_list, NULL, plan->coming, NULL);
  show_list (self, self->done_list, self->done_title, plan->done, NULL);
  show_list (self, self->calls_list, self->calls_title, plan->calls, reasons);
  gtk_label_set_text (self->now_label, chair);
  gtk_widget_set_visible (self->now_box, !is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_page), is_empty);
  if (is_empty)
    show_nothing (self, now);
}

/* The instant at which today began in the salon's zone: an hour's guess is put right by what the
 * clock on the wall said then. */
static gint64
get_midnight (SalonSession *session, SalonMoment now)
{
  SalonMoment midnight = salon_moment (salon_moment_get_day (now), 0);
  gint64 instant = salon_session_get_instant (session);
  gint64 guess = instant - instant % 60 - 60 * (now - midnight);

  return guess - 60 * (salon_session_get_moment (session, guess) - midnight);
}

/* FALSE when it cannot be read. */
static gboolean
show_takings (SalonTodayPage *self, SalonMoment now, GError **error)
{
  SalonTakings takings = { 0 };
  gint64 midnight = get_midnight (self->session, now);
  g_autoptr (GString) words = g_string_new (NULL);

  if (!salon_reader_sum_payments (salon_session_get_reader (self->session), midnight,
                                  salon_session_get_instant (self->session) + 1, &takings, error))
    return FALSE;
  for (guint i = 0; i < SALON_N_MEANS; i++)
    if (takings.cents[i] != 0)
      {
        g_autofree char *sum = salon_format_money (self->session, takings.cents[i]);

        /* Translators: a means of payment and a sum: "Cash: 120,00 €" */
        g_string_append_printf (words, C_ ("takings", "%s: %s"),
                                salon_payment_words_for_means ((SalonMeans) i), sum);
        g_string_append_c (words, '\n');
      }
  g_autofree char *total = salon_format_money (self->session, takings.total_cents);
  g_string_append_printf (words, C_ ("takings", "%s: %s"), _ ("In all"), total);
  gtk_label_set_text (self->takings_label, words->str);
  gtk_widget_set_visible (self->takings_box, takings.n_payments > 0);
  return TRUE;
}

static gboolean
read_all (SalonTodayPage *self, GError **error)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  SalonMoment now = salon_session_get_now (self->session);
  SalonDay today = salon_moment_get_day (now);
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (reader, today - 1, today + 2, SALON_BOOKINGS_WITHOUT_CANCELLED,
                                error);
  g_autoptr (GPtrArray) pending =
    bookings != NULL ? salon_reader_list_pending_bookings (reader, today, error) : NULL;
  g_autoptr (SalonTodayPlan) plan = NULL;

  if (pending == NULL || !show_takings (self, now, error))
    return FALSE;
  plan = salon_today_plan_new (bookings, salon_session_get_hours (self->session), now);
  show_title (self, now);
  show_plan (self, plan, now);
  show_list (self, self->pending_list, self->pending_title, pending, NULL);
  gtk_widget_set_visible (self->rest_label, pending->len == 0 && plan->calls->len == 0);
  return TRUE;
}

/* The booking that had the focus has it again, wherever it stands now. */
static void
give_focus_back (SalonTodayPage *self, const char *id)
{
  SalonTodayRow *focused = get_focused_row (self);
  SalonTodayRow *row = NULL;

  if (focused != NULL && g_str_equal (get_id (focused), id))
    return;
  row = find_row (self, id);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (focused == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
refresh (SalonTodayPage *self)
{
  SalonTodayRow *focused = get_focused_row (self);
  g_autofree char *id = focused != NULL ? g_strdup (get_id (focused)) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_read = read_all (self, &error);

  if (!is_read)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
    }
  gtk_stack_set_visible_child_name (self->stack, is_read ? "day" : "failed");
  salon_today_opinions_refresh (self->opinions, self->session);
  if (is_read && id != NULL)
    give_focus_back (self, id);
}

static void
retry_clicked_cb (SalonTodayPage *self)
{
  refresh (self);
}

static void
session_changed_cb (SalonTodayPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* --- The clock --- */

static void wait_for_minute (SalonTodayPage *self);

static gboolean
minute_cb (gpointer data)
{
  SalonTodayPage *self = data;

  self->minute_source = 0;
  refresh (self);
  wait_for_minute (self);
  return G_SOURCE_REMOVE;
}

/* To the next full minute, and a little, so that it has begun. */
static void
wait_for_minute (SalonTodayPage *self)
{
  guint passed = (guint) (g_get_real_time () / 1000 % MINUTE_MS);

  self->minute_source = g_timeout_add (MINUTE_MS - passed + 20, minute_cb, self);
}

static void
salon_today_page_map (GtkWidget *widget)
{
  SalonTodayPage *self = SALON_TODAY_PAGE (widget);

  refresh (self);
  GTK_WIDGET_CLASS (salon_today_page_parent_class)->map (widget);
  wait_for_minute (self);
}

static void
salon_today_page_unmap (GtkWidget *widget)
{
  SalonTodayPage *self = SALON_TODAY_PAGE (widget);

  g_clear_handle_id (&self->minute_source, g_source_remove);
  GTK_WIDGET_CLASS (salon_today_page_parent_class)->unmap (widget);
}

/* --- What is done --- */

static void
row_activated_cb (SalonTodayPage *self, GtkListBoxRow *row)
{
  salon_booking_actions_do (self->actions, salon_today_row_get_booking (SALON_TODAY_ROW (row)),
                            "open");
}

/* Without an id: to the booking that has the focus. */
static void
do_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonTodayPage *self = SALON_TODAY_PAGE (widget);
  SalonTodayRow *row = NULL;
  const char *id = NULL;
  const char *step = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &step);
  row = *id != '\0' ? find_row (self, id) : get_focused_row (self);
  if (row != NULL)
    salon_booking_actions_do (self->actions, salon_today_row_get_booking (row), step);
}

/* The sheet of the day. */
static void
print_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonTodayPage *self = SALON_TODAY_PAGE (widget);

  gtk_widget_activate_action (widget, "win.print-document", "(iiis)", SALON_PRINT_DAYS,
                              salon_moment_get_day (salon_session_get_now (self->session)), 1, "");
}

static void
popup_menu (SalonTodayPage *self, SalonTodayRow *row, double x, double y)
{
  graphene_point_t point;

  if (gtk_widget_compute_point (GTK_WIDGET (row), GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    salon_booking_actions_popup_menu (self->actions, salon_today_row_get_booking (row), point.x,
                                      point.y);
}

static void
menu_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonTodayPage *self = SALON_TODAY_PAGE (widget);
  SalonTodayRow *row = get_focused_row (self);

  if (row != NULL)
    popup_menu (self, row, gtk_widget_get_width (GTK_WIDGET (row)) / 4.0,
                gtk_widget_get_height (GTK_WIDGET (row)) / 2.0);
}

static void
press_at (SalonTodayPage *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked != NULL ? gtk_widget_get_ancestor (picked, SALON_TYPE_TODAY_ROW) : NULL;

  if (row != NULL)
    salon_booking_actions_popup_menu (self->actions,
                                      salon_today_row_get_booking (SALON_TODAY_ROW (row)), x, y);
}

static void
secondary_pressed_cb (SalonTodayPage *self, int n_press, double x, double y)
{
  press_at (self, x, y);
}

static void
long_pressed_cb (SalonTodayPage *self, double x, double y)
{
  press_at (self, x, y);
}

static void
salon_today_page_dispose (GObject *object)
{
  SalonTodayPage *self = SALON_TODAY_PAGE (object);

  g_clear_handle_id (&self->minute_source, g_source_remove);
  if (self->actions != NULL)
    salon_booking_actions_detach (self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_TODAY_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_today_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, started_list);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, coming_list);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, done_list);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, pending_list);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, calls_list);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, done_title);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, pending_title);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, calls_title);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, now_box);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, now_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, takings_box);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, takings_button);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, takings_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, rest_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayPage, opinions);
}

static void
bind_keys (GtkWidgetClass *widget_class)
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

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    salon_shortcut_bind_action (widget_class, acts[i].shortcut, SALON_EVERY_KEY, "today.do",
                                g_variant_new ("(ss)", "", acts[i].act));
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_CONTEXT_MENU, SALON_EVERY_KEY,
                              "today.menu", NULL);
}

static void
salon_today_page_class_init (SalonTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_today_page_dispose;
  widget_class->map = salon_today_page_map;
  widget_class->unmap = salon_today_page_unmap;
  gtk_widget_class_install_action (widget_class, "page.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (widget_class, "today.do", "(ss)", do_activated_cb);
  gtk_widget_class_install_action (widget_class, "today.menu", NULL, menu_activated_cb);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-today-page.ui");
  bind_children (widget_class);
  bind_keys (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
salon_today_page_init (SalonTodayPage *self)
{
  g_type_ensure (SALON_TYPE_TODAY_OPINIONS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_today_page_new (SalonSession *session)
{
  SalonTodayPage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_TODAY_PAGE, NULL);
  self->session = g_object_ref (session);
  self->actions = salon_booking_actions_new (session, GTK_WIDGET (self));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
