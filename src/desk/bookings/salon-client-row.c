/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-row.h"

#include "common/salon-format.h"
#include "core/salon-phone.h"

#include <glib/gi18n-lib.h>

struct _SalonClientRow
{
  AdwActionRow parent_instance;

  GtkWidget *allergies_icon;
  GtkWidget *blocked_icon;
  SalonClient *client;
};

G_DEFINE_FINAL_TYPE (SalonClientRow, salon_client_row, ADW_TYPE_ACTION_ROW)

static void
salon_client_row_dispose (GObject *object)
{
  SalonClientRow *self = SALON_CLIENT_ROW (object);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CLIENT_ROW);
  G_OBJECT_CLASS (salon_client_row_parent_class)->dispose (object);
}

static void
salon_client_row_class_init (SalonClientRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_client_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-client-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonClientRow, allergies_icon);
  gtk_widget_class_bind_template_child (widget_class, SalonClientRow, blocked_icon);
}

static void
salon_client_row_init (SalonClientRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_client_row_new (void)
{
  return g_object_new (SALON_TYPE_CLIENT_ROW, NULL);
}

static void
append_part (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static void
append_visits (GString *text, SalonSession *session, const char *client_id)
{
  SalonClientSummary summary;
  if (!salon_reader_summarise_client (salon_session_get_reader (session), client_id,
                                      salon_session_get_now (session), &summary, NULL))
    return;
  if (summary.last_visit != G_MININT64)
    {
      g_autofree char *day =
        salon_format_day (salon_moment_get_day (summary.last_visit), SALON_DAY_STYLE_SHORT);
      /* Translators: a day: "last visit 12/02/2026" */
      g_autofree char *visit = g_strdup_printf (_ ("last visit %s"), day);
      append_part (text, visit);
    }
  if (summary.no_shows > 0)
    {
      g_autofree char *no_shows =
        g_strdup_printf (ngettext ("%d no-show", "%d no-shows", (gulong) summary.no_shows),
                         summary.no_shows);
      append_part (text, no_shows);
    }
}

char *
salon_client_row_describe (SalonSession *session, SalonClient *client)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_CLIENT (client), NULL);

  const SalonClientFields *fields = salon_client_get_fields (client);
  GString *text = g_string_new (NULL);
  if (fields->phone != NULL)
    {
      g_autofree char *phone = salon_phone_format (fields->phone);
      append_part (text, phone);
    }
  else if (fields->email != NULL)
    append_part (text, fields->email);
  append_visits (text, session, fields->id);
  return g_string_free_and_steal (text);
}

void
salon_client_row_show (SalonClientRow *self, SalonSession *session, SalonClient *client)
{
  g_return_if_fail (SALON_IS_CLIENT_ROW (self));

  const SalonClientFields *fields = salon_client_get_fields (client);
  g_autofree char *description = salon_client_row_describe (session, client);

  g_set_object (&self->client, client);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), fields->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), description);
  gtk_widget_set_visible (self->allergies_icon, fields->allergies != NULL);
  gtk_widget_set_tooltip_text (self->allergies_icon, fields->allergies);
  gtk_widget_set_visible (self->blocked_icon, fields->is_blocked);
}

SalonClient *
salon_client_row_get_client (SalonClientRow *self)
{
  g_return_val_if_fail (SALON_IS_CLIENT_ROW (self), NULL);
  return self->client;
}
