/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that are sent as long as the owner has none of her own.
 *
 * Those of an SMS have no letter that forces Unicode, so that a usual booking is one part even where
 * accents are kept: “Un souci ?” and not “Un empêchement ?”; and plain spaces for the same reason. A
 * reminder says the day by its name: “demain” is wrong as soon as a phone was off over night.
 */
#include "salon-message-template.h"

typedef struct
{
  SalonMessageTemplate words[SALON_N_LANGUAGES];
} Words;

static const Words sms[SALON_N_MESSAGE_KINDS] = {
  [SALON_MESSAGE_CONFIRMATION] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "",
      "Hello {first_name}, your appointment is confirmed: {date} at {time} "
               "({services}). We look forward to seeing you! {salon} {phone}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "",
      "Bonjour {prénom}, votre rendez-vous est confirmé : {date} à "
               "{heure} ({prestations}). Au plaisir de vous voir ! {salon} {téléphone}",
    },
  } },
  [SALON_MESSAGE_CHANGE] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "",
      "Hello {first_name}, your appointment has moved to {date} at {time} "
               "({services}). Any trouble? Call us. {salon} {phone}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "",
      "Bonjour {prénom}, votre rendez-vous est déplacé : {date} à "
               "{heure} ({prestations}). Un souci ? Appelez-nous. {salon} {téléphone}",
    },
  } },
  [SALON_MESSAGE_CANCELLATION] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "",
      "Hello {first_name}, your appointment on {date} at {time} is "
               "cancelled. Call us to find another one. {salon} {phone}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "",
      "Bonjour {prénom}, votre rendez-vous du {date} à {heure} est "
               "annulé. Appelez-nous pour en trouver un autre. {salon} {téléphone}",
    },
  } },
  [SALON_MESSAGE_REMINDER] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "",
      "Hello {first_name}, a little reminder: we expect you {date} at "
               "{time} ({services}). Any trouble? Call us. {salon} {phone}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "",
      "Bonjour {prénom}, petit rappel : nous vous attendons {date} à "
               "{heure} ({prestations}). Un souci ? Appelez-nous. {salon} {téléphone}",
    },
  } },
  [SALON_MESSAGE_THANKS] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "",
      "Thank you for your visit, {first_name}! Take care of yourself, and "
               "see you again soon. {salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "",
      "Merci de votre visite, {prénom} ! Prenez soin de vous, et au "
               "plaisir de vous revoir. {salon}",
    },
  } },
};

static const Words mail[SALON_N_MESSAGE_KINDS] = {
  [SALON_MESSAGE_CONFIRMATION] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Your appointment on {date} at {time}",
      "Hello {first_name},\n"
               "\n"
               "Your appointment is confirmed:\n"
               "\n"
               "{date} at {time}\n"
               "{services}\n"
               "Length: {duration} – Price: {price}\n"
               "\n"
               "You find us here: {address}\n"
               "Something has come up? Please tell us as soon as you can: {phone}.\n"
               "Online: {link}\n"
               "\n"
               "See you soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Votre rendez-vous du {date} à {heure}",
      "Bonjour {prénom},\n"
               "\n"
               "Votre rendez-vous est confirmé\u00a0:\n"
               "\n"
               "{date} à {heure}\n"
               "{prestations}\n"
               "Durée\u00a0: {durée} – Prix\u00a0: {prix}\n"
               "\n"
               "Nous vous accueillons ici\u00a0: {adresse}\n"
               "Un empêchement\u00a0? Prévenez-nous dès que possible au {téléphone}.\n"
               "En ligne\u00a0: {lien}\n"
               "\n"
               "À bientôt,\n"
               "{salon}",
    },
  } },
  [SALON_MESSAGE_CHANGE] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Your appointment has moved to {date} at {time}",
      "Hello {first_name},\n"
               "\n"
               "Your appointment has moved. We now expect you:\n"
               "\n"
               "{date} at {time}\n"
               "{services}\n"
               "\n"
               "Should this not suit you, we will find another time together.\n"
               "Call us: {phone}.\n"
               "You find us here: {address}\n"
               "\n"
               "See you soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Votre rendez-vous est déplacé au {date} à {heure}",
      "Bonjour {prénom},\n"
               "\n"
               "Votre rendez-vous a été déplacé. Nous vous attendons "
               "désormais\u00a0:\n"
               "\n"
               "{date} à {heure}\n"
               "{prestations}\n"
               "\n"
               "Si ce moment ne vous convient pas, nous en trouverons un autre "
               "ensemble.\n"
               "Appelez-nous au {téléphone}.\n"
               "Nous vous accueillons ici\u00a0: {adresse}\n"
               "\n"
               "À bientôt,\n"
               "{salon}",
    },
  } },
  [SALON_MESSAGE_CANCELLATION] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Your appointment on {date} is cancelled",
      "Hello {first_name},\n"
               "\n"
               "Your appointment on {date} at {time} ({services}) is cancelled.\n"
               "\n"
               "We would be glad to see you another time.\n"
               "To choose a new one, call us: {phone}.\n"
               "Or book online: {link}\n"
               "\n"
               "See you soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Votre rendez-vous du {date} est annulé",
      "Bonjour {prénom},\n"
               "\n"
               "Votre rendez-vous du {date} à {heure} ({prestations}) est annulé.\n"
               "\n"
               "Ce sera avec plaisir une autre fois.\n"
               "Pour choisir un nouveau moment, appelez-nous au {téléphone}.\n"
               "Ou réservez en ligne\u00a0: {lien}\n"
               "\n"
               "À bientôt,\n"
               "{salon}",
    },
  } },
  [SALON_MESSAGE_REMINDER] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Reminder: your appointment on {date} at {time}",
      "Hello {first_name},\n"
               "\n"
               "A little reminder: we expect you\n"
               "\n"
               "{date} at {time}\n"
               "{services}\n"
               "\n"
               "You find us here: {address}\n"
               "Something has come up? Please tell us as soon as you can: {phone}. "
               "Somebody else will enjoy that moment.\n"
               "\n"
               "See you very soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Rappel\u00a0: votre rendez-vous du {date} à {heure}",
      "Bonjour {prénom},\n"
               "\n"
               "Un petit rappel\u00a0: nous vous attendons\n"
               "\n"
               "{date} à {heure}\n"
               "{prestations}\n"
               "\n"
               "Nous vous accueillons ici\u00a0: {adresse}\n"
               "Un empêchement\u00a0? Prévenez-nous dès que possible au {téléphone}, "
               "quelqu’un d’autre profitera de ce moment.\n"
               "\n"
               "À très bientôt,\n"
               "{salon}",
    },
  } },
  [SALON_MESSAGE_VOUCHER] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Your gift voucher from {salon}",
      "Hello {first_name},\n"
               "\n"
               "Here is your gift voucher, to print or to keep on your phone: "
               "{amount}.\n"
               "\n"
               "Code: {code}\n"
               "Valid until {expiry}\n"
               "\n"
               "To enjoy it, make an appointment: {phone}.\n"
               "Or online: {link}\n"
               "You find us here: {address}\n"
               "\n"
               "See you soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Votre bon cadeau {salon}",
      "Bonjour {prénom},\n"
               "\n"
               "Voici votre bon cadeau, à imprimer ou à garder sur votre "
               "téléphone\u00a0: {montant}.\n"
               "\n"
               "Code\u00a0: {code}\n"
               "Valable jusqu’au {échéance}\n"
               "\n"
               "Pour en profiter, prenez rendez-vous au {téléphone}.\n"
               "Ou en ligne\u00a0: {lien}\n"
               "Nous vous accueillons ici\u00a0: {adresse}\n"
               "\n"
               "À bientôt,\n"
               "{salon}",
    },
  } },
  [SALON_MESSAGE_EXPIRY] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Your gift voucher is valid until {expiry}",
      "Hello {first_name},\n"
               "\n"
               "There is still {amount} on your gift voucher {code}, which is valid "
               "until {expiry}. It would be a pity not to enjoy it!\n"
               "\n"
               "Make an appointment: {phone}. We will find you a good time.\n"
               "Or book online: {link}\n"
               "\n"
               "See you soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Votre bon cadeau est valable jusqu’au {échéance}",
      "Bonjour {prénom},\n"
               "\n"
               "Il reste {montant} sur votre bon cadeau {code}, valable jusqu’au "
               "{échéance}. Ce serait dommage de ne pas en profiter\u00a0!\n"
               "\n"
               "Prenez rendez-vous au {téléphone}, nous vous trouverons un moment.\n"
               "Ou réservez en ligne\u00a0: {lien}\n"
               "\n"
               "À bientôt,\n"
               "{salon}",
    },
  } },
  [SALON_MESSAGE_THANKS] = { {
    [SALON_LANGUAGE_ENGLISH] = {
      "Thank you for your visit",
      "Hello {first_name},\n"
               "\n"
               "Thank you for coming to {salon}. We hope that you enjoyed it.\n"
               "\n"
               "A question, a wish, the next appointment? Call us: {phone}.\n"
               "Or book online: {link}\n"
               "\n"
               "See you soon,\n"
               "{salon}",
    },
    [SALON_LANGUAGE_FRENCH] = {
      "Merci de votre visite",
      "Bonjour {prénom},\n"
               "\n"
               "Merci de votre visite chez {salon}. Nous espérons que ce moment vous "
               "a fait du bien.\n"
               "\n"
               "Une question, une envie, un prochain rendez-vous\u00a0? Appelez-nous "
               "au {téléphone}.\n"
               "Ou réservez en ligne\u00a0: {lien}\n"
               "\n"
               "À bientôt,\n"
               "{salon}",
    },
  } },
};

const SalonMessageTemplate *
salon_message_template_get_default (SalonMessageKind kind,
                                    SalonMessageMedium medium,
                                    SalonLanguage language)
{
  g_return_val_if_fail (salon_message_template_exists (kind, medium), NULL);

  switch (medium)
    {
    case SALON_MESSAGE_SMS:
      return &sms[kind].words[language];
    case SALON_MESSAGE_EMAIL:
      return &mail[kind].words[language];
    }
  g_return_val_if_reached (NULL);
}
