/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-about-dialog.h"

#include <glib/gi18n-lib.h>

#include "window/salon-support-words.h"

#define METAINFO "/fr/serenaia_beaute/Salon/" APPLICATION_ID ".metainfo.xml"

/* Short licences that have no name in GTK are here in full. */
#define POSTGRESQL_LICENSE                                                                         \
  "Permission to use, copy, modify, and distribute this software and its documentation for any "   \
  "purpose, without fee, and without a written agreement is hereby granted, provided that the "    \
  "above copyright notice and this paragraph and the following two paragraphs appear in all "      \
  "copies.\n\n"                                                                                    \
  "IN NO EVENT SHALL THE UNIVERSITY OF CALIFORNIA BE LIABLE TO ANY PARTY FOR DIRECT, INDIRECT, "   \
  "SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, INCLUDING LOST PROFITS, ARISING OUT OF THE "     \
  "USE OF THIS SOFTWARE AND ITS DOCUMENTATION, EVEN IF THE UNIVERSITY OF CALIFORNIA HAS BEEN "     \
  "ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.\n\n"                                                 \
  "THE UNIVERSITY OF CALIFORNIA SPECIFICALLY DISCLAIMS ANY WARRANTIES, INCLUDING, BUT NOT "        \
  "LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE. "   \
  "THE SOFTWARE PROVIDED HEREUNDER IS ON AN “AS IS” BASIS, AND THE UNIVERSITY OF CALIFORNIA HAS "  \
  "NO OBLIGATIONS TO PROVIDE MAINTENANCE, SUPPORT, UPDATES, ENHANCEMENTS, OR MODIFICATIONS."
#define CURL_LICENSE                                                                               \
  "Permission to use, copy, modify, and distribute this software for any purpose with or "         \
  "without fee is hereby granted, provided that the above copyright notice and this permission "   \
  "notice appear in all copies.\n\n"                                                               \
  "THE SOFTWARE IS PROVIDED “AS IS”, WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, "           \
  "INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR "      \
  "PURPOSE AND NONINFRINGEMENT OF THIRD PARTY RIGHTS. IN NO EVENT SHALL THE AUTHORS OR "           \
  "COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION "   \
  "OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR "    \
  "THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n\n"                                                 \
  "Except as contained in this notice, the name of a copyright holder shall not be used in "       \
  "advertising or otherwise to promote the sale, use or other dealings in this Software "          \
  "without prior written authorization of the copyright holder."
#define SQLITE_LICENSE                                                                             \
  "All of the code and documentation in SQLite has been dedicated to the public domain by the "    \
  "authors. Anyone is free to copy, modify, publish, use, compile, sell, or distribute the "       \
  "original SQLite code, either in source code form or as a compiled binary, for any purpose, "    \
  "commercial or non-commercial, and by any means."

/* All that the desk is linked with. */
static const struct
{
  const char *name;
  const char *copyright; /* nullable: nobody holds it */
  GtkLicense license;
  const char *text; /* of a licence that GTK has no name for */
} libraries[] = {
  { "GLib", "© The GLib authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "GTK", "© The GTK authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "libadwaita", "© The libadwaita authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "Pango", "© The Pango authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "cairo", "© The cairo authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "JSON-GLib", "© The JSON-GLib authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "libsecret", "© The libsecret authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "libsoup", "© The libsoup authors", GTK_LICENSE_LGPL_2_1, NULL },
  { "GMime", "© Jeffrey Stedfast", GTK_LICENSE_LGPL_2_1, NULL },
  { "libical", "© The libical authors", GTK_LICENSE_MPL_2_0, NULL },
  { "libqrencode", "© Kentaro Fukuchi", GTK_LICENSE_LGPL_2_1, NULL },
  { "Poppler", "© The Poppler authors, Glyph and Cog", GTK_LICENSE_GPL_2_0, NULL },
  { "PostgreSQL (libpq)",
    "© The PostgreSQL Global Development Group, The Regents of the University of California",
    GTK_LICENSE_CUSTOM, POSTGRESQL_LICENSE },
  { "SQLite", NULL, GTK_LICENSE_CUSTOM, SQLITE_LICENSE },
  { "libarchive", "© Tim Kientzle and the libarchive authors", GTK_LICENSE_BSD, NULL },
  { "libuuid", "© Theodore Ts’o", GTK_LICENSE_BSD_3, NULL },
  { "curl", "© Daniel Stenberg and many contributors", GTK_LICENSE_CUSTOM, CURL_LICENSE },
  { "yyjson", "© YaoYuan", GTK_LICENSE_MIT_X11, NULL },
};

static void
add_libraries (AdwAboutDialog *dialog)
{
  for (gsize i = 0; i < G_N_ELEMENTS (libraries); i++)
    adw_about_dialog_add_legal_section (dialog, libraries[i].name, libraries[i].copyright,
                                        libraries[i].license, libraries[i].text);
}

static void
add_credits (AdwAboutDialog *dialog)
{
  const char *const people[] = { _ ("The Sérénaïa developers"), NULL };

  adw_about_dialog_set_developers (dialog, (const char **) people);
  adw_about_dialog_set_designers (dialog, (const char **) people);
  /* Translators: your name, with your address if you like it; one line each */
  adw_about_dialog_set_translator_credits (dialog, C_ ("credits", "Nobody yet"));
}

AdwDialog *
salon_about_dialog_new (SalonSession *session)
{
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new_from_appdata (METAINFO, VERSION));
  g_autofree char *words = salon_support_words_build (session);

  adw_about_dialog_set_version (dialog, VERSION);
  adw_about_dialog_set_developer_name (dialog, _ ("The Sérénaïa developers"));
  adw_about_dialog_set_copyright (dialog, "© 2026 Sérénaïa");
  adw_about_dialog_set_comments (dialog, _ ("The front desk of a beauty salon"));
  add_credits (dialog);
  add_libraries (dialog);
  adw_about_dialog_set_debug_info (dialog, words);
  adw_about_dialog_set_debug_info_filename (dialog, "serenaia.txt");
  return ADW_DIALOG (dialog);
}
