/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-finder-actions.h"

#include "core/salon-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SalonFinderActions
{
  GObject parent_instance;

  GPtrArray *actions;
};

G_DEFINE_FINAL_TYPE (SalonFinderActions, salon_finder_actions, G_TYPE_OBJECT)

/* The keys of actions, which the window binds by class and tells nobody. */
static const struct
{
  const char *name;
  const char *accelerator;
} keys[] = {
  { "win.new-booking", "<Control>n" },
  { "win.undo", "<Control>z" },
  { "win.redo", "<Control><Shift>z" },
  { "win.print", "<Control>p" },
  { "win.preferences", "<Control>comma" },
  { "app.shortcuts", "<Control>question" },
  { "app.quit", "<Control>q" },
};

/* What a page does, the action's parameter for it, and its key there. */
static const struct
{
  const char *title;
  const char *icon_name;
  const char *page;
  const char *name;
  const char *parameter; /* "" : none */
  const char *accelerator;
} page_actions[] = {
  { N_ ("New Client"), "contact-new-symbolic", "clients", "clients.new", "", NULL },
  { N_ ("Sell a Gift Card"), "salon-gift-card-symbolic", "gift-cards", "gift-cards.sell", "",
    NULL },
  { N_ ("Enter an Old Voucher"), "salon-gift-card-symbolic", "gift-cards", "gift-cards.enter-old",
    "", NULL },
  { N_ ("Gift Cards Expiring Soon"), "salon-gift-card-symbolic", "gift-cards",
    "gift-cards.call-list", "", NULL },
  { N_ ("New Service"), "list-add-symbolic", "services", "services.new", "", NULL },
  { N_ ("Today in the Calendar"), "x-office-calendar-symbolic", "calendar", "calendar.today", "",
    "<Control>t" },
  { N_ ("Show One Day"), "x-office-calendar-symbolic", "calendar", "calendar.view", "day",
    "<Alt>1" },
  { N_ ("Show Three Days"), "x-office-calendar-symbolic", "calendar", "calendar.view", "three-days",
    "<Alt>2" },
  { N_ ("Show the Week"), "x-office-calendar-symbolic", "calendar", "calendar.view", "week",
    "<Alt>3" },
  { N_ ("Show the Month"), "x-office-calendar-symbolic", "calendar", "calendar.view", "month",
    "<Alt>4" },
};

static void
free_action (gpointer data)
{
  SalonFinderAction *action = data;

  g_free (action->title);
  g_free (action->folded);
  g_free (action->name);
  g_clear_pointer (&action->target, g_variant_unref);
  g_free (action);
}

static void
salon_finder_actions_finalize (GObject *object)
{
  g_ptr_array_unref (SALON_FINDER_ACTIONS (object)->actions);
  G_OBJECT_CLASS (salon_finder_actions_parent_class)->finalize (object);
}

static void
salon_finder_actions_class_init (SalonFinderActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_finder_actions_finalize;
}

static void
salon_finder_actions_init (SalonFinderActions *self)
{
  self->actions = g_ptr_array_new_with_free_func (free_action);
}

static const char *
find_key (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].name, name))
      return keys[i].accelerator;
  return NULL;
}

/* " word word": every word has a space before it. */
static char *
fold_words (const char *text)
{
  g_autofree char *folded = salon_text_fold (text);

  return g_strdelimit (g_strconcat (" ", folded, NULL), "'-", ' ');
}

static SalonFinderAction *
append (SalonFinderActions *self,
        const char *title,
        const char *also,
        const char *icon_name,
        const char *name,
        GVariant *target)
{
  SalonFinderAction *action = g_new0 (SalonFinderAction, 1);
  g_autofree char *both = NULL;
  g_auto (GStrv) parts = g_strsplit (title, "_", -1);

  action->title = g_strjoinv ("", parts);
  both = g_strjoin (" ", action->title, also, NULL);
  action->folded = fold_words (both);
  action->icon_name = icon_name;
  action->name = g_strdup (name);
  action->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  action->accelerator = find_key (name);
  g_ptr_array_add (self->actions, action);
  return action;
}

void
salon_finder_actions_add (SalonFinderActions *self,
                          const char *title,
                          const char *also,
                          const char *icon_name,
                          const char *name,
                          GVariant *target)
{
  g_return_if_fail (SALON_IS_FINDER_ACTIONS (self));
  g_return_if_fail (title != NULL && icon_name != NULL && name != NULL);
  append (self, title, also, icon_name, name, target);
}

SalonFinderActions *
salon_finder_actions_new (void)
{
  return g_object_new (SALON_TYPE_FINDER_ACTIONS, NULL);
}

void
salon_finder_actions_add_pages (SalonFinderActions *self)
{
  g_return_if_fail (SALON_IS_FINDER_ACTIONS (self));

  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    append (self, _ (page_actions[i].title), page_actions[i].title, page_actions[i].icon_name,
            "win.page-action",
            g_variant_new ("(sss)", page_actions[i].page, page_actions[i].name,
                           page_actions[i].parameter))
      ->accelerator = page_actions[i].accelerator;
}

static void
add_item (SalonFinderActions *self, GMenuModel *menu, int index)
{
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;
  GVariant *target = g_menu_model_get_item_attribute_value (menu, index, "target", NULL);

  if (g_menu_model_get_item_attribute (menu, index, "label", "s", &label)
      && g_menu_model_get_item_attribute (menu, index, "action", "s", &name))
    append (self, label, NULL, "system-run-symbolic", name, target);
  if (target != NULL)
    g_variant_unref (target);
}

void
salon_finder_actions_add_menu (SalonFinderActions *self, GMenuModel *menu)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

  g_return_if_fail (SALON_IS_FINDER_ACTIONS (self));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      add_item (self, menu, i);
      for (gsize n = 0; n < G_N_ELEMENTS (links); n++)
        {
          g_autoptr (GMenuModel) inner = g_menu_model_get_item_link (menu, i, links[n]);

          if (inner != NULL)
            salon_finder_actions_add_menu (self, inner);
        }
    }
}

void
salon_finder_actions_remove (SalonFinderActions *self, const char *name)
{
  g_return_if_fail (SALON_IS_FINDER_ACTIONS (self));

  for (guint i = self->actions->len; i-- > 0;)
    {
      SalonFinderAction *action = g_ptr_array_index (self->actions, i);

      if (g_str_equal (action->name, name))
        g_ptr_array_remove_index (self->actions, i);
    }
}

static gboolean
has_words (const SalonFinderAction *action, char **words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *start = g_strconcat (" ", words[i], NULL);

      if (*words[i] != '\0' && strstr (action->folded, start) == NULL)
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
salon_finder_actions_find (SalonFinderActions *self, const char *typed)
{
  g_return_val_if_fail (SALON_IS_FINDER_ACTIONS (self), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  g_autofree char *folded = salon_text_fold (typed);
  g_auto (GStrv) words = g_strsplit_set (folded, " '-", -1);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->actions->len; i++)
    if (has_words (g_ptr_array_index (self->actions, i), words))
      g_ptr_array_add (found, g_ptr_array_index (self->actions, i));
  return found;
}
