/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two thousand calendars and two thousand tables, each real but for some bytes: none crashes or hangs the
 * reading, and what is understood of it goes into a salon whole or not at all.
 */
#include <string.h>

#include "exchange/salon-calendar.h"
#include "exchange/salon-card-file.h"
#include "exchange/salon-import.h"
#include "store-fixture.h"
#include "store/salon-id.h"
#include "store/salon-store-error.h"

#define N_FILES 2000
/* Every so many of them go into the store too. */
#define STORED 20
/* No file may take longer, whatever is in it. Generous: the machine may be busy. */
#define MAX_SECONDS 20

static const char *const calendars[] = {
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Salon\r\n"
  "BEGIN:VTIMEZONE\r\nTZID:Paris chez nous\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
  "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
  "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
  "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
  "END:VTIMEZONE\r\n"
  "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Paris chez nous:20260312T143000\r\n"
  "DTEND;TZID=Paris chez nous:20260312T160000\r\nSUMMARY:Marie Durand - Pose gel\r\n"
  "DESCRIPTION:06 39 98 12 34\\ncalme\r\nEND:VEVENT\r\n"
  "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID=Europe/Paris:20260319T100000\r\nDURATION:PT1H\r\n"
  "RRULE:FREQ=WEEKLY;COUNT=10;BYDAY=TH,FR\r\nEXDATE;TZID=Europe/Paris:20260326T100000\r\n"
  "SUMMARY:Zoé\r\nEND:VEVENT\r\n"
  "BEGIN:VEVENT\r\nUID:2\r\nRECURRENCE-ID;TZID=Europe/Paris:20260402T100000\r\n"
  "DTSTART;TZID=Europe/Paris:20260402T113000\r\nDURATION:PT1H\r\nSUMMARY:Zoé\r\nEND:VEVENT\r\n"
  "BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260501\r\n"
  "SUMMARY:1er mai\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
};

static const char *const tables[] = {
  "Date;Heure;Durée;Client;Téléphone;E-mail;Prestation;Prix;Statut;Notes\r\n"
  "12/03/2026;14:30;1h30;Marie Durand;06 39 98 12 34;m@example.com;Pose gel;45,00;Terminé;\"a;\"\"b"
  "\"\"\"\r\n"
  "13 mars 2026;9h;60;Zoé Petit;+33639981235;;Cils + Sourcils;60;confirmé;\r\n"
  "2026-03-14;10:00;;Ève;;;;;;\r\n",
  "Nom;Prénom;Portable;E-mail;Commentaires\r\nDurand;Marie;0639981234;m@example.com;x\r\n"
  "Petit;Zoé;0639981235;;\"deux\r\nlignes\"\r\n",
  "Prestation;Catégorie;Durée;Prix\nPose gel;Ongles;90;45,00 €\nCils;Regard;1h;60\n",
  "date,annee,zone,nom_jour_ferie\n2026-01-01,2026,Métropole,1er janvier\n"
  "2026-05-01,2026,Métropole,1er mai\n",
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Marie Durand\r\nN:Durand;Marie;;;\r\n"
  "TEL;TYPE=CELL:+33639981234\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=C3=A9t=C3=A9\r\nEND:VCARD\r\n",
};

/* Bytes that mean something to these forms. */
static const char *const pieces[] = {
  "\"",
  ";",
  ",",
  "\r",
  "\n",
  "\t",
  "=",
  ":",
  "\\",
  " ",
  "9999999999",
  "-1",
  "0",
  "\xFF",
  "\xC3",
  "\xEF\xBB\xBF",
  "\xFF\xFE",
  "RRULE:FREQ=DAILY;INTERVAL=999999999\r\n",
  "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\n",
  "RRULE:FREQ=MONTHLY;BYSETPOS=-366;BYDAY=MO\r\n",
  "BEGIN:VEVENT\r\n",
  "END:VEVENT\r\n",
  "BEGIN:VCALENDAR\r\n",
  "END:VCALENDAR\r\n",
  "DTSTART:99991231T235959Z\r\n",
  "DTSTART:00000000T000000\r\n",
  "DURATION:P99999999999W\r\n",
  "TZID=../../etc/passwd",
  "RDATE:20260101T000000Z\r\n",
  "31/12/9999",
  "29/02/2025",
  "24:00",
  "=cmd|' /C calc'!A0",
};

static void
mutate (GString *text, GRand *random)
{
  for (int n = g_rand_int_range (random, 1, 9); n > 0 && text->len > 1; n--)
    {
      gssize at = g_rand_int_range (random, 0, (gint32) text->len);
      gssize most = g_rand_int_range (random, 1, 60);
      gssize length = MIN ((gssize) text->len - at, most);

      switch (g_rand_int_range (random, 0, 6))
        {
        case 0:
          text->str[at] = (char) g_rand_int_range (random, 0, 256);
          break;
        case 1:
          g_string_erase (text, at, length);
          break;
        case 2:
          g_string_truncate (text, (gsize) at);
          break;
        case 3:
          {
            g_autofree char *copy = g_strndup (text->str + at, (gsize) length);

            g_string_insert (text, g_rand_int_range (random, 0, (gint32) text->len), copy);
            break;
          }
        default:
          g_string_insert (text, at,
                           pieces[g_rand_int_range (random, 0, (gint32) G_N_ELEMENTS (pieces))]);
        }
    }
}

static void
save_or_nothing (StoreFixture *fixture, SalonForeignRows *rows)
{
  const SalonImportSettings settings = { .staff_id = FIXTURE_STAFF_ID,
                                         .language = "fr",
                                         .nobody = "Passage",
                                         .category = "autres",
                                         .today = salon_day_from_ymd (2026, 3, 12),
                                         .now = FIXTURE_NOW,
                                         .make_id = salon_id_new };
  const SalonKnown known = { 0 };
  g_autoptr (SalonChange) change = salon_import_plan (rows, &known, &settings, "Import");
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (SalonChange) undone = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  /* What is planned is always something that can be saved. */
  g_assert_true (salon_change_check (change, &error));
  g_assert_no_error (error);
  if (salon_change_get_n_edits (change) == 0)
    return;
  before = store_fixture_read_text (fixture, "SELECT count (*) FROM clients");
  applied = salon_store_apply (fixture->store, change, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  after = store_fixture_read_text (fixture, "SELECT count (*) FROM clients");
  g_assert_cmpstr (before, ==, after);
}

static void
match_and_save (StoreFixture *fixture, SalonForeignRows *rows, gboolean is_stored)
{
  const SalonKnown known = { 0 };

  salon_import_match (rows, &known);
  if (is_stored)
    save_or_nothing (fixture, rows);
}

static void
read_calendar (StoreFixture *fixture, const GString *text, GTimeZone *zone, gboolean is_stored)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonCalendar) calendar =
    salon_calendar_read ((const guint8 *) text->str, text->len, zone,
                         salon_day_from_ymd (2027, 12, 31), &error);

  g_assert_true ((calendar == NULL) == (error != NULL));
  for (int kind = SALON_FOREIGN_BOOKINGS; calendar != NULL && kind <= SALON_FOREIGN_CLOSURES;
       kind++)
    {
      g_autoptr (SalonForeignRows) rows =
        salon_calendar_to_rows (calendar, (SalonForeignKind) kind, NULL);

      match_and_save (fixture, rows, is_stored);
    }
}

static void
read_table (StoreFixture *fixture, const GString *text, GTimeZone *zone, gboolean is_stored)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonSheet) sheet = salon_sheet_read ((const guint8 *) text->str, text->len, &error);
  g_autoptr (SalonForeignRows) cards =
    salon_card_file_read ((const guint8 *) text->str, text->len, NULL);

  g_assert_true ((sheet == NULL) == (error != NULL));
  for (int kind = 0; sheet != NULL && kind < SALON_N_FOREIGN_KINDS; kind++)
    {
      g_autofree SalonColumnField *fields =
        salon_column_guess_fields (sheet, (SalonForeignKind) kind);
      g_autoptr (SalonForeignRows) rows =
        salon_foreign_rows_read_sheet (sheet, (SalonForeignKind) kind, fields, zone);

      match_and_save (fixture, rows, is_stored);
    }
  if (cards != NULL)
    match_and_save (fixture, cards, is_stored);
}

typedef void (*Read) (StoreFixture *fixture,
                      const GString *text,
                      GTimeZone *zone,
                      gboolean is_stored);

static void
run (StoreFixture *fixture, const char *const *originals, gsize n_originals, Read read_one)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GString) text = g_string_new (originals[i % n_originals]);
      gint64 begin = g_get_monotonic_time ();

      mutate (text, random);
      read_one (fixture, text, zone, i % STORED == 0);
      if (g_get_monotonic_time () - begin > MAX_SECONDS * G_USEC_PER_SEC)
        g_error ("file %u took too long:\n%s", i, text->str);
    }
  g_assert_true (salon_store_check (fixture->store, NULL));
}

static void
test_calendars (StoreFixture *fixture, gconstpointer unused)
{
  run (fixture, calendars, G_N_ELEMENTS (calendars), read_calendar);
}

static void
test_tables (StoreFixture *fixture, gconstpointer unused)
{
  run (fixture, tables, G_N_ELEMENTS (tables), read_table);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/salon/mutations/two-thousand-calendars", StoreFixture, NULL, store_fixture_set_up,
              test_calendars, store_fixture_tear_down);
  g_test_add ("/salon/mutations/two-thousand-tables-and-cards", StoreFixture, NULL,
              store_fixture_set_up, test_tables, store_fixture_tear_down);
  return g_test_run ();
}
