/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A prepared shared salon for one test, and desks that send it changes written as JSON, as a stranger
 * could. Everything here asserts that it succeeds.
 *
 * Ids: ID ("b", "0001") is "b0000000-0000-4000-8000-000000000001". What a desk was told is put into a
 * line: "applied", "duplicate applied", or "conflict changed bookings:0001(booking_time,notes)", with
 * the last four letters of the ids of the rows that stand in the way.
 */
#pragma once

#include "postgres-fixture.h"

G_BEGIN_DECLS

#define ID(letter, digits) letter "0000000-0000-4000-8000-00000000" digits
#define STAFF "00000000-0000-7000-8000-000000000001"
#define DAY "2026-03-12"

typedef struct
{
  PostgresFixture *server; /* not owned */
  char *database;
  SalonConnection *owner;
} SharedSalon;

/* The migrations run once for each server; every salon is a copy of what they made. */
SharedSalon *shared_salon_new (PostgresFixture *server);
void shared_salon_free (SharedSalon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SharedSalon, shared_salon_free)

typedef struct
{
  SalonConnection *connection;
  char *id;
  gint64 seq;
  char *reply; /* all of the last one, as JSON */
} Desk;

/* Says hello. @digits tell the desks apart. */
Desk *desk_new (SharedSalon *salon, const char *digits, const char *name);
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* A change of the next number with these edits (JSON objects, parted by commas). */
char *desk_write_change (Desk *self, const char *edits);
/* Sends the changes (JSON, parted by commas); what it was told, one line for each. */
char *desk_send (Desk *self, const char *changes);
/* Both: sends one change. */
char *desk_push (Desk *self, const char *edits);

/* Asserts what a desk is told. Evaluates @edits once. */
#define assert_told(desk, edits, told)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *told_ = desk_push (desk, edits);                                              \
    g_assert_cmpstr (told_, ==, told);                                                             \
  }                                                                                                \
  G_STMT_END

#define assert_read(connection, sql, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *read_ = fixture_read_text (connection, sql);                                  \
    g_assert_cmpstr (read_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* Edits as JSON. */
#define INSERT(table, id, set)                                                                     \
  "{\"op\":\"insert\",\"table\":\"" table "\",\"id\":\"" id "\",\"set\":{" set "},\"was\":{}}"
#define UPDATE(table, id, set, was)                                                                \
  "{\"op\":\"update\",\"table\":\"" table "\",\"id\":\"" id "\",\"set\":{" set "},\"was\":{" was   \
  "}}"
#define DELETE(table, id, was)                                                                     \
  "{\"op\":\"delete\",\"table\":\"" table "\",\"id\":\"" id "\",\"set\":{},\"was\":{" was "}}"

/* An hour of the one member of staff. */
#define BOOKING_ON(day, time)                                                                      \
  "\"client_name\":\"Marie Durand\",\"booking_date\":\"" day "\",\"booking_time\":\"" time         \
  "\",\"status\":\"confirmed\",\"payment_status\":\"pending\",\"created_at\":"                     \
  "\"2026-03-01T09:00:00Z\",\"staff_id\":\"" STAFF "\",\"duration_minutes\":60,"                   \
  "\"buffer_minutes\":0,\"price\":\"45.00\""
#define BOOK(id, time) INSERT ("bookings", id, BOOKING_ON (DAY, time))
#define MOVE(id, to, from)                                                                         \
  UPDATE ("bookings", id, "\"booking_time\":\"" to "\"", "\"booking_time\":\"" from "\"")
#define LINE(id, booking)                                                                          \
  INSERT ("booking_services", id,                                                                  \
          "\"booking_id\":\"" booking                                                              \
          "\",\"position\":0,\"name\":\"Gel\",\"duration_minutes\":60,"                            \
          "\"buffer_minutes\":0,\"price\":\"45.00\"")
#define CLIENT(id, name)                                                                           \
  INSERT ("clients", id,                                                                           \
          "\"name\":\"" name                                                                       \
          "\",\"is_blocked\":false,\"sms_consent\":true,\"email_consent\":true,"                   \
          "\"language\":\"fr\",\"created_at\":\"2026-03-01T09:00:00Z\"")
#define CARD(id, code)                                                                             \
  INSERT ("gift_cards", id,                                                                        \
          "\"code\":\"" code                                                                       \
          "\",\"type\":\"amount\",\"amount\":\"50.00\",\"buyer_name\":\"Paul\","                   \
          "\"recipient_name\":\"Marie\",\"purchase_date\":\"2026-01-01\","                         \
          "\"expiry_date\":\"2027-01-01\"")
#define MOVEMENT(id, card, kind, amount)                                                           \
  INSERT ("gift_card_movements", id,                                                               \
          "\"card_id\":\"" card "\",\"kind\":\"" kind "\",\"amount\":\"" amount                    \
          "\",\"at\":\"2026-03-01T09:00:00Z\"")
#define PAYMENT(id, status)                                                                        \
  INSERT ("payments", id,                                                                          \
          "\"amount\":\"45.00\",\"payment_method\":\"cash\",\"status\":\"" status                  \
          "\",\"created_at\":\"2026-03-01T09:00:00Z\"")

G_END_DECLS
