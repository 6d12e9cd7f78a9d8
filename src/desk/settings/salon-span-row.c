/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-span-row.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-typed.h"
#include "common/salon-field.h"
#include "common/salon-format.h"

struct _SalonSpanRow
{
  AdwPreferencesRow parent_instance;

  GtkEntry *start_entry;
  GtkEntry *end_entry;
  GtkLabel *error_label;

  SalonRange span; /* as last set or emitted */
};

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonSpanRow, salon_span_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
read_entry (SalonSpanRow *self, GtkEntry *entry, SalonMoment *moment)
{
  int minute;
  gboolean is_read = salon_typed_time_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), &minute);

  if (is_read)
    *moment = minute;
  salon_field_tell (GTK_WIDGET (entry), self->error_label,
                    is_read ? NULL : _ ("Write a time like 9:30."));
  return is_read;
}

gboolean
salon_span_row_read (SalonSpanRow *self, SalonRange *span)
{
  g_return_val_if_fail (SALON_IS_SPAN_ROW (self), FALSE);

  return read_entry (self, self->start_entry, &span->start)
         && read_entry (self, self->end_entry, &span->end);
}

void
salon_span_row_tell (SalonSpanRow *self, const char *words)
{
  g_return_if_fail (SALON_IS_SPAN_ROW (self));

  salon_field_tell (GTK_WIDGET (self->start_entry), self->error_label, words);
  salon_field_tell (GTK_WIDGET (self->end_entry), self->error_label, words);
}

static void
show_minute (GtkEntry *entry, SalonMoment minute)
{
  g_autofree char *text = salon_format_minute ((int) minute);

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

void
salon_span_row_set_span (SalonSpanRow *self, SalonRange span)
{
  g_return_if_fail (SALON_IS_SPAN_ROW (self));

  self->span = span;
  show_minute (self->start_entry, span.start);
  show_minute (self->end_entry, span.end);
  salon_span_row_tell (self, NULL);
}

/* Walking through the times without typing edits nothing; nor does leaving what was entered. */
static void
take_times (SalonSpanRow *self)
{
  SalonRange span;

  if (!salon_span_row_read (self, &span)
      || (span.start == self->span.start && span.end == self->span.end))
    return;
  self->span = span;
  g_signal_emit (self, signals[EDITED], 0);
}

static void
time_entered_cb (SalonSpanRow *self)
{
  take_times (self);
}

static void
time_left_cb (SalonSpanRow *self)
{
  take_times (self);
}

static void
remove_clicked_cb (SalonSpanRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
salon_span_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_SPAN_ROW);
  G_OBJECT_CLASS (salon_span_row_parent_class)->dispose (object);
}

static void
salon_span_row_class_init (SalonSpanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_span_row_dispose;
  signals[EDITED] = g_signal_new ("edited", SALON_TYPE_SPAN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", SALON_TYPE_SPAN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-span-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonSpanRow, start_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonSpanRow, end_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonSpanRow, error_label);
  gtk_widget_class_bind_template_callback (widget_class, time_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
salon_span_row_init (SalonSpanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_span_row_new (const char *day_name)
{
  SalonSpanRow *self = g_object_new (SALON_TYPE_SPAN_ROW, NULL);
  /* Translators: %s is a weekday */
  g_autofree char *start = g_strdup_printf (_ ("%s, open from"), day_name);
  /* Translators: %s is a weekday */
  g_autofree char *end = g_strdup_printf (_ ("%s, open until"), day_name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  start, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->end_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  end, -1);
  return GTK_WIDGET (self);
}
