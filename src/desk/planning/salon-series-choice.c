/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-series-choice.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "planning/salon-series-changes.h"

GPtrArray *
salon_series_choice_list (SalonSession *session, SalonBooking *booking)
{
  const char *series_id = salon_booking_get_fields (booking)->series_id;
  g_autoptr (GPtrArray) series = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (series_id == NULL)
    return NULL;
  series = salon_reader_list_series (salon_session_get_reader (session), series_id, NULL);
  if (series == NULL)
    return NULL;
  all = salon_series_select (series, booking, SALON_SERIES_ALL);
  return all->len > 1 ? g_steal_pointer (&series) : NULL;
}

/* The question */

typedef struct
{
  GtkWidget *parent;
  SalonSeriesChosen chosen;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "only"))
    question->chosen (question->parent, SALON_SERIES_ONLY_THIS, question->data);
  else if (g_str_equal (answer, "following"))
    question->chosen (question->parent, SALON_SERIES_THIS_AND_FOLLOWING, question->data);
  else if (g_str_equal (answer, "all"))
    question->chosen (question->parent, SALON_SERIES_ALL, question->data);
  question->destroy (question->data);
  g_object_unref (question->parent);
}

void
salon_series_choice_ask (GtkWidget *parent,
                         const char *heading,
                         SalonSeriesChosen chosen,
                         gpointer data,
                         GDestroyNotify destroy)
{
  AdwDialog *dialog = adw_alert_dialog_new (
    heading, _ ("This booking is one of several that were made together. Visits that are over or "
                "were cancelled stay as they are."));
  Question *question = g_new0 (Question, 1);

  question->parent = g_object_ref (parent);
  question->chosen = chosen;
  question->data = data;
  question->destroy = destroy;
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "keep", _ ("_Leave It"), "only",
                                  _ ("_Only This One"), "following", _ ("This and _Following"),
                                  "all", _ ("_All"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "only");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, answered_cb, question);
}

/* What is done then */

typedef struct
{
  SalonSession *session;
  SalonBooking *booking;
  GPtrArray *series;
  gboolean is_move;
  SalonMoment start;
  int duration_minutes;
  char *reason;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->session);
  g_object_unref (step->booking);
  g_ptr_array_unref (step->series);
  g_free (step->reason);
  g_free (step);
}

static void
chosen_cb (GtkWidget *parent, SalonSeriesScope scope, gpointer data)
{
  const Step *step = data;
  g_autoptr (GPtrArray) selected = salon_series_select (step->series, step->booking, scope);
  g_autoptr (SalonChange) change =
    step->is_move ? salon_series_changes_move (selected, step->booking, step->start,
                                               step->duration_minutes, step->reason)
                  : salon_series_changes_cancel (selected, step->reason,
                                                 salon_session_get_instant (step->session));

  if (change != NULL)
    salon_session_commit (step->session, change);
}

/* NULL when there is nothing to choose. */
static Step *
step_new (SalonSession *session, SalonBooking *booking, const char *reason)
{
  g_autoptr (GPtrArray) series = salon_series_choice_list (session, booking);
  Step *step = NULL;

  if (series == NULL)
    return NULL;
  step = g_new0 (Step, 1);
  step->session = g_object_ref (session);
  step->booking = g_object_ref (booking);
  step->series = g_steal_pointer (&series);
  step->reason = g_strdup (reason);
  return step;
}

gboolean
salon_series_choice_cancel (GtkWidget *parent,
                            SalonSession *session,
                            SalonBooking *booking,
                            const char *reason)
{
  Step *step = step_new (session, booking, reason);

  if (step == NULL)
    return FALSE;
  salon_series_choice_ask (parent, _ ("Cancel Which Bookings?"), chosen_cb, step, step_free);
  return TRUE;
}

gboolean
salon_series_choice_move (GtkWidget *parent,
                          SalonSession *session,
                          SalonBooking *booking,
                          SalonMoment start,
                          int duration_minutes,
                          const char *forced_reason)
{
  Step *step = NULL;

  if (salon_booking_get_visit (booking).start == start)
    return FALSE;
  step = step_new (session, booking, forced_reason);
  if (step == NULL)
    return FALSE;
  step->is_move = TRUE;
  step->start = start;
  step->duration_minutes = duration_minutes;
  salon_series_choice_ask (parent, _ ("Move Which Bookings?"), chosen_cb, step, step_free);
  return TRUE;
}
