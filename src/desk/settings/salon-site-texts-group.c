/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-texts-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "settings/salon-setting.h"

/* Whatever is in it, as JSON it is shorter than what a setting may be (SALON_TEXT_MAX_BYTES). */
#define MOST_CHARACTERS 16000
#define MOST_WELCOME 200

typedef struct
{
  const char *key;   /* of salon_settings */
  const char *title; /* of the field */
  const char *hint;
  const char *label; /* of the change */
  int most_characters;
} Text;

static const Text texts[] = {
  { "site.tagline", N_ ("Words of Welcome"), N_ ("One sentence under the name of the salon."),
    N_ ("Welcome of the web site"), MOST_WELCOME },
  { "site.about", N_ ("About the Salon"),
    N_ ("Who you are and how you work. Each line becomes a paragraph."),
    N_ ("“About” of the web site"), MOST_CHARACTERS },
  { "site.legal", N_ ("Who Publishes the Site"),
    N_ ("Legal form of your business and who answers for the site, for the legal notice."),
    N_ ("Publisher of the web site"), MOST_CHARACTERS },
  { "site.host", N_ ("Who Hosts the Site"), N_ ("Name, address and phone number of the host."),
    N_ ("Host of the web site"), MOST_CHARACTERS },
  { "site.mediator", N_ ("Consumer Mediator"),
    N_ ("Name and web site of the mediator that your business belongs to."),
    N_ ("Mediator on the web site"), MOST_CHARACTERS },
};

struct _SalonSiteTextsGroup
{
  AdwPreferencesGroup parent_instance;

  SalonSession *session;
  GtkTextView *views[G_N_ELEMENTS (texts)]; /* borrowed */
  GtkLabel *faults[G_N_ELEMENTS (texts)];   /* borrowed; shown while a text is too long */
};

G_DEFINE_FINAL_TYPE (SalonSiteTextsGroup, salon_site_texts_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_typed (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gsize
find_view (SalonSiteTextsGroup *self, GtkTextView *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (self->views[i] == view)
      return i;
  g_return_val_if_reached (0);
}

static int
count_too_many (SalonSiteTextsGroup *self, gsize index)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->views[index]);

  return MAX (gtk_text_buffer_get_char_count (buffer) - texts[index].most_characters, 0);
}

/* Said while she types, and until it is short enough. */
static void
typed_cb (SalonSiteTextsGroup *self, GtkTextBuffer *buffer)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int n = count_too_many (self, i);
      g_autofree char *words = g_strdup_printf (
        ngettext ("This text is %d character too long. It is kept once it is shorter.",
                  "This text is %d characters too long. It is kept once it is shorter.",
                  (unsigned long) n),
        n);

      gtk_label_set_text (self->faults[i], n > 0 ? words : "");
      gtk_widget_set_visible (GTK_WIDGET (self->faults[i]), n > 0);
      gtk_accessible_update_state (
        GTK_ACCESSIBLE (self->views[i]), GTK_ACCESSIBLE_STATE_INVALID,
        n > 0 ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
}

/* She has left the field: what is in it is kept, if it is another text than before. */
static void
left_cb (SalonSiteTextsGroup *self, GtkEventControllerFocus *focus)
{
  GtkTextView *view =
    GTK_TEXT_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
  gsize index = find_view (self, view);
  const Text *text = &texts[index];
  g_autofree char *typed = g_strstrip (dup_typed (view));
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = NULL;

  if (self->session == NULL || count_too_many (self, index) > 0)
    return;
  change = salon_setting_change_text (salon_session_get_reader (self->session), text->key, typed,
                                      _ (text->label), &error);
  if (error != NULL)
    salon_session_report (self->session, error);
  else if (change != NULL)
    salon_session_commit (self->session, change);
}

/* What she is typing in is left alone, and what is too long to be kept. */
static void
fill (SalonSiteTextsGroup *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *kept =
        salon_setting_dup_text (salon_session_get_reader (self->session), texts[i].key);
      g_autofree char *shown = dup_typed (self->views[i]);

      if (!gtk_widget_has_focus (GTK_WIDGET (self->views[i])) && count_too_many (self, i) == 0
          && g_strcmp0 (kept != NULL ? kept : "", shown) != 0)
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->views[i]),
                                  kept != NULL ? kept : "", -1);
    }
}

static GtkWidget *
make_label (const char *words, const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_view (SalonSiteTextsGroup *self, gsize index)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  /* Out of it by the key that leads out of every field. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, focus);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                           G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (texts[index].title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (texts[index].hint), -1);
  self->views[index] = GTK_TEXT_VIEW (view);
  return view;
}

static void
add_text (SalonSiteTextsGroup *self, gsize index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *frame = gtk_frame_new (NULL);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_frame_set_child (GTK_FRAME (frame), make_view (self, index));
  gtk_box_append (GTK_BOX (box), make_label (_ (texts[index].title), "heading"));
  gtk_box_append (GTK_BOX (box), make_label (_ (texts[index].hint), "dimmed"));
  gtk_box_append (GTK_BOX (box), frame);
  self->faults[index] = GTK_LABEL (make_label ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->faults[index]), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->faults[index]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (texts[index].title));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
salon_site_texts_group_dispose (GObject *object)
{
  SalonSiteTextsGroup *self = SALON_SITE_TEXTS_GROUP (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_site_texts_group_parent_class)->dispose (object);
}

static void
salon_site_texts_group_class_init (SalonSiteTextsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_site_texts_group_dispose;
}

static void
salon_site_texts_group_init (SalonSiteTextsGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Your Words on the Web Site"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _ ("The site says the rest by itself: services, prices, hours, address."));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (self, i);
}

AdwPreferencesGroup *
salon_site_texts_group_new (SalonSession *session)
{
  SalonSiteTextsGroup *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_SITE_TEXTS_GROUP, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_PREFERENCES_GROUP (self);
}
