/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-model.h"

#define PAGE_LENGTH 100
/* What a list view keeps around its visible rows lies well within. */
#define MOST_PAGES 8
#define MOST_FOUND 200

struct _SalonClientModel
{
  GObject parent_instance;

  SalonReader *reader;
  char *text;
  guint n_items;
  GHashTable *pages;  /* page number → GPtrArray of SalonClient; one page when a text is sought */
  SalonClient *blank; /* stands in for a row that is gone before its change was told */
  GError *error;
  guint empty_source;
};

enum
{
  PROP_ERROR = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void salon_client_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonClientModel,
                               salon_client_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      salon_client_model_list_model_init))

static gboolean
is_search (SalonClientModel *self)
{
  return *self->text != '\0';
}

static void
replace_items (SalonClientModel *self, guint n_items)
{
  guint n_before = self->n_items;

  self->n_items = n_items;
  if (n_before > 0 || n_items > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n_items);
}

static gboolean
empty_cb (gpointer data)
{
  SalonClientModel *self = data;

  self->empty_source = 0;
  g_hash_table_remove_all (self->pages);
  replace_items (self, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  return G_SOURCE_REMOVE;
}

/* A view may be in the middle of asking for its rows: they are taken away afterwards. */
static void
take_error (SalonClientModel *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  if (self->empty_source == 0)
    self->empty_source = g_idle_add (empty_cb, self);
}

static void
clear_error (SalonClientModel *self)
{
  g_clear_handle_id (&self->empty_source, g_source_remove);
  if (self->error)
    {
      g_clear_error (&self->error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
}

/* Keeps those near @page: the list is scrolled, seldom jumped about in. */
static void
drop_farthest_page (SalonClientModel *self, guint page)
{
  GHashTableIter iter;
  gpointer key;
  guint farthest = page;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint other = GPOINTER_TO_UINT (key);
      if (ABS ((int) other - (int) page) > ABS ((int) farthest - (int) page))
        farthest = other;
    }
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (farthest));
}

static GPtrArray *
read_page (SalonClientModel *self, guint page, GError **error)
{
  if (is_search (self))
    return salon_reader_search_clients (self->reader, self->text, MOST_FOUND, error);
  return salon_reader_list_clients (self->reader, (int) (page * PAGE_LENGTH), PAGE_LENGTH, error);
}

static GPtrArray *
get_page (SalonClientModel *self, guint page)
{
  GPtrArray *clients = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  g_autoptr (GError) error = NULL;

  if (clients || self->error)
    return clients;
  clients = read_page (self, page, &error);
  if (!clients)
    {
      take_error (self, g_steal_pointer (&error));
      return NULL;
    }
  if (g_hash_table_size (self->pages) >= MOST_PAGES)
    drop_farthest_page (self, page);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), clients);
  return clients;
}

/* NULL when the row is not there (any more). */
static SalonClient *
peek_client (SalonClientModel *self, guint position)
{
  guint page = is_search (self) ? 0 : position / PAGE_LENGTH;
  guint index = is_search (self) ? position : position % PAGE_LENGTH;
  GPtrArray *clients = get_page (self, page);

  return clients && index < clients->len ? g_ptr_array_index (clients, index) : NULL;
}

/* Reads how many there are: 0, and the error taken, when that fails. */
static guint
count_clients (SalonClientModel *self)
{
  g_autoptr (GError) error = NULL;

  if (is_search (self))
    {
      GPtrArray *found = get_page (self, 0);
      return found ? found->len : 0;
    }

  int count = salon_reader_count_clients (self->reader, &error);
  if (error)
    take_error (self, g_steal_pointer (&error));
  return (guint) MAX (count, 0);
}

static gboolean
is_same_client (SalonClient *before, SalonClient *after)
{
  if (!before || !after
      || !g_str_equal (salon_client_get_fields (before)->id, salon_client_get_fields (after)->id))
    return FALSE;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  return !salon_client_add_update (before, after, builder);
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (*(gconstpointer const *) a)
         - GPOINTER_TO_INT (*(gconstpointer const *) b);
}

/* The first of the positions known @before whose client is another now; @n_items when none is. */
static guint
find_first_difference (SalonClientModel *self, GHashTable *before, GPtrArray *order, guint n_items)
{
  for (guint i = 0; i < order->len; i++)
    {
      guint page = GPOINTER_TO_UINT (order->pdata[i]);
      GPtrArray *clients = g_hash_table_lookup (before, order->pdata[i]);

      for (guint j = 0; j < clients->len; j++)
        if (!is_same_client (clients->pdata[j], peek_client (self, page * PAGE_LENGTH + j)))
          return page * PAGE_LENGTH + j;
    }
  return n_items;
}

/* Behind the last of the positions known @before, from @first on, whose client is not found
 * @shift places farther now; @first when all are. */
static guint
find_last_difference (SalonClientModel *self,
                      GHashTable *before,
                      GPtrArray *order,
                      guint first,
                      gint64 shift)
{
  for (guint i = order->len; i-- > 0;)
    {
      guint page = GPOINTER_TO_UINT (order->pdata[i]);
      GPtrArray *clients = g_hash_table_lookup (before, order->pdata[i]);

      for (guint j = clients->len; j-- > 0;)
        {
          guint position = page * PAGE_LENGTH + j;
          gint64 now = position + shift;

          if (position < first)
            return first;
          if (now < 0 || !is_same_client (clients->pdata[j], peek_client (self, (guint) now)))
            return position + 1;
        }
    }
  return first;
}

void
salon_client_model_reload (SalonClientModel *self)
{
  g_return_if_fail (SALON_IS_CLIENT_MODEL (self));
  g_autoptr (GHashTable) before = g_steal_pointer (&self->pages);
  g_autoptr (GPtrArray) order = g_hash_table_get_keys_as_ptr_array (before);
  guint n_before = self->n_items;

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  clear_error (self);
  guint n_items = count_clients (self);

  g_ptr_array_sort (order, compare_pages);
  guint first = find_first_difference (self, before, order, MIN (n_before, n_items));
  gint64 shift = (gint64) n_items - n_before;
  first = MIN (first, MIN (n_before, n_items));
  guint end = find_last_difference (self, before, order, first, shift);
  gint64 removed = MAX ((gint64) end - first, -shift);
  gint64 added = MAX (removed + shift, 0);

  self->n_items = n_items;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), first, (guint) removed, (guint) added);
}

void
salon_client_model_set_text (SalonClientModel *self, const char *text)
{
  g_return_if_fail (SALON_IS_CLIENT_MODEL (self));
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->text, text))
    return;
  g_hash_table_remove_all (self->pages);
  clear_error (self);
  replace_items (self, count_clients (self));
}

const char *
salon_client_model_get_text (SalonClientModel *self)
{
  return self->text;
}

const GError *
salon_client_model_get_error (SalonClientModel *self)
{
  return self->error;
}

static GType
salon_client_model_get_item_type (GListModel *model)
{
  return SALON_TYPE_CLIENT;
}

static guint
salon_client_model_get_n_items (GListModel *model)
{
  return SALON_CLIENT_MODEL (model)->n_items;
}

static gpointer
salon_client_model_get_item (GListModel *model, guint position)
{
  SalonClientModel *self = SALON_CLIENT_MODEL (model);

  if (position >= self->n_items)
    return NULL;
  SalonClient *client = peek_client (self, position);
  return g_object_ref (client ? client : self->blank);
}

static void
salon_client_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = salon_client_model_get_item_type;
  iface->get_n_items = salon_client_model_get_n_items;
  iface->get_item = salon_client_model_get_item;
}

static void
salon_client_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonClientModel *self = SALON_CLIENT_MODEL (object);

  switch (id)
    {
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_client_model_finalize (GObject *object)
{
  SalonClientModel *self = SALON_CLIENT_MODEL (object);

  g_clear_handle_id (&self->empty_source, g_source_remove);
  g_clear_object (&self->reader);
  g_clear_object (&self->blank);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (salon_client_model_parent_class)->finalize (object);
}

static void
salon_client_model_class_init (SalonClientModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = salon_client_model_get_property;
  object_class->finalize = salon_client_model_finalize;

  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
salon_client_model_init (SalonClientModel *self)
{
  const SalonClientFields blank = { .id = "", .name = "", .language = "fr" };

  self->text = g_strdup ("");
  self->blank = salon_client_new (&blank);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

SalonClientModel *
salon_client_model_new (SalonReader *reader)
{
  SalonClientModel *self = g_object_new (SALON_TYPE_CLIENT_MODEL, NULL);

  self->reader = g_object_ref (reader);
  return self;
}
