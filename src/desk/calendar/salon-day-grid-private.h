/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the time grid share: salon-day-grid.c says what is shown, -blocks.c shows blocked time, -chips.c gives each
 * booking its widget and -drawing.c draws what lies behind; -pointer.c, -drag.c with its -ghost.c and
 * -keys.c are the hands, -actions.c is what can be done to a booking, -news.c shows what others did.
 */
#pragma once

#include "core/salon-slot.h"
#include "salon-booking-chip.h"
#include "salon-calendar-grid-layout.h"
#include "salon-day-grid.h"
#include "salon-text-cache.h"

G_BEGIN_DECLS

#define SALON_DAY_GRID_MAX_DAYS 7

typedef struct _SalonDayGridDrag SalonDayGridDrag;

/* Where a drag would leave a booking. */
typedef struct
{
  SalonBooking *booking; /* nullable: a new one */
  SalonMoment start;
  int duration; /* minutes */
  SalonSlotState state;
  char *words; /* for the state */
} SalonDayGridProposal;

struct _SalonDayGrid
{
  GtkWidget parent_instance;

  SalonSession *session;
  GListModel *bookings; /* nullable */
  SalonDay first_day;
  int n_days;
  gboolean needs_update; /* the days are newer than the chips */

  SalonCalendarGridLayout *layout; /* owned by the widget */
  GtkWidget *hours;
  GtkWidget *now_line;
  GtkWidget *cursor;
  GPtrArray *blocks;     /* what -blocks.c keeps */
  GPtrArray *chips;      /* SalonBookingChip, by start; borrowed: they are children */
  GPtrArray *spares;     /* hidden ones, to be given another booking */
  SalonTextCache *texts; /* of the chips */
  GArray *windows[SALON_DAY_GRID_MAX_DAYS]; /* SalonRange of minutes */
  GskRenderNode *hatching;                  /* nullable: a tile, in hatching_color */
  GdkRGBA hatching_color;
  guint now_source;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;

  SalonMoment slot;      /* of the cursor */
  char *follow_id;       /* nullable: the booking to focus once it is on screen */
  gboolean is_saving;    /* a change of ours is on its way */
  GtkWidget *menu;       /* nullable: made at the first use */
  SalonBooking *target;  /* nullable: what the open menu is about */
  SalonBooking *held;    /* nullable: in the tray */
  gboolean held_is_copy; /* the tray came by Ctrl+C */
  char *tray;            /* nullable: in words */
  SalonDayGridDrag *drag;
  GHashTable *news; /* ids of the bookings that are highlighted */
  guint news_source;
  GtkWidget *ghost; /* nullable: made at the first drag, with its tag */
  GtkWidget *ghost_tag;
};

/* salon-day-grid.c */
gboolean salon_day_grid_shows (SalonDayGrid *self, SalonDay day);
void salon_day_grid_set_slot (SalonDayGrid *self, SalonMoment slot);
void salon_day_grid_focus_slot (SalonDayGrid *self, SalonMoment slot);
/* What stands in the way of @booking (nullable: a new one) at @start; call salon_slot_explain's
 * verdict and the words for it. @words: (out) (transfer full) */
SalonSlotVerdict salon_day_grid_explain (SalonDayGrid *self,
                                         SalonBooking *booking,
                                         const char *ignore_id,
                                         SalonMoment start,
                                         int duration_minutes,
                                         char **words);

/* salon-day-grid-chips.c */
SalonBookingChip *salon_day_grid_get_focused_chip (SalonDayGrid *self); /* nullable */
SalonBookingChip *salon_day_grid_pick_chip (SalonDayGrid *self, double x, double y);
/* @shown: (element-type SalonBooking): what to show, by start; self->chips follows it. */
void salon_day_grid_assign_chips (SalonDayGrid *self, GPtrArray *shown);
/* How long what waits is held, as it is now. */
void salon_day_grid_show_holds (SalonDayGrid *self);
void salon_day_grid_place_chips (SalonDayGrid *self, GPtrArray *shown);

/* salon-day-grid-blocks.c */
GPtrArray *salon_day_grid_blocks_new (void);
void salon_day_grid_update_blocks (SalonDayGrid *self);
/* The row id of the blocked time at @moment; NULL when it is not blocked. */
const char *salon_day_grid_find_block (SalonDayGrid *self, SalonMoment moment);
GtkWidget *salon_day_grid_get_last_block (SalonDayGrid *self); /* nullable */

/* salon-day-grid-drawing.c */
void salon_day_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* salon-day-grid-actions.c */
void salon_day_grid_install_actions (GtkWidgetClass *klass);
/* Saves; a failure becomes a toast. One at a time: FALSE while another is on its way. Takes
 * @change; NULL does nothing. */
gboolean salon_day_grid_commit (SalonDayGrid *self, SalonChange *change);
/* Asks what is paid of @booking, or only notes that it is. */
void salon_day_grid_pay (SalonDayGrid *self, SalonBooking *booking);
/* Moves or resizes unless the chair is taken: then it says so and does nothing. */
gboolean salon_day_grid_place (SalonDayGrid *self,
                               SalonBooking *booking,
                               SalonMoment start,
                               int duration_minutes);
void salon_day_grid_tell (SalonDayGrid *self, const char *words);
void salon_day_grid_hold (SalonDayGrid *self, SalonBooking *booking, gboolean is_copy);
void salon_day_grid_put_down (SalonDayGrid *self);
void salon_day_grid_popup_menu (SalonDayGrid *self, SalonBookingChip *chip, double x, double y);
SalonBooking *salon_day_grid_get_target (SalonDayGrid *self); /* nullable */

/* salon-day-grid-news.c */
void salon_day_grid_take_news (SalonDayGrid *self, SalonChange *change);
/* After the chips have been given other bookings. */
void salon_day_grid_refresh_news (SalonDayGrid *self);
void salon_day_grid_forget_news (SalonDayGrid *self);

/* salon-day-grid-keys.c */
void salon_day_grid_install_shortcuts (GtkWidgetClass *klass);
gboolean salon_day_grid_focus (GtkWidget *widget, GtkDirectionType direction);

/* salon-day-grid-pointer.c */
void salon_day_grid_listen_to_pointer (SalonDayGrid *self);

/* salon-day-grid-ghost.c */
void salon_day_grid_show_ghost (SalonDayGrid *self, const SalonDayGridProposal *proposal);
void salon_day_grid_hide_ghost (SalonDayGrid *self);

/* salon-day-grid-drag.c */
SalonDayGridDrag *salon_day_grid_drag_new (SalonDayGrid *grid);
void salon_day_grid_drag_free (SalonDayGridDrag *drag);
/* FALSE when nothing was being dragged. */
gboolean salon_day_grid_drag_cancel (SalonDayGridDrag *drag);
/* After the days or the bookings changed under the pointer. */
void salon_day_grid_drag_refresh (SalonDayGridDrag *drag);
void salon_day_grid_drag_refuse (SalonDayGridDrag *drag, SalonBookingChip *chip);

G_END_DECLS
