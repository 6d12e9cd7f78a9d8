# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server is measured against: the same endpoints as a team would write them in Python, with
FastAPI, SQLAlchemy and asyncpg. It does the same work on the same tables; nothing else is shared."""

import datetime
import decimal
import os
import uuid

import fastapi
import pydantic
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine('postgresql+asyncpg://', async_creator=lambda: connect(), pool_size=16)
sessions = async_sessionmaker(engine, expire_on_commit=False)
app = fastapi.FastAPI()


async def connect():
    import asyncpg
    return await asyncpg.connect(host=os.environ['BENCH_HOST'], user='owner', database='salon')


class Base(DeclarativeBase):
    pass


class Service(Base):
    __tablename__ = 'services'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    category: Mapped[str]
    description: Mapped[str | None]
    duration_minutes: Mapped[int]
    buffer_minutes: Mapped[int]
    price: Mapped[decimal.Decimal]
    image_url: Mapped[str | None]
    is_active: Mapped[bool]
    position: Mapped[int]


class Window(Base):
    __tablename__ = 'availabilities'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day_of_week: Mapped[int]
    start_time: Mapped[datetime.time]
    end_time: Mapped[datetime.time]
    is_active: Mapped[bool]


class Blocked(Base):
    __tablename__ = 'blocked_dates'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    date: Mapped[datetime.date]


class Booking(Base):
    __tablename__ = 'bookings'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    service_id: Mapped[uuid.UUID]
    client_name: Mapped[str]
    client_email: Mapped[str]
    client_phone: Mapped[str]
    booking_date: Mapped[datetime.date]
    booking_time: Mapped[datetime.time]
    duration_minutes: Mapped[int]
    buffer_minutes: Mapped[int]
    price: Mapped[decimal.Decimal]
    status: Mapped[str]
    payment_status: Mapped[str]
    notes: Mapped[str | None]


class ServiceOut(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(from_attributes=True)
    id: uuid.UUID
    name: str
    category: str
    description: str | None
    duration_minutes: int
    price: decimal.Decimal
    image_url: str | None


class BookingIn(pydantic.BaseModel):
    service_id: uuid.UUID
    booking_date: datetime.date
    booking_time: datetime.time
    client_name: str = pydantic.Field(min_length=1, max_length=120)
    client_email: str = pydantic.Field(pattern=r'^[^@\s]+@[^@\s]+\.[^@\s]+$')
    client_phone: str = pydantic.Field(min_length=6, max_length=20)
    notes: str | None = None


class BookingOut(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(from_attributes=True)
    id: uuid.UUID
    service_id: uuid.UUID
    client_name: str
    client_email: str | None
    client_phone: str | None
    booking_date: datetime.date
    booking_time: datetime.time
    duration_minutes: int
    price: decimal.Decimal
    status: str
    payment_status: str
    notes: str | None


async def session():
    async with sessions() as one:
        yield one


@app.get('/api/v1/services', response_model=list[ServiceOut])
async def services(db=fastapi.Depends(session)):
    return (await db.scalars(sa.select(Service).where(Service.is_active).order_by(Service.position))).all()


@app.get('/api/v1/availabilities')
async def availabilities(date: datetime.date, service: uuid.UUID, db=fastapi.Depends(session)):
    offered = await db.get(Service, service)
    if not offered:
        raise fastapi.HTTPException(404)
    if await db.scalar(sa.select(Blocked.id).where(Blocked.date == date)):
        return {'date': date, 'slots': []}
    windows = (await db.scalars(sa.select(Window).where(Window.is_active, Window.day_of_week == date.weekday()))).all()
    taken = (await db.scalars(sa.select(Booking).where(
        Booking.booking_date == date, Booking.status.in_(('pending', 'confirmed', 'arrived', 'completed'))))).all()
    busy = [(minutes(one.booking_time), minutes(one.booking_time) + one.duration_minutes + one.buffer_minutes)
            for one in taken]
    length = offered.duration_minutes
    slots = [f'{start // 60:02}:{start % 60:02}'
             for window in windows
             for start in range(minutes(window.start_time), minutes(window.end_time) - length + 1, 15)
             if not any(start < end and begin < start + length + offered.buffer_minutes for begin, end in busy)]
    return {'date': date, 'slots': slots}


def minutes(clock):
    return clock.hour * 60 + clock.minute


@app.post('/api/v1/bookings', status_code=201, response_model=BookingOut)
async def book(asked: BookingIn, db=fastapi.Depends(session)):
    offered = await db.get(Service, asked.service_id)
    if not offered:
        raise fastapi.HTTPException(404)
    taken = (await db.scalars(sa.select(Booking).where(
        Booking.booking_date == asked.booking_date,
        Booking.status.in_(('pending', 'confirmed', 'arrived', 'completed'))))).all()
    start = minutes(asked.booking_time)
    if any(start < minutes(one.booking_time) + one.duration_minutes and minutes(one.booking_time) < start
           + offered.duration_minutes for one in taken):
        raise fastapi.HTTPException(409)
    made = (await db.execute(sa.text(
        'INSERT INTO bookings (service_id, client_name, client_email, client_phone, booking_date, booking_time, status)'
        ' VALUES (:service, :name, :email, :phone, :date, :time, :status) ON CONFLICT DO NOTHING RETURNING id'),
        {'service': asked.service_id, 'name': asked.client_name, 'email': asked.client_email,
         'phone': asked.client_phone, 'date': asked.booking_date, 'time': asked.booking_time,
         'status': 'confirmed'})).scalar()
    if made is None:
        raise fastapi.HTTPException(409)
    await db.commit()
    return await db.get(Booking, made)


@app.get('/api/v1/admin/bookings', response_model=list[BookingOut])
async def bookings(first: datetime.date, last: datetime.date, db=fastapi.Depends(session)):
    return (await db.scalars(sa.select(Booking).where(Booking.booking_date.between(first, last))
                             .order_by(Booking.booking_date, Booking.booking_time))).all()


@app.get('/api/v1/admin/stats')
async def stats(first: datetime.date | None = None, last: datetime.date | None = None, db=fastapi.Depends(session)):
    query = sa.select(Booking.status, sa.func.count(), sa.func.sum(Booking.price)).group_by(Booking.status)
    if first and last:
        query = query.where(Booking.booking_date.between(first, last))
    return {status: {'count': count, 'revenue': revenue} for status, count, revenue in await db.execute(query)}
