/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chips are described first, all of them in one text; only when that text is another one are the
 * widgets made again. Their menus are made when they are opened.
 *
 * The action's target says which chip and which of its options: the chips are the client (-1), the
 * day (-2) and the mentions from 0 on.
 */
#include "salon-finder-chips.h"

#include "common/salon-format.h"

#include <glib/gi18n-lib.h>

#define CHIP_CLIENT (-1)
#define CHIP_DAY (-2)

struct _SalonFinderChips
{
  AdwBin parent_instance;

  AdwWrapBox *box;
  SalonFinderWish *wish;
  char *description;
};

G_DEFINE_FINAL_TYPE (SalonFinderChips, salon_finder_chips, ADW_TYPE_BIN)

typedef struct
{
  int chip;
  char *label;
  char *name; /* for a screen reader: "Client: Marie Durand" */
  guint n_options;
  gboolean is_open;
} Chip;

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
free_chip (gpointer data)
{
  Chip *chip = data;

  g_free (chip->label);
  g_free (chip->name);
  g_free (chip);
}

static void
add (GPtrArray *chips, int which, const char *role, char *label, guint n_options, gboolean is_open)
{
  Chip *chip = g_new0 (Chip, 1);

  chip->chip = which;
  chip->label = label;
  /* Translators: what is picked, and what it is: “Client: Marie Durand” */
  chip->name = g_strdup_printf (C_ ("picker", "%s: %s"), role, label);
  chip->n_options = n_options;
  chip->is_open = is_open;
  g_ptr_array_add (chips, chip);
}

static const char *
get_said (SalonFinderWish *wish)
{
  const SalonBookingPhrase *phrase = salon_finder_wish_get_phrase (wish);

  return *phrase->client != '\0' || phrase->phone == NULL ? phrase->client : phrase->phone;
}

static void
describe_client (SalonFinderWish *wish, GPtrArray *chips)
{
  guint n_options = salon_finder_wish_get_clients (wish)->len + 1;
  SalonClient *client = salon_finder_wish_get_client (wish);

  switch (salon_finder_wish_get_who (wish))
    {
    case SALON_FINDER_WHO_NOBODY:
      add (chips, CHIP_CLIENT, _ ("Client"), g_strdup (_ ("No client yet")), 0, FALSE);
      break;
    case SALON_FINDER_WHO_FOUND:
      add (chips, CHIP_CLIENT, _ ("Client"), g_strdup (salon_client_get_fields (client)->name),
           n_options, FALSE);
      break;
    case SALON_FINDER_WHO_SEVERAL:
      add (chips, CHIP_CLIENT, _ ("Client"), g_strdup_printf (_ ("Which “%s”?"), get_said (wish)),
           n_options, TRUE);
      break;
    case SALON_FINDER_WHO_NEW:
      /* Translators: a client who is not in the list yet: New: “Zoé Petit” */
      add (chips, CHIP_CLIENT, _ ("Client"), g_strdup_printf (_ ("New: “%s”"), get_said (wish)),
           n_options > 1 ? n_options : 0, FALSE);
      break;
    }
}

static void
describe_services (SalonFinderWish *wish, GPtrArray *chips)
{
  const SalonBookingPhrase *phrase = salon_finder_wish_get_phrase (wish);

  for (guint i = 0; i < phrase->mentions->len; i++)
    {
      SalonServiceMention *mention = g_ptr_array_index (phrase->mentions, i);
      SalonService *service = salon_finder_wish_get_service (wish, i);
      guint n_options = mention->services->len > 1 ? mention->services->len : 0;
      g_autofree char *said =
        g_strndup (phrase->text + mention->start, mention->end - mention->start);

      add (chips, (int) i, _ ("Service"),
           service != NULL ? g_strdup (salon_service_get_fields (service)->name)
                           : g_strdup_printf (_ ("Which “%s”?"), said),
           n_options, service == NULL);
    }
}

/* The parts of the day as a line says them: core/salon-phrase-clock.c. */
static const char *
find_part (const SalonPhraseClock *clock)
{
  static const struct
  {
    int from_minute;
    int to_minute;
    const char *title;
  } parts[] = {
    { 0, 720, NC_ ("picker", "morning") },
    { 690, 840, NC_ ("picker", "lunchtime") },
    { 720, 1080, NC_ ("picker", "afternoon") },
    { 1020, SALON_DAY_MINUTES, NC_ ("picker", "evening") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (clock->from_minute == parts[i].from_minute && clock->to_minute == parts[i].to_minute)
      return g_dpgettext2 (NULL, "picker", parts[i].title);
  return NULL;
}

/* "afternoon", "from 17:00", "before 10:00", "14:00 – 16:00", or NULL. */
static char *
describe_span (const SalonPhraseClock *clock)
{
  g_autofree char *from = salon_format_minute (clock->from_minute);
  g_autofree char *to = salon_format_minute (clock->to_minute % SALON_DAY_MINUTES);

  if (clock->minute >= 0)
    return salon_format_minute (clock->minute);
  if (clock->from_minute == 0 && clock->to_minute == SALON_DAY_MINUTES)
    return NULL;
  if (find_part (clock) != NULL)
    return g_strdup (find_part (clock));
  if (clock->from_minute == 0)
    return g_strdup_printf (C_ ("picker", "before %s"), to);
  if (clock->to_minute == SALON_DAY_MINUTES)
    return g_strdup_printf (C_ ("picker", "from %s"), from);
  return g_strdup_printf ("%s – %s", from, to);
}

static void
describe_day (SalonFinderWish *wish, GPtrArray *chips)
{
  const SalonBookingPhrase *phrase = salon_finder_wish_get_phrase (wish);
  g_autofree char *span = describe_span (&phrase->clock);
  g_autofree char *date = NULL;
  g_autofree char *heading = NULL;
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_get_days (wish, &from, &to, &other);
  if (from == SALON_DAY_NONE)
    date = span == NULL ? g_strdup (_ ("Any day")) : NULL;
  else if (to == from + 1)
    date = salon_format_day (from, SALON_DAY_STYLE_WITHOUT_YEAR);
  else
    date = salon_format_days (from, to - 1);
  if (date != NULL)
    heading = salon_format_heading (date);
  add (chips, CHIP_DAY, _ ("When"),
       heading != NULL && span != NULL ? g_strdup_printf ("%s, %s", heading, span)
                                       : g_strdup (heading != NULL ? heading : span),
       other != SALON_DAY_NONE ? 2 : 0, FALSE);
}

/* Making them */

static void
append_option (GMenu *menu, int chip, guint option, const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  /* An underscore in a name is no shortcut. */
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *doubled = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, doubled);
  g_menu_item_set_action_and_target (item, "finder.choose", "(ii)", chip, (int) option);
  g_menu_append_item (menu, item);
}

static void
append_clients (SalonFinderWish *wish, GMenu *menu)
{
  GPtrArray *clients = salon_finder_wish_get_clients (wish);
  g_autofree char *new_client = g_strdup_printf (_ ("New: “%s”"), get_said (wish));

  for (guint i = 0; i < clients->len; i++)
    append_option (menu, CHIP_CLIENT, i,
                   salon_client_get_fields (g_ptr_array_index (clients, i))->name);
  append_option (menu, CHIP_CLIENT, clients->len, new_client);
}

static void
append_days (SalonFinderWish *wish, GMenu *menu)
{
  SalonDay days[2];
  SalonDay to;

  salon_finder_wish_get_days (wish, &days[0], &to, &days[1]);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *date = salon_format_day (days[i], SALON_DAY_STYLE_LONG);
      g_autofree char *heading = salon_format_heading (date);

      append_option (menu, CHIP_DAY, i, heading);
    }
}

static void
append_services (SalonFinderWish *wish, int index, GMenu *menu)
{
  SalonServiceMention *mention =
    g_ptr_array_index (salon_finder_wish_get_phrase (wish)->mentions, (guint) index);

  for (guint i = 0; i < mention->services->len; i++)
    append_option (menu, index, i,
                   salon_service_get_fields (g_ptr_array_index (mention->services, i))->name);
}

static GQuark
chip_quark (void)
{
  return g_quark_from_static_string ("salon-finder-chip");
}

static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  SalonFinderChips *self = SALON_FINDER_CHIPS (user_data);
  int chip = GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (button), chip_quark ()));
  g_autoptr (GMenu) menu = g_menu_new ();

  if (chip == CHIP_CLIENT)
    append_clients (self->wish, menu);
  else if (chip == CHIP_DAY)
    append_days (self->wish, menu);
  else
    append_services (self->wish, chip, menu);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
make_label (const Chip *chip)
{
  GtkWidget *label = gtk_label_new (chip->label);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  return label;
}

static GtkWidget *
make_chip (SalonFinderChips *self, const Chip *chip)
{
  GtkWidget *widget = NULL;

  if (chip->n_options > 0)
    {
      widget = gtk_menu_button_new ();
      gtk_menu_button_set_child (GTK_MENU_BUTTON (widget), make_label (chip));
      gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (widget), TRUE);
      g_object_set_qdata (G_OBJECT (widget), chip_quark (), GINT_TO_POINTER (chip->chip));
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (widget), create_menu_cb, self, NULL);
    }
  else
    widget = make_label (chip);
  gtk_widget_add_css_class (widget, "finder-chip");
  if (chip->is_open)
    gtk_widget_add_css_class (widget, "open");
  gtk_widget_set_tooltip_text (widget, chip->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  chip->name, -1);
  return widget;
}

static char *
join (GPtrArray *chips)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chips->len; i++)
    {
      const Chip *chip = g_ptr_array_index (chips, i);

      g_string_append_printf (text, "%d %s %u %d\n", chip->chip, chip->label, chip->n_options,
                              chip->is_open);
    }
  return g_string_free_and_steal (text);
}

void
salon_finder_chips_show (SalonFinderChips *self, SalonFinderWish *wish)
{
  g_return_if_fail (SALON_IS_FINDER_CHIPS (self));
  g_return_if_fail (SALON_IS_FINDER_WISH (wish));

  g_autoptr (GPtrArray) chips = g_ptr_array_new_with_free_func (free_chip);
  g_autofree char *description = NULL;
  GtkWidget *child;

  g_set_object (&self->wish, wish);
  describe_client (wish, chips);
  describe_services (wish, chips);
  describe_day (wish, chips);
  description = join (chips);
  if (g_strcmp0 (description, self->description) == 0)
    return;
  g_set_str (&self->description, description);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);
  for (guint i = 0; i < chips->len; i++)
    adw_wrap_box_append (self->box, make_chip (self, g_ptr_array_index (chips, i)));
}

static void
choose (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonFinderChips *self = SALON_FINDER_CHIPS (widget);
  int chip;
  int option;

  g_variant_get (parameter, "(ii)", &chip, &option);
  if (chip == CHIP_CLIENT)
    {
      GPtrArray *clients = salon_finder_wish_get_clients (self->wish);

      salon_finder_wish_choose_client (
        self->wish, option < (int) clients->len ? g_ptr_array_index (clients, option) : NULL);
    }
  else if (chip == CHIP_DAY && option == 1)
    salon_finder_wish_swap_days (self->wish);
  else if (chip >= 0)
    {
      SalonServiceMention *mention =
        g_ptr_array_index (salon_finder_wish_get_phrase (self->wish)->mentions, (guint) chip);

      salon_finder_wish_choose_service (self->wish, (guint) chip,
                                        g_ptr_array_index (mention->services, option));
    }
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
salon_finder_chips_dispose (GObject *object)
{
  SalonFinderChips *self = SALON_FINDER_CHIPS (object);

  g_clear_object (&self->wish);
  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (salon_finder_chips_parent_class)->dispose (object);
}

static void
salon_finder_chips_class_init (SalonFinderChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_finder_chips_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SALON_TYPE_FINDER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "finder.choose", "(ii)", choose);
}

static void
salon_finder_chips_init (SalonFinderChips *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
