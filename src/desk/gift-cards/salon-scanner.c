/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-scanner.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *page; /* owns this */
  GtkEditable *search;
  SalonScannerTake take;
  SalonScan *scan;
  GtkEventController *keys; /* of the window; NULL: the page is not on the screen */
  GtkWidget *window;        /* weak */
  GtkEditable *field;       /* weak: where the scan is being typed into */
  char *field_text;         /* what stood there before */
  char *search_text;
} Scanner;

static void
leave (Scanner *self)
{
  if (self->window != NULL && self->keys != NULL)
    gtk_widget_remove_controller (self->window, self->keys);
  self->keys = NULL;
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->field);
}

static void
scanner_free (gpointer data)
{
  Scanner *self = data;

  leave (self);
  salon_scan_free (self->scan);
  g_free (self->field_text);
  g_free (self->search_text);
  g_free (self);
}

static gboolean
is_covered (Scanner *self)
{
  if (ADW_IS_WINDOW (self->window))
    return adw_window_get_visible_dialog (ADW_WINDOW (self->window)) != NULL;
  if (ADW_IS_APPLICATION_WINDOW (self->window))
    return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window))
           != NULL;
  return FALSE;
}

static void
remember (Scanner *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));
  GtkEditable *field = GTK_IS_EDITABLE (focus) ? GTK_EDITABLE (focus) : NULL;

  g_set_weak_pointer (&self->field, field);
  g_set_str (&self->field_text, field != NULL ? gtk_editable_get_text (field) : NULL);
  g_set_str (&self->search_text,
             self->search != NULL ? gtk_editable_get_text (self->search) : NULL);
}

static void
restore (GtkEditable *field, const char *text)
{
  if (field == NULL || text == NULL || g_str_equal (gtk_editable_get_text (field), text))
    return;
  gtk_editable_set_text (field, text);
  gtk_editable_set_position (field, -1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                Scanner *self)
{
  guint32 time_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));

  if (is_covered (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (!salon_scan_take_key (self->scan, keyval, keycode, time_ms))
    {
      if (salon_scan_is_beginning (self->scan))
        remember (self);
      return GDK_EVENT_PROPAGATE;
    }
  if (!self->take (self->page, salon_scan_get_text (self->scan),
                   salon_scan_get_american_text (self->scan)))
    return GDK_EVENT_PROPAGATE;
  restore (self->field, self->field_text);
  restore (self->search, self->search_text);
  return GDK_EVENT_STOP;
}

static void
enter (Scanner *self)
{
  leave (self);
  g_set_weak_pointer (&self->window, GTK_WIDGET (gtk_widget_get_root (self->page)));
  if (self->window == NULL)
    return;
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_name (self->keys, "scanner");
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->window, self->keys);
}

void
salon_scanner_attach (GtkWidget *page, GtkEditable *search, SalonScannerTake take)
{
  Scanner *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (search == NULL || GTK_IS_EDITABLE (search));
  g_return_if_fail (take != NULL);

  self = g_new0 (Scanner, 1);
  self->page = page;
  self->search = search;
  self->take = take;
  self->scan = salon_scan_new ();
  g_object_set_data_full (G_OBJECT (page), "salon-scanner", self, scanner_free);
  g_signal_connect_swapped (page, "map", G_CALLBACK (enter), self);
  g_signal_connect_swapped (page, "unmap", G_CALLBACK (leave), self);
}
