/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/salon-card-file.h"

#include <string.h>

#include "exchange/salon-exchange-error.h"

static SalonForeignRows *
read_text (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  SalonForeignRows *rows = salon_card_file_read ((const guint8 *) text, size, &error);

  g_assert_no_error (error);
  return rows;
}

static void
test_there_and_back (void)
{
  static const SalonCardVersion versions[] = { SALON_CARD_VERSION_3, SALON_CARD_VERSION_4 };
  g_autofree char *long_name = g_strnfill (120, 'e');
  const char *const names[] = { "Marie Durand", "Élodie, dite; «Lolo» \\ Petit", "Zoé", long_name };
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (clients, salon_client_new (&(SalonClientFields) {
                                .id = "0197b1c2-0000-7000-8000-000000000001",
                                .name = names[i],
                                .phone = i % 2 == 0 ? "+33639981234" : NULL,
                                .email = i % 2 == 1 ? "marie@example.com" : NULL,
                                .notes = "première ligne\nseconde, avec; des signes",
                                .allergies = "secret",
                                .language = "fr",
                                .created_at = 1,
                              }));
  for (gsize v = 0; v < G_N_ELEMENTS (versions); v++)
    {
      g_autoptr (GBytes) bytes = salon_card_file_write (clients, versions[v]);
      gsize size = 0;
      const char *text = g_bytes_get_data (bytes, &size);
      g_autoptr (SalonForeignRows) rows = read_text (text, size);

      g_assert_null (g_strstr_len (text, (gssize) size, "secret"));
      g_assert_cmpuint (rows->rows->len, ==, clients->len);
      for (guint i = 0; i < rows->rows->len; i++)
        {
          const SalonForeignRow *row = salon_foreign_rows_get (rows, i);
          const SalonClientFields *fields =
            salon_client_get_fields (g_ptr_array_index (clients, i));

          g_assert_cmpstr (row->name, ==, fields->name);
          g_assert_cmpstr (row->phone, ==, fields->phone);
          g_assert_cmpstr (row->email, ==, fields->email);
          g_assert_cmpstr (row->notes, ==, fields->notes);
        }
    }
}

/* Of a telephone and of an old one. */
static void
test_foreign (void)
{
  static const char text[] =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Durand;Marie;;;\r\n"
    "item1.TEL;type=CELL;type=VOICE;type=pref:+33 6 39 98 12 34\r\n"
    "item1.X-ABLabel:x\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89lodie\r\n"
    "TEL;CELL:0639981235\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nTEL:12\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Sans fin";
  g_autoptr (SalonForeignRows) rows = read_text (text, strlen (text));

  g_assert_cmpuint (rows->rows->len, ==, 4);
  g_assert_cmpstr (salon_foreign_rows_get (rows, 0)->name, ==, "Marie Durand");
  g_assert_cmpstr (salon_foreign_rows_get (rows, 0)->phone, ==, "+33639981234");
  g_assert_cmpstr (salon_foreign_rows_get (rows, 1)->name, ==, "Élodie");
  g_assert_true (salon_foreign_rows_get (rows, 2)->problems & SALON_PROBLEM_NO_NAME);
  g_assert_cmpstr (salon_foreign_rows_get (rows, 3)->name, ==, "Sans fin");
}

static void
test_no_cards (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_card_file_read ((const guint8 *) "Nom;Ville", 9, &error));
  g_assert_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_NO_CARDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/card-file/what-is-written-is-read-again", test_there_and_back);
  g_test_add_func ("/salon/card-file/cards-of-telephones", test_foreign);
  g_test_add_func ("/salon/card-file/what-has-no-cards-is-refused", test_no_cards);
  return g_test_run ();
}
