/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-service-row.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-shortcuts.h"

struct _SalonServiceRow
{
  AdwActionRow parent_instance;

  GtkDropTarget *drop_target;
  GtkLabel *price_label;
  GtkMenuButton *menu_button;

  SalonSession *session;
  SalonService *service;
};

G_DEFINE_FINAL_TYPE (SalonServiceRow, salon_service_row, ADW_TYPE_ACTION_ROW)

static const SalonServiceFields *
get_fields (SalonServiceRow *self)
{
  return salon_service_get_fields (self->service);
}

static GdkContentProvider *
drag_prepared_cb (SalonServiceRow *self)
{
  return gdk_content_provider_new_typed (SALON_TYPE_SERVICE, self->service);
}

static void
drag_begun_cb (SalonServiceRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* Services stay in their category: it is changed in the dialog. */
static gboolean
takes (SalonServiceRow *self, const GValue *value)
{
  if (!value || !G_VALUE_HOLDS (value, SALON_TYPE_SERVICE))
    return FALSE;
  const SalonServiceFields *dragged = salon_service_get_fields (g_value_get_object (value));
  return g_str_equal (dragged->category, get_fields (self)->category)
         && !g_str_equal (dragged->id, get_fields (self)->id);
}

static GdkDragAction
drag_moved_cb (SalonServiceRow *self, double x, double y, GtkDropTarget *target)
{
  return takes (self, gtk_drop_target_get_value (target)) ? GDK_ACTION_MOVE : 0;
}

static gboolean
dropped_cb (SalonServiceRow *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  if (!takes (self, value))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "services.place", "(ss)",
                              salon_service_get_fields (g_value_get_object (value))->id,
                              get_fields (self)->id);
  return TRUE;
}

static void
append_item (GMenu *section, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (section, item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

/* Made when it is opened: whether a service may be deleted is asked of the store only then. */
static void
make_menu (GtkMenuButton *button, gpointer data)
{
  SalonServiceRow *self = data;
  const SalonServiceFields *fields = get_fields (self);
  g_autoptr (GMenu) menu = g_menu_new ();
  GMenu *edit = g_menu_new ();
  GMenu *place = g_menu_new ();
  GMenu *end = g_menu_new ();
  gboolean is_used = TRUE;

  salon_reader_is_service_used (salon_session_get_reader (self->session), fields->id, &is_used,
                                NULL);
  append_item (edit, _ ("_Edit"), "services.edit", fields->id);
  append_item (place, _ ("Move _Up"), "services.up", fields->id);
  append_item (place, _ ("Move _Down"), "services.down", fields->id);
  if (fields->is_active)
    append_item (end, _ ("_Archive"), "services.archive", fields->id);
  else
    append_item (end, _ ("_Offer Again"), "services.restore", fields->id);
  if (!is_used)
    append_item (end, _ ("_Delete"), "services.delete", fields->id);

  append_section (menu, edit);
  append_section (menu, place);
  append_section (menu, end);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static char *
describe (const SalonServiceFields *fields)
{
  g_autofree char *duration = salon_format_duration (fields->duration_minutes);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!fields->is_active)
    g_string_append_printf (text, "%s · ", _ ("Archived"));
  if (fields->buffer_before_minutes > 0)
    {
      g_autofree char *before = salon_format_duration (fields->buffer_before_minutes);
      /* Translators: a length that comes before a service: "10 min to prepare, 1 h 30" */
      g_string_append_printf (text, _ ("%s to prepare, "), before);
    }
  if (fields->buffer_minutes > 0)
    {
      g_autofree char *buffer = salon_format_duration (fields->buffer_minutes);
      /* Translators: a length and the pause after it, "1 h 30, then 15 min to tidy up" */
      g_string_append_printf (text, _ ("%1$s, then %2$s to tidy up"), duration, buffer);
    }
  else
    g_string_append (text, duration);
  if (fields->description)
    g_string_append_printf (text, " · %s", fields->description);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill (SalonServiceRow *self)
{
  const SalonServiceFields *fields = get_fields (self);
  g_autofree char *subtitle = describe (fields);
  g_autofree char *price = salon_format_money (self->session, fields->price_cents);
  /* Translators: %s is the name of a service */
  g_autofree char *tooltip = g_strdup_printf (_ ("More for “%s”"), fields->name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), fields->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_text (self->price_label, price);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), tooltip);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", fields->id);
  if (!fields->is_active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
}

static void
salon_service_row_dispose (GObject *object)
{
  SalonServiceRow *self = SALON_SERVICE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SERVICE_ROW);
  g_clear_object (&self->service);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_service_row_parent_class)->dispose (object);
}

static void
salon_service_row_class_init (SalonServiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_service_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-service-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonServiceRow, drop_target);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceRow, price_label);
  gtk_widget_class_bind_template_child (widget_class, SalonServiceRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepared_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begun_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
}

static void
salon_service_row_init (SalonServiceRow *self)
{
  GType types[] = { SALON_TYPE_SERVICE };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop_target, types, G_N_ELEMENTS (types));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
}

static void
add_keys (SalonServiceRow *self)
{
  const char *id = get_fields (self)->id;
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_LOCAL, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_ROW_UP, SALON_EVERY_KEY, "services.up",
                             g_variant_new_string (id));
  salon_shortcut_add_action (keys, SALON_SHORTCUT_ROW_DOWN, SALON_EVERY_KEY, "services.down",
                             g_variant_new_string (id));
}

GtkWidget *
salon_service_row_new (SalonSession *session, SalonService *service)
{
  SalonServiceRow *self = g_object_new (SALON_TYPE_SERVICE_ROW, NULL);

  self->session = g_object_ref (session);
  self->service = g_object_ref (service);
  add_keys (self);
  fill (self);
  return GTK_WIDGET (self);
}

SalonService *
salon_service_row_get_service (SalonServiceRow *self)
{
  g_return_val_if_fail (SALON_IS_SERVICE_ROW (self), NULL);
  return self->service;
}
