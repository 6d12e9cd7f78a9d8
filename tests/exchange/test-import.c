/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of a table to the change that they make in a salon that holds something already. */
#include "exchange/salon-import.h"

#include <string.h>

#define TODAY (salon_day_from_ymd (2026, 3, 12))
#define STAFF "00000000-0000-7000-8000-000000000001"

static guint n_ids;

static char *
make_id (void)
{
  return g_strdup_printf ("00000000-0000-7000-8000-%012x", 0x1000 + ++n_ids);
}

typedef struct
{
  GTimeZone *zone;
  SalonKnown known;
} Fixture;

static SalonClient *
make_client (guint number, const char *name, const char *phone, const char *email)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-7000-8000-%012x", number);

  return salon_client_new (&(SalonClientFields) { .id = id,
                                                  .name = name,
                                                  .phone = phone,
                                                  .email = email,
                                                  .language = "fr",
                                                  .created_at = 1773307800 });
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  n_ids = 0;
  self->zone = g_time_zone_new_identifier ("Europe/Paris");
  self->known.clients = g_ptr_array_new_with_free_func (g_object_unref);
  self->known.services = g_ptr_array_new_with_free_func (g_object_unref);
  self->known.bookings = g_ptr_array_new_with_free_func (g_object_unref);
  self->known.closed_days = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (self->known.clients, make_client (1, "Marie Durand", "+33639981234", NULL));
  g_ptr_array_add (self->known.clients, make_client (2, "Zoé Petit", NULL, "zoe@example.com"));
  g_ptr_array_add (self->known.services, salon_service_new (&(SalonServiceFields) {
                                           .id = "00000000-0000-7000-8000-0000000000aa",
                                           .name = "Pose gel",
                                           .category = "ongles",
                                           .duration_minutes = 90,
                                           .buffer_minutes = 10,
                                           .price_cents = 4500,
                                           .is_active = TRUE,
                                         }));
  g_ptr_array_add (self->known.bookings, salon_booking_new (&(SalonBookingFields) {
                                           .id = "00000000-0000-7000-8000-0000000000bb",
                                           .staff_id = STAFF,
                                           .client_name = "Marie Durand",
                                           .client_phone = "+33639981234",
                                           .day = TODAY,
                                           .minute = 600,
                                           .duration_minutes = 60,
                                           .status = SALON_BOOKING_CONFIRMED,
                                           .payment_status = "pending",
                                         }));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_time_zone_unref (self->zone);
  g_ptr_array_unref (self->known.clients);
  g_ptr_array_unref (self->known.services);
  g_ptr_array_unref (self->known.bookings);
  g_hash_table_unref (self->known.closed_days);
}

static SalonForeignRows *
read_rows (Fixture *self, const char *text, SalonForeignKind expected_kind)
{
  g_autoptr (SalonSheet) sheet = salon_sheet_read ((const guint8 *) text, strlen (text), NULL);
  g_autofree SalonColumnField *fields = NULL;
  SalonForeignRows *rows = NULL;

  g_assert_nonnull (sheet);
  g_assert_cmpint (salon_column_guess_kind (sheet), ==, expected_kind);
  fields = salon_column_guess_fields (sheet, expected_kind);
  rows = salon_foreign_rows_read_sheet (sheet, expected_kind, fields, self->zone);
  salon_import_match (rows, &self->known);
  return rows;
}

static SalonChange *
plan (Fixture *self, SalonForeignRows *rows)
{
  const SalonImportSettings settings = { .staff_id = STAFF,
                                         .language = "fr",
                                         .nobody = "Passage",
                                         .category = "autres",
                                         .today = TODAY,
                                         .now = 1773307800,
                                         .make_id = make_id };
  SalonChange *change = salon_import_plan (rows, &self->known, &settings, "Import");

  g_assert_true (salon_change_check (change, NULL));
  return change;
}

static const char *
get_text (SalonChange *change, gsize edit, const char *column)
{
  return json_object_get_string_member_with_default (salon_change_get_edit (change, edit)->set,
                                                     column, NULL);
}

static void
test_clients (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows =
    read_rows (fixture,
               "Nom;Prénom;Portable;Email;Remarques\n"
               "DURAND;Marie;06.39.98.12.34;marie@example.com;\n"
               "Petit;Zoé;06 39 98 55 55;;calme\n"
               "Durand;Léa;0639981234;;\n"
               "Nouveau;Ève;voir sa mère;pas une adresse;deux mots\n"
               ";;;;rien\n"
               "Nouveau;Ève;;;\n",
               SALON_FOREIGN_CLIENTS);
  g_autoptr (SalonChange) change = plan (fixture, rows);
  const SalonForeignRow *eve = salon_foreign_rows_get (rows, 3);

  /* The same person by number; her address is filled in. */
  g_assert_cmpint (salon_foreign_rows_get (rows, 0)->choice, ==, SALON_CHOICE_FILL);
  /* By name alone, as nothing contradicts it. */
  g_assert_cmpint (salon_foreign_rows_get (rows, 1)->choice, ==, SALON_CHOICE_FILL);
  /* Her daughter has the same number. */
  g_assert_cmpint (salon_foreign_rows_get (rows, 2)->choice, ==, SALON_CHOICE_ADD);
  g_assert_true (salon_foreign_rows_get (rows, 2)->problems & SALON_PROBLEM_SHARED_PHONE);
  /* What cannot be read is kept in the notes. */
  g_assert_true (eve->problems & SALON_PROBLEM_PHONE);
  g_assert_true (eve->problems & SALON_PROBLEM_EMAIL);
  g_assert_cmpstr (eve->notes, ==, "deux mots\nvoir sa mère\npas une adresse");
  g_assert_true (salon_foreign_rows_get (rows, 4)->problems & SALON_PROBLEM_NO_NAME);
  g_assert_false (salon_import_is_taken (salon_foreign_rows_get (rows, 4)));
  /* Twice in the file. */
  g_assert_cmpuint (salon_foreign_rows_get (rows, 5)->match_line, ==, 5);
  g_assert_false (salon_import_is_taken (salon_foreign_rows_get (rows, 5)));

  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 4);
  g_assert_cmpint (salon_change_get_edit (change, 0)->op, ==, SALON_EDIT_UPDATE);
  g_assert_cmpstr (get_text (change, 0, "email"), ==, "marie@example.com");
  g_assert_cmpstr (get_text (change, 1, "phone"), ==, "+33639985555");
  g_assert_cmpstr (get_text (change, 2, "name"), ==, "Léa Durand");
}

static void
test_services (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = read_rows (fixture,
                                                 "Prestation;Durée;Tarif\n"
                                                 "POSE GEL;1h30;45,00 €\n"
                                                 "Cils;1h;60\n"
                                                 "Sourcils;?;gratuit\n",
                                                 SALON_FOREIGN_SERVICES);
  g_autoptr (SalonChange) change = plan (fixture, rows);

  g_assert_cmpint (salon_foreign_rows_get (rows, 0)->choice, ==, SALON_CHOICE_SKIP);
  g_assert_cmpuint (salon_foreign_rows_get (rows, 2)->problems, ==,
                    SALON_PROBLEM_DURATION | SALON_PROBLEM_PRICE);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 2);
  g_assert_cmpstr (get_text (change, 0, "name"), ==, "Cils");
  g_assert_cmpstr (get_text (change, 0, "price"), ==, "60.00");
}

static void
test_bookings (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows =
    read_rows (fixture,
               "Date;Heure;Client;Téléphone;Prestation;Statut\n"
               "12/03/2026;10:00;Marie Durand;0639981234;Pose gel;\n"
               "12/03/2026;10:30;Ève Nouveau;0639981111;Pose gel;Annulé\n"
               "12/03/2026;10:30;Ève Nouveau;0639981111;Pose gel;confirmé\n"
               "13/03/2026;14h30;Ève Nouveau;06 39 98 11 11;Massage;Terminé\n"
               "14/03/2026;;Zoé Petit;;;\n"
               "15/03/2026;9:00;Zoé Petit;;;\n"
               "demain;9:00;Zoé Petit;;;\n"
               "13/03/2026;15:00;Zoé Petit;;Pose gel;\n",
               SALON_FOREIGN_BOOKINGS);
  g_autoptr (SalonChange) change = plan (fixture, rows);

  g_assert_cmpint (salon_foreign_rows_get (rows, 0)->choice, ==, SALON_CHOICE_SKIP);
  g_assert_true (salon_import_is_taken (salon_foreign_rows_get (rows, 1)));
  g_assert_true (salon_foreign_rows_get (rows, 2)->choice == SALON_CHOICE_SKIP);
  g_assert_true (salon_foreign_rows_get (rows, 3)->problems & SALON_PROBLEM_UNKNOWN_SERVICE);
  g_assert_true (salon_foreign_rows_get (rows, 4)->problems & SALON_PROBLEM_NO_TIME);
  g_assert_true (salon_foreign_rows_get (rows, 6)->problems & SALON_PROBLEM_NO_DAY);
  /* While the massage of the file goes on. */
  g_assert_true (salon_foreign_rows_get (rows, 7)->problems & SALON_PROBLEM_OVERLAP);

  /* One new client with two bookings and their lines, one booking of a client without a service. */
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 6);
  g_assert_cmpstr (get_text (change, 0, "name"), ==, "Ève Nouveau");
  g_assert_cmpstr (get_text (change, 1, "status"), ==, "cancelled");
  g_assert_cmpint (json_object_get_int_member (salon_change_get_edit (change, 1)->set,
                                               "duration_minutes"),
                   ==, 90);
  g_assert_cmpstr (get_text (change, 3, "client_id"), ==, salon_change_get_edit (change, 0)->id);
  g_assert_cmpstr (get_text (change, 5, "client_id"), ==, "00000000-0000-7000-8000-000000000002");
  g_assert_cmpstr (get_text (change, 5, "status"), ==, "confirmed");
}

static int
get_int (SalonChange *change, gsize edit, const char *column)
{
  return (int) json_object_get_int_member (salon_change_get_edit (change, edit)->set, column);
}

/* Who is prepared for holds the chair before she comes; a file of before there was such a time says
 * nothing of it, and is read as ever. */
static void
test_preparation (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = NULL;
  g_autoptr (SalonChange) change = NULL;

  g_ptr_array_add (fixture->known.bookings, salon_booking_new (&(SalonBookingFields) {
                                              .id = "00000000-0000-7000-8000-0000000000bc",
                                              .staff_id = STAFF,
                                              .client_name = "Zoé Petit",
                                              .day = TODAY + 1,
                                              .minute = 600,
                                              .duration_minutes = 60,
                                              .buffer_before_minutes = 30,
                                              .status = SALON_BOOKING_CONFIRMED,
                                              .payment_status = "pending",
                                            }));
  rows = read_rows (fixture,
                    "Date;Heure;Cliente;Prestation;Détail des prestations;Préparation (min)\n"
                    "13/03/2026;10:00;Zoé Petit;;;30\n"
                    "13/03/2026;09:00;Ève Nouveau;Pose gel;45:0:40.00;\n"
                    "13/03/2026;11:10;Ève Nouveau;Pose gel;45:0:40.00:15;15\n"
                    "14/03/2026;11:00;Ève Nouveau;Pose gel;45:0:40.00;\n"
                    "14/03/2026;14:00;Ève Nouveau;Pose gel;45:0:40.00:15;10\n",
                    SALON_FOREIGN_BOOKINGS);
  change = plan (fixture, rows);
  g_assert_cmpstr (salon_foreign_rows_get (rows, 0)->match, ==,
                   "00000000-0000-7000-8000-0000000000bc");
  g_assert_true (salon_foreign_rows_get (rows, 1)->problems & SALON_PROBLEM_OVERLAP);
  g_assert_true (salon_foreign_rows_get (rows, 2)->problems & SALON_PROBLEM_OVERLAP);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 4);
  g_assert_cmpint (get_int (change, 0, "buffer_before_minutes"), ==, 0);
  g_assert_cmpint (get_int (change, 1, "duration_minutes"), ==, 45);
  g_assert_cmpint (get_int (change, 1, "buffer_before_minutes"), ==, 0);
  g_assert_cmpint (get_int (change, 2, "buffer_before_minutes"), ==, 10);
  g_assert_cmpint (get_int (change, 3, "buffer_before_minutes"), ==, 15);
}

static void
test_closures (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = NULL;
  g_autoptr (SalonChange) change = NULL;

  g_hash_table_add (fixture->known.closed_days, GINT_TO_POINTER (salon_day_from_ymd (2026, 5, 1)));
  rows = read_rows (fixture,
                    "date,annee,zone,nom_jour_ferie\n"
                    "2026-05-01,2026,Métropole,1er mai\n"
                    "2026-05-14,2026,Métropole,Ascension\n"
                    "2026-05-14,2026,Métropole,Ascension\n",
                    SALON_FOREIGN_CLOSURES);
  change = plan (fixture, rows);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  g_assert_cmpstr (get_text (change, 0, "from_date"), ==, "2026-05-14");
  g_assert_cmpstr (get_text (change, 0, "to_date"), ==, "2026-05-14");
  g_assert_cmpstr (get_text (change, 0, "reason"), ==, "Ascension");
}

/* A choice of the owner's wins over ours, and fatal problems over both. */
static void
test_choice (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows =
    read_rows (fixture, "Nom;Téléphone\nMarie Durand;0639981234\n;0102\n", SALON_FOREIGN_CLIENTS);
  g_autoptr (SalonChange) change = NULL;

  g_assert_true (salon_import_can_choose (salon_foreign_rows_get (rows, 0), rows->kind));
  g_assert_false (salon_import_can_choose (salon_foreign_rows_get (rows, 1), rows->kind));
  salon_foreign_rows_get (rows, 0)->choice = SALON_CHOICE_ADD;
  change = plan (fixture, rows);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  g_assert_cmpint (salon_change_get_edit (change, 0)->op, ==, SALON_EDIT_INSERT);
}

int
main (int argc, char **argv)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/salon/import/" path, Fixture, NULL, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("people-are-known-by-number-address-and-name", test_clients);
  ADD ("services-are-known-by-name", test_services);
  ADD ("bookings-do-not-overlap-and-bring-new-clients", test_bookings);
  ADD ("time-to-prepare-holds-the-chair-and-may-be-missing", test_preparation);
  ADD ("a-day-is-closed-once", test_closures);
  ADD ("the-owner-chooses", test_choice);
  return g_test_run ();
}
