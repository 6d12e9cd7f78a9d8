/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-merge-dialog.h"

#include <glib/gi18n-lib.h>

#include "clients/salon-merge-change.h"
#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "core/salon-phone.h"
#include "store/salon-client-dossier.h"

/* Left, right, and both. */
#define N_CHOICES 3

struct _SalonMergeDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkBox *fields_box;
  AdwActionRow *allergies_row;
  AdwActionRow *bookings_row;
  AdwActionRow *losses_row;

  SalonSession *session;
  SalonClient *left;
  SalonClient *right;
  /* NULL where there is nothing to choose; by field and SalonMergeKeep */
  GtkCheckButton *buttons[SALON_MERGE_N_FIELDS][N_CHOICES];
};

G_DEFINE_FINAL_TYPE (SalonMergeDialog, salon_merge_dialog, ADW_TYPE_DIALOG)

static SalonMergeChoice
read_choice (SalonMergeDialog *self)
{
  SalonMergeChoice choice = salon_client_merge_suggest (self->left, self->right);

  for (int field = 0; field < SALON_MERGE_N_FIELDS; field++)
    for (int keep = 0; keep < N_CHOICES; keep++)
      if (self->buttons[field][keep] != NULL
          && gtk_check_button_get_active (self->buttons[field][keep]))
        choice.keep[field] = keep;
  return choice;
}

/* What comes of it */

static char *
describe_losses (SalonMergeDialog *self, const SalonMergeChoice *choice)
{
  g_autoptr (GPtrArray) losses = salon_client_merge_list_losses (self->left, self->right, choice);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < losses->len; i++)
    {
      const SalonMergeLoss *loss = g_ptr_array_index (losses, i);
      g_autofree char *words =
        loss->field == SALON_MERGE_PHONE ? salon_phone_format (loss->text) : g_strdup (loss->text);

      /* Translators: a field of a card and what stood in it: "Phone: 06 12 34 56 78" */
      g_string_append_printf (text, _ ("%1$s: %2$s"), salon_merge_change_get_title (loss->field),
                              words);
      if (i + 1 < losses->len)
        g_string_append_c (text, '\n');
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
show_outcome (SalonMergeDialog *self)
{
  SalonMergeChoice choice = read_choice (self);
  g_autoptr (SalonClient) joined = salon_client_merge_join (self->left, self->right, &choice);
  const char *allergies = salon_client_get_fields (joined)->allergies;
  g_autofree char *losses = describe_losses (self, &choice);

  adw_action_row_set_subtitle (self->allergies_row, allergies != NULL ? allergies : "");
  gtk_widget_set_visible (GTK_WIDGET (self->allergies_row), allergies != NULL);
  adw_action_row_set_subtitle (self->losses_row, losses);
  gtk_widget_set_visible (GTK_WIDGET (self->losses_row), *losses != '\0');
}

static guint
count_bookings (SalonMergeDialog *self, SalonClient *client)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!salon_client_dossier_count_bookings (salon_session_get_reader (self->session),
                                            salon_client_get_fields (client)->id, &n, &error))
    salon_session_report (self->session, error);
  return n;
}

static void
show_bookings (SalonMergeDialog *self)
{
  guint n_left = count_bookings (self, self->left), n_right = count_bookings (self, self->right);
  g_autofree char *words =
    /* Translators: how many bookings each of two cards has */
    g_strdup_printf (_ ("%1$u of the left card and %2$u of the right one, together on one card"),
                     n_left, n_right);

  adw_action_row_set_subtitle (self->bookings_row, words);
}

/* The fields */

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : C_ ("history", "none"));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* A hyphen at the end of a line would look like a part of the address. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (*text == '\0')
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkCheckButton *
make_button (SalonMergeDialog *self, SalonMergeField field, SalonMergeKeep keep, const char *text)
{
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), salon_merge_change_get_title (field),
                                           *text != '\0' ? text : C_ ("history", "none"));

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), make_text (text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  if (keep != SALON_MERGE_KEEP_LEFT)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button),
                                self->buttons[field][SALON_MERGE_KEEP_LEFT]);
  self->buttons[field][keep] = GTK_CHECK_BUTTON (button);
  return GTK_CHECK_BUTTON (button);
}

static void
add_choice (SalonMergeDialog *self, SalonMergeField field, GtkBox *card)
{
  SalonMergeChoice suggested = salon_client_merge_suggest (self->left, self->right);
  g_autofree char *left = salon_merge_change_describe (self->left, field);
  g_autofree char *right = salon_merge_change_describe (self->right, field);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  gtk_box_append (GTK_BOX (sides),
                  GTK_WIDGET (make_button (self, field, SALON_MERGE_KEEP_LEFT, left)));
  gtk_box_append (GTK_BOX (sides),
                  GTK_WIDGET (make_button (self, field, SALON_MERGE_KEEP_RIGHT, right)));
  gtk_box_append (card, sides);
  if (field == SALON_MERGE_NOTES && *left != '\0' && *right != '\0')
    gtk_box_append (card, GTK_WIDGET (make_button (self, field, SALON_MERGE_KEEP_BOTH,
                                                   /* Translators: both notes */
                                                   _ ("Keep both"))));
  for (int keep = 0; keep < N_CHOICES; keep++)
    if (self->buttons[field][keep] != NULL)
      {
        gtk_check_button_set_active (self->buttons[field][keep],
                                     suggested.keep[field] == (SalonMergeKeep) keep);
        g_signal_connect_object (self->buttons[field][keep], "toggled", G_CALLBACK (show_outcome),
                                 self, G_CONNECT_SWAPPED);
      }
}

static void
add_field (SalonMergeDialog *self, SalonMergeField field)
{
  g_autofree char *text = salon_merge_change_describe (self->left, field);
  gboolean differs = salon_client_merge_differs (self->left, self->right, field);
  GtkWidget *group = NULL, *card = NULL;

  if (!differs && *text == '\0')
    return;
  group = adw_preferences_group_new ();
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "client-notice");
  if (differs)
    add_choice (self, field, GTK_BOX (card));
  else
    gtk_box_append (GTK_BOX (card), make_text (text));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   salon_merge_change_get_title (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), card);
  gtk_box_append (self->fields_box, group);
}

/* Saving */

static void
show_merged (AdwDialog *dialog)
{
  SalonMergeDialog *self = SALON_MERGE_DIALOG (dialog);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "s",
                              salon_client_get_fields (self->left)->id);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonMergeDialog *self = SALON_MERGE_DIALOG (widget);
  SalonMergeChoice choice = read_choice (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_merge_change_new (salon_session_get_reader (self->session), self->left, self->right,
                            &choice, &error);

  if (change == NULL)
    salon_session_report (self->session, error);
  else
    salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, show_merged);
}

static void
salon_merge_dialog_dispose (GObject *object)
{
  SalonMergeDialog *self = SALON_MERGE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_MERGE_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->left);
  g_clear_object (&self->right);
  G_OBJECT_CLASS (salon_merge_dialog_parent_class)->dispose (object);
}

static void
salon_merge_dialog_class_init (SalonMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_merge_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "merge.save", NULL, save);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonMergeDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonMergeDialog, fields_box);
  gtk_widget_class_bind_template_child (widget_class, SalonMergeDialog, allergies_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMergeDialog, bookings_row);
  gtk_widget_class_bind_template_child (widget_class, SalonMergeDialog, losses_row);
}

/* Before the entry that has the focus takes Enter for itself. */
static void
add_keys (SalonMergeDialog *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_LOCAL, GTK_PHASE_CAPTURE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "merge.save", NULL);
  salon_shortcut_add_action (keys, SALON_SHORTCUT_SAVE, SALON_EVERY_KEY, "merge.save", NULL);
}

static void
salon_merge_dialog_init (SalonMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}

AdwDialog *
salon_merge_dialog_new (SalonSession *session, SalonClient *left, SalonClient *right)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonMergeDialog *self = g_object_new (SALON_TYPE_MERGE_DIALOG, NULL);
  const char *refusal = salon_merge_change_refuse (salon_client_merge_check (left, right));

  self->session = g_object_ref (session);
  self->left = g_object_ref (left);
  self->right = g_object_ref (right);
  for (int field = 0; field < SALON_MERGE_N_FIELDS; field++)
    add_field (self, field);
  show_outcome (self);
  show_bookings (self);
  if (refusal != NULL)
    {
      adw_banner_set_title (self->failure_banner, refusal);
      adw_banner_set_revealed (self->failure_banner, TRUE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.save", FALSE);
    }
  return ADW_DIALOG (self);
}
