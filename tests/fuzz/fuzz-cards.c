/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign address cards. */
#include "exchange/salon-card-file.h"

#include "fuzz-import.h"
#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_import_rows (salon_card_file_read (data, size, NULL));
  return 0;
}
