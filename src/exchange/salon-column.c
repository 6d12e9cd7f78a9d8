/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-column.h"

#include <string.h>

#include "core/salon-text.h"

#include "salon-cell.h"

#define CLIENTS (1 << SALON_FOREIGN_CLIENTS)
#define SERVICES (1 << SALON_FOREIGN_SERVICES)
#define BOOKINGS (1 << SALON_FOREIGN_BOOKINGS)
#define CLOSURES (1 << SALON_FOREIGN_CLOSURES)
#define CARDS (1 << SALON_FOREIGN_GIFT_CARDS)

static const struct
{
  const char *key;
  guint kinds;
  const char *title; /* ours */
} fields[SALON_N_COLUMN_FIELDS] = {
  [SALON_COLUMN_IGNORED] = { "ignored", CLIENTS | SERVICES | BOOKINGS | CLOSURES | CARDS, "" },
  [SALON_COLUMN_NAME] = { "name", CLIENTS | BOOKINGS, "Cliente" },
  [SALON_COLUMN_FIRST_NAME] = { "first-name", CLIENTS | BOOKINGS, "Prénom" },
  [SALON_COLUMN_LAST_NAME] = { "last-name", CLIENTS | BOOKINGS, "Nom de famille" },
  [SALON_COLUMN_PHONE] = { "phone", CLIENTS | BOOKINGS, "Téléphone" },
  [SALON_COLUMN_OTHER_PHONE] = { "other-phone", CLIENTS | BOOKINGS, "Autre téléphone" },
  [SALON_COLUMN_EMAIL] = { "email", CLIENTS | BOOKINGS, "E-mail" },
  [SALON_COLUMN_ALLERGIES] = { "allergies", CLIENTS, "Allergies" },
  [SALON_COLUMN_NOTES] = { "notes", CLIENTS | BOOKINGS | CARDS, "Notes" },
  [SALON_COLUMN_SMS_CONSENT] = { "sms-consent", CLIENTS, "Accepte les SMS" },
  [SALON_COLUMN_EMAIL_CONSENT] = { "email-consent", CLIENTS, "Accepte les e-mails" },
  [SALON_COLUMN_BLOCKED] = { "blocked", CLIENTS, "Bloquée" },
  [SALON_COLUMN_LANGUAGE] = { "language", CLIENTS, "Langue" },
  [SALON_COLUMN_CREATED] = { "created", CLIENTS | BOOKINGS, "Créée le" },
  [SALON_COLUMN_SERVICE] = { "service", SERVICES | BOOKINGS | CARDS, "Prestation" },
  [SALON_COLUMN_CATEGORY] = { "category", SERVICES, "Catégorie" },
  [SALON_COLUMN_DESCRIPTION] = { "description", SERVICES, "Description" },
  [SALON_COLUMN_DURATION] = { "duration", SERVICES | BOOKINGS, "Durée (min)" },
  [SALON_COLUMN_BUFFER] = { "buffer", SERVICES | BOOKINGS, "Battement (min)" },
  [SALON_COLUMN_PRICE] = { "price", SERVICES | BOOKINGS, "Prix" },
  [SALON_COLUMN_ACTIVE] = { "active", SERVICES, "Proposée" },
  [SALON_COLUMN_DETAILS] = { "details", BOOKINGS, "Détail des prestations" },
  [SALON_COLUMN_DAY] = { "day", BOOKINGS | CLOSURES, "Date" },
  [SALON_COLUMN_LAST_DAY] = { "last-day", CLOSURES, "Dernier jour" },
  [SALON_COLUMN_TIME] = { "time", BOOKINGS, "Heure" },
  [SALON_COLUMN_END_TIME] = { "end-time", BOOKINGS, "Heure de fin" },
  [SALON_COLUMN_STATUS] = { "status", BOOKINGS, "Statut" },
  [SALON_COLUMN_PAYMENT_STATUS] = { "payment-status", BOOKINGS, "Paiement" },
  [SALON_COLUMN_REASON] = { "reason", BOOKINGS | CLOSURES, "Motif" },
  [SALON_COLUMN_CODE] = { "code", CARDS, "Code du bon" },
  [SALON_COLUMN_VALUE] = { "value", CARDS, "Valeur" },
  [SALON_COLUMN_REMAINING] = { "remaining", CARDS, "Reste" },
  [SALON_COLUMN_RECIPIENT] = { "recipient", CARDS, "Bénéficiaire" },
  [SALON_COLUMN_RECIPIENT_EMAIL] = { "recipient-email", CARDS, "E-mail du bénéficiaire" },
  [SALON_COLUMN_BUYER] = { "buyer", CARDS, "Acheteur" },
  [SALON_COLUMN_BUYER_EMAIL] = { "buyer-email", CARDS, "E-mail de l’acheteur" },
  [SALON_COLUMN_BOUGHT] = { "bought", CARDS, "Acheté le" },
  [SALON_COLUMN_EXPIRES] = { "expires", CARDS, "Valable jusqu’au" },
  [SALON_COLUMN_MESSAGE] = { "message", CARDS, "Message" },
  [SALON_COLUMN_COMPLIMENTARY] = { "complimentary", CARDS, "Offert" },
};

/* A title, folded, with everything but letters and digits as one space. The first that fits counts. */
typedef struct
{
  const char *title;
  SalonColumnField field;
  guint kinds;
} Known;

#define ALL (CLIENTS | SERVICES | BOOKINGS | CLOSURES)
#define PEOPLE (CLIENTS | BOOKINGS)

static const Known known[] = {
  /* People */
  { "prenom", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "prenom client", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "prenom du client", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "first name", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "firstname", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "given name", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "customer first name", SALON_COLUMN_FIRST_NAME, PEOPLE },
  { "nom de famille", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "nom client", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "nom du client", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "last name", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "lastname", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "surname", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "family name", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "customer last name", SALON_COLUMN_LAST_NAME, PEOPLE },
  { "cliente", SALON_COLUMN_NAME, PEOPLE },
  { "client", SALON_COLUMN_NAME, PEOPLE },
  { "nom complet", SALON_COLUMN_NAME, PEOPLE },
  { "nom et prenom", SALON_COLUMN_NAME, PEOPLE },
  { "prenom et nom", SALON_COLUMN_NAME, PEOPLE },
  { "full name", SALON_COLUMN_NAME, PEOPLE },
  { "client name", SALON_COLUMN_NAME, PEOPLE },
  { "customer", SALON_COLUMN_NAME, PEOPLE },
  { "customer name", SALON_COLUMN_NAME, PEOPLE },
  { "display name", SALON_COLUMN_NAME, PEOPLE },
  { "nom", SALON_COLUMN_NAME, PEOPLE },
  { "name", SALON_COLUMN_NAME, PEOPLE },
  { "portable", SALON_COLUMN_PHONE, PEOPLE },
  { "mobile", SALON_COLUMN_PHONE, PEOPLE },
  { "telephone portable", SALON_COLUMN_PHONE, PEOPLE },
  { "telephone mobile", SALON_COLUMN_PHONE, PEOPLE },
  { "tel portable", SALON_COLUMN_PHONE, PEOPLE },
  { "tel mobile", SALON_COLUMN_PHONE, PEOPLE },
  { "mobile phone", SALON_COLUMN_PHONE, PEOPLE },
  { "mobile number", SALON_COLUMN_PHONE, PEOPLE },
  { "telephone", SALON_COLUMN_PHONE, PEOPLE },
  { "tel", SALON_COLUMN_PHONE, PEOPLE },
  { "numero de telephone", SALON_COLUMN_PHONE, PEOPLE },
  { "telephone client", SALON_COLUMN_PHONE, PEOPLE },
  { "phone", SALON_COLUMN_PHONE, PEOPLE },
  { "phone number", SALON_COLUMN_PHONE, PEOPLE },
  { "phone 1 value", SALON_COLUMN_PHONE, PEOPLE },
  { "primary phone", SALON_COLUMN_PHONE, PEOPLE },
  { "customer phone", SALON_COLUMN_PHONE, PEOPLE },
  { "telephone fixe", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "fixe", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "tel fixe", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "autre telephone", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "telephone 2", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "phone 2 value", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "home phone", SALON_COLUMN_OTHER_PHONE, PEOPLE },
  { "email", SALON_COLUMN_EMAIL, PEOPLE },
  { "e mail", SALON_COLUMN_EMAIL, PEOPLE },
  { "mail", SALON_COLUMN_EMAIL, PEOPLE },
  { "adresse email", SALON_COLUMN_EMAIL, PEOPLE },
  { "adresse e mail", SALON_COLUMN_EMAIL, PEOPLE },
  { "adresse mail", SALON_COLUMN_EMAIL, PEOPLE },
  { "courriel", SALON_COLUMN_EMAIL, PEOPLE },
  { "email address", SALON_COLUMN_EMAIL, PEOPLE },
  { "e mail address", SALON_COLUMN_EMAIL, PEOPLE },
  { "e mail 1 value", SALON_COLUMN_EMAIL, PEOPLE },
  { "primary email", SALON_COLUMN_EMAIL, PEOPLE },
  { "customer email", SALON_COLUMN_EMAIL, PEOPLE },
  { "allergies", SALON_COLUMN_ALLERGIES, CLIENTS },
  { "allergie", SALON_COLUMN_ALLERGIES, CLIENTS },
  { "contre indications", SALON_COLUMN_ALLERGIES, CLIENTS },
  { "notes", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "note", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "remarques", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "remarque", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "commentaire", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "commentaires", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "comment", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "comments", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "observations", SALON_COLUMN_NOTES, PEOPLE | CARDS },
  { "accepte les sms", SALON_COLUMN_SMS_CONSENT, CLIENTS },
  { "sms", SALON_COLUMN_SMS_CONSENT, CLIENTS },
  { "optin sms", SALON_COLUMN_SMS_CONSENT, CLIENTS },
  { "sms consent", SALON_COLUMN_SMS_CONSENT, CLIENTS },
  { "sms marketing consent", SALON_COLUMN_SMS_CONSENT, CLIENTS },
  { "accepte les e mails", SALON_COLUMN_EMAIL_CONSENT, CLIENTS },
  { "newsletter", SALON_COLUMN_EMAIL_CONSENT, CLIENTS },
  { "optin email", SALON_COLUMN_EMAIL_CONSENT, CLIENTS },
  { "email consent", SALON_COLUMN_EMAIL_CONSENT, CLIENTS },
  { "email marketing consent", SALON_COLUMN_EMAIL_CONSENT, CLIENTS },
  { "bloquee", SALON_COLUMN_BLOCKED, CLIENTS },
  { "bloque", SALON_COLUMN_BLOCKED, CLIENTS },
  { "blocked", SALON_COLUMN_BLOCKED, CLIENTS },
  { "langue", SALON_COLUMN_LANGUAGE, CLIENTS },
  { "language", SALON_COLUMN_LANGUAGE, CLIENTS },
  { "creee le", SALON_COLUMN_CREATED, PEOPLE },
  { "cree le", SALON_COLUMN_CREATED, PEOPLE },
  { "date de creation", SALON_COLUMN_CREATED, PEOPLE },
  { "created", SALON_COLUMN_CREATED, PEOPLE },
  { "created at", SALON_COLUMN_CREATED, PEOPLE },
  { "created on", SALON_COLUMN_CREATED, PEOPLE },
  /* What is done */
  { "prestation", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS | CARDS },
  { "prestations", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "nom de la prestation", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "soin", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS | CARDS },
  { "soins", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "service", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS | CARDS },
  { "services", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "service name", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "treatment", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "treatment name", SALON_COLUMN_SERVICE, SERVICES | BOOKINGS },
  { "appointment type", SALON_COLUMN_SERVICE, BOOKINGS },
  { "subject", SALON_COLUMN_SERVICE, BOOKINGS },
  { "objet", SALON_COLUMN_SERVICE, BOOKINGS },
  { "intitule", SALON_COLUMN_SERVICE, SERVICES },
  { "libelle", SALON_COLUMN_SERVICE, SERVICES },
  { "nom", SALON_COLUMN_SERVICE, SERVICES },
  { "name", SALON_COLUMN_SERVICE, SERVICES },
  { "categorie", SALON_COLUMN_CATEGORY, SERVICES },
  { "category", SALON_COLUMN_CATEGORY, SERVICES },
  { "famille", SALON_COLUMN_CATEGORY, SERVICES },
  { "rubrique", SALON_COLUMN_CATEGORY, SERVICES },
  { "description", SALON_COLUMN_DESCRIPTION, SERVICES },
  { "description", SALON_COLUMN_NOTES, BOOKINGS },
  { "duree", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "duree min", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "duree minutes", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "duree en minutes", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "temps", SALON_COLUMN_DURATION, SERVICES },
  { "duration", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "duration min", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "duration minutes", SALON_COLUMN_DURATION, SERVICES | BOOKINGS },
  { "battement min", SALON_COLUMN_BUFFER, SERVICES | BOOKINGS },
  { "battement", SALON_COLUMN_BUFFER, SERVICES | BOOKINGS },
  { "buffer", SALON_COLUMN_BUFFER, SERVICES | BOOKINGS },
  { "prix", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "tarif", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "prix ttc", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "tarif ttc", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "montant", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "price", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "amount", SALON_COLUMN_PRICE, SERVICES | BOOKINGS },
  { "total", SALON_COLUMN_PRICE, BOOKINGS },
  { "proposee", SALON_COLUMN_ACTIVE, SERVICES },
  { "actif", SALON_COLUMN_ACTIVE, SERVICES },
  { "active", SALON_COLUMN_ACTIVE, SERVICES },
  { "detail des prestations", SALON_COLUMN_DETAILS, BOOKINGS },
  /* When */
  { "date", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "jour", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "date du rendez vous", SALON_COLUMN_DAY, BOOKINGS },
  { "date rdv", SALON_COLUMN_DAY, BOOKINGS },
  { "date du rdv", SALON_COLUMN_DAY, BOOKINGS },
  { "date de debut", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "date debut", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "debut", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "premier jour", SALON_COLUMN_DAY, CLOSURES },
  { "du", SALON_COLUMN_DAY, CLOSURES },
  { "start date", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "appointment date", SALON_COLUMN_DAY, BOOKINGS },
  { "booking date", SALON_COLUMN_DAY, BOOKINGS },
  { "day", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "start", SALON_COLUMN_DAY, BOOKINGS | CLOSURES },
  { "dernier jour", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "date de fin", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "date fin", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "fin", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "au", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "end date", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "end", SALON_COLUMN_LAST_DAY, CLOSURES },
  { "heure", SALON_COLUMN_TIME, BOOKINGS },
  { "heure de debut", SALON_COLUMN_TIME, BOOKINGS },
  { "heure debut", SALON_COLUMN_TIME, BOOKINGS },
  { "heure du rendez vous", SALON_COLUMN_TIME, BOOKINGS },
  { "horaire", SALON_COLUMN_TIME, BOOKINGS },
  { "time", SALON_COLUMN_TIME, BOOKINGS },
  { "start time", SALON_COLUMN_TIME, BOOKINGS },
  { "appointment time", SALON_COLUMN_TIME, BOOKINGS },
  { "booking time", SALON_COLUMN_TIME, BOOKINGS },
  { "heure de fin", SALON_COLUMN_END_TIME, BOOKINGS },
  { "heure fin", SALON_COLUMN_END_TIME, BOOKINGS },
  { "fin", SALON_COLUMN_END_TIME, BOOKINGS },
  { "end time", SALON_COLUMN_END_TIME, BOOKINGS },
  { "end", SALON_COLUMN_END_TIME, BOOKINGS },
  { "statut", SALON_COLUMN_STATUS, BOOKINGS },
  { "etat", SALON_COLUMN_STATUS, BOOKINGS },
  { "status", SALON_COLUMN_STATUS, BOOKINGS },
  { "state", SALON_COLUMN_STATUS, BOOKINGS },
  { "paiement", SALON_COLUMN_PAYMENT_STATUS, BOOKINGS },
  { "payment status", SALON_COLUMN_PAYMENT_STATUS, BOOKINGS },
  { "motif", SALON_COLUMN_REASON, BOOKINGS | CLOSURES },
  { "raison", SALON_COLUMN_REASON, BOOKINGS | CLOSURES },
  { "reason", SALON_COLUMN_REASON, BOOKINGS | CLOSURES },
  { "nom jour ferie", SALON_COLUMN_REASON, CLOSURES },
  { "jour ferie", SALON_COLUMN_REASON, CLOSURES },
  { "ferie", SALON_COLUMN_REASON, CLOSURES },
  { "holiday", SALON_COLUMN_REASON, CLOSURES },
  { "description", SALON_COLUMN_REASON, CLOSURES },
  { "nom", SALON_COLUMN_REASON, CLOSURES },
  { "name", SALON_COLUMN_REASON, CLOSURES },
  /* Gift cards */
  { "code du bon", SALON_COLUMN_CODE, CARDS },
  { "code du bon cadeau", SALON_COLUMN_CODE, CARDS },
  { "code bon cadeau", SALON_COLUMN_CODE, CARDS },
  { "code", SALON_COLUMN_CODE, CARDS },
  { "numero du bon", SALON_COLUMN_CODE, CARDS },
  { "n du bon", SALON_COLUMN_CODE, CARDS },
  { "n de bon", SALON_COLUMN_CODE, CARDS },
  { "numero", SALON_COLUMN_CODE, CARDS },
  { "no", SALON_COLUMN_CODE, CARDS },
  { "n", SALON_COLUMN_CODE, CARDS },
  { "bon cadeau", SALON_COLUMN_CODE, CARDS },
  { "cheque cadeau", SALON_COLUMN_CODE, CARDS },
  { "carte cadeau", SALON_COLUMN_CODE, CARDS },
  { "serial", SALON_COLUMN_CODE, CARDS },
  { "serial number", SALON_COLUMN_CODE, CARDS },
  { "voucher code", SALON_COLUMN_CODE, CARDS },
  { "voucher number", SALON_COLUMN_CODE, CARDS },
  { "gift card code", SALON_COLUMN_CODE, CARDS },
  { "gift card", SALON_COLUMN_CODE, CARDS },
  { "valeur", SALON_COLUMN_VALUE, CARDS },
  { "valeur du bon", SALON_COLUMN_VALUE, CARDS },
  { "valeur initiale", SALON_COLUMN_VALUE, CARDS },
  { "montant initial", SALON_COLUMN_VALUE, CARDS },
  { "montant", SALON_COLUMN_VALUE, CARDS },
  { "prix", SALON_COLUMN_VALUE, CARDS },
  { "value", SALON_COLUMN_VALUE, CARDS },
  { "original value", SALON_COLUMN_VALUE, CARDS },
  { "initial value", SALON_COLUMN_VALUE, CARDS },
  { "amount", SALON_COLUMN_VALUE, CARDS },
  { "reste", SALON_COLUMN_REMAINING, CARDS },
  { "solde", SALON_COLUMN_REMAINING, CARDS },
  { "solde restant", SALON_COLUMN_REMAINING, CARDS },
  { "valeur restante", SALON_COLUMN_REMAINING, CARDS },
  { "montant restant", SALON_COLUMN_REMAINING, CARDS },
  { "remaining", SALON_COLUMN_REMAINING, CARDS },
  { "remaining value", SALON_COLUMN_REMAINING, CARDS },
  { "balance", SALON_COLUMN_REMAINING, CARDS },
  { "beneficiaire", SALON_COLUMN_RECIPIENT, CARDS },
  { "destinataire", SALON_COLUMN_RECIPIENT, CARDS },
  { "pour", SALON_COLUMN_RECIPIENT, CARDS },
  { "offert a", SALON_COLUMN_RECIPIENT, CARDS },
  { "nom", SALON_COLUMN_RECIPIENT, CARDS },
  { "name", SALON_COLUMN_RECIPIENT, CARDS },
  { "recipient", SALON_COLUMN_RECIPIENT, CARDS },
  { "recipient name", SALON_COLUMN_RECIPIENT, CARDS },
  { "e mail du beneficiaire", SALON_COLUMN_RECIPIENT_EMAIL, CARDS },
  { "recipient email", SALON_COLUMN_RECIPIENT_EMAIL, CARDS },
  { "acheteur", SALON_COLUMN_BUYER, CARDS },
  { "acheteuse", SALON_COLUMN_BUYER, CARDS },
  { "achete par", SALON_COLUMN_BUYER, CARDS },
  { "de la part de", SALON_COLUMN_BUYER, CARDS },
  { "client", SALON_COLUMN_BUYER, CARDS },
  { "cliente", SALON_COLUMN_BUYER, CARDS },
  { "buyer", SALON_COLUMN_BUYER, CARDS },
  { "buyer name", SALON_COLUMN_BUYER, CARDS },
  { "purchaser", SALON_COLUMN_BUYER, CARDS },
  { "e mail de l acheteur", SALON_COLUMN_BUYER_EMAIL, CARDS },
  { "buyer email", SALON_COLUMN_BUYER_EMAIL, CARDS },
  { "achete le", SALON_COLUMN_BOUGHT, CARDS },
  { "date d achat", SALON_COLUMN_BOUGHT, CARDS },
  { "vendu le", SALON_COLUMN_BOUGHT, CARDS },
  { "date de vente", SALON_COLUMN_BOUGHT, CARDS },
  { "emis le", SALON_COLUMN_BOUGHT, CARDS },
  { "date d emission", SALON_COLUMN_BOUGHT, CARDS },
  { "date", SALON_COLUMN_BOUGHT, CARDS },
  { "purchase date", SALON_COLUMN_BOUGHT, CARDS },
  { "issued on", SALON_COLUMN_BOUGHT, CARDS },
  { "issue date", SALON_COLUMN_BOUGHT, CARDS },
  { "valable jusqu au", SALON_COLUMN_EXPIRES, CARDS },
  { "expire le", SALON_COLUMN_EXPIRES, CARDS },
  { "expiration", SALON_COLUMN_EXPIRES, CARDS },
  { "date d expiration", SALON_COLUMN_EXPIRES, CARDS },
  { "validite", SALON_COLUMN_EXPIRES, CARDS },
  { "fin de validite", SALON_COLUMN_EXPIRES, CARDS },
  { "valid until", SALON_COLUMN_EXPIRES, CARDS },
  { "expiry date", SALON_COLUMN_EXPIRES, CARDS },
  { "expires", SALON_COLUMN_EXPIRES, CARDS },
  { "message", SALON_COLUMN_MESSAGE, CARDS },
  { "offert", SALON_COLUMN_COMPLIMENTARY, CARDS },
  { "gratuit", SALON_COLUMN_COMPLIMENTARY, CARDS },
  { "complimentary", SALON_COLUMN_COMPLIMENTARY, CARDS },
};

gboolean
salon_column_field_is_for (SalonColumnField field, SalonForeignKind kind)
{
  return (fields[field].kinds & (1U << kind)) != 0;
}

const char *
salon_column_field_to_key (SalonColumnField field)
{
  return fields[field].key;
}

gboolean
salon_column_field_from_key (const char *key, SalonColumnField *field)
{
  for (guint i = 0; i < SALON_N_COLUMN_FIELDS; i++)
    if (g_str_equal (fields[i].key, key))
      {
        *field = (SalonColumnField) i;
        return TRUE;
      }
  return FALSE;
}

const char *
salon_column_get_title (SalonColumnField field, SalonForeignKind kind)
{
  return fields[field].title;
}

/* Folded, and everything between the words one space. */
static char *
plain_title (const char *title)
{
  g_autofree char *folded = salon_text_fold (title);
  GString *plain = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isalnum (letter))
        g_string_append_unichar (plain, letter);
      else if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
        g_string_append_c (plain, ' ');
    }
  if (plain->len > 0 && plain->str[plain->len - 1] == ' ')
    g_string_truncate (plain, plain->len - 1);
  return g_string_free_and_steal (plain);
}

static SalonColumnField
recognise (const char *title, SalonForeignKind kind)
{
  g_autofree char *plain = plain_title (title);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if ((known[i].kinds & (1U << kind)) != 0 && g_str_equal (known[i].title, plain))
      return known[i].field;
  return SALON_COLUMN_IGNORED;
}

/* Without titles the first row tells what it can. */
static SalonColumnField
recognise_value (const char *text, SalonForeignKind kind)
{
  g_autofree char *phone = NULL;
  SalonDay day;

  if (salon_text_is_email (text) && salon_column_field_is_for (SALON_COLUMN_EMAIL, kind))
    return SALON_COLUMN_EMAIL;
  if (salon_column_field_is_for (SALON_COLUMN_DAY, kind) && salon_cell_read_day (text, &day))
    return SALON_COLUMN_DAY;
  if (salon_column_field_is_for (SALON_COLUMN_PHONE, kind) && salon_cell_read_phone (text, &phone))
    return SALON_COLUMN_PHONE;
  return SALON_COLUMN_IGNORED;
}

static gboolean
is_taken (const SalonColumnField *found, guint n, SalonColumnField field)
{
  for (guint i = 0; i < n; i++)
    if (found[i] == field)
      return TRUE;
  return FALSE;
}

/* "Nom" is the family name where there is a first name too. */
static void
settle_names (SalonColumnField *found, guint n)
{
  if (!is_taken (found, n, SALON_COLUMN_FIRST_NAME) || is_taken (found, n, SALON_COLUMN_LAST_NAME))
    return;
  for (guint i = 0; i < n; i++)
    if (found[i] == SALON_COLUMN_NAME)
      found[i] = SALON_COLUMN_LAST_NAME;
}

/* Several columns may be called alike; the first has it. A second number is the other phone. */
static SalonColumnField
settle_twice (const SalonColumnField *found, guint n, SalonColumnField field)
{
  if (field == SALON_COLUMN_IGNORED || !is_taken (found, n, field))
    return field;
  if (field == SALON_COLUMN_PHONE && !is_taken (found, n, SALON_COLUMN_OTHER_PHONE))
    return SALON_COLUMN_OTHER_PHONE;
  return SALON_COLUMN_IGNORED;
}

SalonColumnField *
salon_column_guess_fields (SalonSheet *sheet, SalonForeignKind kind)
{
  guint n = salon_sheet_get_n_columns (sheet);
  gboolean asks_values = !salon_sheet_has_titles (sheet) && salon_sheet_get_n_rows (sheet) > 0;
  SalonColumnField *found = g_new0 (SalonColumnField, n + 1);

  for (guint i = 0; i < n; i++)
    found[i] = settle_twice (found, i, recognise (salon_sheet_get_title (sheet, i), kind));
  for (guint i = 0; i < n && asks_values; i++)
    if (found[i] == SALON_COLUMN_IGNORED)
      {
        SalonColumnField field = recognise_value (salon_sheet_get_cell (sheet, 0, i), kind);

        found[i] = settle_twice (found, n, field);
      }
  settle_names (found, n);
  return found;
}

SalonForeignKind
salon_column_guess_kind (SalonSheet *sheet)
{
  guint n = salon_sheet_get_n_columns (sheet);
  g_autofree SalonColumnField *as_booking =
    salon_column_guess_fields (sheet, SALON_FOREIGN_BOOKINGS);
  g_autofree SalonColumnField *as_service =
    salon_column_guess_fields (sheet, SALON_FOREIGN_SERVICES);
  g_autofree SalonColumnField *as_closure =
    salon_column_guess_fields (sheet, SALON_FOREIGN_CLOSURES);
  g_autofree SalonColumnField *as_card =
    salon_column_guess_fields (sheet, SALON_FOREIGN_GIFT_CARDS);
  gboolean has_person = is_taken (as_booking, n, SALON_COLUMN_PHONE)
                        || is_taken (as_booking, n, SALON_COLUMN_EMAIL)
                        || is_taken (as_booking, n, SALON_COLUMN_FIRST_NAME);

  if (is_taken (as_card, n, SALON_COLUMN_CODE)
      && (is_taken (as_card, n, SALON_COLUMN_VALUE)
          || is_taken (as_card, n, SALON_COLUMN_REMAINING)))
    return SALON_FOREIGN_GIFT_CARDS;
  if (is_taken (as_booking, n, SALON_COLUMN_DAY)
      && (is_taken (as_booking, n, SALON_COLUMN_TIME)
          || is_taken (as_booking, n, SALON_COLUMN_SERVICE)))
    return SALON_FOREIGN_BOOKINGS;
  if (!has_person && is_taken (as_service, n, SALON_COLUMN_SERVICE)
      && (is_taken (as_service, n, SALON_COLUMN_PRICE)
          || is_taken (as_service, n, SALON_COLUMN_DURATION)))
    return SALON_FOREIGN_SERVICES;
  if (!has_person && is_taken (as_closure, n, SALON_COLUMN_DAY))
    return SALON_FOREIGN_CLOSURES;
  return SALON_FOREIGN_CLIENTS;
}
