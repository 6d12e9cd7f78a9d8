/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PDF of a voucher, as those who receive it read it: by poppler, with a scanner, on any screen. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/salon-voucher-code.h"
#include "pdf-reader.h"
#include "voucher-samples.h"

#define MOST_BYTES 25000 /* of a voucher in one script, without a logo */
/* Each further script brings fonts of its own, which have to go into the PDF: Arabic two of three
 * kilobytes, the accents of Vietnamese two of five, emoji a picture each. */
#define MOST_FOREIGN_BYTES 50000
#define N_BATCH 40
#define N_CODES 2000 /* of each look, and so in each cut of the letters */

static GBytes *
print (SalonVoucherLook look, SalonVoucherPaper paper, Sample sample)
{
  g_autoptr (SalonVoucherDesign) design = sample_create_design (look, paper);
  g_autoptr (SalonVoucher) voucher = salon_voucher_new ("Bon cadeau SERA-7K2M-9QXA", design);

  salon_voucher_add (voucher, sample_get_content (sample));
  return salon_document_to_pdf (SALON_DOCUMENT (voucher));
}

static char *
fold (const char *text)
{
  g_autofree char *upper = g_utf8_strup (text, -1);
  g_auto (GStrv) words = g_strsplit_set (upper, " \n\f", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    g_string_append (joined, words[i]);
  return g_string_free_and_steal (g_steal_pointer (&joined));
}

/* Words stay words: only where a line ends may the text be cut. */
static void
assert_says (const char *text, const char *said)
{
  g_auto (GStrv) words = g_strsplit_set (said, " \n", -1);
  g_autofree char *upper = g_utf8_strup (text, -1);
  g_autofree char *without = fold (text);
  g_autofree char *whole = fold (said);

  if (strstr (without, whole) == NULL)
    g_error ("“%s” is not in “%s”", said, text);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_strup (words[i], -1);

      if (strstr (upper, word) == NULL)
        g_error ("the word “%s” is not in “%s”", words[i], text);
    }
}

static void
test_every_text_can_be_searched_for (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      for (int sample = SAMPLE_AMOUNT; sample <= SAMPLE_SERVICE; sample++)
        {
          const SalonVoucherContent *content = sample_get_content (sample);
          g_autoptr (GBytes) pdf = print (look, paper, sample);
          g_autoptr (PdfDocument) document = pdf_reader_open (pdf);
          g_autofree char *text = pdf_reader_get_text (document, 0);
          const char *const said[] = {
            content->heading,     content->value, content->recipient_label, content->recipient,
            content->buyer_label, content->buyer, content->message,         content->code,
            content->expiry,      content->terms, content->salon,           content->contact,
            content->footer,
          };

          g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
          for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
            assert_says (text, said[i]);
        }
}

static void
test_names_in_other_scripts_are_texts_too (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    {
      g_autoptr (GBytes) pdf = print (look, SALON_VOUCHER_A5, SAMPLE_FOREIGN);
      g_autoptr (PdfDocument) document = pdf_reader_open (pdf);
      g_autofree char *text = pdf_reader_get_text (document, 0);

      assert_says (text, "Nguyễn Thị Ngọc Ánh");
      assert_says (text, "Chúc mừng sinh nhật!");
      /* Written from right to left, and found as it is typed. */
      pdf_reader_find (document, 0, "فاطمة");
    }
}

static void
test_title_and_author_are_set (void)
{
  g_autoptr (GBytes) pdf = print (SALON_VOUCHER_CLASSIC, SALON_VOUCHER_A5, SAMPLE_AMOUNT);
  g_autoptr (PdfDocument) document = pdf_reader_open (pdf);
  g_autofree char *title = poppler_document_get_title (document);
  g_autofree char *author = poppler_document_get_author (document);
  g_autoptr (GDateTime) day = poppler_document_get_creation_date_time (document);

  g_assert_cmpstr (title, ==, "Bon cadeau SERA-7K2M-9QXA");
  g_assert_cmpstr (author, ==, "Institut Sérénaïa");
  g_assert_cmpint (g_date_time_get_year (day), ==, 2026);
  g_assert_cmpint (g_date_time_get_month (day), ==, 3);
  g_assert_cmpint (g_date_time_get_day_of_month (day), ==, 12);
}

static void
test_fonts_are_embedded (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int sample = 0; sample < N_SAMPLES; sample++)
      {
        g_autoptr (GBytes) pdf = print (look, SALON_VOUCHER_A5, sample);
        g_autoptr (PdfDocument) document = pdf_reader_open (pdf);
        PopplerFontInfo *info = poppler_font_info_new (document);
        PopplerFontsIter *fonts = NULL;
        guint n_fonts = 0;

        while (poppler_font_info_scan (info, 1, &fonts))
          {
            do
              {
                g_assert_true (poppler_fonts_iter_is_embedded (fonts));
                n_fonts++;
              }
            while (poppler_fonts_iter_next (fonts));
            poppler_fonts_iter_free (fonts);
          }
        g_assert_cmpuint (n_fonts, >=, 1);
        g_object_unref (info);
      }
}

static void
test_a_voucher_is_small (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      for (int sample = 0; sample < N_SAMPLES; sample++)
        {
          g_autoptr (GBytes) pdf = print (look, paper, sample);
          gsize most = sample == SAMPLE_FOREIGN ? MOST_FOREIGN_BYTES : MOST_BYTES;

          g_test_message ("%s on %s, %s: %zu bytes", salon_voucher_look_get_name (look),
                          salon_voucher_paper_get_name (paper), sample_get_name (sample),
                          g_bytes_get_size (pdf));
          g_assert_cmpuint (g_bytes_get_size (pdf), <, most);
        }
}

static void
test_a_voucher_is_the_same_each_time (void)
{
  g_autoptr (GBytes) first = print (SALON_VOUCHER_BOTANICAL, SALON_VOUCHER_A5, SAMPLE_FOREIGN);
  g_autoptr (GBytes) again = print (SALON_VOUCHER_BOTANICAL, SALON_VOUCHER_A5, SAMPLE_FOREIGN);

  g_assert_true (g_bytes_equal (first, again));
}

static gboolean
count_cb (guint n_done, guint n_pages, gpointer user_data)
{
  guint *n_told = user_data;

  g_assert_cmpuint (n_pages, ==, N_BATCH);
  g_assert_cmpuint (n_done, ==, *n_told);
  (*n_told)++;
  return TRUE;
}

static gboolean
stop_cb (guint n_done, guint n_pages, gpointer user_data)
{
  return n_done < 3;
}

static void
test_a_batch_tells_its_progress_and_can_be_given_up (void)
{
  g_autoptr (SalonVoucherDesign) design =
    sample_create_design (SALON_VOUCHER_MODERN, SALON_VOUCHER_DL);
  g_autoptr (SalonVoucher) batch = salon_voucher_new ("Bons cadeaux", design);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (PdfDocument) document = NULL;
  g_autofree char *text = NULL;
  guint n_told = 0;

  for (guint i = 0; i < N_BATCH; i++)
    salon_voucher_add (batch, sample_get_content (i % N_SAMPLES));
  pdf = salon_document_write_pdf (SALON_DOCUMENT (batch), count_cb, &n_told);
  g_assert_cmpuint (n_told, ==, N_BATCH);
  document = pdf_reader_open (pdf);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, N_BATCH);
  text = pdf_reader_get_text (document, N_SAMPLES + 1);
  assert_says (text, "SERA-4HDT-W8NC");
  g_assert_null (salon_document_write_pdf (SALON_DOCUMENT (batch), stop_cb, NULL));
}

/* --- The code, as it is copied out of the PDF --- */

static char *
run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  return output;
}

static char *
make_code (void)
{
  guint8 random[SALON_VOUCHER_RANDOM_BYTES];

  for (gsize i = 0; i < sizeof random; i++)
    random[i] = (guint8) g_test_rand_int_range (0, 256);
  return salon_voucher_code_make ("SERA", random);
}

/* A voucher for each of @codes, and what pdftotext reads in them. */
static char *
read_codes (const char *folder, const SalonVoucherDesign *design, GPtrArray *codes)
{
  g_autoptr (SalonVoucher) batch = salon_voucher_new ("Bons cadeaux", design);
  g_autofree char *file = g_build_filename (folder, "codes.pdf", NULL);
  const char *const command[] = { "pdftotext", file, "-", NULL };
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  for (guint i = 0; i < codes->len; i++)
    {
      const SalonVoucherContent content = { .code = g_ptr_array_index (codes, i) };

      salon_voucher_add (batch, &content);
    }
  pdf = salon_document_to_pdf (SALON_DOCUMENT (batch));
  g_file_set_contents (file, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  text = run (command);
  g_unlink (file);
  return text;
}

static void
check_codes (const char *folder, SalonVoucherLook look, SalonVoucherPaper paper)
{
  g_autoptr (SalonVoucherDesign) design = sample_create_design (look, paper);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (guint i = 0; i < N_CODES / SALON_N_VOUCHER_PAPERS; i++)
    g_ptr_array_add (codes, make_code ());
  text = read_codes (folder, design, codes);
  for (guint i = 0; i < codes->len; i++)
    if (strstr (text, g_ptr_array_index (codes, i)) == NULL)
      g_error ("%s is not read on %s, %s", (char *) g_ptr_array_index (codes, i),
               salon_voucher_look_get_name (look), salon_voucher_paper_get_name (paper));
}

static void
test_any_code_is_one_word (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("voucher-XXXXXX", &error);

  g_assert_no_error (error);
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      check_codes (folder, look, paper);
  g_rmdir (folder);
}

/* --- On paper and on screens --- */

static void
check_scanned (const char *folder, GBytes *pdf, const char *code, const char *dpi, const char *what)
{
  g_autofree char *file = g_build_filename (folder, "voucher.pdf", NULL);
  g_autofree char *stem = g_build_filename (folder, "page", NULL);
  g_autofree char *picture = g_strconcat (stem, ".png", NULL);
  const char *const draw[] = { "pdftoppm", "-png", "-singlefile", "-r", dpi, file, stem, NULL };
  const char *const scan[] = { "zbarimg", "--raw", "--quiet", picture, NULL };
  g_autofree char *drawn = NULL;
  g_autofree char *scanned = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  drawn = run (draw);
  scanned = g_strchomp (run (scan));
  g_unlink (file);
  g_unlink (picture);
  if (!g_str_equal (scanned, code))
    g_error ("%s at %s dpi: scanned “%s”, not “%s”", what, dpi, scanned, code);
}

static void
test_the_code_is_scanned_at_any_resolution (void)
{
  static const char *const resolutions[] = { "72", "150", "300" };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("voucher-XXXXXX", &error);

  g_assert_no_error (error);
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      {
        g_autoptr (GBytes) pdf = print (look, paper, SAMPLE_LONG);
        g_autofree char *what = g_strdup_printf ("%s on %s", salon_voucher_look_get_name (look),
                                                 salon_voucher_paper_get_name (paper));

        for (gsize i = 0; i < G_N_ELEMENTS (resolutions); i++)
          check_scanned (folder, pdf, sample_get_content (SAMPLE_LONG)->code, resolutions[i], what);
      }
  g_rmdir (folder);
}

/* The page in fields of a tenth of an inch: how dark each is, from 0 to 255. */
static GByteArray *
draw_fields (PopplerPage *page, double dpi)
{
  double width, height;
  guint field = (guint) (dpi / 10);

  poppler_page_get_size (page, &width, &height);
  guint n_columns = (guint) (width / 7.2), n_rows = (guint) (height / 7.2);
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (n_columns * field),
                                (int) (n_rows * field));
  cairo_t *cr = cairo_create (surface);
  GByteArray *fields = g_byte_array_new ();

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, field / 7.2, field / 7.2);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      {
        guint sum = 0;

        for (guint y = row * field; y < (row + 1) * field; y++)
          for (guint x = column * field; x < (column + 1) * field; x++)
            sum += data[y * (guint) stride + x * 4 + 1];
        guint8 mean = (guint8) (sum / (field * field));
        g_byte_array_append (fields, &mean, 1);
      }
  cairo_surface_destroy (surface);
  return fields;
}

static void
test_the_layout_is_the_same_at_any_resolution (void)
{
  for (int look = 0; look < SALON_N_VOUCHER_LOOKS; look++)
    for (int paper = 0; paper < SALON_N_VOUCHER_PAPERS; paper++)
      {
        g_autoptr (GBytes) pdf = print (look, paper, SAMPLE_AMOUNT);
        g_autoptr (PdfDocument) document = pdf_reader_open (pdf);
        PopplerPage *page = poppler_document_get_page (document, 0);
        g_autoptr (GByteArray) coarse = draw_fields (page, 70);
        g_autoptr (GByteArray) middle = draw_fields (page, 150);
        g_autoptr (GByteArray) fine = draw_fields (page, 300);

        g_assert_cmpuint (coarse->len, ==, fine->len);
        for (guint i = 0; i < fine->len; i++)
          {
            g_assert_cmpint (ABS (middle->data[i] - fine->data[i]), <=, 24);
            g_assert_cmpint (ABS (coarse->data[i] - fine->data[i]), <=, 48);
          }
        g_object_unref (page);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/voucher-pdf/every-text-can-be-searched-for",
                   test_every_text_can_be_searched_for);
  g_test_add_func ("/salon/voucher-pdf/names-in-other-scripts-are-texts-too",
                   test_names_in_other_scripts_are_texts_too);
  g_test_add_func ("/salon/voucher-pdf/title-and-author-are-set", test_title_and_author_are_set);
  g_test_add_func ("/salon/voucher-pdf/fonts-are-embedded", test_fonts_are_embedded);
  g_test_add_func ("/salon/voucher-pdf/a-voucher-is-small", test_a_voucher_is_small);
  g_test_add_func ("/salon/voucher-pdf/a-voucher-is-the-same-each-time",
                   test_a_voucher_is_the_same_each_time);
  g_test_add_func ("/salon/voucher-pdf/a-batch-tells-its-progress-and-can-be-given-up",
                   test_a_batch_tells_its_progress_and_can_be_given_up);
  g_test_add_func ("/salon/voucher-pdf/any-code-is-one-word", test_any_code_is_one_word);
  g_test_add_func ("/salon/voucher-pdf/the-code-is-scanned-at-any-resolution",
                   test_the_code_is_scanned_at_any_resolution);
  g_test_add_func ("/salon/voucher-pdf/the-layout-is-the-same-at-any-resolution",
                   test_the_layout_is_the_same_at_any_resolution);
  return g_test_run ();
}
