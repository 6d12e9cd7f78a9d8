/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number and what it counts, on a small card. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_FIGURE (salon_figure_get_type ())
G_DECLARE_FINAL_TYPE (SalonFigure, salon_figure, SALON, FIGURE, AdwBin)

void salon_figure_set_value (SalonFigure *self, const char *value);

G_END_DECLS
