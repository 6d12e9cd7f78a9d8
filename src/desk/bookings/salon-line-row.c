/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-line-row.h"

#include "common/salon-category.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "core/salon-money.h"

#include <glib/gi18n-lib.h>

struct _SalonLineRow
{
  AdwActionRow parent_instance;

  GtkWidget *stripe;
  GtkWidget *up_button;
  GtkEntry *price_entry;

  SalonSession *session;
  char *id;
  gint64 price_cents;
};

G_DEFINE_FINAL_TYPE (SalonLineRow, salon_line_row, ADW_TYPE_ACTION_ROW)

enum
{
  MOVED,
  REMOVED,
  PRICED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_price (SalonLineRow *self)
{
  g_autofree char *price = salon_format_money (self->session, self->price_cents);
  gtk_editable_set_text (GTK_EDITABLE (self->price_entry), price);
  gtk_widget_remove_css_class (GTK_WIDGET (self->price_entry), "error");
}

static void
price_entered_cb (SalonLineRow *self)
{
  gint64 cents;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->price_entry));
  if (!salon_money_parse (text, &cents, NULL) || cents < 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->price_entry), "error");
      gtk_accessible_announce (GTK_ACCESSIBLE (self->price_entry),
                               _ ("This is not a price; the one before is kept"),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      return;
    }
  self->price_cents = cents;
  show_price (self);
  g_signal_emit (self, signals[PRICED], 0, cents);
}

static void
price_left_cb (SalonLineRow *self)
{
  price_entered_cb (self);
  show_price (self);
}

static void
up_clicked_cb (SalonLineRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
remove_clicked_cb (SalonLineRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
up_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, -1);
}

static void
down_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, 1);
}

static void
remove_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVED], 0);
}

static void
salon_line_row_dispose (GObject *object)
{
  SalonLineRow *self = SALON_LINE_ROW (object);
  g_clear_object (&self->session);
  g_clear_pointer (&self->id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_LINE_ROW);
  G_OBJECT_CLASS (salon_line_row_parent_class)->dispose (object);
}

static void
salon_line_row_class_init (SalonLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_line_row_dispose;
  signals[MOVED] = g_signal_new ("moved", SALON_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVED] = g_signal_new ("removed", SALON_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PRICED] = g_signal_new ("priced", SALON_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-line-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonLineRow, stripe);
  gtk_widget_class_bind_template_child (widget_class, SalonLineRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, SalonLineRow, price_entry);
  gtk_widget_class_bind_template_callback (widget_class, price_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_install_action (widget_class, "line.up", NULL, up_activated_cb);
  gtk_widget_class_install_action (widget_class, "line.down", NULL, down_activated_cb);
  gtk_widget_class_install_action (widget_class, "line.remove", NULL, remove_activated_cb);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_ROW_UP, SALON_EVERY_KEY, "line.up",
                              NULL);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_ROW_DOWN, SALON_EVERY_KEY, "line.down",
                              NULL);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_ROW_REMOVE, SALON_EVERY_KEY,
                              "line.remove", NULL);
}

static void
salon_line_row_init (SalonLineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (price_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->price_entry), focus);
}

GtkWidget *
salon_line_row_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  SalonLineRow *self = g_object_new (SALON_TYPE_LINE_ROW, NULL);
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

static char *
describe_length (const SalonBookingLine *line)
{
  g_autofree char *visit = salon_format_duration (line->duration_minutes);
  g_autofree char *before = salon_format_duration (line->buffer_before_minutes);
  /* Translators: two lengths: "10 min to prepare, 45 min" */
  g_autofree char *length = line->buffer_before_minutes > 0
                              ? g_strdup_printf (_ ("%s to prepare, %s"), before, visit)
                              : g_strdup (visit);
  if (line->buffer_minutes == 0)
    return g_steal_pointer (&length);
  g_autofree char *buffer = salon_format_duration (line->buffer_minutes);
  /* Translators: two lengths: "45 min, then 10 min to clean up" */
  return g_strdup_printf (_ ("%s, then %s to clean up"), length, buffer);
}

void
salon_line_row_show (SalonLineRow *self, const SalonBookingLine *line, gboolean is_first)
{
  g_return_if_fail (SALON_IS_LINE_ROW (self));
  g_return_if_fail (line != NULL);

  gboolean is_new = g_strcmp0 (self->id, line->id) != 0;
  g_autofree char *length = describe_length (line);
  /* Translators: a service: "Price of Gel nails" */
  g_autofree char *label = g_strdup_printf (_ ("Price of %s"), line->name);

  gtk_widget_set_visible (self->up_button, !is_first);
  if (!is_new && self->price_cents == line->price_cents)
    return;
  g_set_str (&self->id, line->id);
  self->price_cents = line->price_cents;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), line->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), length);
  if (is_new && line->category != NULL)
    gtk_widget_add_css_class (self->stripe, salon_category_get_css_class (line->category));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->price_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  show_price (self);
}

const char *
salon_line_row_get_id (SalonLineRow *self)
{
  g_return_val_if_fail (SALON_IS_LINE_ROW (self), NULL);
  return self->id;
}
