/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be done to a booking or a slot of the time grid. Changes are built by
 * salon-booking-changes.c and saved one at a time: each is made from the booking as it is on
 * screen, which the one before has to reach first.
 */
#include "salon-day-grid-private.h"

#include "common/salon-words.h"
#include "payments/salon-till-setting.h"
#include "planning/salon-series-choice.h"
#include "printing/salon-print-request.h"
#include "salon-booking-changes.h"
#include "salon-booking-menu.h"
#include "salon-booking-words.h"
#include "store/salon-id.h"
#include <glib/gi18n-lib.h>

/* How long a time is blocked before the owner says how long. */
#define BLOCK_MINUTES 60

void
salon_day_grid_tell (SalonDayGrid *self, const char *words)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonDayGrid) self = data;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (!salon_session_commit_finish (SALON_SESSION (source), result, &error))
    {
      g_autofree char *words = salon_words_for_failed_save (error);
      g_clear_pointer (&self->follow_id, g_free);
      salon_day_grid_tell (self, words);
    }
}

gboolean
salon_day_grid_commit (SalonDayGrid *self, SalonChange *change)
{
  g_autoptr (SalonChange) owned = change;

  if (owned == NULL || self->is_saving)
    return FALSE;
  self->is_saving = TRUE;
  salon_session_commit_async (self->session, owned, committed_cb, g_object_ref (self));
  return TRUE;
}

/* Why a booking may stand where it does; NULL inside the opening hours. */
static const char *
get_forced_reason (const SalonBookingFields *fields, SalonSlotState state)
{
  if (state == SALON_SLOT_FREE || state == SALON_SLOT_PAST)
    return NULL;
  return fields->forced_reason != NULL ? fields->forced_reason : _ ("Moved at the desk");
}

gboolean
salon_day_grid_place (SalonDayGrid *self,
                      SalonBooking *booking,
                      SalonMoment start,
                      int duration_minutes)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *words = NULL;
  SalonSlotVerdict verdict;

  if (self->is_saving)
    return FALSE;
  verdict = salon_day_grid_explain (self, booking, fields->id, start, duration_minutes, &words);
  if (verdict.state == SALON_SLOT_TAKEN)
    {
      salon_day_grid_tell (self, words);
      return FALSE;
    }
  g_set_str (&self->follow_id, fields->id);
  if (salon_series_choice_move (GTK_WIDGET (self), self->session, booking, start, duration_minutes,
                                get_forced_reason (fields, verdict.state)))
    return TRUE;
  return salon_day_grid_commit (
    self, salon_booking_changes_set_time (booking, start, duration_minutes,
                                          get_forced_reason (fields, verdict.state)));
}

/* --- The tray --- */

static void
set_tray (SalonDayGrid *self, SalonBooking *booking, gboolean is_copy)
{
  g_set_object (&self->held, booking);
  self->held_is_copy = is_copy;
  g_clear_pointer (&self->tray, g_free);
  if (booking != NULL)
    self->tray = g_strdup_printf (
      /* Translators: the booking of this client is held, to be put down at another time */
      is_copy ? _ ("%s again — choose a time and press Ctrl+V")
              : _ ("%s — choose a time and press Ctrl+V"),
      salon_booking_words_get_name (booking));
  g_object_notify (G_OBJECT (self), "tray");
}

void
salon_day_grid_hold (SalonDayGrid *self, SalonBooking *booking, gboolean is_copy)
{
  set_tray (self, booking, is_copy);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), self->tray,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

const char *
salon_day_grid_get_tray (SalonDayGrid *self)
{
  g_return_val_if_fail (SALON_IS_DAY_GRID (self), NULL);
  return self->tray;
}

void
salon_day_grid_clear_tray (SalonDayGrid *self)
{
  g_return_if_fail (SALON_IS_DAY_GRID (self));

  if (self->held != NULL)
    set_tray (self, NULL, FALSE);
}

static gboolean
place_copy (SalonDayGrid *self, SalonBooking *booking, SalonMoment start)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_autofree char *words = NULL;
  SalonSlotVerdict verdict =
    salon_day_grid_explain (self, booking, NULL, start, fields->duration_minutes, &words);

  if (verdict.state == SALON_SLOT_TAKEN)
    {
      salon_day_grid_tell (self, words);
      return FALSE;
    }
  for (gsize i = 0; i < fields->n_lines + 1; i++)
    g_strv_builder_take (builder, salon_id_new ());
  ids = g_strv_builder_end (builder);
  g_set_str (&self->follow_id, ids[0]);
  return salon_day_grid_commit (
    self, salon_booking_changes_copy (booking, start, get_forced_reason (fields, verdict.state),
                                      (const char *const *) ids,
                                      salon_session_get_instant (self->session)));
}

void
salon_day_grid_put_down (SalonDayGrid *self)
{
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  SalonMoment start = chip != NULL
                        ? salon_booking_get_visit (salon_booking_chip_get_booking (chip)).start
                        : self->slot;
  gboolean is_placed;

  if (self->held == NULL || self->is_saving)
    return;
  if (self->held_is_copy)
    is_placed = place_copy (self, self->held, start);
  else
    is_placed = salon_day_grid_place (self, self->held, start,
                                      salon_booking_get_fields (self->held)->duration_minutes);
  if (is_placed)
    set_tray (self, NULL, FALSE);
}

/* --- Actions --- */

SalonBooking *
salon_day_grid_get_target (SalonDayGrid *self)
{
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  GtkWidget *target;

  if (chip != NULL)
    return salon_booking_chip_get_booking (chip);
  if (self->target == NULL)
    return NULL;
  /* As it is now: it may have changed while its menu was open. */
  target = salon_day_grid_find_chip (self, salon_booking_get_fields (self->target)->id);
  return target != NULL ? salon_booking_chip_get_booking (SALON_BOOKING_CHIP (target)) : NULL;
}

static void
open_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBooking *booking = salon_day_grid_get_target (SALON_DAY_GRID (widget));

  if (booking != NULL)
    gtk_widget_activate_action (widget, "win.edit-booking", "s",
                                salon_booking_get_fields (booking)->id);
}

static void
repeat_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBooking *booking = salon_day_grid_get_target (SALON_DAY_GRID (widget));

  if (booking != NULL)
    gtk_widget_activate_action (widget, "win.repeat-booking", "s",
                                salon_booking_get_fields (booking)->id);
}

static void
print_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBooking *booking = salon_day_grid_get_target (SALON_DAY_GRID (widget));

  if (booking != NULL)
    gtk_widget_activate_action (widget, "win.print-document", "(iiis)", SALON_PRINT_CARD, 0, 0,
                                salon_booking_get_fields (booking)->id);
}

/* The actions that are a step in the life of a booking. */
static const struct
{
  const char *name;
  SalonBookingStatus status;
} steps[] = {
  { "booking.confirm", SALON_BOOKING_CONFIRMED },   { "booking.arrived", SALON_BOOKING_ARRIVED },
  { "booking.completed", SALON_BOOKING_COMPLETED }, { "booking.no-show", SALON_BOOKING_NO_SHOW },
  { "booking.cancel", SALON_BOOKING_CANCELLED },    { "booking.restore", SALON_BOOKING_CONFIRMED },
  { "booking.release", SALON_BOOKING_CANCELLED },
};

static void
step_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBooking *booking = salon_day_grid_get_target (self);

  if (booking != NULL && g_str_equal (name, "booking.cancel")
      && salon_series_choice_cancel (widget, self->session, booking, NULL))
    return;
  for (gsize i = 0; booking != NULL && i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, name))
      salon_day_grid_commit (
        self, salon_booking_changes_set_status (booking, steps[i].status,
                                                salon_session_get_instant (self->session)));
}

/* A salon that takes its payments elsewhere only notes that there was one. */
void
salon_day_grid_pay (SalonDayGrid *self, SalonBooking *booking)
{
  if (salon_till_setting_is_on (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.pay-booking", "s",
                                salon_booking_get_fields (booking)->id);
  else
    salon_day_grid_commit (self, salon_booking_changes_set_paid (booking));
}

static void
pay_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBooking *booking = salon_day_grid_get_target (self);

  if (booking != NULL)
    salon_day_grid_pay (self, booking);
}

static void
hold_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonBooking *booking = salon_day_grid_get_target (SALON_DAY_GRID (widget));

  if (booking != NULL)
    salon_day_grid_hold (SALON_DAY_GRID (widget), booking, g_str_equal (name, "booking.copy"));
}

static void
new_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  gtk_widget_activate_action (widget, "win.new-booking-at", "(iii)",
                              salon_moment_get_day (self->slot),
                              salon_moment_get_minute (self->slot), 0);
}

/* An hour from there, to be mended in the dialog. */
static void
block_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  gtk_widget_activate_action (widget, "win.block-time-at", "(iii)",
                              salon_moment_get_day (self->slot),
                              salon_moment_get_minute (self->slot), BLOCK_MINUTES);
}

static void
edit_block_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  const char *id = salon_day_grid_find_block (self, self->slot);

  if (id != NULL)
    gtk_widget_activate_action (widget, "win.edit-block", "s", id);
}

static void
paste_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  salon_day_grid_put_down (SALON_DAY_GRID (widget));
}

void
salon_day_grid_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "booking.open", NULL, open_activated_cb);
  gtk_widget_class_install_action (klass, "booking.repeat", NULL, repeat_activated_cb);
  gtk_widget_class_install_action (klass, "booking.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (klass, "booking.paid", NULL, pay_activated_cb);
  gtk_widget_class_install_action (klass, "booking.pay", NULL, pay_activated_cb);
  gtk_widget_class_install_action (klass, "booking.cut", NULL, hold_activated_cb);
  gtk_widget_class_install_action (klass, "booking.copy", NULL, hold_activated_cb);
  gtk_widget_class_install_action (klass, "slot.new", NULL, new_activated_cb);
  gtk_widget_class_install_action (klass, "slot.block", NULL, block_activated_cb);
  gtk_widget_class_install_action (klass, "slot.edit-block", NULL, edit_block_activated_cb);
  gtk_widget_class_install_action (klass, "slot.paste", NULL, paste_activated_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_install_action (klass, steps[i].name, NULL, step_activated_cb);
}

/* --- The context menu --- */

/* "Confirm" is for the ones that wait, "Back to confirmed" for slips of the finger. */
static gboolean
is_step_offered (const char *name, SalonBookingStatus from, SalonBookingStatus to)
{
  gboolean is_waiting = from == SALON_BOOKING_PENDING;

  if (from == to || !salon_booking_status_can_become (from, to))
    return FALSE;
  if (g_str_equal (name, "booking.confirm") || g_str_equal (name, "booking.release"))
    return is_waiting;
  if (g_str_equal (name, "booking.restore"))
    return !is_waiting;
  return TRUE;
}

static void
enable_actions (SalonDayGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const SalonBookingFields *fields =
    self->target != NULL ? salon_booking_get_fields (self->target) : NULL;
  gboolean takes_payments = salon_till_setting_is_on (self->session);

  gtk_widget_action_set_enabled (widget, "slot.paste", self->held != NULL);
  gtk_widget_action_set_enabled (widget, "slot.edit-block",
                                 salon_day_grid_find_block (self, self->slot) != NULL);
  if (fields == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_action_set_enabled (
      widget, steps[i].name, is_step_offered (steps[i].name, fields->status, steps[i].status));
  gtk_widget_action_set_enabled (widget, "booking.pay", takes_payments);
  gtk_widget_action_set_enabled (widget, "booking.paid",
                                 !takes_payments
                                   && g_strcmp0 (fields->payment_status, "fully_paid") != 0);
}

/* Back to what the menu was about. */
static void
menu_closed_cb (SalonDayGrid *self)
{
  GtkWidget *chip = NULL;

  if (self->target != NULL)
    chip = salon_day_grid_find_chip (self, salon_booking_get_fields (self->target)->id);
  gtk_widget_grab_focus (chip != NULL ? chip : self->cursor);
}

void
salon_day_grid_popup_menu (SalonDayGrid *self, SalonBookingChip *chip, double x, double y)
{
  g_autoptr (GMenuModel) model = NULL;

  if (chip != NULL)
    {
      g_set_object (&self->target, salon_booking_chip_get_booking (chip));
      model = salon_booking_menu_new ();
    }
  else
    {
      g_clear_object (&self->target);
      model = salon_booking_menu_new_for_slot ();
    }
  enable_actions (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
