/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-message-template.h"

#include <locale.h>
#include <string.h>

static void
check_fault (const char *text, SalonTemplateFault fault, const char *wrong)
{
  gsize offset, length;

  g_assert_cmpint (salon_message_template_check (text, SALON_MESSAGE_REMINDER, &offset, &length),
                   ==, fault);
  g_autofree char *found = g_strndup (text + offset, length);
  g_assert_cmpstr (found, ==, wrong);
}

static void
test_check (void)
{
  check_fault ("Bonjour {first_name} !", SALON_TEMPLATE_GOOD, "");
  check_fault ("{date}{time}", SALON_TEMPLATE_GOOD, "");
  check_fault ("Bonjour {prénom}, {date} à {heure}", SALON_TEMPLATE_GOOD, "");
  check_fault ("De {offert par}", SALON_TEMPLATE_FOREIGN, "{offert par}");
  check_fault ("{prenom}", SALON_TEMPLATE_UNKNOWN, "{prenom}");
  check_fault ("{{date}} is a brace", SALON_TEMPLATE_GOOD, "");
  check_fault ("à {tiem}", SALON_TEMPLATE_UNKNOWN, "{tiem}");
  check_fault ("{Time}", SALON_TEMPLATE_UNKNOWN, "{Time}");
  check_fault ("{time }", SALON_TEMPLATE_UNKNOWN, "{time }");
  check_fault ("{}", SALON_TEMPLATE_UNKNOWN, "{}");
  check_fault ("Votre code : {code}", SALON_TEMPLATE_FOREIGN, "{code}");
  check_fault ("à {time", SALON_TEMPLATE_OPEN, "{");
  check_fault ("à {time\n}", SALON_TEMPLATE_OPEN, "{");
  check_fault ("à time}", SALON_TEMPLATE_OPEN, "}");
  check_fault ("{date {time}", SALON_TEMPLATE_OPEN, "{");
  check_fault ("", SALON_TEMPLATE_EMPTY, "");
  check_fault (" \u00a0\n", SALON_TEMPLATE_EMPTY, "");
}

static void
check_fill (const char *text, const char *filled)
{
  SalonMessageValues values = { { [SALON_PLACEHOLDER_FIRST_NAME] = "Marie",
                                  [SALON_PLACEHOLDER_TIME] = "14h30",
                                  [SALON_PLACEHOLDER_SERVICES] = "{code} & <b>",
                                  [SALON_PLACEHOLDER_SALON] = "Serenaia",
                                  [SALON_PLACEHOLDER_PRICE] = "" } };
  g_autofree char *result = salon_message_template_fill (text, &values);

  g_assert_cmpstr (result, ==, filled);
}

static void
test_fill (void)
{
  check_fill ("Bonjour {first_name}, à {time} !", "Bonjour Marie, à 14h30 !");
  check_fill ("{{time}} {time}", "{time} 14h30");
  check_fill ("Bonjour {prénom}, à {heure} chez {salon} !",
              "Bonjour Marie, à 14h30 chez Serenaia !");
  check_fill ("{tiem} }} {", "{tiem} } {");
  /* What is filled in is never read. */
  check_fill ("({services})", "({code} & <b>)");
}

static void
test_nothing_to_fill_in (void)
{
  check_fill ("Bonjour {client}, à {time}", "Bonjour, à 14h30");
  check_fill ("Merci {client} !", "Merci !");
  check_fill ("à {time} ({price}).", "à 14h30.");
  check_fill ("{client} à {time}", "à 14h30");
  check_fill ("{salon} {phone}", "Serenaia");
  check_fill ("{salon}\nTél. : {phone}\nMerci", "Serenaia\nMerci");
  check_fill ("Merci\n\nIci : {address}\n\n{salon}", "Merci\n\nSerenaia");
  check_fill ("{first_name}\n\n{salon}\n", "Marie\n\nSerenaia\n");
}

static void
test_html (void)
{
  g_autofree char *html = salon_message_template_to_html (
    "Bonjour <Marie> & Léa,\nà 14h30\n\nVoir https://example.com/a?b=1&c=\"2.\nÀ bientôt", "R&D",
    SALON_LANGUAGE_FRENCH);

  g_assert_nonnull (strstr (html, "<html lang=\"fr\">"));
  g_assert_nonnull (strstr (html, "<title>R&amp;D</title>"));
  g_assert_nonnull (
    strstr (html, "<p>Bonjour &lt;Marie&gt; &amp; Léa,<br>\nà 14h30</p>\n<p>Voir "));
  g_assert_nonnull (strstr (html,
                            "<a href=\"https://example.com/a?b=1&amp;c=\">"
                            "https://example.com/a?b=1&amp;c=</a>&quot;2.<br>\nÀ bientôt</p>"));
}

/* A script in a client's name, a quote in an address: nothing gets out of its place. */
static void
test_html_is_harmless (void)
{
  g_autofree char *html = salon_message_template_to_html (
    "<script>alert(1)</script> http://a.b/\"onclick=\"x <img src=x onerror=y>", "</title><script>",
    SALON_LANGUAGE_ENGLISH);

  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img"));
  g_assert_nonnull (strstr (html, "<a href=\"http://a.b/\">http://a.b/</a>&quot;onclick"));
}

static void
test_defaults_are_good (void)
{
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
      for (SalonLanguage language = 0; language < SALON_N_LANGUAGES; language++)
        {
          const SalonMessageTemplate *words;

          if (!salon_message_template_exists (kind, medium))
            continue;
          words = salon_message_template_get_default (kind, medium, language);
          g_assert_cmpint (salon_message_template_check (words->text, kind, NULL, NULL), ==,
                           SALON_TEMPLATE_GOOD);
          g_assert_cmpint (salon_message_template_check (words->subject, kind, NULL, NULL), ==,
                           medium == SALON_MESSAGE_SMS ? SALON_TEMPLATE_EMPTY
                                                       : SALON_TEMPLATE_GOOD);
        }
}

/* « : ; ! ? » have a no-break space before them, and an apostrophe is ’. */
static void
test_french_typography (void)
{
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    {
      const SalonMessageTemplate *words =
        salon_message_template_get_default (kind, SALON_MESSAGE_EMAIL, SALON_LANGUAGE_FRENCH);
      g_autofree char *text = g_strconcat (words->subject, "\n", words->text, NULL);

      g_assert_null (strchr (text, '\''));
      for (const char *at = text; (at = strpbrk (at, ":;!?")) != NULL; at++)
        g_assert_true (g_str_has_prefix (at - strlen ("\u00a0"), "\u00a0"));
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/message-template/faults-are-found-where-they-are", test_check);
  g_test_add_func ("/salon/message-template/fill", test_fill);
  g_test_add_func ("/salon/message-template/nothing-leaves-no-hole", test_nothing_to_fill_in);
  g_test_add_func ("/salon/message-template/html", test_html);
  g_test_add_func ("/salon/message-template/html-is-harmless", test_html_is_harmless);
  g_test_add_func ("/salon/message-template/defaults-have-no-fault", test_defaults_are_good);
  g_test_add_func ("/salon/message-template/defaults-are-set-as-french-is", test_french_typography);
  return g_test_run ();
}
