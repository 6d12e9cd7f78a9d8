/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-appointment-card.h"

#define N_TEXTS 7
#define GAP 5.0

typedef struct
{
  const char *font;
  double space_before;
  int max_lines;
} Style;

static const Style styles[N_TEXTS] = {
  { "Bold 15", 0, 1 },       { "8", GAP / 2, 3 }, { "10", 4 * GAP, 1 }, { "Bold 13", GAP, 1 },
  { "Bold 14", 2 * GAP, 2 }, { "10", GAP, 4 },    { "8", 2 * GAP, 2 },
};

struct _SalonAppointmentCard
{
  SalonDocument parent_instance;

  char *texts[N_TEXTS]; /* top down */
};

G_DEFINE_FINAL_TYPE (SalonAppointmentCard, salon_appointment_card, SALON_TYPE_DOCUMENT)

static guint
salon_appointment_card_paginate (SalonDocument *document)
{
  return 1;
}

static PangoLayout *
create_text (SalonDocument *document, const Style *style, const char *text)
{
  const SalonPaper *paper = salon_document_get_paper (document);
  double width = salon_paper_points (paper->width_mm - 2 * paper->margin_mm);
  PangoLayout *layout = salon_document_create_text (document, style->font, text, width);

  pango_layout_set_height (layout, -style->max_lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  return layout;
}

/* In the middle of the card, whatever there is to say. */
static void
salon_appointment_card_draw (SalonDocument *document, cairo_t *cr, guint page)
{
  SalonAppointmentCard *self = SALON_APPOINTMENT_CARD (document);
  const SalonPaper *paper = salon_document_get_paper (document);
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0, y;

  for (guint i = 0; i < N_TEXTS; i++)
    {
      PangoLayout *layout = create_text (document, &styles[i], self->texts[i]);

      g_ptr_array_add (layouts, layout);
      if (*self->texts[i] != '\0')
        height += styles[i].space_before + salon_document_get_text_height (layout);
    }
  y = (salon_paper_points (paper->height_mm) - height) / 2;
  for (guint i = 0; i < N_TEXTS; i++)
    {
      PangoLayout *layout = g_ptr_array_index (layouts, i);

      if (*self->texts[i] == '\0')
        continue;
      y += styles[i].space_before;
      salon_document_draw_text (layout, cr, salon_paper_points (paper->margin_mm), y);
      y += salon_document_get_text_height (layout);
    }
}

static void
salon_appointment_card_finalize (GObject *object)
{
  SalonAppointmentCard *self = SALON_APPOINTMENT_CARD (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (salon_appointment_card_parent_class)->finalize (object);
}

static void
salon_appointment_card_class_init (SalonAppointmentCardClass *klass)
{
  SalonDocumentClass *document_class = SALON_DOCUMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_appointment_card_finalize;
  document_class->paginate = salon_appointment_card_paginate;
  document_class->draw = salon_appointment_card_draw;
}

static void
salon_appointment_card_init (SalonAppointmentCard *self)
{
}

SalonAppointmentCard *
salon_appointment_card_new (const SalonAppointmentCardTexts *texts)
{
  const char *const all[N_TEXTS] = { texts->salon,  texts->contact,  texts->title, texts->client,
                                     texts->moment, texts->services, texts->remark };
  SalonAppointmentCard *self =
    salon_document_construct (SALON_TYPE_APPOINTMENT_CARD, texts->title, &salon_paper_a6_landscape);

  for (guint i = 0; i < N_TEXTS; i++)
    self->texts[i] = g_strdup (all[i] != NULL ? all[i] : "");
  return self;
}
