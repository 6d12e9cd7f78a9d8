/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart-scale.h"

#include <math.h>

#define FARTHEST G_GINT64_CONSTANT (1000000000000000)

/* The smallest of 1, 2, 5, 10, 20 … times @unit that is not below @least. */
static gint64
find_step (gint64 least, gint64 unit)
{
  static const gint64 factors[] = { 1, 2, 5 };

  for (gint64 power = unit; power < FARTHEST; power *= 10)
    for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
      if (factors[i] * power >= least)
        return factors[i] * power;
  return FARTHEST;
}

SalonChartScale
salon_chart_scale_make (gint64 least, gint64 most, int n_steps, gint64 unit)
{
  SalonChartScale scale;

  g_return_val_if_fail (n_steps > 0 && unit > 0, ((SalonChartScale) { 0, 1, 1 }));

  least = CLAMP (least, -FARTHEST, 0);
  most = CLAMP (most, 0, FARTHEST);
  scale.step = find_step ((most - least + n_steps - 1) / n_steps, unit);
  scale.from = -((-least + scale.step - 1) / scale.step) * scale.step;
  scale.to = (most + scale.step - 1) / scale.step * scale.step;
  if (scale.to == scale.from)
    scale.to += scale.step;
  return scale;
}

double
salon_chart_scale_get_place (const SalonChartScale *scale, double value)
{
  return CLAMP ((value - (double) scale->from) / (double) (scale->to - scale->from), 0, 1);
}

int
salon_chart_scale_get_label_step (int n_labels, double width, double gap, double room)
{
  if (n_labels <= 0 || room <= 0)
    return 1;
  return MAX (1, (int) ceil ((width + gap) * n_labels / room));
}
