/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the texts of a voucher stand: in boxes that neither touch nor leave the page, whatever people
 * are called and whatever they have to say. */
#include "print/salon-voucher.h"

#include <cairo.h>
#include <glib/gstdio.h>

#include "voucher-samples.h"

#define N_HOSTILE 500
#define TOLERANCE 0.05 /* of a point */

static const char *const fragments[] = {
  "Marie",
  "Wolfeschlegelsteinhausenbergerdorff-Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
  "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
  "Nguyễn Thị Ngọc Ánh Ế Ỗ Ặ",
  "فاطمة الزهراء بنت محمد بن عبد الله",
  "שרה בת אברהם",
  "👩‍👩‍👧‍👦🏳️‍🌈🎁💐🌸",
  "Z̷̛̩̀ͅa̶̙͂l̴̰̾g̸̺̈́o̴͕͌ ҉̴͝ŗ̸͘͟",
  "\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86",
  "\xe2\x80\xae"
  "eirM"
  "\xe2\x80\xac",
  "山田花子様へ お誕生日おめでとう",
  "ธิดารัตน์ ผู้ยิ่งใหญ่",
  "मेरी प्यारी सहेली",
  "fjÅÇgJQ|ÀÉ",
  "a\tb\r\nc\x0b\x0c\x01\x7f",
  "\n\n\n\n\n\n\n\n\n",
  "     ",
  "<b>&amp;</b> %s %n \\0 \"'«»",
  "1234567890 €€€ 100 %",
  "\xef\xbf\xbd\xee\x80\x80\xf3\xa0\x80\x81",
  "Jean-Christophe-Emmanuel de la Rochefoucauld d’Estissac-Liancourt",
  "Une phrase tout à fait ordinaire, avec des virgules, qui ne finit pas de sitôt. ",
};

/* Each from its own number, so that one can be looked at alone. */
static char *
write_hostile (GRand *random, guint most)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (random, 0, (gint32) most + 1);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, fragments[g_rand_int_range (random, 0, G_N_ELEMENTS (fragments))]);
      g_string_append (text, g_rand_boolean (random) ? " " : (g_rand_boolean (random) ? "\n" : ""));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
reaches (const SalonVoucherRectangle *outer, const SalonVoucherRectangle *inner)
{
  return inner->width <= 0 || inner->height <= 0
         || (inner->x >= outer->x - TOLERANCE && inner->y >= outer->y - TOLERANCE
             && inner->x + inner->width <= outer->x + outer->width + TOLERANCE
             && inner->y + inner->height <= outer->y + outer->height + TOLERANCE);
}

static gboolean
overlap (const SalonVoucherRectangle *one, const SalonVoucherRectangle *other)
{
  return one->x + one->width > other->x + TOLERANCE && other->x + other->width > one->x + TOLERANCE
         && one->y + one->height > other->y + TOLERANCE
         && other->y + other->height > one->y + TOLERANCE;
}

/* The white around a QR code belongs to it only as far as a reader needs two modules' worth of it. */
static void
check_boxes (SalonVoucher *voucher, const char *what)
{
  g_autoptr (GArray) boxes = salon_voucher_list_boxes (voucher, 0);
  const SalonPaper *paper = salon_document_get_paper (SALON_DOCUMENT (voucher));
  double margin = salon_paper_points (paper->margin_mm);
  const SalonVoucherRectangle page = {
    margin,
    margin,
    salon_paper_points (paper->width_mm) - 2 * margin,
    salon_paper_points (paper->height_mm) - 2 * margin,
  };

  for (guint i = 0; i < boxes->len; i++)
    {
      const SalonVoucherBox *box = &g_array_index (boxes, SalonVoucherBox, i);

      if (!reaches (&page, &box->area))
        g_error ("%s: “%s” leaves the page", what, box->name);
      if (!reaches (&box->area, &box->ink))
        g_error ("%s: “%s” leaves its box: ink %g %g %g × %g in %g %g %g × %g", what, box->name,
                 box->ink.x, box->ink.y, box->ink.width, box->ink.height, box->area.x, box->area.y,
                 box->area.width, box->area.height);
      for (guint k = 0; k < i; k++)
        {
          const SalonVoucherBox *other = &g_array_index (boxes, SalonVoucherBox, k);

          if (overlap (&box->area, &other->area))
            g_error ("%s: “%s” (%g %g %g × %g) touches “%s” (%g %g %g × %g)", what, box->name,
                     box->area.x, box->area.y, box->area.width, box->area.height, other->name,
                     other->area.x, other->area.y, other->area.width, other->area.height);
        }
    }
}

static SalonVoucher *
create (const SalonVoucherContent *content, SalonVoucherLook look, SalonVoucherPaper paper)
{
  g_autoptr (SalonVoucherDesign) design = sample_create_design (look, paper);
  SalonVoucher *voucher = salon_voucher_new ("Bon cadeau", design);

  salon_voucher_add (voucher, content);
  return voucher;
}

static void
check_everywhere (const SalonVoucherContent *content, const char *what)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      {
        g_autoptr (SalonVoucher) voucher = create (content, look, paper);
        g_autofree char *where =
          g_strdup_printf ("%s, %s on %s", what, salon_voucher_look_get_name (look),
                           salon_voucher_paper_get_name (paper));

        check_boxes (voucher, where);
      }
}

static void
test_samples_keep_to_their_boxes (void)
{
  for (int sample = 0; sample < N_SAMPLES; sample++)
    check_everywhere (sample_get_content (sample), sample_get_name (sample));
}

/* The names and messages are hostile in all, everything else in every fourth. */
static void
test_hostile_texts_keep_to_their_boxes (void)
{
  for (guint number = 0; number < N_HOSTILE; number++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (number);
      SalonVoucherContent content = *sample_get_content (number % N_SAMPLES);
      g_autofree char *recipient = write_hostile (random, 4);
      g_autofree char *buyer = write_hostile (random, 4);
      g_autofree char *message = write_hostile (random, 20);
      g_autofree char *value = write_hostile (random, 5);
      g_autofree char *other = write_hostile (random, 8);
      g_autofree char *what = g_strdup_printf ("number %u", number);

      content.recipient = recipient;
      content.buyer = buyer;
      content.message = message;
      if (number % 2 == 0)
        {
          content.value = value;
          content.is_service = TRUE;
        }
      if (number % 4 == 0)
        {
          content.heading = content.terms = content.contact = content.footer = other;
          content.salon = content.expiry = content.issued = other;
          content.recipient_label = content.buyer_label = other;
        }
      check_everywhere (&content, what);
    }
}

static const SalonVoucherBox *
find_box (GArray *boxes, const char *name)
{
  for (guint i = 0; i < boxes->len; i++)
    if (g_str_equal (g_array_index (boxes, SalonVoucherBox, i).name, name))
      return &g_array_index (boxes, SalonVoucherBox, i);
  g_error ("no box “%s”", name);
}

static void
test_what_is_short_is_large_and_whole (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      {
        g_autoptr (SalonVoucher) voucher = create (sample_get_content (SAMPLE_AMOUNT), look, paper);
        g_autoptr (GArray) boxes = salon_voucher_list_boxes (voucher, 0);

        for (guint i = 0; i < boxes->len; i++)
          g_assert_false (g_array_index (boxes, SalonVoucherBox, i).is_shortened);
        g_assert_cmpfloat (find_box (boxes, "value")->size, >=, 30);
        g_assert_cmpfloat (find_box (boxes, "recipient")->size, >=, 12);
        g_assert_cmpfloat (find_box (boxes, "contact")->size, >=, 7);
      }
}

/* Whoever has a long name reads it whole before anybody reads all of a long message. */
static void
test_a_long_name_becomes_smaller_before_it_is_cut (void)
{
  SalonVoucherContent content = *sample_get_content (SAMPLE_AMOUNT);

  content.recipient = "Marie-Antoinette de la Rochefoucauld-Montmorency";
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    {
      g_autoptr (SalonVoucher) voucher = create (&content, look, SALON_VOUCHER_A5);
      g_autoptr (GArray) boxes = salon_voucher_list_boxes (voucher, 0);

      g_assert_false (find_box (boxes, "recipient")->is_shortened);
    }
  content.recipient =
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW";
  g_autoptr (SalonVoucher) voucher = create (&content, SALON_VOUCHER_CLASSIC, SALON_VOUCHER_A5);
  g_autoptr (GArray) boxes = salon_voucher_list_boxes (voucher, 0);

  g_assert_true (find_box (boxes, "recipient")->is_shortened);
}

/* The code is read with glass and steel: a QR code of at least two centimetres. */
static void
test_the_code_is_large_enough_to_be_scanned (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      {
        g_autoptr (SalonVoucher) voucher = create (sample_get_content (SAMPLE_AMOUNT), look, paper);
        g_autoptr (GArray) boxes = salon_voucher_list_boxes (voucher, 0);

        g_assert_cmpfloat (find_box (boxes, "qr")->area.width, >=, salon_paper_points (20));
        g_assert_false (find_box (boxes, "code")->is_shortened);
      }
}

static GBytes *
create_png (int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autofree char *path = NULL;
  char *data = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;
  int file = g_file_open_tmp ("logo-XXXXXX.png", &path, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_bytes_new_take (data, size);
}

static void
check_logo (GBytes *logo, gboolean is_expected)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      {
        g_autoptr (SalonVoucherDesign) design = sample_create_design (look, paper);
        g_autoptr (SalonVoucher) voucher = NULL;
        g_autoptr (GArray) boxes = NULL;
        gboolean is_there = FALSE;

        design->logo = g_bytes_ref (logo);
        voucher = salon_voucher_new ("Bon cadeau", design);
        salon_voucher_add (voucher, sample_get_content (SAMPLE_LONG));
        check_boxes (voucher, "with a logo");
        boxes = salon_voucher_list_boxes (voucher, 0);
        for (guint i = 0; i < boxes->len; i++)
          is_there |= g_str_equal (g_array_index (boxes, SalonVoucherBox, i).name, "logo");
        g_assert_cmpint (is_there, ==, is_expected);
      }
}

static void
test_a_logo_of_any_shape_has_its_place (void)
{
  static const int sizes[][2] = { { 400, 400 }, { 1200, 90 }, { 60, 900 }, { 1, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) logo = create_png (sizes[i][0], sizes[i][1]);

      check_logo (logo, TRUE);
    }
}

static void
test_a_logo_that_is_no_picture_is_left_out (void)
{
  g_autoptr (GBytes) whole = create_png (300, 300);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  g_autoptr (GBytes) text = g_bytes_new_static ("<svg/>", 6);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) huge = create_png (5000, 1);

  check_logo (half, FALSE);
  check_logo (text, FALSE);
  check_logo (none, FALSE);
  check_logo (huge, FALSE);
  g_assert_false (salon_voucher_can_read_logo (half));
  g_assert_true (salon_voucher_can_read_logo (whole));
}

static void
test_a_page_without_any_text_is_no_trouble (void)
{
  const SalonVoucherContent nothing = { 0 };

  check_everywhere (&nothing, "nothing");
}

/* --- Pictures --- */

static gboolean
is_dark (cairo_surface_t *picture, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (picture)
                      + (gsize) y * (gsize) cairo_image_surface_get_stride (picture);
  guint32 pixel;

  memcpy (&pixel, row + (gsize) x * 4, 4);
  return (pixel & 0xff) < 0x60 && (pixel >> 8 & 0xff) < 0x60 && (pixel >> 16 & 0xff) < 0x60;
}

/* As a QR code is read: in rows, light and dark by turns many times. */
static guint
count_turns (cairo_surface_t *picture)
{
  guint most = 0;

  for (int y = 0; y < cairo_image_surface_get_height (picture); y++)
    {
      guint turns = 0;

      for (int x = 1; x < cairo_image_surface_get_width (picture); x++)
        turns += is_dark (picture, x, y) != is_dark (picture, x - 1, y);
      most = MAX (most, turns);
    }
  return most;
}

static cairo_status_t
take_cb (void *closure, unsigned char *data, unsigned int length)
{
  GByteArray *left = closure;

  if (length > left->len)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, left->data, length);
  g_byte_array_remove_range (left, 0, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Of @width pixels, read back. */
static cairo_surface_t *
draw_picture (const SalonVoucherContent *content, SalonVoucherPaper paper, int width)
{
  g_autoptr (SalonVoucher) voucher = create (content, SALON_VOUCHER_CLASSIC, paper);
  g_autoptr (GBytes) png = salon_document_to_png (SALON_DOCUMENT (voucher), 0, width);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *picture;

  g_assert_nonnull (png);
  g_byte_array_append (bytes, g_bytes_get_data (png, NULL), (guint) g_bytes_get_size (png));
  picture = cairo_image_surface_create_from_png_stream (take_cb, bytes);
  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  return picture;
}

static void
test_a_picture_is_as_wide_as_asked (void)
{
  static const int heights[] = { 592, 594, 396 };

  for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
    {
      cairo_surface_t *picture = draw_picture (sample_get_content (SAMPLE_AMOUNT), paper, 840);

      g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 840);
      g_assert_cmpint (cairo_image_surface_get_height (picture), ==, heights[paper]);
      cairo_surface_destroy (picture);
    }
}

static void
test_a_code_beyond_ascii_is_shown_and_cannot_be_scanned (void)
{
  SalonVoucherContent content = *sample_get_content (SAMPLE_SPARE);
  cairo_surface_t *whole = draw_picture (&content, SALON_VOUCHER_A5, 840);
  cairo_surface_t *specimen;

  content.code = "SPÉCIMEN";
  specimen = draw_picture (&content, SALON_VOUCHER_A5, 840);
  g_test_message ("turns: %u, %u", count_turns (whole), count_turns (specimen));
  g_assert_cmpuint (count_turns (specimen), <, count_turns (whole));
  cairo_surface_destroy (whole);
  cairo_surface_destroy (specimen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/voucher/samples-keep-to-their-boxes", test_samples_keep_to_their_boxes);
  g_test_add_func ("/salon/voucher/hostile-texts-keep-to-their-boxes",
                   test_hostile_texts_keep_to_their_boxes);
  g_test_add_func ("/salon/voucher/what-is-short-is-large-and-whole",
                   test_what_is_short_is_large_and_whole);
  g_test_add_func ("/salon/voucher/a-long-name-becomes-smaller-before-it-is-cut",
                   test_a_long_name_becomes_smaller_before_it_is_cut);
  g_test_add_func ("/salon/voucher/the-code-is-large-enough-to-be-scanned",
                   test_the_code_is_large_enough_to_be_scanned);
  g_test_add_func ("/salon/voucher/a-logo-of-any-shape-has-its-place",
                   test_a_logo_of_any_shape_has_its_place);
  g_test_add_func ("/salon/voucher/a-logo-that-is-no-picture-is-left-out",
                   test_a_logo_that_is_no_picture_is_left_out);
  g_test_add_func ("/salon/voucher/a-page-without-any-text-is-no-trouble",
                   test_a_page_without_any_text_is_no_trouble);
  g_test_add_func ("/salon/voucher/a-picture-is-as-wide-as-asked",
                   test_a_picture_is_as_wide_as_asked);
  g_test_add_func ("/salon/voucher/a-code-beyond-ascii-is-shown-and-cannot-be-scanned",
                   test_a_code_beyond_ascii_is_shown_and_cannot_be_scanned);
  return g_test_run ();
}
