/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finder-fixture.h"

#include "store/salon-id.h"

void
finder_fixture_set_up (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonService) removal = NULL;
  g_autoptr (SalonClient) dupont = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *service_id = salon_id_new ();
  g_autofree char *client_id = salon_id_new ();

  booking_fixture_set_up (self, NULL);
  removal = salon_service_new (&(SalonServiceFields) { .id = service_id,
                                                       .name = "Gel removal",
                                                       .category = "ongles",
                                                       .duration_minutes = 30,
                                                       .price_cents = 2000,
                                                       .is_active = TRUE,
                                                       .position = 3 });
  dupont = salon_client_new (&(SalonClientFields) {
    .id = client_id, .name = "Marie Dupont", .language = "fr", .created_at = 2 });
  salon_service_add_insert (removal, builder);
  salon_client_add_insert (dupont, builder);
  change = salon_change_builder_end (builder, "Add what may be confused");
  booking_fixture_commit (self, change, &error);
  g_assert_no_error (error);
}
