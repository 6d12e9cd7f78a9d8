/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text is read once, from its beginning to its end, as a list of pieces: words, a placeholder, or
 * something that is wrong. Checking and filling see the same pieces.
 */
#include "salon-message-template.h"

#include <string.h>

#define ABOUT_ANY (1u << SALON_N_MESSAGE_KINDS) - 1
#define ABOUT_CARDS ((1u << SALON_MESSAGE_VOUCHER) | (1u << SALON_MESSAGE_EXPIRY))
#define ABOUT_VISITS ((ABOUT_ANY) & ~ABOUT_CARDS)

static const struct
{
  const char *words[SALON_N_LANGUAGES];
  guint kinds;
  gboolean is_of_salon; /* the same for everybody, and perhaps not told */
} placeholders[] = {
  [SALON_PLACEHOLDER_CLIENT] = { { "client", "nom" }, ABOUT_ANY, FALSE },
  [SALON_PLACEHOLDER_FIRST_NAME] = { { "first_name", "prénom" }, ABOUT_ANY, FALSE },
  [SALON_PLACEHOLDER_DATE] = { { "date", "date" }, ABOUT_VISITS, FALSE },
  [SALON_PLACEHOLDER_DAY] = { { "day", "jour" }, ABOUT_VISITS, FALSE },
  [SALON_PLACEHOLDER_TIME] = { { "time", "heure" }, ABOUT_VISITS, FALSE },
  [SALON_PLACEHOLDER_SERVICES] = { { "services", "prestations" }, ABOUT_VISITS, FALSE },
  [SALON_PLACEHOLDER_DURATION] = { { "duration", "durée" }, ABOUT_VISITS, FALSE },
  [SALON_PLACEHOLDER_PRICE] = { { "price", "prix" }, ABOUT_VISITS, FALSE },
  [SALON_PLACEHOLDER_SALON] = { { "salon", "salon" }, ABOUT_ANY, FALSE },
  [SALON_PLACEHOLDER_PHONE] = { { "phone", "téléphone" }, ABOUT_ANY, TRUE },
  [SALON_PLACEHOLDER_ADDRESS] = { { "address", "adresse" }, ABOUT_ANY, TRUE },
  [SALON_PLACEHOLDER_LINK] = { { "link", "lien" }, ABOUT_ANY, TRUE },
  [SALON_PLACEHOLDER_CODE] = { { "code", "code" }, ABOUT_CARDS, FALSE },
  [SALON_PLACEHOLDER_AMOUNT] = { { "amount", "montant" }, ABOUT_CARDS, FALSE },
  [SALON_PLACEHOLDER_EXPIRY] = { { "expiry", "échéance" }, ABOUT_CARDS, FALSE },
  [SALON_PLACEHOLDER_GIVER] = { { "giver", "offert par" }, ABOUT_CARDS, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (placeholders) == SALON_N_PLACEHOLDERS);

SalonMessageTemplate *
salon_message_template_new (const char *subject, const char *text)
{
  SalonMessageTemplate *self = g_new0 (SalonMessageTemplate, 1);

  self->subject = g_strdup (subject != NULL ? subject : "");
  self->text = g_strdup (text != NULL ? text : "");
  return self;
}

void
salon_message_template_free (SalonMessageTemplate *self)
{
  g_free ((char *) self->subject);
  g_free ((char *) self->text);
  g_free (self);
}

gboolean
salon_message_template_exists (SalonMessageKind kind, SalonMessageMedium medium)
{
  return medium == SALON_MESSAGE_EMAIL || !(ABOUT_CARDS & (1u << kind));
}

const char *
salon_placeholder_to_word (SalonPlaceholder placeholder, SalonLanguage language)
{
  return placeholders[placeholder].words[language];
}

gboolean
salon_placeholder_is_of (SalonPlaceholder placeholder, SalonMessageKind kind)
{
  return (placeholders[placeholder].kinds & (1u << kind)) != 0;
}

typedef enum
{
  PIECE_WORDS, /* also an escaped brace: its first one */
  PIECE_PLACEHOLDER,
  PIECE_UNKNOWN,
  PIECE_OPEN,
} PieceKind;

typedef struct
{
  PieceKind kind;
  gsize length; /* in the template */
  gsize shown;  /* of words: how many of them are shown */
  SalonPlaceholder placeholder;
} Piece;

/* Whatever the language of the text: she may have begun it in another. */
static gboolean
is_called (SalonPlaceholder placeholder, const char *name, gsize length)
{
  for (SalonLanguage i = 0; i < SALON_N_LANGUAGES; i++)
    {
      const char *word = placeholders[placeholder].words[i];

      if (strlen (word) == length && memcmp (word, name, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static Piece
read_brace (const char *at)
{
  const char *end = at + 1 + strcspn (at + 1, "{}\n");
  gsize length = (gsize) (end - at) + 1;

  if (at[0] == at[1])
    return (Piece) { .kind = PIECE_WORDS, .length = 2, .shown = 1 };
  if (at[0] == '}' || *end != '}')
    return (Piece) { .kind = PIECE_OPEN, .length = 1 };
  for (SalonPlaceholder i = 0; i < SALON_N_PLACEHOLDERS; i++)
    if (is_called (i, at + 1, length - 2))
      return (Piece) { .kind = PIECE_PLACEHOLDER, .length = length, .placeholder = i };
  return (Piece) { .kind = PIECE_UNKNOWN, .length = length };
}

static Piece
read_piece (const char *at)
{
  gsize n_words = strcspn (at, "{}");

  return n_words > 0 ? (Piece) { .kind = PIECE_WORDS, .length = n_words, .shown = n_words }
                     : read_brace (at);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static SalonTemplateFault
judge (const Piece *piece, SalonMessageKind kind)
{
  switch (piece->kind)
    {
    case PIECE_WORDS:
      return SALON_TEMPLATE_GOOD;
    case PIECE_PLACEHOLDER:
      return salon_placeholder_is_of (piece->placeholder, kind) ? SALON_TEMPLATE_GOOD
                                                                : SALON_TEMPLATE_FOREIGN;
    case PIECE_UNKNOWN:
      return SALON_TEMPLATE_UNKNOWN;
    case PIECE_OPEN:
      return SALON_TEMPLATE_OPEN;
    }
  g_return_val_if_reached (SALON_TEMPLATE_OPEN);
}

SalonTemplateFault
salon_message_template_check (const char *text, SalonMessageKind kind, gsize *offset, gsize *length)
{
  gsize ignored;

  g_return_val_if_fail (text != NULL, SALON_TEMPLATE_EMPTY);

  offset = offset != NULL ? offset : &ignored;
  length = length != NULL ? length : &ignored;
  *offset = 0;
  *length = 0;
  if (is_blank (text))
    return SALON_TEMPLATE_EMPTY;
  for (const char *at = text; *at != '\0';)
    {
      Piece piece = read_piece (at);
      SalonTemplateFault fault = judge (&piece, kind);

      if (fault != SALON_TEMPLATE_GOOD)
        {
          *offset = (gsize) (at - text);
          *length = piece.length;
          return fault;
        }
      at += piece.length;
    }
  return SALON_TEMPLATE_GOOD;
}

static gboolean
ends_with (const GString *out, char letter)
{
  return out->len > 0 && out->str[out->len - 1] == letter;
}

/* Nothing is written here: takes away the space that was before it, where one follows or none may
 * stand, and brackets around nothing. Returns how much of what follows is passed over. */
static gsize
close_up (GString *out, const char *next)
{
  if (ends_with (out, '(') && *next == ')')
    {
      g_string_truncate (out, out->len - 1);
      return 1 + close_up (out, next + 1);
    }
  if (ends_with (out, ' ') && (*next == '\0' || strchr (" ,.)\n", *next) != NULL))
    g_string_truncate (out, out->len - 1);
  else if ((out->len == 0 || ends_with (out, '\n')) && *next == ' ')
    return 1;
  return 0;
}

/* One line, without its end. */
static void
fill_line (GString *out, const char *line, const SalonMessageValues *values)
{
  for (const char *at = line; *at != '\0';)
    {
      Piece piece = read_piece (at);
      const char *value = piece.kind == PIECE_PLACEHOLDER ? values->texts[piece.placeholder] : NULL;

      if (piece.kind == PIECE_WORDS)
        g_string_append_len (out, at, (gssize) piece.shown);
      else if (piece.kind != PIECE_PLACEHOLDER)
        g_string_append_len (out, at, (gssize) piece.length);
      else if (value != NULL)
        g_string_append (out, value);
      at += piece.length;
      if (piece.kind == PIECE_PLACEHOLDER && (value == NULL || *value == '\0'))
        at += close_up (out, at);
    }
}

/* Does the line give something of the salon's that is not known? */
static gboolean
is_pointless (const char *line, const SalonMessageValues *values)
{
  gboolean lacks = FALSE;

  for (const char *at = line; *at != '\0';)
    {
      Piece piece = read_piece (at);

      if (piece.kind == PIECE_PLACEHOLDER && placeholders[piece.placeholder].is_of_salon)
        {
          const char *value = values->texts[piece.placeholder];

          if (value != NULL && *value != '\0')
            return FALSE;
          lacks = TRUE;
        }
      at += piece.length;
    }
  return lacks;
}

char *
salon_message_template_fill (const char *text, const SalonMessageValues *values)
{
  g_return_val_if_fail (text != NULL && values != NULL, NULL);

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gsize n_lines = g_strv_length (lines);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < n_lines; i++)
    {
      gboolean is_gap = *lines[i] == '\0' && (out->len == 0 || g_str_has_suffix (out->str, "\n\n"));

      if ((n_lines > 1 && is_pointless (lines[i], values)) || (is_gap && i > 0 && i + 1 < n_lines))
        continue;
      fill_line (out, lines[i], values);
      if (i + 1 < n_lines)
        g_string_append_c (out, '\n');
    }
  return g_string_free_and_steal (out);
}

char *
salon_message_template_make_line (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GString *line = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      gboolean is_gap = g_unichar_iscntrl (letter) || letter == 0x2028 || letter == 0x2029;

      if (!is_gap)
        g_string_append_unichar (line, letter);
      else if (!ends_with (line, ' '))
        g_string_append_c (line, ' ');
    }
  return g_strstrip (g_string_free_and_steal (line));
}
