/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-template.h"

#include <string.h>

#include "core/salon-error.h"

typedef enum
{
  TEXT,
  VALUE,
  SECTION,
  INVERTED,
  PARTIAL,
} Kind;

typedef struct
{
  Kind kind;
  char *text; /* of a TEXT itself, of the others the name */
  GPtrArray *children;
} Node;

struct _SalonSiteTemplates
{
  GHashTable *trees; /* name → Node, a section without a name */
};

static void
free_node (gpointer data)
{
  Node *node = data;

  g_free (node->text);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static Node *
new_node (Kind kind, const char *text, gsize length)
{
  Node *node = g_new0 (Node, 1);

  node->kind = kind;
  node->text = g_strndup (text, length);
  if (kind == SECTION || kind == INVERTED)
    node->children = g_ptr_array_new_with_free_func (free_node);
  return node;
}

SalonSiteTemplates *
salon_site_templates_new (void)
{
  SalonSiteTemplates *self = g_new0 (SalonSiteTemplates, 1);

  self->trees = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_node);
  return self;
}

void
salon_site_templates_free (SalonSiteTemplates *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->trees);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *text; /* all of it */
  GPtrArray *open;  /* Node, from the root to the innermost section; not owned */
} Parser;

static gboolean
fail (const Parser *parser, const char *at, const char *words, GError **error)
{
  guint line = 1;

  for (const char *c = parser->text; c < at; c++)
    line += *c == '\n';
  g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "%s:%u: %s", parser->name, line,
               words);
  return FALSE;
}

static GPtrArray *
get_children (const Parser *parser)
{
  Node *node = parser->open->pdata[parser->open->len - 1];

  return node->children;
}

/* Letters, digits, "_", "-" and "." between them; or "." alone. */
static gboolean
is_name (const char *text, gsize length)
{
  if (length == 1 && *text == '.')
    return TRUE;
  if (length == 0 || *text == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("_-.", text[i]) == NULL)
      return FALSE;
  return memmem (text, length, "..", 2) == NULL;
}

static gboolean
close_section (Parser *parser, const char *name, gsize length, GError **error)
{
  Node *node = parser->open->pdata[parser->open->len - 1];

  if (parser->open->len == 1)
    return fail (parser, name, "closes a section that is not open", error);
  if (strlen (node->text) != length || memcmp (node->text, name, length) != 0)
    return fail (parser, name, "closes another section than the one that is open", error);
  g_ptr_array_set_size (parser->open, (int) parser->open->len - 1);
  return TRUE;
}

/* What stands between the braces. */
static gboolean
take_tag (Parser *parser, const char *tag, gsize length, GError **error)
{
  char sign = length > 0 && strchr ("#^/>!", *tag) != NULL ? *tag : '\0';
  const char *name = tag + (sign != '\0' ? 1 : 0), *end = tag + length;
  Kind kind = sign == '#' ? SECTION : sign == '^' ? INVERTED : sign == '>' ? PARTIAL : VALUE;
  Node *node;

  if (sign == '!')
    return TRUE;
  while (name < end && *name == ' ')
    name++;
  while (end > name && end[-1] == ' ')
    end--;
  if (!is_name (name, (gsize) (end - name)))
    return fail (parser, tag, "is no name", error);
  if (sign == '/')
    return close_section (parser, name, (gsize) (end - name), error);
  node = new_node (kind, name, (gsize) (end - name));
  g_ptr_array_add (get_children (parser), node);
  if (node->children == NULL)
    return TRUE;
  if (parser->open->len > SALON_SITE_TEMPLATE_MOST_DEPTH)
    return fail (parser, tag, "is nested too deeply", error);
  g_ptr_array_add (parser->open, node);
  return TRUE;
}

static void
take_text (Parser *parser, const char *text, gsize length)
{
  if (length > 0)
    g_ptr_array_add (get_children (parser), new_node (TEXT, text, length));
}

static gboolean
parse (Parser *parser, GError **error)
{
  const char *at = parser->text;

  while (TRUE)
    {
      const char *open = strstr (at, "{{"), *close;

      take_text (parser, at, open != NULL ? (gsize) (open - at) : strlen (at));
      if (open == NULL)
        break;
      close = strstr (open + 2, "}}");
      if (close == NULL)
        return fail (parser, open, "has no end", error);
      if (!take_tag (parser, open + 2, (gsize) (close - open - 2), error))
        return FALSE;
      at = close + 2;
    }
  if (parser->open->len > 1)
    return fail (parser, parser->text + strlen (parser->text), "a section is not closed", error);
  return TRUE;
}

/* Without the white space that only the eye of who writes it needs. Line ends stay: errors count them. */
static char *
strip_indents (const char *text)
{
  GString *stripped = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (begins && (*at == ' ' || *at == '\t'))
        continue;
      begins = *at == '\n';
      g_string_append_c (stripped, *at);
    }
  return g_string_free_and_steal (stripped);
}

gboolean
salon_site_templates_add (SalonSiteTemplates *self,
                          const char *name,
                          const char *text,
                          GError **error)
{
  g_autofree char *stripped = NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Node *root = new_node (SECTION, "", 0);
  Parser parser = { name, NULL, open };

  g_return_val_if_fail (self != NULL && name != NULL && text != NULL, FALSE);

  stripped = strip_indents (text);
  parser.text = stripped;
  g_ptr_array_add (open, root);
  if (!parse (&parser, error))
    {
      free_node (root);
      return FALSE;
    }
  g_hash_table_replace (self->trees, g_strdup (name), root);
  return TRUE;
}

gboolean
salon_site_templates_has (SalonSiteTemplates *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  return g_hash_table_contains (self->trees, name);
}

static gboolean
check_node (SalonSiteTemplates *self,
            const char *name,
            const Node *node,
            guint depth,
            GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const Node *child = node->children->pdata[i];
      const Node *partial =
        child->kind == PARTIAL ? g_hash_table_lookup (self->trees, child->text) : NULL;

      if (child->kind == PARTIAL && (partial == NULL || depth > SALON_SITE_TEMPLATE_MOST_DEPTH))
        {
          g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD,
                       partial == NULL ? "%s: there is no template \"%s\""
                                       : "%s: \"%s\" holds itself",
                       name, child->text);
          return FALSE;
        }
      if (partial != NULL && !check_node (self, name, partial, depth + 1, error))
        return FALSE;
      if (child->children != NULL && !check_node (self, name, child, depth, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_site_templates_check (SalonSiteTemplates *self, GError **error)
{
  GHashTableIter iter;
  gpointer name, tree;

  g_return_val_if_fail (self != NULL, FALSE);

  g_hash_table_iter_init (&iter, self->trees);
  while (g_hash_table_iter_next (&iter, &name, &tree))
    if (!check_node (self, name, tree, 0, error))
      return FALSE;
  return TRUE;
}

/* Writing ------------------------------------------------------------------------------------------- */

typedef struct
{
  SalonSiteTemplates *templates;
  GPtrArray *stack; /* yyjson_mut_val; not owned */
  GString *out;
  guint depth; /* of partials */
} Writer;

void
salon_site_template_escape (GString *into, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    switch (*at)
      {
      case '&':
        g_string_append (into, "&amp;");
        break;
      case '<':
        g_string_append (into, "&lt;");
        break;
      case '>':
        g_string_append (into, "&gt;");
        break;
      case '"':
        g_string_append (into, "&quot;");
        break;
      case '\'':
        g_string_append (into, "&#39;");
        break;
      default:
        g_string_append_c (into, *at);
      }
}

/* The first part decides in which section is looked; the others go down from there. */
static yyjson_mut_val *
find (const Writer *writer, const char *name, gsize length)
{
  const char *end = name + length, *dot = memchr (name, '.', length);
  gsize first = dot != NULL ? (gsize) (dot - name) : length;
  yyjson_mut_val *value = NULL;

  if (length == 1 && *name == '.')
    return writer->stack->pdata[writer->stack->len - 1];
  for (guint i = writer->stack->len; value == NULL && i > 0; i--)
    value = yyjson_mut_obj_getn (writer->stack->pdata[i - 1], name, first);
  while (value != NULL && dot != NULL)
    {
      name = dot + 1;
      dot = memchr (name, '.', (gsize) (end - name));
      value = yyjson_mut_obj_getn (value, name,
                                   dot != NULL ? (gsize) (dot - name) : (gsize) (end - name));
    }
  return value;
}

static void
write_value (const Writer *writer, yyjson_mut_val *value)
{
  if (yyjson_mut_is_raw (value))
    g_string_append (writer->out, yyjson_mut_get_raw (value));
  else if (yyjson_mut_is_str (value))
    salon_site_template_escape (writer->out, yyjson_mut_get_str (value));
  else if (yyjson_mut_is_int (value))
    g_string_append_printf (writer->out, "%" G_GINT64_FORMAT, yyjson_mut_get_sint (value));
}

/* A sentence of ours, with what it speaks of put in. A brace that holds no name is a brace. */
static void
write_words (const Writer *writer, const char *words)
{
  while (*words != '\0')
    {
      const char *open = strchr (words, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *plain = NULL;

      if (close == NULL || !is_name (open + 1, (gsize) (close - open - 1)))
        close = NULL;
      plain = close != NULL ? g_strndup (words, (gsize) (open - words)) : g_strdup (words);
      salon_site_template_escape (writer->out, plain);
      if (close == NULL)
        return;
      write_value (writer, find (writer, open + 1, (gsize) (close - open - 1)));
      words = close + 1;
    }
}

static gboolean
is_there (yyjson_mut_val *value)
{
  if (value == NULL || yyjson_mut_is_null (value) || yyjson_mut_is_false (value))
    return FALSE;
  if (yyjson_mut_is_arr (value))
    return yyjson_mut_arr_size (value) > 0;
  if (yyjson_mut_is_str (value) || yyjson_mut_is_raw (value))
    return yyjson_mut_get_len (value) > 0;
  if (yyjson_mut_is_int (value))
    return yyjson_mut_get_sint (value) != 0;
  return TRUE;
}

static void write_children (Writer *writer, const Node *node);

static void
write_once (Writer *writer, const Node *node, yyjson_mut_val *context)
{
  g_ptr_array_add (writer->stack, context);
  write_children (writer, node);
  g_ptr_array_set_size (writer->stack, (int) writer->stack->len - 1);
}

static void
write_section (Writer *writer, const Node *node, yyjson_mut_val *value)
{
  yyjson_mut_arr_iter iter;
  yyjson_mut_val *item;

  if (!yyjson_mut_is_arr (value))
    {
      write_once (writer, node, value);
      return;
    }
  yyjson_mut_arr_iter_init (value, &iter);
  while ((item = yyjson_mut_arr_iter_next (&iter)) != NULL)
    write_once (writer, node, item);
}

static void
write_partial (Writer *writer, const char *name)
{
  const Node *tree = g_hash_table_lookup (writer->templates->trees, name);

  if (tree == NULL || writer->depth >= SALON_SITE_TEMPLATE_MOST_DEPTH)
    return;
  writer->depth++;
  write_children (writer, tree);
  writer->depth--;
}

static void
write_node (Writer *writer, const Node *node)
{
  yyjson_mut_val *value = NULL;

  if (node->kind == VALUE || node->kind == SECTION || node->kind == INVERTED)
    value = find (writer, node->text, strlen (node->text));
  switch (node->kind)
    {
    case TEXT:
      g_string_append (writer->out, node->text);
      break;
    case VALUE:
      if (g_str_has_prefix (node->text, "words.") && yyjson_mut_is_str (value))
        write_words (writer, yyjson_mut_get_str (value));
      else
        write_value (writer, value);
      break;
    case SECTION:
      if (is_there (value))
        write_section (writer, node, value);
      break;
    case INVERTED:
      if (!is_there (value))
        write_children (writer, node);
      break;
    case PARTIAL:
      write_partial (writer, node->text);
      break;
    }
}

static void
write_children (Writer *writer, const Node *node)
{
  for (guint i = 0; i < node->children->len; i++)
    write_node (writer, node->children->pdata[i]);
}

char *
salon_site_templates_render (SalonSiteTemplates *self,
                             const char *name,
                             yyjson_mut_val *const *contexts,
                             gsize n_contexts)
{
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  Writer writer = { self, stack, NULL, 0 };
  const Node *tree;

  g_return_val_if_fail (self != NULL && name != NULL && n_contexts > 0, NULL);
  tree = g_hash_table_lookup (self->trees, name);
  g_return_val_if_fail (tree != NULL, NULL);

  for (gsize i = 0; i < n_contexts; i++)
    g_ptr_array_add (stack, contexts[i]);
  writer.out = g_string_new (NULL);
  write_children (&writer, tree);
  return g_string_free_and_steal (writer.out);
}
