/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-price-sheet.h"

#include <glib/gi18n-lib.h>

#include "common/salon-category.h"
#include "common/salon-format.h"
#include "print/salon-list-sheet.h"
#include "services/salon-service-order.h"

static void
add_service (SalonSession *session, SalonListSheet *sheet, SalonService *service)
{
  const SalonServiceFields *fields = salon_service_get_fields (service);
  g_autofree char *duration = salon_format_duration (fields->duration_minutes);
  g_autofree char *price = salon_format_money (session, fields->price_cents);
  const char *const cells[] = { fields->name, fields->description, duration, price };

  salon_list_sheet_add_row (sheet, SALON_SHEET_ROW, cells);
}

SalonDocument *
salon_price_sheet_create (SalonSession *session, GError **error)
{
  g_autoptr (GPtrArray) services =
    salon_reader_list_services (salon_session_get_reader (session), FALSE, error);
  const char *salon = salon_session_get_setting (session, "salon.name");
  const SalonSheetColumn columns[] = {
    { _ ("Service"), 0, FALSE, TRUE },
    { "", 0, FALSE, FALSE },
    { _ ("Length"), 22, TRUE, FALSE },
    { _ ("Price"), 22, TRUE, TRUE },
  };
  g_autoptr (GPtrArray) groups = NULL;
  SalonListSheet *sheet = NULL;

  if (services == NULL)
    return NULL;
  groups = salon_service_order_group (services);
  sheet = salon_list_sheet_new (_ ("Price List"), salon != NULL ? salon : "", "", &salon_paper_a4,
                                columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      const SalonServiceFields *first = salon_service_get_fields (g_ptr_array_index (group, 0));

      salon_list_sheet_add_heading (sheet, salon_category_get_title (first->category));
      for (guint k = 0; k < group->len; k++)
        add_service (session, sheet, g_ptr_array_index (group, k));
    }
  return SALON_DOCUMENT (sheet);
}
