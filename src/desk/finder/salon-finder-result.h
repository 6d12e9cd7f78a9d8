/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that the finder offers: what is read of it, and what Enter does with it. */
#pragma once

#include <glib.h>

#include "core/salon-client.h"
#include "core/salon-service.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_FINDER_SECTION_WHICH_SERVICE, /* chosen here, without leaving the finder */
  SALON_FINDER_SECTION_WHICH_CLIENT,
  SALON_FINDER_SECTION_BOOK,
  SALON_FINDER_SECTION_CALENDAR,
  SALON_FINDER_SECTION_CLIENTS,
  SALON_FINDER_SECTION_BOOKINGS,
  SALON_FINDER_SECTION_GIFT_CARDS,
  SALON_FINDER_SECTION_SERVICES,
  SALON_FINDER_SECTION_ACTIONS,
} SalonFinderSection;

typedef struct
{
  SalonFinderSection section;
  char *heading; /* of its section */
  char *title;
  char *subtitle; /* nullable */
  const char *icon_name;
  const char *accelerator; /* nullable */
  char *action;            /* nullable: of the window; else it is one of the two choices */
  GVariant *target;        /* nullable */
  SalonClient *client;     /* of WHICH_CLIENT; NULL: a new one */
  SalonService *service;   /* of WHICH_SERVICE */
  guint mention;           /* of WHICH_SERVICE: which of the services in the line */
} SalonFinderResult;

/* @heading is copied; @title and @subtitle are taken. */
SalonFinderResult *salon_finder_result_new (SalonFinderSection section,
                                            const char *heading,
                                            const char *icon_name,
                                            char *title,
                                            char *subtitle);
void salon_finder_result_free (SalonFinderResult *self);
/* @target: nullable, floating is taken. */
void salon_finder_result_set_action (SalonFinderResult *self, const char *action, GVariant *target);

G_END_DECLS
