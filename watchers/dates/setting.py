"""What an expression is resolved against, and the steps through the calendar that `resolve` is made of."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from watchers.dates.tokens import YEARS
from watchers.dates.vocabulary import UNITS
from watchers.model import PartialDate

Dates = tuple[PartialDate, ...]
DAY, WEEK, FORTNIGHT, MONTH, YEAR, DECADE = range(len(UNITS))


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is resolved against.

    `lean` says which reading of "on Sunday" or "in June" is meant: -1 the nearest past one, 1 the nearest to come.
    `antecedent` is the date that the text stated last ("the day after"), `lead` the day that it is all about, `year`
    the year that this sentence is about.
    """

    reference: PartialDate | None
    antecedent: PartialDate | None = None
    lead: PartialDate | None = None
    year: int | None = None
    lean: int = -1
    sure: bool = False  # a verb says so


# ---------------------------------------------------------------- pieces


def way(values: Mapping[str, int]) -> int:
    """Last is -1, next 1, this 0."""
    return (
        -1
        if values.keys() & {"is last", "is previous", "is recent"}
        else 1
        if values.keys() & {"is next", "is following", "is coming"}
        else 0
    )


def as_day(partial: PartialDate | None) -> date | None:
    """The calendar day of a date that is known to the day, else None."""
    return partial.first_day if partial is not None and partial.day is not None else None


def of_day(day: date) -> Dates:
    """A calendar day as the dates of an expression; none outside YEARS."""
    return as_dates(full_date(day.year, day.month, day.day))


def as_dates(partial: PartialDate | None) -> Dates:
    """One date, or none, as the dates of an expression."""
    return (partial,) if partial is not None else ()


def full_date(year: int, month: int, day: int) -> PartialDate | None:
    """A day that exists, in a year that news can be about; else None."""
    if year not in YEARS:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def month_of(year: int, month: int) -> Dates:
    """A month as the dates of an expression; none outside YEARS."""
    return (PartialDate(year, month),) if year in YEARS else ()


def shifted(start: PartialDate, number: int, unit: int) -> Dates:
    """A date so many units on, as coarse as the unit: days keep the day, months give a month, years a year."""
    if unit == DAY and start.day is not None and abs(number) < 4000:
        return of_day(start.first_day + timedelta(days=number))
    if unit == MONTH and start.month is not None:
        months = start.year * 12 + start.month - 1 + number
        return month_of(months // 12, months % 12 + 1)
    if unit == YEAR and start.year + number in YEARS:
        return (PartialDate(start.year + number),)
    return ()


def moved(day: date, number: int, unit: int) -> Dates:
    """Exactly so many units from a day: "three months after 12 January" is 12 April."""
    if unit in (DAY, WEEK, FORTNIGHT) and number < 4000:
        return of_day(day + timedelta(days=number * {DAY: 1, WEEK: 7, FORTNIGHT: 14}[unit]))
    if unit not in (MONTH, YEAR) or number > 2000:
        return ()
    months = day.year * 12 + day.month - 1 + number * (12 if unit == YEAR else 1)
    year, month = months // 12, months % 12 + 1
    if year not in YEARS:
        return ()
    return as_dates(full_date(year, month, min(day.day, calendar.monthrange(year, month)[1])))


SOON_MONTHS = 1  # months: without a verb that says otherwise, the coming month is meant rather than that of a year ago


def nearest_month(month: int, setting: Setting, *, strictly: bool = False) -> int | None:
    """The year of the nearest such month in the setting's direction; `strictly` leaves the reference's own out."""
    reference = setting.reference
    if reference is None or reference.month is None:
        return None
    if not strictly and not setting.sure and (month - reference.month) % 12 <= SOON_MONTHS:
        return reference.year + (month < reference.month)
    if setting.lean < 0:
        return reference.year - (month > reference.month or (strictly and month == reference.month))
    return reference.year + (month < reference.month or (strictly and month == reference.month))


FAR_DAYS, NEAR_DAYS = 300, 60  # days: a reading that far away gives way to one this near on the other side


def nearest_day(month: int, day: int, setting: Setting, *, strictly: bool = False) -> PartialDate | None:
    """The nearest such day that exists in the setting's direction, the reference's own day included.

    The direction is a hint: news names no day almost a year away without its year. `strictly` makes it a rule.
    """
    reference = setting.reference
    if reference is None or reference.month is None:
        return None
    nearest = _day_towards(month, day, reference, setting.lean)
    other = _day_towards(month, day, reference, -setting.lean)
    if strictly or nearest is None or other is None or reference.day is None:
        return nearest
    today = reference.first_day
    far, near = (FAR_DAYS, NEAR_DAYS) if setting.sure else (FAR_DAYS - 30, NEAR_DAYS + 30)
    if abs((nearest.first_day - today).days) > far and abs((other.first_day - today).days) < near:
        return other
    return nearest


def _day_towards(month: int, day: int, reference: PartialDate, lean: int) -> PartialDate | None:
    limit = (reference.month or 1, reference.day if reference.day is not None else 31 if lean < 0 else 1)
    beyond = (month, day) > limit if lean < 0 else (month, day) < limit
    first = reference.year + (lean if beyond else 0)
    candidates = (full_date(year, month, day) for year in range(first, first + lean * 9, lean))
    return next((candidate for candidate in candidates if candidate is not None), None)


def nearest_weekday(weekday: int, day: date, lean: int, *, strictly: bool = False) -> date:
    """The nearest such weekday (Monday is 0) before (`lean` -1) or after a day; `strictly` not that day itself."""
    away = (day.weekday() - weekday) % 7 if lean < 0 else (weekday - day.weekday()) % 7
    return day + timedelta(days=lean * (away or (7 if strictly else 0)))


def leaning(setting: Setting, lean: int) -> Setting:
    """The setting with another `lean`."""
    return replace(setting, lean=lean)
