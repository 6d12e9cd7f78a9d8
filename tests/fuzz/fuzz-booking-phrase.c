/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line as a booking: what was understood lies inside the line, in order, and reads the same again. */
#include "core/salon-booking-phrase.h"

#include <string.h>

#include "fuzz-target.h"

#define NOW (salon_moment (salon_day_from_ymd (2026, 3, 9), 602))

static SalonServiceVocabulary *
make_vocabulary (void)
{
  static const char *const names[] = {
    "Pose complète en gel",         "Remplissage gel",
    "Teinture cils et sourcils",    "Restructuration des sourcils",
    "Massage aux pierres chaudes",  "Massage du dos",
    "Vernis semi-permanent, mains", "Épilation demi-jambes"
  };
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (services, salon_service_new (&(SalonServiceFields) { .id = names[i],
                                                                          .name = names[i],
                                                                          .category = "ongles",
                                                                          .duration_minutes = 30,
                                                                          .is_active = TRUE }));
  return salon_service_vocabulary_new (services);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (SalonServiceVocabulary) services = make_vocabulary ();
  g_autofree char *line = fuzz_dup_bytes (data, size);
  g_autoptr (SalonBookingPhrase) phrase = salon_booking_phrase_new (line, services, NOW);
  g_autoptr (SalonBookingPhrase) again = salon_booking_phrase_new (phrase->text, services, NOW);
  gsize end = 0;

  for (guint i = 0; i < phrase->parts->len; i++)
    {
      const SalonPhrasePart *part = &g_array_index (phrase->parts, SalonPhrasePart, i);

      g_assert_true (part->start >= end && part->start < part->end);
      g_assert_true (part->end <= strlen (phrase->text));
      end = part->end;
    }
  g_assert_cmpstr (phrase->text, ==, again->text);
  g_assert_cmpstr (phrase->client, ==, again->client);
  g_assert_cmpstr (phrase->phone, ==, again->phone);
  g_assert_true (phrase->day.from == again->day.from && phrase->day.to == again->day.to);
  g_assert_true (phrase->clock.minute == again->clock.minute);
  g_assert_true (phrase->day.from == SALON_DAY_NONE || phrase->day.from < phrase->day.to);
  g_assert_true (phrase->clock.minute >= -1 && phrase->clock.minute < SALON_DAY_MINUTES);
  g_assert_true (phrase->clock.from_minute < phrase->clock.to_minute);
  return 0;
}
