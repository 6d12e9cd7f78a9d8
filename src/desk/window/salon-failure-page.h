/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the window when no salon could be opened: why, in words, and the ways on. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @backup_path: (nullable): the latest backup, offered when the file is damaged. */
GtkWidget *salon_failure_page_new (const GError *error, const char *backup_path);

G_END_DECLS
