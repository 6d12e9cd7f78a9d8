/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of the services: by category, and within a category as the owner likes it. `position`
 * counts through the whole list; a category stands where its first service stands. Pure functions
 * over what salon_reader_list_services() gives, in its order.
 */
#pragma once

#include "core/salon-service.h"

G_BEGIN_DECLS

/* Elements: GPtrArray of SalonService, one of each category, never empty. */
GPtrArray *salon_service_order_group (GPtrArray *services);
/* Puts the service @id where @target stands now, others of the category closing up. NULL when that
 * changes nothing, or when they are of different categories. */
SalonChange *salon_service_order_move (GPtrArray *services, const char *id, const char *target);
/* The service one place before (@step -1) or after (@step 1) @id in its category; NULL at the end. */
SalonService *salon_service_order_get_neighbour (GPtrArray *services, const char *id, int step);
int salon_service_order_get_next_position (GPtrArray *services);

G_END_DECLS
