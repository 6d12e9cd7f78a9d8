/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The titles that programs write, and what their columns hold. */
#include "exchange/salon-column.h"

#include <string.h>

static SalonSheet *
read_text (const char *text)
{
  SalonSheet *sheet = salon_sheet_read ((const guint8 *) text, strlen (text), NULL);

  g_assert_nonnull (sheet);
  return sheet;
}

static void
assert_columns (const char *text, SalonForeignKind kind, const char *expected)
{
  g_autoptr (SalonSheet) sheet = read_text (text);
  g_autofree SalonColumnField *fields = salon_column_guess_fields (sheet, kind);
  g_autoptr (GString) found = g_string_new (NULL);

  g_test_message ("%s", text);
  g_assert_cmpint (salon_column_guess_kind (sheet), ==, kind);
  for (guint i = 0; i < salon_sheet_get_n_columns (sheet); i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", salon_column_field_to_key (fields[i]));
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_vendors (void)
{
  /* Google Contacts */
  assert_columns ("First Name,Middle Name,Last Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - "
                  "Value,Phone 1 - Label,Phone 1 - Value\nMarie,,Durand,,,,m@example.com,,06\n",
                  SALON_FOREIGN_CLIENTS,
                  "first-name ignored last-name notes ignored ignored email ignored phone");
  /* A list of clients as salon programs give it, with a birthday. */
  assert_columns ("Nom;Prénom;Portable;Téléphone fixe;E-mail;Date de naissance;Commentaires\n"
                  "Durand;Marie;06;01;m@example.com;12/03/1980;x\n",
                  SALON_FOREIGN_CLIENTS,
                  "last-name first-name phone other-phone email ignored notes");
  assert_columns ("Nom du client;Prénom du client;Date du rendez-vous;Heure de début;Heure de fin;"
                  "Prestation;Montant;Statut\nD;M;12/03/2026;10:00;11:00;Gel;45;Honoré\n",
                  SALON_FOREIGN_BOOKINGS,
                  "last-name first-name day time end-time service price status");
  assert_columns ("Customer Name\tMobile\tStart Date\tStart Time\tDuration\tService\n"
                  "M\t06\t2026-03-12\t10:00\t60\tGel\n",
                  SALON_FOREIGN_BOOKINGS, "name phone day time duration service");
  assert_columns ("Catégorie;Nom;Durée (min);Prix TTC\nOngles;Gel;60;45\n", SALON_FOREIGN_SERVICES,
                  "category service duration price");
  assert_columns ("date,annee,zone,nom_jour_ferie\n2026-01-01,2026,Métropole,1er janvier\n",
                  SALON_FOREIGN_CLOSURES, "day ignored ignored reason");
}

static void
test_no_titles (void)
{
  assert_columns ("Marie Durand;06 39 98 12 34;m@example.com\nZoé;0639981235;\n",
                  SALON_FOREIGN_CLIENTS, "ignored phone email");
}

/* A second number is the other one; a third is nobody's. */
static void
test_twice (void)
{
  assert_columns ("Nom;Téléphone;Tel;Mobile\nM;1;2;3\n", SALON_FOREIGN_CLIENTS,
                  "name phone other-phone ignored");
}

/* Each title that we write is known, for every kind that has it. */
static void
test_own (void)
{
  for (int kind = 0; kind < SALON_N_FOREIGN_KINDS; kind++)
    for (int field = SALON_COLUMN_NAME; field < SALON_N_COLUMN_FIELDS; field++)
      {
        g_autofree char *text = NULL;
        g_autoptr (SalonSheet) sheet = NULL;
        g_autofree SalonColumnField *found = NULL;
        SalonColumnField read;

        if (!salon_column_field_is_for ((SalonColumnField) field, (SalonForeignKind) kind))
          continue;
        text = g_strdup_printf ("%s;?\nx;y\n", salon_column_get_title ((SalonColumnField) field,
                                                                       (SalonForeignKind) kind));
        sheet = read_text (text);
        found = salon_column_guess_fields (sheet, (SalonForeignKind) kind);
        g_test_message ("%s", text);
        g_assert_cmpint (found[0], ==, field);
        g_assert_true (salon_column_field_from_key (
          salon_column_field_to_key ((SalonColumnField) field), &read));
        g_assert_cmpint (read, ==, field);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/column/the-titles-of-other-programs", test_vendors);
  g_test_add_func ("/salon/column/without-titles-the-values-tell", test_no_titles);
  g_test_add_func ("/salon/column/no-field-is-there-twice", test_twice);
  g_test_add_func ("/salon/column/our-own-titles-are-known", test_own);
  return g_test_run ();
}
