/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-cell.h"

#include <glib/gi18n-lib.h>

#include "core/salon-phone.h"

struct _SalonClientCell
{
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *detail_label;
  GtkWidget *blocked_icon;
  GtkWidget *allergies_icon;
};

G_DEFINE_FINAL_TYPE (SalonClientCell, salon_client_cell, ADW_TYPE_BIN)

static void
salon_client_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_CLIENT_CELL);
  G_OBJECT_CLASS (salon_client_cell_parent_class)->dispose (object);
}

static void
salon_client_cell_class_init (SalonClientCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_client_cell_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-client-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonClientCell, avatar);
  gtk_widget_class_bind_template_child (widget_class, SalonClientCell, name_label);
  gtk_widget_class_bind_template_child (widget_class, SalonClientCell, detail_label);
  gtk_widget_class_bind_template_child (widget_class, SalonClientCell, blocked_icon);
  gtk_widget_class_bind_template_child (widget_class, SalonClientCell, allergies_icon);
}

static void
salon_client_cell_init (SalonClientCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_client_cell_new (void)
{
  return g_object_new (SALON_TYPE_CLIENT_CELL, NULL);
}

void
salon_client_cell_show (SalonClientCell *self, SalonClient *client)
{
  g_return_if_fail (SALON_IS_CLIENT_CELL (self));
  const SalonClientFields *fields = salon_client_get_fields (client);
  g_autofree char *phone = fields->phone ? salon_phone_format (fields->phone) : NULL;
  const char *detail = phone ? phone : fields->email;

  adw_avatar_set_text (self->avatar, fields->name);
  gtk_label_set_text (self->name_label, fields->name);
  gtk_label_set_text (self->detail_label, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  gtk_widget_set_visible (self->blocked_icon, fields->is_blocked);
  gtk_widget_set_visible (self->allergies_icon, fields->allergies != NULL);
  gtk_widget_set_tooltip_text (self->allergies_icon, fields->allergies);
}
