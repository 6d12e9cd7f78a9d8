/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-actions.h"

#include "calendar/salon-booking-changes.h"
#include "calendar/salon-booking-menu.h"
#include "common/salon-words.h"
#include "printing/salon-print-request.h"

struct _SalonBookingActions
{
  GObject parent_instance;

  SalonSession *session;
  GtkWidget *widget; /* weak */
  GSimpleActionGroup *group;
  SalonBooking *booking; /* nullable */
  GtkWidget *menu;       /* made when it is first asked for */
  GtkWidget *before;     /* weak: had the focus when the menu opened */
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (SalonBookingActions, salon_booking_actions, G_TYPE_OBJECT)

/* "Confirm" is for the ones that wait, "Back to confirmed" for slips of the finger. */
static const struct
{
  const char *name;
  SalonBookingStatus status;
} steps[] = {
  { "confirm", SALON_BOOKING_CONFIRMED },   { "arrived", SALON_BOOKING_ARRIVED },
  { "completed", SALON_BOOKING_COMPLETED }, { "no-show", SALON_BOOKING_NO_SHOW },
  { "cancel", SALON_BOOKING_CANCELLED },    { "restore", SALON_BOOKING_CONFIRMED },
};

static gboolean
is_offered (const char *name, SalonBookingStatus from, SalonBookingStatus to)
{
  gboolean is_waiting = from == SALON_BOOKING_PENDING;

  if (from == to || !salon_booking_status_can_become (from, to))
    return FALSE;
  if (g_str_equal (name, "confirm"))
    return is_waiting;
  if (g_str_equal (name, "restore"))
    return !is_waiting;
  return TRUE;
}

static void
enable (SalonBookingActions *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

void
salon_booking_actions_set_booking (SalonBookingActions *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = NULL;

  g_return_if_fail (SALON_IS_BOOKING_ACTIONS (self));
  g_return_if_fail (booking == NULL || SALON_IS_BOOKING (booking));

  g_set_object (&self->booking, booking);
  fields = booking != NULL ? salon_booking_get_fields (booking) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    enable (self, steps[i].name,
            fields != NULL && is_offered (steps[i].name, fields->status, steps[i].status));
  enable (self, "open", fields != NULL);
  enable (self, "print", fields != NULL);
  enable (self, "paid",
          fields != NULL && g_strcmp0 (fields->payment_status, "fully_paid") != 0);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonBookingActions) self = data;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (!salon_session_commit_finish (SALON_SESSION (source), result, &error)
      && self->widget != NULL)
    {
      g_autofree char *words = salon_words_for_failed_save (error);

      gtk_accessible_announce (GTK_ACCESSIBLE (self->widget), words,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      gtk_widget_activate_action (self->widget, "win.toast", "s", words);
    }
}

/* Takes @change. */
static void
commit (SalonBookingActions *self, SalonChange *change)
{
  g_autoptr (SalonChange) owned = change;

  if (owned == NULL || self->is_saving)
    return;
  self->is_saving = TRUE;
  salon_session_commit_async (self->session, owned, committed_cb, g_object_ref (self));
}

static void
step_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SalonBookingActions *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, name))
      commit (self,
              salon_booking_changes_set_status (self->booking, steps[i].status,
                                                salon_session_get_instant (self->session)));
}

static void
paid_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SalonBookingActions *self = data;

  commit (self, salon_booking_changes_set_paid (self->booking));
}

static void
open_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SalonBookingActions *self = data;

  gtk_widget_activate_action (self->widget, "win.edit-booking", "s",
                              salon_booking_get_fields (self->booking)->id);
}

static void
print_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SalonBookingActions *self = data;

  gtk_widget_activate_action (self->widget, "win.print-document", "(iiis)", SALON_PRINT_CARD, 0, 0,
                              salon_booking_get_fields (self->booking)->id);
}

void
salon_booking_actions_do (SalonBookingActions *self, SalonBooking *booking, const char *action)
{
  g_return_if_fail (SALON_IS_BOOKING_ACTIONS (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));
  g_return_if_fail (action != NULL);

  salon_booking_actions_set_booking (self, booking);
  g_action_group_activate_action (G_ACTION_GROUP (self->group), action, NULL);
}

static void
menu_closed_cb (SalonBookingActions *self)
{
  if (self->before != NULL)
    gtk_widget_grab_focus (self->before);
  g_clear_weak_pointer (&self->before);
}

static void
make_menu (SalonBookingActions *self)
{
  g_autoptr (GMenuModel) model = salon_booking_menu_new ();

  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_parent (self->menu, self->widget);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
salon_booking_actions_popup_menu (SalonBookingActions *self,
                                  SalonBooking *booking,
                                  double x,
                                  double y)
{
  g_return_if_fail (SALON_IS_BOOKING_ACTIONS (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));

  salon_booking_actions_set_booking (self, booking);
  if (self->menu == NULL)
    make_menu (self);
  g_set_weak_pointer (&self->before, gtk_root_get_focus (gtk_widget_get_root (self->widget)));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
salon_booking_actions_detach (SalonBookingActions *self)
{
  g_return_if_fail (SALON_IS_BOOKING_ACTIONS (self));

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_weak_pointer (&self->before);
  g_clear_weak_pointer (&self->widget);
}

static void
salon_booking_actions_finalize (GObject *object)
{
  SalonBookingActions *self = SALON_BOOKING_ACTIONS (object);

  g_clear_weak_pointer (&self->before);
  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->group);
  g_clear_object (&self->booking);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_booking_actions_parent_class)->finalize (object);
}

static void
salon_booking_actions_class_init (SalonBookingActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_booking_actions_finalize;
}

static void
salon_booking_actions_init (SalonBookingActions *self)
{
  static const GActionEntry others[] = {
    { .name = "open", .activate = open_activated_cb },
    { .name = "print", .activate = print_activated_cb },
    { .name = "paid", .activate = paid_activated_cb },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), others, G_N_ELEMENTS (others), self);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const GActionEntry entry = { .name = steps[i].name, .activate = step_activated_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (self->group), &entry, 1, self);
    }
  salon_booking_actions_set_booking (self, NULL);
}

SalonBookingActions *
salon_booking_actions_new (SalonSession *session, GtkWidget *widget)
{
  SalonBookingActions *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (SALON_TYPE_BOOKING_ACTIONS, NULL);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->widget, widget);
  gtk_widget_insert_action_group (widget, "booking", G_ACTION_GROUP (self->group));
  return self;
}
