/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-status-words.h"
#include "bookings/salon-typed.h"
#include "common/salon-field.h"
#include "common/salon-format.h"

struct _SalonBookingFilterBar
{
  AdwBin parent_instance;

  GtkEditable *search_entry;
  GtkDropDown *period_drop;
  GtkMenuButton *status_button;
  GtkBox *status_box;
  GtkDropDown *service_drop;
  GtkDropDown *order_drop;
  GtkWidget *dates_box;
  GtkEditable *from_entry;
  GtkEditable *to_entry;
  GtkLabel *from_error;
  GtkLabel *to_error;

  SalonSession *session;
  GtkCheckButton *checks[SALON_N_BOOKING_STATUSES];
  GPtrArray *services; /* SalonService; row 0 of service_drop is any of them */
  char *text;
  gboolean is_quiet; /* several controls change at once: told when all have */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonBookingFilterBar, salon_booking_filter_bar, ADW_TYPE_BIN)

void
salon_booking_filter_bar_get_days (SalonPeriod period,
                                   SalonDay today,
                                   int first_weekday,
                                   SalonDay *from,
                                   SalonDay *to)
{
  g_return_if_fail (from != NULL && to != NULL);

  *from = SALON_DAY_NONE;
  *to = SALON_DAY_NONE;
  switch (period)
    {
    case SALON_PERIOD_COMING:
      *from = today;
      break;
    case SALON_PERIOD_TODAY:
      *from = today;
      *to = today + 1;
      break;
    case SALON_PERIOD_WEEK:
      *from = salon_day_start_of_week (today, first_weekday);
      *to = *from + 7;
      break;
    case SALON_PERIOD_MONTH:
      *from = salon_day_start_of_month (today);
      *to = salon_day_add_months (*from, 1);
      break;
    case SALON_PERIOD_PAST:
      *to = today;
      break;
    case SALON_PERIOD_ALL:
    case SALON_PERIOD_DATES:
      break;
    }
}

static SalonDay
get_today (SalonBookingFilterBar *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

/* An empty field leaves its side open, and so does one that holds no day, which is told. */
static SalonDay
read_day (SalonBookingFilterBar *self, GtkEditable *entry, GtkLabel *error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  SalonDay day = SALON_DAY_NONE;
  gboolean is_read = *text == '\0' || salon_typed_day_parse (text, get_today (self), &day);

  salon_field_tell (GTK_WIDGET (entry), error, is_read ? NULL : _ ("A day looks like 14/03/2026."));
  return day;
}

static void
read_dates (SalonBookingFilterBar *self, SalonBookingQuery *query)
{
  SalonDay last = read_day (self, self->to_entry, self->to_error);

  query->from = read_day (self, self->from_entry, self->from_error);
  query->to = last != SALON_DAY_NONE ? last + 1 : SALON_DAY_NONE;
}

static guint
get_statuses (SalonBookingFilterBar *self)
{
  guint statuses = 0;

  for (guint i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      statuses |= 1u << i;
  return statuses;
}

static const char *
get_service_id (SalonBookingFilterBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->service_drop);

  if (selected == 0 || selected > self->services->len)
    return NULL;
  return salon_service_get_fields (g_ptr_array_index (self->services, selected - 1))->id;
}

void
salon_booking_filter_bar_get_query (SalonBookingFilterBar *self, SalonBookingQuery *query)
{
  g_return_if_fail (SALON_IS_BOOKING_FILTER_BAR (self));
  g_return_if_fail (query != NULL);
  SalonPeriod period = (SalonPeriod) gtk_drop_down_get_selected (self->period_drop);

  g_free (self->text);
  self->text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));
  *query = (SalonBookingQuery) {
    .statuses = get_statuses (self),
    .service_id = get_service_id (self),
    .text = self->text,
    .order = (SalonBookingOrder) gtk_drop_down_get_selected (self->order_drop),
  };
  salon_booking_filter_bar_get_days (period, get_today (self), salon_format_get_first_weekday (),
                                     &query->from, &query->to);
  if (period == SALON_PERIOD_DATES)
    read_dates (self, query);
}

gboolean
salon_booking_filter_bar_is_open (SalonBookingFilterBar *self)
{
  SalonBookingQuery query;

  salon_booking_filter_bar_get_query (self, &query);
  return query.from == SALON_DAY_NONE && query.to == SALON_DAY_NONE && query.statuses == 0
         && query.service_id == NULL && *query.text == '\0';
}

static void
changed_cb (SalonBookingFilterBar *self)
{
  if (self->session != NULL && !self->is_quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_statuses (SalonBookingFilterBar *self)
{
  guint statuses = get_statuses (self);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    if ((statuses & (1u << i)) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "",
                              salon_status_words ((SalonBookingStatus) i));
  gtk_menu_button_set_label (self->status_button, statuses != 0 ? words->str : _ ("All states"));
}

static void
status_toggled_cb (SalonBookingFilterBar *self)
{
  show_statuses (self);
  changed_cb (self);
}

/* The past is read backwards, the future forwards. */
static void
period_cb (SalonBookingFilterBar *self)
{
  SalonPeriod period = (SalonPeriod) gtk_drop_down_get_selected (self->period_drop);
  gboolean was_quiet = self->is_quiet;

  gtk_widget_set_visible (self->dates_box, period == SALON_PERIOD_DATES);
  self->is_quiet = TRUE;
  if (gtk_drop_down_get_selected (self->order_drop) != SALON_BOOKING_ORDER_CLIENT)
    gtk_drop_down_set_selected (self->order_drop,
                                period == SALON_PERIOD_PAST || period == SALON_PERIOD_ALL
                                  ? SALON_BOOKING_ORDER_LATEST
                                  : SALON_BOOKING_ORDER_EARLIEST);
  self->is_quiet = was_quiet;
  changed_cb (self);
}

/* An entry tells of its empty text too, some moments after it was made: the list would jump to its top. */
static void
search_changed_cb (SalonBookingFilterBar *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  if (!g_str_equal (text, self->text != NULL ? self->text : ""))
    changed_cb (self);
}

static void
search_stopped_cb (SalonBookingFilterBar *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

void
salon_booking_filter_bar_search (SalonBookingFilterBar *self)
{
  g_return_if_fail (SALON_IS_BOOKING_FILTER_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

void
salon_booking_filter_bar_open (SalonBookingFilterBar *self)
{
  g_return_if_fail (SALON_IS_BOOKING_FILTER_BAR (self));

  self->is_quiet = TRUE;
  gtk_editable_set_text (self->search_entry, "");
  for (guint i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    gtk_check_button_set_active (self->checks[i], FALSE);
  gtk_drop_down_set_selected (self->service_drop, 0);
  gtk_drop_down_set_selected (self->period_drop, SALON_PERIOD_ALL);
  self->is_quiet = FALSE;
  changed_cb (self);
}

/* The archived ones too: old bookings have them. The one that is chosen stays chosen. */
static void
fill_services (SalonBookingFilterBar *self)
{
  g_autoptr (GPtrArray) services =
    salon_reader_list_services (salon_session_get_reader (self->session), TRUE, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (get_service_id (self));
  guint selected = 0;

  if (services == NULL)
    return;
  gtk_string_list_append (names, _ ("All services"));
  for (guint i = 0; i < services->len; i++)
    {
      const SalonServiceFields *fields = salon_service_get_fields (services->pdata[i]);

      gtk_string_list_append (names, fields->name);
      if (g_strcmp0 (fields->id, chosen) == 0)
        selected = i + 1;
    }
  g_ptr_array_unref (self->services);
  self->services = g_steal_pointer (&services);
  self->is_quiet = TRUE;
  gtk_drop_down_set_model (self->service_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->service_drop, selected);
  self->is_quiet = FALSE;
}

static void
session_changed_cb (SalonBookingFilterBar *self, SalonChange *change)
{
  if (salon_change_touches (change, "services", NULL))
    fill_services (self);
}

void
salon_booking_filter_bar_set_session (SalonBookingFilterBar *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_BOOKING_FILTER_BAR (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  fill_services (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
salon_booking_filter_bar_dispose (GObject *object)
{
  SalonBookingFilterBar *self = SALON_BOOKING_FILTER_BAR (object);

  /* What goes with the controls is no change of the question. */
  self->is_quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BOOKING_FILTER_BAR);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_booking_filter_bar_parent_class)->dispose (object);
}

static void
salon_booking_filter_bar_finalize (GObject *object)
{
  SalonBookingFilterBar *self = SALON_BOOKING_FILTER_BAR (object);

  g_ptr_array_unref (self->services);
  g_free (self->text);
  G_OBJECT_CLASS (salon_booking_filter_bar_parent_class)->finalize (object);
}

static void
salon_booking_filter_bar_class_init (SalonBookingFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_booking_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_booking_filter_bar_finalize;
  signals[CHANGED] = g_signal_new ("changed", SALON_TYPE_BOOKING_FILTER_BAR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-booking-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, period_drop);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, status_button);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, status_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, service_drop);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, order_drop);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, dates_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, from_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, to_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, from_error);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingFilterBar, to_error);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
salon_booking_filter_bar_init (SalonBookingFilterBar *self)
{
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    {
      GtkWidget *check =
        gtk_check_button_new_with_label (salon_status_words ((SalonBookingStatus) i));

      self->checks[i] = GTK_CHECK_BUTTON (check);
      g_signal_connect_object (check, "toggled", G_CALLBACK (status_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->status_box, check);
    }
}
