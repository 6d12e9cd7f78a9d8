/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-waiting-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-slot-query.h"
#include "core/salon-phone.h"
#include "planning/salon-task-row.h"
#include "planning/salon-wish-changes.h"
#include "planning/salon-wish-dialog.h"
#include "planning/salon-wish-words.h"

/* As far as a free time is looked for by itself. */
#define LOOK_AHEAD_DAYS 30

struct _SalonWaitingDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  AdwPreferencesGroup *matches_group;
  AdwPreferencesGroup *others_group;

  SalonSession *session;
  SalonRange freed;
  GPtrArray *wishes;     /* SalonWish, as shown */
  GPtrArray *match_rows; /* borrowed */
  GPtrArray *other_rows; /* borrowed */
};

G_DEFINE_FINAL_TYPE (SalonWaitingDialog, salon_waiting_dialog, ADW_TYPE_DIALOG)

static GArray *
list_matches (SalonSession *session, GPtrArray *wishes, SalonRange freed)
{
  SalonMoment now = salon_session_get_now (session);
  SalonRange coming = salon_range (MAX (freed.start, now), MAX (freed.end, now));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings = salon_reader_list_bookings (
    salon_session_get_reader (session), salon_moment_get_day (coming.start) - 1,
    salon_moment_get_day (coming.end) + 2, SALON_BOOKINGS_WITHOUT_CANCELLED, &error);

  if (bookings == NULL)
    {
      salon_session_report (session, error);
      return NULL;
    }
  SalonSlotQuery query = salon_slot_query_begin (session, bookings);
  query.staff_id = salon_session_get_staff_id (session);
  query.duration_minutes = 1;
  query.now = now;
  return salon_wish_list_matches (wishes, &query, coming);
}

GArray *
salon_waiting_dialog_list_matches (SalonSession *session, SalonRange freed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) wishes = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  wishes = salon_reader_list_wishes (salon_session_get_reader (session), FALSE, &error);
  if (wishes == NULL)
    {
      salon_session_report (session, error);
      return NULL;
    }
  return list_matches (session, wishes, freed);
}

/* The start that @wish gets of @matches; G_MININT64 when none. */
static SalonMoment
find_start (GArray *matches, SalonWish *wish)
{
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    if (g_array_index (matches, SalonWishMatch, i).wish == wish)
      return g_array_index (matches, SalonWishMatch, i).start;
  return G_MININT64;
}

static GtkWidget *
make_book_button (const SalonWishFields *fields, SalonMoment start)
{
  gboolean is_offered = start != G_MININT64;
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Book"));
  g_autofree char *when = is_offered ? salon_format_moment (start) : NULL;
  g_autofree char *tooltip =
    /* Translators: client, day and time */
    is_offered ? g_strdup_printf (_ ("Book %s on %s"), fields->client_name, when)
               /* Translators: client */
               : g_strdup_printf (_ ("Book %s"), fields->client_name);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (is_offered)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "waiting.book");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", fields->id, start);
  return button;
}

/* Phone, what and when; and the time that is free, if one is. */
static char *
describe (SalonWaitingDialog *self, const SalonWishFields *fields, SalonMoment start)
{
  g_autofree char *services = salon_wish_words_services (self->session, fields);
  g_autofree char *when = salon_wish_words_when (fields);
  g_autofree char *phone =
    fields->client_phone != NULL ? salon_phone_format (fields->client_phone) : NULL;
  g_autofree char *offer = salon_wish_words_offer (self->session, fields);
  GString *text = g_string_new (NULL);

  if (phone != NULL)
    g_string_append_printf (text, "%s\n", phone);
  g_string_append_printf (text, "%s\n%s", services, when);
  if (fields->notes != NULL)
    g_string_append_printf (text, "\n%s", fields->notes);
  if (offer != NULL)
    g_string_append_printf (text, "\n%s", offer);
  else if (start != G_MININT64)
    {
      g_autofree char *moment = salon_format_moment (start);
      g_autofree char *heading = salon_format_heading (moment);

      g_string_append_c (text, '\n');
      /* Translators: a day and time */
      g_string_append_printf (text, _ ("%s is free"), heading);
    }
  return g_string_free_and_steal (text);
}

static GtkWidget *
make_offer_button (const SalonWishFields *fields, SalonMoment start)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("call-start-symbolic");
  g_autofree char *when = salon_format_moment (start);
  /* Translators: client, day and time */
  g_autofree char *tooltip =
    g_strdup_printf (_ ("%1$s Was Told of %2$s"), fields->client_name, when);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "waiting.offer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", fields->id, start);
  return button;
}

/* Until she has answered, the time that she was told of is the one that is spoken about. */
static void
add_offer_button (GtkWidget *row, const SalonWishFields *fields, SalonMoment start)
{
  if (fields->status == SALON_WISH_OFFERED)
    salon_task_row_add_action (SALON_TASK_ROW (row), "call-stop-symbolic",
                               _ ("She Declined, and Waits Again"), "waiting.decline", fields->id);
  else if (start != G_MININT64)
    salon_task_row_add (SALON_TASK_ROW (row), make_offer_button (fields, start));
}

static GtkWidget *
make_row (SalonWaitingDialog *self, SalonWish *wish, SalonMoment start)
{
  const SalonWishFields *fields = salon_wish_get_fields (wish);
  GtkWidget *row = NULL;
  g_autofree char *subtitle = describe (self, fields, start);

  if (fields->status == SALON_WISH_OFFERED && fields->offered_at != 0)
    start = fields->offered_start;
  row = salon_task_row_new (fields->client_name, subtitle);
  salon_task_row_add (SALON_TASK_ROW (row), make_book_button (fields, start));
  add_offer_button (row, fields, start);
  salon_task_row_add_action (SALON_TASK_ROW (row), "document-edit-symbolic",
                             _ ("Change What She Waits For"), "waiting.edit", fields->id);
  salon_task_row_add_action (SALON_TASK_ROW (row), "user-trash-symbolic",
                             _ ("Does Not Wait Any More"), "waiting.remove", fields->id);
  return row;
}

static void
empty_group (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
add_matches (SalonWaitingDialog *self, GArray *matches)
{
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    {
      const SalonWishMatch *match = &g_array_index (matches, SalonWishMatch, i);

      add_row (self->matches_group, self->match_rows, make_row (self, match->wish, match->start));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->matches_group), self->match_rows->len > 0);
  if (self->match_rows->len > 0)
    {
      g_autofree char *words = salon_wish_words_matches (matches);
      g_autofree char *title = g_markup_escape_text (words, -1);

      adw_preferences_group_set_title (self->matches_group, title);
      adw_preferences_group_set_description (self->matches_group,
                                             _ ("Who came first is first on the list."));
    }
}

static void
fill (SalonWaitingDialog *self)
{
  SalonMoment now = salon_session_get_now (self->session);
  SalonRange ahead = salon_range (now, now + LOOK_AHEAD_DAYS * SALON_DAY_MINUTES);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) wishes =
    salon_reader_list_wishes (salon_session_get_reader (self->session), FALSE, &error);
  g_autoptr (GArray) matches = NULL;
  g_autoptr (GArray) coming = NULL;

  if (wishes == NULL)
    {
      salon_session_report (self->session, error);
      return;
    }
  empty_group (self->matches_group, self->match_rows);
  empty_group (self->others_group, self->other_rows);
  if (!salon_range_is_empty (self->freed))
    matches = list_matches (self->session, wishes, self->freed);
  coming = list_matches (self->session, wishes, ahead);
  add_matches (self, matches);
  for (guint i = 0; i < wishes->len; i++)
    if (find_start (matches, g_ptr_array_index (wishes, i)) == G_MININT64)
      add_row (self->others_group, self->other_rows,
               make_row (self, g_ptr_array_index (wishes, i),
                         find_start (coming, g_ptr_array_index (wishes, i))));
  gtk_widget_set_visible (GTK_WIDGET (self->others_group), self->other_rows->len > 0);
  gtk_stack_set_visible_child_name (self->stack, wishes->len > 0 ? "list" : "empty");
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  self->wishes = g_steal_pointer (&wishes);
}

static SalonWish *
find_wish (SalonWaitingDialog *self, const char *id)
{
  for (guint i = 0; self->wishes != NULL && i < self->wishes->len; i++)
    {
      SalonWish *wish = g_ptr_array_index (self->wishes, i);

      if (g_strcmp0 (salon_wish_get_fields (wish)->id, id) == 0)
        return wish;
    }
  return NULL;
}

static void
add_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonWaitingDialog *self = SALON_WAITING_DIALOG (widget);

  salon_dialog_present (salon_wish_dialog_new (self->session, NULL, NULL), widget);
}

static void
edit_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonWaitingDialog *self = SALON_WAITING_DIALOG (widget);
  SalonWish *wish = find_wish (self, g_variant_get_string (parameter, NULL));

  if (wish != NULL)
    salon_dialog_present (salon_wish_dialog_new (self->session, wish, NULL), widget);
}

static void
commit (SalonWaitingDialog *self, SalonChange *change)
{
  g_autoptr (SalonChange) owned = change;

  if (owned != NULL)
    salon_session_commit (self->session, owned);
}

static void
remove_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonWaitingDialog *self = SALON_WAITING_DIALOG (widget);
  SalonWish *wish = find_wish (self, g_variant_get_string (parameter, NULL));

  if (wish != NULL)
    commit (self, salon_wish_changes_remove (wish));
}

static void
offer_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonWaitingDialog *self = SALON_WAITING_DIALOG (widget);
  g_autofree char *id = NULL;
  SalonWish *wish = NULL;
  SalonMoment start;

  g_variant_get (parameter, "(sx)", &id, &start);
  wish = find_wish (self, id);
  if (wish != NULL)
    commit (self,
            salon_wish_changes_offer (wish, start, salon_session_get_instant (self->session)));
}

static void
decline_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonWaitingDialog *self = SALON_WAITING_DIALOG (widget);
  SalonWish *wish = find_wish (self, g_variant_get_string (parameter, NULL));

  if (wish != NULL)
    commit (self, salon_wish_changes_decline (wish));
}

/* The editor takes the place of the list. */
static void
book_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autofree char *id = NULL;
  SalonMoment start;
  gboolean has_start;

  g_variant_get (parameter, "(sx)", &id, &start);
  has_start = start != G_MININT64;
  adw_dialog_force_close (ADW_DIALOG (widget));
  gtk_widget_activate_action (window, "win.book-wish", "(sii)", id,
                              has_start ? salon_moment_get_day (start) : SALON_DAY_NONE,
                              has_start ? salon_moment_get_minute (start) : -1);
}

static void
salon_waiting_dialog_dispose (GObject *object)
{
  SalonWaitingDialog *self = SALON_WAITING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_WAITING_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  g_clear_pointer (&self->match_rows, g_ptr_array_unref);
  g_clear_pointer (&self->other_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_waiting_dialog_parent_class)->dispose (object);
}

static void
salon_waiting_dialog_class_init (SalonWaitingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_waiting_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-waiting-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonWaitingDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonWaitingDialog, matches_group);
  gtk_widget_class_bind_template_child (widget_class, SalonWaitingDialog, others_group);
  gtk_widget_class_install_action (widget_class, "waiting.add", NULL, add_activated_cb);
  gtk_widget_class_install_action (widget_class, "waiting.edit", "s", edit_activated_cb);
  gtk_widget_class_install_action (widget_class, "waiting.remove", "s", remove_activated_cb);
  gtk_widget_class_install_action (widget_class, "waiting.offer", "(sx)", offer_activated_cb);
  gtk_widget_class_install_action (widget_class, "waiting.decline", "s", decline_activated_cb);
  gtk_widget_class_install_action (widget_class, "waiting.book", "(sx)", book_activated_cb);
}

static void
salon_waiting_dialog_init (SalonWaitingDialog *self)
{
  self->match_rows = g_ptr_array_new ();
  self->other_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_waiting_dialog_new (SalonSession *session, SalonRange freed)
{
  SalonWaitingDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_WAITING_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->freed = freed;
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
