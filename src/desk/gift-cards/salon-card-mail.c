/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-card-mail.h"

#include <glib/gi18n-lib.h>

#include "messages/salon-message-wish.h"

typedef struct
{
  SalonSession *session;
  SalonGiftCard *card;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->session);
  g_object_unref (question->card);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_address (const char *email)
{
  return email != NULL && *email != '\0';
}

static void
send_to (SalonSession *session, SalonGiftCard *card, gboolean to_buyer)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  g_autoptr (SalonChange) change = salon_message_wish_build_voucher (
    fields->id, to_buyer ? fields->buyer_email : fields->recipient_email,
    to_buyer ? fields->buyer_name : fields->recipient_name, salon_session_get_instant (session));

  salon_session_commit (session, change);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (!g_str_equal (answer, "keep"))
    send_to (question->session, question->card, g_str_equal (answer, "buyer"));
}

static void
ask (GtkWidget *parent, SalonSession *session, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Send the Gift Voucher to Whom?"), NULL);
  g_autofree char *body =
    /* Translators: buyer, address, recipient, address */
    g_strdup_printf (_ ("Bought by %1$s (%2$s) for %3$s (%4$s)."), fields->buyer_name,
                     fields->buyer_email, fields->recipient_name, fields->recipient_email);
  Question *question = g_new0 (Question, 1);

  question->session = g_object_ref (session);
  question->card = g_object_ref (card);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "keep", _ ("_Do Not Send"), "buyer",
                                  _ ("To the _Buyer"), "recipient", _ ("To the _Recipient"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "buyer");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, chosen_cb, question);
}

gboolean
salon_card_mail_can_send (SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = NULL;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (card), FALSE);

  fields = salon_gift_card_get_fields (card);
  return is_address (fields->buyer_email) || is_address (fields->recipient_email);
}

void
salon_card_mail_send (GtkWidget *parent, SalonSession *session, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = NULL;
  gboolean has_buyer = FALSE;
  gboolean has_recipient = FALSE;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (SALON_IS_GIFT_CARD (card));

  fields = salon_gift_card_get_fields (card);
  has_buyer = is_address (fields->buyer_email);
  has_recipient = is_address (fields->recipient_email);
  if (has_buyer && has_recipient
      && g_ascii_strcasecmp (fields->buyer_email, fields->recipient_email) != 0)
    ask (parent, session, card);
  else if (has_buyer || has_recipient)
    send_to (session, card, has_buyer);
}
