/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-design.h"

#include "core/salon-json.h"
#include "salon-voucher-colour.h"

#define MOST_BYTES 65536 /* of the texts and names */
#define MOST_DEPTH 4

static const char *const look_names[SALON_N_VOUCHER_LOOKS] = { "classic", "modern", "botanical" };
static const char *const paper_names[SALON_N_VOUCHER_PAPERS] = { "a5", "a4-folded", "dl" };
static const char *const typeface_names[SALON_N_VOUCHER_TYPEFACES] = { "garamond", "sans" };

typedef struct
{
  guint32 main;
  guint32 accent;
} Pair;

static const Pair colours[SALON_N_VOUCHER_LOOKS] = {
  [SALON_VOUCHER_CLASSIC] = { 0x4c2f3d, 0xb08a57 },
  [SALON_VOUCHER_MODERN] = { 0x29484a, 0xe8b79b },
  [SALON_VOUCHER_BOTANICAL] = { 0x3d5546, 0x9fb79a },
};

/* Where @name stands in @names, or @n_names. */
static guint
find_name (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; name != NULL && i < n_names; i++)
    if (g_str_equal (names[i], name))
      return i;
  return n_names;
}

const char *
salon_voucher_look_get_name (SalonVoucherLook look)
{
  return look_names[look];
}

gboolean
salon_voucher_look_from_name (const char *name, SalonVoucherLook *look)
{
  guint found = find_name (look_names, SALON_N_VOUCHER_LOOKS, name);

  if (found < SALON_N_VOUCHER_LOOKS)
    *look = found;
  return found < SALON_N_VOUCHER_LOOKS;
}

const char *
salon_voucher_paper_get_name (SalonVoucherPaper paper)
{
  return paper_names[paper];
}

gboolean
salon_voucher_paper_from_name (const char *name, SalonVoucherPaper *paper)
{
  guint found = find_name (paper_names, SALON_N_VOUCHER_PAPERS, name);

  if (found < SALON_N_VOUCHER_PAPERS)
    *paper = found;
  return found < SALON_N_VOUCHER_PAPERS;
}

const char *
salon_voucher_typeface_get_name (SalonVoucherTypeface typeface)
{
  return typeface_names[typeface];
}

gboolean
salon_voucher_typeface_from_name (const char *name, SalonVoucherTypeface *typeface)
{
  guint found = find_name (typeface_names, SALON_N_VOUCHER_TYPEFACES, name);

  if (found < SALON_N_VOUCHER_TYPEFACES)
    *typeface = found;
  return found < SALON_N_VOUCHER_TYPEFACES;
}

void
salon_voucher_design_get_colours (SalonVoucherLook look, guint32 *main, guint32 *accent)
{
  *main = colours[look].main;
  *accent = colours[look].accent;
}

SalonVoucherTypeface
salon_voucher_design_get_typeface (SalonVoucherLook look)
{
  return look == SALON_VOUCHER_MODERN ? SALON_VOUCHER_SANS : SALON_VOUCHER_GARAMOND;
}

/* NULL where there is none, or none worth the name. */
static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);

  return text != NULL && *text != '\0' ? text : NULL;
}

static void
read_members (SalonVoucherDesign *design, JsonObject *object)
{
  salon_voucher_look_from_name (get_text (object, "look"), &design->look);
  salon_voucher_design_get_colours (design->look, &design->main_colour, &design->accent_colour);
  design->typeface = salon_voucher_design_get_typeface (design->look);
  salon_voucher_paper_from_name (get_text (object, "paper"), &design->paper);
  salon_voucher_typeface_from_name (get_text (object, "typeface"), &design->typeface);
  salon_voucher_colour_parse (get_text (object, "main_colour"), &design->main_colour);
  salon_voucher_colour_parse (get_text (object, "accent_colour"), &design->accent_colour);
  design->heading = g_strdup (get_text (object, "heading"));
  design->terms = g_strdup (get_text (object, "terms"));
  design->footer = g_strdup (get_text (object, "footer"));
}

static GBytes *
read_logo (const char *logo)
{
  gsize size = 0;
  guchar *data = NULL;

  if (logo == NULL || *logo == '\0' || strlen (logo) > 2 * SALON_VOUCHER_LOGO_MOST_BYTES)
    return NULL;
  data = g_base64_decode (logo, &size);
  return g_bytes_new_take (data, size);
}

SalonVoucherDesign *
salon_voucher_design_read (const char *json, const char *logo)
{
  SalonVoucherDesign *design = g_new0 (SalonVoucherDesign, 1);
  g_autoptr (JsonNode) node =
    json != NULL ? salon_json_parse (json, MOST_BYTES, MOST_DEPTH, NULL) : NULL;

  salon_voucher_design_get_colours (design->look, &design->main_colour, &design->accent_colour);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    read_members (design, json_node_get_object (node));
  design->logo = read_logo (logo);
  return design;
}

SalonVoucherDesign *
salon_voucher_design_copy (const SalonVoucherDesign *design)
{
  SalonVoucherDesign *copy = g_memdup2 (design, sizeof (SalonVoucherDesign));

  copy->logo = design->logo != NULL ? g_bytes_ref (design->logo) : NULL;
  copy->heading = g_strdup (design->heading);
  copy->terms = g_strdup (design->terms);
  copy->footer = g_strdup (design->footer);
  return copy;
}

void
salon_voucher_design_free (SalonVoucherDesign *design)
{
  g_clear_pointer (&design->logo, g_bytes_unref);
  g_free (design->heading);
  g_free (design->terms);
  g_free (design->footer);
  g_free (design);
}

static void
write_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

JsonNode *
salon_voucher_design_write (const SalonVoucherDesign *design)
{
  JsonObject *object = json_object_new ();
  g_autofree char *main = salon_voucher_colour_format (design->main_colour);
  g_autofree char *accent = salon_voucher_colour_format (design->accent_colour);

  write_text (object, "look", look_names[design->look]);
  write_text (object, "paper", paper_names[design->paper]);
  write_text (object, "typeface", typeface_names[design->typeface]);
  write_text (object, "main_colour", main);
  write_text (object, "accent_colour", accent);
  write_text (object, "heading", design->heading);
  write_text (object, "terms", design->terms);
  write_text (object, "footer", design->footer);
  JsonNode *node = json_node_init (json_node_alloc (), JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}
