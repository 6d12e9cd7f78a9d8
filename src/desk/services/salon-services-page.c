/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A salon has some dozens of services: the list is made anew whenever one changes, and the row that
 * had the focus gets it back.
 */
#include "salon-services-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-category.h"
#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "core/salon-text.h"
#include "printing/salon-print-request.h"
#include "services/salon-service-dialog.h"
#include "services/salon-service-form.h"
#include "services/salon-service-order.h"
#include "services/salon-service-row.h"

struct _SalonServicesPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkBox *groups_box;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  AdwStatusPage *failed_page;

  SalonSession *session;
  GPtrArray *services; /* archived ones too; NULL: could not be read */
  gboolean show_archived;
};

enum
{
  PROP_SHOW_ARCHIVED = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonServicesPage, salon_services_page, ADW_TYPE_BIN)

static gboolean
is_shown (SalonServicesPage *self, SalonService *service, const char *sought)
{
  const SalonServiceFields *fields = salon_service_get_fields (service);
  g_autofree char *name = salon_text_fold (fields->name);
  g_autofree char *category = salon_text_fold (salon_category_get_title (fields->category));

  return (fields->is_active || self->show_archived)
         && (strstr (name, sought) || strstr (category, sought));
}

static GtkWidget *
make_heading (const char *category)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (salon_category_get_title (category));

  gtk_widget_add_css_class (mark, "category-mark");
  gtk_widget_add_css_class (mark, salon_category_get_css_class (category));
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* NULL when nothing of the group is shown. */
static GtkWidget *
make_group (SalonServicesPage *self, GPtrArray *group, const char *sought)
{
  const char *category = salon_service_get_fields (g_ptr_array_index (group, 0))->category;
  GtkWidget *list = g_object_ref_sink (gtk_list_box_new ());
  GtkWidget *box = NULL;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  salon_category_get_title (category), -1);
  for (guint i = 0; i < group->len; i++)
    if (is_shown (self, g_ptr_array_index (group, i), sought))
      gtk_list_box_append (GTK_LIST_BOX (list),
                           salon_service_row_new (self->session, g_ptr_array_index (group, i)));
  if (gtk_widget_get_first_child (list))
    {
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
      gtk_box_append (GTK_BOX (box), make_heading (category));
      gtk_box_append (GTK_BOX (box), list);
    }
  g_object_unref (list);
  return box;
}

static void
remove_groups (SalonServicesPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))))
    gtk_box_remove (self->groups_box, child);
}

/* The id of the row that has the focus, NULL when none has. */
static char *
dup_focused_id (SalonServicesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->groups_box))
                     ? gtk_widget_get_ancestor (focus, SALON_TYPE_SERVICE_ROW)
                     : NULL;

  return row ? g_strdup (
                 salon_service_get_fields (salon_service_row_get_service (SALON_SERVICE_ROW (row)))
                   ->id)
             : NULL;
}

static void
focus_row (GtkWidget *widget, const char *id)
{
  if (SALON_IS_SERVICE_ROW (widget))
    {
      SalonService *service = salon_service_row_get_service (SALON_SERVICE_ROW (widget));
      if (g_str_equal (salon_service_get_fields (service)->id, id))
        gtk_widget_grab_focus (widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    focus_row (child, id);
}

static void
fill_list (SalonServicesPage *self)
{
  g_autofree char *sought = salon_text_fold (gtk_editable_get_text (self->search_entry));
  g_autofree char *focused = dup_focused_id (self);
  g_autoptr (GPtrArray) groups = salon_service_order_group (self->services);

  remove_groups (self);
  for (guint i = 0; i < groups->len; i++)
    {
      GtkWidget *group = make_group (self, g_ptr_array_index (groups, i), sought);
      if (group)
        gtk_box_append (self->groups_box, group);
    }
  if (focused)
    focus_row (GTK_WIDGET (self->groups_box), focused);
}

static void
show_state (SalonServicesPage *self)
{
  gboolean is_empty = !gtk_widget_get_first_child (GTK_WIDGET (self->groups_box));
  gboolean is_search = *gtk_editable_get_text (self->search_entry) != '\0';

  gtk_stack_set_visible_child_name (self->stack, !is_empty   ? "list"
                                                 : is_search ? "not-found"
                                                             : "empty");
}

static void
load (SalonServicesPage *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->services, g_ptr_array_unref);
  self->services =
    salon_reader_list_services (salon_session_get_reader (self->session), TRUE, &error);
  if (!self->services)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  fill_list (self);
  show_state (self);
}

static void
search_changed_cb (SalonServicesPage *self)
{
  if (!self->services)
    return;
  fill_list (self);
  show_state (self);
}

static void
clear_clicked_cb (SalonServicesPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

static void
retry_clicked_cb (SalonServicesPage *self)
{
  load (self);
}

static void
session_changed_cb (SalonServicesPage *self, SalonChange *change)
{
  if (salon_change_touches (change, "services", NULL)
      || salon_change_touches (change, "salon_settings", NULL))
    load (self);
}

static SalonService *
find_service (SalonServicesPage *self, const char *id)
{
  for (guint i = 0; self->services && i < self->services->len; i++)
    {
      SalonService *service = g_ptr_array_index (self->services, i);
      if (g_str_equal (salon_service_get_fields (service)->id, id))
        return service;
    }
  return NULL;
}

static void
commit (SalonServicesPage *self, SalonChange *change)
{
  if (change)
    salon_session_commit (self->session, change);
}

static void
search (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
new_service (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_dialog_present (salon_service_dialog_new (SALON_SERVICES_PAGE (widget)->session, NULL),
                        widget);
}

static void
edit_service (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (widget);
  SalonService *service = find_service (self, g_variant_get_string (parameter, NULL));

  if (service)
    salon_dialog_present (salon_service_dialog_new (self->session, service), widget);
}

static void
archive_service (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (widget);
  SalonService *service = find_service (self, g_variant_get_string (parameter, NULL));
  g_autoptr (SalonChange) change = NULL;

  if (service)
    change = salon_service_form_archive (service, g_str_equal (action_name, "services.archive"));
  commit (self, change);
}

static void
delete_service (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (widget);
  SalonService *service = find_service (self, g_variant_get_string (parameter, NULL));
  g_autoptr (SalonChange) change = service ? salon_service_form_delete (service) : NULL;

  commit (self, change);
}

/* The next service of the category that is on screen, above (@step -1) or below (@step 1). */
static SalonService *
find_shown_neighbour (SalonServicesPage *self, const char *id, int step)
{
  g_autofree char *sought = salon_text_fold (gtk_editable_get_text (self->search_entry));
  SalonService *neighbour = salon_service_order_get_neighbour (self->services, id, step);

  while (neighbour && !is_shown (self, neighbour, sought))
    neighbour = salon_service_order_get_neighbour (self->services,
                                                   salon_service_get_fields (neighbour)->id, step);
  return neighbour;
}

static void
step_service (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  int step = g_str_equal (action_name, "services.up") ? -1 : 1;
  SalonService *neighbour = find_service (self, id) ? find_shown_neighbour (self, id, step) : NULL;
  g_autoptr (SalonChange) change = NULL;

  if (neighbour)
    change =
      salon_service_order_move (self->services, id, salon_service_get_fields (neighbour)->id);
  else
    gtk_widget_error_bell (widget);
  commit (self, change);
}

static void
place_service (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (widget);
  const char *id, *target;
  g_autoptr (SalonChange) change = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &target);
  if (self->services)
    change = salon_service_order_move (self->services, id, target);
  commit (self, change);
}

static void
salon_services_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (object);

  switch (id)
    {
    case PROP_SHOW_ARCHIVED:
      g_value_set_boolean (value, self->show_archived);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_services_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (object);

  switch (id)
    {
    case PROP_SHOW_ARCHIVED:
      if (self->show_archived == g_value_get_boolean (value))
        break;
      self->show_archived = g_value_get_boolean (value);
      search_changed_cb (self);
      g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_services_page_dispose (GObject *object)
{
  SalonServicesPage *self = SALON_SERVICES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SERVICES_PAGE);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_services_page_parent_class)->dispose (object);
}

static void
print_prices (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.print-document", "(iiis)", SALON_PRINT_PRICES, 0, 0, "");
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.print", NULL, print_prices);
  gtk_widget_class_install_action (widget_class, "services.new", NULL, new_service);
  gtk_widget_class_install_action (widget_class, "services.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "services.edit", "s", edit_service);
  gtk_widget_class_install_action (widget_class, "services.archive", "s", archive_service);
  gtk_widget_class_install_action (widget_class, "services.restore", "s", archive_service);
  gtk_widget_class_install_action (widget_class, "services.delete", "s", delete_service);
  gtk_widget_class_install_action (widget_class, "services.up", "s", step_service);
  gtk_widget_class_install_action (widget_class, "services.down", "s", step_service);
  gtk_widget_class_install_action (widget_class, "services.place", "(ss)", place_service);
  gtk_widget_class_install_property_action (widget_class, "services.show-archived",
                                            "show-archived");
}

static void
salon_services_page_class_init (SalonServicesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_services_page_get_property;
  object_class->set_property = salon_services_page_set_property;
  object_class->dispose = salon_services_page_dispose;
  properties[PROP_SHOW_ARCHIVED] =
    g_param_spec_boolean ("show-archived", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-services-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonServicesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonServicesPage, groups_box);
  gtk_widget_class_bind_template_child (widget_class, SalonServicesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SalonServicesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonServicesPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
add_keys (SalonServicesPage *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_MANAGED, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_SEARCH, SALON_EVERY_KEY, "services.search", NULL);
  salon_shortcut_add_action (keys, SALON_SHORTCUT_NEW_HERE, SALON_EVERY_KEY, "services.new", NULL);
}

static void
salon_services_page_init (SalonServicesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
}

GtkWidget *
salon_services_page_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonServicesPage *self = g_object_new (SALON_TYPE_SERVICES_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
