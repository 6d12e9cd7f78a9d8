/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of all keys, made of the one table that also says who listens to them. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *salon_shortcuts_dialog_new (void);

G_END_DECLS
