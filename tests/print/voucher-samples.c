/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "voucher-samples.h"

#define SALON                                                                                      \
  .heading = "Bon cadeau", .recipient_label = "Pour", .buyer_label = "De la part de",              \
  .salon = "Institut Sérénaïa", .issued_on = "2026-03-12",                   \
  .expiry = "Valable jusqu’au 12 mars 2027", .issued = "Émis le 12 mars 2026",                     \
  .contact = "14, rue des Lilas, 44000 Nantes\n02 40 12 34 56\nwww.serenaia-beaute.fr",            \
  .footer = "Sur rendez-vous.",                                                                    \
  .terms = "Utilisable en une ou plusieurs fois. Ni remboursable ni échangeable contre des "       \
           "espèces. À présenter lors de votre visite."

static const char *const names[N_SAMPLES] = { "amount", "service", "long", "spare", "foreign" };

static const SalonVoucherContent contents[N_SAMPLES] = {
  [SAMPLE_AMOUNT] = {
    SALON,
    .value = "80 €",
    .code = "SERA-7K2M-9QXA",
    .recipient = "Marie Durand",
    .buyer = "Camille et Julien",
    .message = "Joyeux anniversaire, Marie !\nPrends enfin une heure rien que pour toi.",
  },
  [SAMPLE_SERVICE] = {
    SALON,
    .value = "Soin du visage hydratant, 60 minutes",
    .is_service = TRUE,
    .code = "SERA-4HDT-W8NC",
    .recipient = "Maman",
    .buyer = "Léa",
    .message = "Pour la meilleure des mamans.",
  },
  [SAMPLE_LONG] = {
    SALON,
    .value = "Rituel complet « Évasion aux huiles précieuses » : gommage, enveloppement, massage du "
             "corps et soin du visage pour deux personnes, 2 h 30",
    .is_service = TRUE,
    .code = "SERA-XW4M-2RJG",
    .recipient = "Marie-Antoinette de la Rochefoucauld-Montmorency d’Aubigné",
    .buyer = "Jean-Christophe, Anne-Sophie, Emmanuelle, Bérengère et toute l’équipe du laboratoire",
    .message =
      "Chère Marie-Antoinette,\nvoilà vingt-cinq ans que tu nous supportes, que tu arroses nos "
      "plantes, que tu retrouves nos clés, et que tu ris à nos plaisanteries comme si tu les "
      "entendais pour la première fois. Il était temps que quelqu’un s’occupe de toi. Ferme les "
      "yeux, coupe ton téléphone, ne pense à rien, et surtout pas à nous. Nous t’embrassons tous "
      "très fort, et nous arrosons les plantes, promis.\nTes collègues",
  },
  [SAMPLE_SPARE] = {
    SALON,
    .value = "50 €",
    .code = "SERA-9PKE-3VLD",
  },
  [SAMPLE_FOREIGN] = {
    SALON,
    .value = "120 €",
    .code = "SERA-2FJY-6TBH",
    .recipient = "Nguyễn Thị Ngọc Ánh 🌸",
    .buyer = "فاطمة الزهراء بن علي",
    .message = "Chúc mừng sinh nhật! 🎁💐\nعيد ميلاد سعيد يا صديقتي العزيزة",
  },
};

const char *
sample_get_name (Sample sample)
{
  return names[sample];
}

const SalonVoucherContent *
sample_get_content (Sample sample)
{
  return &contents[sample];
}

SalonVoucherDesign *
sample_create_design (SalonVoucherLook look, SalonVoucherPaper paper)
{
  SalonVoucherDesign *design = salon_voucher_design_read (NULL, NULL);

  design->look = look;
  design->paper = paper;
  design->typeface = salon_voucher_design_get_typeface (look);
  salon_voucher_design_get_colours (look, &design->main_colour, &design->accent_colour);
  return design;
}
