/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-words.h"

#include <glib/gi18n-lib.h>

#include "core/salon-error.h"
#include "store/salon-store-error.h"
#include "sync/salon-sync-error.h"

/* What was not saved is said only where something was to be saved. */
typedef struct
{
  const char *failed;      /* while a salon was opened or read */
  const char *failed_save; /* NULL: the same */
} Words;

static const Words store_words[] = {
  [SALON_STORE_ERROR_OPEN] = {
    N_ ("The salon’s file cannot be opened. Check that its folder still exists and that you may "
        "read it."),
    NULL,
  },
  [SALON_STORE_ERROR_CORRUPT] = {
    N_ ("The salon’s file is damaged. Nothing was changed; restore a backup, or ask for help "
        "before you go on."),
    NULL,
  },
  [SALON_STORE_ERROR_NEWER] = {
    N_ ("The salon’s file was written by a newer version of Sérénaïa. Update the program to open "
        "it."),
    NULL,
  },
  [SALON_STORE_ERROR_FULL] = {
    N_ ("The disk is full. Free some space, then try again."),
    N_ ("The disk is full: this was not saved. Free some space, then try again."),
  },
  [SALON_STORE_ERROR_READ_ONLY] = {
    N_ ("The disk or the salon’s file is write-protected. Allow writing there, then try again."),
    N_ ("The disk or the salon’s file is write-protected: this was not saved."),
  },
  [SALON_STORE_ERROR_BUSY] = {
    N_ ("Another program is using the salon’s file. Try again in a moment."),
    N_ ("Another program is using the salon’s file: this was not saved. Try again in a moment."),
  },
  [SALON_STORE_ERROR_GONE] = {
    N_ ("The salon’s file is not at its place any more: it was moved or deleted, or its disk was "
        "taken out. Put it back, or start Sérénaïa again."),
    N_ ("The salon’s file is not at its place any more: it was moved or deleted, or its disk was "
        "taken out. This was not saved. Put the file back, then try again."),
  },
  [SALON_STORE_ERROR_TAKEN] = {
    N_ ("Somebody else is booked at that time."),
    N_ ("Somebody else is booked at that time: this was not saved."),
  },
  [SALON_STORE_ERROR_BALANCE] = {
    N_ ("There is not that much left on the gift card."),
    N_ ("There is not that much left on the gift card any more, so this was not saved. Look at the "
        "card again."),
  },
  [SALON_STORE_ERROR_EXPIRED] = {
    N_ ("The gift card has expired."),
    N_ ("The gift card has expired, so this was not saved. Extend it, or write a note that says why "
        "it is taken all the same."),
  },
  [SALON_STORE_ERROR_STALE] = {
    N_ ("This was changed in the meantime, so it cannot be done any more. Look at it again."),
    NULL,
  },
  [SALON_STORE_ERROR_NOT_FOUND] = { N_ ("This does not exist any more."), NULL },
  [SALON_STORE_ERROR_REFUSED] = {
    N_ ("This file holds a salon of its own, so the sample salon was not put into it. Nothing was "
        "changed."),
    N_ ("Something in it is not possible, so it was not saved. Check what you typed."),
  },
  [SALON_STORE_ERROR_COMING] = { N_ ("She has bookings to come. Cancel them first."), NULL },
  [SALON_STORE_ERROR_NOTHING] = { N_ ("There is nothing to undo."), NULL },
  [SALON_STORE_ERROR_CURSOR] = {
    N_ ("What came from the shared salon does not fit what was read before. Everything has to be "
        "read again."),
    NULL,
  },
  [SALON_STORE_ERROR_ROW] = {
    N_ ("The shared salon holds something that this version of Sérénaïa cannot show. Nothing was "
        "changed here; update the program."),
    NULL,
  },
  [SALON_STORE_ERROR_IO] = {
    N_ ("The disk did not answer as it should. Try again; if it happens once more, check the "
        "disk."),
    N_ ("The disk did not answer as it should: this was not saved. Try again; if it happens once "
        "more, check the disk."),
  },
};

static const char *const sync_words[] = {
  [SALON_SYNC_ERROR_NAME] =
    N_ ("The shared salon’s computer was not found. Check the address and the Internet."),
  [SALON_SYNC_ERROR_PORT] =
    N_ ("The shared salon’s computer does not answer. It may be switched off."),
  [SALON_SYNC_ERROR_OFFLINE] = N_ ("The connection to the shared salon was interrupted."),
  [SALON_SYNC_ERROR_BUSY] = N_ ("The shared salon is busy at the moment."),
  [SALON_SYNC_ERROR_REPLY] =
    N_ ("The shared salon answered something that makes no sense. Nothing was changed here."),
  [SALON_SYNC_ERROR_CERTIFICATE] = N_ (
    "The shared salon’s computer cannot prove that it is the right one, so nothing was sent to it. Ask whoever looks after it for a valid certificate."),
  [SALON_SYNC_ERROR_SIGN_IN] =
    N_ ("The shared salon refuses the user name or the password. Type them again."),
  [SALON_SYNC_ERROR_NO_DATABASE] = N_ ("There is no database of that name. Check how it is spelt."),
  [SALON_SYNC_ERROR_RIGHTS] = N_ (
    "This user may not do everything that the desk does. Ask whoever looks after the shared salon."),
  [SALON_SYNC_ERROR_NOT_PREPARED] = N_ (
    "The database is not ready for your salon yet. It can be prepared in the connection settings."),
  [SALON_SYNC_ERROR_OLDER] = N_ (
    "The shared salon has to be brought up to date first. This is done in the connection settings."),
  [SALON_SYNC_ERROR_NEWER] =
    N_ ("The shared salon is newer than this program. Update Sérénaïa on this computer."),
  [SALON_SYNC_ERROR_FOREIGN] =
    N_ ("That database holds something else, not a salon. Choose another one."),
  [SALON_SYNC_ERROR_NO_SERVER] =
    N_ ("There is no salon server at this address. Check how it is spelt."),
  [SALON_SYNC_ERROR_SIGNED_OUT] =
    N_ ("This computer is no longer signed in to the salon’s server. Sign in again."),
};

static char *
dup_words (const GError *error, gboolean is_save)
{
  if (error->domain == SALON_STORE_ERROR)
    {
      const Words *words = &store_words[error->code];
      return g_strdup (_ (is_save && words->failed_save ? words->failed_save : words->failed));
    }
  if (error->domain == SALON_SYNC_ERROR)
    return g_strdup (_ (sync_words[error->code]));
  if (error->domain == SALON_ERROR)
    return g_strdup (_ ("Something you typed was not understood. Check it and try again."));
  return g_strdup_printf (_ ("That did not work: %s"), error->message);
}

char *
salon_words_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);
  return dup_words (error, FALSE);
}

char *
salon_words_for_failed_save (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);
  return dup_words (error, TRUE);
}
