/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to the editor of bookings: empty, with what is known already, or with a booking that is there. */
#include "salon-window-private.h"

#include "bookings/salon-booking-dialog.h"
#include "common/salon-dialog.h"

/* One editor at a time: a second Ctrl+N must not bury what is being typed. */
static void
present_editor (SalonWindow *self, const SalonBookingDraft *draft)
{
  if (self->session == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;

  /* A booking that is gone, or cannot be read, has been told by the session. */
  AdwDialog *dialog = salon_booking_dialog_new (self->session, draft);
  if (dialog != NULL)
    salon_dialog_present (dialog, salon_window_get_shown (self));
}

static void
new_booking (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { .day = SALON_DAY_NONE, .minute = -1 };

  present_editor (SALON_WINDOW (widget), &draft);
}

static void
new_booking_at (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { 0 };

  g_variant_get (parameter, "(iii)", &draft.day, &draft.minute, &draft.duration_minutes);
  present_editor (SALON_WINDOW (widget), &draft);
}

static void
new_booking_for (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { .client_id = g_variant_get_string (parameter, NULL),
                              .day = SALON_DAY_NONE,
                              .minute = -1 };

  present_editor (SALON_WINDOW (widget), &draft);
}

static void
edit_booking (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { .booking_id = g_variant_get_string (parameter, NULL),
                              .day = SALON_DAY_NONE,
                              .minute = -1 };

  present_editor (SALON_WINDOW (widget), &draft);
}

static void
book_wish (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { 0 };

  g_variant_get (parameter, "(&sii)", &draft.wish_id, &draft.day, &draft.minute);
  present_editor (SALON_WINDOW (widget), &draft);
}

/* What a line in the finder was read as; "" stands for what it does not say. */
static void
book (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonBookingDraft draft = { 0 };
  const char *texts[4];
  g_autofree const char **service_ids = NULL;

  g_variant_get (parameter, "(&s&s&s&s^a&sii)", &texts[0], &texts[1], &texts[2], &texts[3],
                 &service_ids, &draft.day, &draft.minute);
  draft.client_id = *texts[0] != '\0' ? texts[0] : NULL;
  draft.client_name = *texts[1] != '\0' ? texts[1] : NULL;
  draft.client_phone = *texts[2] != '\0' ? texts[2] : NULL;
  draft.client_search = *texts[3] != '\0' ? texts[3] : NULL;
  draft.service_ids = service_ids;
  present_editor (SALON_WINDOW (widget), &draft);
}

void
salon_window_install_editor (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.new-booking", NULL, new_booking);
  gtk_widget_class_install_action (klass, "win.new-booking-at", "(iii)", new_booking_at);
  gtk_widget_class_install_action (klass, "win.new-booking-for", "s", new_booking_for);
  gtk_widget_class_install_action (klass, "win.edit-booking", "s", edit_booking);
  gtk_widget_class_install_action (klass, "win.book-wish", "(sii)", book_wish);
  gtk_widget_class_install_action (klass, "win.book", "(ssssasii)", book);
}
