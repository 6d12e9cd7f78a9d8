/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the time grid shows: which days and bookings, where the slot cursor stands, and what stands in
 * the way there.
 */
#include "salon-day-grid-private.h"

#include "common/salon-format.h"
#include "common/salon-slot-query.h"
#include "salon-booking-words.h"
#include "salon-hour-column.h"
#include "salon-now-line.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define START_FRACTION 0.3
#define MARGIN_BEFORE_OPENING 20

enum
{
  PROP_TRAY = 1,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonDayGrid,
                               salon_day_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

gboolean
salon_day_grid_shows (SalonDayGrid *self, SalonDay day)
{
  return day >= self->first_day && day < self->first_day + self->n_days;
}

graphene_rect_t
salon_day_grid_get_column (SalonDayGrid *self, int index)
{
  return salon_calendar_grid_layout_get_column (self->layout, index);
}

/* --- Verdicts and the slot cursor --- */

static GPtrArray *
list_bookings (SalonDayGrid *self)
{
  GPtrArray *bookings = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = self->bookings != NULL ? g_list_model_get_n_items (self->bookings) : 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (bookings, g_list_model_get_item (self->bookings, i));
  return bookings;
}

SalonSlotVerdict
salon_day_grid_explain (SalonDayGrid *self,
                        SalonBooking *booking,
                        const char *ignore_id,
                        SalonMoment start,
                        int duration_minutes,
                        char **words)
{
  g_autoptr (GPtrArray) bookings = list_bookings (self);
  const SalonBookingFields *fields = booking != NULL ? salon_booking_get_fields (booking) : NULL;
  SalonSlotQuery query = salon_slot_query_begin (self->session, bookings);
  SalonSlotVerdict verdict;

  query.ignore_id = ignore_id;
  query.duration_minutes = duration_minutes;
  query.buffer_before_minutes = fields != NULL ? fields->buffer_before_minutes : 0;
  query.buffer_minutes = fields != NULL ? fields->buffer_minutes : 0;
  query.now = G_MININT64;
  verdict = salon_slot_explain (&query, start);
  *words = salon_booking_words_verdict (&verdict, query.hours, start);
  return verdict;
}

/* Says where the cursor stands; it is the name of the cursor, which has the focus. */
static void
name_slot (SalonDayGrid *self)
{
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  salon_day_grid_explain (self, NULL, NULL, self->slot, salon_session_get_step (self->session),
                          &words);
  label = salon_booking_words_slot (self->slot, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cursor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (gtk_widget_has_focus (self->cursor))
    gtk_accessible_announce (GTK_ACCESSIBLE (self->cursor), label,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
salon_day_grid_set_slot (SalonDayGrid *self, SalonMoment slot)
{
  SalonDay day =
    CLAMP (salon_moment_get_day (slot), self->first_day, self->first_day + self->n_days - 1);
  int minute = salon_moment_get_minute (slot);
  SalonCalendarGridArea area = { 0 };

  self->slot = salon_moment (day, minute);
  area.day = day - self->first_day;
  area.start = minute;
  area.end = MIN (minute + salon_session_get_step (self->session), SALON_DAY_MINUTES);
  area.place = (SalonCalendarPlace) { 0, 1, 1 };
  salon_calendar_grid_layout_place (self->layout, self->cursor, SALON_CALENDAR_GRID_AREA, &area);
  name_slot (self);
}

void
salon_day_grid_focus_slot (SalonDayGrid *self, SalonMoment slot)
{
  int minute = salon_moment_get_minute (slot);

  salon_day_grid_set_slot (self, slot);
  gtk_widget_grab_focus (self->cursor);
  salon_calendar_grid_layout_reveal (self->layout, minute,
                                     minute + salon_session_get_step (self->session));
}

void
salon_day_grid_focus_moment (SalonDayGrid *self, SalonMoment moment)
{
  g_return_if_fail (SALON_IS_DAY_GRID (self));

  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);
      SalonRange visit =
        salon_booking_get_visit (salon_booking_chip_get_booking (SALON_BOOKING_CHIP (chip)));
      if (visit.start <= moment && moment < visit.end)
        {
          const SalonCalendarGridArea *area =
            salon_calendar_grid_layout_get_area (self->layout, chip);
          gtk_widget_grab_focus (chip);
          salon_calendar_grid_layout_reveal (self->layout, area->start, area->end);
          return;
        }
    }
  salon_day_grid_focus_slot (self, moment);
}

/* The bookings of the shown days, in the order of the model. */
static GPtrArray *
list_shown (SalonDayGrid *self)
{
  GPtrArray *shown = list_bookings (self);

  for (guint i = shown->len; i > 0; i--)
    if (!salon_day_grid_shows (self,
                               salon_booking_get_fields (g_ptr_array_index (shown, i - 1))->day))
      g_ptr_array_remove_index (shown, i - 1);
  return shown;
}

/* The focus stays with its booking, follows the one that was sent for, or stays at its time. */
static void
settle_focus (SalonDayGrid *self, const char *focused_id, SalonMoment focused)
{
  GtkWidget *chip = NULL;

  if (self->follow_id != NULL)
    {
      chip = salon_day_grid_find_chip (self, self->follow_id);
      if (chip != NULL)
        {
          const SalonCalendarGridArea *area =
            salon_calendar_grid_layout_get_area (self->layout, chip);
          g_clear_pointer (&self->follow_id, g_free);
          gtk_widget_grab_focus (chip);
          salon_calendar_grid_layout_reveal (self->layout, area->start, area->end);
          return;
        }
    }
  if (focused_id == NULL)
    return;
  chip = salon_day_grid_find_chip (self, focused_id);
  if (chip != NULL)
    gtk_widget_grab_focus (chip);
  else
    salon_day_grid_focus_slot (self, focused);
}

/* The same weekday and time in the days that are shown now. */
static SalonMoment
translate (SalonDayGrid *self, SalonMoment moment)
{
  SalonDay day = salon_moment_get_day (moment);

  if (!salon_day_grid_shows (self, day))
    {
      int offset = (day - self->first_day) % self->n_days;
      day = self->first_day + (offset < 0 ? offset + self->n_days : offset);
    }
  return salon_moment (day, salon_moment_get_minute (moment));
}

static void
read_hours (SalonDayGrid *self)
{
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  int start;
  int end;

  for (int i = 0; i < SALON_DAY_GRID_MAX_DAYS; i++)
    g_clear_pointer (&self->windows[i], g_array_unref);
  for (int i = 0; i < self->n_days; i++)
    self->windows[i] = hours != NULL ? salon_opening_hours_get_windows (hours, self->first_day + i)
                                     : g_array_new (FALSE, FALSE, sizeof (SalonRange));
  if (hours != NULL && salon_opening_hours_get_span (hours, &start, &end))
    salon_calendar_grid_layout_set_span (self->layout, start, end);
}

/* The bookings tell of themselves; the opening hours do not. */
static void
session_changed_cb (SalonDayGrid *self)
{
  read_hours (self);
  salon_day_grid_update_blocks (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
place_now_line (SalonDayGrid *self)
{
  SalonMoment now = salon_session_get_now (self->session);
  SalonCalendarGridArea area = {
    .day = salon_moment_get_day (now) - self->first_day,
    .start = salon_moment_get_minute (now),
    .end = salon_moment_get_minute (now),
    .place = { 0, 1, 1 },
  };

  salon_calendar_grid_layout_place (self->layout, self->now_line, SALON_CALENDAR_GRID_NOW, &area);
}

static void
update (SalonDayGrid *self)
{
  g_autoptr (GPtrArray) shown = NULL;
  g_autofree char *focused_id = NULL;
  SalonBookingChip *focused_chip;
  SalonMoment focused = 0;

  focused_chip = salon_day_grid_get_focused_chip (self);
  shown = list_shown (self);
  if (focused_chip != NULL)
    {
      SalonBooking *booking = salon_booking_chip_get_booking (focused_chip);
      focused_id = g_strdup (salon_booking_get_fields (booking)->id);
      focused = translate (self, salon_booking_get_visit (booking).start);
    }
  self->needs_update = FALSE;
  salon_calendar_grid_layout_set_n_days (self->layout, self->n_days);
  read_hours (self);
  salon_day_grid_update_blocks (self);
  salon_day_grid_assign_chips (self, shown);
  salon_day_grid_place_chips (self, shown);
  salon_day_grid_show_holds (self);
  place_now_line (self);
  salon_day_grid_set_slot (self, translate (self, self->slot));
  settle_focus (self, focused_id, focused);
  salon_day_grid_drag_refresh (self->drag);
  salon_day_grid_refresh_news (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
salon_day_grid_flush (SalonDayGrid *self)
{
  g_return_if_fail (SALON_IS_DAY_GRID (self));

  if (self->needs_update)
    update (self);
}

void
salon_day_grid_set_days (SalonDayGrid *self, SalonDay first, int n_days)
{
  g_return_if_fail (SALON_IS_DAY_GRID (self));
  g_return_if_fail (n_days > 0 && n_days <= SALON_DAY_GRID_MAX_DAYS);

  if (self->first_day == first && self->n_days == n_days)
    return;
  self->first_day = first;
  self->n_days = n_days;
  self->needs_update = TRUE;
}

void
salon_day_grid_set_bookings (SalonDayGrid *self, GListModel *bookings)
{
  g_return_if_fail (SALON_IS_DAY_GRID (self));
  g_return_if_fail (G_IS_LIST_MODEL (bookings));

  if (self->bookings != NULL)
    g_signal_handlers_disconnect_by_func (self->bookings, update, self);
  g_set_object (&self->bookings, bookings);
  g_signal_connect_object (bookings, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
salon_day_grid_scroll_to_start (SalonDayGrid *self)
{
  SalonMoment now = salon_session_get_now (self->session);
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  int minute = salon_moment_get_minute (now);
  int start = 9 * 60;
  int end = 19 * 60;

  g_return_if_fail (SALON_IS_DAY_GRID (self));

  if (hours != NULL)
    salon_opening_hours_get_span (hours, &start, &end);
  if (salon_day_grid_shows (self, salon_moment_get_day (now)) && minute > start && minute < end)
    {
      /* As early as can be while now is still in the upper part. */
      salon_calendar_grid_layout_scroll_to (self->layout, minute, START_FRACTION);
      salon_day_grid_set_slot (self, now / salon_session_get_step (self->session)
                                       * salon_session_get_step (self->session));
      return;
    }
  salon_calendar_grid_layout_scroll_to (self->layout, start - MARGIN_BEFORE_OPENING, 0);
  salon_day_grid_set_slot (self, salon_moment (self->first_day, start));
}

/* --- The clock --- */

static gboolean
minute_passed_cb (gpointer data)
{
  place_now_line (data);
  salon_day_grid_show_holds (data);
  return G_SOURCE_CONTINUE;
}

static void
salon_day_grid_map (GtkWidget *widget)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  GTK_WIDGET_CLASS (salon_day_grid_parent_class)->map (widget);
  place_now_line (self);
  self->now_source = g_timeout_add_seconds (60, minute_passed_cb, self);
}

static void
salon_day_grid_unmap (GtkWidget *widget)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  g_clear_handle_id (&self->now_source, g_source_remove);
  salon_day_grid_drag_cancel (self->drag);
  GTK_WIDGET_CLASS (salon_day_grid_parent_class)->unmap (widget);
}

static gboolean
query_tooltip_cb (SalonDayGrid *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SalonBookingChip *chip =
    keyboard ? salon_day_grid_get_focused_chip (self) : salon_day_grid_pick_chip (self, x, y);
  g_autofree char *text = NULL;
  graphene_rect_t bounds;

  if (chip == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (chip), GTK_WIDGET (self), &bounds))
    return FALSE;
  text = salon_booking_words_tooltip (salon_booking_chip_get_booking (chip),
                                      salon_session_get_currency (self->session));
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                              (int) bounds.size.width, (int) bounds.size.height });
  return TRUE;
}

/* --- The object --- */

static void
set_adjustment (SalonDayGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  g_set_object (place, adjustment);
  if (place == &self->vadjustment)
    salon_calendar_grid_layout_set_vadjustment (self->layout, adjustment);
}

static void
salon_day_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SalonDayGrid *self = SALON_DAY_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_day_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SalonDayGrid *self = SALON_DAY_GRID (object);

  switch (id)
    {
    case PROP_TRAY:
      g_value_set_string (value, self->tray);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_day_grid_dispose (GObject *object)
{
  SalonDayGrid *self = SALON_DAY_GRID (object);
  GtkWidget *child;

  salon_day_grid_forget_news (self);
  g_clear_pointer (&self->drag, salon_day_grid_drag_free);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->bookings);
  g_clear_object (&self->session);
  g_clear_object (&self->target);
  g_clear_object (&self->held);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_pointer (&self->hatching, gsk_render_node_unref);
  G_OBJECT_CLASS (salon_day_grid_parent_class)->dispose (object);
}

static void
salon_day_grid_finalize (GObject *object)
{
  SalonDayGrid *self = SALON_DAY_GRID (object);

  for (int i = 0; i < SALON_DAY_GRID_MAX_DAYS; i++)
    g_clear_pointer (&self->windows[i], g_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->news, g_hash_table_unref);
  g_clear_pointer (&self->spares, g_ptr_array_unref);
  g_clear_pointer (&self->texts, salon_text_cache_free);
  g_clear_pointer (&self->follow_id, g_free);
  g_clear_pointer (&self->tray, g_free);
  G_OBJECT_CLASS (salon_day_grid_parent_class)->finalize (object);
}

static void
salon_day_grid_class_init (SalonDayGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = salon_day_grid_set_property;
  object_class->get_property = salon_day_grid_get_property;
  object_class->dispose = salon_day_grid_dispose;
  object_class->finalize = salon_day_grid_finalize;
  widget_class->snapshot = salon_day_grid_snapshot;
  widget_class->map = salon_day_grid_map;
  widget_class->unmap = salon_day_grid_unmap;
  widget_class->focus = salon_day_grid_focus;

  g_object_class_install_property (object_class, PROP_TRAY,
                                   g_param_spec_string ("tray", NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                          | G_PARAM_EXPLICIT_NOTIFY));
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "daygrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, SALON_TYPE_CALENDAR_GRID_LAYOUT);
  salon_day_grid_install_actions (widget_class);
  salon_day_grid_install_shortcuts (widget_class);
}

static GtkWidget *
make_cursor (void)
{
  GtkWidget *cursor =
    g_object_new (ADW_TYPE_BIN, "css-name", "slot", "accessible-role", GTK_ACCESSIBLE_ROLE_BUTTON,
                  "focusable", TRUE, "can-target", FALSE, NULL);
  return cursor;
}

static void
salon_day_grid_init (SalonDayGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->n_days = 1;
  self->layout = SALON_CALENDAR_GRID_LAYOUT (gtk_widget_get_layout_manager (widget));
  self->blocks = salon_day_grid_blocks_new ();
  self->chips = g_ptr_array_new ();
  self->spares = g_ptr_array_new ();
  self->news = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = salon_text_cache_new (widget);
  self->hours = salon_hour_column_new ();
  self->now_line = salon_now_line_new ();
  self->cursor = make_cursor ();
  gtk_widget_set_parent (self->hours, widget);
  gtk_widget_set_parent (self->now_line, widget);
  gtk_widget_set_parent (self->cursor, widget);
  salon_calendar_grid_layout_place (self->layout, self->hours, SALON_CALENDAR_GRID_HOURS, NULL);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bookings by hour"), -1);
}

GtkWidget *
salon_day_grid_new (SalonSession *session)
{
  SalonDayGrid *self = g_object_new (SALON_TYPE_DAY_GRID, NULL);

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->first_day = salon_moment_get_day (salon_session_get_now (session));
  self->slot = salon_moment (self->first_day, 9 * 60);
  salon_day_grid_listen_to_pointer (self);
  self->drag = salon_day_grid_drag_new (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "received", G_CALLBACK (salon_day_grid_take_news), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
