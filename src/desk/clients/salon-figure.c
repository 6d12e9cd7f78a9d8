/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-figure.h"

#include <glib/gi18n-lib.h>

struct _SalonFigure
{
  AdwBin parent_instance;

  GtkLabel *value_label;
  char *caption;
};

enum
{
  PROP_CAPTION = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonFigure, salon_figure, ADW_TYPE_BIN)

static void
salon_figure_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonFigure *self = SALON_FIGURE (object);

  switch (id)
    {
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_figure_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SalonFigure *self = SALON_FIGURE (object);

  switch (id)
    {
    case PROP_CAPTION:
      if (g_set_str (&self->caption, g_value_get_string (value)))
        g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_figure_dispose (GObject *object)
{
  SalonFigure *self = SALON_FIGURE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_FIGURE);
  g_clear_pointer (&self->caption, g_free);
  G_OBJECT_CLASS (salon_figure_parent_class)->dispose (object);
}

static void
salon_figure_class_init (SalonFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_figure_get_property;
  object_class->set_property = salon_figure_set_property;
  object_class->dispose = salon_figure_dispose;

  properties[PROP_CAPTION] =
    g_param_spec_string ("caption", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-figure.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonFigure, value_label);
}

static void
salon_figure_init (SalonFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
salon_figure_set_value (SalonFigure *self, const char *value)
{
  g_return_if_fail (SALON_IS_FIGURE (self));
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), self->caption, value);

  gtk_label_set_text (self->value_label, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
