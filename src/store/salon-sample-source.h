/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sample salon is made of: resources/sample/salon.json, read once and checked by its first
 * use in a test. Private to the sample.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "core/salon-opening-hours.h"

#include "salon-random.h"

G_BEGIN_DECLS

typedef struct
{
  const char *key;
  const char *name;
  const char *category;
  const char *description; /* nullable */
  int duration_minutes;
  int buffer_minutes;
  gint64 price_cents;
  int weight; /* how often it is asked for; 0: not any more */
  gboolean is_archived;
} SalonSampleService;

#define SALON_SAMPLE_MAX_TOGETHER 3

/* Services that are often asked for in one visit, as indexes. */
typedef struct
{
  int n;
  int services[SALON_SAMPLE_MAX_TOGETHER];
} SalonSampleSet;

typedef struct
{
  JsonNode *root;     /* keeps the texts */
  GArray *services;   /* SalonSampleService */
  GArray *together;   /* SalonSampleSet */
  GArray *windows;    /* SalonWeeklyWindow */
  GArray *exceptions; /* SalonOpeningException, of the years around the day it was made for */
  SalonOpeningHours *hours;
} SalonSampleSource;

SalonSampleSource *salon_sample_source_new (SalonDay today);
void salon_sample_source_free (SalonSampleSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSampleSource, salon_sample_source_free)

JsonObject *salon_sample_source_get_settings (SalonSampleSource *self);
const char *salon_sample_source_get_text (SalonSampleSource *self, const char *name);
/* One of a list of texts, or numbers. */
const char *
salon_sample_source_pick (SalonSampleSource *self, const char *list, SalonRandom *random);
int salon_sample_source_get_number (SalonSampleSource *self, const char *list, int index);
const SalonSampleService *salon_sample_source_get_service (SalonSampleSource *self, int index);
/* The index of one, by weight. */
int salon_sample_source_pick_service (SalonSampleSource *self, SalonRandom *random);

G_END_DECLS
