/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each word of the line costs something for each service: nothing where it is a word of its name,
 * more the further it is from one. A mention is the longest run of words that one service at least
 * has all; its services are the cheapest of those.
 */
#include "salon-service-vocabulary.h"

#include <string.h>

#include "salon-text.h"

#define SHORTEST_BEGINNING 3
#define SHORTEST_TYPO 5
#define MOST_NAME_WORDS 16

/* Small words say nothing, in names and between the words of a mention. */
#define SMALL_WORDS "de du des d l la le les en au aux a the of for with avec et and"

typedef enum
{
  COST_SAME,
  COST_SYNONYM,
  COST_BEGINNING,
  COST_CATEGORY,
  COST_TYPO,
  COST_NONE,
} Cost;

typedef struct
{
  SalonService *service;
  GPtrArray *words;      /* folded, without the plural's ending */
  GPtrArray *categories; /* likewise */
  gboolean has_and;      /* "cils et sourcils" */
} Entry;

struct _SalonServiceVocabulary
{
  GPtrArray *entries;
};

/* Words of the trade, the same thing on each line, in the singular. */
static const char *const synonyms[] = {
  "sourcil brow eyebrow",
  "cil lash lashe eyelash eyelashe",
  "ongle nail",
  "visage face facial",
  "epilation epil wax waxing",
  "manucure manicure",
  "pedicure pied foot feet",
  "verni polish varnish",
  "jambe leg",
  "aisselle underarm armpit",
  "maillot bikini",
  "dos back",
  "levre lip",
  "menton chin",
  "remplissage refill infill fill rempli",
  "depose removal",
  "pose set",
  "teinture tint tinting",
  "rehaussement lift",
  "soin care treatment",
  "massage modelage",
  "pierre stone",
  "chaude hot",
  "relaxant relaxing",
  "demi half",
  "entiere full",
  "beaute beauty",
  "main hand",
  "corp body",
  "permanent permanente gelish shellac",
};

/* First names that are words of the trade too; at the beginning of a line they are the client's. */
#define FIRST_NAMES                                                                                \
  "pierre rose claire jade ambre perle violette france marine iris olive amber pearl"
/* "Dos Santos" has no back massage. */
#define AFTER_DOS "santos reis anjos ramos passos"

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->service);
  g_ptr_array_unref (entry->words);
  g_ptr_array_unref (entry->categories);
  g_free (entry);
}

static gboolean
is_one_of (const char *word, const char *words)
{
  gsize length = strlen (word);

  for (const char *at = strstr (words, word); length > 0 && at != NULL; at = strstr (at + 1, word))
    if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return TRUE;
  return FALSE;
}

/* Without the ending of a plural: "cils" → "cil". */
static char *
dup_singular (const char *word)
{
  gsize length = strlen (word);
  gboolean is_plural = length >= 4 && (word[length - 1] == 's' || word[length - 1] == 'x');

  return g_strndup (word, length - (is_plural ? 1 : 0));
}

/* The words of @text that say something. */
static GPtrArray *
list_words (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SalonPhraseWords) words = salon_phrase_words_new (text);

  for (guint i = 0; i < words->words->len && list->len < MOST_NAME_WORDS; i++)
    {
      const char *folded = salon_phrase_words_get (words, i)->folded;

      if (*folded != '\0' && !is_one_of (folded, SMALL_WORDS))
        g_ptr_array_add (list, dup_singular (folded));
    }
  return list;
}

static gboolean
has_and (const char *text)
{
  g_autofree char *folded = salon_text_fold (text);

  return strstr (folded, " et ") != NULL || strstr (folded, " and ") != NULL
         || strchr (folded, '&') != NULL;
}

SalonServiceVocabulary *
salon_service_vocabulary_new (GPtrArray *services)
{
  SalonServiceVocabulary *self = NULL;

  g_return_val_if_fail (services != NULL, NULL);

  self = g_new0 (SalonServiceVocabulary, 1);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  for (guint i = 0; i < services->len && i < SALON_SERVICE_VOCABULARY_MAX_SERVICES; i++)
    {
      SalonService *service = g_ptr_array_index (services, i);
      const SalonServiceFields *fields = salon_service_get_fields (service);
      Entry *entry = g_new0 (Entry, 1);

      entry->service = g_object_ref (service);
      entry->words = list_words (fields->name);
      entry->categories = list_words (fields->category != NULL ? fields->category : "");
      entry->has_and = has_and (fields->name);
      g_ptr_array_add (self->entries, entry);
    }
  return self;
}

void
salon_service_vocabulary_free (SalonServiceVocabulary *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

void
salon_service_mention_free (SalonServiceMention *mention)
{
  g_ptr_array_unref (mention->services);
  g_free (mention);
}

/* What a word costs */

static gboolean
are_synonyms (const char *a, const char *b)
{
  for (gsize i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (is_one_of (a, synonyms[i]) && is_one_of (b, synonyms[i]))
      return TRUE;
  return FALSE;
}

static Cost
measure_words (const char *typed, gsize shortest, GPtrArray *words, guint *which)
{
  gsize length = strlen (typed);
  Cost least = COST_NONE;

  for (guint i = 0; i < words->len && least > COST_SAME; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      Cost cost = COST_NONE;

      if (g_str_equal (typed, word))
        cost = COST_SAME;
      else if (are_synonyms (typed, word))
        cost = COST_SYNONYM;
      else if (length >= shortest && g_str_has_prefix (word, typed))
        cost = COST_BEGINNING;
      else if (length >= SHORTEST_TYPO && *typed == *word && salon_text_is_slip (typed, word))
        cost = COST_TYPO;
      if (cost < least)
        {
          least = cost;
          *which = i;
        }
    }
  return least;
}

/* A category's whole word is as good as one of the name: "ongles" is all of them. */
static Cost
measure_entry (const Entry *entry,
               const char *typed,
               gsize shortest,
               gboolean *is_name,
               guint *which)
{
  Cost name = measure_words (typed, shortest, entry->words, which);
  guint unused;
  Cost category = measure_words (typed, shortest + 1, entry->categories, &unused);

  *is_name = name <= COST_SYNONYM;
  if (category > COST_SYNONYM && category < COST_NONE)
    category = MAX (category, COST_CATEGORY);
  return MIN (name, category);
}

/* Mentions */

typedef struct
{
  Cost *costs;    /* of each entry: the most expensive word so far; COST_NONE: it is out */
  guint32 *heard; /* of each entry: bits of the name's words that were said as they are */
} Candidates;

static gboolean
may_be_service (SalonPhraseWords *words, guint index)
{
  const char *folded = salon_phrase_words_peek (words, index);

  if (strlen (folded) < 2 || is_one_of (folded, SMALL_WORDS))
    return FALSE;
  if (index == 0 && is_one_of (folded, FIRST_NAMES))
    return FALSE;
  return !(g_str_equal (folded, "dos") && salon_phrase_words_is (words, index + 1, AFTER_DOS));
}

/* Takes out the entries that do not have the word at @index; TRUE when some are left. When none
 * would be, nothing is changed. */
static gboolean
narrow (SalonServiceVocabulary *self,
        SalonPhraseWords *words,
        guint index,
        gboolean needs_and,
        Candidates *candidates)
{
  g_autofree char *typed = dup_singular (salon_phrase_words_peek (words, index));
  gsize shortest = SHORTEST_BEGINNING + (index == 0 ? 1 : 0);
  g_autofree Cost *costs = g_new (Cost, self->entries->len);
  gboolean has_any = FALSE;

  if (!may_be_service (words, index))
    return FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      gboolean is_in = candidates->costs[i] < COST_NONE && (!needs_and || entry->has_and);
      gboolean is_name = FALSE;
      guint which = 0;

      costs[i] = is_in ? measure_entry (entry, typed, shortest, &is_name, &which) : COST_NONE;
      if (is_name)
        candidates->heard[i] |= 1u << which;
      has_any |= costs[i] < COST_NONE;
    }
  for (guint i = 0; has_any && i < self->entries->len; i++)
    candidates->costs[i] = costs[i] < COST_NONE ? MAX (candidates->costs[i], costs[i]) : COST_NONE;
  return has_any;
}

/* The word that would go on with the mention, after small ones; 0: a sign or the end stands there. */
static guint
find_next_word (SalonPhraseWords *words, guint index, gboolean *needs_and)
{
  *needs_and = FALSE;
  for (;; index++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (words, index);

      if (word == NULL || word->kind != SALON_PHRASE_UNREAD
          || (word->before != ' ' && word->before != '-' && word->before != '\''
              && word->before != 0x2019))
        return 0;
      if (!is_one_of (word->folded, SMALL_WORDS))
        return index;
      *needs_and |= is_one_of (word->folded, "et and");
    }
}

/* Were all the words of the name said? */
static gboolean
is_whole (const Entry *entry, guint32 heard)
{
  return entry->words->len > 0 && heard == (1u << entry->words->len) - 1;
}

static Cost
get_least (SalonServiceVocabulary *self, const Candidates *candidates)
{
  Cost least = COST_NONE;

  for (guint i = 0; i < self->entries->len; i++)
    least = MIN (least, candidates->costs[i]);
  return least;
}

/* The cheapest, and with the very words their synonyms; of those, one whose whole name was said
 * rules out the others. */
static GPtrArray *
choose (SalonServiceVocabulary *self, const Candidates *candidates)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  Cost least = get_least (self, candidates);
  Cost most = MAX (least, COST_SYNONYM);
  gboolean has_whole = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    has_whole |= candidates->costs[i] <= most
                 && is_whole (g_ptr_array_index (self->entries, i), candidates->heard[i]);
  for (Cost cost = least; cost <= most; cost++)
    for (guint i = 0; i < self->entries->len; i++)
      {
        const Entry *entry = g_ptr_array_index (self->entries, i);

        if (candidates->costs[i] == cost && (!has_whole || is_whole (entry, candidates->heard[i])))
          g_ptr_array_add (chosen, g_object_ref (entry->service));
      }
  return chosen;
}

/* The mention that begins at @index, or NULL. */
static SalonServiceMention *
read_mention (SalonServiceVocabulary *self, SalonPhraseWords *words, guint index)
{
  g_autofree Cost *costs = g_new0 (Cost, self->entries->len);
  g_autofree guint32 *heard = g_new0 (guint32, self->entries->len);
  Candidates candidates = { costs, heard };
  SalonServiceMention *mention = NULL;
  guint last = index;
  gboolean needs_and;

  if (!narrow (self, words, index, FALSE, &candidates))
    return NULL;
  mention = g_new0 (SalonServiceMention, 1);
  mention->is_weak = get_least (self, &candidates) >= COST_BEGINNING;
  for (guint next = find_next_word (words, index + 1, &needs_and);
       next > 0 && narrow (self, words, next, needs_and, &candidates);
       next = find_next_word (words, next + 1, &needs_and))
    last = next;
  mention->services = choose (self, &candidates);
  mention->index = index;
  mention->n_words = last - index + 1;
  mention->start = salon_phrase_words_get (words, index)->start;
  mention->end = salon_phrase_words_get (words, last)->end;
  return mention;
}

GPtrArray *
salon_service_vocabulary_read (SalonServiceVocabulary *self, SalonPhraseWords *words)
{
  GPtrArray *mentions = NULL;

  g_return_val_if_fail (self != NULL && words != NULL, NULL);

  mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_service_mention_free);
  for (guint i = 0; self->entries->len > 0 && i < words->words->len; i++)
    {
      SalonServiceMention *mention = read_mention (self, words, i);

      if (mention == NULL)
        continue;
      salon_phrase_words_claim (words, i, mention->n_words, SALON_PHRASE_SERVICE);
      g_ptr_array_add (mentions, mention);
      i += mention->n_words - 1;
    }
  return mentions;
}
