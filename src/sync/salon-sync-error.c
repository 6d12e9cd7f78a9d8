/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sync-error.h"

G_DEFINE_QUARK (salon - sync - error - quark, salon_sync_error)

static gboolean
code_needs_owner (SalonSyncError code)
{
  switch (code)
    {
    case SALON_SYNC_ERROR_NAME:
    case SALON_SYNC_ERROR_PORT:
    case SALON_SYNC_ERROR_OFFLINE:
    case SALON_SYNC_ERROR_BUSY:
    case SALON_SYNC_ERROR_REPLY:
    case SALON_SYNC_ERROR_NO_SERVER:
      return FALSE;
    case SALON_SYNC_ERROR_CERTIFICATE:
    case SALON_SYNC_ERROR_SIGN_IN:
    case SALON_SYNC_ERROR_NO_DATABASE:
    case SALON_SYNC_ERROR_RIGHTS:
    case SALON_SYNC_ERROR_NOT_PREPARED:
    case SALON_SYNC_ERROR_OLDER:
    case SALON_SYNC_ERROR_NEWER:
    case SALON_SYNC_ERROR_FOREIGN:
    case SALON_SYNC_ERROR_SIGNED_OUT:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

gboolean
salon_sync_error_needs_owner (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return error->domain == SALON_SYNC_ERROR && code_needs_owner ((SalonSyncError) error->code);
}
