/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where somebody is on her way to a booking on the site: the services, the month, the day and the time that
 * she has chosen so far. All of it is in the address, and nothing else about her: so the back button, a
 * reload and a bookmark cost nothing.
 *
 *   soins=<id>,<id>   or soin1=<id>&soin7=<id>, as a form with boxes has it
 *   mois=2026-12      the month that is looked at
 *   jour=2026-12-01
 *   heure=14:30
 */
#pragma once

#include "salon-server-choice.h"
#include "site/salon-site-words.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SITE_STEP_SERVICES,
  SALON_SITE_STEP_DAY,
  SALON_SITE_STEP_DETAILS,
  SALON_SITE_STEP_WAIT,
  SALON_SITE_STEP_NOTED, /* on the waiting list */
} SalonSiteStep;

typedef struct
{
  const SalonSiteWords *words; /* of her language */
  SalonLanguage language;
  SalonServerCalendar *calendar;
  SalonServerChoice *choice; /* nullable: see problem */
  const char *problem;       /* why there is no choice, a key of the words; NULL */
  SalonDay month;            /* its first day; SALON_DAY_NONE */
  SalonDay day;              /* SALON_DAY_NONE */
  int minute;                /* -1 */
  const char *base;          /* nullable: where days and times lead, instead of to a new booking */
} SalonSiteVisit;

/* @self: zero. What makes no sense in the address counts as not there. */
gboolean salon_site_visit_read (SalonSiteVisit *self,
                                SalonServerContext *context,
                                SalonServerRequest *request,
                                GError **error);
void salon_site_visit_clear (SalonSiteVisit *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonSiteVisit, salon_site_visit_clear)

/**
 * salon_site_visit_make_path:
 * @day: SALON_DAY_NONE: none
 * @minute: -1: none
 *
 * Returns: (transfer full): the address of @step in her language, with her choice, @day and @minute
 */
char *salon_site_visit_make_path (const SalonSiteVisit *self,
                                  SalonSiteStep step,
                                  SalonDay day,
                                  int minute);

/* The same of the days of a month. Transfer full. */
char *salon_site_visit_make_month_path (const SalonSiteVisit *self, SalonDay month);

G_END_DECLS
