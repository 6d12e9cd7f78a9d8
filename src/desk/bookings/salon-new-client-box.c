/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form holds the texts as they are typed; a phone is rewritten ("06 12 34 56 78") when the
 * owner leaves its entry, never under her hands. `filling` is TRUE while this code writes into the
 * entries itself.
 */
#include "salon-new-client-box.h"

#include "core/salon-phone.h"
#include "core/salon-text.h"

#include <glib/gi18n-lib.h>

struct _SalonNewClientBox
{
  AdwBin parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *phone_row;
  GtkWidget *phone_hint;
  AdwEntryRow *email_row;
  GtkWidget *email_hint;
  AdwSwitchRow *consent_row;
  AdwActionRow *same_row;
  GtkButton *same_button;

  SalonSession *session;
  SalonBookingForm *form;
  SalonClient *same;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SalonNewClientBox, salon_new_client_box, ADW_TYPE_BIN)

enum
{
  COMPLETED,
  DISMISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
mark (AdwEntryRow *row, GtkWidget *hint, gboolean wrong)
{
  gtk_widget_set_visible (hint, wrong);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Half a number is wrong only once it is left. */
static void
mark_wrong_ones (SalonNewClientBox *self)
{
  SalonBookingProblem problems = salon_booking_form_get_problems (self->form);
  gboolean phone_wrong = (problems & SALON_BOOKING_PROBLEM_PHONE_NOT_UNDERSTOOD) != 0;
  gboolean email_wrong = (problems & SALON_BOOKING_PROBLEM_EMAIL_NOT_UNDERSTOOD) != 0;
  GtkStateFlags in_phone = gtk_widget_get_state_flags (GTK_WIDGET (self->phone_row));
  GtkStateFlags in_email = gtk_widget_get_state_flags (GTK_WIDGET (self->email_row));

  mark (self->phone_row, self->phone_hint,
        phone_wrong && (in_phone & GTK_STATE_FLAG_FOCUS_WITHIN) == 0);
  mark (self->email_row, self->email_hint,
        email_wrong && (in_email & GTK_STATE_FLAG_FOCUS_WITHIN) == 0);
}

static SalonClient *
find_same_client (SalonNewClientBox *self)
{
  g_autofree char *phone = NULL;
  g_autofree char *email = salon_text_clean (get_text (self->email_row));
  g_autoptr (GPtrArray) same = NULL;

  salon_phone_parse (get_text (self->phone_row), &phone, NULL);
  if (phone == NULL && !salon_text_is_email (email))
    return NULL;
  same = salon_reader_find_same_clients (salon_session_get_reader (self->session), phone,
                                         *email != '\0' ? email : NULL, NULL);
  return same != NULL && same->len > 0 ? g_object_ref (g_ptr_array_index (same, 0)) : NULL;
}

static void
offer_same_client (SalonNewClientBox *self)
{
  g_autoptr (SalonClient) same = find_same_client (self);

  gtk_widget_set_visible (GTK_WIDGET (self->same_row), same != NULL);
  if (!g_set_object (&self->same, same) || same == NULL)
    return;
  const char *name = salon_client_get_fields (same)->name;
  /* Translators: a client: "Marie Durand has this number or address" */
  g_autofree char *title = g_strdup_printf (_ ("%s has this number or address"), name);
  /* Translators: a button; a client: "Use Marie Durand" */
  g_autofree char *label = g_strdup_printf (_ ("Use %s"), name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->same_row), title);
  gtk_button_set_label (self->same_button, label);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
typed_cb (SalonNewClientBox *self)
{
  if (self->filling || self->form == NULL)
    return;
  salon_booking_form_set_new_client (self->form, get_text (self->name_row),
                                     get_text (self->phone_row), get_text (self->email_row));
  mark_wrong_ones (self);
  offer_same_client (self);
}

/* Off until somebody has asked her. */
static void
consent_cb (SalonNewClientBox *self)
{
  if (!self->filling && self->form != NULL)
    salon_booking_form_set_consent (self->form, adw_switch_row_get_active (self->consent_row));
}

static void
write_phone_nicely (SalonNewClientBox *self)
{
  g_autofree char *e164 = NULL;
  if (!salon_phone_parse (get_text (self->phone_row), &e164, NULL))
    return;
  g_autofree char *nice = salon_phone_format (e164);
  if (!g_str_equal (nice, get_text (self->phone_row)))
    gtk_editable_set_text (GTK_EDITABLE (self->phone_row), nice);
}

static void
entry_left_cb (SalonNewClientBox *self)
{
  if (self->form == NULL
      || salon_booking_form_get_client_kind (self->form) != SALON_BOOKING_CLIENT_NEW)
    return;
  write_phone_nicely (self);
  mark_wrong_ones (self);
}

static void
entry_activated_cb (SalonNewClientBox *self)
{
  g_signal_emit (self, signals[COMPLETED], 0);
}

static void
dismissed_cb (SalonNewClientBox *self)
{
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
same_clicked_cb (SalonNewClientBox *self)
{
  g_autoptr (SalonClient) same = g_steal_pointer (&self->same);
  salon_booking_form_set_client (self->form, same);
  g_signal_emit (self, signals[COMPLETED], 0);
}

static void
watch_leaving (SalonNewClientBox *self, AdwEntryRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
}

static void
salon_new_client_box_dispose (GObject *object)
{
  SalonNewClientBox *self = SALON_NEW_CLIENT_BOX (object);
  g_clear_object (&self->same);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_NEW_CLIENT_BOX);
  G_OBJECT_CLASS (salon_new_client_box_parent_class)->dispose (object);
}

static void
salon_new_client_box_class_init (SalonNewClientBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_new_client_box_dispose;
  signals[COMPLETED] = g_signal_new ("completed", SALON_TYPE_NEW_CLIENT_BOX, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DISMISSED] = g_signal_new ("dismissed", SALON_TYPE_NEW_CLIENT_BOX, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-new-client-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, name_row);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, phone_row);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, phone_hint);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, email_row);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, email_hint);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, consent_row);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, same_row);
  gtk_widget_class_bind_template_child (widget_class, SalonNewClientBox, same_button);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, same_clicked_cb);
}

static void
salon_new_client_box_init (SalonNewClientBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_leaving (self, self->phone_row);
  watch_leaving (self, self->email_row);
}

void
salon_new_client_box_set_up (SalonNewClientBox *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_NEW_CLIENT_BOX (self));
  g_set_object (&self->session, session);
}

void
salon_new_client_box_set_form (SalonNewClientBox *self, SalonBookingForm *form)
{
  g_return_if_fail (SALON_IS_NEW_CLIENT_BOX (self));
  g_set_object (&self->form, form);
  if (salon_booking_form_get_client_kind (form) != SALON_BOOKING_CLIENT_NEW)
    return;

  /* A form that was born with a new client, from a line that was typed elsewhere. */
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), salon_booking_form_get_name (form));
  gtk_editable_set_text (GTK_EDITABLE (self->phone_row), salon_booking_form_get_phone (form));
  gtk_editable_set_text (GTK_EDITABLE (self->email_row), salon_booking_form_get_email (form));
  adw_switch_row_set_active (self->consent_row, salon_booking_form_has_consent (form));
  self->filling = FALSE;
  offer_same_client (self);
}

static gboolean
looks_like_phone (const char *typed)
{
  int digits = 0;
  for (const char *c = typed; *c != '\0'; c++)
    {
      if (g_ascii_isalpha (*c) || (guchar) *c > 127)
        return FALSE;
      digits += g_ascii_isdigit (*c) ? 1 : 0;
    }
  return digits >= 3;
}

void
salon_new_client_box_begin (SalonNewClientBox *self, const char *typed)
{
  g_return_if_fail (SALON_IS_NEW_CLIENT_BOX (self));
  g_return_if_fail (typed != NULL);

  gboolean is_phone = looks_like_phone (typed);
  gboolean is_email = !is_phone && strchr (typed, '@') != NULL;
  gboolean is_name = !is_phone && !is_email;

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), is_name ? typed : "");
  gtk_editable_set_text (GTK_EDITABLE (self->phone_row), is_phone ? typed : "");
  gtk_editable_set_text (GTK_EDITABLE (self->email_row), is_email ? typed : "");
  adw_switch_row_set_active (self->consent_row, FALSE);
  salon_booking_form_set_consent (self->form, FALSE);
  self->filling = FALSE;
  typed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (is_name ? self->phone_row : self->name_row));
}
