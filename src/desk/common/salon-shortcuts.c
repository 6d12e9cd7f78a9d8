/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-shortcuts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *title;
  const char *keys;
  gboolean is_toolkits;
} Row;

/* Where a group begins. */
static const struct
{
  SalonShortcut first;
  const char *title;
} groups[] = {
  { SALON_SHORTCUT_NEW_BOOKING, NC_ ("shortcuts", "General") },
  { SALON_SHORTCUT_TODAY, NC_ ("shortcuts", "Calendar") },
  { SALON_SHORTCUT_MOVE, NC_ ("shortcuts", "On a booking") },
  { SALON_SHORTCUT_ROW_UP, NC_ ("shortcuts", "In lists") },
  { SALON_SHORTCUT_PERIOD_EARLIER, NC_ ("shortcuts", "Statistics") },
  { SALON_SHORTCUT_GO, NC_ ("shortcuts", "Dialogs") },
};

static const Row rows[SALON_N_SHORTCUTS] = {
  [SALON_SHORTCUT_NEW_BOOKING] = { NC_ ("shortcuts", "New booking"), "<Control>n" },
  [SALON_SHORTCUT_NEW_HERE] = { NC_ ("shortcuts",
                                     "New client, service or gift card, where they are listed"),
                                "<Control><Shift>n" },
  [SALON_SHORTCUT_FIND] = { NC_ ("shortcuts", "Find anything, or book in one line"), "<Control>k" },
  [SALON_SHORTCUT_UNDO] = { NC_ ("shortcuts", "Undo"), "<Control>z" },
  [SALON_SHORTCUT_REDO] = { NC_ ("shortcuts", "Redo"), "<Control><Shift>z <Control>y" },
  [SALON_SHORTCUT_SEARCH] = { NC_ ("shortcuts", "Search in a list"), "<Control>f" },
  [SALON_SHORTCUT_PRINT] = { NC_ ("shortcuts", "Print what is shown"), "<Control>p" },
  [SALON_SHORTCUT_PREFERENCES] = { NC_ ("shortcuts", "Preferences"), "<Control>comma" },
  [SALON_SHORTCUT_HELP] = { NC_ ("shortcuts", "Help"), "F1" },
  [SALON_SHORTCUT_SHORTCUTS] = { NC_ ("shortcuts", "Keyboard shortcuts"),
                                 "<Control>question <Control>F1" },
  [SALON_SHORTCUT_MAIN_MENU] = { NC_ ("shortcuts", "Main menu"), "F10", TRUE },
  [SALON_SHORTCUT_QUIT] = { NC_ ("shortcuts", "Quit"), "<Control>q" },

  [SALON_SHORTCUT_TODAY] = { NC_ ("shortcuts", "Today"), "<Control>t Home" },
  [SALON_SHORTCUT_EARLIER] = { NC_ ("shortcuts", "Earlier"), "Page_Up <Alt>Left" },
  [SALON_SHORTCUT_LATER] = { NC_ ("shortcuts", "Later"), "Page_Down <Alt>Right" },
  [SALON_SHORTCUT_VIEW] = { NC_ ("shortcuts", "Day, three days, week, month"),
                            "<Alt>1 <Alt>2 <Alt>3 <Alt>4" },
  [SALON_SHORTCUT_WALK] = { NC_ ("shortcuts", "Walk through times and bookings"),
                            "Left Up Down Right" },
  [SALON_SHORTCUT_OPEN] = { NC_ ("shortcuts", "Open, or book at this time"), "Return space" },
  [SALON_SHORTCUT_BLOCK] = { NC_ ("shortcuts",
                                  "Block the time of the slot (or Ctrl while dragging)"),
                             "b" },
  [SALON_SHORTCUT_PASTE] = { NC_ ("shortcuts", "Paste at this time what was cut or copied"),
                             "<Control>v" },
  [SALON_SHORTCUT_GIVE_UP] = { NC_ ("shortcuts", "Give up moving"), "Escape" },

  [SALON_SHORTCUT_MOVE] = { NC_ ("shortcuts", "Move"),
                            "<Control>Left <Control>Up <Control>Down <Control>Right" },
  [SALON_SHORTCUT_LENGTHEN] = { NC_ ("shortcuts", "Longer"), "<Control><Shift>Down" },
  [SALON_SHORTCUT_SHORTEN] = { NC_ ("shortcuts", "Shorter"), "<Control><Shift>Up" },
  [SALON_SHORTCUT_CUT] = { NC_ ("shortcuts", "Cut"), "<Control>x" },
  [SALON_SHORTCUT_COPY] = { NC_ ("shortcuts", "Copy"), "<Control>c" },
  [SALON_SHORTCUT_ARRIVED] = { NC_ ("shortcuts", "Arrived"), "a" },
  [SALON_SHORTCUT_CONFIRMED] = { NC_ ("shortcuts", "Confirmed"), "c" },
  [SALON_SHORTCUT_PAYMENT] = { NC_ ("shortcuts", "Payment"), "p" },
  [SALON_SHORTCUT_NO_SHOW] = { NC_ ("shortcuts", "No-show"), "n" },
  [SALON_SHORTCUT_CANCEL] = { NC_ ("shortcuts", "Cancel"), "Delete" },
  [SALON_SHORTCUT_CONTEXT_MENU] = { NC_ ("shortcuts", "Menu"), "Menu <Shift>F10" },

  [SALON_SHORTCUT_ROW_UP] = { NC_ ("shortcuts", "Move a service up"), "<Alt>Up" },
  [SALON_SHORTCUT_ROW_DOWN] = { NC_ ("shortcuts", "Move a service down"), "<Alt>Down" },
  [SALON_SHORTCUT_ROW_REMOVE] = { NC_ ("shortcuts", "Take a service out of the booking"),
                                  "<Alt>Delete" },
  [SALON_SHORTCUT_COPY_PHONE] = { NC_ ("shortcuts", "Copy the phone number"), "<Control>c" },

  [SALON_SHORTCUT_PERIOD_EARLIER] = { NC_ ("shortcuts", "The period before"), "<Alt>Left" },
  [SALON_SHORTCUT_PERIOD_LATER] = { NC_ ("shortcuts", "The period after"), "<Alt>Right" },
  [SALON_SHORTCUT_CHART_WALK] = { NC_ ("shortcuts", "Walk through the values of a chart"),
                                  "Left Up Down Right" },
  [SALON_SHORTCUT_CHART_ENDS] = { NC_ ("shortcuts", "The first and the last value"), "Home End" },

  [SALON_SHORTCUT_GO] = { NC_ ("shortcuts", "Save, or do what the dialog is for"),
                          "<Control>Return" },
  [SALON_SHORTCUT_SAVE] = { NC_ ("shortcuts", "Save a booking, or a voucher as a file"),
                            "<Control>s" },
  [SALON_SHORTCUT_CLOSE] = { NC_ ("shortcuts", "Close without saving"), "Escape", TRUE },
  [SALON_SHORTCUT_REST] = { NC_ ("shortcuts",
                                 "All that is left in cash, by card, cheque, transfer, gift card"),
                            "F2 F3 F4 F5 F6" },
};

static const struct
{
  guint key;
  guint keypad;
} keypad_twins[] = {
  { GDK_KEY_Return, GDK_KEY_KP_Enter }, { GDK_KEY_Delete, GDK_KEY_KP_Delete },
  { GDK_KEY_Left, GDK_KEY_KP_Left },    { GDK_KEY_Up, GDK_KEY_KP_Up },
  { GDK_KEY_Right, GDK_KEY_KP_Right },  { GDK_KEY_Down, GDK_KEY_KP_Down },
  { GDK_KEY_1, GDK_KEY_KP_1 },          { GDK_KEY_2, GDK_KEY_KP_2 },
  { GDK_KEY_3, GDK_KEY_KP_3 },          { GDK_KEY_4, GDK_KEY_KP_4 },
};

const char *
salon_shortcut_get_title (SalonShortcut shortcut)
{
  return g_dpgettext2 (NULL, "shortcuts", rows[shortcut].title);
}

const char *
salon_shortcut_get_group (SalonShortcut shortcut)
{
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (groups) && groups[i + 1].first <= shortcut)
    i++;
  return g_dpgettext2 (NULL, "shortcuts", groups[i].title);
}

const char *
salon_shortcut_get_keys (SalonShortcut shortcut)
{
  return rows[shortcut].keys;
}

gboolean
salon_shortcut_is_toolkits (SalonShortcut shortcut)
{
  return rows[shortcut].is_toolkits;
}

char *
salon_shortcut_dup_label (SalonShortcut shortcut, int key)
{
  g_auto (GStrv) keys = g_strsplit (rows[shortcut].keys, " ", -1);
  guint value = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (keys[key], &value, &modifiers);
  return gtk_accelerator_get_label (value, modifiers);
}

typedef void (*Take) (gpointer owner, GtkShortcut *shortcut);

static void
give (Take take,
      gpointer owner,
      guint key,
      GdkModifierType modifiers,
      GtkShortcutAction *action,
      GVariant *arguments)
{
  g_autoptr (GtkShortcut) shortcut =
    gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), g_object_ref (action));

  gtk_shortcut_set_arguments (shortcut, arguments);
  take (owner, shortcut);
}

static void
give_with_twin (Take take,
                gpointer owner,
                const char *words,
                GtkShortcutAction *action,
                GVariant *arguments)
{
  guint key = 0;
  GdkModifierType modifiers = 0;
  gboolean is_key = gtk_accelerator_parse (words, &key, &modifiers);

  g_assert (is_key);
  give (take, owner, key, modifiers, action, arguments);
  for (gsize i = 0; i < G_N_ELEMENTS (keypad_twins); i++)
    if (keypad_twins[i].key == key)
      give (take, owner, keypad_twins[i].keypad, modifiers, action, arguments);
}

/* Takes @action. */
static void
give_keys (Take take,
           gpointer owner,
           SalonShortcut shortcut,
           int key,
           GtkShortcutAction *action,
           GVariant *arguments)
{
  g_auto (GStrv) keys = g_strsplit (rows[shortcut].keys, " ", -1);
  g_autoptr (GtkShortcutAction) own_action = action;
  g_autoptr (GVariant) own_arguments = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;

  for (int i = 0; keys[i] != NULL; i++)
    if (key == SALON_EVERY_KEY || key == i)
      give_with_twin (take, owner, keys[i], own_action, own_arguments);
}

static void
take_for_class (gpointer owner, GtkShortcut *shortcut)
{
  gtk_widget_class_add_shortcut (owner, shortcut);
}

static void
take_for_controller (gpointer owner, GtkShortcut *shortcut)
{
  gtk_shortcut_controller_add_shortcut (owner, g_object_ref (shortcut));
}

void
salon_shortcut_bind_action (GtkWidgetClass *klass,
                            SalonShortcut shortcut,
                            int key,
                            const char *action,
                            GVariant *target)
{
  give_keys (take_for_class, klass, shortcut, key, gtk_named_action_new (action), target);
}

void
salon_shortcut_bind (GtkWidgetClass *klass,
                     SalonShortcut shortcut,
                     int key,
                     GtkShortcutFunc callback,
                     GVariant *arguments)
{
  give_keys (take_for_class, klass, shortcut, key, gtk_callback_action_new (callback, NULL, NULL),
             arguments);
}

GtkShortcutController *
salon_shortcut_listen (GtkWidget *widget, GtkShortcutScope scope, GtkPropagationPhase phase)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), scope);
  gtk_event_controller_set_propagation_phase (controller, phase);
  gtk_widget_add_controller (widget, controller);
  return GTK_SHORTCUT_CONTROLLER (controller);
}

void
salon_shortcut_add (GtkShortcutController *controller,
                    SalonShortcut shortcut,
                    int key,
                    GtkShortcutAction *action,
                    GVariant *arguments)
{
  give_keys (take_for_controller, controller, shortcut, key, action, arguments);
}

void
salon_shortcut_add_action (GtkShortcutController *controller,
                           SalonShortcut shortcut,
                           int key,
                           const char *action,
                           GVariant *target)
{
  give_keys (take_for_controller, controller, shortcut, key, gtk_named_action_new (action), target);
}

void
salon_shortcut_set_accels (GtkApplication *application, SalonShortcut shortcut, const char *action)
{
  g_auto (GStrv) keys = g_strsplit (rows[shortcut].keys, " ", -1);

  gtk_application_set_accels_for_action (application, action, (const char *const *) keys);
}
