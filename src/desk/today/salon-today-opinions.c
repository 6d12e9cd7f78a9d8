/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-today-opinions.h"

#include <glib/gi18n-lib.h>

#define MOST_SHOWN 3
#define MOST_LINES 4

struct _SalonTodayOpinions
{
  GtkBox parent_instance;

  GtkWidget *all_button;
  GtkLabel *rating_label;
  GtkListBox *list;

  SalonSession *session;
  char *url;            /* nullable */
  gint64 asked_at;      /* Unix seconds; 0: never */
  GCancellable *asking; /* NULL: nothing is asked */
};

G_DEFINE_FINAL_TYPE (SalonTodayOpinions, salon_today_opinions, GTK_TYPE_BOX)

/* --- What is shown --- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* "★★★★☆", read out as what it means. */
static GtkWidget *
make_stars (int rating)
{
  GString *stars = g_string_new (NULL);
  /* Translators: stars: "4 of 5" */
  g_autofree char *words = g_strdup_printf (_ ("%d of 5"), rating);
  GtkWidget *label = NULL;

  for (int i = 1; i <= 5; i++)
    g_string_append (stars, i <= rating ? "★" : "☆");
  label = make_label (stars->str, "accent");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_string_free (stars, TRUE);
  return label;
}

static GtkWidget *
make_row (const SalonOpinion *opinion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (box, "today-opinion");
  if (opinion->rating > 0)
    gtk_box_append (GTK_BOX (box), make_stars (opinion->rating));
  if (opinion->text != NULL && *opinion->text != '\0')
    {
      GtkWidget *text = make_label (opinion->text, NULL);

      gtk_label_set_lines (GTK_LABEL (text), MOST_LINES);
      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (text, opinion->text);
      gtk_box_append (GTK_BOX (box), text);
    }
  gtk_box_append (GTK_BOX (box),
                  make_label (*opinion->author != '\0' ? opinion->author : _ ("Anonymous"),
                              "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
show_opinions (SalonTodayOpinions *self, const SalonOpinions *opinions)
{
  g_autofree char *average = g_strdup_printf ("%.1f", opinions->rating_tenths / 10.0);
  /* Translators: average, how many: "4.7 of 5, from 132 reviews" */
  g_autofree char *words = g_strdup_printf (
    ngettext ("%s of 5, from %d review", "%s of 5, from %d reviews", (gulong) opinions->count),
    average, (int) opinions->count);

  gtk_label_set_label (self->rating_label, words);
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < MIN (opinions->items->len, MOST_SHOWN); i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (opinions->items, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), opinions->items->len > 0);
  g_set_str (&self->url, opinions->url);
  gtk_widget_set_visible (self->all_button, self->url != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), opinions->count > 0);
}

/* --- Asking --- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTodayOpinions) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonOpinions) opinions =
    salon_online_read_opinions_finish (SALON_ONLINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->asking == NULL)
    return;
  g_clear_object (&self->asking);
  if (opinions != NULL)
    show_opinions (self, opinions);
  else
    g_info ("No reviews: %s", error->message);
  /* The server shows none (any more); one that is only away may come back. */
  if (g_error_matches (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_OFF))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
ask (SalonTodayOpinions *self)
{
  SalonOnline *online = salon_session_get_online (self->session);
  gint64 now = salon_session_get_instant (self->session);
  gboolean is_time =
    self->asked_at == 0 || now < self->asked_at || now - self->asked_at >= SALON_TODAY_OPINIONS_AGE;

  if (online == NULL || self->asking != NULL || !is_time)
    return;
  self->asked_at = now;
  self->asking = g_cancellable_new ();
  salon_online_read_opinions_async (online, self->asking, read_cb, g_object_ref (self));
}

void
salon_today_opinions_refresh (SalonTodayOpinions *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_TODAY_OPINIONS (self) && SALON_IS_SESSION (session));

  if (self->session == NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_object (session, "notify::online", G_CALLBACK (ask), self,
                               G_CONNECT_SWAPPED);
    }
  ask (self);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonTodayOpinions) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && self->session != NULL)
    salon_session_report (self->session, error);
}

static void
all_clicked_cb (SalonTodayOpinions *self)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (self->url);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                           launched_cb, g_object_ref (self));
}

/* --- The object --- */

static void
salon_today_opinions_dispose (GObject *object)
{
  SalonTodayOpinions *self = SALON_TODAY_OPINIONS (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_TODAY_OPINIONS);
  g_clear_object (&self->session);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (salon_today_opinions_parent_class)->dispose (object);
}

static void
salon_today_opinions_class_init (SalonTodayOpinionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_today_opinions_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-today-opinions.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonTodayOpinions, all_button);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayOpinions, rating_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayOpinions, list);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
salon_today_opinions_init (SalonTodayOpinions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
