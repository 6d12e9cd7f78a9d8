# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server is measured against: the same endpoints as a team would write them in Python, with
FastAPI, SQLAlchemy and asyncpg. The same work on the same tables with the same triggers, and the same
answers: who is signed in is asked of the database, a booking has its secret and its writer, each answer
has its headers and its line in the log. Only columns are read, never whole objects, and nothing is read
twice. It may do less than ours, never more: no idempotency, no limits, no measures."""

import base64
import datetime
import hashlib
import hmac
import json
import os
import secrets
import sys
import time
import uuid
import zoneinfo

import fastapi
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from tables import (AdminBookingsOut, Blocked, Booking, BookingIn, BookingOut, Service, ServicesOut, Setting,
                    SignIn, SlotsOut, Staff, User, Window)

ACTIVE = ('pending', 'confirmed', 'arrived', 'completed')
KEY = os.environ['SECRET_KEY'].encode()
PARIS = zoneinfo.ZoneInfo('Europe/Paris')
HEADERS = [(name.encode(), value.encode()) for name, value in (
    ('strict-transport-security', 'max-age=31536000; includeSubDomains'),
    ('content-security-policy',
     "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    ('x-content-type-options', 'nosniff'), ('x-frame-options', 'DENY'), ('referrer-policy', 'no-referrer'),
    ('cross-origin-resource-policy', 'same-origin'), ('cache-control', 'no-store'))]

# Of 2, 4, 8 and 16 connections for each process this does most, here of bookings and of lists: with more,
# PostgreSQL finds nothing of the last request at hand.
engine = create_async_engine('postgresql+asyncpg://', async_creator=lambda: connect(), pool_size=4, max_overflow=0)
sessions = async_sessionmaker(engine, expire_on_commit=False)
app = fastapi.FastAPI()


async def connect():
    import asyncpg
    return await asyncpg.connect(host=os.environ['BENCH_HOST'], user='owner', database='salon')


class Dressed:
    """Headers, a request id and a line in the log, below FastAPI's own middleware, which costs much more."""

    def __init__(self, inner):
        self.inner = inner

    async def __call__(self, scope, receive, send):
        if scope['type'] != 'http':
            await self.inner(scope, receive, send)
            return
        began, number, status = time.perf_counter(), uuid.uuid4().hex[:16], 500

        async def send_dressed(message):
            nonlocal status
            if message['type'] == 'http.response.start':
                status = message['status']
                message['headers'] += [*HEADERS, (b'x-request-id', number.encode())]
            await send(message)

        await self.inner(scope, receive, send_dressed)
        sys.stderr.write(json.dumps({
            'time': datetime.datetime.now(datetime.UTC).isoformat(), 'severity': 'INFO', 'message': 'request',
            'request_id': number, 'method': scope['method'], 'route': scope['path'], 'status': status,
            'milliseconds': round((time.perf_counter() - began) * 1000, 3)}) + '\n')


app.add_middleware(Dressed)


async def session():
    async with sessions() as one:
        yield one


def unpack(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


async def signed_in(request: fastapi.Request, db=fastapi.Depends(session)):
    """The token is ours and has not run out; and whose it is, is still signed in."""
    try:
        signed, _, signature = request.headers['authorization'].removeprefix('Bearer ').rpartition('.')
        header, _, payload = signed.partition('.')
        expected = hmac.new(KEY, signed.encode(), hashlib.sha256).digest()
        claims = json.loads(unpack(payload))
        good = (hmac.compare_digest(expected, unpack(signature)) and json.loads(unpack(header))['alg'] == 'HS256'
                and claims['iss'] == 'serenaia-api' and claims['exp'] > time.time())
        person, family = uuid.UUID(claims['sub']), uuid.UUID(claims['sid'])
    except (KeyError, ValueError):
        good = False
    if not good or not await db.scalar(
            sa.select(User.id).join(SignIn, SignIn.user_id == User.id)
            .where(SignIn.id == family, User.id == person, User.is_active, SignIn.ended_at.is_(None),
                   SignIn.ends_at > sa.func.now())):
        raise fastapi.HTTPException(401)


def minutes(clock):
    return clock.hour * 60 + clock.minute


async def read_rules(db):
    """What the owner has said about online bookings: first minute and last day that may be booked, step."""
    said = dict((await db.execute(sa.select(Setting.key, Setting.value).where(
        Setting.key.like('online.%')))).all())
    now = datetime.datetime.now(PARIS)
    return (now + datetime.timedelta(minutes=int(said.get('online.notice', 60))),
            now.date() + datetime.timedelta(days=int(said.get('online.horizon', 90))),
            int(said.get('online.step', 15)))


async def list_free(db, offered, date):
    """Minutes of the day at which somebody is free, and of whom."""
    first, last, step = await read_rules(db)
    if not first.date() <= date <= last or await db.scalar(sa.select(Blocked.id).where(Blocked.date == date)):
        return {}
    staff = (await db.scalars(sa.select(Staff.id).where(Staff.is_active).order_by(Staff.position, Staff.id))).all()
    windows = (await db.execute(sa.select(Window.start_time, Window.end_time).where(
        Window.is_active, Window.day_of_week == date.weekday()))).all()
    taken = (await db.execute(sa.select(
        Booking.staff_id, Booking.booking_time, Booking.duration_minutes, Booking.buffer_before_minutes,
        Booking.buffer_minutes).where(
            Booking.booking_date == date, Booking.status.in_(ACTIVE),
            sa.or_(Booking.status != 'pending', Booking.hold_expires_at.is_(None),
                   Booking.hold_expires_at > sa.func.now())))).all()
    busy = {one: [] for one in staff}
    for one, clock, length, before, after in taken:
        if one in busy:
            busy[one].append((minutes(clock) - before, minutes(clock) + length + after))
    length, before, after = offered.duration_minutes, offered.buffer_before_minutes, offered.buffer_minutes
    earliest = minutes(first) if date == first.date() else 0
    found = {}
    for opening, closing in windows:
        for start in range(minutes(opening), minutes(closing) - length + 1, step):
            free = [one for one in staff if not any(
                start - before < end and begin < start + length + after for begin, end in busy[one])]
            if free and start >= earliest:
                found[start] = free
    return found


async def find_service(db, wanted):
    offered = (await db.execute(sa.select(
        Service.id, Service.name, Service.duration_minutes, Service.buffer_before_minutes, Service.buffer_minutes,
        Service.price).where(Service.id == wanted, Service.is_active))).first()
    if not offered:
        raise fastapi.HTTPException(404)
    return offered


@app.get('/api/v1/services', response_model=ServicesOut)
async def services(db=fastapi.Depends(session)):
    return {'items': (await db.execute(sa.select(
        Service.id, Service.name, Service.category, Service.description, Service.duration_minutes, Service.price,
        Service.image_url).where(Service.is_active).order_by(Service.position, Service.name, Service.id))).all()}


@app.get('/api/v1/availabilities', response_model=SlotsOut)
async def availabilities(date: datetime.date, service: uuid.UUID, db=fastapi.Depends(session)):
    offered = await find_service(db, service)
    found = await list_free(db, offered, date)
    return {'date': date, 'service_id': service, 'duration_minutes': offered.duration_minutes,
            'slots': [f'{start // 60:02}:{start % 60:02}' for start in found]}


@app.post('/api/v1/bookings', status_code=201, response_model=BookingOut)
async def book(asked: BookingIn, db=fastapi.Depends(session)):
    offered = await find_service(db, asked.service_id)
    found = await list_free(db, offered, asked.booking_date)
    free = found.get(minutes(asked.booking_time))
    if not free:
        raise fastapi.HTTPException(409, {'alternatives': list(found)[:5]})
    token = secrets.token_urlsafe(32)
    await db.execute(sa.text("SELECT set_config ('salon.writer', 'web', TRUE),"
                             " set_config ('salon.label', 'Book online', TRUE)"))
    made = (await db.execute(sa.text(
        'WITH made AS (INSERT INTO bookings (service_id, client_name, client_email, client_phone, booking_date,'
        ' booking_time, status, notes, staff_id) VALUES (:service, :name, :email, :phone, :date, :time, :status,'
        ' :notes, :staff) ON CONFLICT DO NOTHING RETURNING id, price, duration_minutes, payment_status),'
        ' opened AS (INSERT INTO salon.booking_tokens (booking_id, digest) SELECT id, :digest FROM made)'
        ' SELECT * FROM made'),
        {'service': asked.service_id, 'name': asked.client_name, 'email': asked.client_email,
         'phone': asked.client_phone, 'date': asked.booking_date, 'time': asked.booking_time,
         'status': 'confirmed', 'notes': asked.notes, 'staff': free[0],
         'digest': hashlib.sha256(token.encode()).digest()})).first()
    if made is None:
        raise fastapi.HTTPException(409, {'alternatives': list(found)[:5]})
    await db.commit()
    start = datetime.datetime.combine(asked.booking_date, asked.booking_time, PARIS)
    return BookingOut(id=made.id, status='confirmed', payment_status=made.payment_status,
                      service_id=asked.service_id, service_name=offered.name, booking_date=asked.booking_date,
                      booking_time=asked.booking_time, duration_minutes=made.duration_minutes, price=made.price,
                      deposit=None, hold_expires_at=None,
                      cancellable_until=start.astimezone(datetime.UTC) - datetime.timedelta(hours=24), token=token)


@app.get('/api/v1/admin/bookings', response_model=AdminBookingsOut, dependencies=[fastapi.Depends(signed_in)])
async def bookings(first: datetime.date, last: datetime.date, status: str | None = None,
                   staff_id: uuid.UUID | None = None, db=fastapi.Depends(session)):
    query = (sa.select(
        Booking.id, Booking.booking_date, Booking.booking_time, Booking.duration_minutes, Booking.buffer_minutes,
        Booking.status, Booking.service_id, Service.name.label('service_name'), Booking.staff_id,
        Booking.client_id, Booking.client_name, Booking.client_email, Booking.client_phone, Booking.price,
        Booking.payment_status, Booking.payment_amount, Booking.payment_method, Booking.notes,
        Booking.cancellation_reason, sa.literal_column('bookings.xmin::text').label('version'))
        .outerjoin(Service, Service.id == Booking.service_id)
        .where(Booking.booking_date.between(first, last))
        .order_by(Booking.booking_date, Booking.booking_time))
    if status:
        query = query.where(Booking.status == status)
    if staff_id:
        query = query.where(Booking.staff_id == staff_id)
    return {'items': (await db.execute(query)).all()}


@app.get('/api/v1/admin/stats', dependencies=[fastapi.Depends(signed_in)])
async def stats(first: datetime.date | None = None, last: datetime.date | None = None, db=fastapi.Depends(session)):
    query = sa.select(Booking.status, sa.func.count(), sa.func.sum(Booking.price)).group_by(Booking.status)
    if first and last:
        query = query.where(Booking.booking_date.between(first, last))
    return {status: {'count': count, 'revenue': revenue} for status, count, revenue in await db.execute(query)}
