/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines as the owner types them while the other hand holds the phone, and what each is read as:
 *
 *   client ; services ; day ; time
 *
 * Services are short names; "+" between two that were said, "/" between those that one word may mean.
 * A day is a date, "from..to" (both in it) for several, "~" before one that may be meant as well, "!"
 * where the day of the week is another. A time is "14:00" or "from-to". "-" is nothing. A phone
 * number follows the client in brackets. "rdv" at the end: the line asks for a booking by a word.
 */
#include "core/salon-booking-phrase.h"

#include <string.h>

/* Monday 9 March 2026, 10:02 */
#define MONDAY (salon_moment (salon_day_from_ymd (2026, 3, 9), 602))
#define THURSDAY (salon_moment (salon_day_from_ymd (2026, 3, 12), 602))
#define SUNDAY (salon_moment (salon_day_from_ymd (2026, 3, 15), 602))

typedef struct
{
  const char *line;
  const char *reading;
} Line;

static const struct
{
  const char *id;
  const char *name;
  const char *category;
} services[] = {
  { "semi", "Vernis semi-permanent mains", "ongles" },
  { "semi-pieds", "Vernis semi-permanent pieds", "ongles" },
  { "pose", "Pose complète en gel", "ongles" },
  { "rempl", "Remplissage gel", "ongles" },
  { "depose", "Dépose et soin des ongles", "ongles" },
  { "manucure", "Manucure spa", "ongles" },
  { "pieds", "Beauté des pieds", "ongles" },
  { "sourcils", "Restructuration des sourcils", "regard" },
  { "teinture", "Teinture cils et sourcils", "regard" },
  { "cils", "Rehaussement de cils", "regard" },
  { "brow", "Brow lift", "regard" },
  { "eclat", "Soin visage coup d’éclat", "visage" },
  { "hydra", "Soin visage hydratant", "visage" },
  { "dos", "Massage du dos", "massage" },
  { "relax", "Massage relaxant corps entier", "massage" },
  { "pierres", "Massage aux pierres chaudes", "massage" },
  { "demi", "Épilation demi-jambes", "epilation" },
  { "jambes", "Épilation jambes entières", "epilation" },
  { "maillot", "Épilation maillot intégral et aisselles", "epilation" },
};

static SalonServiceVocabulary *
make_vocabulary (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    g_ptr_array_add (list, salon_service_new (&(SalonServiceFields) {
                             .id = services[i].id,
                             .name = services[i].name,
                             .category = services[i].category,
                             .duration_minutes = 60,
                             .price_cents = 4500,
                             .is_active = TRUE,
                             .position = (int) i,
                           }));
  return salon_service_vocabulary_new (list);
}

static void
append_services (GString *out, const SalonBookingPhrase *phrase)
{
  if (phrase->mentions->len == 0)
    g_string_append (out, "-");
  for (guint i = 0; i < phrase->mentions->len; i++)
    {
      const SalonServiceMention *mention = g_ptr_array_index (phrase->mentions, i);

      g_string_append (out, i > 0 ? " + " : "");
      for (guint n = 0; n < mention->services->len; n++)
        g_string_append_printf (
          out, "%s%s", n > 0 ? "/" : "",
          salon_service_get_fields (g_ptr_array_index (mention->services, n))->id);
    }
}

static void
append_day (GString *out, SalonDay day)
{
  g_autofree char *text = salon_day_format (day);
  g_string_append (out, text);
}

static void
append_days (GString *out, const SalonPhraseDay *day)
{
  if (day->from == SALON_DAY_NONE)
    {
      g_string_append (out, "-");
      return;
    }
  append_day (out, day->from);
  if (day->to > day->from + 1)
    {
      g_string_append (out, "..");
      append_day (out, day->to - 1);
    }
  if (day->other_day != SALON_DAY_NONE)
    {
      g_string_append (out, "~");
      append_day (out, day->other_day);
    }
  if (day->is_contradictory)
    g_string_append (out, "!");
}

static void
append_time (GString *out, const SalonBookingPhrase *phrase)
{
  const SalonPhraseClock *clock = &phrase->clock;
  g_autofree char *from = salon_minute_format (clock->from_minute);
  g_autofree char *to = salon_minute_format (clock->to_minute);

  if (clock->minute >= 0)
    {
      g_autofree char *at = salon_minute_format (clock->minute);
      g_string_append (out, at);
    }
  else if (salon_booking_phrase_has_time (phrase))
    g_string_append_printf (out, "%s-%s", from, to);
  else
    g_string_append (out, "-");
}

static char *
describe (const SalonBookingPhrase *phrase)
{
  g_autoptr (GString) out = g_string_new (*phrase->client != '\0' ? phrase->client : "-");

  if (phrase->phone != NULL)
    g_string_append_printf (out, " (%s)", phrase->phone);
  g_string_append (out, "; ");
  append_services (out, phrase);
  g_string_append (out, "; ");
  append_days (out, &phrase->day);
  g_string_append (out, "; ");
  append_time (out, phrase);
  if (phrase->asks)
    g_string_append (out, "; rdv");
  return g_strdup (out->str);
}

static void
assert_lines (const Line *lines, gsize n_lines, SalonMoment now)
{
  g_autoptr (SalonServiceVocabulary) vocabulary = make_vocabulary ();
  g_autoptr (GString) wrong = g_string_new (NULL);

  for (gsize i = 0; i < n_lines; i++)
    {
      g_autoptr (SalonBookingPhrase) phrase =
        salon_booking_phrase_new (lines[i].line, vocabulary, now);
      g_autofree char *reading = describe (phrase);

      if (!g_str_equal (reading, lines[i].reading))
        g_string_append_printf (wrong, "    { \"%s\", \"%s\" },\n", lines[i].line, reading);
    }
  g_assert_cmpstr (wrong->str, ==, "");
}

static const Line monday_lines[] = {
  { "marie durand gel + sourcils jeudi aprem",
    "marie durand; pose/rempl + sourcils/teinture/brow; 2026-03-12; 12:00-18:00" },
  { "marie durand gel jeudi 14h", "marie durand; pose/rempl; 2026-03-12; 14:00" },
  { "Marie gel jeudi 14h", "Marie; pose/rempl; 2026-03-12; 14:00" },
  { "mme durand pose gel + sourcils jeudi aprem",
    "durand; pose + sourcils/teinture/brow; 2026-03-12; 12:00-18:00" },
  { "Marie Durand, remplissage gel, vendredi 10h30", "Marie Durand; rempl; 2026-03-13; 10:30" },
  { "marie durand pose gel vendredi matin", "marie durand; pose; 2026-03-13; 00:00-12:00" },
  { "marie durand pour un massage du dos demain à 9h", "marie durand; dos; 2026-03-10; 09:00" },
  { "sophie martin manucure après-demain 15h", "sophie martin; manucure; 2026-03-11; 15:00" },
  { "sophie martin manucure apres demain 15 h 30", "sophie martin; manucure; 2026-03-11; 15:30" },
  { "sophie manucure aujourd'hui 16h", "sophie; manucure; 2026-03-09; 16:00" },
  { "sophie manucure aujourd’hui 16h15", "sophie; manucure; 2026-03-09; 16:15" },
  { "julie aprem", "julie; -; -; 12:00-18:00" },
  { "julie demain matin", "julie; -; 2026-03-10; 00:00-12:00" },
  { "julie ce soir", "julie; -; 2026-03-09; 17:00-24:00" },
  { "julie ce matin sourcils", "julie; sourcils/teinture/brow; 2026-03-09; 00:00-12:00" },
  { "julie cet après-midi", "julie; -; 2026-03-09; 12:00-18:00" },
  { "julie massage samedi midi", "julie; dos/relax/pierres; 2026-03-14; 11:30-14:00" },
  { "julie massage samedi à midi", "julie; dos/relax/pierres; 2026-03-14; 12:00" },
  { "léa rehaussement mardi prochain", "léa; cils/brow; 2026-03-10~2026-03-17; -" },
  { "léa rehaussement jeudi prochain 11h", "léa; cils/brow; 2026-03-12~2026-03-19; 11:00" },
  { "léa rehaussement lundi 14h", "léa; cils/brow; 2026-03-09~2026-03-16; 14:00" },
  { "léa cils jeudi en huit", "léa; teinture/cils; 2026-03-19; -" },
  { "léa cils mardi en quinze", "léa; teinture/cils; 2026-03-24; -" },
  { "léa semaine prochaine", "léa; -; 2026-03-16..2026-03-22; -" },
  { "léa la semaine prochaine manucure matin",
    "léa; manucure; 2026-03-16..2026-03-22; 00:00-12:00" },
  { "léa mardi de la semaine prochaine", "léa; -; 2026-03-17; -" },
  { "léa dans 2 semaines", "léa; -; 2026-03-23; -" },
  { "léa dans deux semaines gel 14h", "léa; pose/rempl; 2026-03-23; 14:00" },
  { "léa dans 10 jours", "léa; -; 2026-03-19; -" },
  { "léa dans 15 jours", "léa; -; 2026-03-23~2026-03-24; -" },
  { "léa dans 8 jours", "léa; -; 2026-03-16~2026-03-17; -" },
  { "léa dans un mois", "léa; -; 2026-04-09; -" },
  { "léa mardi dans 2 semaines", "léa; -; 2026-03-24; -" },
  { "léa dans 3 mois", "léa; -; 2026-06-09; -" },
  { "léa dans 1h", "léa; -; 2026-03-09; 11:05" },
  { "léa dans 2 heures sourcils", "léa; sourcils/teinture/brow; 2026-03-09; 12:05" },
  { "léa ce week-end", "léa; -; 2026-03-14..2026-03-15; -" },
  { "léa week-end prochain", "léa; -; 2026-03-21..2026-03-22; -" },
  { "léa le mois prochain", "léa; -; 2026-04-01..2026-04-30; -" },
  { "léa en avril", "léa; -; 2026-04-01..2026-04-30; -" },
  { "léa début avril", "léa; -; 2026-04-01..2026-04-10; -" },
  { "léa mi-avril manucure", "léa; manucure; 2026-04-11..2026-04-20; -" },
  { "léa fin mars massage", "léa; dos/relax/pierres; 2026-03-21..2026-03-31; -" },
  { "julie 12/3", "julie; -; 2026-03-12; -" },
  { "julie 12/03 14h", "julie; -; 2026-03-12; 14:00" },
  { "julie 12/3/27 gel", "julie; pose/rempl; 2027-03-12; -" },
  { "julie 12.3.2027", "julie; -; 2027-03-12; -" },
  { "julie 12-3-2027 à 9h", "julie; -; 2027-03-12; 09:00" },
  { "julie 2026-03-12 14:30", "julie; -; 2026-03-12; 14:30" },
  { "julie le 12", "julie; -; 2026-03-12; -" },
  { "julie le 12 à 14h", "julie; -; 2026-03-12; 14:00" },
  { "julie le 5", "julie; -; 2026-04-05; -" },
  { "julie 12 mars", "julie; -; 2026-03-12; -" },
  { "julie le 12 mars à 14h30", "julie; -; 2026-03-12; 14:30" },
  { "julie 1er avril", "julie; -; 2026-04-01; -" },
  { "julie le 1er mai 2027 10h", "julie; -; 2027-05-01; 10:00" },
  { "julie 2 mars", "julie; -; 2027-03-02; -" },
  { "julie 29 février", "julie; -; 2028-02-29; -" },
  { "julie 29/2", "julie; -; 2028-02-29; -" },
  { "julie jeudi 12", "julie; -; 2026-03-12; -" },
  { "julie jeudi 12 mars", "julie; -; 2026-03-12; -" },
  { "julie vendredi 12 mars", "julie; -; 2026-03-12!; -" },
  { "julie mercredi 12", "julie; -; 2026-03-12!; -" },
  { "julie vendredi 13", "julie; -; 2026-03-13; -" },
  { "julie 31/2", "julie 31/2; -; -; -" },
  { "julie 12/13", "julie 12/13; -; -; -" },
  { "12 mars", "-; -; 2026-03-12; -" },
  { "demain", "-; -; 2026-03-10; -" },
  { "jeudi", "-; -; 2026-03-12; -" },
  { "gel", "-; pose/rempl; -; -" },
  { "marie", "marie; -; -; -" },
  { "rdv marie", "marie; -; -; -; rdv" },
  { "rdv demain 14h", "-; -; 2026-03-10; 14:00; rdv" },
  { "rendez-vous marie durand jeudi", "marie durand; -; 2026-03-12; -; rdv" },
  { "réserver massage dos pour claire petit samedi 10h",
    "claire petit; dos; 2026-03-14; 10:00; rdv" },
  { "bonjour rdv pour anne-sophie leroy svp", "anne-sophie leroy; -; -; -; rdv" },
  { "dupont 14h", "dupont; -; -; 14:00" },
  { "dupont 14h30", "dupont; -; -; 14:30" },
  { "dupont 14:30", "dupont; -; -; 14:30" },
  { "dupont 14 h", "dupont; -; -; 14:00" },
  { "dupont à 9h", "dupont; -; -; 09:00" },
  { "dupont à 14", "dupont; -; -; 14:00" },
  { "dupont 3h", "dupont; -; -; 15:00" },
  { "dupont 3h du matin", "dupont; -; -; 03:00" },
  { "dupont 9h du soir", "dupont; -; -; 21:00" },
  { "dupont 9h30", "dupont; -; -; 09:30" },
  { "dupont 18h et demie", "dupont; -; -; 18:30" },
  { "dupont 10h et quart", "dupont; -; -; 10:15" },
  { "dupont après 17h", "dupont; -; -; 17:00-24:00" },
  { "dupont avant 10h", "dupont; -; -; 00:00-10:00" },
  { "dupont à partir de 15h", "dupont; -; -; 15:00-24:00" },
  { "dupont entre 14h et 16h jeudi", "dupont; -; 2026-03-12; 14:00-16:00" },
  { "dupont de 14h à 16h", "dupont; -; -; 14:00-16:00" },
  { "dupont jeudi 14h-16h", "dupont; -; 2026-03-12; 14:00-16:00" },
  { "dupont fin de matinée", "dupont; -; -; 10:00-12:00" },
  { "dupont début d'après-midi", "dupont; -; -; 12:00-15:00" },
  { "dupont en fin d’aprem mardi", "dupont; -; 2026-03-10; 15:00-18:00" },
  { "dupont vendredi soir", "dupont; -; 2026-03-13; 17:00-24:00" },
  { "zoé petit 06 12 34 56 78 gel jeudi", "zoé petit (+33612345678); pose/rempl; 2026-03-12; -" },
  { "zoé petit 0612345678 jeudi 12 14h", "zoé petit (+33612345678); -; 2026-03-12; 14:00" },
  { "06.12.34.56.78 manucure demain", "- (+33612345678); manucure; 2026-03-10; -" },
  { "+33 6 12 34 56 78 sourcils", "- (+33612345678); sourcils/teinture/brow; -; -" },
  { "zoé +32 470 12 34 56 gel", "zoé (+32470123456); pose/rempl; -; -" },
  { "zoe.petit@example.fr gel jeudi", "zoe.petit@example.fr; pose/rempl; 2026-03-12; -" },
  { "le goff gel jeudi", "le goff; pose/rempl; 2026-03-12; -" },
  { "marie de la tour gel jeudi", "marie de la tour; pose/rempl; 2026-03-12; -" },
  { "jean d'arc massage dos mardi", "jean d'arc; dos; 2026-03-10; -" },
  { "m. de villiers massage relaxant mercredi", "de villiers; relax; 2026-03-11; -" },
  { "melle dubois gel", "dubois; pose/rempl; -; -" },
  { "anne-lise le gall sourcils jeudi",
    "anne-lise le gall; sourcils/teinture/brow; 2026-03-12; -" },
  { "pierre durand jeudi", "pierre durand; -; 2026-03-12; -" },
  { "pierre durand massage dos vendredi", "pierre durand; dos; 2026-03-13; -" },
  { "maria dos santos sourcils jeudi", "maria dos santos; sourcils/teinture/brow; 2026-03-12; -" },
  { "rose martin manucure", "rose martin; manucure; -; -" },
  { "sam durand gel jeudi", "sam durand; pose/rempl; 2026-03-12; -" },
  { "sam 14h durand gel", "durand; pose/rempl; 2026-03-14; 14:00" },
  { "durand gel sam 14h", "durand; pose/rempl; 2026-03-14; 14:00" },
  { "durand gel jeu 14h", "durand; pose/rempl; 2026-03-12; 14:00" },
  { "durand ven matin gel", "durand; pose/rempl; 2026-03-13; 00:00-12:00" },
  { "durand gel mar 12/5", "durand; pose/rempl; 2026-05-12; -" },
  { "mar 10 gel durand", "durand; pose/rempl; 2026-03-10; -" },
  { "sam gel", "sam; pose/rempl; -; -" },
  { "gel marie durand jeudi", "marie durand; pose/rempl; 2026-03-12; -" },
  { "jeudi gel marie durand", "marie durand; pose/rempl; 2026-03-12; -" },
  { "marie sourclis jeudi", "marie; sourcils/teinture; 2026-03-12; -" },
  { "marie manucur vendredi", "marie; manucure; 2026-03-13; -" },
  { "marie remplisage jeudi", "marie; rempl; 2026-03-12; -" },
  { "marie epil jeudi", "marie; demi/jambes/maillot; 2026-03-12; -" },
  { "marie épilation maillot", "marie; maillot; -; -" },
  { "marie demi jambes", "marie; demi; -; -" },
  { "marie demi-jambes + maillot jeudi", "marie; demi + maillot; 2026-03-12; -" },
  { "marie teinture cils et sourcils mardi", "marie; teinture; 2026-03-10; -" },
  { "marie gel et sourcils mardi", "marie; pose/rempl + sourcils/teinture/brow; 2026-03-10; -" },
  { "marie gel, sourcils, dos", "marie; pose/rempl + sourcils/teinture/brow + dos; -; -" },
  { "marie gel & massage dos", "marie; pose/rempl + dos; -; -" },
  { "marie soin visage", "marie; eclat/hydra; -; -" },
  { "marie soin visage hydratant samedi", "marie; hydra; 2026-03-14; -" },
  { "marie ongles jeudi",
    "marie; semi/semi-pieds/pose/rempl/depose/manucure/pieds; 2026-03-12; -" },
  { "marie massage", "marie; dos/relax/pierres; -; -" },
  { "marie pierres chaudes", "marie; pierres; -; -" },
  { "marie massages relaxants", "marie; relax; -; -" },
  { "manu gel jeudi", "manu; pose/rempl; 2026-03-12; -" },
  { "manu jeudi", "-; manucure; 2026-03-12; -" },
  { "rempl gel jeudi marie", "marie; rempl; 2026-03-12; -" },
  { "marie vendrdi gel", "marie; pose/rempl; 2026-03-13; -" },
  { "marie mercerdi gel", "marie; pose/rempl; 2026-03-11; -" },
  { "marie samdi 10h gel", "marie; pose/rempl; 2026-03-14; 10:00" },
  { "MARIE DURAND GEL JEUDI 14H", "MARIE DURAND; pose/rempl; 2026-03-12; 14:00" },
  { "marie   durand    gel   jeudi", "marie durand; pose/rempl; 2026-03-12; -" },
  { "marie gel jeudi 14h vendredi 15h", "marie vendredi 15h; pose/rempl; 2026-03-12; 14:00" },
  { "marie 14", "marie 14; -; -; -" },
  { "pose", "-; pose; -; -" },
};

static const Line english_lines[] = {
  { "marie durand gel + brows thursday afternoon",
    "marie durand; pose/rempl + brow/sourcils/teinture; 2026-03-12; 12:00-18:00" },
  { "mary smith manicure thursday 2pm", "mary smith; manucure; 2026-03-12; 14:00" },
  { "mary smith lash lift friday at 2", "mary smith; cils; 2026-03-13; 14:00" },
  { "mary smith back massage tomorrow morning", "mary smith; dos; 2026-03-10; 00:00-12:00" },
  { "mary smith waxing half legs next week", "mary smith; demi; 2026-03-16..2026-03-22; -" },
  { "book mary smith for a manicure on tuesday at 10:30",
    "mary smith; manucure; 2026-03-10; 10:30; rdv" },
  { "mary next thu 2pm", "mary; -; 2026-03-12~2026-03-19; 14:00" },
  { "mary next thursday", "mary; -; 2026-03-12~2026-03-19; -" },
  { "mary this thursday", "mary; -; 2026-03-12; -" },
  { "mary day after tomorrow 9am", "mary; -; 2026-03-11; 09:00" },
  { "mary today 5pm brow lift", "mary; brow; 2026-03-09; 17:00" },
  { "mary tonight", "mary; -; 2026-03-09; 17:00-24:00" },
  { "mary tomorrow evening hot stone massage", "mary; pierres; 2026-03-10; 17:00-24:00" },
  { "mary march 12", "mary; -; 2026-03-12; -" },
  { "mary march 12th 2pm", "mary; -; 2026-03-12; 14:00" },
  { "mary 12 march", "mary; -; 2026-03-12; -" },
  { "mary 12th of march", "mary; -; 2026-03-12; -" },
  { "mary the 12th", "mary; -; 2026-03-12; -" },
  { "mary may 3 2027", "mary; -; 2027-05-03; -" },
  { "mary on the 12th at 2:30 pm", "mary; -; 2026-03-12; 14:30" },
  { "mary in 2 weeks", "mary; -; 2026-03-23; -" },
  { "mary in two weeks manicure", "mary; manucure; 2026-03-23; -" },
  { "mary in ten days", "mary; -; 2026-03-19; -" },
  { "mary in a week", "mary; -; 2026-03-16; -" },
  { "mary in 15 days", "mary; -; 2026-03-24; -" },
  { "mary in 2 hours", "mary; -; 2026-03-09; 12:05" },
  { "mary next month", "mary; -; 2026-04-01..2026-04-30; -" },
  { "mary next weekend facial", "mary; eclat/hydra; 2026-03-21..2026-03-22; -" },
  { "mary this weekend", "mary; -; 2026-03-14..2026-03-15; -" },
  { "mary in april", "mary; -; 2026-04-01..2026-04-30; -" },
  { "mary late march", "mary; -; 2026-03-21..2026-03-31; -" },
  { "mary early afternoon", "mary; -; -; 12:00-15:00" },
  { "mary after 5pm", "mary; -; -; 17:00-24:00" },
  { "mary before 10", "mary; -; -; 00:00-10:00" },
  { "mary between 2 and 4pm thursday", "mary; -; 2026-03-12; 14:00-16:00" },
  { "mary from 10am", "mary; -; -; 10:00-24:00" },
  { "mary at noon", "mary; -; -; 12:00" },
  { "mary noon", "mary; -; -; 12:00" },
  { "mary lunchtime", "mary; -; -; 11:30-14:00" },
  { "mary 9 o'clock", "mary; -; -; 09:00" },
  { "mary 12pm", "mary; -; -; 12:00" },
  { "mary 12am", "mary; -; -; 00:00" },
  { "mary 11:15am", "mary; -; -; 11:15" },
  { "mary 2 pm", "mary; -; -; 14:00" },
  { "mary tue 10am", "mary; -; 2026-03-10; 10:00" },
  { "mary smith wed gel", "mary smith; pose/rempl; 2026-03-11; -" },
  { "sun 2pm mary", "mary; -; 2026-03-15; 14:00" },
  { "april jones gel thursday", "april jones; pose/rempl; 2026-03-12; -" },
  { "may gel", "may; pose/rempl; -; -" },
  { "june smith thursday", "june smith; -; 2026-03-12; -" },
  { "mrs smith facial and brows saturday",
    "smith; eclat/hydra + brow/sourcils/teinture; 2026-03-14; -" },
  { "appointment mary smith friday", "mary smith; -; 2026-03-13; -; rdv" },
  { "mary wednsday gel", "mary; pose/rempl; 2026-03-11; -" },
  { "mary thrusday gel", "mary; pose/rempl; 2026-03-12; -" },
  { "mary eyebrows", "mary; sourcils/teinture/brow; -; -" },
  { "mary lashes + brows", "mary; teinture/cils + brow/sourcils/teinture; -; -" },
  { "mary nails tomorrow",
    "mary; semi/semi-pieds/pose/rempl/depose/manucure/pieds; 2026-03-10; -" },
  { "mary full legs wax friday", "mary; jambes; 2026-03-13; -" },
  { "mary bikini", "mary; maillot; -; -" },
  { "mary pedicure", "mary; semi-pieds/pieds; -; -" },
};

static const Line thursday_lines[] = {
  { "marie jeudi", "marie; -; 2026-03-12~2026-03-19; -" },
  { "marie jeudi 14h gel", "marie; pose/rempl; 2026-03-12~2026-03-19; 14:00" },
  { "marie jeudi prochain", "marie; -; 2026-03-19; -" },
  { "marie ce jeudi", "marie; -; 2026-03-12; -" },
  { "marie mercredi", "marie; -; 2026-03-18; -" },
  { "marie thursday 2pm", "marie; -; 2026-03-12~2026-03-19; 14:00" },
  { "marie next week", "marie; -; 2026-03-16..2026-03-22; -" },
  { "marie cette semaine", "marie; -; 2026-03-12..2026-03-15; -" },
  { "marie 12/3", "marie; -; 2026-03-12; -" },
  { "marie 11/3", "marie; -; 2027-03-11; -" },
  { "marie le 11", "marie; -; 2026-04-11; -" },
};

static const Line sunday_lines[] = {
  { "marie demain", "marie; -; 2026-03-16; -" },
  { "marie ce week-end", "marie; -; 2026-03-15; -" },
  { "marie dimanche", "marie; -; 2026-03-15~2026-03-22; -" },
  { "marie semaine prochaine", "marie; -; 2026-03-16..2026-03-22; -" },
  { "marie lundi prochain", "marie; -; 2026-03-16; -" },
  { "marie next week thursday", "marie; -; 2026-03-19; -" },
};

/* What is no booking, and what only looks like a day or a time. */
static const Line odd_lines[] = {
  { "", "-; -; -; -" },
  { " \t\n", "-; -; -; -" },
  { "+ , ; / : - '", "-; -; -; -" },
  { "99/99/9999", "99/99/9999; -; -; -" },
  { "14h99", "99; -; -; 14:00" },
  { "25h", "25h; -; -; -" },
  { "h", "h; -; -; -" },
  { "du", "du; -; -; -" },
  { "marie du", "marie du; -; -; -" },
  { "marie du gel", "marie; pose/rempl; -; -" },
  { "dans", "dans; -; -; -" },
  { "dans 0 jours", "dans 0 jours; -; -; -" },
  { "dans 99999 jours", "dans 99999 jours; -; -; -" },
  { "0612345678901234", "0612345678901234; -; -; -" },
  { "\xff\xfe marie \xc3 gel", "marie; pose/rempl; -; -" },
};

static void
test_lines_are_read_as_meant (void)
{
  assert_lines (monday_lines, G_N_ELEMENTS (monday_lines), MONDAY);
  assert_lines (english_lines, G_N_ELEMENTS (english_lines), MONDAY);
  assert_lines (thursday_lines, G_N_ELEMENTS (thursday_lines), THURSDAY);
  assert_lines (sunday_lines, G_N_ELEMENTS (sunday_lines), SUNDAY);
  assert_lines (odd_lines, G_N_ELEMENTS (odd_lines), MONDAY);
}

static void
test_booking_takes_two_of_who_what_and_when (void)
{
  static const struct
  {
    const char *line;
    gboolean is_booking;
  } lines[] = {
    { "marie", FALSE },
    { "gel", FALSE },
    { "jeudi 14h", FALSE },
    { "12 mars", FALSE },
    { "", FALSE },
    { "rdv", FALSE },
    { "marie gel", TRUE },
    { "marie jeudi", TRUE },
    { "gel jeudi", TRUE },
    { "rdv marie", TRUE },
    { "book thursday", TRUE },
    { "0612345678 gel", TRUE },
    { "marie aprem", TRUE },
  };
  g_autoptr (SalonServiceVocabulary) vocabulary = make_vocabulary ();

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (SalonBookingPhrase) phrase =
        salon_booking_phrase_new (lines[i].line, vocabulary, MONDAY);

      g_test_message ("%s", lines[i].line);
      g_assert_true (salon_booking_phrase_is_booking (phrase) == lines[i].is_booking);
    }
}

static void
test_parts_say_where_they_stand (void)
{
  static const char line[] = "Zoé gel jeudi à 14h";
  static const struct
  {
    SalonPhraseKind kind;
    const char *words;
  } expected[] = {
    { SALON_PHRASE_CLIENT, "Zoé" },
    { SALON_PHRASE_SERVICE, "gel" },
    { SALON_PHRASE_DAY, "jeudi" },
    { SALON_PHRASE_TIME, "à 14h" },
  };
  g_autoptr (SalonServiceVocabulary) vocabulary = make_vocabulary ();
  g_autoptr (SalonBookingPhrase) phrase = salon_booking_phrase_new (line, vocabulary, MONDAY);

  g_assert_cmpuint (phrase->parts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < phrase->parts->len; i++)
    {
      const SalonPhrasePart *part = &g_array_index (phrase->parts, SalonPhrasePart, i);
      g_autofree char *words = g_strndup (phrase->text + part->start, part->end - part->start);

      g_assert_cmpint (part->kind, ==, expected[i].kind);
      g_assert_cmpstr (words, ==, expected[i].words);
    }
}

static void
assert_span (const SalonBookingPhrase *phrase, gsize start, gsize end)
{
  g_assert_cmpuint (start, <, end);
  g_assert_cmpuint (end, <=, strlen (phrase->text));
  g_assert_true (g_utf8_validate (phrase->text + start, (gssize) (end - start), NULL));
}

static void
assert_sound (const char *line, SalonServiceVocabulary *vocabulary)
{
  g_autoptr (SalonBookingPhrase) phrase = salon_booking_phrase_new (line, vocabulary, MONDAY);
  g_autoptr (SalonBookingPhrase) again =
    salon_booking_phrase_new (phrase->text, vocabulary, MONDAY);
  g_autofree char *reading = describe (phrase);
  g_autofree char *reading_again = describe (again);
  gsize end = 0;

  g_assert_cmpstr (phrase->text, ==, again->text);
  g_assert_cmpstr (reading, ==, reading_again);
  g_assert_true (g_utf8_validate (phrase->client, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (phrase->text, -1), <=, SALON_PHRASE_MAX_CHARS);
  for (guint i = 0; i < phrase->parts->len; i++)
    {
      const SalonPhrasePart *part = &g_array_index (phrase->parts, SalonPhrasePart, i);

      g_assert_cmpuint (part->start, >=, end);
      assert_span (phrase, part->start, part->end);
      end = part->end;
    }
  for (guint i = 0; i < phrase->mentions->len; i++)
    {
      const SalonServiceMention *mention = g_ptr_array_index (phrase->mentions, i);

      assert_span (phrase, mention->start, mention->end);
      g_assert_cmpuint (mention->services->len, >, 0);
    }
  g_assert_true ((phrase->day.from == SALON_DAY_NONE) == (phrase->day.to == SALON_DAY_NONE));
  g_assert_true (phrase->day.from == SALON_DAY_NONE || phrase->day.from < phrase->day.to);
  g_assert_cmpint (phrase->clock.minute, <, SALON_DAY_MINUTES);
  g_assert_cmpint (phrase->clock.from_minute, <, phrase->clock.to_minute);
}

/* A word of one of the lines above, a number, a sign, or any letter of the first planes. */
static void
append_random (GString *line)
{
  static const char *const signs[] = {
    " ", "+", "/", ":", "-", "'", ",", "@", ".", "  ", "\u2019"
  };
  const char *source = monday_lines[g_test_rand_int_range (0, G_N_ELEMENTS (monday_lines))].line;
  g_auto (GStrv) words = g_strsplit (source, " ", -1);

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
    case 1:
      g_string_append (line, words[g_test_rand_int_range (0, (gint32) g_strv_length (words))]);
      break;
    case 2:
      g_string_append_printf (line, "%d", g_test_rand_int_range (0, 40));
      break;
    case 3:
      g_string_append_printf (line, "%d", g_test_rand_int_range (0, G_MAXINT32));
      break;
    case 4:
      g_string_append_unichar (line, (gunichar) g_test_rand_int_range (1, 0xD800));
      break;
    default:
      g_string_append (line, signs[g_test_rand_int_range (0, G_N_ELEMENTS (signs))]);
    }
  if (g_test_rand_int_range (0, 3) > 0)
    g_string_append_c (line, ' ');
}

static void
test_any_line_is_read_soundly (void)
{
  g_autoptr (SalonServiceVocabulary) vocabulary = make_vocabulary ();

  for (int i = 0; i < 1500; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      int n = g_test_rand_int_range (0, 25);

      while (n-- > 0)
        append_random (line);
      assert_sound (line->str, vocabulary);
    }
}

static void
test_any_bytes_are_read_soundly (void)
{
  g_autoptr (SalonServiceVocabulary) vocabulary = make_vocabulary ();

  for (int i = 0; i < 1500; i++)
    {
      char bytes[40] = { 0 };

      for (int n = 0; n < g_test_rand_int_range (0, (gint32) sizeof bytes); n++)
        bytes[n] = (char) g_test_rand_int_range (-128, 128);
      assert_sound (bytes, vocabulary);
    }
}

static void
test_endless_line_is_cut (void)
{
  g_autoptr (SalonServiceVocabulary) vocabulary = make_vocabulary ();
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; i < 100000; i++)
    g_string_append (line, "gél ");
  assert_sound (line->str, vocabulary);
}

static void
test_salon_without_services_reads_the_rest (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (SalonServiceVocabulary) vocabulary = salon_service_vocabulary_new (none);
  g_autoptr (SalonBookingPhrase) phrase =
    salon_booking_phrase_new ("marie gel jeudi", vocabulary, MONDAY);
  g_autofree char *reading = describe (phrase);

  g_assert_cmpstr (reading, ==, "marie gel; -; 2026-03-12; -");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/booking-phrase/lines-are-read-as-meant", test_lines_are_read_as_meant);
  g_test_add_func ("/salon/booking-phrase/booking-takes-two-of-who-what-and-when",
                   test_booking_takes_two_of_who_what_and_when);
  g_test_add_func ("/salon/booking-phrase/parts-say-where-they-stand",
                   test_parts_say_where_they_stand);
  g_test_add_func ("/salon/booking-phrase/any-line-is-read-soundly", test_any_line_is_read_soundly);
  g_test_add_func ("/salon/booking-phrase/any-bytes-are-read-soundly",
                   test_any_bytes_are_read_soundly);
  g_test_add_func ("/salon/booking-phrase/endless-line-is-cut", test_endless_line_is_cut);
  g_test_add_func ("/salon/booking-phrase/salon-without-services-reads-the-rest",
                   test_salon_without_services_reads_the_rest);
  return g_test_run ();
}
