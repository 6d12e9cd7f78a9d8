/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line about the salon: its setting, what it is called, how it is checked, kept and shown. Pure
 * but for the translation.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *key;   /* of salon_settings */
  const char *title; /* of the field; to be translated */
  const char *label; /* of the change; to be translated */
  GtkInputPurpose purpose;
  /* NULL when @text will do, else what to put right. */
  const char *(*check) (const char *text);
  /* A checked text as it is kept, "" for none. */
  char *(*keep) (const char *text);
  /* What is kept as people write it. */
  char *(*show) (const char *kept);
} SalonDetail;

const SalonDetail *salon_detail_list (gsize *n_details);

G_END_DECLS
