/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the thread and the messenger: `lock` guards what it stands before; all else is set before the
 * thread begins, or is the thread's.
 */
#include "salon-messenger-thread.h"

#include "database/salon-database-ledger.h"
#include "store/salon-store-ledger.h"
#include "vouchers/salon-voucher-card.h"

#define MAX_WAIT_SECONDS 60
/* Between two rounds, however much is changed. */
#define MIN_WAIT_SECONDS 2
#define RETRY_SECONDS 15
/* For what the main thread makes of a card: it may be busy. */
#define PAPER_SECONDS 30

struct _SalonMessengerThread
{
  gatomicrefcount references;

  SalonWorker *worker;
  SalonConnectionSettings *database;
  SalonProviderSettings *settings;
  SalonMessengerProvide provide;
  gpointer provide_data;
  SalonMessengerReportFunc report;
  GWeakRef owner;
  GWeakRef session;
  GMainContext *context;
  gint64 fixed_now;          /* of a desk whose clock stands still; 0: the real one */
  GCancellable *cancellable; /* the end */

  GMutex lock;
  GCond changed;
  gboolean is_woken;

  SalonMessageRound *round;
  SalonConnection *connection;
};

static SalonMessengerThread *
thread_ref (SalonMessengerThread *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
thread_unref (SalonMessengerThread *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_object (&self->worker);
  g_clear_pointer (&self->database, salon_connection_settings_free);
  g_clear_pointer (&self->settings, salon_provider_settings_free);
  g_weak_ref_clear (&self->owner);
  g_weak_ref_clear (&self->session);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Telling */

typedef struct
{
  SalonMessengerThread *thread;
  SalonMessageReport report;
  GError *error;
} News;

static gboolean
tell_cb (gpointer user_data)
{
  News *news = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&news->thread->owner);

  if (owner != NULL && !g_cancellable_is_cancelled (news->thread->cancellable))
    news->thread->report (&news->report, news->error, owner);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer user_data)
{
  News *news = user_data;

  g_clear_error (&news->error);
  thread_unref (news->thread);
  g_free (news);
}

/* Takes @error. */
static void
tell (SalonMessengerThread *self, const SalonMessageReport *report, GError *error)
{
  News *news = g_new0 (News, 1);

  news->thread = thread_ref (self);
  news->report = *report;
  news->error = error;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, news, news_free);
}

/* The paper of a card: its words are the main thread's to write, it is drawn here */

typedef struct
{
  gatomicrefcount references;
  SalonMessengerThread *thread;
  SalonVoucherCard *card;

  GMutex lock;
  GCond ready;
  gboolean is_ready;
  SalonVoucher *document;
  char *name;
} Paper;

static void
paper_unref (gpointer data)
{
  Paper *paper = data;

  if (!g_atomic_ref_count_dec (&paper->references))
    return;
  thread_unref (paper->thread);
  salon_voucher_card_free_all (paper->card, 1);
  g_clear_object (&paper->document);
  g_free (paper->name);
  g_mutex_clear (&paper->lock);
  g_cond_clear (&paper->ready);
  g_free (paper);
}

static gboolean
write_paper_cb (gpointer user_data)
{
  Paper *paper = user_data;
  g_autoptr (SalonSession) session = g_weak_ref_get (&paper->thread->session);

  g_mutex_lock (&paper->lock);
  if (session != NULL && !g_cancellable_is_cancelled (paper->thread->cancellable))
    {
      paper->document = salon_voucher_card_create_document (session, paper->card, 1);
      paper->name = salon_voucher_card_write_file_name (paper->card, 1);
    }
  paper->is_ready = TRUE;
  g_cond_signal (&paper->ready);
  g_mutex_unlock (&paper->lock);
  return G_SOURCE_REMOVE;
}

static Paper *
paper_new (SalonMessengerThread *self, const SalonMessageCard *card)
{
  Paper *paper = g_new0 (Paper, 1);
  SalonVoucherCard values = {
    .id = card->id,
    .code = card->code,
    .value_cents = card->balance,
    .service = card->service,
    .recipient = card->recipient_name,
    .buyer = card->buyer_name,
    .message = card->custom_message,
    .issued_on = SALON_DAY_NONE,
    .expires_on = SALON_DAY_NONE,
  };

  salon_day_parse (card->purchase_date, &values.issued_on, NULL);
  salon_day_parse (card->expiry_date, &values.expires_on, NULL);
  g_atomic_ref_count_init (&paper->references);
  paper->thread = thread_ref (self);
  paper->card = salon_voucher_card_copy_all (&values, 1);
  g_mutex_init (&paper->lock);
  g_cond_init (&paper->ready);
  return paper;
}

static GBytes *
make_paper (const SalonMessageCard *card, char **name, gpointer user_data, GError **error)
{
  Paper *paper = paper_new (user_data, card);
  gint64 until = g_get_monotonic_time () + PAPER_SECONDS * G_USEC_PER_SEC;
  g_autoptr (SalonVoucher) document = NULL;
  GBytes *bytes = NULL;

  g_atomic_ref_count_inc (&paper->references);
  g_main_context_invoke_full (paper->thread->context, G_PRIORITY_DEFAULT, write_paper_cb, paper,
                              paper_unref);
  g_mutex_lock (&paper->lock);
  while (!paper->is_ready && g_cond_wait_until (&paper->ready, &paper->lock, until))
    ;
  document = g_steal_pointer (&paper->document);
  *name = g_steal_pointer (&paper->name);
  g_mutex_unlock (&paper->lock);
  paper_unref (paper);

  if (document != NULL)
    bytes = salon_document_to_pdf (SALON_DOCUMENT (document));
  if (bytes == NULL)
    {
      g_clear_pointer (name, g_free);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "the paper is not drawn");
    }
  return bytes;
}

/* The thread */

static SalonMessageLedger *
open_ledger (SalonMessengerThread *self, GError **error)
{
  if (self->database == NULL)
    return salon_store_ledger_new_for_worker (self->worker, self->cancellable);
  if (self->connection == NULL)
    self->connection = salon_connection_open (self->database, self->cancellable, error);
  if (self->connection == NULL)
    return NULL;
  return salon_database_ledger_new (self->connection, self->cancellable);
}

static gboolean
run_round (SalonMessengerThread *self, SalonMessageReport *report, GError **error)
{
  g_autoptr (SalonMessageLedger) ledger = open_ledger (self, error);

  *report = (SalonMessageReport) { 0 };
  if (ledger != NULL
      && salon_message_round_run (self->round, ledger, self->cancellable, report, error))
    return TRUE;
  g_clear_pointer (&self->connection, salon_connection_free);
  return FALSE;
}

static void
wait (SalonMessengerThread *self, gint64 seconds)
{
  gint64 least = g_get_monotonic_time () + MIN_WAIT_SECONDS * G_USEC_PER_SEC;
  gint64 until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  g_mutex_lock (&self->lock);
  while (!g_cancellable_is_cancelled (self->cancellable) && !self->is_woken
         && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  /* What was saved is often the first of several things. */
  while (!g_cancellable_is_cancelled (self->cancellable) && self->is_woken
         && g_cond_wait_until (&self->changed, &self->lock, least))
    ;
  self->is_woken = FALSE;
  g_mutex_unlock (&self->lock);
}

static gint64
read_fixed_clock (gpointer user_data)
{
  return ((SalonMessengerThread *) user_data)->fixed_now;
}

/* Where the clock stands still nothing comes due by waiting. */
static gint64
get_wait (SalonMessengerThread *self, const SalonMessageReport *report)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return self->fixed_now == 0 && report->next_at != 0
           ? CLAMP (report->next_at - now, 1, MAX_WAIT_SECONDS)
           : MAX_WAIT_SECONDS;
}

static void
set_providers (SalonMessengerThread *self)
{
  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      g_autoptr (SalonMessageProvider) provider =
        self->provide != NULL ? self->provide (medium, self->provide_data)
                              : salon_provider_settings_open (self->settings, medium);

      salon_message_round_set_provider (self->round, medium, provider);
    }
}

static gpointer
run (gpointer data)
{
  SalonMessengerThread *self = data;
  g_autofree char *claimant = g_uuid_string_random ();

  self->round = salon_message_round_new (claimant);
  salon_message_round_set_paper (self->round, make_paper, self);
  if (self->fixed_now != 0)
    salon_message_round_set_clock (self->round, read_fixed_clock, self);
  set_providers (self);
  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      SalonMessageReport report;
      GError *error = NULL;
      gboolean is_run = run_round (self, &report, &error);

      tell (self, &report, error);
      wait (self, is_run ? get_wait (self, &report) : RETRY_SECONDS);
    }
  g_clear_pointer (&self->connection, salon_connection_free);
  g_clear_pointer (&self->round, salon_message_round_free);
  thread_unref (self);
  return NULL;
}

SalonMessengerThread *
salon_messenger_thread_new (SalonSession *session,
                            const SalonConnectionSettings *database,
                            SalonProviderSettings *settings,
                            SalonMessengerProvide provide,
                            gpointer provide_data,
                            SalonMessengerReportFunc report,
                            GObject *owner)
{
  SalonMessengerThread *self = g_new0 (SalonMessengerThread, 1);

  g_atomic_ref_count_init (&self->references);
  self->worker = g_object_ref (salon_session_get_worker (session));
  self->database = database != NULL ? salon_connection_settings_copy (database) : NULL;
  self->settings = settings;
  self->provide = provide;
  self->provide_data = provide_data;
  self->report = report;
  g_weak_ref_init (&self->owner, owner);
  g_weak_ref_init (&self->session, session);
  self->context = g_main_context_ref_thread_default ();
  if (salon_session_has_fixed_now (session))
    self->fixed_now = salon_session_get_instant (session);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_thread_unref (g_thread_new ("messages", run, thread_ref (self)));
  return self;
}

void
salon_messenger_thread_wake (SalonMessengerThread *self)
{
  g_mutex_lock (&self->lock);
  self->is_woken = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
salon_messenger_thread_end (SalonMessengerThread *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->lock);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  thread_unref (self);
}
