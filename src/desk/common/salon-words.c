/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-words.h"

#include <glib/gi18n-lib.h>

#include "core/salon-error.h"
#include "store/salon-store-error.h"

static const char *
words_for_store (SalonStoreError code)
{
  switch (code)
    {
    case SALON_STORE_ERROR_OPEN:
      return _ (
        "The salon’s file cannot be opened. Check that its folder still exists and that you "
        "may read it.");
    case SALON_STORE_ERROR_CORRUPT:
      return _ (
        "The salon’s file is damaged. Nothing was changed; restore a backup, or ask for help "
        "before you go on.");
    case SALON_STORE_ERROR_NEWER:
      return _ (
        "The salon’s file was written by a newer version of Sérénaïa. Update the program to "
        "open it.");
    case SALON_STORE_ERROR_FULL:
      return _ ("The disk is full: this was not saved. Free some space, then try again.");
    case SALON_STORE_ERROR_READ_ONLY:
      return _ ("The disk or the salon’s file is write-protected: this was not saved.");
    case SALON_STORE_ERROR_BUSY:
      return _ ("Another program is using the salon’s file: this was not saved. Try again in a "
                "moment.");
    case SALON_STORE_ERROR_TAKEN:
      return _ ("Somebody else is booked at that time: this was not saved.");
    case SALON_STORE_ERROR_STALE:
      return _ (
        "This was changed in the meantime, so it cannot be done any more. Look at it again.");
    case SALON_STORE_ERROR_NOT_FOUND:
      return _ ("This does not exist any more.");
    case SALON_STORE_ERROR_REFUSED:
      return _ ("Something in it is not possible, so it was not saved. Check what you typed.");
    case SALON_STORE_ERROR_NOTHING:
      return _ ("There is nothing to undo.");
    case SALON_STORE_ERROR_CURSOR:
      return _ ("What came from the shared salon does not fit what was read before. Everything "
                "has to be read again.");
    case SALON_STORE_ERROR_ROW:
      return _ ("The shared salon holds something that this version of Sérénaïa cannot show. "
                "Nothing was changed here; update the program.");
    case SALON_STORE_ERROR_IO:
      return _ (
        "The disk did not answer as it should: this was not saved. Try again; if it happens "
        "once more, check the disk.");
    }
  g_return_val_if_reached (NULL);
}

/**
 * salon_words_for_error:
 * @error: what a lower layer reports
 *
 * Returns: (transfer full): one or two sentences in the language of the window
 */
char *
salon_words_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == SALON_STORE_ERROR)
    return g_strdup (words_for_store ((SalonStoreError) error->code));
  if (error->domain == SALON_ERROR)
    return g_strdup (_ ("Something you typed was not understood. Check it and try again."));
  return g_strdup_printf (_ ("That did not work: %s"), error->message);
}
