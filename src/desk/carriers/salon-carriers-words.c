/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-carriers-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title;
  const char *passed;
} steps[] = {
  [SALON_MESSAGE_STEP_REACH] = { N_ ("Connection"), N_ ("It answers, and is the right one.") },
  [SALON_MESSAGE_STEP_SIGN_IN] = { N_ ("Sign-In"), N_ ("You are let in.") },
  [SALON_MESSAGE_STEP_ACCOUNT] = { N_ ("Account"), N_ ("It is open, and may send.") },
  [SALON_MESSAGE_STEP_SENDER] = { N_ ("Sender"), N_ ("Messages may go out under this name.") },
  [SALON_MESSAGE_STEP_CREDITS] = { N_ ("Credit"), N_ ("There is some left.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (steps) == SALON_N_MESSAGE_STEPS);

const char *
salon_carriers_words_for_step (SalonMessageStep step)
{
  g_return_val_if_fail ((guint) step < SALON_N_MESSAGE_STEPS, NULL);
  return _ (steps[step].title);
}

const char *
salon_carriers_words_for_passed (SalonMessageStep step)
{
  g_return_val_if_fail ((guint) step < SALON_N_MESSAGE_STEPS, NULL);
  return _ (steps[step].passed);
}

static const char *
get_sender_words (SalonMessageMedium medium)
{
  return medium == SALON_MESSAGE_SMS
           ? _ ("This sender name is not agreed yet. Add it to your account at OVH and wait until "
                "it is accepted there.")
           : _ ("Mail may not come from this address. Use the address of this account.");
}

static const char *
get_recipient_words (SalonMessageMedium medium)
{
  return medium == SALON_MESSAGE_SMS ? _ ("This phone number is not accepted.")
                                     : _ ("This e-mail address is not accepted.");
}

const char *
salon_carriers_words_for_reason (SalonDeliveryReason reason, SalonMessageMedium medium)
{
  switch (reason)
    {
    case SALON_DELIVERY_FINE:
      return _ ("Everything is right.");
    case SALON_DELIVERY_OFF:
      return _ ("Nobody is set up to carry it.");
    case SALON_DELIVERY_UNREACHABLE:
      return _ ("Nobody answers there. Check the address and the Internet connection.");
    case SALON_DELIVERY_UNTRUSTED:
      return _ ("What answers there cannot show that it is the right one, or offers no encryption. "
                "Nothing was said to it.");
    case SALON_DELIVERY_KEYS:
      return medium == SALON_MESSAGE_SMS
               ? _ ("The keys are not accepted. Copy all of them once more.")
               : _ ("You are not let in. Check the user name and the password, or the key.");
    case SALON_DELIVERY_RIGHTS:
      return _ ("The key is right, but may not be used for this. Make a new one that may send.");
    case SALON_DELIVERY_ACCOUNT:
      return _ ("There is no such account, or it is closed. Check its name.");
    case SALON_DELIVERY_SENDER:
      return get_sender_words (medium);
    case SALON_DELIVERY_RECIPIENT:
      return get_recipient_words (medium);
    case SALON_DELIVERY_CREDITS:
      return _ ("No credit is left. Buy some at OVH.");
    case SALON_DELIVERY_CONTENT:
      return _ ("The message is not accepted.");
    case SALON_DELIVERY_BUSY:
      return _ ("They are busy, or want to be asked again later. Try again in a few minutes.");
    case SALON_DELIVERY_NO_ANSWER:
      return _ ("It was handed over, and no answer came. It may have gone out all the same.");
    case SALON_DELIVERY_TOO_LATE:
      return _ ("It would have come too late.");
    case SALON_DELIVERY_TROUBLE:
      return _ ("They have trouble of their own. Try again later.");
    }
  g_return_val_if_reached (NULL);
}
