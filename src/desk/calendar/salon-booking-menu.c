/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-menu.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *label;
  const char *action;
  const char *accel; /* shown only; nullable */
} Entry;

static const Entry open_entries[] = {
  { N_ ("_Open…"), "booking.open", "Return" },
  { N_ ("_Confirm"), "booking.confirm", "c" },
  { N_ ("_Release the Time"), "booking.release", NULL },
};

static const Entry status_entries[] = {
  /* Translators: the A that stands beside this entry is its key outside the menu; in the menu it has
   * to be its underlined letter, and nobody else's. So with the C, N and P of others. */
  { N_ ("_Arrived"), "booking.arrived", "a" },
  { N_ ("Comp_leted"), "booking.completed", NULL },
  { N_ ("_Paid"), "booking.paid", "p" },
  { N_ ("_Payment…"), "booking.pay", "p" },
  { N_ ("Did _Not Come"), "booking.no-show", "n" },
  { N_ ("Back to Con_firmed"), "booking.restore", NULL },
};

static const Entry clipboard_entries[] = {
  { N_ ("_Move Elsewhere"), "booking.cut", "<Control>x" },
  { N_ ("Book A_gain Elsewhere"), "booking.copy", "<Control>c" },
  { N_ ("Repea_t…"), "booking.repeat", NULL },
};

static const Entry print_entries[] = {
  { N_ ("P_rint Card…"), "booking.print", NULL },
};

static const Entry cancel_entries[] = {
  { N_ ("Cancel Boo_king"), "booking.cancel", "Delete" },
};

static const Entry slot_entries[] = {
  { N_ ("_New Booking Here…"), "slot.new", "Return" },
  { N_ ("_Block This Time…"), "slot.block", "b" },
  { N_ ("_Edit Blocked Time…"), "slot.edit-block", NULL },
  { N_ ("_Place Here"), "slot.paste", "<Control>v" },
};

static void
append_entries (GMenu *menu, const Entry *entries, gsize n_entries)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (gsize i = 0; i < n_entries; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (entries[i].label), entries[i].action);
      g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
      if (entries[i].accel != NULL)
        g_menu_item_set_attribute (item, "accel", "s", entries[i].accel);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

GMenuModel *
salon_booking_menu_new (void)
{
  GMenu *menu = g_menu_new ();

  append_entries (menu, open_entries, G_N_ELEMENTS (open_entries));
  append_entries (menu, status_entries, G_N_ELEMENTS (status_entries));
  append_entries (menu, clipboard_entries, G_N_ELEMENTS (clipboard_entries));
  append_entries (menu, print_entries, G_N_ELEMENTS (print_entries));
  append_entries (menu, cancel_entries, G_N_ELEMENTS (cancel_entries));
  return G_MENU_MODEL (menu);
}

GMenuModel *
salon_booking_menu_new_for_slot (void)
{
  GMenu *menu = g_menu_new ();

  append_entries (menu, slot_entries, G_N_ELEMENTS (slot_entries));
  return G_MENU_MODEL (menu);
}
