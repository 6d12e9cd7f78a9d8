/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-voucher-design.h"

#include "core/salon-json.h"
#include "print/salon-voucher-colour.h"

static void
test_what_is_written_is_read (void)
{
  g_autoptr (SalonVoucherDesign) design = salon_voucher_design_read (NULL, NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (SalonVoucherDesign) read = NULL;

  design->look = SALON_VOUCHER_BOTANICAL;
  design->paper = SALON_VOUCHER_DL;
  design->typeface = SALON_VOUCHER_SANS;
  design->main_colour = 0x012345;
  design->accent_colour = 0xfedcba;
  g_set_str (&design->heading, "Chèque-cadeau");
  g_set_str (&design->terms, "Ni repris\nni « échangé ».");
  g_set_str (&design->footer, "À bientôt !");
  node = salon_voucher_design_write (design);
  salon_json_append (json, node);
  read = salon_voucher_design_read (json->str, "bG9nbw==");

  g_assert_cmpint (read->look, ==, SALON_VOUCHER_BOTANICAL);
  g_assert_cmpint (read->paper, ==, SALON_VOUCHER_DL);
  g_assert_cmpint (read->typeface, ==, SALON_VOUCHER_SANS);
  g_assert_cmphex (read->main_colour, ==, 0x012345);
  g_assert_cmphex (read->accent_colour, ==, 0xfedcba);
  g_assert_cmpstr (read->heading, ==, design->heading);
  g_assert_cmpstr (read->terms, ==, design->terms);
  g_assert_cmpstr (read->footer, ==, design->footer);
  g_assert_cmpmem (g_bytes_get_data (read->logo, NULL), g_bytes_get_size (read->logo), "logo", 4);
}

/* A newer version may know more looks; a hand may have written nonsense. */
static void
test_what_cannot_be_read_is_as_at_first (void)
{
  static const char *const nonsense[] = {
    "",
    "{",
    "[]",
    "12",
    "null",
    "{\"look\":\"baroque\",\"paper\":7,\"typeface\":null,\"main_colour\":\"red\",\"terms\":[]}",
    "{\"main_colour\":\"#12345\",\"accent_colour\":\"#12345g\",\"heading\":\"\"}",
  };
  g_autoptr (SalonVoucherDesign) first = salon_voucher_design_read (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autoptr (SalonVoucherDesign) read = salon_voucher_design_read (nonsense[i], "");

      g_assert_cmpint (read->look, ==, first->look);
      g_assert_cmpint (read->paper, ==, first->paper);
      g_assert_cmphex (read->main_colour, ==, first->main_colour);
      g_assert_cmphex (read->accent_colour, ==, first->accent_colour);
      g_assert_null (read->heading);
      g_assert_null (read->terms);
      g_assert_null (read->logo);
    }
}

static void
test_a_look_brings_its_colours_and_its_typeface (void)
{
  g_autoptr (SalonVoucherDesign) read = salon_voucher_design_read ("{\"look\":\"modern\"}", NULL);
  guint32 main, accent;

  salon_voucher_design_get_colours (SALON_VOUCHER_MODERN, &main, &accent);
  g_assert_cmphex (read->main_colour, ==, main);
  g_assert_cmphex (read->accent_colour, ==, accent);
  g_assert_cmpint (read->typeface, ==, SALON_VOUCHER_SANS);
}

static void
test_names_are_names_of_what_they_name (void)
{
  for (int i = 0; i < SALON_N_VOUCHER_LOOKS; i++)
    {
      SalonVoucherLook look = SALON_N_VOUCHER_LOOKS;

      g_assert_true (salon_voucher_look_from_name (salon_voucher_look_get_name (i), &look));
      g_assert_cmpint (look, ==, i);
    }
  for (int i = 0; i < SALON_N_VOUCHER_PAPERS; i++)
    {
      SalonVoucherPaper paper = SALON_N_VOUCHER_PAPERS;

      g_assert_true (salon_voucher_paper_from_name (salon_voucher_paper_get_name (i), &paper));
      g_assert_cmpint (paper, ==, i);
    }
  for (int i = 0; i < SALON_N_VOUCHER_TYPEFACES; i++)
    {
      SalonVoucherTypeface face = SALON_N_VOUCHER_TYPEFACES;

      g_assert_true (salon_voucher_typeface_from_name (salon_voucher_typeface_get_name (i), &face));
      g_assert_cmpint (face, ==, i);
    }
}

static void
test_text_can_be_read_in_any_colour (void)
{
  for (guint32 step = 0; step <= 0x100; step += 0x11)
    for (int shift = 0; shift <= 16; shift += 8)
      {
        guint32 colour = MIN (step, 0xff) << shift | 0x202020;
        guint32 pale = salon_voucher_colour_mix (colour, SALON_VOUCHER_WHITE, 0.7);
        guint32 on_white = salon_voucher_colour_on_white (pale);
        guint32 on_field = salon_voucher_colour_on_field (colour);

        g_assert_cmpfloat (salon_voucher_colour_get_contrast (on_white, SALON_VOUCHER_WHITE), >=,
                           4.5);
        g_assert_cmpfloat (salon_voucher_colour_get_contrast (on_field, colour), >=, 3.8);
      }
  g_assert_cmphex (salon_voucher_colour_on_white (0x102030), ==, 0x102030);
  g_assert_cmpfloat (salon_voucher_colour_get_contrast (0, SALON_VOUCHER_WHITE), >=, 20.9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/voucher-design/what-is-written-is-read", test_what_is_written_is_read);
  g_test_add_func ("/salon/voucher-design/what-cannot-be-read-is-as-at-first",
                   test_what_cannot_be_read_is_as_at_first);
  g_test_add_func ("/salon/voucher-design/a-look-brings-its-colours-and-its-typeface",
                   test_a_look_brings_its_colours_and_its_typeface);
  g_test_add_func ("/salon/voucher-design/names-are-names-of-what-they-name",
                   test_names_are_names_of_what_they_name);
  g_test_add_func ("/salon/voucher-design/text-can-be-read-in-any-colour",
                   test_text_can_be_read_in_any_colour);
  return g_test_run ();
}
