/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-template-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/salon-field.h"
#include "common/salon-format.h"
#include "messages/salon-message-rules.h"
#include "messages/salon-message-sample.h"
#include "messages/salon-template-words.h"

struct _SalonTemplatePage
{
  AdwNavigationPage parent_instance;

  AdwComboRow *language_row; /* in the order of SalonLanguage */
  GtkEditable *subject_row;
  GtkLabel *subject_error;
  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  GtkLabel *text_error;
  AdwWrapBox *placeholders_box;
  GtkLabel *preview_subject;
  GtkLabel *preview_label;
  AdwPreferencesGroup *cost_group;
  AdwPreferencesRow *cost_row;
  GtkWidget *plain_row;
  GtkWidget *revert_row;
  GtkWidget *default_row;
  GtkWidget *save_button;

  SalonSession *session;
  SalonMessageKind kind;
  SalonMessageMedium medium;
  SalonMessageTemplate *kept; /* as it is saved */
  SalonMessageSettings *settings;
  gboolean is_filling;    /* what is set by us is no edit of hers */
  gboolean is_in_subject; /* where she wrote last */
};

G_DEFINE_FINAL_TYPE (SalonTemplatePage, salon_template_page, ADW_TYPE_NAVIGATION_PAGE)

static SalonLanguage
get_language (SalonTemplatePage *self)
{
  return (SalonLanguage) adw_combo_row_get_selected (self->language_row);
}

static char *
dup_text (SalonTemplatePage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* As it stands on the screen. */
static SalonMessageTemplate *
read_words (SalonTemplatePage *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *subject =
    salon_message_template_make_line (gtk_editable_get_text (self->subject_row));

  return salon_message_template_new (self->medium == SALON_MESSAGE_SMS ? "" : subject, text);
}

static gboolean
is_same (const SalonMessageTemplate *a, const SalonMessageTemplate *b)
{
  return g_str_equal (a->subject, b->subject) && g_str_equal (a->text, b->text);
}

static gboolean
is_changed (SalonTemplatePage *self)
{
  g_autoptr (SalonMessageTemplate) words = read_words (self);

  return self->kept != NULL && !is_same (words, self->kept);
}

static SalonMessageText *
write_sample (SalonTemplatePage *self, const SalonMessageTemplate *words)
{
  return salon_message_sample_write (self->session, self->settings, self->kind, self->medium,
                                     get_language (self), words);
}

/* Too long for the phone company, even for a usual visit? It is cut to the most that can be sent. */
static gboolean
is_too_long (SalonTemplatePage *self, const SalonMessageTemplate *words, const char *sent)
{
  g_autofree char *plain = salon_sms_text_make_plain (words->text);
  gboolean keeps_accents = salon_message_settings_keeps_accents (self->settings);
  SalonSmsSize size = salon_sms_text_measure (keeps_accents ? words->text : plain);

  return self->medium == SALON_MESSAGE_SMS
         && (size.n_parts > SALON_SMS_MAX_PARTS
             || salon_sms_text_measure (sent).n_parts > SALON_SMS_MAX_PARTS);
}

/* NULL: it can be sent. */
static char *
dup_text_fault (SalonTemplatePage *self, const SalonMessageTemplate *words, const char *sent)
{
  char *fault = salon_template_words_for_fault (words->text, self->kind, FALSE);

  if (fault == NULL && is_too_long (self, words, sent))
    fault = g_strdup_printf (_ ("This is too long: a message can be %d SMS at most."),
                             SALON_SMS_MAX_PARTS);
  return fault;
}

static void
show_preview (SalonTemplatePage *self, const SalonMessageText *text)
{
  gtk_label_set_text (self->preview_subject, text->subject);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_subject), self->medium == SALON_MESSAGE_EMAIL);
  gtk_label_set_text (self->preview_label, text->text);
}

static void
show_cost (SalonTemplatePage *self, const SalonMessageTemplate *words, const SalonMessageText *text)
{
  g_auto (SalonTemplateCost) cost = { 0 };

  gtk_widget_set_visible (GTK_WIDGET (self->cost_group), self->medium == SALON_MESSAGE_SMS);
  if (self->medium != SALON_MESSAGE_SMS)
    return;
  salon_template_words_for_cost (words->text, text->text,
                                 salon_message_settings_keeps_accents (self->settings), &cost);
  adw_preferences_row_set_title (self->cost_row, cost.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->cost_row), cost.subtitle);
  gtk_widget_set_visible (self->plain_row, cost.can_be_plainer);
}

/* Where the first fault is, a wavy line. */
static void
mark_fault (SalonTemplatePage *self, const char *text)
{
  GtkTextIter start, end;
  gsize offset, length;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (self->buffer, "fault", &start, &end);
  salon_message_template_check (text, self->kind, &offset, &length);
  if (length == 0)
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start,
                                      (int) g_utf8_strlen (text, (gssize) offset));
  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (text + offset, (gssize) length));
  gtk_text_buffer_apply_tag_by_name (self->buffer, "fault", &start, &end);
}

/* FALSE: it cannot be sent as it is. */
static gboolean
judge (SalonTemplatePage *self, const SalonMessageTemplate *words, const char *sent)
{
  g_autofree char *text_fault = dup_text_fault (self, words, sent);
  g_autofree char *subject_fault =
    self->medium == SALON_MESSAGE_EMAIL
      ? salon_template_words_for_fault (words->subject, self->kind, TRUE)
      : NULL;

  mark_fault (self, words->text);
  salon_field_tell (GTK_WIDGET (self->text_view), self->text_error, text_fault);
  salon_field_tell (GTK_WIDGET (self->subject_row), self->subject_error, subject_fault);
  return text_fault == NULL && subject_fault == NULL;
}

static void
show (SalonTemplatePage *self)
{
  g_autoptr (SalonMessageTemplate) words = read_words (self);
  g_autoptr (SalonMessageText) text = write_sample (self, words);
  const SalonMessageTemplate *ours =
    salon_message_template_get_default (self->kind, self->medium, get_language (self));
  gboolean differs = !is_same (words, self->kept);
  gboolean is_good = judge (self, words, text->text);

  show_preview (self, text);
  show_cost (self, words, text);
  gtk_widget_set_sensitive (self->save_button, differs && is_good);
  gtk_widget_set_visible (self->revert_row, differs);
  gtk_widget_set_visible (self->default_row, !is_same (words, ours));
  gtk_widget_set_sensitive (GTK_WIDGET (self->language_row), is_good || !differs);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), is_good || !differs);
}

static void
set_words (SalonTemplatePage *self, const SalonMessageTemplate *words)
{
  self->is_filling = TRUE;
  gtk_editable_set_text (self->subject_row, words->subject);
  gtk_text_buffer_set_text (self->buffer, words->text, -1);
  self->is_filling = FALSE;
  show (self);
}

/* What the buttons write is of the language of the text. */
static void
name_placeholders (SalonTemplatePage *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->placeholders_box));
       button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      SalonPlaceholder placeholder =
        GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "placeholder"));
      g_autofree char *word =
        g_strdup_printf ("{%s}", salon_placeholder_to_word (placeholder, get_language (self)));

      gtk_widget_set_tooltip_text (button, word);
    }
}

/* Takes the saved words, and shows them unless others are being written. */
static void
fill (SalonTemplatePage *self)
{
  gboolean is_writing = is_changed (self);
  const SalonMessageTemplate *kept = NULL;

  name_placeholders (self);
  g_clear_pointer (&self->settings, salon_message_settings_unref);
  self->settings = salon_message_rules_read (self->session);
  kept = salon_message_settings_get_template (self->settings, self->kind, self->medium,
                                              get_language (self));
  g_clear_pointer (&self->kept, salon_message_template_free);
  self->kept = salon_message_template_new (kept->subject, kept->text);
  if (is_writing)
    show (self);
  else
    set_words (self, self->kept);
}

static void
save_for (SalonTemplatePage *self, SalonLanguage language)
{
  g_autoptr (SalonMessageTemplate) words = read_words (self);

  if (self->session == NULL || is_same (words, self->kept)
      || !gtk_widget_get_sensitive (self->save_button))
    return;
  /* Saved once, though the page may be left in more ways than one. */
  g_clear_pointer (&self->kept, salon_message_template_free);
  self->kept = salon_message_template_new (words->subject, words->text);
  salon_message_rules_set_words (self->session, self->kind, self->medium, language, words);
}

static void
save_clicked_cb (SalonTemplatePage *self)
{
  save_for (self, get_language (self));
  show (self);
}

static void
left_cb (SalonTemplatePage *self)
{
  if (self->kept != NULL)
    save_for (self, get_language (self));
}

static void
edited_cb (SalonTemplatePage *self)
{
  if (!self->is_filling)
    show (self);
}

/* What was written in the language before is saved first. */
static void
language_chosen_cb (SalonTemplatePage *self)
{
  SalonLanguage before =
    get_language (self) == SALON_LANGUAGE_FRENCH ? SALON_LANGUAGE_ENGLISH : SALON_LANGUAGE_FRENCH;

  if (self->is_filling)
    return;
  save_for (self, before);
  g_clear_pointer (&self->kept, salon_message_template_free);
  fill (self);
}

static void
plain_clicked_cb (SalonTemplatePage *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *plain = salon_sms_text_make_plain (text);

  gtk_text_buffer_set_text (self->buffer, plain, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
revert_clicked_cb (SalonTemplatePage *self)
{
  set_words (self, self->kept);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
default_clicked_cb (SalonTemplatePage *self)
{
  set_words (self,
             salon_message_template_get_default (self->kind, self->medium, get_language (self)));
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
subject_entered_cb (SalonTemplatePage *self)
{
  self->is_in_subject = TRUE;
}

static void
text_entered_cb (SalonTemplatePage *self)
{
  self->is_in_subject = FALSE;
}

/* Where she wrote last. */
static void
placeholder_clicked_cb (SalonTemplatePage *self, GtkButton *button)
{
  const char *word = gtk_widget_get_tooltip_text (GTK_WIDGET (button));
  int position;

  if (self->is_in_subject)
    {
      gtk_editable_delete_selection (self->subject_row);
      position = gtk_editable_get_position (self->subject_row);
      gtk_editable_insert_text (self->subject_row, word, -1, &position);
      adw_entry_row_grab_focus_without_selecting (ADW_ENTRY_ROW (self->subject_row));
      gtk_editable_set_position (self->subject_row, position);
      return;
    }
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, word, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
add_placeholder (SalonTemplatePage *self, SalonPlaceholder placeholder)
{
  GtkWidget *button =
    gtk_button_new_with_label (salon_template_words_for_placeholder (placeholder));

  g_object_set_data (G_OBJECT (button), "placeholder", GINT_TO_POINTER (placeholder));
  g_signal_connect_object (button, "clicked", G_CALLBACK (placeholder_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->placeholders_box, button);
}

static void
set_up (SalonTemplatePage *self)
{
  g_autoptr (GtkStringList) languages = gtk_string_list_new (NULL);

  gtk_string_list_append (languages, _ ("English"));
  gtk_string_list_append (languages, _ ("French"));
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (languages));
  adw_combo_row_set_selected (self->language_row, salon_format_get_language ());
  self->is_filling = FALSE;
  gtk_text_buffer_create_tag (self->buffer, "fault", "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_row), self->medium == SALON_MESSAGE_EMAIL);
  for (SalonPlaceholder i = 0; i < SALON_N_PLACEHOLDERS; i++)
    if (salon_placeholder_is_of (i, self->kind))
      add_placeholder (self, i);
}

static void
salon_template_page_dispose (GObject *object)
{
  SalonTemplatePage *self = SALON_TEMPLATE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_TEMPLATE_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->kept, salon_message_template_free);
  g_clear_pointer (&self->settings, salon_message_settings_unref);
  G_OBJECT_CLASS (salon_template_page_parent_class)->dispose (object);
}

static void
salon_template_page_class_init (SalonTemplatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_template_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-template-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, language_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, subject_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, subject_error);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, text_view);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, buffer);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, text_error);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, placeholders_box);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, preview_subject);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, preview_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, cost_group);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, cost_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, plain_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, revert_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, default_row);
  gtk_widget_class_bind_template_child (widget_class, SalonTemplatePage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, plain_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, revert_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, default_clicked_cb);
}

static void
salon_template_page_init (SalonTemplatePage *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

AdwNavigationPage *
salon_template_page_new (SalonSession *session, SalonMessageKind kind, SalonMessageMedium medium)
{
  SalonTemplatePage *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (salon_message_template_exists (kind, medium), NULL);

  /* Translators: the title of a page; “Reminder (SMS)” */
  title = g_strdup_printf (_ ("%1$s (%2$s)"), salon_template_words_for_kind (kind),
                           medium == SALON_MESSAGE_SMS ? _ ("SMS") : _ ("e-mail"));
  self = g_object_new (SALON_TYPE_TEMPLATE_PAGE, "title", title, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->medium = medium;
  set_up (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_NAVIGATION_PAGE (self);
}
