/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart-card.h"

#include "common/salon-format.h"
#include "salon-chart-table.h"

struct _SalonChartCard
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkLabel *legend_label;
  GtkLabel *definition_label;
  GtkToggleButton *table_button;
  GtkStack *stack;

  SalonChart *chart;
  SalonChartTable *table; /* of what the chart shows, while it is looked at */
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonChartCard, salon_chart_card, ADW_TYPE_BIN)

/* A table has a widget for each of its cells: nine of them that nobody looks at would cost more than
 * all the charts. */
static void
fill_table (SalonChartCard *self)
{
  if (gtk_toggle_button_get_active (self->table_button))
    salon_chart_table_set_series (self->table, salon_chart_get_series (self->chart));
}

static void
table_toggled_cb (SalonChartCard *self)
{
  fill_table (self);
  gtk_stack_set_visible_child_name (
    self->stack, gtk_toggle_button_get_active (self->table_button) ? "table" : "chart");
}

static void
opened_cb (SalonChartCard *self, guint index)
{
  g_signal_emit (self, signals[OPENED], 0, index);
}

/* "┄ February 2026": what the other sign in the chart stands for. */
static void
show_legend (SalonChartCard *self, SalonChartSeries *series)
{
  const char *sign = SALON_CHART_GET_CLASS (self->chart)->sign_of_before;
  g_autofree char *heading = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->legend_label),
                          sign != NULL && salon_chart_series_has_before (series));
  if (sign == NULL || !salon_chart_series_has_before (series))
    return;
  heading = salon_format_heading (salon_chart_series_get_before (series));
  words = g_strdup_printf ("%s %s", sign, heading);
  gtk_label_set_text (self->legend_label, words);
}

void
salon_chart_card_set_series (SalonChartCard *self, SalonChartSeries *series)
{
  g_autofree char *summary = NULL;

  g_return_if_fail (SALON_IS_CHART_CARD (self));
  g_return_if_fail (SALON_IS_CHART_SERIES (series));

  summary = salon_chart_series_write_summary (series);
  gtk_label_set_text (self->title_label, salon_chart_series_get_title (series));
  gtk_label_set_text (self->summary_label, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  salon_chart_series_get_title (series), -1);
  show_legend (self, series);
  salon_chart_set_series (self->chart, series);
  fill_table (self);
}

SalonChart *
salon_chart_card_get_chart (SalonChartCard *self)
{
  g_return_val_if_fail (SALON_IS_CHART_CARD (self), NULL);
  return self->chart;
}

static void
salon_chart_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_CHART_CARD);
  G_OBJECT_CLASS (salon_chart_card_parent_class)->dispose (object);
}

static void
salon_chart_card_class_init (SalonChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_chart_card_dispose;
  signals[OPENED] = g_signal_new ("opened", SALON_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonChartCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, SalonChartCard, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SalonChartCard, legend_label);
  gtk_widget_class_bind_template_child (widget_class, SalonChartCard, definition_label);
  gtk_widget_class_bind_template_child (widget_class, SalonChartCard, table_button);
  gtk_widget_class_bind_template_child (widget_class, SalonChartCard, stack);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

static void
salon_chart_card_init (SalonChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_chart_card_new (GtkWidget *chart, const char *definition)
{
  SalonChartCard *self = NULL;

  g_return_val_if_fail (SALON_IS_CHART (chart), NULL);

  self = g_object_new (SALON_TYPE_CHART_CARD, NULL);
  self->chart = SALON_CHART (chart);
  self->table = SALON_CHART_TABLE (salon_chart_table_new ());
  gtk_label_set_text (self->definition_label, definition);
  gtk_widget_set_valign (chart, GTK_ALIGN_START);
  gtk_stack_add_named (self->stack, chart, "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "table");
  g_signal_connect_object (self->chart, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
