/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-finder-row.h"

struct _SalonFinderRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *key;
  const SalonFinderResult *result;
};

G_DEFINE_FINAL_TYPE (SalonFinderRow, salon_finder_row, GTK_TYPE_LIST_BOX_ROW)

static void
salon_finder_row_class_init (SalonFinderRowClass *klass)
{
}

static GtkLabel *
make_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
salon_finder_row_init (SalonFinderRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  self->title = make_label (words, NULL);
  self->subtitle = make_label (words, "caption");
  self->key = make_label (box, "caption");
  gtk_label_set_ellipsize (self->key, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "finder-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
salon_finder_row_new (void)
{
  return g_object_new (SALON_TYPE_FINDER_ROW, NULL);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static char *
dup_key_label (const char *accelerator)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

void
salon_finder_row_show (SalonFinderRow *self, const SalonFinderResult *result)
{
  g_return_if_fail (SALON_IS_FINDER_ROW (self));

  g_autofree char *key = NULL;
  g_autofree char *words = NULL;

  self->result = result;
  if (result == NULL)
    return;
  key = dup_key_label (result->accelerator);
  gtk_image_set_from_icon_name (self->icon, result->icon_name);
  show_text (self->title, result->title);
  show_text (self->subtitle, result->subtitle);
  show_text (self->key, key);
  words = salon_finder_row_describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

const SalonFinderResult *
salon_finder_row_get_result (SalonFinderRow *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_ROW (self), NULL);
  return self->result;
}

char *
salon_finder_row_describe (SalonFinderRow *self)
{
  g_return_val_if_fail (SALON_IS_FINDER_ROW (self), NULL);
  g_return_val_if_fail (self->result != NULL, NULL);

  if (self->result->subtitle == NULL || *self->result->subtitle == '\0')
    return g_strdup (self->result->title);
  return g_strdup_printf ("%s, %s", self->result->title, self->result->subtitle);
}
