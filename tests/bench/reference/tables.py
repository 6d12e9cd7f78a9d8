# SPDX-License-Identifier: GPL-3.0-or-later
"""The salon's tables as SQLAlchemy knows them, and the forms of what goes in and out."""

import datetime
import decimal
import uuid

import pydantic
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


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
    buffer_before_minutes: Mapped[int]
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


class Staff(Base):
    __tablename__ = 'staff'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    is_active: Mapped[bool]
    position: Mapped[int]


class Setting(Base):
    __tablename__ = 'salon_settings'
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(sa.JSON)


class Booking(Base):
    __tablename__ = 'bookings'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    service_id: Mapped[uuid.UUID | None]
    staff_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None]
    client_name: Mapped[str]
    client_email: Mapped[str | None]
    client_phone: Mapped[str | None]
    booking_date: Mapped[datetime.date]
    booking_time: Mapped[datetime.time]
    duration_minutes: Mapped[int]
    buffer_minutes: Mapped[int]
    buffer_before_minutes: Mapped[int]
    price: Mapped[decimal.Decimal]
    status: Mapped[str]
    payment_status: Mapped[str]
    payment_amount: Mapped[decimal.Decimal | None]
    payment_method: Mapped[str | None]
    notes: Mapped[str | None]
    cancellation_reason: Mapped[str | None]
    hold_expires_at: Mapped[datetime.datetime | None] = mapped_column(sa.DateTime(timezone=True))


class SignIn(Base):
    __tablename__ = 'sign_ins'
    __table_args__ = {'schema': 'salon'}
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID]
    ended_at: Mapped[datetime.datetime | None] = mapped_column(sa.DateTime(timezone=True))
    ends_at: Mapped[datetime.datetime] = mapped_column(sa.DateTime(timezone=True))


class User(Base):
    __tablename__ = 'users'
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    is_active: Mapped[bool]


class ServiceOut(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(from_attributes=True)
    id: uuid.UUID
    name: str
    category: str
    description: str | None
    duration_minutes: int
    price: decimal.Decimal
    image_url: str | None


class ServicesOut(pydantic.BaseModel):
    items: list[ServiceOut]


class SlotsOut(pydantic.BaseModel):
    date: datetime.date
    service_id: uuid.UUID
    duration_minutes: int
    slots: list[str]


class BookingIn(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra='forbid')
    service_id: uuid.UUID
    booking_date: datetime.date
    booking_time: datetime.time
    client_name: str = pydantic.Field(min_length=1, max_length=120)
    client_email: str = pydantic.Field(pattern=r'^[^@\s]+@[^@\s]+\.[^@\s]+$')
    client_phone: str = pydantic.Field(min_length=6, max_length=20)
    notes: str | None = None


class BookingOut(pydantic.BaseModel):
    id: uuid.UUID
    status: str
    payment_status: str
    service_id: uuid.UUID
    service_name: str
    booking_date: datetime.date
    booking_time: datetime.time
    duration_minutes: int
    price: decimal.Decimal
    deposit: decimal.Decimal | None
    hold_expires_at: datetime.datetime | None
    cancellable_until: datetime.datetime
    token: str


class AdminBookingOut(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(from_attributes=True)
    id: uuid.UUID
    booking_date: datetime.date
    booking_time: datetime.time
    duration_minutes: int
    buffer_minutes: int
    status: str
    service_id: uuid.UUID | None
    service_name: str | None
    staff_id: uuid.UUID
    client_id: uuid.UUID | None
    client_name: str
    client_email: str | None
    client_phone: str | None
    price: decimal.Decimal
    payment_status: str
    payment_amount: decimal.Decimal | None
    payment_method: str | None
    notes: str | None
    cancellation_reason: str | None
    version: str


class AdminBookingsOut(pydantic.BaseModel):
    items: list[AdminBookingOut]
