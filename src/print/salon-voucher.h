/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gift vouchers, one on each page: the paper that the salon's clients give away. Made of words
 * alone: how an amount or a day is said, and in which language, is the caller's; the look, two
 * colours, the typeface, the logo and the paper are the design's.
 *
 * Every text has a box of its own, and stays in it: it is set smaller down to a size that can still
 * be read, and then ends in an ellipsis. No two boxes touch, and none comes nearer than five
 * millimetres to the edge of the paper. salon_voucher_list_boxes() is what tests hold to that.
 *
 * Each page is laid out when it is drawn, and forgotten when the next one is: a batch of hundreds
 * needs no more memory than one. Threads as for SalonDocument.
 */
#pragma once

#include "salon-document.h"
#include "salon-voucher-design.h"

G_BEGIN_DECLS

/* The texts of one voucher. Each may be NULL or empty, and then leaves its place to the others. */
typedef struct
{
  const char *heading;         /* "Gift Voucher" */
  const char *value;           /* "80 €", or what the service is called */
  gboolean is_service;         /* @value is words rather than a figure */
  const char *recipient_label; /* "For" */
  const char *recipient;
  const char *buyer_label; /* "From" */
  const char *buyer;
  const char *message;    /* in lines */
  const char *code_label; /* "Code": to be read out; the paper shows the code alone */
  const char *code;       /* "SERA-7K2M-9QXA": in words and as a QR code */
  const char *expiry;     /* "Valid until 27 November 2027" */
  const char *issued;     /* "Issued on 27 November 2026" */
  const char *issued_on;  /* "2026-11-27": the day that the PDF bears; not printed */
  const char *terms;
  const char *salon;   /* "Institut Sérénaïa" */
  const char *contact; /* address, phone and web, in lines */
  const char *footer;  /* "To book, please call us." */
} SalonVoucherContent;

/* Where something stands on the page, in points from its upper left corner. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} SalonVoucherRectangle;

typedef struct
{
  const char *name;           /* static: "recipient" */
  SalonVoucherRectangle area; /* what the text may use */
  SalonVoucherRectangle ink;  /* what it does use; width 0: nothing is to be seen */
  gboolean is_text;           /* else the QR code or the logo */
  gboolean is_shortened;      /* ends in an ellipsis */
  double size;                /* of the letters, in points */
} SalonVoucherBox;

#define SALON_TYPE_VOUCHER (salon_voucher_get_type ())
G_DECLARE_FINAL_TYPE (SalonVoucher, salon_voucher, SALON, VOUCHER, SalonDocument)

/**
 * salon_voucher_new:
 * @title: of the document: "Gift voucher SERA-7K2M-9QXA"
 * @design: copied
 */
SalonVoucher *salon_voucher_new (const char *title, const SalonVoucherDesign *design);
/* One more page. @content is copied. */
void salon_voucher_add (SalonVoucher *self, const SalonVoucherContent *content);
/* The boxes of page @page, in the order in which they are read. Elements: SalonVoucherBox. */
GArray *salon_voucher_list_boxes (SalonVoucher *self, guint page);

/* Is @png a picture of a size that fits on paper? Decodes it: up to some tens of milliseconds. */
gboolean salon_voucher_can_read_logo (GBytes *png);

G_END_DECLS
