/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which client a name on a gift card means: a card keeps names, not clients. */
#pragma once

#include "store/salon-reader.h"

G_BEGIN_DECLS

/* By the mail, when there is one; else by the name, when exactly one client has it. NULL: nobody known.
 * @email: (nullable). Transfer full. */
SalonClient *salon_gift_card_people_find (SalonReader *reader, const char *name, const char *email);

G_END_DECLS
