/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two things are made one after the other, and each anew while the last one still shows: the PDF when
 * the cards or the settings change, the picture when the PDF, the page, the size or the scale does.
 * One of each is under way at most: what changes meanwhile is taken up when it is done.
 */
#include "salon-voucher-preview.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/salon-change.h"
#include "vouchers/salon-voucher-pdf.h"

#define MARGIN 12.0 /* around the paper, where its shadow falls */
#define NATURAL_WIDTH 420
#define LEAST_WIDTH 120
#define PROGRESS_MS 60
#define MOST_PIXELS 6000

struct _SalonVoucherPreview
{
  GtkWidget parent_instance;

  SalonSession *session;
  SalonVoucherCard *cards;
  gsize n_cards;

  SalonVoucherPdf *pdf; /* what is shown; NULL: nothing yet */
  GCancellable *making; /* NULL: none is being made */
  int *n_done;          /* of it; the callback frees it */
  gboolean is_stale;    /* the PDF is of other cards than there are now */
  guint progress_source;
  char *failure;

  guint page;
  GdkTexture *picture;
  guint picture_page;
  SalonVoucherPdf *picture_pdf; /* of which it is one */
  gboolean is_drawing;
  guint drawn_page; /* the one that is being drawn */
};

typedef enum
{
  PROP_PAGE = 1,
  PROP_N_PAGES,
  PROP_IS_MAKING,
  PROP_PROGRESS,
  N_PROPERTIES,
} Property;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonVoucherPreview, salon_voucher_preview, GTK_TYPE_WIDGET)

static void begin_drawing (SalonVoucherPreview *self);
static void begin_making (SalonVoucherPreview *self);

static void
notify (SalonVoucherPreview *self, Property property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* --- Where the paper lies --- */

static graphene_rect_t
get_paper (SalonVoucherPreview *self, double paper_width, double paper_height)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = MIN ((width - 2 * MARGIN) / paper_width, (height - 2 * MARGIN) / paper_height);
  graphene_rect_t paper;

  scale = MAX (scale, 0);
  graphene_rect_init (&paper, (float) floor ((width - paper_width * scale) / 2),
                      (float) floor ((height - paper_height * scale) / 2),
                      (float) floor (paper_width * scale), (float) floor (paper_height * scale));
  return paper;
}

static double
get_scale (SalonVoucherPreview *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : 1;
}

/* In pixels of the screen. FALSE: it cannot be seen. */
static gboolean
get_picture_size (SalonVoucherPreview *self, int *width, int *height)
{
  graphene_rect_t paper = get_paper (self, salon_voucher_pdf_get_width (self->pdf),
                                     salon_voucher_pdf_get_height (self->pdf));
  double scale = get_scale (self);

  *width = (int) ceil (graphene_rect_get_width (&paper) * scale);
  *height = (int) ceil (graphene_rect_get_height (&paper) * scale);
  return *width > 0 && *height > 0 && *width <= MOST_PIXELS && *height <= MOST_PIXELS;
}

/* --- The picture --- */

static gboolean
is_drawn (SalonVoucherPreview *self, int width, int height)
{
  return self->picture != NULL && self->picture_pdf == self->pdf && self->picture_page == self->page
         && gdk_texture_get_width (self->picture) == width
         && gdk_texture_get_height (self->picture) == height;
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonVoucherPreview) self = user_data;
  SalonVoucherPdf *pdf = SALON_VOUCHER_PDF (source);
  g_autoptr (GdkTexture) picture = salon_voucher_pdf_draw_finish (pdf, result, NULL);

  self->is_drawing = FALSE;
  if (picture == NULL || self->session == NULL)
    return;
  g_set_object (&self->picture, picture);
  g_set_object (&self->picture_pdf, pdf);
  self->picture_page = self->drawn_page;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  begin_drawing (self);
}

static void
begin_drawing (SalonVoucherPreview *self)
{
  int width, height;

  if (self->pdf == NULL || self->is_drawing || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !get_picture_size (self, &width, &height) || is_drawn (self, width, height))
    return;
  self->is_drawing = TRUE;
  self->drawn_page = self->page;
  salon_voucher_pdf_draw_async (self->pdf, self->page, width, height, drawn_cb,
                                g_object_ref (self));
}

/* --- The PDF --- */

static void
tell_texts (SalonVoucherPreview *self)
{
  g_autofree char *texts = self->page < self->n_cards
                             ? salon_voucher_card_describe (self->session, &self->cards[self->page])
                             : g_strdup (_ ("Preview"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, texts, -1);
}

static void
take_pdf (SalonVoucherPreview *self, SalonVoucherPdf *pdf)
{
  guint n_pages = salon_voucher_pdf_count_pages (pdf);

  g_set_object (&self->pdf, pdf);
  g_clear_pointer (&self->failure, g_free);
  if (self->page >= n_pages)
    {
      self->page = n_pages - 1;
      notify (self, PROP_PAGE);
    }
  notify (self, PROP_N_PAGES);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  begin_drawing (self);
}

typedef struct
{
  SalonVoucherPreview *preview;
  int n_done;
} Order;

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Order *order = user_data;
  g_autoptr (SalonVoucherPreview) self = order->preview;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonVoucherPdf) pdf = salon_voucher_pdf_make_finish (result, &error);

  self->n_done = NULL;
  g_clear_object (&self->making);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->session == NULL)
    return;
  if (self->is_stale)
    begin_making (self);
  else if (pdf == NULL)
    g_set_str (&self->failure, _ ("The voucher cannot be shown: there is not enough memory, or a "
                                  "font is damaged."));
  if (pdf != NULL)
    take_pdf (self, pdf);
  notify (self, PROP_PROGRESS);
  notify (self, PROP_IS_MAKING);
}

static gboolean
progress_cb (gpointer user_data)
{
  notify (user_data, PROP_PROGRESS);
  return G_SOURCE_CONTINUE;
}

static void
begin_making (SalonVoucherPreview *self)
{
  Order *order = NULL;

  if (self->session == NULL || self->n_cards == 0)
    return;
  self->is_stale = self->making != NULL;
  if (self->is_stale)
    {
      /* A batch is given up for the one that is wanted now. */
      g_cancellable_cancel (self->making);
      return;
    }
  order = g_new0 (Order, 1);
  order->preview = g_object_ref (self);
  self->n_done = &order->n_done;
  self->making = g_cancellable_new ();
  if (self->n_cards > 1)
    self->progress_source = g_timeout_add (PROGRESS_MS, progress_cb, self);
  salon_voucher_pdf_make_async (salon_voucher_card_create_document (self->session, self->cards,
                                                                    self->n_cards),
                                &order->n_done, self->making, made_cb, order);
  notify (self, PROP_IS_MAKING);
}

static void
changed_cb (SalonVoucherPreview *self, SalonChange *change)
{
  if (salon_change_touches (change, "salon_settings", NULL))
    begin_making (self);
}

/* --- From outside --- */

void
salon_voucher_preview_set_session (SalonVoucherPreview *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_VOUCHER_PREVIEW (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  begin_making (self);
}

void
salon_voucher_preview_set_cards (SalonVoucherPreview *self,
                                 const SalonVoucherCard *cards,
                                 gsize n_cards)
{
  SalonVoucherCard *copies = NULL;

  g_return_if_fail (SALON_IS_VOUCHER_PREVIEW (self));
  g_return_if_fail (n_cards >= 1);

  copies = salon_voucher_card_copy_all (cards, n_cards);
  salon_voucher_card_free_all (self->cards, self->n_cards);
  self->cards = copies;
  self->n_cards = n_cards;
  if (self->session != NULL)
    tell_texts (self);
  begin_making (self);
}

void
salon_voucher_preview_set_page (SalonVoucherPreview *self, guint page)
{
  g_return_if_fail (SALON_IS_VOUCHER_PREVIEW (self));

  if (self->pdf != NULL)
    page = MIN (page, salon_voucher_pdf_count_pages (self->pdf) - 1);
  if (page == self->page)
    return;
  self->page = page;
  tell_texts (self);
  begin_drawing (self);
  notify (self, PROP_PAGE);
}

GBytes *
salon_voucher_preview_get_pdf (SalonVoucherPreview *self)
{
  g_return_val_if_fail (SALON_IS_VOUCHER_PREVIEW (self), NULL);

  return self->pdf != NULL && self->making == NULL ? salon_voucher_pdf_get_bytes (self->pdf) : NULL;
}

const char *
salon_voucher_preview_get_failure (SalonVoucherPreview *self)
{
  g_return_val_if_fail (SALON_IS_VOUCHER_PREVIEW (self), NULL);
  return self->failure;
}

GtkWidget *
salon_voucher_preview_new (SalonSession *session)
{
  GtkWidget *self = g_object_new (SALON_TYPE_VOUCHER_PREVIEW, NULL);

  salon_voucher_preview_set_session (SALON_VOUCHER_PREVIEW (self), session);
  return self;
}

/* --- The widget --- */

static void
append_sheet (GtkSnapshot *snapshot, const graphene_rect_t *paper)
{
  GskRoundedRect outline;
  const GdkRGBA shadow = { 0, 0, 0, 0.22f };
  const GdkRGBA white = { 1, 1, 1, 1 };

  gsk_rounded_rect_init_from_rect (&outline, paper, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 2, 0, 8);
  gtk_snapshot_append_color (snapshot, &white, paper);
}

static void
salon_voucher_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonVoucherPreview *self = SALON_VOUCHER_PREVIEW (widget);
  SalonVoucherPdf *pdf = self->picture_pdf != NULL ? self->picture_pdf : self->pdf;
  graphene_rect_t paper;
  int width, height;

  if (pdf == NULL)
    return;
  paper = get_paper (self, salon_voucher_pdf_get_width (pdf), salon_voucher_pdf_get_height (pdf));
  if (graphene_rect_get_width (&paper) <= 0 || graphene_rect_get_height (&paper) <= 0)
    return;
  append_sheet (snapshot, &paper);
  if (self->picture == NULL)
    return;
  /* Pixel for pixel when it was made for this size, and smoothed when it was not. */
  if (get_picture_size (self, &width, &height) && is_drawn (self, width, height))
    gtk_snapshot_append_scaled_texture (snapshot, self->picture, GSK_SCALING_FILTER_NEAREST,
                                        &paper);
  else
    gtk_snapshot_append_scaled_texture (snapshot, self->picture, GSK_SCALING_FILTER_TRILINEAR,
                                        &paper);
}

static void
salon_voucher_preview_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  double aspect = 148.0 / 210.0;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : (int) (LEAST_WIDTH * aspect);
  *natural =
    orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : (int) (NATURAL_WIDTH * aspect);
}

static void
salon_voucher_preview_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  begin_drawing (SALON_VOUCHER_PREVIEW (widget));
}

static void
scale_changed_cb (SalonVoucherPreview *self)
{
  begin_drawing (self);
}

static void
salon_voucher_preview_map (GtkWidget *widget)
{
  SalonVoucherPreview *self = SALON_VOUCHER_PREVIEW (widget);
  GdkSurface *surface = NULL;

  GTK_WIDGET_CLASS (salon_voucher_preview_parent_class)->map (widget);
  surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_signal_connect_object (surface, "notify::scale", G_CALLBACK (scale_changed_cb), self,
                           G_CONNECT_SWAPPED);
  begin_drawing (self);
}

static void
salon_voucher_preview_unmap (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  g_signal_handlers_disconnect_by_func (surface, scale_changed_cb, widget);
  GTK_WIDGET_CLASS (salon_voucher_preview_parent_class)->unmap (widget);
}

static double
get_progress (SalonVoucherPreview *self)
{
  if (self->n_done == NULL)
    return self->pdf != NULL ? 1 : 0;
  return (double) g_atomic_int_get (self->n_done) / (double) self->n_cards;
}

static void
salon_voucher_preview_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonVoucherPreview *self = SALON_VOUCHER_PREVIEW (object);

  switch ((Property) id)
    {
    case PROP_PAGE:
      g_value_set_uint (value, self->page);
      break;
    case PROP_N_PAGES:
      g_value_set_uint (value, self->pdf != NULL ? salon_voucher_pdf_count_pages (self->pdf) : 0);
      break;
    case PROP_IS_MAKING:
      g_value_set_boolean (value, self->making != NULL);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, get_progress (self));
      break;
    case N_PROPERTIES:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_voucher_preview_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *spec)
{
  g_return_if_fail (id == PROP_PAGE);
  salon_voucher_preview_set_page (SALON_VOUCHER_PREVIEW (object), g_value_get_uint (value));
}

static void
salon_voucher_preview_dispose (GObject *object)
{
  SalonVoucherPreview *self = SALON_VOUCHER_PREVIEW (object);

  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  salon_voucher_card_free_all (self->cards, self->n_cards);
  self->cards = NULL;
  self->n_cards = 0;
  g_clear_object (&self->session);
  g_clear_object (&self->picture);
  g_clear_object (&self->picture_pdf);
  g_clear_object (&self->pdf);
  G_OBJECT_CLASS (salon_voucher_preview_parent_class)->dispose (object);
}

static void
salon_voucher_preview_finalize (GObject *object)
{
  SalonVoucherPreview *self = SALON_VOUCHER_PREVIEW (object);

  g_clear_object (&self->making);
  g_free (self->failure);
  G_OBJECT_CLASS (salon_voucher_preview_parent_class)->finalize (object);
}

static void
salon_voucher_preview_class_init (SalonVoucherPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = salon_voucher_preview_get_property;
  object_class->set_property = salon_voucher_preview_set_property;
  object_class->dispose = salon_voucher_preview_dispose;
  object_class->finalize = salon_voucher_preview_finalize;
  widget_class->snapshot = salon_voucher_preview_snapshot;
  widget_class->measure = salon_voucher_preview_measure;
  widget_class->size_allocate = salon_voucher_preview_size_allocate;
  widget_class->map = salon_voucher_preview_map;
  widget_class->unmap = salon_voucher_preview_unmap;

  properties[PROP_PAGE] =
    g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_N_PAGES] = g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_IS_MAKING] = g_param_spec_boolean ("is-making", NULL, NULL, FALSE, read_only);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, read_only);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
salon_voucher_preview_init (SalonVoucherPreview *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
