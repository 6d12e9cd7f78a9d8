/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-tile.h"

#include <glib/gi18n-lib.h>

#include "salon-figure-words.h"

struct _SalonStatisticsTile
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkMenuButton *about_button;
  GtkLabel *definition_label;
  GtkButton *value_button;
  GtkLabel *value_label;
  GtkLabel *change_label;

  SalonFigure figure;
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonStatisticsTile, salon_statistics_tile, ADW_TYPE_BIN)

static void
value_clicked_cb (SalonStatisticsTile *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

SalonFigure
salon_statistics_tile_get_figure (SalonStatisticsTile *self)
{
  g_return_val_if_fail (SALON_IS_STATISTICS_TILE (self), SALON_FIGURE_TURNOVER);
  return self->figure;
}

/* The colour only repeats what the words say. */
static void
set_judgement (SalonStatisticsTile *self, SalonFigureChange change)
{
  static const struct
  {
    SalonFigureChange change;
    const char *css_class;
  } classes[] = {
    { SALON_FIGURE_CHANGE_BETTER, "success" },
    { SALON_FIGURE_CHANGE_WORSE, "warning" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (classes[i].change == change)
      gtk_widget_add_css_class (GTK_WIDGET (self->change_label), classes[i].css_class);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->change_label), classes[i].css_class);
}

void
salon_statistics_tile_show (SalonStatisticsTile *self,
                            SalonSession *session,
                            const SalonStatisticsPair *pair)
{
  g_autofree char *value = NULL;
  g_autofree char *change = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (SALON_IS_STATISTICS_TILE (self));

  value = salon_figure_words_value (session, self->figure, pair->now);
  set_judgement (self, salon_figure_words_change (session, self->figure, pair, &change));
  gtk_label_set_text (self->value_label, value);
  gtk_label_set_text (self->change_label, change);
  /* Translators: for a screen reader: what a figure is called, how much it is, and what it was */
  label = g_strdup_printf (C_ ("figure", "%1$s: %2$s. %3$s"),
                           salon_figure_words_title (self->figure), value, change);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
salon_statistics_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_STATISTICS_TILE);
  G_OBJECT_CLASS (salon_statistics_tile_parent_class)->dispose (object);
}

static void
salon_statistics_tile_class_init (SalonStatisticsTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_statistics_tile_dispose;
  signals[OPENED] = g_signal_new ("opened", SALON_TYPE_STATISTICS_TILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-statistics-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsTile, title_label);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsTile, about_button);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsTile, definition_label);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsTile, value_button);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsTile, value_label);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsTile, change_label);
  gtk_widget_class_bind_template_callback (widget_class, value_clicked_cb);
}

static void
salon_statistics_tile_init (SalonStatisticsTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_statistics_tile_new (SalonFigure figure)
{
  SalonStatisticsTile *self = g_object_new (SALON_TYPE_STATISTICS_TILE, NULL);
  /* Translators: for a screen reader and as a hint: what a figure counts: "Turnover: What Is Counted" */
  g_autofree char *about =
    g_strdup_printf (C_ ("figure", "%s: What Is Counted"), salon_figure_words_title (figure));

  self->figure = figure;
  gtk_label_set_text (self->title_label, salon_figure_words_title (figure));
  gtk_label_set_text (self->definition_label, salon_figure_words_definition (figure));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->about_button), about);
  return GTK_WIDGET (self);
}
