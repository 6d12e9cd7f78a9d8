/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet with a table: title, a few facts, and rows under columns that are named again on every
 * page. A row is never cut in two; a heading never stands at the foot of a page without a row.
 * Made of texts alone: what they say, and in which language, is the caller's.
 */
#pragma once

#include "salon-document.h"

G_BEGIN_DECLS

#define SALON_TYPE_LIST_SHEET (salon_list_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SalonListSheet, salon_list_sheet, SALON, LIST_SHEET, SalonDocument)

typedef struct
{
  const char *title;  /* "": the column has no name */
  double width_mm;    /* 0: shares what the others leave */
  gboolean is_number; /* set at the end of the column */
  gboolean is_strong;
} SalonSheetColumn;

typedef enum
{
  SALON_SHEET_ROW,
  SALON_SHEET_ROW_STRUCK, /* no longer holds: a cancelled booking */
  SALON_SHEET_ROW_BLANK,  /* to be written on by hand; the cells may be NULL */
} SalonSheetRowStyle;

/* @subtitle and @footer may be empty. */
SalonListSheet *salon_list_sheet_new (const char *title,
                                      const char *subtitle,
                                      const char *footer,
                                      const SalonPaper *paper,
                                      const SalonSheetColumn *columns,
                                      gsize n_columns);
/* Above the table, in the order they are added. */
void salon_list_sheet_add_fact (SalonListSheet *self, const char *label, const char *value);
void salon_list_sheet_add_heading (SalonListSheet *self, const char *text);
/* @cells: as many as there are columns. */
void
salon_list_sheet_add_row (SalonListSheet *self, SalonSheetRowStyle style, const char *const *cells);

G_END_DECLS
