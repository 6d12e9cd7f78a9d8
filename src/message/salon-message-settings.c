/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-settings.h"

#include <string.h>
#include <yyjson.h>

#include "core/salon-day.h"
#include "core/salon-text.h"

#include "salon-sms-text.h"

typedef struct
{
  gboolean by[SALON_N_MESSAGE_MEDIA];
  int span;
} Rule;

static const struct
{
  Rule rule;
  const char *word; /* of the span; NULL: it has none */
  int largest;
} kinds[SALON_N_MESSAGE_KINDS] = {
  [SALON_MESSAGE_CONFIRMATION] = { { { TRUE, TRUE }, 0 }, NULL, 0 },
  [SALON_MESSAGE_CHANGE] = { { { TRUE, TRUE }, 0 }, NULL, 0 },
  [SALON_MESSAGE_CANCELLATION] = { { { TRUE, TRUE }, 0 }, NULL, 0 },
  [SALON_MESSAGE_REMINDER] = { { { TRUE, TRUE }, 24 }, "hours", SALON_MESSAGE_MAX_REMINDER_HOURS },
  [SALON_MESSAGE_VOUCHER] = { { { FALSE, TRUE }, 0 }, NULL, 0 },
  [SALON_MESSAGE_EXPIRY] = { { { FALSE, TRUE }, 30 }, "days", SALON_MESSAGE_MAX_EXPIRY_DAYS },
  [SALON_MESSAGE_THANKS] = { { { FALSE, FALSE }, 3 }, "hours", SALON_MESSAGE_MAX_THANKS_HOURS },
};

struct _SalonMessageSettings
{
  gatomicrefcount count;
  Rule rules[SALON_N_MESSAGE_KINDS];
  int quiet_from;
  int quiet_to;
  gboolean keeps_accents;
  char *sender;
  char *mail_name;
  char *mail_address;
  char *link;
  char *salon;
  char *phone;
  char *address;
  char *currency;
  /* NULL: as by default. */
  SalonMessageTemplate *words[SALON_N_MESSAGE_KINDS][SALON_N_MESSAGE_MEDIA][SALON_N_LANGUAGES];
};

G_DEFINE_BOXED_TYPE (SalonMessageSettings,
                     salon_message_settings,
                     salon_message_settings_ref,
                     salon_message_settings_unref)

static const char *const languages[] = { "en", "fr" };

G_STATIC_ASSERT (G_N_ELEMENTS (languages) == SALON_N_LANGUAGES);

/* NULL when there is no such row, or it is no JSON. */
static yyjson_doc *
read_value (GHashTable *texts, const char *key)
{
  const char *text = texts != NULL ? g_hash_table_lookup (texts, key) : NULL;

  return text != NULL ? yyjson_read (text, strlen (text), 0) : NULL;
}

/* A text without NUL in it, cleaned; NULL for anything else and for nothing. */
static char *
dup_clean (yyjson_val *value)
{
  const char *text = yyjson_get_str (value);
  g_autofree char *clean = NULL;

  if (text == NULL || strlen (text) != yyjson_get_len (value))
    return NULL;
  clean = salon_text_clean (text);
  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

static char *
dup_setting (GHashTable *texts, const char *key)
{
  yyjson_doc *doc = read_value (texts, key);
  char *text = dup_clean (yyjson_doc_get_root (doc));

  yyjson_doc_free (doc);
  return text;
}

static void
read_rule (SalonMessageSettings *self, GHashTable *texts, SalonMessageKind kind)
{
  g_autofree char *key = salon_message_settings_dup_kind_key (kind);
  Rule *rule = &self->rules[kind];

  *rule = kinds[kind].rule;
  yyjson_doc *doc = read_value (texts, key);
  yyjson_val *root = yyjson_doc_get_root (doc);
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      yyjson_val *is_on = yyjson_obj_get (root, salon_message_medium_to_string (medium));

      if (yyjson_is_bool (is_on))
        rule->by[medium] = yyjson_get_bool (is_on);
    }
  if (kinds[kind].word != NULL)
    {
      yyjson_val *span = yyjson_obj_get (root, kinds[kind].word);

      if (yyjson_is_int (span) && yyjson_get_sint (span) >= 1
          && yyjson_get_sint (span) <= kinds[kind].largest)
        rule->span = (int) yyjson_get_sint (span);
    }
  yyjson_doc_free (doc);
}

static void
read_quiet (SalonMessageSettings *self, GHashTable *texts)
{
  yyjson_doc *doc = read_value (texts, SALON_MESSAGE_QUIET_KEY);
  const char *from = yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "from"));
  const char *to = yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "to"));
  int from_minute, to_minute;

  if (from != NULL && to != NULL && salon_minute_parse (from, &from_minute, NULL)
      && salon_minute_parse (to, &to_minute, NULL))
    {
      self->quiet_from = from_minute % SALON_DAY_MINUTES;
      self->quiet_to = to_minute % SALON_DAY_MINUTES;
    }
  yyjson_doc_free (doc);
}

static void
read_mail_from (SalonMessageSettings *self, GHashTable *texts)
{
  yyjson_doc *doc = read_value (texts, SALON_MESSAGE_MAIL_FROM_KEY);
  yyjson_val *root = yyjson_doc_get_root (doc);

  self->mail_name = dup_clean (yyjson_obj_get (root, "name"));
  self->mail_address = dup_clean (yyjson_obj_get (root, "email"));
  if (self->mail_address != NULL && !salon_text_is_email (self->mail_address))
    g_clear_pointer (&self->mail_address, g_free);
  yyjson_doc_free (doc);
}

/* "" for what is no text. */
static const char *
get_text (yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  return text != NULL && strlen (text) == yyjson_get_len (value) ? text : "";
}

/* What cannot be sent, because it has a fault or says nothing, is not taken. */
static SalonMessageTemplate *
read_words (GHashTable *texts,
            SalonMessageKind kind,
            SalonMessageMedium medium,
            SalonLanguage language)
{
  g_autofree char *key = salon_message_settings_dup_template_key (kind, medium, language);
  yyjson_doc *doc = read_value (texts, key);
  yyjson_val *root = yyjson_doc_get_root (doc);
  g_autofree char *subject =
    salon_message_template_make_line (get_text (yyjson_obj_get (root, "subject")));
  const char *text = get_text (yyjson_obj_get (root, "text"));
  SalonTemplateFault fault = salon_message_template_check (text, kind, NULL, NULL);
  SalonMessageTemplate *words = NULL;

  if (medium == SALON_MESSAGE_EMAIL && fault == SALON_TEMPLATE_GOOD)
    fault = salon_message_template_check (subject, kind, NULL, NULL);
  if (fault == SALON_TEMPLATE_GOOD)
    words = salon_message_template_new (medium == SALON_MESSAGE_SMS ? "" : subject, text);
  yyjson_doc_free (doc);
  return words;
}

/* What the salon is called, as far as letters and digits go: "Sérénaïa" → "SERENAIA". */
static char *
make_sender (const char *salon)
{
  g_autofree char *folded = salon_text_fold (salon);
  g_autofree char *plain = g_ascii_strup (folded, -1);
  g_autoptr (GString) sender = g_string_new (NULL);

  for (const char *at = plain; *at != '\0' && sender->len < SALON_MESSAGE_SENDER_LENGTH; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (sender, *at);
  return g_strdup (salon_message_settings_is_sender (sender->str) ? sender->str : "SALON");
}

static void
read_sender (SalonMessageSettings *self, GHashTable *texts)
{
  self->sender = dup_setting (texts, SALON_MESSAGE_SENDER_KEY);
  if (self->sender != NULL && !salon_message_settings_is_sender (self->sender))
    g_clear_pointer (&self->sender, g_free);
  if (self->sender == NULL)
    self->sender = make_sender (self->salon);
}

static char *
dup_setting_or (GHashTable *texts, const char *key, const char *fallback)
{
  char *text = dup_setting (texts, key);

  return text != NULL ? text : g_strdup (fallback);
}

SalonMessageSettings *
salon_message_settings_new (GHashTable *texts)
{
  SalonMessageSettings *self = g_new0 (SalonMessageSettings, 1);
  yyjson_doc *accents = read_value (texts, SALON_MESSAGE_ACCENTS_KEY);

  g_atomic_ref_count_init (&self->count);
  self->quiet_from = 21 * 60;
  self->quiet_to = 8 * 60;
  self->keeps_accents = yyjson_get_bool (yyjson_doc_get_root (accents));
  yyjson_doc_free (accents);
  self->salon = dup_setting_or (texts, "salon.name", "");
  self->phone = dup_setting_or (texts, "salon.phone", "");
  self->address = dup_setting_or (texts, "salon.address", "");
  self->currency = dup_setting_or (texts, "salon.currency", "EUR");
  self->link = dup_setting (texts, SALON_MESSAGE_LINK_KEY);
  read_sender (self, texts);
  read_quiet (self, texts);
  read_mail_from (self, texts);
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    {
      read_rule (self, texts, kind);
      for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
        for (SalonLanguage language = 0; language < SALON_N_LANGUAGES; language++)
          self->words[kind][medium][language] = read_words (texts, kind, medium, language);
    }
  return self;
}

SalonMessageSettings *
salon_message_settings_ref (SalonMessageSettings *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
salon_message_settings_unref (SalonMessageSettings *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
      for (SalonLanguage language = 0; language < SALON_N_LANGUAGES; language++)
        g_clear_pointer (&self->words[kind][medium][language], salon_message_template_free);
  g_free (self->sender);
  g_free (self->mail_name);
  g_free (self->mail_address);
  g_free (self->link);
  g_free (self->salon);
  g_free (self->phone);
  g_free (self->address);
  g_free (self->currency);
  g_free (self);
}

gboolean
salon_message_settings_is_on (SalonMessageSettings *self,
                              SalonMessageKind kind,
                              SalonMessageMedium medium)
{
  if (!salon_message_template_exists (kind, medium))
    return FALSE;
  return kind == SALON_MESSAGE_VOUCHER || self->rules[kind].by[medium];
}

int
salon_message_settings_get_span (SalonMessageSettings *self, SalonMessageKind kind)
{
  return self->rules[kind].span;
}

gboolean
salon_message_settings_get_quiet (SalonMessageSettings *self, int *from, int *to)
{
  *from = self->quiet_from;
  *to = self->quiet_to;
  return *from != *to;
}

gboolean
salon_message_settings_keeps_accents (SalonMessageSettings *self)
{
  return self->keeps_accents;
}

const char *
salon_message_settings_get_sender (SalonMessageSettings *self)
{
  return self->sender;
}

const char *
salon_message_settings_get_mail_name (SalonMessageSettings *self)
{
  return self->mail_name;
}

const char *
salon_message_settings_get_mail_address (SalonMessageSettings *self)
{
  return self->mail_address;
}

const char *
salon_message_settings_get_link (SalonMessageSettings *self)
{
  return self->link;
}

const char *
salon_message_settings_get_salon (SalonMessageSettings *self)
{
  return self->salon;
}

const char *
salon_message_settings_get_phone (SalonMessageSettings *self)
{
  return self->phone;
}

const char *
salon_message_settings_get_address (SalonMessageSettings *self)
{
  return self->address;
}

const char *
salon_message_settings_get_currency (SalonMessageSettings *self)
{
  return self->currency;
}

const SalonMessageTemplate *
salon_message_settings_get_template (SalonMessageSettings *self,
                                     SalonMessageKind kind,
                                     SalonMessageMedium medium,
                                     SalonLanguage language)
{
  const SalonMessageTemplate *own = self->words[kind][medium][language];

  return own != NULL ? own : salon_message_template_get_default (kind, medium, language);
}

char *
salon_message_settings_dup_kind_key (SalonMessageKind kind)
{
  return g_strconcat (SALON_MESSAGE_SETTINGS_PREFIX, salon_message_kind_to_string (kind), NULL);
}

char *
salon_message_settings_dup_template_key (SalonMessageKind kind,
                                         SalonMessageMedium medium,
                                         SalonLanguage language)
{
  return g_strdup_printf (SALON_MESSAGE_SETTINGS_PREFIX "template.%s.%s.%s",
                          salon_message_kind_to_string (kind),
                          salon_message_medium_to_string (medium), languages[language]);
}

const char *
salon_message_settings_get_span_word (SalonMessageKind kind)
{
  return kinds[kind].word;
}

gboolean
salon_message_settings_is_sender (const char *text)
{
  gsize length = strlen (text);
  gboolean has_letter = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]))
        return FALSE;
      has_letter = has_letter || g_ascii_isalpha (text[i]);
    }
  return has_letter && length >= 3 && length <= SALON_MESSAGE_SENDER_LENGTH;
}

SalonLanguage
salon_message_settings_read_language (const char *language)
{
  return language != NULL && g_ascii_strncasecmp (language, "en", 2) == 0 ? SALON_LANGUAGE_ENGLISH
                                                                          : SALON_LANGUAGE_FRENCH;
}
