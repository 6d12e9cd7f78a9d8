/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider within the test: what it is handed arrives, or does not, as the test wants it; and it knows
 * afterwards what has arrived. Of SMS it can be asked later, of mail it cannot.
 */
#pragma once

#include "message/salon-message-provider.h"

G_BEGIN_DECLS

/**
 * FakeMood:
 * @FAKE_FINE: it arrives, and we are told so
 * @FAKE_DROPPED: it arrives, and nobody is told
 * @FAKE_LOST: it does not arrive, and nobody is told
 * @FAKE_BUSY: not now; in half a minute
 * @FAKE_DOWN: nobody is there
 * @FAKE_REFUSED: not to that number
 * @FAKE_BROKE: no credits are left
 */
typedef enum
{
  FAKE_FINE,
  FAKE_DROPPED,
  FAKE_LOST,
  FAKE_BUSY,
  FAKE_DOWN,
  FAKE_REFUSED,
  FAKE_BROKE,
} FakeMood;

typedef struct
{
  char *id;
  char *recipient;
  char *subject;
  char *text;
  gint64 at;
  gint64 expires_at;
  gsize paper_bytes;
} FakeArrival;

#define TYPE_FAKE_CARRIER (fake_carrier_get_type ())
G_DECLARE_FINAL_TYPE (FakeCarrier, fake_carrier, FAKE, CARRIER, GObject)

typedef FakeMood (*FakeMoodFunc) (FakeCarrier *self,
                                  const SalonOutgoing *outgoing,
                                  gpointer user_data);

struct _FakeCarrier
{
  GObject parent_instance;

  gboolean is_mail;
  FakeMood mood; /* of every send, when @choose is NULL */
  FakeMoodFunc choose;
  gpointer choose_data;
  guint n_asked;
  guint n_looked_up;
  GPtrArray *arrivals; /* of FakeArrival, in their order */
  GHashTable *counts;  /* id → how often it arrived */
};

FakeCarrier *fake_carrier_new (gboolean is_mail);
guint fake_carrier_count (FakeCarrier *self, const char *id);
/* The @n th arrival. */
const FakeArrival *fake_carrier_get (FakeCarrier *self, guint n);

G_END_DECLS
